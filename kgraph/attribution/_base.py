"""What an extractor is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution


class Extractor(Protocol):
    """Finds the attributions of one article.

    ``name`` tells one extractor and its version from another, in reports and cache keys.
    """

    @property
    def name(self) -> str: ...

    def extract(self, parsed: ParsedArticle) -> list[Attribution]:
        """Return the article's attributions in text order; should raise on no text."""
        ...
