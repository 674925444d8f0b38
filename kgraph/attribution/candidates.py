"""Which sentences may hold a cue of the table: by their words alone, so that few need a parse."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kgraph.edge_types import load_edge_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgraph.linguistics import ParsedArticle

_WORD = re.compile(r"[^\W\d_]+")
_NOUN_AFTER = frozenset(
    "a an the this these those its his her their our my your no any some of in for with every each"
    " both all into on at by from between among".split()
)
_AFTER_NOUN = frozenset("that of for about against to by from".split())  # "the claim that"
_PAST = frozenset({"said", "told", "wrote", "heard"})
_CLAUSE_BEGINS = frozenset(
    "that the a an he she it they we i you there this these those his her its their our my no not"
    " all some any how why what who whom whether if when where on as to in by only about".split()
)
_ACCORDING = "according"


def candidates(parsed: ParsedArticle, without: Iterable[tuple[int, int]] = ()) -> Iterator[int]:
    """Yield the places of the sentences in which a word may be a cue of the table.

    Args:
        parsed: The article.
        without: Offsets of cues that are known already and need no parse.
    """
    known = sorted(without)
    for number, (start, end) in enumerate(parsed.sentences):
        inside = [k for k in known if start <= k[0] < end]
        if _may_have_cue(parsed, start, end, inside):
            yield number


def is_plain(parsed: ParsedArticle, cue: str, content: str) -> bool:
    """Return whether a cue is one plain verb, of which no frame asks for more ("said").

    In "claimed | responsibility for it" the content begins with what a frame asks for.
    """
    lemmas = parsed.possible_lemmas(cue.strip(" ,:").lower())
    heads = [h for h in lemmas if h in _verb_frames()]
    first = _WORD.match(content.lower())
    begins = set(parsed.possible_lemmas(first.group())) if first else set()
    more = any(words and words <= begins for h in heads for words in _verb_frames()[h])
    return bool(heads) and not more and all(h in _plain_heads() for h in heads)


def may_be_typed(parsed: ParsedArticle, cue: str) -> bool:
    """Return whether any word of a cue may head a frame, or be a noun, of the table."""
    lemmas = {x for w in _WORD.findall(cue.lower()) for x in parsed.possible_lemmas(w)}
    return not (_verb_frames().keys() | _nouns()).isdisjoint(lemmas)


def _may_have_cue(
    parsed: ParsedArticle, start: int, end: int, known: list[tuple[int, int]]
) -> bool:
    words = [(m.start() + start, m.group()) for m in _WORD.finditer(parsed.text[start:end])]
    there: set[str] | None = None
    for k, (place, written) in enumerate(words):
        if any(s <= place < e for s, e in known):
            continue
        word = written.lower()
        if word == _ACCORDING:
            return True
        lemmas = parsed.possible_lemmas(word)
        after = words[k + 1][1] if k + 1 < len(words) else ""
        if after in _AFTER_NOUN and not _nouns().isdisjoint(lemmas):
            return True
        heads = [h for h in lemmas if h in _verb_frames()]
        if not heads or not _may_be_verb(word, words[k - 1][1] if k else ""):
            continue
        if all(h in _plain_heads() for h in heads) and not _says(parsed.text, place, written):
            continue
        if there is None:
            there = {x for _, w in words for x in parsed.possible_lemmas(w.lower())}
        if any(needed <= there for h in heads for needed in _verb_frames()[h]):
            return True
    return False


def _may_be_verb(word: str, before: str) -> bool:
    """Return whether nothing right before the word makes a noun of it ("the claim")."""
    return before.lower() not in _NOUN_AFTER or word.endswith("ing")


def _says(text: str, place: int, word: str) -> bool:
    """Return whether a plain verb's form may be one: the past, or what goes on as a clause may.

    "The state officials", "swing states won" and "State Department" name things.
    """
    if word.endswith(("ed", "ing")) or word.lower() in _PAST:
        return True
    rest = text[place + len(word) : place + len(word) + 20]
    follows = _WORD.match(rest.lstrip(" "))
    if word[0].isupper() and place and text[place - 1] == " ":
        return follows is None or not follows.group()[0].isupper()
    return follows is None or follows.group()[0].isupper() or follows.group() in _CLAUSE_BEGINS


@cache
def _verb_frames() -> Mapping[str, tuple[frozenset[str], ...]]:
    """Return the further words of each frame, by the head's lemma."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for edge_type in load_edge_types().values():
        for frame in edge_type.verbs:
            found[frame.head].add(frozenset(frame.words))
    return {head: tuple(sorted(words, key=sorted)) for head, words in found.items()}


@cache
def _plain_heads() -> frozenset[str]:
    """Return the heads of plain verbs that no other frame shares."""
    plain, other = set(), set()
    for edge_type in load_edge_types().values():
        for frame in edge_type.verbs:
            simple = edge_type.plain and not (frame.words or frame.target or frame.needs)
            # a frame that is negated or has more words shows in a cue of more words than one
            if simple:
                plain.add(frame.head)
            elif not (frame.words or frame.negated):
                other.add(frame.head)
    return frozenset(plain - other)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(n for row in load_edge_types().values() for n in row.nouns)
