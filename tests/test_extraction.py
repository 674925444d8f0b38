"""Cache and processes change how long it takes, and nothing in the graph."""

from __future__ import annotations

import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kgraph.attribution.rules import RuleExtractor
from kgraph.cli import main
from kgraph.documents import read_articles
from kgraph.errors import ArticleError, UnknownNameError
from kgraph.findings import findings_from_text, findings_to_text, read_findings
from kgraph.linguistics import DEFAULT_MODEL
from kgraph.model import Article
from kgraph.pipeline import build_graph

if TYPE_CHECKING:
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
        timeout=10,
        cache=tmp_path / "c.sqlite",
        on_error=errors.append,
        progress=seen.append,
    )
    assert seen == given  # in the order they came in
    assert [str(e).split(":")[0] for e in errors] == ["poison.txt", "hangs.txt"]
    assert graph == build_graph(some, extractor=RuleExtractor())
    assert build(some, tmp_path / "c.sqlite")[1] == []


def test_a_run_that_is_killed_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    feed = tmp_path / "feed"
    feed.mkdir()
    for article in articles(60):
        (feed / article.id).write_text(article.text)
    command = [sys.executable, "-m", "kgraph", "build", str(feed), "-o", str(out)]
    process = subprocess.Popen([*command, "--workers", "1"], stdout=subprocess.DEVNULL)
    try:
        _wait_for_findings(out / "findings.sqlite", 3)
    finally:
        process.kill()
        process.wait()
    kept = _number(out / "findings.sqlite")
    assert 3 <= kept < 60
    done = subprocess.run([*command, "--resume"], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("60 articles: ")
    assert _number(out / "findings.sqlite") == 60


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
