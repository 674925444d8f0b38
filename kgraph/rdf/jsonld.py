"""Sections -> JSON-LD, with a context in which a kgraph id is a compact IRI."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kgraph.edge_types import load_edge_types
from kgraph.rdf.columns import COLUMNS, STANCE_PROPERTY
from kgraph.rdf.terms import BASE, NAMESPACES, NOUN_PREFIXES, full, lexical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.rdf.statements import Section
    from kgraph.rdf.templates import Resource

_LINKS = (
    *STANCE_PROPERTY.values(),
    "kg:evidence",
    "kg:status",
    "oa:hasSelector",
    "oa:hasSource",
    "prov:wasAttributedTo",
    "prov:wasQuotedFrom",
)
_INTEGERS = ("kg:length", "oa:start", "oa:end")
_PLAIN = ("kg:order", "kg:replaced", "kg:sha256", "kg:text", "oa:exact", "oa:prefix", "oa:suffix")


def context(*, base: str = BASE) -> dict[str, Any]:
    """Return the JSON-LD context: prefixes, and what the values of each property are."""
    types: dict[str, str | None] = dict.fromkeys(_LINKS, "@id") | dict.fromkeys(_PLAIN)
    types |= dict.fromkeys(_INTEGERS, "xsd:integer")
    types |= dict.fromkeys((f"kg:{name}" for name in load_edge_types()), "@id")
    for noun in COLUMNS.values():
        types |= {column.property: column.kind.context for column in noun.columns}
    del types["rdf:type"]
    prefixes = dict(NAMESPACES) | {noun: f"{base}{noun}/" for noun in NOUN_PREFIXES}
    return {
        **prefixes,
        **{name: {"@id": name, "@type": kind} for name, kind in sorted(types.items()) if kind},
    }


def context_file() -> str:
    """Return the file ``data/context.jsonld``, for documents that name it rather than hold it."""
    return json.dumps({"@context": context()}, indent=1) + "\n"


def write_jsonld(
    graphs: Iterable[tuple[str, Iterable[Section]]], *, base: str = BASE
) -> Iterator[str]:
    """Yield named graphs as one JSON-LD document, a resource to a line."""
    writer = _Writer(base)
    yield '{"@context": ' + _dumped(context(base=base)) + ',\n"@graph": ['
    between = "\n"
    for name, sections in graphs:
        yield f'{between}{{"@id": {_dumped(writer.iri(name))}, "@graph": ['
        between = "\n"
        for section in sections:
            for resource in section:
                yield between + _dumped(writer.resource(resource))
                between = ",\n"
        yield "\n]}"
        between = ",\n"
    yield "\n]}\n"


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=True)


class _Writer:
    def __init__(self, base: str) -> None:
        prefixes = dict(NAMESPACES) | {noun: f"{base}{noun}/" for noun in NOUN_PREFIXES}
        self._prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}

    def resource(self, resource: Resource) -> dict[str, Any]:
        found: dict[str, Any] = {"@id": self.iri(resource.subject)}
        for name, terms in resource.properties:
            values = [self._value(term) for term in terms]
            key = "@type" if name == "rdf:type" else name
            found[key] = values[0] if len(values) == 1 else values
        return found

    def iri(self, term: str) -> str:
        """Return an IRI, compact where that cannot be mistaken."""
        iri = term[1:-1]
        for namespace, prefix in self._prefix_of.items():
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def _value(self, term: str) -> object:
        if term[0] == "<":
            return self.iri(term)
        text = lexical(term)
        if term[-1] == '"':
            return text
        datatype = term[term.rindex("^^<") + 3 : -1]
        if datatype == full("xsd:boolean"):
            return text == "true"
        return int(text) if datatype == full("xsd:integer") else text
