"""The corpus of disputes is sound, and its scorer gives full marks to the gold alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections import Counter, defaultdict
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from disputes.measure import HERE, SPLITS, claims_of, read_gold, score

import kgraph
from kgraph.model import Actor, Article, Attribution, Claim, Reading


def articles_of(split: str) -> dict[str, dict[str, str]]:
    lines = (HERE / split / "articles.jsonl").read_text("utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


@pytest.fixture(params=SPLITS)
def split(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_there_is_enough_of_it() -> None:
    affairs = [affair for split in SPLITS for affair in read_gold(split)]
    assert len(affairs) >= 40
    assert sum(len(articles_of(split)) for split in SPLITS) >= 182


def test_no_two_splits_share_an_id() -> None:
    golds = [read_gold(split) for split in SPLITS]
    for ids in (
        [articles_of(split).keys() for split in SPLITS],
        [claims_of(gold).keys() for gold in golds],
        [{affair["id"] for affair in gold} for gold in golds],
    ):
        assert all(one.isdisjoint(other) for one, other in combinations(ids, 2))


@pytest.mark.parametrize("name", ["wires", "sealed"])
def test_affairs_of_the_wires_are_told_by_four_articles_on_different_days(name: str) -> None:
    articles = articles_of(name)
    days = defaultdict(list)
    for article, row in articles.items():
        days[article.rpartition("-")[0]].append(row["published"])
    assert all(len(told) == len(set(told)) == 4 for told in days.values()), days


def test_articles_are_short_and_dated(split: str) -> None:
    longest = 350 if split in {"fresh", "blind"} else 160
    for name, row in articles_of(split).items():
        assert 60 <= len(row["text"].split()) <= longest, name
        assert row["text"].startswith(row["title"] + "\n\n"), name
        assert row["outlet"], name
        dt.date.fromisoformat(row["published"])


def test_each_snippet_stands_once_in_its_article(split: str) -> None:
    articles = articles_of(split)
    gold = read_gold(split)
    members = [m for claim in claims_of(gold).values() for m in claim["members"]]
    for row in members + [w for affair in gold for w in affair["withholds"]]:
        assert articles[row["article"]]["text"].count(row["words"]) == 1, row
        assert row["speaker"], row


def test_ids_are_unique_and_resolve(split: str) -> None:
    gold = read_gold(split)
    ids = Counter(claim["id"] for affair in gold for claim in affair["claims"])
    assert max(ids.values()) == 1
    articles = articles_of(split)
    for affair in gold:
        own = {claim["id"] for claim in affair["claims"]}
        for key in ("origins", "changes", "withholds"):
            assert {row["claim"] for row in affair[key]} <= own
        assert {claim for row in affair["apart"] for claim in row["claims"]} <= own
        named = [i for row in affair["origins"] for o in row["origins"] for i in o["articles"]]
        assert {*named, *(i for pair in affair["copies"] for i in pair)} <= articles.keys()


def test_contested_means_somebody_for_and_somebody_against(split: str) -> None:
    for name, claim in claims_of(read_gold(split)).items():
        stances = {member["stance"] for member in claim["members"]}
        assert stances <= {"for", "against", "open"}, name
        assert claim["contested"] == ({"for", "against"} <= stances), name


def test_origins_cover_those_who_do_not_deny(split: str) -> None:
    gold = read_gold(split)
    claims = claims_of(gold)
    for row in (row for affair in gold for row in affair["origins"]):
        assert row["count"] == len(row["origins"]), row
        listed = {article for origin in row["origins"] for article in origin["articles"]}
        members = claims[row["claim"]]["members"]
        assert listed == {m["article"] for m in members if m["stance"] != "against"}, row


def test_copies_share_a_passage(split: str) -> None:
    articles = articles_of(split)
    for one, other in (pair for affair in read_gold(split) for pair in affair["copies"]):
        assert fivegrams(articles[one]["text"]) & fivegrams(articles[other]["text"]), (one, other)


def fivegrams(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return set(zip(*(words[i:] for i in range(5)), strict=False))


def test_changes_are_in_the_members(split: str) -> None:
    gold = read_gold(split)
    articles, claims = articles_of(split), claims_of(gold)
    for row in (row for affair in gold for row in affair["changes"]):
        own = [m for m in claims[row["claim"]]["members"] if m["speaker"] == row["actor"]]
        day = {
            s: [articles[m["article"]]["published"] for m in own if m["stance"] == s]
            for s in (row["from"], row["to"])
        }
        assert min(day[row["from"]]) < row["date"] <= max(day[row["to"]]), row


# --- the scorer --------------------------------------------------------------------------------


def perfect_graph(split: str) -> kgraph.KnowledgeGraph:
    """Return the graph that a reader of the gold would build, one reading for each snippet."""
    articles = {a.id: a for a in kgraph.read_articles(HERE / split / "articles.jsonl")}
    gold = read_gold(split)
    actors: dict[str, Actor] = {}
    readings: dict[str, Reading] = {}

    def read(row: dict[str, Any], edge_type: str, claims: tuple[tuple[str, Any], ...]) -> None:
        kind = "outlet" if row.get("narrator") else "organisation"
        actor = Actor(id=f"actor:{row['speaker']}", name=row["speaker"], kind=kind)  # type: ignore[arg-type]
        actors[actor.id] = actor if kind == "outlet" else actors.get(actor.id, actor)
        made = reading_of(articles[row["article"]], row["words"], edge_type)
        readings[made.id] = dataclasses.replace(made, speakers=(actor.id,), claims=claims)

    for claim in claims_of(gold).values():
        for row in claim["members"]:
            read(row, "asserts", ((f"claim:{claim['id']}", row["stance"]),))
    for affair in gold:
        for row in affair["withholds"]:
            read(row, "withholds", ())
    return kgraph.KnowledgeGraph.of(
        articles=articles.values(),
        actors=actors.values(),
        claims=[Claim(id=f"claim:{i}", label=c["gloss"]) for i, c in claims_of(gold).items()],
        readings=readings.values(),
    )


def reading_of(article: Article, words: str, edge_type: str) -> Reading:
    start = article.text.index(words)
    content = (article.span(start, start + len(words)),)
    made = Attribution(
        id=Attribution.id_of(article.id, (), (), content),
        article=article.id,
        content=content,
        edge_type=edge_type,
    )
    return Reading(attribution=made)


def origins_in_gold(split: str) -> dict[str, list[SimpleNamespace]]:
    return {
        f"claim:{row['claim']}": [SimpleNamespace(**origin) for origin in row["origins"]]
        for affair in read_gold(split)
        for row in affair["origins"]
    }


def positions_in_gold(split: str) -> dict[tuple[str, str], list[SimpleNamespace]]:
    found = defaultdict(list)
    for row in (row for affair in read_gold(split) for row in affair["changes"]):
        day = dt.date.fromisoformat(row["date"])
        before = SimpleNamespace(date=day - dt.timedelta(days=9), stance=row["from"])
        found[f"actor:{row['actor']}", f"claim:{row['claim']}"] = [
            before,
            SimpleNamespace(date=day, stance=row["to"]),
        ]
    return found


def test_the_gold_gets_full_marks(split: str) -> None:
    origins, positions = origins_in_gold(split), positions_in_gold(split)
    figures = score(
        perfect_graph(split),
        read_gold(split),
        find_origins=lambda _, claim: origins[claim.id],
        find_positions=lambda _, actor, claim: positions.get((actor.id, claim.id), []),
    )
    assert len(figures) == 18
    assert {name: figure for name, figure in figures.items() if figure != 1.0} == {}


def test_a_graph_without_readings_gets_none(split: str) -> None:
    articles = kgraph.read_articles(HERE / split / "articles.jsonl")
    figures = score(
        kgraph.KnowledgeGraph.of(articles=articles),
        read_gold(split),
        find_origins=lambda *_: [],
        find_positions=lambda *_: [],
    )
    assert set(figures.values()) == {0.0}


def test_one_claim_for_all_is_no_dispute_kept_apart(split: str) -> None:
    graph = perfect_graph(split)
    first = min(graph.claims)
    joined = [
        dataclasses.replace(r, claims=tuple((first, stance) for _, stance in r.claims))
        for r in graph.readings.values()
    ]
    figures = score(
        kgraph.KnowledgeGraph.of(
            articles=graph.articles.values(),
            actors=graph.actors.values(),
            claims=[graph.claims[first]],
            readings=joined,
        ),
        read_gold(split),
    )
    assert figures["claims_r"] == 1.0
    assert figures["claims_p"] < 0.1
    assert figures["kept_apart"] == 0.0


def test_a_stance_turned_round_costs_the_dispute(split: str) -> None:
    graph = perfect_graph(split)
    turned = {"for": "against", "against": "for", "open": "open"}
    figures = score(
        kgraph.KnowledgeGraph.of(
            articles=graph.articles.values(),
            actors=graph.actors.values(),
            claims=graph.claims.values(),
            readings=[
                dataclasses.replace(r, claims=tuple((c, turned[s]) for c, s in r.claims))  # type: ignore[misc]
                for r in graph.readings.values()
            ],
        ),
        read_gold(split),
    )
    assert figures["disputes_f1"] == 0.0
    assert figures["stance"] < 0.2
