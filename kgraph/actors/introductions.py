"""Parsed article -> the names in it, read before any mention: of persons, of bodies, with roles."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kgraph.actors.mentions import read_mention
from kgraph.actors.names import body_name
from kgraph.actors.roles import last_role
from kgraph.gazetteer import scan
from kgraph.linguistics import offset

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kgraph.actors.mentions import Mention
    from kgraph.linguistics import ParsedArticle

_FULL_NAME = range(2, 5)  # words of a full personal name
_MISTAKEN = frozenset({"GPE", "NORP", "ORG"})
_LONGEST_TITLE = 4  # words of a title before a name


def body_names(parsed: ParsedArticle) -> list[str]:
    """Return organisations' names of several words, as the parser sees them, frequent first."""
    found: Counter[str] = Counter()
    for doc in parsed.docs:
        for ent in doc.ents:
            name = body_name(ent.text)
            plain = all(t.pos_ in {"PROPN", "NOUN", "ADJ"} for t in ent if t.text[:1].isupper())
            if ent.label_ == "ORG" and len(name.split()) > 1 and name[:1].isupper() and plain:
                found[name] += not scan(name)
    return [name for name, n in found.most_common() if n]


def full_names(parsed: ParsedArticle) -> list[tuple[int, str]]:
    """Return the full personal names in the text and where they stand, in text order."""
    found = []
    for doc in parsed.docs:
        for ent in doc.ents:
            name = re.sub(r"['’]s?$", "", ent.text).strip()
            words = name.split()
            if len(words) not in _FULL_NAME or not all(w[:1].isupper() for w in words):
                continue
            # small models take surnames for places: a known title before the name tells better
            person = ent.label_ == "PERSON" or (ent.label_ in _MISTAKEN and _follows_title(ent))
            if person and not scan(name):
                found.append((offset(ent[0]), name))
    return sorted(found)


def introductions(parsed: ParsedArticle) -> list[tuple[str, Mention]]:
    """Return persons' full names with the mentions that give them an affiliation, in text order."""
    found = []
    for doc in parsed.docs:
        for ent in doc.ents:
            before = [t for t in ent.root.lefts for t in t.subtree]
            tokens = sorted({*before, *ent}, key=lambda t: t.i)
            if len(ent) == 1 or not before or tokens[-1].i != ent.end - 1:
                continue
            mention = read_mention(tokens)
            if mention and mention.kind == "person" and mention.affiliation:
                found.append((mention.name, mention))
    return found


def _follows_title(ent: Span) -> bool:
    """Return whether the words just before a name end in a role."""
    before = list(ent.doc[max(0, ent.start - _LONGEST_TITLE) : ent.start])
    return bool(before) and last_role(before)[0] == len(before)
