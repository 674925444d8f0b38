"""An article cut into lines and pieces, wherever the role of an attribution starts or ends.

The one highlighter of kgraph: the explorer's panel, its view of an article and the annotated
article by itself all show these pieces. It goes by offsets, so nothing is searched for in a text,
roles may overlap and nest, and every character of a line is in exactly one piece.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kgraph.model import Article, Attribution

ROLES = ("source", "cue", "content", "target")


class Mark(NamedTuple):
    """A stretch of a text that has a role in an attribution; half-open offsets."""

    start: int
    end: int
    owner: int
    role: str


class Piece(NamedTuple):
    """Some words, and the marks that cover them."""

    text: str
    marks: tuple[Mark, ...] = ()


class Line(NamedTuple):
    """A line of a text in pieces; joined, they are the line from ``start`` on."""

    start: int
    pieces: tuple[Piece, ...]


def marks_of(attributions: Iterable[Attribution]) -> list[Mark]:
    """Return the marks of all roles, in text order; the owner is the place in the argument."""
    return sorted(
        Mark(span.start, span.end, owner, role)
        for owner, attribution in enumerate(attributions)
        for role in ROLES
        for span in getattr(attribution, role)
    )


def lines_of(
    article: Article, attributions: Sequence[Attribution], *, whole: bool
) -> list[Line | None]:
    """Return the lines of an article, each in pieces; None where words are left out.

    Args:
        article: The article; without its text, the words of the roles stand for it.
        attributions: Those whose roles are marked, all of this article.
        whole: Return all lines, not only those between the first and the last character of an
            attribution. Lines without words are never returned.
    """
    text = article.text
    marks = marks_of(attributions)
    if any(text[s.start : s.end] != s.text for a in attributions for s in a.spans):
        return _without_text(attributions)
    found: list[Line | None] = []
    for (start, end), touching in _with_marks(list(_bounds(text)), marks):
        if whole or touching or any(a.start < end and start < a.end for a in attributions):
            found.append(Line(start, pieces(text, start, end, touching)))
        elif not found or found[-1] is not None:
            found.append(None)
    return found


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Return ``text[start:end]``, cut wherever one of the marks starts or ends.

    >>> pieces("Kral said so.", 0, 13, [Mark(0, 4, 0, "source"), Mark(0, 9, 1, "cue")])[0]
    Piece(text='Kral', marks=(Mark(start=0, end=4, ...), Mark(start=0, end=9, ...)))
    """
    cuts = {min(max(cut, start), end) for mark in marks for cut in (mark.start, mark.end)}
    return tuple(
        Piece(text[low:high], tuple(m for m in marks if m.start <= low and high <= m.end))
        for low, high in itertools.pairwise(sorted(cuts | {start, end}))
    )


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line that has words, without the blanks around them."""
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            low = start + len(line) - len(line.lstrip())
            yield low, low + len(words)
        start += len(line) + 1


def _with_marks(
    bounds: Sequence[tuple[int, int]], marks: Iterable[Mark]
) -> Iterator[tuple[tuple[int, int], list[Mark]]]:
    """Yield each line with the marks that touch it."""
    starts = [start for start, _ in bounds]
    touching: list[list[Mark]] = [[] for _ in bounds]
    for mark in marks:
        row = max(0, bisect_right(starts, mark.start) - 1)
        while row < len(bounds) and starts[row] < mark.end:
            if mark.start < bounds[row][1]:
                touching[row].append(mark)
            row += 1
    yield from zip(bounds, touching, strict=True)


def _without_text(attributions: Iterable[Attribution]) -> list[Line | None]:
    """Return a line for each attribution, made of the words of its roles alone."""
    found: list[Line | None] = []
    for owner, attribution in enumerate(attributions):
        made: list[Piece] = []
        for mark, text in sorted(
            (Mark(span.start, span.end, owner, role), span.text)
            for role in ROLES
            for span in getattr(attribution, role)
        ):
            made += [Piece(" … "), Piece(text, (mark,))]
        found += [Line(attribution.start, tuple(made[1:])), None]
    return found
