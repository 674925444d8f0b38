"""Claims of articles -> those of the corpus: one claim under all its wordings.

Deeds are joined by structure: who is said to have done what, in which event. All other claims by
subject, predicate and wording. Every rule joins things that share a key, or whose words are alike,
so the time is near-linear and nothing depends on the order of the articles.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.claims.happenings import Told, merge_events
from kgraph.claims.labels import label_of_group
from kgraph.claims.mentions import BROAD
from kgraph.claims.opposites import opposed
from kgraph.claims.rewording import join_reworded
from kgraph.claims.territory import Place
from kgraph.claims.understood import bears_out, contrary, own_side, turned
from kgraph.claims.values import DEEDS, Put
from kgraph.clustering import Groups, similar_pairs
from kgraph.gazetteer import is_entry
from kgraph.ids import stable_hash
from kgraph.lexicon import load_lexicon
from kgraph.model import Claim, Event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kgraph.claims.values import Interpretation, LocalClaim
    from kgraph.model import Actor, Stance

ALIKE = 0.6  # Jaccard of content words from which two plain claims are one
_SAME_SAID = 0.34  # the same where subject and predicate agree
_WRONG = "wrong"  # the family of acts that harm nothing one can touch
_OWN_EVENT = "article:"  # where the words name no happening, that of the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What the claims of articles are read with.

    Attributes:
        articles: Interpretation of each article, by article id.
        actors: Actors of the corpus, by id.
        ids: The id in the corpus of each article's actor.
        published: When each article appeared, where known.
    """

    articles: Mapping[str, Interpretation]
    actors: Mapping[str, Actor]
    ids: Mapping[str, str]
    published: Mapping[str, dt.date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """Claims and events of the corpus, and each attribution's claims with its side."""

    claims: list[Claim]
    events: list[Event]
    sides: dict[str, tuple[tuple[str, Stance], ...]]


def cluster_claims(corpus: Corpus) -> Clustered:
    """Return the claims and events of the corpus.

    A claim is named after its first mention, so that articles added later rename nothing.
    """
    articles, published = corpus.articles, corpus.published
    told = [
        Told(article=a, published=published.get(a), index=k, event=e)
        for a in sorted(articles)
        for k, e in enumerate(articles[a].events)
    ]
    events, event_ids = merge_events(told)
    claims_of = {a: found.claims for a, found in articles.items()}
    put = put_of(corpus, claims_of, event_ids)
    groups = Groups(len(put))
    first: dict[tuple[str, ...], int] = {}
    for a, b in _same(put, first):
        groups.join(a, b)
    for a, b in _unnamed(put, groups):
        groups.join(a, b)
    before = [groups.root(k) for k in range(len(put))]
    join_reworded(put, groups, {a: found.named for a, found in articles.items()})
    told_of = {a: found.told for a, found in articles.items()}
    narrated = put_of(corpus, told_of, event_ids)
    told_by: dict[int, list[Put]] = defaultdict(list)
    for p in narrated:
        known = next((first[key] for key in keys(p) if key in first), None)
        if known is not None:
            told_by[groups.root(known)].append(p)
    labels = {e.id: e.label for e in events}
    claims: dict[str, Claim] = {}
    sides: dict[str, dict[str, Stance]] = defaultdict(dict)
    for numbers in groups.all():
        members = joined_by_words([put[k] for k in numbers], [before[k] for k in numbers])
        claim = claim_of(members, corpus.actors, labels)
        claims[claim.id] = claim
        for attribution, stance in sides_on(members, told_by[numbers[0]]):
            if sides[attribution].get(claim.id, "open") == "open":
                sides[attribution][claim.id] = stance
    used = {c.event for c in claims.values()}
    return Clustered(
        claims=sorted(claims.values(), key=lambda c: c.id),
        events=[e for e in events if e.id in used],
        sides={k: tuple(sorted(v.items())) for k, v in sides.items()},
    )


@dataclass(frozen=True, slots=True)
class Member:
    """A claim in its group.

    Attributes:
        put: The claim.
        contrary: Whether it says the contrary of the group, though no "not" tells.
        aside: Whether only its words joined it to most of the group.
    """

    put: Put
    contrary: bool
    aside: bool


def joined_by_words(group: Sequence[Put], before: Sequence[Hashable]) -> list[Member]:
    """Return the members of a group, with what the model says of those that words joined.

    Args:
        group: What is said of one claim, the earliest first.
        before: For each, what it shares with those that structure had joined it to.
    """
    where = next((p.claim.territory for p in group if p.claim.territory), "")
    sizes = Counter(before)
    most = max(before, key=lambda part: sizes[part])  # the earliest of equal ones
    mixed = len(sizes) > 1 and not all(contrary(p.claim) for p in group)
    agreed = {p.claim.label for p in group if not contrary(p.claim)}  # in the very same words
    return [
        Member(
            p,
            contrary=_is_elsewhere(p.claim.territory, where)
            if p.claim.territory
            else mixed and contrary(p.claim) and p.claim.label not in agreed,
            aside=part != most,
        )
        for p, part in zip(group, before, strict=True)
    ]


def _is_elsewhere(territory: str, where: str) -> bool:
    """Return whether what is said to be in one state's territory is said to be in another's."""
    return not Place.read(territory).is_as(Place.read(where))


def sides_on(members: Sequence[Member], told: Sequence[Put]) -> Iterator[tuple[str, Stance]]:
    """Yield each attribution of a claim with its side: the first that is not open counts.

    Args:
        members: What is said of it, the earliest first.
        told: What articles state of it in their own voice, which counts where it is disputed.
    """
    mixed = any(m.contrary for m in members)
    reverse = members[0].put.claim.reverse
    disputed = False
    for member in members:
        claim = member.put.claim
        side = turned(claim.stance) if reverse else claim.stance
        if mixed:
            side = turned(own_side(claim)) if member.contrary else own_side(claim)
        if member.aside and not (claim.territory or bears_out(claim)):
            side = "open"
        disputed = disputed or side == "against"
        yield claim.attribution, side
    for p in told if disputed else ():
        yield p.claim.attribution, p.claim.stance


def put_of(
    corpus: Corpus,
    claims: Mapping[str, tuple[LocalClaim, ...]],
    events: Mapping[tuple[str, int], str],
) -> list[Put]:
    """Return all claims, the earliest first.

    Args:
        corpus: The articles, or one, with its actors and those that they speak for.
        claims: Its claims to be returned, by article.
        events: Id in the corpus of each article's event, by its index.
    """
    made = []
    articles, actors = corpus.articles, corpus.actors
    for article in sorted(articles):
        day = corpus.published.get(article)
        for k, claim in enumerate(claims[article]):
            agent = corpus.ids.get(claim.agent or "")
            event = events.get((article, claim.event)) if claim.event is not None else None
            names = _names(claim, agent, actors)
            local = articles[article].events[claim.event] if claim.event is not None else None
            made.append(
                Put(
                    order=(day.isoformat() if day else "~", article, k),
                    article=article,
                    day=day,
                    claim=claim,
                    agent=agent,
                    event=event or (_OWN_EVENT + article if claim.act in DEEDS else None),
                    names=names,
                    rare=frozenset(
                        n for n in names if claim.act == "origin" or _is_rare(n, actors)
                    ),
                    things=local.keys if local else (),
                    named=bool(local and local.names),
                    struck=local.names if local and not claim.loose else (),
                    weak=bool(local and local.weak),
                    family=local.kind if local and local.kind in {_WRONG, BROAD} else "",
                    about=local.names
                    if local and local.names and not claim.loose
                    else _context(articles[article], claim.event),
                    accusers=frozenset(corpus.ids.get(a, a) for a in claim.accusers),
                )
            )
    return sorted(made, key=lambda p: p.order)


def _context(article: Interpretation, event: int | None) -> tuple[str, ...]:
    """Return the names that an article mentions most, without those where it was others' turn.

    Who denies the attack on a depot denies none on the bridge of another town.
    """
    own = set(article.events[event].names) if event is not None else set()
    others = {n for k, e in enumerate(article.events) if k != event for n in e.names} - own
    return tuple(n for n in article.context if event is None or n not in others)


def _names(claim: LocalClaim, agent: str | None, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Return what tells who does it: the actor that the agent speaks for, and the names."""
    actor = actors.get(agent or "")
    if actor is None or actor.kind in {"group", "anonymous"}:
        return claim.doer
    if actor.kind != "person":
        seen = {actor.id}
        while actor.affiliation and actor.affiliation in actors and actor.affiliation not in seen:
            seen.add(actor.affiliation)
            actor = actors[actor.affiliation]
    own = () if is_entry(actor.id.removeprefix("actor:")) else claim.doer
    return tuple(sorted({actor.id, *own}))


def _is_rare(name: str, actors: Mapping[str, Actor]) -> bool:
    """Return whether a name means one thing in all articles: a name in the text, no state."""
    actor = actors.get(name)
    if actor is not None:
        return actor.kind in {"person", "organisation"}
    return name[:1].isupper() or ":" in name


def _same(put: list[Put], first: dict[tuple[str, ...], int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of claims that are one, enough of them to connect all that are.

    Args:
        put: The claims.
        first: Gets the first claim with each key.
    """
    plain: dict[tuple[str, str], list[int]] = defaultdict(list)
    for k, p in enumerate(put):
        for key in keys(p):
            yield first.setdefault(key, k), k
        for shared in subjects(p):
            plain[shared].append(k)
    for members in plain.values():
        for i, j in same_subject([put[k] for k in members]):
            yield members[i], members[j]
    rest = [k for k, p in enumerate(put) if is_worded(p)]
    for i, j in same_words([put[k] for k in rest]):
        yield rest[i], rest[j]


def same_subject(put: list[Put]) -> Iterator[tuple[int, int]]:
    """Yield pairs, by number, of claims in like words that share who and the predicate."""
    for i, j in _alike(put, [p.claim.label for p in put], _SAME_SAID):
        if put[i].claim.label == put[j].claim.label or not opposed(put[i].claim, put[j].claim):
            yield i, j


def same_words(put: list[Put]) -> Iterator[tuple[int, int]]:
    """Yield pairs, by number, of claims in words that are alike whoever is meant."""
    for i, j in _alike(put, [(p.claim.label, p.claim.act, p.names) for p in put], ALIKE):
        if _may_be_one(put[i], put[j]):
            yield i, j


def _alike(put: list[Put], told: Sequence[Hashable], least: float) -> Iterator[tuple[int, int]]:
    """Yield pairs, by number, of claims whose words are alike; of what is told alike, one stands.

    What many articles take from one wire would else give all their pairs.
    """
    first: dict[Hashable, int] = {}
    for k, p in enumerate(put):
        one = first.setdefault((p.claim.object, told[k]), k)
        if one != k:
            yield one, k
    kept = list(first.values())
    for i, j in similar_pairs([frozenset(put[k].claim.object) for k in kept], least):
        yield kept[i], kept[j]


def _unnamed(put: list[Put], groups: Groups) -> list[tuple[int, int]]:
    """Return pairs of a claim that leaves a name out and the one other that may be meant.

    "A ransom was paid", "the hospital paid" mean "Saint-Aubin hospital paid" in articles on the
    same, "Y bombed the mosque" means the mosque of Karachi, unless two may be meant.
    """
    asked = {asked for p in put for asked in _asked(p)}
    words: dict[int, set[str]] = defaultdict(set)
    full: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    wanted = {key[:-1] for key in asked}
    for k, p in enumerate(put if asked else ()):
        words[groups.root(k)].update(p.claim.object)
        full[groups.root(k)].update(wanted.intersection(full_keys(p)))
    known: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for root, found in full.items():
        for key, word in itertools.product(found, ("", *words[root])):
            if (*key, word) in asked:
                known[*key, word].append(root)
    pairs = []
    for k, p in enumerate(put):
        near = (root for key in _asked(p) for root in known.get(key, ()))
        if (only := _only(root for root in near if may_mean(p, words[root]))) is not None:
            pairs.append((only, k))
    return pairs


def _asked(put: Put) -> Iterator[tuple[str, ...]]:
    """Yield the keys of a claim that leaves a name out, with a word that what it means must have.

    Few of the many that share a key with it have that.
    """
    word = "" if put.claim.act in DEEDS else next(iter(put.names), "")
    return ((*key, word) for key in partial_keys(put))


def _only(roots: Iterable[int]) -> int | None:
    """Return the one thing that is meant, or None if none or several may be."""
    meant: set[int] = set()
    for root in roots:
        meant.add(root)
        if len(meant) > 1:
            return None
    return meant.pop() if meant else None


def may_mean(put: Put, words: AbstractSet[str]) -> bool:
    """Return whether a claim that leaves a name out may mean one of which these are the words."""
    return put.claim.act in DEEDS or words >= set(put.names)


def full_keys(put: Put) -> Iterator[tuple[str, ...]]:
    """Yield by what a claim that names everything may be meant."""
    if put.claim.act in DEEDS and put.named:
        yield from ((put.claim.act, name, t) for name in put.names for t in put.things)
    elif put.rare and put.claim.act in load_lexicon().classed:
        yield from ((put.claim.act, other) for other in put.about)


def partial_keys(put: Put) -> Iterator[tuple[str, ...]]:
    """Yield by what a claim that leaves a name out may mean another."""
    if put.claim.act in DEEDS and not put.named:
        yield from ((put.claim.act, name, t) for name in put.names for t in put.things)
    elif put.claim.act in load_lexicon().classed and not put.rare and not put.agent:
        yield from ((put.claim.act, other) for other in put.about)


def keys(put: Put) -> Iterator[tuple[str, ...]]:
    """Yield what makes any two claims one that share it.

    Who did what in which event; where no event is named, or the predicate is one of a class, who
    did what in articles that share a name. States are in too many articles for that.
    """
    claim = put.claim
    if claim.act == "attempted":
        for name in claim.object:
            yield (claim.act, name)
        return
    deed = claim.act in DEEDS
    lower = {name.lower() for name in put.names}
    for name in put.names:
        if deed:
            yield (claim.act, name, str(put.event))
        if name in put.rare and (deed or claim.act in load_lexicon().classed):
            for other in put.about:
                if other not in lower:
                    yield (claim.act, name, put.family, other)


def subjects(put: Put) -> Iterator[tuple[str, str]]:
    """Yield what claims share whose wordings need be less alike: who, and the predicate."""
    if put.claim.act not in DEEDS and put.claim.object:
        yield from ((name, put.claim.act) for name in put.names)


def is_worded(put: Put) -> bool:
    """Return whether there are words enough to be one with whatever has the same."""
    return put.claim.act not in DEEDS and len(put.claim.object) > 1


def _may_be_one(a: Put, b: Put) -> bool:
    """Return whether nothing speaks against it: not another subject of the same act."""
    same = not a.names or not b.names or not set(a.names).isdisjoint(b.names)
    return same and (a.claim.label == b.claim.label or not opposed(a.claim, b.claim))


def claim_of(
    members: Sequence[Member], actors: Mapping[str, Actor], labels: Mapping[str, str]
) -> Claim:
    """Return the claim that a group is, the earliest first, named after that one.

    Args:
        members: What articles say of it, the earliest first.
        actors: At least the agents, by id.
        labels: Those of at least its event, by id.
    """
    group = [m.put for m in members]
    first = group[0]
    agent = next((m.put.agent for m in members if m.put.agent and not m.aside), None)
    event = first.event if first.event in labels else None
    named = event is not None and any(p.things for p in group)
    return Claim(
        id=f"claim:{_identity(first)}",
        label=label_of_group(
            [m.put.claim for m in members if not m.contrary],
            [m.put.claim for m in members if not (m.contrary or m.aside)],
            actors.get(agent or ""),
            labels[str(event)] if named else None,
            weak=all(p.weak for p in group if p.things),
        ),
        agent=agent,
        act=first.claim.act or None,
        object=None,
        event=event,
    )


def _identity(first: Put) -> str:
    """Return what a claim is named after: who, what and about what its first mention says.

    A word or two ("patience") may be said on any affair, so the article is in its name.
    """
    claim = first.claim
    if claim.act in DEEDS:
        return stable_hash(claim.act, list(first.names), first.event)
    words = claim.label if not claim.object else " ".join(claim.object)
    where = () if is_worded(first) or list(subjects(first)) else (first.article,)
    return stable_hash(claim.act, list(first.names), words, *where)
