"""An attribution that answers ("rejected this claim") -> which one it answers, and its claims.

Its claims are those of the attribution answered, taken over on the other side.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kgraph.claims.understood import AGAINST, FOR, OPEN, is_to_come
from kgraph.claims.values import STRUCTURED
from kgraph.edge_types import load_edge_types
from kgraph.lexicon import load_lexicon
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kgraph.claims.parties import Parties
    from kgraph.claims.values import LocalClaim
    from kgraph.model import Attribution, Stance

_NEAR = 400  # characters between what one speaker says in a row


def find_answered(  # noqa: PLR0913 - all that an answer is judged by
    attribution: str,
    tokens: list[Token],
    earlier: list[Attribution],
    *,
    claims: list[LocalClaim],
    targets: tuple[str, ...],
    parties: Parties,
) -> list[Attribution]:
    """Return the attribution whose claim another one answers, then what else it may be.

    It is the latest that is of the kind that the words name ("this charge" answers an accusation),
    and best one against the answering side.

    Args:
        attribution: Id of the one that answers.
        tokens: Its words.
        earlier: What was attributed before it, in text order.
        claims: The claims so far.
        targets: Ids of the actors whose claim the words say it is.
        parties: Who speaks for whom.
    """
    own = parties.sides(attribution)
    if not own:  # nobody to answer
        return []
    names = parties.own_names(attribution)
    proper = {n for n in names if not n.islower() or any(parties.is_state(s) for s in own)}
    claiming = {c.attribution for c in claims}
    fitting = [
        a
        for a in earlier
        if a.id in claiming
        and not own & parties.sides(a.id)
        and not proper & {n for s in parties.speakers(a.id) for n in parties.names(s)}
    ]
    by_them = [
        a for a in fitting if set(targets) & ({*parties.speakers(a.id)} | parties.sides(a.id))
    ]
    fitting = by_them or fitting
    effects = load_lexicon().answered
    effect = next((effects[w] for t in tokens if (w := lemma(t)) in effects), None)
    table = load_edge_types()
    structured = {c.attribution for c in claims if c.act in STRUCTURED}
    if effect:
        coming = {c.attribution for c in claims if is_to_come(c.label)}
        told = [a for a in fitting if a.id not in coming]  # a plan is no allegation
        fitting = (
            [a for a in fitting if table[str(a.edge_type)].content_effect == effect]
            or [a for a in fitting if a.id in structured]
            or told
            or fitting
        )
    about_us = {
        c.attribution
        for c in claims
        if (c.agent and parties.side(c.agent) in own) or names & set(c.doer)
    }
    account = any(lemma(t) in load_lexicon().accounts for t in tokens)
    against_us = [a for a in fitting if a.id in about_us and not account]
    against_us = [a for a in against_us if a.id in structured] or against_us
    meant = against_us or fitting
    if not meant:
        return []
    first = _head_of_run(meant[-1], fitting, parties)
    return [first, *(a for a in reversed(meant) if a is not first)]


def _head_of_run(latest: Attribution, fitting: list[Attribution], parties: Parties) -> Attribution:
    """Return what a speaker said first of some things in a row: quotations after it dwell on it."""
    speakers = set(parties.speakers(latest.id))
    place = fitting.index(latest)
    while latest.form != "indirect" and place > 0:
        place -= 1
        before = fitting[place]
        own = speakers & set(parties.speakers(before.id)) or not speakers
        own = own or parties.is_among(latest.id, before.id)
        if not own or latest.start - before.end > _NEAR:
            break
        latest = before
    return latest


def taken_over(
    attribution: str, stance: Stance, answered: str, claims: list[LocalClaim]
) -> list[LocalClaim]:
    """Return the claims of the attribution answered as those of the one that answers.

    Of one that says "not X but Y", the answer is to Y.

    Args:
        attribution: Id of the one that answers.
        stance: The side that it takes; to deny a denial is to be for it.
        answered: Id of the one answered.
        claims: The claims so far.
    """
    theirs = [c for c in claims if c.attribution == answered]
    forward = [c for c in theirs if c.stance != "against"]
    made = []
    for claim in forward or theirs:
        turned = claim.stance == stance == "against"
        side: Stance = "for" if turned else stance
        sides = claim.sides
        opposite = side != claim.stance and "against" in {side, claim.stance}
        if sides and opposite:  # they are of the words answered
            sides = (sides[AGAINST], sides[FOR], sides[OPEN])
        made.append(dataclasses.replace(claim, attribution=attribution, stance=side, sides=sides))
    return made


def whose_answered(answered: str, claims: list[LocalClaim], parties: Parties) -> tuple[str, ...]:
    """Return whose claim it is: the speaker's, or the government's that put it forward too."""
    about = {(c.act, c.agent) for c in claims if c.attribution == answered}
    putting = {c.attribution for c in claims if (c.act, c.agent) in about}
    official = {s for a in putting for s in parties.speakers(a)}
    sides = ((s, parties.side(s)) for s in parties.speakers(answered))
    return tuple(side if side in official else speaker for speaker, side in sides)
