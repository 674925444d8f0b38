"""Claims and events of articles -> those of the corpus: one claim under all its wordings.

Structure first: who is said to have done what, about which event. Plain propositions are joined
where subject, verb and most content words agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.claims.events import LocalEvent, event_key, merged_label, same_event
from kgraph.clustering import components
from kgraph.model import Claim, Event, slug, stable_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgraph.claims.values import Interpretation, LocalClaim
    from kgraph.model import Actor, Stance

_ALIKE = 0.6  # Jaccard of content words from which two plain propositions are one
_LABELS = {
    "responsible": "{agent} was behind {event}",
    "knew": "{agent} knew of {event}",
    "encouraged": "{agent} encouraged {event}",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """An event in one article."""

    article: str
    index: int
    event: LocalEvent


@dataclass(frozen=True, slots=True)
class _Put:
    """A claim in one article, its agent and event already those of the corpus."""

    article: str
    claim: LocalClaim
    agent: str | None
    event: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """Claims and events of the corpus, and each attribution's claims with its side."""

    claims: list[Claim]
    events: list[Event]
    sides: dict[str, tuple[tuple[str, Stance], ...]]


def cluster_claims(
    articles: Mapping[str, Interpretation], actors: Mapping[str, Actor], ids: Mapping[str, str]
) -> Clustered:
    """Return the claims and events of the corpus.

    Args:
        articles: Interpretation of each article, by article id.
        actors: Actors of the corpus, by id.
        ids: The id in the corpus of each article's actor.
    """
    events, event_ids = _events(articles)
    put = [
        _Put(
            article,
            claim,
            ids.get(claim.agent or ""),
            event_ids.get((article, claim.event)) if claim.event is not None else None,
        )
        for article in sorted(articles)
        for claim in articles[article].claims
    ]
    keyed = sorted(
        put, key=lambda p: (p.claim.attribution, p.claim.act, p.agent or "", p.claim.label)
    )
    groups = components(keyed, block_key=lambda p: _block(p, actors), compare=_same_claim)
    labels = {e.id: e.label for e in events}
    claims: list[Claim] = []
    sides: dict[str, dict[str, Stance]] = defaultdict(dict)
    for group in groups:
        claim = _claim(group, actors, labels)
        claims.append(claim)
        for member in group:
            sides[member.claim.attribution].setdefault(claim.id, member.claim.stance)
    used = {c.event for c in claims}
    return Clustered(
        claims=sorted({c.id: c for c in claims}.values(), key=lambda c: c.id),
        events=[e for e in events if e.id in used],
        sides={k: tuple(sorted(v.items())) for k, v in sides.items()},
    )


def _events(
    articles: Mapping[str, Interpretation],
) -> tuple[list[Event], dict[tuple[str, int], str]]:
    told = [_Told(a, k, e) for a in sorted(articles) for k, e in enumerate(articles[a].events)]
    groups = components(
        told,
        block_key=lambda t: event_key(t.event),
        compare=lambda a, b: same_event(a.event, b.event),
    )
    named = [(merged_label(t.event for t in group), group) for group in groups]
    doubled = {label for label, n in Counter(slug(label) for label, _ in named).items() if n > 1}
    events: list[Event] = []
    ids: dict[tuple[str, int], str] = {}
    for label, group in named:
        keys = sorted({k for t in group for k in t.event.keys})
        name = slug(label) + (f"-{stable_hash(keys)[:6]}" if slug(label) in doubled else "")
        dates = Counter(t.event.date for t in group if t.event.date)
        places = sorted((t.event.place for t in group if t.event.place), key=lambda p: (len(p), p))
        event = Event(
            id=f"event:{name}",
            label=label,
            kind=group[0].event.kind,
            place=places[0] if places else None,
            date=min(dates, key=lambda d: (-dates[d], d), default=None),
        )
        events.append(event)
        ids |= {(t.article, t.index): event.id for t in group}
    return sorted(events, key=lambda e: e.id), ids


def _agent_key(agent: str | None, actors: Mapping[str, Actor]) -> str:
    """Return what tells agents apart: a described group is the same in all articles' claims."""
    actor = actors.get(agent or "")
    if actor is None:
        return ""
    return slug(actor.name) if actor.kind in {"group", "anonymous"} else actor.id


def _block(put: _Put, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    if put.claim.act in _LABELS:
        where = put.event or f"article:{put.article}"
        return (put.claim.act, _agent_key(put.agent, actors), where)
    return ("", _agent_key(put.agent, actors), put.claim.act)


def _same_claim(a: _Put, b: _Put) -> bool:
    if a.claim.act in _LABELS:
        return True
    x, y = set(a.claim.object), set(b.claim.object)
    return bool(x | y) and len(x & y) / len(x | y) >= _ALIKE


def _claim(group: list[_Put], actors: Mapping[str, Actor], labels: Mapping[str, str]) -> Claim:
    first = group[0]
    agent = min((p.agent for p in group if p.agent), default=None)
    act = first.claim.act
    if act in _LABELS:
        name = actors[agent].name if agent else "someone"
        name = name[:1].upper() + name[1:]
        if first.event:
            label = _LABELS[act].format(agent=name, event=labels[first.event])
        else:
            label = _shortened(
                f"{name}: {min((len(p.claim.label), p.claim.label) for p in group)[1]}"
            )
        identity = stable_hash(*_block(first, actors))
        return Claim(id=f"claim:{identity}", label=label, agent=agent, act=act, event=first.event)
    best = min(group, key=lambda p: (len(p.claim.label), p.claim.label))
    words = min(p.claim.object for p in group)
    return Claim(
        id=f"claim:{stable_hash(*_block(first, actors), list(words), best.claim.label)}",
        label=_shortened(best.claim.label),
        agent=agent,
        act=act or None,
    )


def _shortened(label: str, most: int = 160) -> str:
    return label if len(label) <= most else label[:most].rsplit(" ", 1)[0] + " …"
