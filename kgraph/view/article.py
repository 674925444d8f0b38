"""An article with its attributions marked: a page by itself, or a part of a notebook.

It needs no script. Each attribution has a class of its own, and a rule of the style sheet lets all
its words and its note in the margin stand out while one of them is pointed at or has the focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kgraph.edge_types import load_edge_types
from kgraph.model import Edge
from kgraph.query import find_article
from kgraph.view.page import encodable, policy, source, templates
from kgraph.view.passages import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Article, Reading
    from kgraph.view.passages import Line, Piece

_STANCE = {"for": "for", "against": "against", "open": "weighs"}


def article_page(
    graph: KnowledgeGraph, article: str, *, title: str | None = None, graph_page: str | None = None
) -> str:
    """Return the page of an article with its attributions marked, to be written as UTF-8.

    Args:
        graph: Where the article and its attributions are.
        article: Id of the article, or how it begins.
        title: Heading of the page; by default that of the article.
        graph_page: Relative address of the explorer; each attribution links to its edges there.

    Raises:
        UnknownNameError: If there is no such article.
    """
    found = graph.articles[find_article(graph, article)]
    shown = _shown(graph, found, graph_page)
    style = source("article.css", "article_page.css") + shown["rules"]
    return _written(
        "article.html",
        shown,
        title=encodable(title or found.title or found.id),
        graph_page=graph_page,
        style=style,
        csp=policy(scripts=[], style=style),
    )


def article_html(graph: KnowledgeGraph, article: str) -> str:
    """Return the same as a fragment for a notebook: all text escaped, no script.

    Args:
        graph: Where the article and its attributions are.
        article: Id of the article, or how it begins.

    Raises:
        UnknownNameError: If there is no such article.
    """
    found = graph.articles[find_article(graph, article)]
    shown = _shown(graph, found)
    style = source("article.css") + shown["rules"]
    return _written("article_part.html", shown, style=style, fragment=True)


def _written(template: str, shown: dict[str, Any], *, style: str, **values: object) -> str:
    from markupsafe import Markup  # noqa: PLC0415 - only to draw

    page = templates().get_template(template)
    return page.render(shown, style=Markup(style), **values)  # noqa: S704 - our own files


def _shown(
    graph: KnowledgeGraph, article: Article, graph_page: str | None = None
) -> dict[str, Any]:
    """Return what the templates show."""
    readings = [r for r in graph.in_text_order() if r.attribution.article == article.id]
    notes = [_note(graph, reading, i, graph_page) for i, reading in enumerate(readings)]
    lines = lines_of(article, [reading.attribution for reading in readings], whole=True)
    facts = [
        article.outlet,
        article.published and f"{article.published.day} {article.published:%B %Y}",
        article.author,
    ]
    url = article.url or ""
    return {
        "article": encodable(article.id),
        "heading": encodable(article.title or article.id),
        "facts": [encodable(fact) for fact in facts if fact],
        "url": encodable(url) if url.lower().startswith(("https://", "http://")) else None,
        "count": len(readings),
        "lines": list(_rows(notes, lines)),
        "rules": "\n".join(_rule(f"a{i}") for i in range(len(readings))),
    }


def _rule(name: str) -> str:
    return (
        f".kg-article:has(.{name}:is(:hover, :focus, :target)) .{name}"
        " { --lit: 2px; --shade: var(--mark-lit); }"
    )


def _rows(
    notes: Sequence[dict[str, Any]], lines: Iterable[Line | None]
) -> Iterable[dict[str, Any] | None]:
    """Yield each line with its pieces, and the notes on the attributions that start in it.

    A piece also has those that start with it: where a link to an attribution leads.
    """
    noted: set[int] = set()
    for line in lines:
        if line is None:
            yield None
            continue
        pieces: list[dict[str, Any]] = []
        for piece in line.pieces:
            starts = dict.fromkeys(m.owner for m in piece.marks if m.owner not in noted)
            noted |= set(starts)
            pieces.append(
                {
                    "text": encodable(piece.text),
                    "look": _look(piece),
                    "starts": [notes[owner] for owner in starts],
                }
            )
        yield {"pieces": pieces, "notes": [n for piece in pieces for n in piece["starts"]]}


def _look(piece: Piece) -> str:
    roles = dict.fromkeys(mark.role for mark in piece.marks)
    owners = dict.fromkeys(f"a{mark.owner}" for mark in piece.marks)
    return " ".join([*roles, *owners])


def _note(
    graph: KnowledgeGraph, reading: Reading, owner: int, graph_page: str | None
) -> dict[str, Any]:
    """Return what the margin says of an attribution, and the links to its edges."""
    links = _links(graph, reading, graph_page) if graph_page else {}
    ends = [*reading.targets, *(claim for claim, _ in reading.claims)]
    said = reading.attribution
    row = load_edge_types().get(said.edge_type or "")
    remarks = [
        said.certainty and said.certainty.replace("-", " "),
        "negated" if said.negated else None,
        "hearsay" if reading.hearsay else None,
    ]
    return {
        "look": f"a{owner}",
        "id": encodable(reading.id),
        "who": _names(graph, reading.speakers),
        "type": row.name if row else None,
        "definition": row.definition if row else None,
        "link": next((links[end] for end in ends if end in links), None),
        "whom": _names(graph, reading.targets),
        "via": _names(graph, reading.reported_via),
        "claims": [
            (_STANCE[stance], encodable(graph.claims[claim].label), links.get(claim))
            for claim, stance in reading.claims
        ],
        "remarks": [remark for remark in remarks if remark],
    }


def _links(graph: KnowledgeGraph, reading: Reading, page: str) -> dict[str, str]:
    """Return the addresses of the edges that an attribution proves, by the id of their end."""
    found: dict[str, str] = {}
    for speaker in reading.speakers if reading.plain else ():
        for end in graph.ends(reading, speaker):
            edge = Edge.id_of(speaker, str(reading.edge_type), end)
            found.setdefault(end, f"{page}#{urlencode({'edge': edge, 'at': reading.id})}")
    return found


def _names(graph: KnowledgeGraph, actors: Iterable[str]) -> str:
    return encodable(", ".join(graph.actors[actor].name for actor in actors))
