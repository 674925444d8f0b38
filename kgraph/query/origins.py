"""Claim -> its origins: how many independent sources stand behind what many articles repeat.

A chain of reports is followed to its root: article <- CNN <- "a senior American official". Articles
that lead to the same root, or share a passage word for word, are one origin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgraph.cards import Card
from kgraph.clustering import similar_pairs
from kgraph.edge_types import load_edge_types
from kgraph.gazetteer import find_entry
from kgraph.ids import slug
from kgraph.lexicon import load_lexicon
from kgraph.query.names import find_claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Article, Claim, Reading

_UNNAMED = frozenset({"anonymous", "group"})
_ALIKE = 0.6  # Jaccard of shingles from which two passages are one
_BEFORE = re.compile(r" (?:at|of|in|with|from|for|on|close|familiar|briefed|who)\b")
_SHINGLE = 3  # words
_WORD = re.compile(r"\w+")
_THE = re.compile(r"^the (?=\w)", re.IGNORECASE)
_TOP = 200  # code points among which a text's headline begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Card):
    """A root source of a claim, with all that repeats it.

    Attributes:
        name: The root: an actor, or the article that has it from nobody named.
        actor: Id of the actor that is the root, or None.
        articles: Ids of the articles that lead to it, sorted.
        outlets: Names of the media of those articles, sorted.
        chains: The ways from article to root as names, outermost first, sorted.
        readings: The places in the texts, in text order.
        circular: Whether media only cite one another, so that there is no root at all.
    """

    name: str
    actor: str | None = None
    articles: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    readings: tuple[Reading, ...] = ()
    circular: bool = False

    def __str__(self) -> str:
        """Return one line: the root, and how many articles and outlets repeat it."""
        many = f"{len(self.articles)} article{'' if len(self.articles) == 1 else 's'}"
        media = f", {len(self.outlets)} outlets" if len(self.outlets) > 1 else ""
        return f"{self.name} ({many}{media}{', circular' if self.circular else ''})"

    def rows(self) -> Iterator[tuple[dict[str, object], Reading]]:
        """Yield the rows of a table, one for each place in the texts."""
        chains = "; ".join(" <- ".join(chain) for chain in self.chains)
        head = {"origin": self.name, "circular": self.circular, "chains": chains}
        head["origin_id"] = self.actor
        for reading in self.readings:
            yield head, reading


@dataclass(frozen=True, slots=True)
class _Root:
    """Where one reading's chain ends, before echoes are folded."""

    key: tuple[str, ...]
    name: str
    actor: str | None
    chain: tuple[str, ...]
    reading: Reading
    outlet: str | None
    passage: str
    unnamed: bool


def find_origins(graph: KnowledgeGraph, claim: str | Claim) -> list[Origin]:
    """Return the origins of a claim, most echoed first: who put it forward or weighed it.

    Denials are no origins, and neither is who would not comment, nor a headline of what the
    article tells below. One actor is one origin, in however many articles it speaks, and so is one
    office ("the fire brigade"). Sources without a name are one origin where they reached the
    articles by the same medium and speak for the same actor, or where the passages are the same,
    word for word or nearly. A medium whose own article names its source leads on to that source.

    Args:
        graph: Where to look.
        claim: The claim, as ``find_claim`` takes it.

    Raises:
        UnknownNameError: If no claim fits, or several do.

    Example:
        >>> from kgraph.query.example import example_graph
        >>> for origin in find_origins(example_graph(), "dam"):
        ...     print(origin)
        Anna Kral (2 articles, 2 outlets)
        Borduria (1 article)
    """
    about = find_claim(graph, claim).id
    readings = [r for r in graph.in_text_order() if _puts_forward(r, about)]
    outer = {r.attribution.within for r in readings}
    told = _below_headlines(graph, [r for r in readings if r.id not in outer])
    roots = _by_bodies(graph, _by_media([root for r in told for root in _roots(graph, r)]))
    leads, circular = _leads(roots)
    echo = _echoes(roots)
    groups: dict[tuple[str, ...], list[_Root]] = defaultdict(list)
    for root in roots:
        for key in dict.fromkeys(echo.get(end, end) for end in leads[root.key]):
            groups[key].append(root)
    origins = [_origin(key, group, roots, circular) for key, group in groups.items()]
    return sorted(origins, key=lambda o: (-len(o.articles), o.name, o.articles))


def _puts_forward(reading: Reading, claim: str) -> bool:
    stance = dict(reading.claims).get(claim)
    told = reading.plain or reading.attribution.narrated
    row = load_edge_types()[reading.edge_type] if reading.edge_type else None
    if row and (row.silent or (row.stance == "against" and stance == "open")):
        return False
    return told and stance in {"for", "open"}


def _below_headlines(graph: KnowledgeGraph, readings: list[Reading]) -> list[Reading]:
    """Return the readings without those in headlines of what the article itself tells.

    A headline names shortly whom the article names in full, and is no source of its own.
    """
    headlines = {r.id for r in readings if _in_headline(graph, r)}
    body = {r.attribution.article for r in readings if r.id not in headlines}
    return [r for r in readings if r.attribution.article not in body or r.id not in headlines]


def _in_headline(graph: KnowledgeGraph, reading: Reading) -> bool:
    article = graph.articles[reading.attribution.article]
    title = article.title or ""
    place = article.text.find(title, 0, _TOP + len(title)) if title else -1
    return place >= 0 and reading.attribution.start < place + len(title)


def _roots(graph: KnowledgeGraph, reading: Reading) -> list[_Root]:
    """Return the roots of a reading's chain: its speakers, or the last that passed it on."""
    article = graph.articles[reading.attribution.article]
    outlet = outlet_id(article)
    via = [graph.actors[i].name for i in reading.reported_via]
    head = (*([article.outlet] if article.outlet else []), *via)
    passage = _passage(article, reading)
    made: list[_Root] = []
    if reading.attribution.narrated:
        name = article.outlet or article.id
        return [
            _Root(
                ("narrator", outlet or article.id),
                name,
                outlet,
                head,
                reading,
                outlet,
                passage,
                unnamed=True,
            )
        ]
    for speaker in reading.speakers:
        actor = graph.actors[speaker]
        by = reading.reported_via[-1] if reading.reported_via else outlet or article.id
        key: tuple[str, ...] = (actor.id,)
        unnamed = actor.kind in _UNNAMED or "/" in actor.id  # one that its article alone knows
        if unnamed:
            key = ("unnamed", by, slug(_BEFORE.split(actor.name)[0]), actor.affiliation or "")
            if actor.kind == "organisation" or _is_office(actor):
                key = ("body", slug(actor.name))
        chain = (*head, actor.name)
        made.append(
            _Root(key, actor.name, actor.id, chain, reading, outlet, passage, unnamed=unnamed)
        )
    if made:
        return made
    last = reading.reported_via[-1] if reading.reported_via else outlet
    name = head[-1] if head else article.id
    actor_id = last if last in graph.actors else None
    return [
        _Root((last or article.id,), name, actor_id, head, reading, outlet, passage, unnamed=True)
    ]


def _by_media(roots: list[_Root]) -> list[_Root]:
    """Return the roots with one key for sources that one medium has: of one body, or so called."""
    first: dict[tuple[str, ...], tuple[str, ...]] = {}
    made = []
    for root in roots:
        kind, *rest = root.key
        if kind != "unnamed":
            made.append(root)
            continue
        by, called, whose = rest
        shared = [(by, called), *([(by, "", whose)] if whose else [])]
        key = next((first[s] for s in shared if s in first), root.key)
        first |= dict.fromkeys(shared, key)
        made.append(replace(root, key=key))
    return made


def _is_office(actor: Actor) -> bool:
    """Return whether people are one office ("prosecutors in Klow"), rather than sources."""
    public = load_lexicon().classes["public"]
    words = re.sub(r"['’]s?\b", "", actor.name.lower()).split()
    return not actor.number and any(w.endswith("s") and w[:-1] in public for w in words)


def _by_bodies(graph: KnowledgeGraph, roots: list[_Root]) -> list[_Root]:
    """Return the roots with one root for who speaks for a body and the body itself.

    An article that has a claim from a union and from its organiser has it from the union; and a
    state that says what only one body of its own says has said it by that. Whom a state employs
    is heard for himself.
    """
    said_in = {(r.reading.attribution.article, r.actor or ""): r.key for r in roots}
    organs: dict[str | None, set[tuple[str, ...]]] = defaultdict(set)
    for root in roots:
        actor = graph.actors.get(root.actor or "")
        if actor is not None and actor.affiliation and actor.kind == "organisation":
            organs[actor.affiliation].add(root.key)
    made = []
    for root in roots:
        actor = graph.actors.get(root.actor or "")
        whole = graph.actors.get((actor.affiliation if actor else None) or "")
        firm = whole is not None and whole.kind != "government"
        place = (root.reading.attribution.article, whole.id if whole is not None else "")
        body = said_in.get(place) if firm else None
        organ = organs.get(root.actor, set())
        key = body or (next(iter(organ)) if len(organ) == 1 else root.key)
        made.append(replace(root, key=key))
    return made


def outlet_id(article: Article) -> str | None:
    """Return the id that the article's medium has as an actor, or would have.

    "The Porto Courier" is what others call "the Porto Courier".
    """
    if article.outlet is None:
        return None
    entry = find_entry(article.outlet)
    return f"actor:{entry.id if entry else slug(_THE.sub('', article.outlet))}"


def _leads(
    roots: list[_Root],
) -> tuple[dict[tuple[str, ...], list[tuple[str, ...]]], set[tuple[str, ...]]]:
    """Return to which roots each leads in the end, and which of those are media in a circle.

    A medium leads to the sources that its own articles name, and to those it passed on.
    """
    onward: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for root in roots:
        mouths = [i for i in (root.outlet, *root.reading.reported_via) if i]
        for mouth in mouths:
            onward[(mouth,)].add(root.key)
    leads: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    circular: set[tuple[str, ...]] = set()
    for root in roots:
        seen, waiting, ends = {root.key}, [root.key], set()
        while waiting:
            key = waiting.pop()
            ahead = onward.get(key, set()) - {key}
            if not ahead:
                ends.add(key)
            waiting += [k for k in sorted(ahead) if k not in seen]
            seen |= ahead
        if not ends:  # they cite one another, and nobody else
            ends = {min(seen)}
            circular |= ends
        leads[root.key] = sorted(ends)
    return leads, circular


def _passage(article: Article, reading: Reading) -> str:
    """Return the lines of the article in which a reading stands."""
    said = reading.attribution
    start = article.text.rfind("\n", 0, said.start) + 1
    end = article.text.find("\n", said.end)
    return article.text[start : end if end >= 0 else len(article.text)]


def _echoes(roots: list[_Root]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return for each unnamed root's key the first of those whose passages are the same."""
    ordered = sorted((r for r in roots if r.unnamed), key=lambda r: (r.key, r.reading.id))
    passages = [_shingles(root.passage) for root in ordered]
    numbers = {passage: n for n, passage in enumerate(dict.fromkeys(passages))}
    alike: dict[int, list[int]] = {n: [n] for n in numbers.values()}
    for a, b in similar_pairs(list(numbers), _ALIKE):
        alike[a].append(b)
        alike[b].append(a)
    first: dict[tuple[str, ...], tuple[str, ...]] = {}
    seen: dict[int, tuple[str, ...]] = {}  # the first key of each passage so far
    for root, passage in zip(ordered, passages, strict=True):
        number = numbers[passage]
        found = min((seen[n] for n in alike[number] if n in seen), default=root.key)
        own = first.setdefault(root.key, found)
        seen[number] = min(seen.get(number, own), own)
    return first


def _shingles(passage: str) -> frozenset[str]:
    words = _WORD.findall(passage.casefold())
    last = max(1, len(words) - _SHINGLE + 1)
    return frozenset(" ".join(words[k : k + _SHINGLE]) for k in range(last))


def _origin(
    key: tuple[str, ...],
    group: list[_Root],
    roots: list[_Root],
    circular: set[tuple[str, ...]],
) -> Origin:
    first = next((r for r in group if r.key == key), None)
    first = first or next((r for r in roots if r.key == key), group[0])
    readings = {r.reading.id: r.reading for r in group}
    return Origin(
        name=first.name,
        actor=first.actor,
        articles=tuple(sorted({r.reading.attribution.article for r in group})),
        outlets=tuple(sorted({r.chain[0] for r in group if r.outlet})),
        chains=tuple(sorted({r.chain for r in group})),
        readings=tuple(readings.values()),
        circular=key in circular,
    )
