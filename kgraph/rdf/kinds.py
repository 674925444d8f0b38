"""Kinds of values: how one becomes a term, and what was read becomes a value again."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kgraph.edge_types import edge_type_named
from kgraph.rdf.terms import NAMESPACES, decimal, full, http_iri, is_unfit, string

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kgraph.model import Article, TextSpan
    from kgraph.rdf.terms import Minter, Terms


class Iri(str):
    """An IRI that was read; literals are plain strings."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """How one value becomes a term, and what was read becomes a value again.

    Attributes:
        to_term: The term of a value.
        to_value: The value of what was read.
        context: ``@type`` of the property in JSON-LD, or None for plain literals.
        changed: Whether the term means another value than this one; None if it never does.
        few: Whether there are few values, the same in all graphs.
    """

    to_term: Callable[[Any, Here], str]
    to_value: Callable[[str, There], Any]
    context: str | None = None
    changed: Callable[[str], bool] | None = None
    few: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """What values are written relative to.

    Attributes:
        terms: Makes the terms.
        article: The article of an attribution, as ``Terms.opened`` gives it.
    """

    terms: Terms
    article: str = ""


@dataclass(frozen=True, slots=True)
class There:
    """What values are read relative to: the base, and the article of an attribution."""

    minter: Minter
    article_iri: str = ""
    article: Article | None = None


_SPAN = re.compile(r"#char=(0|[1-9][0-9]*),([1-9][0-9]*)")
_RANGE = re.compile(r"(-?[0-9]+),(-?[0-9]+)")


def _literal(node: str, _: There) -> str:
    if isinstance(node, Iri):
        raise ValueError(f"the IRI {node} where there should be words")  # noqa: TRY004
    return node


def _flag(node: str, _: There) -> bool:
    if node not in ("true", "false", "1", "0"):
        raise ValueError(f"{node!r} is neither true nor false")
    return node in ("true", "1")


def _range(node: str, _: There) -> tuple[int, int]:
    match = _RANGE.fullmatch(node)
    if match is None:
        raise ValueError(f"{node!r} are no offsets")
    return int(match[1]), int(match[2])


def _noun_id(node: str, there: There) -> str:
    if not isinstance(node, Iri):
        raise ValueError(f"the words {node!r} where there should be an IRI")  # noqa: TRY004
    return there.minter.noun_id(node)


def _span(node: str, there: There) -> TextSpan:
    match = _SPAN.fullmatch(node.removeprefix(there.article_iri))
    if match is None or there.article is None:
        raise ValueError(f"{node} is no stretch of the article {there.article_iri}")
    return there.article.span(int(match[1]), int(match[2]))


def _edge_type(node: str, _: There) -> str:
    return edge_type_named(node.removeprefix(NAMESPACES["kg"])).name


def concept(names: Mapping[Any, str]) -> Kind:
    """Return the kind of values that have an IRI each; others are not read."""
    values = {full(name): value for value, name in names.items()}
    return Kind(
        lambda value, here: here.terms.named(names[value]),
        lambda node, _: values.get(node),
        context="@id",
        few=True,
    )


TEXT = Kind(lambda text, _: string(text), _literal, changed=is_unfit)
DAY = Kind(
    lambda day, here: here.terms.typed(day.isoformat(), "xsd:date"),
    lambda node, _: dt.date.fromisoformat(node),
    context="xsd:date",
)
FLAG = Kind(
    lambda value, here: here.terms.flag(value),
    _flag,
    context="xsd:boolean",
    few=True,
)
NUMBER = Kind(
    lambda value, here: here.terms.typed(decimal(value), "xsd:decimal"),
    lambda node, _: float(Decimal(node)),
    context="xsd:decimal",
)
COUNT = Kind(
    lambda value, here: here.terms.typed(str(value), "xsd:integer"),
    lambda node, _: int(node),
    context="xsd:integer",
)
RANGE = Kind(lambda pair, _: string(f"{pair[0]},{pair[1]}"), _range)
NOUN = Kind(lambda noun_id, here: here.terms.noun(noun_id), _noun_id, context="@id")
SPAN = Kind(
    lambda span, here: f"{here.article}#char={span.start},{span.end}>", _span, context="@id"
)
EDGE_TYPE = Kind(
    lambda name, here: here.terms.named(f"kg:{edge_type_named(name).name}"),
    _edge_type,
    context="@id",
    few=True,
)
HTTP = Kind(
    lambda iri, here: here.terms.iri(http_iri(iri, what="same_as")),
    lambda node, _: str(node),
    context="@id",
    changed=lambda iri: http_iri(iri, what="same_as") != iri,
)
