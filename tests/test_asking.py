"""``query``: who says what, timeline, neighbourhood, ways, comparison; answers as tables."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd
import pytest

from kgraph import query
from kgraph.cli import main
from kgraph.errors import UnknownNameError
from kgraph.export import save
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Claim
from kgraph.tables import save_table, to_csv, to_matrix, to_rows, to_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgraph.model import Reading

GOLD = Path(__file__).resolve().parent / "gold"
DISPUTED = {
    "ukraine-did-it": "Ukraine was behind the drone attack on the Kremlin",
    "us-ordered-it": "The United States was behind the drone attack on the Kremlin",
}


def gold() -> list[dict[str, Any]]:
    """Return the gold attributions, each with its article."""
    texts = (GOLD / "seeds.jsonl").read_text("utf-8").splitlines()
    return [{**a, "article": t["id"]} for t in map(json.loads, texts) for a in t["attributions"]]


def gold_articles(claim: str, stance: str) -> set[str]:
    """Return the articles in which the gold has something for or against a claim."""
    where = {a["id"]: a["article"] for a in gold()}
    claims = json.loads((GOLD / "seed_claims.json").read_text("utf-8"))["claims"]
    (found,) = (c for c in claims if c["id"] == claim)
    return {where[i] for i in found[stance]}


def of_gold(readings: Iterable[Reading], wanted: list[dict[str, Any]]) -> int:
    """Return how many of the gold attributions have a reading whose content overlaps theirs."""
    spans = [(s.article, s.start, s.end) for r in readings for s in r.attribution.content]
    return sum(
        any(
            article == a["article"] and low < end and start < high
            for article, low, high in spans
            for start, end in a["content"]
        )
        for a in wanted
    )


# --- filters of find_edges ---------------------------------------------------------------------


def test_certainty_is_that_of_the_evidence(tiny_graph: KnowledgeGraph) -> None:
    (edge,) = query.find_edges(tiny_graph, certainty="possible")
    assert edge.speaker.name == "a senior Syldavian official"
    rest = query.find_edges(tiny_graph, certainty="none")
    assert edge.id not in {e.id for e in rest}
    assert len(rest) + 1 == len(tiny_graph.edges())
    with pytest.raises(UnknownNameError, match="did you mean 'possible'"):
        query.find_edges(tiny_graph, certainty="posible")


def test_nested_is_what_stands_within_another(tiny_graph: KnowledgeGraph) -> None:
    (edge,) = query.find_edges(tiny_graph, nested=True, plain=False)
    assert edge.speaker.name == "Borduria's army"
    outer = query.find_edges(tiny_graph, nested=False, plain=False)
    assert len(outer) + 1 == len(tiny_graph.edges(plain=False))


def test_event_is_that_of_the_claim(tiny_graph: KnowledgeGraph) -> None:
    assert query.find_event(tiny_graph, "dam blast").id == "event:dam"
    assert query.find_edges(tiny_graph, event="dam blast") == query.find_edges(
        tiny_graph, claim="dam"
    )
    assert query.find_edges(tiny_graph, event="blast", claim="condemned", plain=False) == []
    with pytest.raises(UnknownNameError, match="no event called 'flood'"):
        query.find_edges(tiny_graph, event="flood")


@pytest.mark.model
def test_accusers_of_the_seeds_are_those_of_the_gold(seeds_graph: KnowledgeGraph) -> None:
    wanted = [a for a in gold() if {a["edge_type"], *a["also"]} & {"accuses"} and a["core"]]
    against = [a for a in wanted if "united-states" in a["targets"]]
    edges = query.find_edges(seeds_graph, edge_type="accuses", target="US")
    assert {e.speaker.id.removeprefix("actor:") for e in edges} <= {a["speaker"] for a in against}
    assert of_gold([r for e in edges for r in e.evidence], against) >= 0.7 * len(against)


@pytest.mark.model
def test_what_is_nested_and_unsure_in_the_gold_is_found_so(seeds_graph: KnowledgeGraph) -> None:
    every = seeds_graph.edges(plain=False)
    nested = query.find_edges(seeds_graph, nested=True, plain=False)
    unsure = query.find_edges(seeds_graph, certainty="possible", plain=False)
    assert 0 < len(nested) < len(every)
    wanted = [a for a in gold() if a["within"] and a["core"]]
    assert of_gold([r for e in nested for r in e.evidence], wanted) >= 0.5 * len(wanted)
    wanted = [a for a in gold() if a["certainty"] == "possible" and a["core"]]
    assert of_gold([r for e in unsure for r in e.evidence], wanted) >= 0.5 * len(wanted)


# --- who says what -----------------------------------------------------------------------------


def test_a_voice_is_an_actor_on_a_claim(tiny_graph: KnowledgeGraph) -> None:
    voices = {v.who: v for v in query.who_says_what(tiny_graph, claims=["dam"])}
    assert voices["Borduria"].stances == ("against",)
    assert len(voices["Borduria"].opponents) == 2
    assert voices["a senior Syldavian official"].stances == ("open",)
    assert [*voices] == sorted(voices, key=str.casefold)
    assert not any(voice.omits for voice in voices.values())


def test_a_medium_without_the_denial_omits_it(tiny_graph: KnowledgeGraph) -> None:
    kept = {i: r for i, r in tiny_graph.readings.items() if r.attribution.form != "direct"}
    graph = dataclasses.replace(tiny_graph, readings=kept)
    dam, echo = query.who_says_what(graph, by="outlet", claims=["dam"])
    assert (echo.who, echo.omits, echo.omits_denial) == ("Klow Post", (), False)
    assert (dam.who, dam.omits, dam.omits_denial) == ("echo.txt", ("against", "open"), True)
    assert "without the denial" in str(dam)


def test_what_is_narrated_is_the_mediums_own_voice(tiny_graph: KnowledgeGraph) -> None:
    readings = {
        i: dataclasses.replace(
            r, attribution=dataclasses.replace(r.attribution, narrated=True, edge_type=None)
        )
        if r.attribution.article == "echo.txt" and r.attribution.form != "direct"
        else r
        for i, r in tiny_graph.readings.items()
    }
    graph = dataclasses.replace(tiny_graph, readings=readings)
    voices = {v.who: v for v in query.who_says_what(graph, by="outlet", claims=["dam"])}
    assert len(voices["echo.txt"].narrated) == 1
    assert voices["echo.txt"].stances == ("for", "against")
    assert "Syldavia" not in {v.who for v in query.who_says_what(graph)}


def test_one_claim_need_be_in_no_list(tiny_graph: KnowledgeGraph) -> None:
    several = query.who_says_what(tiny_graph, claims=["dam"])
    assert query.who_says_what(tiny_graph, claims="dam") == several
    assert query.who_says_what(tiny_graph, claims=tiny_graph.claims["claim:dam"]) == several


def test_rows_name_actors_and_claims_by_id_too(tiny_graph: KnowledgeGraph) -> None:
    g = tiny_graph
    for answer in (
        query.who_says_what(g),
        query.find_positions(g, "Borduria", "dam"),
    ):
        rows = to_rows(answer, g)
        assert {row["claim_id"] for row in rows} <= g.claims.keys()
    assert {row["actor_id"] for row in to_rows(query.find_silences(g), g)} <= g.actors.keys()
    assert {row["origin_id"] for row in to_rows(query.find_origins(g, "dam"), g)} <= g.actors.keys()


def test_a_voice_is_that_of_an_actor_or_an_outlet(tiny_graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="outlet"):
        query.who_says_what(tiny_graph, by="outlets")  # type: ignore[arg-type]


@pytest.mark.model
@pytest.mark.parametrize(("claim", "label"), DISPUTED.items())
def test_who_omits_the_denial_of_the_seeds_is_as_in_the_gold(
    seeds_graph: KnowledgeGraph, claim: str, label: str
) -> None:
    found = query.who_says_what(seeds_graph, by="outlet", claims=[label])
    carry, deny = gold_articles(claim, "for"), gold_articles(claim, "against")
    assert {v.who for v in found if "for" in v.stances} == carry
    assert {v.who for v in found if v.omits_denial} == carry - deny


# --- timeline ----------------------------------------------------------------------------------


def test_a_timeline_goes_by_day_and_then_by_place(tiny_graph: KnowledgeGraph) -> None:
    moments = query.find_timeline(tiny_graph)
    assert [m.dated_by for m in moments] == ["said", *["published"] * 3, None, None]
    assert [m.date for m in moments[:2]] == [dt.date(2023, 5, 3), dt.date(2023, 5, 4)]
    assert str(moments[0]).startswith("2023-05-03 Anna Kral accuses: “Borduria blew up")
    assert str(moments[-1]).startswith("undated Borduria")


def test_a_timeline_can_be_narrowed(tiny_graph: KnowledgeGraph) -> None:
    aimed = query.find_timeline(tiny_graph, actor="Borduria")
    assert len(aimed) == 4  # two that it says, two that are aimed at it
    assert len(query.find_timeline(tiny_graph, actor="Syldavia")) == 1
    assert len(query.find_timeline(tiny_graph, actor="Syldavia", roll_up=True)) == 4
    assert len(query.find_timeline(tiny_graph, event="blast", since="2023-05-04")) == 2
    assert query.find_timeline(tiny_graph, event="blast", claim="condemned") == []


@pytest.mark.model
def test_the_days_of_the_seeds_are_those_of_their_words_or_articles(
    seeds_graph: KnowledgeGraph,
) -> None:
    moments = query.find_timeline(seeds_graph, claim=DISPUTED["ukraine-did-it"])
    assert {m.reading.attribution.article for m in moments} >= gold_articles(
        "ukraine-did-it", "against"
    )
    for m in moments:
        said = m.reading.attribution.said_on
        assert m.date == (said or seeds_graph.articles[m.reading.attribution.article].published)


# --- neighbourhood and ways --------------------------------------------------------------------


def test_what_is_around_grows_with_the_steps(tiny_graph: KnowledgeGraph) -> None:
    assert query.find_neighbourhood(tiny_graph, "Kral", steps=0) == []
    near = query.find_neighbourhood(tiny_graph, "Kral")
    assert {e.speaker.name for e in near} == {"Anna Kral"}
    assert len(query.find_neighbourhood(tiny_graph, "Kral", steps=2)) > len(near)
    assert query.find_neighbourhood(tiny_graph, "blew up the dam") == query.find_neighbourhood(
        tiny_graph, tiny_graph.claims["claim:dam"]
    )


def test_a_way_leads_over_edges_in_either_direction(tiny_graph: KnowledgeGraph) -> None:
    (way,) = query.find_ways(tiny_graph, "Kral", "Borduria")
    assert str(way) == "Anna Kral -accuses-> Borduria"
    (way,) = query.find_ways(tiny_graph, "senior official", "Borduria")
    assert str(way) == (
        "a senior Syldavian official -assesses-> Borduria blew up the Szohôd dam <-denies- Borduria"
    )
    assert query.find_ways(tiny_graph, "Kral", "Klow Post") == []
    with pytest.raises(UnknownNameError, match="no actor called 'Tintin'"):
        query.find_ways(tiny_graph, "Kral", "Tintin")


@pytest.mark.model
def test_ways_are_the_shortest_that_networkx_finds(seeds_graph: KnowledgeGraph) -> None:
    network = nx.Graph((e.speaker.id, e.object.id) for e in seeds_graph.edges())
    names = ("actor:russia", "actor:john-kirby", "actor:mykhailo-podolyak", "actor:ukraine")
    for start, end in itertools.permutations(names, 2):
        ways = query.find_ways(seeds_graph, start, end, most=1000)
        wanted = sorted(map(tuple, nx.all_shortest_paths(network, start, end)))
        assert [tuple(node.id for node in way.nodes) for way in ways] == wanted


# --- comparison --------------------------------------------------------------------------------


def test_nothing_is_new_in_the_same_graph(tiny_graph: KnowledgeGraph) -> None:
    assert query.compare(tiny_graph, tiny_graph) == query.Comparison()


def test_a_new_article_brings_evidence_and_turns(tiny_graph: KnowledgeGraph) -> None:
    readings = {i: r for i, r in tiny_graph.readings.items() if r.attribution.article == "echo.txt"}
    echo = {"echo.txt": tiny_graph.articles["echo.txt"]}
    before = dataclasses.replace(tiny_graph, readings=readings, articles=echo)
    news = query.compare(before, tiny_graph)
    assert [a.id for a in news.articles] == ["dam.txt"]
    assert all(r.attribution.article == "dam.txt" for e in news.edges for r in e.evidence)
    assert [str(t) for t in news.turns] == ["unsaid -> denied: Borduria condemned the blast"]
    gone = query.compare(tiny_graph, before)
    assert {r.id for r in gone.gone} == tiny_graph.readings.keys() - readings.keys()


@pytest.mark.model
def test_from_nothing_to_the_seeds_the_disputed_claims_are_disputed(
    seeds_graph: KnowledgeGraph,
) -> None:
    news = query.compare(KnowledgeGraph.of(), seeds_graph)
    disputed = {turn.claim.label for turn in news.turns if turn.after == "disputed"}
    assert disputed >= set(DISPUTED.values())
    assert news.edges == seeds_graph.edges()


# --- tables ------------------------------------------------------------------------------------


def test_every_answer_is_a_table(tiny_graph: KnowledgeGraph) -> None:
    g = tiny_graph
    answers: list[Any] = [
        query.find_disputes(g),
        query.find_standing(g, "dam"),
        query.find_origins(g, "dam"),
        query.find_positions(g, "Borduria", "dam"),
        query.find_silences(g),
        query.find_timeline(g),
        query.find_ways(g, "Kral", "Borduria"),
        query.find_actor(g, "Kral"),
        query.who_says_what(g),
        query.compare(KnowledgeGraph.of(), g),
        list(g.claims.values()),
    ]
    for answer in answers:
        rows = to_rows(answer, g)
        table = to_table(answer, g)
        assert rows
        assert list(table.columns) == list(rows[0])
        assert len(table) == len(rows)
        assert next(csv.DictReader(io.StringIO(to_csv(answer, g)))).keys() == rows[0].keys()
    days = to_table(query.find_timeline(g), g)["date"]
    assert pd.api.types.is_datetime64_dtype(days)


def test_per_edge_an_edge_is_one_row(tiny_graph: KnowledgeGraph) -> None:
    table = to_table(tiny_graph, per="edge")
    assert list(table["edge"]) == [edge.id for edge in tiny_graph.edges()]
    (row,) = to_rows(query.find_edges(tiny_graph, edge_type="denies"), tiny_graph, per="edge")
    assert (row["evidence"], row["articles"], row["stance"]) == (2, 2, "against")
    assert (row["outlets"], row["first"]) == ("Klow Post", dt.date(2023, 5, 4))
    with pytest.raises(TypeError, match="only edges"):
        to_rows(query.find_disputes(tiny_graph), tiny_graph, per="edge")


def test_a_matrix_has_a_row_for_each_voice(tiny_graph: KnowledgeGraph) -> None:
    matrix = to_matrix(query.who_says_what(tiny_graph))
    assert matrix.columns[0] == "Borduria blew up the Szohôd dam"
    assert matrix.loc["Borduria", matrix.columns[0]] == "2 against"
    assert matrix.loc["Borduria", matrix.columns[1]] == ""


def test_a_formula_in_an_article_is_text_in_a_spreadsheet() -> None:
    hostile = Claim(id="claim:1", label='=HYPERLINK("http://x","y")')
    (row,) = csv.DictReader(io.StringIO(to_csv([hostile])))
    assert row["label"].startswith("'=")
    assert to_rows([hostile])[0]["label"].startswith("=")


def test_tables_are_saved_by_their_suffix(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    save_table(tiny_graph, tmp_path / "edges.csv")
    assert (tmp_path / "edges.csv").read_text("utf-8") == to_csv(tiny_graph)
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    save_table(tiny_graph, tmp_path / "edges.parquet")
    again = pd.read_parquet(tmp_path / "edges.parquet")
    assert list(again["words"]) == list(to_table(tiny_graph)["words"])
    with pytest.raises(UnknownNameError, match="xlsx"):
        save_table(tiny_graph, tmp_path / "edges.xlsx")


# --- nouns show themselves ---------------------------------------------------------------------


def test_a_card_escapes_what_articles_say(tiny_graph: KnowledgeGraph) -> None:
    hostile = Actor(id="actor:x", name="<script>alert(1)</script>\x1b[31m", kind="person")
    shown = hostile._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "\x1b" not in shown
    nouns: list[Any] = [*tiny_graph.readings.values(), *tiny_graph.articles.values()]
    nouns += [*tiny_graph.edges(), *query.find_disputes(tiny_graph), *tiny_graph.events.values()]
    nouns += [r.attribution for r in tiny_graph.readings.values()]
    for noun in nouns:
        assert len(noun._repr_html_()) < 10_000
        assert "\n" not in str(noun)
        assert str(noun) != repr(noun)


def test_a_list_of_nouns_is_a_line_each_in_ipython(tiny_graph: KnowledgeGraph) -> None:
    pretty = pytest.importorskip("IPython.lib.pretty", reason="IPython is not installed")
    shown = pretty.pretty(list(tiny_graph.actors.values()))
    assert "Anna Kral (Syldavian foreign minister)" in shown
    assert "Actor(" not in shown


def test_rich_shows_fields_as_text_not_as_markup() -> None:
    from rich.console import Console  # noqa: PLC0415

    written = io.StringIO()
    Console(file=written, width=200).print(Claim(id="claim:1", label="[red]It rained[/red]"))
    assert "[red]It rained[/red]" in written.getvalue()


# --- kgraph ask --------------------------------------------------------------------------------


@pytest.fixture
def ask(tiny_graph: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - a function
    save(tiny_graph, tmp_path / "graph.json")

    def asked(*arguments: str, code: int = 0) -> str:
        assert main(["ask", *arguments, "--in", str(tmp_path)]) == code
        out, err = capsys.readouterr()
        return err if code else out

    return asked


QUESTIONS = [
    ("edges", "--speaker", "kral", "--edge-type", "accuses", "--since", "2023-05-01"),
    ("disputes",),
    ("standing", "dam"),
    ("origins", "dam"),
    ("positions", "Borduria", "dam", "--roll-up"),
    ("silences",),
    ("voices", "--by", "outlet", "--claim", "dam"),
    ("timeline", "--actor", "Kral"),
    ("around", "Kral", "--steps", "2"),
    ("ways", "Kral", "Borduria"),
    ("actor", "kral"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q[0])
def test_every_question_is_answered_in_every_form(ask: Any, question: tuple[str, ...]) -> None:  # noqa: ANN401
    assert len(ask(*question).splitlines()) >= 1
    assert "nothing found" not in ask(*question)
    rows = json.loads(ask(*question, "--format", "json"))
    table = [*csv.DictReader(io.StringIO(ask(*question, "--format", "csv")))]
    assert rows
    assert [list(row) for row in rows] == [list(row) for row in table]


def test_an_answer_of_nothing_says_so(ask: Any) -> None:  # noqa: ANN401
    assert ask("changes") == "nothing found\n"
    assert json.loads(ask("changes", "--format", "json")) == []


def test_news_are_asked_between_two_files(ask: Any, tmp_path: Path) -> None:  # noqa: ANN401
    save(KnowledgeGraph.of(), tmp_path / "before.json")
    assert "dispute" not in ask("news", str(tmp_path / "graph.json"))
    assert "Anna Kral" in ask("news", str(tmp_path / "before.json"))


def test_an_unknown_name_is_answered_with_the_nearest(ask: Any) -> None:  # noqa: ANN401
    assert "did you mean 'Borduria'" in ask("ways", "Kral", "Bordurja", code=1)


def test_a_graph_that_is_not_there_is_said_so_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "disputes", "--in", str(tmp_path / "out")]) == 1
    assert f"no graph there; make one: kgraph build INPUT -o {tmp_path / 'out'}" in (
        capsys.readouterr().err
    )


def test_people_are_shown_no_ids(ask: Any) -> None:  # noqa: ANN401
    for question in QUESTIONS[:-1]:
        assert "actor:" not in ask(*question)


def test_a_day_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["ask", "edges", "--since", "yesterday"])
    assert "YYYY-MM-DD" in capsys.readouterr().err
