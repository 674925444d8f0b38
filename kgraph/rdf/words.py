"""The stretches of an article that its attributions point to, and the selectors that find them.

These are most of a graph, so all but a few are written by filling in a template.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.rdf.columns import encode_texts
from kgraph.rdf.templates import GAP, Resource, Syntax
from kgraph.rdf.terms import escaped, is_plain, is_unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from kgraph.model import Article
    from kgraph.rdf.columns import Properties
    from kgraph.rdf.kinds import Here

_GAPS = re.compile(f"{GAP}([0-9])")

CONTEXT = 32
"""Code points of ``oa:prefix`` and ``oa:suffix``, which find a quotation in an edited text."""


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
            yield from self._pair(
                f"{start},{end}", start, end, encode_texts(self._texts(start, end))
            )

    def rendered(self, syntax: Syntax) -> Iterator[str]:
        """Yield the text of each stretch and its selector.

        A template serves where there are words before and after, and no note is needed.
        """
        pair, order = self._template(syntax)
        text = self.source.article.text
        length = len(text)
        for start, end in sorted(self.used):
            before = start - CONTEXT if start > CONTEXT else 0
            around = text[before : end + CONTEXT]
            plain = is_plain(around)
            if start > 0 and end < length and (plain or not is_unfit(around)):
                exact, prefix, suffix = text[start:end], text[before:start], around[end - before :]
                if not plain:
                    exact, prefix, suffix = escaped(exact), escaped(prefix), escaped(suffix)
                yield pair % order((f"{start},{end}", start, end, exact, prefix, suffix))
            else:
                texts = encode_texts(self._texts(start, end))
                yield "".join(map(syntax.render, self._pair(f"{start},{end}", start, end, texts)))

    def _template(self, syntax: Syntax) -> tuple[str, Callable[[tuple[object, ...]], object]]:
        """Return a stretch and its selector with gaps, and what puts their values in order."""
        where, start, end, *texts = (f"{GAP}{k}" for k in range(6))
        names = ("oa:exact", "oa:prefix", "oa:suffix")
        gaps: Properties = [(name, [f'"{t}"']) for name, t in zip(names, texts, strict=True)]
        made = "".join(map(syntax.render, self._pair(where, start, end, gaps)))
        order = [int(k) for k in _GAPS.findall(made)]
        return _GAPS.sub("%s", made.replace("%", "%%")), operator.itemgetter(*order)

    def _texts(self, start: int, end: int) -> dict[str, str]:
        text = self.source.article.text
        return {
            "oa:exact": text[start:end],
            "oa:prefix": text[max(0, start - CONTEXT) : start],
            "oa:suffix": text[end : end + CONTEXT],
        }

    def _pair(
        self, where: str, start: int | str, end: int | str, texts: Properties
    ) -> Iterator[Resource]:
        """Yield a stretch and its selector."""
        head, terms = self.source.here.article, self.source.here.terms
        selector = f"{head}#sel={where}>"
        links: Properties = [
            ("rdf:type", [terms.named("oa:SpecificResource")]),
            ("oa:hasSource", [self.source.term]),
            ("oa:hasSelector", [selector]),
        ]
        yield Resource(f"{head}#char={where}>", links)
        kinds = [terms.named("oa:TextPositionSelector"), terms.named("oa:TextQuoteSelector")]
        offsets: Properties = [
            ("rdf:type", kinds),
            ("oa:start", [terms.typed(str(start), "xsd:integer")]),
            ("oa:end", [terms.typed(str(end), "xsd:integer")]),
        ]
        yield Resource(selector, offsets + texts)
