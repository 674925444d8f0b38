"""A corrections file -> ``Corrections``: read from TOML or JSON, and checked for contradictions."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from kgraph.corrections.values import Correction, Corrections, key_of
from kgraph.edge_types import load_edge_types
from kgraph.errors import CorrectionsError
from kgraph.model import Stance

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable

    from kgraph.corrections.values import Kind

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
    if several and len({key_of(n) for n in names}) < 2:  # noqa: PLR2004 - two names
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
        name = key_of(name)
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
