"""``distributed``: the same graph from two Spark workers as from this process."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pyspark", reason="needs the extra spark")
if shutil.which("java") is None:
    pytest.skip("needs Java 17 or newer", allow_module_level=True)

from benchmarks.spark import differences, made_up, session
from kgraph.distributed import build_tables, extract_findings, load_graph, write_graph
from kgraph.distributed.components import roots_of, stars
from kgraph.distributed.frames import node_key
from kgraph.documents import read_articles, record_to_article
from kgraph.errors import BrokenFileError, UnknownNameError
from kgraph.pipeline import build_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame, SparkSession

    from kgraph.graph import KnowledgeGraph

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SCHEMA = "id string, text string, outlet string, published string"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    made = session(**{"spark.sql.codegen.wholeStage": "false"})
    yield made
    made.stop()


@pytest.fixture(scope="module")
def records() -> list[dict[str, str | None]]:
    seeds: list[dict[str, str | None]] = [
        {"id": a.id, "text": a.text} for a in read_articles(SEEDS)
    ]
    firm: list[dict[str, str | None]] = [  # by the second alone it might be a person
        {"id": "firm-1", "text": "Levante Redes, a power company, said on Monday it was safe."},
        {"id": "firm-2", "text": "Levante Redes said on Tuesday that the line was old."},
    ]
    union: list[dict[str, str | None]] = [  # the first that appeared gives its id
        {
            "id": f"cell-{k}",
            "text": f"Rufus Caissie was found dead in Dorchester. The guards' union said {words}.",
            "published": f"2024-05-{day}",
        }
        for k, (words, day) in enumerate([("nobody beat him", 12), ("it was no murder", 11)])
    ]
    return [*made_up(40), *seeds, *firm, *union]


@pytest.fixture(scope="module")
def found(spark: SparkSession, records: list[dict[str, str | None]]) -> DataFrame:
    broken = [{"id": "empty", "text": " "}, {"id": "none", "text": None}]
    frame = spark.createDataFrame([*records, *broken], SCHEMA).repartition(2)
    return extract_findings(frame, extractor="rules", timeout=None).localCheckpoint()


@pytest.fixture(scope="module")
def graph(records: list[dict[str, str | None]]) -> KnowledgeGraph:
    return build_graph([record_to_article(r, where="") for r in records], extractor="rules")


@pytest.mark.model
def test_both_builds_give_the_same(found: DataFrame, graph: KnowledgeGraph, tmp_path: Path) -> None:
    tables = build_tables(found)
    write_graph(tables, str(tmp_path), parts=3)
    assert differences(graph, tables, tmp_path) == []
    assert len(graph.claims) > 20
    assert [a.kind for a in graph.actors.values() if a.name == "Levante Redes"] == ["organisation"]
    assert any(len({r.attribution.article for r in e.evidence}) > 1 for e in graph.edges())
    assert [a for a in graph.actors if "union" in a] == ["actor:cell-1/guards-union"]
    parts = [p.read_text("utf-8").splitlines() for p in (tmp_path / "nquads").glob("part-*")]
    assert sum(map(bool, parts)) == 3
    lines = [line for part in parts for line in part]
    assert len(lines) == len(set(lines))  # none in two parts
    actor = tables["actors"].where("kind = 'person'").first()
    assert actor is not None
    assert json.loads(actor["noun"])["name"] == actor["name"]


@pytest.mark.model
def test_a_broken_article_is_a_row_with_an_error(found: DataFrame) -> None:
    rows = {row["id"]: row for row in found.where("error is not null").collect()}
    assert sorted(rows) == ["empty", "none"]
    assert rows["empty"]["error"] == "empty: the text is empty; there is nothing to read"
    assert all(row["findings"] is None for row in rows.values())


def test_components_of_a_long_chain_and_of_a_star(spark: SparkSession) -> None:
    chain = [(f"{k:03}", f"{k + 1:03}") for k in range(60)]
    star = [("x", f"y{k}") for k in range(5)]
    rows = roots_of(spark.createDataFrame([*chain, *star, ("z", "z")], "a string, b string"))
    found = {row["a"]: row["b"] for row in rows.collect()}
    assert found == {f"{k + 1:03}": "000" for k in range(60)} | {f"y{k}": "x" for k in range(5)}


def test_stars_connect_what_the_pairs_do() -> None:
    assert list(stars("abcde", [(3, 4), (1, 3), (0, 2)])) == [("a", "c"), ("b", "d"), ("b", "e")]


def test_nodes_sort_as_orders_do() -> None:
    orders = [
        ("2023-05-01", "a", 2),
        ("2023-05-01", "a", 10),
        ("2023-05-01", "a b", 1),
        ("~", "a", 0),
    ]
    assert sorted(map(node_key, reversed(orders))) == [node_key(o) for o in orders]


def test_an_unknown_extractor_is_named_at_once(spark: SparkSession) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'rules'"):
        extract_findings(spark.createDataFrame([], SCHEMA), extractor="rule")  # type: ignore[arg-type]


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match="table of articles"):
        load_graph(tmp_path)
