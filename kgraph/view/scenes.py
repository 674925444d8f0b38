"""The scenes of the explorer: which edges each one draws, and where it puts their ends.

All of a graph at once is rarely readable, so the page opens on the claims that are disputed or
shared, and offers the disputes alone, the actors alone, and everything.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kgraph.edge_types import load_edge_types
from kgraph.model import Actor, Claim
from kgraph.query import find_disputes
from kgraph.view.boxes import Boxes
from kgraph.view.camps import ends_of
from kgraph.view.columns import columns
from kgraph.view.starmap import starmap

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Edge
    from kgraph.view.boxes import Box
    from kgraph.view.layout import Places

SMALL = 24
MOST_CLAIMS = 12
MOST_EDGES = 90
MOST_DISPUTES = 24
MOST_ACTORS = 40
MOST_VOICES = 10
MOST_DRAWN = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A choice of edges and a place for each of their ends.

    Attributes:
        name: Its name in links.
        title: Its name on the page.
        hint: One line on what it shows.
        edges: Ids of the edges that it draws.
        places: Position by node id.
        arcs: Signed roundness of the edges that must not run straight, by id.
        columns: Whether actors stand in two columns, with their names on the outer side.
    """

    name: str
    title: str
    hint: str
    edges: tuple[str, ...]
    places: Places
    arcs: dict[str, float] = field(default_factory=dict)
    columns: bool = False


class _Choice(NamedTuple):
    """A scene before it is placed; with claims for the middle it gets columns."""

    name: str
    hint: str
    edges: list[Edge]
    middle: Sequence[str] = ()


def scenes(
    graph: KnowledgeGraph, edges: Sequence[Edge], disputed: Sequence[str]
) -> tuple[Scene, ...]:
    """Return the scenes that have something to show, the one to open on first.

    Args:
        graph: Any graph, the empty one too.
        edges: Its edges.
        disputed: Ids of its disputed claims, see ``disputes``.
    """
    chosen = [
        _overview(graph, edges, disputed),
        _sides(edges, disputed[:MOST_DISPUTES]),
        _actors(edges),
    ]
    if len(edges) <= MOST_DRAWN:
        everything = _Choice("everything", "All claims and all edges.", list(edges))
        small = not disputed and len(ends_of(graph, edges)) <= SMALL
        chosen = [everything, *chosen] if small else [*chosen, everything]
    different = {tuple(edge.id for edge in choice.edges): choice for choice in reversed(chosen)}
    boxes = Boxes(graph, disputed)
    return tuple(
        _placed(graph, choice, disputed[:MOST_DISPUTES], boxes)
        for choice in reversed(different.values())
        if choice.edges
    )


def _sides(edges: Sequence[Edge], disputed: Sequence[str]) -> _Choice:
    """Return the disputed claims, the first ones of many."""
    told = _most_told(disputed, edges)
    shown = _loudest(edges, told)
    most = f" The {len(told)} with most evidence." if len(told) < len(disputed) else ""
    hint = f"Claims with somebody for and somebody against. Who agrees stands together.{most}"
    return _Choice("sides", hint, shown, told)


def _loudest(edges: Sequence[Edge], claims: Collection[str]) -> list[Edge]:
    """Return the edges to these claims; if many, those with most evidence on every side of each."""
    if sum(edge.object.id in claims for edge in edges) <= MOST_EDGES:
        return [edge for edge in edges if edge.object.id in claims]
    by_claim: dict[str, dict[str, list[Edge]]] = {claim: defaultdict(list) for claim in claims}
    for edge in edges:
        if edge.object.id in by_claim:
            by_claim[edge.object.id][load_edge_types()[edge.edge_type].stance].append(edge)
    kept: set[str] = set()
    for sides in by_claim.values():
        for side in sides.values():
            side.sort(key=lambda edge: (-len(edge.evidence), edge.id))
        turns = itertools.zip_longest(*(sides[side] for side in sorted(sides)))
        ranked = [edge.id for turn in turns for edge in turn if edge]
        kept |= set(ranked[:MOST_VOICES])
    return [edge for edge in edges if edge.id in kept]


def _actors(edges: Sequence[Edge]) -> _Choice:
    """Return what actors do to actors; in a large graph, what those with most evidence do."""
    hint = "Who accuses, condemns, supports … whom; no claims."
    between = [edge for edge in edges if isinstance(edge.object, Actor)]
    weight: Counter[str] = Counter()
    for edge in between:
        weight[edge.speaker.id] += len(edge.evidence)
        weight[edge.object.id] += len(edge.evidence)
    if len(weight) > MOST_ACTORS:
        ranked = sorted(weight, key=lambda actor: (-weight[actor], actor))
        most = frozenset(ranked[:MOST_ACTORS])
        between = [e for e in between if {e.speaker.id, e.object.id} <= most]
        strong = sorted(between, key=lambda edge: (-len(edge.evidence), edge.id))[:MOST_EDGES]
        kept = {edge.id for edge in strong}
        between = [edge for edge in between if edge.id in kept]
        hint = f"Who accuses, condemns, supports … whom: the {len(kept)} lines with most evidence."
    return _Choice("actors", hint, between)


def disputes(graph: KnowledgeGraph) -> tuple[str, ...]:
    """Return the ids of the claims with somebody for and somebody against, most voices first."""
    return tuple(
        dispute.claim.id
        for dispute in find_disputes(graph)
        if any(r.speakers for r in dispute.supporters)
        and any(r.speakers for r in dispute.opponents)
    )


def _voices(graph: KnowledgeGraph) -> dict[str, Counter[str]]:
    """Return how many plain attributions take each side of a claim, by claim."""
    voices: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in graph.readings.values():
        for claim, stance in reading.claims if reading.plain and reading.speakers else ():
            voices[claim][stance] += 1
    return voices


def _overview(graph: KnowledgeGraph, edges: Sequence[Edge], disputed: Sequence[str]) -> _Choice:
    """Return the claims most told, and of what actors do to actors beside them."""
    voices = _voices(graph)
    shared = sorted(
        (claim for claim, count in voices.items() if count.total() > 1 and claim not in disputed),
        key=lambda claim: (-voices[claim].total(), claim),
    )
    told = _most_told([*disputed, *shared], edges)
    left_out = len(disputed) + len(shared) - len(told)
    hint = (
        "Claims that are disputed or made more than once"
        + (f", the {len(told)} with most voices" if left_out else "")
        + "; lines between actors where none of these claims tells of them."
    )
    loud = {edge.id for edge in _loudest(edges, told)}
    shown = [edge for edge in edges if edge.id in loud or _untold(edge, set(told))]
    if len(shown) > MOST_EDGES:
        hint = hint.partition(";")[0] + "."
        shown = [edge for edge in shown if isinstance(edge.object, Claim)]
    return _Choice("overview", hint, shown, told if disputed else ())


def _most_told(claims: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    """Return the first claims, as many as one can read at a time."""
    lines = Counter(edge.object.id for edge in edges)
    lines = Counter({claim: min(count, MOST_VOICES) for claim, count in lines.items()})
    told: list[str] = []
    for claim in claims[:MOST_CLAIMS]:
        if told and sum(lines[c] for c in told) + lines[claim] > MOST_EDGES:
            break
        told.append(claim)
    return told


def _untold(edge: Edge, told: Collection[str]) -> bool:
    """Return whether an edge ends on an actor, and no claim that is told tells of it."""
    if isinstance(edge.object, Claim):
        return False
    return any(all(claim not in told for claim, _ in r.claims) for r in edge.evidence)


def _placed(
    graph: KnowledgeGraph, choice: _Choice, disputed: Sequence[str], boxes: Mapping[str, Box]
) -> Scene:
    arcs: dict[str, float] = {}
    if choice.middle:
        places, arcs = columns(graph, choice.edges, choice.middle, disputed, boxes)
    else:
        places = starmap(graph, choice.edges, disputed, boxes)
    return Scene(
        name=choice.name,
        title=choice.name.capitalize(),
        hint=choice.hint,
        edges=tuple(edge.id for edge in choice.edges),
        places=places,
        arcs=arcs,
        columns=bool(choice.middle),
    )
