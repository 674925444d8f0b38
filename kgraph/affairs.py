"""Which articles are on one affair: those that share names and appeared within weeks of each other.

``Interpretation.named`` has the names by which others on the same affair are known.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

SHARED = 2  # names that articles on one affair share
_DAYS = 45  # between two articles on one affair


def names_shared(names: Iterable[str], number: int = SHARED) -> Iterator[tuple[str, ...]]:
    """Yield the sets of names, each sorted, of which articles on one affair share one."""
    return itertools.combinations(sorted(names), number)


def are_near(a: dt.date | None, b: dt.date | None) -> bool:
    """Return whether two days, where known, are near enough for one affair."""
    return a is None or b is None or abs((a - b).days) <= _DAYS
