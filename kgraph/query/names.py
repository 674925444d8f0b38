"""A name or words typed by hand -> the actor, claim or event of the graph that they mean."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from kgraph.errors import UnknownNameError
from kgraph.gazetteer import find_entry
from kgraph.model import Actor, Claim, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Mention

_STROKES = str.maketrans("łøđħı", "lodhi")  # letters that Unicode does not take apart
_MARKS = re.compile(r"[.'’‘\u02bc`\u00b4]")
_OWNER = re.compile(r"['’]s$")
_NO_WORD = re.compile(r"[\W_]+")
_ENDING = re.compile(r"(?:yy|iy|ii|ij|yi|y|i)$")  # Zelensky, Zelenskyy, Zelenskiy
_SHORT = 3
_LISTED = 8


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
            raise several("actors", words, [f"{a.name} ({a.id})" for a in actors])
        if actors:
            return actors[0]
    raise _unknown(
        "actor", words, ((form, a.name) for a in graph.actors.values() for form in names_of(a))
    )


def why(graph: KnowledgeGraph, actor: str | Actor) -> list[Mention]:
    """Return the mentions of an actor in text order, each with the rules that joined it.

    The first rule tells what the words mean in their article, a second why the article's actor is
    that of other articles; ``docs/corrections.md`` lists them, and how to correct one.

    Raises:
        UnknownNameError: If no actor fits, or several do.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Actor, Article, Mention
        >>> text = Article(id="1.txt", text="Král denied it.")
        >>> kral = Actor(id="actor:anna-kral", name="Anna Král", kind="person")
        >>> said = Mention(
        ...     id="m1", article="1.txt", span=text.span(0, 4), actor=kral.id, rules=("short-name",)
        ... )
        >>> print(*why(KnowledgeGraph.of(articles=[text], actors=[kral], mentions=[said]), "Král"))
        “Král” (1.txt 0-4): short-name
    """
    found = find_actor(graph, actor).id
    return list(graph.why(found))


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
    return graph.claims[_labelled("claim", typed, graph.claims)]


def find_event(graph: KnowledgeGraph, words: str | Event) -> Event:
    """Return the event of the graph with this id, this label, or these words in its label.

    Raises:
        UnknownNameError: If no event fits, or several do.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Event
        >>> blast = Event(id="event:dam", label="the dam blast", kind="harm")
        >>> find_event(KnowledgeGraph.of(events=[blast]), "blast").id
        'event:dam'
    """
    typed = words.id if isinstance(words, Event) else words
    return graph.events[_labelled("event", typed, graph.events)]


def names_of(actor: Actor) -> tuple[str, ...]:
    """Return all names of an actor."""
    return (actor.name, *actor.aliases)


def _actors_called(graph: KnowledgeGraph, name: str) -> Iterator[list[Actor]]:
    """Yield the actors that a name may mean, the surest sense of it first."""
    key = key_of(name)
    if not key:
        return
    actors = graph.actors.values()
    yield [a for a in actors if key_of(a.name) == key]
    yield [a for a in actors if key in map(key_of, a.aliases)]
    yield _in_gazetteer(graph, name)
    words = _loose(key)
    forms = {a.id: [_loose(key_of(form)) for form in names_of(a)] for a in actors}
    people = [a for a in actors if a.kind == "person"]
    yield [a for a in people if any(form[-len(words) :] == words for form in forms[a.id])]
    yield [a for a in actors if any(set(words) <= set(form) for form in forms[a.id])]
    yield [a for a in actors if set(words) <= set(_loose(key_of(a.role or "")))]


def _labelled(what: str, typed: str, table: Mapping[str, Claim] | Mapping[str, Event]) -> str:
    """Return the id of the noun with this id, this label, or these words in its label."""
    for known in (typed, f"{what}:{typed}"):
        if known in table:
            return known
    key = key_of(typed)
    labels = {noun.id: key_of(noun.label) for noun in table.values()}
    same = [i for i, label in labels.items() if key and label == key]
    part = [i for i, label in labels.items() if key and set(key.split()) <= set(label.split())]
    found = same or part
    if len(found) > 1:
        raise several(f"{what}s", typed, [f"{table[i].label} ({i})" for i in found])
    if not found:
        raise _unknown(what, typed, ((noun.label, noun.label) for noun in table.values()))
    return found[0]


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


def key_of(words: str) -> str:
    """Return the words without case, accents, punctuation, a leading "the" and a last "'s"."""
    bare = unicodedata.normalize("NFKD", words.casefold().translate(_STROKES)).strip()
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    bare = _MARKS.sub("", _OWNER.sub("", bare))
    return _NO_WORD.sub(" ", bare).strip().removeprefix("the ")


def _loose(key: str) -> list[str]:
    """Return the words of a key with one spelling of the Slavic endings."""
    return [_ENDING.sub("y", word) if len(word) > _SHORT else word for word in key.split()]


def several(what: str, name: str, candidates: Sequence[str]) -> UnknownNameError:
    """Return the error for a name that fits several things."""
    listed = sorted(candidates)
    more = ", …" if len(listed) > _LISTED else ""
    return UnknownNameError(
        f"several {what} fit {name!r}; give the id of one: {', '.join(listed[:_LISTED])}{more}"
    )


def _unknown(what: str, name: str, known: Iterable[tuple[str, str]]) -> UnknownNameError:
    """Return the error for an unknown name; ``known`` pairs a way to write with what to offer."""
    offers: dict[str, set[str]] = defaultdict(set)
    for form, offer in known:
        key = key_of(form)
        for part in (key, *key.split()):
            if len(part) > _SHORT or part == key:
                offers[part].add(offer)
    near = difflib.get_close_matches(key_of(name), sorted(offers), n=3, cutoff=0.6)
    names = list(dict.fromkeys(offer for part in near for offer in sorted(offers[part])))[:3]
    hint = f"; did you mean {' or '.join(map(repr, names))}?" if names else ""
    return UnknownNameError(f"no {what} called {name!r}{hint}")
