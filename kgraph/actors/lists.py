"""A list of names -> its parts: "Putin, his officials and state media" is three."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING

from kgraph.actors.phrases import OWN_PRONOUNS, body_phrase, read_phrase
from kgraph.actors.proper import PREPOSITIONS
from kgraph.actors.roles import last_role
from kgraph.actors.words import Word, entries_over, words_in, words_of, written
from kgraph.gazetteer import find_demonym, find_entry
from kgraph.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kgraph.actors.phrases import Phrase

_ANDS = frozenset({"and", "or", "nor", "&"})
_FINITE = frozenset({"VBZ", "VBP"})
_BOTH = frozenset({"both", "neither", "either"})
_ARTICLES = frozenset({"a", "an", "the"})
_EXAMPLES = (("such", "as"), ("including",))
_ASIDES = frozenset({"who", "whose", "which", "where", "speaking", "citing"})


def read_phrases(tokens: list[Token], *, loose: bool = False) -> list[Phrase]:
    """Return the phrases in the words of a source or target: several for a list of names.

    Loosely, any plural with a country is a group of people ("British divers").
    """
    tokens = [t for t in tokens if not t.is_space]
    text, words = words_of(tokens)
    if _is_one_name(tokens, words):
        return [body_phrase(text, words)]
    return parts_of(text, words, loose=loose)


def _is_one_name(tokens: list[Token], words: list[Word]) -> bool:
    """Return whether names with "and" between are one body's, by its verb ("X and Y has said")."""
    inner = words[1:] if words and words[0].lower == "the" else words
    plain = [w for w in inner if w.lower not in {"and", "&"}]
    if len(plain) in {0, len(inner)} or not all(w.capital and not w.mark for w in plain):
        return False
    inside = {t.i for t in tokens}
    verbs = {t.head for t in tokens if t.head.i not in inside and t.dep_ == "nsubj"}
    finite = [v for verb in verbs for v in (verb, *verb.children) if v.tag_ in _FINITE]
    return bool(finite) and all(v.tag_ == "VBZ" for v in finite)


def parts_of(text: str, words: list[Word], *, loose: bool = False) -> list[Phrase]:
    """Return the phrases of a list, or the one phrase where it is none."""
    whole = read_phrase(text, words, loose=loose)
    if whole is not None and (whole.form == "mutual" or find_entry(written(text, words))):
        return [whole]
    if named := _examples(text, words, loose=loose):
        return named
    parts = _split(text, words)
    if len(parts) > 1:
        found = [p for part in parts if (p := _read_part(text, part, loose=loose))]
        if len(found) > 1 and not (found[0].form == "described" and found[1].form == "pronoun"):
            return found
    return [whole] if whole else []


def _examples(text: str, words: list[Word], *, loose: bool) -> list[Phrase]:
    """Return a group and those named of it ("officials, such as Peskov"); none where none are."""
    lower = [w.lower for w in words]
    for k, opening in ((k, o) for k in range(1, len(words)) for o in _EXAMPLES):
        if tuple(lower[k : k + len(opening)]) == opening and words[k + len(opening) :]:
            group = words[:k] if words[k - 1].text != "," else words[: k - 1]
            whole = parts_of(text, group, loose=loose) if group else []
            named = parts_of(text, words[k + len(opening) :], loose=loose)
            return [*whole, *named] if whole and any(p.form == "name" for p in named) else []
    return []


def _read_part(text: str, part: list[Word], *, loose: bool) -> Phrase | None:
    """Return the phrase of a part, whose noun may stand with the last part only."""
    last = part[-1]
    if all(b.start - a.end <= 1 or b.mark for a, b in pairwise(part)) or not find_demonym(
        part[0].bare
    ):
        return read_phrase(text, part, loose=loose)
    shown = f"{part[0].text} {text[part[1].start : last.end]}"
    made = read_phrase(shown, words_in(shown), loose=loose)
    return dataclasses.replace(made, start=part[0].start, words=part[0].text) if made else None


def _split(text: str, words: list[Word]) -> list[list[Word]]:
    """Return the parts between commas and "and", an apposition with what it belongs to."""
    joints = [k for k in _joints(text, words) if k]
    if not any(words[k].lower in _ANDS for k in joints):
        return [words]
    if words[0].lower in _BOTH:
        words, joints = words[1:], [k - 1 for k in joints]
    cuts = [-1, *joints, len(words)]
    parts = [words[a + 1 : b] for a, b in pairwise(cuts)]
    parts = [p for p in parts if p and any(not w.mark for w in p)]
    if any(w.lower in _ASIDES for p in parts for w in p[:1]):
        return [words]
    shared = _shared_noun(parts)
    return _with_appositions(text, shared or parts)


def _joints(text: str, words: list[Word]) -> list[int]:
    """Return where commas and "and" stand that join parts, not inside names and roles."""
    entries = entries_over(text, words)
    found = []
    for k, word in enumerate(words):
        if word.lower not in _ANDS and word.text != ",":
            continue
        inside = (
            k - 1 in entries
            and k + 1 in entries
            and entries[k - 1] is entries[k + 1]
            and k in entries
        )
        if (
            inside
            or _is_in_name(words, k)
            or (word.lower in _ANDS and (_is_in_role(words, k) or _shares_role(words, k)))
        ):
            continue
        found.append(k)
    return found


def _is_in_name(words: list[Word], k: int) -> bool:
    """Return whether "&" stands inside a name ("Deane & Holt")."""
    return words[k].text == "&" and 0 < k < len(words) - 1 and words[k + 1].capital


def _is_in_role(words: list[Word], k: int) -> bool:
    """Return whether "and" stands inside a role or body ("Minister of Trade and Industry")."""
    before = words[:k]
    starts = [j for j, w in enumerate(before) if w.text == "," or w.lower in _ANDS]
    part = before[starts[-1] + 1 :] if starts else before
    prep = next((j for j, w in enumerate(part) if j and w.lower in PREPOSITIONS), None)
    if k + 1 >= len(words):
        return True
    after = words[k + 1]
    if prep is None:
        named = words[k - 1].capital and after.capital and not find_demonym(words[k - 1].bare)
        return bool(named) and _is_ministry(words, k)
    fresh = (
        after.lower in _ARTICLES | OWN_PRONOUNS
        or last_role([w.bare for w in words[k + 1 : k + 4]])[1]
    )
    named = any(w.capital for w in part[:prep]) and not last_role([w.bare for w in part[:prep]])[1]
    return not (fresh or named)


def _shares_role(words: list[Word], k: int) -> bool:
    """Return whether two bodies share a role ("some military and intelligence officials")."""
    if not 0 < k < len(words) - 2 or (k > 1 and words[k - 2].lower == "the"):
        return False
    bodies = load_lexicon().classes["body"]
    end, klass = last_role([words[k + 2].bare])
    return (
        bool(end)
        and klass in {"official", "people"}
        and {words[k - 1].lower, words[k + 1].lower} <= bodies
    )


def _is_ministry(words: list[Word], k: int) -> bool:
    """Return whether "and" joins two words of an office ("Trade and Industry Minister")."""
    if k + 2 >= len(words):
        return False
    end, klass = last_role([w.bare for w in words[k + 2 : k + 3]])
    return bool(end) and klass == "official" and not last_role([w.bare for w in words[:k]])[1]


def _shared_noun(parts: list[list[Word]]) -> list[list[Word]] | None:
    """Return "Turkish officials", "Greek officials" for "Turkish and Greek officials"."""
    *firsts, last = parts
    alone = all(len(p) == 1 and find_demonym(p[0].bare) and not p[0].owns for p in firsts)
    if not alone or len(last) < 2 or not find_demonym(last[0].bare):  # noqa: PLR2004 - with its noun
        return None
    return [*[[p[0], *last[1:]] for p in firsts], last]


def _with_appositions(text: str, parts: list[list[Word]]) -> list[list[Word]]:
    """Return the parts, "X, a spokesman" as one with a comma between."""
    made: list[list[Word]] = []
    described = False
    for part in parts:
        before = made[-1] if made else []
        named = bool(before) and before[-1].capital and not find_demonym(before[-1].bare)
        comma = bool(before) and text[before[-1].end : part[0].start].strip() == ","
        apposed = comma and named and _is_apposition(part)
        again = comma and bool(before) and _is_title_before(text, before, part)
        goes_on = (
            described and not part[0].capital and part[0].lower not in _ARTICLES | OWN_PRONOUNS
        )
        described = apposed or (described and goes_on)
        if apposed or again or goes_on:
            made[-1] = [*before, Word(",", before[-1].end), *part]
        else:
            made.append(part)
    return made


def _is_apposition(part: list[Word]) -> bool:
    """Return whether words after a name and a comma describe it ("a baker", "34", "head of X")."""
    if part[0].lower in {"a", "an"} or part[0].text.isdigit():
        return True
    if part[0].lower in OWN_PRONOUNS:
        return False
    end, klass = last_role([w.bare for w in part])
    prep = next((j for j, w in enumerate(part) if w.lower in PREPOSITIONS), len(part))
    return bool(klass) and end >= prep - 1 and not any(w.capital for w in part[end:prep])


def _is_title_before(text: str, before: list[Word], part: list[Word]) -> bool:
    """Return whether a name follows its description ("the prime minister, Alice Harding")."""
    end, klass = last_role([w.bare for w in before])
    return (
        bool(klass)
        and end == len(before)
        and all(w.capital for w in part)
        and bool(written(text, part))
    )
