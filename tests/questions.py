"""What the queries of the library ask, answered by plain Python over the nouns."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kgraph.edge_types import load_edge_types
from kgraph.query import find_disputes, find_edges
from kgraph.rdf.columns import CONFIDENCE, LIKELIHOOD, MODALITY
from kgraph.rdf.evidence import find_evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Reading

Rows = set[tuple[Any, ...]]


def evidence(graph: KnowledgeGraph, reading: Reading) -> tuple[int, int, str]:
    text = graph.articles[reading.attribution.article].text
    start, end = find_evidence(text, reading.attribution)
    return start, end, text[start:end]


def speakers(reading: Reading) -> Iterable[str | None]:
    return reading.speakers or (None,)


def plain(graph: KnowledgeGraph) -> list[Reading]:
    return [reading for reading in graph.readings.values() if reading.plain]


def accusations(graph: KnowledgeGraph, government: str | None = None) -> Rows:
    states = [a.id for a in graph.actors.values() if a.kind == "government"]
    return {
        (state, edge.speaker.id, target, reading.attribution.article, *evidence(graph, reading))
        for state in states
        if government in (None, state)
        for edge in find_edges(graph, edge_type="accuses", speaker=state, roll_up=True)
        for reading in edge.evidence
        for target in reading.targets
    }


def disputes(graph: KnowledgeGraph, claim: str | None = None) -> Rows:
    return {
        (d.claim.id, d.claim.label, stance, who, r.id, r.attribution.article, evidence(graph, r)[2])
        for d in find_disputes(graph)
        if claim in (None, d.claim.id)
        for stance, readings in (("for", d.supporters), ("against", d.opponents))
        for r in readings
        for who in speakers(r)
    }


def assessments(graph: KnowledgeGraph, confidence: str | None = None) -> Rows:
    named = next(n for n, row in load_edge_types().items() if row.rdf_class == "Assessment")
    return {
        (
            CONFIDENCE.get(str(said.analytic_confidence)),
            LIKELIHOOD.get(str(said.likelihood)),
            MODALITY.get(str(said.modality)),
            who,
            reading.id,
            said.article,
            evidence(graph, reading)[2],
        )
        for reading in plain(graph)
        for said in (reading.attribution,)
        if said.edge_type == named and confidence in (None, said.analytic_confidence)
        for who in speakers(reading)
    }


def chains(graph: KnowledgeGraph, medium: str | None = None) -> Rows:
    return {
        (who, via, said.within, graph.articles[said.article].outlet, said.article, reading.id)
        for reading in graph.readings.values()
        for said in (reading.attribution,)
        for via in reading.reported_via
        if medium in (None, via)
        for who in speakers(reading)
    }


def origins(graph: KnowledgeGraph, claim: str | None = None) -> Rows:
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in plain(graph):
        for about, stance in set(reading.claims):
            if stance == "for" and claim in (None, about):
                for origin in set(reading.reported_via or reading.speakers):
                    found[about, origin].append(reading)
    return {
        (*key, len(readings), len({r.attribution.article for r in readings}))
        for key, readings in found.items()
    }


def positions(graph: KnowledgeGraph, actor: str | None = None) -> Rows:
    heard = set(graph.actors) if actor is None else {actor, *(a.id for a in graph.members(actor))}
    return {
        (
            said.said_on or graph.articles[said.article].published,
            who,
            stance,
            claim,
            f"kg:{said.edge_type}",
            said.article,
            reading.id,
        )
        for reading in plain(graph)
        for said in (reading.attribution,)
        for who in reading.speakers
        if who in heard
        for claim, stance in reading.claims
    }


def anonymous(graph: KnowledgeGraph, principal: str | None = None) -> Rows:
    return {
        (
            who,
            actor.name,
            actor.affiliation,
            f"kg:{said.edge_type}" if said.edge_type else None,
            said.article,
            reading.id,
            evidence(graph, reading)[2],
        )
        for reading in graph.readings.values()
        for said in (reading.attribution,)
        if not said.negated and not reading.hearsay
        for who in reading.speakers
        for actor in (graph.actors[who],)
        if actor.kind == "anonymous" and principal in (None, actor.affiliation)
    }


ANSWERS: dict[str, Callable[..., Rows]] = {
    "accusations": accusations,
    "anonymous": anonymous,
    "assessments": assessments,
    "chains": chains,
    "disputes": disputes,
    "origins": origins,
    "positions": positions,
}
