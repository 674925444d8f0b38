"""Attributions of one article -> ``Interpretation``: final edge types, targets and local claims.

An edge type follows from the cue and, where the cue is plain ("said"), from what is said.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kgraph.claims.answers import find_answered, taken_over, whose_answered
from kgraph.claims.attempts import find_attempts, names_an_attempt
from kgraph.claims.doers import names_of
from kgraph.claims.events import ArticleEvents, main_names
from kgraph.claims.narrator import find_narrated
from kgraph.claims.parties import Parties
from kgraph.claims.plain import origin_of, plain_proposition
from kgraph.claims.propositions import find_propositions
from kgraph.claims.retype import aimed, retyped, targets_of
from kgraph.claims.values import Interpretation, LocalClaim
from kgraph.claims.wording import content_words, essence, has_verb, label_of, refers_back
from kgraph.edge_types import load_edge_types
from kgraph.linguistics import offset, runs
from kgraph.syntax import source_tokens

_NEAR = 300  # characters between a statement and the quotation that dwells on it
_IT = frozenset({"it", "them"})
_THEY = frozenset({"they", "them"})

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
    reader.read_narrator()
    return Interpretation(
        attributions=tuple(reader.typed),
        targets=reader.targets,
        claims=tuple(reader.claims),
        events=reader.events.events,
        answers=reader.answers,
        context=main_names(parsed.text),
        narrated=tuple(dict.fromkeys(reader.narrated)),
        told=tuple(reader.told),
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
        self._typed: dict[str, Attribution] = {}
        self.targets = dict(targets)
        self.claims: list[LocalClaim] = []
        self.answers: dict[str, str] = {}
        self.narrated: list[Attribution] = []
        self.told: list[LocalClaim] = []

    @property
    def typed(self) -> list[Attribution]:
        """The attributions with their final edge types, in text order."""
        return [self._typed[a.id] for a in self._all]

    def read(self, attribution: Attribution) -> None:
        """Type one attribution and add its claims; those nested in it come first."""
        if attribution.id in self._typed:
            return
        self._typed[attribution.id] = attribution
        nested = [o for o in self._all if o.within == attribution.id]
        for inner in nested:
            self.read(inner)
        silent = attribution.edge_type is not None and _row(attribution).silent
        if attribution.edge_type is None or not (
            attribution.content or attribution.target or silent
        ):
            return
        whole = self._content(attribution, nested)
        tokens = essence(self._without_target(attribution, whole))
        targets = self.targets.get(attribution.id, ())
        found = self._found(attribution, tokens)
        if attribution.target and _row(attribution).stance == "for":
            found = aimed(tokens, found, targets)
        made = retyped(attribution, whole, found, self._parties)
        self._typed[made.id] = made
        self.targets[made.id] = targets or targets_of(made, whole, found, self._parties)
        if self._answers_nested(made, whole, nested):
            return
        answered = self._answered(made, whole) if tokens[-len(whole) :] == whole else None
        if answered and not any(p.structured and (a or p.agent) for p, a in found):
            self._answer(made, answered)
        elif tokens:
            self.claims += self._put_forward(made, tokens, found)

    def read_narrator(self) -> None:
        """Add what the article states in its own voice."""
        for made, tokens, found in find_narrated(self._parsed, self._all, self.events.lines):
            for said in found:
                if said.weak and not self._is_harm(said):
                    continue
                claim = self._deed(made, tokens, said, self._parties.named(said))
                if claim is not None:
                    self.narrated.append(made)
                    self.told.append(claim)

    def _found(self, attribution: Attribution, tokens: list[Token]) -> list[Said]:
        """Return the deeds in a content, or else what it plainly says.

        A weak verb does a deed only to what is known to have been struck.
        """
        deeds = [
            p
            for p in find_propositions(tokens)
            if not p.weak or self._is_harm(p)
        ]
        if not deeds and tokens:
            deeds = [plain_proposition(next(runs(tokens)))]
        return [(p, self._parties.agent(p, attribution)) for p in deeds]

    def _is_harm(self, weak: Proposition) -> bool:
        """Return whether a weak verb takes what is known to have been struck, or only "it"."""
        verb = weak.event
        if verb is None:
            return False
        if self.events.struck_by(verb) is not None:
            return True
        return any(c.dep_ == "dobj" and c.lower_ in _IT for c in verb.children)

    def _content(self, attribution: Attribution, nested: list[Attribution]) -> list[Token]:
        """Return the content's tokens without those of attributions nested in it."""
        inside = [s for o in nested for s in (*o.cue, *o.content)]
        cue = attribution.cue[0].start if attribution.cue else attribution.end
        read = self._parsed.tokens
        if attribution.content and attribution.content[0].start < cue:
            read = self._parsed.tokens_alone
        return [
            t
            for span in attribution.content
            for t in read(span.start, span.end)
            if not t.is_space and not any(n.start <= offset(t) < n.end for n in inside)
        ]

    def _without_target(self, attribution: Attribution, tokens: list[Token]) -> list[Token]:
        """Return what a target is accused of or asked for: of "Y of doing it" only "doing it"."""
        ends = [s.end for s in attribution.target]
        if not tokens or not ends or offset(tokens[0]) >= max(ends):
            return tokens
        kept = [t for t in tokens if offset(t) >= max(ends)]
        while kept and (kept[0].pos_ == "ADP" or kept[0].is_punct or kept[0].tag_ == "POS"):
            kept = kept[1:]
        return kept or tokens

    def _answers_nested(
        self, attribution: Attribution, tokens: list[Token], nested: list[Attribution]
    ) -> bool:
        """Answer the attribution nested in a content that says nothing else ("Y's claim that")."""
        if not _row(attribution).answers or len(nested) != 1 or has_verb(tokens):
            return False
        inner = self._typed[nested[0].id]
        if not any(c.attribution == inner.id for c in self.claims):
            return False
        self._answer(attribution, inner)
        return True

    def _answered(self, attribution: Attribution, tokens: list[Token]) -> Attribution | None:
        """Return the earlier attribution whose claim these words answer ("rejected this claim")."""
        row = _row(attribution)
        if not row.answers or not (refers_back(tokens) if tokens else row.silent):
            return None
        factual = row.answers == "claims"
        around = self._around(attribution)
        earlier = [
            self._typed[a.id]
            for a in self._all
            if a.id in self._typed and a.id not in around and a.start < attribution.end
        ]
        earlier = [
            a for a in earlier if a.edge_type and _row(a).factual == factual and a != attribution
        ]
        targets = self.targets[attribution.id]
        return find_answered(
            attribution.id, tokens, earlier, self.claims, targets, self._parties
        )

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
        stance: Stance = "open" if attribution.negated else row.stance
        self.claims += taken_over(attribution.id, stance, answered.id, self.claims)

    def _put_forward(
        self, attribution: Attribution, tokens: list[Token], found: list[Said]
    ) -> list[LocalClaim]:
        """Return the claims of an attribution: each deed of a doer, or else the plain one."""
        row = _row(attribution)
        made: dict[tuple[str, str | tuple[str, ...], int | None], LocalClaim] = {}
        factual = row.factual or row.answers == "claims"
        for proposition, named in found if factual else ():
            if not proposition.structured:
                continue
            claim = self._deed(attribution, tokens, proposition, named)
            if claim is not None:
                made.setdefault((claim.act, claim.agent or claim.doer, claim.event), claim)
        claims = [c for claim in made.values() for c in self._laid_on(attribution, claim)]
        if factual:
            attempts = [_attempt(attribution, tokens, p) for p in find_attempts(tokens)]
            claims += attempts or self._attempted_before(attribution, tokens)
        return claims or self._dwelt_on(attribution, tokens) or [self._plain(attribution, tokens)]

    def _laid_on(self, attribution: Attribution, claim: LocalClaim) -> list[LocalClaim]:
        """Return what somebody denies who is known by no name: what was laid on another before.

        "The company denied having spilt it": who denies a deed is who was blamed for it.
        """
        speakers = self._parties.speakers(attribution.id)
        own = {n for s in speakers for n in self._parties.names(s)}
        nameless = own and all(n[:1].islower() and n == n.split(":")[0] for n in own)
        if claim.stance != "against" or not nameless or not own >= set(claim.doer):
            return [claim]
        sides = self._parties.sides(attribution.id)
        if any(self._parties.is_state(s) for s in sides):
            return [claim]
        before = [
            c
            for c in self.claims
            if c.act == claim.act and c.stance == "for" and c.doer != claim.doer
        ]
        fitting = [c for c in before if c.event == claim.event] or before
        if not fitting:
            return [claim]
        return [
            dataclasses.replace(c, attribution=attribution.id, stance="against")
            for c in fitting
            if c.attribution == fitting[-1].attribution
        ]

    def _attempted_before(
        self, attribution: Attribution, tokens: list[Token]
    ) -> list[LocalClaim]:
        """Return the claim of "an assassination attempt" without a victim: who was named before."""
        before = [c for c in self.claims if c.act == "attempted"]
        if not before or not names_an_attempt(tokens):
            return []
        turned = _row(attribution).stance == "against"
        stance: Stance = "against" if turned else _row(attribution).stance
        return [dataclasses.replace(before[-1], attribution=attribution.id, stance=stance)]

    def _dwelt_on(self, attribution: Attribution, tokens: list[Token]) -> list[LocalClaim]:
        """Return the claims on which a quotation dwells that names nobody ("It was ours").

        They are those of what the same side said just before, in the same paragraph.
        """
        subject = plain_proposition(next(runs(tokens))).agent
        if attribution.form != "direct" or attribution.within or not _row(attribution).factual:
            return []
        if subject is None or subject.pos_ != "PRON":
            return []
        own = self._parties.sides(attribution.id)
        before = [a for a in self._all if a.end <= attribution.start and a.id in self._typed]
        latest = next((a for a in reversed(before) if a.within is None), None)
        if latest is None or not own & self._parties.sides(latest.id):
            return []
        between = self._parsed.text[latest.end : attribution.start]
        if "\n" in between or len(between) > _NEAR or latest.edge_type is None:
            return []
        row = _row(self._typed[latest.id])
        if not row.factual or row.silent:
            return []
        return [
            dataclasses.replace(c, attribution=attribution.id)
            for c in self.claims
            if c.attribution == latest.id
        ]

    def _deed(
        self,
        attribution: Attribution,
        tokens: list[Token],
        proposition: Proposition,
        named: str | None,
    ) -> LocalClaim | None:
        """Return the claim that somebody did, knew of or encouraged something, if it says who."""
        parties, agent = self._parties, named
        doer = parties.doer(proposition.agent, attribution)
        narrated = attribution.narrated
        if proposition.weak and proposition.event is not None:
            event = self.events.struck_by(proposition.event)
        else:
            event = self.events.event_of(proposition.event)
        if (
            not narrated
            and proposition.agent is None
            and (proposition.act == "knew" or _row(attribution).answers)
        ):
            # "denied any role": whose, the speaker tells
            agent = named or parties.first_side(attribution.id)
        if agent is None and not doer and proposition.agent is not None and not narrated:
            agent = self._meant_by_they(attribution, proposition.agent, event)
        if agent is not None:
            doer = parties.names(agent) if agent != named or not doer else doer
        if not doer:
            return None
        return LocalClaim(
            attribution=attribution.id,
            stance=_stance(attribution, proposition),
            act=proposition.act,
            agent=agent,
            event=event,
            object=(),
            label=label_of(tokens),
            doer=doer,
            who="" if agent or proposition.agent is None else _phrase(proposition.agent),
            loose=not proposition.weak and not self.events.is_named(proposition.event),
        )

    def _meant_by_they(
        self, attribution: Attribution, token: Token, event: int | None
    ) -> str | None:
        """Return whom "they" means in a quotation: who is blamed for the same, not the own side."""
        if token.lower_ not in _THEY:
            return None
        own = self._parties.sides(attribution.id)
        blamed = [
            c.agent
            for c in self.claims
            if c.act == "responsible" and c.stance == "for" and c.agent and c.event == event
        ] or [c.agent for c in self.claims if c.act == "responsible" and c.stance == "for" and c.agent]
        if len({self._parties.side(a) for a in blamed} - own) > 1:
            blamed = []
        accused = {
            t
            for a in self._all
            if a.edge_type and _row(a).content_effect == "wrongful"
            for t in self.targets.get(a.id, ())
            if self._parties.side(t) not in own
        }
        if len(accused) == 1:
            blamed = [*accused, *blamed]
        return next((a for a in reversed(blamed) if self._parties.side(a) not in own), None)

    def _plain(self, attribution: Attribution, tokens: list[Token]) -> LocalClaim:
        """Return the claim of a content that ties nobody to a happening."""
        first = next(runs(tokens))
        proposition = plain_proposition(first)
        agent = self._parties.agent(proposition, attribution)
        doer = self._parties.doer(proposition.agent, attribution)
        if proposition.agent is None and _row(attribution).answers and first[0].tag_ == "VBG":
            agent = self._parties.first_side(attribution.id)  # "denied having been told"
        if agent and not doer:
            doer = self._parties.names(agent)
        dropped = {offset(t) for t in tokens if t.dep_ == "neg"} if proposition.negative else set()
        act, source = proposition.act, origin_of(first)
        if source is not None:
            act = "origin"
            agent = None
            doer = self._parties.doer(source, attribution)
        return LocalClaim(
            attribution=attribution.id,
            stance=self._plain_stance(attribution, proposition),
            act=act,
            agent=agent,
            event=None,
            object=content_words(tokens),
            # what is left of "a denial was reported" without the denial would tell nothing
            label=label_of(tokens, dropped)
            if has_verb(tokens)
            else " ".join(attribution.words.split()),
            doer=doer,
            who=_phrase(proposition.agent) if proposition.agent is not None else "",
            reverse=proposition.reverse,
        )

    def _plain_stance(self, attribution: Attribution, said: Proposition) -> Stance:
        """Return the side; "denied that it had failed to warn" says that it warned."""
        cue = next(a for a in self._all if a.id == attribution.id)
        if said.negative and _row(cue).stance == "against" and not attribution.negated:
            return "for"
        return _stance(attribution, said)


def _row(attribution: Attribution) -> EdgeType:
    return load_edge_types()[str(attribution.edge_type)]


def _attempt(attribution: Attribution, tokens: list[Token], said: Proposition) -> LocalClaim:
    """Return the claim that a happening was meant to kill somebody."""
    victim = said.event
    assert victim is not None  # noqa: S101 - an attempt names its victim
    return LocalClaim(
        attribution=attribution.id,
        stance=_stance(attribution, said),
        act="attempted",
        agent=None,
        event=None,
        object=names_of(victim),
        label=label_of(tokens),
        who=_phrase(victim),
    )


def _phrase(head: Token) -> str:
    """Return a noun phrase in words, without clauses below it."""
    kept = [t for t in source_tokens(head) if t.dep_ not in {"appos", "punct"}]
    return " ".join("".join(t.text_with_ws for t in kept).split())


def _stance(attribution: Attribution, proposition: Proposition) -> Stance:
    """Return the side: the edge type's own, turned where the words themselves say "not"."""
    if attribution.narrated:
        return "against" if proposition.negative else "for"
    row = _row(attribution)
    if attribution.negated:
        return "open"
    if row.stance == "open":
        weighs = row.content_effect == "weighed" and not proposition.hedged
        return "against" if weighs and proposition.negative else "open"
    return "against" if row.stance == "against" or proposition.negative else "for"
