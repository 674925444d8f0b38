"""The table of mentions in ``gold/mentions.txt``: whom words in an article mean."""

from __future__ import annotations

import dataclasses
import re
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from kgraph.actors.local import resolve_actors
from kgraph.actors.merge import merge_actors
from kgraph.gazetteer import entry, find_entry
from kgraph.linguistics import parse_article
from kgraph.model import Actor, ActorKind, Article, Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(__file__).resolve().parent / "gold" / "mentions.txt"
FLOOR = 0.97
KINDS = {*get_args(ActorKind), "-"}
_MARK = re.compile(r"\[([^\]]+)\](>?)\{([^}]+)\}")


@dataclass(slots=True)
class Case:
    """Words in an article, and what the table says of whom they mean."""

    line: str
    start: int
    end: int
    spoken_of: bool
    wanted: str
    found: list[Actor] = field(default_factory=list)


def cases_of(line: str) -> tuple[str, list[Case]]:
    """Return the text of a line without its marks, and its cases."""
    text, cases, last = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        start = len(text)
        text += mark[1]
        cases.append(
            Case(line=line, start=start, end=len(text), spoken_of=bool(mark[2]), wanted=mark[3])
        )
        last = mark.end()
    return text + line[last:], cases


def resolved(line: str) -> tuple[list[Case], dict[str, Actor]]:
    """Return the cases of a line with the actors found, and all its actors by id."""
    text, cases = cases_of(line)
    article = Article(id="a.txt", text=text)
    made: list[Attribution] = []
    for case in cases:
        span = (article.span(case.start, case.end),)
        if case.spoken_of and made and made[-1].source and not made[-1].target:
            made[-1] = dataclasses.replace(made[-1], target=span)
            continue
        word = re.compile(r"\w+").search(text, case.end)
        attribution = Attribution(
            id=f"attribution:{len(made)}",
            article=article.id,
            source=() if case.spoken_of else span,
            cue=(article.span(*word.span()),) if word else (),
            target=span if case.spoken_of else (),
        )
        made.append(attribution)
    local, _ = resolve_actors(parse_article(article), made)
    for case in cases:
        table = local.targets if case.spoken_of else local.speakers
        for attribution in made:
            spans = attribution.target if case.spoken_of else attribution.source
            if [s.start for s in spans] == [case.start]:
                case.found = [local.actors[i] for i in table[attribution.id]]
    return cases, local.actors


def fits(wanted: str, actor: Actor | None, cases: list[Case], actors: dict[str, Actor]) -> bool:
    """Return whether an actor is the one that a part of a case wants."""
    who, *more = [part.strip() for part in wanted.split(";")]
    names = who.split("/")
    if actor is None:
        return "-" in names
    for name in names:
        if name.startswith("^"):
            if actor in cases[int(name[1:]) - 1].found:
                return True
        elif name in KINDS:
            if actor.kind == name and all(_has(actor, m, actors) for m in more):
                return True
        elif actor.name == name and all(_has(actor, m, actors) for m in more):
            return True
    return False


def _has(actor: Actor, what: str, actors: dict[str, Actor]) -> bool:
    if what.startswith("n="):
        return str(getattr(actor, "number", None)) == what[2:]
    if what.startswith("a="):
        return getattr(actor, "anonymity", None) == what[2:]
    options = what.split("/")
    if set(options) <= KINDS - {"-"}:
        return actor.kind in options
    up, above = actor.affiliation, set()
    while up and up not in above:
        above.add(up)
        up = actors[up].affiliation
    names = {actors[i].name for i in above}
    return bool(names & set(options)) or (not names and "-" in options)


def is_right(case: Case, cases: list[Case], actors: dict[str, Actor]) -> bool:
    """Return whether the actors found are those wanted, in any order."""
    parts = [part.strip() for part in case.wanted.split(" + ")]
    if len(parts) == 1:
        return len(case.found) <= 1 and fits(parts[0], next(iter(case.found), None), cases, actors)
    left = list(case.found)
    for part in parts:
        match = next((a for a in left if fits(part, a, cases, actors)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def is_same(a: str, b: str) -> bool:
    """Return whether two names in two articles become one person."""
    people = [Actor(id=f"actor:{k}/x", name=n, kind="person") for k, n in enumerate((a, b))]
    return len(merge_actors(people).actors) == 1


@cache
def lines() -> tuple[str, ...]:
    return tuple(line for line in TABLE.read_text("utf-8").splitlines() if line and line[0] != "#")


def outcomes() -> Iterator[tuple[bool, str]]:
    """Yield for each case whether it comes out right, and a line that tells."""
    for line in lines():
        if line[0] in "=!":
            a, _, b = line[2:].partition(" | ")
            yield is_same(a, b) == (line[0] == "="), line
            continue
        cases, actors = resolved(line)
        for case in cases:
            got = [
                f"{a.name}; {a.kind}; {a.affiliation}; {getattr(a, 'number', None)}"
                for a in case.found
            ]
            text, _ = cases_of(line)
            told = f"[{text[case.start : case.end]}] wants {case.wanted}, got {got} in: {text}"
            yield is_right(case, cases, actors), told


@pytest.mark.model
def test_the_mentions_of_the_table_mean_whom_they_should() -> None:
    wrong = [told for right, told in outcomes() if not right]
    total = sum(len(cases_of(line)[1]) or 1 for line in lines())
    assert 1 - len(wrong) / total >= FLOOR, "\n".join(wrong)


def test_the_table_is_large_and_wide() -> None:
    wanted = [case.wanted for line in lines() for case in cases_of(line)[1]]
    names = {n.strip() for w in wanted for n in re.split(r"[;+/]", w)}
    countries = {n for n in names if _is_country(n)}
    assert len(wanted) >= 400
    assert len(countries) >= 60


def _is_country(name: str) -> bool:
    found = find_entry(name)
    return found is not None and found.government == found.id and entry(found.id).name == name


if __name__ == "__main__":
    results = list(outcomes())
    for right, told in results:
        if not right:
            sys.stdout.write(f"{told}\n")
    good = sum(right for right, _ in results)
    sys.stdout.write(f"{good} of {len(results)} right: {good / len(results):.3f}\n")
