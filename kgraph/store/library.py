"""Named queries, ``data/queries/*.rq``: plain SPARQL with a comment and parameters.

A parameter is a line ``VALUES ?name { UNDEF }``, so that each file runs as it stands, in any tool.
A value takes the place of ``UNDEF`` as a term that was escaped, never as text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kgraph.errors import QueryError, UnknownNameError
from kgraph.rdf import BASE
from kgraph.rdf.columns import CONFIDENCE
from kgraph.rdf.terms import Minter, full, http_iri, string

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PARAMETER = re.compile(r"^# (\w+) \((\w+)\): (.+)$", re.MULTILINE)
_NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """A named query.

    Attributes:
        name: Its name.
        about: What it answers, in a line.
        text: The SPARQL, which runs as it stands.
        parameters: By name: the kind of value, and what it is for.
    """

    name: str
    about: str
    text: str
    parameters: dict[str, tuple[str, str]]

    def bind(self, values: Mapping[str, str | dt.date], *, base: str = BASE) -> str:
        """Return the SPARQL with these parameters bound.

        Args:
            values: By parameter: an actor or claim by its id or IRI, a day as a date or
                ``YYYY-MM-DD``, a confidence by its word.
            base: Where IRIs of nouns start.

        Raises:
            UnknownNameError: If the query has no such parameter.
            QueryError: If a value is not of the parameter's kind.

        Example:
            >>> bound = find_query("disputes").bind({"claim": "claim:1"})
            >>> "VALUES ?claim { <https://w3id.org/kgraph/id/claim/1> }" in bound
            True
        """
        bound = self.text
        for name, value in values.items():
            if name not in self.parameters:
                raise UnknownNameError.among(f"parameter of {self.name}", name, self.parameters)
            kind, _ = self.parameters[name]
            try:
                term = _KINDS[kind](value, Minter(base))
            except (ValueError, LookupError) as error:
                raise QueryError(f"{name} of {self.name} must be {kind}: {error}") from error
            gap = f"VALUES ?{name} {{ UNDEF }}"
            bound = bound.replace(gap, f"VALUES ?{name} {{ {term} }}")
        return bound


def find_query(name: str) -> Query:
    """Return the query of that name.

    Raises:
        UnknownNameError: If there is none; the message offers the nearest.

    Example:
        >>> print(find_query("disputes").about)
        Disputed claims: who is for and who against each, in which words
    """
    texts = _texts()
    if name not in texts:
        raise UnknownNameError.among("query", name, texts)
    text = texts[name]
    about = text.partition("\n")[0].removeprefix("# ")
    parameters = {found[1]: (found[2], found[3]) for found in _PARAMETER.finditer(text)}
    return Query(name, about, text, parameters)


def query_names() -> list[str]:
    """Return the names of all queries."""
    return sorted(_texts())


def is_query_name(text: str) -> bool:
    """Return whether a text is meant as the name of a query, not as SPARQL."""
    return _NAME.fullmatch(text) is not None


@cache
def _texts() -> dict[str, str]:
    folder = files("kgraph.data").joinpath("queries")
    return {f.name.removesuffix(".rq"): f.read_text("utf-8") for f in folder.iterdir()}


def _noun(value: str | dt.date, minter: Minter) -> str:
    text = str(value)
    if text.startswith(("http://", "https://")):
        return f"<{http_iri(text, what='it')}>"
    return f"<{minter.noun(text)}>"


def _day(value: str | dt.date, _: Minter) -> str:
    day = dt.date.fromisoformat(value) if isinstance(value, str) else value
    return f"{string(f'{day:%Y-%m-%d}')}^^<{full('xsd:date')}>"


def _confidence(value: str | dt.date, _: Minter) -> str:
    return f"<{full(CONFIDENCE[str(value)])}>"


_KINDS: dict[str, Callable[[str | dt.date, Minter], str]] = {
    "actor": _noun,
    "claim": _noun,
    "day": _day,
    "confidence": _confidence,
}
