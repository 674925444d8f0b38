"""The day of a reading, and days as people type them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Reading

_NEAR = 40  # code points before a cue among which its auxiliary and adverb stand
_HAD = re.compile(
    r"\b(?:had|having|previously|earlier|initially|originally|at first)(?: \w+){0,2} ?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\bafter(?: [\w-]+){0,4} ?$", re.IGNORECASE)
_WHO = re.compile(r"\bwho\s+(?:once |first |earlier |previously |initially )?$", re.IGNORECASE)
_GERUND = re.compile(r"\w+ing\b")


def day_of(graph: KnowledgeGraph, reading: Reading) -> dt.date | None:
    """Return the day on which it was said, else that of publication, else None."""
    article = graph.articles.get(reading.attribution.article)
    return reading.attribution.said_on or (article.published if article else None)


def said_before(graph: KnowledgeGraph, reading: Reading) -> bool:
    """Return whether the words say that it was said before the rest, on no day ("had denied")."""
    said = reading.attribution
    article = graph.articles.get(said.article)
    if said.said_on or not said.cue or article is None:
        return False
    cue = said.cue[0]
    before = article.text[max(0, cue.start - _NEAR) : cue.start]
    done = _AFTER.search(before) and _GERUND.match(cue.text)  # "after weeks of denying"
    beside = _WHO.search(before)  # "a cook who accused her took it back"
    return bool(done or beside or _HAD.search(before) or _HAD.match(cue.text))


def as_day(day: dt.date | str | None) -> dt.date | None:
    """Return the day that a date, a time or ``YYYY-MM-DD`` means.

    Raises:
        ValueError: If a day is not written ``YYYY-MM-DD``.
    """
    if isinstance(day, str):
        return dt.date.fromisoformat(day)
    return day.date() if isinstance(day, dt.datetime) else day
