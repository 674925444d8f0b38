"""The figures: above the floors, no worse than those committed, and the same in the docs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from figures import (
    FLOORS,
    LESS_IS_BETTER,
    MEANINGS,
    PAGES,
    ROOT,
    measure,
    read_figures,
    with_tables,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kgraph import KnowledgeGraph

TOLERANCE = 0.01


@pytest.fixture(scope="module")
def figures(seeds_graph: KnowledgeGraph) -> dict[str, float]:
    return measure(seeds_graph)


@pytest.mark.model
@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_is_below_its_floor(name: str, figures: dict[str, float]) -> None:
    assert figures[name] >= FLOORS[name]


@pytest.mark.model
@pytest.mark.parametrize("name", MEANINGS)
def test_no_figure_gets_worse(name: str, figures: dict[str, float]) -> None:
    """If it is worth it, or a figure got better: ``make figures`` writes the new ones."""
    worse = read_figures()[name] - figures[name]
    assert (-worse if name in LESS_IS_BETTER else worse) <= TOLERANCE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_docs_give_the_committed_figures(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "<!-- figures: " in text
    assert with_tables(text, read_figures()) == text


@pytest.mark.parametrize("scorer", ["score.py", "score_graph.py"])
def test_the_scorers_measure_what_they_say(scorer: str) -> None:
    program = ROOT / "tests" / "scorers" / scorer
    subprocess.run([sys.executable, str(program), "--selftest"], check=True, capture_output=True)
