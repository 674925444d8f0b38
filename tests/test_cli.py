"""``cli``: arguments, exit codes and messages. What needs the models is tested end to end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kgraph
from kgraph import cli
from kgraph.cli import main
from kgraph.export import save

if TYPE_CHECKING:
    from kgraph.graph import KnowledgeGraph

COMMANDS = ("build", "extract", "view", "bench", "query", "publish", "validate")


@pytest.fixture
def saved(tiny_graph: KnowledgeGraph, tmp_path: Path) -> Path:
    save(tiny_graph, tmp_path / "graph.json")
    return tmp_path / "graph.json"


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kgraph", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


# --- usage -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_has_examples(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main([*command, "--help"])
    assert stop.value.code == 0
    assert (
        f"kgraph {' '.join(command) or 'build'} " in capsys.readouterr().out.split("examples:")[1]
    )


def test_every_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    out = capsys.readouterr().out
    assert all(f"\n    {name} " in out for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("kgraph ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["draw"],
        ["build", "seeds"],
        ["build", "-o", "out"],
        ["extract"],
        ["extract", "seeds", "--format", "xml"],
        ["view"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    assert "usage: kgraph" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    heavy = "spacy numpy networkx pandas rdflib rich pyvis onnxruntime kgraph.graph".split()
    program = (
        "import sys\nfrom kgraph.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"sys.exit(' '.join(name for name in {heavy} if name in sys.modules) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert not done.stderr


# --- errors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["build", "-o", "out", "nowhere"], ["extract", "nowhere"], ["view", "nowhere.json"]],
)
def test_a_missing_path_is_one_line_and_1(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("kgraph: nowhere")
    assert err.count("\n") == 1
    assert not Path("out").exists()


def test_a_missing_path_stops_the_others_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rain.txt").write_text("It rained.", "utf-8")
    assert cli.main(["extract", str(tmp_path / "rain.txt"), str(tmp_path / "snow.txt")]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert "snow.txt" in err


def test_damaged_articles_are_reported_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"id": "a"}\nnot json\n', "utf-8")
    assert cli.main(["extract", str(feed)]) == 1
    out, err = capsys.readouterr()
    assert not out
    first, second, last = err.splitlines()
    assert "feed.jsonl:1" in first
    assert "feed.jsonl:2" in second
    assert "no article could be read" in last


def test_standard_input_is_jsonl() -> None:
    done = run("extract", "-", stdin='{"id": "a"}\n')
    assert done.returncode == 1
    assert not done.stdout
    assert "stdin:1" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("raw", ["", "{", '{"format": "kgraph", "version": 99}'])
def test_a_broken_graph_is_one_line_and_1(
    raw: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "graph.json").write_text(raw, "utf-8")
    assert cli.main(["view", str(tmp_path / "graph.json")]) == 1
    err = capsys.readouterr().err
    assert "graph.json: " in err
    assert err.count("\n") == 1


# --- view and the summary ----------------------------------------------------------------------


def test_view_writes_the_page_beside_the_graph(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["view", str(saved)]) == 0
    page = saved.with_suffix(".html")
    assert capsys.readouterr().out == f"open {page}\n"
    assert "Anna Kral" in page.read_text("utf-8")


def test_view_writes_where_it_is_told(saved: Path) -> None:
    page = saved.parent / "page.html"
    assert cli.main(["view", str(saved), "-o", str(page)]) == 0
    assert page.exists()


def test_view_writes_one_article(saved: Path) -> None:
    page = saved.with_name("dam.html")
    assert cli.main(["view", str(saved), "--article", "dam", "-o", str(page)]) == 0
    assert page.read_text("utf-8") == kgraph.to_html(kgraph.load(saved), article="dam.txt")
    assert cli.main(["view", str(saved), "--article", "nowhere", "-o", str(page)]) == 1


def test_view_has_whole_texts_on_request(saved: Path) -> None:
    page = saved.with_suffix(".html")
    assert cli.main(["view", str(saved), "--texts", "--title", "Dams"]) == 0
    assert page.read_text("utf-8") == kgraph.to_html(kgraph.load(saved), texts=True, title="Dams")


def test_view_says_where_it_cannot_write(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["view", str(saved), "-o", str(saved / "page.html")]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"kgraph: {saved / 'page.html'}: ")
    assert err.count("\n") == 1


# --- bench -------------------------------------------------------------------------------------


@pytest.mark.model
def test_bench_prints_both_rates_and_their_ratio(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Kral said the dam was safe. Novak denied it.", "utf-8")
    assert cli.main(["bench", str(tmp_path / "a.txt"), "--extractor", "rules"]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert (measured["articles"], measured["words"]) == (1, 9)
    rates = [measured[f"{name}_articles_per_cpu_second"] for name in ("extraction", "spacy")]
    assert measured["ratio"] == pytest.approx(rates[0] / rates[1], rel=0.1)


@pytest.mark.model
def test_corrections_that_do_not_apply_are_said_and_fail_under_strict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Anna Kral said the dam was safe.", "utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text('[[rename]]\nname = "Nobody"\nto = "Somebody"\n', "utf-8")
    out = str(tmp_path / "out")
    asked = ["build", str(article), "-o", out, "--corrections", str(mine)]
    assert main(asked) == 0
    assert "rename 1: there is no actor called 'Nobody'" in capsys.readouterr().err
    assert main([*asked, "--strict"]) == 1
    mine.write_text("[[merge]]\n", "utf-8")
    assert main(asked) == 1
    assert "unknown table 'merge'" in capsys.readouterr().err
