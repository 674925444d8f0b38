"""Actors of articles -> actors of the corpus: one person under all spellings of the name.

Near-linear: persons are compared within a block of one surname only, each spelling once.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kgraph.actors.described import SAME_AFFAIR, article_of, same_bodies
from kgraph.actors.names import (
    given_names_agree,
    given_sex,
    is_full,
    name_parts,
    short_forms,
    surname,
)
from kgraph.clustering import Groups, components
from kgraph.ids import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgraph.actors.described import Setting
    from kgraph.corrections import Corrections
    from kgraph.model import Actor

_Group = list["Actor"]
_K = TypeVar("_K")
ONLY_SURNAME = "only-surname"


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


def merge_actors(
    actors: Iterable[Actor],
    corrections: Corrections | None = None,
    *,
    settings: Mapping[str, Setting] | None = None,
) -> Merged:
    """Return the actors of the corpus, and the id that each article's actor has there.

    Persons are joined by surname and given name. A lone surname, or an initial, joins the only
    full name that it may stand for; where there are two, it stays apart. The same name in the
    service of two governments is two persons. Who has no role and no known given name is the body
    that other articles know by that name. Anonymous sources and described groups stay with
    their article. The merge rule of all: the most frequent name, role and affiliation (ties: the
    longest, then the first in the alphabet), all other names as aliases. What a user corrects wins.

    Args:
        actors: The actors of articles.
        corrections: What a user calls right.
        settings: What tells on which affair each article is, by its id.
    """
    ordered = sorted(actors, key=lambda a: (a.id, a.name, a.role or "", a.affiliation or ""))
    others: dict[str, _Group] = defaultdict(list)
    for actor in ordered:
        if actor.kind != "person":
            others[actor.id].append(actor)
    above = {name: above_of(group) for name, group in others.items()}
    governments = {name: g for name in above if (g := government_of(name, above))}
    persons: list[Actor] = []
    for actor in ordered:
        if actor.kind == "person":
            body = others.get(body_meant(actor) or "")
            (persons if body is None else body).append(actor)
    rules: dict[str, str] = {}
    described = _described(others, settings or {}, rules)
    groups = [*_persons(persons, governments, rules), *described]
    if corrections is not None:
        groups = corrections.regrouped(groups, rules)
    merged, ids = _named(groups)
    made = [dataclasses.replace(a, affiliation=ids.get(a.affiliation or "")) for a in merged]
    if corrections is not None:
        made, ids = corrections.amended(made, ids)
    return Merged(sorted(made, key=lambda a: a.id), ids, rules)


def _described(
    others: Mapping[str, _Group], settings: Mapping[str, Setting], rules: dict[str, str]
) -> list[_Group]:
    """Return the groups of what is no person, those together that an affair makes one."""
    ids = list(others)
    place = {name: k for k, name in enumerate(ids)}
    groups = Groups(len(ids))
    for a, b in same_bodies((group[0] for group in others.values()), settings):
        groups.join(place[a], place[b])
    made = []
    for members in groups.all():
        found = [a for k in members for a in others[ids[k]]]
        if len(members) > 1:
            found = in_time(found, settings)
            rules |= dict.fromkeys((a.id for a in found), SAME_AFFAIR)
        made.append(found)
    return made


def in_time(group: _Group, settings: Mapping[str, Setting]) -> _Group:
    """Return described bodies in the order in which they appeared: the first gives its id."""
    day = {a.id: settings[article_of(a.id)].day or dt.date.max for a in group}
    return sorted(group, key=lambda a: (day[a.id], a.id))


def body_meant(actor: Actor) -> str | None:
    """Return the id of the body that what seems to be a person may be, by the same full name.

    "Levante Redes said it was safe" tells nobody that it is a firm; another article may.
    """
    unknown = not actor.role and is_full(actor.name) and given_sex(actor.name) is None
    return f"actor:{slug(actor.name)}" if actor.kind == "person" and unknown else None


def above_of(group: _Group) -> tuple[str, str]:
    """Return the kind of what is no person, and the id of what it stands under, or ""."""
    return group[0].kind, next((a.affiliation for a in group if a.affiliation), "")


def government_of(actor: str, above: Mapping[str, tuple[str, str]]) -> str | None:
    """Return the government that a body or government stands under, or None."""
    seen: set[str] = set()
    while actor in above and actor not in seen:
        seen.add(actor)
        kind, following = above[actor]
        if kind == "government":
            return actor
        actor = following
    return None


def _persons(
    persons: list[Actor], governments: Mapping[str, str], rules: dict[str, str]
) -> list[_Group]:
    """Return the persons in groups of one person each."""
    groups = full_groups(persons, governments, rules)
    fulls = [Full.of(group, governments) for group in groups]
    index: dict[str, list[int]] = defaultdict(list)
    for k, full in enumerate(fulls):
        for short in full.shorts:
            index[short].append(k)
    alone: dict[str, _Group] = defaultdict(list)
    for name, members in by_name(persons).items():
        if not is_short(name):
            continue
        meant = meant_by(members, [(k, fulls[k]) for k in index[surname(name)]], governments)
        if meant is None:
            alone[alone_key(name)] += members
        else:
            groups[meant] += members
            rules |= dict.fromkeys((a.id for a in members), ONLY_SURNAME)
    for members in alone.values():
        note(members, rules)
    return [*groups, *alone.values()]


def by_name(persons: Iterable[Actor]) -> dict[str, _Group]:
    """Return the persons by their names, in order of first appearance."""
    found: dict[str, _Group] = defaultdict(list)
    for person in persons:
        found[person.name].append(person)
    return found


def full_groups(
    persons: Iterable[Actor], governments: Mapping[str, str], rules: dict[str, str]
) -> list[_Group]:
    """Return those with a full name, in groups of one person each; surnames do not mix."""
    named = by_name(a for a in persons if not is_short(a.name))
    groups: list[_Group] = []
    for names in components(named, block_key=_block, compare=given_names_agree):
        found = [p for n in names for p in named[n]]
        groups += _by_government(found, governments)
    for group in groups:
        note(group, rules)
    return groups


def _block(name: str) -> tuple[str, str]:
    """Return what spellings of one name have in common: surname, first letter; vowels are one."""
    first = name_parts(name)[0][0]
    return surname(name), "a" if first in "aeiou" else first


def is_short(name: str) -> bool:
    """Return whether a name is a surname alone, or has an initial, which several may share."""
    return not is_full(name) or len(name_parts(name)[0]) == 1


def _by_government(group: _Group, governments: Mapping[str, str]) -> list[_Group]:
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


def note(group: _Group, rules: dict[str, str]) -> None:
    """Remember by which rule the members of a group are one."""
    main = _most([a.name for a in group])
    articles = len({a.id for a in group}) > 1
    for person in group:
        if person.name != main:
            rules[person.id] = "spelling"
        elif articles:
            rules[person.id] = "same-name"


@dataclass(frozen=True, slots=True)
class Full:
    """What a short name is compared with: a person known by a full one.

    Attributes:
        name: A full name.
        shorts: The words that may stand for it, sorted.
        governments: Those it serves by its full name.
    """

    name: str
    shorts: tuple[str, ...]
    governments: frozenset[str]

    @classmethod
    def of(cls, group: _Group, governments: Mapping[str, str]) -> Full:
        """Return it for the persons of a group."""
        shorts = sorted({s for a in group for s in short_forms(a.name)})
        return cls(group[0].name, tuple(shorts), _serving(group, governments))


def meant_by(
    members: _Group, known: Iterable[tuple[_K, Full]], governments: Mapping[str, str]
) -> _K | None:
    """Return the key of the only one that a short name may stand for, or None.

    Args:
        members: The persons of that name.
        known: Those for whose names its surname may stand, by any key.
        governments: Those that bodies stand under.
    """
    name = members[0].name
    fitting = [
        (key, full)
        for key, full in known
        if not is_full(name) or given_names_agree(name, full.name)
    ]
    if len(fitting) > 1:
        own = _serving(members, governments)
        fitting = [(key, full) for key, full in fitting if own & full.governments]
    return fitting[0][0] if len(fitting) == 1 else None


def alone_key(name: str) -> str:
    """Return what short names share that are one person where no full name is meant."""
    return f"{surname(name)} {name_parts(name)[0][0] if is_full(name) else ''}"


def _serving(group: _Group, governments: Mapping[str, str]) -> frozenset[str]:
    return frozenset(g for a in group if (g := governments.get(a.affiliation or "")))


def _named(groups: Iterable[_Group]) -> tuple[list[Actor], dict[str, str]]:
    """Return one actor for each group, and its id by those of its members; ids are unique."""
    merged = [merged_of(group) for group in groups]
    kept = kept_ids(Draft.of(actor, group) for actor, group in merged)
    made: list[Actor] = []
    ids: dict[str, str] = {}
    for actor, group in sorted(merged, key=lambda pair: Draft.of(*pair)):
        known = kept[Draft.of(actor, group)]
        made.append(dataclasses.replace(actor, id=known))
        ids |= {a.id: known for a in group}
    return made, ids


class Draft(NamedTuple):
    """What the id of an actor depends on, in the order in which ids are given.

    Attributes:
        id: The id that it would have if no other had.
        fewer: How many it is made of, negative: the most frequent keeps the id.
        first: Id of the first that it is made of.
        whose: What tells it apart from others of its name.
    """

    id: str
    fewer: int
    first: str
    whose: str

    @classmethod
    def of(cls, actor: Actor, group: _Group) -> Draft:
        """Return it for an actor and those it is made of."""
        whose = slug((group[0].affiliation or group[0].id).removeprefix("actor:"))
        return cls(actor.id, -len(group), group[0].id, whose)


def kept_ids(drafts: Iterable[Draft]) -> dict[Draft, str]:
    """Return the id that each actor has: its own, or where that is taken, one that says whose."""
    kept: dict[Draft, str] = {}
    taken: set[str] = set()
    for draft in sorted(drafts):
        kept[draft] = f"{draft.id}-{draft.whose}" if draft.id in taken else draft.id
        taken.add(kept[draft])
    return kept


def merged_of(group: _Group) -> tuple[Actor, _Group]:
    """Return the actor that a group is, under an id that others may have too, and the group."""
    first = group[0]
    full = [a.name for a in group if not is_short(a.name)]
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
