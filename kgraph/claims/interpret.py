"""Attributions of one article -> ``Interpretation``: final edge types, targets and local claims.

An edge type follows from the cue and, where the cue is plain ("said"), from what is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.answers import find_answered, taken_over, whose_answered
from kgraph.claims.events import ArticleEvents
from kgraph.claims.parties import Parties
from kgraph.claims.propositions import find_propositions
from kgraph.claims.retype import aimed, retyped, targets_of
from kgraph.claims.values import Interpretation, LocalClaim
from kgraph.claims.wording import content_words, has_verb, label_of, refers_back
from kgraph.edge_types import load_edge_types
from kgraph.linguistics import offset
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from kgraph.claims.parties import ActorResolver
    from kgraph.claims.values import Proposition, Said
    from kgraph.edge_types import EdgeType
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution, Stance


def interpret(
    parsed: ParsedArticle,
    attributions: list[Attribution],
    *,
    speakers: Mapping[str, tuple[str, ...]],
    targets: Mapping[str, tuple[str, ...]],
    resolver: ActorResolver,
) -> Interpretation:
    """Return the interpretation of an article's attributions, in text order.

    Args:
        parsed: The article.
        attributions: Its attributions, nested ones too.
        speakers: Ids of the speakers, by attribution id.
        targets: Ids of the targets that a slot names, by attribution id.
        resolver: For the actors named in what is said.
    """
    reader = _Reader(parsed, attributions, Parties(attributions, speakers, resolver), targets)
    for attribution in attributions:
        reader.read(attribution)
    return Interpretation(
        attributions=tuple(reader.typed),
        targets=reader.targets,
        claims=tuple(reader.claims),
        events=reader.events.events,
        answers=reader.answers,
    )


class _Reader:
    """Goes through the attributions of one article in text order."""

    def __init__(
        self,
        parsed: ParsedArticle,
        attributions: list[Attribution],
        parties: Parties,
        targets: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._parsed, self._all, self._parties = parsed, attributions, parties
        self.events = ArticleEvents(parsed)
        self.typed: list[Attribution] = []
        self.targets = dict(targets)
        self.claims: list[LocalClaim] = []
        self.answers: dict[str, str] = {}

    def read(self, attribution: Attribution) -> None:
        """Type one attribution and add its claims."""
        if attribution.edge_type is None or not (attribution.content or attribution.target):
            self.typed.append(attribution)
            return
        parties, targets = self._parties, self.targets.get(attribution.id, ())
        tokens = self._content(attribution)
        found = [(p, parties.agent(p, attribution)) for p in find_propositions(tokens)]
        if attribution.target and load_edge_types()[attribution.edge_type].stance == "for":
            found = aimed(tokens, found, targets)
        made = retyped(attribution, tokens, found, parties)
        self.targets[made.id] = targets or targets_of(made, tokens, found, parties)
        answered = self._answered(made, tokens)
        self.typed.append(made)
        if answered and not any(p.structured and a for p, a in found):
            self._answer(made, answered)
        elif tokens:
            self.claims += self._put_forward(made, tokens, found)

    def _content(self, attribution: Attribution) -> list[Token]:
        """Return the content's tokens without those of attributions nested in it."""
        nested = [s for o in self._all if o.within == attribution.id for s in (*o.cue, *o.content)]
        cue = attribution.cue[0].start if attribution.cue else attribution.end
        read = self._parsed.tokens
        if attribution.content and attribution.content[0].start < cue:
            read = self._parsed.tokens_alone
        return [
            t
            for span in attribution.content
            for t in read(span.start, span.end)
            if not t.is_space and not any(n.start <= offset(t) < n.end for n in nested)
        ]

    def _answered(self, attribution: Attribution, tokens: list[Token]) -> Attribution | None:
        """Return the earlier attribution whose claim these words answer ("rejected this claim")."""
        if not _row(attribution).answers or not tokens or not refers_back(tokens):
            return None
        targets = self.targets[attribution.id]
        factual = _row(attribution).answers == "claims"
        around = self._around(attribution)
        earlier = [
            a
            for a in self.typed
            if a.edge_type and _row(a).factual == factual and a.id not in around
        ]
        return find_answered(attribution.id, earlier, self.claims, targets, self._parties)

    def _around(self, attribution: Attribution) -> set[str]:
        """Return the ids of the attributions that enclose one."""
        within = {a.id: a.within for a in self._all}
        found: set[str] = set()
        outer = attribution.within
        while outer is not None and outer not in found:
            found.add(outer)
            outer = within.get(outer)
        return found

    def _answer(self, attribution: Attribution, answered: Attribution) -> None:
        """Take over the claims of the attribution that is answered, on the other side."""
        row = _row(attribution)
        self.answers[attribution.id] = answered.id
        if row.target_from == "answered" and not self.targets[attribution.id]:
            whose = whose_answered(answered.id, self.claims, self._parties)
            self.targets[attribution.id] = whose
        self.claims += taken_over(attribution.id, row.stance, answered.id, self.claims)

    def _put_forward(
        self, attribution: Attribution, tokens: list[Token], found: list[Said]
    ) -> list[LocalClaim]:
        """Return the claims of an attribution: each act of an agent, or else the plain one."""
        row = _row(attribution)
        made: dict[tuple[str, str, int | None], LocalClaim] = {}
        factual = row.factual or row.answers == "claims"
        for proposition, named in found if factual else ():
            agent = named
            if not proposition.structured:
                continue
            if proposition.agent is None and (proposition.act == "knew" or row.answers):
                # "denied any role": whose, the speaker tells
                agent = named or self._parties.first_side(attribution.id)
            if agent is None:
                continue
            event = self.events.event_of(proposition.event)
            claim = LocalClaim(
                attribution=attribution.id,
                stance=_stance(attribution, proposition),
                act=proposition.act,
                agent=agent,
                event=event,
                object=(),
                label=label_of(tokens),
            )
            made.setdefault((claim.act, agent, event), claim)
        return list(made.values()) or [_plain(attribution, tokens, found)]


def _row(attribution: Attribution) -> EdgeType:
    return load_edge_types()[str(attribution.edge_type)]


def _plain(attribution: Attribution, tokens: list[Token], found: list[Said]) -> LocalClaim:
    """Return the claim of a content that ties nobody to a happening."""
    stance: Stance = "open"
    act, agent = lemma(head_of(tokens)), None
    dropped: set[int] = set()
    plain = next(((p, a) for p, a in found if not p.structured), None)
    if plain is not None:
        proposition, agent = plain
        act, stance = proposition.act, _stance(attribution, proposition)
        if proposition.negative:
            dropped = {offset(t) for t in tokens if t.dep_ == "neg"}
    return LocalClaim(
        attribution=attribution.id,
        stance=stance,
        act=act,
        agent=agent,
        event=None,
        object=content_words(tokens),
        # what is left of "a denial was reported" without the denial would tell nothing
        label=label_of(tokens, dropped)
        if has_verb(tokens)
        else " ".join(attribution.words.split()),
    )


def _stance(attribution: Attribution, proposition: Proposition) -> Stance:
    """Return the side: the edge type's own, turned where the words themselves say "not"."""
    row = _row(attribution)
    if attribution.negated:
        return "open"
    if row.stance == "open":
        weighs = row.content_effect == "weighed" and not proposition.hedged
        return "against" if weighs and proposition.negative else "open"
    return "against" if row.stance == "against" or proposition.negative else "for"
