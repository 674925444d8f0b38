"""Every question, asked of the graph of ``seeds/``, is answered as a reader answers it.

The expected answers come from ``gold/``, which readers wrote before any of this was there. How much
of the gold is found at all is measured in ``test_quality.py``; here each question is asked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from test_asking import DISPUTED, GOLD, gold, gold_articles, of_gold

from kgraph import query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Reading

pytestmark = pytest.mark.model

CONTESTED = {**DISPUTED, "assassination-attempt": "attempt to kill Russian President"}
each_contested = pytest.mark.parametrize(("name", "label"), CONTESTED.items(), ids=CONTESTED)


def named(side: str, claim: str | None = None) -> set[str]:
    """Return the ids of those with a name who are for or against a claim in the gold."""
    where = {a["id"]: a for a in gold()}
    claims = json.loads((GOLD / "seed_claims.json").read_text("utf-8"))["claims"]
    found = [where[i] for c in claims if claim in (None, c["id"]) for i in c[side]]
    return {f"actor:{a['speaker']}" for a in found if a["speaker_kind"] != "anonymous"}


def said_by(speaker: str) -> list[dict[str, Any]]:
    """Return what an actor says in the gold, without what readers may well miss."""
    return [a for a in gold() if a["speaker"] == speaker and a["core"]]


def speakers(readings: Iterable[Reading]) -> set[str]:
    return {speaker for reading in readings for speaker in reading.speakers}


# --- names -------------------------------------------------------------------------------------


def test_every_speaker_with_a_name_is_found_by_it(seeds_graph: KnowledgeGraph) -> None:
    slugs = {
        a["speaker"] for a in gold() if a["core"] and a["speaker_kind"] not in {None, "anonymous"}
    }
    assert len(slugs) > 15
    for slug in slugs:
        found = query.find_actor(seeds_graph, slug.replace("-", " "))
        assert found.id.split("-")[-1] == f"actor:{slug}".split("-")[-1], slug


def test_the_words_that_name_a_speaker_are_its_mentions(seeds_graph: KnowledgeGraph) -> None:
    for speaker in ("john-kirby", "dmitry-peskov", "mykhailo-podolyak", "mikhail-galuzin"):
        places = [(m.article, m.span.start, m.span.end) for m in query.why(seeds_graph, speaker)]
        for said in said_by(speaker):
            for start, end in said["source"]:
                assert any(
                    article == said["article"] and low < end and start < high
                    for article, low, high in places
                ), (speaker, said["id"])


# --- claims ------------------------------------------------------------------------------------


def test_the_contested_claims_come_first_and_hardly_others(seeds_graph: KnowledgeGraph) -> None:
    disputed = [d.claim.id for d in query.find_disputes(seeds_graph)]
    contested = {query.find_claim(seeds_graph, words).id for words in CONTESTED.values()}
    assert set(disputed[: len(contested)]) == contested
    assert len(disputed) <= len(contested) + 1  # where Putin was: two times, taken for one


@each_contested
def test_everybody_stands_where_the_gold_has_them(
    seeds_graph: KnowledgeGraph, name: str, label: str
) -> None:
    standing = query.find_standing(seeds_graph, label)
    assert standing.status == "disputed"
    assert named("for", name) <= speakers(standing.supporters)
    assert named("against", name) <= speakers(standing.opponents)
    assert not named("for", name) & speakers(standing.opponents)
    assert not named("against", name) & speakers(standing.supporters)


@each_contested
def test_the_matrix_has_each_actor_on_its_side(
    seeds_graph: KnowledgeGraph, name: str, label: str
) -> None:
    stances = {v.id: v.stances for v in query.who_says_what(seeds_graph, claims=[label])}
    for side in ("for", "against"):
        for actor in named(side, name):
            assert stances[actor] == (side,)


@each_contested
def test_positions_are_those_of_the_gold_and_nobody_changes_sides(
    seeds_graph: KnowledgeGraph, name: str, label: str
) -> None:
    for side in ("for", "against"):
        for actor in named(side, name):
            positions = query.find_positions(seeds_graph, actor, label)
            assert {position.stance for position in positions} == {side}
    assert not named("for", name) & named("against", name)
    assert query.find_changes(seeds_graph) == []


def test_those_who_speak_for_an_actor_share_its_position(seeds_graph: KnowledgeGraph) -> None:
    label = DISPUTED["ukraine-did-it"]
    rolled = query.find_positions(seeds_graph, "Ukraine", label, roll_up=True)
    deniers = named("against", "ukraine-did-it")
    assert {position.actor.id for position in rolled} >= deniers
    assert {p.stance for p in rolled if p.actor.id in deniers} == {"against"}


def test_origins_are_those_who_say_it_themselves(seeds_graph: KnowledgeGraph) -> None:
    origins = query.find_origins(seeds_graph, DISPUTED["us-ordered-it"])
    assert {origin.actor for origin in origins} == named("for", "us-ordered-it")
    origins = query.find_origins(seeds_graph, DISPUTED["ukraine-did-it"])
    assert named("for", "ukraine-did-it") <= {origin.actor for origin in origins}
    assert not named("against", "ukraine-did-it") & {origin.actor for origin in origins}


def test_who_would_not_say_is_silent(seeds_graph: KnowledgeGraph) -> None:
    wanted = [a for a in gold() if a["edge_type"] == "withholds" and a["core"]]
    assert wanted
    silent = [s.reading for s in query.find_silences(seeds_graph, actor="Blinken")]
    assert {a["speaker"] for a in wanted} == {"antony-blinken"}
    assert of_gold(silent, wanted) == len(wanted)


# --- edges -------------------------------------------------------------------------------------


@pytest.mark.parametrize("speaker", ["mykhailo-podolyak", "volodymyr-zelenskyy", "john-kirby"])
def test_denials_of_a_speaker_are_found(seeds_graph: KnowledgeGraph, speaker: str) -> None:
    wanted = [a for a in said_by(speaker) if a["edge_type"] == "denies"]
    assert wanted
    edges = query.find_edges(seeds_graph, speaker=speaker, edge_type="denies")
    assert of_gold([r for e in edges for r in e.evidence], wanted) >= 0.7 * len(wanted)


def test_edges_on_an_event_are_on_the_contested_claims(seeds_graph: KnowledgeGraph) -> None:
    event = query.find_event(seeds_graph, "drone attack on the Kremlin")
    for label in DISPUTED.values():
        claim = query.find_claim(seeds_graph, label)
        assert claim.event == event.id
        every = {e.id for e in query.find_edges(seeds_graph, event=event)}
        assert {e.id for e in query.find_edges(seeds_graph, claim=claim)} <= every


def test_a_timeline_has_what_the_actor_says_in_every_article(seeds_graph: KnowledgeGraph) -> None:
    moments = query.find_timeline(seeds_graph, actor="Kirby")
    own = [m.reading for m in moments if "actor:john-kirby" in m.reading.speakers]
    wanted = said_by("john-kirby")
    assert {r.attribution.article for r in own} == {a["article"] for a in wanted}
    assert of_gold(own, wanted) >= 0.8 * len(wanted)


def test_around_a_denier_is_what_it_denies(seeds_graph: KnowledgeGraph) -> None:
    denied = query.find_claim(seeds_graph, DISPUTED["ukraine-did-it"])
    near = query.find_neighbourhood(seeds_graph, "Podolyak")
    assert any(e.edge_type == "denies" and e.object == denied for e in near)
    assert all("actor:mykhailo-podolyak" in {e.speaker.id, e.object.id} for e in near)
    further = query.find_neighbourhood(seeds_graph, "Podolyak", steps=2)
    assert named("for", "ukraine-did-it") <= {e.speaker.id for e in further}


def test_accuser_and_denier_meet_at_the_claim(seeds_graph: KnowledgeGraph) -> None:
    claim = query.find_claim(seeds_graph, DISPUTED["us-ordered-it"])
    ways = query.find_ways(seeds_graph, "Peskov", "Kirby")
    (way,) = (w for w in ways if claim in w.nodes)
    assert [len(edges) > 0 for edges in way.edges] == [True, True]
    assert {"accuses"} <= {e.edge_type for e in way.edges[0]}
    assert {"denies"} <= {e.edge_type for e in way.edges[1]}
    assert gold_articles("us-ordered-it", "against") >= {
        r.attribution.article for e in way.edges[1] for r in e.evidence
    }
