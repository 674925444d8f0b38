"""Asking graphs in SPARQL, without a server and on one; publishing to triple stores.

* ``embedded``: an engine in memory or in a folder
* ``library``: named queries with parameters
* ``answers``: what a query answers
* ``remote``, with ``client`` and ``presets``: a store on the network
* ``publishing``: a graph to a store, article by article
"""

from __future__ import annotations

from kgraph.store.answers import Answer
from kgraph.store.embedded import Store, resolve, sparql
from kgraph.store.library import Query, find_query, query_names
from kgraph.store.publishing import Published, publish
from kgraph.store.remote import RemoteStore

__all__ = [
    "Answer",
    "Published",
    "Query",
    "RemoteStore",
    "Store",
    "find_query",
    "publish",
    "query_names",
    "resolve",
    "sparql",
]
