"""The roles of what a headline says, where it puts or leaves out words as no sentence does.

``Iran behind blasts, say officials`` names its speaker last; ``Minister took bribes, court told``
names nobody: the court was told.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution

_SAYING = frozenset({"say", "says", "claim", "claims", "warn", "warns"})
_TOLD = frozenset({"told", "hears"})
_LONGEST = 6  # words of a speaker
# what shows that words after "says" are no speaker, but go on with what is said
_GOING_ON = frozenset(
    "is are was were be been will would can could may might must should shall has have had do does "
    "did not no to it he she they we i that there this".split()
)
_BEFORE = frozenset(",;'’\"”")
_ENDS = (".", "!", "?", '."', ".”")


def as_in_headline(parsed: ParsedArticle, made: Attribution) -> Attribution:
    """Return an attribution with source and content as a headline means them; else as it is."""
    if len(made.cue) != 1 or not made.content:
        return made
    cue, text = made.cue[0], parsed.text
    start = text.rfind("\n", 0, cue.start) + 1
    end = text.find("\n", cue.end)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    if line.endswith(_ENDS):
        return made
    before = text[start : cue.start].rstrip()
    after = text[cue.end : start + len(line)].strip()
    if cue.text.lower() in _TOLD and not after and made.content[0].end <= cue.start:
        return dataclasses.replace(made, source=())
    if cue.text.lower() not in _SAYING or before[-1:] not in _BEFORE or not _is_speaker(after):
        return made
    told = before.rstrip(" ,;")
    if not told.strip():
        return made
    low = text.index(after, cue.end)
    said = parsed.article.span(start, start + len(told))
    speaker = parsed.article.span(low, low + len(after))
    return dataclasses.replace(made, source=(speaker,), content=(said,))


def _is_speaker(words: str) -> bool:
    """Return whether the words after "says" are who says it, and do not go on with what is said."""
    found = re.findall(r"[\w'’-]+", words.lower())
    few = 0 < len(found) <= _LONGEST and "," not in words
    return few and _GOING_ON.isdisjoint(found)
