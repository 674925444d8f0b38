"""``KnowledgeGraph``: the tables of all nouns by id, and the edges that follow from them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from kgraph.collecting import without_collecting
from kgraph.edge_types import load_edge_types
from kgraph.model import Edge

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from kgraph.model import Actor, Article, Claim, Event, Mention, Reading, Stance


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_HasId)
_OPPOSITE: dict[Stance, Stance] = {"for": "against", "against": "for"}


def _by_id(nouns: Iterable[_N]) -> Mapping[str, _N]:
    return MappingProxyType({noun.id: noun for noun in sorted(nouns, key=lambda noun: noun.id)})


def _place(reading: Reading) -> tuple[str, int, int, str]:
    """Return what sorts readings by article, then by place in the text."""
    said = reading.attribution
    return said.article, said.start, said.end, said.id


@dataclass(frozen=True, slots=True, kw_only=True, eq=True)
class KnowledgeGraph:
    """Read-only tables by id: articles, actors, claims, events, readings and mentions.

    Edges are computed from the readings and stored nowhere. Projections (NetworkX, RDF, tables,
    pages) are functions in their own modules.
    """

    articles: Mapping[str, Article]
    actors: Mapping[str, Actor]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    readings: Mapping[str, Reading]
    mentions: Mapping[str, Mention]

    @classmethod
    def of(  # noqa: PLR0913 - its tables, all by keyword
        cls,
        *,
        articles: Iterable[Article] = (),
        actors: Iterable[Actor] = (),
        claims: Iterable[Claim] = (),
        events: Iterable[Event] = (),
        readings: Iterable[Reading] = (),
        mentions: Iterable[Mention] = (),
    ) -> KnowledgeGraph:
        """Return the graph of these nouns; their order does not matter."""
        return cls(
            articles=_by_id(articles),
            actors=_by_id(actors),
            claims=_by_id(claims),
            events=_by_id(events),
            readings=_by_id(readings),
            mentions=_by_id(mentions),
        )

    def __repr__(self) -> str:
        """Return one line with the size of each table: the texts alone would fill a screen."""
        tables = {
            "article": self.articles,
            "attribution": self.readings,
            "actor": self.actors,
            "claim": self.claims,
            "edge": self.edges(),
        }
        sizes = (f"{len(t)} {name}{'' if len(t) == 1 else 's'}" for name, t in tables.items())
        return f"<KnowledgeGraph: {', '.join(sizes)}>"

    def _repr_html_(self) -> str:
        """Return a summary for Jupyter, which asks the object itself how to show it.

        So this is the one import that points up; ``pyproject.toml`` excepts it by name.
        """
        from kgraph.view.notebook import graph_html  # noqa: PLC0415 - a layer above this one

        return graph_html(self)

    @without_collecting()
    def edges(
        self, *, plain: bool = True, where: Callable[[Reading], bool] | None = None
    ) -> tuple[Edge, ...]:
        """Return the edges, by speaker, edge type and object.

        Args:
            plain: Leave out negated speech acts and hearsay; with False, these are edges too.
            where: Which readings count as evidence; all if None.
        """
        told = (r for r in self.readings.values() if (r.plain if plain else r.edge_type))
        proofs: dict[tuple[str, str, str], list[Reading]] = defaultdict(list)
        for reading in sorted(filter(where, told) if where else told, key=_place):
            for speaker in reading.speakers:
                for end in self.ends(reading, speaker):
                    proofs[speaker, str(reading.edge_type), end].append(reading)
        return tuple(
            Edge(
                speaker=self.actors[speaker],
                edge_type=edge_type,
                object=self.actors[end] if end in self.actors else self.claims[end],
                evidence=tuple(proofs[speaker, edge_type, end]),
            )
            for speaker, edge_type, end in sorted(proofs)
        )

    def ends(self, reading: Reading, speaker: str) -> list[str]:
        """Return the ids on which a speaker's edges of a reading end, as its edge type says.

        Of "A and B accuse each other" neither accuses itself.

        A claim whose side is the opposite of the edge type's own ends no edge: "asserted that Y
        did not" would read as if it asserted that Y did. It stands in ``sides``.
        """
        row = load_edge_types()[str(reading.edge_type)]
        ends: list[str] = []
        if "claim" in row.ends_on:
            opposite = _OPPOSITE.get(row.stance)
            ends += [claim for claim, stance in reading.claims if stance != opposite]
        if "actor" in row.ends_on:
            alone = len(reading.targets) == 1
            ends += [target for target in reading.targets if alone or target != speaker]
        return ends

    def in_text_order(self, *, about: Container[str] | None = None) -> list[Reading]:
        """Return the readings by article, then by place in the text.

        Args:
            about: Ids of claims: only readings on one of them.
        """
        readings = self.readings.values()
        if about is None:
            return sorted(readings, key=_place)
        return sorted((r for r in readings if any(c in about for c, _ in r.claims)), key=_place)

    def sides(self, claim: str) -> dict[Stance, tuple[Reading, ...]]:
        """Return the readings for, against and open towards a claim, negated and hearsay too."""
        found: dict[Stance, list[Reading]] = {"for": [], "against": [], "open": []}
        for reading in self.in_text_order(about={claim}):
            for about, stance in reading.claims:
                if about == claim:
                    found[stance].append(reading)
        return {stance: tuple(readings) for stance, readings in found.items()}

    def why(self, actor: str) -> tuple[Mention, ...]:
        """Return the mentions of an actor, by id, in text order, each with the rules behind it."""
        found = (m for m in self.mentions.values() if m.actor == actor)
        return tuple(sorted(found, key=lambda m: (m.article, m.span.start, m.span.end)))

    def members(self, actor: str) -> tuple[Actor, ...]:
        """Return the actors that speak for an actor, directly or through others, by id."""
        found = {actor}
        while more := {
            a.id for a in self.actors.values() if a.affiliation in found and a.id not in found
        }:
            found |= more
        return tuple(self.actors[i] for i in sorted(found - {actor}))
