"""Files, folders, patterns and streams -> ``Article``, with boilerplate and metadata marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kgraph.documents.reading import MissingPathError, read_each, record_to_article
from kgraph.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgraph.documents.reading import Input
    from kgraph.model import Article

__all__ = ["MissingPathError", "read_articles", "read_each", "record_to_article"]

_HASH_DIGITS = 8


def read_articles(
    inputs: Input | Iterable[Input], *, on_error: Callable[[ArticleError], None] | None = None
) -> list[Article]:
    r"""Return the articles of all inputs, sorted by id; the order of the inputs does not matter.

    Texts are exactly the characters of the file or field, with ``\r\n`` and a byte order mark
    left in place, so that offsets hold. An exact copy (same id, same text) is read once; articles
    with the same id and different texts all get a hash of their text behind the id.

    Args:
        inputs: A ``.txt`` or ``.jsonl`` file, a folder (read with its subfolders), a pattern such
            as ``"feeds/*.jsonl"``, an open stream of JSONL, ``"-"`` for standard input, or several
            of these.
        on_error: Called with what is wrong with each damaged article or missing input; the rest
            is still read. Without it the first error is raised.

    Raises:
        MissingPathError: If an input is not there, matches nothing or holds no article.
        ArticleError: If an article cannot be read; the message names the file and the line.

    Example:
        >>> import io
        >>> feed = io.StringIO('{"id": "a", "text": "Kyiv denied it."}')
        >>> [article.id for article in read_articles(feed)]
        ['a']
    """
    articles = []
    for found in read_each(inputs):
        if not isinstance(found, ArticleError):
            articles.append(found)
        elif on_error is None:
            raise found
        else:
            on_error(found)
    return _with_unique_ids(articles)


def _with_unique_ids(articles: list[Article]) -> list[Article]:
    """Return the articles by id, copies folded; a suffixed id can clash, so it may take rounds."""
    digits = _HASH_DIGITS
    while True:
        texts: dict[str, dict[str, Article]] = defaultdict(dict)
        for article in sorted(articles, key=_fullest_first):
            texts[article.id].setdefault(article.sha256, article)
        if all(len(same_id) == 1 for same_id in texts.values()):
            return [article for _, same_id in sorted(texts.items()) for article in same_id.values()]
        articles = [
            replace(article, id=f"{name}#{digest[:digits]}") if len(same_id) > 1 else article
            for name, same_id in texts.items()
            for digest, article in same_id.items()
        ]
        digits *= 2


def _fullest_first(article: Article) -> tuple[int, str]:
    """Order copies so that the one with most metadata is kept, whatever came first."""
    known = [article.title, article.outlet, article.author, article.published, article.url]
    return (known.count(None), repr([*known, article.language]))
