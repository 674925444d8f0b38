"""Bodies that articles only describe -> which are one within an affair: "the guards' union".

Only who is one body by what it is called: no people, for whom every article has its own, and
nothing that each side of a quarrel has ("the ministry") or that any firm may be ("the company").
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.actors.words import in_class, singular
from kgraph.affairs import SHARED, are_near, names_shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgraph.model import Actor

SAME_AFFAIR = "same-affair"
# names to share where a noun alone says who it is ("the zoo"), and of how many
_BARE, _MAIN = SHARED + 1, 6
_OF = re.compile(r" (?:of|in|at|for) ")
_LINKS = frozenset("of in at the a an".split())
_MANY = frozenset(
    "ministry embassy consulate army navy military parliament cabinet force government opposition "
    "side party agency group organisation organization body institution watchdog charity "
    "mission delegation report study statement campaign team committee".split()
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells on which affair an article is.

    Attributes:
        names: The names by which others on it are known.
        day: When it appeared, where known.
    """

    names: tuple[str, ...]
    day: dt.date | None


def is_described(actor: Actor) -> bool:
    """Return whether an actor is a body without a name that may be met in other articles.

    So are the prosecutors of a place, though nobody calls them a body.
    """
    if "/" not in actor.id:
        return False
    if not actor.number and any(w != singular(w) and in_class(w, "public") for w in _words(actor)):
        return True
    if actor.kind not in {"organisation", "group"}:
        return False
    words = _OF.split(actor.name.lower())[0].split()
    last = words[-1]
    plural = singular(last) != last
    vague = singular(last) in _MANY or in_class(last, "company")
    return not plural and not (vague and (len(words) == 1 or last in {"ministry", "embassy"}))


def called(actor: Actor) -> str:
    """Return how a body is called, in whatever order: "the guards' union", "union of guards"."""
    return " ".join(sorted(_words(actor) - _LINKS))


def _words(actor: Actor) -> set[str]:
    return {re.sub(r"['’]s?$", "", word) for word in actor.name.lower().split()}


def keys(actor: Actor, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield what described bodies of one affair share: how they are called, and names.

    Args:
        actor: The body.
        names: Those by which others on the affair are known, most frequent first.
    """
    alone = " " not in actor.name
    among = names_shared(names[:_MAIN], _BARE) if alone else names_shared(names)
    for shared in among:
        yield (called(actor), actor.affiliation or "", *shared)


def in_one(found: Iterable[tuple[str, dt.date | None]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids that are one body, enough to connect all.

    Args:
        found: Ids that share a key, with the day of each.
    """
    ordered = sorted(found, key=lambda pair: (pair[1] or dt.date.max, pair[0]))
    for (first, day), (second, later) in itertools.pairwise(ordered):
        if are_near(day, later):
            yield first, second


def same_bodies(
    actors: Iterable[Actor], settings: Mapping[str, Setting]
) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids of described bodies that are one.

    Args:
        actors: The actors of articles.
        settings: The setting of each article, by its id.
    """
    alike: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for actor in actors:
        if article_of(actor.id) in settings and is_described(actor):
            alike[called(actor), actor.affiliation or ""].append(actor)
    for group in alike.values():
        met: dict[tuple[str, ...], list[tuple[str, dt.date | None]]] = defaultdict(list)
        for actor in group if len(group) > 1 else ():
            setting = settings[article_of(actor.id)]
            for key in keys(actor, setting.names):
                met[key].append((actor.id, setting.day))
        for found in met.values():
            yield from in_one(found)


def article_of(actor: str) -> str:
    """Return the id of the article that alone knows an actor, or ""."""
    return actor.removeprefix("actor:").rpartition("/")[0]
