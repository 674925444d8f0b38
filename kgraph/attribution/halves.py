"""Sentences with a semicolon -> attributions that keep to their own half.

``Paris said it agreed; Rome said it had seen no proof.``
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING

from kgraph.attribution.quotations import find_quotations

if TYPE_CHECKING:
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution, TextSpan

EDGE_MARKS = " \t\r\n,.;:"
"""What no content begins or ends with."""


def within_halves(parsed: ParsedArticle, found: list[Attribution]) -> list[Attribution]:
    """Return the attributions; where two stand in one sentence, none takes the other's half."""
    if ";" not in parsed.text:
        return found
    halves = _Halves(parsed)
    cues: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for attribution in found:
        for span in attribution.cue:
            sentence, half = halves.of(span.start)
            cues[sentence].add(half)
    return [
        _kept(parsed, a, halves) if a.cue and len(cues[halves.of(a.cue[0].start)[0]]) > 1 else a
        for a in found
    ]


class _Halves:
    """The sentences of an article, cut at the semicolons outside quotations."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self._parsed = parsed
        quoted = find_quotations(parsed.text)
        marks = [k for k, c in enumerate(parsed.text) if c == ";"]
        self._marks = [k for k in marks if not any(s <= k < e for s, e in quoted)]

    def of(self, place: int) -> tuple[int, tuple[int, int]]:
        """Return the number of an offset's sentence, and the half of it around the offset."""
        number = self._parsed.sentences_of(place, place + 1).start
        low, high = self._parsed.sentences[number]
        cuts = [k for k in self._marks if low <= k < high]
        start = max((k + 1 for k in cuts if k < place), default=low)
        return number, (start, min((k for k in cuts if k >= place), default=high))


def _kept(parsed: ParsedArticle, made: Attribution, halves: _Halves) -> Attribution:
    """Return an attribution with those parts of its content that stand in its cue's half."""
    sentence, (low, high) = halves.of(made.cue[0].start)
    start, end = parsed.sentences[sentence]
    kept: list[TextSpan] = []
    for span in made.content:
        outside = span.end <= start or span.start >= end
        first, last = max(span.start, low), min(span.end, high)
        if outside or (low <= span.start and span.end <= high):
            kept.append(span)
        elif first < last:
            kept += _trimmed(parsed, first, last)
    kept = kept or _trimmed(parsed, made.cue[-1].end, high) or list(made.content)
    return dataclasses.replace(made, content=tuple(kept))


def _trimmed(parsed: ParsedArticle, low: int, high: int) -> list[TextSpan]:
    """Return the span between two offsets without marks at its edges; none of marks alone."""
    words = parsed.text[low:high]
    start = low + len(words) - len(words.lstrip(EDGE_MARKS))
    end = low + len(words.rstrip(EDGE_MARKS))
    return [parsed.article.span(start, end)] if start < end else []
