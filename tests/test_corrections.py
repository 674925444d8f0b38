"""Corrections: read, checked against one another, applied anew at each build, reported if stale."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import pytest

import kgraph
from kgraph.actors.merge import merge_actors
from kgraph.corrections import Corrections, corrections_of, read_corrections
from kgraph.errors import CorrectionsError
from kgraph.model import Actor, Article
from kgraph.pipeline import build_graph

if TYPE_CHECKING:
    from pathlib import Path

    from kgraph.graph import KnowledgeGraph

FIRST = (
    "Navy spokesman John Harker said the ship was safe. "
    "Harker accused Borduria of cutting the cable. “We did not do it,” he said."
)
SECOND = "John Harker, an economist, said prices would rise. Jon Harker said they would fall."


def person(article: str, name: str, affiliation: str | None = None) -> Actor:
    return Actor(id=f"actor:{article}/{name}", name=name, kind="person", affiliation=affiliation)


def names(actors: list[Actor], **tables: object) -> list[str]:
    return sorted(a.name for a in merge_actors(actors, corrections_of(tables)).actors)


# --- the file ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"merge": []}, "unknown table 'merge'"),
        ({"same": {"names": ["a", "b"]}}, r"write \[\[same\]\]"),
        ({"same": [{"names": ["a"]}]}, "same 1 needs two names"),
        ({"same": [{"names": "a"}]}, "not of the right type"),
        ({"rename": [{"name": "a"}]}, "rename 1 lacks 'to'"),
        ({"rename": [{"name": "a", "to": " "}]}, "the new name is empty"),
        ({"rename": [{"name": "a", "to": "b", "why": "c"}]}, "unknown key 'why'"),
        ({"qid": [{"name": "a", "qid": "42"}]}, "no Wikidata item"),
        ({"different": [{"name": "a"}]}, "in which articles"),
        ({"different": [{"articles": ["a"]}]}, "either names, or a name"),
        ({"reading": [{"article": "a", "words": "b"}]}, "says nothing"),
        ({"reading": [{"article": "a", "words": "b", "edge_type": "hopes"}]}, "no edge type"),
        ({"reading": [{"article": "a", "words": "b", "stance": "pro"}]}, "for, against or open"),
        (
            {"reading": [{"article": "a", "words": "b", "strike": True, "speaker": "c"}]},
            "strikes the attribution and changes its speaker",
        ),
    ],
)
def test_a_wrong_form_is_said_with_its_place(tables: dict[str, Any], message: str) -> None:
    with pytest.raises(CorrectionsError, match=message):
        corrections_of(tables)


@pytest.mark.parametrize(
    "tables",
    [
        {"same": [{"names": ["A", "B"]}], "different": [{"names": ["b", "a"]}]},
        {
            "same": [{"names": ["A", "B"]}, {"names": ["B", "C"]}],
            "different": [{"names": ["A", "C"]}],
        },
        {"rename": [{"name": "A", "to": "B"}, {"name": "A", "to": "C"}]},
        {
            "same": [{"names": ["A", "B"]}],
            "affiliation": [{"name": "A", "to": "X"}, {"name": "B", "to": "Y"}],
        },
        {"qid": [{"name": "A", "qid": "Q1"}, {"name": "B", "qid": "Q1"}]},
        {
            "reading": [
                {"article": "a", "words": "w", "speaker": "A"},
                {"article": "a", "words": "w", "speaker": "B"},
            ]
        },
        {
            "reading": [
                {"article": "a", "words": "w", "strike": True},
                {"article": "a", "words": "w", "speaker": "B"},
            ]
        },
    ],
)
def test_contradictions_are_refused(tables: dict[str, Any]) -> None:
    with pytest.raises(CorrectionsError):
        corrections_of(tables)


def test_toml_and_json_say_the_same(tmp_path: Path) -> None:
    toml, plain = tmp_path / "c.toml", tmp_path / "c.json"
    toml.write_text('[[rename]]\nname = "A"\nto = "B"\n', "utf-8")
    plain.write_text(json.dumps({"rename": [{"name": "A", "to": "B"}]}), "utf-8")
    assert read_corrections(toml).entries == read_corrections(plain).entries
    toml.write_text("[[rename", "utf-8")
    with pytest.raises(CorrectionsError, match=r"c\.toml: no TOML"):
        read_corrections(toml)


# --- actors ------------------------------------------------------------------------------------


def test_same_joins_what_no_rule_would() -> None:
    actors = [person("a", "Anna Weiss"), person("b", "Anna Schwarz")]
    assert names(actors) == ["Anna Schwarz", "Anna Weiss"]
    assert names(actors, same=[{"names": ["Anna Schwarz", "Anna Weiss"]}]) == ["Anna Schwarz"]


def test_different_keeps_spellings_apart() -> None:
    actors = [person("a", "Mikhail Orlov"), person("b", "Mykhailo Orlov")]
    assert len(names(actors)) == 1
    both = ["Mikhail Orlov", "Mykhailo Orlov"]
    assert names(actors, different=[{"names": both}]) == both


def test_one_name_of_two_people_is_split_by_article() -> None:
    actors = [person(a, "John Harker") for a in ("a.txt", "b.txt", "c.txt")]
    apart = {"name": "John Harker", "articles": ["b.txt"], "called": "John Harker (economist)"}
    merged = merge_actors(actors, corrections_of({"different": [apart]}))
    assert [a.name for a in merged.actors] == ["John Harker", "John Harker (economist)"]
    assert merged.ids["actor:b.txt/John Harker"] == "actor:john-harker-economist"
    assert merged.rules["actor:b.txt/John Harker"] == "correction"


def test_rename_affiliation_and_item() -> None:
    tables = {
        "rename": [{"name": "Harker", "to": "John Harker"}],
        "affiliation": [{"name": "Harker", "to": "Kenya"}],
        "qid": [{"name": "Harker", "qid": "Q42"}],
    }
    merged = merge_actors([person("a", "Harker")], corrections_of(tables))
    found = {a.name: a for a in merged.actors}
    assert found["John Harker"].affiliation == found["Kenya"].id == "actor:kenya"
    assert found["John Harker"].same_as == "http://www.wikidata.org/entity/Q42"
    assert found["John Harker"].aliases == ("Harker",)


def test_what_does_not_apply_is_reported() -> None:
    made = corrections_of(
        {
            "same": [{"names": ["Anna Weiss", "Nobody"]}],
            "rename": [{"name": "Nobody", "to": "Somebody"}],
            "affiliation": [{"name": "Anna Weiss", "to": "Atlantis"}],
            "different": [{"name": "Anna Weiss", "articles": ["z.txt"]}],
        }
    )
    merge_actors([person("a", "Anna Weiss")], made)
    assert [line.split(":")[0] for line in made.stale()] == [
        "same 1",
        "different 1",
        "rename 1",
        "affiliation 1",
    ]
    assert "there is no actor called 'Nobody'" in made.stale()[0]


# --- readings ----------------------------------------------------------------------------------


def corrected(
    first: str = FIRST, *, stale: list[str] | None = None, **tables: object
) -> KnowledgeGraph:
    articles = [Article(id="a.txt", text=first), Article(id="b.txt", text=SECOND)]
    report = stale if stale is not None else []
    return build_graph(articles, corrections=corrections_of(tables), on_stale=report.append)


def speakers(graph: KnowledgeGraph, words: str) -> list[str]:
    return [
        graph.actors[s].name
        for r in graph.in_text_order()
        if words in r.attribution.words
        for s in r.speakers
    ]


@pytest.mark.model
def test_a_file_splits_merges_and_strikes_and_survives_a_change_of_the_text() -> None:
    tables = {
        "different": [
            {"name": "John Harker", "articles": ["b.txt"], "called": "John Harker (economist)"}
        ],
        "same": [{"names": ["Borduria", "Navy"]}],
        "reading": [
            {"article": "a.txt", "words": "the ship was safe", "start": 0, "strike": True},
            {"article": "a.txt", "words": "We did not do it", "speaker": "Kenya"},
        ],
    }
    stale: list[str] = []
    for text in (FIRST, "The sea was rough on Monday.\n\n" + FIRST):
        graph = corrected(text, stale=stale, **tables)
        assert speakers(graph, "the ship was safe") == []
        assert speakers(graph, "did not do it") == ["Kenya"]
        assert "John Harker (economist)" in speakers(graph, "prices would rise")
        assert {"correction"} <= {
            rule for m in kgraph.why(graph, "John Harker (economist)") for rule in m.rules
        }
    assert [line.split(":")[0] for line in stale] == ["same 1", "same 1"]


@pytest.mark.model
def test_edge_type_target_and_claim_of_a_reading() -> None:
    plain = corrected()
    accusation = kgraph.find_edges(plain, edge_type="accuses")[0]
    words = accusation.evidence[0].attribution.words
    reading = {"article": "a.txt", "words": words}
    wrong = corrected(reading=[{**reading, "edge_type": "condemns", "target": "Uganda"}])
    assert kgraph.find_edges(wrong, edge_type="accuses") == []
    condemned = [e.object for e in kgraph.find_edges(wrong, edge_type="condemns")]
    assert [a.name for a in condemned if isinstance(a, Actor)] == ["Uganda"]
    bare = corrected(reading=[{**reading, "claim": ""}])
    assert all(not r.claims for r in bare.readings.values() if words in r.attribution.words)
    stale: list[str] = []
    corrected(reading=[{**reading, "claim": "the moon is made of cheese"}], stale=stale)
    assert stale == ["reading 1: there is no claim 'the moon is made of cheese'"]


@pytest.mark.model
def test_words_that_fit_nothing_or_several_are_reported() -> None:
    twice = "Harker said it was safe. Anna Weiss said it was safe."
    tables = {
        "reading": [
            {"article": "a.txt", "words": "it was safe", "strike": True},
            {"article": "a.txt", "words": "it had sunk", "strike": True},
        ]
    }
    stale: list[str] = []
    graph = corrected(twice, stale=stale, **tables)
    assert len([r for r in graph.readings.values() if r.attribution.article == "a.txt"]) == 2
    assert "fit several attributions of a.txt; give the start of one: 0, 25" in stale[0]
    assert "no attribution of a.txt has the words “it had sunk”" in stale[1]
    near = {"article": "a.txt", "words": "it was safe", "start": 27, "strike": True}
    assert speakers(corrected(twice, reading=[near]), "it was safe") == ["John Harker"]


@pytest.mark.model
def test_without_a_callback_stale_corrections_are_warned_of() -> None:
    made = corrections_of({"rename": [{"name": "Nobody", "to": "Somebody"}]})
    articles = [Article(id="a.txt", text=FIRST)]
    with pytest.warns(UserWarning, match="rename 1: there is no actor called 'Nobody'"):
        build_graph(articles, corrections=made)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        build_graph(articles, corrections=Corrections())
