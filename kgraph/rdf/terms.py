"""IRIs and literals, the namespaces, and how an id becomes an IRI and an IRI an id.

A term is a string in the syntax in which it will be written: ``Terms`` makes those of N-Triples,
``turtle.TurtleTerms`` those of Turtle. Everything that comes from a text or a file is untrusted.
It enters RDF only here: escaped in a literal, or percent-encoded in an IRI.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kgraph.errors import KgraphError
from kgraph.ids import stable_hash

if TYPE_CHECKING:
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

NOUN_PREFIXES = ("article", "actor", "event", "claim", "attribution")
"""Prefixes below the base: an id such as ``actor:anna-kral`` is also a prefixed name."""

# NUL ends a string in tools written in C, lone surrogates are not Unicode text, and Raptor refuses
# the last two code points of the basic plane.
_UNFIT = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")

_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Beyond what the grammars demand: control and invisible characters, line ends that editors know,
# and marks that reverse the direction of writing, so that what is seen is what is there.
# A backslash before a u also has that u escaped, as some SPARQL engines would else take the two for
# an escape: they look for those before they read strings.
_ESCAPED = re.compile(
    '\\\\[uU]|["\\\\\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff'
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")
_LONG_ESCAPE = re.compile(r"(\\\\)|\\U([0-9A-F]{8})")

# Dot segments are left out because some parsers resolve them even in an absolute IRI.
_HTTP_IRI = re.compile(
    r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"
    r"(?!.*/\.\.?(?:[/?#]|\Z))"
    r"(/([A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
    r"(\?([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
    r"(#([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
)
_DOT_SEGMENTS = {".": "%2E", "..": "%2E%2E"}
_KEPT = 1 << 16  # terms of nouns that are kept, as most are used more than once
_SAFE_SEGMENT = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]*")
_SAFE_ID = re.compile(rf"{_SAFE_SEGMENT.pattern}:{_SAFE_SEGMENT.pattern}")


@cache
def full(name: str) -> str:
    """Return the IRI of a prefixed name.

    Example:
        >>> full("prov:Agent")
        'http://www.w3.org/ns/prov#Agent'
    """
    prefix, _, local = name.partition(":")
    return NAMESPACES[prefix] + local


def string(text: str) -> str:
    r"""Return a text as a literal, with U+FFFD for each character that not every tool can carry.

    Example:
        >>> print(string('a "b"'))
        "a \"b\""
    """
    return f'"{text if is_plain(text) else escaped(text)}"'


def escaped(text: str) -> str:
    """Return what stands between the quotes of a literal."""
    return _ESCAPED.sub(_escape, text)


def is_plain(text: str) -> bool:
    """Return whether a literal needs no escape; all but two that do are not printable."""
    return text.isprintable() and '"' not in text and "\\" not in text


def is_unfit(text: str) -> bool:
    """Return whether a text has characters that not every tool can carry."""
    return not text.isprintable() and _UNFIT.search(text) is not None


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if len(char) > 1:
        return "\\\\" + _numbered(ord(char[1]), match)
    if _UNFIT.match(char):
        return "\ufffd"
    code = ord(char)
    return _SHORT_ESCAPES.get(char) or _numbered(code, match)


def _numbered(code: int, match: re.Match[str]) -> str:
    """Return the escape of a code point: of eight digits where rdflib would take more for it."""
    after = match.string[match.end() : match.end() + 1]
    short = code < 1 << 16 and after not in _HEXADECIMAL
    return f"\\u{code:04X}" if short else f"\\U{code:08X}"


def lexical(literal: str) -> str:
    r"""Return the text of a literal.

    Example:
        >>> print(lexical('"a \\"b\\""^^<http://www.w3.org/2001/XMLSchema#string>'))
        a "b"
    """

    def surrogates(match: re.Match[str]) -> str:
        return match[1] or json.dumps(chr(int(match[2], 16)))[1:-1]

    # Between its quotes, a literal is a JSON string, but for the escapes of eight digits.
    found: str = json.loads(_LONG_ESCAPE.sub(surrogates, literal[: literal.rindex('"') + 1]))
    return found


def decimal(value: float) -> str:
    """Return a finite number in the shortest decimal form that means it, never with an exponent.

    Raises:
        KgraphError: If the number is infinite or not a number.
    """
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        message = f"{value} cannot be written as xsd:decimal"
        raise KgraphError(message)
    text = f"{number:f}"
    return text if "." in text else f"{text}.0"


def http_iri(text: str, *, what: str) -> str:
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
    return iri


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

    def noun(self, noun_id: str) -> str:
        """Return the IRI of an id: its first colon becomes a slash, the rest is percent-encoded.

        Different ids have different IRIs, and ``noun_id`` goes back.

        Example:
            >>> Minter("https://w3id.org/kgraph/id/").noun("actor:anna-kral")
            'https://w3id.org/kgraph/id/actor/anna-kral'
        """
        if _SAFE_ID.fullmatch(noun_id):
            return self.base + noun_id.replace(":", "/")
        kind, colon, rest = noun_id.partition(":")
        path = "/".join(_encoded(segment) for segment in rest.split("/"))
        return f"{self.base}{_encoded(kind)}{colon and '/'}{path}"

    def noun_id(self, iri: str) -> str:
        """Return the id whose IRI this is.

        Raises:
            KgraphError: If the IRI does not start with the base.

        Example:
            >>> Minter("https://w3id.org/kgraph/id/").noun_id("https://w3id.org/kgraph/id/actor/x")
            'actor:x'
        """
        if not iri.startswith(self.base):
            raise KgraphError(f"{iri!r} does not start with the base {self.base!r}")
        kind, slash, rest = iri[len(self.base) :].partition("/")
        return "".join(
            unquote(part, errors="surrogatepass") for part in (kind, slash and ":", rest)
        )

    def article(self, article: Article) -> str:
        """Return the IRI of an article, a hash of its id and of the text that offsets refer to.

        The id is part of it because two outlets that print the same agency text are two articles.
        """
        return self.noun("article:" + stable_hash(article.id, article.sha256))

    def article_graph(self, article_id: str) -> str:
        """Return the name of the graph that holds an article, whatever its text.

        So a corrected article takes the place of the earlier one.
        """
        return f"{self.base}graph/{_encoded(article_id)}"

    @property
    def corpus_graph(self) -> str:
        """The name of the graph of actors, events and claims, which belong to no one article."""
        return f"{self.base}corpus"


def _encoded(segment: str) -> str:
    """Return a path segment, percent-encoded; parsers must not take it for a step upwards."""
    if _SAFE_SEGMENT.fullmatch(segment):
        return segment
    return _DOT_SEGMENTS.get(segment) or quote(segment, safe="", errors="surrogatepass")


class Terms:
    """Terms in the syntax of N-Triples, and of N-Quads."""

    def __init__(self, minter: Minter) -> None:
        """Keep what makes IRIs; terms that return are made once."""
        self._minter = minter
        self.named = cache(self._named)
        self.noun = lru_cache(maxsize=_KEPT)(self._noun)
        self.flag = cache(self._flag)

    def _named(self, name: str) -> str:
        """Return the term of a prefixed name of a vocabulary."""
        return self.iri(full(name))

    def _noun(self, noun_id: str) -> str:
        """Return the term of an id."""
        return self.iri(self._minter.noun(noun_id))

    def _flag(self, value: bool) -> str:  # noqa: FBT001 - the value is the only argument
        """Return ``true`` or ``false``."""
        return self.typed("true" if value else "false", "xsd:boolean")

    def iri(self, iri: str) -> str:
        """Return an IRI as a term."""
        return f"<{iri}>"

    def opened(self, iri: str) -> str:
        """Return an IRI as a term without its end, to which a fragment can be appended."""
        return f"<{iri}"

    def typed(self, text: str, datatype: str) -> str:
        """Return a literal of a datatype, given by its prefixed name; the text needs no escape."""
        return f'"{text}"^^{self.named(datatype)}'
