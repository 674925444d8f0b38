"""The table of edge types, ``data/edge_types.toml`` -> ``EdgeType``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kgraph.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgraph.model import Stance


SLOTS = ("TARGET", "CONTENT")
_PREPOSITIONS = frozenset("of for with on at to in into as from against about over by".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A cue and the slots it opens, read from a line of the table.

    ``hold TARGET responsible for CONTENT`` is such a line.

    Attributes:
        head: Lemma of the head ("hold").
        words: Further lemmas that must be there ("responsible").
        target: ``object``, the preposition before the slot, or None if there is no such slot.
        content: The same for the content; ``object`` also takes a clause or a quotation.
        needs: Name of the word class to which the content's head must belong, or None.
        negated: Whether the cue itself must be negated ("not confirm").
    """

    head: str
    words: tuple[str, ...] = ()
    target: str | None = None
    content: str | None = None
    needs: str | None = None
    negated: bool = False

    @classmethod
    def parse(cls, line: str) -> Frame:
        """Return the frame that a line of the table writes."""
        pattern, _, needs = line.partition(" | ")
        negated = pattern.startswith("not ")
        head, *rest = pattern.removeprefix("not ").split()
        slots: dict[str, str] = {}
        words: list[str] = []
        for before, word in zip([head, *rest], rest, strict=False):
            if word in SLOTS:
                marker = before in _PREPOSITIONS
                slots[word] = before if marker else "object"
                if marker and words and words[-1] == before:
                    words.pop()
            else:
                words.append(word)
        return cls(
            head=head,
            words=tuple(words),
            target=slots.get("TARGET"),
            content=slots.get("CONTENT"),
            needs=needs or None,
            negated=negated,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeType:
    """A row of the table: how a speaker stands to a claim or an actor.

    Attributes:
        name: The verb, as in ``speaker -name-> object``.
        definition: One line.
        parent: Name of the broader edge type, or None.
        stance: Default stance towards the claim.
        target: Who the target is, in words; empty if it has none.
        ends_on: ``claim``, ``actor`` or both.
        rdf_class: Local name of the RDF class of its attributions.
        cameo: CAMEO code, or None.
        plover: PLOVER 2021 code, or None.
        colour: Colour-blind-safe hex colour for pictures.
        dash: Lengths of dash and gap in pixels; empty for a full line.
        verbs: Frames of its cue verbs.
        nouns: Lemmas of its cue nouns.
        phrases: Fixed cues of several words, lower case.
        plain: Whether the cue says nothing of its own, so that the content may change the type.
        content_effect: What a content must be to give a plain cue this type, or "".
        target_from: ``agent``, ``answered`` or ``subject``: whence the target, if no slot names
            it; or "".
        answers: What "this" may refer back to: ``claims``, ``proposals``, or "" for nothing.
        silent: Whether to do this is to leave unsaid what one was asked.
        infinitive: What "to do it" says: ``target should`` do it, ``speaker will``; or "".
    """

    name: str
    definition: str
    parent: str | None
    stance: Stance
    target: str
    ends_on: tuple[str, ...]
    rdf_class: str
    cameo: str | None
    plover: str | None
    colour: str
    dash: tuple[int, ...]
    verbs: tuple[Frame, ...]
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    plain: bool = False
    content_effect: str = ""
    target_from: str = ""
    answers: str = ""
    silent: bool = False
    infinitive: str = ""

    @property
    def factual(self) -> bool:
        """Whether its content is a claim that something is so, rather than a call or an offer."""
        return self.plain or self.parent is not None


@cache
def load_edge_types() -> Mapping[str, EdgeType]:
    """Return the edge types by name, in the order of the table."""
    table = tomllib.loads(files("kgraph.data").joinpath("edge_types.toml").read_text("utf-8"))
    return MappingProxyType({name: _edge_type(name, row) for name, row in table.items()})


def _edge_type(name: str, row: dict[str, Any]) -> EdgeType:
    return EdgeType(
        name=name,
        definition=row["definition"],
        parent=row.get("parent"),
        stance=row["stance"],
        target=row["target"],
        ends_on=tuple(row["ends_on"]),
        rdf_class=row["rdf_class"],
        cameo=row.get("cameo"),
        plover=row.get("plover"),
        colour=row["colour"],
        dash=tuple(row["dash"]),
        verbs=tuple(Frame.parse(line) for line in row["verbs"]),
        nouns=tuple(row["nouns"]),
        phrases=tuple(row["phrases"]),
        plain=row.get("plain", False),
        content_effect=row.get("content_effect", ""),
        target_from=row.get("target_from", ""),
        answers=row.get("answers", ""),
        silent=row.get("silent", False),
        infinitive=row.get("infinitive", ""),
    )


@cache
def plain_type() -> str:
    """Return the name of the edge type whose cues say nothing of their own."""
    return next(row.name for row in load_edge_types().values() if row.plain)


def edge_type_named(name: str) -> EdgeType:
    """Return the edge type of that name.

    Raises:
        UnknownNameError: If there is none; the message offers the nearest.
    """
    types = load_edge_types()
    if name not in types:
        raise UnknownNameError.among("edge type", name, types)
    return types[name]
