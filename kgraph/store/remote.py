"""A triple store on the network: asked in SPARQL, written graph by graph."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from kgraph.rdf import BASE, NAMESPACES
from kgraph.rdf.terms import NOUN_PREFIXES
from kgraph.store.answers import Answer
from kgraph.store.client import Client, Credentials
from kgraph.store.presets import preset_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

LINES = 500
"""Triples in one update at most; Virtuoso takes no long ones."""

_TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}


class RemoteStore:
    """A triple store at a URL.

    Graphs are written by the Graph Store Protocol, or by SPARQL Update where a store has none.
    The connection stays open until ``close``, or the end of a ``with``.
    """

    def __init__(  # noqa: PLR0913 - how to reach a store, all by keyword
        self,
        url: str,
        *,
        store: str,
        credentials: Credentials | None = None,
        base: str = BASE,
        updates: bool = False,
        attempts: int = 5,
        wait: float = 0.5,
    ) -> None:
        """Keep where the store is; nothing is sent yet.

        Args:
            url: Its URL, as the preset of its kind shows.
            store: Its kind: ``oxigraph``, ``fuseki``, ``graphdb``, ``virtuoso`` or ``qlever``.
            credentials: Who we are; None takes them from the environment.
            base: Where IRIs of nouns start.
            updates: Write by SPARQL Update, not by the Graph Store Protocol.
            attempts: How often a request is tried in all.
            wait: Seconds before the second try, doubled before each further one.

        Raises:
            UnknownNameError: If there is no such kind.
            StoreError: If the URL is no http or https URL.
        """
        self._preset = preset_named(store)
        who = Credentials.of_environment() if credentials is None else credentials
        self._client = Client(url, who, attempts=attempts, wait=wait)
        self._path = urlsplit(self._client.url).path
        self._base = base
        self._updates = updates

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()

    def query(self, sparql: str) -> Answer:
        """Return the answer to a ``SELECT`` or ``ASK`` over all named graphs together.

        Raises:
            StoreError: If the store does not answer, or does not understand.
            QueryError: If the answer is none.
        """
        prefixes = NAMESPACES | {noun: f"{self._base}{noun}/" for noun in NOUN_PREFIXES}
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
        response = self._client.send(
            "POST",
            f"{self._path}{self._preset.query}{_parameters(self._preset.union)}",
            urlencode({"query": head + sparql}).encode(),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/sparql-results+json",
            },
        )
        return Answer.of_json(response.body, base=self._base)

    def replace(self, name: str, triples: Sequence[str]) -> None:
        """Replace what is in a named graph by these lines of N-Triples.

        Raises:
            StoreError: If the store does not answer, or refuses.
        """
        if self._updates:
            self._update(f"DROP SILENT GRAPH <{name}>")
            self.append(name, triples)
        else:
            self._client.send("PUT", self._graph(name), "".join(triples).encode(), _TURTLE)

    def append(self, name: str, triples: Sequence[str]) -> None:
        """Add lines of N-Triples to a named graph.

        Raises:
            StoreError: If the store does not answer, or refuses.
        """
        if not self._updates:
            self._client.send("POST", self._graph(name), "".join(triples).encode(), _TURTLE)
            return
        for at in range(0, len(triples), LINES):
            some = "".join(triples[at : at + LINES])
            self._update(f"INSERT DATA {{ GRAPH <{name}> {{\n{some}}} }}")

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _update(self, sparql: str) -> None:
        path = f"{self._path}{self._preset.update}"
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._client.send("POST", path, sparql.encode(), headers)

    def _graph(self, name: str) -> str:
        return f"{self._path}{self._preset.graphs}{_parameters({'graph': name})}"


def _parameters(parameters: object) -> str:
    found = urlencode(parameters)  # type: ignore[arg-type]  # any mapping
    return f"?{found}" if found else ""
