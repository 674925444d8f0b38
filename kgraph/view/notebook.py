"""A graph in a notebook: a small table as its face; the explorer or an article on request."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph.edge_types import load_edge_types
from kgraph.view.scenes import disputes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Article, Reading

MOST = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that Jupyter shows as HTML.

    Attributes:
        html: The fragment, all text of articles escaped in it.
    """

    html: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self.html


def show(
    graph: KnowledgeGraph,
    *,
    article: str | Article | None = None,
    title: str | None = None,
    height: int = 720,
) -> Shown:
    """Return the explorer in a sandboxed frame, or an article with its attributions marked.

    As the last value of a cell in Jupyter it is shown; ``.html`` is the fragment itself. Its output
    holds the whole page, so clear it before you keep a notebook.

    Args:
        graph: Any graph.
        article: Show this article, named by its id or by how the id begins.
        title: Heading of the explorer.
        height: Of the explorer, in pixels.

    Raises:
        UnknownNameError: If there is no such article.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> show(KnowledgeGraph.of()).html.startswith("<iframe")
        True
    """
    if article is None:
        return Shown(explorer_frame(graph, title=title, height=height))
    from kgraph.view.article import article_html  # noqa: PLC0415 - only where it is shown

    name = article if isinstance(article, str) else article.id
    return Shown(article_html(graph, name))


def graph_html(graph: KnowledgeGraph) -> str:
    """Return a summary of the graph as an HTML fragment: edge types, loudest actors, disputes.

    A few kilobytes, with all text escaped and no script, so that a saved notebook stays small.
    """
    edges = graph.edges()
    types = Counter(edge.edge_type for edge in edges)
    voices = Counter(speaker for r in graph.readings.values() if r.plain for speaker in r.speakers)
    loudest = sorted(voices, key=lambda actor: (-voices[actor], actor))[:MOST]
    counts = ", ".join(
        f"{len(table)} {noun}{'' if len(table) == 1 else 's'}"
        for table, noun in (
            (graph.articles, "article"),
            (graph.actors, "actor"),
            (graph.claims, "claim"),
            (edges, "edge"),
        )
    )
    parts = [
        f"<p><strong>KnowledgeGraph</strong>: {counts}</p>",
        _table(
            ("edge type", "edges"),
            [(name, str(types[name])) for name in load_edge_types() if types[name]],
        ),
        _table(
            ("actor", "kind", "attributions"),
            [(graph.actors[a].name, graph.actors[a].kind, str(voices[a])) for a in loudest],
        ),
        _table(("disputed claim", "for", "against", "weighs"), _dispute_rows(graph)),
    ]
    return "<div>" + "".join(parts) + "</div>"


def _dispute_rows(graph: KnowledgeGraph) -> list[tuple[str, ...]]:
    rows = []
    for claim in disputes(graph)[:MOST]:
        sides = graph.sides(claim)
        names = (_speakers(graph, sides[stance]) for stance in ("for", "against", "open"))
        rows.append((graph.claims[claim].label, *names))
    return rows


def _speakers(graph: KnowledgeGraph, readings: Iterable[Reading]) -> str:
    """Return the names of those who speak plainly in these readings, the first few of many."""
    names = list(
        dict.fromkeys(graph.actors[s].name for r in readings if r.plain for s in r.speakers)
    )
    more = f", +{len(names) - MOST}" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    titles = "".join(f'<th style="text-align:left">{html.escape(title)}</th>' for title in head)
    lines = "".join(
        "<tr>"
        + "".join(f'<td style="text-align:left">{html.escape(cell)}</td>' for cell in row)
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{lines}</tbody></table>"


def explorer_frame(graph: KnowledgeGraph, *, title: str | None = None, height: int = 720) -> str:
    """Return the explorer in a sandboxed frame, to be shown in a notebook.

    Args:
        graph: Any graph.
        title: Heading of the page.
        height: Of the frame, in pixels.
    """
    from kgraph.view.explorer import to_html  # noqa: PLC0415 - only where it is shown

    page = html.escape(to_html(graph, title=title))
    return (
        f'<iframe title="kgraph explorer" sandbox="allow-scripts allow-downloads" '
        f'style="width:100%;height:{int(height)}px;border:1px solid #ccc;border-radius:6px" '
        f'srcdoc="{page}"></iframe>'
    )
