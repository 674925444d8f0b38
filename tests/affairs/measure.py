"""Measure how well the program reads the articles on other affairs: see README.md beside this."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import kgraph
from kgraph.export import to_jsonl

HERE = Path(__file__).resolve().parent
SCORER = HERE.parent / "scorers" / "score_graph.py"
COMMITTED = HERE / "figures.json"
SETS = ("dev", "held")
PLAIN = (
    "recall_core",
    "precision",
    "speaker",
    "edge_type_lenient",
    "targets_f1",
    "stance",
    "claims_f1",
    "disputes",
)
TYPES = ("accuses", "denies")


def measure(name: str) -> dict[str, float]:
    """Return the figures of one set, as the scorer gives them; precision too of two edge types."""
    folder = HERE / name
    program = [sys.executable, str(SCORER)]
    graph = kgraph.build_graph(kgraph.read_articles(folder / "texts"))
    with tempfile.TemporaryDirectory() as temporary:
        predictions = Path(temporary) / "predictions.jsonl"
        predictions.write_text(to_jsonl(graph), encoding="utf-8")
        files = [str(folder / "gold.jsonl"), str(predictions)]
        options = ["--texts", str(folder / "texts"), "--claims", str(folder / "claims.json")]
        done = subprocess.run(
            [*program, *files, *options],
            capture_output=True,
            text=True,
            check=True,
        )
    scores: dict[str, Any] = json.loads(done.stdout)
    figures = {key: scores[key] for key in PLAIN}
    for edge_type in TYPES:
        figures |= {f"{edge_type}_{k}": scores["types"][edge_type][k] for k in ("p", "r")}
    return figures


def main() -> None:
    """Print the figures of both sets; write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write figures.json")
    arguments = parser.parse_args()
    text = json.dumps({name: measure(name) for name in SETS}, indent=1) + "\n"
    sys.stdout.write(text)
    if arguments.write:
        COMMITTED.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
