"""Articles of many inputs -> the ids of one corpus: each unique, exact copies folded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgraph.model import Article

_HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What the name of an article depends on, without its text.

    Attributes:
        name: Its id, so far.
        digest: Hash of its text.
        rank: Orders copies so that the one with most metadata is kept, whatever came first.
        number: Its place in the inputs.
    """

    name: str
    digest: str
    rank: tuple[int, str]
    number: int

    @classmethod
    def of(cls, article: Article, number: int) -> Entry:
        """Return the entry of an article."""
        known = [article.title, article.outlet, article.author, article.published, article.url]
        rank = (known.count(None), repr([*known, article.language]))
        return cls(article.id, article.sha256, rank, number)


def named(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Return the id and the place of each article that is kept, by id.

    A suffixed id can clash, so it may take rounds.
    """
    digits = _HASH_DIGITS
    while True:
        texts: dict[str, dict[str, Entry]] = defaultdict(dict)
        for entry in sorted(entries, key=lambda e: (e.rank, e.number)):
            texts[entry.name].setdefault(entry.digest, entry)
        if all(len(same_id) == 1 for same_id in texts.values()):
            return [(name, e.number) for name, same in sorted(texts.items()) for e in same.values()]
        entries = [
            replace(entry, name=f"{name}#{digest[:digits]}") if len(same_id) > 1 else entry
            for name, same_id in texts.items()
            for digest, entry in same_id.items()
        ]
        digits *= 2
