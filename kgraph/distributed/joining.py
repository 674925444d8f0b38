"""Findings -> the nouns of the graph, as DataFrames: ``pipeline.join`` in parts."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.actors.merge import Merged
from kgraph.distributed.actors import ACTOR, place_actors
from kgraph.distributed.claims import cluster_put
from kgraph.distributed.events import merge_told
from kgraph.distributed.findings import article_of, findings_of
from kgraph.distributed.frames import each_row, kept, packed, unpacked
from kgraph.encoding import noun_to_data
from kgraph.model import Mention
from kgraph.pipeline import actors_in, mentions_of, outlet_of, readings_of
from kgraph.tables import to_rows

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from kgraph.distributed.actors import Placed
    from kgraph.distributed.events import Happened
    from kgraph.distributed.frames import Made, Row
    from kgraph.findings import Findings
    from kgraph.model import Actor, Article, Claim, Event, Reading, Stance

    Noun = Actor | Article | Claim | Event | Mention | Reading

NOUN = "id string, article string, noun string, cells string"
_VIEW = "id string, view binary"
_NAMED = "id string"


@dataclass(frozen=True, slots=True)
class View:
    """What an article knows of the corpus.

    Attributes:
        findings: Its own.
        actors: Those that it names and those that they speak for, by id.
        ids: The id in the corpus of each of its actors.
        rules: The rule that joined each to those of other articles, where one did.
        events: Id and label of each of its events, by index.
    """

    findings: Findings
    actors: dict[str, Actor]
    ids: dict[str, str]
    rules: dict[str, str]
    events: dict[int, tuple[str, str]]

    @property
    def merged(self) -> Merged:
        """Its actors in the form of the pipeline."""
        return Merged(list(self.actors.values()), self.ids, self.rules)


@dataclass(frozen=True, slots=True)
class Joined:
    """The nouns of the graph, each with the columns of ``NOUN``.

    ``article`` is null for those of none, ``noun`` is the whole as JSON, and ``cells`` are its
    fields as ``to_rows`` has them.
    """

    articles: DataFrame
    actors: DataFrame
    claims: DataFrame
    events: DataFrame
    readings: DataFrame
    mentions: DataFrame


def join_found(found: DataFrame) -> Joined:
    """Return the nouns of the graph.

    Args:
        found: The findings, as ``extract_findings`` gives them; those that failed are left out.
    """
    from pyspark.sql import functions as f

    found = found.where("findings is not null").select("id", "article", "findings")
    placed, happened = place_actors(found), merge_told(found)
    views = kept(_views(found, placed, happened))
    clustered = cluster_put(views)
    sides = clustered.sides.join(
        clustered.claims.select(f.col("id").alias("claim"), "agent"), "claim"
    )
    readings = kept(_readings(views, sides))
    told = readings.select(f.explode("claims").alias("id")).distinct()
    claims = kept(clustered.claims.join(told, "id"))
    used_events = clustered.claims.select(f.col("event").alias("id")).distinct()
    own = readings.select(f.explode("actors").alias("id")).union(
        claims.where("agent is not null").select(f.col("agent").alias("id"))
    )
    used = kept(_with_affiliations(own.distinct(), placed.actors))
    return Joined(
        articles=each_row(found, _article, NOUN),
        actors=each_row(_with_outlets(placed.actors, found).join(used, "id"), _actor, NOUN),
        claims=each_row(claims, _claim, NOUN),
        events=each_row(happened.events.join(used_events, "id"), _event, NOUN),
        readings=readings.select("id", "article", "noun", "cells"),
        mentions=each_row(views, _mentions, f"{NOUN}, actor string")
        .join(used.withColumnRenamed("id", "actor"), "actor", "left_semi")
        .select("id", "article", "noun", "cells"),
    )


def _views(found: DataFrame, placed: Placed, happened: Happened) -> DataFrame:
    """Return the articles with what each knows of the corpus."""
    from pyspark.sql import functions as f

    tops = _tops(placed.actors)
    spread = found.sparkSession.sparkContext.broadcast(tops)

    def view(row: Row) -> Made:
        yield row["id"], packed(_view(row, spread.value))

    local = placed.local.join(placed.actors.select("id", "actor"), "id")
    actors = local.groupBy("article").agg(
        f.collect_list(f.struct("local", "id", "rule", "actor")).alias("actors")
    )
    events = happened.local.groupBy("article").agg(
        f.collect_list(f.struct("place", "id", "label")).alias("events")
    )
    renamed = found.withColumnRenamed("article", "text").withColumn("article", f.col("id"))
    joined = renamed.join(actors, "article", "left").join(events, "article", "left")
    rows = joined.select("id", f.col("text").alias("article"), "findings", "actors", "events")
    return each_row(rows, view, _VIEW)


def _tops(actors: DataFrame) -> dict[str, Actor]:
    """Return the actors that others speak for, by id; all of them come to the driver."""
    from pyspark.sql import functions as f

    named = actors.where("affiliation is not null").select(f.col("affiliation").alias("id"))
    rows = actors.join(named.distinct(), "id", "left_semi").select("id", "actor").collect()
    return {row["id"]: unpacked(row["actor"]) for row in rows}


def _view(row: Row, tops: dict[str, Actor]) -> View:
    local = sorted(row["actors"] or (), key=lambda item: item["local"])
    actors: dict[str, Actor] = {item["id"]: unpacked(item["actor"]) for item in local}
    for actor in list(actors.values()):
        up = actor.affiliation
        while up in tops and up not in actors:
            actors[up] = tops[up]
            up = tops[up].affiliation
    return View(
        findings=findings_of(row),
        actors=actors,
        ids={item["local"]: item["id"] for item in local},
        rules={item["local"]: item["rule"] for item in local if item["rule"]},
        events={item["place"]: (item["id"], item["label"]) for item in row["events"] or ()},
    )


def _readings(views: DataFrame, sides: DataFrame) -> DataFrame:
    """Return the readings, each with the ids of the actors and claims that it names."""
    from pyspark.sql import functions as f

    homes = each_row(views, _homes, "attribution string, article string")
    by_article = (
        sides.join(homes, "attribution")
        .groupBy(f.col("article").alias("id"))
        .agg(f.collect_list(f.struct("attribution", "claim", "stance", "agent")).alias("sides"))
    )
    schema = f"{NOUN}, actors array<string>, claims array<string>"
    return each_row(views.join(by_article, "id", "left"), _read, schema)


def _homes(row: Row) -> Made:
    found = unpacked(row["view"]).findings.interpretation
    for attribution in (*found.attributions, *found.narrated):
        yield attribution.id, row["id"]


def _read(row: Row) -> Made:
    view: View = unpacked(row["view"])
    sides: dict[str, list[tuple[str, Stance]]] = defaultdict(list)
    for item in row["sides"] or ():
        sides[item["attribution"]].append((item["claim"], item["stance"]))
    agents = {item["claim"]: item["agent"] for item in row["sides"] or ()}
    settled = {attribution: tuple(sorted(found)) for attribution, found in sides.items()}
    for reading in readings_of(view.findings, view.ids, settled, agents):
        claims = [claim for claim, _ in reading.claims]
        yield *_noun(reading, row["id"]), list(actors_in(reading)), claims


def _mentions(row: Row) -> Made:
    view: View = unpacked(row["view"])
    for mention in mentions_of(view.findings, view.merged):
        yield *_noun(mention, row["id"]), mention.actor


def _with_affiliations(own: DataFrame, actors: DataFrame) -> DataFrame:
    """Return the ids and those of all that they speak for."""
    tops = _tops(actors)
    spread = own.sparkSession.sparkContext.broadcast({i: a.affiliation for i, a in tops.items()})

    def ups(row: Row) -> Made:
        seen = {row["id"]}
        yield (row["id"],)
        up = row["affiliation"]
        while up is not None and up not in seen:
            seen.add(up)
            yield (up,)
            up = spread.value[up]

    known = own.join(actors.select("id", "affiliation"), "id", "left")
    return each_row(known, ups, _NAMED).distinct()


def _with_outlets(actors: DataFrame, found: DataFrame) -> DataFrame:
    """Return the actors, and the outlets of articles that are none of them."""
    outlets = each_row(found, _outlet, ACTOR).dropDuplicates(["id"])
    return actors.union(outlets.join(actors.select("id"), "id", "left_anti"))


def _outlet(row: Row) -> Made:
    outlet = outlet_of(article_of(row))
    if outlet is not None:
        yield outlet.id, None, packed(outlet)


def _article(row: Row) -> Made:
    yield _noun(article_of(row), row["id"])


def _actor(row: Row) -> Made:
    yield _noun(unpacked(row["actor"]))


def _claim(row: Row) -> Made:
    yield _noun(unpacked(row["claim"]))


def _event(row: Row) -> Made:
    yield _noun(unpacked(row["event"]))


def _noun(noun: Noun, article: str | None = None) -> tuple[str, str | None, str, str]:
    """Return the columns of ``NOUN``."""
    whole = json.dumps(noun_to_data(noun), separators=(",", ":"))
    (cells,) = to_rows(noun)
    if isinstance(noun, Mention):
        span = noun.span
        cells |= {"start": span.start, "end": span.end, "words": " ".join(span.text.split())}
    cells.pop("text", None)  # an article's stands in the whole
    return noun.id, article, whole, json.dumps(cells, default=str)
