"""What is added once all of an article are found: nesting, chain, day, certainty, ids."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING

from kgraph.attribution.certainty import certainty_of, may_hedge
from kgraph.attribution.chain import with_chain
from kgraph.attribution.places import Places
from kgraph.days import day_of
from kgraph.linguistics import offset
from kgraph.model import Attribution

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kgraph.linguistics import ParsedArticle
    from kgraph.model import TextSpan


def finished(parsed: ParsedArticle, found: Iterable[Attribution]) -> list[Attribution]:
    """Return the attributions with nesting, reporting chain and certainty, in text order."""
    nested = with_chain(parsed, with_nesting(found))
    inner: dict[str | None, list[Attribution]] = defaultdict(list)
    for attribution in nested:
        inner[attribution.within].append(attribution)
    return with_ids([_with_day_and_certainty(parsed, a, inner[a.id]) for a in nested])


def with_nesting(found: Iterable[Attribution]) -> list[Attribution]:
    """Return the attributions in text order, each with the innermost one that encloses it."""
    ordered = sorted({a.id: a for a in found}.values(), key=lambda a: (a.start, -a.end, *a.roles))
    contents = Places()
    for k, attribution in enumerate(ordered):
        contents.add(k, attribution.content)
    made = []
    for attribution in ordered:
        near = (ordered[k] for k in contents.near(attribution.cue or attribution.content))
        around = [o for o in near if o is not attribution and encloses(o, attribution)]
        inner = min(around, key=lambda o: (_length(o.content), *o.roles), default=None)
        made.append(dataclasses.replace(attribution, within=inner.id if inner else None))
    return made


def encloses(outer: Attribution, inner: Attribution) -> bool:
    """Return whether the inner's cue and content lie in the outer's content."""
    parts = (*inner.cue, *inner.content)
    return (
        bool(parts)
        and _length(outer.content) > _length(inner.content)
        and all(any(c.start <= p.start and p.end <= c.end for c in outer.content) for p in parts)
    )


def _said_on(parsed: ParsedArticle, attribution: Attribution) -> dt.date | None:
    """Return the day that the words around the cue name, those of the content left out."""
    if not attribution.cue:
        return None
    cue = attribution.cue[0]
    others = (*attribution.content, *attribution.source, *attribution.target)
    words = ""
    for number in parsed.sentences_of(cue.start, cue.start + 1):
        place, end = parsed.sentences[number]
        for span in sorted(s for s in others if s.start < end and place < s.end):
            words += parsed.text[place : max(place, span.start)] + " | "
            place = max(place, span.end)
        words += parsed.text[place:end]
    return day_of(words, words, parsed.article.published)


def with_ids(found: Iterable[Attribution]) -> list[Attribution]:
    """Return the attributions with the ids of their final roles; equal ones once."""
    ids: dict[str, str] = {}
    made: dict[str, Attribution] = {}
    for a in found:
        ids[a.id] = Attribution.id_of(a.article, a.source, a.cue, a.content)
        made.setdefault(ids[a.id], dataclasses.replace(a, id=ids[a.id]))
    return [dataclasses.replace(a, within=ids.get(a.within or "")) for a in made.values()]


def _length(spans: tuple[TextSpan, ...]) -> int:
    return sum(span.end - span.start for span in spans)


def _with_day_and_certainty(
    parsed: ParsedArticle, attribution: Attribution, inner: list[Attribution]
) -> Attribution:
    attribution = dataclasses.replace(attribution, said_on=_said_on(parsed, attribution))
    nested = [s for o in inner for s in (*o.cue, *o.content)]
    if attribution.edge_type is None or not may_hedge(parsed, attribution):
        return attribution
    content = [
        t
        for t in parsed.tokens_of(attribution.content)
        if not any(n.start <= offset(t) < n.end for n in nested)
    ]
    modality, likelihood, confidence = certainty_of(parsed.tokens_of(attribution.cue), content)
    return dataclasses.replace(
        attribution, modality=modality, likelihood=likelihood, analytic_confidence=confidence
    )
