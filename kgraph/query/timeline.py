"""What was said when: readings by day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kgraph.cards import Card
from kgraph.query.days import as_day, day_of
from kgraph.query.names import find_actor, find_claim, find_event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Claim, Event, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Card):
    """Something said on a day.

    Attributes:
        date: The day on which it was said, else that of publication, else None.
        dated_by: Which of the two it is: ``said`` or ``published``.
        speakers: Who says it.
        reading: The place in the text.
    """

    date: dt.date | None
    dated_by: Literal["said", "published"] | None
    speakers: tuple[Actor, ...]
    reading: Reading

    def __str__(self) -> str:
        """Return one line: the day, who, how, and the words."""
        day = self.date.isoformat() if self.date else "undated"
        who = ", ".join(actor.name for actor in self.speakers) or "somebody"
        words = " ".join(self.reading.attribution.words.split())
        return f"{day} {who} {self.reading.edge_type}: “{words}”"

    def rows(self) -> Iterator[tuple[dict[str, object], Reading]]:
        """Yield the row of a table."""
        who = "; ".join(actor.name for actor in self.speakers) or None
        head = {"date": self.date, "dated_by": self.dated_by, "speakers": who}
        yield {**head, "edge_type": self.reading.edge_type}, self.reading


def find_timeline(  # noqa: PLR0913 - the filters of one question, all by keyword
    graph: KnowledgeGraph,
    *,
    actor: str | Actor | None = None,
    claim: str | Claim | None = None,
    event: str | Event | None = None,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    roll_up: bool = False,
) -> list[Moment]:
    """Return what was said, earliest first; what has no day comes last.

    Negated speech acts and hearsay are left out; with ``since`` or ``until``, also what has no day.

    Args:
        graph: Where to look.
        actor: Only what this one says, or what is aimed at it.
        claim: Only what is about this claim.
        event: Only what is about claims on this event.
        since: First day, a date or ``YYYY-MM-DD``.
        until: Last day, inclusive.
        roll_up: Count those who speak for the actor as that actor.

    Raises:
        UnknownNameError: If a name is unknown or fits several.
        ValueError: If a day is not written ``YYYY-MM-DD``.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> for moment in find_timeline(example_graph(), claim="dam", since="2023-05-04"):
        ...     print(moment)
        2023-05-05 Anna Kral accuses: “blamed”
        2023-05-05 Syldavia withholds: “would not comment”
        2023-05-05 Borduria confirms: “it”
    """
    who = None if actor is None else {find_actor(graph, actor).id}
    if who and roll_up:
        who |= {member.id for w in list(who) for member in graph.members(w)}
    about = None if claim is None else {find_claim(graph, claim).id}
    if event is not None:
        found = find_event(graph, event).id
        on_event = {c.id for c in graph.claims.values() if c.event == found}
        about = on_event if about is None else about & on_event
    first, last = as_day(since), as_day(until)
    moments = [
        _moment(graph, reading)
        for reading in graph.in_text_order()
        if reading.plain
        and (who is None or not who.isdisjoint((*reading.speakers, *reading.targets)))
        and (about is None or not about.isdisjoint(dict(reading.claims)))
    ]
    if first or last:
        moments = [m for m in moments if m.date and (first or m.date) <= m.date <= (last or m.date)]
    return sorted(moments, key=_order)


def _moment(graph: KnowledgeGraph, reading: Reading) -> Moment:
    date = day_of(graph, reading)
    said = reading.attribution.said_on is not None
    return Moment(
        date=date,
        dated_by=None if date is None else "said" if said else "published",
        speakers=tuple(graph.actors[speaker] for speaker in reading.speakers),
        reading=reading,
    )


def _order(moment: Moment) -> tuple[bool, str, str, int, str]:
    said, day = moment.reading.attribution, moment.date
    return (day is None, day.isoformat() if day else "", said.article, said.start, said.id)
