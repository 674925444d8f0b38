"""The corrections, how they are applied, and which of them have been."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kgraph.gazetteer import find_entry
from kgraph.model import Actor, Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["same", "different", "rename", "affiliation", "qid", "reading"]

WIKIDATA = "http://www.wikidata.org/entity/"


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
                apart = [a for a in group if key_of(a.name) == key_of(entry.names[-1])]
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


def key_of(name: str) -> str:
    """Return a name as it is compared: whatever its case and spaces."""
    return " ".join(name.split()).casefold()


def _is_called(actor: Actor, name: str) -> bool:
    """Return whether an actor has a name or id."""
    return actor.id == name or key_of(name) in {key_of(n) for n in (actor.name, *actor.aliases)}


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
