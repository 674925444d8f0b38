"""Connected components of things that are the same: the one algorithm of the corpus stages.

A stage gives three pure functions: ``block_key`` (only things of one block are compared),
``compare``, and what becomes of a component. The result does not depend on the order of input.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

_T = TypeVar("_T")


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


def _components(block: list[_T], compare: Callable[[_T, _T], bool]) -> list[list[_T]]:
    parent = list(range(len(block)))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for j in range(len(block)):
        for i in range(j):
            if root(i) != root(j) and compare(block[i], block[j]):
                parent[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[_T]] = defaultdict(list)
    for k, thing in enumerate(block):
        groups[root(k)].append(thing)
    return list(groups.values())
