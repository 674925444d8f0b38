"""Articles -> findings, one by one: from the cache where it has them, by processes where asked for.

Memory does not grow with the number of articles, as long as the caller lets the findings go.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import itertools
import platform
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.cache import TEMPORARY, Cache
from kgraph.encoding import noun_to_data
from kgraph.errors import ArticleError, BrokenFileError
from kgraph.findings import (
    extractor_named,
    findings_from_text,
    findings_to_text,
    read_findings,
)
from kgraph.ids import stable_hash
from kgraph.linguistics import DEFAULT_MODEL, load_model
from kgraph.workers import Crew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgraph.attribution._base import Extractor
    from kgraph.corrections import Corrections
    from kgraph.findings import ExtractorName, Findings
    from kgraph.model import Article

TIMEOUT = 600.0  # seconds for an article
_AT_ONCE = 64  # articles for each process, between which all of them wait for the last
_LIBRARIES = ("spacy", "thinc", "numpy", "onnxruntime", "tokenizers")


class ForeignArticleError(ArticleError):
    """An article is plainly not in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToRead:
    """What the findings of an article depend on beside the article; can be sent to a process."""

    model: str = DEFAULT_MODEL
    extractor: ExtractorName | Extractor = "tagger"
    threads: int = 1

    def load(self) -> Extractor:
        """Return the extractor, its models loaded."""
        if isinstance(self.extractor, str):
            return extractor_named(self.extractor, threads=self.threads)
        return self.extractor

    def reader(self) -> Callable[[Article], str]:
        """Return what reads an article into the text form of its findings, all models loaded."""
        load_model(self.model)
        return functools.partial(_read_to_text, model=self.model, extractor=self.load())

    def key(self, article: Article) -> str:
        """Return what the findings of an article are kept under.

        A hash of all that a reading depends on: the article, and all code, tables, models and
        libraries that read it. Our own extractors look at the text and the day alone, so copies
        in other media and under other names are read once; one of your own may look at anything.
        """
        versions = _versions(self.model)
        if isinstance(self.extractor, str):
            read = replace(article, id="", title=None, outlet=None, author=None, url=None)
            return stable_hash(noun_to_data(read), self.extractor, self.model, versions)
        return stable_hash(noun_to_data(article), self.extractor.name, self.model, versions)


@functools.lru_cache(maxsize=8)
def _versions(model: str) -> str:
    """Return a hash of this kgraph, code and tables, and of the versions of what it reads with."""
    made = hashlib.sha256()
    folder = Path(str(files("kgraph")))
    for file in sorted(f for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc"):
        made.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        made.update(file.read_bytes())
    for name in (*_LIBRARIES, model):
        try:
            made.update(f"{name} {importlib.metadata.version(name)}\0".encode())
        except importlib.metadata.PackageNotFoundError:
            made.update(f"{name}\0".encode())
    made.update(platform.python_version().encode())
    return made.hexdigest()


def extract_each(  # noqa: PLR0913 - the options of one job, all by keyword
    articles: Iterable[Article],
    *,
    how: HowToRead,
    corrections: Corrections | None = None,
    cache: Cache | None = None,
    workers: int = 1,
    timeout: float | None = None,
) -> Iterator[tuple[Article, Findings | ArticleError]]:
    """Yield each article with its findings, or why there are none, in the order they came in.

    What is finished is in the cache before it is yielded. Of copies, the first is read.

    Args:
        articles: The articles; taken a few at a time.
        how: With what to read.
        corrections: Articles of which these correct a reading are read here and now.
        cache: Where findings are kept; if None, in a temporary file.
        workers: How many processes; with 1, and without a timeout, it is done in this one.
        timeout: Seconds for an article, for processes; 600 if None.

    Raises:
        KgraphError: If a model is missing, or the cache or a process fails.
    """
    with Cache(TEMPORARY) if cache is None else contextlib.nullcontext(cache) as kept:
        job = _Job(how, corrections, kept)
        if workers <= 1 and timeout is None:
            for article in articles:
                yield article, job.known(article) or job.read(article)
            return
        source = iter(articles)
        with Crew(how.reader, workers=workers, timeout=timeout or TIMEOUT) as crew:
            while some := list(itertools.islice(source, _AT_ONCE * workers)):
                yield from zip(some, job.spread(some, crew), strict=True)


class _Job:
    """How one run reads its articles."""

    def __init__(self, how: HowToRead, corrections: Corrections | None, cache: Cache) -> None:
        self._how = how
        self._corrections = corrections
        self._cache = cache
        entries = corrections.entries if corrections is not None else ()
        self._corrected = {name for e in entries if e.kind == "reading" for name in e.articles}

    @functools.cached_property
    def _extractor(self) -> Extractor:
        return self._how.load()

    def known(self, article: Article) -> Findings | ArticleError | None:
        """Return what is known of an article before it is read, or None."""
        if foreign := _foreign(article):
            return foreign
        if article.id in self._corrected:
            return None
        text = self._cache.get(self._how.key(article))
        return self._from_text(article, text) if text is not None else None

    def read(self, article: Article) -> Findings | ArticleError:
        """Return the findings of an article, read in this process and kept."""
        corrected = article.id in self._corrected
        try:
            found = read_findings(
                article,
                model=self._how.model,
                extractor=self._extractor,
                corrections=self._corrections if corrected else None,
            )
        except ArticleError as error:
            return error
        if not corrected:
            self._cache.put(self._how.key(article), findings_to_text(found))
        return found

    def spread(self, articles: Sequence[Article], crew: Crew) -> Iterator[Findings | ArticleError]:
        """Yield the findings of some articles in their order, read by processes."""
        done: dict[int, Findings | ArticleError] = {}
        asked: dict[str, list[int]] = {}  # the places of an article and of its copies
        for k, article in enumerate(articles):
            if (known := self.known(article)) is not None:
                done[k] = known
            elif article.id in self._corrected:
                done[k] = self.read(article)
            else:
                asked.setdefault(self._how.key(article), []).append(k)
        places = list(asked.values())
        following = 0
        for number, outcome in crew.run([articles[k] for k, *_ in places]):
            done |= {k: self._received(articles[k], outcome) for k in places[number]}
            while following in done:
                yield done.pop(following)
                following += 1
        for k in range(following, len(articles)):
            yield done[k]

    def _received(self, article: Article, outcome: str | ArticleError) -> Findings | ArticleError:
        if isinstance(outcome, ArticleError):
            named = str(outcome).startswith(f"{article.id}: ")
            return outcome if named else ArticleError(f"{article.id}: {outcome}")
        self._cache.put(self._how.key(article), outcome)
        return findings_from_text(outcome, article)

    def _from_text(self, article: Article, text: str) -> Findings | None:
        try:
            return findings_from_text(text, article)
        except BrokenFileError:
            return None


def _read_to_text(article: Article, *, model: str, extractor: Extractor) -> str:
    return findings_to_text(read_findings(article, model=model, extractor=extractor))


def _foreign(article: Article) -> ArticleError | None:
    """Return what is wrong with an article that is plainly not in English."""
    if article.language in {None, "en"}:
        return None
    language = "" if article.language == "und" else f" but in {article.language!r}"
    message = f"{article.id}: not in English{language}; left out, as kgraph reads English only"
    return ForeignArticleError(message)
