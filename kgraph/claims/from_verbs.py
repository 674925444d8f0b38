"""Verb -> propositions: who did, caused, decided, knew of or encouraged something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.deeds import (
    governed,
    happened,
    has_act,
    is_act,
    is_hedged,
    kind_of,
    may_be_event,
    object_event,
    patient_of,
    takes_act,
    weak_family,
)
from kgraph.claims.polarity import is_denied
from kgraph.claims.values import Proposition
from kgraph.gazetteer import find_entry
from kgraph.lexicon import load_lexicon
from kgraph.syntax import is_negated, lemma, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_VIOLENT = frozenset({"attack", "killing"})
_TRANSITIVE = frozenset(
    {"kill", "murder", "poison", "wound", "injure", "kidnap", "abduct", "rob", "hack", "arrest"}
)
_ERGATIVE = frozenset(
    "sink explode burn collapse crash capsize derail break blow spill leak rupture detonate erupt "
    "fall catch".split()
)
_WORK = frozenset({"work", "doing", "handiwork", "fault", "deed"})
_PREDICATIVE = frozenset({"prep", "acomp", "xcomp", "attr", "prt", "advmod", "pcomp"})


def of_verb(verb: Token) -> Iterator[Proposition]:
    """Yield what a verb says: a wrongful act, involvement in one, a decision, knowledge."""
    if not happened(verb) or _is_aside(verb):
        return
    word = lemma(verb)
    negative, hedged = is_denied(verb), is_hedged(verb)
    subject = doer_of(verb)
    if is_act(verb):
        yield from _of_act(verb, subject, negative=negative, hedged=hedged)
    elif weak_family(verb) and (subject is not None or _takes(verb)):
        yield Proposition(
            "responsible", subject, verb, negative, hedged, kind="weak", neutral=True, weak=True
        )
    if word in load_lexicon().involvement["verbs"]:
        event = object_event(verb)
        if event is not None:
            yield Proposition("responsible", subject, event, negative, hedged, kind=kind_of(event))
    if word == "be":
        yield from _of_copula(verb, subject, negative=negative, hedged=hedged)
    if word in {"have", "play", "bear", "take"}:
        yield from _of_having(verb, subject, negative=negative, hedged=hedged)
    if word == "involve":
        doer = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if doer is not None:
            yield Proposition("responsible", doer, None, negative, hedged)
    yield from _of_deciding(verb)
    yield from _of_stance(verb, subject, negative=negative, hedged=hedged)


def doer_of(verb: Token) -> Token | None:
    """Return the head of who does a deed: the subject, but not of "had him poisoned".

    Headlines leave out "were": "two soldiers killed at border" names no killer.
    """
    subject = subject_of(verb)
    entered = any(c.lower_ == "into" for c in verb.children)  # "broke into the bank"
    if lemma(verb) in _ERGATIVE and not (_takes(verb) or _is_passive(verb) or entered):
        return None  # "the boat that sank"
    if verb.tag_ == "VBN" and lemma(verb.head) == "have" and verb.dep_ in {"ccomp", "xcomp"}:
        return subject_of(verb.head)
    active = entered or any(c.lower_ in {"has", "have", "had"} for c in verb.children)
    if verb.tag_ in {"VBD", "VBN"} and lemma(verb) in _TRANSITIVE and not (_takes(verb) or active):
        own = subject is not None and subject.head == verb and subject.dep_ == "nsubj"
        return None if own else subject
    return subject


def _is_aside(verb: Token) -> bool:
    """Return whether a verb only tells which thing is meant ("the metal that struck a farm")."""
    head = verb.head
    return (
        verb.dep_ == "relcl"
        and head.pos_ == "NOUN"
        and head.dep_ in {"nsubj", "nsubjpass"}
        and any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ in {"WDT", "WP"} for c in verb.children)
    )


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "agent"} for c in verb.children)


def _takes(verb: Token) -> bool:
    return any(c.dep_ in {"dobj", "nsubjpass"} for c in verb.children)


def _of_act(
    verb: Token, subject: Token | None, *, negative: bool, hedged: bool
) -> Iterator[Proposition]:
    """Yield "Y bombed it", but not "Y killed the deal"."""
    lexicon, kind, struck = load_lexicon(), kind_of(verb), patient_of(verb)
    figure = kind in _VIOLENT and struck is not None and lemma(struck) in lexicon.figures
    if not figure and (subject is not None or struck is not None):
        neutral = lemma(verb) in lexicon.neutral
        yield Proposition(
            "responsible", subject, verb, negative, hedged, kind=kind, neutral=neutral
        )


def _of_copula(
    verb: Token, subject: Token | None, *, negative: bool, hedged: bool
) -> Iterator[Proposition]:
    """Yield "Y was behind it", "Y is responsible for it", "Y is to blame"."""
    owner = next((c for c in verb.children if c.dep_ == "attr" and _is_possessive(c)), None)
    if owner is not None and subject is not None:  # "the missiles were Y's"
        if lemma(subject) in load_lexicon().instruments:
            yield Proposition("responsible", owner, None, negative, hedged, kind="attack")
        return
    work = next((c for c in verb.children if c.dep_ == "attr" and lemma(c) in _WORK), None)
    if work is not None and subject is not None and _may_be_done(subject):
        doer = next((c for c in _whose(work)), None)
        if doer is not None:  # "the raid was the work of Y"
            event = subject if kind_of(subject) else None
            yield Proposition("responsible", doer, event, negative, hedged, kind=kind_of(subject))
            return
    predicates = load_lexicon().involvement["predicates"]
    near = (t for child in verb.children for t in (child, *child.children))
    hit = next((t for t in near if lemma(t) in predicates and t.dep_ in _PREDICATIVE), None)
    if hit is None:
        return
    event = next((c for t in (hit, *hit.children) for c in governed(t)), None)
    if may_be_event(event):
        yield Proposition("responsible", subject, event, negative, hedged, kind=kind_of(event))


def _may_be_done(subject: Token) -> bool:
    return subject.pos_ == "PRON" or may_be_event(subject)


def _whose(work: Token) -> Iterator[Token]:
    """Yield Y of "the work of Y", "Y's doing"."""
    for child in work.children:
        if child.dep_ == "poss":
            yield child
        elif child.dep_ == "prep" and lemma(child) == "of":
            yield from governed(child)


def _is_possessive(token: Token) -> bool:
    return any(c.dep_ == "case" for c in token.children)


def _of_having(
    verb: Token, subject: Token | None, *, negative: bool, hedged: bool
) -> Iterator[Proposition]:
    """Yield "Y had no role in it", "Y has nothing to do with it", "Y had no knowledge of it"."""
    involvement = load_lexicon().involvement
    for child in verb.children:
        if child.dep_ not in {"dobj", "attr"}:
            continue
        beside = [t for t in verb.children if t.dep_ == "prep" and lemma(t) == "in"]
        event = next((c for t in (*child.subtree, *beside) for c in governed(t)), None)
        if not may_be_event(event):
            continue
        none = negative or child.lower_ in {"nothing", "none"}
        none = none or any(c.lower_ == "no" for c in child.children)
        to_do = child.lower_ in {"nothing", "something"} and any(
            lemma(t) == "do" for t in child.subtree
        )
        # "Y has a role" alone accuses nobody; "Y had no role" denies
        if to_do or (lemma(child) in involvement["nouns"] and (none or event is not None)):
            yield Proposition("responsible", subject, event, none, hedged, kind=kind_of(event))
        elif lemma(child) in involvement["knowledge"]:
            yield Proposition("knew", subject, event, none, hedged, kind=kind_of(event))


def _of_deciding(verb: Token) -> Iterator[Proposition]:
    """Yield "decisions about the attack are made not in X but in Y", "Y ordered the attack"."""
    involvement = load_lexicon().involvement
    if lemma(verb) not in involvement["deciding"]:
        return
    things = (c for c in verb.children if c.dep_ in {"nsubjpass", "dobj"})
    decided = next((c for c in things if _is_decision(c)), None)
    if decided is None:
        return
    event = next((t for t in decided.subtree if kind_of(t)), None)
    if event is None:
        return  # any other decision is nobody's fault
    below = set(decided.subtree)
    places = [
        t
        for t in verb.subtree
        if t.dep_ in {"pobj", "conj"} and find_entry(t.text) and t not in below
    ]
    places += [p for t in places if (p := _but_elsewhere(t)) and p not in places]
    for place in places:
        marker = place.head
        if lemma(marker) in {"in", "by"}:
            said_not = any(t.lower_ == "not" for t in verb.doc[max(0, marker.i - 2) : marker.i])
            negative = said_not or (is_negated(verb) and place == places[0] and len(places) > 1)
            yield Proposition(
                "responsible", place, event, negative, is_hedged(verb), kind=kind_of(event)
            )
    subject = subject_of(verb)
    if subject is not None and decided.dep_ == "dobj":
        yield Proposition(
            "responsible", subject, event, is_negated(verb), is_hedged(verb), kind=kind_of(event)
        )


def _is_decision(token: Token) -> bool:
    """Return whether a word names what is decided; "it was ordered" may mean anything."""
    return lemma(token) in load_lexicon().involvement["decisions"] or (
        token.dep_ == "nsubjpass" and token.pos_ == "PRON"
    )


def _but_elsewhere(place: Token) -> Token | None:
    """Return Y of "not in X, but in Y", wherever the parser hangs it."""
    after = [t for t in place.doc[place.i + 1 : place.i + 4] if not t.is_punct]
    match after:
        case [but, marker, *_] if but.lower_ == "but" and lemma(marker) in {"in", "by"}:
            inside = (c for c in marker.children if c.dep_ == "pobj" and find_entry(c.text))
            return next(inside, None)
    return None


def _is_told_of_act(verb: Token) -> bool:
    """Return whether somebody is told of an act, rather than to do something about it."""
    to_do = {t for c in verb.children if c.dep_ == "xcomp" for t in c.subtree}
    about = (t for t in verb.subtree if t.lower_ in {"of", "about"} and t not in to_do)
    clauses = (c for c in verb.children if c.dep_ == "ccomp")
    return any(kind_of(c) or has_act(c) for c in (*about, *clauses))


def _of_stance(
    verb: Token, subject: Token | None, *, negative: bool, hedged: bool
) -> Iterator[Proposition]:
    """Yield who knew of, or encouraged, an act."""
    word = lemma(verb)
    encouraging = load_lexicon().involvement["encouragement"]
    if word in encouraging and subject is not None and takes_act(verb):
        yield Proposition("encouraged", subject, None, negative, hedged)
    elif word in {"inform", "notify", "tell", "forewarn"} and _is_told_of_act(verb):
        told = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if told is not None:
            yield Proposition("knew", told, None, negative, hedged)
    elif word == "know" and subject is not None:
        about = [t for c in verb.children if lemma(c) in {"about", "of"} for t in c.children]
        event = next((t for t in about if t.dep_ == "pobj"), None)
        if event is not None and may_be_event(event):
            yield Proposition("knew", subject, event, negative, hedged, kind=kind_of(event))
