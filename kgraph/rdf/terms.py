"""IRIs and literals, the namespaces, and how an id becomes an IRI.

Everything that comes from a text or a file is untrusted. It enters RDF only here: as the text of
a ``Literal``, which the writers escape, or percent-encoded in an ``Iri``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from kgraph.errors import KgraphError
from kgraph.model import stable_hash

if TYPE_CHECKING:
    import datetime as dt

    from kgraph.model import Article

BASE = "https://w3id.org/kgraph/id/"
"""Where IRIs of nouns start unless the caller says otherwise."""

NAMESPACES = MappingProxyType(
    {
        "kg": "https://w3id.org/kgraph/ns#",
        "dcterms": "http://purl.org/dc/terms/",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefixes of the vocabularies used, in the order in which they are declared."""

# NUL ends a string in tools written in C, lone surrogates are not Unicode text, and Raptor refuses
# the last two code points of the basic plane.
_UNFIT = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")

# Dot segments are left out because some parsers resolve them even in an absolute IRI.
_HTTP_IRI = re.compile(
    r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"
    r"(?!.*/\.\.?(?:[/?#]|\Z))"
    r"(/([A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
    r"(\?([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
    r"(#([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
)
_DOT_SEGMENTS = {".": "%2E", "..": "%2E%2E"}


class Iri(str):
    """An absolute IRI in ASCII."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal value.

    Attributes:
        text: The lexical form.
        datatype: Prefixed name of the datatype; None for plain strings.
    """

    text: str
    datatype: str | None = None


Term = Iri | Literal


@cache
def named(name: str) -> Iri:
    """Return the IRI of a prefixed name.

    Example:
        >>> named("prov:Agent")
        'http://www.w3.org/ns/prov#Agent'
    """
    prefix, _, local = name.partition(":")
    return Iri(NAMESPACES[prefix] + local)


def string(text: str) -> Literal:
    """Return a text as a literal, with U+FFFD for each character that not every tool can carry."""
    return Literal(_UNFIT.sub("\ufffd", text))


def boolean(value: bool) -> Literal:  # noqa: FBT001 - the value is the only argument
    """Return ``true`` or ``false``."""
    return Literal("true" if value else "false", "xsd:boolean")


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), "xsd:integer")


def decimal(value: float) -> Literal:
    """Return a finite number in the shortest decimal form that means it, never with an exponent.

    Raises:
        KgraphError: If the number is infinite or not a number.
    """
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        message = f"{value} cannot be written as xsd:decimal"
        raise KgraphError(message)
    text = f"{number:f}"
    return Literal(text if "." in text else f"{text}.0", "xsd:decimal")


def date(day: dt.date) -> Literal:
    """Return a day."""
    return Literal(day.isoformat(), "xsd:date")


def http_iri(text: str, *, what: str) -> Iri:
    """Return the text as an IRI, unsafe characters percent-encoded.

    Args:
        text: What should be an absolute http or https IRI.
        what: What it is, for the message.

    Raises:
        KgraphError: If it is none.
    """
    iri = quote(text, safe=":/?#@!$&'()*+,;=%~", errors="surrogatepass")
    if not _HTTP_IRI.fullmatch(iri):
        message = f"{what} must be a full http or https IRI, not {text!r}"
        raise KgraphError(message)
    return Iri(iri)


@dataclass(frozen=True, slots=True)
class Minter:
    """Makes the IRIs of nouns below one base.

    Raises:
        KgraphError: If the base is no http IRI that ends in ``/``.
    """

    base: str

    def __post_init__(self) -> None:
        """Refuse a base to which nothing can be appended, or that could break out of ``<>``."""
        whole = http_iri(self.base, what="the base") == self.base and self.base.endswith("/")
        if not whole or "?" in self.base or "#" in self.base:
            message = f"the base must be an http or https IRI that ends in '/', not {self.base!r}"
            raise KgraphError(message)

    def noun(self, noun_id: str) -> Iri:
        """Return the IRI of an id: its first colon becomes a slash, the rest is percent-encoded.

        Different ids have different IRIs, and each step can be undone.

        Example:
            >>> Minter("https://w3id.org/kgraph/id/").noun("actor:anna-kral")
            'https://w3id.org/kgraph/id/actor/anna-kral'
        """
        kind, colon, rest = noun_id.partition(":")
        path = "/".join(_encoded(segment) for segment in rest.split("/"))
        return Iri(f"{self.base}{_encoded(kind)}{colon and '/'}{path}")

    def article(self, article: Article) -> Iri:
        """Return the IRI of an article, a hash of its id and of the text that offsets refer to.

        The id is part of it because two outlets that print the same agency text are two articles.
        """
        return self.noun("article:" + stable_hash(article.id, article.sha256))

    @staticmethod
    def span(article: Iri, start: int, end: int) -> Iri:
        """Return the IRI of a stretch of text, with an RFC 5147 fragment."""
        return Iri(f"{article}#char={start},{end}")

    @staticmethod
    def selector(article: Iri, start: int, end: int) -> Iri:
        """Return the IRI of the selector that finds the stretch."""
        return Iri(f"{article}#sel={start},{end}")


def _encoded(segment: str) -> str:
    """Return a path segment, percent-encoded; parsers must not take it for a step upwards."""
    return _DOT_SEGMENTS.get(segment) or quote(segment, safe="", errors="surrogatepass")
