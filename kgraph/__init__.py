"""News articles to an attribution knowledge graph: who accuses, denies or assesses what.

These names are all that is public; whatever else a module has may change without notice. Each is
loaded when first used, so that ``import kgraph`` is quick and brings none of the heavy libraries.

Example:
    >>> import kgraph
    >>> kgraph.KnowledgeGraph.of()
    <KnowledgeGraph: 0 articles, 0 attributions, 0 actors, 0 claims, 0 edges>
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.documents import read_articles
    from kgraph.errors import (
        ArticleError,
        BrokenFileError,
        KgraphError,
        MissingDependencyError,
        QueryError,
        SpanError,
        StoreError,
        UnknownNameError,
    )
    from kgraph.export import load, save
    from kgraph.graph import KnowledgeGraph
    from kgraph.model import (
        Actor,
        Article,
        Attribution,
        Claim,
        Edge,
        Event,
        Reading,
        TextSpan,
    )
    from kgraph.network import to_networkx
    from kgraph.pipeline import build_graph
    from kgraph.query import Dispute, find_actor, find_claim, find_disputes, find_edges
    from kgraph.rdf import to_turtle
    from kgraph.store import Answer, RemoteStore, Store, publish, sparql
    from kgraph.tables import to_table
    from kgraph.view.explorer import to_html

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Answer",
    "Article",
    "ArticleError",
    "Attribution",
    "BrokenFileError",
    "Claim",
    "Dispute",
    "Edge",
    "Event",
    "KgraphError",
    "KnowledgeGraph",
    "MissingDependencyError",
    "QueryError",
    "Reading",
    "RemoteStore",
    "SpanError",
    "Store",
    "StoreError",
    "TextSpan",
    "UnknownNameError",
    "__version__",
    "build_graph",
    "find_actor",
    "find_claim",
    "find_disputes",
    "find_edges",
    "load",
    "publish",
    "read_articles",
    "save",
    "sparql",
    "to_html",
    "to_networkx",
    "to_table",
    "to_turtle",
]

_HOMES = {
    "kgraph.documents": ("read_articles",),
    "kgraph.errors": (
        "ArticleError",
        "BrokenFileError",
        "KgraphError",
        "MissingDependencyError",
        "QueryError",
        "SpanError",
        "StoreError",
        "UnknownNameError",
    ),
    "kgraph.export": ("load", "save"),
    "kgraph.graph": ("KnowledgeGraph",),
    "kgraph.model": (
        "Actor",
        "Article",
        "Attribution",
        "Claim",
        "Edge",
        "Event",
        "Reading",
        "TextSpan",
    ),
    "kgraph.network": ("to_networkx",),
    "kgraph.pipeline": ("build_graph",),
    "kgraph.query": ("Dispute", "find_actor", "find_claim", "find_disputes", "find_edges"),
    "kgraph.rdf": ("to_turtle",),
    "kgraph.store": ("Answer", "RemoteStore", "Store", "publish", "sparql"),
    "kgraph.tables": ("to_table",),
    "kgraph.view.explorer": ("to_html",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Return a public name, loaded from its module at first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(_HOME[name]), name)
    return found


def __dir__() -> list[str]:
    return __all__
