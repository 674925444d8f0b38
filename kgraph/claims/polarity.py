"""Verb -> whether the words say that it is not so: "did not", "nobody", "no part of it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.syntax import is_negated, lemma

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token

_NONE = frozenset({"no", "nothing", "nobody", "none", "neither", "nor", "never", "hardly"})
_OBJECTS = frozenset({"dobj", "attr", "pobj", "oprd"})


def is_denied_within(verb: Token, tokens: Collection[Token]) -> bool:
    """Return whether a content's own words deny its verb, whatever the words outside do.

    "Refused to shut the plant" is about shutting it.
    """
    if verb.dep_ in {"xcomp", "pcomp"} and verb.head not in tokens:
        own = any(c.dep_ == "neg" for c in verb.children)
        return own or any(_is_none(o) for o in _objects(verb))
    return is_denied(verb)


def is_denied(verb: Token) -> bool:
    """Return whether a verb's clause says that something is not so.

    Besides what negates the verb itself, its object may ("copied from nobody", "carried out no
    raid"), or the clause above a cleft ("it was not X that fired").
    """
    if is_negated(verb) or _opens_with_none(verb) or _says_not_so(verb):
        return True
    if verb.dep_ == "relcl" and _is_cleft(verb):
        return is_negated(verb.head.head)
    return lemma(verb) != "have" and any(_is_none(o) for o in _objects(verb))


def _says_not_so(verb: Token) -> bool:
    """Return whether a quoted "not" denies what is said to be so ("is 'not harmful'")."""
    said = (c for c in verb.children if c.dep_ in {"acomp", "attr"})
    return any(g.dep_ == "neg" for c in said for g in c.children)


def _opens_with_none(verb: Token) -> bool:
    """Return whether the subject is of none: "not one drop", "none of them", "no gale"."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            near = [child, *child.children]
            if any(t.lower_ in _NONE or t.dep_ == "neg" for t in near):
                return True
            if is_not_one(child.left_edge):
                return True
        if child.dep_ == "preconj" and child.lower_ == "neither":
            return True
    return False


def is_not_one(first: Token) -> bool:
    """Return whether with a word begins "not one", "not a single"."""
    after = first.doc[first.i + 1 : first.i + 2].text.lower()
    return first.lower_ == "not" and after in {"one", "a"}


def _is_cleft(verb: Token) -> bool:
    head = verb.head
    return (
        head.dep_ == "attr"
        and lemma(head.head) == "be"
        and any(
            c.dep_ == "nsubj" and c.lower_ in {"it", "this", "that"} for c in head.head.children
        )
    )


def _objects(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in _OBJECTS]
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i:
            found += [c for c in child.children if c.dep_ == "pobj" and c.lower_ in _NONE]
    return found


def _is_none(token: Token) -> bool:
    return token.lower_ in _NONE or any(
        c.lower_ == "no" and c.dep_ in {"det", "neg"} for c in token.children
    )
