"""Spans -> actors: who is meant, first within an article, then over the corpus."""
