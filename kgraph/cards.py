"""How a noun shows itself: a small card in Jupyter, a line in a list, fields in a terminal.

Words of articles are untrusted: all are escaped, and what steers a terminal is left out.
"""

from __future__ import annotations

import dataclasses
import html
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG = 300  # characters of a value that are shown
_MANY = 8  # values of a field that are shown


class _Printer(Protocol):
    """What this module needs of IPython's pretty printer."""

    def text(self, text: str, /) -> None: ...


class Card:
    """A base of frozen nouns that lets them show themselves; it adds no fields."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        """Put the method into the class itself: IPython takes a class's own ``repr`` before it."""
        super().__init_subclass__()
        cls._repr_pretty_ = Card._repr_pretty_  # type: ignore[method-assign]

    def _repr_html_(self) -> str:
        """Return a small card for Jupyter: no script, all text escaped."""
        name = html.escape(type(self).__name__)
        rows = "".join(
            f'<tr><th style="text-align:left;vertical-align:top">{html.escape(field)}</th>'
            f'<td style="text-align:left">{html.escape(value)}</td></tr>'
            for field, value in self._facts()
        )
        return f"<div><strong>{name}</strong><table><tbody>{rows}</tbody></table></div>"

    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002, FBT001
        """Show one line in IPython, also in lists."""
        printer.text(one_line(str(self)))

    def __rich_repr__(self) -> Iterator[tuple[str, str]]:
        """Yield the fields that have a value, for rich; it quotes them."""
        yield from self._facts()

    def _facts(self) -> Iterator[tuple[str, str]]:
        """Yield each field that has a value, in words."""
        for field in dataclasses.fields(self):  # type: ignore[arg-type]
            words = _words(getattr(self, field.name))
            if words:
                yield field.name, words


def one_line(text: str) -> str:
    r"""Return the text on one line, without anything that steers a terminal.

    >>> one_line("It rained\x1b[31m\n today.")
    'It rained [31m today.'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _words(value: Any) -> str:  # noqa: ANN401 - any field of any noun
    if value is None or value == () or value is False:
        return ""
    if isinstance(value, tuple):
        more = f"; +{len(value) - _MANY}" if len(value) > _MANY else ""
        return "; ".join(_words(part) for part in value[:_MANY]) + more
    words = one_line(str(value))
    return words if len(words) <= _LONG else f"{words[:_LONG]} …"
