"""Sections -> Turtle and TriG that a person can read and every parser reads alike.

rdflib's own serializer has no sections, escapes less and takes more than ten times as long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.rdf.templates import Syntax, joined
from kgraph.rdf.terms import NAMESPACES, NOUN_PREFIXES, Minter, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.rdf.columns import Properties
    from kgraph.rdf.statements import Section

# Narrower than the grammar: these need no escapes, which parsers do not read alike.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_RELATIVE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~%-]*(?:/[A-Za-z0-9_.~%/-]*)?")
_WITHOUT_QUOTES = frozenset({"xsd:boolean", "xsd:decimal", "xsd:integer"})


class TurtleTerms(Terms):
    """Terms in the syntax of Turtle: prefixed names, and IRIs relative to the base."""

    def __init__(self, minter: Minter) -> None:
        """Keep what makes IRIs."""
        super().__init__(minter)
        self._base = minter.base
        prefixes = NAMESPACES | {noun: f"{minter.base}{noun}/" for noun in NOUN_PREFIXES}
        self._prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.head = f"@base <{self._base}> .\n" + "".join(
            f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()
        )

    def _named(self, name: str) -> str:
        return name

    def iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name if it can be one."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefix_of.get(iri[:cut])
        if prefix is not None and _LOCAL_NAME.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
        return f"{self.opened(iri)}>"

    def opened(self, iri: str) -> str:
        """Return an IRI without its end, relative to the base where that cannot be mistaken."""
        relative = iri.removeprefix(self._base)
        if relative != iri and _RELATIVE.fullmatch(relative) and "/." not in relative:
            return f"<{relative}"
        return f"<{iri}"

    def typed(self, text: str, datatype: str) -> str:
        """Return a literal, without quotes where Turtle knows the datatype by its look."""
        return text if datatype in _WITHOUT_QUOTES else f'"{text}"^^{datatype}'


def write_turtle(
    sections: Iterable[Section], terms: TurtleTerms, *, version: str | None = None
) -> Iterator[str]:
    """Yield a Turtle document piece by piece; None for the version is RDF 1.1."""
    yield from _head(terms, version)
    for section in sections:
        yield from _section(section)


def write_trig(
    graphs: Iterable[tuple[str, Iterable[Section]]],
    terms: TurtleTerms,
    *,
    version: str | None = None,
) -> Iterator[str]:
    """Yield a TriG document piece by piece: named graphs, each with its sections."""
    yield from _head(terms, version)
    for name, sections in graphs:
        yield f"\n{name} {{\n"
        for section in sections:
            yield from _section(section)
        yield "}\n"


def _head(terms: TurtleTerms, version: str | None) -> Iterator[str]:
    if version:
        yield f'VERSION "{version}"\n'
    yield terms.head


def _section(section: Section) -> Iterator[str]:
    title = "".join(c if c.isprintable() else " " for c in section.title)
    before = f"\n# {title}\n"
    for piece in joined(section.rendered(_SYNTAX)):
        yield before + piece
        before = ""


def _body(properties: Properties) -> str:
    lines = [
        f"{'a' if name == 'rdf:type' else name} {terms[0] if len(terms) == 1 else ', '.join(terms)}"
        for name, terms in properties
    ]
    return " ;\n    ".join(lines)


_SYNTAX = Syntax(_body, "\n{} {} .\n".format)
