"""A graph to a triple store, one named graph after another.

What has arrived is noted in a graph of its own, by the hash of its contents, only after it has
arrived as a whole. So a publishing that was broken off goes on where it stopped when it is
repeated, and one that changes nothing sends nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kgraph.rdf import BASE
from kgraph.rdf.nquads import write_ntriples
from kgraph.rdf.statements import Projection
from kgraph.rdf.terms import Minter, Terms, full

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.store.answers import Answer

_AT_ONCE = 20  # notes that are sent together


class _Target(Protocol):
    """What publishing needs of a ``RemoteStore``."""

    def query(self, sparql: str) -> Answer: ...
    def replace(self, name: str, triples: Sequence[str]) -> None: ...
    def append(self, name: str, triples: Sequence[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Published:
    """What was sent.

    Attributes:
        written: Named graphs that were written.
        unchanged: Named graphs that the store had already.
    """

    written: int
    unchanged: int


def publish(
    graph: KnowledgeGraph,
    target: _Target,
    *,
    base: str = BASE,
    texts: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Published:
    """Write a graph into a triple store; what is there of it already is left as it is.

    There is a named graph for each article, one for what belongs to no one article, and one for
    the notes. Graphs of articles that the given graph does not have are left alone.

    Args:
        graph: The graph.
        target: The store.
        base: Where IRIs of nouns start.
        texts: Also write the whole text of each article.
        progress: Called after each named graph with how many are done and how many there are.

    Raises:
        StoreError: If the store does not answer, or refuses. To repeat goes on.
        KgraphError: As ``to_turtle``.
    """
    ledger = _Ledger(target, Minter(base))
    known = ledger.read()
    digests = {name: _digest(lines) for name, lines in _graphs(graph, base, texts=texts)}
    changed = {name for name, digest in digests.items() if known.get(name) != digest}
    if changed & known.keys():
        ledger.rewrite({name: digest for name, digest in known.items() if name not in changed})
    done = len(digests) - len(changed)
    for name, lines in _graphs(graph, base, texts=texts):
        if name in changed:
            target.replace(name, lines)
            ledger.note(name, digests[name])
            done += 1
            if progress:
                progress(done, len(digests))
    ledger.flush()
    return Published(len(changed), len(digests) - len(changed))


def _graphs(graph: KnowledgeGraph, base: str, *, texts: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield each named graph: its IRI and its lines of N-Triples."""
    minter = Minter(base)
    projection = Projection(graph, minter, Terms(minter), texts=texts)
    for name, sections in projection.graphs():
        lines = "".join(write_ntriples(sections)).splitlines(keepends=True)
        yield name[1:-1], lines


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(lines).encode()).hexdigest()


class _Ledger:
    """The notes on what has arrived."""

    def __init__(self, target: _Target, minter: Minter) -> None:
        self._target = target
        self._name = f"{minter.base}published"
        self._waiting: list[str] = []

    def read(self) -> dict[str, str]:
        """Return the hash of each named graph that has arrived."""
        found = self._target.query(
            f"SELECT ?graph ?digest WHERE {{ GRAPH <{self._name}> "
            f"{{ ?graph <{full('kg:digest')}> ?digest }} }}"
        )
        return {row["graph"]["value"]: row["digest"]["value"] for row in found.bindings}

    def rewrite(self, digests: dict[str, str]) -> None:
        """Forget all notes but these."""
        self._target.replace(self._name, [_note(*pair) for pair in sorted(digests.items())])

    def note(self, name: str, digest: str) -> None:
        """Note that a named graph has arrived."""
        self._waiting.append(_note(name, digest))
        if len(self._waiting) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Send the notes that are waiting."""
        if self._waiting:
            self._target.append(self._name, self._waiting)
            self._waiting = []


def _note(name: str, digest: str) -> str:
    return f'<{name}> <{full("kg:digest")}> "{digest}" .\n'
