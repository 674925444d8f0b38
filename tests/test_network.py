"""``network``: the graph as a plain MultiDiGraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from kgraph.graph import KnowledgeGraph
from kgraph.network import SPEAKS_FOR, to_networkx

if TYPE_CHECKING:
    from pathlib import Path


def said(network: nx.MultiDiGraph[str]) -> dict[str, dict[str, Any]]:
    """Return the attributes of the edges that have evidence, by key."""
    return {
        key: data
        for _, _, key, data in network.edges(keys=True, data=True)
        if data["edge_type"] != SPEAKS_FOR
    }


def test_nodes_are_actors_and_claims(tiny_graph: KnowledgeGraph) -> None:
    network = to_networkx(tiny_graph)
    assert set(network) == {*tiny_graph.actors, *tiny_graph.claims}
    assert network.nodes["actor:anna-kral"] == {
        "label": "Anna Kral",
        "kind": "person",
        "name": "Anna Kral",
        "aliases": "Kral",
        "role": "Syldavian foreign minister",
        "affiliation": "actor:syldavia",
    }
    assert network.nodes["claim:dam"] == {
        "label": "Borduria blew up the Szohôd dam",
        "kind": "claim",
        "agent": "actor:borduria",
        "act": "responsible",
        "event": "the dam blast",
    }


def test_edges_are_keyed_by_id_and_weigh_their_evidence(tiny_graph: KnowledgeGraph) -> None:
    network = to_networkx(tiny_graph)
    edges = tiny_graph.edges()
    assert set(said(network)) == {edge.id for edge in edges}
    for edge in edges:
        data = network.edges[edge.speaker.id, edge.object.id, edge.id]
        assert data["edge_type"] == edge.edge_type
        assert data["weight"] == len(edge.evidence) == len(data["evidence"])


def test_evidence_leads_back_to_the_text(tiny_graph: KnowledgeGraph) -> None:
    for data in said(to_networkx(tiny_graph)).values():
        for proof in data["evidence"]:
            text = tiny_graph.articles[proof["article"]].text
            assert proof["words"] in text[proof["start"] : proof["end"]]


def test_evidence_of_the_denial(tiny_graph: KnowledgeGraph) -> None:
    (denial,) = (d for d in said(to_networkx(tiny_graph)).values() if d["edge_type"] == "denies")
    assert (denial["stance"], denial["articles"], denial["plain"]) == ("against", 2, True)
    assert denial["evidence"][0] == {
        "attribution": denial["evidence"][0]["attribution"],
        "article": "dam.txt",
        "start": 0,
        "end": 117,
        "words": "any role in the dam blast",
        "stance": "against",
        "certainty": None,
        "said_on": None,
        "outlet": "Klow Post",
        "published": "2023-05-04",
        "negated": False,
        "hearsay": False,
    }


def test_who_speaks_for_whom(tiny_graph: KnowledgeGraph) -> None:
    network = to_networkx(tiny_graph)
    found = {(a, b) for a, b, key in network.edges(keys=True) if key == SPEAKS_FOR}
    assert ("actor:anna-kral", "actor:syldavia") in found
    assert ("actor:bordurian-army", "actor:borduria") in found
    assert network.edges["actor:anna-kral", "actor:syldavia", SPEAKS_FOR]["weight"] == 0


def test_hearsay_and_negated_acts_only_on_request(tiny_graph: KnowledgeGraph) -> None:
    plain, everything = (said(to_networkx(tiny_graph, plain=plain)) for plain in (True, False))
    (extra,) = everything.keys() - plain.keys()
    assert everything[extra]["edge_type"] == "condemns"
    assert everything[extra]["plain"] is False
    assert everything[extra]["evidence"][0]["hearsay"]


def test_without_evidence_it_goes_into_graphml(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    network = to_networkx(tiny_graph, plain=False, evidence=False)
    nx.write_graphml(network, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert {i: read.nodes[i] for i in read} == {i: network.nodes[i] for i in network}
    assert sorted(map(str, read.edges(data=True))) == sorted(map(str, network.edges(data=True)))


def test_algorithms_run(tiny_graph: KnowledgeGraph) -> None:
    ranks = nx.in_degree_centrality(nx.DiGraph(to_networkx(tiny_graph)))
    assert max(ranks, key=lambda node: ranks[node]) == "claim:dam"


def test_an_empty_graph_is_an_empty_network() -> None:
    assert not to_networkx(KnowledgeGraph.of())


def test_the_order_of_the_nouns_does_not_matter(tiny_graph: KnowledgeGraph) -> None:
    turned = KnowledgeGraph.of(
        articles=reversed(tiny_graph.articles.values()),  # type: ignore[call-overload]
        actors=reversed(tiny_graph.actors.values()),  # type: ignore[call-overload]
        claims=reversed(tiny_graph.claims.values()),  # type: ignore[call-overload]
        events=reversed(tiny_graph.events.values()),  # type: ignore[call-overload]
        readings=reversed(tiny_graph.readings.values()),  # type: ignore[call-overload]
    )
    one, other = to_networkx(tiny_graph), to_networkx(turned)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
