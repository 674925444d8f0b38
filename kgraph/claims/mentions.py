"""Words of an article -> mentions of a happening: of what family, and what was struck."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kgraph.claims.deeds import kind_of, weak_family
from kgraph.days import is_calendar
from kgraph.gazetteer import find_demonym, scan
from kgraph.lexicon import load_lexicon, load_words
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Token

BROAD = "broad"
ANY = "any"
"""Family of a happening whose words leave it open."""

_WRONG = "wrong"  # to lie or to cheat is no "attack"
_PREPOSITIONS = frozenset({"on", "against", "at", "in", "of", "into", "upon", "near", "through"})
_KEPT = frozenset({"compound", "poss", "conj", "amod", "nmod", "appos"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their"})
_INITIALS = 2  # letters of words too short to tell what was struck
_NAMES_KEPT = 8  # of an article, as context
_NAMES_KNOWN = 16  # of an article, to find others on the same affair
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]{2,}")
_CAPITAL = re.compile(r"\b[A-Z][\w-]{2,}")
LAUNCHES = frozenset(
    "fire launch send hurl throw shoot aim drop lob fly steer drive direct use carry".split()
)
"""What one does with what one strikes with."""

_PARTS = frozenset(
    "one two three some several many most part parts number dozens scores hundreds".split()
)
_IRREGULAR = (
    "struck stole blew blown shot sank sunk slain spilt tore torn broke caught threw shed sawn"
    " brought hid took lay lying"
).split()


@dataclass(slots=True)
class EventMention:
    """A word that names a happening.

    Attributes:
        token: The word.
        kind: Family of the happening, or ``ANY``.
        keys: What was struck: slugs of countries and folded words.
        names: Those of the keys that are names.
        place: The words for what was struck, or None.
        definite: Whether it is "the" or "this".
        weak: Whether the word harms only what is known to have been struck.
    """

    token: Token
    kind: str
    keys: frozenset[str]
    names: frozenset[str]
    place: str | None
    definite: bool
    weak: bool = False


def lines_with_acts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines in which a word may name a happening: only they are parsed."""
    acts = _act_words()
    for line in re.finditer(r"[^\n\r]+", text):
        if acts.search(line[0]):
            yield line.span()


@cache
def _act_words() -> re.Pattern[str]:
    """Return what finds any form of a word for an act."""
    lexicon = load_lexicon()
    words = {w.split()[0] for w in (*lexicon.acts, *lexicon.weak, *lexicon.generic)}
    forms = {f for w in words for f in (w, w.removesuffix("e"), w.removesuffix("y"))}
    stems = "|".join(sorted(map(re.escape, forms.union(_IRREGULAR)), key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:{stems})[a-z]{{0,4}}\b", re.IGNORECASE)


def same_family(a: str, b: str) -> bool:
    """Return whether words of two families may mean one happening."""
    return a == b or (ANY in {a, b} and _WRONG not in {a, b})


def _share(
    keys: Collection[str], names: Collection[str], others: Collection[str], their: Collection[str]
) -> bool:
    """Return whether two things struck may be one; if both have names, they must share one."""
    if names and their:
        return not set(names).isdisjoint(their)
    return not set(keys).isdisjoint(others)


def touch(a: EventMention, b: EventMention) -> bool:
    """Return whether two mentions may be of one happening."""
    return same_family(a.kind, b.kind) and _share(a.keys, a.names, b.keys, b.names)


def find_mention(token: Token) -> EventMention | None:
    """Return the mention of a happening that a word is, or None."""
    lexicon, word = load_lexicon(), lemma(token)
    kind = kind_of(token)
    weak = weak_family(token) if kind is None else None
    if token.pos_ == "NOUN" and word in lexicon.generic:
        kind = kind or ANY
    if (
        (kind is None and weak is None)
        or token.pos_ not in {"NOUN", "VERB", "PROPN"}
        or token.dep_ in {"compound", "amod"}
    ):
        return None
    if kind is None:
        made = dataclasses.replace(mention_of(token, str(weak), struck_words(token)), weak=True)
        return made if made.keys and not made.keys & lexicon.figures else None
    family = ANY if word in lexicon.generic else lexicon.families.get(kind, kind)
    if word in lexicon.classes["broad"]:
        family = BROAD  # the bombing of a market is no genocide
    return mention_of(token, family, struck_words(token))


def mention_of(token: Token, kind: str, struck: list[Token]) -> EventMention:
    """Return the mention that a word of a family makes with the words for what was struck."""
    words = " ".join(t.text for t in struck)
    places = [(e.government or e.id) for _, _, e, s in scan(words) if s != "demonym"]
    proper = (t for t in struck if t.pos_ == "PROPN" and not find_demonym(t.text))
    names = {*places, *(lemma(t) for t in proper if _tells(t))}
    things = {lemma(t) for t in struck if t.pos_ == "NOUN" and _tells(t)}
    return EventMention(
        token,
        kind,
        frozenset(names | things),
        frozenset(names),
        words or None,
        definite=any(c.lower_ in _DEFINITE for t in struck for c in t.children),
    )


def _tells(token: Token) -> bool:
    """Return whether a word can tell what was struck: "people" and "Tuesday" cannot."""
    return (
        len(token.text) > _INITIALS
        and lemma(token) not in load_lexicon().classes["anything"]
        and not is_calendar(token.text)
    )


def struck_words(token: Token) -> list[Token]:
    """Return the words for what was struck: object, "on ...", or a place before the noun."""
    heads: list[Token] = []
    for child in token.children:
        if child.dep_ in {"dobj", "nsubjpass"} and token.pos_ == "VERB" and not _is_means(child):
            heads.append(child)
        if child.dep_ == "prep" and lemma(child) in _PREPOSITIONS and child.i > token.i:
            heads += [
                c
                for c in child.children
                if c.dep_ == "pobj"
                and not is_calendar(c.text)
                and (lemma(child) != "in" or c.pos_ == "PROPN")
            ]
        if child.dep_ == "compound" and token.tag_ == "NN" and token.text.endswith("ing"):
            heads.append(child)  # "ballot stuffing"
        if (
            child.dep_ in {"compound", "nmod"}
            and token.pos_ == "NOUN"
            and child.pos_ == "PROPN"
            and not find_demonym(child.text)
            and not is_calendar(child.text)
        ):
            heads.append(child)
    heads = [_whole_of(h) for h in heads]
    heads += [p for h in heads for p in _where(h)]
    words = [
        t
        for h in heads
        if h.pos_ != "PRON"
        for t in [h, *(c for c in h.subtree if c.dep_ in _KEPT and c.pos_ in {"PROPN", "NOUN"})]
    ]
    return sorted(set(words), key=lambda t: t.i)


def _whole_of(head: Token) -> Token:
    """Return what a thing is one or some of ("one of its | vessels"), else the thing itself."""
    if head.lower_ not in _PARTS:
        return head
    below = (c for p in head.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj")
    return next(below, head)


def _where(head: Token) -> Iterator[Token]:
    """Yield the named places of a thing: Karachi of "a mosque in Karachi"."""
    for child in head.children:
        if child.dep_ == "prep" and lemma(child) in {"in", "at", "near"}:
            yield from (c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN")


def _is_means(token: Token) -> bool:
    """Return whether what a verb takes is what one strikes with ("fired rockets at the tanks")."""
    struck = any(
        c.dep_ == "prep" and lemma(c) in {"at", "on", "into", "against"}
        for c in token.head.children
    )
    launched = lemma(token.head) in LAUNCHES
    return launched and struck and lemma(token) in load_lexicon().instruments


def main_names(text: str) -> tuple[str, ...]:
    """Return the names that a text mentions most: capitals within sentences, no days or months."""
    words = (w for m in _NAME.finditer(text) for w in m[0].split("-") if w[:1].isupper())
    found = Counter(w.lower() for w in words if not is_calendar(w))
    most = sorted(found, key=lambda name: (-found[name], name))[:_NAMES_KEPT]
    return tuple(sorted(most))


def known_names(text: str) -> tuple[str, ...]:
    """Return the names by which other articles on the same affair are known, most frequent first.

    A capital at the start of a sentence counts where the word is in no dictionary.
    """
    words = load_words()
    within = {w for m in _NAME.finditer(text) for w in m[0].split("-")}
    found = Counter(
        w.lower()
        for m in _CAPITAL.finditer(text)
        for w in m[0].split("-")
        if w[:1].isupper() and (w in within or w.lower() not in words) and not is_calendar(w)
    )
    return tuple(sorted(found, key=lambda name: (-found[name], name))[:_NAMES_KNOWN])
