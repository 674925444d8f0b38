"""Questions to a ``KnowledgeGraph``: edges, disputes, and what a name typed by hand means."""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.edge_types import edge_type_named, load_edge_types
from kgraph.errors import UnknownNameError
from kgraph.gazetteer import find_entry
from kgraph.model import Actor, Article, Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Edge, Reading, Stance

_STROKES = str.maketrans("łøđħı", "lodhi")  # letters that Unicode does not take apart
_MARKS = re.compile(r"[.'’‘\u02bc`\u00b4]")
_OWNER = re.compile(r"['’]s$")
_NO_WORD = re.compile(r"[\W_]+")
_ENDING = re.compile(r"(?:yy|iy|ii|ij|yi|y|i)$")  # Zelensky, Zelenskyy, Zelenskiy
_SHORT = 3
_LISTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A claim that somebody puts forward and somebody denies.

    Attributes:
        claim: What is disputed.
        supporters: The plain readings for it, in text order; never empty.
        opponents: The plain readings against it; never empty.
        undecided: The plain readings that weigh it or leave it open.
    """

    claim: Claim
    supporters: tuple[Reading, ...]
    opponents: tuple[Reading, ...]
    undecided: tuple[Reading, ...] = ()

    @property
    def evidence(self) -> int:
        """The number of readings on all sides."""
        return len(self.supporters) + len(self.opponents) + len(self.undecided)

    def __str__(self) -> str:
        """Return one line: the claim and the number of readings on each side."""
        sides = f"{len(self.supporters)} for, {len(self.opponents)} against"
        return f"{self.claim.label} ({sides}, {len(self.undecided)} open)"


def find_edges(  # noqa: PLR0913 - the filters of one question, all by keyword
    graph: KnowledgeGraph,
    *,
    speaker: str | Actor | None = None,
    edge_type: str | None = None,
    target: str | Actor | None = None,
    claim: str | Claim | None = None,
    article: str | Article | None = None,
    outlet: str | Actor | None = None,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
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
        article: The article in which the evidence stands: its id, or how the id begins.
        outlet: The news medium that published the article.
        since: First day, a date or ``YYYY-MM-DD``. The day is the one on which the thing was
            said, else that of publication. What has neither is left out.
        until: Last day, inclusive, likewise.
        plain: Leave out negated speech acts and hearsay.
        roll_up: Count those who speak for an actor as that actor, as speaker and as target.

    Raises:
        UnknownNameError: If a name is unknown or fits several; the message offers some.
        ValueError: If a day is not written ``YYYY-MM-DD``.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Actor, Article, Attribution, Reading
        >>> text = Article(id="1.txt", text="Syldavia accuses Borduria.")
        >>> says = Attribution(
        ...     id="attribution:1", article="1.txt", cue=(text.span(9, 16),), edge_type="accuses"
        ... )
        >>> who = Actor(id="actor:syldavia", name="Syldavia", kind="government")
        >>> whom = Actor(id="actor:borduria", name="Borduria", kind="government")
        >>> reading = Reading(attribution=says, speakers=(who.id,), targets=(whom.id,))
        >>> graph = KnowledgeGraph.of(articles=[text], actors=[who, whom], readings=[reading])
        >>> print(*find_edges(graph, target="borduria"))
        Syldavia -accuses-> Borduria: “accuses” (1.txt 9-16)
    """
    speakers = _wanted(graph, speaker, roll_up=roll_up)
    targets = _wanted(graph, target, roll_up=roll_up)
    about = None if claim is None else find_claim(graph, claim).id
    named = None if edge_type is None else edge_type_named(edge_type).name
    fits = _evidence_filter(
        graph,
        articles=_articles_wanted(graph, article, outlet),
        since=_day(since),
        until=_day(until),
    )
    found: list[Edge] = []
    for edge in graph.edges(plain=plain):
        if named not in (None, edge.edge_type):
            continue
        if speakers is not None and edge.speaker.id not in speakers:
            continue
        evidence: Iterable[Reading] = filter(fits, edge.evidence)
        if targets is not None:
            evidence = _aimed_at(targets, edge, evidence)
        if about is not None:
            evidence = _about(about, edge, evidence)
        if kept := tuple(evidence):
            found.append(dataclasses.replace(edge, evidence=kept))
    return found


def find_disputes(graph: KnowledgeGraph) -> list[Dispute]:
    """Return the claims with a plain reading for and one against, most evidence first.

    Equal ones come by claim id. Negated speech acts and hearsay are on no side;
    ``KnowledgeGraph.sides`` has them too.
    """
    sides: dict[str, dict[Stance, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in graph.in_text_order():
        if reading.plain:
            for claim, stance in reading.claims:
                sides[claim][stance].append(reading)
    disputes = [
        Dispute(
            claim=graph.claims[claim],
            supporters=tuple(by["for"]),
            opponents=tuple(by["against"]),
            undecided=tuple(by["open"]),
        )
        for claim, by in sides.items()
        if by["for"] and by["against"]
    ]
    return sorted(disputes, key=lambda dispute: (-dispute.evidence, dispute.claim.id))


def find_actor(graph: KnowledgeGraph, name: str | Actor) -> Actor:
    """Return the actor of the graph that a name means, however it is typed.

    Takes ids, names, aliases, what the gazetteer knows ("the Kremlin", "US", "Kyiv"), a person's
    surname, some words of a name, some of a role, in this order. Case, accents, punctuation,
    "the" and the spelling of Slavic endings do not matter. An institution that stands for its
    government is that government where the graph has no actor of its own for it.

    Raises:
        UnknownNameError: If no actor fits, or several do.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Actor
        >>> kral = Actor(id="actor:anna-kral", name="Anna Král", kind="person")
        >>> find_actor(KnowledgeGraph.of(actors=[kral]), "kral").name
        'Anna Král'
    """
    words = name.id if isinstance(name, Actor) else name
    for known in (words, f"actor:{words}"):
        if known in graph.actors:
            return graph.actors[known]
    for actors in _actors_called(graph, words):
        if len(actors) > 1:  # "a senior official" of some article must not hide a real name
            actors = [a for a in actors if a.kind != "anonymous"] or actors  # noqa: PLW2901
        if len(actors) > 1:
            raise _several("actors", words, [f"{a.name} ({a.id})" for a in actors])
        if actors:
            return actors[0]
    raise _unknown(
        "actor", words, ((form, a.name) for a in graph.actors.values() for form in _names(a))
    )


def find_claim(graph: KnowledgeGraph, words: str | Claim) -> Claim:
    """Return the claim of the graph with this id, this label, or these words in its label.

    Raises:
        UnknownNameError: If no claim fits, or several do.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Claim
        >>> dam = Claim(id="claim:dam", label="Borduria blew up the Szohôd dam")
        >>> find_claim(KnowledgeGraph.of(claims=[dam]), "szohod dam").id
        'claim:dam'
    """
    typed = words.id if isinstance(words, Claim) else words
    for known in (typed, f"claim:{typed}"):
        if known in graph.claims:
            return graph.claims[known]
    key = _key(typed)
    labels = {claim.id: _key(claim.label) for claim in graph.claims.values()}
    same = [i for i, label in labels.items() if key and label == key]
    part = [i for i, label in labels.items() if key and set(key.split()) <= set(label.split())]
    found = same or part
    if len(found) > 1:
        raise _several("claims", typed, [f"{graph.claims[i].label} ({i})" for i in found])
    if not found:
        raise _unknown("claim", typed, ((c.label, c.label) for c in graph.claims.values()))
    return graph.claims[found[0]]


def _names(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases)


def _actors_called(graph: KnowledgeGraph, name: str) -> Iterator[list[Actor]]:
    """Yield the actors that a name may mean, the surest sense of it first."""
    key = _key(name)
    if not key:
        return
    actors = graph.actors.values()
    yield [a for a in actors if _key(a.name) == key]
    yield [a for a in actors if key in map(_key, a.aliases)]
    yield _in_gazetteer(graph, name)
    words = _loose(key)
    forms = {a.id: [_loose(_key(form)) for form in _names(a)] for a in actors}
    people = [a for a in actors if a.kind == "person"]
    yield [a for a in people if any(form[-len(words) :] == words for form in forms[a.id])]
    yield [a for a in actors if any(set(words) <= set(form) for form in forms[a.id])]
    yield [a for a in actors if set(words) <= set(_loose(_key(a.role or "")))]


def _in_gazetteer(graph: KnowledgeGraph, name: str) -> list[Actor]:
    """Return the actor that the gazetteer knows by this name, or the government behind it."""
    for form in dict.fromkeys((name, name.upper(), name.title())):  # people type "us", "kremlin"
        entry = find_entry(form)
        if entry is None:
            continue
        known = [f"actor:{entry.id}"]
        if entry.kind == "government" and entry.government:
            known.append(f"actor:{entry.government}")
        for actor in known:
            if actor in graph.actors:
                return [graph.actors[actor]]
    return []


def _key(words: str) -> str:
    """Return the words without case, accents, punctuation, a leading "the" and a last "'s"."""
    bare = unicodedata.normalize("NFKD", words.casefold().translate(_STROKES)).strip()
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    bare = _MARKS.sub("", _OWNER.sub("", bare))
    return _NO_WORD.sub(" ", bare).strip().removeprefix("the ")


def _loose(key: str) -> list[str]:
    """Return the words of a key with one spelling of the Slavic endings."""
    return [_ENDING.sub("y", word) if len(word) > _SHORT else word for word in key.split()]


def _several(what: str, name: str, candidates: Sequence[str]) -> UnknownNameError:
    listed = sorted(candidates)
    more = ", …" if len(listed) > _LISTED else ""
    return UnknownNameError(
        f"several {what} fit {name!r}; give the id of one: {', '.join(listed[:_LISTED])}{more}"
    )


def _unknown(what: str, name: str, known: Iterable[tuple[str, str]]) -> UnknownNameError:
    """Return the error for an unknown name; ``known`` pairs a way to write with what to offer."""
    offers: dict[str, set[str]] = defaultdict(set)
    for form, offer in known:
        key = _key(form)
        for part in (key, *key.split()):
            if len(part) > _SHORT or part == key:
                offers[part].add(offer)
    near = difflib.get_close_matches(_key(name), sorted(offers), n=3, cutoff=0.6)
    names = list(dict.fromkeys(offer for part in near for offer in sorted(offers[part])))[:3]
    hint = f"; did you mean {' or '.join(map(repr, names))}?" if names else ""
    return UnknownNameError(f"no {what} called {name!r}{hint}")


def _wanted(
    graph: KnowledgeGraph, name: str | Actor | None, *, roll_up: bool
) -> frozenset[str] | None:
    """Return the ids of the actors that a filter lets pass, or None for all."""
    if name is None:
        return None
    actor = find_actor(graph, name).id
    members = graph.members(actor) if roll_up else ()
    return frozenset({actor, *(member.id for member in members)})


def _aimed_at(
    targets: frozenset[str], edge: Edge, evidence: Iterable[Reading]
) -> Iterable[Reading]:
    """Return the evidence of an edge that is aimed at one of the targets."""
    if isinstance(edge.object, Actor):
        return evidence if edge.object.id in targets else ()
    if "actor" in load_edge_types()[edge.edge_type].ends_on:
        return ()  # the edge on the actor says it
    return (reading for reading in evidence if not targets.isdisjoint(reading.targets))


def _about(claim: str, edge: Edge, evidence: Iterable[Reading]) -> Iterable[Reading]:
    """Return the evidence of an edge that is about a claim."""
    if isinstance(edge.object, Claim):
        return evidence if edge.object.id == claim else ()
    return (reading for reading in evidence if claim in dict(reading.claims))


def _evidence_filter(
    graph: KnowledgeGraph,
    *,
    articles: frozenset[str] | None,
    since: dt.date | None,
    until: dt.date | None,
) -> Callable[[Reading], bool]:
    """Return whether a reading stands in one of the articles and falls between the days."""

    def fits(reading: Reading) -> bool:
        said = reading.attribution
        if articles is not None and said.article not in articles:
            return False
        if since is None and until is None:
            return True
        article = graph.articles.get(said.article)
        day = said.said_on or (article.published if article else None)
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
        raise _several("articles", name, found)
    if not found:
        raise UnknownNameError.among("article", name, graph.articles)
    return found[0]


def _published_by(graph: KnowledgeGraph, outlet: str | Actor) -> set[str]:
    """Return the ids of the articles of a news medium, under any name of it."""
    names = _names(outlet) if isinstance(outlet, Actor) else (outlet,)
    keys = {_key(name) for name in names}
    entries = {entry.id for name in names if (entry := find_entry(name))}
    found: set[str] = set()
    for article in graph.articles.values():
        if article.outlet is not None:
            entry = find_entry(article.outlet)
            if _key(article.outlet) in keys or (entry is not None and entry.id in entries):
                found.add(article.id)
    if not found:
        outlets = {article.outlet for article in graph.articles.values() if article.outlet}
        raise UnknownNameError.among("outlet of an article", names[0], outlets)
    return found


def _day(day: dt.date | str | None) -> dt.date | None:
    if isinstance(day, str):
        return dt.date.fromisoformat(day)
    return day.date() if isinstance(day, dt.datetime) else day
