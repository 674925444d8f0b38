"""``KnowledgeGraph`` <-> RDF: Turtle, TriG, N-Quads, JSON-LD, rdflib; the vocabulary and shapes.

* ``terms``: IRIs, literals, namespaces, and how an id becomes an IRI
* ``columns``, with ``kinds``: which property carries which field of a noun
* ``words``: the stretches of text
* ``statements``: graph -> resources with their properties, in sections
* ``evidence``: the sentences around an attribution
* ``turtle``, ``nquads``, ``jsonld``: sections -> text; ``writing``: the choice among them
* ``parsing``: text -> what is said of each IRI; ``reading``: that -> graph
* ``vocabulary``: the ontology, from ``data/vocabulary.ttl`` and the table of edge types
* ``validation``: what a file breaks of ``data/shapes.ttl``

rdflib is loaded when ``to_rdflib`` or ``find_violations`` is called and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.rdf.reading import from_rdf
from kgraph.rdf.terms import BASE, NAMESPACES
from kgraph.rdf.vocabulary import vocabulary_turtle
from kgraph.rdf.writing import SUFFIXES, to_turtle, write

if TYPE_CHECKING:
    import rdflib

    from kgraph.graph import KnowledgeGraph

__all__ = [
    "BASE",
    "NAMESPACES",
    "SUFFIXES",
    "from_rdf",
    "to_rdflib",
    "to_turtle",
    "vocabulary_turtle",
    "write",
]


def to_rdflib(graph: KnowledgeGraph, *, base: str = BASE, texts: bool = False) -> rdflib.Graph:
    """Return the graph as an rdflib graph: the same triples as in ``to_turtle``.

    Takes the same arguments and raises the same errors.
    """
    import rdflib  # here, as it is heavy and ``import kgraph`` must not load it

    found = rdflib.Graph()
    for prefix, namespace in NAMESPACES.items():
        found.bind(prefix, namespace, replace=True)
    triples = "".join(write(graph, "ntriples", base=base, texts=texts))
    return found.parse(data=triples, format="nt")
