"""Noun -> propositions: "the attack by Y", "Y's part in the attack", "no US involvement"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.deeds import governed, inside_of, is_act, is_hedged, kind_of, may_be_event
from kgraph.claims.values import Proposition
from kgraph.gazetteer import find_demonym, find_entry
from kgraph.lexicon import load_lexicon
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_BY = frozenset({"by", "from"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_CLAUSES = frozenset({"acl", "relcl", "xcomp"})
_VAGUE = frozenset({"attempt", "act", "crime", "warning"})  # of what, the words below tell


def of_noun(noun: Token, tokens: list[Token]) -> Iterator[Proposition]:
    """Yield what a noun says of who is behind an act.

    Args:
        noun: The noun.
        tokens: The content in which it stands.
    """
    involvement = load_lexicon().involvement
    word = lemma(noun)
    kind = kind_of(noun) if is_act(noun) else None
    involved, orders = word in involvement["nouns"], word in involvement["orders"]
    warned = word in involvement["knowledge"] and word != "warn"
    if not (kind or involved or orders or warned or word in _VAGUE):
        return
    doer = _doer_of(noun)
    negative = any(c.lower_ == "no" for c in noun.children)
    if doer is None:
        if warned and negative and noun.dep_ == "attr":
            yield Proposition("knew", None, None, negative=True)
        if involved and noun == _main_word(tokens):
            # "denied any role in it": whose role, the speaker tells
            event = inside_of(noun)
            if may_be_event(event):
                yield Proposition("responsible", None, event, negative, kind=kind_of(event))
        elif kind and noun == _main_word(tokens):  # "denied a cover-up"
            yield Proposition("responsible", None, noun, negative, kind=kind)
        return
    if (orders and not _is_carried_out(noun)) or _is_harmless(noun):
        return
    event = (inside_of(noun) if involved else None) or (noun if kind else None)
    if word in _VAGUE and not kind:
        kind = next((k for t in noun.subtree if (k := kind_of(t))), None)
        event = None
    if involved and not may_be_event(event):
        return
    yield Proposition(
        "responsible",
        doer,
        event,
        negative,
        hedged=noun.dep_ in {"attr", "nsubj"} and is_hedged(noun.head),
        asserted=(involved and (event is not None or negative))
        or orders
        or _is_asserted(noun, _main_word(tokens), doer),
        kind=kind or kind_of(event),
        neutral=word in load_lexicon().neutral or (kind is None and word in _VAGUE),
    )


def _is_harmless(noun: Token) -> bool:
    """Return whether a clause tells of what, and it is no wrong ("an attempt by Y to please")."""
    told = any(c.dep_ in _CLAUSES for c in noun.children)
    return lemma(noun) in _VAGUE and told and not any(kind_of(t) for t in noun.subtree)


def _is_carried_out(orders: Token) -> bool:
    """Return whether orders are followed: who gave them is behind what is done."""
    return lemma(orders.head) in load_lexicon().involvement["obeying"]


def _main_word(tokens: list[Token]) -> Token:
    """Return the head of a content, or what its preposition governs ("of the attack by Y")."""
    head = head_of(tokens)
    return next(iter(governed(head)), head) if head.pos_ == "ADP" else head


def _is_asserted(noun: Token, head: Token, doer: Token) -> bool:
    """Return whether a noun is what a content says, not what it mentions by the way.

    "We saw an attack by Y" says so; "we discussed the Y attack" takes it for granted.
    """
    return (
        noun == head
        or noun.dep_ == "attr"
        or (noun.dep_ in {"dobj", "conj"} and noun.head == head and doer.dep_ == "pobj")
    )


def _doer_of(noun: Token) -> Token | None:
    """Return who did what a noun names: by a modifier, "by Y", or "committed by Y"."""
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and lemma(child) in _BY:
            markers = [child]
        elif child.dep_ == "acl":
            markers = [
                t for t in child.children if t.dep_ in {"agent", "prep"} and lemma(t) == "by"
            ]
        else:
            continue
        doer = next((c for t in markers for c in t.children if c.dep_ == "pobj"), None)
        if doer is not None:
            return doer
    modifiers = (c for c in noun.children if c.dep_ in _MODIFIERS and c.pos_ != "PRON")
    return next((c for c in modifiers if _names_doer(c, noun)), None)


def _names_doer(modifier: Token, noun: Token) -> bool:
    """Return whether a modifier tells who did it ("Russian attack", not "Moscow attack")."""
    if find_demonym(modifier.text):
        return True
    entry = find_entry(modifier.text)
    known = entry is not None
    if modifier.dep_ == "poss" and (known or modifier.pos_ == "PROPN"):
        side = entry is not None and entry.kind in {"government", "group"}
        of = any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children)
        return side or of or lemma(noun) not in load_lexicon().involvement["undergone"]
    return known and lemma(noun) in load_lexicon().involvement["nouns"]
