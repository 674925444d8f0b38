"""Text -> windows of word pieces that the tagger reads, with each piece's code-point offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.neural import marker
from kgraph.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tokenizers import Tokenizer

WINDOW_SIZE = 192
"""Word pieces in one window at most, the two marker pieces included."""

NO_TEXT = (0, 0)
"""Offsets of a piece that stands for no text: the start of a window, the break of a paragraph."""

_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST_STRETCH = 20_000  # code points that the tokenizer gets at once: bounds memory


@dataclass(frozen=True, slots=True)
class Window:
    """Word-piece ids of some consecutive paragraphs, and where each piece stands in the text."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


def cut_windows(text: str, tokenizer: Tokenizer, size: int = WINDOW_SIZE) -> list[Window]:
    """Return the windows of a text: whole paragraphs packed together, longer ones cut.

    Paragraphs are separated by a ``[SEP]`` piece, so the model sees where one ends.
    """
    start_id, break_id = marker(tokenizer, "[CLS]"), marker(tokenizer, "[SEP]")
    found: list[Window] = []
    ids, offsets = [start_id], [NO_TEXT]
    for piece_ids, piece_offsets in _stretches(text, tokenizer, size - 2):
        if len(ids) > 1 and len(ids) + len(piece_ids) + 1 > size:
            found.append(Window(tuple(ids), tuple(offsets)))
            ids, offsets = [start_id], [NO_TEXT]
        ids += [*piece_ids, break_id]
        offsets += [*piece_offsets, NO_TEXT]
    if len(ids) > 1:
        found.append(Window(tuple(ids), tuple(offsets)))
    return found


def _stretches(
    text: str, tokenizer: Tokenizer, most: int
) -> Iterator[tuple[list[int], list[tuple[int, int]]]]:
    """Yield the pieces of each paragraph, at most ``most`` at a time, cut after a sentence."""
    for match in _PARAGRAPH.finditer(text):
        for start in range(match.start(), match.end(), _LONGEST_STRETCH):
            end = min(start + _LONGEST_STRETCH, match.end())
            encoded = tokenizer.encode(text[start:end], add_special_tokens=False)
            offsets = [(start + s, start + e) for s, e in encoded.offsets]
            for low, high in _cuts(text, start, end, offsets, most):
                yield encoded.ids[low:high], offsets[low:high]


def _cuts(
    text: str, start: int, end: int, offsets: list[tuple[int, int]], most: int
) -> Iterator[tuple[int, int]]:
    """Yield ranges of pieces: all, or whole sentences as many as fit, or what fits of one."""
    ends = [] if len(offsets) <= most else [e for _, e in split_sentences(text[start:end])]
    low = 0
    while low < len(offsets):
        high = min(low + most, len(offsets))
        if high < len(offsets):
            fitting = [bisect_left(offsets, (start + e, 0)) for e in ends]
            high = max((f for f in fitting if low < f <= high), default=high)
        yield low, high
        low = high
