"""``to_html``: one page that shows a graph and needs nothing but itself.

pyvis carries the drawing (nodes, edges, options) and brings vis-network 9.1.2. Its own page is
not used: that loads scripts from elsewhere and runs markup found in names. Ours is an
autoescaped template whose data stand in JSON blocks, with a content security policy that allows
the two scripts and the style sheet in it, by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.edge_types import load_edge_types
from kgraph.view.boxes import RADIUS, Box, boxes_of
from kgraph.view.payload import payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgraph.graph import KnowledgeGraph

PARTS = ("graph", "dom", "places", "words", "picture", "panel", "table", "explorer")
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
    "edges": {"arrowStrikethrough": False, "selectionWidth": 1.2, "hoverWidth": 0.6},
}
SHAPES = {
    "government": "square",
    "organisation": "diamond",
    "group": "hexagon",
    "outlet": "triangle",
    "person": "dot",
    "anonymous": "dot",
    "claim": "box",
}


def to_html(graph: KnowledgeGraph, *, title: str | None = None) -> str:
    """Return the explorer of a graph: one HTML page, to be written as UTF-8.

    Equal graphs give equal text. Words from articles are shown and never run.

    Args:
        graph: Any graph, the empty one too.
        title: Heading of the page; by default it says how many articles there are.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> page = to_html(KnowledgeGraph.of())
        >>> page[:15]
        '<!doctype html>'
    """
    from jinja2 import Environment, PackageLoader  # noqa: PLC0415 - only to draw
    from markupsafe import Markup  # noqa: PLC0415 - only to draw
    from pyvis.network import Network

    shown = payload(graph, title=title)
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = _nodes(shown, boxes_of(graph, shown["disputes"]))
    network.edges = _edges(shown)
    network.options = _options(len(network.nodes) + len(network.edges))
    network.path = "explorer.html"
    network.templateEnv = Environment(
        loader=PackageLoader("kgraph.view"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    vis, script, style = _vis(), _sources(SCRIPTS), _sources(["explorer.css"])
    network.templateEnv.globals.update(
        title=_encodable(str(shown["title"])),
        payload=shown,
        parse=json.loads,
        csp=_policy(scripts=[vis, script], style=style),
        vis=Markup(vis),  # noqa: S704 - the library's own file
        script=Markup(script),  # noqa: S704 - our own files
        style=Markup(style),  # noqa: S704 - our own file
    )
    return str(network.generate_html())


def _nodes(shown: Mapping[str, Any], boxes: Mapping[str, Box]) -> list[dict[str, Any]]:
    """Return pyvis nodes for all actors and claims that some scene shows."""
    places = {n: p for scene in reversed(shown["scenes"]) for n, p in scene["places"].items()}
    nodes = []
    for name, (x, y) in sorted(places.items()):
        kind = shown["actors"][name]["kind"] if name in shown["actors"] else "claim"
        group = "dispute" if name in shown["disputes"] else kind
        box = boxes[name]
        node = {"id": name, "x": x, "y": y, "group": group, "lines": list(box.lines), "label": " "}
        node["shape"] = SHAPES[kind]
        if kind == "claim":
            node["widthConstraint"] = {"minimum": box.width, "maximum": box.width}
            node["heightConstraint"] = {"minimum": box.height}
            node["margin"] = dict.fromkeys(("top", "right", "bottom", "left"), 0)
        else:
            node["size"] = RADIUS[kind]
        nodes.append(node)
    return nodes


def _edges(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return pyvis edges: those of the graph, and a thin line to whom an actor speaks for."""
    types = load_edge_types()
    bends = _bends(shown["edges"])
    edges: list[dict[str, Any]] = [
        {
            "id": name,
            "from": edge["speaker"],
            "to": edge["object"],
            "width": round(min(1.5 + 1.2 * math.log2(len(edge["evidence"])), 8.0), 1),
            "dashes": list(types[edge["type"]].dash) or False,
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
            "smooth": bends[name],
        }
        for name, edge in shown["edges"].items()
    ]
    for name, actor in shown["actors"].items():
        if actor["affiliation"] in shown["actors"]:
            line = {"id": f"speaks-for:{name}", "from": name, "to": actor["affiliation"]}
            edges.append(line | {"width": 1, "smooth": False, "speaks_for": True})
    return edges


def _bends(edges: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the curves that keep the edges between the same two ends apart."""
    between: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, edge in sorted(edges.items()):
        between[tuple(sorted((edge["speaker"], edge["object"])))].append(name)
    bends: dict[str, Any] = {}
    for names in between.values():
        for i, name in enumerate(names):
            turn = (i - (len(names) - 1) / 2) * 0.28
            forward = edges[name]["speaker"] <= edges[name]["object"]
            clockwise = (turn > 0) == forward
            bends[name] = {
                "enabled": True,
                "type": "curvedCW" if clockwise else "curvedCCW",
                "roundness": round(abs(turn), 2),
            }
            if turn == 0:
                bends[name] = False
    return bends


def _options(things: int) -> dict[str, Any]:
    """Return the options of vis-network; large graphs hide lines while they move."""
    hide = things > MANY
    moving = {"hideEdgesOnDrag": hide, "hideEdgesOnZoom": hide}
    return OPTIONS | {"interaction": OPTIONS["interaction"] | moving}


def _vis() -> str:
    """Return the source of vis-network as pyvis brings it."""
    import pyvis

    lib = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    source = (lib / "vis-network.min.js").read_text("utf-8")
    head, _, tail = source.rpartition("//# sourceMappingURL=")
    return (head or tail).replace("</script", "<\\/script")


def _sources(names: Iterable[str]) -> str:
    folder = files("kgraph.view").joinpath("templates")
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)


def _policy(*, scripts: Iterable[str], style: str) -> str:
    """Return a content security policy that allows these sources and no other."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest())
    return f"'sha256-{digest.decode('ascii')}'"


def _encodable(text: str) -> str:
    """Return the text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
