"""The sentences around an attribution, by a rule that needs no language model."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.model import Attribution, TextSpan

LONGEST = 1000
"""Code points in a piece of evidence at most; whole texts are exported only on request."""

# A sentence ends after . ! ? and closing quotes, unless a small letter follows (`"Why?" he asked`),
# and at the end of a line.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'\u201d\u2019»)\]]*(?=\s+[^\sa-z]|\s*\Z)|\n")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|Adm|Capt|Col|Dr|Gen|Gov|Lt|Maj|Mr|Mrs|Ms|No|Prof|Rep|Sen|Sgt|St)\Z"
)


def find_evidence(text: str, attribution: Attribution) -> tuple[int, int]:
    """Return the offsets of the sentences that hold an attribution, at most ``LONGEST`` apart.

    From the start of the sentence or line where the first role begins to the end of that where
    the last role ends. Where the roles alone are longer, it is the stretch around the cue.
    """
    return sentences_around(text, attribution.start, attribution.end, attribution.cue)


def sentences_around(
    text: str, start: int, end: int, cues: tuple[TextSpan, ...]
) -> tuple[int, int]:
    """Return the same for what is said between two offsets, with these words as its cue."""
    if end - start >= LONGEST:
        cue = min((span.start for span in cues), default=start)
        first = min(max(start, cue - LONGEST // 2), end - LONGEST)
        return first, first + LONGEST
    room = (LONGEST - (end - start)) // 2
    left, right = max(0, start - room), min(len(text), end + room)
    breaks = _sentence_ends(text)
    before, after = bisect_right(breaks, start) - 1, bisect_left(breaks, end)
    if before >= 0 and breaks[before] >= left:
        first = breaks[before]
    else:
        first = _word_start(text, left, start)
    if after < len(breaks) and breaks[after] <= right:
        last = breaks[after]
    else:
        last = _word_end(text, end, right)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


@lru_cache(maxsize=4)  # one article after another is asked for
def _sentence_ends(text: str) -> list[int]:
    """Return the offsets at which a sentence or line ends, in order."""
    found = []
    for match in _SENTENCE_END.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        if match[0] != "." or not _ABBREVIATION.search(before):
            found.append(match.start() if match[0] == "\n" else match.end())
    return found


def _word_start(text: str, left: int, start: int) -> int:
    """Return the first offset from ``left`` that does not cut a word, or ``left``."""
    if left == 0:
        return 0
    space = re.compile(r"\s").search(text, left, start)
    return space.start() if space else left


def _word_end(text: str, end: int, right: int) -> int:
    """Return the last offset up to ``right`` that does not cut a word, or ``right``."""
    return right if right == len(text) else end + len(re.sub(r"\S+\Z", "", text[end:right]))
