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
    from kgraph.corrections import Corrections, read_corrections
    from kgraph.documents import read_articles
    from kgraph.errors import (
        ArticleError,
        BrokenFileError,
        CacheError,
        CorrectionsError,
        KgraphError,
        MissingDependencyError,
        QueryError,
        SpanError,
        StoreError,
        UnknownNameError,
        WorkerError,
    )
    from kgraph.export import load, save, save_pages
    from kgraph.graph import KnowledgeGraph
    from kgraph.model import (
        Actor,
        Article,
        Attribution,
        Claim,
        Edge,
        Event,
        Mention,
        Reading,
        TextSpan,
    )
    from kgraph.network import to_networkx
    from kgraph.pipeline import build_graph
    from kgraph.plots import plot_accusations, plot_stances, plot_timeline
    from kgraph.query import (
        Change,
        Comparison,
        Dispute,
        Moment,
        Origin,
        Position,
        Silence,
        Standing,
        Turn,
        Voice,
        Way,
        compare,
        find_actor,
        find_changes,
        find_claim,
        find_disputes,
        find_edges,
        find_event,
        find_neighbourhood,
        find_origins,
        find_positions,
        find_silences,
        find_standing,
        find_timeline,
        find_ways,
        who_says_what,
        why,
    )
    from kgraph.rdf import to_turtle
    from kgraph.store import Answer, RemoteStore, Store, publish, sparql
    from kgraph.tables import save_table, to_matrix, to_rows, to_table
    from kgraph.view.explorer import to_html
    from kgraph.view.notebook import show

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Answer",
    "Article",
    "ArticleError",
    "Attribution",
    "BrokenFileError",
    "CacheError",
    "Change",
    "Claim",
    "Comparison",
    "Corrections",
    "CorrectionsError",
    "Dispute",
    "Edge",
    "Event",
    "KgraphError",
    "KnowledgeGraph",
    "Mention",
    "MissingDependencyError",
    "Moment",
    "Origin",
    "Position",
    "QueryError",
    "Reading",
    "RemoteStore",
    "Silence",
    "SpanError",
    "Standing",
    "Store",
    "StoreError",
    "TextSpan",
    "Turn",
    "UnknownNameError",
    "Voice",
    "Way",
    "WorkerError",
    "__version__",
    "build_graph",
    "compare",
    "find_actor",
    "find_changes",
    "find_claim",
    "find_disputes",
    "find_edges",
    "find_event",
    "find_neighbourhood",
    "find_origins",
    "find_positions",
    "find_silences",
    "find_standing",
    "find_timeline",
    "find_ways",
    "load",
    "plot_accusations",
    "plot_stances",
    "plot_timeline",
    "publish",
    "read_articles",
    "read_corrections",
    "save",
    "save_pages",
    "save_table",
    "show",
    "sparql",
    "to_html",
    "to_matrix",
    "to_networkx",
    "to_rows",
    "to_table",
    "to_turtle",
    "who_says_what",
    "why",
]

_HOMES = {
    "kgraph.corrections": ("Corrections", "read_corrections"),
    "kgraph.documents": ("read_articles",),
    "kgraph.errors": (
        "ArticleError",
        "BrokenFileError",
        "CacheError",
        "CorrectionsError",
        "KgraphError",
        "MissingDependencyError",
        "QueryError",
        "SpanError",
        "StoreError",
        "UnknownNameError",
        "WorkerError",
    ),
    "kgraph.export": ("load", "save", "save_pages"),
    "kgraph.graph": ("KnowledgeGraph",),
    "kgraph.model": (
        "Actor",
        "Article",
        "Attribution",
        "Claim",
        "Edge",
        "Event",
        "Mention",
        "Reading",
        "TextSpan",
    ),
    "kgraph.network": ("to_networkx",),
    "kgraph.pipeline": ("build_graph",),
    "kgraph.plots": ("plot_accusations", "plot_stances", "plot_timeline"),
    "kgraph.query": (
        "Change",
        "Comparison",
        "Dispute",
        "Moment",
        "Origin",
        "Position",
        "Silence",
        "Standing",
        "Turn",
        "Voice",
        "Way",
        "compare",
        "find_actor",
        "find_changes",
        "find_claim",
        "find_disputes",
        "find_edges",
        "find_event",
        "find_neighbourhood",
        "find_origins",
        "find_positions",
        "find_silences",
        "find_standing",
        "find_timeline",
        "find_ways",
        "who_says_what",
        "why",
    ),
    "kgraph.rdf": ("to_turtle",),
    "kgraph.store": ("Answer", "RemoteStore", "Store", "publish", "sparql"),
    "kgraph.tables": ("save_table", "to_matrix", "to_rows", "to_table"),
    "kgraph.view.explorer": ("to_html",),
    "kgraph.view.notebook": ("show",),
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
