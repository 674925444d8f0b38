"""Actors of articles -> actors of the corpus, by blocks: ``actors.merge`` over DataFrames.

Persons meet in blocks of one surname, and short names in blocks of the word that stands for a full
name; whatever else has an id of its own, under which it is counted. On the driver are only the
bodies that somebody speaks for, which are broadcast.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from kgraph.actors.described import SAME_AFFAIR, in_one, is_described, keys
from kgraph.actors.merge import (
    ONLY_SURNAME,
    Draft,
    Full,
    above_of,
    alone_key,
    body_meant,
    by_name,
    full_groups,
    government_of,
    is_short,
    kept_ids,
    meant_by,
    merged_of,
    note,
)
from kgraph.actors.names import surname
from kgraph.distributed.components import PAIRS, roots_of
from kgraph.distributed.findings import findings_of
from kgraph.distributed.frames import each_group, each_row, kept, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyspark.sql import DataFrame

    from kgraph.distributed.frames import Made, Row
    from kgraph.model import Actor

ACTOR = "id string, affiliation string, actor binary"
_LOCAL = (
    "article string, local string, person boolean, place int, day date, named array<string>,"
    " block string, body string, affiliation string, actor binary"
)
_CALLED = "key string, local string, day date"
_MEMBER = "group string, article string, local string, rule string, place int, actor binary"
_KNOWN = f"{_MEMBER}, block string, shorts array<string>, full binary"
_AFTER = 1_000_000_000  # short names come after the full ones of their group
_DRAFT = "draft string, fewer int, first string, whose string, locals array<string>, actor binary"


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """The actors of the corpus, as DataFrames.

    Attributes:
        actors: ``id``, ``affiliation``, ``actor``.
        local: ``article``, ``local``, ``id``, ``rule``: the id in the corpus of each article's.
    """

    actors: DataFrame
    local: DataFrame


def place_actors(found: DataFrame) -> Placed:
    """Return the actors of the corpus.

    Args:
        found: The findings, as ``extract_findings`` gives them, without those that failed.
    """
    local = kept(_with_bodies(kept(each_row(found, _local, _LOCAL))))
    bodies = local.where("not person").select("body").distinct()
    alone = local.where("person").join(bodies, "body", "left_anti")
    members = kept(_persons(alone, _governments(local)))
    persons = each_group(members, "group", _person, _DRAFT)
    meant = local.join(bodies, "body", "left_semi")
    others = each_group(_counted(meant), "body", _other, _DRAFT)
    made = _with_ids(kept(persons.union(others)))
    ids = kept(_ids(made))
    actors = kept(_affiliated(made, ids))
    rules = members.select("article", "local", "rule").union(_met_again(local))
    joined = local.select("article", "local").join(ids, "local")
    return Placed(actors, kept(joined.join(rules, ["article", "local"], "left")))


def _local(row: Row) -> Made:
    findings = findings_of(row)
    day, named = findings.article.published, list(findings.interpretation.named)
    for place, actor in enumerate(findings.local.actors.values()):
        person = actor.kind == "person"
        block = surname(actor.name) if person else actor.id
        body = body_meant(actor) if person else actor.id
        setting = day, named if is_described(actor) else None
        known = block, body, actor.affiliation, packed(actor)
        yield row["id"], actor.id, person, place, *setting, *known


def _with_bodies(local: DataFrame) -> DataFrame:
    """Return the actors of articles, with one ``body`` for all that are one within an affair."""
    from pyspark.sql import functions as f

    called = each_row(local.where("named is not null"), _called, _CALLED)
    pairs = each_group(called, "key", _one_body, PAIRS)
    roots = roots_of(kept(pairs)).withColumnRenamed("a", "body").withColumnRenamed("b", "root")
    joined = local.join(roots, "body", "left")
    return joined.withColumn("body", f.coalesce("root", "body")).drop("root", "named")


def _called(row: Row) -> Made:
    """Yield the keys that a described body shares with others of one affair."""
    for key in keys(unpacked(row["actor"]), row["named"]):
        yield "\t".join(key), row["local"], row["day"]


def _met_again(local: DataFrame) -> DataFrame:
    """Return ``article``, ``local``, ``rule`` of the bodies that an affair made one."""
    from pyspark.sql import functions as f

    bodies = local.where("not person")
    several = bodies.groupBy("body").agg(f.countDistinct("local").alias("n")).where("n > 1")
    rule = f.lit(SAME_AFFAIR).alias("rule")
    return bodies.join(several, "body", "left_semi").select("article", "local", rule)


def _one_body(rows: list[Row]) -> Made:
    yield from in_one((row["local"], row["day"]) for row in rows)


def _governments(local: DataFrame) -> dict[str, str]:
    """Return the government of each body that somebody speaks for and that has one."""
    named = local.where("affiliation is not null").select("affiliation").distinct()
    bodies = local.where("not person").join(named.toDF("local"), "local", "left_semi")
    rows = each_group(_counted(bodies), "body", _above, "id string, kind string, up string")
    above = {row["id"]: (row["kind"], row["up"]) for row in rows.collect()}
    return {name: g for name in above if (g := government_of(name, above))}


def _above(rows: list[Row]) -> Made:
    group = _expanded(rows)
    yield (group[0].id, *above_of(group))


def _counted(local: DataFrame) -> DataFrame:
    """Return each form of each actor once, with how often it is there and where first."""
    from pyspark.sql import functions as f

    first = f.min(f.struct("article", "place")).alias("first")
    day = f.min("day").alias("day")
    return local.groupBy("body", "actor").agg(f.count("*").alias("many"), first, day)


def _expanded(rows: list[Row]) -> list[Actor]:
    """Return the actors that ``_counted`` counted, in the order of ``merge_actors``."""
    known = [(unpacked(row["actor"]), row) for row in rows]
    known.sort(key=lambda pair: (*_order(pair[0]), _first(pair[1])))
    if len({actor.id for actor, _ in known if actor.kind != "person"}) > 1:  # only described
        known.sort(key=lambda pair: (pair[1]["day"] or dt.date.max, pair[0].id))
    return [actor for actor, row in known for _ in range(row["many"])]


def _first(row: Row) -> tuple[str, int]:
    return row["first"]["article"], row["first"]["place"]


def _order(actor: Actor) -> tuple[bool, str, str, str, str]:
    """Return what sorts actors as ``merge_actors`` does: bodies before who seemed a person."""
    person = actor.kind == "person"
    return person, actor.id, actor.name, actor.role or "", actor.affiliation or ""


def _in_order(rows: list[Row]) -> list[tuple[Actor, Row]]:
    known = [(unpacked(row["actor"]), row) for row in rows]
    return sorted(known, key=lambda pair: (*_order(pair[0]), pair[1]["article"], pair[1]["place"]))


def _persons(local: DataFrame, governments: Mapping[str, str]) -> DataFrame:
    """Return the persons with the group of each: first by full names, then the short ones."""
    from pyspark.sql import functions as f

    spread = local.sparkSession.sparkContext.broadcast(dict(governments))

    def full(rows: list[Row]) -> Made:
        return _full(rows, spread.value)

    def short(rows: list[Row]) -> Made:
        return _short(rows, spread.value)

    known = kept(each_group(local, "block", full, _KNOWN))
    waiting = known.where("group is null")
    firsts = known.where("full is not null").select("group", "full", f.explode("shorts").alias("s"))
    meeting = waiting.unionByName(
        firsts.withColumnRenamed("s", "block").join(
            waiting.select("block").distinct(), "block", "left_semi"
        ),
        allowMissingColumns=True,
    )
    columns = [part.split()[0] for part in _MEMBER.split(", ")]
    joined = each_group(meeting, "block", short, _MEMBER)
    return known.where("group is not null").select(columns).union(joined)


def _full(rows: list[Row], governments: Mapping[str, str]) -> Made:
    """Yield the persons of one surname: those with a full name in groups, the others without."""
    persons = _in_order(rows)
    row_of = {id(actor): row for actor, row in persons}
    rules: dict[str, str] = {}
    for group in full_groups((actor for actor, _ in persons), governments, rules):
        known = Full.of(group, governments)
        for k, actor in enumerate(group):
            row = row_of[id(actor)]
            head = (list(known.shorts), packed(known)) if k == 0 else (None, None)
            member = (row["article"], actor.id, rules.get(actor.id), k, row["actor"])
            yield (group[0].id, *member, row["block"], *head)
    for actor, row in persons:
        if is_short(actor.name):
            member = (row["article"], actor.id, None, row["place"], row["actor"])
            yield (None, *member, row["block"], None, None)


def _short(rows: list[Row], governments: Mapping[str, str]) -> Made:
    """Yield the persons with a short name, with the group that each means or is."""
    known = [(row["group"], unpacked(row["full"])) for row in rows if row["full"] is not None]
    persons = _in_order([row for row in rows if row["full"] is None])
    row_of = {id(actor): row for actor, row in persons}
    found: dict[str, tuple[str | None, list[Actor]]] = {}
    rules: dict[str, str] = {}
    for name, members in by_name(actor for actor, _ in persons).items():
        meant = meant_by(members, known, governments)
        group = meant if meant is not None else f"alone {alone_key(name)}"
        found.setdefault(group, (meant, []))[1].extend(members)
    for meant, members in found.values():
        if meant is None:
            note(members, rules)
        else:
            rules |= dict.fromkeys((a.id for a in members), ONLY_SURNAME)
    for group, (_, members) in found.items():
        for k, actor in enumerate(members, start=_AFTER):
            row = row_of[id(actor)]
            yield group, row["article"], actor.id, rules.get(actor.id), k, row["actor"]


def _person(rows: list[Row]) -> Made:
    rows = sorted(rows, key=lambda row: (row["place"], row["local"]))
    yield _draft([unpacked(row["actor"]) for row in rows])


def _other(rows: list[Row]) -> Made:
    yield _draft(_expanded(rows))


def _draft(group: list[Actor]) -> tuple[object, ...]:
    actor, group = merged_of(group)
    locals_ = list(dict.fromkeys(a.id for a in group))
    return (*Draft.of(actor, group), locals_, packed(actor))


def _with_ids(drafts: DataFrame) -> DataFrame:
    """Return the drafts with the ids that they keep in a column ``id``.

    Only those that others want too come to the driver: persons of one name, for two governments.
    """
    from pyspark.sql import functions as f

    key = list(Draft._fields)
    named = drafts.withColumnRenamed("draft", "id")
    wanted = named.groupBy("id").count().where("count > 1").select("id")
    rows = named.join(wanted, "id", "left_semi").select(key).collect()
    settled = kept_ids(Draft(*row) for row in rows)
    while more := _asked_for(named, set(settled.values()) - {draft.id for draft in settled}):
        settled = kept_ids([*settled, *more])
    changed = [(*draft, known) for draft, known in settled.items() if known != draft.id]
    if not changed:
        return drafts.withColumn("id", f.col("draft"))
    schema = "draft string, fewer int, first string, whose string, kept string"
    other = drafts.sparkSession.createDataFrame(changed, schema)
    joined = drafts.join(f.broadcast(other), ["draft", "fewer", "first", "whose"], "left")
    return joined.withColumn("id", f.coalesce("kept", "draft"))


def _asked_for(named: DataFrame, ids: set[str]) -> list[Draft]:
    """Return the drafts whose own ids these are."""
    if not ids:
        return []
    rows = named.where(named["id"].isin(sorted(ids))).select(list(Draft._fields)).collect()
    return [Draft(*row) for row in rows]


def _ids(made: DataFrame) -> DataFrame:
    """Return the id in the corpus of each local one."""
    from pyspark.sql import functions as f

    return made.select(f.explode("locals").alias("local"), "id")


def _affiliated(made: DataFrame, ids: DataFrame) -> DataFrame:
    """Return the actors under their ids, speaking for those of the corpus."""
    from pyspark.sql import functions as f

    # of two that get one id, the later stands, as in a dict
    last = f.max_by("actor", f.struct("draft", "fewer", "first", "whose")).alias("actor")
    rows = each_row(
        made.groupBy("id").agg(last), _speaking, "id string, local string, actor binary"
    )
    up = ids.withColumnRenamed("id", "up")
    return each_row(rows.join(up, "local", "left"), _finished, ACTOR)


def _speaking(row: Row) -> Made:
    actor: Actor = unpacked(row["actor"])
    yield row["id"], actor.affiliation or "", row["actor"]


def _finished(row: Row) -> Made:
    made = dataclasses.replace(unpacked(row["actor"]), id=row["id"], affiliation=row["up"])
    yield made.id, made.affiliation, packed(made)
