"""Words -> a vector of what they mean: other words for the same point the same way.

Vectors of single words, added up, so they know neither order nor "not": whether two statements
agree is never read from them. ``data/meanings/CARD.md`` says how they are made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

_WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of words, ``rows`` by word."""

    rows: Mapping[str, int]
    vectors: NDArray[np.int8]

    def of(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """Return a unit vector for each text, (texts, width); zeros where no word is known."""
        known = [
            [self.rows[w] for w in _WORD.findall(text.lower()) if w in self.rows] for text in texts
        ]
        made = np.zeros((len(known), self.vectors.shape[1]), np.float32)
        for k, rows in enumerate(known):
            made[k] = self.vectors[rows].sum(axis=0, dtype=np.int32)
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        made /= lengths
        return made


@cache
def load_meanings() -> Meanings:
    """Return the vectors that come with the library."""
    folder = files("kgraph.data") / "meanings"
    words = (folder / "words.txt").read_text("utf-8").split()
    with as_file(folder / "vectors.npy") as path:
        vectors = np.load(path, allow_pickle=False)
    return Meanings({word: k for k, word in enumerate(words)}, vectors)
