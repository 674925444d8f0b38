"""A mention of a happening -> its words: "the attack on the Kremlin", "the poisoning of N"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.claims.mentions import LAUNCHES, struck_words
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMING = frozenset({"compound", "poss", "case", "amod", "det", "nummod"})
_ON = frozenset({"attack", "strike", "raid", "assault"})
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")  # one short syllable: cut, rig, stab
_HEADS = frozenset({"dobj", "nsubjpass", "pobj"})
_HYPHENS = frozenset("-–")
_LABEL_WORDS = 9


def event_label(token: Token) -> str:
    """Return a mention in words, from its first modifier to what was struck."""
    if token.pos_ == "VERB":
        found = [t for t in struck_words(token) if t.dep_ in _HEADS]
        struck = next((t for t in found if t.head == token), next(iter(found), None))
        if struck is None:
            return f"the {gerund(lemma(token))}"
        named = [t for t in struck.subtree if t == struck or _is_naming(t, struck)]
        told = "".join(_written(t) + (t.whitespace_ or " " * _ends(t, named)) for t in named)
        what = " ".join(told.split()[-_LABEL_WORDS:])
        if lemma(token) in _ON:
            return f"the {lemma(token)} on {what}"
        aimed = struck.dep_ == "pobj" and struck.head.lower_ != "of"
        if aimed and lemma(token) in LAUNCHES:  # "fired rockets at the tanks"
            return f"the attack on {what}"
        if aimed and not any(c.dep_ in {"dobj", "nsubjpass"} for c in token.children):
            return f"the {gerund(lemma(token))} {struck.head.lower_} {what}"  # "crashed in"
        return f"the {gerund(lemma(token))} of {what}"
    kept = [c for c in token.children if c.dep_ == "compound" and c.i < token.i]
    after = [
        t
        for c in token.children
        if c.dep_ == "prep" and lemma(c) in {"on", "against", "at", "of"}
        for t in c.subtree
        if not _is_clause(t, c)
    ]
    words = [t.text_with_ws for t in sorted({*kept, token, *after}, key=lambda t: t.i)]
    return "the " + " ".join("".join(words).split()[:_LABEL_WORDS]).rstrip(" ,;")


def _written(token: Token) -> str:
    """Return a word as it stands within a sentence in positive form ("our boat", "no bird")."""
    if token.lower_ == "no":
        return "a"
    if token.lower_ in {"our", "my"}:
        return "the"
    return token.text.lower() if token.pos_ in {"DET", "PRON", "NUM"} else token.text


def _ends(token: Token, named: list[Token]) -> bool:
    """Return whether a word is not joined to the next in a label."""
    return token != named[-1] and token.nbor() not in named


def _is_naming(token: Token, head: Token) -> bool:
    """Return whether a word below a noun names what is meant, by a direct line of such words."""
    while token != head:
        if token.dep_ not in _NAMING and token.text not in _HYPHENS:
            return False
        token = token.head
    return True


def _is_clause(token: Token, above: Token) -> bool:
    """Return whether a word stands in a clause below another, or marks one off."""
    while token != above:
        mark = token.dep_ == "punct" and token.text not in _HYPHENS
        if mark or token.dep_ in {"relcl", "acl", "advcl"}:
            return True
        token = token.head
    return False


def gerund(verb: str) -> str:
    """Return the -ing form of a verb.

    >>> gerund("poison"), gerund("sever"), gerund("cut"), gerund("seize"), gerund("tie")
    ('poisoning', 'severing', 'cutting', 'seizing', 'tying')
    """
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if _DOUBLED.fullmatch(verb):
        return verb + verb[-1] + "ing"
    return verb + "ing"
