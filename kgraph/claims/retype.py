"""Edge type and propositions of an attribution -> those that its content calls for, and targets.

Where the cue is plain ("said"), the content decides: "decisions are made in Washington" accuses,
"we have nothing to do with it" denies.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kgraph.claims.deeds import kind_of
from kgraph.claims.values import Proposition
from kgraph.claims.wording import calls_doubtful, calls_false, calls_shameful, is_main, is_vague
from kgraph.edge_types import load_edge_types

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kgraph.claims.parties import Parties
    from kgraph.claims.values import Said
    from kgraph.edge_types import EdgeType
    from kgraph.model import Attribution

_BRIEF = 4  # tokens of a content that cannot but name the deed ("of the dam blast")
_OPENING = 4  # tokens at the start of a content in which "not" turns all of it


def aimed(
    tokens: list[Token], found: list[Said], targets: tuple[str, ...], blamed: Token | None = None
) -> list[Said]:
    """Return the propositions of "accuses Y of it": whatever it is, Y is behind it.

    Args:
        tokens: The content.
        found: The propositions that its words give by themselves.
        targets: Ids of the actors accused.
        blamed: The head of the words for what is blamed, which may be no actor ("an air strike").
    """
    kept: list[Said] = [(p, a) for p, a in found if p.structured and a in targets]
    if kept or not (targets or blamed):
        return kept or found
    found = [(p, a) for p, a in found if not _is_aside(p)]
    event = next((t for t in tokens if kind_of(t) and is_main(t, tokens)), None)
    if event is None and not (is_vague(tokens) or _takes_up(tokens)):
        return found
    if any(t.dep_ == "neg" for t in tokens[:_OPENING]):
        return found
    kind = kind_of(event) or "attack"
    agent = None if targets else blamed
    made = Proposition("responsible", agent, event, negative=False, kind=kind)
    return [(made, target) for target in targets] or [(made, None)]


def _takes_up(tokens: list[Token]) -> bool:
    """Return whether few words name a deed known from before ("of the leak"; not "of greed")."""
    known = any(t.pos_ in {"PRON", "DET"} for t in tokens)
    return len(tokens) <= _BRIEF and known


def _is_aside(said: Proposition) -> bool:
    """Return whether it only tells who is meant ("of backing gunmen who killed tourists")."""
    return said.structured and said.event is not None and said.event.dep_ == "relcl"


def retyped(
    attribution: Attribution, tokens: list[Token], found: list[Said], parties: Parties
) -> Attribution:
    """Return the attribution with the edge type that its content calls for.

    Args:
        attribution: The attribution as its cue alone types it.
        tokens: Its content.
        found: The propositions in it.
        parties: Who speaks for whom.
    """
    if not load_edge_types()[str(attribution.edge_type)].plain or attribution.negated:
        return attribution
    own = parties.sides(attribution.id)
    guilty = [(p, parties.side(a)) for p, a in found if p.act == "responsible" and a and p.asserted]
    others = [p for p, side in guilty if not p.negative and side not in own]
    clears_itself = any(p.negative and side in own for p, side in guilty)
    clears_others = any(p.negative for p, _ in guilty) and not others
    ignorant = any(p.act == "knew" and p.negative for p, _ in found)
    if clears_itself or clears_others or ignorant or calls_false(tokens):
        return dataclasses.replace(attribution, edge_type=_named("negative"))
    if calls_doubtful(tokens):
        return dataclasses.replace(attribution, edge_type=_named("doubtful"))
    if attribution.certainty and attribution.certainty != "certain":
        return dataclasses.replace(attribution, edge_type=_named("weighed"))
    if any(not p.hedged and not p.neutral for p in others):
        return dataclasses.replace(attribution, edge_type=_named("wrongful"))
    if calls_shameful(tokens):
        return dataclasses.replace(attribution, edge_type=_named("shameful"))
    return attribution


def targets_of(
    attribution: Attribution, tokens: list[Token], found: list[Said], parties: Parties
) -> tuple[str, ...]:
    """Return the targets that no slot names: the agent of what is said, or whose claim it answers.

    Args:
        attribution: The attribution with its final edge type.
        tokens: Its content.
        found: The propositions in it.
        parties: Who speaks for whom.
    """
    row = load_edge_types()[str(attribution.edge_type)]
    agents: list[str] = []
    if row.target_from == "agent":
        agents = _agents(row, found)
        if not agents and row.ends_on == ("claim", "actor") and row.stance == "for":
            agents = list(parties.whose_deed(tokens))
    elif row.target_from == "answered":
        agents = list(parties.whose_claim(attribution, tokens))
    elif row.target_from == "subject":
        agents = [a for p, a in found if a and not p.structured]
    speakers = parties.speakers(attribution.id)
    return tuple(dict.fromkeys(a for a in agents if a not in speakers))


def _agents(row: EdgeType, found: list[Said]) -> list[str]:
    """Return who is said to be behind it; a type that takes no side is aimed at any agent."""
    guilty = [a for p, a in found if p.act == "responsible" and a and not p.negative]
    if guilty or row.stance != "open" or row.content_effect:
        return guilty
    return [a for _, a in found if a]


def denying_type() -> str:
    """Return the edge type of who says that a claim is false."""
    return _named("negative")


def _named(effect: str) -> str:
    """Return the edge type that the table gives to a content with this effect."""
    return next(t.name for t in load_edge_types().values() if t.content_effect == effect)
