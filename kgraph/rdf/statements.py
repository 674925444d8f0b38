"""``KnowledgeGraph`` -> resources and their properties, in the order in which a reader wants them.

What is nobody's word stands as a plain triple: names, dates, offsets. What somebody says is never
asserted: a claim is a resource with its parts as values, and only attributions point to it.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.errors import KgraphError, UnknownNameError
from kgraph.rdf import columns
from kgraph.rdf.attributions import Attributions
from kgraph.rdf.columns import Properties, encode, encode_texts, merged
from kgraph.rdf.evidence import sentences_around
from kgraph.rdf.kinds import Here
from kgraph.rdf.templates import Resource, Syntax, Template
from kgraph.rdf.terms import Minter, Terms, http_iri, string
from kgraph.rdf.words import Source, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Article, Claim, Event, Mention, Reading, Stance, TextSpan


@dataclass(frozen=True, slots=True)
class Section:
    """Resources of one sort under a title; they are made as they are asked for."""

    title: str
    resources: Iterable[Resource] | Attributions | Words

    def rendered(self, syntax: Syntax) -> Iterator[str]:
        """Yield the text of each resource."""
        if isinstance(self.resources, Attributions | Words):
            return self.resources.rendered(syntax)
        return map(syntax.render, self.resources)

    def __iter__(self) -> Iterator[Resource]:
        """Yield the resources."""
        if isinstance(self.resources, Attributions | Words):
            return self.resources.resources()
        return iter(self.resources)


class Projection:
    """Turns the nouns of one graph into resources, one after another.

    Only one article's resources are in memory at a time.
    """

    def __init__(  # noqa: PLR0913 - its options, all by keyword
        self,
        graph: KnowledgeGraph,
        minter: Minter,
        terms: Terms,
        *,
        texts: bool = False,
        reify: bool = False,
        stances: Mapping[str, Iterable[Stance]] | None = None,
    ) -> None:
        """Keep the graph.

        Args:
            graph: The graph.
            minter: Makes the IRIs.
            terms: Makes terms in the syntax that is written.
            texts: Write the articles' whole texts.
            reify: Say of each attribution which triples it reifies, as RDF 1.2 can.
            stances: What plain readings beyond those of the graph say, by claim: for a part of a
                corpus.

        Raises:
            KgraphError: If two nouns of different sorts have one id.
            UnknownNameError: If a reading names an article that there is not.
        """
        self._graph = graph
        self._minter = minter
        self._terms = terms
        self._texts = texts
        self._reify = reify
        self._here = Here(terms)
        self._templates: dict[object, Template] = {}
        _check_ids(graph)
        self._readings: dict[str, list[Reading]] = {article: [] for article in graph.articles}
        self._mentions: dict[str, list[Mention]] = {article: [] for article in graph.articles}
        for mention in graph.mentions.values():
            if mention.article not in self._mentions:
                raise UnknownNameError.among("article", mention.article, graph.articles)
            self._mentions[mention.article].append(mention)
        self._stances: dict[str, set[Stance]] = defaultdict(set)
        for claim, found in (stances or {}).items():
            self._stances[claim].update(found)
        for reading in graph.readings.values():
            name = reading.attribution.article
            if name not in self._readings:
                raise UnknownNameError.among("article", name, graph.articles)
            self._readings[name].append(reading)
            for claim, stance in reading.claims if reading.plain else ():
                self._stances[claim].add(stance)

    def sections(self) -> Iterator[Section]:
        """Yield all sections; the order of resources depends on their ids alone."""
        yield from self.corpus()
        for article_id in self._graph.articles:
            yield from self.article(article_id)

    def graphs(self) -> Iterator[tuple[str, Iterator[Section]]]:
        """Yield the name of each named graph with its sections: the corpus, then each article."""
        yield self._terms.iri(self._minter.corpus_graph), self.corpus()
        for article_id in self._graph.articles:
            yield self._terms.iri(self._minter.article_graph(article_id)), self.article(article_id)

    def corpus(self) -> Iterator[Section]:
        """Yield the sections of what belongs to no one article."""
        graph = self._graph
        yield Section("Actors", map(self._actor, graph.actors.values()))
        yield Section("Events", map(self._event, graph.events.values()))
        claims = map(self._claim, graph.claims.values())
        yield Section("Claims: what is said, never asserted", claims)

    def article(self, article_id: str) -> Iterator[Section]:
        """Yield the sections of one article, its attributions, its edges and its words."""
        article = self._graph.articles[article_id]
        iri = self._minter.article(article)
        source = Source(article, self._terms.iri(iri), Here(self._terms, self._terms.opened(iri)))
        placed = sorted(map(_placed, self._readings[article_id]))
        readings = [reading for *_, reading in placed]
        evidence = [
            sentences_around(article.text, start, end, reading.attribution.cue)
            for start, end, _, reading in placed
        ]
        mentions = sorted(self._mentions[article_id], key=lambda m: (m.span, m.id))
        spans = [span for reading in readings for role in _roles(reading) for span in role]
        spans += [mention.span for mention in mentions]
        used = {*evidence, *_checked(article, spans)}
        reified = self._reified(readings) if self._reify else {}
        pairs = list(zip(readings, evidence, strict=True))
        found = Attributions(source, pairs, reified, self._templates)
        yield Section(f"Article {article_id}", [self._article(source)])
        yield Section("Attributions: who says it, where, and how", found)
        yield Section("Plain edges, as shortcuts", self._shortcuts(readings))
        told = map(self._mention, mentions, [source] * len(mentions))
        yield Section("Mentions: whom words mean, and by which rule", told)
        yield Section("The words", Words(source, used))

    def _article(self, source: Source) -> Resource:
        named, article = self._terms.named, source.article
        length = self._terms.typed(str(len(article.text)), "xsd:integer")
        properties: Properties = [
            ("rdf:type", [named("schema:NewsArticle"), named("prov:Entity")]),
            ("kg:sha256", [string(article.sha256)]),
            ("kg:length", [length]),
            *encode(article, columns.ARTICLE, self._here),
        ]
        if self._texts:
            properties += encode_texts({"kg:text": article.text})
        return Resource(source.term, merged(properties))

    def _actor(self, actor: Actor) -> Resource:
        if actor.same_as:
            http_iri(actor.same_as, what=f"same_as of {actor.id!r}")  # raises, naming the actor
        properties = encode(actor, columns.ACTOR, self._here)
        properties[0][1].append(self._terms.named("prov:Agent"))
        return self._resource(actor.id, properties)

    def _event(self, event: Event) -> Resource:
        types = [self._terms.named("sem:Event")]
        return self._resource(
            event.id, [("rdf:type", types), *encode(event, columns.EVENT, self._here)]
        )

    def _claim(self, claim: Claim) -> Resource:
        named = self._terms.named
        properties: Properties = [("rdf:type", [named("kg:Claim"), named("schema:Claim")])]
        if status := status_of(self._stances.get(claim.id, ())):
            properties.append(("kg:status", [named(status)]))
        return self._resource(claim.id, properties + encode(claim, columns.CLAIM, self._here))

    def _mention(self, mention: Mention, source: Source) -> Resource:
        properties: Properties = [("rdf:type", [self._terms.named("kg:Mention")])]
        properties.append(("oa:hasSource", [source.term]))
        return self._resource(
            mention.id, properties + encode(mention, columns.MENTION, source.here)
        )

    def _edges(self, readings: Iterable[Reading]) -> Iterator[tuple[str, str, str]]:
        """Yield the ends and type of the edges that the readings prove."""
        for reading in readings:
            if reading.edge_type is not None:
                for speaker in reading.speakers:
                    ends = self._graph.ends(reading, speaker)
                    yield from ((speaker, reading.edge_type, end) for end in ends)

    def _reified(self, readings: Iterable[Reading]) -> dict[str, list[str]]:
        """Return the triples that each reading reifies, whether asserted or not."""
        named, noun = self._terms.named, self._terms.noun
        found = {
            reading.id: {
                f"<<( {noun(speaker)} {named(f'kg:{edge_type}')} {noun(end)} )>>"
                for speaker, edge_type, end in self._edges([reading])
            }
            for reading in readings
        }
        return {reading: sorted(triples) for reading, triples in found.items() if triples}

    def _shortcuts(self, readings: Iterable[Reading]) -> Iterator[Resource]:
        """Yield each speaker with its plain edges."""
        ends: dict[str, dict[str, set[str]]] = {}
        for speaker, edge_type, end in self._edges(r for r in readings if r.plain):
            by_type = ends.setdefault(speaker, {})
            by_type.setdefault(edge_type, set()).add(self._terms.noun(end))
        for speaker, by_type in sorted(ends.items()):
            edges = [(f"kg:{name}", sorted(by_type[name])) for name in sorted(by_type)]
            yield Resource(self._terms.noun(speaker), edges)

    def _resource(self, noun_id: str, properties: Properties) -> Resource:
        return Resource(self._terms.noun(noun_id), merged(properties))


_roles = operator.attrgetter(
    *(f"attribution.{role}" for role in ("source", "cue", "content", "target", "reported_via"))
)


def _placed(reading: Reading) -> tuple[int, int, str, Reading]:
    """Return a reading behind what it is sorted by; no two have one id."""
    return reading.attribution.start, reading.attribution.end, reading.id, reading


def status_of(stances: Iterable[Stance]) -> str | None:
    """Return how a claim stands by the stances of its plain readings; None if it has none."""
    found = set(stances)
    if {"for", "against"} <= found:
        return "kg:claimDisputed"
    if "against" in found:
        return "kg:claimDenied"
    if "for" in found:
        return "kg:claimPutForward"
    return "kg:claimWeighed" if found else None


def _check_ids(graph: KnowledgeGraph) -> None:
    """Raise if one id names two nouns: they would be one thing in RDF."""
    seen: set[str] = set()
    for table in (graph.actors, graph.events, graph.claims, graph.readings, graph.mentions):
        if both := sorted(seen & table.keys()):
            raise KgraphError(f"{both[0]!r} is the id of two nouns, which RDF cannot tell apart")
        seen |= table.keys()


def _checked(article: Article, spans: Iterable[TextSpan]) -> set[tuple[int, int]]:
    """Return the offsets of some spans.

    Raises:
        SpanError: If one does not fit the article.
    """
    used = {(span.start, span.end) for span in spans}
    length = len(article.text)
    if wrong := [(start, end) for start, end in used if not 0 <= start < end <= length]:
        article.span(*min(wrong))  # raises with the right words
    return used
