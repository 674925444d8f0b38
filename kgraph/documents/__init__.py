"""Files, folders, patterns and streams -> ``Article``, with boilerplate and metadata marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgraph.documents.naming import Entry, named
from kgraph.documents.reading import MissingPathError, read_each, record_to_article
from kgraph.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgraph.documents.reading import Input
    from kgraph.model import Article

__all__ = ["MissingPathError", "read_articles", "read_each", "record_to_article"]


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
    kept = named(Entry.of(article, number) for number, article in enumerate(articles))
    return [replace(articles[number], id=name) for name, number in kept]
