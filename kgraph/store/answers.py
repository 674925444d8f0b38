"""What a SPARQL query answers, whichever engine was asked."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from typing import Any

from kgraph.errors import QueryError
from kgraph.rdf import BASE, NAMESPACES
from kgraph.rdf.terms import Minter

_XSD = NAMESPACES["xsd"]
_INTEGERS = frozenset(_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger"))
_FLOATS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a ``SELECT`` or ``ASK``.

    Attributes:
        variables: Names of the columns; none for ``ASK``.
        bindings: The rows as in the standard's JSON: by variable, ``{"type", "value", ...}``.
        boolean: The answer to an ``ASK``, else None.
        base: Where IRIs of nouns start.
    """

    variables: tuple[str, ...]
    bindings: tuple[dict[str, dict[str, str]], ...] = ()
    boolean: bool | None = None
    base: str = BASE

    @classmethod
    def of_json(cls, text: bytes, *, base: str = BASE) -> Answer:
        """Return the answer that SPARQL results in JSON hold.

        Raises:
            QueryError: If they are none.
        """
        try:
            read = json.loads(text)
            variables = tuple(read["head"].get("vars", ()))
            bindings = tuple(read["results"]["bindings"]) if "results" in read else ()
            return cls(variables, bindings, read.get("boolean"), base)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise QueryError(f"no SPARQL results in JSON: {text[:80]!r}") from error

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The rows as tuples of Python values, None where nothing is bound.

        The IRI of a noun is its id, and those of known vocabularies are prefixed names.
        """
        minter = Minter(self.base)
        return [
            tuple(_value(binding.get(name), minter) for name in self.variables)
            for binding in self.bindings
        ]

    def to_json(self) -> str:
        """Return SPARQL results in JSON."""
        head: dict[str, Any] = {"head": {"vars": list(self.variables)}}
        if self.boolean is not None:
            return json.dumps({"head": {}, "boolean": self.boolean})
        return json.dumps(head | {"results": {"bindings": list(self.bindings)}})

    def to_csv(self) -> str:
        """Return the rows as CSV with a line of names; an ``ASK`` gives ``true`` or ``false``."""
        if self.boolean is not None:
            return f"{str(self.boolean).lower()}\r\n"
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.variables)
        for binding in self.bindings:
            writer.writerow([binding.get(n, {}).get("value", "") for n in self.variables])
        return out.getvalue()


def _value(term: dict[str, str] | None, minter: Minter) -> Any:  # noqa: ANN401 - any value
    if term is None:
        return None
    if term["type"] == "uri":
        return _name(term["value"], minter)
    text, datatype = term["value"], term.get("datatype", "")
    if datatype in _INTEGERS:
        return int(text)
    if datatype in _FLOATS:
        return float(text)
    if datatype == f"{_XSD}boolean":
        return text in ("true", "1")
    return dt.date.fromisoformat(text) if datatype == f"{_XSD}date" else text


def _name(iri: str, minter: Minter) -> str:
    if iri.startswith(minter.base) and "#" not in iri:
        return minter.noun_id(iri)
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
