"""Whether two claims, however alike their words, cannot be one: other numbers, or the opposite."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kgraph.lexicon import load_lexicon

if TYPE_CHECKING:
    from kgraph.claims.values import LocalClaim

_NUMBERS = {
    word: float(k)
    for k, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_WORD = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?")
_ABOUT = 0.1  # by how much round numbers may differ


def opposed(a: LocalClaim, b: LocalClaim) -> bool:
    """Return whether two claims name other numbers, or one the opposite of what the other says."""
    ours, theirs = _told(a), _told(b)
    numbered = ours.numbers and theirs.numbers
    if numbered and not any(_are_near(n, m) for n in ours.numbers for m in theirs.numbers):
        return True
    return not ours.opposites.isdisjoint(theirs.words)


class _Told(NamedTuple):
    """The words of a claim, the numbers among them, and the words that say the opposite."""

    words: frozenset[str]
    numbers: tuple[float, ...]
    opposites: frozenset[str]


def _told(claim: LocalClaim) -> _Told:
    return _read(claim.label, claim.object, claim.act)


@lru_cache(maxsize=1 << 16)
def _read(label: str, content: tuple[str, ...], act: str) -> _Told:
    said = _WORD.findall(label.lower())
    words = frozenset((*said, *content, act))
    known = load_lexicon().opposites
    numbers = tuple(_NUMBERS.get(w) or _number(w) for w in said if w[0].isdigit() or w in _NUMBERS)
    return _Told(words, numbers, frozenset(o for w in words for o in known.get(w, ())))


def _number(digits: str) -> float:
    """Return a number of English text, whose commas part thousands."""
    return float(digits.replace(",", ""))


def _are_near(a: float, b: float) -> bool:
    """Return whether "some 400,000" may be 412,000."""
    return abs(a - b) <= _ABOUT * max(a, b)
