"""Sections -> Turtle and TriG that a person can read and every parser reads alike.

rdflib's own serializer has no sections, escapes less and takes more than ten times as long.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kgraph.rdf.terms import NAMESPACES, NOUN_PREFIXES, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.rdf.statements import Resource, Section

# Narrower than the grammar: these need no escapes, which parsers do not read alike.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_RELATIVE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~%-]*(?:/[A-Za-z0-9_.~%/-]*)?(?:#[a-z]+=\d+,\d+)?")
_WITHOUT_QUOTES = frozenset(named(f"xsd:{name}") for name in ("boolean", "decimal", "integer"))


def write_turtle(
    sections: Iterable[Section], *, base: str, version: str | None = None
) -> Iterator[str]:
    """Yield a Turtle document piece by piece; IRIs below the base are written relative to it.

    Args:
        sections: What to write.
        base: Where IRIs of nouns start.
        version: Announce this version of RDF; None is RDF 1.1.
    """
    writer = _Writer(base)
    yield from writer.head(version)
    for section in sections:
        yield from writer.section(section)


def write_trig(
    graphs: Iterable[tuple[str, Iterable[Section]]], *, base: str, version: str | None = None
) -> Iterator[str]:
    """Yield a TriG document piece by piece: named graphs, each with its sections."""
    writer = _Writer(base)
    yield from writer.head(version)
    for name, sections in graphs:
        yield f"\n{writer.term(name)} {{\n"
        for section in sections:
            yield from writer.section(section)
        yield "}\n"


class _Writer:
    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes = dict(NAMESPACES) | {noun: f"{base}{noun}/" for noun in NOUN_PREFIXES}
        self._prefix_of = {namespace: prefix for prefix, namespace in self._prefixes.items()}
        self.term = lru_cache(maxsize=1 << 16)(self._term)

    def head(self, version: str | None) -> Iterator[str]:
        if version:
            yield f'VERSION "{version}"\n'
        yield f"@base <{self._base}> .\n"
        for prefix, namespace in self._prefixes.items():
            yield f"@prefix {prefix}: <{namespace}> .\n"

    def section(self, section: Section) -> Iterator[str]:
        title = "".join(c if c.isprintable() else " " for c in section.title)
        before = f"\n# {title}\n"
        for resource in section.resources:
            yield before + self._resource(resource)
            before = ""

    def _resource(self, resource: Resource) -> str:
        lines = []
        for name, terms in resource.properties:
            verb = "a" if name == "rdf:type" else name
            objects = self.term(terms[0]) if len(terms) == 1 else ", ".join(map(self.term, terms))
            lines.append(f"{verb} {objects}")
        return f"\n{self.term(resource.subject)} " + " ;\n    ".join(lines) + " .\n"

    def _term(self, term: str) -> str:
        if term.startswith("<<("):
            return " ".join(
                part if part in ("<<(", ")>>") else self._iri(part[1:-1])
                for part in term.split(" ")
            )
        if term[0] == "<":
            return self._iri(term[1:-1])
        if term[-1] == '"':
            return term
        text, _, datatype = term.rpartition("^^")
        if datatype in _WITHOUT_QUOTES:
            return text[1:-1]
        return f"{text}^^{self._iri(datatype[1:-1])}"

    def _iri(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefix_of.get(iri[:cut])
        if prefix is not None and _LOCAL_NAME.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
        relative = iri.removeprefix(self._base)
        if relative != iri and _RELATIVE.fullmatch(relative) and "/." not in relative:
            return f"<{relative}>"
        return f"<{iri}>"
