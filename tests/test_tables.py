"""``tables``: one row for each piece of evidence."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pandas as pd
import pytest

from kgraph.graph import KnowledgeGraph
from kgraph.query import find_disputes, find_edges
from kgraph.tables import to_table

EDGE = ["speaker", "speaker_kind", "edge_type", "object", "object_kind", "stance"]
IDS = ["speaker_id", "object_id"]
READING = ["speakers", "edge_type", "targets", "claims"]
EVIDENCE = ["article", "start", "end", "words", "form", "certainty", "negated", "hearsay"]
EVIDENCE += ["said_on", "reported_via", "score", "attribution"]
ARTICLE = ["outlet", "title", "published"]


def record(table: pd.DataFrame, **where: str) -> dict[str, Any]:
    """Return the one row with these values, missing values as None."""
    for name, value in where.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return {k: None if pd.isna(v) else v for k, v in table.iloc[0].items()}


def test_a_graph_is_its_plain_edges(tiny_graph: KnowledgeGraph) -> None:
    table = to_table(tiny_graph)
    edges = tiny_graph.edges()
    assert list(table.columns) == EDGE + IDS + EVIDENCE + ARTICLE
    assert len(table) == sum(len(edge.evidence) for edge in edges)
    assert list(table["attribution"]) == [r.id for edge in edges for r in edge.evidence]


def test_a_row(tiny_graph: KnowledgeGraph) -> None:
    row = record(to_table(tiny_graph), speaker="Anna Kral", object_id="claim:dam")
    assert row == {
        "speaker": "Anna Kral",
        "speaker_kind": "person",
        "edge_type": "accuses",
        "object": "Borduria blew up the Szohôd dam",
        "object_kind": "claim",
        "stance": "for",
        "speaker_id": "actor:anna-kral",
        "object_id": "claim:dam",
        "article": "dam.txt",
        "start": 0,
        "end": 74,
        "words": "Borduria blew up the Szohôd dam",
        "form": "indirect",
        "certainty": None,
        "negated": False,
        "hearsay": False,
        "said_on": pd.Timestamp("2023-05-03"),
        "reported_via": None,
        "score": None,
        "attribution": row["attribution"],
        "outlet": "Klow Post",
        "title": "Dam blown up",
        "published": pd.Timestamp("2023-05-04"),
    }
    official = record(to_table(tiny_graph), edge_type="assesses")
    assert (official["reported_via"], official["certainty"]) == ("Klow Post", "possible")


def test_edges_without_their_graph_lack_what_only_it_knows(tiny_graph: KnowledgeGraph) -> None:
    found = find_edges(tiny_graph, edge_type="assesses")
    alone, whole = to_table(found), to_table(found, tiny_graph)
    assert list(alone.columns) == EDGE + IDS + EVIDENCE
    assert list(whole.columns) == EDGE + IDS + EVIDENCE + ARTICLE
    assert list(alone["reported_via"]) == ["actor:klow-post"]


def test_disputes_have_the_rows_of_both_sides(tiny_graph: KnowledgeGraph) -> None:
    disputes = find_disputes(tiny_graph)
    table = to_table(disputes, tiny_graph)
    assert list(table["stance"]) == ["for", "for", "against", "against", "open"]
    assert list(table["speaker"])[:2] == ["Anna Kral", "Syldavia"]
    assert set(table["object_id"]) == {"claim:dam"}
    assert list(to_table(disputes)["speaker"])[:2] == ["actor:anna-kral", "actor:syldavia"]


def test_a_reading_has_one_row(tiny_graph: KnowledgeGraph) -> None:
    table = to_table(tiny_graph.in_text_order(), tiny_graph)
    assert list(table.columns) == READING + EVIDENCE + ARTICLE
    assert len(table) == len(tiny_graph.readings)
    assert table["targets"][0] == "Borduria"
    assert table["claims"][0] == "Borduria blew up the Szohôd dam (for)"
    assert table["hearsay"].sum() == table["negated"].sum() == 1
    alone = to_table(tiny_graph.readings.values())
    assert "claim:dam (for)" in set(alone["claims"])


def test_days_are_days_and_numbers_numbers(tiny_graph: KnowledgeGraph) -> None:
    for table in (to_table(tiny_graph), to_table(KnowledgeGraph.of())):
        assert all(pd.api.types.is_datetime64_dtype(table[day]) for day in ("said_on", "published"))
        assert table["start"].dtype == table["end"].dtype == "int64"
        assert table["score"].dtype == "float64"
        assert table["negated"].dtype == table["hearsay"].dtype == "bool"
    assert to_table(tiny_graph)["published"].isna().any()


def test_nothing_found_is_an_empty_table_with_columns() -> None:
    assert list(to_table([]).columns) == EDGE + IDS + EVIDENCE


def test_what_is_no_result_is_refused() -> None:
    with pytest.raises(TypeError, match="'news'"):
        to_table(["news"])  # type: ignore[list-item]


def test_without_pandas_the_message_gives_the_command() -> None:
    program = (
        "import sys; sys.modules['pandas'] = None\n"
        "from kgraph.errors import MissingDependencyError\n"
        "from kgraph.tables import to_table\n"
        "try: to_table([])\n"
        "except MissingDependencyError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "pip install 'kgraph-attribution[pandas]'" in done.stdout
