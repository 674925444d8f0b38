"""Connected components of things that are the same: the one algorithm of the corpus stages.

A stage gives three pure functions: ``block_key`` (only things of one block are compared),
``compare``, and what becomes of a component. The result does not depend on the order of input.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

_T = TypeVar("_T")
_ROUNDING = 1e-9
_SHORT = 16  # words that sets have in the mean whose pairs are not too many


def components(
    things: Iterable[_T],
    *,
    block_key: Callable[[_T], Hashable],
    compare: Callable[[_T, _T], bool],
) -> list[list[_T]]:
    """Return the things in groups that ``compare`` connects, in order of first appearance.

    >>> components([1, 5, 2, 6], block_key=lambda n: n % 1, compare=lambda a, b: abs(a - b) == 1)
    [[1, 2], [5, 6]]
    """
    blocks: dict[Hashable, list[_T]] = defaultdict(list)
    for thing in things:
        blocks[block_key(thing)].append(thing)
    return [group for block in blocks.values() for group in _components(block, compare)]


class Groups:
    """Things by number, joined in pairs into groups; the result does not depend on the order.

    >>> groups = Groups(4)
    >>> groups.join(3, 1)
    >>> groups.all()
    [[0], [1, 3], [2]]
    """

    def __init__(self, number: int) -> None:
        """Start with each thing in a group of its own."""
        self._parent = list(range(number))

    def join(self, a: int, b: int) -> None:
        """Make the groups of two things one."""
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first

    def root(self, k: int) -> int:
        """Return the first thing of the group of a thing."""
        while self._parent[k] != k:
            self._parent[k] = self._parent[self._parent[k]]
            k = self._parent[k]
        return k

    def all(self) -> list[list[int]]:
        """Return the groups, in order of their first things."""
        groups: dict[int, list[int]] = defaultdict(list)
        for k in range(len(self._parent)):
            groups[self.root(k)].append(k)
        return list(groups.values())


def similar_pairs(sets: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, int]]:
    """Yield all pairs of sets whose Jaccard index is at least so much, by their numbers.

    Exact, and quick where words are rare: a pair must share one of the rarest words of each, as
    many as the index leaves room for, fewer of the smaller set (prefix filtering; Chaudhuri, Ganti
    and Kaushik 2006; Xiao and others 2008). Of short sets that must share two words, it must share
    two of one more (Wang, Li and Feng 2012), which few do by chance.

    >>> list(similar_pairs([frozenset("abc"), frozenset("abd"), frozenset("xyz")], 0.5))
    [(0, 1)]
    """
    counts = Counter(word for words in sets for word in words)
    both = 2 * least / (1 + least)  # of the smaller set, what equal ones share
    two = bool(sets) and _share_two(sets, both)
    index: dict[Hashable, list[int]] = defaultdict(list)
    for k in sorted(range(len(sets)), key=lambda k: len(sets[k])):
        words, size = sets[k], len(sets[k])
        rare = sorted(words, key=lambda word: (counts[word], word))
        near: set[int] = set()
        for key in _keys(rare, least, two=two):
            near.update(index.get(key, ()))
        for key in _keys(rare, both, two=two):
            index[key].append(k)
        for j in sorted(near):
            other = sets[j]
            if len(other) >= least * size:
                shared = len(words & other)
                if shared >= least * (size + len(other) - shared):
                    yield min(j, k), max(j, k)


def _share_two(sets: Sequence[frozenset[str]], share: float) -> bool:
    """Return whether similar sets all share two words, and have few pairs of words."""
    sizes = [len(words) for words in sets]
    return share * min(sizes) > 1 + _ROUNDING and sum(sizes) <= _SHORT * len(sizes)


def _keys(rare: list[str], share: float, *, two: bool) -> Iterable[Hashable]:
    """Return by what a set meets those that have such a share of it.

    Args:
        rare: Its words, the rarest first.
        share: Of them.
        two: Whether by two words.
    """
    room = len(rare) - math.ceil(share * len(rare) - _ROUNDING) + 1
    return itertools.combinations(rare[: room + 1], 2) if two else rare[:room]


def _components(block: list[_T], compare: Callable[[_T, _T], bool]) -> list[list[_T]]:
    groups = Groups(len(block))
    for j in range(len(block)):
        for i in range(j):
            if groups.root(i) != groups.root(j) and compare(block[i], block[j]):
                groups.join(i, j)
    return [[block[k] for k in group] for group in groups.all()]
