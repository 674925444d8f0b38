"""Quotation marks -> quotations, and the tagger's spans mended by them.

A quotation has one speaker: what the tagger finds within one belongs to the cue outside it.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.sentences import split_lines

if TYPE_CHECKING:
    from kgraph.attribution.tagger import TaggedSpan

QUOTES = '"“”'
_OPENS, _CLOSES = "“", "”"
_BEFORE_OPENING = " \t\xa0([—–-‘'"
_SHORT = 3  # words up to which a quotation may be a mere phrase
_COVERED = 0.5  # of a quotation that must be tagged as content for it to be one
_LINKED = 0.1  # of a quotation, weighed by the links' probability, for a cue to own it
_ENDS_INSIDE = re.compile(r"[.?!]\s+[A-Z]|\n")
_SENTENCE_END = re.compile(r"[.?!]\s*$")


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the quotations, marks included, in text order.

    Marks may be curly, straight or mixed. A quotation without a closing mark ends with its line, as
    where it goes on in the next paragraph; a closing mark without an opening one is no quotation.

    >>> find_quotations('He said "no" and “yes')
    [(8, 12), (17, 21)]
    """
    found = []
    for start, end in split_lines(text):
        opened = -1
        for i in range(start, end):
            mark = text[i]
            if mark not in QUOTES:
                continue
            before = text[i - 1] if i > start else " "
            opens = mark == _OPENS or (
                mark not in _CLOSES and opened < 0 and before in _BEFORE_OPENING
            )
            if opens:
                opened = i if opened < 0 or mark == _OPENS else opened
            elif opened >= 0:
                found.append((opened, i + 1))
                opened = -1
        if opened >= 0:
            found.append((opened, end))
    return found


@dataclass(frozen=True, slots=True)
class _Owned:
    """A quotation with the index of the cue that it belongs to."""

    start: int
    end: int
    cue: int


def mended(spans: list[TaggedSpan], text: str) -> list[TaggedSpan]:
    """Return the spans with each quotation whole and with its own cue; links keep their places.

    What lies within such a quotation (somebody else's words in it) is left to nested attributions.
    A span that is left out stays in the list without links or length, so that indices hold.
    """
    spans, places = list(spans), find_quotations(text)
    closing = {end - 1: end for _, end in places}
    for span in spans:
        if span.role == "content" and span.start < span.end:
            span.start = closing.get(span.start, span.start)
    last: _Owned | None = None
    for start, end in places:
        owned = _owner(spans, text, start, end)
        if owned is None and last is not None and _goes_on(spans, text, last, start):
            owned = _Owned(start, end, last.cue)
            like = spans[last.cue]
            spans.append(dataclasses.replace(like, role="content", start=start, end=end, links={}))
        if owned is not None:
            _give(spans, text, owned)
        last = owned
    return spans


def _goes_on(spans: list[TaggedSpan], text: str, before: _Owned, start: int) -> bool:
    """Return whether a quotation goes on after its cue: ``"A," said the minister, "B."``."""
    between, cue = text[before.end : start], spans[before.cue]
    inside = before.end <= cue.start < start
    return inside and between.rstrip()[-1:] == "," and not _ENDS_INSIDE.search(between)


def _owner(spans: list[TaggedSpan], text: str, start: int, end: int) -> _Owned | None:
    """Return the quotation with the cue outside it to which most of its content points."""
    if len(text[start:end].split()) <= _SHORT:
        return None
    weights: dict[int, float] = defaultdict(float)
    covered = 0
    for span in spans:
        shared = min(span.end, end) - max(span.start, start)
        if span.role != "content" or shared <= 0:
            continue
        covered += shared
        for k, link in span.links.items():
            if k >= 0 and not (start <= spans[k].start < end):
                weights[k] += shared * math.exp(link)
    best = max(weights, key=lambda k: (weights[k], -k), default=None)
    if best is None or covered < _COVERED * (end - start):
        return None
    return _Owned(start, end, best) if weights[best] >= _LINKED * (end - start) else None


def _give(spans: list[TaggedSpan], text: str, quotation: _Owned) -> None:
    """Make the quotation one content of its cue, and empty what else lies within it."""
    start, end = quotation.start, quotation.end
    inside = [s for s in spans if s.end > s.start and start <= s.start and s.end <= end]
    across = [
        s
        for s in spans
        if s.role == "content" and s not in inside and s.start < end and s.end > start
    ]
    for span in spans:
        if span.role != "content" and span.start < start < span.end:
            span.end = start  # a source that runs on into the quotation
    whole = next((s for s in (*across, *inside) if s.role == "content"), None)
    if whole is None:
        return
    before = text[whole.start : start] if whole.start < start else ""
    whole.start = start if _SENTENCE_END.search(before) else min(whole.start, start)
    whole.end = max(whole.end, end)
    whole.links = {quotation.cue: 0.0}
    for span in inside:
        if span is not whole:
            span.end, span.links = span.start, {}
