"""Frozen dataclasses -> plain data for JSON, and back: of the lossless form and of findings.

What has its default is left out. Spans are ``[start, end]`` in the article of their attribution,
and their words are cut from its text again on the way in.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from kgraph import model
from kgraph.errors import BrokenFileError
from kgraph.model import Attribution, Mention, TextSpan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgraph.model import Article

_N = TypeVar("_N")


def noun_to_data(noun: object) -> dict[str, Any]:
    """Return a noun as plain data for JSON: what has its default is left out.

    Example:
        >>> noun_to_data(model.Claim(id="claim:1", label="It rained"))
        {'id': 'claim:1', 'label': 'It rained'}
    """
    return {
        field.name: _encode(getattr(noun, field.name))
        for field in dataclasses.fields(noun)  # type: ignore[arg-type]  # any of the nouns
        if getattr(noun, field.name) != field.default
    }


def noun_from_data(
    kind: type[_N], data: object, articles: Mapping[str, Article], *, where: str = "noun"
) -> _N:
    """Return the noun of this class that ``noun_to_data`` turned into data.

    Args:
        kind: Class of the noun.
        data: What JSON gave.
        articles: The articles that spans are cut from, by id.
        where: What to call it in messages.

    Raises:
        BrokenFileError: If a field is missing, unknown or of another type.
        SpanError: If a span does not fit its article.

    Example:
        >>> noun_from_data(model.Claim, {"id": "claim:1", "label": "It rained"}, {}).label
        'It rained'
    """
    if not isinstance(data, dict):
        raise BrokenFileError(f"{where} is no JSON object")
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]  # any of the nouns
    if unknown := sorted(data.keys() - {field.name for field in fields}):
        raise BrokenFileError(f"{where} has a field {unknown[0]!r} that no {kind.__name__} has")
    for field in fields:
        if field.default is dataclasses.MISSING and field.name not in data:
            raise BrokenFileError(f"{where} lacks {field.name!r}")
    decode = _Decoder(
        articles, article=data.get("article") if kind in (Attribution, Mention) else None
    )
    hints = _hints(kind)  # type: ignore[arg-type]  # mypy holds a TypeVar's class unhashable
    return kind(
        **{name: decode(hints[name], value, f"{where}.{name}") for name, value in data.items()}
    )


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return types.MappingProxyType(typing.get_type_hints(kind, localns=vars(model)))


def _encode(value: object) -> object:
    if isinstance(value, TextSpan):
        return [value.start, value.end]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, dict):
        return {name: _encode(item) for name, item in value.items()}
    if dataclasses.is_dataclass(value):
        return noun_to_data(value)
    return value


class _Decoder:
    """Turns what JSON gave into a value of the type that a noun's field has."""

    def __init__(self, articles: Mapping[str, Article], *, article: object) -> None:
        self._articles = articles
        self._article = article

    def __call__(self, hint: Any, value: object, where: str) -> object:  # noqa: ANN401 - any type
        options = typing.get_args(hint)
        origin = typing.get_origin(hint)
        if origin in (types.UnionType, typing.Union):
            (kind,) = (option for option in options if option is not type(None))
            return None if value is None else self(kind, value, where)
        if origin is Literal:
            if value not in options:
                raise BrokenFileError(f"{where} is {value!r}, not one of {', '.join(options)}")
            return value
        if origin in (tuple, dict):
            return (self._tuple if origin is tuple else self._dict)(options, value, where)
        if hint is TextSpan:
            return self._span(value, where)
        if hint is dt.date:
            return _decode_day(value, where)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return noun_from_data(
                typing.cast("type[Any]", hint), value, self._articles, where=where
            )
        if type(value) is hint:
            return value
        if hint is float and type(value) is int:
            return float(value)
        raise BrokenFileError(f"{where} is {value!r}, not of type {hint.__name__}")

    def _tuple(self, options: tuple[Any, ...], value: object, where: str) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise BrokenFileError(f"{where} is no list")
        if options[-1] is Ellipsis:
            return tuple(self(options[0], item, f"{where}[{i}]") for i, item in enumerate(value))
        if len(value) != len(options):
            raise BrokenFileError(f"{where} has {len(value)} items, not {len(options)}")
        pairs = zip(options, value, strict=True)
        return tuple(self(kind, item, f"{where}[{i}]") for i, (kind, item) in enumerate(pairs))

    def _dict(self, options: tuple[Any, ...], value: object, where: str) -> dict[str, object]:
        if not isinstance(value, dict):
            raise BrokenFileError(f"{where} is no object")
        return {name: self(options[1], item, f"{where}[{name!r}]") for name, item in value.items()}

    def _span(self, value: object, where: str) -> TextSpan:
        article = self._articles.get(self._article) if isinstance(self._article, str) else None
        if article is None:
            raise BrokenFileError(f"{where}: there is no article {self._article!r}")
        start, end = self._tuple((int, int), value, where)
        return article.span(typing.cast("int", start), typing.cast("int", end))


def _decode_day(value: object, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typing.cast("str", value))
    except (TypeError, ValueError) as error:
        raise BrokenFileError(f"{where} is {value!r}, not a day as YYYY-MM-DD") from error
