"""One corpus by one machine and by Spark: ``python -m benchmarks.spark 1000``.

Short articles are made up, extracted once by Spark with two workers, and joined by both builds. It
prints the time of each and whether graph, N-Quads and tables are equal; if not, it exits with 1.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.distributed import build_tables, extract_findings, load_graph, write_graph
from kgraph.distributed.findings import findings_of
from kgraph.pipeline import join
from kgraph.rdf import write
from kgraph.tables import to_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyspark.sql import DataFrame, SparkSession

    from kgraph.graph import KnowledgeGraph

FIRST_DAY = dt.date(2023, 5, 1)
SPEAKERS = (
    "Russian foreign minister Anna Kral",
    "Kremlin spokesman Pavel Ivanov",
    "Ukrainian defence minister Oleh Kravets",
    "Ukrainian army spokesman Pavlo Ivanov",
    "Turkish president Kemal Aydin",
    "US envoy John Carter",
    "opposition leader Carlos Vidal Ortega",
    "police chief J. Carter",
)
LATER = ("Kral", "Ivanov", "Kravets", "Aydin", "Carter", "Vidal", "A senior official", "He")
PLACES = ("Kremlin", "Kakhovka dam", "Nova bridge", "Odesa port", "Izmir hospital", "Lviv school")
DOERS = ("Russia", "Ukraine", "Turkey", "Iran", "the Northern Front")
OUTLETS = ("TASS", "Reuters", "The Klow Post", None)
CLAIMS = (
    "{doer} attacked the {place} on {day}",
    "{doer} was behind the attack on the {place}",
    "the war will last until winter",
    "grain prices will rise in the spring of next year",
    "{doer} knew of the attack on the {place}",
    "the talks about the {place} had failed",
)
SENTENCES = (
    "{speaker} said that {claim}.",
    "{speaker} accused {doer} of blowing up the {place}.",
    "{doer} denied any role in the attack on the {place}.",
    "{later} denied that {claim}.",
    "{later} could not confirm that {claim}, Reuters reported.",
    "“We did not attack the {place},” {later} said.",
    "{doer} attacked the {place} on {day}.",
)


def made_up(number: int, *, seed: int = 1) -> list[dict[str, str | None]]:
    """Return as many records of short articles as asked for, over a year."""
    chance = random.Random(seed)
    records: list[dict[str, str | None]] = []
    for k in range(number):
        published = FIRST_DAY + dt.timedelta(days=chance.randrange(365))
        names = {
            "doer": chance.choice(DOERS),
            "place": chance.choice(PLACES) if k % 3 else f"Depot {k // 9} bridge",
            "day": published.strftime("%A"),
            "speaker": chance.choice(SPEAKERS),
            "later": chance.choice(LATER),
        }
        said = [
            chance.choice(SENTENCES).format(claim=chance.choice(CLAIMS).format(**names), **names)
            for _ in range(chance.randrange(2, 5))
        ]
        text = " ".join([SENTENCES[0].format(claim=CLAIMS[0].format(**names), **names), *said])
        records.append(
            {
                "id": f"made-{k:06}",
                "text": text,
                "outlet": chance.choice(OUTLETS),
                "published": published.isoformat(),
            }
        )
    return records


def session(**more: str) -> SparkSession:
    """Return a session with two workers on this machine."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    known = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    made = SparkSession.builder.master("local[2]").appName("kgraph")
    for name, value in {**known, **more}.items():
        made = made.config(name, value)
    found: SparkSession = made.getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    return found


def differences(graph: KnowledgeGraph, tables: Mapping[str, DataFrame], folder: Path) -> list[str]:
    """Return in what the written build by Spark is not the graph."""
    found = [] if load_graph(folder) == graph else ["graph"]
    parts = sorted((folder / "nquads").glob("part-*"))
    lines = [line for part in parts for line in part.read_text("utf-8").split("\n")[:-1]]
    if sorted(lines) != sorted("".join(write(graph, "nquads")).split("\n")[:-1]):
        found.append("nquads")
    rows = {
        "evidence": [
            {**row, "edge": edge.id} for edge in graph.edges() for row in to_rows(edge, graph)
        ],
        "edges": to_rows(graph, per="edge"),
    }
    for name, expected in rows.items():
        given = [row.asDict() for row in tables[name].collect()]
        if sorted(map(_known, given)) != sorted(map(_known, expected)):
            found.append(name)
    return found


def _known(row: Mapping[str, Any]) -> str:
    return repr(sorted((name, str(value)) for name, value in row.items()))


def main() -> None:
    """Make the articles, build both graphs, and say whether they are equal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=1000)
    parser.add_argument("--extractor", choices=("tagger", "rules"), default="rules")
    options = parser.parse_args()
    spark = session()
    schema = "id string, text string, outlet string, published string"
    frame = spark.createDataFrame(made_up(options.articles), schema).repartition(2)
    with tempfile.TemporaryDirectory() as folder:
        at = time.perf_counter()
        extract_findings(frame, extractor=options.extractor).write.parquet(f"{folder}/findings")
        print(f"extraction {time.perf_counter() - at:.0f} s (2 processes)")
        found = spark.read.parquet(f"{folder}/findings")
        at = time.perf_counter()
        tables = build_tables(found)
        print(f"joining by Spark {time.perf_counter() - at:.0f} s")
        at = time.perf_counter()
        write_graph(tables, f"{folder}/graph", parts=4)
        print(f"writing by Spark {time.perf_counter() - at:.0f} s")
        at = time.perf_counter()
        graph = join(findings_of(row.asDict()) for row in found.where("error is null").collect())
        print(f"joining here {time.perf_counter() - at:.0f} s: {graph!r}")
        unequal = differences(graph, tables, Path(folder) / "graph")
    print(
        f"not equal: {', '.join(unequal)}" if unequal else "equal: graph, nquads, evidence, edges"
    )
    sys.exit(1 if unequal else 0)


if __name__ == "__main__":
    main()
