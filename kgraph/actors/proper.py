"""Words of a noun phrase -> the proper name in it, and whether that is a body's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.actors.roles import is_role_word, last_role
from kgraph.gazetteer import find_demonym, find_entry
from kgraph.lexicon import load_lexicon
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_INNER = frozenset({"of", "for", "and", "&", "-"})
_JOINING = _INNER | frozenset("the al bin van von de der el da on".split())
_SUFFIXES = frozenset("Corp Inc Ltd LLC plc PLC AG SA GmbH Co Group Holdings SE NV".split())
_FULL_NAME = 2  # words of most personal names
_SHORT = 4  # letters from which a stop word may be a name ("May" is too short to tell)


def text_of(tokens: list[Token]) -> str:
    """Return the words as they are written, without space around them."""
    return "".join(t.text_with_ws for t in tokens).strip()


def name_words(tokens: list[Token]) -> list[Token]:
    """Return the proper name in some words: the capitalised run about their head.

    Left of it stand roles, countries and words that are capital only for beginning a sentence.
    """
    role_end, _ = last_role(tokens)
    capital = [k for k, t in enumerate(tokens) if _is_name_word(t, tokens)]
    named = [k for k in capital if k >= role_end]
    head = head_of(tokens)
    heads = [k for k in named if not _is_under_preposition(tokens[k], head)]
    if (
        not heads
        and named
        and find_entry(tokens[max(0, named[-1] - 1)].text) is None
        and _follows_entry(tokens, named)
    ):
        heads = named  # "President of Ukraine Volodymyr Zelensky", which parsers misread
    if not heads:
        return []
    start = end = max(heads)
    while end + 2 < len(tokens) and tokens[end + 1].lower_ in _INNER and end + 2 in capital:
        end += 2
        while end + 1 in capital:
            end += 1
    while start > role_end and (start - 1 in capital or _joins(tokens, start - 1)):
        start -= 1
    run = tokens[start : end + 1]
    while len(run) > _FULL_NAME and find_entry(
        run[0].text
    ):  # "President of Ukraine Volodymyr Zelensky"
        run = run[1:]
    modifier = head not in run and head.i > run[-1].i and head.pos_ == "NOUN"
    if modifier or find_entry(text_of(run)) or all(find_demonym(t.text) for t in run):
        return []  # "Rights groups", "the Brantley spokeswoman": a description
    return run


def _is_under_preposition(token: Token, head: Token) -> bool:
    """Return whether a word hangs on a preposition below the head ("analysts at Corbin Lyle")."""
    while token not in {head, token.head}:
        if token.dep_ == "pobj":
            return True
        token = token.head
    return False


def _follows_entry(tokens: list[Token], named: list[int]) -> bool:
    """Return whether a country or body stands just before or among the capitalised words."""
    return any(find_entry(tokens[k].text) for k in range(max(0, named[0] - 1), named[-1]))


def _is_name_word(token: Token, tokens: list[Token]) -> bool:
    """Return whether a word may be part of a name here: capitalised, no role, no lone adjective."""
    if not token.text[:1].isupper() or token.ent_type_ in {"DATE", "TIME"}:
        return False
    if token.is_stop and len(token.text) < _SHORT:
        return False
    if token.is_sent_start and token.pos_ != "PROPN" and len(tokens) > 1:
        return False
    after = tokens[tokens.index(token) + 1 :]
    return not is_role_word(token) or not after or after[0].lower_ in {"of", "for"}


def _joins(tokens: list[Token], k: int) -> bool:
    """Return whether a small word joins two words of a name ("Bureau of Investigation")."""
    before = next((t for t in reversed(tokens[:k]) if t.lower_ not in {"of", "the", "for"}), None)
    if tokens[k].lower_ not in _JOINING or before is None or not before.text[:1].isupper():
        return False
    return not is_role_word(before) and not find_demonym(before.text)


def is_body(name: list[Token], before: list[Token]) -> bool:
    """Return whether a name is an organisation's: by a word for a body, a suffix, or its label."""
    classes = load_lexicon().classes
    words = classes["body"] | classes["business"]
    if any(lemma(t) in words for t in (*name, *before)) or name[-1].text.strip(".") in _SUFFIXES:
        return True
    labels = {t.ent_type_ for t in name}
    # small models take many a full name for a body
    return "ORG" in labels and "PERSON" not in labels and len(name) != _FULL_NAME
