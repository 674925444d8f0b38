"""A statement that says "not" -> the same in positive form: "nobody slept" is "somebody slept"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.polarity import is_not_one
from kgraph.linguistics import offset
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_SOME = {"nobody": "somebody", "nothing": "something", "none": "some", "neither": "either"}
_BROKEN = {"ca": "can", "wo": "will", "sha": "shall"}  # what "n't" leaves of a verb
_CARRYING = frozenset({"aux", "auxpass", "advmod", "acomp", "attr", "oprd", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OF_MAIN = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd", "pobj"})


def affirming(tokens: list[Token]) -> dict[int, str]:
    """Return by offset what stands instead of the words that negate the main verb; "" for nothing.

    What negates another verb stays: "it was his ship, and he never left" denies no ship.
    """
    head = head_of(tokens)
    found: dict[int, str] = {}
    for token in tokens:
        if token.dep_ == "neg" and token.head in {head, *_carriers(head)}:
            found[offset(token)] = ""
            if token.head.lower_ == "longer":  # "no longer"
                found[offset(token.head)] = ""
            before = token.doc[token.i - 1] if token.i else token
            joined = not before.whitespace_ and before.pos_ in {"AUX", "VERB"}
            if joined and before in tokens and before != token:
                found[offset(before)] = f"{_BROKEN.get(before.lower_, before.text)} "
    return found or _of_not_one(tokens) or _of_none(tokens, head) or _of_failing(head)


def _of_failing(head: Token) -> dict[int, str]:
    """Return the same for "had failed to warn", "refused to pay": "did warn", "did pay"."""
    below = next((c for c in head.children if c.dep_ == "xcomp"), None)
    to = next((c for c in below.children if c.lower_ == "to"), None) if below is not None else None
    if lemma(head) not in {"fail", "refuse", "neglect"} or to is None or head.i > to.i:
        return {}
    gone = [*(c for c in head.children if c.dep_ == "aux"), to]
    does = "does " if head.tag_ == "VBZ" else "do " if head.tag_ == "VBP" else "did "
    return {**{offset(t): "" for t in gone}, offset(head): does}


def _of_not_one(tokens: list[Token]) -> dict[int, str]:
    """Return the same for "not one drop", "not a single soldier" as what the words begin with."""
    subjects = [c.left_edge for c in head_of(tokens).children if c.dep_ in _SUBJECTS]
    opens = next((t for t in tokens if not t.is_punct), tokens[0])
    first = next((t for t in (opens, *subjects) if t in tokens and is_not_one(t)), None)
    if first is None:
        return {}
    one = first.nbor()
    words = one.text.capitalize() if first == opens else one.text
    return {offset(first): "", offset(one): words + one.whitespace_}


def _carriers(head: Token) -> list[Token]:
    """Return what a "not" may hang on that turns the main verb: "is not able to", "no longer"."""
    return [c for c in head.children if c.dep_ in _CARRYING]


def _of_none(tokens: list[Token], head: Token) -> dict[int, str]:
    """Return the same for "nobody", "no order" as the main verb's subject or object."""
    for token in tokens:
        part = token if token.dep_ in _OF_MAIN else token.head
        near = part.head == head or (part.dep_ == "pobj" and part.head.head == head)
        if part.dep_ not in _OF_MAIN or not near:
            continue
        if token.lower_ in _SOME and token == part:
            return {offset(token): _SOME[token.lower_] + token.whitespace_}
        if token.lower_ == "no" and token.dep_ in {"det", "neg"}:
            if part.lower_ == "one":
                return {offset(token): "some", offset(part): f"one{part.whitespace_}"}
            following = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
            article = "an " if following[:1].lower() in "aeio" else "a "
            if following == "such":  # "no such message"
                return {offset(token): "", offset(token.nbor()): "such a "}
            return {offset(token): article if part.tag_ in {"NN", "NNP"} else ""}
    return {}
