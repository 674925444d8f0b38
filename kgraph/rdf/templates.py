"""How a resource is written, and how many that differ in a few terms are written quickly."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgraph.rdf.columns import Properties

GAP = "\x00"
"""Stands in a template for what is filled in; no term holds it."""


_PIECE = 256  # resources in a piece of text


class Resource(NamedTuple):
    """An IRI and its properties: prefixed names with one or more terms each."""

    subject: str
    properties: Properties


class Syntax(NamedTuple):
    """How one form of RDF writes a resource.

    Attributes:
        body: Writes properties; one function for a form, whatever the graph and the subject.
        whole: Writes a subject with its body.
    """

    body: Callable[[Properties], str]
    whole: Callable[[str, str], str]

    def render(self, resource: Resource) -> str:
        """Write a resource."""
        return self.whole(resource.subject, self.body(resource.properties))


def template(syntax: Syntax, properties: Properties) -> str:
    """Return the body of properties, with ``%s`` for each gap."""
    return syntax.body(properties).replace("%", "%%").replace(GAP, "%s")


def joined(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts in pieces of a few hundred: fewer calls, and no more memory than they need."""
    rest = iter(texts)
    while piece := "".join(itertools.islice(rest, _PIECE)):
        yield piece
