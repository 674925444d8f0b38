"""The graph as Parquet tables and N-Quads parts, and the graph again from the tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kgraph.distributed.frames import check_spark, each_row, kept
from kgraph.distributed.joining import join_found
from kgraph.encoding import noun_from_data
from kgraph.errors import BrokenFileError
from kgraph.export import TABLES
from kgraph.graph import KnowledgeGraph
from kgraph.model import Article
from kgraph.rdf.nquads import write_nquads
from kgraph.rdf.statements import Projection
from kgraph.rdf.terms import BASE, Minter, Terms
from kgraph.tables import to_rows

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from pyspark.sql import DataFrame

    from kgraph.distributed.frames import Made, Row

_FLAT = {
    "articles": (
        "title string, outlet string, author string, published date, url string, language string"
    ),
    "actors": (
        "name string, kind string, aliases string, affiliation string, role string,"
        " same_as string, number bigint, anonymity string"
    ),
    "events": "label string, kind string, place string, date date",
    "claims": "label string, agent string, act string, object string, event string",
    "readings": (
        "speakers string, edge_type string, targets string, claims string, start bigint,"
        " end bigint, words string, form string, certainty string, negated boolean,"
        " hearsay boolean, said_on date, reported_via string, score double"
    ),
    "mentions": "actor string, start bigint, end bigint, words string, rules string",
}
_EVIDENCE = (
    "edge string, speaker string, speaker_kind string, edge_type string, object string,"
    " object_kind string, stance string, speaker_id string, object_id string, article string,"
    " start bigint, end bigint, words string, form string, certainty string, negated boolean,"
    " hearsay boolean, said_on date, reported_via string, score double, attribution string,"
    " outlet string, title string, published date"
)
_WHO = "speaker speaker_kind edge_type object object_kind speaker_id object_id".split()
_LINES = "key string, lines string"


def build_tables(found: DataFrame) -> dict[str, DataFrame]:
    """Return the graph of the findings as tables, the same as ``build_graph`` would give.

    =============  ===============================================================================
    nouns          ``articles``, ``actors``, ``claims``, ``events``, ``readings`` and ``mentions``:
                   ``id``, the ``article`` that it stands in, its fields, and the whole ``noun``
                   as JSON
    ``evidence``   the rows of ``to_table`` for a graph, with the id of the ``edge``
    ``edges``      those of ``to_table(per="edge")``
    =============  ===============================================================================

    Args:
        found: What ``extract_findings`` gave, best read from where it was written. Rows with an
            error are left out.

    Raises:
        MissingDependencyError: If Spark is not installed.
    """
    check_spark()
    joined = join_found(found)
    tables = {name: kept(_table_of(name, getattr(joined, name))) for name in TABLES}
    evidence = kept(each_row(_by_article(tables, _NAMED), _evidence, _EVIDENCE))
    return {**tables, "evidence": evidence, "edges": _edges(evidence)}


def write_graph(
    tables: Mapping[str, DataFrame],
    folder: str,
    *,
    parts: int = 16,
    base: str = BASE,
    texts: bool = False,
) -> None:
    """Write the tables as Parquet, and the graph as N-Quads for a bulk loader.

    The tables are folders under their names; ``nquads`` has text files, by hash of the id of the
    article, actor, event or claim that their lines are of. No line stands in two of them, and
    together they are the lines that ``save`` writes.

    Args:
        tables: What ``build_tables`` gave.
        folder: Where to, as Spark writes it; what stood there is replaced.
        parts: How many files of N-Quads.
        base: Where the IRIs start, as for ``to_turtle``.
        texts: Write the articles' whole texts into N-Quads too.
    """
    for name, table in tables.items():
        table.write.mode("overwrite").parquet(f"{folder}/{name}")
    lines = _article_lines(tables, base, texts=texts).union(_corpus_lines(tables, base))
    ordered = lines.repartition(parts, "key").sortWithinPartitions("key")
    ordered.select("lines").write.mode("overwrite").text(f"{folder}/nquads")


def load_graph(folder: str | os.PathLike[str]) -> KnowledgeGraph:
    """Return the graph that ``write_graph`` wrote into a folder on this machine; needs no Spark.

    Raises:
        BrokenFileError: If a table is missing or no such table.
    """
    import pyarrow.parquet as pq

    nouns: dict[str, list[Any]] = {}
    articles: dict[str, Article] = {}
    for name, kind in TABLES.items():
        try:
            rows = pq.read_table(f"{folder}/{name}", columns=["noun"])["noun"].to_pylist()
        except (OSError, KeyError, ValueError) as error:
            raise BrokenFileError(f"{folder}: the table of {name} cannot be read") from error
        nouns[name] = [noun_from_data(kind, json.loads(row), articles, where=name) for row in rows]
        if kind is Article:
            articles = {article.id: article for article in nouns[name]}
    return KnowledgeGraph.of(**nouns)


def _table_of(name: str, nouns: DataFrame) -> DataFrame:
    """Return the nouns with their fields in columns."""
    from pyspark.sql import functions as f

    flat = nouns.withColumn("flat", f.from_json("cells", _FLAT[name]))
    return flat.select("id", "article", "flat.*", "noun")


def _by_article(tables: Mapping[str, DataFrame], ends: Mapping[str, str]) -> DataFrame:
    """Return for each article its noun, ``readings`` and ``mentions``, and what these name.

    Args:
        tables: Those of the nouns.
        ends: Expressions that give the ids in ``links``, by the table in which they are.
    """
    from pyspark.sql import functions as f

    rows = tables["articles"].select("id", "noun")
    for name in ("readings", "mentions"):
        within = tables[name].groupBy(f.col("article").alias("id"))
        rows = rows.join(within.agg(f.collect_list("noun").alias(name)), "id", "left")
    for name, path in ends.items():
        links = tables["readings"].select(
            f.col("article").alias("home"), f.explode(f.expr(path)).alias("id")
        )
        nouns = links.distinct().join(tables[name].select("id", "noun"), "id")
        homes = nouns.groupBy(f.col("home").alias("id"))
        gathered = homes.agg(f.collect_list("noun").alias(name))
        rows = rows.join(gathered, "id", "left")
    return rows


_NAMED = {
    "actors": "flatten(array({}))".format(
        ", ".join(
            f"coalesce(from_json(get_json_object(noun, '$.{field}'), 'array<string>'), array())"
            for field in ("speakers", "targets", "reported_via")
        )
    ),
    "claims": (
        "transform(coalesce(from_json(get_json_object(noun, '$.claims'),"
        " 'array<array<string>>'), array()), pair -> pair[0])"
    ),
}


def _graph(row: Row) -> KnowledgeGraph:
    """Return the part of the graph that one article is."""
    (article,) = _nouns(Article, [row["noun"]], {})
    known = {article.id: article}
    nouns = {name: _nouns(TABLES[name], row.get(name), known) for name in TABLES if name in row}
    return KnowledgeGraph.of(articles=[article], **nouns)


def _nouns(kind: type[Any], texts: Iterable[str] | None, known: Mapping[str, Article]) -> list[Any]:
    return [noun_from_data(kind, json.loads(text), known) for text in texts or ()]


def _evidence(row: Row) -> Made:
    graph = _graph(row)
    columns = [part.split()[0] for part in _EVIDENCE.split(", ")]
    for edge in graph.edges():
        for cells in to_rows(edge, graph):
            known = {"edge": edge.id, **cells}
            yield tuple(known[column] for column in columns)


def _edges(evidence: DataFrame) -> DataFrame:
    """Return a row for each edge, as ``to_table(per="edge")`` has them."""
    from pyspark.sql import functions as f

    place = f.struct("article", "start", "end", "attribution")
    day = f.coalesce("said_on", "published")
    stances = f.collect_set("stance")
    return evidence.groupBy("edge", *_WHO).agg(
        f.when(f.size(stances) > 1, "mixed").otherwise(f.get(stances, f.lit(0))).alias("stance"),
        f.count("*").alias("evidence"),
        f.count_distinct("article").alias("articles"),
        f.nullif(f.array_join(f.array_sort(f.collect_set("outlet")), "; "), f.lit("")).alias(
            "outlets"
        ),
        f.min(day).alias("first"),
        f.max(day).alias("last"),
        f.min_by("words", place).alias("words"),
    )


def _article_lines(tables: Mapping[str, DataFrame], base: str, *, texts: bool) -> DataFrame:
    def lines(row: Row) -> Made:
        graph = _graph(row)
        minter = Minter(base)
        terms = Terms(minter)
        projection = Projection(graph, minter, terms, texts=texts)
        named = terms.iri(minter.article_graph(row["id"]))
        yield from _lines(row["id"], write_nquads([(named, projection.article(row["id"]))]))

    return each_row(_by_article(tables, {}), lines, _LINES)


def _corpus_lines(tables: Mapping[str, DataFrame], base: str) -> DataFrame:
    """Return the lines of actors, events and claims, of these with their status."""
    from pyspark.sql import functions as f

    def lines(row: Row) -> Made:
        name, minter = row["name"], Minter(base)
        terms = Terms(minter)
        graph = KnowledgeGraph.of(**{name: _nouns(TABLES[name], [row["noun"]], {})})
        stances = {row["id"]: row["stances"] or ()}
        projection = Projection(graph, minter, terms, stances=stances)
        named = terms.iri(minter.corpus_graph)
        yield from _lines(row["id"], write_nquads([(named, projection.corpus())]))

    nouns = [
        tables[name].select("id", "noun", f.lit(name).alias("name"))
        for name in ("actors", "events", "claims")
    ]
    pairs = f.expr("from_json(get_json_object(noun, '$.claims'), 'array<array<string>>')")
    said = tables["readings"].where("edge_type is not null and not negated and not hearsay")
    sides = said.select(f.explode(pairs).alias("pair"))
    stances = sides.groupBy(f.expr("pair[0]").alias("id")).agg(
        f.collect_set(f.expr("pair[1]")).alias("stances")
    )
    every = nouns[0].union(nouns[1]).union(nouns[2])
    return each_row(every.join(stances, "id", "left"), lines, _LINES)


def _lines(key: str, pieces: Iterable[str]) -> Made:
    if text := "".join(pieces):
        yield key, text.removesuffix("\n")
