"""The main job: articles in, a graph that a person explores out; and what damaged input does."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib

import kgraph
from kgraph.cli import main
from kgraph.export import to_jsonl

if TYPE_CHECKING:
    from kgraph import KnowledgeGraph

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
TWO = sorted(SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size)[:2]  # the shortest
FILES = {"articles", "graph.html", "graph.json", "graph.ttl"}
RAIN = '"It will rain," said Anna Kral. Borduria denied that.'

SPANS = ("source", "cue", "content", "target")
KINDS = {"person", "government", "organisation", "outlet", "group", "anonymous"}
CERTAINTIES = {
    *("low-confidence", "moderate-confidence", "high-confidence"),
    *("improbable", "possible", "probable", "certain", None),
}


def run(*arguments: str | Path, seed: int = 0, stdin: str | None = None) -> tuple[str, str]:
    """Return what a run of kgraph in a process of its own wrote, for a seed of Python's hashes."""
    done = subprocess.run(
        [sys.executable, "-m", "kgraph", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": str(seed)},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


# --- the main job ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return where ``kgraph build seeds`` wrote, and its summary."""
    folder = tmp_path_factory.mktemp("job") / "out"
    out, err = run("build", "seeds", "-o", folder)
    assert not err
    return folder, out


def test_it_writes_its_files(job: tuple[Path, str]) -> None:
    folder, _ = job
    assert {path.name for path in folder.iterdir()} == {*FILES, "findings.sqlite"}


def test_what_it_saves_is_the_graph(job: tuple[Path, str], seeds_graph: KnowledgeGraph) -> None:
    folder, _ = job
    assert kgraph.load(folder / "graph.json") == seeds_graph


def test_the_page_is_that_of_the_graph(job: tuple[Path, str], seeds_graph: KnowledgeGraph) -> None:
    folder, _ = job
    pages = {article: f"articles/{article}.html" for article in seeds_graph.articles}
    page = kgraph.to_html(seeds_graph, article_pages=pages)
    assert (folder / "graph.html").read_text("utf-8") == page
    for article, place in pages.items():
        page = kgraph.to_html(seeds_graph, article=article, graph_page="../graph.html")
        assert (folder / place).read_text("utf-8") == page


def test_rdflib_reads_all_attributions(job: tuple[Path, str], seeds_graph: KnowledgeGraph) -> None:
    folder, _ = job
    graph = rdflib.Graph().parse(folder / "graph.ttl")
    kind = rdflib.URIRef("https://w3id.org/kgraph/ns#Attribution")
    assert len(set(graph.subjects(rdflib.RDF.type, kind))) == len(seeds_graph.readings)


def test_the_summary_says_what_there_is(job: tuple[Path, str], seeds_graph: KnowledgeGraph) -> None:
    folder, out = job
    counts, *_, last = out.splitlines()
    assert counts.startswith(f"5 articles: {len(seeds_graph.readings)} attributions, ")
    assert last == f"open {folder / 'graph.html'}"
    lines = {" ".join(line.split()) for line in out.splitlines()}
    for dispute in kgraph.find_disputes(seeds_graph):
        assert str(dispute) in lines
    for edge_type in {edge.edge_type for edge in seeds_graph.edges()}:
        assert any(line.startswith(f"{edge_type} ") for line in lines)


def test_every_span_is_the_words_at_its_place(seeds_graph: KnowledgeGraph) -> None:
    for path in SEEDS.glob("*.txt"):
        assert seeds_graph.articles[path.name].text == path.read_bytes().decode("utf-8")
    for reading in seeds_graph.readings.values():
        said = reading.attribution
        text = seeds_graph.articles[said.article].text
        for span in (*said.spans, *said.target, *said.reported_via):
            assert text[span.start : span.end] == span.text


def test_boilerplate_attributes_nothing(seeds_graph: KnowledgeGraph) -> None:
    for reading in seeds_graph.readings.values():
        said = reading.attribution
        for start, end in seeds_graph.articles[said.article].boilerplate:
            assert not any(span.start < end and start < span.end for span in said.spans)


# --- who and what ------------------------------------------------------------------------------


def test_one_person_in_three_spellings(seeds_graph: KnowledgeGraph) -> None:
    found = {
        kgraph.find_actor(seeds_graph, name).id
        for name in ("Zelensky", "Zelenskyy", "Zelenskiy", "Volodymyr Zelensky")
    }
    assert len(found) == 1
    named = [a.name for a in seeds_graph.actors.values() if "zelensk" in a.name.casefold()]
    assert len(named) == 1


def test_one_government_under_three_names(seeds_graph: KnowledgeGraph) -> None:
    found = {
        kgraph.find_actor(seeds_graph, name).id for name in ("the Kremlin", "Moscow", "Russia")
    }
    assert found == {"actor:russia"}
    speaking = {
        span.text.removeprefix("the ").removeprefix("The "): reading.speakers
        for reading in seeds_graph.readings.values()
        for span in reading.attribution.source
    }
    for name in ("Kremlin", "Moscow", "Russia"):
        assert speaking[name] == ("actor:russia",)


@pytest.mark.parametrize(
    ("agent", "supporter", "opponent"),
    [("Ukraine", "Russia", "Zelensky"), ("US", "Peskov", "Kirby")],
)
def test_the_great_disputes_have_both_sides(
    seeds_graph: KnowledgeGraph, agent: str, supporter: str, opponent: str
) -> None:
    who = kgraph.find_actor(seeds_graph, agent).id
    (dispute,) = (d for d in kgraph.find_disputes(seeds_graph) if d.claim.agent == who)
    assert "Kremlin" in dispute.claim.label
    for name, side in ((supporter, dispute.supporters), (opponent, dispute.opponents)):
        actor = kgraph.find_actor(seeds_graph, name)
        voices = {actor.id, *(member.id for member in seeds_graph.members(actor.id))}
        assert any(voices & set(reading.speakers) for reading in side)
        assert len({reading.attribution.article for reading in side}) > 1


# --- records -----------------------------------------------------------------------------------


def check_record(record: dict[str, Any], *, text: str) -> None:
    """Assert that a line of ``kgraph extract`` has the agreed shape (docs/files.md)."""
    assert list(record) == ["id", "attributions"]
    ids = {attribution["id"] for attribution in record["attributions"]}
    for attribution in record["attributions"]:
        assert set(attribution) == {
            *("id", *SPANS, "form", "edge_type", "negated", "speakers", "targets", "claims"),
            *("answers", "within", "reported_via", "certainty", "score"),
        }
        for role in SPANS:
            for start, end in attribution[role]:
                assert 0 <= start < end <= len(text)
        assert attribution["form"] in {"direct", "indirect", "mixed"}
        assert isinstance(attribution["edge_type"], str | None)
        assert isinstance(attribution["negated"], bool)
        for speaker in attribution["speakers"]:
            assert set(speaker) == {"id", "name", "kind", "affiliation"}
            assert isinstance(speaker["affiliation"], str | None)
        for target in attribution["targets"]:
            assert set(target) == {"id", "name", "kind"}
        assert {a["kind"] for a in attribution["speakers"] + attribution["targets"]} <= KINDS
        for claim in attribution["claims"]:
            assert set(claim) == {"id", "label", "stance"}
            assert claim["stance"] in {"for", "against", "open"}
        assert attribution["within"] in {None, *ids}
        assert isinstance(attribution["answers"], str | None)
        assert all(isinstance(name, str) for name in attribution["reported_via"])
        assert attribution["certainty"] in CERTAINTIES
        assert attribution["score"] is None or 0 <= attribution["score"] <= 1


def test_records_have_the_agreed_shape(seeds_graph: KnowledgeGraph) -> None:
    records = [json.loads(line) for line in to_jsonl(seeds_graph).splitlines()]
    assert [record["id"] for record in records] == sorted(p.name for p in SEEDS.glob("*.txt"))
    for record in records:
        check_record(record, text=seeds_graph.articles[record["id"]].text)
    everything = [a for record in records for a in record["attributions"]]
    assert any(a["claims"] for a in everything)
    assert any(a["targets"] for a in everything)


def test_a_stream_gives_records_without_claims(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # of a .jsonl the id is kept, offsets are those of the field, and unknown fields are ignored
    lines: list[dict[str, Any]] = [
        {"id": "a", "text": RAIN, "attributions": 1},
        {"id": "b", "text": "\r\n" + RAIN},
    ]
    feed = "".join(json.dumps(line) + "\n" for line in lines)
    monkeypatch.setattr(sys, "stdin", io.StringIO(feed))
    assert main(["extract", "-", "--local"]) == 0
    out, err = capsys.readouterr()
    assert not err
    first, second = map(json.loads, out.splitlines())
    assert (first["id"], second["id"]) == ("a", "b")
    assert first["attributions"]
    for record, line in zip((first, second), lines, strict=True):
        check_record(record, text=line["text"])
        assert not any(a["claims"] for a in record["attributions"])
    moved = [[s + 2, e + 2] for a in first["attributions"] for s, e in a["content"]]
    assert moved == [span for a in second["attributions"] for span in a["content"]]


# --- the same bytes ----------------------------------------------------------------------------


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    one, two = TWO
    for path in TWO:
        (tmp_path / "folder").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "folder")
    run("build", one, two, "-o", tmp_path / "out1", seed=1)
    run("build", two, tmp_path / "folder", one, "-o", tmp_path / "out2", seed=2)
    pages = [f"articles/{path.name}.html" for path in TWO]
    for name in [*sorted(FILES - {"articles"}), *pages]:
        written = [(tmp_path / out / name).read_bytes() for out in ("out1", "out2")]
        assert written[0] == written[1], name


def test_extract_writes_what_was_built(seeds_graph: KnowledgeGraph) -> None:
    paths = sorted(SEEDS.glob("*.txt"), reverse=True)
    out, err = run("extract", *paths, "--format", "jsonl", seed=3)
    assert not err
    assert out == to_jsonl(seeds_graph)


# --- damaged input -----------------------------------------------------------------------------


DAMAGED = {
    "empty.txt": b"",
    "blank.txt": b" \n\n",
    "binary.txt": bytes(range(256)) * 8,
    "latin.txt": "Zürich said it rained.".encode("latin-1"),
    "long.txt": b"It rained. " * 500_000,
    "empty.jsonl": b"",
}


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Return a folder with one good article, damaged files, and a feed that is good in part."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, raw in DAMAGED.items():
        (folder / name).write_bytes(raw)
    (folder / "good.txt").write_text(RAIN, "utf-8")
    lines = ["{", "[1]", '{"id": "x"}', '{"text": 1}', json.dumps({"id": "fine", "text": RAIN})]
    (folder / "feed.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def test_damaged_articles_do_not_cost_the_others(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(damaged), "-o", str(tmp_path / "out")]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2 articles (10 could not be read): ")
    assert set(kgraph.load(tmp_path / "out" / "graph.json").articles) == {"good.txt", "fine"}
    messages = err.splitlines()
    assert len(messages) == 10
    named = [message.removeprefix("kgraph: ").split(": ")[0] for message in messages]
    places = {*DAMAGED, *(f"feed.jsonl:{line}" for line in (1, 2, 3, 4))}
    assert {Path(name).name for name in named} == places
    assert max(map(len, messages)) < 300


def test_strict_is_1_but_builds_the_others(damaged: Path, tmp_path: Path) -> None:
    assert main(["build", str(damaged), "-o", str(tmp_path / "out"), "--strict"]) == 1
    assert len(kgraph.load(tmp_path / "out" / "graph.json").articles) == 2


def test_nothing_read_is_1(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (damaged / "good.txt").unlink()
    (damaged / "feed.jsonl").unlink()
    assert main(["build", str(damaged), "-o", str(damaged / "out")]) == 1
    assert "no article could be read" in capsys.readouterr().err
    assert not (damaged / "out").exists()


def test_a_missing_path_is_1_before_any_work(
    damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", str(damaged / "good.txt"), "no/such.txt", "-o", str(damaged / "out")]
    assert main(arguments) == 1
    err = capsys.readouterr().err
    assert err == "kgraph: no/such.txt: no such file or directory; check the path\n"
    assert not (damaged / "out").exists()


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_missing_model_says_how_to_get_one(
    command: str, damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["-o", str(damaged / "out")] if command == "build" else []
    good = str(damaged / "good.txt")
    assert main([command, good, *where, "--model", "en_core_web_nowhere"]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert "'en_core_web_nowhere' is not installed" in err
    assert "python -m " in err
    assert err.count("\n") == 1


def test_an_article_without_attributions_is_an_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dull.txt").write_text("Rain. Wind. Rain.", "utf-8")
    assert main(["build", str(tmp_path), "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.startswith("1 article: 0 attributions, 0 actors, ")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*FILES, "findings.sqlite"}
