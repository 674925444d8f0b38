"""Measure how the merging of actors grows: 100,000 mentions of 20,000 names, on one core.

    python -m benchmarks.actors

Names are made up from given names and surnames, some of which thousands share; each is spelt in
several ways over many articles, and one in four mentions is a lone surname. Prints one line for
each size and the time that we hold ourselves to.
"""

from __future__ import annotations

import random
import time

from kgraph.actors.merge import merge_actors
from kgraph.gazetteer import given_names
from kgraph.model import Actor

LIMIT = 30.0  # seconds for the whole of it
SIZES = (1_000, 5_000, 20_000)
MENTIONS = 5  # for each name
SYLLABLES = "ba ko ri sha lo mi ve du ta ne zhi ga pe ru so".split()
ENDINGS = ("ov", "sky", "enko", "son", "i", "ez", "man", "yan")


def people(names: int) -> list[Actor]:
    """Return the persons of many articles: as many mentions for each name as ``MENTIONS``."""
    chance = random.Random(names)
    given = sorted(given_names())
    surnames = [
        "".join(chance.choices(SYLLABLES, k=3)) + chance.choice(ENDINGS) for _ in range(names // 4)
    ]
    common = ["kim", "smith", "petrov", "garcia"] * (names // 80)
    made: list[Actor] = []
    for _ in range(names):
        full = f"{chance.choice(given)} {chance.choice([*surnames, *common])}".title()
        for _ in range(MENTIONS):
            shown = full if chance.random() < 0.75 else full.split()[-1]  # noqa: PLR2004
            if shown.endswith("sky"):
                shown = shown[:-3] + chance.choice(["sky", "skyy", "skiy"])
            article = f"{len(made) // 20}.txt"
            slug = f"{len(made)}-{shown.lower().replace(' ', '-')}"
            made.append(Actor(id=f"actor:{article}/{slug}", name=shown, kind="person"))
    return made


def main() -> None:
    """Print what each size takes."""
    for size in SIZES:
        actors = people(size)
        began = time.process_time()
        merged = merge_actors(actors)
        took = time.process_time() - began
        print(
            f"{len(actors):>7} mentions of {size:>6} names: {len(merged.actors):>6} actors, "
            f"{took:5.2f} s, {took / len(actors) * 1e6:4.0f} µs each"
        )
    print(f"held to {LIMIT:.0f} s for the largest")


if __name__ == "__main__":
    main()
