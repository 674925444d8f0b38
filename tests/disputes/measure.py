"""Measure claims, disputes, origins and changes of position on the corpus of disputes (README.md).

    python -m tests.disputes.measure [dev|wires|fresh|held|sealed|blind ...]

How a prediction is judged
--------------------------
* **Match.** A member of the gold is a snippet of an article. It goes to the reading of that article
  whose words overlap it best: Jaccard over letters and digits >= 0.5, or one holds >= 0.7 of the
  other. The words of a reading are its content, or else cue, content and target together (an answer
  such as "denied it" may have no content of its own). Several members may go to one reading, since
  '"A," she said. "B."' is one attribution.
* **Home.** The home of a gold claim is the predicted claim that holds most of its members.

Figures
-------
* ``found``: members that go to a reading. ``placed``: of those, in a predicted claim.
* ``claims_p``, ``claims_r``, ``claims_f1``: pairs of placed members that share a claim. A member
  whose reading has several claims counts in its home alone where that is among them.
* ``kept_apart``: of the gold's near misses (other event, agent or act) with placed members of both
  claims, those of which no predicted claim holds members of both.
* ``stance``: of placed members of contested claims, on the right side. The side is that towards the
  home, or, where the reading is not in it, the one side that it takes towards all its claims.
* ``disputes_r``: a contested claim is found if its home holds at least half of its placed members,
  among them one rightly for and one rightly against it.
* ``disputes_p``: a predicted dispute (``kgraph.find_disputes``) is right if there is a contested
  claim of which a member *for* is among its supporters and a member *against* is among its
  opponents. All others are wrong, also those that touch no member: the gold has every dispute.
* ``origins_*``: predicted and gold origins of one claim, paired one-to-one where the sets of
  articles have Jaccard >= 0.5; names are not compared.
* ``changes_*``: predicted and gold changes, paired one-to-one where claim, both stances and actor
  are the same and the days at most one apart. An actor is the same as those who speak for it.
* ``narrator``: of members in the outlet's own voice, those read with an outlet as speaker.
* ``withholds``: of those who would not say, those read with the edge type ``withholds``.

Two functions are asked if kgraph has them; if not, their figures are missing
-----------------------------------------------------------------------------
* ``kgraph.find_origins(graph, claim)``, with a ``Claim``: a list of origins of those who put the
  claim forward or weigh it. A denial is no origin, nor is a refusal to comment. Each has a ``name``
  and ``articles``: ids, or nouns with an ``article`` or an ``id``, of all that repeat this root.
* ``kgraph.find_positions(graph, actor, claim)``, with an ``Actor`` and a ``Claim``: a list of
  positions in order of time, each with ``date`` (when it was said, else published; or None) and
  ``stance``. Two neighbours with different stances are a change, on the day of the second.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import kgraph

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kgraph import Article, Claim, KnowledgeGraph, Reading, TextSpan

    Finder = Callable[..., Sequence[Any]]
    Gold = list[dict[str, Any]]

HERE = Path(__file__).resolve().parent
SPLITS = ("dev", "wires", "fresh", "held", "sealed", "blind")
JACCARD = 0.5
HELD = 0.7
DAYS = 1

_T = TypeVar("_T")
_U = TypeVar("_U")


@dataclass(frozen=True)
class Member:
    """A snippet of the gold with the reading it goes to."""

    claim: str
    stance: str
    narrator: bool
    reading: Reading | None

    @property
    def placed(self) -> dict[str, str]:
        """The predicted claims it is in, with the stance towards each."""
        return dict(self.reading.claims) if self.reading else {}

    def counted_in(self, home: str | None) -> frozenset[str]:
        """Return the predicted claims in which it counts: its home alone where it is there."""
        return frozenset({home} if home in self.placed else self.placed)


@dataclass(frozen=True)
class Change:
    """A change of position; ``actors`` are all ids that the actor goes by."""

    claim: str
    actors: frozenset[str]
    before: str
    after: str
    date: dt.date | None


# --- gold --------------------------------------------------------------------------------------


def read_gold(split: str) -> Gold:
    """Return the affairs of a split."""
    affairs: Gold = json.loads((HERE / split / "gold.json").read_text("utf-8"))["affairs"]
    return affairs


def claims_of(gold: Gold) -> dict[str, dict[str, Any]]:
    """Return the claims of all affairs by id."""
    return {claim["id"]: claim for affair in gold for claim in affair["claims"]}


# --- match -------------------------------------------------------------------------------------


def place_of(article: Article, words: str) -> frozenset[int]:
    """Return the offsets of the letters and digits of a snippet."""
    start = article.text.index(words)
    return _letters(article, [article.span(start, start + len(words))])


def best_reading(
    place: frozenset[int], article: Article, readings: Iterable[Reading]
) -> Reading | None:
    """Return the reading whose words overlap a snippet best, if any does well enough."""
    ranked = [(_overlap(place, article, r), bool(r.claims), r.id, r) for r in readings]
    fitting = [(overlap, claims, i, r) for overlap, claims, i, r in ranked if overlap]
    if not fitting:
        return None
    return max(fitting, key=lambda row: row[:3])[3]


def _overlap(place: frozenset[int], article: Article, reading: Reading) -> float:
    """Return the Jaccard of a snippet and the words of a reading, or 0 where they do not match."""
    said = reading.attribution
    best = 0.0
    for spans in (said.content, said.cue + said.content + said.target):
        words = _letters(article, spans)
        shared = len(place & words)
        if not shared:
            continue
        jaccard = shared / len(place | words)
        if jaccard >= JACCARD or shared >= HELD * min(len(place), len(words)):
            best = max(best, jaccard)
    return best


def _letters(article: Article, spans: Iterable[TextSpan]) -> frozenset[int]:
    return frozenset(
        i for span in spans for i in range(span.start, span.end) if article.text[i].isalnum()
    )


def find_members(graph: KnowledgeGraph, gold: Gold) -> list[Member]:
    """Return the members of all claims of the gold, in its order."""
    readings = _by_article(graph)
    return [
        Member(
            claim=claim["id"],
            stance=row["stance"],
            narrator=row["narrator"],
            reading=_reading_of(graph, readings, row),
        )
        for claim in claims_of(gold).values()
        for row in claim["members"]
    ]


def _by_article(graph: KnowledgeGraph) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in graph.in_text_order():
        found[reading.attribution.article].append(reading)
    return found


def _reading_of(
    graph: KnowledgeGraph, readings: Mapping[str, list[Reading]], row: Mapping[str, Any]
) -> Reading | None:
    article = graph.articles[row["article"]]
    return best_reading(place_of(article, row["words"]), article, readings.get(article.id, []))


def find_homes(members: Iterable[Member]) -> dict[str, str]:
    """Return the home of each gold claim that has one; of equal ones, the first by id."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for member in members:
        held[member.claim].update(member.placed.keys())
    return {
        claim: min(counts, key=lambda home: (-counts[home], home))
        for claim, counts in held.items()
        if counts
    }


# --- claims and disputes -----------------------------------------------------------------------


def score_claims(members: Sequence[Member], gold: Gold) -> dict[str, float]:
    """Return how well members are placed together."""
    homes = find_homes(members)
    found = [m for m in members if m.reading]
    placed = [(m.claim, m.counted_in(homes.get(m.claim))) for m in found if m.placed]
    alike = [
        (a == b, not ins.isdisjoint(other)) for (a, ins), (b, other) in combinations(placed, 2)
    ]
    both = sum(right and given for right, given in alike)
    figures = {"found": _ratio(len(found), len(members)), "placed": _ratio(len(placed), len(found))}
    figures |= _f1("claims", both, sum(given for _, given in alike), sum(r for r, _ in alike))
    near = [_kept_apart(placed, *row["claims"]) for affair in gold for row in affair["apart"]]
    judged = [kept for kept in near if kept is not None]
    return figures | {"kept_apart": _ratio(sum(judged), len(judged))}


def _kept_apart(placed: Iterable[tuple[str, frozenset[str]]], one: str, other: str) -> bool | None:
    """Return whether no predicted claim holds members of both, or None if a side has none."""
    sides: dict[str, set[str]] = {one: set(), other: set()}
    for claim, inside in placed:
        if claim in sides:
            sides[claim] |= inside
    return sides[one].isdisjoint(sides[other]) if all(sides.values()) else None


def stance_of(member: Member, home: str | None) -> str | None:
    """Return the side on which a placed member is read; None if it takes several."""
    if home in member.placed:
        return member.placed[home]
    stances = set(member.placed.values())
    return stances.pop() if len(stances) == 1 else None


def score_disputes(
    graph: KnowledgeGraph, members: Sequence[Member], gold: Gold
) -> dict[str, float]:
    """Return how often the side is right, and how many disputes are found and rightly given."""
    contested = [claim["id"] for claim in claims_of(gold).values() if claim["contested"]]
    homes = find_homes(members)
    about = [m for m in members if m.claim in contested and m.placed]
    right = sum(stance_of(m, homes.get(m.claim)) == m.stance for m in about)
    found = sum(
        _dispute_found([m for m in about if m.claim == claim], homes.get(claim))
        for claim in contested
    )
    predicted = kgraph.find_disputes(graph)
    given = sum(
        any(
            _on_side(about, claim, "for", dispute.supporters)
            and _on_side(about, claim, "against", dispute.opponents)
            for claim in contested
        )
        for dispute in predicted
    )
    precision, recall = _ratio(given, len(predicted)), _ratio(found, len(contested))
    return {
        "stance": _ratio(right, len(about)),
        "disputes_p": precision,
        "disputes_r": recall,
        "disputes_f1": _ratio(2 * precision * recall, precision + recall),
    }


def _dispute_found(members: Collection[Member], home: str | None) -> bool:
    inside = [m for m in members if home in m.placed]
    right = {m.stance for m in inside if stance_of(m, home) == m.stance}
    return 2 * len(inside) >= len(members) and {"for", "against"} <= right


def _on_side(
    members: Iterable[Member], claim: str, stance: str, readings: Collection[Reading]
) -> bool:
    return any(m.claim == claim and m.stance == stance and m.reading in readings for m in members)


# --- origins -----------------------------------------------------------------------------------


def score_origins(
    graph: KnowledgeGraph,
    homes: Mapping[str, str],
    gold: Gold,
    find_origins: Finder,
) -> dict[str, float]:
    """Return the F1 of the origins of the claims of which the gold gives them."""
    right = given = wanted = 0
    for row in (row for affair in gold for row in affair["origins"]):
        expected = [frozenset(origin["articles"]) for origin in row["origins"]]
        home = homes.get(row["claim"])
        origins = find_origins(graph, graph.claims[home]) if home else []
        predicted = [frozenset(map(_article_of, origin.articles)) for origin in origins]
        right += _paired(expected, predicted, _alike)
        given += len(predicted)
        wanted += len(expected)
    return _f1("origins", right, given, wanted)


def _article_of(noun: Any) -> str:  # noqa: ANN401 - an id, or any noun that leads to one
    return str(noun if isinstance(noun, str) else getattr(noun, "article", None) or noun.id)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    jaccard = _ratio(len(one & other), len(one | other))
    return jaccard if jaccard >= JACCARD else 0.0


def _paired(gold: Sequence[_T], given: Sequence[_U], fit: Callable[[_T, _U], float]) -> int:
    """Return how many can be paired one-to-one, the best fits first."""
    fits = sorted(
        (-fit(one, other), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(given)
        if fit(one, other)
    )
    used_gold: set[int] = set()
    used_given: set[int] = set()
    for _, i, j in fits:
        if i not in used_gold and j not in used_given:
            used_gold.add(i)
            used_given.add(j)
    return len(used_gold)


# --- changes -----------------------------------------------------------------------------------


def score_changes(
    graph: KnowledgeGraph,
    homes: Mapping[str, str],
    gold: Gold,
    find_positions: Finder,
) -> dict[str, float]:
    """Return the F1 of the changes of position on all claims of the gold."""
    expected = [
        Change(
            claim=row["claim"],
            actors=_actors_named(graph, [row["actor"], *row["names"]]),
            before=row["from"],
            after=row["to"],
            date=dt.date.fromisoformat(row["date"]),
        )
        for affair in gold
        for row in affair["changes"]
    ]
    predicted = [
        change
        for claim, home in sorted(homes.items())
        for change in _changes(graph, claim, graph.claims[home], find_positions)
    ]
    right = _paired(expected, predicted, lambda one, other: float(_same(one, other)))
    return _f1("changes", right, len(predicted), len(expected))


def _actors_named(graph: KnowledgeGraph, names: Iterable[str]) -> frozenset[str]:
    """Return the actors that go by these names; a name that nobody or several bear gives none."""
    found = set()
    for name in names:
        try:
            found.add(kgraph.find_actor(graph, name).id)
        except kgraph.UnknownNameError:
            continue
    return frozenset(found)


def _changes(
    graph: KnowledgeGraph, claim: str, home: Claim, find_positions: Finder
) -> list[Change]:
    """Return the changes on a claim; one that an actor shares with whom it speaks for, once."""
    speakers = {s for side in graph.sides(home.id).values() for r in side for s in r.speakers}
    speaks_for = {s: graph.actors[s].affiliation or s for s in speakers}
    found: dict[tuple[str, str, str, dt.date | None], set[str]] = defaultdict(set)
    for actor in sorted(speakers | (graph.actors.keys() & speaks_for.values())):
        top = speaks_for.get(actor, actor)
        for old, new in pairwise(find_positions(graph, graph.actors[actor], home)):
            if old.stance != new.stance:
                found[top, old.stance, new.stance, new.date] |= {actor, top}
    return [
        Change(claim, frozenset(actors), before, after, date)
        for (_, before, after, date), actors in found.items()
    ]


def _same(gold: Change, given: Change) -> bool:
    return (
        (gold.claim, gold.before, gold.after) == (given.claim, given.before, given.after)
        and not gold.actors.isdisjoint(given.actors)
        and gold.date is not None
        and given.date is not None
        and abs((gold.date - given.date).days) <= DAYS
    )


# --- silence and the outlet's own voice --------------------------------------------------------


def score_voices(graph: KnowledgeGraph, members: Iterable[Member], gold: Gold) -> dict[str, float]:
    """Return how many refusals, and how many claims in the outlet's own voice, are read so."""
    told = [m.reading for m in members if m.narrator]
    own = [r for r in told if r and any(graph.actors[s].kind == "outlet" for s in r.speakers)]
    readings = _by_article(graph)
    silent = [_reading_of(graph, readings, row) for affair in gold for row in affair["withholds"]]
    kept = [r for r in silent if r and r.edge_type == "withholds"]
    return {"narrator": _ratio(len(own), len(told)), "withholds": _ratio(len(kept), len(silent))}


# --- all together ------------------------------------------------------------------------------


def score(
    graph: KnowledgeGraph,
    gold: Gold,
    *,
    find_origins: Finder | None = None,
    find_positions: Finder | None = None,
) -> dict[str, float]:
    """Return all figures of a graph; see the top of this file."""
    members = find_members(graph, gold)
    homes = find_homes(members)
    figures = score_claims(members, gold) | score_disputes(graph, members, gold)
    if find_origins:
        figures |= score_origins(graph, homes, gold, find_origins)
    if find_positions:
        figures |= score_changes(graph, homes, gold, find_positions)
    return figures | score_voices(graph, members, gold)


def measure(*splits: str) -> dict[str, float]:
    """Return the figures of the program as it is on a split, or on several read together."""
    files = (HERE / split / "articles.jsonl" for split in splits)
    graph = kgraph.build_graph(a for file in files for a in kgraph.read_articles(file))
    return score(
        graph,
        [affair for split in splits for affair in read_gold(split)],
        find_origins=getattr(kgraph, "find_origins", None),
        find_positions=getattr(kgraph, "find_positions", None),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(name: str, right: int, given: int, wanted: int) -> dict[str, float]:
    return {
        f"{name}_p": _ratio(right, given),
        f"{name}_r": _ratio(right, wanted),
        f"{name}_f1": _ratio(2 * right, given + wanted),
    }


def main() -> None:
    """Print the figures of the splits asked for; never single errors."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("split", nargs="*", choices=[*SPLITS, []], help="default: all")
    splits = parser.parse_args().split or SPLITS
    figures = {split: {k: round(v, 4) for k, v in measure(split).items()} for split in splits}
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
