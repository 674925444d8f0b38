"""Who stands on which side of the disputes, for the sake of the picture only.

An actor is drawn left or right so that those who agree stand together and the lines of a dispute
meet at its claim from two sides. It is a way of drawing; nothing in the graph says "camp".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Edge, Stance

SIGN: Mapping[Stance, int] = {"for": -1, "against": 1, "open": 0}


def spoken_for(actor: Actor, actors: Mapping[str, Actor]) -> str:
    """Return the id of the last actor in the chain of those it speaks for; its own if none."""
    seen = [actor.id]
    while (whom := actors[seen[-1]].affiliation) is not None and whom in actors:
        if whom in seen:
            break
        seen.append(whom)
    return seen[-1]


def ends_of(graph: KnowledgeGraph, edges: Iterable[Edge]) -> list[str]:
    """Return the ids at the ends of the edges, and of those for whom they speak, sorted."""
    found = {end for edge in edges for end in (edge.speaker.id, edge.object.id)}
    queue = sorted(found & graph.actors.keys())
    while queue:
        whom = graph.actors[queue.pop()].affiliation
        if whom is not None and whom in graph.actors and whom not in found:
            found.add(whom)
            queue.append(whom)
    return sorted(found)


def camps(graph: KnowledgeGraph, claims: Iterable[str]) -> dict[str, int]:
    """Return the side of each actor in these disputes: -1 left, 1 right, 0 where it takes none.

    The first claim sets the sides: those for it stand left. Each next claim is the one that has
    most to do with the sides found so far, also of those whom the voices speak for, and is turned
    so that it agrees with them.
    """
    votes = _votes(graph, claims)
    side: dict[str, int] = {}
    for claim, turn in _turns(graph, votes).items():
        for actor, vote in votes[claim].items():
            side[actor] = side.get(actor, 0) + turn * vote
    return {actor: (total > 0) - (total < 0) for actor, total in sorted(side.items())}


def _votes(graph: KnowledgeGraph, claims: Iterable[str]) -> dict[str, Counter[str]]:
    votes: dict[str, Counter[str]] = {claim: Counter() for claim in claims}
    for reading in graph.readings.values():
        for claim, stance in reading.claims if reading.plain else ():
            for actor in reading.speakers if claim in votes else ():
                votes[claim][actor] += SIGN[stance]
    return votes


def _turns(graph: KnowledgeGraph, votes: Mapping[str, Counter[str]]) -> dict[str, int]:
    """Return 1 for claims whose voices for stand left, -1 for the others."""
    groups: dict[str, Counter[str]] = {}
    for claim, voices in votes.items():
        groups[claim] = Counter()
        for actor, vote in voices.items():
            groups[claim][spoken_for(graph.actors[actor], graph.actors)] += vote
    turns: dict[str, int] = {}
    stand: dict[str, int] = defaultdict(int)
    while len(turns) < len(votes):
        agree = {
            claim: sum(vote * stand[group] for group, vote in groups[claim].items())
            for claim in votes
            if claim not in turns
        }
        claim = max(agree, key=lambda each: abs(agree[each]))  # the first of equals
        turns[claim] = -1 if agree[claim] < 0 else 1
        for group, vote in groups[claim].items():
            stand[group] += turns[claim] * ((vote > 0) - (vote < 0))
    return turns
