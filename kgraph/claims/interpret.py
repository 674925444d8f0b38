"""Attributions of one article -> ``Interpretation``: final edge types, targets and local claims.

An edge type follows from the cue and, where the cue is plain ("said"), from what is said.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from kgraph.claims.answers import find_answered, taken_over, whose_answered
from kgraph.claims.events import ArticleEvents
from kgraph.claims.mentions import known_names, main_names
from kgraph.claims.narrator import find_narrated
from kgraph.claims.parties import Parties
from kgraph.claims.plain import plain_proposition
from kgraph.claims.propositions import find_propositions
from kgraph.claims.putting import ClaimMaker, SoFar
from kgraph.claims.retype import aimed, denying_type, retyped, targets_of
from kgraph.claims.understood import is_to_come, tells, with_meaning, with_meaning_of_label
from kgraph.claims.values import Interpretation
from kgraph.claims.wording import (
    admits_error,
    clears_in_general,
    essence,
    has_verb,
    refers_back,
    topic,
)
from kgraph.days import is_calendar
from kgraph.edge_types import load_edge_types
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset, runs
from kgraph.meanings import vectors_of
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from kgraph.claims.parties import ActorResolver
    from kgraph.claims.values import LocalClaim, Proposition, Said
    from kgraph.edge_types import EdgeType
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution, Stance

_NEAR = 300  # code points between a denial and what the denier adds
_MORE_ALIKE = 0.1  # by how much what he adds must speak more of another claim to mean that one
_BREAK = re.compile(r"\n+")
_THESE = frozenset({"this", "that", "these", "those"})
_IT = frozenset({"it", "them"})


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
    reader.read_headline()
    reader.read_narrator()
    return Interpretation(
        attributions=tuple(reader.typed),
        targets=reader.targets,
        claims=tuple(reader.marked()),
        events=reader.events.events,
        answers=reader.answers,
        context=main_names(parsed.text),
        named=known_names(parsed.text),
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
        so_far = SoFar(
            text=parsed.text,
            attributions=attributions,
            typed=self._typed,
            targets=self.targets,
            claims=self.claims,
        )
        self._maker = ClaimMaker(so_far, self.events, parties)
        self.told: list[LocalClaim] = []
        self._meant: list[Attribution] = []
        self._denial: tuple[Attribution, list[Attribution]] | None = None

    @property
    def typed(self) -> list[Attribution]:
        """The attributions with their final edge types, in text order."""
        return [self._typed[a.id] for a in self._all]

    def read(self, attribution: Attribution) -> None:
        """Type one attribution and add its claims; those in its content or source come first."""
        if attribution.id in self._typed:
            return
        self._typed[attribution.id] = attribution
        nested = [o for o in self._all if o.within == attribution.id]
        for inner in (*nested, *self._told_beside(attribution)):
            self.read(inner)
        silent = attribution.edge_type is not None and _row(attribution).silent
        if attribution.edge_type is None or not (
            attribution.content or attribution.target or silent
        ):
            return
        nested = [o for o in nested if o.edge_type]  # what says nothing cuts nothing out
        whole = self._content(attribution, nested)
        said = self._without_target(attribution, whole)
        tokens = topic(essence(said)) if silent else essence(said)
        targets = self.targets.get(attribution.id, ())
        found = self._found(attribution, tokens)
        if attribution.target and _row(attribution).stance == "for":
            words = self._parsed.tokens_of(attribution.target)
            found = aimed(tokens, found, targets, head_of(words) if words else None)
        made = retyped(attribution, whole, found, self._parties)
        self._typed[made.id] = made
        self.targets[made.id] = targets or targets_of(made, whole, found, self._parties)
        if self._answers_nested(made, whole, nested) or self._repeats_nested(made, nested, found):
            return
        if nested and not _is_told(whole) and _row(made).factual:
            nested, whole = [], self._content(attribution, [])  # "she had warned them"
            said = self._without_target(attribution, whole)
            tokens = essence(said)
            found = self._found(attribution, tokens)
        answered, takes_back = self._answered_or_withdrawn(made, whole, tokens)
        outright = self._denied_outright(made, found)
        made = self._typed[made.id]
        if outright is not None:
            self._answer(made, outright)
        elif answered and not any(p.structured and (a or p.agent) for p, a in found):
            self._answer(made, answered)
        elif tokens and not (
            (takes_back and (answered or refers_back(tokens)))
            or (silent and _points_at_once(tokens))
        ):
            claims = self._maker.put_forward(made, tokens, found, about_claim=tokens != said)
            claims = self._with_meaning(made, claims)
            self.claims += claims
            self._dwell(made, claims)
        self._keep_denial(made)

    def _keep_denial(self, made: Attribution) -> None:
        """Remember who has denied what last, and what else he may have meant."""
        row = _row(made)
        denies = row.answers == "claims" and row.stance == "against" and not made.negated
        self._denial = (made, self._meant) if denies and made.within is None else None

    def _dwell(self, made: Attribution, claims: list[LocalClaim]) -> None:
        """Take what a denier denies right after to be about the same ("denied it. 'We did not'").

        That also tells which of several claims he denied: the one of which his words speak.
        """
        denial, meant = self._denial or (made, [])
        between = self._parsed.text[denial.end : made.start]
        near = denial.end <= made.start and "\n" not in between and len(between) < _NEAR
        same = self._parties.speakers(made.id) == self._parties.speakers(denial.id)
        against = all(c.stance == "against" and not is_to_come(c.label) for c in claims)
        if not (near and same and against and claims):
            return
        if len(meant) > 1:
            alike = self._likeness(claims, meant)
            best = max(alike, key=lambda a: alike[a])
            if alike[best] >= alike[meant[0].id] + _MORE_ALIKE:
                self.claims = [c for c in self.claims if c.attribution != denial.id]
                self._answer(denial, self._typed[best])
        denied = [c for c in self.claims if c.attribution == denial.id]
        self.claims += [dataclasses.replace(c, attribution=made.id) for c in denied]

    def _likeness(self, claims: list[LocalClaim], others: list[Attribution]) -> dict[str, float]:
        """Return how like some claims are to what was attributed before, by its id."""
        ids = {a.id for a in others}
        put = [c for c in self.claims if c.attribution in ids]
        vectors = vectors_of(c.meaning for c in (*claims, *put))
        alike = (vectors[: len(claims)] @ vectors[len(claims) :].T).max(axis=0)
        found = dict.fromkeys(ids, 0.0)
        for claim, cosine in zip(put, alike, strict=True):
            found[claim.attribution] = max(found[claim.attribution], float(cosine))
        return found

    def _answered_or_withdrawn(
        self, made: Attribution, whole: list[Token], tokens: list[Token]
    ) -> tuple[Attribution | None, bool]:
        """Return what an attribution answers, and whether it takes back what its speaker said."""
        self._meant = []
        errs = admits_error(tokens, confirming=not _row(made).plain)
        errs = errs and self._own_claim(made) is not None
        if errs:
            made = dataclasses.replace(made, edge_type=denying_type())
            self._typed[made.id] = made
        takes_back = errs or (not has_verb(tokens) and self._withdraws(made))
        if takes_back:
            answered = self._own_claim(made)
        else:
            self._meant = self._answered(made, tokens if refers_back(tokens) else whole)
            answered = next(iter(self._meant), None)
        return answered or self._cleared_of(made, tokens), takes_back

    def _told_beside(self, attribution: Attribution) -> list[Attribution]:
        """Return what is told between speaker and cue ("a cook who accused X took it back")."""
        if not (attribution.source and attribution.cue):
            return []
        start, end = attribution.source[0].start, attribution.cue[0].start
        return [o for o in self._all if o.cue and start <= o.cue[0].start < end]

    def _with_meaning(self, made: Attribution, claims: list[LocalClaim]) -> list[LocalClaim]:
        """Return the claims with what their words mean: those of the content where it is one."""
        row = _row(made)
        factual = (row.factual or row.answers == "claims") and not row.silent
        taken_over = any(c.meaning for c in claims)
        if taken_over or not factual or not any(map(tells, claims)):
            return claims  # is compared with nothing
        if len(claims) == 1 and made.content:
            return [with_meaning(claims[0], self._parsed, made, self._all)]
        return [with_meaning_of_label(c, self._parsed.article.published) for c in claims]

    def marked(self) -> Iterator[LocalClaim]:
        """Yield the claims, marked where somebody speaks of himself, or wishes more than states."""
        for claim in self.claims:
            row = _row(self._typed[claim.attribution])
            own = not self._parties.own_names(claim.attribution).isdisjoint(claim.doer)
            fact = row.factual or row.answers == "claims"
            stated = claim.stated and fact and not row.silent
            accusing = row.content_effect == "wrongful" and claim.stance == "for" and not own
            accusers = self._parties.sides(claim.attribution) if accusing else ()
            yield dataclasses.replace(
                claim, own=own, stated=stated, accusers=tuple(sorted(accusers))
            )

    def read_headline(self) -> None:
        """Give what a headline only names ("X denies doping claims") the claims told below of it.

        They are those of what the same side first does in the same way.
        """
        end = self._parsed.text.find("\n")
        top = [a for a in self.typed if a.end <= end and a.edge_type]
        for head in top:
            row = _row(head)
            own = [c for c in self.claims if c.attribution == head.id]
            named = (row.answers == "claims" or row.content_effect == "wrongful") and head.content
            if not named or _is_told(self._parsed.tokens_of(head.content)):
                continue
            sides = self._parties.sides(head.id)
            below = (
                c
                for a in self.typed
                if a.start >= end and a.edge_type == head.edge_type and a.negated == head.negated
                for c in self.claims
                if c.attribution == a.id and sides & self._parties.sides(a.id) and c.stated
            )
            first = next(below, None)
            if first is None:
                continue
            told = [c for c in self.claims if c.attribution == first.attribution]
            self.claims = [c for c in self.claims if c not in own]
            self.claims += [dataclasses.replace(c, attribution=head.id) for c in told]

    def read_narrator(self) -> None:
        """Add what the article states in its own voice."""
        for made, tokens, found in find_narrated(self._parsed, self._all, self.events.lines):
            for said in found:
                if said.weak and not self._is_harm(said):
                    continue
                claim = self._maker.deed(made, tokens, said, self._parties.named(said))
                if claim is not None:
                    self.narrated.append(made)
                    self.told.append(claim)

    def _found(self, attribution: Attribution, tokens: list[Token]) -> list[Said]:
        """Return the deeds in a content, or else what it plainly says.

        A weak verb does a deed only to what is known to have been struck.
        """
        deeds = [p for p in find_propositions(tokens) if not p.weak or self._is_harm(p)]
        if not deeds and tokens:
            deeds = [plain_proposition(next(runs(tokens)))]
        return [(p, self._parties.agent(p, attribution)) for p in deeds]

    def _is_harm(self, weak: Proposition) -> bool:
        """Return whether a weak verb takes what is known to have been struck, or only "it"."""
        verb = weak.event
        if verb is None or _is_habit(verb):
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
        while kept and (
            kept[0].pos_ == "ADP"
            or kept[0].is_punct
            or kept[0].tag_ == "POS"
            or is_calendar(kept[0].text)
        ):
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

    def _repeats_nested(
        self, attribution: Attribution, nested: list[Attribution], found: list[Said]
    ) -> bool:
        """Take over what the own side says inside ("an official said that Berlin believed")."""
        if len(nested) != 1 or not _row(attribution).factual or attribution.negated:
            return False
        own, inner = self._parties.sides(attribution.id), nested[0]
        if not own & self._parties.sides(inner.id) or any(p.structured for p, _ in found):
            return False
        theirs = [c for c in self.claims if c.attribution == inner.id and c.stated]
        self.claims += [dataclasses.replace(c, attribution=attribution.id) for c in theirs]
        return bool(theirs)

    def _answered(self, attribution: Attribution, tokens: list[Token]) -> list[Attribution]:
        """Return what these words may answer ("rejected this claim"), the likeliest first."""
        row = _row(attribution)
        if not row.answers or not (refers_back(tokens) if tokens else row.silent):
            return []
        if row.silent and not tokens and _asked_unheard(attribution):
            return []
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
            attribution.id,
            tokens,
            earlier,
            claims=self.claims,
            targets=targets,
            parties=self._parties,
        )

    def _withdraws(self, attribution: Attribution) -> bool:
        """Return whether somebody takes back what he said himself."""
        row, verbs = _row(attribution), load_lexicon().classes["withdrawing"]
        denies = row.answers == "claims" and row.stance == "against"
        return denies and any(lemma(t) in verbs for t in self._parsed.tokens_of(attribution.cue))

    def _own_claim(self, attribution: Attribution) -> Attribution | None:
        """Return the latest accusation, or else claim, that the speaker has put forward before."""
        own = self._parties.sides(attribution.id)
        laid = [
            self._typed[c.attribution]
            for c in self.claims
            if c.stance == "for" and own & self._parties.sides(c.attribution)
        ]
        accusing = [a for a in laid if _row(a).content_effect == "wrongful"]
        return next(reversed(accusing or laid), None)

    def _cleared_of(self, attribution: Attribution, tokens: list[Token]) -> Attribution | None:
        """Return the latest accusation of the own side that "denied any wrongdoing" answers."""
        names = self._parties.own_names(attribution.id)
        if not tokens or not clears_in_general(tokens):
            return None
        laid = [c.attribution for c in self.claims if c.stance == "for" and names & set(c.doer)]
        return self._typed.get(laid[-1]) if laid else None

    def _denied_outright(self, attribution: Attribution, found: list[Said]) -> Attribution | None:
        """Return what "no hackers were involved" answers, which names no deed and nobody by name.

        That is what another has said right before, unless hackers have been blamed for something.
        """
        if len(found) != 1 or not _row(attribution).factual:
            return None
        said, named = found[0]
        empty = said.act == "responsible" and said.negative and said.event is None and not named
        if not empty or said.agent is None or said.agent.pos_ != "NOUN":
            return None
        doer = set(self._parties.doer(said.agent, attribution))
        if any(doer & set(c.doer) for c in self.claims):
            return None
        own = self._parties.sides(attribution.id)
        put = [c.attribution for c in self.claims if c.stance == "for"]
        latest = self._typed[put[-1]] if put else None
        if latest is None or own & self._parties.sides(latest.id) or not _row(latest).factual:
            return None
        between = self._parsed.text[latest.end : attribution.start]
        return latest if len(_BREAK.findall(between)) <= 1 else None

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
            own = self._parties.speakers(attribution.id)  # who takes it back answers nobody
            self.targets[attribution.id] = tuple(w for w in whose if w not in own)
        stance: Stance = "open" if attribution.negated else row.stance
        if row.plain:  # "said it had done nothing wrong"
            stance = "against"
        self.claims += taken_over(attribution.id, stance, answered.id, self.claims)


def _asked_unheard(attribution: Attribution) -> bool:
    """Return whether somebody did not respond at all, to questions that nobody tells."""
    words = " ".join(s.text.lower() for s in attribution.cue)
    return any(w in words for w in ("respond", "reply", "answer", "reach"))


def _points_at_once(tokens: list[Token]) -> bool:
    """Return whether words point back and say no more ("that question")."""
    return refers_back(tokens) and tokens[0].lower_ in _THESE


def _is_told(tokens: list[Token]) -> bool:
    """Return whether words make a statement: a verb with its subject."""
    inside = set(tokens)
    return any(t.dep_.startswith(("nsubj", "csubj")) and t.head in inside for t in tokens)


def _is_habit(verb: Token) -> bool:
    """Return whether a verb says what somebody never does ("we do not touch hospitals")."""
    return any(c.dep_ == "aux" and c.lower_ in {"do", "does"} for c in verb.children) and any(
        c.dep_ == "neg" for c in verb.children
    )


def _row(attribution: Attribution) -> EdgeType:
    return load_edge_types()[str(attribution.edge_type)]
