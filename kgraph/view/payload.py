"""``payload``: everything that the explorer shows, as plain data that JSON can hold.

``docs/explorer.md`` describes the shape. The page's scripts read it and nothing else. What a page
needs to open is small: long tables are rows of numbers that point into other tables, and the words
of the articles stand apart, in portions that the page reads when somebody asks for them.
"""

from __future__ import annotations

import itertools
import types
from typing import TYPE_CHECKING, Any

from kgraph.edge_types import load_edge_types
from kgraph.view.passages import ROLES, lines_of
from kgraph.view.scenes import Scene, disputes, scenes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Article, Claim, Edge, Event, Reading

    Json = dict[str, Any]

FORMAT = 2
NO_COMMENT = "011"  # CAMEO: decline to comment
PORTION = 200_000
NEGATED, HEARSAY = 1, 2


def payload(
    graph: KnowledgeGraph,
    *,
    title: str | None = None,
    texts: bool = False,
    pages: Mapping[str, str] = types.MappingProxyType({}),
) -> Json:
    """Return what the explorer shows of a graph, equal for equal graphs.

    Args:
        graph: Any graph, the empty one too.
        title: Heading of the page; by default it says how many articles there are.
        texts: Include the whole texts of the articles, not only the lines of the attributions.
        pages: Relative addresses of the pages of articles, by id.
    """
    edges = graph.edges()
    disputed = disputes(graph)
    readings = graph.in_text_order()
    place = _Places(graph, readings)
    portions, portion_of = _portions(graph, readings, texts=texts)
    articles = graph.articles.values()
    return {
        "format": FORMAT,
        "title": title or _default_title(graph),
        "edge_types": _edge_types(),
        "articles": [
            _article(article, pages.get(article.id)) | {"portion": portion_of[article.id]}
            for article in articles
        ],
        "actors": [_actor(actor) for actor in graph.actors.values()],
        "claims": [_claim(c, graph.events.get(c.event or "")) for c in graph.claims.values()],
        "readings": [place.reading(reading) for reading in readings],
        "edges": [place.edge(edge) for edge in edges],
        "disputes": list(disputed),
        "scenes": [_scene(scene) for scene in scenes(graph, edges, disputed)],
        "portions": portions,
    }


class _Places:
    """The number of each noun in its table, and rows that are made of such numbers."""

    def __init__(self, graph: KnowledgeGraph, readings: Iterable[Reading]) -> None:
        self.types = {name: i for i, name in enumerate(load_edge_types())}
        self.articles = {name: i for i, name in enumerate(graph.articles)}
        self.nodes = {name: i for i, name in enumerate([*graph.actors, *graph.claims])}
        self.readings = {reading.id: i for i, reading in enumerate(readings)}
        self.claims = len(graph.actors)

    def reading(self, reading: Reading) -> list[Any]:
        said = reading.attribution
        return [
            reading.id,
            self.articles[said.article],
            said.start,
            said.end,
            self.types.get(said.edge_type or "", -1),
            [self.nodes[actor] for actor in reading.speakers],
            [self.nodes[actor] for actor in reading.targets],
            [[self.nodes[claim], stance] for claim, stance in reading.claims],
            [self.nodes[actor] for actor in reading.reported_via],
            self.readings.get(said.within or "", -1),
            self.readings.get(reading.answers or "", -1),
            NEGATED * said.negated + HEARSAY * reading.hearsay,
            said.form,
            said.certainty,
            said.said_on.isoformat() if said.said_on else None,
        ]

    def edge(self, edge: Edge) -> list[Any]:
        return [
            edge.id,
            self.nodes[edge.speaker.id],
            self.types[edge.edge_type],
            self.nodes[edge.object.id],
            [self.readings[reading.id] for reading in edge.evidence],
        ]


def _portions(
    graph: KnowledgeGraph, readings: Iterable[Reading], *, texts: bool
) -> tuple[list[Json], dict[str, int]]:
    """Return the words of the articles in portions, and the portion of each article."""
    by_article = {
        name: list(group)
        for name, group in itertools.groupby(readings, lambda r: r.attribution.article)
    }
    portions: list[Json] = []
    portion_of: dict[str, int] = {}
    room = 0
    for article in graph.articles.values():
        words = _words(article, by_article.get(article.id, []), texts=texts)
        size = sum(len(text) + 12 for line in words["lines"] if line for text, _ in line[1])
        if room < size or not portions:
            portions.append({})
            room = PORTION
        room -= size
        portions[-1][article.id] = words
        portion_of[article.id] = len(portions) - 1
    return portions, portion_of


def _words(article: Article, readings: list[Reading], *, texts: bool) -> Json:
    """Return the readings of an article and its lines; a mark is 4 times the reading + the role."""
    lines = lines_of(article, [reading.attribution for reading in readings], whole=texts)
    return {
        "readings": [reading.id for reading in readings],
        "lines": [
            line
            and [
                line.start,
                [
                    [piece.text, [len(ROLES) * m.owner + ROLES.index(m.role) for m in piece.marks]]
                    for piece in line.pieces
                ],
            ]
            for line in lines
        ],
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
            "no_comment": edge_type.cameo == NO_COMMENT,
        }
        for edge_type in load_edge_types().values()
    ]


def _article(article: Article, page: str | None) -> Json:
    return _present(
        page=page,
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        author=article.author,
        published=article.published and article.published.isoformat(),
        url=article.url,
    )


def _actor(actor: Actor) -> Json:
    return _present(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        aliases=list(actor.aliases),
        affiliation=actor.affiliation,
        role=actor.role,
        same_as=actor.same_as,
    )


def _claim(claim: Claim, event: Event | None) -> Json:
    return _present(
        id=claim.id, label=claim.label, agent=claim.agent, event=_event(event) if event else None
    )


def _event(event: Event) -> Json:
    date = event.date.isoformat() if event.date else None
    return _present(label=event.label, place=event.place, date=date)


def _present(**fields: object) -> Json:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _scene(scene: Scene) -> Mapping[str, Any]:
    return {
        "name": scene.name,
        "title": scene.title,
        "hint": scene.hint,
        "edges": list(scene.edges),
        "places": {name: list(place) for name, place in scene.places.items()},
        "arcs": scene.arcs,
        "columns": scene.columns,
    }
