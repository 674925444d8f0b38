"""The stretches of an article that its attributions point to, and the selectors that find them.

These are most of a graph, so all but a few are written by filling in a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.rdf.columns import encode_texts
from kgraph.rdf.templates import Resource, Syntax, Template, gap
from kgraph.rdf.terms import escaped, is_plain, is_unfit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kgraph.model import Article
    from kgraph.rdf.columns import Properties
    from kgraph.rdf.kinds import Here

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
        pair = self._template(syntax)
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
                where = f"{start},{end}", str(start), str(end)
                yield pair.filled((*where, exact, prefix, suffix))
            else:
                texts = encode_texts(self._texts(start, end))
                yield "".join(map(syntax.render, self._pair(f"{start},{end}", start, end, texts)))

    def _template(self, syntax: Syntax) -> Template:
        """Return a stretch and its selector with gaps: place, start, end, words, before, after."""
        where, start, end, *texts = map(gap, range(6))
        names = ("oa:exact", "oa:prefix", "oa:suffix")
        gaps: Properties = [(name, [f'"{t}"']) for name, t in zip(names, texts, strict=True)]
        return Template("".join(map(syntax.render, self._pair(where, start, end, gaps))))

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
