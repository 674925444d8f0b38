"""Python's collector of cycles, held still while millions of nouns are made that have none."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hold the collector of cycles still for a while.

    It goes through all that lives whenever that has grown by a quarter, and of nouns, which are in
    no cycle, finds nothing: a third of the time that a large graph takes to load.

    >>> with without_collecting():
    ...     gc.isenabled()
    False
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
