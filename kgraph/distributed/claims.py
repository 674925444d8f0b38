"""Claims of articles -> claims of the corpus, by shared keys: ``claims.cluster`` over DataFrames.

What is a key, what compares, and what becomes of a group is said there; here they are joins.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.claims.cluster import (
    ALIKE,
    Corpus,
    claim_of,
    full_keys,
    is_worded,
    joined_by_words,
    keys,
    may_mean,
    partial_keys,
    put_of,
    same_subject,
    same_words,
    sides_on,
    subjects,
)
from kgraph.claims.rewording import join_reworded
from kgraph.clustering import Groups
from kgraph.distributed.components import PAIRS, roots_of, stars, with_roots
from kgraph.distributed.frames import each_group, each_row, kept, node_key, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyspark.sql import DataFrame

    from kgraph.claims.values import Put
    from kgraph.distributed.frames import Made, Row

_PUT = (
    "node string, told boolean, keys array<string>, subjects array<string>, full array<string>,"
    " partial array<string>, words array<string>, worded boolean, put binary"
)
_KEPT = ("node", "told", "put", "before")
_CLAIM = "id string, agent string, event string, root string, claim binary, sides binary"
_SIDE = "attribution string, claim string, node string, place int, stance string"


@dataclass(frozen=True, slots=True)
class Clustered:
    """The claims of the corpus, as DataFrames.

    Attributes:
        claims: ``id``, ``agent``, ``event``, ``claim``.
        sides: ``attribution``, ``claim``, ``stance``.
    """

    claims: DataFrame
    sides: DataFrame


def cluster_put(joined: DataFrame) -> Clustered:
    """Return the claims of the corpus.

    Args:
        joined: The findings, each with its actors and events in the corpus, as ``joining`` has.
    """
    from pyspark.sql import functions as f

    said = kept(each_row(joined, _put, _PUT))
    put = said.where("not told")
    firsts = kept(_exploded(put, "keys").groupBy("key").agg(f.min("node").alias("first")))
    pairs = _sharing(put, firsts).union(_same_subject(put)).union(_same_words(put))
    rooted = kept(with_roots(put, pairs))
    whole = _joined(rooted, _left_out(rooted))
    whole = whole.withColumn("before", f.col("root"))
    whole = _joined(whole, _reworded(whole, joined))
    members = whole.union(_narrated(said.where("told"), firsts, whole))
    made = kept(each_group(members, "root", _claim, _CLAIM))
    # of two groups that get one id, the later stands, as in a dict; its sides are those of both
    claims = made.groupBy("id").agg(
        *(f.max_by(name, "root").alias(name) for name in ("agent", "event", "claim"))
    )
    return Clustered(kept(claims), kept(_sides(made)))


def _joined(rooted: DataFrame, pairs: DataFrame) -> DataFrame:
    """Return the claims with the roots that they have when some roots are one."""
    from pyspark.sql import functions as f

    again = roots_of(pairs).toDF("root", "least")
    whole = rooted.join(again, "root", "left").withColumn("root", f.coalesce("least", "root"))
    return kept(whole.select("root", *(c for c in rooted.columns if c in _KEPT)))


def _reworded(whole: DataFrame, joined: DataFrame) -> DataFrame:
    """Return pairs of roots of claims in other words.

    The most alike are joined first, and each changes what the next may join, so this is done by
    the driver: over the claims without texts, which it holds in memory.
    """
    rows = [row.asDict() for row in whole.select("node", "root", "put").collect()]
    root_of = {row["node"]: row["root"] for row in rows}
    nodes, put = _in_order(rows)
    number = {node: k for k, node in enumerate(nodes)}
    groups = Groups(len(nodes))
    for node, root in root_of.items():
        groups.join(number[root], number[node])
    named = each_row(joined, _names, "id string, named array<string>").collect()
    join_reworded(put, groups, {row["id"]: tuple(row["named"]) for row in named})
    roots = [k for k, node in enumerate(nodes) if root_of[node] == node]
    pairs = [(nodes[groups.root(k)], nodes[k]) for k in roots if groups.root(k) != k]
    return whole.sparkSession.createDataFrame(pairs, PAIRS)


def _names(row: Row) -> Made:
    yield row["id"], list(unpacked(row["view"]).findings.interpretation.named)


def _put(row: Row) -> Made:
    """Yield the claims of an article, and what it states in its own voice."""
    view = unpacked(row["view"])
    found = view.findings.interpretation
    corpus = Corpus(
        articles={row["id"]: found},
        actors=view.actors,
        ids=view.ids,
        published={row["id"]: view.findings.article.published},
    )
    events = {(row["id"], k): event for k, (event, _) in view.events.items()}
    for told, claims in ((False, found.claims), (True, found.told)):
        for put in put_of(corpus, {row["id"]: claims}, events):
            label = next(
                (label for event, label in view.events.values() if event == put.event), None
            )
            yield (
                node_key(put.order),
                told,
                _written(keys(put)),
                _written(subjects(put)),
                _written(full_keys(put)),
                _written(partial_keys(put)),
                list(put.claim.object),
                is_worded(put),
                packed((put, view.actors.get(put.agent), label)),
            )


def _written(found: Iterable[tuple[str, ...]]) -> list[str]:
    return [json.dumps(key) for key in dict.fromkeys(found)]


def _exploded(put: DataFrame, column: str, *more: str) -> DataFrame:
    from pyspark.sql import functions as f

    return put.select("node", *more, f.posexplode(column).alias("place", "key"))


def _sharing(put: DataFrame, firsts: DataFrame) -> DataFrame:
    """Return pairs of claims that share a key."""
    return _exploded(put, "keys").join(firsts, "key").selectExpr("first as a", "node as b")


def _same_subject(put: DataFrame) -> DataFrame:
    """Return pairs of claims of one subject and predicate in like words."""
    return each_group(_exploded(put, "subjects", "put"), "key", _subject, PAIRS)


def _subject(rows: list[Row]) -> Made:
    names, put = _in_order(rows)
    return stars(names, same_subject(put))


def _in_order(rows: list[Row]) -> tuple[list[str], list[Put]]:
    """Return nodes and claims, the earliest first."""
    rows = sorted(rows, key=lambda row: row["node"])
    return [row["node"] for row in rows], [unpacked(row["put"])[0] for row in rows]


def _same_words(put: DataFrame) -> DataFrame:
    """Return pairs of claims in like words, by a join on the rarest words of each."""
    from pyspark.sql import functions as f

    worded = put.where("worded")
    word = worded.select("node", f.explode(f.array_distinct("words")).alias("word"))
    counts = word.groupBy("word").agg(f.count("*").alias("many"))
    ordered = (
        word.join(counts, "word")
        .groupBy("node")
        .agg(f.sort_array(f.collect_list(f.struct("many", "word"))).alias("ordered"))
    )
    prefixes = each_row(ordered, _prefix, "node string, word string")
    return each_group(prefixes.join(worded.select("node", "put"), "node"), "word", _worded, PAIRS)


def _prefix(row: Row) -> Made:
    words = [item["word"] for item in row["ordered"]]
    for word in words[: len(words) - math.ceil(ALIKE * len(words)) + 1]:
        yield row["node"], word


def _worded(rows: list[Row]) -> Made:
    names, put = _in_order(rows)
    return stars(names, same_words(put))


def _left_out(rooted: DataFrame) -> DataFrame:
    """Return pairs of the group of a claim that leaves a name out and the only one it may mean."""
    from pyspark.sql import functions as f

    known = _exploded(rooted, "full", "root").select("key", f.col("root").alias("meant")).distinct()
    words = rooted.groupBy("root").agg(
        f.array_distinct(f.flatten(f.collect_list("words"))).alias("all_words")
    )
    meant = (
        _exploded(rooted, "partial").join(known, "key").select("node", "meant").distinct()
        .join(words.withColumnRenamed("root", "meant"), "meant")
        .join(rooted.select("node", "root", "put"), "node")
    )  # fmt: skip
    fitting = each_row(meant, _meant, "node string, root string, meant string")
    only = fitting.groupBy("node").agg(
        f.count("*").alias("many"), f.min("root").alias("a"), f.min("meant").alias("b")
    )
    return only.where("many = 1").select("a", "b")


def _meant(row: Row) -> Made:
    if may_mean(unpacked(row["put"])[0], frozenset(row["all_words"])):
        yield row["node"], row["root"], row["meant"]


def _narrated(told: DataFrame, firsts: DataFrame, whole: DataFrame) -> DataFrame:
    """Return what articles state in their own voice with the group that its first known key has."""
    from pyspark.sql import functions as f

    first = (
        _exploded(told, "keys").join(firsts, "key")
        .groupBy("node").agg(f.min_by("first", "place").alias("first"))
    )  # fmt: skip
    roots = whole.select(f.col("node").alias("first"), "root")
    return (
        told.select("node", "told", "put").join(first, "node").join(roots, "first")
        .selectExpr("root", "node", "told", "put", "root as before")
    )  # fmt: skip


def _claim(rows: list[Row]) -> Made:
    rows = sorted(rows, key=lambda row: row["node"])
    found = [(row["told"], *unpacked(row["put"])) for row in rows]
    members = joined_by_words(
        [put for told, put, _, _ in found if not told],
        [row["before"] for row in rows if not row["told"]],
    )
    actors = {actor.id: actor for told, _, actor, _ in found if actor is not None and not told}
    labels = {put.event: label for told, put, _, label in found if label is not None and not told}
    claim = claim_of(members, actors, labels)
    sides = list(sides_on(members, [put for told, put, _, _ in found if told]))
    yield claim.id, claim.agent, claim.event, rows[0]["root"], packed(claim), packed(sides)


def _sides(made: DataFrame) -> DataFrame:
    """Return the side of each attribution on each claim: the first that is not open."""
    from pyspark.sql import functions as f

    rows = each_row(made, _each_side, _SIDE)
    settled = f.min_by("stance", f.struct(f.col("stance") == "open", "node", "place"))
    return rows.groupBy("attribution", "claim").agg(settled.alias("stance"))


def _each_side(row: Row) -> Made:
    for place, (attribution, stance) in enumerate(unpacked(row["sides"])):
        yield attribution, row["id"], row["root"], place, stance
