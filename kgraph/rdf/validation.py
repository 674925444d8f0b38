"""RDF -> what it breaks of ``data/shapes.ttl``, in words."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kgraph.errors import BrokenFileError, MissingDependencyError
from kgraph.rdf.parsing import quads_of
from kgraph.rdf.terms import NAMESPACES
from kgraph.rdf.vocabulary import vocabulary_turtle

if TYPE_CHECKING:
    import rdflib

    from kgraph.rdf.writing import Form


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is wrong with one resource.

    Attributes:
        resource: Its IRI, short where it is one of the known vocabularies.
        message: What is wrong.
        value: The value that is wrong, or "".
    """

    resource: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        """Return one line."""
        return f"{self.resource}: {self.message}" + (f" (not {self.value})" if self.value else "")


def shapes_turtle() -> str:
    """Return the SHACL shapes that every export of kgraph conforms to, as Turtle."""
    return files("kgraph.data").joinpath("shapes.ttl").read_text("utf-8")


def find_violations(text: bytes, form: Form) -> list[Violation]:
    """Return what a document breaks of the shapes, by resource; empty if it conforms.

    Named graphs are looked at together.

    Raises:
        BrokenFileError: If the document does not follow the grammar of its form.
        MissingDependencyError: If pyshacl is not installed.
    """
    try:
        import pyshacl
    except ImportError as error:
        raise MissingDependencyError(
            "validating needs pyshacl: pip install 'kgraph-attribution[shacl]'"
        ) from error
    import rdflib

    # The ontology is part of the data, as the shapes ask it for the edge types.
    triples = _triples(text, form) + _triples(vocabulary_turtle().encode(), "turtle")
    data = rdflib.Graph().parse(data=triples, format="nt")
    shapes = rdflib.Graph().parse(data=shapes_turtle(), format="turtle")
    found = _found_by_queries(_taken_out(shapes), triples)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return sorted(found | _violations(report))


def _taken_out(shapes: rdflib.Graph) -> list[tuple[str, str]]:
    """Take the SPARQL constraints out of the shapes, and return each as a query with its message.

    pyshacl asks each of them for each node anew, which takes minutes; so we ask for all nodes.
    """
    from rdflib.namespace import SH

    found = []
    for shape, constraint in list(shapes.subject_objects(SH.sparql)):
        shapes.remove((shape, SH.sparql, constraint))
        classes = " ".join(sorted(f"<{c}>" for c in shapes.objects(shape, SH.targetClass)))
        select = str(shapes.value(constraint, SH.select)).replace("$this", "?this")
        targets = f"WHERE {{ VALUES ?class_ {{ {classes} }} ?this a ?class_ ."
        message = str(shapes.value(constraint, SH.message))
        found.append((select.replace("WHERE {", targets, 1), message))
    return found


def _found_by_queries(queries: list[tuple[str, str]], triples: bytes) -> set[Violation]:
    """Return what the queries find, each row in the words of the query's message."""
    import pyoxigraph as ox

    store = ox.Store()
    store.load(triples, ox.RdfFormat.N_TRIPLES)
    found = set()
    for query, message in queries:
        rows = store.query(query, prefixes=dict(NAMESPACES))
        if isinstance(rows, ox.QuerySolutions):
            for row in rows:
                words = message
                for variable in rows.variables:
                    words = words.replace(f"{{?{variable.value}}}", _short(_bare(row[variable])))
                found.add(Violation(_short(_bare(row["this"])), words))
    return found


def _bare(term: object) -> str:
    """Return the IRI or text of a term."""
    return str(getattr(term, "value", term))


def _triples(text: bytes, form: Form) -> bytes:
    """Return a document as N-Triples, without the triple terms of RDF 1.2."""
    import pyoxigraph as ox

    quads = quads_of(text, form)
    plain = (quad.triple for quad in quads if not isinstance(quad.object, ox.Triple))
    return ox.serialize(plain, format=ox.RdfFormat.N_TRIPLES) or b""


def _violations(report: Any) -> set[Violation]:  # noqa: ANN401 - a graph, or what pyshacl failed with
    import rdflib
    from rdflib.namespace import SH

    if not isinstance(report, rdflib.Graph):
        raise BrokenFileError(f"the shapes could not be applied: {report}")
    found = set()
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        node, message, value, path = (
            report.value(result, name)
            for name in (SH.focusNode, SH.resultMessage, SH.value, SH.resultPath)
        )
        words = _short(message)
        if report.value(result, SH.sourceConstraintComponent) == SH.ClosedConstraintComponent:
            words = f"{_short(path)} stands as a fact; what somebody claims must not be asserted"
        found.add(Violation(_short(node), words, "" if value in (None, node) else _short(value)))
    return found


def _short(term: object) -> str:
    text = str(term)
    for prefix, namespace in NAMESPACES.items():
        text = text.replace(namespace, f"{prefix}:")
    return text
