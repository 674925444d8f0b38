"""Graph -> who stands where on a claim: its status, disputes, silence. Never a verdict of truth."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kgraph.cards import Card
from kgraph.collecting import without_collecting
from kgraph.edge_types import load_edge_types
from kgraph.query.names import find_actor, find_claim

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Claim, Reading, Stance

Status = Literal["self-contradicted", "disputed", "denied", "put forward", "weighed", "unsaid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Card):
    """Who stands where on a claim.

    Attributes:
        claim: What it is about.
        supporters: The plain readings for it, in text order.
        opponents: The plain readings against it.
        undecided: The plain readings that weigh it or leave it open.
        narrated: The places where an article states it in its own voice, attributed to nobody.
        contradicting: Ids of the actors that are found on both sides, sorted.
    """

    claim: Claim
    supporters: tuple[Reading, ...] = ()
    opponents: tuple[Reading, ...] = ()
    undecided: tuple[Reading, ...] = ()
    narrated: tuple[Reading, ...] = ()
    contradicting: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """What the corpus does with the claim, in one word; the strongest that holds.

        ``self-contradicted`` if all that is disputed about it is what the same actors say,
        ``disputed`` with somebody for and somebody against, ``denied`` with nobody for it,
        ``put forward`` with nobody against, ``weighed`` with neither, else ``unsaid``.
        """
        if self.supporters and self.opponents:
            own = set(self.contradicting)
            alone = all(own.issuperset(r.speakers) for r in (*self.supporters, *self.opponents))
            return "self-contradicted" if own and alone else "disputed"
        if self.opponents:
            return "denied"
        if self.supporters:
            return "put forward"
        return "weighed" if self.undecided else "unsaid"

    @property
    def evidence(self) -> int:
        """The number of readings on all sides."""
        return len(self.supporters) + len(self.opponents) + len(self.undecided)

    def __str__(self) -> str:
        """Return one line: the claim and the number of readings on each side."""
        sides = f"{len(self.supporters)} for, {len(self.opponents)} against"
        return f"{self.claim.label} ({sides}, {len(self.undecided)} open)"


class Dispute(Standing):
    """A claim that somebody puts forward and somebody denies: neither side is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(Card):
    """An actor who was asked and would not say, or who "did not condemn".

    Attributes:
        actor: Who keeps silent.
        reading: The place in the text.
        claims: About what, where the words tell.
    """

    actor: Actor
    reading: Reading
    claims: tuple[Claim, ...] = ()

    def __str__(self) -> str:
        """Return one line: who, how and about what."""
        said = self.reading.attribution
        words = " ".join(span.text for span in said.cue)
        return f"{self.actor.name}: {words} ({said.article} {said.start}-{said.end})"

    def rows(self) -> Iterator[tuple[dict[str, object], Reading]]:
        """Yield the row of a table."""
        about = "; ".join(claim.label for claim in self.claims) or None
        head = {"actor": self.actor.name, "edge_type": self.reading.edge_type}
        yield {**head, "about": about, "actor_id": self.actor.id}, self.reading


@without_collecting()
def find_disputes(graph: KnowledgeGraph) -> list[Dispute]:
    """Return the claims with a plain reading for and one against, most evidence first.

    Equal ones come by claim id. Negated speech acts and hearsay are on no side;
    ``KnowledgeGraph.sides`` has them too.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> dispute = find_disputes(example_graph())[0]
        >>> print(dispute)
        Borduria blew up the dam (3 for, 1 against, 1 open)
        >>> [reading.speakers for reading in dispute.opponents]
        [('actor:borduria',)]
    """
    stances: dict[str, set[Stance]] = defaultdict(set)
    for reading in graph.readings.values():
        if reading.plain:
            for claim, stance in reading.claims:
                stances[claim].add(stance)
    disputed = {claim for claim, found in stances.items() if found >= {"for", "against"}}
    found = [
        Dispute(**_sides(graph.claims[claim], readings))
        for claim, readings in _by_claim(graph, disputed).items()
    ]
    return sorted(found, key=lambda dispute: (-dispute.evidence, dispute.claim.id))


def find_standing(graph: KnowledgeGraph, claim: str | Claim) -> Standing:
    """Return who stands where on a claim, and so its status.

    Args:
        graph: Where to look.
        claim: The claim, or words as ``find_claim`` takes them.

    Raises:
        UnknownNameError: If no claim fits, or several do.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> standing = find_standing(example_graph(), "dam")
        >>> standing.status, standing.contradicting
        ('disputed', ('actor:borduria',))
    """
    found = find_claim(graph, claim)
    return Standing(**_sides(found, _by_claim(graph, {found.id}).get(found.id, [])))


def find_statuses(graph: KnowledgeGraph) -> dict[str, Status]:
    """Return the status of every claim, by its id."""
    said = _by_claim(graph, graph.claims)
    return {
        i: Standing(**_sides(claim, said.get(i, []))).status for i, claim in graph.claims.items()
    }


def find_silences(
    graph: KnowledgeGraph, *, actor: str | Actor | None = None, claim: str | Claim | None = None
) -> list[Silence]:
    """Return who would not say, or did not do what a speech act names, in text order.

    Args:
        graph: Where to look.
        actor: Only this one's silence.
        claim: Only silence about this claim.

    Raises:
        UnknownNameError: If a name is unknown or fits several.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> print(*find_silences(example_graph(), claim="dam"))
        Syldavia: would not comment (2.txt 22-48)
    """
    who = None if actor is None else find_actor(graph, actor).id
    about = None if claim is None else find_claim(graph, claim).id
    table = load_edge_types()
    return [
        Silence(
            actor=graph.actors[speaker],
            reading=reading,
            claims=tuple(graph.claims[c] for c, _ in reading.claims),
        )
        for reading in graph.in_text_order()
        if reading.edge_type and (table[reading.edge_type].silent or reading.attribution.negated)
        for speaker in reading.speakers
        if who in (None, speaker) and (about is None or about in dict(reading.claims))
    ]


def _by_claim(
    graph: KnowledgeGraph, about: Container[str]
) -> dict[str, list[tuple[Reading, Stance]]]:
    """Return the readings on each of some claims, by id, in text order, with their sides."""
    found: dict[str, list[tuple[Reading, Stance]]] = defaultdict(list)
    for reading in graph.in_text_order(about=about):
        if reading.plain or reading.attribution.narrated:
            for claim, stance in reading.claims:
                if claim in about:
                    found[claim].append((reading, stance))
    return found


def _sides(claim: Claim, readings: Iterable[tuple[Reading, Stance]]) -> dict[str, Any]:
    """Return the fields of a standing."""
    by: dict[str, list[Reading]] = {"for": [], "against": [], "open": [], "narrated": []}
    for reading, stance in readings:
        by["narrated" if reading.attribution.narrated else stance].append(reading)
    speakers = {side: {s for r in by[side] for s in r.speakers} for side in ("for", "against")}
    return {
        "claim": claim,
        "supporters": tuple(by["for"]),
        "opponents": tuple(by["against"]),
        "undecided": tuple(by["open"]),
        "narrated": tuple(by["narrated"]),
        "contradicting": tuple(sorted(speakers["for"] & speakers["against"])),
    }
