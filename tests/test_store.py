"""SPARQL without a server: the engine, the folder, the library of queries, the command."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from questions import ANSWERS
from test_rdf import HOSTILE, everything
from test_rdf_forms import rdf_graphs

import kgraph
from kgraph.cli import main
from kgraph.errors import QueryError, SpanError, StoreError, UnknownNameError
from kgraph.export import save
from kgraph.graph import KnowledgeGraph
from kgraph.model import Article, Attribution, Reading, TextSpan
from kgraph.store import Answer, Store, find_query, query_names, sparql

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

DOCS = Path(__file__).parents[1] / "docs" / "stores.md"
ALL = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
PARAMETERS: list[tuple[str, str, str]] = [
    ("accusations", "government", "actor:syldavia"),
    ("anonymous", "principal", "actor:syldavia"),
    ("assessments", "confidence", "low"),
    ("chains", "medium", "actor:klow-post"),
    ("disputes", "claim", "claim:dam"),
    ("origins", "claim", "claim:dam"),
    ("positions", "actor", "actor:borduria"),
]


def quads(store: Store) -> set[tuple[object, ...]]:
    rows = store.query(ALL).rows
    assert len(rows) == len(set(rows)) == len(store)
    return set(rows)


def store_of(graph: KnowledgeGraph) -> Store:
    store = Store()
    store.add(graph)
    return store


def part_of(graph: KnowledgeGraph, articles: Iterable[str]) -> KnowledgeGraph:
    """Return the graph of some of its articles, with all that they speak of and no more."""
    kept = set(articles)
    readings = [r for r in graph.readings.values() if r.attribution.article in kept]
    claims = {claim for r in readings for claim, _ in r.claims}
    actors = {a for r in readings for a in (*r.speakers, *r.targets, *r.reported_via)}
    actors |= {str(graph.claims[claim].agent) for claim in claims}
    events = {graph.claims[claim].event for claim in claims}
    while more := {a for i in actors if (a := graph.actors[i].affiliation)} - actors:
        actors |= more
    return KnowledgeGraph.of(
        articles=[graph.articles[i] for i in kept],
        actors=[graph.actors[i] for i in actors],
        claims=[graph.claims[i] for i in claims],
        events=[event for i, event in graph.events.items() if i in events],
        readings=readings,
    )


# --- the engine --------------------------------------------------------------------------------


def test_rows_are_python_values(tiny_graph: KnowledgeGraph) -> None:
    answer = kgraph.sparql(
        tiny_graph,
        "SELECT ?who ?whose ?on ?negated ?start WHERE { ?said kg:speaker ?who ; kg:saidOn ?on ; "
        "kg:negated ?negated ; kg:contentSpan/oa:hasSelector/oa:start ?start . "
        "OPTIONAL { ?who owl:sameAs ?whose } }",
    )
    assert answer.variables == ("who", "whose", "on", "negated", "start")
    assert answer.rows == [("actor:anna-kral", None, dt.date(2023, 5, 3), False, 0)]


def test_ask_is_true_or_false(tiny_graph: KnowledgeGraph) -> None:
    store = store_of(tiny_graph)
    assert store.query("ASK { actor:borduria owl:sameAs wd:Q1 }").boolean is True
    assert store.query("ASK { actor:borduria kg:accuses actor:syldavia }").boolean is False


@pytest.mark.parametrize(
    "query",
    ["SELECT", "SELECT ?a WHERE { ?a nope:b ?c }", "DESCRIBE actor:a", "DROP ALL", "", "ASK {"],
)
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        Store().query(query)


def test_an_answer_is_written_as_the_standards_say(tiny_graph: KnowledgeGraph) -> None:
    answer = sparql(tiny_graph, 'SELECT ?a ?b WHERE { VALUES (?a ?b) { ("x,\\"y" UNDEF) } }')
    assert answer.to_csv() == 'a,b\r\n"x,""y",\r\n'
    assert Answer.of_json(answer.to_json().encode()) == answer
    yes = Answer((), boolean=True)
    assert (yes.to_csv(), Answer.of_json(yes.to_json().encode())) == ("true\r\n", yes)
    with pytest.raises(QueryError, match="no SPARQL results"):
        Answer.of_json(b"<html>")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    graph = everything(text)
    store = Store()
    store.add(graph, texts=True)
    before = quads(store)
    store.add(graph, texts=True)  # by transactions of SPARQL, not by the loader
    assert quads(store) == before
    assert store.articles() == [a.id for a in graph.articles.values()] or "\ufffd" in str(before)


# --- the folder --------------------------------------------------------------------------------


def test_a_folder_keeps_what_is_put_into_it(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.add(tiny_graph)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "store")
    del store
    assert quads(Store(tmp_path / "store")) == quads(store_of(tiny_graph))


def test_a_first_load_that_breaks_off_leaves_nothing(
    tiny_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    last = Article(id="z.txt", text="Rain.")
    words = TextSpan(article="z.txt", start=0, end=9, text="?")
    beyond = Attribution(id="attribution:z", article="z.txt", cue=(words,))
    broken = dataclasses.replace(
        tiny_graph,
        articles={**tiny_graph.articles, last.id: last},
        readings={**tiny_graph.readings, beyond.id: Reading(attribution=beyond)},
    )
    store = Store(folder)
    with pytest.raises(SpanError):
        store.add(broken)
    assert len(store) == 0
    del store
    (folder / "bulk-1.sst").write_bytes(b"a file that a process was writing when it was killed")
    store = Store(folder)
    store.add(tiny_graph)
    assert quads(store) == quads(store_of(tiny_graph))
    assert not list(folder.glob("bulk-*"))


def test_loading_again_doubles_nothing(tiny_graph: KnowledgeGraph) -> None:
    store = store_of(tiny_graph)
    before = quads(store)
    for _ in range(2):
        store.add(tiny_graph)
        assert quads(store) == before


def test_articles_can_come_one_by_one(tiny_graph: KnowledgeGraph) -> None:
    whole = quads(store_of(tiny_graph))
    for order in (("dam.txt", "echo.txt"), ("echo.txt", "dam.txt")):
        store = Store()
        for article in order:
            store.add(part_of(tiny_graph, [article]))
        assert store.articles() == ["dam.txt", "echo.txt"]
        assert quads(store) == whole - quads_of_unspoken(tiny_graph)


def quads_of_unspoken(graph: KnowledgeGraph) -> set[tuple[object, ...]]:
    """Return what is said of nouns of which no article speaks."""
    return quads(store_of(graph)) - quads(store_of(part_of(graph, graph.articles)))


def test_a_corrected_article_takes_the_place_of_the_old(tiny_graph: KnowledgeGraph) -> None:
    store = store_of(tiny_graph)
    corrected = Article(id="dam.txt", text="It was the weather.")
    store.add(KnowledgeGraph.of(articles=[corrected]))
    assert store.articles() == ["dam.txt", "echo.txt"]
    wanted = Store()
    wanted.add(part_of(tiny_graph, ["echo.txt"]))
    wanted.add(KnowledgeGraph.of(articles=[corrected]))
    assert quads(store) == quads(wanted)


def test_the_status_of_a_claim_follows_all_articles(tiny_graph: KnowledgeGraph) -> None:
    def status(store: Store) -> list[tuple[object, ...]]:
        return store.query("SELECT ?s WHERE { claim:dam kg:status ?s }").rows

    echo = part_of(tiny_graph, ["echo.txt"])
    only_denied = KnowledgeGraph.of(
        articles=echo.articles.values(),
        actors=echo.actors.values(),
        claims=echo.claims.values(),
        events=echo.events.values(),
        readings=[r for r in echo.readings.values() if ("claim:dam", "against") in r.claims],
    )
    store = store_of(only_denied)
    assert status(store) == [("kg:claimDenied",)]
    store.add(part_of(tiny_graph, ["dam.txt"]))
    assert status(store) == [("kg:claimDisputed",)]
    store.remove("dam.txt")
    assert status(store) == [("kg:claimDenied",)]
    store.remove("echo.txt")
    assert len(store) == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=rdf_graphs(), seed=st.randoms(use_true_random=False))
def test_any_articles_in_any_order_give_the_same_store(
    graph: KnowledgeGraph, seed: random.Random
) -> None:
    nouns = dataclasses.replace(graph, readings={})
    store = store_of(nouns)
    articles = [*graph.articles, *graph.articles]
    seed.shuffle(articles)
    for article in articles:
        kept = {i: r for i, r in graph.readings.items() if r.attribution.article == article}
        only = {article: graph.articles[article]}
        store.add(dataclasses.replace(graph, readings=kept, articles=only))
    assert quads(store) == quads(store_of(graph))


# --- the library -------------------------------------------------------------------------------


def test_the_library_has_these_queries() -> None:
    assert query_names() == sorted(ANSWERS)
    for name in query_names():
        query = find_query(name)
        assert query.about
        for parameter in query.parameters:
            assert query.text.count(f"VALUES ?{parameter} {{ UNDEF }}") == 1


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_queries_answer_as_python_does(name: str, tiny_graph: KnowledgeGraph) -> None:
    for graph in (tiny_graph, everything()):
        rows = sparql(graph, name).rows
        assert len(rows) == len(set(rows))
        assert set(rows) == ANSWERS[name](graph)
    assert sparql(tiny_graph, name).rows, name


@pytest.mark.parametrize(("name", "parameter", "value"), PARAMETERS)
def test_parameters_narrow_the_answer(
    name: str, parameter: str, value: str, tiny_graph: KnowledgeGraph
) -> None:
    rows = store_of(tiny_graph).query(find_query(name).bind({parameter: value})).rows
    assert set(rows) == ANSWERS[name](tiny_graph, **{parameter: value})


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_queries_answer_as_python_does_on_the_seeds(name: str, seeds_graph: KnowledgeGraph) -> None:
    assert set(sparql(seeds_graph, name).rows) == ANSWERS[name](seeds_graph)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_queries_run_as_they_stand_in_other_engines(name: str, tiny_graph: KnowledgeGraph) -> None:
    dataset = rdflib.Graph().parse(data=kgraph.to_turtle(tiny_graph), format="turtle")
    assert len(dataset.query(find_query(name).text)) == len(ANSWERS[name](tiny_graph))


def test_positions_can_be_cut_by_days(tiny_graph: KnowledgeGraph) -> None:
    days = {row[0] for row in ANSWERS["positions"](tiny_graph)}
    assert days == {None, dt.date(2023, 5, 3), dt.date(2023, 5, 4)}
    rows = sparql(tiny_graph, "positions", since=dt.date(2023, 5, 4)).rows
    assert {row[0] for row in rows} == {dt.date(2023, 5, 4)}
    rows = sparql(tiny_graph, "positions", until="2023-05-03").rows
    assert {row[0] for row in rows} == {dt.date(2023, 5, 3)}


def test_actors_and_claims_are_named_as_people_type_them(tiny_graph: KnowledgeGraph) -> None:
    assert len(sparql(tiny_graph, "accusations", government="syldavia").rows) == 2
    assert len(sparql(tiny_graph, "disputes", claim="blew up the dam").rows) == 4
    with pytest.raises(UnknownNameError, match="no actor called 'Nobody'"):
        sparql(tiny_graph, "accusations", government="Nobody")


INJECTIONS = [
    "actor:x> } } ; DROP ALL #",
    "> <http://e/p> ?o . <",
    'x" . } DELETE WHERE { ?s ?p ?o',
    "actor:\n}",
    "\\u003e",
    "\ud800",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_parameters_cannot_break_out(value: str, tiny_graph: KnowledgeGraph) -> None:
    store = store_of(tiny_graph)
    before = quads(store)
    assert store.query(find_query("accusations").bind({"government": value})).rows == []
    for name, parameter in (("positions", "since"), ("assessments", "confidence")):
        with pytest.raises(QueryError, match=parameter):
            find_query(name).bind({parameter: value})
    assert quads(store) == before


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=20))
def test_any_value_is_one_term(value: str) -> None:
    try:
        bound = find_query("disputes").bind({"claim": value})
    except QueryError:
        assert value.startswith("http")
        return
    (line,) = [line for line in bound.splitlines() if "VALUES" in line]
    assert line.count(">") == line.count("<") == 1
    assert Store().query(bound).rows == []


def test_what_is_not_known_is_told() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'disputes'"):
        find_query("disputs")
    with pytest.raises(UnknownNameError, match="did you mean 'government'"):
        find_query("accusations").bind({"goverment": "actor:x"})
    with pytest.raises(QueryError, match="only queries of the library"):
        sparql(Store(), "ASK {}", government="actor:x")


def test_examples_in_the_documentation_run(
    tiny_graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"graph": tiny_graph}
    blocks = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    for code in blocks[:-1]:  # the last one needs a server
        exec(code, names)  # noqa: S102
    answer = names["answer"]
    assert isinstance(answer, Answer)
    assert ("actor:anna-kral", "actor:borduria") in answer.rows


def test_the_documentation_names_every_query() -> None:
    text = DOCS.read_text("utf-8")
    assert re.findall(r"^\| `([a-z]+)` \| [a-z]", text, re.MULTILINE)[: len(ANSWERS)] == sorted(
        ANSWERS
    )


# --- the command -------------------------------------------------------------------------------


@pytest.fixture
def saved(tiny_graph: KnowledgeGraph, tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    save(tiny_graph, tmp_path / "out" / "graph.json")
    return tmp_path / "out"


def test_query_prints_a_table_csv_or_json(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT ?name WHERE { ?who a kg:Person ; rdfs:label ?name }"
    assert main(["query", query, "--in", str(saved)]) == 0
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == ["name", "Anna Kral"]
    assert main(["query", query, "--in", str(saved / "graph.json"), "--format", "csv"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["name"], ["Anna Kral"]]
    assert main(["query", query, "--in", str(saved), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["head"] == {"vars": ["name"]}
    assert main(["query", "ASK {}", "--in", str(saved)]) == 0
    assert capsys.readouterr().out == "true\n"


def test_query_looks_into_out_by_itself(
    saved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(saved.parent)
    assert main(["query", "disputes", "-p", "claim=blew up", "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("claim/dam") == 4


def test_a_folder_is_filled_by_publish_and_asked_by_query(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(saved.parent / "news.store")
    for _ in range(2):
        assert main(["publish", str(saved), "--to", folder]) == 0
        assert capsys.readouterr().out == f"{folder}: 2 articles, 455 triples\n"
    assert main(["query", "disputes", "--in", folder, "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 5


def test_the_named_queries_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--list"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n{name}: " in f"\n{out}" for name in query_names())
    assert "  -p government=ACTOR  only by this government" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SELECT"], "the query cannot be answered"),
        (["disputs"], "did you mean 'disputes'"),
        ([], "give a query, or --list"),
        (["disputes", "-p", "claim"], "NAME=VALUE"),
        (["disputes", "--in", "http://localhost:1"], "say what kind of store it is"),
        (["disputes", "--in", "absent.json"], "No such file"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    arguments: list[str], message: str, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = [] if "--in" in arguments else ["--in", str(saved)]
    assert main(["query", *arguments, *place]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
