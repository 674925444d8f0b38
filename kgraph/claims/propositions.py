"""Content -> ``Proposition``: who did what, and whether the words say so or say not.

Three shapes are understood. *Responsibility*: an actor is behind a wrongful act ("Y carried out the
attack", "the attack by Y", "Y had no role in it", "decisions are made in Y"). *Stance towards an
act*: an actor knew of it or encouraged it. Anything else is a *plain* proposition of its main verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.deeds import is_hedged
from kgraph.claims.from_nouns import of_noun
from kgraph.claims.from_verbs import of_verb
from kgraph.claims.values import Proposition
from kgraph.linguistics import runs
from kgraph.syntax import head_of, is_negated, lemma, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_RELATIVE = frozenset({"which", "that", "what"})
_COMPLEMENTS = frozenset({"dobj", "attr", "acomp", "nsubjpass"})


def find_propositions(tokens: list[Token]) -> list[Proposition]:
    """Return the propositions in the words of a content, in text order.

    Each act of an agent comes once; a plain proposition comes only where there is no other.
    """
    found: dict[tuple[str, int | None, bool], Proposition] = {}
    for token in tokens:
        for made in _of_token(token, tokens):
            agent = made.agent
            if agent is None:
                found.setdefault((made.act, None, made.negative), made)
            elif agent.pos_ != "PRON" or agent.lower_ not in _RELATIVE:
                found.setdefault((made.act, agent.i, made.negative), made)
    if found or not tokens:
        return list(found.values())
    return [_plain(next(runs(tokens)))]


def _of_token(token: Token, tokens: list[Token]) -> Iterator[Proposition]:
    if token.pos_ in {"VERB", "AUX"}:
        yield from of_verb(token)
    elif token.pos_ in {"NOUN", "PROPN"}:
        yield from of_noun(token, tokens)


def _plain(run: list[Token]) -> Proposition:
    """Return the main verb's proposition, with its subject where there is one."""
    head = verb = head_of(run)
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb and verb.head in run:
        verb = verb.head
    if verb.pos_ in {"VERB", "AUX"}:
        obj = next((c for c in verb.children if c.dep_ in _COMPLEMENTS), None)
        return Proposition(lemma(verb), subject_of(verb), obj, is_negated(verb), is_hedged(verb))
    return Proposition(lemma(head), None, head, negative=False)
