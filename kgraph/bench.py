"""How fast extraction is beside the bare spaCy pipeline: ``kgraph bench``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kgraph.errors import ArticleError
from kgraph.linguistics import load_bare_model, load_model, parse_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgraph.attribution._base import Extractor
    from kgraph.model import Article

_TURN = 16  # articles


def measure_speed(
    articles: Iterable[Article], *, extractor: Extractor, model: str
) -> dict[str, float | int | str]:
    """Return rates in articles per second of processor time, and their ratio.

    Both read the same articles in the same process; models are loaded, and both have read an
    article, before the clock starts. Extraction is from the text to finished attributions. The
    bare pipeline is all of spaCy's, as installed, on whole articles in batches. They take turns, a
    few articles each, so that what else the machine does weighs on both alike.

    Raises:
        ArticleError: If there is no article to read.
    """
    articles = list(articles)
    if not articles:
        raise ArticleError("there is no article to measure with")
    bare, _ = load_bare_model(model), load_model(model)

    def extract(some: list[Article]) -> None:
        for article in some:
            extractor.extract(parse_article(article, model=model))

    def parse(some: list[Article]) -> None:
        for _ in bare.pipe(article.text for article in some):
            pass

    extract(articles[:1])
    parse(articles[:1])
    extraction = spacy = 0.0
    for start in range(0, len(articles), _TURN):
        some = articles[start : start + _TURN]
        extraction += _processor_seconds(extract, some)
        spacy += _processor_seconds(parse, some)
    return {
        "articles": len(articles),
        "words": sum(len(article.text.split()) for article in articles),
        "extractor": extractor.name,
        "model": model,
        "extraction_articles_per_cpu_second": round(len(articles) / extraction, 3),
        "spacy_articles_per_cpu_second": round(len(articles) / spacy, 3),
        "ratio": round(spacy / extraction, 3),
    }


def _processor_seconds(work: Callable[[list[Article]], None], some: list[Article]) -> float:
    """Return the seconds of processor time, of all threads, that some work takes."""
    start = time.process_time()
    work(some)
    return time.process_time() - start
