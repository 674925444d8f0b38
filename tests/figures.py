"""Measure the figures on the seeds and write them, and all that the docs say of them, anew.

    make figures

writes ``tests/gold/figures.json``, the tables between the ``figures`` marks in README and docs, and
the output of the README's examples. Read the difference before committing it.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kgraph
from kgraph.export import to_jsonl

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
SCORER = ROOT / "tests" / "scorers" / "score_graph.py"
COMMITTED = GOLD / "figures.json"
PAGES = (ROOT / "README.md", ROOT / "docs" / "quality.md")
_MARKED = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- /figures -->)", re.DOTALL)

MEANINGS = {
    "recall_core": "attributions that a reader must not miss, found",
    "precision": "attributions given that a reader would also give",
    "speaker": "of the found, with the right speaker",
    "edge_type_lenient": "of the found, with an edge type that a reader would accept",
    "edge_type_strict": "of the found, with the edge type that a reader put first",
    "accuses_f1": "F1 of `accuses`",
    "denies_f1": "F1 of `denies`",
    "targets_f1": "F1 of whom it is aimed at",
    "junk_targets": "targets given where there is none, for each attribution (less is better)",
    "certainty": "of those with words of certainty, with the right one",
    "false_certainty": "of the others, with one all the same (less is better)",
    "chain": "of those passed on or nested, with the right medium or frame",
    "claims_placed": "of those about a claim of the gold, given a claim",
    "claims_f1": "F1 of the pairs that share a claim",
    "stance": "of those about a disputed claim, on the right side",
    "disputes": "of the three disputed claims, found with both sides",
}
FLOORS = {
    "recall_core": 0.80,
    "precision": 0.75,
    "speaker": 0.85,
    "edge_type_lenient": 0.85,
    "accuses_f1": 0.70,
    "denies_f1": 0.70,
    "targets_f1": 0.70,
    "claims_placed": 0.90,
    "claims_f1": 0.75,
    "stance": 0.90,
    "disputes": 1.00,
}
LESS_IS_BETTER = {"junk_targets", "false_certainty"}


def measure(graph: kgraph.KnowledgeGraph) -> dict[str, float]:
    """Return the figures of the graph of the seeds, as the scorer gives them."""
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text(to_jsonl(graph), "utf-8")
        done = subprocess.run(
            [sys.executable, str(SCORER), str(GOLD / "seeds.jsonl"), str(predictions)],
            capture_output=True,
            text=True,
            check=True,
        )
    scores: dict[str, Any] = json.loads(done.stdout)
    scores |= {f"{name}_f1": of_type["f1"] for name, of_type in scores["types"].items()}
    return {name: scores[name] for name in MEANINGS}


def read_figures() -> dict[str, float]:
    """Return the committed figures."""
    found: dict[str, float] = json.loads(COMMITTED.read_text("utf-8"))
    return found


def with_tables(text: str, figures: Mapping[str, float]) -> str:
    """Return a page with the figures in all its marked tables."""

    def table(match: re.Match[str]) -> str:
        shown = FLOORS if match[2] == "short" else MEANINGS
        rows = "".join(
            f"| {MEANINGS[name]} | {figures[name]:.2f} | {_floor(name)} |\n" for name in shown
        )
        return f"{match[1]}| measure | figure | floor |\n|---|---|---|\n{rows}{match[3]}"

    return _MARKED.sub(table, text)


def _floor(name: str) -> str:
    return f"{FLOORS[name]:.2f}" if name in FLOORS else "–"


def with_output(text: str, names: dict[str, Any]) -> str:
    """Return a page whose examples show what they print now; those still right stay as they are."""
    checker = doctest.OutputChecker()
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    parts = []
    for part in doctest.DocTestParser().parse(text):
        if isinstance(part, str):
            parts.append(part)
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(part.source, "example", "single"), names)  # noqa: S102 - our own README
        got = printed.getvalue()
        shown = part.want if checker.check_output(part.want, got, flags) else got
        first, *rest = part.source.splitlines(keepends=True)
        parts += [f">>> {first}", *(f"... {line}" for line in rest), shown]
    return "".join(parts)


def main() -> None:
    """Write figures, tables and output."""
    graph = kgraph.build_graph(kgraph.read_articles(ROOT / "seeds"))
    figures = measure(graph)
    COMMITTED.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    for page in PAGES:
        text = with_tables(page.read_text("utf-8"), figures)
        if page.name == "README.md":
            with contextlib.chdir(ROOT):  # as a reader has it
                text = with_output(text, {})
        page.write_text(text, "utf-8")
    for name, figure in figures.items():
        sys.stdout.write(f"{name:20} {figure:.4f}\n")


if __name__ == "__main__":
    main()
