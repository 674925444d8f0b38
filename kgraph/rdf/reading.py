"""RDF that kgraph wrote -> ``KnowledgeGraph``.

What follows from the rest is not read but made anew: the shortcut triples, classes of attributions,
statuses of claims and evidence.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from kgraph.errors import BrokenFileError, KgraphError
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Event, Mention, Reading
from kgraph.rdf import columns
from kgraph.rdf.columns import STANCE_PROPERTY, decode, in_order, original
from kgraph.rdf.kinds import There
from kgraph.rdf.parsing import parse
from kgraph.rdf.terms import BASE, Minter, full

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from kgraph.model import Stance
    from kgraph.rdf.parsing import Read
    from kgraph.rdf.writing import Form

_ARTICLE_IRI = re.compile(r"(.+/)article/[0-9a-f]{16}")


def from_rdf(source: bytes | IO[bytes], form: Form, *, base: str | None = None) -> KnowledgeGraph:
    """Return the graph that a document of ``write`` holds.

    It is equal to the one written if that was done with ``texts=True``. Else it differs in the
    texts alone: they hold the words that the document has, at the right offsets, and spaces.

    Args:
        source: The document, or a stream of it.
        form: Its form.
        base: Where IRIs of nouns start; by default what those of the articles say.

    Raises:
        BrokenFileError: If it does not follow the grammar, or lacks what a graph needs; the
            message names the first thing that is wrong.
        OSError: If the stream cannot be read.
    """
    read = parse(source, form)
    try:
        return _Reader(read, Minter(base or _base(read))).graph()
    except BrokenFileError:
        raise
    except KgraphError as error:
        raise BrokenFileError(str(error)) from error


_TYPE = full("rdf:type")
_ORDERED_STANCES = tuple((stance, full(name)) for stance, name in STANCE_PROPERTY.items())


def _base(read: Read) -> str:
    """Return the base that the IRIs of articles show."""
    article = full("schema:NewsArticle")
    found = {
        match[1]
        for iri, about in read.items()
        if article in about.get(_TYPE, ()) and (match := _ARTICLE_IRI.fullmatch(iri))
    }
    if len(found) > 1:
        raise BrokenFileError(f"articles of several bases: {', '.join(sorted(found))}")
    return found.pop() if found else BASE


class _Reader:
    """Turns what was read into nouns; articles come first, as spans are cut from them."""

    def __init__(self, read: Read, minter: Minter) -> None:
        self._read = read
        self._minter = minter
        self._articles: dict[str, Article] = {}

    def graph(self) -> KnowledgeGraph:
        there = There(self._minter)
        pieces = self._pieces()
        for iri in self._of("schema:NewsArticle"):
            self._articles[iri] = self._article(iri, pieces.get(iri, []))
        graph = KnowledgeGraph.of(
            articles=self._articles.values(),
            actors=(
                self._noun(iri, Actor, there) for iri in self._of(*columns.ACTOR_CLASS.values())
            ),
            events=(self._noun(iri, Event, there) for iri in self._of("sem:Event")),
            claims=(self._noun(iri, Claim, there) for iri in self._of("kg:Claim")),
            readings=(self._reading(iri) for iri in self._of("kg:Attribution")),
            mentions=(self._mention(iri) for iri in self._of("kg:Mention")),
        )
        if len(graph.articles) < len(self._articles):
            raise BrokenFileError("two articles have the same id")
        return graph

    def _of(self, *classes: str) -> Iterator[str]:
        """Yield the IRIs of these classes."""
        wanted = {full(name) for name in classes}
        return (iri for iri, about in self._read.items() if wanted & set(about.get(_TYPE, ())))

    def _noun(self, iri: str, kind: type[Any], there: There) -> Any:  # noqa: ANN401 - any noun
        fields = decode(self._read[iri], columns.COLUMNS[kind], there, where=iri)
        return kind(id=self._minter.noun_id(iri), **fields)

    def _article(self, iri: str, pieces: Iterable[tuple[int, str]]) -> Article:
        about = self._read[iri]
        fields = decode(about, columns.ARTICLE, There(self._minter), where=iri)
        sha256 = "".join(about.get(full("kg:sha256"), ()))
        whole = original(about, "kg:text")
        if whole is None:
            text = _patched(_number(about, "kg:length", iri), pieces, iri)
            made = Article(text=text, **fields)
            return (
                made if made.sha256 == sha256 else Article(text=text, full_sha256=sha256, **fields)
            )
        article = Article(text=whole, **fields)
        if article.sha256 != sha256:
            raise BrokenFileError(f"{iri}: kg:text is not the text whose kg:sha256 this is")
        for start, words in pieces:
            if whole[start : start + len(words)] != words:
                raise BrokenFileError(f"{iri}: {words!r} is not at {start} of kg:text")
        return article

    def _pieces(self) -> dict[str, list[tuple[int, str]]]:
        """Return what the selectors quote of each article, with where it starts."""
        found: dict[str, list[tuple[int, str]]] = {}
        for iri in self._of("oa:TextQuoteSelector"):
            about = self._read[iri]
            exact = original(about, "oa:exact") or ""
            before = original(about, "oa:prefix") or ""
            start, end = _number(about, "oa:start", iri), _number(about, "oa:end", iri)
            if end - start != len(exact):
                raise BrokenFileError(f"{iri}: oa:exact is not as long as from oa:start to oa:end")
            words = before + exact + (original(about, "oa:suffix") or "")
            found.setdefault(iri.partition("#")[0], []).append((start - len(before), words))
        return found

    def _within(self, iri: str, property_: str) -> tuple[Article, There]:
        """Return the article to which a property points, and what is relative to it."""
        source = self._read[iri].get(full(property_), [""])[0]
        if source not in self._articles:
            raise BrokenFileError(f"{iri}: the article {source!r} is not there")
        article = self._articles[source]
        return article, There(self._minter, source, article)

    def _mention(self, iri: str) -> Mention:
        article, there = self._within(iri, "oa:hasSource")
        fields = decode(self._read[iri], columns.MENTION, there, where=iri)
        return Mention(id=self._minter.noun_id(iri), article=article.id, **fields)

    def _reading(self, iri: str) -> Reading:
        about = self._read[iri]
        article, there = self._within(iri, "prov:wasQuotedFrom")
        said = decode(about, columns.ATTRIBUTION, there, where=iri)
        claims: list[tuple[str, Stance]] = [
            (self._minter.noun_id(claim), stance)
            for stance, name in _ORDERED_STANCES
            for claim in about.get(name, ())
        ]
        return Reading(
            attribution=Attribution(id=self._minter.noun_id(iri), article=article.id, **said),
            claims=in_order("kg:concerns", claims, about, where=iri),
            **decode(about, columns.READING, there, where=iri),
        )


def _number(about: dict[str, list[str]], name: str, iri: str) -> int:
    values = about.get(full(name), [])
    if len(set(values)) != 1 or not values[0].isdecimal():
        raise BrokenFileError(f"{iri}: {name} must be one whole number, not {values!r}")
    return int(values[0])


def _patched(length: int, pieces: Iterable[tuple[int, str]], iri: str) -> str:
    """Return a text of this length with the pieces where they belong.

    What is not known becomes spaces, between line ends, so that no sentence runs on into it.
    """
    chars: list[str | None] = [None] * length
    for start, words in pieces:
        for at, char in enumerate(words, start=start):
            if not 0 <= at < length or chars[at] not in (None, char):
                raise BrokenFileError(f"{iri}: {words!r} cannot be at {start}")
            chars[at] = char
    found = []
    for known, run in itertools.groupby(chars, key=lambda char: char is not None):
        stretch = [char or "" for char in run]
        found.append("".join(stretch) if known else _gap(len(stretch)))
    return "".join(found)


def _gap(length: int) -> str:
    return "\n" if length == 1 else f"\n{' ' * (length - 2)}\n"
