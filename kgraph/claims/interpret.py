"""Attributions of one article -> what they put forward: final edge type, targets and local claims.

An edge type follows from the cue and, where the cue is plain ("said"), from what is said: "Peskov
said decisions are made in Washington" accuses, "he said we have nothing to do with it" denies.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kgraph.claims.events import ArticleEvents
from kgraph.claims.propositions import Proposition, find_propositions
from kgraph.edge_types import load_edge_types
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset, runs
from kgraph.syntax import head_of, is_negated, lemma, source_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from kgraph.claims.events import LocalEvent
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Actor, Attribution, Stance

_OWN = frozenset(
    {
        "country",
        "nation",
        "government",
        "side",
        "state",
        "people",
        "army",
        "forces",
        "troops",
        "military",
    }
)
_PERSONS = frozenset({"we", "us", "our", "i", "me", "my"})
_STRUCTURED = frozenset({"responsible", "knew", "encouraged"})
_WEIGHED = frozenset({"possible", "probable", "improbable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalClaim:
    """A claim as one attribution puts it.

    Attributes:
        attribution: Id of the attribution.
        stance: Its side.
        act: ``responsible``, ``knew``, ``encouraged`` or the lemma of a verb.
        agent: Id of the local actor said to do it, or None.
        event: Index of the article's event, or None.
        object: Content words that tell plain claims apart, sorted.
        label: The claim in words, in positive form as far as they give it.
    """

    attribution: str
    stance: Stance
    act: str
    agent: str | None
    event: int | None
    object: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """What an article's attributions come to: typed, with targets, claims, events and answers."""

    attributions: tuple[Attribution, ...]
    targets: dict[str, tuple[str, ...]]
    claims: tuple[LocalClaim, ...]
    events: tuple[LocalEvent, ...]
    answers: dict[str, str]


class ActorResolver(Protocol):
    """Tells whom words mean, in one article."""

    @property
    def actors(self) -> Mapping[str, Actor]: ...

    def resolve(
        self, tokens: list[Token], outer: tuple[str, ...] = (), *, loose: bool = False
    ) -> tuple[str, ...]:
        """Return the ids of the actors that some words name; loosely, any people of a country."""
        ...


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
    reader = _Reader(parsed, attributions, speakers, targets, resolver)
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
        speakers: Mapping[str, tuple[str, ...]],
        targets: Mapping[str, tuple[str, ...]],
        resolver: ActorResolver,
    ) -> None:
        self._parsed, self._all, self._resolver = parsed, attributions, resolver
        self._speakers = speakers
        self.events = ArticleEvents(parsed)
        self.typed: list[Attribution] = []
        self.targets = dict(targets)
        self.claims: list[LocalClaim] = []
        self.answers: dict[str, str] = {}

    def read(self, attribution: Attribution) -> None:
        """Type one attribution and add its claims."""
        if attribution.edge_type is None or not attribution.content and not attribution.target:
            self.typed.append(attribution)
            return
        tokens = self._content(attribution)
        found = [(p, self._agent(p, attribution)) for p in find_propositions(tokens)]
        if attribution.target and load_edge_types()[attribution.edge_type].stance == "for":
            found = self._aimed(attribution, tokens, found)
        made = self._retyped(attribution, tokens, found)
        self.typed.append(made)
        self._aim(made, tokens, found)
        answered = self._answered(made, tokens)
        if answered and not self._says_more(found):
            self._answer(made, answered)
        else:
            self._put_forward(made, tokens, found)

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

    # --- who is meant -----------------------------------------------------------------------

    def _agent(self, proposition: Proposition, attribution: Attribution) -> str | None:
        """Return the actor that a proposition's agent is; first persons are the speaker's side."""
        token = proposition.agent
        if token is None:
            return None
        speakers = self._speakers[attribution.id]
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        own = token.lower_ in _PERSONS or (
            owner is not None and owner.pos_ == "PRON" and _belongs(lemma(token))
        )
        if own:
            return self.side(speakers[0]) if speakers else None
        outer = speakers if attribution.form == "indirect" else ()
        if token.pos_ == "PRON":  # in reported speech "it", "he", "they" may be the speaker
            first = not any(
                t.pos_ in {"NOUN", "PROPN"}
                and t.dep_.startswith("nsubj")
                and offset(t) >= attribution.content[0].start
                for t in token.doc[: token.i]
            )
            return outer[0] if outer and first and self._fits(token, outer[0]) else None
        found = self._resolver.resolve(source_tokens(token), outer)
        if not found and lemma(token) in load_lexicon().instruments:
            owners = [c for c in token.children if c.dep_ in {"amod", "poss", "compound", "nmod"}]
            found = tuple(a for o in owners for a in self._resolver.resolve([o]))
        found = found or self._resolver.resolve(source_tokens(token), outer, loose=True)
        return found[0] if found else None

    def _fits(self, pronoun: Token, actor: str) -> bool:
        person = self._resolver.actors[actor].kind == "person"
        return pronoun.lower_ in ({"he", "she", "him", "her"} if person else {"it", "they", "them"})

    def side(self, actor: str) -> str:
        """Return the government or body for which an actor speaks in the end, or the actor."""
        seen = {actor}
        while (up := self._resolver.actors[actor].affiliation) and up not in seen:
            seen.add(up)
            actor = up
        return actor

    def _aimed(
        self,
        attribution: Attribution,
        tokens: list[Token],
        found: list[tuple[Proposition, str | None]],
    ) -> list[tuple[Proposition, str | None]]:
        """Return the propositions of "accuses Y of it": whatever it is, Y is behind it."""
        targets = self.targets.get(attribution.id, ())
        acts = load_lexicon().acts
        event = next((t for t in tokens if lemma(t) in acts and _is_main(t, tokens)), None)
        kept = [(p, a) for p, a in found if p.act in _STRUCTURED and a in targets]
        if kept or not targets or (event is None and len(tokens) > 4 and not _is_vague(tokens)):
            return kept or found
        kind = acts.get(lemma(event)) if event is not None else None
        negative = any(t.dep_ == "neg" for t in tokens[:4])
        if negative:
            return found
        made = Proposition("responsible", None, event, negative=False, kind=kind or "attack")
        return [(made, target) for target in targets]

    # --- edge type and target ---------------------------------------------------------------

    def _retyped(
        self,
        attribution: Attribution,
        tokens: list[Token],
        found: list[tuple[Proposition, str | None]],
    ) -> Attribution:
        """Return the attribution with the edge type that its content calls for."""
        if not load_edge_types()[str(attribution.edge_type)].plain or attribution.negated:
            return attribution
        own = {self.side(s) for s in self._speakers[attribution.id]}
        guilty = [(p, a) for p, a in found if p.act == "responsible" and a and p.asserted]
        others = [p for p, a in guilty if not p.negative and self.side(str(a)) not in own]
        clears_itself = any(p.negative and self.side(str(a)) in own for p, a in guilty)
        clears_others = any(p.negative for p, _ in guilty) and not others
        ignorant = any(p.act == "knew" and p.negative for p, _ in found)
        if clears_itself or clears_others or ignorant or _calls_false(tokens):
            return dataclasses.replace(attribution, edge_type=_named("negative"))
        if attribution.certainty and attribution.certainty != "certain":
            return dataclasses.replace(attribution, edge_type=_named("weighed"))
        if any(not p.hedged and not p.neutral for p in others):
            return dataclasses.replace(attribution, edge_type=_named("wrongful"))
        return attribution

    def _aim(
        self,
        attribution: Attribution,
        tokens: list[Token],
        found: list[tuple[Proposition, str | None]],
    ) -> None:
        """Complete the targets: the agent of what is said, or whose claim is answered."""
        if self.targets.get(attribution.id):
            return
        row = load_edge_types()[str(attribution.edge_type)]
        speakers = self._speakers[attribution.id]
        if row.target_from == "agent":
            guilty = [a for p, a in found if p.act == "responsible" and a and not p.negative]
            agents = guilty or [
                a for _, a in found if a and row.stance == "open" and not row.content_effect
            ]
            if row.ends_on == ("claim", "actor") and row.stance == "for":
                agents = agents or list(self._whose_deed(tokens))
        elif row.target_from == "answered":
            agents = list(self._whose_claim(attribution, tokens))
        elif row.target_from == "subject":
            agents = [a for p, a in found if p.act not in _STRUCTURED and a]
        else:
            agents = []
        self.targets[attribution.id] = tuple(dict.fromkeys(a for a in agents if a not in speakers))

    def _whose_deed(self, tokens: list[Token]) -> tuple[str, ...]:
        """Return who is condemned or praised: what the content is about, or whose it is."""
        if not tokens or any(t.pos_ in {"VERB", "AUX"} for t in tokens[:3]):
            return ()
        head = head_of(tokens)
        found = self._resolver.resolve(source_tokens(head))
        owners = [c for c in head.children if c.dep_ in {"poss", "amod", "compound"}]
        return found or tuple(a for o in owners for a in self._resolver.resolve([o]))

    def _whose_claim(self, attribution: Attribution, tokens: list[Token]) -> tuple[str, ...]:
        """Return whose claim is answered, as the words say ("Peskov's claim", "Russian claims")."""
        nested = [o for o in self._all if o.within == attribution.id]
        named = tuple(dict.fromkeys(s for o in nested for s in self._speakers[o.id]))
        if named:
            return named
        claim_words = load_lexicon().classes["claim"] | {"attempt", "announcement", "statement"}
        for token in tokens:
            if lemma(token) in claim_words:
                owners = [
                    c for c in token.children if c.dep_ in {"poss", "amod", "compound", "nmod"}
                ]
                found = [
                    a
                    for o in owners
                    for t in (o, *(c for c in o.children if c.dep_ == "conj"))
                    for a in self._resolver.resolve([t])
                ]
                if found:
                    return tuple(dict.fromkeys(found))
        return ()

    # --- claims -----------------------------------------------------------------------------

    def _says_more(self, found: list[tuple[Proposition, str | None]]) -> bool:
        return any(p.act in _STRUCTURED and a for p, a in found)

    def _answered(self, attribution: Attribution, tokens: list[Token]) -> Attribution | None:
        """Return the earlier attribution whose claim these words answer ("rejected this claim")."""
        row = load_edge_types()[str(attribution.edge_type)]
        if not row.answers or not tokens or not _refers_back(tokens):
            return None
        own = {self.side(s) for s in self._speakers[attribution.id]}
        aimed = set(self.targets.get(attribution.id, ()))
        about = {
            c.attribution
            for c in self.claims
            if c.act == "responsible" and c.agent and self.side(c.agent) in own
        }
        claims = {c.attribution for c in self.claims}
        earlier = [
            a
            for a in self.typed[:-1]
            if a.id in claims and not own & {self.side(s) for s in self._speakers[a.id]}
        ]
        if aimed:
            by_them = [
                a
                for a in earlier
                if aimed & {x for s in self._speakers[a.id] for x in (s, self.side(s))}
            ]
            earlier = by_them or earlier
        against_us = [a for a in earlier if a.id in about]
        return next(iter((against_us or earlier)[::-1]), None)

    def _answer(self, attribution: Attribution, answered: Attribution) -> None:
        """Take over the claims of the attribution that is answered, on the other side."""
        self.answers[attribution.id] = answered.id
        stance = load_edge_types()[str(attribution.edge_type)].stance
        row = load_edge_types()[str(attribution.edge_type)]
        if row.target_from == "answered" and not self.targets.get(attribution.id):
            self.targets[attribution.id] = tuple(self._answered_for(answered))
        for claim in [c for c in self.claims if c.attribution == answered.id]:
            side: Stance = stance
            if claim.stance == "against" and stance == "against":
                side = "for"
            self.claims.append(dataclasses.replace(claim, attribution=attribution.id, stance=side))

    def _answered_for(self, answered: Attribution) -> list[str]:
        """Return whose claim it is: the speaker's, or the government's that put it forward too."""
        about = {(c.act, c.agent) for c in self.claims if c.attribution == answered.id}
        putting = {c.attribution for c in self.claims if (c.act, c.agent) in about}
        official = {s for a in putting for s in self._speakers[a]}
        return [
            self.side(s) if self.side(s) in official else s for s in self._speakers[answered.id]
        ]

    def _put_forward(
        self,
        attribution: Attribution,
        tokens: list[Token],
        found: list[tuple[Proposition, str | None]],
    ) -> None:
        if not tokens:
            return
        row = load_edge_types()[str(attribution.edge_type)]
        factual = row.plain or row.answers or row.parent is not None
        structured = [
            (p, a)
            for p, a in found
            if factual and p.act in _STRUCTURED and (a or p.act == "knew" or row.answers)
        ]
        seen = set()
        for proposition, agent in structured:
            event = self.events.event_of(proposition.event)
            if proposition.agent is None:
                agent = agent or self._default_agent(attribution)
            key = (proposition.act, agent, event)
            if key in seen or agent is None:
                continue
            seen.add(key)
            self.claims.append(
                LocalClaim(
                    attribution=attribution.id,
                    stance=_stance(attribution, proposition),
                    act=proposition.act,
                    agent=agent,
                    event=event,
                    object=(),
                    label=_label(tokens, set()),
                )
            )
        if not seen:
            self.claims.append(self._plain(attribution, tokens, found))

    def _default_agent(self, attribution: Attribution) -> str | None:
        speakers = self._speakers[attribution.id]
        return self.side(speakers[0]) if speakers else None

    def _plain(
        self,
        attribution: Attribution,
        tokens: list[Token],
        found: list[tuple[Proposition, str | None]],
    ) -> LocalClaim:
        proposition, agent = next(
            ((p, a) for p, a in found if p.act not in _STRUCTURED), (None, None)
        )
        negative = proposition is not None and proposition.negative
        words = sorted(
            {
                lemma(t)
                for t in tokens
                if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"} and not t.is_stop
            }
        )
        dropped = {offset(t) for t in tokens if negative and t.dep_ == "neg"}
        stance: Stance = "open"
        if proposition is not None:
            stance = _stance(attribution, proposition)
        return LocalClaim(
            attribution=attribution.id,
            stance=stance,
            act=proposition.act if proposition else lemma(head_of(tokens)),
            agent=agent,
            event=None,
            object=tuple(words),
            label=_label(tokens, dropped),
        )


def _label(tokens: list[Token], dropped: set[int]) -> str:
    """Return the words on one line, without those dropped; parts of a content are kept apart."""
    parts = [
        "".join(t.text_with_ws for t in run if offset(t) not in dropped) for run in runs(tokens)
    ]
    label = " … ".join(" ".join(p.split()).strip(' "“”,.;:') for p in parts if p.strip())
    return label.removeprefix("that ")


def _named(effect: str) -> str:
    """Return the edge type that the table gives to a content with this effect."""
    return next(t.name for t in load_edge_types().values() if t.content_effect == effect)


def _stance(attribution: Attribution, proposition: Proposition) -> Stance:
    """Return the side: the edge type's own, turned where the words themselves say "not"."""
    row = load_edge_types()[str(attribution.edge_type)]
    if attribution.negated:
        return "open"
    if row.stance == "open":
        weighs = row.content_effect == "weighed" and not proposition.hedged
        return "against" if weighs and proposition.negative else "open"
    if row.stance == "against":
        return "against"
    return "against" if proposition.negative else "for"


def _is_vague(tokens: list[Token]) -> bool:
    return any(lemma(t) in {"incident", "it", "event", "this", "that", "behind"} for t in tokens)


def _belongs(word: str) -> bool:
    """Return whether "its ..." is the owner's own side: its country, army, drones, ministry."""
    lexicon = load_lexicon()
    return word in _OWN or word in lexicon.instruments or word in lexicon.classes["body"]


_ASIDES = frozenset({"relcl", "advcl", "npadvmod"})
_TIMES = frozenset(
    {"during", "after", "before", "amid", "since", "ahead", "until", "despite", "following"}
)


def _is_main(token: Token, tokens: list[Token]) -> bool:
    """Return whether a word belongs to the main statement, not to a clause or time beside it."""
    head = head_of(tokens)
    while token != head and token.head != token:
        if token.dep_ in _ASIDES or (token.dep_ == "prep" and lemma(token) in _TIMES):
            return False
        token = token.head
    return True


def _calls_false(tokens: list[Token]) -> bool:
    """Return whether the main clause calls a claim false ("it's a ludicrous claim")."""
    words = load_lexicon().classes["false"]
    if not any(t.pos_ in {"VERB", "AUX"} for t in tokens):  # "Nonsense from start to finish"
        return bool(tokens) and lemma(head_of(tokens)) in words
    claims = load_lexicon().classes["claim"] | {"it", "this", "that", "these", "they"}
    for token in tokens:
        if lemma(token) != "be" or is_negated(token):
            continue
        subjects = {lemma(t) for c in token.children if c.dep_ == "nsubj" for t in [c]}
        said = [t for c in token.children if c.dep_ in {"attr", "acomp"} for t in (c, *c.children)]
        if subjects & claims and any(lemma(t) in words for t in said):
            return True
    return False


def _refers_back(tokens: list[Token]) -> bool:
    """Return whether a content only points to a claim made before: "this claim", "them", "it's a lie"."""
    if _calls_false(tokens):
        return True
    head = head_of(tokens)
    classes = load_lexicon().classes
    if any(t.pos_ in {"VERB", "AUX"} for t in tokens):
        return False
    return len(tokens) <= 8 and (
        lemma(head) in classes["claim"] or head.lower_ in classes["anaphor"]
    )
