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
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, TypeVar

from kgraph import model
from kgraph.errors import BrokenFileError
from kgraph.model import Article, Attribution, Mention, TextSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    _Articles: TypeAlias = Mapping[str, Article]
    _Decoder: TypeAlias = Callable[[Any, _Articles, object], object]

_N = TypeVar("_N")
_PLAIN = frozenset({str, int, float, bool, type(None)})


def noun_to_data(noun: object) -> dict[str, Any]:
    """Return a noun as plain data for JSON: what has its default is left out.

    Example:
        >>> noun_to_data(model.Claim(id="claim:1", label="It rained"))
        {'id': 'claim:1', 'label': 'It rained'}
    """
    return {
        name: _encode(value)
        for name, default in _defaults(typing.cast("Any", type(noun)))
        if (value := getattr(noun, name)) != default
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
    try:
        return typing.cast("_N", _decoder(typing.cast("Any", kind))(data, articles, None))
    except _Fault as fault:
        raise BrokenFileError(f"{where}{fault.path}{fault.what}") from fault


def _encode(value: object) -> object:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is TextSpan:
        return [value.start, value.end]  # type: ignore[attr-defined]  # it is one
    if kind is tuple:
        return [_encode(item) for item in value]  # type: ignore[attr-defined]  # as above
    if isinstance(value, dict):
        return {name: _encode(item) for name, item in value.items()}
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return noun_to_data(value)
    return value


@cache
def _defaults(kind: type[Any]) -> list[tuple[str, object]]:
    return [(field.name, field.default) for field in dataclasses.fields(kind)]


class _Fault(Exception):  # noqa: N818 - what is wrong with data, until its place is known
    """What is wrong with data, and its path from the noun, which grows on the way up."""

    def __init__(self, what: str, path: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.path = path

    def under(self, step: str) -> Self:
        self.path = step + self.path
        return self


# A decoder is made once for each type. It is a function of what JSON gave, the articles, and the
# one whose spans it reads: an attribution or a mention names it, whether it is there or not.


@cache
def _decoder(hint: Any) -> _Decoder:  # noqa: ANN401 - any type
    options, origin = typing.get_args(hint), typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        (kind,) = (option for option in options if option is not type(None))
        inner = _decoder(kind)
        return lambda value, articles, own: None if value is None else inner(value, articles, own)
    if origin is Literal:
        return _literal(options)
    if origin is tuple:
        return _row(options[0]) if options[-1] is Ellipsis else _tuple(options)
    if origin is dict:
        return _table(options[1])
    if hint is TextSpan:
        return _decode_span
    if hint is dt.date:
        return _decode_day
    return _noun(hint) if dataclasses.is_dataclass(hint) else _plain(hint)


def _noun(kind: Any) -> _Decoder:  # noqa: ANN401 - a class
    hints = typing.get_type_hints(kind, localns=vars(model))
    fields = dataclasses.fields(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields}
    needed = [
        field.name
        for field in fields
        if field.default is field.default_factory is dataclasses.MISSING
    ]
    names_article = kind in (Attribution, Mention)

    def decode(value: Any, articles: _Articles, own: object) -> object:  # noqa: ANN401
        if not isinstance(value, dict):
            raise _Fault(" is no JSON object")
        for name in needed:
            if name not in value:
                raise _Fault(f" lacks {name!r}")
        if names_article:
            named = value["article"]
            own = articles.get(named, named) if isinstance(named, str) else named
        made = {}
        for name, item in value.items():
            if name not in decoders:
                raise _Fault(f" has a field {name!r} that no {kind.__name__} has")
            try:
                made[name] = decoders[name](item, articles, own)
            except _Fault as fault:
                raise fault.under(f".{name}") from None
        return kind(**made)

    return decode


def _plain(kind: type) -> _Decoder:
    def decode(value: Any, articles: _Articles, own: object) -> object:  # noqa: ANN401, ARG001
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise _Fault(f" is {value!r}, not of type {kind.__name__}")

    return decode


def _literal(options: tuple[Any, ...]) -> _Decoder:
    def decode(value: Any, articles: _Articles, own: object) -> object:  # noqa: ANN401, ARG001
        if value in options:
            return value
        raise _Fault(f" is {value!r}, not one of {', '.join(options)}")

    return decode


def _row(kind: Any) -> _Decoder:  # noqa: ANN401 - any type
    item = _decoder(kind)

    def decode(value: Any, articles: _Articles, own: object) -> object:  # noqa: ANN401
        if not isinstance(value, list):
            raise _Fault(" is no list")
        made: list[object] = []
        try:
            for one in value:
                made.append(item(one, articles, own))  # noqa: PERF401 - the path of a fault
        except _Fault as fault:
            raise fault.under(f"[{len(made)}]") from None
        return tuple(made)

    return decode


def _tuple(kinds: tuple[Any, ...]) -> _Decoder:
    items = [_decoder(kind) for kind in kinds]

    def decode(value: Any, articles: _Articles, own: object) -> object:  # noqa: ANN401
        if not isinstance(value, list):
            raise _Fault(" is no list")
        if len(value) != len(items):
            raise _Fault(f" has {len(value)} items, not {len(items)}")
        made: list[object] = []
        try:
            for item, one in zip(items, value, strict=True):
                made.append(item(one, articles, own))
        except _Fault as fault:
            raise fault.under(f"[{len(made)}]") from None
        return tuple(made)

    return decode


def _table(kind: Any) -> _Decoder:  # noqa: ANN401 - any type
    item = _decoder(kind)

    def decode(value: Any, articles: _Articles, own: object) -> object:  # noqa: ANN401
        if not isinstance(value, dict):
            raise _Fault(" is no object")
        made = {}
        for name, one in value.items():
            try:
                made[name] = item(one, articles, own)
            except _Fault as fault:
                raise fault.under(f"[{name!r}]") from None
        return made

    return decode


_TWO_INTS = [int, int]
_decode_offsets = _tuple((int, int))


def _decode_span(value: Any, articles: _Articles, own: object) -> object:  # noqa: ANN401
    if not isinstance(own, Article):
        raise _Fault(f": there is no article {own!r}")
    if not (type(value) is list and [*map(type, value)] == _TWO_INTS):
        _decode_offsets(value, articles, own)  # says what is wrong
    return own.span(*value)


def _decode_day(value: Any, articles: _Articles, own: object) -> object:  # noqa: ANN401, ARG001
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Fault(f" is {value!r}, not a day as YYYY-MM-DD") from None
