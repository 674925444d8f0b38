"""Words that somebody says, in their sentence -> what they speak of, and which side they take.

Two statements on one affair speak of the same the more alike their vectors are, whichever side
they take; the side is a second output, and never read from the vectors. ``data/meanings/CARD.md``
tells how the model was made and what it can and cannot tell.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np

from kgraph.neural import load_session, load_tokenizer, marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

WIDTH = 128
_PIECES = 72  # word pieces that are read at most
_BEFORE = 16  # of those, how many before the words where the sentence is longer
_SCALE = 127  # of the vectors in whole numbers


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words say.

    Attributes:
        vector: What they speak of, see ``vectors_of``; as text, for keeping.
        sides: Probabilities that they put it forward, gainsay it, leave it open.
    """

    vector: str
    sides: tuple[float, float, float]


class Pieces:
    """Cuts statements into the word pieces that the model reads."""

    def __init__(self, vocabulary: Path) -> None:
        """Load the vocabulary, which is the tagger's too."""
        self._tokenizer = load_tokenizer(vocabulary)
        self._start, self._end = (marker(self._tokenizer, piece) for piece in ("[CLS]", "[SEP]"))

    def cut(self, text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[bool]]:
        """Return the ids of a text's pieces, and which of them stand within some spans.

        Of a long text only what stands around the first; where none stands within, all count.
        """
        encoded = self._tokenizer.encode(text)
        ids = [self._start, *encoded.ids, self._end]
        inside = [False, *(_within(place, spans) for place in encoded.offsets), False]
        if not any(inside):
            inside = [True] * len(ids)
        start = min(max(0, inside.index(True) - _BEFORE), max(0, len(ids) - _PIECES))
        return ids[start : start + _PIECES], inside[start : start + _PIECES]


class Meanings:
    """The model and its tokenizer, loaded once."""

    def __init__(self, folder: Path, vocabulary: Path) -> None:
        """Load ``model.onnx`` of a folder."""
        self._session = load_session(folder / "model.onnx", threads=1)
        self._pieces = Pieces(vocabulary)

    def read(self, text: str, spans: Sequence[tuple[int, int]]) -> Meaning:
        """Return the meaning of some words of a text.

        Args:
            text: The sentence in which they stand, or a few.
            spans: Where they start and end in it, in code points.
        """
        ids, inside = self._pieces.cut(text, spans)
        vector, sides = self._session.run(
            None, {"ids": np.array([ids], np.int64), "inside": np.array([inside], np.float32)}
        )
        first, second, third = (round(float(p), 2) for p in sides[0])
        return Meaning(written(vector[0]), (first, second, third))


def _within(place: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)


def written(vector: NDArray[np.floating]) -> str:
    """Return a unit vector as text, to two decimals."""
    whole = np.round(vector * _SCALE).astype(np.int8)
    return base64.b64encode(whole.tobytes()).decode("ascii")


def vectors_of(written: Iterable[str]) -> NDArray[np.float32]:
    """Return the vectors of meanings as unit rows, (meanings, WIDTH); zeros for ""."""
    rows = [np.frombuffer(base64.b64decode(w), np.int8) if w else np.zeros(WIDTH) for w in written]
    made = np.array(rows, np.float32).reshape(len(rows), WIDTH)
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    made /= lengths
    return made


@cache
def load_meanings() -> Meanings:
    """Return the packaged model, loaded once in a process."""
    with as_file(files("kgraph.data")) as folder:
        return Meanings(folder / "meanings", folder / "tagger" / "vocab.txt")
