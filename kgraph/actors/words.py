"""Text or tokens -> ``Word``: what stands between spaces, with the marks around it set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kgraph.gazetteer import scan
from kgraph.lexicon import load_lexicon, load_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from kgraph.gazetteer import Entry, Sense

_WORD = re.compile(
    r"[,;:()\[\]“”\"«»…—]|[.!?](?=\s|$)|[^\s,;:()\[\]“”\"«»…—]+?(?=[.!?]?(?:[\s,;:()\[\]“”\"«»…—]|$))"
)
_ABBREVIATED = re.compile(
    r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|St|Inc|Corp|Ltd|Co|Rev|Brig|Cpl"
    r"|Jr|Sr|Hon|[A-Z](?:\.[A-Z])+|[a-z]\.[a-z])\Z"
)
_COMPOUND = re.compile(
    r"[A-Z][^-\u2011]*[-\u2011](?:based|led|backed|born|run|owned|style|era|wide|aged|[a-z]+ed)\Z"
)
_OWNER = re.compile(r"(?:['’]s|(?<=s)['’])\Z")
_KNOWN = 1 << 16  # different words that are remembered
_PLURALS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("men", "man"),
    ("people", "person"),
    ("s", ""),
)


@lru_cache(maxsize=_KNOWN)
def _bare(text: str) -> str:
    """Return a word without a possessive."""
    return _OWNER.sub("", text)


@lru_cache(maxsize=_KNOWN)
def _is_capital(text: str) -> bool:
    """Return whether a word begins with a capital, or has one after a particle."""
    first = next((c for c in text if c.isalpha()), "")
    if _COMPOUND.search(text):  # "Dubai-based"
        return False
    return first.isupper() or bool(re.match(r"(?:al|el|as|an|ar|ash|d|l)[-\u2011’'][A-Z]", text))


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a mark of punctuation, and where it begins in its text.

    Attributes:
        text: As it is written, an abbreviation with its point.
        start: Offset in the text it was cut from.
        verb: Whether a parser holds it for a verb.
        modifies: Whether a parser holds it for a modifier of the next.
        noun: Whether a parser holds it for a plural noun, where one has been asked.
    """

    text: str
    start: int
    noun: bool = False
    verb: bool = False
    modifies: bool = False

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    @property
    def lower(self) -> str:
        """The word in lower case, without a possessive."""
        return self.bare.lower()

    @property
    def bare(self) -> str:
        """The word without a possessive."""
        return _bare(self.text)

    @property
    def owns(self) -> bool:
        """Whether it is a possessive ("Kenya's")."""
        return self.bare != self.text

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, or has one after a particle ("al-Bayati")."""
        return _is_capital(self.text)

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not any(c.isalnum() for c in self.text)


def words_in(text: str) -> list[Word]:
    """Return the words and marks of a text.

    >>> [w.text for w in words_in("Lt. Gen. Amir Yaron, Iran's enemy, left.")]
    ['Lt.', 'Gen.', 'Amir', 'Yaron', ',', "Iran's", 'enemy', ',', 'left', '.']
    """
    found: list[Word] = []
    for match in _WORD.finditer(text):
        closes = match[0] == "." and found and found[-1].end == match.start()
        if closes and _ABBREVIATED.match(found[-1].text):
            found[-1] = Word(found[-1].text + ".", found[-1].start)
            continue
        found.append(Word(match[0], match.start()))
    return found


def words_of(tokens: list[Token]) -> tuple[str, list[Word]]:
    """Return the text of some tokens and its words, common nouns marked as the parser has them."""
    text = "".join(t.text_with_ws for t in tokens)
    offsets, place = {}, 0
    for token in tokens:
        offsets[place] = token
        place += len(token.text_with_ws)
    made = []
    for word in words_in(text):
        first = offsets.get(word.start)
        plural = first is not None and first.tag_ == "NNS" and not _is_strange(word)
        verb = first is not None and first.tag_.startswith("VB")
        modifies = first is not None and first.dep_ in {"amod", "compound", "nmod"}
        made.append(Word(word.text, word.start, plural, verb, modifies))
    return text, made


def _is_strange(word: Word) -> bool:
    """Return whether a capitalised word is none of English, so a name whatever its tag."""
    return word.capital and load_words().isdisjoint({word.lower, singular(word.bare)})


def written(text: str, words: list[Word]) -> str:
    """Return the text from the first to the last of some words."""
    return text[words[0].start : words[-1].end] if words else ""


def entries_over(text: str, words: list[Word]) -> dict[int, tuple[Entry, Sense]]:
    """Return the gazetteer's entry and sense of each word, by position, that is part of one."""
    found: dict[int, tuple[Entry, Sense]] = {}
    for start, end, entry, sense in scan(text):
        for k, word in enumerate(words):
            if word.start < end and start < word.end:
                found[k] = (entry, sense)
    return found


def singular(word: str) -> str:
    """Return a plain noun in lower case and the singular, as far as English is regular."""
    word = word.lower()
    for plural, single in _PLURALS:
        if word.endswith(plural) and len(word) > len(plural) + 1 and not word.endswith("ss"):
            return word[: -len(plural)] + single
    return word


def in_class(word: str, *names: str) -> bool:
    """Return whether a noun, or its singular, is of one of the lexicon's classes."""
    classes = load_lexicon().classes
    return any(w in classes[name] for name in names for w in (word.lower(), singular(word)))


def any_in_class(words: Iterable[Word], *names: str) -> bool:
    """Return whether one of some words is of one of the lexicon's classes."""
    return any(in_class(word.bare, *names) for word in words)
