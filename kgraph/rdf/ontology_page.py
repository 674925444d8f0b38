"""The ontology -> a Markdown page for people: ``python -m kgraph.rdf.ontology_page``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.rdf.terms import NAMESPACES
from kgraph.rdf.vocabulary import alignment_turtle, vocabulary_turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib
    from rdflib.term import Node

_HEAD = """\
# The ontology

Every term of `https://w3id.org/kgraph/ns#`, prefix `kg:`. This page is made from
`kgraph/data/vocabulary.ttl`, `edge_types.toml` and `alignment.ttl` by
`python -m kgraph.rdf.ontology_page`; [RDF](rdf.md) tells how the terms are used, and
[edge types](edge-types.md) what the edges mean.
"""
_OTHERS = {
    "aida": "https://raw.githubusercontent.com/NextCenturyCorporation/AIDA-Interchange-Format/"
    "master/java/src/main/resources/com/ncc/aif/ontologies/InterchangeOntology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "grasp": "http://groundedannotationframework.org/grasp#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
}


def vocabulary_markdown() -> str:
    """Return the page."""
    import rdflib  # here, as it is heavy and ``import kgraph`` must not load it

    ontology = rdflib.Graph().parse(data=vocabulary_turtle(), format="turtle")
    alignment = rdflib.Graph().parse(data=alignment_turtle(), format="turtle")
    return "".join(f"{line}\n" for line in (_HEAD, *_lines(ontology, alignment)))


def _lines(ontology: rdflib.Graph, alignment: rdflib.Graph) -> Iterator[str]:
    from rdflib.namespace import OWL, RDFS, SKOS

    edges = set(ontology.subjects(RDFS.subPropertyOf, _term("kg:edge")))
    yield "## Classes\n"
    yield "| term | below | meaning |\n|---|---|---|"
    for term in _terms(ontology, OWL.Class):
        above = _listed(ontology, term, RDFS.subClassOf)
        yield f"| `{_short(term)}` | {above} | {_meaning(ontology, term)} |"
    yield "\n## Properties\n"
    yield "| term | from | to | meaning |\n|---|---|---|---|"
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for term in _terms(ontology, kind):
            if term not in edges:
                domain = _listed(ontology, term, RDFS.domain)
                span = _listed(ontology, term, RDFS.range)
                yield f"| `{_short(term)}` | {domain} | {span} | {_meaning(ontology, term)} |"
    for scheme in _terms(ontology, SKOS.ConceptScheme):
        yield f"\n## Scheme: {ontology.value(scheme, RDFS.label)}\n"
        yield f"`{_short(scheme)}`. {_meaning(ontology, scheme)}\n"
        yield "| term | CAMEO | PLOVER | meaning |\n|---|---|---|---|"
        for term in sorted(ontology.subjects(SKOS.inScheme, scheme), key=str):
            codes = (ontology.value(term, _term(f"kg:{name}")) for name in _CODES)
            cells = " | ".join(str(code) if code else "–" for code in codes)
            yield f"| `{_short(term)}` | {cells} | {_meaning(ontology, term)} |"
    yield "\n## Alignment\n"
    yield "| term | how near | term of others |\n|---|---|---|"
    for subject, mapping, other in sorted(alignment, key=lambda row: tuple(map(str, row))):
        if str(mapping).startswith(str(SKOS)):
            yield f"| `{_short(subject)}` | {str(mapping)[len(str(SKOS)) :]} | `{_short(other)}` |"


_CODES = ("cameoCode", "ploverCode")


def _term(name: str) -> rdflib.URIRef:
    """Return the term of a prefixed name."""
    import rdflib

    prefix, _, local = name.partition(":")
    return rdflib.URIRef(NAMESPACES[prefix] + local)


def _terms(ontology: rdflib.Graph, kind: Node) -> list[Node]:
    from rdflib.namespace import RDF

    return sorted(set(ontology.subjects(RDF.type, kind)), key=str)


def _listed(ontology: rdflib.Graph, term: Node, name: Node) -> str:
    found = sorted(_short(value) for value in ontology.objects(term, name))
    return ", ".join(f"`{value}`" for value in found) or "–"


def _meaning(ontology: rdflib.Graph, term: Node) -> str:
    from rdflib.namespace import SKOS

    return str(ontology.value(term, SKOS.definition)).replace("|", "\\|")


def _short(term: Node) -> str:
    text = str(term)
    for prefix, namespace in (NAMESPACES | _OTHERS).items():
        if text.startswith(namespace):
            return f"{prefix}:{text[len(namespace) :]}"
    return text


if __name__ == "__main__":
    print(vocabulary_markdown(), end="")  # noqa: T201 - a page for standard output
