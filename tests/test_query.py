"""``query``: edges by filter, disputes, names as people type them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import UnknownNameError
from kgraph.gazetteer import entry
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Claim
from kgraph.query import (
    find_actor,
    find_claim,
    find_disputes,
    find_edges,
    find_origins,
    find_silences,
)
from kgraph.query.example import example_graph

if TYPE_CHECKING:
    from kgraph.model import Edge


def ends(edges: list[Edge]) -> set[tuple[str, str, str]]:
    return {(edge.speaker.name, edge.edge_type, edge.object.id) for edge in edges}


@pytest.fixture
def world() -> KnowledgeGraph:
    governments = ("russia", "united-states", "ukraine", "north-korea", "south-korea")
    people = ("Volodymyr Zelenskyy", "Dmitry Peskov", "Joe Biden", "Hunter Biden", "Lech Wałęsa")
    return KnowledgeGraph.of(
        actors=[
            *(
                Actor(id=f"actor:{slug}", name=entry(slug).name, kind="government")
                for slug in governments
            ),
            *(
                Actor(id=f"actor:{name.lower().replace(' ', '-')}", name=name, kind="person")
                for name in people
            ),
            *(
                Actor(id=f"actor:{i}.txt/official", name="a senior US official", kind="anonymous")
                for i in (1, 2)
            ),
            Actor(id="actor:1.txt/peskov", name="Peskov", kind="anonymous"),
        ]
    )


# --- actors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("actor:russia", "Russia"),
        ("united-states", "United States"),
        ("US", "United States"),
        ("us", "United States"),
        ("U.S.", "United States"),
        ("the Kremlin", "Russia"),
        ("kremlin", "Russia"),
        ("Russian", "Russia"),
        ("Kiev", "Ukraine"),
        ("zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Dmitry Peskov’s", "Dmitry Peskov"),
        ("PESKOV, Dmitry", "Dmitry Peskov"),
        ("joe biden", "Joe Biden"),
        ("Walesa", "Lech Wałęsa"),
    ],
)
def test_names_resolve_as_people_type_them(world: KnowledgeGraph, typed: str, name: str) -> None:
    assert find_actor(world, typed).name == name


def test_an_actor_stands_for_itself(world: KnowledgeGraph) -> None:
    actor = world.actors["actor:ukraine"]
    assert find_actor(world, actor) is actor
    with pytest.raises(UnknownNameError):
        find_actor(KnowledgeGraph.of(), actor)


def test_aliases_and_roles_resolve(tiny_graph: KnowledgeGraph) -> None:
    assert find_actor(tiny_graph, "szohod").name == "Borduria"
    assert find_actor(tiny_graph, "Bordurias army").name == "Borduria's army"
    assert find_actor(tiny_graph, "Syldavian foreign minister").name == "Anna Kral"


def test_an_exact_name_beats_longer_ones(tiny_graph: KnowledgeGraph) -> None:
    assert find_actor(tiny_graph, "borduria").id == "actor:borduria"


def test_a_name_that_fits_several_lists_them(world: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match=r"Hunter Biden \(actor:hunter-biden\), Joe Biden"):
        find_actor(world, "biden")
    with pytest.raises(UnknownNameError, match=r"actor:1.txt/official.*actor:2.txt/official"):
        find_actor(world, "a senior US official")


@pytest.mark.parametrize(
    ("typed", "offered"), [("peskow", "Dmitry Peskov"), ("Rusia", "Russia"), ("Ukrain", "Ukraine")]
)
def test_an_unknown_name_offers_near_ones(world: KnowledgeGraph, typed: str, offered: str) -> None:
    with pytest.raises(UnknownNameError, match=f"did you mean .*{offered}"):
        find_actor(world, typed)


@pytest.mark.parametrize("typed", ["", "  ", "…", "the", "actor:", "qqqqqq", "Korean"])
def test_nonsense_is_an_unknown_name(world: KnowledgeGraph, typed: str) -> None:
    with pytest.raises(UnknownNameError):
        find_actor(world, typed)


@given(st.text())
def test_any_text_is_a_name_or_an_unknown_one(text: str) -> None:
    peskov = Actor(id="actor:dmitry-peskov", name="Dmitry Peskov", kind="person")
    graph = KnowledgeGraph.of(actors=[peskov], claims=[Claim(id="claim:1", label="It rained")])
    for find in (find_actor, find_claim):
        try:
            assert find(graph, text).id
        except UnknownNameError as error:
            assert str(error)  # noqa: PT017 - both ends are right


def test_every_name_of_an_actor_finds_it(tiny_graph: KnowledgeGraph) -> None:
    for actor in tiny_graph.actors.values():
        for name in (actor.id, actor.name, actor.name.upper(), *actor.aliases):
            assert find_actor(tiny_graph, name) == actor


# --- claims ------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["claim:dam", "dam", "szohod DAM", "blew up the dam"])
def test_claims_resolve_by_id_and_words(tiny_graph: KnowledgeGraph, typed: str) -> None:
    assert find_claim(tiny_graph, typed).id == "claim:dam"


def test_a_claim_that_is_not_clear_is_an_error(tiny_graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match=r"several claims fit 'Borduria'.*claim:condemned"):
        find_claim(tiny_graph, "Borduria")
    with pytest.raises(UnknownNameError, match="did you mean 'Borduria condemned the blast'"):
        find_claim(tiny_graph, "condemmed")


# --- edges -------------------------------------------------------------------------------------


def test_without_filters_all_edges_come_in_order(tiny_graph: KnowledgeGraph) -> None:
    assert find_edges(tiny_graph) == list(tiny_graph.edges())
    assert find_edges(tiny_graph, plain=False) == list(tiny_graph.edges(plain=False))


def test_by_speaker_type_and_target(tiny_graph: KnowledgeGraph) -> None:
    assert ends(find_edges(tiny_graph, speaker="kral", edge_type="accuses")) == {
        ("Anna Kral", "accuses", "actor:borduria"),
        ("Anna Kral", "accuses", "claim:dam"),
    }
    assert ends(find_edges(tiny_graph, target="Borduria")) == {
        ("Anna Kral", "accuses", "actor:borduria"),
        ("Syldavia", "accuses", "actor:borduria"),
    }
    assert find_edges(tiny_graph, target=tiny_graph.actors["actor:syldavia"]) == []


def test_an_edge_on_a_claim_alone_fits_the_actor_it_is_aimed_at(
    tiny_graph: KnowledgeGraph,
) -> None:
    readings = [
        dataclasses.replace(reading, targets=("actor:syldavia",))
        if reading.edge_type == "denies" and reading.answers
        else reading
        for reading in tiny_graph.readings.values()
    ]
    graph = dataclasses.replace(tiny_graph, readings={r.id: r for r in readings})
    (denial,) = find_edges(graph, target="Syldavia")
    assert denial.edge_type == "denies"
    assert len(denial.evidence) == 1  # the other denial answers nobody


def test_roll_up_counts_those_who_speak_for_an_actor(tiny_graph: KnowledgeGraph) -> None:
    alone = {edge.speaker.name for edge in find_edges(tiny_graph, speaker="Syldavia")}
    everybody = find_edges(tiny_graph, speaker="Syldavia", roll_up=True)
    assert alone == {"Syldavia"}
    assert {edge.speaker.name for edge in everybody} == {
        "Anna Kral",
        "Syldavia",
        "a senior Syldavian official",
    }


def test_roll_up_counts_members_as_targets(tiny_graph: KnowledgeGraph) -> None:
    readings = {
        i: dataclasses.replace(r, targets=("actor:bordurian-army",)) if r.targets else r
        for i, r in tiny_graph.readings.items()
    }
    graph = dataclasses.replace(tiny_graph, readings=readings)
    assert find_edges(graph, target="Borduria") == []
    assert len(find_edges(graph, target="Borduria", roll_up=True)) == 2


def test_by_claim_keeps_the_edges_on_actors_made_with_it(tiny_graph: KnowledgeGraph) -> None:
    found = find_edges(tiny_graph, claim="dam", speaker="kral")
    assert {edge.object.id for edge in found} == {"claim:dam", "actor:borduria"}
    silence = tiny_graph.claims["claim:condemned"]
    assert ends(find_edges(tiny_graph, claim=silence, plain=False)) == {
        ("Borduria's army", "condemns", "claim:condemned")
    }


def test_by_article_and_outlet_keeps_the_evidence_that_fits(tiny_graph: KnowledgeGraph) -> None:
    (denial,) = find_edges(tiny_graph, edge_type="denies")
    assert len(denial.evidence) == 2
    for here in ({"article": "dam"}, {"article": "dam.txt"}, {"outlet": "the klow post"}):
        (denial,) = find_edges(tiny_graph, edge_type="denies", **here)  # type: ignore[arg-type]
        assert [reading.attribution.article for reading in denial.evidence] == ["dam.txt"]
    klow_post = tiny_graph.actors["actor:klow-post"]
    assert find_edges(tiny_graph, outlet=klow_post) == find_edges(tiny_graph, article="dam.txt")
    assert find_edges(tiny_graph, outlet=klow_post, article="echo.txt") == []


@pytest.mark.parametrize(
    ("since", "until", "number"),
    [
        ("2023-05-03", "2023-05-03", 2),  # said on
        ("2023-05-04", None, 2),  # published
        (dt.date(2023, 5, 3), dt.datetime(2023, 5, 4), 4),  # noqa: DTZ001 - a day has no zone
        (None, "2023-05-02", 0),
        ("2023-05-05", None, 0),
    ],
)
def test_by_day_leaves_out_what_has_none(
    tiny_graph: KnowledgeGraph, since: dt.date | str, until: dt.date | str, number: int
) -> None:
    found = find_edges(tiny_graph, since=since, until=until)
    assert sum(len(edge.evidence) for edge in found) == number
    assert not [r for edge in found for r in edge.evidence if r.attribution.article == "echo.txt"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"speaker": "Tintin"},
        {"edge_type": "acuses"},
        {"target": "Tintin"},
        {"claim": "rain"},
        {"article": "rain.txt"},
        {"outlet": "CNN"},
    ],
)
def test_a_filter_that_names_nothing_is_an_error(
    tiny_graph: KnowledgeGraph, wrong: dict[str, str]
) -> None:
    with pytest.raises(UnknownNameError):
        find_edges(tiny_graph, **wrong)  # type: ignore[arg-type]


def test_articles_without_outlets_are_told_of(tiny_graph: KnowledgeGraph) -> None:
    articles = {i: dataclasses.replace(a, outlet=None) for i, a in tiny_graph.articles.items()}
    graph = dataclasses.replace(tiny_graph, articles=articles)
    with pytest.raises(UnknownNameError, match="no article of this graph names its outlet"):
        find_edges(graph, outlet="CNN")


def test_a_day_must_be_written_as_one(tiny_graph: KnowledgeGraph) -> None:
    with pytest.raises(ValueError, match="May 4"):
        find_edges(tiny_graph, since="May 4")


# --- disputes ----------------------------------------------------------------------------------


def test_a_dispute_has_both_sides(tiny_graph: KnowledgeGraph) -> None:
    (dispute,) = find_disputes(tiny_graph)
    assert dispute.claim.id == "claim:dam"
    assert [r.speakers for r in dispute.supporters] == [("actor:anna-kral",), ("actor:syldavia",)]
    assert [r.speakers for r in dispute.opponents] == [("actor:borduria",)] * 2
    assert len(dispute.undecided) == 1
    assert str(dispute) == "Borduria blew up the Szohôd dam (2 for, 2 against, 1 open)"


def test_hearsay_and_negated_acts_make_no_dispute(tiny_graph: KnowledgeGraph) -> None:
    sides = tiny_graph.sides("claim:condemned")
    assert sides["for"]
    assert sides["against"]
    assert "claim:condemned" not in {d.claim.id for d in find_disputes(tiny_graph)}


def test_disputes_come_by_evidence_then_by_id(tiny_graph: KnowledgeGraph) -> None:
    twins = [Claim(id=f"claim:{i}", label="twin") for i in "ba"]
    readings = {
        i: dataclasses.replace(
            r, claims=(*r.claims, *((t.id, r.claims[0][1]) for t in twins if r.speakers))
        )
        for i, r in tiny_graph.readings.items()
        if r.claims[0][1] != "open"
    }
    graph = KnowledgeGraph.of(
        articles=tiny_graph.articles.values(),
        actors=tiny_graph.actors.values(),
        claims=[*tiny_graph.claims.values(), *twins],
        readings=[*readings.values(), *tiny_graph.readings.values()],
    )
    assert [d.claim.id for d in find_disputes(graph)] == ["claim:dam"]
    graph = dataclasses.replace(graph, readings=readings)
    assert [d.claim.id for d in find_disputes(graph)] == ["claim:a", "claim:b", "claim:dam"]


# --- origins -----------------------------------------------------------------------------------


def test_who_would_not_comment_is_no_origin() -> None:
    graph = example_graph()
    assert "Syldavia" in {s.actor.name for s in find_silences(graph, claim="dam")}
    assert {o.name for o in find_origins(graph, "dam")} == {"Anna Kral", "Borduria"}
