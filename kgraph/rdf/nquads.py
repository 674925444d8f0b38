"""Sections -> N-Quads and N-Triples: one triple to a line, so that files can be cut and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.rdf.templates import Syntax, joined
from kgraph.rdf.terms import full

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.rdf.columns import Properties
    from kgraph.rdf.statements import Section


def write_nquads(graphs: Iterable[tuple[str, Iterable[Section]]]) -> Iterator[str]:
    """Yield named graphs as N-Quads, the lines of one resource at a time."""
    for name, sections in graphs:
        yield from _lines(sections, f" {name} .\n")


def write_ntriples(sections: Iterable[Section]) -> Iterator[str]:
    """Yield sections as N-Triples, the lines of one resource at a time."""
    yield from _lines(sections, " .\n")


def _lines(sections: Iterable[Section], end: str) -> Iterator[str]:
    def whole(subject: str, body: str) -> str:
        lines = body.replace("\n", f"{end}{subject} ")  # no term holds a line end
        return f"{subject} {lines}{end}"

    syntax = Syntax(_body, whole)
    for section in sections:
        yield from joined(section.rendered(syntax))


def _body(properties: Properties) -> str:
    return "\n".join([f"<{full(name)}> {term}" for name, terms in properties for term in terms])
