"""RDF -> what it breaks of ``data/shapes.ttl``, in words."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kgraph.errors import BrokenFileError, MissingDependencyError
from kgraph.rdf.terms import NAMESPACES
from kgraph.rdf.vocabulary import vocabulary_turtle

if TYPE_CHECKING:
    import rdflib

    from kgraph.rdf.writing import Form

_PARSERS: dict[Form, str] = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
}


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

    data = _parsed(text, form)
    data.parse(data=vocabulary_turtle(), format="turtle")  # the shapes ask it for the edge types
    shapes = rdflib.Graph().parse(data=shapes_turtle(), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return sorted(_violations(report))


def _parsed(text: bytes, form: Form) -> rdflib.Graph:
    import rdflib

    found = rdflib.Graph()
    try:
        for quad in rdflib.Dataset().parse(data=text, format=_PARSERS[form]).quads():
            found.add(quad[:3])
    except Exception as error:  # rdflib's parsers share no class of errors
        raise BrokenFileError(f"no {form} that can be read: {error}") from error
    return found


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
