"""Who says what: each actor or news medium, each claim, the sides taken and the sides left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kgraph.cards import Card
from kgraph.errors import UnknownNameError
from kgraph.model import Claim
from kgraph.query.names import find_claim
from kgraph.query.origins import outlet_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Reading, Stance

By = Literal["actor", "outlet"]

_STANCES: tuple[Stance, ...] = ("for", "against", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Card):
    """What one actor says of a claim, or what one news medium carries of it.

    Attributes:
        who: Name of the actor or medium; of an article without a medium, its id.
        id: Id of the actor; of a medium, the id that it has or would have as an actor.
        claim: The claim.
        supporters: The readings for it, in text order.
        opponents: The readings against it.
        undecided: The readings that leave it open.
        narrated: The places where a medium states it in its own voice.
        omits: The sides that others in the corpus carry and this medium does not; of an actor,
            who may well have one opinion, always empty.
    """

    who: str
    id: str
    claim: Claim
    supporters: tuple[Reading, ...] = ()
    opponents: tuple[Reading, ...] = ()
    undecided: tuple[Reading, ...] = ()
    narrated: tuple[Reading, ...] = ()
    omits: tuple[Stance, ...] = ()

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The sides that are there: of ``for``, ``against`` and ``open``."""
        sides = (self.supporters or self.narrated, self.opponents, self.undecided)
        return tuple(stance for stance, found in zip(_STANCES, sides, strict=True) if found)

    @property
    def omits_denial(self) -> bool:
        """Whether it carries the claim, and not the denial that others carry."""
        return "for" in self.stances and "against" in self.omits

    def __str__(self) -> str:
        """Return one line: who, how often on which side, and on what."""
        said = f"{len(self.supporters)} for, {len(self.opponents)} against"
        own = f", {len(self.narrated)} in its own voice" if self.narrated else ""
        without = ", without the denial" if self.omits_denial else ""
        return f"{self.who}: {said}, {len(self.undecided)} open{own}{without}: {self.claim.label}"

    def rows(self) -> Iterator[tuple[dict[str, object], Reading]]:
        """Yield the rows of a table: who, on which side, and the reading that shows it."""
        head = {"who": self.who, "claim": self.claim.label}
        ids = {"who_id": self.id, "claim_id": self.claim.id}
        sides = zip(_STANCES, (self.supporters, self.opponents, self.undecided), strict=True)
        omits = ", ".join(self.omits) or None
        for stance, readings in (*sides, ("narrated", self.narrated)):
            for reading in readings:
                yield {**head, "stance": stance, "omits": omits, **ids}, reading


def who_says_what(
    graph: KnowledgeGraph,
    *,
    by: By = "actor",
    claims: str | Claim | Iterable[str | Claim] | None = None,
) -> list[Voice]:
    """Return who stands where on which claim: the cells of the matrix, by name and claim.

    An actor or medium that says nothing of a claim has no cell. Negated speech acts and hearsay
    count on no side. ``to_matrix`` lays the cells out.

    Args:
        graph: Where to look.
        by: ``actor``: who says it. ``outlet``: which news medium carries it, whoever says it.
        claims: Only this one or these, as ``find_claim`` takes them.

    Raises:
        UnknownNameError: If a claim is unknown or fits several, or ``by`` is neither.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> for voice in who_says_what(example_graph(), by="outlet"):
        ...     print(voice)
        Herald: 2 for, 0 against, 1 open, without the denial: Borduria blew up the dam
        Klow Post: 1 for, 1 against, 0 open: Borduria blew up the dam
    """
    if by not in ("actor", "outlet"):
        raise UnknownNameError.among("kind of voice", by, ("actor", "outlet"))
    if isinstance(claims, (str, Claim)):
        claims = [claims]
    wanted = None if claims is None else {find_claim(graph, claim).id for claim in claims}
    names: dict[str, str] = {}
    cells: dict[tuple[str, str], dict[str, list[Reading]]] = {}
    sides: dict[str, set[Stance]] = defaultdict(set)
    for reading, claim, stance in _said(graph):
        if wanted is not None and claim not in wanted:
            continue
        if reading.plain:
            sides[claim].add(stance)
        for who, name in _voices(graph, reading, by):
            names.setdefault(who, name)
            cell = cells.setdefault((who, claim), defaultdict(list))
            cell["narrated" if reading.attribution.narrated else stance].append(reading)
    made = [
        _voice(graph, who, names[who], claim, cell, sides[claim] if by == "outlet" else set())
        for (who, claim), cell in cells.items()
    ]
    return sorted(made, key=lambda v: (v.who.casefold(), v.id, v.claim.label, v.claim.id))


def _said(graph: KnowledgeGraph) -> Iterator[tuple[Reading, str, Stance]]:
    for reading in graph.in_text_order():
        if reading.plain or reading.attribution.narrated:
            for claim, stance in reading.claims:
                yield reading, claim, stance


def _voices(graph: KnowledgeGraph, reading: Reading, by: By) -> Iterator[tuple[str, str]]:
    """Yield id and name of those whose voice it is."""
    article = graph.articles[reading.attribution.article]
    if by == "outlet":
        yield outlet_id(article) or article.id, article.outlet or article.id
    elif not reading.attribution.narrated:
        for speaker in reading.speakers:
            yield speaker, graph.actors[speaker].name


def _voice(  # noqa: PLR0913, PLR0917 - the fields of a cell
    graph: KnowledgeGraph,
    who: str,
    name: str,
    claim: str,
    cell: dict[str, list[Reading]],
    sides: set[Stance],
) -> Voice:
    there = {stance for stance in _STANCES if cell[stance]}
    if cell["narrated"]:
        there.add("for")
    return Voice(
        who=name,
        id=who,
        claim=graph.claims[claim],
        supporters=tuple(cell["for"]),
        opponents=tuple(cell["against"]),
        undecided=tuple(cell["open"]),
        narrated=tuple(cell["narrated"]),
        omits=tuple(stance for stance in _STANCES if stance in sides - there),
    )
