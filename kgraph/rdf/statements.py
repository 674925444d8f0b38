"""``KnowledgeGraph`` -> resources and their properties, in the order in which a reader wants them.

What is nobody's word stands as a plain triple: names, dates, offsets. What somebody says is never
asserted: a claim is a resource with its parts as values, and only attributions point to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kgraph.edge_types import edge_type_named
from kgraph.errors import UnknownNameError
from kgraph.rdf.evidence import find_evidence
from kgraph.rdf.terms import (
    Iri,
    Literal,
    Minter,
    Term,
    boolean,
    date,
    decimal,
    http_iri,
    integer,
    named,
    string,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import (
        Actor,
        ActorKind,
        Article,
        Attribution,
        Claim,
        Confidence,
        Event,
        Form,
        Likelihood,
        Modality,
        Reading,
        Stance,
        TextSpan,
    )

_N = TypeVar("_N")

CONTEXT = 32
"""Code points of ``oa:prefix`` and ``oa:suffix``, which find a quotation in an edited text."""

ACTOR_CLASS: dict[ActorKind, str] = {
    "person": "kg:Person",
    "government": "kg:Government",
    "organisation": "kg:Organisation",
    "outlet": "kg:Outlet",
    "group": "kg:Group",
    "anonymous": "kg:AnonymousSource",
}
STANCE_PROPERTY: dict[Stance, str] = {
    "for": "kg:putsForward",
    "against": "kg:opposes",
    "open": "kg:weighs",
}
FORM: dict[Form, str] = {"direct": "kg:direct", "indirect": "kg:indirect", "mixed": "kg:mixed"}
MODALITY: dict[Modality, str] = {
    "certain": "kg:certain",
    "probable": "kg:probable",
    "possible": "kg:possible",
}
LIKELIHOOD: dict[Likelihood, str] = {
    "almost-no-chance": "kg:almostNoChance",
    "very-unlikely": "kg:veryUnlikely",
    "unlikely": "kg:unlikely",
    "roughly-even-chance": "kg:roughlyEvenChance",
    "likely": "kg:likely",
    "very-likely": "kg:veryLikely",
    "almost-certain": "kg:almostCertain",
}
CONFIDENCE: dict[Confidence, str] = {
    "low": "kg:lowConfidence",
    "moderate": "kg:moderateConfidence",
    "high": "kg:highConfidence",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """An IRI and its properties: prefixed names with one or more values each."""

    subject: Iri
    properties: tuple[tuple[str, tuple[Term, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Resources of one sort under a title."""

    title: str
    resources: tuple[Resource, ...]


class Projection:
    """Turns the nouns of one graph into resources."""

    def __init__(self, graph: KnowledgeGraph, minter: Minter, *, texts: bool) -> None:
        """Keep the graph; ``texts`` says whether to write the articles' whole texts."""
        self._graph = graph
        self._minter = minter
        self._texts = texts
        self._articles = {a.id: minter.article(a) for a in graph.articles.values()}
        self._stances: dict[str, set[Stance]] = defaultdict(set)
        for reading in graph.readings.values():
            for claim, stance in reading.claims if reading.plain else ():
                self._stances[claim].add(stance)

    def sections(self) -> Iterator[Section]:
        """Yield all sections; the order of resources depends on their ids alone."""
        graph = self._graph
        yield _section("Articles", map(self._article, _sorted(graph.articles)))
        yield _section("Actors", map(self._actor, _sorted(graph.actors)))
        yield _section("Events", map(self._event, _sorted(graph.events)))
        claims = map(self._claim, _sorted(graph.claims))
        yield _section("Claims: what is said, never asserted", claims)
        yield _section("Attributions: who says it, where, and how", self._attributions())
        yield _section("Plain edges, as shortcuts", self._shortcuts())
        yield _section("The words", self._words())

    def _article(self, article: Article) -> Resource:
        return _resource(
            self._articles[article.id],
            ("rdf:type", (named("schema:NewsArticle"), named("prov:Entity"))),
            ("dcterms:identifier", [string(article.id)]),
            ("schema:headline", _strings(article.title)),
            ("schema:publisher", _strings(article.outlet)),
            ("schema:author", _strings(article.author)),
            ("schema:datePublished", [date(article.published)] if article.published else []),
            ("schema:inLanguage", _strings(article.language)),
            # A literal, as a link found on the way to an article need not be a valid IRI.
            ("schema:url", _strings(article.url)),
            ("kg:sha256", [string(article.sha256)]),
            ("kg:text", [string(article.text)] if self._texts else []),
        )

    def _actor(self, actor: Actor) -> Resource:
        same_as = actor.same_as and http_iri(actor.same_as, what=f"same_as of {actor.id!r}")
        return _resource(
            self._minter.noun(actor.id),
            ("rdf:type", (named(ACTOR_CLASS[actor.kind]), named("prov:Agent"))),
            ("rdfs:label", [string(actor.name)]),
            ("skos:altLabel", _strings(*actor.aliases)),
            ("kg:role", _strings(actor.role)),
            ("kg:speaksFor", self._nouns(actor.affiliation)),
            ("owl:sameAs", [Iri(same_as)] if same_as else []),
        )

    def _event(self, event: Event) -> Resource:
        return _resource(
            self._minter.noun(event.id),
            ("rdf:type", [named("sem:Event")]),
            ("rdfs:label", [string(event.label)]),
            ("kg:eventKind", [string(event.kind)]),
            ("kg:place", _strings(event.place)),
            ("sem:hasTimeStamp", [date(event.date)] if event.date else []),
        )

    def _claim(self, claim: Claim) -> Resource:
        return _resource(
            self._minter.noun(claim.id),
            ("rdf:type", (named("kg:Claim"), named("schema:Claim"))),
            ("rdfs:label", [string(claim.label)]),
            ("kg:agent", self._nouns(claim.agent)),
            ("kg:act", _strings(claim.act)),
            ("kg:object", _strings(claim.object)),
            ("kg:event", self._nouns(claim.event)),
            ("kg:status", _status(self._stances[claim.id])),
        )

    def _attributions(self) -> Iterator[Resource]:
        for reading in self._graph.in_text_order():
            yield _resource(
                self._minter.noun(reading.id),
                *self._who(reading),
                *self._what(reading),
                *_how(reading.attribution, hearsay=reading.hearsay),
                *self._where(reading.attribution),
            )

    def _who(self, reading: Reading) -> Iterator[tuple[str, Iterable[Term]]]:
        """Yield class, edge type and actors.

        Of an act that is negated or hearsay, neither the class nor PROV says that it took place:
        a reader who knows nothing of ``kg:negated`` must not be misled.
        """
        edge_type = reading.edge_type and edge_type_named(reading.edge_type)
        speakers = self._nouns(*reading.speakers)
        took_place = not reading.attribution.negated and not reading.hearsay
        types = [named("kg:Attribution")]
        if edge_type and took_place:
            types.insert(0, named(f"kg:{edge_type.rdf_class}"))
        yield "rdf:type", types
        yield "kg:edgeType", [named(f"kg:{edge_type.name}")] if edge_type else []
        yield "kg:speaker", speakers
        yield "kg:target", self._nouns(*reading.targets)
        yield "kg:reportedVia", self._nouns(*reading.reported_via)
        yield "prov:wasAttributedTo", speakers if took_place else []

    def _what(self, reading: Reading) -> Iterator[tuple[str, Iterable[Term]]]:
        """Yield the claims by stance, and the attributions around and before."""
        for stance, name in STANCE_PROPERTY.items():
            yield name, self._nouns(*(claim for claim, side in reading.claims if side == stance))
        yield "kg:answers", self._nouns(reading.answers)
        yield "kg:within", self._nouns(reading.attribution.within)

    def _where(self, attribution: Attribution) -> Iterator[tuple[str, Iterable[Term]]]:
        """Yield the article and the stretches of text."""
        article = self._article_named(attribution.article)
        yield "prov:wasQuotedFrom", [self._articles[article.id]]
        for name, spans in _roles(attribution):
            yield name, [self._span(article, span.start, span.end) for span in spans]
        yield "kg:evidence", [self._span(article, *find_evidence(article.text, attribution))]

    def _shortcuts(self) -> Iterator[Resource]:
        """Yield each speaker with its plain edges."""
        ends: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for edge in self._graph.edges():
            ends[edge.speaker.id][edge.edge_type].append(edge.object.id)
        for speaker, by_type in ends.items():
            edges = ((f"kg:{name}", self._nouns(*found)) for name, found in by_type.items())
            yield _resource(self._minter.noun(speaker), *edges)

    def _words(self) -> Iterator[Resource]:
        """Yield each stretch of text that an attribution points to, once, and its selector."""
        used: set[tuple[str, int, int]] = set()
        for attribution in (reading.attribution for reading in self._graph.readings.values()):
            spans = [span for _, spans in _roles(attribution) for span in spans]
            used |= {(attribution.article, span.start, span.end) for span in spans}
            text = self._article_named(attribution.article).text
            used.add((attribution.article, *find_evidence(text, attribution)))
        for name, start, end in sorted(used):
            yield from self._span_resources(self._graph.articles[name], start, end)

    def _span_resources(self, article: Article, start: int, end: int) -> Iterator[Resource]:
        iri = self._articles[article.id]
        selector = self._minter.selector(iri, start, end)
        yield _resource(
            self._minter.span(iri, start, end),
            ("rdf:type", [named("oa:SpecificResource")]),
            ("oa:hasSource", [iri]),
            ("oa:hasSelector", [selector]),
        )
        yield _resource(
            selector,
            ("rdf:type", (named("oa:TextPositionSelector"), named("oa:TextQuoteSelector"))),
            ("oa:start", [integer(start)]),
            ("oa:end", [integer(end)]),
            ("oa:exact", [string(article.span(start, end).text)]),
            ("oa:prefix", _strings(article.text[max(0, start - CONTEXT) : start])),
            ("oa:suffix", _strings(article.text[end : end + CONTEXT])),
        )

    def _span(self, article: Article, start: int, end: int) -> Iri:
        return self._minter.span(self._articles[article.id], start, end)

    def _article_named(self, name: str) -> Article:
        if name not in self._graph.articles:
            raise UnknownNameError.among("article", name, self._graph.articles)
        return self._graph.articles[name]

    def _nouns(self, *ids: str | None) -> list[Term]:
        """Return the IRIs of those ids that are there."""
        return [self._minter.noun(noun_id) for noun_id in ids if noun_id is not None]


def _how(attribution: Attribution, *, hearsay: bool) -> Iterator[tuple[str, Iterable[Term]]]:
    """Yield the marks and the three axes of an attribution; they are never merged into one."""
    yield "kg:negated", [boolean(attribution.negated)]
    yield "kg:hearsay", [boolean(hearsay)]
    yield "kg:form", [named(FORM[attribution.form])]
    if attribution.modality:
        yield "kg:modality", [named(MODALITY[attribution.modality])]
    if attribution.likelihood:
        yield "kg:likelihood", [named(LIKELIHOOD[attribution.likelihood])]
    if attribution.analytic_confidence:
        yield "kg:analyticConfidence", [named(CONFIDENCE[attribution.analytic_confidence])]
    if attribution.said_on:
        yield "kg:saidOn", [date(attribution.said_on)]
    if attribution.score is not None:
        yield "kg:score", [decimal(attribution.score)]


def _roles(attribution: Attribution) -> tuple[tuple[str, tuple[TextSpan, ...]], ...]:
    return (
        ("kg:sourceSpan", attribution.source),
        ("kg:cueSpan", attribution.cue),
        ("kg:contentSpan", attribution.content),
        ("kg:targetSpan", attribution.target),
        ("kg:reportedViaSpan", attribution.reported_via),
    )


def _status(stances: set[Stance]) -> list[Term]:
    """Return how a claim stands by the stances of its plain readings; nothing if it has none."""
    if {"for", "against"} <= stances:
        return [named("kg:claimDisputed")]
    if "against" in stances:
        return [named("kg:claimDenied")]
    if "for" in stances:
        return [named("kg:claimPutForward")]
    return [named("kg:claimWeighed")] if stances else []


def _strings(*texts: str | None) -> list[Term]:
    """Return those texts that are there and not empty."""
    return [string(text) for text in texts if text]


def _resource(subject: Iri, *properties: tuple[str, Iterable[Term]]) -> Resource:
    """Return the resource with its properties in the order given, without the empty ones.

    Values are a set in RDF, so they are sorted, but for classes, where the telling one is first.
    """
    found = []
    for name, terms in properties:
        values = tuple(dict.fromkeys(terms))
        if name != "rdf:type":
            values = tuple(sorted(values, key=_sort_key))
        if values:
            found.append((name, values))
    return Resource(subject, tuple(found))


def _sort_key(term: Term) -> str:
    return term.text if isinstance(term, Literal) else term


def _sorted(nouns: Mapping[str, _N]) -> list[_N]:
    return [nouns[noun_id] for noun_id in sorted(nouns)]


def _section(title: str, resources: Iterable[Resource]) -> Section:
    return Section(title, tuple(resources))
