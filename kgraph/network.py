"""``KnowledgeGraph`` -> NetworkX. The one module that imports networkx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kgraph.errors import MissingDependencyError
from kgraph.model import Claim

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Actor, Edge, Reading

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

SPEAKS_FOR = "speaks_for"
"""The ``edge_type`` of the edges from an actor to the one that it speaks for."""


def to_networkx(
    graph: KnowledgeGraph, *, plain: bool = True, evidence: bool = True
) -> nx.MultiDiGraph[str]:
    """Return the graph as a plain ``MultiDiGraph``: actors and claims, joined by edges.

    Nodes are keyed by id, edges by edge id. What is not known is left out, never None. All
    attributes but ``evidence`` are strings, numbers and truth values, so that without it
    ``networkx.write_graphml`` takes the result as it is.

    ==================  ==========================================================================
    every node
    ``label``           what to show: name of the actor, label of the claim
    ``kind``            ``claim``, or the actor's kind (``person``, ``government`` ...)
    actors
    ``name``            as ``label``
    ``aliases``         other names, joined by ``; ``
    ``role``            as the articles have it
    ``affiliation``     id of the actor that it speaks for
    ``same_as``         IRI of the Wikidata item
    claims
    ``agent``           id of the actor said to do it
    ``act``             the act
    ``object``          to whom or what, in words
    ``event``           label of the event that it is about
    every edge
    ``edge_type``       name of the edge type, or ``speaks_for``
    ``weight``          number of pieces of evidence; 0 for ``speaks_for``
    edges by evidence
    ``articles``        number of articles that the evidence stands in
    ``plain``           whether any of it is plain: neither negated nor hearsay
    ``stance``          on claims: ``for``, ``against``, ``open``, or ``mixed`` if it varies
    ``words``           words of the first piece of evidence
    ``evidence``        list of dicts, in text order: ``attribution``, ``article``, ``start`` and
                        ``end`` (code points into the article's text, half-open), ``words``,
                        ``stance``, ``certainty``, ``said_on``, ``outlet``, ``published`` (days as
                        ``YYYY-MM-DD``), ``negated``, ``hearsay``; here None means not known
    ==================  ==========================================================================

    Args:
        graph: What to show.
        plain: Leave out negated speech acts and hearsay.
        evidence: Put the list of evidence on the edges.

    Raises:
        MissingDependencyError: If networkx is not installed.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Actor
        >>> kral = Actor(id="actor:kral", name="Kral", kind="person", affiliation="actor:syldavia")
        >>> syldavia = Actor(id="actor:syldavia", name="Syldavia", kind="government")
        >>> network = to_networkx(KnowledgeGraph.of(actors=[kral, syldavia]))
        >>> list(network.edges(data="edge_type"))
        [('actor:kral', 'actor:syldavia', 'speaks_for')]
    """
    try:
        import networkx as nx
    except ImportError as error:
        raise MissingDependencyError("to_networkx needs networkx: pip install networkx") from error

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for actor in graph.actors.values():
        network.add_node(actor.id, **_actor_attributes(actor))
    for claim in graph.claims.values():
        network.add_node(claim.id, **_claim_attributes(graph, claim))
    for actor in graph.actors.values():
        if actor.affiliation and actor.affiliation in graph.actors:
            network.add_edge(
                actor.id, actor.affiliation, key=SPEAKS_FOR, edge_type=SPEAKS_FOR, weight=0
            )
    for edge in graph.edges(plain=plain):
        attributes = _edge_attributes(edge)
        if evidence:
            attributes["evidence"] = [_proof(graph, edge, reading) for reading in edge.evidence]
        network.add_edge(edge.speaker.id, edge.object.id, key=edge.id, **attributes)
    return network


def to_graphml(graph: KnowledgeGraph, *, plain: bool = True) -> str:
    """Return the network of ``to_networkx`` as GraphML, for Gephi, yEd, Cytoscape and the like.

    Characters that XML cannot carry become U+FFFD.

    Args:
        graph: What to show.
        plain: Leave out negated speech acts and hearsay.

    Raises:
        MissingDependencyError: If networkx is not installed.
    """
    network = to_networkx(graph, plain=plain, evidence=False)
    import networkx as nx

    fit: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in network.nodes(data=True):
        fit.add_node(_fit(node), **_all_fit(attributes))
    for start, end, key, attributes in network.edges(data=True, keys=True):
        fit.add_edge(_fit(start), _fit(end), key=_fit(key), **_all_fit(attributes))
    written = "".join(f"{line}\n" for line in nx.generate_graphml(fit))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}'


def _all_fit(attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _fit(value) if isinstance(value, str) else value for name, value in attributes.items()
    }


def _fit(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _known(**attributes: str | None) -> dict[str, Any]:
    """Return the attributes that have a value."""
    return {name: value for name, value in attributes.items() if value}


def _actor_attributes(actor: Actor) -> dict[str, Any]:
    return _known(
        label=actor.name,
        kind=actor.kind,
        name=actor.name,
        aliases="; ".join(actor.aliases),
        role=actor.role,
        affiliation=actor.affiliation,
        same_as=actor.same_as,
    )


def _claim_attributes(graph: KnowledgeGraph, claim: Claim) -> dict[str, Any]:
    event = graph.events.get(claim.event or "")
    return _known(
        label=claim.label,
        kind="claim",
        agent=claim.agent,
        act=claim.act,
        object=claim.object,
        event=event.label if event else None,
    )


def _edge_attributes(edge: Edge) -> dict[str, Any]:
    stances = {stance for reading in edge.evidence if (stance := _stance(edge, reading))}
    return {
        "edge_type": edge.edge_type,
        "weight": len(edge.evidence),
        "articles": len({reading.attribution.article for reading in edge.evidence}),
        "plain": any(reading.plain for reading in edge.evidence),
        "words": edge.evidence[0].attribution.words,
    } | _known(stance="mixed" if len(stances) > 1 else next(iter(stances), None))


def _stance(edge: Edge, reading: Reading) -> str | None:
    return dict(reading.claims)[edge.object.id] if isinstance(edge.object, Claim) else None


def _proof(graph: KnowledgeGraph, edge: Edge, reading: Reading) -> dict[str, Any]:
    said = reading.attribution
    article = graph.articles.get(said.article)
    published = article.published if article else None
    return {
        "attribution": said.id,
        "article": said.article,
        "start": said.start,
        "end": said.end,
        "words": said.words,
        "stance": _stance(edge, reading),
        "certainty": said.certainty,
        "said_on": said.said_on.isoformat() if said.said_on else None,
        "outlet": article.outlet if article else None,
        "published": published.isoformat() if published else None,
        "negated": said.negated,
        "hearsay": reading.hearsay,
    }
