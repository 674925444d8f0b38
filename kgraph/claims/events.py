"""Mentions of a happening -> events: grouped within an article, merged over the corpus."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.gazetteer import find_demonym, scan
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from kgraph.linguistics import ParsedArticle

_VIOLENCE = frozenset({"attack", "killing"})
_PREPOSITIONS = frozenset({"on", "against", "at", "in", "of", "into", "upon", "near"})
_NAMING = frozenset({"compound", "poss", "case", "amod", "det", "nummod"})
_KEPT = frozenset({"compound", "poss", "conj", "amod", "nmod", "appos"})
_DAYS_APART = 3  # what two articles may differ in the day of one happening
_AHEAD = 31  # days after publication from which a day without a year is last year's
_INITIALS = 2  # letters of words too short to tell what was struck
_LABEL_WORDS = 9
_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: k for k, name in enumerate(_MONTHS.split(), 1)}
_NAMES = "|".join([*_MONTHS.split(), "sept", *(m[:3] for m in _MONTHS.split())])
_DAY = re.compile(
    rf"\b(?:(?P<m1>{_NAMES})\.? (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_NAMES}))\b"
    r"(?:,? (?P<y>(?:19|20)\d\d))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEvent:
    """A happening as one article tells of it.

    Attributes:
        kind: Class of the happening; attack and killing count as one class.
        keys: What was struck: slugs of countries and folded words, sorted.
        labels: Mentions with what was struck, and how often, most frequent first.
        place: The words for what was struck, of the first mention.
        date: The day named beside a mention, or None.
        mentions: How many there are.
    """

    kind: str
    keys: tuple[str, ...]
    labels: tuple[tuple[str, int], ...]
    place: str | None
    date: dt.date | None
    mentions: int


@dataclass(slots=True)
class _Mention:
    token: Token
    kind: str
    keys: frozenset[str]
    place: str | None


class ArticleEvents:
    """The events of one article, and which of them a word means."""

    def __init__(self, parsed: ParsedArticle) -> None:
        """Find and group all mentions."""
        self._parsed = parsed
        mentions = [m for doc in parsed.docs for t in doc if (m := _mention(t))]
        self._groups = _grouped([m for m in mentions if m.keys])
        bare = Counter(m.kind for m in mentions if not m.keys)
        self.events = tuple(_event(parsed, group, bare) for group in self._groups)

    def event_of(self, token: Token | None) -> int | None:
        """Return the index of the event that a word means, or None.

        A word that says what was struck means that event; "the attack", "it" and nothing at all
        mean the one that the article speaks of most, of the same kind where there is one.
        """
        mention = _mention(token) if token is not None else None
        if mention and mention.keys:
            for k, group in enumerate(self._groups):
                if any(offset(m.token) == offset(mention.token) for m in group):
                    return k
        kind = mention.kind if mention else None
        same = [k for k, e in enumerate(self.events) if kind in (None, e.kind)]
        return max(same, key=lambda k: (self.events[k].mentions, -k), default=None)


def event_key(event: LocalEvent) -> str:
    """Return the block in which an event may meet its like in other articles."""
    return event.kind


def same_event(a: LocalEvent, b: LocalEvent) -> bool:
    """Return whether two articles' events are one: like in kind, thing struck and day."""
    if a.kind != b.kind or not set(a.keys) & set(b.keys):
        return False
    return a.date is None or b.date is None or abs((a.date - b.date).days) <= _DAYS_APART


def _mention(token: Token) -> _Mention | None:
    kind = load_lexicon().acts.get(lemma(token))
    if (
        kind is None
        or token.pos_ not in {"NOUN", "VERB", "PROPN"}
        or token.dep_ in {"compound", "amod"}
    ):
        return None
    struck = _struck(token)
    words = " ".join(t.text for t in struck)
    keys = {e.government or e.id for _, _, e, s in scan(words) if s != "demonym"}
    keys |= {
        lemma(t)
        for t in struck
        if t.pos_ in {"PROPN", "NOUN"} and len(t.text) > _INITIALS and t.ent_type_ != "DATE"
    }
    return _Mention(token, "attack" if kind in _VIOLENCE else kind, frozenset(keys), words or None)


def _struck(token: Token) -> list[Token]:
    """Return the words for what was struck: object, "on ...", or a place before the noun."""
    heads: list[Token] = []
    for child in token.children:
        if child.dep_ in {"dobj", "nsubjpass"} and token.pos_ == "VERB":
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


def _grouped(mentions: list[_Mention]) -> list[list[_Mention]]:
    """Return the mentions in groups that share a kind and something struck, in text order."""
    groups: list[list[_Mention]] = []
    for mention in mentions:
        touching = [
            g for g in groups if g[0].kind == mention.kind and any(m.keys & mention.keys for m in g)
        ]
        merged = [m for g in touching for m in g] + [mention]
        groups = [g for g in groups if all(g is not t for t in touching)] + [merged]
    return groups


def _event(parsed: ParsedArticle, group: list[_Mention], bare: Counter[str]) -> LocalEvent:
    labels = Counter(_label(m.token) for m in group if m.token.pos_ == "NOUN") or Counter(
        _label(m.token) for m in group
    )
    ordered = sorted(labels.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    dates = (d for m in group if (d := _date(m.token.sent.text, parsed.article.published)))
    return LocalEvent(
        kind=group[0].kind,
        keys=tuple(sorted({k for m in group for k in m.keys})),
        labels=tuple(ordered),
        place=group[0].place,
        date=next(dates, None),
        mentions=len(group) + (bare[group[0].kind] if len(group) > 1 else 0),
    )


def _label(token: Token) -> str:
    """Return a mention in words, from its first modifier to what was struck."""
    if token.pos_ == "VERB":
        struck = next((c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        what = (
            " ".join(t.text for t in struck.subtree if t.dep_ in _NAMING or t == struck)
            if struck
            else ""
        )
        return (
            f"the {load_lexicon().acts[lemma(token)]} on {what}" if what else f"the {lemma(token)}"
        )
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


def _date(sentence: str, published: dt.date | None) -> dt.date | None:
    """Return the day that a sentence names; its year is that of the article if not given."""
    for match in _DAY.finditer(sentence):
        month = _MONTH[(match["m1"] or match["m2"])[:3].casefold()]
        year = int(match["y"]) if match["y"] else (published.year if published else 0)
        try:
            day = dt.date(year, month, int(match["d1"] or match["d2"]))
        except ValueError:
            continue
        late = published and not match["y"] and day > published + dt.timedelta(days=_AHEAD)
        return day - dt.timedelta(days=365) if late else day
    return None


def merged_label(events: Iterable[LocalEvent]) -> str:
    """Return the most frequent full mention of some events; ties by length, then alphabet."""
    counts: defaultdict[str, int] = defaultdict(int)
    for event in events:
        for label, n in event.labels:
            counts[label] += n
    return min(counts, key=lambda label: (-counts[label], len(label), label))
