"""What is said -> local claims: each deed of a doer, an attempt, or else the plain claim."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kgraph.claims.affirming import affirming
from kgraph.claims.attempts import find_attempts, names_an_attempt
from kgraph.claims.doers import names_of
from kgraph.claims.labels import told_of
from kgraph.claims.naming import done, is_many, name_of, named, shown_label, without_marks
from kgraph.claims.plain import origin_of, plain_proposition
from kgraph.claims.territory import territory_of
from kgraph.claims.values import LocalClaim
from kgraph.claims.wording import content_words, first_said, has_verb, label_of, main_clause
from kgraph.edge_types import load_edge_types
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import runs
from kgraph.syntax import lemma, source_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from kgraph.claims.events import ArticleEvents
    from kgraph.claims.parties import Parties
    from kgraph.claims.values import Proposition, Said
    from kgraph.edge_types import EdgeType
    from kgraph.model import Attribution, Stance

_NEAR = 300  # characters between a statement and the quotation that dwells on it
_THEY = frozenset({"they", "them"})
_EACH_OTHER = frozenset({"each other", "one another", "the other", "the others"})
_UNNAMED = frozenset("it him her them us me you".split())


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What an article has come to so far; grows while it is read.

    Attributes:
        text: The article's text.
        attributions: All its attributions, in text order.
        typed: Those read so far with their final edge types, by id.
        targets: Ids of the targets, by attribution id.
        claims: The claims so far.
    """

    text: str
    attributions: list[Attribution]
    typed: dict[str, Attribution]
    targets: dict[str, tuple[str, ...]]
    claims: list[LocalClaim]


class ClaimMaker:
    """Makes the claims of one article's attributions."""

    def __init__(self, so_far: SoFar, events: ArticleEvents, parties: Parties) -> None:
        """Take what there is so far, the events, and whom words mean."""
        self._text, self._all = so_far.text, so_far.attributions
        self._typed, self._targets, self._claims = so_far.typed, so_far.targets, so_far.claims
        self._events, self._parties = events, parties

    def put_forward(
        self,
        attribution: Attribution,
        tokens: list[Token],
        found: list[Said],
        *,
        about_claim: bool = False,
    ) -> list[LocalClaim]:
        """Return the claims of an attribution: each deed of a doer, or else the plain one.

        Args:
            attribution: The attribution with its final edge type.
            tokens: What it claims.
            found: The propositions in that.
            about_claim: Whether it speaks of somebody's claim ("the allegation of a raid").
        """
        row = _row(attribution)
        made: dict[tuple[str, str | tuple[str, ...], int | None], LocalClaim] = {}
        factual = row.factual or row.answers == "claims"
        for proposition, agent in found if factual else ():
            if not proposition.structured:
                continue
            claim = self.deed(attribution, tokens, proposition, agent)
            if claim is not None and about_claim and proposition.agent is None:
                claim = self._blamed_for(claim)
            if claim is not None:
                made.setdefault((claim.act, claim.agent or claim.doer, claim.event), claim)
        claims = [c for claim in made.values() for c in self._laid_on(attribution, claim)]
        if factual:
            attempts = [_attempt(attribution, tokens, p) for p in find_attempts(tokens)]
            claims += attempts or self._attempted_before(attribution, tokens)
        return claims or self._dwelt_on(attribution, tokens) or [self._plain(attribution, tokens)]

    def _blamed_for(self, claim: LocalClaim) -> LocalClaim | None:
        """Return the claim with whom others blame for it: "the allegation of a raid" is theirs."""
        blamed = {
            (c.agent, c.doer, c.who)
            for c in self._claims
            if c.act == claim.act and c.stance == "for" and c.event == claim.event
        }
        if len(blamed) != 1:
            return None
        agent, doer, who = blamed.pop()
        return dataclasses.replace(claim, agent=agent, doer=doer, who=who)

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
            for c in self._claims
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

    def _attempted_before(self, attribution: Attribution, tokens: list[Token]) -> list[LocalClaim]:
        """Return the claim of "an assassination attempt" without a victim: who was named before."""
        before = [c for c in self._claims if c.act == "attempted"]
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
        between = self._text[latest.end : attribution.start]
        if "\n" in between or len(between) > _NEAR or latest.edge_type is None:
            return []
        row = _row(self._typed[latest.id])
        if not row.factual or row.silent:
            return []
        return [
            dataclasses.replace(c, attribution=attribution.id)
            for c in self._claims
            if c.attribution == latest.id
        ]

    def deed(
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
            event = self._events.struck_by(proposition.event)
        else:
            event = self._events.event_of(proposition.event, attribution.end)
        if (
            not narrated
            and proposition.agent is None
            and not _is_undergone(proposition.event)
            and (proposition.act == "knew" or _row(attribution).answers)
            and not _row(attribution).silent  # "kept silent about the leak"
        ):
            # "denied any role": whose, the speaker tells
            agent = named or parties.first_side(attribution.id)
        if agent is None and not doer and proposition.agent is not None and not narrated:
            agent = self._meant_by_they(attribution, proposition.agent, event)
        if agent is None and not doer and proposition.negative and not narrated:
            agent = parties.self_denied(proposition.agent, attribution)
        if agent is not None:
            doer = parties.names(agent) if agent != named or not doer else doer
        if not doer or _does_nothing(proposition.agent, doer if agent is None else ()):
            return None
        main = main_clause(tokens)
        told = first_said(main if proposition.agent in main else tokens)
        instead = affirming(tokens) if proposition.negative else {}
        return LocalClaim(
            attribution=attribution.id,
            stance=_stance(attribution, proposition),
            act=proposition.act,
            agent=agent,
            event=event,
            object=(),
            label=label_of(told, instead),
            shown=self._shown_deed(proposition, agent, self._shown(attribution, told, instead)),
            doer=doer,
            who="" if agent or proposition.agent is None else _phrase(proposition.agent),
            loose=not proposition.weak and not self._events.is_named(proposition.event),
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
            for c in self._claims
            if c.act == "responsible" and c.stance == "for" and c.agent and c.event == event
        ] or [
            c.agent
            for c in self._claims
            if c.act == "responsible" and c.stance == "for" and c.agent
        ]
        if len({self._parties.side(a) for a in blamed} - own) > 1:
            blamed = []
        accused = {
            t
            for a in self._all
            if a.edge_type and _row(a).content_effect == "wrongful"
            for t in self._targets.get(a.id, ())
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
        accused = self._targets.get(attribution.id, ())
        unnamed = proposition.agent is None or proposition.agent.lower_ in _UNNAMED
        if unnamed and len(accused) == 1 and first[0].tag_ == "VBG":
            agent, doer = accused[0], ()  # "accused Y of backing them", "accused it of it"
        if agent and not doer:
            doer = self._parties.names(agent)
        main = main_clause(tokens)
        denied = proposition.negative != proposition.reverse  # by "not", not by the word itself
        instead = affirming(main) if denied else {}
        act, source = proposition.act, origin_of(first)
        if source is not None:
            act = "origin"
            agent = None
            doer = self._parties.doer(source, attribution)
        place = territory_of(first, self._parties.own_state(attribution))
        stated = has_verb(tokens)
        if stated:
            told = first_said(main)
            label, shown = label_of(told, instead), self._shown(attribution, told, instead)
        else:  # what is left of "a denial was reported" without the denial would tell nothing
            label = _in_words(attribution, tokens)
            shown = without_marks(label)
        return LocalClaim(
            attribution=attribution.id,
            stance=self._plain_stance(attribution, proposition),
            act=act,
            agent=agent,
            event=None,
            object=content_words(main),
            label=label,
            shown=shown,
            doer=doer,
            who=_phrase(proposition.agent) if proposition.agent is not None else "",
            reverse=proposition.reverse,
            stated=stated,
            territory=str(place or ""),
        )

    def _shown(
        self, attribution: Attribution, tokens: list[Token], instead: Mapping[int, str]
    ) -> str:
        """Return the words as a label that stands alone: names for who speaks, or is to act."""
        if attribution.narrated:
            return shown_label(tokens, instead)
        parties, row = self._parties, _row(attribution)
        ids = parties.speakers(attribution.id)
        speaker = parties.actor(ids[0] if len(ids) == 1 else None)
        side = parties.actor(parties.first_side(attribution.id)) if speaker else None
        direct = attribution.form != "indirect" or not attribution.cue
        instead = {**named(tokens, speaker, side, direct=direct), **instead}
        whose, _, modal = row.infinitive.partition(" ")
        if modal:
            asked = self._targets.get(attribution.id, ())
            who = parties.actor(asked[0] if len(asked) == 1 else None)
            who = speaker if whose == "speaker" else who
            aimed = " ".join(s.text for s in attribution.target) if whose == "target" else ""
            told = done(tokens, name_of(who) if who is not None else aimed, modal, instead)
            if told:
                return told
        return shown_label(tokens, instead)

    def _shown_deed(self, said: Proposition, agent: str | None, words: str) -> str:
        """Return the words of a deed as a sentence about who did it, where they name him not."""
        who = self._parties.actor(agent)
        if who is None or said.act != "responsible" or who.name.split()[-1] in words:
            return words
        return told_of(name_of(who), words, "were" if is_many(who) else "was")

    def _plain_stance(self, attribution: Attribution, said: Proposition) -> Stance:
        """Return the side; "denied that it had failed to warn" says that it warned."""
        cue = next(a for a in self._all if a.id == attribution.id)
        if said.negative and _row(cue).stance == "against" and not attribution.negated:
            return "for"
        return _stance(attribution, said)


def _in_words(attribution: Attribution, tokens: list[Token]) -> str:
    """Return a content without a verb in words; of "accused Y of greed" who, and of what."""
    if _row(attribution).silent:
        return label_of(tokens)
    aimed = " ".join(span.text for span in attribution.target)
    if _row(attribution).content_effect == "wrongful" and aimed:
        of_what = label_of(tokens)
        if aimed.lower() in _UNNAMED | _EACH_OTHER:
            return of_what
        if of_what.lower() == aimed.lower():  # "officials blame campers"
            return " ".join(f"the blame lies with {aimed}".split())
        return " ".join(f"{aimed}: {of_what}".split())
    return " ".join(attribution.words.split()).removeprefix("that ")


def _row(attribution: Attribution) -> EdgeType:
    return load_edge_types()[str(attribution.edge_type)]


def _does_nothing(doer: Token | None, names: tuple[str, ...]) -> bool:
    """Return whether a doer is an idea ("their aim"), or a weapon of which nobody says whose."""
    classes = load_lexicon().classes
    idea = doer is not None and lemma(doer) in classes["idea"]
    return idea or (bool(names) and set(names) <= classes["weapon"])


def _is_undergone(event: Token | None) -> bool:
    """Return whether somebody else did it ("admitted that passports were stolen")."""
    return event is not None and any(c.dep_ == "nsubjpass" for c in event.children)


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
    """Return a noun phrase in words, without clauses below it, or "for it" ("blamed Y for it")."""
    purpose = {t for c in head.children if lemma(c) == "for" for t in c.subtree}
    kept = [t for t in source_tokens(head) if t.dep_ not in {"appos", "punct"} and t not in purpose]
    return " ".join("".join(t.text_with_ws for t in kept).split())


def _does_not_think(attribution: Attribution) -> bool:
    """Return whether "no longer believes that P" or "does not think P" says that not P."""
    words = {w for span in attribution.cue for w in span.text.lower().split()}
    return not words.isdisjoint({"believe", "believes", "believed", "think", "thinks", "thought"})


def _stance(attribution: Attribution, proposition: Proposition) -> Stance:
    """Return the side: the edge type's own, turned where the words themselves say "not"."""
    if attribution.narrated:
        return "against" if proposition.negative else "for"
    row = _row(attribution)
    if attribution.negated:
        if row.content_effect == "doubtful":  # "does not doubt that P"
            return "for"
        if row.content_effect == "wrongful" and any("longer" in s.text for s in attribution.cue):
            return "against"  # "no longer blames Y for it"
        return "against" if row.stance == "open" and _does_not_think(attribution) else "open"
    if row.stance == "open":
        weighs = row.content_effect == "weighed" and not proposition.hedged
        return "against" if weighs and proposition.negative else "open"
    return "against" if row.stance == "against" or proposition.negative else "for"
