"""``KnowledgeGraph`` -> resources and their properties, in the order in which a reader wants them.

What is nobody's word stands as a plain triple: names, dates, offsets. What somebody says is never
asserted: a claim is a resource with its parts as values, and only attributions point to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.edge_types import edge_type_named
from kgraph.errors import KgraphError, UnknownNameError
from kgraph.rdf import columns
from kgraph.rdf.columns import Place, Properties, encode, encode_texts, order_note
from kgraph.rdf.evidence import find_evidence
from kgraph.rdf.terms import Minter, http_iri, integer, named, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Article, Attribution, Claim, Event, Reading, Stance

CONTEXT = 32
"""Code points of ``oa:prefix`` and ``oa:suffix``, which find a quotation in an edited text."""


@dataclass(frozen=True, slots=True)
class Resource:
    """An IRI and its properties: prefixed names with one or more terms each."""

    subject: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Section:
    """Resources of one sort under a title; they are made as they are asked for."""

    title: str
    resources: Iterable[Resource]


class Projection:
    """Turns the nouns of one graph into resources, one after another.

    Only one article's resources are in memory at a time.
    """

    def __init__(
        self, graph: KnowledgeGraph, minter: Minter, *, texts: bool = False, reify: bool = False
    ) -> None:
        """Keep the graph.

        Args:
            graph: The graph.
            minter: Makes the IRIs.
            texts: Write the articles' whole texts.
            reify: Say of each attribution which triples it reifies, as RDF 1.2 can.

        Raises:
            KgraphError: If two nouns of different sorts have one id.
            UnknownNameError: If a reading names an article that there is not.
        """
        self._graph = graph
        self._minter = minter
        self._texts = texts
        self._reify = reify
        self._place = Place(minter)
        _check_ids(graph)
        self._readings: dict[str, list[Reading]] = {article: [] for article in graph.articles}
        self._stances: dict[str, set[Stance]] = defaultdict(set)
        for reading in graph.in_text_order():
            if reading.attribution.article not in self._readings:
                raise UnknownNameError.among("article", reading.attribution.article, graph.articles)
            self._readings[reading.attribution.article].append(reading)
            for claim, stance in reading.claims if reading.plain else ():
                self._stances[claim].add(stance)

    def sections(self) -> Iterator[Section]:
        """Yield all sections; the order of resources depends on their ids alone."""
        articles = self._graph.articles.values()
        yield Section("Articles", map(self._article, articles))
        yield from self.corpus()
        yield Section(
            "Attributions: who says it, where, and how",
            (resource for article in articles for resource in self._attributions(article)),
        )
        readings = (reading for found in self._readings.values() for reading in found)
        yield Section("Plain edges, as shortcuts", self._shortcuts(readings))
        yield Section(
            "The words", (resource for article in articles for resource in self._words(article))
        )

    def corpus(self) -> Iterator[Section]:
        """Yield the sections of what belongs to no one article."""
        graph = self._graph
        yield Section("Actors", map(self._actor, graph.actors.values()))
        yield Section("Events", map(self._event, graph.events.values()))
        claims = map(self._claim, graph.claims.values())
        yield Section("Claims: what is said, never asserted", claims)

    def article(self, article_id: str) -> Iterator[Section]:
        """Yield the section of one article: it, its attributions, its edges and its words."""
        article = self._graph.articles[article_id]
        yield Section(
            f"Article {article_id}",
            (
                resource
                for part in (
                    (self._article(article),),
                    self._attributions(article),
                    self._shortcuts(self._readings[article_id]),
                    self._words(article),
                )
                for resource in part
            ),
        )

    def graphs(self) -> Iterator[tuple[str, Iterator[Section]]]:
        """Yield the name of each named graph with its sections: the corpus, then each article."""
        yield f"<{self._minter.corpus_graph}>", self.corpus()
        for article_id in self._graph.articles:
            yield f"<{self._minter.article_graph(article_id)}>", self.article(article_id)

    def _article(self, article: Article) -> Resource:
        properties: Properties = [("rdf:type", [named("schema:NewsArticle"), named("prov:Entity")])]
        properties += encode(article, columns.ARTICLE, self._place)
        properties.append(("kg:sha256", [string(article.sha256)]))
        properties.append(("kg:length", [integer(len(article.text))]))
        if self._texts:
            properties += encode_texts({"kg:text": article.text})
        return Resource(f"<{self._minter.article(article)}>", _merged(properties))

    def _actor(self, actor: Actor) -> Resource:
        if actor.same_as:
            http_iri(actor.same_as, what=f"same_as of {actor.id!r}")  # raises, naming the actor
        properties = encode(actor, columns.ACTOR, self._place)
        properties[0][1].append(named("prov:Agent"))
        return self._resource(actor.id, properties)

    def _event(self, event: Event) -> Resource:
        return self._resource(
            event.id,
            [
                ("rdf:type", [named("sem:Event")]),
                *encode(event, columns.EVENT, self._place),
            ],
        )

    def _claim(self, claim: Claim) -> Resource:
        status = status_of(self._stances.get(claim.id, ()))
        return self._resource(
            claim.id,
            [
                ("rdf:type", [named("kg:Claim"), named("schema:Claim")]),
                *encode(claim, columns.CLAIM, self._place),
                *([("kg:status", [named(status)])] if status else []),
            ],
        )

    def _attributions(self, article: Article) -> Iterator[Resource]:
        """Yield the attributions of an article.

        Of an act that is negated or hearsay, neither the class nor PROV says that it took place:
        a reader who knows nothing of ``kg:negated`` must not be misled.
        """
        iri = self._minter.article(article)
        place = Place(self._minter, iri)
        for reading in self._readings[article.id]:
            said = reading.attribution
            _check_spans(article, said)
            types = [named("kg:Attribution")]
            speakers: Properties = []
            if reading.plain:
                types.insert(0, named(f"kg:{edge_type_named(str(reading.edge_type)).rdf_class}"))
            if not said.negated and not reading.hearsay and reading.speakers:
                who = sorted({f"<{self._minter.noun(speaker)}>" for speaker in reading.speakers})
                speakers = [("prov:wasAttributedTo", who)]
            start, end = find_evidence(article.text, said)
            properties = [
                ("rdf:type", types),
                *encode(reading, columns.READING, place),
                *speakers,
                *self._claims(reading),
                *encode(said, columns.ATTRIBUTION, place),
                ("kg:evidence", [f"<{iri}#char={start},{end}>"]),
                ("prov:wasQuotedFrom", [f"<{iri}>"]),
                *self._reified(reading),
            ]
            yield self._resource(reading.id, _merged(properties))

    def _claims(self, reading: Reading) -> Iterator[tuple[str, list[str]]]:
        """Yield the claims by stance."""
        for stance, name in columns.STANCE_PROPERTY.items():
            found = {claim for claim, side in reading.claims if side == stance}
            if found:
                yield name, sorted(f"<{self._minter.noun(claim)}>" for claim in found)
        if note := order_note("kg:concerns", reading.claims):
            yield "kg:order", [string(text) for text in note]

    def _edges(self, readings: Iterable[Reading]) -> Iterator[tuple[str, str, str]]:
        """Yield the ends and type of the edges that the readings prove."""
        for reading in readings:
            if reading.edge_type is not None:
                ends = self._graph.ends(reading)
                for speaker in reading.speakers:
                    yield from ((speaker, reading.edge_type, end) for end in ends)

    def _reified(self, reading: Reading) -> Properties:
        """Return the triples that the reading reifies, asserted or not, where RDF 1.2 is asked."""
        noun = self._minter.noun
        found = {
            f"<<( <{noun(speaker)}> {named(f'kg:{edge_type}')} <{noun(end)}> )>>"
            for speaker, edge_type, end in (self._edges([reading]) if self._reify else ())
        }
        return [("rdf:reifies", sorted(found))] if found else []

    def _shortcuts(self, readings: Iterable[Reading]) -> Iterator[Resource]:
        """Yield each speaker with its plain edges."""
        ends: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for speaker, edge_type, end in self._edges(r for r in readings if r.plain):
            ends[speaker][edge_type].add(f"<{self._minter.noun(end)}>")
        for speaker, by_type in sorted(ends.items()):
            edges = [(f"kg:{name}", sorted(by_type[name])) for name in sorted(by_type)]
            yield self._resource(speaker, edges)

    def _words(self, article: Article) -> Iterator[Resource]:
        """Yield each stretch of text that an attribution points to, once, and its selector."""
        used: set[tuple[int, int]] = set()
        for reading in self._readings[article.id]:
            said = reading.attribution
            for role in columns.ROLES:
                used.update((span.start, span.end) for span in getattr(said, role))
            used.add(find_evidence(article.text, said))
        iri, text = self._minter.article(article), article.text
        for start, end in sorted(used):
            place = f"{start},{end}"
            selector = f"<{iri}#sel={place}>"
            yield Resource(
                f"<{iri}#char={place}>",
                [
                    ("rdf:type", _SPECIFIC_RESOURCE),
                    ("oa:hasSource", [f"<{iri}>"]),
                    ("oa:hasSelector", [selector]),
                ],
            )
            words = {
                "oa:exact": text[start:end],
                "oa:prefix": text[max(0, start - CONTEXT) : start],
                "oa:suffix": text[end : end + CONTEXT],
            }
            yield Resource(
                selector,
                [
                    ("rdf:type", _SELECTORS),
                    ("oa:start", [integer(start)]),
                    ("oa:end", [integer(end)]),
                    *encode_texts(words),
                ],
            )

    def _resource(self, noun_id: str, properties: Properties) -> Resource:
        return Resource(f"<{self._minter.noun(noun_id)}>", properties)


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


_SPECIFIC_RESOURCE = [named("oa:SpecificResource")]
_SELECTORS = [named("oa:TextPositionSelector"), named("oa:TextQuoteSelector")]


def _merged(properties: Properties) -> Properties:
    """Return the properties with each name once."""
    found: dict[str, list[str]] = {}
    for name, terms in properties:
        known = found.get(name)
        found[name] = sorted({*known, *terms}) if known else terms
    return list(found.items())


def _check_ids(graph: KnowledgeGraph) -> None:
    """Raise if one id names two nouns: they would be one thing in RDF."""
    seen: set[str] = set()
    for table in (graph.actors, graph.events, graph.claims, graph.readings):
        if both := sorted(seen & table.keys()):
            raise KgraphError(f"{both[0]!r} is the id of two nouns, which RDF cannot tell apart")
        seen |= table.keys()


def _check_spans(article: Article, said: Attribution) -> None:
    """Raise if a span does not fit the article."""
    length = len(article.text)
    for role in columns.ROLES:
        for span in getattr(said, role):
            if not 0 <= span.start < span.end <= length:
                article.span(span.start, span.end)  # raises with the right words
