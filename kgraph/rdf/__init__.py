"""``KnowledgeGraph`` -> RDF 1.1: Turtle text, an rdflib graph, and the vocabulary they use.

The only owner of rdflib, which is loaded when ``to_rdflib`` is called and not before.

* ``terms``: IRIs, literals, namespaces, and how an id becomes an IRI
* ``statements``: graph -> resources with their properties, in sections
* ``evidence``: the sentences around an attribution
* ``turtle``: sections -> Turtle
* ``vocabulary``: the ontology, from ``data/vocabulary.ttl`` and the table of edge types
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.rdf.statements import Projection
from kgraph.rdf.terms import BASE, NAMESPACES, Literal, Minter, Term, named
from kgraph.rdf.turtle import write_turtle
from kgraph.rdf.vocabulary import vocabulary_turtle

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Literal as RdflibLiteral

    from kgraph.graph import KnowledgeGraph

__all__ = ["to_rdflib", "to_turtle", "vocabulary_turtle"]


def to_turtle(graph: KnowledgeGraph, *, base: str = BASE, texts: bool = False) -> str:
    r"""Return the graph as RDF 1.1 Turtle; equal graphs give equal text, byte for byte.

    There are no blank nodes and no time stamps, so loading the same graph twice changes nothing.
    Characters that not every RDF tool can carry (NUL, lone surrogates, U+FFFE, U+FFFF) become
    U+FFFD, one for one, so that all offsets stay right.

    Args:
        graph: The graph.
        base: Where the IRIs of articles, actors, claims ... start: ``http(s)``, ending in ``/``.
        texts: Also write the whole text of each article. Without it, there are the words of each
            role with 32 characters around them, and the sentences that each attribution stands in.

    Raises:
        KgraphError: If the base or an actor's ``same_as`` is no http IRI, or a score no number.
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
    return write_turtle(Projection(graph, Minter(base), texts=texts).sections(), base=base)


def to_rdflib(graph: KnowledgeGraph, *, base: str = BASE, texts: bool = False) -> rdflib.Graph:
    """Return the graph as an rdflib graph: the same triples as in ``to_turtle``.

    Takes the same arguments and raises the same errors.
    """
    import rdflib  # here, as it is heavy and ``import kgraph`` must not load it

    found = rdflib.Graph()
    for prefix, namespace in NAMESPACES.items():
        found.bind(prefix, namespace, replace=True)

    def node(term: Term) -> rdflib.URIRef | RdflibLiteral:
        if isinstance(term, Literal):
            return rdflib.Literal(term.text, datatype=term.datatype and named(term.datatype))
        return rdflib.URIRef(term)

    for section in Projection(graph, Minter(base), texts=texts).sections():
        for resource in section.resources:
            subject = rdflib.URIRef(resource.subject)
            for name, terms in resource.properties:
                for term in terms:
                    found.add((subject, rdflib.URIRef(named(name)), node(term)))
    return found
