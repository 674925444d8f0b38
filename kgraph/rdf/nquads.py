"""Sections -> N-Quads and N-Triples: one statement to a line, so that files can be cut and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.rdf.terms import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.rdf.statements import Resource, Section


def write_nquads(graphs: Iterable[tuple[str, Iterable[Section]]]) -> Iterator[str]:
    """Yield named graphs as N-Quads, the lines of one resource at a time."""
    for name, sections in graphs:
        for section in sections:
            for resource in section.resources:
                yield _lines(resource, f" {name} .\n")


def write_ntriples(sections: Iterable[Section]) -> Iterator[str]:
    """Yield sections as N-Triples, the lines of one resource at a time."""
    for section in sections:
        for resource in section.resources:
            yield _lines(resource, " .\n")


def _lines(resource: Resource, end: str) -> str:
    subject = resource.subject
    return "".join(
        f"{subject} {named(name)} {term}{end}"
        for name, terms in resource.properties
        for term in terms
    )
