"""Whether two claims, however alike their words, cannot be one: other numbers, or the opposite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    said, other = _WORD.findall(a.label.lower()), _WORD.findall(b.label.lower())
    ours, theirs = _numbers(said), _numbers(other)
    if ours and theirs and not any(_are_near(n, m) for n in ours for m in theirs):
        return True
    opposites = load_lexicon().opposites
    words = {*other, *b.object, b.act}
    return any(
        not opposites.get(w, frozenset()).isdisjoint(words) for w in (*said, *a.object, a.act)
    )


def _numbers(words: list[str]) -> list[float]:
    return [_NUMBERS.get(w) or _number(w) for w in words if w[0].isdigit() or w in _NUMBERS]


def _number(digits: str) -> float:
    """Return a number of English text, whose commas part thousands."""
    return float(digits.replace(",", ""))


def _are_near(a: float, b: float) -> bool:
    """Return whether "some 400,000" may be 412,000."""
    return abs(a - b) <= _ABOUT * max(a, b)
