"""Two graphs -> what the second has that the first has not: what is new since yesterday."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.cards import Card
from kgraph.query.disputes import find_statuses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sized

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Article, Claim, Edge, Reading
    from kgraph.query.disputes import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Card):
    """A claim whose status is another than before.

    Attributes:
        claim: The claim, as it is now.
        before: Its status in the first graph, ``unsaid`` where it was not there.
        after: Its status in the second.
    """

    claim: Claim
    before: Status
    after: Status

    def __str__(self) -> str:
        """Return one line: from what to what, and the claim."""
        return f"{self.before} -> {self.after}: {self.claim.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Card):
    """What one graph has that another has not; nouns are the same where their ids are.

    Attributes:
        articles: New articles, by id.
        actors: New actors, by id.
        claims: New claims, by id.
        edges: New edges, and those with new evidence, each with the new evidence alone.
        turns: Claims of another status than before, by id.
        gone: Readings that are there no longer, in text order.
    """

    articles: tuple[Article, ...] = ()
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    edges: tuple[Edge, ...] = ()
    turns: tuple[Turn, ...] = ()
    gone: tuple[Reading, ...] = ()

    def __str__(self) -> str:
        """Return one line with how much is new."""
        return (
            f"new: {_count(self.articles, 'article')}, {_count(self.actors, 'actor')}, "
            f"{_count(self.claims, 'claim')}, evidence for {_count(self.edges, 'edge')}; "
            f"{_count(self.turns, 'turn')}; {_count(self.gone, 'reading')} gone"
        )

    def rows(self) -> Iterator[tuple[dict[str, object], None]]:
        """Yield the rows of a table: what kind of news, and what."""
        news = [
            *(("article", a.title or a.id, a.id) for a in self.articles),
            *(("actor", a.name, a.id) for a in self.actors),
            *(("claim", c.label, c.id) for c in self.claims),
            *(("evidence", str(e), e.id) for e in self.edges),
            *(("status", str(t), t.claim.id) for t in self.turns),
            *(("gone", r.attribution.words, r.id) for r in self.gone),
        ]
        for kind, what, key in news:
            yield {"news": kind, "what": " ".join(what.split()), "id": key}, None


def compare(before: KnowledgeGraph, after: KnowledgeGraph) -> Comparison:
    """Return what the second graph has that the first has not, and which claims changed status.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.query.example import example_graph
        >>> news = compare(KnowledgeGraph.of(), example_graph())
        >>> print(news)
        new: 2 articles, 3 actors, 1 claim, evidence for 5 edges; 1 turn; 0 readings gone
        >>> print(*news.turns)
        unsaid -> disputed: Borduria blew up the dam
    """
    new = after.readings.keys() - before.readings.keys()
    return Comparison(
        articles=tuple(a for i, a in after.articles.items() if i not in before.articles),
        actors=tuple(a for i, a in after.actors.items() if i not in before.actors),
        claims=tuple(c for i, c in after.claims.items() if i not in before.claims),
        edges=tuple(_with_news(before, after, new)),
        turns=tuple(_turns(before, after)),
        gone=tuple(r for r in before.in_text_order() if r.id not in after.readings),
    )


def _count(nouns: Sized, name: str) -> str:
    return f"{len(nouns)} {name}{'' if len(nouns) == 1 else 's'}"


def _with_news(before: KnowledgeGraph, after: KnowledgeGraph, new: set[str]) -> Iterator[Edge]:
    known = {edge.id for edge in before.edges()}
    for edge in after.edges():
        fresh = tuple(reading for reading in edge.evidence if reading.id in new)
        if fresh:
            yield dataclasses.replace(edge, evidence=fresh)
        elif edge.id not in known:  # what was read before is understood otherwise now
            yield edge


def _turns(before: KnowledgeGraph, after: KnowledgeGraph) -> Iterator[Turn]:
    then, now = find_statuses(before), find_statuses(after)
    for claim, status in now.items():
        former = then.get(claim, "unsaid")
        if former != status:
            yield Turn(claim=after.claims[claim], before=former, after=status)
