"""Content -> ``Proposition``: who did what, and whether the words say so or say not.

Two shapes are understood. *Responsibility*: an actor is behind a wrongful act ("Y carried out the
attack", "the attack by Y", "Y had no role in it", "decisions are made in Y"). *Stance towards an
act*: an actor knew of it or encouraged it. Anything else is plain, see ``plain``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.from_nouns import of_noun
from kgraph.claims.from_verbs import of_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kgraph.claims.values import Proposition

_RELATIVE = frozenset({"which", "that", "what"})


def find_propositions(tokens: list[Token]) -> list[Proposition]:
    """Return the propositions about deeds in the words of a content, in text order.

    Each act of an agent comes once.
    """
    found: dict[tuple[str, int | None, bool], Proposition] = {}
    for token in tokens:
        for made in _of_token(token, tokens):
            agent = made.agent
            if agent is None:
                found.setdefault((made.act, None, made.negative), made)
            elif agent.pos_ != "PRON" or agent.lower_ not in _RELATIVE:
                key = (made.act, agent.i, made.negative)
                if key not in found or (found[key].weak and not made.weak):
                    found[key] = made
    return list(found.values())


def _of_token(token: Token, tokens: list[Token]) -> Iterator[Proposition]:
    if token.pos_ in {"VERB", "AUX"}:
        yield from of_verb(token)
    elif token.pos_ in {"NOUN", "PROPN"}:
        yield from of_noun(token, tokens)
