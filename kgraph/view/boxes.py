"""How much room a node takes in the picture: its name wrapped into lines, and the box around it.

Browsers measure text, Python does not; widths here are estimates for common sans-serif faces,
a little generous, and the page squeezes a line that comes out wider.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Claim

FONT = 13
LINE = 17
CARD_WIDTH = 204
CARD_LINES = 3
DISPUTE_LINES = 4
BOLD = 1.07
CARD_PADDING = 9
TALLY = 20
NAME_WIDTH = 130
NAME_LINES = 2
RADIUS = {
    "government": 15.0,
    "organisation": 13.0,
    "group": 12.0,
    "outlet": 12.0,
    "person": 8.5,
    "anonymous": 8.5,
}
_NARROW = frozenset("iljtfrI.,:;'|!()[]\u2018\u2019 -")
_WIDE = frozenset("mwMW@%—…&")
_FIRST_WIDE_SCRIPT = 0x2E80  # from here on, mostly characters as wide as they are high


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What is drawn for a node, in pixels at zoom 1, relative to the node's position.

    Attributes:
        lines: The label, wrapped.
        left: Extent to the left of the position; likewise ``right``, ``top``, ``bottom``.
        right: See ``left``.
        top: See ``left``.
        bottom: See ``left``.
    """

    lines: tuple[str, ...] = ()
    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent from left to right."""
        return self.left + self.right

    @property
    def height(self) -> float:
        """Extent from top to bottom."""
        return self.top + self.bottom


def text_width(text: str, size: float = FONT) -> float:
    """Return the estimated width in pixels of a line of text at a font size in pixels."""
    return size * sum(_em(char) for char in text)


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.28
    if char in _WIDE or ord(char) >= _FIRST_WIDE_SCRIPT:
        return 0.9
    return 0.69 if char.isupper() else 0.55


def wrap(text: str, width: float, lines: int) -> tuple[str, ...]:
    """Return the text in at most so many lines of at most this width, cut with an ellipsis."""
    words = [piece for word in text.split() for piece in _pieces(word, width)]
    done: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and text_width(longer) > width:
            done.append(line)
            line = word
        else:
            line = longer
    done.append(line)
    if len(done) <= lines:
        return tuple(done)
    return (*done[: lines - 1], _shortened(" ".join(done[lines - 1 :]), width))


def _pieces(word: str, width: float) -> list[str]:
    """Return a word, cut where it alone is wider than a line."""
    pieces = [""]
    for char in word:
        if text_width(pieces[-1] + char) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _shortened(text: str, width: float) -> str:
    end = min(len(text), int(width))
    while end and text_width(text[:end].rstrip() + "…") > width:
        end -= 1
    return text[:end].rstrip() + "…"


def actor_box(actor: Actor) -> Box:
    """Return the room of an actor: a shape with its name below."""
    lines = wrap(actor.name, NAME_WIDTH, NAME_LINES)
    radius = RADIUS[actor.kind]
    half = max(radius, max(text_width(line) for line in lines) / 2) + 3
    bottom = radius + 5 + LINE * len(lines)
    return Box(lines=lines, left=half, right=half, top=radius + 2, bottom=bottom)


def claim_box(claim: Claim, *, tally: bool) -> Box:
    """Return the room of a claim: a card with its words, and a tally of the sides below."""
    room = (CARD_WIDTH - 2 * CARD_PADDING) / (BOLD if tally else 1)
    lines = wrap(claim.label, room, DISPUTE_LINES if tally else CARD_LINES)
    half = (2 * CARD_PADDING + LINE * len(lines) + (TALLY if tally else 0)) / 2
    return Box(lines=lines, left=CARD_WIDTH / 2, right=CARD_WIDTH / 2, top=half, bottom=half)


class Boxes(dict[str, Box]):
    """The box of each actor and claim of a graph, made when it is asked for."""

    def __init__(self, graph: KnowledgeGraph, disputed: Collection[str]) -> None:
        super().__init__()
        self._graph = graph
        self._disputed = frozenset(disputed)

    def __missing__(self, name: str) -> Box:
        """Return the box of an actor or claim by id; disputed claims have a tally."""
        if name in self._graph.actors:
            box = actor_box(self._graph.actors[name])
        else:
            box = claim_box(self._graph.claims[name], tally=name in self._disputed)
        self[name] = box
        return box
