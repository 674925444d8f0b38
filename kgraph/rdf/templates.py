"""How a resource is written, and how many that differ in a few terms are written quickly."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgraph.rdf.columns import Properties

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


def gap(number: int) -> str:
    """Return what stands in the text of a template for a term; no term holds it."""
    return f"\x00{number}\x00"


_GAPS = re.compile("\x00([0-9]+)\x00")


class Template:
    """A text with gaps, each of which may stand in several places."""

    def __init__(self, text: str) -> None:
        """Cut the text at its gaps."""
        self._parts = _GAPS.split(text)
        self._numbers = [int(number) for number in self._parts[1::2]]

    def filled(self, terms: Sequence[str]) -> str:
        """Return the text with its terms, by the gaps' numbers.

        Joining is several times as fast as ``%`` and ``format``, which look at every character.
        """
        parts = self._parts.copy()
        parts[1::2] = [terms[number] for number in self._numbers]
        return "".join(parts)


def joined(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts in pieces of a few hundred: fewer calls, and no more memory than they need."""
    rest = iter(texts)
    while piece := "".join(itertools.islice(rest, _PIECE)):
        yield piece
