"""Graph and filters -> edges: who accuses whom, in which articles, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.edge_types import edge_type_named, load_edge_types
from kgraph.errors import UnknownNameError
from kgraph.gazetteer import find_entry
from kgraph.model import Actor, Article, Claim
from kgraph.query.days import as_day, day_of
from kgraph.query.names import find_actor, find_claim, find_event, key_of, names_of, several

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Edge, Event, Reading

CERTAINTIES = (
    "none", "possible", "probable", "certain", "improbable",
    "low-confidence", "moderate-confidence", "high-confidence",
)  # fmt: skip
"""What ``find_edges`` takes as certainty: the words of ``Attribution.certainty``, and ``none``."""


def find_edges(  # noqa: PLR0913 - the filters of one question, all by keyword
    graph: KnowledgeGraph,
    *,
    speaker: str | Actor | None = None,
    edge_type: str | None = None,
    target: str | Actor | None = None,
    claim: str | Claim | None = None,
    event: str | Event | None = None,
    article: str | Article | None = None,
    outlet: str | Actor | None = None,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    certainty: str | None = None,
    nested: bool | None = None,
    plain: bool = True,
    roll_up: bool = False,
) -> list[Edge]:
    """Return the edges that fit every filter given, by speaker, edge type and object.

    An edge comes back with the evidence that fits, so it can have less than in the graph. Names
    are taken as people type them, see ``find_actor`` and ``find_claim``.

    Args:
        graph: Where to look.
        speaker: Who speaks.
        edge_type: Name of the edge type; those below it in the table are not included.
        target: The actor that the edge ends on. Of edge types that end on claims alone
            (``denies``), those edges fit whose evidence is aimed at the actor.
        claim: What the evidence is about: edges on this claim, and edges on an actor made with it
            ("accuses Borduria *of blowing up the dam*").
        event: What the claims are about that the evidence is about.
        article: The article in which the evidence stands: its id, or how the id begins.
        outlet: The news medium that published the article.
        since: First day, a date or ``YYYY-MM-DD``. The day is the one on which the thing was
            said, else that of publication. What has neither is left out.
        until: Last day, inclusive, likewise.
        certainty: How sure the words are: ``possible``, ``probable``, ``certain`` ... ; ``none``
            where they do not say.
        nested: With True, only what stands within another attribution; with False, only what
            does not.
        plain: Leave out negated speech acts and hearsay.
        roll_up: Count those who speak for an actor as that actor, as speaker and as target.

    Raises:
        UnknownNameError: If a name or certainty is unknown or fits several; the message offers
            some.
        ValueError: If a day is not written ``YYYY-MM-DD``.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> print(*find_edges(example_graph(), speaker="Syldavia", target="borduria", roll_up=True))
        Anna Kral -accuses-> Borduria: “Borduria blew up the dam” (1.txt 0-40, +1)
        >>> print(*find_edges(example_graph(), speaker="Borduria", since="2023-05-04"))
        Borduria -confirms-> Borduria blew up the dam: “it” (2.txt 50-70)
    """
    speakers = _wanted(graph, speaker, roll_up=roll_up)
    targets = _wanted(graph, target, roll_up=roll_up)
    about = _claims_wanted(graph, claim, event)
    named = None if edge_type is None else edge_type_named(edge_type).name
    of_place = _evidence_filter(
        graph,
        articles=_articles_wanted(graph, article, outlet),
        since=as_day(since),
        until=as_day(until),
        certainty=certainty,
        nested=nested,
    )

    def fits(reading: Reading) -> bool:
        return (
            (named is None or reading.edge_type == named)
            and (speakers is None or not speakers.isdisjoint(reading.speakers))
            and (targets is None or not targets.isdisjoint(reading.targets))
            and (about is None or any(claim in about for claim, _ in reading.claims))
            and of_place(reading)
        )

    return [
        edge
        for edge in graph.edges(plain=plain, where=fits)
        if (speakers is None or edge.speaker.id in speakers)
        and (targets is None or _is_aimed_at(targets, edge))
        and (about is None or not isinstance(edge.object, Claim) or edge.object.id in about)
    ]


def _wanted(
    graph: KnowledgeGraph, name: str | Actor | None, *, roll_up: bool
) -> frozenset[str] | None:
    """Return the ids of the actors that a filter lets pass, or None for all."""
    if name is None:
        return None
    actor = find_actor(graph, name).id
    members = graph.members(actor) if roll_up else ()
    return frozenset({actor, *(member.id for member in members)})


def _is_aimed_at(targets: frozenset[str], edge: Edge) -> bool:
    """Return whether an edge, whose evidence is aimed at one of the targets, is so itself."""
    if isinstance(edge.object, Actor):
        return edge.object.id in targets
    return "actor" not in load_edge_types()[edge.edge_type].ends_on  # else that edge says it


def _claims_wanted(
    graph: KnowledgeGraph, claim: str | Claim | None, event: str | Event | None
) -> frozenset[str] | None:
    """Return the ids of the claims that the filters let pass, or None for all."""
    if claim is None and event is None:
        return None
    found = set(graph.claims) if claim is None else {find_claim(graph, claim).id}
    if event is not None:
        happened = find_event(graph, event).id
        found = {i for i in found if graph.claims[i].event == happened}
    return frozenset(found)


def _evidence_filter(  # noqa: PLR0913 - as the question
    graph: KnowledgeGraph,
    *,
    articles: frozenset[str] | None,
    since: dt.date | None,
    until: dt.date | None,
    certainty: str | None,
    nested: bool | None,
) -> Callable[[Reading], bool]:
    """Return whether a reading passes all filters that ask of the place in the text alone."""
    if certainty is not None and certainty not in CERTAINTIES:
        raise UnknownNameError.among("certainty", certainty, CERTAINTIES)

    def fits(reading: Reading) -> bool:
        said = reading.attribution
        if articles is not None and said.article not in articles:
            return False
        if certainty is not None and (said.certainty or "none") != certainty:
            return False
        if nested is not None and (said.within is not None) != nested:
            return False
        if since is None and until is None:
            return True
        day = day_of(graph, reading)
        return day is not None and (since or day) <= day <= (until or day)

    return fits


def _articles_wanted(
    graph: KnowledgeGraph, article: str | Article | None, outlet: str | Actor | None
) -> frozenset[str] | None:
    """Return the ids of the articles that the filters let pass, or None for all."""
    if article is None and outlet is None:
        return None
    found = set(graph.articles)
    if article is not None:
        found &= {find_article(graph, article)}
    if outlet is not None:
        found &= _published_by(graph, outlet)
    return frozenset(found)


def find_article(graph: KnowledgeGraph, article: str | Article) -> str:
    """Return the id of the article with this id, or whose id alone begins so.

    Raises:
        UnknownNameError: If no article fits, or several do.
    """
    name = article.id if isinstance(article, Article) else article
    if name in graph.articles:
        return name
    found = [i for i in graph.articles if name and i.startswith(name)]
    if len(found) > 1:
        raise several("articles", name, found)
    if not found:
        raise UnknownNameError.among("article", name, graph.articles)
    return found[0]


def _published_by(graph: KnowledgeGraph, outlet: str | Actor) -> set[str]:
    """Return the ids of the articles of a news medium, under any name of it."""
    names = names_of(outlet) if isinstance(outlet, Actor) else (outlet,)
    keys = {key_of(name) for name in names}
    entries = {entry.id for name in names if (entry := find_entry(name))}
    found: set[str] = set()
    for article in graph.articles.values():
        if article.outlet is not None:
            entry = find_entry(article.outlet)
            if key_of(article.outlet) in keys or (entry is not None and entry.id in entries):
                found.add(article.id)
    if not found:
        if not any(article.outlet for article in graph.articles.values()):
            raise UnknownNameError("no article of this graph names its outlet")
        outlets = {article.outlet for article in graph.articles.values() if article.outlet}
        raise UnknownNameError.among("outlet of an article", names[0], outlets)
    return found
