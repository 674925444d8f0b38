"""Content -> what a happening was for: "an attempt to assassinate Y", "aimed at killing Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.deeds import kind_of
from kgraph.claims.values import Proposition
from kgraph.syntax import is_negated, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_ATTEMPTS = frozenset({"attempt", "bid", "plot", "plan", "conspiracy", "try"})
_AIMS = frozenset({"aim", "intend", "design", "mean"})
_LIFE = frozenset({"life"})
_ON = frozenset({"on", "against", "of"})


def find_attempts(tokens: list[Token]) -> list[Proposition]:
    """Return whom a happening is said to have been meant to kill, once each, in text order."""
    found: dict[str, Proposition] = {}
    for token in tokens:
        for patient in _meant(token):
            above = [t for t in (token, *token.ancestors) if t in tokens]
            negative = any(is_negated(t) or _is_none(t) for t in above)
            made = Proposition("attempted", None, patient, negative, kind="killing")
            found.setdefault(lemma(patient), made)
    return list(found.values())


def names_an_attempt(tokens: list[Token]) -> bool:
    """Return whether words name an attempt without its victim ("an assassination attempt")."""
    return any(
        lemma(t) in _ATTEMPTS and any(kind_of(c) == "killing" for c in t.children) for t in tokens
    )


def _meant(token: Token) -> Iterator[Token]:
    word = lemma(token)
    if token.pos_ == "VERB" and kind_of(token) == "killing" and _is_purpose(token):
        yield from (c for c in token.children if c.dep_ == "dobj" and c.pos_ != "PRON")
    elif word in _ATTEMPTS and token.pos_ == "NOUN":
        killing = any(c.dep_ == "compound" and kind_of(c) == "killing" for c in token.children)
        for marker in token.children:
            if marker.dep_ == "prep" and lemma(marker) in _ON:
                for struck in (c for c in marker.children if c.dep_ == "pobj"):
                    if killing:
                        yield struck
                    elif lemma(struck) in _LIFE:
                        yield from _whose(struck)


def _is_none(noun: Token) -> bool:
    return any(c.lower_ == "no" and c.dep_ in {"det", "neg"} for c in noun.children)


def _whose(life: Token) -> Iterator[Token]:
    """Yield Y of "the life of Y"."""
    for child in life.children:
        if child.dep_ == "poss" and child.pos_ != "PRON":
            yield child
        elif child.dep_ == "prep" and lemma(child) == "of":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _is_purpose(verb: Token) -> bool:
    """Return whether a verb says what for: "to kill", "aimed at killing"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ == "pcomp":
        return lemma(above) in _AIMS
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    meant = lemma(above) in _ATTEMPTS | _AIMS or kind_of(above) is not None
    return infinitive and verb.dep_ in {"acl", "advcl", "xcomp", "relcl"} and meant
