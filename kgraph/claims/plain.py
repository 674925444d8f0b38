"""Content -> the plain proposition of its main words: who, which predicate, is it denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.deeds import is_hedged
from kgraph.claims.polarity import is_denied_within
from kgraph.claims.values import Proposition
from kgraph.gazetteer import find_demonym
from kgraph.lexicon import load_lexicon
from kgraph.syntax import head_of, lemma, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPLEMENTS = frozenset({"dobj", "attr", "acomp", "nsubjpass", "oprd"})
_BE = frozenset({"be", "seem", "appear", "remain", "become", "prove", "look"})
_GOVERNING = frozenset(
    {"want", "need", "intend", "plan", "go", "try", "manage", "fail", "refuse", "neglect"}
)
_THINGS = frozenset({"it", "this", "that", "they", "these", "those"})
_NOTHING = frozenset({"none", "nothing", "one"})
_PARTS = frozenset({"part", "piece", "stage", "fragment"})
_OURS = frozenset({"ours", "mine", "us"})
_LIGHT = frozenset({"give", "send", "make", "have", "issue", "receive", "get", "hand", "take"})


def plain_proposition(tokens: list[Token]) -> Proposition:
    """Return what a stretch of content says by its main verb, or names by its main noun."""
    head = verb = head_of(tokens)
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb and verb.head in tokens:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return Proposition(predicate_class(lemma(head))[0], None, head, negative=False)
    verb = _governed(verb)
    said = _predicate(verb)
    word, reverse = predicate_class(lemma(said))
    if said != verb and lemma(said) not in load_lexicon().predicates:
        word = f"be {word}"
    obj = next((c for c in verb.children if c.dep_ in _COMPLEMENTS), None)
    subject = subject_of(verb)
    if _says_intended(verb) and word not in {"know", "warn"}:
        word, reverse = "intended", False
    return Proposition(
        word,
        subject,
        obj,
        is_denied_within(verb, tokens) != reverse,
        is_hedged(verb),
        reverse=reverse,
    )


def origin_of(tokens: list[Token]) -> Token | None:
    """Return the head of what something is said to come from, or whose it is, or None.

    "The metal came from a Japanese rocket", "it was the Australian satellite", "it was ours".
    """
    verb = head_of(tokens)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or verb.pos_ not in {"VERB", "AUX"} or subject.pos_ == "PROPN":
        return None
    if subject.pos_ == "PRON" and subject.lower_ not in _THINGS | _NOTHING:
        return None
    if lemma(verb) in load_lexicon().classes["origin"]:
        for child in verb.children:
            if child.dep_ == "prep" and lemma(child) in {"from", "to", "with"}:
                return _whole(next((c for c in child.children if c.dep_ == "pobj"), None))
    if lemma(verb) != "be":
        return None
    said = _whole(next((c for c in verb.children if c.dep_ == "attr"), None))
    if said is None or said.lower_ in _OURS:
        return said
    owned = any(c.dep_ in {"case", "poss"} for c in said.children)
    named = any(t.pos_ == "PROPN" or find_demonym(t.text) for t in said.subtree)
    return said if (owned or named) and subject.pos_ in {"PRON", "NOUN"} else None


def _whole(said: Token | None) -> Token | None:
    """Return what something is a part of: of "the upper stage of a rocket" the rocket."""
    while said is not None and lemma(said) in _PARTS:
        marker = next((c for c in said.children if c.dep_ == "prep"), None)
        said = next((c for c in marker.children if c.dep_ == "pobj"), None) if marker else None
    return said


def predicate_class(word: str) -> tuple[str, bool]:
    """Return the class of a predicate and whether the word says its opposite."""
    return load_lexicon().predicates.get(word, (word, False))


def _predicate(verb: Token) -> Token:
    """Return the word that says what is so: of "is fake" the adjective, else the verb."""
    if lemma(verb) in _BE:
        for child in verb.children:
            if child.dep_ in {"acomp", "attr", "oprd"}:
                return child
    if lemma(verb) in _LIGHT:  # "gave no warning", "sent a notice"
        classed = load_lexicon().predicates
        things = (c for c in verb.children if c.dep_ == "dobj" and lemma(c) in classed)
        return next(things, verb)
    return verb


def _governed(verb: Token) -> Token:
    """Return what somebody "wants" or "failed" to do, in place of the wanting or failing."""
    while lemma(verb) in _GOVERNING:
        below = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if below is None:
            break
        verb = below
    return verb


def _says_intended(verb: Token) -> bool:
    """Return whether a verb's adverb says that it was done on purpose."""
    return any(
        c.dep_ == "advmod" and predicate_class(lemma(c)) == ("intended", False)
        for c in verb.children
    )
