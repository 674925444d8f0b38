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


def measure_speed(
    articles: Iterable[Article], *, extractor: Extractor, model: str
) -> dict[str, float | int | str]:
    """Return rates in articles per second of processor time, and their ratio.

    Both read the same articles in the same process; models are loaded, and both have read an
    article, before the clock starts. Extraction is from the text to finished attributions. The
    bare pipeline is all of spaCy's, as installed, on whole articles in batches.

    Raises:
        ArticleError: If there is no article to read.
    """
    articles = list(articles)
    if not articles:
        raise ArticleError("there is no article to measure with")
    bare, _ = load_bare_model(model), load_model(model)

    def extract() -> None:
        for article in articles:
            extractor.extract(parse_article(article, model=model))

    def parse() -> None:
        for _ in bare.pipe(article.text for article in articles):
            pass

    extractor.extract(parse_article(articles[0], model=model))
    bare(articles[0].text)
    extraction, spacy = _processor_seconds(extract), _processor_seconds(parse)
    return {
        "articles": len(articles),
        "words": sum(len(article.text.split()) for article in articles),
        "extractor": extractor.name,
        "model": model,
        "extraction_articles_per_cpu_second": round(len(articles) / extraction, 3),
        "spacy_articles_per_cpu_second": round(len(articles) / spacy, 3),
        "ratio": round(spacy / extraction, 3),
    }


def _processor_seconds(work: Callable[[], None]) -> float:
    """Return the seconds of processor time, of all threads, that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start
