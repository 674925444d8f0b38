"""The articles of many inputs, in a temporary file: for archives that memory should not hold."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from kgraph.cache import TEMPORARY, Cache
from kgraph.documents.naming import Entry, named
from kgraph.documents.reading import read_each
from kgraph.encoding import noun_from_data, noun_to_data
from kgraph.errors import ArticleError
from kgraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgraph.documents.reading import Input


class Shelf:
    """What ``read_articles`` returns, one by one, as often as asked; memory holds the ids alone.

    Example:
        >>> import io
        >>> feed = io.StringIO('{"id": "a", "text": "Kyiv denied it."}')
        >>> shelf = Shelf(feed, on_error=print)
        >>> len(shelf), [article.id for article in shelf]
        (1, ['a'])
    """

    def __init__(
        self, inputs: Input | Iterable[Input], *, on_error: Callable[[ArticleError], None]
    ) -> None:
        """Read the inputs.

        Args:
            inputs: As ``read_articles`` takes them.
            on_error: Called with what is wrong with each damaged article or missing input.

        Raises:
            CacheError: If the disk is full.
        """
        self._texts = Cache(TEMPORARY)
        entries: list[Entry] = []
        for found in read_each(inputs):
            if isinstance(found, ArticleError):
                on_error(found)
                continue
            entry = Entry.of(found, len(entries))
            self._texts.put(str(entry.number), json.dumps(noun_to_data(found)))
            entries.append(entry)
        self._named = named(entries)

    def __len__(self) -> int:
        return len(self._named)

    def __iter__(self) -> Iterator[Article]:
        for name, number in self._named:
            data = json.loads(self._texts.get(str(number)) or "")
            yield replace(noun_from_data(Article, data, {}, where="article"), id=name)
