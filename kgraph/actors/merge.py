"""Actors of articles -> actors of the corpus: one person under all spellings of the name.

Near-linear: persons are compared within a block of one surname only, each spelling once.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.actors.names import given_names_agree, is_full, name_parts, short_forms, surname
from kgraph.clustering import components
from kgraph.ids import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgraph.corrections import Corrections
    from kgraph.model import Actor

_Group = list["Actor"]


@dataclass(frozen=True, slots=True)
class Merged:
    """The actors of the corpus.

    Attributes:
        actors: Them, by id.
        ids: The id that each article's actor has in the corpus, by the article's own.
        rules: The rule that joined each article's actor to those of others, where one did.
    """

    actors: list[Actor]
    ids: dict[str, str]
    rules: dict[str, str]


def merge_actors(actors: Iterable[Actor], corrections: Corrections | None = None) -> Merged:
    """Return the actors of the corpus, and the id that each article's actor has there.

    Persons are joined by surname and given name. A lone surname, or an initial, joins the only
    full name that it may stand for; where there are two, it stays apart. The same name in the
    service of two governments is two persons. Anonymous sources and described groups stay with
    their article. The merge rule of all: the most frequent name, role and affiliation (ties: the
    longest, then the first in the alphabet), all other names as aliases. What a user corrects wins.
    """
    ordered = sorted(actors, key=lambda a: (a.id, a.name, a.role or "", a.affiliation or ""))
    persons = [a for a in ordered if a.kind == "person"]
    others: dict[str, _Group] = defaultdict(list)
    for actor in ordered:
        if actor.kind != "person":
            others[actor.id].append(actor)
    governments = {a.id: _government(a.id, others) for a in ordered if a.kind != "person"}
    rules: dict[str, str] = {}
    groups = [*_persons(persons, governments, rules), *others.values()]
    if corrections is not None:
        groups = corrections.regrouped(groups, rules)
    merged, ids = _named(groups)
    made = [dataclasses.replace(a, affiliation=ids.get(a.affiliation or "")) for a in merged]
    if corrections is not None:
        made, ids = corrections.amended(made, ids)
    return Merged(sorted(made, key=lambda a: a.id), ids, rules)


def _government(actor: str, others: Mapping[str, _Group]) -> str | None:
    """Return the government that a body or government stands under, or None."""
    seen: set[str] = set()
    while actor in others and actor not in seen:
        seen.add(actor)
        if others[actor][0].kind == "government":
            return actor
        actor = next((a.affiliation for a in others[actor] if a.affiliation), "")
    return None


def _persons(
    persons: list[Actor],
    governments: Mapping[str, str | None],
    rules: dict[str, str],
) -> list[_Group]:
    """Return the persons in groups of one person each."""
    by_name: dict[str, _Group] = defaultdict(list)
    for person in persons:
        by_name[person.name].append(person)
    full = [n for n in by_name if is_full(n) and not _is_initialled(n)]
    spellings = components(full, block_key=_block, compare=given_names_agree)
    groups: list[_Group] = []
    for names in spellings:
        found = [p for n in names for p in by_name[n]]
        groups += _by_government(found, governments)
    for group in groups:
        _note(group, rules)
    _join_short(by_name, groups, governments, rules)
    return groups


def _block(name: str) -> tuple[str, str]:
    """Return what spellings of one name have in common: surname, first letter; vowels are one."""
    first = name_parts(name)[0][0]
    return surname(name), "a" if first in "aeiou" else first


def _is_initialled(name: str) -> bool:
    """Return whether the given name is an initial, which several may share."""
    return len(name_parts(name)[0]) == 1


def _by_government(group: _Group, governments: Mapping[str, str | None]) -> list[_Group]:
    """Return the group, or one for each government, where the same name serves several.

    Who serves none that is told joins the largest.
    """
    serving: dict[str, _Group] = defaultdict(list)
    free: _Group = []
    for person in group:
        government = governments.get(person.affiliation or "")
        (serving[government] if government else free).append(person)
    if len(serving) < 2:  # noqa: PLR2004 - two governments
        return [group]
    ranked = sorted(serving.items(), key=lambda item: (-len(item[1]), item[0]))
    made = [members for _, members in ranked]
    made[0] = [*made[0], *free]
    return made


def _note(group: _Group, rules: dict[str, str]) -> None:
    """Remember by which rule the members of a group are one."""
    main = _most([a.name for a in group])
    articles = len({a.id for a in group}) > 1
    for person in group:
        if person.name != main:
            rules[person.id] = "spelling"
        elif articles:
            rules[person.id] = "same-name"


def _join_short(
    by_name: Mapping[str, _Group],
    groups: list[_Group],
    governments: Mapping[str, str | None],
    rules: dict[str, str],
) -> None:
    """Add surnames and names with initials to the only group that they may stand for."""
    index: dict[str, list[int]] = defaultdict(list)
    for k, group in enumerate(groups):
        for short in sorted({s for a in group for s in short_forms(a.name)}):
            index[short].append(k)
    alone: dict[str, _Group] = defaultdict(list)
    for name, members in by_name.items():
        if is_full(name) and not _is_initialled(name):
            continue
        fitting = [k for k in index[surname(name)] if _may_stand_for(name, groups[k])]
        if len(fitting) > 1:
            fitting = _of_one_government(members, fitting, groups, governments)
        if len(fitting) == 1:
            groups[fitting[0]] += members
            rules |= dict.fromkeys((a.id for a in members), "only-surname")
        else:
            alone[f"{surname(name)} {name_parts(name)[0][0] if is_full(name) else ''}"] += members
    for members in alone.values():
        _note(members, rules)
        groups.append(members)


def _may_stand_for(name: str, group: _Group) -> bool:
    return not is_full(name) or given_names_agree(name, group[0].name)


def _of_one_government(
    members: _Group, fitting: list[int], groups: list[_Group], governments: Mapping[str, str | None]
) -> list[int]:
    """Return those of the fitting groups that serve the government of a short name."""
    own = {g for a in members if (g := governments.get(a.affiliation or ""))}
    return [
        k
        for k in fitting
        if own & {g for a in groups[k] if (g := governments.get(a.affiliation or ""))}
    ]


def _named(groups: Iterable[_Group]) -> tuple[list[Actor], dict[str, str]]:
    """Return one actor for each group, and its id by those of its members; ids are unique."""
    made: list[Actor] = []
    ids: dict[str, str] = {}
    taken: set[str] = set()
    drafts = sorted(
        (_merged(g) for g in groups), key=lambda pair: (pair[0].id, -len(pair[1]), pair[1][0].id)
    )
    for actor, group in drafts:
        kept = actor
        if actor.id in taken:
            whose = slug((group[0].affiliation or group[0].id).removeprefix("actor:"))
            kept = dataclasses.replace(actor, id=f"{actor.id}-{whose}")
        taken.add(kept.id)
        made.append(kept)
        ids |= {a.id: kept.id for a in group}
    return made, ids


def _merged(group: _Group) -> tuple[Actor, _Group]:
    first = group[0]
    full = [a.name for a in group if is_full(a.name) and not _is_initialled(a.name)]
    name = _most(full or [a.name for a in group])
    aliases = {n for a in group for n in (a.name, *a.aliases)} - {name}
    made = dataclasses.replace(
        first,
        id=f"actor:{slug(name)}" if first.kind == "person" else first.id,
        name=name,
        aliases=tuple(sorted(aliases)),
        role=_most([a.role for a in group if a.role]) or None,
        affiliation=_most([a.affiliation for a in group if a.affiliation]) or None,
        same_as=_most([a.same_as for a in group if a.same_as]) or None,
    )
    return made, group


def _most(values: list[str]) -> str:
    """Return the most frequent value; ties by length, then alphabet; "" if there is none."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -len(v), v), default="")
