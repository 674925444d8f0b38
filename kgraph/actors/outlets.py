"""Article -> its outlet as an actor: the speaker of what it says in its own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.gazetteer import find_entry
from kgraph.model import Actor, slug

if TYPE_CHECKING:
    from kgraph.model import Article


def outlet_of(article: Article) -> Actor | None:
    """Return the article's outlet, under the id that it has where others name it, or None."""
    if article.outlet is None:
        return None
    entry = find_entry(article.outlet)
    name = entry.name if entry else article.outlet
    return Actor(id=f"actor:{entry.id if entry else slug(article.outlet)}", name=name, kind="outlet")
