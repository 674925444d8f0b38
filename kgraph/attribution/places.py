"""Which of many spans lie near a place, without looking at all: time grows with the text alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLOCK = 512  # code points


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Places:
    """Numbers of things by the blocks of the text that their spans touch."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._numbers: dict[int, list[int]] = defaultdict(list)

    def add(self, number: int, spans: Iterable[_Placed]) -> None:
        """Note where a thing is."""
        for block in sorted(set(_blocks(spans))):
            self._numbers[block].append(number)

    def near(self, spans: Iterable[_Placed]) -> list[int]:
        """Return the numbers, ascending, of all that may overlap some spans, and a few more."""
        return sorted({n for block in set(_blocks(spans)) for n in self._numbers.get(block, ())})


def _blocks(spans: Iterable[_Placed]) -> Iterator[int]:
    for span in spans:
        yield from range(span.start // _BLOCK, max(span.start, span.end - 1) // _BLOCK + 1)
