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


def is_plain(parsed: ParsedArticle, cue: str) -> bool:
    """Return whether a cue is one plain verb, of which no frame asks for more ("said")."""
    lemmas = parsed.possible_lemmas(cue.strip(" ,:").lower())
    heads = [h for h in lemmas if h in _verb_frames()]
    return bool(heads) and all(h in _plain_heads() for h in heads)


def may_be_typed(parsed: ParsedArticle, cue: str) -> bool:
    """Return whether any word of a cue may head a frame, or be a noun, of the table."""
    lemmas = {x for w in _WORD.findall(cue.lower()) for x in parsed.possible_lemmas(w)}
    return not (_verb_frames().keys() | _nouns()).isdisjoint(lemmas)


def _may_have_cue(
    parsed: ParsedArticle, start: int, end: int, known: list[tuple[int, int]]
) -> bool:
    words = [(m.start() + start, m.group().lower()) for m in _WORD.finditer(parsed.text[start:end])]
    there: set[str] | None = None
    previous = ""
    for k, (place, word) in enumerate(words):
        before, previous = previous, word
        if any(s <= place < e for s, e in known):
            continue
        if word == _ACCORDING:
            return True
        lemmas = parsed.possible_lemmas(word)
        after = words[k + 1][1] if k + 1 < len(words) else ""
        if after in _AFTER_NOUN and not _nouns().isdisjoint(lemmas):
            return True
        heads = [h for h in lemmas if h in _verb_frames()]
        if not heads or (before in _NOUN_AFTER and not word.endswith("ing")):
            continue
        if there is None:
            there = {x for _, w in words for x in parsed.possible_lemmas(w)}
        if any(needed <= there for h in heads for needed in _verb_frames()[h]):
            return True
    return False


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
