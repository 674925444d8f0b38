"""Parsed article -> attributions: who says what, in which words, typed by the cue."""
