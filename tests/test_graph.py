"""``KnowledgeGraph``: edges, sides, members."""

import dataclasses

from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Reading


def test_edges_merge_evidence_over_articles(tiny_graph: KnowledgeGraph) -> None:
    edges = {
        (e.speaker.name, e.edge_type, e.object.id): len(e.evidence) for e in tiny_graph.edges()
    }
    assert edges["Borduria", "denies", "claim:dam"] == 2
    assert edges["Anna Kral", "accuses", "actor:borduria"] == 1


def test_negated_and_hearsay_are_no_plain_edges(tiny_graph: KnowledgeGraph) -> None:
    assert not [e for e in tiny_graph.edges() if e.edge_type == "condemns"]
    assert [e for e in tiny_graph.edges(plain=False) if e.edge_type == "condemns"]


def test_edges_by_some_readings_are_those_of_a_graph_of_them(tiny_graph: KnowledgeGraph) -> None:
    def fits(reading: Reading) -> bool:
        return "actor:borduria" in reading.speakers

    readings = {i: r for i, r in tiny_graph.readings.items() if fits(r)}
    some = dataclasses.replace(tiny_graph, readings=readings)
    assert tiny_graph.edges(where=fits) == some.edges() != tiny_graph.edges()
    assert tiny_graph.edges(where=fits, plain=False) == some.edges(plain=False)


def test_readings_about_a_claim(tiny_graph: KnowledgeGraph) -> None:
    about = [r for r in tiny_graph.in_text_order() if "claim:dam" in dict(r.claims)]
    assert tiny_graph.in_text_order(about={"claim:dam"}) == about != tiny_graph.in_text_order()


def test_sides_of_a_claim(tiny_graph: KnowledgeGraph) -> None:
    sides = tiny_graph.sides("claim:dam")
    assert {stance: len(readings) for stance, readings in sides.items()} == {
        "for": 2,
        "against": 2,
        "open": 1,
    }


def test_members_speak_for_an_actor(tiny_graph: KnowledgeGraph) -> None:
    names = [actor.name for actor in tiny_graph.members("actor:syldavia")]
    assert names == ["Anna Kral", "a senior Syldavian official"]


def test_edge_prints_on_one_line(tiny_graph: KnowledgeGraph) -> None:
    edge = next(
        e for e in tiny_graph.edges() if e.speaker.name == "Anna Kral" and e.edge_type == "accuses"
    )
    assert str(edge).startswith(
        "Anna Kral -accuses-> Borduria: “Borduria blew up the Szohôd dam” (dam.txt 0-"
    )


def test_a_graph_shows_its_size_and_not_its_texts(tiny_graph: KnowledgeGraph) -> None:
    shown = "<KnowledgeGraph: 2 articles, 7 attributions, 6 actors, 2 claims, 6 edges>"
    assert repr(tiny_graph) == str(tiny_graph) == shown


def test_a_graph_shows_itself_in_jupyter(tiny_graph: KnowledgeGraph) -> None:
    shown = tiny_graph._repr_html_()
    assert "Anna Kral" in shown
    assert "<script" not in shown


def test_who_accuse_each_other_do_not_accuse_themselves() -> None:
    text = Article(id="1.txt", text="Syldavia and Borduria accuse each other.")
    both = ("actor:borduria", "actor:syldavia")
    said = Attribution(
        id="attribution:1", article="1.txt", cue=(text.span(22, 28),), edge_type="accuses"
    )
    graph = KnowledgeGraph.of(
        articles=[text],
        actors=[Actor(id=i, name=i.removeprefix("actor:"), kind="government") for i in both],
        readings=[Reading(attribution=said, speakers=both, targets=both)],
    )
    ends = [(e.speaker.name, e.object.id) for e in graph.edges()]
    assert ends == [("borduria", "actor:syldavia"), ("syldavia", "actor:borduria")]
