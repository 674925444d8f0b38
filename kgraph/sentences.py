"""Where sentences begin and end, by punctuation alone: cheap, so that few need a parse.

In doubt two sentences stay one: the parser, which sees both then, tells them apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 5_000  # code points; a longer stretch without an end is cut
_LINE = re.compile(r"[^\n\r]+")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Za-z]\.)*[A-Za-z]"  # initials, "U.S.", "p.m."
    r"|\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|St|Sr|Jr|Sen|Sens|Rep|Reps|Gov|Govs|Pres|Amb|Atty|Supt|Insp"
    r"|Det|Gen|Maj|Col|Lt|Capt|Cmdr|Adm|Sgt|Cpl|Pvt|vs|No|Nos|Art|cf|etc|approx|est|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|Fla|Calif|Va|Pa|Ill|Mass|Mich|Minn|Wis|Ariz|Colo|Conn|Ga|Ky"
    r"|La|Md|Mo|Neb|Nev|Okla|Ore|Tenn|Tex|Wash))\.$"
)
_LONGEST_ABBREVIATION = 12


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines that are not blank, trimmed."""
    for match in _LINE.finditer(text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            yield start, match.start() + len(line.rstrip())


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of a text, trimmed; none crosses a line.

    >>> [
    ...     "Mr. Ng left at 3 p.m. on Friday. “Why?” He would not say."[s:e]
    ...     for s, e in split_sentences("Mr. Ng left at 3 p.m. on Friday. “Why?” He would not say.")
    ... ]
    ['Mr. Ng left at 3 p.m. on Friday.', '“Why?”', 'He would not say.']
    """
    found: list[tuple[int, int]] = []
    for start, end in split_lines(text):
        begin = start
        for match in _END.finditer(text, start, end):
            if not _is_abbreviation(text, start, match.start()):
                found += _cut(text, begin, match.end())
                begin = match.end()
        found += _cut(text, begin, end)
    return found


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    """Return whether the full stop at ``stop`` ends a word that is only shortened."""
    near = text[max(start, stop - _LONGEST_ABBREVIATION) : stop + 1]
    return near.endswith(".") and _ABBREVIATED.search(near) is not None


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, trimmed, in pieces if it is too long for one."""
    for low in range(start, end, _LONGEST):
        high = min(low + _LONGEST, end)
        words = text[low:high]
        if words.strip():
            yield low + len(words) - len(words.lstrip()), low + len(words.rstrip())
