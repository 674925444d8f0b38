"""For, claim, against: the disputed claims in the middle, the actors left and right of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgraph.model import Actor
from kgraph.view.camps import camps, ends_of, spoken_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Edge
    from kgraph.view.boxes import Box
    from kgraph.view.layout import Places

AWAY = 345.0
WIDE = 0.5
ROW = 40.0
GROUP_GAP = 20.0
CARD_GAP = 40.0
LONE = 5
OFFSET = 118.0

Groups = list[list[str]]


def columns(
    graph: KnowledgeGraph,
    edges: Sequence[Edge],
    claims: Sequence[str],
    disputed: Sequence[str],
    boxes: Mapping[str, Box],
) -> tuple[Places, dict[str, float]]:
    """Return places in three columns, and the bend of the edges within one column.

    Args:
        graph: Where all ids are from.
        edges: What is drawn.
        claims: Ids of the claims drawn, those to stand on top first.
        disputed: Ids of the claims whose sides decide who stands where.
        boxes: The room of each node.
    """
    there = {edge.object.id for edge in edges}
    drawn = [claim for claim in claims if claim in there]
    sides = _sides(graph, edges, disputed)
    tall = max((_height(groups) for groups in sides.values()), default=0.0)
    places = _middle([boxes[claim] for claim in drawn], drawn, tall)
    away = max(AWAY, WIDE * tall) + (OFFSET if len(drawn) > LONE else 0.0)
    level = _levels(edges, {claim: places[claim][1] for claim in drawn})
    for side, groups in sides.items():
        ordered = _ordered(graph, groups, level)
        y = (ROW - _height(ordered)) / 2
        for group in ordered:
            for actor in group:
                places[actor] = (round(side * away, 1), round(y, 1))
                y += ROW
            y += GROUP_GAP
    return places, _arcs(edges, places)


def _middle(cards: Sequence[Box], claims: Sequence[str], tall: float) -> Places:
    """Return the places of the claims: one column, or two like bricks where there are many."""
    lone = len(claims) <= LONE
    step = 1.0 if lone else 0.5
    need = sum(step * (card.height + CARD_GAP) for card in cards)
    more = max(0.0, 0.8 * tall - need) / max(1, len(cards))
    places: Places = {}
    y = -(need + more * len(cards)) / 2
    for i, (claim, card) in enumerate(zip(claims, cards, strict=True)):
        room = step * (card.height + CARD_GAP) + more
        x = 0.0 if lone else OFFSET * (-1 if i % 2 == 0 else 1)
        places[claim] = (x, round(y + room / 2, 1))
        y += room
    return places


def _height(groups: Groups) -> float:
    return sum(len(group) * ROW + GROUP_GAP for group in groups) - GROUP_GAP if groups else 0.0


def _levels(edges: Sequence[Edge], heights: Mapping[str, float]) -> dict[str, float]:
    """Return the mean height of the claims that an actor speaks on, by actor."""
    found: dict[str, list[float]] = defaultdict(list)
    for edge in edges:
        if edge.object.id in heights:
            found[edge.speaker.id].append(heights[edge.object.id])
    return {actor: sum(levels) / len(levels) for actor, levels in found.items()}


def _sides(
    graph: KnowledgeGraph, edges: Sequence[Edge], disputed: Sequence[str]
) -> dict[int, Groups]:
    """Return the actors left (-1) and right (1), grouped by whom they speak for.

    Those who take no side stand with their group, else opposite those that they deal with, else
    where there is more room.
    """
    side = camps(graph, disputed)
    names = [name for name in ends_of(graph, edges) if name in graph.actors]
    group = {name: spoken_for(graph.actors[name], graph.actors) for name in names}
    whole: dict[str, int] = defaultdict(int)
    for name in names:
        whole[group[name]] += side.get(name, 0)
    dealt: dict[str, int] = defaultdict(int)
    for edge in edges:
        if isinstance(edge.object, Actor):
            dealt[edge.speaker.id] -= side.get(edge.object.id, 0)
            dealt[edge.object.id] -= side.get(edge.speaker.id, 0)
    filled = {-1: 0, 1: 0}
    found: dict[int, dict[str, list[str]]] = {-1: defaultdict(list), 1: defaultdict(list)}
    for name in sorted(names, key=lambda n: (not side.get(n), not whole[group[n]], n)):
        wish = side.get(name) or whole[group[name]] or dealt[name] or filled[-1] - filled[1]
        sign = -1 if wish < 0 or (wish == 0 and filled[-1] <= filled[1]) else 1
        filled[sign] += 1
        found[sign][group[name]].append(name)
    return {sign: list(groups.values()) for sign, groups in found.items()}


def _ordered(graph: KnowledgeGraph, groups: Groups, level: Mapping[str, float]) -> Groups:
    """Return the groups by the height of their claims; in each, first whom the others speak for."""

    def height(actors: Sequence[str]) -> float:
        levels = [level[actor] for actor in actors if actor in level]
        return sum(levels) / len(levels) if levels else 0.0

    def rank(actor: str) -> tuple[bool, float, str]:
        return graph.actors[actor].affiliation is not None, level.get(actor, 0.0), actor

    return sorted(
        (sorted(group, key=rank) for group in groups), key=lambda group: (height(group), group)
    )


def _arcs(edges: Sequence[Edge], places: Places) -> dict[str, float]:
    """Return the bend towards the middle of each edge between two actors in one column."""
    arcs = {}
    for edge in edges:
        (x, y), (to_x, to_y) = places[edge.speaker.id], places[edge.object.id]
        if x == to_x and isinstance(edge.object, Actor):
            arcs[edge.id] = 0.4 if (x < 0) == (to_y > y) else -0.4
    return arcs
