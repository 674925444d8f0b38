"""The words of a content -> what they are about: vague, an answer, called false; its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset, runs
from kgraph.syntax import head_of, is_negated, lemma

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token

_ASIDES = frozenset({"relcl", "advcl", "npadvmod"})
_TIMES = frozenset(
    {"during", "after", "before", "amid", "since", "ahead", "until", "despite", "following"}
)
_VAGUE = frozenset({"incident", "it", "event", "this", "that", "behind"})
_POINTERS = frozenset({"it", "this", "that", "these", "they"})
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_IS = frozenset({"be", "'s", "’s"})
_BE = frozenset({"be", "seem", "become"})
_PLAIN = frozenset({"plain", "clear", "obvious", "true", "certain", "evident", "plausible", "possible", "likely"})
_TELLING = frozenset({"comment", "say", "confirm", "discuss", "speculate", "deny", "answer"})
_LIGHT = frozenset({"make", "have", "hear", "know", "support"})
_LONGEST_POINTER = 8  # tokens of "the latest allegations by Kyiv"; what is longer says more


def has_verb(tokens: list[Token]) -> bool:
    """Return whether the words make a statement, not only name a thing."""
    return any(t.pos_ in {"VERB", "AUX"} for t in tokens)


def is_vague(tokens: list[Token]) -> bool:
    """Return whether the words leave open what was done ("being behind the incident")."""
    return any(lemma(t) in _VAGUE for t in tokens)


def is_main(token: Token, tokens: list[Token]) -> bool:
    """Return whether a word belongs to the main statement, not to a clause or time beside it."""
    head = head_of(tokens)
    while token not in {head, token.head}:
        if token.dep_ in _ASIDES or (token.dep_ == "prep" and lemma(token) in _TIMES):
            return False
        token = token.head
    return True


def calls_false(tokens: list[Token]) -> bool:
    """Return whether the main clause calls a claim false ("it's a ludicrous claim")."""
    classes = load_lexicon().classes
    if not has_verb(tokens):  # "Nonsense from start to finish", "the claim a fabrication"
        words = {lemma(t) for t in tokens}
        falls_on = words & classes["claim"] or lemma(head_of(tokens)) in classes["false"]
        return bool(tokens) and bool(words & classes["false"] and falls_on)
    for token in tokens:
        if lemma(token) not in _IS or is_negated(token):
            continue
        subjects = {lemma(c) for c in token.children if c.dep_ == "nsubj"}
        said = [t for c in token.children if c.dep_ in {"attr", "acomp"} for t in (c, *c.children)]
        if subjects & (classes["claim"] | _POINTERS) and any(
            lemma(t) in classes["false"] for t in said
        ):
            return True
    return False


def refers_back(tokens: list[Token]) -> bool:
    """Return whether a content only points to a claim made before ("this claim", "it's a lie")."""
    if calls_false(tokens):
        return True
    if has_verb(tokens) or len(tokens) > _LONGEST_POINTER:
        return False
    head, classes = head_of(tokens), load_lexicon().classes
    return lemma(head) in classes["claim"] or head.lower_ in classes["anaphor"]


def essence(tokens: list[Token]) -> list[Token]:
    """Return what is claimed of a content that names a claim: of "the charge that P" only P.

    "The allegation of a cover-up was false" is about the cover-up, "comment on the raid" about
    the raid.
    """
    classes = load_lexicon().classes
    head = head_of(tokens) if tokens else None
    if head is not None and lemma(head) == "be" and calls_false(tokens):
        head = next((c for c in head.children if c.dep_ == "nsubj"), head)
    elif head is not None and lemma(head) not in classes["claim"] | _TELLING:
        inside = next((c for c in head.children if c.dep_ == "dobj" and c in tokens), None)
        if inside is not None and lemma(inside) in classes["claim"] and lemma(head) in _LIGHT:
            head = inside
    if head is not None and lemma(head) in _BE and not is_negated(head):
        plain = any(c.dep_ == "acomp" and lemma(c) in _PLAIN for c in head.children)
        clause = next((c for c in head.children if c.dep_ in {"ccomp", "csubj"}), None)
        if plain and clause is not None:  # "it is clear that P" says P
            return [t for t in tokens if t in set(clause.subtree)] or tokens
    if head is None or lemma(head) not in classes["claim"] | classes["proposal"] | _TELLING:
        return tokens
    for child in head.children:
        if child.dep_ in {"acl", "ccomp", "relcl", "appos"} and child.pos_ in {"VERB", "AUX"}:
            found = [t for t in tokens if t in set(child.subtree)]
            if any(t.dep_ != "punct" for t in found):
                return found
        about = {"of", "about", "on", "over"} if lemma(head) not in classes["proposal"] else set()
        if child.dep_ == "prep" and lemma(child) in about:
            below = set(child.subtree) - {child}
            found = [t for t in tokens if t in below]
            if found and not _is_owner(child):
                return found
    return tokens


def _is_owner(marker: Token) -> bool:
    """Return whether "of Y" tells whose claim it is, as "of an unnamed official" does."""
    return any(
        c.pos_ == "PROPN" or lemma(c) in {"official", "source", "government", "ministry"}
        for c in marker.children
    )


def content_words(tokens: list[Token]) -> tuple[str, ...]:
    """Return the lemmas that tell one statement from another, sorted."""
    words = {lemma(t) for t in tokens if t.pos_ in _CONTENT_WORDS and not t.is_stop}
    return tuple(sorted(words))


def label_of(tokens: list[Token], dropped: Collection[int] = ()) -> str:
    """Return the words on one line; parts of a content are kept apart.

    Args:
        tokens: The words.
        dropped: Offsets of those to leave out.
    """
    parts = [
        "".join(t.text_with_ws for t in run if offset(t) not in dropped) for run in runs(tokens)
    ]
    label = " … ".join(" ".join(p.split()).strip(' "“”,.;:') for p in parts if p.strip())
    return label.removeprefix("that ")
