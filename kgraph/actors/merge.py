"""Actors of articles -> actors of the corpus: one person under all spellings of the name."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

from kgraph.actors.names import given_names_agree, surname
from kgraph.clustering import components
from kgraph.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgraph.model import Actor


def merge_actors(actors: Iterable[Actor]) -> tuple[list[Actor], dict[str, str]]:
    """Return the actors of the corpus, and the id that each article's actor has there.

    Persons are joined by surname and given name. A lone surname joins the only full name that it
    may stand for; where there are two, it stays apart. Anonymous sources and described groups
    stay with their article. The merge rule of all: the most frequent name, role and affiliation
    (ties: the longest, then the first in the alphabet), all other names as aliases.
    """
    ordered = sorted(actors, key=lambda a: (a.id, a.name, a.role or "", a.affiliation or ""))
    persons = [a for a in ordered if a.kind == "person"]
    others = [a for a in ordered if a.kind != "person"]
    groups = components(persons, block_key=lambda a: surname(a.name), compare=_same_full_name)
    groups = _with_lone_surnames(groups)
    groups += components(others, block_key=lambda a: a.id, compare=lambda a, b: a.id == b.id)
    ids: dict[str, str] = {}
    merged: list[Actor] = []
    for group in groups:
        actor = _merged(group)
        merged.append(actor)
        ids |= {a.id: actor.id for a in group}
    made = [dataclasses.replace(a, affiliation=ids.get(a.affiliation or "")) for a in merged]
    return sorted(made, key=lambda a: a.id), ids


def _is_full(name: str) -> bool:
    return len(name.split()) > 1


def _same_full_name(a: Actor, b: Actor) -> bool:
    if not (_is_full(a.name) and _is_full(b.name)):
        return a.name == b.name
    return given_names_agree(a.name, b.name)


def _with_lone_surnames(groups: list[list[Actor]]) -> list[list[Actor]]:
    """Return the groups, each lone surname joined to the only full name with that surname."""
    full = [g for g in groups if _is_full(g[0].name)]
    made = [list(g) for g in full]
    for group in groups:
        if _is_full(group[0].name):
            continue
        fitting = [k for k, g in enumerate(full) if surname(g[0].name) == surname(group[0].name)]
        if len(fitting) == 1:
            made[fitting[0]] += group
        else:
            made.append(list(group))
    return made


def _merged(group: list[Actor]) -> Actor:
    first = group[0]
    full = [a.name for a in group if _is_full(a.name)]
    name = _most(full or [a.name for a in group])
    aliases = {n for a in group for n in (a.name, *a.aliases)} - {name}
    return dataclasses.replace(
        first,
        id=f"actor:{slug(name)}" if first.kind == "person" else first.id,
        name=name,
        aliases=tuple(sorted(aliases)),
        role=_most([a.role for a in group if a.role]) or None,
        affiliation=_most([a.affiliation for a in group if a.affiliation]) or None,
        same_as=_most([a.same_as for a in group if a.same_as]) or None,
    )


def _most(values: list[str]) -> str:
    """Return the most frequent value; ties by length, then alphabet; "" if there is none."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -len(v), v), default="")
