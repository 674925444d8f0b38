"""The findings of many articles, in a temporary file: memory holds their ids alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

from kgraph.cache import TEMPORARY, Cache
from kgraph.encoding import noun_from_data, noun_to_data
from kgraph.errors import ArticleError
from kgraph.findings import findings_from_text, findings_to_text
from kgraph.ids import stable_hash
from kgraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from kgraph.findings import Findings


class Gathered:
    """Findings by article, each written at once; gives them in order of id, as often as asked."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept = Cache(TEMPORARY)
        self._hashes: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.close()

    def __iter__(self) -> Iterator[Findings]:
        for name in sorted(self._hashes):
            about, found = json.loads(self._kept.get(ascii(name)) or "")
            article = noun_from_data(Article, about, {}, where="article")
            yield findings_from_text(found, article)

    def __len__(self) -> int:
        return len(self._hashes)

    def add(self, found: Findings) -> ArticleError | None:
        """Keep what was found in an article, or return what is wrong: another has its id.

        The same article again changes nothing.

        Raises:
            CacheError: If the disk is full.
        """
        article = found.article
        about = noun_to_data(article)
        known = self._hashes.setdefault(article.id, stable_hash(about))
        if known != stable_hash(about):
            return ArticleError(f"{article.id}: another article has this id; left out")
        self._kept.put(ascii(article.id), json.dumps([about, findings_to_text(found)]))
        return None
