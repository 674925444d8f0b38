"""A graph, or what a question to it returned -> rows, one for each piece of evidence."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol

from kgraph.cards import Card, one_line
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Claim, Edge, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EVIDENCE = {
    "article": "str",
    "start": "int64",
    "end": "int64",
    "words": "str",
    "form": "str",
    "certainty": "str",
    "negated": "bool",
    "hearsay": "bool",
    "said_on": "day",
    "reported_via": "str",
    "score": "float64",
    "attribution": "str",
}
_ARTICLE = {"outlet": "str", "title": "str", "published": "day"}
_EDGE = dict.fromkeys(
    ("speaker", "speaker_kind", "edge_type", "object", "object_kind", "stance"), "str"
)
_EDGE_IDS = {"speaker_id": "str", "object_id": "str"}
_PER_EDGE = {
    **_EDGE,
    "evidence": "int64",
    "articles": "int64",
    "outlets": "str",
    "first": "day",
    "last": "day",
    "words": "str",
    **_EDGE_IDS,
    "edge": "str",
}
_TYPE_OF = {bool: "bool", int: "Int64", float: "float64", dt.date: "day"}
_TAKES = "a table is made of a graph, or of what a question to it returned"
_READING = dict.fromkeys(("speakers", "edge_type", "targets", "claims"), "str")


class _Disputed(Protocol):
    """What this module needs of a ``query.Dispute``; the two stand side by side."""

    @property
    def claim(self) -> Claim: ...
    @property
    def supporters(self) -> tuple[Reading, ...]: ...
    @property
    def opponents(self) -> tuple[Reading, ...]: ...
    @property
    def undecided(self) -> tuple[Reading, ...]: ...
    @property
    def contradicting(self) -> tuple[str, ...]: ...


class _Answer(Protocol):
    """What lays itself out: the answers of ``query`` that are neither edges nor disputes."""

    def rows(self) -> Iterator[tuple[dict[str, object], Reading | None]]: ...


Item = Edge | Reading | _Disputed | _Answer | Card
Result = KnowledgeGraph | Item | Iterable[Item]
Per = Literal["evidence", "edge"]


def to_rows(
    result: Result, graph: KnowledgeGraph | None = None, *, per: Per = "evidence"
) -> list[dict[str, Any]]:
    """Return the rows of ``to_table`` as plain dicts, for which nothing need be installed.

    Args:
        result: A graph, or what a question to it returned, be it one thing or several.
        graph: The graph that the result comes from.
        per: One row for each piece of evidence, or one for each ``edge``.

    Raises:
        TypeError: If the result is something else, or no edges and to be shown per edge.

    Example:
        >>> from kgraph.model import Claim
        >>> to_rows([Claim(id="claim:1", label="It rained", act="rain")])
        [{'id': 'claim:1', 'label': 'It rained', 'agent': None, 'act': 'rain', ...}]
    """
    return laid_out(result, graph, per=per)[1]


def laid_out(
    result: Result, graph: KnowledgeGraph | None, *, per: Per
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return the columns with their types, and the rows."""
    if isinstance(result, KnowledgeGraph):
        graph, found = result, list[Any](result.edges())
    elif isinstance(result, (Edge, Reading)) or dataclasses.is_dataclass(result):
        found = [result]
    elif isinstance(result, str) or not isinstance(result, Iterable):
        raise TypeError(f"{_TAKES}; not of {result!r}")
    else:
        found = list(result)
    if per == "edge":
        types, rows = _PER_EDGE, [_whole_edge(item, graph) for item in found]
    else:
        rows = [row for item in found for row in _rows(item, graph)]
        types = _types(found, graph) or _guessed(rows)
    return types, [{name: row.get(name) for name in types} for row in rows]


def _types(found: Sequence[object], graph: KnowledgeGraph | None) -> dict[str, str] | None:
    """Return the columns of readings, edges and disputes; None where the answer has its own."""
    if not all(isinstance(i, (Reading, Edge)) or hasattr(i, "contradicting") for i in found):
        return None
    readings = any(isinstance(item, Reading) for item in found)
    head = _READING if readings else _EDGE | _EDGE_IDS
    return head | _EVIDENCE | (_ARTICLE if graph else {})


def _guessed(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the columns in order, each with the type of the first value that it has."""
    types: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if name in _EVIDENCE | _ARTICLE:
                types[name] = (_EVIDENCE | _ARTICLE)[name]
            elif types.get(name, "str") == "str":
                types[name] = _TYPE_OF.get(type(value), "str")
    return types


def _rows(
    item: Any,  # noqa: ANN401 - what has rows or is a noun; all else is refused
    graph: KnowledgeGraph | None,
) -> Iterator[dict[str, Any]]:
    """Yield the rows of one thing found."""
    if isinstance(item, Reading):
        yield _reading(item, graph) | _evidence(item, graph)
    elif isinstance(item, Edge):
        for reading in item.evidence:
            yield _edge(item.speaker, reading, item.object) | _evidence(reading, graph)
    elif hasattr(item, "rows"):
        for head, proof in item.rows():
            yield dict(head) | (_evidence(proof, graph) if proof else {})
    elif hasattr(item, "contradicting"):
        for reading in (*item.supporters, *item.opponents, *item.undecided):
            for speaker in reading.speakers or (None,):
                who = graph.actors.get(speaker, speaker) if graph and speaker else speaker
                yield _edge(who, reading, item.claim) | _evidence(reading, graph)
    elif isinstance(item, Card):
        yield {name: _cell(getattr(item, name)) for name in _fields(item)}
    else:
        raise TypeError(f"{_TAKES}; not of {item!r}")


def _fields(noun: Any) -> list[str]:  # noqa: ANN401 - any noun
    return [field.name for field in dataclasses.fields(noun)]


def _cell(value: Any) -> Any:  # noqa: ANN401 - any field of any noun
    """Return what stands in a cell: several values joined, what is missing as None."""
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value) or None
    return value if value is None or type(value) in _TYPE_OF else str(value)


def _whole_edge(edge: object, graph: KnowledgeGraph | None) -> dict[str, Any]:
    """Return the row of an edge with all its evidence."""
    if not isinstance(edge, Edge):
        raise TypeError(f"only edges have a row per edge, not {edge!r}")
    columns = _edge(edge.speaker, edge.evidence[0], edge.object)
    stances = {str(_edge(edge.speaker, r, edge.object)["stance"]) for r in edge.evidence}
    known = graph.articles if graph else {}
    ids = [reading.attribution.article for reading in edge.evidence]
    texts = [known[i] for i in dict.fromkeys(ids) if i in known]
    said = [(r.attribution.said_on, known.get(r.attribution.article)) for r in edge.evidence]
    days = sorted(day for on, a in said if (day := on or (a.published if a else None)))
    return columns | {
        "stance": "mixed" if len(stances) > 1 else columns["stance"],
        "evidence": len(edge.evidence),
        "articles": len(set(ids)),
        "outlets": "; ".join(sorted({a.outlet for a in texts if a.outlet})) or None,
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "words": one_line(edge.evidence[0].attribution.words),
        "edge": edge.id,
    }


def _edge(speaker: Actor | str | None, reading: Reading, end: Actor | Claim) -> dict[str, Any]:
    """Return the columns of who says what; of a speaker out of reach, only the id is known."""
    columns: dict[str, Any] = {
        "speaker": speaker,
        "speaker_kind": None,
        "edge_type": reading.edge_type,
        "object_id": end.id,
        "speaker_id": speaker,
    }
    if isinstance(speaker, Actor):
        columns |= {
            "speaker": speaker.name,
            "speaker_kind": speaker.kind,
            "speaker_id": speaker.id,
        }
    if isinstance(end, Claim):
        stance = dict(reading.claims).get(end.id)
        return columns | {"object": end.label, "object_kind": "claim", "stance": stance}
    return columns | {"object": end.name, "object_kind": end.kind, "stance": None}


def _reading(reading: Reading, graph: KnowledgeGraph | None) -> dict[str, Any]:
    claims = graph.claims if graph else {}
    sides = [
        f"{claims[claim].label if claim in claims else claim} ({stance})"
        for claim, stance in reading.claims
    ]
    return {
        "speakers": _named(reading.speakers, graph),
        "edge_type": reading.edge_type,
        "targets": _named(reading.targets, graph),
        "claims": "; ".join(sides) or None,
    }


def _named(ids: Sequence[str], graph: KnowledgeGraph | None) -> str | None:
    """Return the names of these actors in one string, or their ids if there is no graph."""
    actors = graph.actors if graph else {}
    return "; ".join(actors[i].name if i in actors else i for i in ids) or None


def _evidence(reading: Reading, graph: KnowledgeGraph | None) -> dict[str, Any]:
    said = reading.attribution
    columns = {
        "article": said.article,
        "start": said.start,
        "end": said.end,
        "words": one_line(said.words),
        "form": said.form,
        "certainty": said.certainty,
        "negated": said.negated,
        "hearsay": reading.hearsay,
        "said_on": said.said_on,
        "reported_via": _named(reading.reported_via, graph),
        "score": said.score,
        "attribution": said.id,
    }
    if graph:
        article = graph.articles.get(said.article)
        columns |= {name: getattr(article, name, None) for name in _ARTICLE}
    return columns
