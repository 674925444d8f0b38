"""``payload``: everything that the explorer shows, as plain data that JSON can hold.

``docs/explorer.md`` describes the shape. The page's scripts read it and nothing else.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from kgraph.edge_types import load_edge_types
from kgraph.view.boxes import boxes_of
from kgraph.view.scenes import Scene, disputes, scenes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Article, Attribution, Claim, Event, Reading

    Json = dict[str, Any]

FORMAT = 1
REACH = 280
ROLES = ("source", "cue", "content", "target")


def payload(graph: KnowledgeGraph, *, title: str | None = None) -> Json:
    """Return what the explorer shows of a graph, equal for equal graphs.

    Args:
        graph: Any graph, the empty one too.
        title: Heading of the page; by default it says how many articles there are.
    """
    edges = graph.edges()
    disputed = disputes(graph)
    shown = [r for r in graph.in_text_order() if r.edge_type or r.claims]
    return {
        "format": FORMAT,
        "title": title or _default_title(graph),
        "edge_types": _edge_types(),
        "articles": {article.id: _article(article) for article in graph.articles.values()},
        "actors": {actor.id: _actor(actor) for actor in graph.actors.values()},
        "claims": {c.id: _claim(c, graph.events.get(c.event or "")) for c in graph.claims.values()},
        "readings": {r.id: _reading(r, graph.articles[r.attribution.article]) for r in shown},
        "edges": {
            edge.id: {
                "speaker": edge.speaker.id,
                "type": edge.edge_type,
                "object": edge.object.id,
                "evidence": [reading.id for reading in edge.evidence],
            }
            for edge in edges
        },
        "disputes": list(disputed),
        "scenes": [_scene(scene) for scene in scenes(graph, boxes_of(graph, disputed))],
    }


def _default_title(graph: KnowledgeGraph) -> str:
    count = len(graph.articles)
    return f"Who says what in {count} article{'' if count == 1 else 's'}"


def _edge_types() -> list[Json]:
    return [
        {
            "name": edge_type.name,
            "definition": edge_type.definition,
            "colour": edge_type.colour,
            "dash": list(edge_type.dash),
        }
        for edge_type in load_edge_types().values()
    ]


def _article(article: Article) -> Json:
    return {
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }


def _actor(actor: Actor) -> Json:
    return {
        "name": actor.name,
        "kind": actor.kind,
        "aliases": list(actor.aliases),
        "affiliation": actor.affiliation,
        "role": actor.role,
        "same_as": actor.same_as,
    }


def _claim(claim: Claim, event: Event | None) -> Json:
    return {"label": claim.label, "agent": claim.agent, "event": event and _event(event)}


def _event(event: Event) -> Json:
    date = event.date.isoformat() if event.date else None
    return {"label": event.label, "place": event.place, "date": date}


def _reading(reading: Reading, article: Article) -> Json:
    attribution = reading.attribution
    return {
        "article": article.id,
        "start": attribution.start,
        "end": attribution.end,
        "type": reading.edge_type,
        "speakers": list(reading.speakers),
        "targets": list(reading.targets),
        "claims": [list(pair) for pair in reading.claims],
        "via": list(reading.reported_via),
        "within": attribution.within,
        "answers": reading.answers,
        "hearsay": reading.hearsay,
        "negated": attribution.negated,
        "form": attribution.form,
        "certainty": attribution.certainty,
        "said_on": attribution.said_on.isoformat() if attribution.said_on else None,
        "excerpt": excerpt(attribution, article.text),
    }


def _scene(scene: Scene) -> Json:
    return {
        "name": scene.name,
        "title": scene.title,
        "hint": scene.hint,
        "edges": list(scene.edges),
        "places": {name: list(place) for name, place in scene.places.items()},
        "arcs": scene.arcs,
        "columns": scene.columns,
    }


def excerpt(attribution: Attribution, text: str) -> Json:
    """Return the lines around an attribution, cut into pieces wherever a role starts or ends.

    A line that is very long is cut some way before and after the roles.

    Returns:
        ``pieces``: pairs of text and the roles that cover it, by offset; joined, the texts are a
        stretch of the article. ``before`` and ``after``: whether a long line was cut there.
    """
    if any(text[span.start : span.end] != span.text for span in attribution.spans):
        return _without_text(attribution)
    low = text.rfind("\n", 0, attribution.start) + 1
    high = text.find("\n", attribution.end)
    high = len(text) if high < 0 else high
    low = attribution.start - len(text[low : attribution.start].lstrip())
    high = attribution.end + len(text[attribution.end : high].rstrip())
    start, end = low, high
    if attribution.start - low > REACH:
        start = _word_after(text, attribution.start - REACH, attribution.start)
    if high - attribution.end > REACH:
        end = _word_before(text, attribution.end, attribution.end + REACH)
    pieces = _pieces(attribution, text, start, end)
    return {"pieces": pieces, "before": start > low, "after": end < high}


def _without_text(attribution: Attribution) -> Json:
    """Return the words of the roles alone, for a graph that came without its articles' texts."""
    roles = [(span, role) for role in ROLES for span in getattr(attribution, role)]
    pieces: list[list[str]] = []
    for span, role in sorted(roles):
        pieces += [[" … ", ""], [span.text, role]]
    return {"pieces": pieces[1:], "before": True, "after": True}


def _word_after(text: str, low: int, high: int) -> int:
    """Return where the first whole word between two offsets starts, ``low`` if there is none."""
    space = text.find(" ", low, high)
    return low if space < 0 else space + 1


def _word_before(text: str, low: int, high: int) -> int:
    """Return where the last whole word between two offsets ends, ``high`` if there is none."""
    space = text.rfind(" ", low, high)
    return high if space < 0 else space


def _pieces(attribution: Attribution, text: str, start: int, end: int) -> list[list[str]]:
    roles = [
        (role, max(span.start, start), min(span.end, end))
        for role in ROLES
        for span in getattr(attribution, role)
    ]
    inside = [(role, low, high) for role, low, high in roles if low < high]
    bounds = sorted({start, end} | _ends(inside))
    return [
        [text[low:high], " ".join(_covering(inside, low, high))]
        for low, high in itertools.pairwise(bounds)
    ]


def _ends(roles: Iterable[tuple[str, int, int]]) -> set[int]:
    return {bound for _, low, high in roles for bound in (low, high)}


def _covering(roles: Iterable[tuple[str, int, int]], low: int, high: int) -> list[str]:
    return list(dict.fromkeys(role for role, s, e in roles if s <= low and high <= e))
