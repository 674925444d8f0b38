"""``to_html``: one page that shows a graph and needs nothing but itself.

pyvis carries the drawing (nodes, edges, options) and brings vis-network 9.1.2. Its own page is
not used: that loads scripts from elsewhere and runs markup found in names. Ours is an
autoescaped template whose data stand in JSON blocks, with a content security policy that allows
the two scripts and the style sheet in it, by their hashes, and nothing else.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.edge_types import load_edge_types
from kgraph.view.article import article_page
from kgraph.view.boxes import CARD_WIDTH, RADIUS, Boxes
from kgraph.view.page import encodable, policy, source, templates
from kgraph.view.payload import payload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgraph.graph import KnowledgeGraph

PARTS = (
    *(
        "graph",
        "dom",
        "filters",
        "folding",
        "places",
        "layers",
        "words",
        "picture",
        "passages",
        "marks",
    ),
    *("panel", "article", "board", "table", "timeline", "exports", "finder", "links", "explorer"),
)
SCRIPTS = tuple(f"{part}.js" for part in PARTS)
MANY = 600
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "keyboard": False,
        "tooltipDelay": 250,
        "selectConnectedEdges": False,
        "zoomSpeed": 0.7,
    },
    "nodes": {"font": {"size": 1}, "borderWidth": 1.5, "borderWidthSelected": 2.5},
    "edges": {
        "arrowStrikethrough": False,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "selectionWidth": 1.2,
        "hoverWidth": 0.6,
    },
}
SHAPES = {
    "government": "square",
    "organisation": "diamond",
    "group": "hexagon",
    "outlet": "triangle",
    "person": "dot",
    "anonymous": "dot",
}


def to_html(  # noqa: PLR0913 - the options of one page, all by keyword
    graph: KnowledgeGraph,
    *,
    title: str | None = None,
    article: str | None = None,
    texts: bool = False,
    article_pages: Mapping[str, str] | None = None,
    graph_page: str | None = None,
) -> str:
    """Return the explorer of a graph: one HTML page, to be written as UTF-8.

    Equal graphs give equal text. Words from articles are shown and never run.

    Args:
        graph: Any graph, the empty one too.
        title: Heading of the page; by default it says how many articles there are.
        article: Id of an article, or how it begins: return the page of that article alone, with
            its attributions marked.
        texts: Include the whole texts of the articles, not only the lines of the attributions.
            They belong to others: think before publishing. The page of one article has it whole.
        article_pages: Relative addresses of the pages of articles, by id: the explorer links to
            them. ``save_pages`` writes all pages of a graph, linked.
        graph_page: Relative address of the explorer, to which the page of an article links.

    Raises:
        UnknownNameError: If there is no such article.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> page = to_html(KnowledgeGraph.of())
        >>> page[:15]
        '<!doctype html>'
    """
    from markupsafe import Markup  # noqa: PLC0415 - only to draw
    from pyvis.network import Network

    if article is not None:
        return article_page(graph, article, title=title, graph_page=graph_page)
    shown = payload(graph, title=title, texts=texts, pages=article_pages or {})
    portions = shown.pop("portions")
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = _nodes(graph, shown)
    network.edges = _edges(graph, shown)
    network.options = _options(len(network.nodes) + len(network.edges))
    network.path = "explorer.html"
    network.templateEnv = templates()
    vis, script, style = _vis(), source(*SCRIPTS), source("article.css", "explorer.css")
    network.templateEnv.globals.update(
        title=encodable(str(shown["title"])),
        payload=shown,
        portions=portions,
        parse=json.loads,
        csp=policy(scripts=[vis, script], style=style),
        vis=Markup(vis),  # noqa: S704 - the library's own file
        script=Markup(script),  # noqa: S704 - our own files
        style=Markup(style),  # noqa: S704 - our own file
    )
    return str(network.generate_html())


def _nodes(graph: KnowledgeGraph, shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return pyvis nodes for all actors and claims that some scene shows."""
    places = {n: p for scene in reversed(shown["scenes"]) for n, p in scene["places"].items()}
    boxes = Boxes(graph, shown["disputes"])
    nodes = []
    for name, (x, y) in sorted(places.items()):
        actor = graph.actors.get(name)
        node = {"id": name, "x": x, "y": y, "label": " ", "lines": list(boxes[name].lines)}
        if actor:
            node["group"] = actor.kind
        else:
            node["group"] = "dispute" if name in shown["disputes"] else "claim"
            node["heightConstraint"] = {"minimum": boxes[name].height}
        nodes.append(node)
    return nodes


def _edges(graph: KnowledgeGraph, shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return pyvis edges: those of the scenes, and a thin line to whom an actor speaks for."""
    types = list(load_edge_types().values())
    drawn = {name for scene in shown["scenes"] for name in scene["edges"]}
    there = {name for scene in shown["scenes"] for name in scene["places"]}
    nodes = [node["id"] for node in (*shown["actors"], *shown["claims"])]
    edges: list[dict[str, Any]] = [
        {
            "id": name,
            "from": nodes[speaker],
            "to": nodes[end],
            "width": round(min(1.5 + 1.2 * math.log2(len(evidence)), 8.0), 1),
            "dashes": list(types[edge_type].dash) or False,
        }
        for name, speaker, edge_type, end, evidence in shown["edges"]
        if name in drawn
    ]
    for name, actor in graph.actors.items():
        if name in there and actor.affiliation in graph.actors:
            edges.append({"id": f"speaks-for:{name}", "from": name, "to": actor.affiliation})
    return edges


def _options(things: int) -> dict[str, Any]:
    """Return the options of vis-network; large graphs hide lines while they move."""
    hide = things > MANY
    moving = {"hideEdgesOnDrag": hide, "hideEdgesOnZoom": hide}
    card = {
        "shape": "box",
        "widthConstraint": {"minimum": CARD_WIDTH, "maximum": CARD_WIDTH},
        "margin": dict.fromkeys(("top", "right", "bottom", "left"), 0),
    }
    kinds: dict[str, Any] = {
        kind: {"shape": shape, "size": RADIUS[kind]} for kind, shape in SHAPES.items()
    }
    return OPTIONS | {
        "interaction": OPTIONS["interaction"] | moving,
        "groups": kinds | {"claim": card, "dispute": card},
    }


def _vis() -> str:
    """Return the source of vis-network as pyvis brings it."""
    import pyvis

    lib = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    source = (lib / "vis-network.min.js").read_text("utf-8")
    head, _, tail = source.rpartition("//# sourceMappingURL=")
    return (head or tail).replace("</script", "<\\/script")
