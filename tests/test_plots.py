"""``plots``: what they show, that they are saved equal, that no text of an article is a formula."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kgraph.query import find_disputes, find_timeline

if TYPE_CHECKING:
    from pathlib import Path

    from kgraph.graph import KnowledgeGraph

pytest.importorskip("matplotlib", reason="matplotlib is not installed")

from kgraph.plots import plot_accusations, plot_stances, plot_timeline


def lengths(axes: Any) -> list[float]:  # noqa: ANN401 - bars are patches to the types
    return [bar.get_width() for bar in axes.patches]


ALL = (plot_accusations, plot_timeline, plot_stances)


def test_accusations_are_counted_by_speaker_and_target(tiny_graph: KnowledgeGraph) -> None:
    axes = plot_accusations(tiny_graph).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Anna Kral", "Syldavia"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Borduria"]
    assert [text.get_text() for text in axes.texts] == ["1", "1"]
    rolled = plot_accusations(tiny_graph, roll_up=True).axes[0]
    assert [text.get_text() for text in rolled.texts] == ["2"]


def test_a_timeline_counts_what_has_no_day(tiny_graph: KnowledgeGraph) -> None:
    axes = plot_timeline(tiny_graph).axes[0]
    undated = [m for m in find_timeline(tiny_graph) if m.date is None]
    assert axes.get_title() == f"Who spoke when ({len(undated)} more without a day)"
    assert sum(int(text.get_text()) for text in axes.texts) == 4


def test_bars_are_as_long_as_the_sides(tiny_graph: KnowledgeGraph) -> None:
    axes = plot_stances(tiny_graph).axes[0]
    (dispute,) = find_disputes(tiny_graph)
    sides = (dispute.supporters, dispute.opponents, dispute.undecided)
    assert lengths(axes) == [len(side) for side in sides]
    one = plot_stances(tiny_graph, ["condemned"]).axes[0]
    assert lengths(one) == [0, 1, 0]


@pytest.mark.parametrize("plot", ALL)
def test_plots_are_saved_with_equal_bytes(plot, tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    for suffix in ("png", "svg"):
        paths = [tmp_path / f"{k}.{suffix}" for k in "ab"]
        for path in paths:
            plot(tiny_graph).savefig(path)
        assert paths[0].read_bytes() == paths[1].read_bytes()
    assert plot(tiny_graph)._repr_png_().startswith(b"\x89PNG")


def test_words_of_articles_are_no_formulas(tiny_graph: KnowledgeGraph) -> None:
    hostile = "$\\frac{1}$ <script>alert(1)</script>"
    actors = {i: dataclasses.replace(a, name=hostile) for i, a in tiny_graph.actors.items()}
    claims = {i: dataclasses.replace(c, label=hostile) for i, c in tiny_graph.claims.items()}
    graph = dataclasses.replace(tiny_graph, actors=actors, claims=claims)
    for plot in ALL:
        written = io.StringIO()
        plot(graph).savefig(written, format="svg")
        assert "<script" not in written.getvalue()


def test_without_matplotlib_the_message_gives_the_command() -> None:
    program = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import kgraph\n"
        "try: kgraph.plot_stances(kgraph.KnowledgeGraph.of())\n"
        "except kgraph.MissingDependencyError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "pip install 'kgraph-attribution[plots]'" in done.stdout
