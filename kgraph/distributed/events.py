"""Events of articles -> events of the corpus, by buckets: ``claims.happenings`` over DataFrames."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.claims.happenings import Told, buckets_of, event_of, same_events
from kgraph.distributed.components import PAIRS, stars, with_roots
from kgraph.distributed.findings import findings_of
from kgraph.distributed.frames import each_group, each_row, kept, node_key, packed, unpacked

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from kgraph.distributed.frames import Made, Row

EVENT = "id string, label string, root string, event binary"
_TOLD = "node string, article string, place int, buckets array<string>, told binary"


@dataclass(frozen=True, slots=True)
class Happened:
    """The events of the corpus, as DataFrames.

    Attributes:
        events: ``id``, ``label``, ``event``.
        local: ``article``, ``place``, ``id``, ``label``: which each article's event is.
    """

    events: DataFrame
    local: DataFrame


def merge_told(found: DataFrame) -> Happened:
    """Return the events of the corpus.

    Args:
        found: The findings, without those that failed.
    """
    from pyspark.sql import functions as f

    told = kept(each_row(found, _told, _TOLD))
    bucketed = told.select("node", "told", f.explode("buckets").alias("bucket"))
    rooted = kept(with_roots(told, each_group(bucketed, "bucket", _pairs, PAIRS)))
    made = kept(each_group(rooted.select("root", "node", "told"), "root", _event, EVENT))
    # of two groups that get one id, the later stands, as in a dict
    events = made.groupBy("id").agg(
        f.max_by("label", "root").alias("label"), f.max_by("event", "root").alias("event")
    )
    named = made.select("root", "id").join(events.select("id", "label"), "id")
    local = rooted.select("article", "place", "root").join(named, "root").drop("root")
    return Happened(kept(events), kept(local))


def _told(row: Row) -> Made:
    findings = findings_of(row)
    published = findings.article.published
    for k, event in enumerate(findings.interpretation.events):
        told = Told(article=row["id"], published=published, index=k, event=event)
        buckets = [json.dumps(bucket) for bucket in dict.fromkeys(buckets_of(event))]
        yield node_key(told.order), row["id"], k, buckets, packed(told)


def _pairs(rows: list[Row]) -> Made:
    rows = sorted(rows, key=lambda row: row["node"])
    told = [unpacked(row["told"]) for row in rows]
    return stars([row["node"] for row in rows], same_events(list(range(len(told))), told))


def _event(rows: list[Row]) -> Made:
    rows = sorted(rows, key=lambda row: row["node"])
    event = event_of([unpacked(row["told"]) for row in rows])
    yield event.id, event.label, rows[0]["root"], packed(event)
