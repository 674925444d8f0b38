"""A statement that says "not" -> the same in positive form: "nobody slept" is "somebody slept"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.polarity import is_not_one
from kgraph.linguistics import offset
from kgraph.syntax import head_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SOME = {"nobody": "somebody", "nothing": "something", "none": "some", "neither": "either"}
_BROKEN = {"ca": "can", "wo": "will", "sha": "shall"}  # what "n't" leaves of a verb
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
            before = token.doc[token.i - 1] if token.i else token
            if not before.whitespace_ and before in tokens and before != token:
                found[offset(before)] = f"{_BROKEN.get(before.lower_, before.text)} "
    return found or _of_not_one(tokens) or _of_none(tokens, head)


def _of_not_one(tokens: list[Token]) -> dict[int, str]:
    """Return the same for "not one drop", "not a single soldier" at the beginning."""
    first = next((t for t in tokens if not t.is_punct), tokens[0])
    if not is_not_one(first):
        return {}
    one = first.nbor()
    return {offset(first): "", offset(one): one.text.capitalize() + one.whitespace_}


def _carriers(head: Token) -> list[Token]:
    """Return what a "not" may hang on that turns the main verb: "is not able to", "no longer"."""
    return [c for c in head.children if c.dep_ in {"aux", "auxpass", "advmod", "acomp", "xcomp"}]


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
            return {offset(token): article if part.tag_ in {"NN", "NNP"} else ""}
    return {}
