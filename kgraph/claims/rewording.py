"""Claims in other words -> which of them are one: same doer, same affair, words that mean the same.

Comes after structure, and joins only what nothing in it tells apart: another doer, another thing
struck, another kind of claim. What words mean is read by the model of ``kgraph.meanings``.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kgraph.affairs import are_near, names_shared
from kgraph.claims.opposites import opposed
from kgraph.claims.understood import is_to_come, tells
from kgraph.claims.values import DEEDS
from kgraph.gazetteer import is_entry
from kgraph.lexicon import load_lexicon, load_words
from kgraph.meanings import vectors_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kgraph.claims.values import Put
    from kgraph.clustering import Groups

# By how much two claims must be more alike than is usual in their affair to be one; found on
# affairs that the model has not seen.
_ALIKE = 0.15
_DEED = 0.35  # where structure has looked at one already, and not joined them
_TOGETHER = 0.13  # the mean of all pairs of two groups
_USUAL = 0.25  # cosine of two claims in an affair of which there is little to know it by
_LITTLE = 5  # claims
_ALONE = 0.15  # by how much more in an article that no other is like: it seldom says a thing twice
_MANY = 35  # claims of an affair from which some are alike by chance
_BY_CHANCE = 0.2  # by how much more for each e-fold of those

_NEAREST = 20  # articles before an article that are looked at
_SOMEBODY = frozenset({"those", "somebody", "someone", "whoever"})
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
        if tells(p.claim):
            by_article[p.article].append(k)
    vectors = vectors_of(p.claim.meaning for p in put)
    pairs = list(_of_one_affair(put, by_article, names))
    usual = _usual(put, vectors, pairs)
    least = [_least(p) for p in put]
    found: set[tuple[float, int, int]] = set()
    for ours, theirs in pairs:
        alike = vectors[ours] @ vectors[theirs].T
        alike -= (usual[ours][:, None] + usual[theirs][None]) / 2
        for i, j in zip(*(alike >= _ALIKE).nonzero(), strict=True):
            x, y = sorted((ours[i], theirs[j]))
            score = float(alike[i, j])
            if groups.root(x) != groups.root(y) and score >= max(least[x], least[y]):
                found.add((-round(score, 4), x, y))
    found = {(score, x, y) for score, x, y in found if not opposed(put[x].claim, put[y].claim)}
    whole = {n[0]: _Whole.of([put[k] for k in n], vectors[n], usual[n]) for n in groups.all()}
    for _, x, y in sorted(found):
        a, b = sorted((groups.root(x), groups.root(y)))
        if a != b and whole[a].alike(whole[b]) >= _TOGETHER and not whole[a].differs(whole[b]):
            groups.join(x, y)
            whole[a] = whole[a].joined(whole.pop(b))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the claims of a group say together that others may contradict."""

    doers: frozenset[str]
    described: frozenset[tuple[str, str]]
    accusers: frozenset[str]
    kinds: frozenset[str]
    struck: frozenset[str]
    years: frozenset[int]
    times: frozenset[bool]
    nameless: bool
    vector: NDArray[np.float32]
    usual: float
    number: int

    @classmethod
    def of(
        cls, claims: Sequence[Put], vectors: NDArray[np.float32], usual: NDArray[np.float32]
    ) -> _Whole:
        """Return it for some claims."""
        known = vectors.any(axis=1)
        return cls(
            frozenset(name for p in claims for name in _doers(p)),
            frozenset((p.article, p.agent) for p in claims if p.agent and "/" in p.agent),
            frozenset(a.removeprefix("actor:") for p in claims for a in p.accusers),
            frozenset(kind for p in claims if (kind := _kind(p))),
            frozenset(name for p in claims for name in p.struck),
            frozenset(year for p in claims for year in p.claim.years),
            frozenset(is_to_come(p.claim.label) for p in claims),
            any(_is_nameless(p) for p in claims),
            vectors.sum(axis=0),
            float(usual[known].sum()),
            int(known.sum()),
        )

    def joined(self, other: _Whole) -> _Whole:
        """Return it for both groups."""
        return _Whole(
            self.doers | other.doers,
            self.described | other.described,
            self.accusers | other.accusers,
            self.kinds | other.kinds,
            self.struck | other.struck,
            self.years | other.years,
            self.times | other.times,
            self.nameless or other.nameless,
            self.vector + other.vector,
            self.usual + other.usual,
            self.number + other.number,
        )

    def alike(self, other: _Whole) -> float:
        """Return by how much claims of the one and the other are more alike than is usual."""
        if not self.number or not other.number:
            return 0.0
        mean = float(self.vector @ other.vector) / (self.number * other.number)
        return mean - (self.usual / self.number + other.usual / other.number) / 2

    def differs(self, other: _Whole) -> bool:
        """Return whether both name doers, kinds or things struck and share none of them.

        What is to come is another thing than what has been. Who says "those who did it" names
        nobody, and does not mean whom others name; nobody accuses himself; and what was done in a
        year that is told is not what was done now.
        """
        if self.accusers & other.doers or other.accusers & self.doers:
            return True
        if self.years != other.years:
            return True
        if (self.nameless and other.doers) or (other.nameless and self.doers):
            return True
        if self._are_apart(other):
            return True
        pairs = (
            self._compared(other),
            (self.kinds, other.kinds),
            (self.struck, other.struck),
            (self.times, other.times),
        )
        return any(a and b and a.isdisjoint(b) for a, b in pairs)

    def _compared(self, other: _Whole) -> tuple[frozenset[str], frozenset[str]]:
        """Return the doers of both that can tell them apart.

        Of what is no deed, a state does not tell from a body, which may be of it ("a Japanese
        rocket", "Hoshino's rocket").
        """
        ours, theirs = self.doers, other.doers
        if DEEDS.isdisjoint(self.kinds | other.kinds):
            mixed = any(map(is_entry, ours)) != any(map(is_entry, theirs))
            return (frozenset(), frozenset()) if mixed else (ours, theirs)
        return ours, theirs

    def _are_apart(self, other: _Whole) -> bool:
        """Return whether an article has described the doers of both, as two: firm and union."""
        shared = {a for a, _ in self.described} & {a for a, _ in other.described}
        ours, theirs = ({d for _, d in w.described} for w in (self, other))
        return bool(shared) and ours.isdisjoint(theirs)


def _usual(
    put: Sequence[Put],
    vectors: NDArray[np.float32],
    pairs: Iterable[tuple[list[int], list[int]]],
) -> NDArray[np.float32]:
    """Return how alike each claim is to the others of its affair in the median, as cosines.

    More where they are many, as the nearest of many are nearer.
    """
    near: dict[str, list[list[int]]] = defaultdict(list)  # of each article, itself first
    for ours, theirs in pairs:
        near[put[ours[0]].article].append(theirs)
        if ours is not theirs:
            near[put[theirs[0]].article].append(ours)
    made = np.full(len(vectors), _USUAL, np.float32)
    for own, *others in near.values():
        alike = vectors[own] @ vectors[[*own, *itertools.chain.from_iterable(others)]].T
        rest = alike[np.eye(*alike.shape) == 0].reshape(len(own), -1)
        number = rest.shape[1]
        if number:
            median = np.median(rest, axis=1)
            made[own] = (number * median + _LITTLE * _USUAL) / (number + _LITTLE)
            made[own] += _BY_CHANCE * max(0.0, math.log(number / _MANY))
            made[own] += _ALONE if not others else 0.0
    return made


def _kind(p: Put) -> str:
    """Return what kind of claim it is that no other words change, or ""."""
    act = p.claim.act
    return _KINDS.get(act, act if act in DEEDS or act in load_lexicon().classed else "")


def _doers(p: Put) -> set[str]:
    """Return the names of who does it, by which other words for him may know him.

    What is only called "the company" where it speaks is known by the words of its name, and what
    an article calls by a noun alone ("a navy") is nobody by name.
    """
    actors = {n for n in p.names if n.startswith("actor:")}
    names = {n for n in p.names if n not in actors and _is_name(n)}
    if len(names) == 1 and min(names).lower() in load_words():
        names = set()  # "Debris fell", in a headline
    ids = {n.removeprefix("actor:") for n in actors if "/" not in n}  # of more than one article
    return ids | (names or {word.capitalize() for i in ids for word in i.split("-")})


def _is_nameless(p: Put) -> bool:
    """Return whether something is laid on "those who" or "somebody"."""
    return not p.agent and p.claim.who.lower().partition(" ")[0] in _SOMEBODY


def _is_name(name: str) -> bool:
    return name[:1].isupper() or ":" in name or is_entry(name)


def _least(p: Put) -> float:
    """Return by how much another claim must be more alike than is usual to be one with it."""
    return _DEED if p.claim.act in DEEDS or is_to_come(p.claim.label) else _ALIKE


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
        for pair in names_shared(names[article]):
            near.update(met[pair][-_NEAREST:])
            met[pair].append(article)
        for other in sorted(near, key=lambda a: (day[a] or dt.date.max, a))[-_NEAREST:]:
            if are_near(day[article], day[other]):
                yield by_article[other], by_article[article]
