"""Whether two claims, however alike their words, cannot be one: other numbers, or the opposite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.lexicon import load_lexicon

if TYPE_CHECKING:
    from kgraph.claims.values import LocalClaim

_NUMBERS = {
    word: str(k)
    for k, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*")


def opposed(a: LocalClaim, b: LocalClaim) -> bool:
    """Return whether two claims name other numbers, or one the opposite of what the other says."""
    ours, theirs = _numbers(a), _numbers(b)
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    opposites = load_lexicon().opposites
    words = {*b.object, b.act}
    return any(not opposites.get(w, frozenset()).isdisjoint(words) for w in (*a.object, a.act))


def _numbers(claim: LocalClaim) -> set[str]:
    words = _WORD.findall(claim.label.lower())
    return {_NUMBERS.get(w, w) for w in words if w[0].isdigit() or w in _NUMBERS}
