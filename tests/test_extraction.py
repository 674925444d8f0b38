"""Cache and processes change how long it takes, and nothing in the graph."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kgraph.attribution.rules import RuleExtractor
from kgraph.cli import main
from kgraph.documents import read_articles
from kgraph.documents.shelf import Shelf
from kgraph.errors import ArticleError, UnknownNameError
from kgraph.export import load
from kgraph.findings import (
    extractor_named,
    findings_from_text,
    findings_to_text,
    read_findings,
)
from kgraph.gathered import Gathered
from kgraph.linguistics import DEFAULT_MODEL
from kgraph.model import Article
from kgraph.pipeline import build_graph, join
from kgraph.query import find_origins

if TYPE_CHECKING:
    from kgraph.findings import ExtractorName
    from kgraph.graph import KnowledgeGraph
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution

pytestmark = pytest.mark.model

SEEDS = Path(__file__).parent.parent / "seeds"
DAM = 'Anna Kral, the Swedish minister, said Norway bombed the dam. "Norway lies," she said.'


class Counting:
    """The rules; counts what it reads, kills or hangs where it is told to."""

    name = "counting/1"

    def __init__(self) -> None:
        self.read: list[str] = []

    def extract(self, parsed: ParsedArticle) -> list[Attribution]:
        self.read.append(parsed.article.id)
        if "POISON" in parsed.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "SLEEP" in parsed.text:
            time.sleep(600)
        return RuleExtractor().extract(parsed)


def articles(number: int) -> list[Article]:
    return [Article(id=f"{k}.txt", text=f"{DAM} It was day {k}.") for k in range(number)]


def build(
    some: list[Article], cache: Path, extractor: Counting | None = None
) -> tuple[KnowledgeGraph, list[str]]:
    counting = extractor or Counting()
    return build_graph(some, extractor=counting, cache=cache), counting.read


def test_findings_come_back_from_their_text_whole(seeds: list[Article]) -> None:
    for article in [*seeds, Article(id="a\ud800", text="Kral \ud800 said the dam was safe.")]:
        found = read_findings(article, model=DEFAULT_MODEL, extractor=RuleExtractor())
        assert findings_from_text(findings_to_text(found), article) == found


@pytest.mark.parametrize("extractor", ["tagger", "rules"])
@pytest.mark.parametrize("name", ["", "zz", "actor:us"])
def test_no_reading_depends_on_name_and_outlet(
    extractor: ExtractorName, name: str, seeds: list[Article]
) -> None:
    reader = extractor_named(extractor)
    for article in seeds[:2]:
        found = read_findings(article, model=DEFAULT_MODEL, extractor=reader)
        other = dataclasses.replace(
            article, id=name, title="T", outlet="CNN", author="A", url="https://example.org"
        )
        copied = read_findings(other, model=DEFAULT_MODEL, extractor=reader)
        assert findings_from_text(findings_to_text(copied), article) == found
        assert findings_to_text(findings_from_text(findings_to_text(copied), article)) == (
            findings_to_text(found)
        )


ANONYMOUS = (
    "KLOW - Norway bombed the Oslo dam on Monday, a senior Swedish official said. "
    "He said that Norway would deny it."
)


def in_media(text: str, *days: int) -> list[Article]:
    return [
        Article(id=f"{k}", text=text, outlet=f"Paper {k}", published=dt.date(2023, 5, day))
        for k, day in enumerate(days)
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_copies_are_read_once_and_stay_in_the_graph(
    workers: int, tmp_path: Path, seeds: list[Article]
) -> None:
    cache = tmp_path / "c.sqlite"
    given = [*in_media(ANONYMOUS, 4, 4, 4, 12), seeds[0], dataclasses.replace(seeds[0], id="copy")]
    graph = build_graph(given, extractor="rules", cache=cache, workers=workers)
    assert _number(cache) == 3  # of another day, "on Monday" is another
    reader = RuleExtractor()
    alone = [read_findings(a, model=DEFAULT_MODEL, extractor=reader) for a in given]
    assert graph == join(alone)
    assert {r.attribution.article for r in graph.readings.values()} == {a.id for a in given}


def test_copies_are_echoes_of_one_origin() -> None:
    graph = build_graph(in_media(ANONYMOUS, 4, 4, 4), extractor="rules")
    claim = next(c for c in graph.claims.values() if c.act == "responsible")
    (origin,) = find_origins(graph, claim)
    assert origin.outlets == ("Paper 0", "Paper 1", "Paper 2")
    assert {r.attribution.article for r in origin.readings} == {"0", "1", "2"}


def test_two_articles_of_one_id_are_not_taken_for_one() -> None:
    first, second = Article(id="a", text=DAM), Article(id="a", text=f"{DAM} Indeed.")
    errors: list[ArticleError] = []
    graph = build_graph([first, second, first], extractor="rules", on_error=errors.append)
    assert [str(e) for e in errors] == ["a: another article has this id; left out"]
    assert graph == build_graph([first], extractor="rules")


def test_memory_does_not_grow_with_the_articles() -> None:
    big = "x" * 100_000  # said in no words, so that reading it is quick
    found = read_findings(Article(id="a", text=DAM), model=DEFAULT_MODEL, extractor=RuleExtractor())

    def peak(number: int) -> int:
        tracemalloc.start()
        try:
            feed = io.StringIO(
                "".join(f'{{"id": "{k}", "text": "{big}{k}"}}\n' for k in range(number))
            )
            before = tracemalloc.get_traced_memory()[0]
            tracemalloc.reset_peak()
            with Gathered() as gathered:
                for article in Shelf(feed, on_error=print):
                    gathered.add(dataclasses.replace(found, article=article))
                assert len(gathered) == number
            return tracemalloc.get_traced_memory()[1] - before
        finally:
            tracemalloc.stop()

    peak(1)  # what is loaded and remembered once
    assert peak(40) < peak(4) + 5 * len(big)  # the 36 texts are not there


@pytest.fixture
def seeds() -> list[Article]:
    return read_articles(SEEDS)


def test_a_second_run_reads_nothing_and_one_change_reads_one(tmp_path: Path) -> None:
    some, cache = articles(4), tmp_path / "c.sqlite"
    graph, read = build(some, cache)
    assert read == [a.id for a in some]
    again, read = build(some, cache)
    assert (again, read) == (graph, [])
    for changed in (
        dataclasses.replace(some[2], text=some[2].text + " So it was."),
        dataclasses.replace(some[2], outlet="CNN"),  # its own "we" would mean another
    ):
        new = [*some[:2], changed, some[3]]
        found, read = build(new, cache)
        assert read == ["2.txt"]
        assert found == build_graph(new, extractor=RuleExtractor())


def test_another_extractor_or_kgraph_reads_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some, cache = articles(1), tmp_path / "c.sqlite"
    build(some, cache)
    other = Counting()
    other.name = "counting/2"
    assert build(some, cache, other)[1] == ["0.txt"]
    monkeypatch.setattr("kgraph.extraction._versions", lambda _: "of another day")
    assert build(some, cache)[1] == ["0.txt"]


def test_a_damaged_entry_is_read_anew(tmp_path: Path) -> None:
    some, cache = articles(3), tmp_path / "c.sqlite"
    graph, _ = build(some, cache)
    with closing(sqlite3.connect(cache)) as base, base:
        base.execute("UPDATE findings SET body = x'00' WHERE rowid = 2")
    again, read = build(some, cache)
    assert len(read) == 1
    assert again == graph
    assert build(some, cache)[1] == []


def test_what_was_finished_when_it_broke_off_is_kept(tmp_path: Path) -> None:
    class Breaking(Counting):
        def extract(self, parsed: ParsedArticle) -> list[Attribution]:
            if parsed.article.id == "3.txt":
                raise KeyboardInterrupt
            return super().extract(parsed)

    some, cache = articles(5), tmp_path / "c.sqlite"
    with pytest.raises(KeyboardInterrupt):
        build(some, cache, Breaking())
    assert build(some, cache)[1] == ["3.txt", "4.txt"]


def test_poison_and_hanging_cost_one_article_each(tmp_path: Path) -> None:
    some = articles(4)
    poison = Article(id="poison.txt", text=f"POISON. {DAM}")
    hangs = Article(id="hangs.txt", text=f"SLEEP. {DAM}")
    errors: list[ArticleError] = []
    seen: list[Article] = []
    given = [some[0], poison, some[1], hangs, *some[2:]]
    graph = build_graph(
        given,
        extractor=Counting(),
        workers=2,
        timeout=4,
        cache=tmp_path / "c.sqlite",
        on_error=errors.append,
        progress=seen.append,
    )
    assert seen == given  # in the order they came in
    assert [str(e).split(":")[0] for e in errors] == ["poison.txt", "hangs.txt"]
    assert graph == build_graph(some, extractor=RuleExtractor())
    assert build(some, tmp_path / "c.sqlite")[1] == []


@pytest.mark.parametrize(
    ("how", "workers"), [(signal.SIGKILL, "2"), (signal.SIGINT, "1")], ids=["kill -9", "Ctrl-C"]
)
def test_a_run_that_is_ended_goes_on(how: signal.Signals, workers: str, tmp_path: Path) -> None:
    some, cache = articles(40), tmp_path / "out" / "findings.sqlite"
    command = _build_command(some, tmp_path)
    process = subprocess.Popen(
        [*command, "--workers", workers],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        _wait_for_findings(cache, 2)
        process.send_signal(how)
        said = process.communicate(timeout=60)[1]
    finally:
        process.kill()
    if how == signal.SIGINT:
        assert (process.returncode, said) == (130, "kgraph: interrupted\n")
    _wait_for_the_end_of_all(process.pid)  # no worker is left behind
    kept = _number(cache)
    assert 2 <= kept < 40
    assert not (tmp_path / "out" / "graph.json").exists()
    assert main([*command[3:], "--resume"]) == 0
    assert _number(cache) == 40
    assert load(tmp_path / "out" / "graph.json") == build_graph(read_articles(tmp_path / "feed"))


def test_a_full_disk_is_said_in_one_line_and_costs_nothing_that_was_read(tmp_path: Path) -> None:
    some, cache = articles(12), tmp_path / "out" / "findings.sqlite"
    command = _build_command(some, tmp_path)
    full = ["sh", "-c", 'ulimit -f 100 && exec "$@"', "sh", *command]  # blocks of 512 bytes
    ended = subprocess.run(full, check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert re.fullmatch(r"kgraph: .*findings\.sqlite: .*run again\n", ended.stderr)
    assert not (tmp_path / "out" / "graph.json").exists()
    kept = _number(cache)
    assert 0 < kept < 12
    assert main([*command[3:], "--resume"]) == 0
    assert _number(cache) == 12
    assert load(tmp_path / "out" / "graph.json") == build_graph(read_articles(tmp_path / "feed"))


def _build_command(some: list[Article], folder: Path) -> list[str]:
    feed = folder / "feed"
    feed.mkdir()
    for article in some:
        (feed / article.id).write_text(article.text)
    return [sys.executable, "-m", "kgraph", "build", str(feed), "-o", str(folder / "out")]


def _wait_for_the_end_of_all(group: int) -> None:
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process went on")


def _wait_for_findings(path: Path, number: int) -> None:
    for _ in range(1200):
        if path.exists() and _number(path) >= number:
            return
        time.sleep(0.05)
    pytest.fail("nothing was kept in a minute")


def _number(path: Path) -> int:
    with closing(sqlite3.connect(path, timeout=30)) as base:
        try:
            return int(base.execute("SELECT count(*) FROM findings").fetchone()[0])
        except sqlite3.OperationalError:  # not yet begun
            return 0


def test_nothing_to_resume_and_no_such_extractor_are_said(tmp_path: Path) -> None:
    assert main(["build", str(SEEDS), "-o", str(tmp_path), "--resume"]) == 1
    assert not (tmp_path / "graph.json").exists()
    with pytest.raises(UnknownNameError):
        build_graph([], extractor="taggr")  # type: ignore[arg-type]
