"""SPARQL without a server: a graph in memory, or a folder that is updated article by article.

The one owner of pyoxigraph beside ``kgraph.rdf``.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import QueryError, StoreError
from kgraph.query import find_actor, find_claim
from kgraph.rdf import BASE, NAMESPACES, write
from kgraph.rdf.columns import STANCE_PROPERTY
from kgraph.rdf.nquads import write_ntriples
from kgraph.rdf.statements import Projection, status_of
from kgraph.rdf.terms import NOUN_PREFIXES, Minter, Terms, full
from kgraph.store.answers import Answer
from kgraph.store.library import find_query, is_query_name

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Stance

_CORPUS_PROPERTIES = ("kg:speaksFor", "kg:agent", "kg:event")
_BUFFER = 1 << 20  # bytes that the engine is handed at a time


class Store:
    """A SPARQL store in a folder, or in memory.

    There is a named graph for each article, and one for the actors, events and claims that belong
    to no one article. Queries see all of them together.

    Example:
        >>> store = Store()
        >>> store.articles()
        []
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None, *, base: str = BASE) -> None:
        """Open the store.

        Args:
            folder: Where it is kept, made if it is not there; None keeps it in memory.
            base: Where IRIs of nouns start.

        Raises:
            StoreError: If the folder cannot be used, or another process has it open.
        """
        import pyoxigraph as ox

        self._minter = Minter(base)
        self._terms = Terms(self._minter)
        try:
            self._store = ox.Store() if folder is None else ox.Store(folder)
        except (OSError, ValueError) as error:
            raise StoreError(f"the store {str(folder)!r} cannot be opened: {error}") from error
        if folder is not None:
            for file in Path(folder).glob("bulk-*.sst"):
                file.unlink()  # of a load that was broken off; what the engine uses has a number

    @property
    def base(self) -> str:
        """Where IRIs of nouns start."""
        return self._minter.base

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self._store)

    def articles(self) -> list[str]:
        """Return the ids of the articles that it holds."""
        import pyoxigraph as ox

        found = self._store.quads_for_pattern(
            None, ox.NamedNode(full("dcterms:identifier")), None, None
        )
        return sorted(q.object.value for q in found if isinstance(q.object, ox.Literal))

    def add(self, graph: KnowledgeGraph, *, texts: bool = False) -> None:
        """Put a graph into the store; articles, actors, events and claims of it are replaced.

        Each article is replaced at once or not at all, so what was broken off can be repeated.
        Statuses of claims follow from all articles in the store.

        Args:
            graph: The graph.
            texts: Also keep the whole text of each article.

        Raises:
            KgraphError: As ``to_turtle``.
        """
        if not len(self._store):
            self._load(write(graph, "nquads", base=self._minter.base, texts=texts))
            return
        projection = Projection(graph, self._minter, self._terms, texts=texts)
        before: set[ox.NamedNode] = set()
        for article_id in graph.articles:
            name = self._minter.article_graph(article_id)
            before |= self._mentioned(name)
            self._replace(name, "".join(write_ntriples(projection.article(article_id))))
        self._describe(projection)
        self._forget(before)
        claims = {self._minter.noun(claim) for claim in graph.claims}
        self._settle({*claims, *(node.value for node in before)})

    def remove(self, article_id: str) -> None:
        """Take an article out of the store, and what only it spoke of."""
        name = self._minter.article_graph(article_id)
        before = self._mentioned(name)
        self._replace(name, "")
        self._forget(before)
        self._settle({node.value for node in before})

    def query(self, sparql: str) -> Answer:
        """Return the answer to a ``SELECT`` or ``ASK``; kgraph's prefixes need not be declared.

        Raises:
            QueryError: If the query is not understood, or is neither.
        """
        import pyoxigraph as ox

        prefixes = NAMESPACES | {noun: f"{self._minter.base}{noun}/" for noun in NOUN_PREFIXES}
        try:
            found = self._store.query(sparql, prefixes=prefixes, use_default_graph_as_union=True)
            if isinstance(found, ox.QueryTriples):
                raise QueryError("CONSTRUCT and DESCRIBE are not answered here; SELECT and ASK are")
            answer = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error
        return Answer.of_json(answer, base=self._minter.base)

    def _load(self, pieces: Iterable[str]) -> None:
        """Load N-Quads that kgraph has written into an empty store, all of them or none.

        The engine writes files beside those that it uses, one for each million quads, and takes
        them in at the end. They are merged then, as a query would else look into every one.
        """
        import pyoxigraph as ox

        self._store.bulk_load(
            input=io.BufferedReader(Stream(pieces), _BUFFER),  # type: ignore[type-var]
            format=ox.RdfFormat.N_QUADS,
            lenient=True,  # IRIs are valid already; to check them again takes a fifth of the time
        )
        self._store.optimize()

    def _replace(self, name: str, triples: str) -> None:
        """Replace what is in a named graph, in one transaction."""
        self._store.update(
            f"DROP SILENT GRAPH <{name}> ; INSERT DATA {{ GRAPH <{name}> {{ {triples} }} }}"
        )

    def _mentioned(self, name: str) -> set[ox.NamedNode]:
        """Return the nouns that a named graph speaks of."""
        import pyoxigraph as ox

        quads = self._store.quads_for_pattern(None, None, None, ox.NamedNode(name))
        nodes = (quad.object for quad in quads)
        return {n for n in nodes if isinstance(n, ox.NamedNode) and self._is_noun(n.value)}

    def _is_noun(self, iri: str) -> bool:
        return iri.startswith(self._minter.base) and "#" not in iri

    def _describe(self, projection: Projection) -> None:
        """Replace what the graph says of actors, events and claims."""
        corpus = self._minter.corpus_graph
        for section in projection.corpus():
            for resource in section:
                triples = "".join(write_ntriples([type(section)("", [resource])]))
                self._store.update(
                    f"DELETE WHERE {{ GRAPH <{corpus}> {{ {resource.subject} ?p ?o }} }} ; "
                    f"INSERT DATA {{ GRAPH <{corpus}> {{ {triples} }} }}"
                )

    def _forget(self, nouns: set[ox.NamedNode]) -> None:
        """Remove those of the nouns that nothing speaks of any more, and then what they needed."""
        import pyoxigraph as ox

        corpus = ox.NamedNode(self._minter.corpus_graph)
        needed = {full(name) for name in _CORPUS_PROPERTIES}
        waiting = sorted(nouns, key=lambda node: node.value)
        while waiting:
            node = waiting.pop()
            if next(self._store.quads_for_pattern(None, None, node, None), None) is not None:
                continue
            if next(self._store.quads_for_pattern(node, None, None, None), None) is None:
                continue
            about = list(self._store.quads_for_pattern(node, None, None, corpus))
            for quad in about:
                self._store.remove(quad)
            objects = (quad.object for quad in about if quad.predicate.value in needed)
            waiting += [found for found in objects if isinstance(found, ox.NamedNode)]

    def _settle(self, claims: Iterable[str]) -> None:
        """Write anew how these claims stand, by all articles in the store."""
        import pyoxigraph as ox

        corpus = ox.NamedNode(self._minter.corpus_graph)
        status, claim_class = ox.NamedNode(full("kg:status")), ox.NamedNode(full("kg:Claim"))
        rdf_type = ox.NamedNode(full("rdf:type"))
        for iri in sorted(set(claims)):
            claim = ox.NamedNode(iri)
            if ox.Quad(claim, rdf_type, claim_class, corpus) not in self._store:
                continue
            for old in list(self._store.quads_for_pattern(claim, status, None, corpus)):
                self._store.remove(old)
            if found := status_of(self._stances(claim)):
                self._store.add(ox.Quad(claim, status, ox.NamedNode(full(found)), corpus))

    def _stances(self, claim: ox.NamedNode) -> Iterator[Stance]:
        """Yield the stances of the plain readings of a claim."""
        import pyoxigraph as ox

        false = ox.Literal("false", datatype=ox.NamedNode(full("xsd:boolean")))
        negated, hearsay = ox.NamedNode(full("kg:negated")), ox.NamedNode(full("kg:hearsay"))
        edge_type = ox.NamedNode(full("kg:edgeType"))
        for stance, name in STANCE_PROPERTY.items():
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(full(name)), claim, None):
                said = quad.subject
                patterns = ((negated, false), (hearsay, false), (edge_type, None))
                if all(
                    next(self._store.quads_for_pattern(said, p, o, None), None) is not None
                    for p, o in patterns
                ):
                    yield stance
                    break


class Stream(io.RawIOBase):
    """Pieces of text as a stream of bytes in UTF-8."""

    def __init__(self, pieces: Iterable[str]) -> None:
        """Keep the pieces."""
        self._pieces = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Fill the buffer as far as the next pieces go; 0 at the end."""
        while len(self._rest) < len(buffer):
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._rest += piece.encode()
        given, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)


def sparql(source: KnowledgeGraph | Store, query: str, **parameters: str | dt.date) -> Answer:
    """Return the answer to a SPARQL query, from an engine that is part of kgraph.

    To ask one graph several things, make a ``Store``, ``add`` the graph once, and pass the store.

    Args:
        source: A graph or a store.
        query: A ``SELECT`` or ``ASK``, for which kgraph's prefixes need not be declared; or the
            name of a query of the library, such as ``disputes``.
        parameters: Values for a query of the library. Asking a graph, actors and claims can be
            named as people type them; asking a store, by their id.

    Raises:
        QueryError: If the query is not understood, or a value does not fit its parameter.
        UnknownNameError: If there is no such query, parameter, actor or claim.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Actor
        >>> kral = Actor(id="actor:anna-kral", name="Anna Kral", kind="person")
        >>> graph = KnowledgeGraph.of(actors=[kral])
        >>> sparql(graph, "SELECT ?name WHERE { ?who a kg:Person ; rdfs:label ?name }").rows
        [('Anna Kral',)]
    """
    if isinstance(source, Store):
        store = source
    else:
        store = Store()
        store.add(source)
    graph = None if isinstance(source, Store) else source
    return store.query(resolve(query, parameters, graph=graph, base=store.base))


def resolve(
    query: str,
    parameters: Mapping[str, str | dt.date],
    *,
    graph: KnowledgeGraph | None = None,
    base: str = BASE,
) -> str:
    """Return the SPARQL of a query or of a name in the library, parameters bound.

    Args:
        query: SPARQL, or a name.
        parameters: Values for a query of the library.
        graph: Where names of actors and claims are looked up; None takes their ids alone.
        base: Where IRIs of nouns start.

    Raises:
        QueryError: If a value does not fit, or there are values for plain SPARQL.
        UnknownNameError: If there is no such query, parameter, actor or claim.
    """
    if not is_query_name(query):
        if parameters:
            raise QueryError("only queries of the library take parameters")
        return query
    found = find_query(query)
    values = dict(parameters)
    for name, value in parameters.items():
        kind = found.parameters.get(name, ("", ""))[0]
        if graph is not None and kind == "actor":
            values[name] = find_actor(graph, str(value)).id
        elif graph is not None and kind == "claim":
            values[name] = find_claim(graph, str(value)).id
    return found.bind(values, base=base)
