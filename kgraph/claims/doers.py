"""Words for who does something -> names that tell one doer from another, in any article.

"Divers sent by Vestmark" and "Vestmark's navy" share the name "vestmark", "a trawler" is a
"trawler". Countries are known by the gazetteer; a people or group of a country is another than its
state.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.gazetteer import scan
from kgraph.lexicon import load_lexicon
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from kgraph.model import Actor

_PEOPLE = frozenset({"group", "anonymous"})
_OWNER = re.compile(r"[’']s?$")
_AT = frozenset("in at on near along off under outside inside beside".split())
_OFFICERS = frozenset("official prosecutor authority officer minister leader people".split())
_CLAUSES = frozenset({"relcl", "advcl", "appos"})


def names_of(head: Token) -> tuple[str, ...]:
    """Return the names in a noun phrase, sorted; its own noun where it holds none.

    Proper names begin with a capital, states are known by their slug, what is only a noun by its
    lemma.
    """
    where = set() if head.pos_ == "PROPN" or _holds_office(head) else _place_of(head)
    tokens = [t for t in head.subtree if t not in where and not _in_clause(t, head)]
    text = " ".join(t.text for t in tokens)
    covered: set[str] = set()
    states: set[str] = set()
    for start, end, entry, _ in scan(text):
        states.add(entry.government or entry.id)
        covered.update(text[start:end].split())
    proper = {
        t.text.capitalize() for t in tokens if _is_name(t) and t.text not in covered and t.is_alpha
    }
    names = _telling(proper)
    if states and head.pos_ != "PROPN" and not names:
        if any(_acts_for_state(c) for c in head.children):  # "a Guatemalan navy cutter"
            return tuple(sorted(states))
        return tuple(sorted(_of_state(states, lemma(head))))
    if head.pos_ == "NOUN" and not states:
        names = names | _means(head) | (set() if _is_of_many(head) else {lemma(head)})
    return tuple(sorted(names | states))


def _holds_office(head: Token) -> bool:
    """Return whether people are known by where they are: "officials in Moscow"."""
    classes = load_lexicon().classes
    of_place = classes["hands"] | classes["own"] | classes["body"] | classes["office"]
    return lemma(head) in of_place | classes["mouthpiece"] | _OFFICERS


def _place_of(head: Token) -> set[Token]:
    """Return the words that tell where a thing is: "the waste in the river" is not the river's."""
    places = (c for c in head.children if c.dep_ == "prep" and lemma(c) in _AT)
    return {t for place in places for t in place.subtree}


def _is_name(token: Token) -> bool:
    """Return whether a word is a name, or the adjective of one ("the Bordurian side")."""
    return token.pos_ == "PROPN" or (token.pos_ == "ADJ" and token.text[:1].isupper())


def _acts_for_state(token: Token) -> bool:
    """Return whether a word before a noun tells that it is a state's: navy, army, police."""
    classes = load_lexicon().classes
    armed = classes["own"] | load_lexicon().instruments | classes["office"]
    return token.dep_ in {"compound", "nmod"} and lemma(token) in armed


def acts_for_owner(head: Token) -> bool:
    """Return whether what a noun names acts for whom it belongs to: troops, drones, members."""
    lexicon = load_lexicon()
    classes = lexicon.classes
    many = classes["group"] | classes["body"] | classes["hands"] | lexicon.instruments
    return lemma(head) in many | classes["own"]


def _is_of_many(head: Token) -> bool:
    """Return whether others have the same: "fighters" tell nobody apart, "a trawler" does."""
    return acts_for_owner(head) and any(t.pos_ == "PROPN" for t in head.subtree)


def _means(head: Token) -> set[str]:
    """Return what a thing is part of, or acts with: "the anchor of a ship", "with its anchor"."""
    found = set()
    for child in (*head.children, *head.head.children):
        if child.dep_ != "prep":
            continue
        for inside in (c for c in child.children if c.dep_ == "pobj" and c.pos_ == "NOUN"):
            own = any(c.lower_ in {"its", "their"} for c in inside.children)
            if (lemma(child) == "of" and child.head == head) or (lemma(child) == "with" and own):
                found.add(lemma(inside))
    return found


def proper_name(word: str) -> str:
    """Return a name with a capital alone, and the country of an adjective that nobody knows.

    >>> proper_name("BORDURIAN"), proper_name("Borduria"), proper_name("Kral")
    ('Borduria', 'Borduria', 'Kral')
    """
    name = word.capitalize()
    return name[:-1] if name.endswith("ian") else name


def names_of_actor(actor: Actor) -> tuple[str, ...]:
    """Return the names by which other words may mean an actor of an article, sorted."""
    if actor.kind == "person":
        return (proper_name(actor.name.split()[-1]),)
    states = {e.government or e.id for _, _, e, _ in scan(actor.name)}
    names = _telling(
        {proper_name(_OWNER.sub("", w)) for w in actor.name.split() if w[:1].isupper()}
    )
    if states:
        last = actor.name.split()[-1].lower()
        return tuple(sorted(_of_state(states, last) if actor.kind in _PEOPLE else states))
    return tuple(sorted(names)) or (actor.name.split()[-1].lower(),)


def _of_state(states: Iterable[str], head: str) -> set[str]:
    """Return a country's own name, or that of a group or of people of it."""
    lexicon = load_lexicon()
    classes, word = lexicon.classes, head.rstrip("s") if head not in lexicon.instruments else head
    if word in lexicon.instruments or word in classes["own"] | classes["body"] | classes["office"]:
        return set(states)
    if word in classes["mouthpiece"] | classes["hands"]:
        return set(states)
    return {f"{state}:{'group' if word in classes['group'] else 'people'}" for state in states}


def _telling(names: Iterable[str]) -> set[str]:
    """Return the names without words that many bodies share: ministry, company, navy."""
    classes = load_lexicon().classes
    common = classes["body"] | classes["office"] | classes["business"] | classes["company"]
    return {n for n in names if not {n.lower(), n.lower().rstrip("s")} & common and len(n) > 1}


def _in_clause(token: Token, head: Token) -> bool:
    """Return whether a word stands in a clause below the head, which tells more than a name."""
    while token != head:
        named = token.dep_ == "appos" and token.pos_ == "PROPN" and token.head.pos_ == "NOUN"
        if token.dep_ in _CLAUSES and not named:  # "the group Street Back"
            return True
        token = token.head
    return False
