"""Content -> in whose territory something is said to be ("entered Turkish airspace").

Nothing is in the territory of two states, so that statements which say "not" nowhere gainsay each
other: "it was in Bordurian waters", "it was on our side of the line".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.claims.doers import proper_name
from kgraph.gazetteer import find_entry, scan
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_GROUNDS = frozenset("water airspace territory soil side".split())
_LEAVING = frozenset({"leave", "exit", "quit"})
_BEING = frozenset("be stay remain enter cross stray fly sail operate drift sit lie".split())
_IN = frozenset({"in", "into", "inside", "within", "on", "over", "through"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said to be, in the positive form of the words.

    Attributes:
        state: Slug or name of the state.
        inside: Whether it is there, rather than out of there.
    """

    state: str
    inside: bool

    def __str__(self) -> str:
        """Return it as claims keep it."""
        return self.state if self.inside else f"-{self.state}"

    @classmethod
    def read(cls, kept: str) -> Place:
        """Return what claims keep as a place."""
        return cls(kept.removeprefix("-"), not kept.startswith("-"))

    def is_as(self, other: Place) -> bool:
        """Return whether two places are one; out of the one state is in the other."""
        return (self.state == other.state) == (self.inside == other.inside)


def territory_of(tokens: list[Token], own: str | None) -> Place | None:
    """Return where a statement says that something is, if in some state's territory.

    Args:
        tokens: The words of the statement.
        own: Slug of the state that "our", "its" before a word means, if any.
    """
    verb = head_of(tokens)
    for token in tokens:
        if token.dep_ not in {"pobj", "dobj"} or not _is_of(token, verb):
            continue
        state = _owner(token, own) if lemma(token) in _GROUNDS else _state(token)
        if state is not None:
            return Place(state, lemma(verb) not in _LEAVING)
    return None


def _is_of(thing: Token, verb: Token) -> bool:
    """Return whether a thing is where the verb puts its subject: "entered it", "was inside it"."""
    if thing.dep_ == "dobj":
        return thing.head == verb and lemma(verb) in _LEAVING | _BEING
    at = thing.head.head
    measured = at.head == verb and at.dep_ in {"attr", "npadvmod", "advmod"}  # "a mile inside it"
    return lemma(thing.head) in _IN and (at == verb or measured) and lemma(verb) in _BEING


def _state(token: Token) -> str | None:
    """Return the slug of a state that is named itself ("was in Belize")."""
    entry = find_entry(token.text)
    alone = entry is not None and entry.kind == "government" and not list(token.children)
    return entry.id if entry is not None and alone else None


def _owner(ground: Token, own: str | None) -> str | None:
    """Return whose waters or airspace it is."""
    for child in ground.children:
        if child.dep_ == "poss" and child.pos_ == "PRON":
            return own
        if child.dep_ in {"amod", "poss", "compound"} and child.text[:1].isupper():
            known = next((e.government or e.id for _, _, e, _ in scan(child.text)), None)
            return known or proper_name(child.text).lower()
    return None
