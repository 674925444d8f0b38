"""Mentions of a happening -> events: grouped within an article, merged over the corpus."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kgraph.claims.days import day_of, is_calendar
from kgraph.claims.deeds import kind_of, weak_family
from kgraph.gazetteer import find_demonym, scan
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset
from kgraph.syntax import lemma

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator

    from spacy.tokens import Token

    from kgraph.linguistics import ParsedArticle

_PREPOSITIONS = frozenset({"on", "against", "at", "in", "of", "into", "upon", "near", "through"})
_NAMING = frozenset({"compound", "poss", "case", "amod", "det", "nummod"})
_KEPT = frozenset({"compound", "poss", "conj", "amod", "nmod", "appos"})
ANY = "any"  # family of a happening whose words leave it open
_PRONOUNS = frozenset({"it", "them", "this", "that"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their"})
_ON = frozenset({"attack", "strike", "raid", "assault"})
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")  # one short syllable: cut, rig, stab
_IRREGULAR = (
    ("struck", "strike"), ("stole", "steal"), ("blew", "blow"), ("blown", "blow"), ("shot", "shoot"),
    ("sank", "sink"), ("sunk", "sink"), ("slain", "slay"), ("spilt", "spill"), ("tore", "tear"),
    ("torn", "tear"), ("broke", "break"), ("caught", "catch"), ("threw", "throw"), ("drew", "draw"),
    ("shed", "shed"), ("sawn", "saw"), ("brought", "bring"), ("hid", "hide"), ("took", "take"),
    ("forgot", "forget"), ("lay", "lie"), ("lying", "lie"), ("undermin", "undermine"),
)  # fmt: skip
_HEADS = frozenset({"dobj", "nsubjpass", "pobj"})
_INITIALS = 2  # letters of words too short to tell what was struck
_LABEL_WORDS = 9
_NAMES_KEPT = 8  # of an article, as context
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEvent:
    """A happening as one article tells of it.

    Attributes:
        kind: Family of the happening, ``any`` if its words leave that open.
        keys: What was struck: slugs of countries and folded words, sorted.
        names: Those of the keys that are names.
        context: The names that the article mentions most, sorted.
        labels: Mentions with what was struck, and how often, most frequent first.
        place: The words for what was struck, of the first mention.
        date: The day named beside a mention, or None.
        mentions: How many there are.
        weak: Whether only verbs tell of it that harm nothing by themselves ("cut the cable").
    """

    kind: str
    keys: tuple[str, ...]
    names: tuple[str, ...]
    context: tuple[str, ...]
    labels: tuple[tuple[str, int], ...]
    place: str | None
    date: dt.date | None
    mentions: int
    weak: bool = False


@dataclass(slots=True)
class _Mention:
    token: Token
    kind: str
    keys: frozenset[str]
    names: frozenset[str]
    place: str | None
    definite: bool
    weak: bool = False


class ArticleEvents:
    """The events of one article, and which of them a word means."""

    def __init__(self, parsed: ParsedArticle) -> None:
        """Find and group all mentions."""
        self._parsed = parsed
        self._names: dict[str, tuple[str, ...]] = {}
        self.lines = list(_lines_with_acts(parsed.text))
        tokens = (t for start, end in self.lines for t in parsed.tokens(start, end))
        mentions = [self._completed(m) for t in tokens if (m := _mention(t))]
        self._groups = _joined(_grouped([m for m in mentions if m.keys]))
        bare = Counter(m.kind for m in mentions if not m.keys)
        self._groups += _unnamed([m for m in mentions if not m.keys], self._groups)
        context = main_names(parsed.text)
        self.events = tuple(_event(parsed, g, bare, context) for g in self._groups)

    def event_of(self, token: Token | None) -> int | None:
        """Return the index of the event that a word means, or None.

        A word that says what was struck means that event; "the attack", "it" and nothing at all
        mean the one that the article speaks of most, of the same family where there is one.
        """
        mention = _mention(token) if token is not None else None
        mention = self._completed(mention) if mention else None
        if mention and mention.keys:
            for k, group in enumerate(self._groups):
                if any(offset(m.token) == offset(mention.token) for m in group):
                    return k
            found = self._touching(mention)
            if found is not None or mention.names:
                return found
        kind = mention.kind if mention else ANY
        same = [k for k, e in enumerate(self.events) if _same_kind(kind, e.kind)]
        return self._main([k for k in same if not self.events[k].weak] or same)

    def is_named(self, token: Token | None) -> bool:
        """Return whether a word itself says what was struck."""
        mention = _mention(token) if token is not None else None
        return mention is not None and bool(mention.keys)

    def struck_by(self, verb: Token) -> int | None:
        """Return the event in which was struck what a weak verb ("cut") takes, or None.

        What it takes must be named in the event, or be "it"; any other harms nobody.
        """
        family = weak_family(verb) or ANY
        struck = [t for t in _struck(verb) if lemma(t) not in load_lexicon().figures]
        harmed = [k for k, e in enumerate(self.events) if _same_kind(e.kind, family)]
        if struck:
            mention = self._completed(_mention_of(verb, family, struck))
            return self._touching(mention) if mention.keys else None
        pronoun = any(
            c.dep_ in {"dobj", "nsubjpass"} and c.lower_ in _PRONOUNS for c in verb.children
        )
        return self._main(harmed) if pronoun else None

    def _completed(self, mention: _Mention) -> _Mention:
        """Return a mention with the names that what was struck has elsewhere in the article."""
        if mention.names or not mention.keys:
            return mention
        found = {n for thing in mention.keys for n in self._names_of_thing(thing)}
        return dataclasses.replace(
            mention, keys=mention.keys | found, names=frozenset(found)
        )

    def _names_of_thing(self, thing: str) -> tuple[str, ...]:
        """Return the names before a noun in the article: "Skarne" of "the Skarne sea cable"."""
        if thing not in self._names:
            pattern = re.compile(
                rf"(?<=[a-z,] )((?:[A-Z][\w-]+ )+)(?:[a-z]+ )?{re.escape(thing)}s?\b"
            )
            words = {w for m in pattern.finditer(self._parsed.text) for w in m[1].split()}
            kept = [w.lower() for w in words if not is_calendar(w) and not find_demonym(w)]
            self._names[thing] = tuple(sorted(kept))
        return self._names[thing]

    def _touching(self, mention: _Mention) -> int | None:
        fitting = [k for k, g in enumerate(self._groups) if any(_touch(m, mention) for m in g)]
        return self._main(fitting)

    def _main(self, among: list[int]) -> int | None:
        return max(among, key=lambda k: (self.events[k].mentions, -k), default=None)


def _lines_with_acts(text: str) -> Iterator[tuple[int, int]]:
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
    irregular = {form for form, _ in _IRREGULAR}
    stems = "|".join(sorted(map(re.escape, forms | irregular), key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:{stems})[a-z]{{0,4}}\b", re.IGNORECASE)


def _same_kind(a: str, b: str) -> bool:
    return a == b or ANY in {a, b}


def _share(
    keys: Collection[str], names: Collection[str], others: Collection[str], their: Collection[str]
) -> bool:
    """Return whether two things struck may be one; if both have names, they must share one."""
    if names and their:
        return not set(names).isdisjoint(their)
    return not set(keys).isdisjoint(others)


def _touch(a: _Mention, b: _Mention) -> bool:
    return _same_kind(a.kind, b.kind) and _share(a.keys, a.names, b.keys, b.names)


def _mention(token: Token) -> _Mention | None:
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
        made = dataclasses.replace(_mention_of(token, str(weak), _struck(token)), weak=True)
        return made if made.keys and not made.keys & lexicon.figures else None
    family = ANY if word in lexicon.generic else lexicon.families.get(kind, kind)
    return _mention_of(token, family, _struck(token))


def _mention_of(token: Token, kind: str, struck: list[Token]) -> _Mention:
    words = " ".join(t.text for t in struck)
    places = [(e.government or e.id) for _, _, e, s in scan(words) if s != "demonym"]
    names = {*places, *(lemma(t) for t in struck if t.pos_ == "PROPN" and _tells(t))}
    things = {lemma(t) for t in struck if t.pos_ == "NOUN" and _tells(t)}
    return _Mention(
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
        and token.ent_type_ not in {"DATE", "TIME"}
        and lemma(token) not in load_lexicon().classes["anything"]
        and not is_calendar(token.text)
    )


def _struck(token: Token) -> list[Token]:
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
                and c.ent_type_ not in {"DATE", "TIME"}
                and (lemma(child) != "in" or c.pos_ == "PROPN")
            ]
        if (
            child.dep_ in {"compound", "nmod"}
            and token.pos_ == "NOUN"
            and child.pos_ == "PROPN"
            and not find_demonym(child.text)
            and child.ent_type_ != "DATE"
        ):
            heads.append(child)
    words = [
        t
        for h in heads
        if h.pos_ != "PRON"
        for t in [h, *(c for c in h.subtree if c.dep_ in _KEPT and c.pos_ in {"PROPN", "NOUN"})]
    ]
    return sorted(set(words), key=lambda t: t.i)


def _is_means(token: Token) -> bool:
    """Return whether what a verb takes is what one strikes with ("fired rockets at the tanks")."""
    struck = any(
        c.dep_ == "prep" and lemma(c) in {"at", "on", "into", "against"} for c in token.head.children
    )
    return struck and lemma(token) in load_lexicon().instruments


def _grouped(mentions: list[_Mention]) -> list[list[_Mention]]:
    """Return the mentions in groups that share a family and something struck, in text order."""
    groups: list[list[_Mention]] = []
    for mention in mentions:
        touching = [g for g in groups if any(_touch(m, mention) for m in g)]
        merged = [m for g in touching for m in g] + [mention]
        groups = [g for g in groups if all(g is not t for t in touching)] + [merged]
    return groups


def _unnamed(bare: list[_Mention], groups: list[list[_Mention]]) -> list[list[_Mention]]:
    """Return a group for each family of which no mention says what was struck ("the poisoning")."""
    told = {m.kind for g in groups for m in g if not m.weak}
    made: dict[str, list[_Mention]] = {}
    for mention in bare:
        if mention.kind != ANY and mention.kind not in told and ANY not in told:
            made.setdefault(mention.kind, []).append(mention)
    return list(made.values())


def _joined(groups: list[list[_Mention]]) -> list[list[_Mention]]:
    """Return the groups; "the tanks", never named, are what the main one of the family struck."""
    made = [list(g) for g in groups]
    for group in groups:
        if any(m.names or not m.definite for m in group):
            continue
        named = [g for g in made if any(m.names for m in g) and _same_kind(g[0].kind, group[0].kind)]
        if named:
            main = max(named, key=len)
            main += group
            made.remove(group)
    return made


def _event(
    parsed: ParsedArticle, group: list[_Mention], bare: Counter[str], context: tuple[str, ...]
) -> LocalEvent:
    nouns = [m for m in group if m.token.pos_ == "NOUN"]
    strong = [m for m in group if not m.weak]
    full = [m for m in strong if m.place]
    labels = Counter(_label(m.token) for m in nouns or full or strong or group)
    ordered = sorted(labels.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    dates = (d for m in group if (d := _day(m.token, parsed.article.published)))
    return LocalEvent(
        kind=next((m.kind for m in group if m.kind != ANY), ANY),
        keys=tuple(sorted({k for m in group for k in m.keys})),
        names=tuple(sorted({k for m in group for k in m.names})),
        context=context,
        labels=tuple(ordered),
        place=group[0].place,
        date=next(dates, None),
        mentions=len(group) + (bare[group[0].kind] if len(group) > 1 else 0),
        weak=all(m.weak for m in group),
    )


def _day(token: Token, published: dt.date | None) -> dt.date | None:
    near = " ".join(t.text for t in token.subtree)
    return day_of(near, " ".join(t.text for t in token.sent), published)


def _is_naming(token: Token, head: Token) -> bool:
    """Return whether a word below a noun names what is meant, by a direct line of such words."""
    while token != head:
        if token.dep_ not in _NAMING:
            return False
        token = token.head
    return True


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


def _label(token: Token) -> str:
    """Return a mention in words, from its first modifier to what was struck."""
    if token.pos_ == "VERB":
        struck = next((t for t in _struck(token) if t.dep_ in _HEADS), None)
        if struck is None:
            return f"the {gerund(lemma(token))}"
        named = [t.text for t in struck.subtree if t == struck or _is_naming(t, struck)]
        what = " ".join(named[-_LABEL_WORDS:]).replace(" '", "'").replace(" ’", "’")
        if lemma(token) in _ON:
            return f"the {lemma(token)} on {what}"
        if struck.dep_ == "pobj" and kind_of(token) == "attack":  # "fired rockets at the tanks"
            return f"the attack on {what}"
        return f"the {gerund(lemma(token))} of {what}"
    kept = [c for c in token.children if c.dep_ == "compound" and c.i < token.i]
    after = [
        t
        for c in token.children
        if c.dep_ == "prep" and lemma(c) in {"on", "against", "at", "of"}
        for t in c.subtree
    ]
    words = [
        t.text_with_ws
        for t in sorted({*kept, token, *after}, key=lambda t: t.i)
        if t.dep_ != "relcl"
    ]
    return "the " + " ".join("".join(words).split()[:_LABEL_WORDS])


def main_names(text: str) -> tuple[str, ...]:
    """Return the names that a text mentions most: capitals within sentences, no days or months."""
    words = (w for m in _NAME.finditer(text) for w in m[0].split("-") if w[:1].isupper())
    found = Counter(w.lower() for w in words if not is_calendar(w))
    most = sorted(found, key=lambda name: (-found[name], name))[:_NAMES_KEPT]
    return tuple(sorted(most))


def merged_label(events: Iterable[LocalEvent]) -> str:
    """Return the most frequent full mention of some events; ties by length, then alphabet."""
    counts: defaultdict[str, int] = defaultdict(int)
    for event in events:
        for label, n in event.labels:
            counts[label] += n
    return min(counts, key=lambda label: (-counts[label], len(label), label))
