"""Time and peak memory of joining claims over a corpus: ``python -m benchmarks.claims``.

No text is read: the claims of articles are made up, as reading gives them, with few frequent actors
and words and many rare ones, as in news.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import sys
import time
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kgraph.claims.cluster import Corpus, cluster_claims
from kgraph.claims.events import LocalEvent
from kgraph.claims.values import Interpretation, LocalClaim
from kgraph.lexicon import load_words
from kgraph.meanings import WIDTH, written
from kgraph.model import Actor, Stance

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIB_IN_MIB = 1024
BYTES_IN_MIB = 1024 * KIB_IN_MIB
CLAIMS_OF_ARTICLE = 10
EVENTS_OF_ARTICLE = 2
DEEDS = 0.4  # share of the claims that lay a deed at somebody's door
FIRST_DAY = dt.date(2023, 1, 1)
STANCES: tuple[Stance, ...] = ("for", "for", "against", "open")


def main() -> None:
    """Make the claims, join them, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attributions", nargs="?", type=int, default=100_000)
    number = parser.parse_args().attributions
    corpus = made_up(number)
    before = _peak()
    start = time.perf_counter()
    found = cluster_claims(corpus)
    seconds = time.perf_counter() - start
    print(f"{os.cpu_count()} cores (one is used), Python {sys.version.split()[0]}")
    print(
        f"{number} attributions in {len(corpus.articles)} articles:"
        f" {len(found.claims)} claims, {len(found.events)} events"
    )
    print(f"{seconds:.1f} s, peak memory {_peak():.0f} MiB, of which the input {before:.0f} MiB")


def made_up(number: int, *, seed: int = 1) -> Corpus:
    """Return as many claims as asked for, in articles over a year."""
    chance = random.Random(seed)
    actors = {
        f"actor:{k}": Actor(
            id=f"actor:{k}", name=f"Name{k}", kind="government" if k < number // 500 else "person"
        )
        for k in range(number // 50)
    }
    articles: dict[str, Interpretation] = {}
    published: dict[str, dt.date | None] = {}
    for k in range(number // CLAIMS_OF_ARTICLE):
        name = f"article-{k:06}"
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(365))
        published[name] = day
        articles[name] = _article(name, day, chance, number)
    return Corpus(articles=articles, actors=actors, ids={a: a for a in actors}, published=published)


def _article(name: str, day: dt.date, chance: random.Random, number: int) -> Interpretation:
    places = number // 100
    context = tuple(sorted({f"place{_rank(chance, places)}" for _ in range(6)}))
    events = tuple(_event(chance, day, context, places) for _ in range(EVENTS_OF_ARTICLE))
    claims = tuple(_claim(f"{name}/{k}", chance, number) for k in range(CLAIMS_OF_ARTICLE))
    return Interpretation(
        attributions=(),
        targets={},
        claims=claims,
        events=events,
        answers={},
        context=context,
        named=context,
    )


def _event(
    chance: random.Random, day: dt.date, context: tuple[str, ...], places: int
) -> LocalEvent:
    place = f"place{_rank(chance, places)}"
    return LocalEvent(
        kind=chance.choice(("harm", "wrong", "any")),
        keys=("thing", place),
        names=(place,),
        context=context,
        labels=((f"the attack on {place}", 1),),
        place=place,
        date=day if chance.random() < 1 / 2 else None,
        mentions=1,
    )


def _claim(attribution: str, chance: random.Random, number: int) -> LocalClaim:
    actor = f"actor:{_rank(chance, number // 50)}"
    deed = chance.random() < DEEDS
    known = _words()
    words = {known[_rank(chance, len(known))] for _ in range(chance.randint(3, 9))}
    return LocalClaim(
        attribution=attribution,
        stance=chance.choice(STANCES),
        act="responsible" if deed else f"verb{_rank(chance, 400)}",
        agent=actor,
        event=chance.randrange(EVENTS_OF_ARTICLE) if deed else None,
        object=() if deed else tuple(sorted(words)),
        label=" ".join(sorted(words)),
        doer=(f"Name{actor}",),
        meaning=_meaning(words),
    )


def _meaning(words: set[str]) -> str:
    """Return the meaning of some words: the mean of what each has for itself, by chance."""
    whole = np.sum([_direction(word) for word in sorted(words)], axis=0)
    return written(whole / np.linalg.norm(whole))


@cache
def _direction(word: str) -> NDArray[np.floating]:
    return np.random.default_rng(list(word.encode())).standard_normal(WIDTH)


@cache
def _words() -> list[str]:
    """Return the words in an order without meaning."""
    found = sorted(load_words())
    random.Random(0).shuffle(found)
    return found


def _rank(chance: random.Random, number: int) -> int:
    """Return a rank: low ones often, as words and actors come in news (Zipf)."""
    return min(number - 1, int(number ** chance.random()) - 1)


def _peak() -> float:
    # Linux counts KiB, macOS bytes
    scale = BYTES_IN_MIB if sys.platform == "darwin" else KIB_IN_MIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


if __name__ == "__main__":
    main()
