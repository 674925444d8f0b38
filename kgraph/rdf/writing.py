"""``KnowledgeGraph`` -> RDF in each of its forms, as text that comes piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kgraph.errors import KgraphError
from kgraph.rdf.jsonld import write_jsonld
from kgraph.rdf.nquads import write_nquads, write_ntriples
from kgraph.rdf.statements import Projection
from kgraph.rdf.terms import BASE, Minter, Terms
from kgraph.rdf.turtle import TurtleTerms, write_trig, write_turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgraph.graph import KnowledgeGraph

Form = Literal["turtle", "trig", "nquads", "ntriples", "jsonld"]
Version = Literal["1.1", "1.2"]

SUFFIXES: dict[str, Form] = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
}
"""The form that a file's suffix names."""


def write(
    graph: KnowledgeGraph,
    form: Form,
    *,
    base: str = BASE,
    texts: bool = False,
    version: Version = "1.1",
) -> Iterator[str]:
    """Yield the graph in one of the forms of RDF, piece by piece, for graphs of any size.

    Takes the arguments of ``to_turtle`` and raises its errors.
    """
    minter = Minter(base)
    reify = version == "1.2"
    announced = version if reify else None
    terms = TurtleTerms(minter) if form in ("turtle", "trig") else Terms(minter)
    projection = Projection(graph, minter, terms, texts=texts, reify=reify)
    if isinstance(terms, TurtleTerms):
        if form == "trig":
            return write_trig(projection.graphs(), terms, version=announced)
        return write_turtle(projection.sections(), terms, version=announced)
    if form == "nquads":
        return write_nquads(projection.graphs())
    if form == "ntriples":
        return write_ntriples(projection.sections())
    if reify:
        raise KgraphError("JSON-LD has no form for RDF 1.2; write Turtle, TriG or N-Quads")
    return write_jsonld(projection.graphs(), base=base)


def to_turtle(
    graph: KnowledgeGraph, *, base: str = BASE, texts: bool = False, version: Version = "1.1"
) -> str:
    r"""Return the graph as RDF Turtle; equal graphs give equal text, byte for byte.

    There are no blank nodes and no time stamps, so loading the same graph twice changes nothing.
    Characters that not every RDF tool can carry (NUL, lone surrogates, U+FFFE, U+FFFF) become
    U+FFFD, one for one, so that all offsets stay right; ``kg:replaced`` says what they were.

    Args:
        graph: The graph.
        base: Where the IRIs of articles, actors, claims ... start: ``http(s)``, ending in ``/``.
        texts: Also write the whole text of each article. Without it, there are the words of each
            role with 32 characters around them, and the sentences that each attribution stands in.
        version: ``1.2`` also says of each attribution which triples it reifies. Many stores read
            1.1 alone.

    Raises:
        KgraphError: If the base or an actor's ``same_as`` is no http IRI, a score no number, or
            two nouns have one id.
        UnknownNameError: If a reading names an article or edge type that there is not.
        SpanError: If a span does not fit its article.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Actor
        >>> kral = Actor(id="actor:anna-kral", name="Anna Kral", kind="person")
        >>> print(to_turtle(KnowledgeGraph.of(actors=[kral])).partition("# Actors\n\n")[2])
        actor:anna-kral a kg:Person, prov:Agent ;
            rdfs:label "Anna Kral" .
        <BLANKLINE>
    """
    return "".join(write(graph, "turtle", base=base, texts=texts, version=version))
