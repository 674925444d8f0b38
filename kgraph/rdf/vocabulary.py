"""The ontology: ``data/vocabulary.ttl``, written by hand, and a part made of the edge types."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from kgraph.edge_types import load_edge_types
from kgraph.rdf.columns import STANCE_PROPERTY
from kgraph.rdf.terms import string as escaped

if TYPE_CHECKING:
    from kgraph.edge_types import EdgeType

_RANGES = {"actor": "kg:Actor", "claim": "kg:Claim"}


def vocabulary_turtle() -> str:
    """Return the whole ontology of the ``kg:`` namespace as Turtle.

    Each edge type is a property for the shortcut triples, a SKOS concept for ``kg:edgeType`` and
    the class of its attributions.

    Example:
        >>> "kg:accuses a owl:ObjectProperty, skos:Concept" in vocabulary_turtle()
        True
    """
    head = files("kgraph.data").joinpath("vocabulary.ttl").read_text("utf-8")
    parts = [head, "\n# Edge types\n", *map(_edge_type, load_edge_types().values())]
    return "\n".join(parts)


def alignment_turtle() -> str:
    """Return how the vocabulary stands to others, as Turtle."""
    return files("kgraph.data").joinpath("alignment.ttl").read_text("utf-8")


def _edge_type(edge_type: EdgeType) -> str:
    """Return the property and concept, and the class, of an edge type."""
    definition = f"{escaped(edge_type.definition)}@en"
    lines = [
        f"kg:{edge_type.name} a owl:ObjectProperty, skos:Concept",
        f"rdfs:label {escaped(edge_type.name)}@en",
        f"skos:prefLabel {escaped(edge_type.name)}@en",
        f"skos:definition {definition}",
        # No rdfs:subPropertyOf between edge types: whoever denies a claim must not be inferred to
        # assert it. skos:broader says what is narrower without saying that.
        "rdfs:subPropertyOf kg:edge",
        "rdfs:domain kg:Actor",
        *_range(edge_type.ends_on),
        "skos:inScheme kg:EdgeTypes",
        f"skos:broader kg:{edge_type.parent}"
        if edge_type.parent
        else "skos:topConceptOf kg:EdgeTypes",
        f"kg:defaultStance {STANCE_PROPERTY[edge_type.stance]}",
        f"kg:attributionClass kg:{edge_type.rdf_class}",
    ]
    lines += [f"kg:targetNote {escaped(edge_type.target)}@en"] if edge_type.target else []
    lines += [f"kg:cameoCode {escaped(edge_type.cameo)}"] if edge_type.cameo else []
    lines += [f"kg:ploverCode {escaped(edge_type.plover)}"] if edge_type.plover else []
    text = f"An attribution of edge type '{edge_type.name}', neither negated nor hearsay."
    klass = [
        f"kg:{edge_type.rdf_class} a owl:Class",
        f"rdfs:label {escaped(edge_type.rdf_class.lower())}@en",
        "rdfs:subClassOf kg:Attribution",
        f"skos:definition {escaped(text)}@en",
    ]
    return "".join(" ;\n    ".join(part) + " .\n" for part in (lines, klass))


def _range(ends_on: tuple[str, ...]) -> list[str]:
    """Return the range; two classes are schema.org's "or", as a union would need blank nodes."""
    classes = [_RANGES[end] for end in ends_on]
    if len(classes) == 1:
        return [f"rdfs:range {classes[0]}"]
    return [f"schema:rangeIncludes {', '.join(classes)}"]
