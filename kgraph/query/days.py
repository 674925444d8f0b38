"""The day of a reading, and days as people type them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Reading


def day_of(graph: KnowledgeGraph, reading: Reading) -> dt.date | None:
    """Return the day on which it was said, else that of publication, else None."""
    article = graph.articles.get(reading.attribution.article)
    return reading.attribution.said_on or (article.published if article else None)


def as_day(day: dt.date | str | None) -> dt.date | None:
    """Return the day that a date, a time or ``YYYY-MM-DD`` means.

    Raises:
        ValueError: If a day is not written ``YYYY-MM-DD``.
    """
    if isinstance(day, str):
        return dt.date.fromisoformat(day)
    return day.date() if isinstance(day, dt.datetime) else day
