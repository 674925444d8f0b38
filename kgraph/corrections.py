"""A user's corrections: who is who, and what is wrong with a reading. They win over every rule.

Read from TOML or JSON, checked against one another, and applied anew at each build: they name
attributions by their words, so they outlive a new version of the program. ``docs/corrections.md``
has the form.
"""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from kgraph.edge_types import load_edge_types
from kgraph.errors import CorrectionsError
from kgraph.gazetteer import find_entry
from kgraph.model import Actor, Attribution, Stance

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

Kind = Literal["same", "different", "rename", "affiliation", "qid", "reading"]

WIKIDATA = "http://www.wikidata.org/entity/"
_QID = re.compile(r"Q[1-9]\d*\Z")
_KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "same": (frozenset({"names"}), frozenset()),
    "different": (frozenset(), frozenset({"names", "name", "articles", "called"})),
    "rename": (frozenset({"name", "to"}), frozenset()),
    "affiliation": (frozenset({"name", "to"}), frozenset()),
    "qid": (frozenset({"name", "qid"}), frozenset()),
    "reading": (
        frozenset({"article", "words"}),
        frozenset({"start", "strike", "speaker", "target", "edge_type", "claim", "stance"}),
    ),
}
_TYPES: dict[str, type] = {"names": list, "articles": list, "start": int, "strike": bool}
_CHANGES = ("speaker", "target", "edge_type", "claim", "stance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry of a corrections file.

    Attributes:
        kind: Its table.
        place: Where it stands in the file, for messages: "reading 2".
        names: The names it is about.
        articles: Ids of the articles in which it holds; of a reading, the one.
        to: What is right: a name, an affiliation, a Wikidata item.
        words: Words of the attribution.
        start: Offset of the attribution, which helps where the words fit several.
        strike: Whether it is no attribution at all.
        changes: What is right of the reading, by field; "" for none.
    """

    kind: Kind
    place: str
    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    to: str = ""
    words: str = ""
    start: int | None = None
    strike: bool = False
    changes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Corrections:
    """The corrections of a file, and which of them have applied in a build.

    Attributes:
        entries: The corrections, in the order of the file.
        applied: Their places, as far as they have applied.
        problems: Why others could not, by place.
    """

    entries: tuple[Correction, ...] = ()
    applied: set[str] = field(default_factory=set)
    problems: dict[str, str] = field(default_factory=dict)

    def afresh(self) -> Corrections:
        """Return the same corrections, none applied yet: for one build."""
        return Corrections(self.entries)

    def fail(self, correction: Correction, problem: str) -> None:
        """Remember why a correction that found its place cannot be followed."""
        self.applied.discard(correction.place)
        self.problems[correction.place] = problem

    def stale(self) -> list[str]:
        """Return a line for each correction that has not applied, with the reason."""
        return [
            f"{e.place}: {self.problems.get(e.place, _reason(e))}"
            for e in self.entries
            if e.place not in self.applied
        ]

    def kept(self, attributions: Sequence[Attribution], text: str) -> list[Attribution]:
        """Return an article's attributions without those struck, with the edge types corrected."""
        struck = {a.id: a.within for e, a in self.readings(attributions, text) if e.strike}
        typed = self.of_field(attributions, text, "edge_type")
        made = []
        for attribution in attributions:
            within = attribution.within
            while within in struck:
                within = struck[within]
            if attribution.id not in struck:
                named = typed.get(attribution.id, attribution.edge_type) or None
                made.append(dataclasses.replace(attribution, edge_type=named, within=within))
        return made

    def of_field(self, attributions: Sequence[Attribution], text: str, name: str) -> dict[str, str]:
        """Return what is right of a field of an article's readings, by attribution id."""
        return {
            a.id: e.changes[name] for e, a in self.readings(attributions, text) if name in e.changes
        }

    def readings(
        self, attributions: Sequence[Attribution], text: str
    ) -> Iterator[tuple[Correction, Attribution]]:
        """Yield the corrections of readings with the attribution that each is about."""
        articles = {a.article for a in attributions}
        for entry in self.entries:
            if entry.kind != "reading" or not set(entry.articles) & articles:
                continue
            found = _meant(entry, attributions, text)
            if len(found) == 1:
                self.applied.add(entry.place)
                yield entry, found[0]
            elif found:
                starts = ", ".join(str(a.start) for a in found)
                self.problems[entry.place] = (
                    f"the words fit several attributions of {entry.articles[0]}; "
                    f"give the start of one: {starts}"
                )

    def regrouped(self, groups: list[list[Actor]], rules: dict[str, str]) -> list[list[Actor]]:
        """Return the groups of actors that are one, split and joined as the user says."""
        for entry in self.entries:
            if entry.kind == "different":
                groups = self._split(entry, groups, rules)
        for entry in self.entries:
            if entry.kind == "same":
                groups = self._joined(entry, groups, rules)
        return groups

    def _split(
        self, entry: Correction, groups: list[list[Actor]], rules: dict[str, str]
    ) -> list[list[Actor]]:
        made: list[list[Actor]] = []
        for group in groups:
            if not any(_is_called(a, n) for a in group for n in entry.names):
                made.append(group)
                continue
            if entry.articles:
                apart = [
                    a for a in group if a.id.removeprefix("actor:").split("/")[0] in entry.articles
                ]
            else:
                apart = [a for a in group if _key(a.name) == _key(entry.names[-1])]
            rest = [a for a in group if a not in apart]
            if apart and (rest or entry.to):
                self.applied.add(entry.place)
                rules |= {a.id: "correction" for a in apart}
                apart = [dataclasses.replace(a, name=entry.to or a.name) for a in apart]
            elif apart and not entry.articles:
                self.applied.add(entry.place)  # the rules keep them apart by themselves
            made += [g for g in (rest, apart) if g]
        return made

    def _joined(
        self, entry: Correction, groups: list[list[Actor]], rules: dict[str, str]
    ) -> list[list[Actor]]:
        hit = [g for g in groups if any(_is_called(a, n) for a in g for n in entry.names)]
        named = {n for n in entry.names for g in hit if any(_is_called(a, n) for a in g)}
        if len(named) < len(entry.names):
            missing = [n for n in entry.names if n not in named]
            self.problems[entry.place] = f"there is no actor called {missing[0]!r}"
            if not hit:
                return groups
        else:
            self.applied.add(entry.place)
        first = next((g for g in hit if any(_is_called(a, entry.names[0]) for a in g)), hit[0])
        rest = [a for g in hit if g is not first for a in g]
        rules |= {a.id: "correction" for a in rest}
        chosen = [
            dataclasses.replace(a, name=entry.names[0]) if a in rest else a for a in first + rest
        ]
        kept = [
            dataclasses.replace(new, aliases=tuple(sorted({*new.aliases, old.name} - {new.name})))
            for new, old in zip(chosen, first + rest, strict=True)
        ]
        return [kept if g is first else g for g in groups if g is first or g not in hit]

    def amended(
        self, actors: list[Actor], ids: dict[str, str]
    ) -> tuple[list[Actor], dict[str, str]]:
        """Return the actors of the corpus with names, affiliations and items as the user says."""
        made = {a.id: a for a in actors}
        for entry in self.entries:
            if entry.kind not in {"rename", "affiliation", "qid"}:
                continue
            for actor in [a for a in made.values() if _is_called(a, entry.names[0])]:
                changed = self._amend(entry, actor, made)
                if changed is not None:
                    self.applied.add(entry.place)
                    made[actor.id] = changed
        return list(made.values()), {**ids, **{i: i for i in made if i not in ids}}

    def _amend(self, entry: Correction, actor: Actor, actors: dict[str, Actor]) -> Actor | None:
        if entry.kind == "rename":
            aliases = tuple(sorted({*actor.aliases, actor.name} - {entry.to}))
            return dataclasses.replace(actor, name=entry.to, aliases=aliases)
        if entry.kind == "qid":
            return dataclasses.replace(actor, same_as=WIKIDATA + entry.to)
        if not entry.to:
            return dataclasses.replace(actor, affiliation=None)
        whom = next(
            (a for a in actors.values() if _is_called(a, entry.to)), None
        ) or _from_gazetteer(entry.to)
        if whom is None or whom.id == actor.id:
            self.problems[entry.place] = f"there is no actor called {entry.to!r} to speak for"
            return None
        actors.setdefault(whom.id, whom)
        return dataclasses.replace(actor, affiliation=whom.id)


def read_corrections(path: str | os.PathLike[str]) -> Corrections:
    """Return the corrections in a ``.toml`` or ``.json`` file.

    Raises:
        CorrectionsError: If it is no such file, or its entries contradict one another.
        OSError: If it cannot be read.
    """
    file = Path(path)
    try:
        text = file.read_text("utf-8-sig")
        read = json.loads(text) if file.suffix.lower() == ".json" else tomllib.loads(text)
    except ValueError as error:
        form = "JSON" if file.suffix.lower() == ".json" else "TOML"
        raise CorrectionsError(f"{file}: no {form} in UTF-8 ({error})") from error
    try:
        return corrections_of(read)
    except CorrectionsError as error:
        raise CorrectionsError(f"{file}: {error}") from error


def corrections_of(read: object) -> Corrections:
    """Return the corrections in plain data, as TOML or JSON give it.

    Raises:
        CorrectionsError: If the form is wrong or entries contradict one another.

    Example:
        >>> made = corrections_of({"rename": [{"name": "Peskov", "to": "Dmitri Peskov"}]})
        >>> made.entries[0].to
        'Dmitri Peskov'
    """
    if not isinstance(read, dict):
        raise CorrectionsError("the file is no table of corrections")
    if unknown := sorted(set(read) - set(_KEYS)):
        raise CorrectionsError(
            f"unknown table {unknown[0]!r}; there are {', '.join(sorted(_KEYS))}"
        )
    entries = []
    for kind in _KEYS:
        rows = read.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise CorrectionsError(f"{kind} is no list of tables: write [[{kind}]]")
        entries += [_entry(cast("Kind", kind), row, f"{kind} {n}") for n, row in enumerate(rows, 1)]
    _check_actors(entries)
    _check_readings(entries)
    return Corrections(tuple(entries))


def _entry(kind: Kind, row: dict[str, Any], place: str) -> Correction:
    """Return the correction in one table of the file."""
    needed, allowed = _KEYS[kind]
    for key in sorted(set(row) - needed - allowed):
        raise CorrectionsError(f"{place}: unknown key {key!r}")
    for key in sorted(needed - set(row)):
        raise CorrectionsError(f"{place} lacks {key!r}")
    for key, value in row.items():
        wanted: type = _TYPES.get(key, str)
        strings = value if isinstance(value, list) else ()
        if type(value) is not wanted or not all(isinstance(v, str) for v in strings):
            raise CorrectionsError(f"{place}: {key} is {value!r}, not of the right type")
    names = (*row.get("names", ()), *([row["name"]] if "name" in row else ()))
    articles = tuple(row.get("articles", ())) or ((row["article"],) if "article" in row else ())
    _check_row(kind, row, names, place)
    return Correction(
        kind=kind,
        place=place,
        names=names,
        articles=articles,
        to=row.get("to", row.get("qid", row.get("called", ""))),
        words=" ".join(row.get("words", "").split()),
        start=row.get("start"),
        strike=row.get("strike", False),
        changes={key: row[key] for key in _CHANGES if key in row},
    )


def _check_row(kind: Kind, row: dict[str, Any], names: tuple[str, ...], place: str) -> None:
    """Raise if one correction makes no sense by itself."""
    several = kind == "same" or (kind == "different" and "names" in row)
    if several and len({_key(n) for n in names}) < 2:  # noqa: PLR2004 - two names
        raise CorrectionsError(f"{place} needs two names or more")
    if kind == "different" and ("names" in row) == ("name" in row):
        raise CorrectionsError(f"{place} needs either names, or a name and the articles")
    if kind == "different" and "name" in row and not row.get("articles"):
        raise CorrectionsError(f"{place}: say in which articles {row['name']!r} is another")
    if kind == "qid" and not _QID.match(row["qid"]):
        raise CorrectionsError(f"{place}: {row['qid']!r} is no Wikidata item")
    if kind == "rename" and not row["to"].strip():
        raise CorrectionsError(f"{place}: the new name is empty")
    if kind == "reading":
        _check_reading(row, place)


def _check_reading(row: dict[str, Any], place: str) -> None:
    """Raise if the correction of a reading makes no sense by itself."""
    changed = [key for key in _CHANGES if key in row]
    if not row["words"].strip():
        raise CorrectionsError(f"{place}: words is empty")
    if row.get("strike") and changed:
        raise CorrectionsError(f"{place} strikes the attribution and changes its {changed[0]}")
    if not row.get("strike") and not changed:
        raise CorrectionsError(f"{place} says nothing: strike it, or say what is right")
    if row.get("edge_type") and row["edge_type"] not in load_edge_types():
        raise CorrectionsError(f"{place}: there is no edge type {row['edge_type']!r}")
    if "stance" in row and row["stance"] not in get_args(Stance):
        raise CorrectionsError(f"{place}: stance is for, against or open, not {row['stance']!r}")


def _check_actors(entries: list[Correction]) -> None:
    """Raise if corrections of actors contradict one another."""
    one = _united(entries)
    said: dict[tuple[str, str], Correction] = {}
    items: dict[str, tuple[str, Correction]] = {}
    for entry in entries:
        if entry.kind == "different" and not entry.articles:
            first, *_, last = entry.names
            if one(first) == one(last):
                raise CorrectionsError(f"{entry.place}: {first!r} and {last!r} are one elsewhere")
        if entry.kind not in {"rename", "affiliation", "qid"}:
            continue
        whose = one(entry.names[0])
        before = said.setdefault((entry.kind, whose), entry)
        if before.to != entry.to:
            raise CorrectionsError(f"{entry.place} contradicts {before.place}")
        owner, first_entry = items.setdefault(entry.to, (whose, entry))
        if entry.kind == "qid" and owner != whose:
            raise CorrectionsError(
                f"{entry.place} gives {entry.to} of {first_entry.place} to another actor"
            )


def _united(entries: Iterable[Correction]) -> Callable[[str], str]:
    """Return what tells one of the names that are the same for all of them."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        name = _key(name)
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for entry in entries:
        for name in entry.names[1:] if entry.kind == "same" else ():
            parent[root(name)] = root(entry.names[0])
    return root


def _check_readings(entries: Iterable[Correction]) -> None:
    """Raise if two corrections of one reading contradict one another."""
    by_reading: dict[tuple[str, str, int | None], list[Correction]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "reading":
            by_reading[entry.articles[0], entry.words, entry.start].append(entry)
    for first, *others in by_reading.values():
        for entry in others:
            both = set(first.changes) & set(entry.changes)
            if first.strike != entry.strike or any(
                first.changes[k] != entry.changes[k] for k in both
            ):
                raise CorrectionsError(f"{entry.place} contradicts {first.place}")


def _meant(entry: Correction, attributions: Sequence[Attribution], text: str) -> list[Attribution]:
    """Return the attributions that the words of a correction may mean; one, if they are enough."""

    def has(shown: str) -> bool:
        return entry.words in " ".join(shown.split())

    whole = [a for a in attributions if entry.words == " ".join(a.words.split())]
    found = whole or [a for a in attributions if a.spans and has(text[a.start : a.end])]
    if len(found) > 1 and entry.start is not None:
        nearest = min(abs(a.start - entry.start) for a in found)
        found = [a for a in found if abs(a.start - entry.start) == nearest]
    if len(found) > 1:
        inner = min(a.end - a.start for a in found)
        if entry.start is not None:
            found = [a for a in found if a.end - a.start == inner]
    return found


def _reason(entry: Correction) -> str:
    if entry.kind == "reading":
        shown = entry.words if len(entry.words) < 60 else entry.words[:57] + "…"  # noqa: PLR2004 - one line
        return f"no attribution of {entry.articles[0]} has the words “{shown}”"
    if entry.kind == "different":
        where = f" of {', '.join(entry.articles)}" if entry.articles else ""
        return f"there is nothing to keep apart from {entry.names[0]!r}{where}"
    return f"there is no actor called {entry.names[0]!r}"


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_called(actor: Actor, name: str) -> bool:
    """Return whether an actor has a name or id."""
    return actor.id == name or _key(name) in {_key(n) for n in (actor.name, *actor.aliases)}


def _from_gazetteer(name: str) -> Actor | None:
    entry = find_entry(name)
    if entry is None:
        return None
    return Actor(
        id=f"actor:{entry.id}",
        name=entry.name,
        kind=entry.kind,
        same_as=WIKIDATA + entry.qid if entry.qid else None,
    )
