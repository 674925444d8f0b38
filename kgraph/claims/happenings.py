"""Events of articles -> events of the corpus: one happening under all its names.

Two are one if they are like in family, in what was struck, and in the day. What shares a name with
many ("the attack on Kyiv") is told apart by the day; a mention without a day means the happening
of that name nearest before its article. Every comparison is within a bucket sorted by day, so the
time is near-linear in the number of mentions.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.claims.events import LocalEvent, merged_label
from kgraph.claims.mentions import ANY
from kgraph.clustering import Groups
from kgraph.ids import slug, stable_hash
from kgraph.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAYS_APART = 3  # what two articles may differ in the day of one happening
_DAYS_AFTER = 45  # how long articles speak of a happening without its day
_DAYS_BETWEEN = 31  # between two articles that name no day
_CONTEXT = 2  # names that two articles must share where what was struck has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event in one article.

    Attributes:
        article: Id of the article.
        published: When it appeared, where known.
        index: Index of the event in the article.
        event: The event.
    """

    article: str
    published: dt.date | None
    index: int
    event: LocalEvent

    @property
    def order(self) -> tuple[str, str, int]:
        """What sorts mentions: the earliest published first, as what is named after it stays."""
        return (self.published.isoformat() if self.published else "~", self.article, self.index)

    @property
    def has_day(self) -> bool:
        """Whether anything tells when it was."""
        return bool(self.event.date or self.published)


def merge_events(told: Iterable[Told]) -> tuple[list[Event], dict[tuple[str, int], str]]:
    """Return the events of the corpus by id, and the id of each article's event by its index.

    An event is named after its first mention, so that articles added later rename nothing.
    """
    ordered = sorted(told, key=lambda t: t.order)
    groups = Groups(len(ordered))
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for k, t in enumerate(ordered):
        for bucket in buckets_of(t.event):
            buckets[bucket].append(k)
    for members in buckets.values():
        for a, b in same_events(members, ordered):
            groups.join(a, b)
    events: list[Event] = []
    ids: dict[tuple[str, int], str] = {}
    for group in groups.all():
        event = event_of([ordered[k] for k in group])
        events.append(event)
        ids |= {(ordered[k].article, ordered[k].index): event.id for k in group}
    return sorted(events, key=lambda e: e.id), ids


def buckets_of(event: LocalEvent) -> Iterator[tuple[str, ...]]:
    """Yield where an event may meet its like: by a name of what was struck, or by a thing."""
    if event.names:
        yield from (("name", name) for name in event.names)
        return
    for thing in event.keys:
        for pair in itertools.combinations(event.context, _CONTEXT):
            yield ("thing", thing, *pair)


def same_events(members: list[int], told: list[Told]) -> Iterator[tuple[int, int]]:
    """Yield pairs within a bucket that are one event, enough of them to connect all that are."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for k in members:
        by_kind[told[k].event.kind].append(k)
    for kind in sorted(by_kind):
        yield from _same_by_day(by_kind[kind], told)
    if ANY in by_kind:
        others = [j for kind in sorted(by_kind) if kind != ANY for j in by_kind[kind]]
        yield from _nearest(by_kind[ANY], others, told)


def _same_by_day(members: list[int], told: list[Told]) -> Iterator[tuple[int, int]]:
    dated = sorted((k for k in members if told[k].event.date), key=lambda k: _day(told[k]))
    undated = sorted((k for k in members if not told[k].event.date), key=lambda k: _day(told[k]))
    for row in (dated, undated):
        for a, b in itertools.pairwise(row):
            if _gap(told[a], told[b]) is not None:
                yield a, b
    at = 0
    latest: int | None = None
    for k in undated:  # each means the latest that may have been before it
        while at < len(dated) and _day(told[dated[at]]) <= _day(told[k]) + dt.timedelta(days=1):
            latest = dated[at]
            at += 1
        first = latest if latest is not None else next(iter(dated), None)
        if first is not None and _gap(told[first], told[k]) is not None:
            yield first, k


def _nearest(members: list[int], others: list[int], told: list[Told]) -> Iterator[tuple[int, int]]:
    """Yield each member with the nearest in days of the others, of several the earliest.

    Looked for among the earliest of each day: the last day before it and the first after it.
    """
    others = sorted(others, key=lambda j: told[j].order)
    dayless = [j for j in others if not told[j].has_day]
    rows: tuple[dict[dt.date, int], ...] = ({}, {})  # the days of the event, those of the article
    for j in others:
        if told[j].has_day:
            rows[told[j].event.date is None].setdefault(_day(told[j]), j)
    days = [sorted(row) for row in rows]
    for k in members:
        meant = dayless[:1] if told[k].has_day else others[:1]
        for row, known in zip(rows, days, strict=True):
            at = bisect.bisect_left(known, _day(told[k]))
            meant += [row[day] for day in known[max(at - 1, 0) : at + 1]]
        near = [
            (gap, told[j].order, j) for j in meant if (gap := _gap(told[k], told[j])) is not None
        ]
        if near:
            yield k, min(near)[2]


def _day(told: Told) -> dt.date:
    return told.event.date or told.published or dt.date.max - dt.timedelta(days=1)


def _gap(a: Told, b: Told) -> int | None:
    """Return how many days lie between two mentions, or None if too many for one event."""
    if not (a.has_day and b.has_day):
        return 0
    days = abs((_day(a) - _day(b)).days)
    if a.event.date and b.event.date:
        most = _DAYS_APART
    else:
        most = _DAYS_AFTER if a.event.date or b.event.date else _DAYS_BETWEEN
    return days if days <= most else None


def event_of(group: list[Told]) -> Event:
    """Return the event that a group of mentions is, named after the earliest."""
    first = min(group, key=lambda t: t.order)
    label = merged_label(t.event for t in group)
    dates = Counter(t.event.date for t in group if t.event.date)
    kinds = Counter(t.event.kind for t in group if t.event.kind != ANY)
    return Event(
        id=f"event:{slug(first.event.labels[0][0])}-{_identity(first)}",
        label=label,
        kind=min(kinds, key=lambda k: (-kinds[k], k), default=ANY),
        place=first.event.place,
        date=min(dates, key=lambda d: (-dates[d], d), default=None),
    )


def _identity(first: Told) -> str:
    event = first.event
    day = event.date or first.published
    return stable_hash(event.kind, list(event.keys), day.isoformat() if day else None)[:6]
