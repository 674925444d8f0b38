"""Articles -> findings over a cluster: rows of text, an error where there are none."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any, cast

from kgraph.distributed.frames import check_spark
from kgraph.documents import record_to_article
from kgraph.encoding import noun_from_data, noun_to_data
from kgraph.errors import ArticleError
from kgraph.extraction import TIMEOUT, HowToRead, extract_each
from kgraph.findings import check_extractor, findings_from_text, findings_to_text
from kgraph.linguistics import DEFAULT_MODEL
from kgraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyspark.sql import DataFrame

    from kgraph.distributed.frames import Row
    from kgraph.findings import ExtractorName, Findings

FINDINGS = "id string, article string, findings string, error string"
_FIELDS = ("id", "text", "title", "outlet", "author", "published", "url", "language")


def extract_findings(
    articles: DataFrame,
    *,
    extractor: ExtractorName = "tagger",
    model: str = DEFAULT_MODEL,
    timeout: float | None = TIMEOUT,
) -> DataFrame:
    """Return what was found in each article, or why nothing was, as rows of text.

    The columns are ``id``, ``article`` and ``findings`` (JSON) and ``error``; of the last two one
    is null. Write them as Parquet before going on: extraction is nearly all of the cost, and what
    is written need not be read again.

    Args:
        articles: The columns of a record: ``id`` and ``text``, and where there are such ``title``,
            ``outlet``, ``author``, ``published`` (a day, or as text), ``url`` and ``language``.
            An id names one article; see ``read_articles`` for how to make that so.
        extractor: ``tagger`` or ``rules``.
        model: Name of an English spaCy pipeline that is installed on all machines.
        timeout: Seconds after which an article is given up. Each partition is then read by a
            process of its own, so that an article that hangs or kills it gives a row with an
            error. With None, the Spark worker itself reads, and loads the models once for all of
            its partitions; an article that kills it costs the job.

    Raises:
        MissingDependencyError: If Spark is not installed.
        UnknownNameError: If there is no extractor of that name.
    """
    check_spark()
    check_extractor(extractor)
    known = [name for name in _FIELDS if name in articles.columns]

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pandas as pd

        columns = [part.split()[0] for part in FINDINGS.split(", ")]
        records = (row for batch in batches for row in batch.to_dict("records"))
        for row in _read(records, extractor, model, timeout):
            yield pd.DataFrame([row], columns=columns, dtype=object)

    # the types of Spark differ from version to version
    return articles.select(known).mapInPandas(cast("Any", run), FINDINGS)


def _read(
    records: Iterable[Mapping[str, Any]],
    extractor: ExtractorName,
    model: str,
    timeout: float | None,
) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    """Yield a row for each record, those that are no articles last."""
    broken: list[tuple[str, str | None, str | None, str | None]] = []

    def articles() -> Iterator[Article]:
        for record in records:
            name = str(record.get("id"))
            try:
                yield record_to_article(_plain(record), where=name)
            except ArticleError as error:
                broken.append((name, None, None, str(error)))

    if timeout is None:
        how = _loaded(extractor, model)
    else:
        how = HowToRead(model=model, extractor=extractor)
    for article, outcome in extract_each(articles(), how=how, timeout=timeout):
        whole = json.dumps(noun_to_data(article), separators=(",", ":"))
        if isinstance(outcome, ArticleError):
            yield article.id, whole, None, str(outcome)
        else:
            yield article.id, whole, findings_to_text(outcome), None
    yield from broken


@functools.lru_cache(maxsize=1)
def _loaded(extractor: ExtractorName, model: str) -> HowToRead:
    """Return how to read with the extractor loaded, once in a process."""
    return HowToRead(model=model, extractor=HowToRead(model=model, extractor=extractor).load())


def _plain(record: Mapping[str, Any]) -> dict[str, object]:
    """Return a record as JSON would give it: days as text, what is missing left out."""
    known = {name: value for name, value in record.items() if value is not None}
    return {k: v if isinstance(v, str) else str(v)[:10] for k, v in known.items() if v == v}  # noqa: PLR0124 - NaN


def article_of(row: Row) -> Article:
    """Return the article of a row of findings."""
    return noun_from_data(Article, json.loads(row["article"]), {}, where=row["id"])


def findings_of(row: Row) -> Findings:
    """Return the findings of a row."""
    return findings_from_text(row["findings"], article_of(row))
