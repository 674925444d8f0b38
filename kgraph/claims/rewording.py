"""Claims in other words -> which of them are one: same doer, same affair, words that mean the same.

Comes after structure, and joins only what nothing in it tells apart: another doer, another thing
struck, another kind of claim. What words mean is read by the model of ``kgraph.meanings``.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.claims.opposites import opposed
from kgraph.claims.values import DEEDS
from kgraph.lexicon import load_lexicon
from kgraph.meanings import vectors_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kgraph.claims.values import Put
    from kgraph.clustering import Groups

# Cosines from which two claims may be one, found on affairs that the model has not seen.
_SAME_DOER = 0.3  # where one person or body is said to do both
_ANY_DOER = 0.4  # where it is a state, which does many things, or one does not say who
_DEED = 0.45  # where structure has looked at one already, and not joined them
_TOGETHER = 0.35  # the mean of all pairs of two groups

_SHARED = 2  # names that articles on one affair share
_DAYS = 45  # between two articles on one affair
_NEAREST = 20  # articles before an article that are looked at
_KINDS = {"know": "knew", "warn": "knew", "origin": ""}


def join_reworded(put: Sequence[Put], groups: Groups, names: Mapping[str, tuple[str, ...]]) -> None:
    """Join the groups of claims that other words say, the most alike first.

    Args:
        put: The claims.
        groups: Their groups so far; gets the new ones.
        names: The names by which each article's affair is known, by its id.
    """
    by_article: dict[str, list[int]] = defaultdict(list)
    for k, p in enumerate(put):
        if _tells(p):
            by_article[p.article].append(k)
    vectors = vectors_of(p.claim.meaning for p in put)
    found: set[tuple[float, int, int]] = set()
    for ours, theirs in _of_one_affair(put, by_article, names):
        alike = vectors[ours] @ vectors[theirs].T
        for i, j in zip(*(alike >= _SAME_DOER).nonzero(), strict=True):
            x, y = sorted((ours[i], theirs[j]))
            score = float(alike[i, j])
            if groups.root(x) != groups.root(y) and score >= _least(put[x], put[y]):
                found.add((-round(score, 4), x, y))
    found = {(score, x, y) for score, x, y in found if not opposed(put[x].claim, put[y].claim)}
    whole = {n[0]: _Whole.of([put[k] for k in n], vectors[n]) for n in groups.all()}
    for _, x, y in sorted(found):
        a, b = sorted((groups.root(x), groups.root(y)))
        if a != b and whole[a].alike(whole[b]) >= _TOGETHER and not whole[a].differs(whole[b]):
            groups.join(x, y)
            whole[a] = whole[a].joined(whole.pop(b))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the claims of a group say together that others may contradict."""

    doers: frozenset[str]
    kinds: frozenset[str]
    struck: frozenset[str]
    vector: NDArray[np.float32]
    number: int

    @classmethod
    def of(cls, claims: Sequence[Put], vectors: NDArray[np.float32]) -> _Whole:
        """Return it for some claims."""
        return cls(
            frozenset(n for p in claims for n in p.names if _is_name(n)),
            frozenset(kind for p in claims if (kind := _kind(p))),
            frozenset(name for p in claims for name in p.struck),
            vectors.sum(axis=0),
            int(vectors.any(axis=1).sum()),
        )

    def joined(self, other: _Whole) -> _Whole:
        """Return it for both groups."""
        return _Whole(
            self.doers | other.doers,
            self.kinds | other.kinds,
            self.struck | other.struck,
            self.vector + other.vector,
            self.number + other.number,
        )

    def alike(self, other: _Whole) -> float:
        """Return the mean cosine of a claim of the one and a claim of the other."""
        return float(self.vector @ other.vector) / max(1, self.number * other.number)

    def differs(self, other: _Whole) -> bool:
        """Return whether both name doers, kinds or things struck and share none of them."""
        pairs = (
            (self.doers, other.doers),
            (self.kinds, other.kinds),
            (self.struck, other.struck),
        )
        return any(a and b and a.isdisjoint(b) for a, b in pairs)


def _tells(p: Put) -> bool:
    """Return whether a claim is a statement that says enough to be known by its words."""
    told = p.claim.act in DEEDS or (p.claim.act != "attempted" and len(p.claim.object) > 1)
    return p.claim.stated and told


def _kind(p: Put) -> str:
    """Return what kind of claim it is that no other words change, or ""."""
    act = p.claim.act
    return _KINDS.get(act, act if act in DEEDS or act in load_lexicon().classed else "")


def _is_name(name: str) -> bool:
    return name[:1].isupper() or ":" in name


def _least(a: Put, b: Put) -> float:
    """Return the cosine from which two claims may be one."""
    if a.claim.act in DEEDS or b.claim.act in DEEDS:
        return _DEED
    return _SAME_DOER if _share_doer(a, b) else _ANY_DOER


def _share_doer(a: Put, b: Put) -> bool:
    """Return whether both are told of one person or body, or of one that has no name."""
    shared = set(a.names) & set(b.names)
    return bool(shared & (a.rare | b.rare)) or (bool(shared) and not any(map(_is_name, shared)))


def _of_one_affair(
    put: Sequence[Put],
    by_article: Mapping[str, list[int]],
    names: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the claims of pairs of articles on one affair, each article with itself too."""
    met: dict[tuple[str, ...], list[str]] = defaultdict(list)
    day = {article: put[claims[0]].day for article, claims in by_article.items()}
    for article in sorted(by_article, key=lambda a: (day[a] or dt.date.max, a)):
        yield by_article[article], by_article[article]
        near: set[str] = set()
        for pair in itertools.combinations(sorted(names[article]), _SHARED):
            near.update(met[pair][-_NEAREST:])
            met[pair].append(article)
        for other in sorted(near, key=lambda a: (day[a] or dt.date.max, a))[-_NEAREST:]:
            if _are_near(day[article], day[other]):
                yield by_article[other], by_article[article]


def _are_near(a: dt.date | None, b: dt.date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= _DAYS
