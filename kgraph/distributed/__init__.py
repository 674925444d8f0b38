"""The same graph by Apache Spark, for what outgrows one machine; needs the extra ``spark``.

* ``findings``: articles -> findings, rows of text
* ``actors``, ``events``, ``claims``: findings -> what they are in the corpus, by blocks
* ``joining``: all of these -> the nouns of the graph
* ``results``: tables, N-Quads, and the graph again
* ``components``, ``frames``: connected components, and functions over rows and groups

What is said of one block is said by the functions that the build on one machine uses, so that both
give the same graph. ``docs/spark.md`` is a guide for a cluster.

Example::

    from kgraph.distributed import build_tables, extract_findings, write_graph

    extract_findings(spark.read.parquet("articles")).write.parquet("findings")
    write_graph(build_tables(spark.read.parquet("findings")), "graph")
"""

from __future__ import annotations

from kgraph.distributed.findings import extract_findings
from kgraph.distributed.results import build_tables, load_graph, write_graph

__all__ = ["build_tables", "extract_findings", "load_graph", "write_graph"]
