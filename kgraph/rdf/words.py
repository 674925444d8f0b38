"""The stretches of an article that its attributions point to, and the selectors that find them.

These are most of a graph, so all but a few are written by filling in a template.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kgraph.rdf.columns import encode_texts
from kgraph.rdf.terms import is_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from kgraph.model import Article
    from kgraph.rdf.columns import Properties
    from kgraph.rdf.kinds import Here

CONTEXT = 32
"""Code points of ``oa:prefix`` and ``oa:suffix``, which find a quotation in an edited text."""

_FIELDS = ("start", "end", "exact", "prefix", "suffix")  # what is filled in


class Resource(NamedTuple):
    """An IRI and its properties: prefixed names with one or more terms each."""

    subject: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Source:
    """An article, its term, and what its spans are written relative to."""

    article: Article
    term: str
    here: Here


@dataclass(frozen=True, slots=True)
class Words:
    """Stretches of one article, by their offsets."""

    source: Source
    used: Collection[tuple[int, int]]

    def resources(self) -> Iterator[Resource]:
        """Yield each stretch and its selector."""
        for start, end in sorted(self.used):
            yield from self._pair(start, end, encode_texts(self._texts(start, end)))

    def rendered(self, render: Callable[[Resource], str]) -> Iterator[str]:
        """Yield the text of each stretch and its selector."""
        template, in_order = self._template(render)
        text = self.source.article.text
        length = len(text)
        for start, end in sorted(self.used):
            before = start - CONTEXT if start > CONTEXT else 0
            around = text[before : end + CONTEXT]
            if start > 0 and end < length and is_plain(around):
                at = start - before
                prefix, exact, suffix = around[:at], text[start:end], around[at + end - start :]
                yield template % in_order((start, end, exact, prefix, suffix))
            else:
                texts = encode_texts(self._texts(start, end))
                yield "".join(map(render, self._pair(start, end, texts)))

    def _texts(self, start: int, end: int) -> dict[str, str]:
        text = self.source.article.text
        return {
            "oa:exact": text[start:end],
            "oa:prefix": text[max(0, start - CONTEXT) : start],
            "oa:suffix": text[end : end + CONTEXT],
        }

    def _pair(self, start: int | str, end: int | str, texts: Properties) -> Iterator[Resource]:
        """Yield a stretch and its selector."""
        head, terms = self.source.here.article, self.source.here.terms
        selector = f"{head}#sel={start},{end}>"
        links: Properties = [
            ("rdf:type", [terms.named("oa:SpecificResource")]),
            ("oa:hasSource", [self.source.term]),
            ("oa:hasSelector", [selector]),
        ]
        yield Resource(f"{head}#char={start},{end}>", links)
        kinds = [terms.named("oa:TextPositionSelector"), terms.named("oa:TextQuoteSelector")]
        offsets: Properties = [
            ("rdf:type", kinds),
            ("oa:start", [terms.typed(str(start), "xsd:integer")]),
            ("oa:end", [terms.typed(str(end), "xsd:integer")]),
        ]
        yield Resource(selector, offsets + texts)

    def _template(
        self, render: Callable[[Resource], str]
    ) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
        """Return what ``_pair`` is rendered as, with gaps, and what puts the fields into order.

        It serves where all texts are there and none needs an escape.
        """
        gaps = [f"\x00{at}" for at in range(len(_FIELDS))]
        texts: Properties = [
            (f"oa:{field}", [f'"{gap}"']) for field, gap in zip(_FIELDS[2:], gaps[2:], strict=True)
        ]
        rendered = "".join(map(render, self._pair(gaps[0], gaps[1], texts))).replace("%", "%%")
        order = [int(at) for at in re.findall("\x00([0-9])", rendered)]
        return re.sub("\x00[0-9]", "%s", rendered), operator.itemgetter(*order)
