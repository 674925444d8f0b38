"""Actor and claim -> where the actor stood when, how sure, and where it changed sides."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.cards import Card
from kgraph.gazetteer import role_words
from kgraph.query.days import day_of, said_before
from kgraph.query.names import find_actor, find_claim

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Attribution, Claim, Reading, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Card):
    """How an actor stood to a claim at one time.

    Attributes:
        actor: Who.
        claim: The claim.
        stance: The side taken.
        date: The day on which it was said, else that of publication, else None.
        reading: The place in the text.
        earlier: Whether it was said before that day, as words tell that name none ("had denied").
    """

    actor: Actor
    claim: Claim
    stance: Stance
    date: dt.date | None
    reading: Reading
    earlier: bool = False

    @property
    def said(self) -> Attribution:
        """The attribution, whose modality, likelihood and confidence say how sure it was."""
        return self.reading.attribution

    def __str__(self) -> str:
        """Return one line: when, who, which side, how, and how sure."""
        day = self.date.isoformat() if self.date else "undated"
        sure = f", {self.said.certainty}" if self.said.certainty else ""
        return f"{day} {self.actor.name}: {self.stance} ({self.reading.edge_type}{sure})"

    def rows(self) -> Iterator[tuple[dict[str, object], Reading]]:
        """Yield the row of a table."""
        head = {"date": self.date, "actor": self.actor.name, "stance": self.stance}
        head |= {"claim": self.claim.label, "edge_type": self.reading.edge_type}
        yield {**head, "actor_id": self.actor.id, "claim_id": self.claim.id}, self.reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Card):
    """A change of sides.

    Attributes:
        before: The last position on the former side.
        after: The first on the other.
    """

    before: Position
    after: Position

    def rows(self) -> Iterator[tuple[dict[str, object], Reading]]:
        """Yield the row of a table; its evidence is that of the new side."""
        former = {"before": self.before.stance, "before_date": self.before.date}
        now = {"after": self.after.stance, "after_date": self.after.date}
        head = {"actor": self.actor.name, "claim": self.claim.label}
        ids = {"actor_id": self.actor.id, "claim_id": self.claim.id}
        yield {**head, **former, **now, **ids}, self.after.reading

    @property
    def actor(self) -> Actor:
        """Who changed sides."""
        return self.after.actor

    @property
    def claim(self) -> Claim:
        """On what."""
        return self.after.claim

    def __str__(self) -> str:
        """Return one line: who went from which side to which, when, on what."""
        day = f" by {self.after.date.isoformat()}" if self.after.date else ""
        return (
            f"{self.actor.name}: from {self.before.stance} to {self.after.stance}{day}"
            f" on: {self.claim.label}"
        )


def find_positions(
    graph: KnowledgeGraph,
    actor: str | Actor,
    claim: str | Claim,
    *,
    roll_up: bool = False,
) -> list[Position]:
    """Return where an actor stood on a claim, earliest first; what has no day comes last.

    What it "had said" comes before what it said on the day of the article that tells so, and what
    a spokesman without a name says is its own. Negated speech acts and hearsay are no positions.

    Args:
        graph: Where to look.
        actor: Who, as ``find_actor`` takes it.
        claim: On what, as ``find_claim`` takes it.
        roll_up: Count all who speak for the actor too: its ministers, its army.

    Raises:
        UnknownNameError: If a name is unknown or fits several.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> for position in find_positions(example_graph(), "Borduria", "dam"):
        ...     print(position)
        2023-05-03 Borduria: against (denies)
        2023-05-05 Borduria: for (confirms)
    """
    who = find_actor(graph, actor)
    about = find_claim(graph, claim).id
    members = [m for m in graph.members(who.id) if roll_up or mouth_of(graph, m).id == who.id]
    wanted = {who.id, *(m.id for m in members)}
    readings = (r for r in graph.in_text_order() if about in dict(r.claims))
    found = list(_positions(graph, readings, claims={about}, actors=wanted))
    return sorted(_no_later(found), key=_order)


def find_changes(graph: KnowledgeGraph) -> list[Change]:
    """Return who changed sides on what: from for to against or back, earliest first.

    What leaves a claim open is no side, so to hesitate is no change. Days order the positions;
    sides taken on one day, or without a day, are a contradiction and no change, see
    ``Standing.contradicting``, unless the words tell that one was taken before ("had denied").
    What a spokesman without a name says is said by whom he speaks for, who it is that changes.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> print(*find_changes(example_graph()))
        Borduria: from against to for by 2023-05-05 on: Borduria blew up the dam
    """
    by: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for position in _positions(graph, graph.in_text_order()):
        if position.date is not None and position.stance != "open":
            whose = mouth_of(graph, position.actor)
            by[whose.id, position.claim.id].append(dataclasses.replace(position, actor=whose))
    changes: list[Change] = []
    for key in sorted(by):
        ordered = sorted(_no_later(by[key]), key=_order)
        for before, after in itertools.pairwise(ordered):
            later = before.date != after.date or (before.earlier and not after.earlier)
            if before.stance != after.stance and later:
                changes.append(Change(before=before, after=after))
    return sorted(changes, key=lambda c: (_order(c.after), c.actor.id, c.claim.id))


def mouth_of(graph: KnowledgeGraph, actor: Actor) -> Actor:
    """Return in whose name a spokesman without a name speaks; others speak in their own."""
    told = f" {actor.name} ".lower()
    speaks = actor.kind == "anonymous" and any(
        f" {word} " in told for word in role_words()["representative"]
    )
    return graph.actors.get(actor.affiliation or "", actor) if speaks else actor


def _positions(
    graph: KnowledgeGraph,
    readings: Iterable[Reading],
    *,
    claims: set[str] | None = None,
    actors: set[str] | None = None,
) -> Iterable[Position]:
    for reading in readings:
        if not reading.plain:
            continue
        for speaker in reading.speakers:
            for claim, stance in reading.claims:
                if (claims is None or claim in claims) and (actors is None or speaker in actors):
                    yield Position(
                        actor=graph.actors[speaker],
                        claim=graph.claims[claim],
                        stance=stance,
                        date=day_of(graph, reading),
                        reading=reading,
                        earlier=said_before(graph, reading),
                    )


def _no_later(found: Sequence[Position]) -> Iterator[Position]:
    """Yield positions on one claim; what one "had said" no later than what his article adds to it.

    "A cook who accused her took it back": on the day on which he did, he had accused her before.
    """
    first: dict[str, dt.date] = {}
    for position in found:
        if position.date and not position.earlier:
            article = position.said.article
            first[article] = min(position.date, first.get(article, position.date))
    for position in found:
        latest = first.get(position.said.article)
        late = position.earlier and latest and position.date and position.date > latest
        yield dataclasses.replace(position, date=latest) if late else position


def _order(position: Position) -> tuple[bool, str, bool, str, int]:
    said, day = position.said, position.date
    place = (not position.earlier, said.article, said.start)
    return (day is None, day.isoformat() if day else "", *place)
