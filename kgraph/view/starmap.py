"""Everything at once: linked nodes near each other, and the claims of one actor beside it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgraph.view.boxes import Box
from kgraph.view.camps import camps, ends_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Edge
    from kgraph.view.layout import Places

STACK = 6
STACK_GAP = 8.0
STACK_AWAY = 60.0
SIDE = 0.7


def starmap(
    graph: KnowledgeGraph,
    edges: Sequence[Edge],
    disputed: Sequence[str],
    boxes: Mapping[str, Box],
) -> Places:
    """Return a place for each end of these edges, those who agree drawn to one side."""
    from kgraph.view.layout import spread  # noqa: PLC0415 - numpy is loaded only to draw

    names = ends_of(graph, edges)
    links = _links(graph, edges, names)
    stacks = _stacks(graph, links)
    folded = {claim for claims in stacks.values() for claim in claims}
    kept = [name for name in names if name not in folded]
    camp = camps(graph, disputed)
    sides = {name: SIDE * camp[name] for name in kept if name in camp}
    sides |= {claim: 0.0 for claim in kept if claim in set(disputed)}
    left = {actor for i, actor in enumerate(stacks) if (camp.get(actor) or i % 2) < 1}
    wide = {
        name: _with_stack(boxes[name], [boxes[c] for c in stacks[name]], left=name in left)
        if name in stacks
        else boxes[name]
        for name in kept
    }
    places = spread(wide, [(a, b) for a, b in links if b not in folded], sides=sides)
    for actor, claims in stacks.items():
        places |= _piled(places[actor], claims, boxes, boxes[actor].left, left=actor in left)
    return places


def _links(
    graph: KnowledgeGraph, edges: Iterable[Edge], names: Iterable[str]
) -> list[tuple[str, str]]:
    """Return the pairs of nodes that a line joins."""
    ties = {
        (name, whom)
        for name in names
        if name in graph.actors
        and (whom := graph.actors[name].affiliation) is not None
        and whom in graph.actors
    }
    return sorted({(edge.speaker.id, edge.object.id) for edge in edges} | ties)


def _stacks(graph: KnowledgeGraph, links: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return, by actor, the claims that nobody else has a link to."""
    speakers: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        if b in graph.claims:
            speakers[b].append(a)
    stacks: dict[str, list[str]] = defaultdict(list)
    for claim, actors in speakers.items():
        if len(actors) == 1:
            stacks[actors[0]].append(claim)
    return dict(sorted(stacks.items()))


def _with_stack(box: Box, cards: Sequence[Box], *, left: bool) -> Box:
    """Return the box of an actor and its stack of cards together."""
    piles = [cards[i : i + STACK] for i in range(0, len(cards), STACK)]
    width = sum(STACK_AWAY + pile[0].width for pile in piles)
    height = max(sum(card.height + STACK_GAP for card in pile) for pile in piles) / 2
    return Box(
        left=box.left + (width if left else 0),
        right=box.right + (0 if left else width),
        top=max(box.top, height),
        bottom=max(box.bottom, height),
    )


def _piled(
    place: tuple[float, float],
    claims: Sequence[str],
    boxes: Mapping[str, Box],
    beyond: float,
    *,
    left: bool,
) -> Places:
    """Return the places of the cards in an actor's stack."""
    places: Places = {}
    sign = -1 if left else 1
    x = place[0] + sign * (beyond + STACK_AWAY)
    for start in range(0, len(claims), STACK):
        pile = claims[start : start + STACK]
        y = place[1] - (sum(boxes[c].height + STACK_GAP for c in pile) - STACK_GAP) / 2
        for claim in pile:
            box = boxes[claim]
            places[claim] = (round(x + sign * box.width / 2, 1), round(y + box.top, 1))
            y += box.height + STACK_GAP
        x += sign * (boxes[pile[0]].width + STACK_AWAY)
    return places
