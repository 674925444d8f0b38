"""Mentions of a happening -> the events of an article, and which of them a word means."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.claims.deeds import weak_family
from kgraph.claims.event_labels import event_label
from kgraph.claims.mentions import (
    ANY,
    EventMention,
    find_mention,
    lines_with_acts,
    main_names,
    mention_of,
    same_family,
    struck_words,
    touch,
)
from kgraph.days import day_of, is_calendar
from kgraph.gazetteer import find_demonym
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset
from kgraph.syntax import lemma

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from spacy.tokens import Token

    from kgraph.linguistics import ParsedArticle

_MASS = frozenset("violence crime damage loss failure harm abuse violation atrocity".split())
_PRONOUNS = frozenset({"it", "them", "this", "that"})


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


class ArticleEvents:
    """The events of one article, and which of them a word means."""

    def __init__(self, parsed: ParsedArticle) -> None:
        """Find and group all mentions."""
        self._parsed = parsed
        self._names: dict[str, tuple[str, ...]] = {}
        self.lines = list(lines_with_acts(parsed.text))
        tokens = (t for start, end in self.lines for t in parsed.tokens(start, end))
        mentions = [self._completed(m) for t in tokens if (m := find_mention(t))]
        self._groups = _joined(_grouped([m for m in mentions if m.keys]))
        bare = Counter(m.kind for m in mentions if not m.keys)
        self._groups += _unnamed([m for m in mentions if not m.keys], self._groups)
        context = main_names(parsed.text)
        self.events = tuple(_event(parsed, g, bare, context) for g in self._groups)

    def event_of(self, token: Token | None, before: int | None = None) -> int | None:
        """Return the index of the event that a word means, or None.

        A word that says what was struck means that event; "the attack", "it" and nothing at all
        mean the one that the article speaks of most, of the same family where there is one.
        "Violence" that nobody has spoken of means none, and where nothing is named ("any role"),
        it is what the article tells before an offset, and no arrest told after it.
        """
        mention = find_mention(token) if token is not None else None
        mention = self._completed(mention) if mention else None
        if mention and mention.keys:
            for k, group in enumerate(self._groups):
                if any(offset(m.token) == offset(mention.token) for m in group):
                    return k
            found = self._touching(mention)
            if found is not None or mention.names:
                return found
        if mention and _is_any(mention.token):
            return None
        kind = mention.kind if mention else ANY
        same = [k for k, e in enumerate(self.events) if same_family(kind, e.kind)]
        if before is not None and mention is None:
            earlier = [k for k in same if offset(self._groups[k][0].token) < before]
            same = earlier or [k for k in same if not _is_neutral(self._groups[k])]
        return self._main([k for k in same if not self.events[k].weak] or same)

    def is_named(self, token: Token | None) -> bool:
        """Return whether a word itself says what was struck."""
        mention = find_mention(token) if token is not None else None
        return mention is not None and bool(mention.keys)

    def struck_by(self, verb: Token) -> int | None:
        """Return the event in which was struck what a weak verb ("cut") takes, or None.

        What it takes must be named in the event, or be "it"; any other harms nobody.
        """
        family = weak_family(verb) or ANY
        struck = [t for t in struck_words(verb) if lemma(t) not in load_lexicon().figures]
        harmed = [k for k, e in enumerate(self.events) if same_family(e.kind, family)]
        if struck:
            mention = self._completed(mention_of(verb, family, struck))
            return self._touching(mention) if mention.keys else None
        pronoun = any(
            c.dep_ in {"dobj", "nsubjpass"} and c.lower_ in _PRONOUNS for c in verb.children
        )
        before = [k for k in harmed if offset(self._groups[k][0].token) < offset(verb)]
        return self._main(before) if pronoun else None

    def _completed(self, mention: EventMention) -> EventMention:
        """Return a mention with the names that what was struck has elsewhere in the article."""
        if mention.names or not mention.keys:
            return mention
        found = {n for thing in mention.keys for n in self._names_of_thing(thing)}
        return dataclasses.replace(mention, keys=mention.keys | found, names=frozenset(found))

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

    def _touching(self, mention: EventMention) -> int | None:
        fitting = [k for k, g in enumerate(self._groups) if any(touch(m, mention) for m in g)]
        return self._main(fitting)

    def _main(self, among: list[int]) -> int | None:
        return max(among, key=lambda k: (self.events[k].mentions, -k), default=None)


def _is_neutral(group: list[EventMention]) -> bool:
    """Return whether a happening accuses nobody: arrests by the police."""
    return all(lemma(m.token) in load_lexicon().neutral for m in group)


def _is_any(word: Token) -> bool:
    """Return whether it names no happening in particular ("denied planning violence")."""
    return lemma(word) in _MASS and not any(c.dep_ in {"det", "poss"} for c in word.children)


def _grouped(mentions: list[EventMention]) -> list[list[EventMention]]:
    """Return the mentions in groups that share a family and something struck, in text order."""
    groups: list[list[EventMention]] = []
    for mention in mentions:
        touching = [g for g in groups if any(touch(m, mention) for m in g)]
        merged = [m for g in touching for m in g] + [mention]
        groups = [g for g in groups if all(g is not t for t in touching)] + [merged]
    return groups


def _unnamed(
    bare: list[EventMention], groups: list[list[EventMention]]
) -> list[list[EventMention]]:
    """Return a group for each family of which no mention says what was struck ("the poisoning")."""
    told = {m.kind for g in groups for m in g if not m.weak}
    made: dict[str, list[EventMention]] = {}
    for mention in bare:
        if mention.kind != ANY and mention.kind not in told and ANY not in told:
            made.setdefault(mention.kind, []).append(mention)
    return list(made.values())


def _joined(groups: list[list[EventMention]]) -> list[list[EventMention]]:
    """Return the groups; "the tanks", never named, are what the main one before it struck."""
    made = [list(g) for g in groups]
    for group in groups:
        if any(m.names or not m.definite for m in group):
            continue
        start = offset(group[0].token)
        named = [
            g
            for g in made
            if same_family(g[0].kind, group[0].kind)
            and any(m.names and offset(m.token) < start for m in g)
        ]
        if named:
            main = max(named, key=len)
            main += group
            made.remove(group)
    return made


def _event(
    parsed: ParsedArticle, group: list[EventMention], bare: Counter[str], context: tuple[str, ...]
) -> LocalEvent:
    nouns = [m for m in group if m.token.pos_ == "NOUN"]
    strong = [m for m in group if not m.weak]
    full = [m for m in strong if m.place]
    labels = Counter(event_label(m.token) for m in nouns or full or strong or group)
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


def merged_label(events: Iterable[LocalEvent]) -> str:
    """Return the most frequent full mention of some events; ties by length, then alphabet.

    "The cracking of the dam" names it only where nobody says "the pollution of the river".
    """
    counts: defaultdict[str, int] = defaultdict(int)
    events = list(events)
    for event in [e for e in events if not e.weak] or events:
        for label, n in event.labels:
            counts[label] += n
    return min(counts, key=lambda label: (-counts[label], len(label), label))
