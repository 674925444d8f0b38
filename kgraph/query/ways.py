"""What is around an actor or claim, and the ways between two: edges, whichever way they point."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.cards import Card
from kgraph.errors import UnknownNameError
from kgraph.model import Actor, Claim
from kgraph.query.names import find_actor, find_claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Edge

Ways = dict[tuple[str, str], list["Edge"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Card):
    """A way from one actor or claim to another.

    Attributes:
        nodes: What it leads through, both ends with it.
        edges: All edges between each node and the next, in either direction.
    """

    nodes: tuple[Actor | Claim, ...]
    edges: tuple[tuple[Edge, ...], ...]

    def __str__(self) -> str:
        """Return one line: each node, and how it stands to the next."""
        parts = [_name(self.nodes[0])]
        for (here, there), edges in zip(itertools.pairwise(self.nodes), self.edges, strict=True):
            on = [e.edge_type for e in edges if e.speaker.id == here.id]
            back = [e.edge_type for e in edges if e.speaker.id != here.id]
            forth = f"-{'/'.join(dict.fromkeys(on))}->" if on else ""
            parts += [forth or f"<-{'/'.join(dict.fromkeys(back))}-", _name(there)]
        return " ".join(parts)

    def rows(self) -> Iterator[tuple[dict[str, object], None]]:
        """Yield the rows of a table, one for each edge."""
        for step, edges in enumerate(self.edges, start=1):
            for edge in edges:
                head = {"way": str(self), "step": step, "speaker": edge.speaker.name}
                what = {"edge_type": edge.edge_type, "object": _name(edge.object)}
                yield {**head, **what, "evidence": len(edge.evidence), "edge": edge.id}, None


def find_neighbourhood(
    graph: KnowledgeGraph,
    around: str | Actor | Claim,
    *,
    steps: int = 1,
    plain: bool = True,
) -> list[Edge]:
    """Return the edges within so many steps of an actor or claim, in the order of the graph.

    Args:
        graph: Where to look.
        around: An actor or claim, as ``find_actor`` and ``find_claim`` take them.
        steps: How far to go, whichever way edges point; with 1, its own edges alone.
        plain: Leave out negated speech acts and hearsay.

    Raises:
        UnknownNameError: If no actor or claim fits, or several do.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> for edge in find_neighbourhood(example_graph(), "Kral"):
        ...     print(edge)
        Anna Kral -accuses-> Borduria: “Borduria blew up the dam” (1.txt 0-40, +1)
        Anna Kral -accuses-> Borduria blew up the dam: “Borduria blew up the dam” (1.txt 0-40, +1)
    """
    edges = graph.edges(plain=plain)
    reached = {_node(graph, around).id}
    found: set[str] = set()
    for _ in range(steps):
        near = [e for e in edges if not reached.isdisjoint((e.speaker.id, e.object.id))]
        found |= {edge.id for edge in near}
        reached |= {end for edge in near for end in (edge.speaker.id, edge.object.id)}
    return [edge for edge in edges if edge.id in found]


def find_ways(
    graph: KnowledgeGraph,
    start: str | Actor | Claim,
    end: str | Actor | Claim,
    *,
    most: int = 20,
    plain: bool = True,
) -> list[Way]:
    """Return the shortest ways between two actors or claims, by the ids on them.

    They lead over edges, whichever way these point: two actors who speak of one claim are two
    steps apart. There is none where no edges join them.

    Args:
        graph: Where to look.
        start: Where the ways begin, as ``find_actor`` and ``find_claim`` take it.
        end: Where they end.
        most: How many to return at most.
        plain: Leave out negated speech acts and hearsay.

    Raises:
        UnknownNameError: If no actor or claim fits, or several do.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> print(*find_ways(example_graph(), "Kral", "Syldavia"))
        Anna Kral -accuses-> Borduria blew up the dam <-withholds- Syldavia
    """
    first, last = _node(graph, start).id, _node(graph, end).id
    between: Ways = defaultdict(list)
    near: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges(plain=plain):
        ends = (edge.speaker.id, edge.object.id)
        between[ends].append(edge)
        if ends != ends[::-1]:
            between[ends[::-1]].append(edge)
        near[ends[0]].add(ends[1])
        near[ends[1]].add(ends[0])
    routes = itertools.islice(_shortest(near, first, last), most)
    return [_way(graph, route, between) for route in routes]


def _node(graph: KnowledgeGraph, name: str | Actor | Claim) -> Actor | Claim:
    """Return the actor or claim that is meant; actors first, as their names are short."""
    if isinstance(name, Claim):
        return find_claim(graph, name)
    try:
        return find_actor(graph, name)
    except UnknownNameError:
        if isinstance(name, Actor):
            raise
        try:
            return find_claim(graph, name)
        except UnknownNameError:
            pass
        raise  # what is said of actors helps more: most names typed are theirs


def _shortest(near: Mapping[str, set[str]], first: str, last: str) -> Iterator[tuple[str, ...]]:
    """Yield the shortest routes, in order of their ids."""
    away = {last: 0}
    layer = [last]
    while layer and first not in away:
        layer = sorted({n for here in layer for n in near.get(here, ()) if n not in away})
        away |= dict.fromkeys(layer, max(away.values()) + 1)
    if first not in away:
        return
    waiting: list[tuple[str, ...]] = [(first,)]
    while waiting:
        route = waiting.pop()
        if route[-1] == last:
            yield route
            continue
        closer = [n for n in near[route[-1]] if away.get(n) == away[route[-1]] - 1]
        waiting += [(*route, n) for n in sorted(closer, reverse=True)]


def _way(graph: KnowledgeGraph, route: tuple[str, ...], between: Ways) -> Way:
    steps = itertools.pairwise(route)
    return Way(
        nodes=tuple(graph.actors[i] if i in graph.actors else graph.claims[i] for i in route),
        edges=tuple(tuple(between[step]) for step in steps),
    )


def _name(node: Actor | Claim) -> str:
    return node.name if isinstance(node, Actor) else node.label
