"""Connected components of pairs, by large-star and small-star (Kiveris et al. 2014).

Each round joins everything to the least of its neighbours, so that chains fold in a few rounds,
however long; a round is two joins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.clustering import Groups
from kgraph.distributed.frames import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyspark.sql import DataFrame

PAIRS = "a string, b string"


def stars(names: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """Yield as few pairs of names as connect what the pairs of their numbers do.

    >>> list(stars("abcd", [(2, 3), (1, 2)]))
    [('b', 'c'), ('b', 'd')]
    """
    groups = Groups(len(names))
    for a, b in pairs:
        groups.join(a, b)
    for first, *others in groups.all():
        yield from ((names[first], names[other]) for other in others)


def with_roots(nodes: DataFrame, pairs: DataFrame) -> DataFrame:
    """Return the nodes with the first node of their component in a column ``root``.

    Args:
        nodes: Rows with a column ``node``.
        pairs: Columns ``a`` and ``b``: nodes that are one.
    """
    from pyspark.sql import functions as f

    found = roots_of(pairs).withColumnRenamed("a", "node").withColumnRenamed("b", "root")
    joined = nodes.join(found, "node", "left")
    return joined.withColumn("root", f.coalesce("root", "node"))


def roots_of(pairs: DataFrame) -> DataFrame:
    """Return ``a`` and ``b``: each node that is not the first of its component, and that first."""
    from pyspark.sql import functions as f

    edges = kept(
        pairs.where("a <> b")
        .select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b"))
        .distinct()
    )
    before = None
    while (now := _fingerprint(edges)) != before:
        before = now
        edges = kept(_small_star(_large_star(edges)))
    return edges


def _large_star(edges: DataFrame) -> DataFrame:
    """Join the greater neighbours of each node to its least neighbour."""
    from pyspark.sql import functions as f

    turned = edges.select(f.col("b").alias("a"), f.col("a").alias("b"))
    both = edges.union(turned)
    least = both.groupBy("a").agg(f.least(f.min("b"), "a").alias("least"))
    joined = both.join(least, "a").where("b > a")
    return joined.select(f.col("b").alias("a"), f.col("least").alias("b")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Join the lesser neighbours of each node, and the node, to the least of them."""
    from pyspark.sql import functions as f

    least = edges.groupBy("a").agg(f.min("b").alias("least"))
    joined = edges.join(least, "a").where("b <> least")
    others = joined.select(f.col("b").alias("a"), f.col("least").alias("b"))
    return others.union(least.select("a", f.col("least").alias("b"))).distinct()


def _fingerprint(edges: DataFrame) -> tuple[int, int]:
    from pyspark.sql import functions as f

    number = f.xxhash64("a", "b").cast("decimal(20,0)")
    count, total = edges.select(f.count("*"), f.sum(number)).first() or (0, 0)
    return int(count), int(total or 0)
