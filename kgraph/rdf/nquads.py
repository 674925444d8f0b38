"""Sections -> N-Quads and N-Triples: one triple to a line, so that files can be cut and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.rdf.terms import full

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.rdf.statements import Section
    from kgraph.rdf.words import Resource


def write_nquads(graphs: Iterable[tuple[str, Iterable[Section]]]) -> Iterator[str]:
    """Yield named graphs as N-Quads, the lines of one resource at a time."""
    for name, sections in graphs:
        yield from _lines(sections, f" {name} .\n")


def write_ntriples(sections: Iterable[Section]) -> Iterator[str]:
    """Yield sections as N-Triples, the lines of one resource at a time."""
    yield from _lines(sections, " .\n")


def _lines(sections: Iterable[Section], end: str) -> Iterator[str]:
    def render(resource: Resource) -> str:
        subject, properties = resource
        return "".join(
            [
                f"{subject} <{full(name)}> {term}{end}"
                for name, terms in properties
                for term in terms
            ]
        )

    for section in sections:
        yield from section.rendered(render)
