"""A graph, edges, disputes or readings -> a pandas table. The one module that imports pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from kgraph.errors import MissingDependencyError
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Claim, Edge, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

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


def to_table(
    result: KnowledgeGraph | Iterable[Edge] | Iterable[Reading] | Iterable[_Disputed],
    graph: KnowledgeGraph | None = None,
) -> pd.DataFrame:
    """Return a table with one row for each piece of evidence, in the order of the result.

    A graph is shown as its plain edges. Columns of edges and disputes:

    ================  ============================================================================
    ``speaker``       name of who speaks
    ``speaker_kind``  person, government ...
    ``edge_type``     name of the edge type
    ``object``        name of the actor or label of the claim that it ends on
    ``object_kind``   ``claim``, or the actor's kind
    ``stance``        for, against or open, towards a claim
    ``speaker_id``    id of the speaker
    ``object_id``     id of the actor or claim
    ================  ============================================================================

    A reading has one row, in which ``speakers``, ``targets`` and ``claims`` (each with its
    stance) are joined by ``; ``, and ``edge_type``. All go on with the evidence:

    ================  ============================================================================
    ``article``       id of the article
    ``start, end``    half-open code-point offsets into its text, over all roles
    ``words``         words of the content, or of the cue where there is none
    ``form``          direct, indirect or mixed
    ``certainty``     one word, where the article's words say how sure
    ``negated``       whether the speech act is ("did not condemn")
    ``hearsay``       whether it is known only from the mouth of another actor
    ``said_on``       day on which it was said (datetime64), NaT if not known
    ``reported_via``  who passed it on, outermost first, joined by ``; ``
    ``score``         the extractor's calibrated probability in [0, 1]
    ``attribution``   id of the attribution
    ``outlet``        news medium that published the article
    ``title``         of the article
    ``published``     day of publication (datetime64), NaT if not known
    ================  ============================================================================

    The last three, and names in place of ids where readings alone are at hand (readings,
    disputes, ``reported_via``), need the graph; without it these three columns are left out.

    Args:
        result: A graph, or what a question to it returned.
        graph: The graph that the result comes from.

    Raises:
        MissingDependencyError: If pandas is not installed.
        TypeError: If the result is something else.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> to_table(KnowledgeGraph.of()).empty
        True
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingDependencyError(
            "to_table needs pandas: pip install 'kgraph-attribution[pandas]'"
        ) from error

    if isinstance(result, KnowledgeGraph):
        graph, found = result, list[Any](result.edges())
    else:
        found = list(result)
    readings = any(isinstance(item, Reading) for item in found)
    head = _READING if readings else _EDGE | _EDGE_IDS
    types = head | _EVIDENCE | (_ARTICLE if graph else {})
    rows = [row for item in found for row in _rows(item, graph)]
    columns = {name: [row[name] for row in rows] for name in types}
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype="datetime64[s]" if types[name] == "day" else types[name])
            for name, values in columns.items()
        }
    )


def _rows(
    item: Edge | Reading | _Disputed, graph: KnowledgeGraph | None
) -> Iterator[dict[str, Any]]:
    """Yield the rows of one thing found."""
    if isinstance(item, Reading):
        yield _reading(item, graph) | _evidence(item, graph)
    elif isinstance(item, Edge):
        for reading in item.evidence:
            yield _edge(item.speaker, reading, item.object) | _evidence(reading, graph)
    elif hasattr(item, "supporters"):
        for reading in (*item.supporters, *item.opponents, *item.undecided):
            for speaker in reading.speakers or (None,):
                who = graph.actors.get(speaker, speaker) if graph and speaker else speaker
                yield _edge(who, reading, item.claim) | _evidence(reading, graph)
    else:
        raise TypeError(
            f"to_table takes a graph, or a list of edges, disputes or readings; not of {item!r}"
        )


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
        "words": said.words,
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
