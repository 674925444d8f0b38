"""Words of a content -> local actors: who did it, whose deed or claim it is, who is on a side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kgraph.claims.doers import acts_for_owner, names_of, names_of_actor
from kgraph.claims.wording import has_verb
from kgraph.edge_types import load_edge_types
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset
from kgraph.syntax import head_of, lemma, source_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from kgraph.claims.values import Proposition
    from kgraph.model import Actor, Attribution

_FIRST_PERSONS = frozenset({"we", "us", "our", "ours", "i", "me", "my", "mine"})
_PERSON = frozenset({"he", "she", "him", "her"})
_HIS = frozenset({"his", "her"})
_PEOPLE = frozenset({"person", "anonymous"})
_NONE = frozenset({"nobody", "none", "no", "neither", "any", "nothing", "one"})
_INSIDERS = frozenset(
    {"management", "board", "staff", "leadership", "manager", "employee", "executive"}
)
_BODIES = frozenset({"group", "organisation", "outlet"})
_BODY = frozenset({"it", "they", "them"})
_OWNING = frozenset({"poss", "amod", "compound"})
_MODIFYING = _OWNING | {"nmod"}
_OPENING = 3  # words at the start of a content, where a verb makes it a statement


class ActorResolver(Protocol):
    """Tells whom words mean, in one article."""

    @property
    def actors(self) -> Mapping[str, Actor]:
        """The actors of the article so far, by id."""
        ...

    def resolve(
        self, tokens: list[Token], outer: tuple[str, ...] = (), *, loose: bool = False
    ) -> tuple[str, ...]:
        """Return the ids of the actors that some words name; loosely, any people of a country."""
        ...


class Parties:
    """The speakers of an article's attributions, and whom the words of their contents mean."""

    def __init__(
        self,
        attributions: list[Attribution],
        speakers: Mapping[str, tuple[str, ...]],
        resolver: ActorResolver,
    ) -> None:
        """Take the attributions, their speakers by attribution id, and who knows the names."""
        self._attributions = attributions
        self._speakers = speakers
        self._resolver = resolver

    def speakers(self, attribution: str) -> tuple[str, ...]:
        """Return the ids of an attribution's speakers."""
        return self._speakers.get(attribution, ())

    def side(self, actor: str) -> str:
        """Return the government or body for which an actor speaks in the end, or the actor.

        Whose party it is did not do what the party does.
        """
        seen, actors = {actor}, self._resolver.actors
        while (up := actors[actor].affiliation) and up not in seen:
            if actors[up].kind == "person" and actors[actor].kind in _BODIES:
                break
            seen.add(up)
            actor = up
        return actor

    def sides(self, attribution: str) -> set[str]:
        """Return the sides for which an attribution's speakers speak."""
        return {self.side(s) for s in self.speakers(attribution)}

    def first_side(self, attribution: str) -> str | None:
        """Return the side of the first speaker, whom "we" means, or None if there is none."""
        speakers = self.speakers(attribution)
        return self.side(speakers[0]) if speakers else None

    def agent(self, proposition: Proposition, attribution: Attribution) -> str | None:
        """Return the actor that a proposition's agent is; first persons are the speaker's side."""
        if proposition.agent is None:
            return None
        token = _of_whom(proposition.agent)
        if _is_own(token) or token.pos_ == "PRON":
            return self._of_pronoun(token, attribution)
        outer = self.speakers(attribution.id) if attribution.form == "indirect" else ()
        found = self._resolver.resolve(source_tokens(token), outer)
        if not found and lemma(token) in load_lexicon().instruments:
            found = self._resolved_each([c for c in token.children if c.dep_ in _MODIFYING])
        found = found or self._resolver.resolve(source_tokens(token), outer, loose=True)
        side = self.first_side(attribution.id)
        if found and side and _answers(attribution) and self._is_force(found[0]):
            return side if self.is_state(side) else found[0]  # "Oslo admits the navy rammed it"
        return found[0] if found else None

    def _is_force(self, actor: str) -> bool:
        """Return whether an actor is only called "the navy": nobody answers for another's."""
        found, lexicon = self._resolver.actors[actor], load_lexicon()
        named = found.name.lower() in lexicon.classes["own"] | lexicon.instruments
        return named and found.affiliation is None

    def names(self, actor: str) -> tuple[str, ...]:
        """Return the names of an actor of the article, see ``doers``."""
        return names_of_actor(self._resolver.actors[actor])

    def is_among(self, attribution: str, others: str) -> bool:
        """Return whether who speaks is one of the people who speak elsewhere ("one of them")."""
        one, many = (
            [self._resolver.actors[s] for s in self.speakers(a)] for a in (attribution, others)
        )
        unnamed = all(a.kind == "anonymous" for a in (*one, *many))
        return unnamed and any(a.name.endswith(f" {b.name.lower()}") for a in one for b in many)

    def own_names(self, attribution: str) -> set[str]:
        """Return the names of an attribution's speakers and of those for whom they speak."""
        actors = {*self.speakers(attribution), *self.sides(attribution)}
        return {n for a in actors for n in self.names(a)}

    def actor(self, actor: str | None) -> Actor | None:
        """Return the actor of the article with this id."""
        return self._resolver.actors[actor] if actor else None

    def is_state(self, actor: str) -> bool:
        """Return whether an actor of the article is a government."""
        return self._resolver.actors[actor].kind == "government"

    def doer(self, token: Token | None, attribution: Attribution) -> tuple[str, ...]:
        """Return the names of who does something, as words of any article may name it."""
        if token is None:
            return ()
        if _is_own(token) or (token.pos_ == "PRON" and token.lower_ in _PERSON | _BODY):
            found = self._of_pronoun(token, attribution)
            return names_of_actor(self._resolver.actors[found]) if found else ()
        token = _of_whom(token)
        owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ == "PRON"), None)
        if lemma(token) in _INSIDERS and len(names_of(token)) == 1:  # "nobody in management"
            side = self.first_side(attribution.id)
            if side and self._resolver.actors[side].kind == "organisation":
                return self.names(side)
        if owner is not None and lemma(token) == "client":  # a lawyer's is whom he speaks for
            side = self.first_side(attribution.id)
            return () if side in {None, *self.speakers(attribution.id)} else self.names(str(side))
        if owner is not None and (owner.lower_ in _FIRST_PERSONS or attribution.form == "indirect"):
            side = self.first_side(attribution.id)  # "its waste", "our students"
            if side is not None:
                own = () if acts_for_owner(token) else (lemma(token),)
                return tuple(sorted({*self.names(side), *own}))
        return names_of(token)

    def _of_pronoun(self, token: Token, attribution: Attribution) -> str | None:
        if _is_own(token):
            return self._own_side(token, attribution)
        outer = self.speakers(attribution.id) if attribution.form == "indirect" else ()
        first = attribution.content and not _is_after_subject(token, attribution.content[0].start)
        if _accuses(attribution) and token.dep_ in {"dobj", "pobj"}:
            return None  # nobody accuses himself
        return outer[0] if outer and first and self._fits(token, outer[0]) else None

    def _own_side(self, token: Token, attribution: Attribution) -> str | None:
        """Return the side that "its country" means; no person is a country, or an army."""
        side = self._whose_side(token, attribution)
        if side is None or token.lower_ in _FIRST_PERSONS:
            return side
        return None if self._resolver.actors[side].kind in _PEOPLE else side

    def _whose_side(self, token: Token, attribution: Attribution) -> str | None:
        """Return the side that "its" means; "his" is a person's, maybe further out.

        Of "A denied B's charge that its navy sank it", the navy is A's: nobody charges himself.
        """
        owner = next((c for c in token.children if c.dep_ == "poss"), token)
        speakers = self.speakers(attribution.id)
        outer = next((a for a in self._attributions if a.id == attribution.within), None)
        if outer is None or owner.lower_ in _FIRST_PERSONS:
            return self.first_side(attribution.id)
        people = not speakers or self._resolver.actors[speakers[0]].kind in _PEOPLE
        if (owner.lower_ in _HIS and not people) or (speakers and _answers(outer)):
            return self.first_side(outer.id) or self.first_side(attribution.id)
        return self.first_side(attribution.id)

    def own_state(self, attribution: Attribution) -> str | None:
        """Return the slug of the state that "our waters", "its airspace" is of."""
        side = self.first_side(attribution.id)
        return side.removeprefix("actor:") if side and self.is_state(side) else None

    def self_denied(self, token: Token | None, attribution: Attribution) -> str | None:
        """Return the side that "it had nothing to do with it" means, whatever kind it seems."""
        own = attribution.form == "indirect" and token is not None and token.lower_ in _BODY
        return self.first_side(attribution.id) if own else None

    def named(self, proposition: Proposition) -> str | None:
        """Return the actor that the words for a doer name by themselves, without any speaker."""
        if proposition.agent is None or proposition.agent.pos_ == "PRON":
            return None
        found = self._resolver.resolve(source_tokens(proposition.agent))
        return found[0] if found else None

    def whose_deed(self, tokens: list[Token]) -> tuple[str, ...]:
        """Return who is condemned or praised: what the content is about, or whose it is."""
        if not tokens or has_verb(tokens[:_OPENING]):
            return ()
        head = head_of(tokens)
        if head.pos_ in {"VERB", "AUX"}:  # "that two fishermen had died"
            return ()
        found = self._resolver.resolve(source_tokens(head))
        return found or self._resolved_each([c for c in head.children if c.dep_ in _OWNING])

    def whose_claim(self, attribution: Attribution, tokens: list[Token]) -> tuple[str, ...]:
        """Return whose claim is answered, as the words say ("Peskov's claim", "Russian claims")."""
        nested = [o for o in self._attributions if o.within == attribution.id]
        named = tuple(dict.fromkeys(s for o in nested for s in self._speakers[o.id]))
        if named:
            return named
        claim_words = load_lexicon().classes["claim"] | {"attempt", "announcement", "statement"}
        for token in tokens:
            if lemma(token) in claim_words:
                owners = [c for c in token.children if c.dep_ in _MODIFYING and not _is_plain(c)]
                found = self._resolved_each(
                    [t for o in owners for t in (o, *(c for c in o.children if c.dep_ == "conj"))]
                )
                if found:
                    return tuple(dict.fromkeys(found))
        return ()

    def _resolved_each(self, words: list[Token]) -> tuple[str, ...]:
        """Return the actors that single words name."""
        return tuple(a for t in words for a in self._resolver.resolve([t]))

    def _fits(self, pronoun: Token, actor: str) -> bool:
        person = self._resolver.actors[actor].kind in _PEOPLE
        return pronoun.lower_ in (_PERSON if person else _BODY)


def _of_whom(token: Token) -> Token:
    """Return whom "none of its ships" is about: the ships."""
    if token.lower_ in _NONE:
        for child in token.children:
            if child.dep_ == "prep":
                return next((c for c in child.children if c.dep_ == "pobj"), token)
    return token


def _is_plain(modifier: Token) -> bool:
    """Return whether it is an adjective of nobody's name ("the official version")."""
    return modifier.pos_ == "ADJ" and modifier.text.islower()


def _answers(attribution: Attribution) -> bool:
    row = load_edge_types().get(attribution.edge_type or "")
    return row is not None and row.answers == "claims"


def _accuses(attribution: Attribution) -> bool:
    row = load_edge_types().get(attribution.edge_type or "")
    return row is not None and row.content_effect == "wrongful"


def _is_own(token: Token) -> bool:
    """Return whether it is "we", or "its ..." of the own side: country, army, drones, ministry."""
    if token.lower_ in _FIRST_PERSONS:
        return True
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if owner is None or owner.pos_ != "PRON":
        return False
    lexicon, word = load_lexicon(), lemma(token)
    classes = lexicon.classes
    return word in classes["own"] or word in lexicon.instruments or word in classes["body"]


def _is_after_subject(pronoun: Token, start: int) -> bool:
    """Return whether a noun since that offset is a subject, so that a pronoun may mean it."""
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.dep_.startswith("nsubj") and offset(t) >= start
        for t in pronoun.doc[: pronoun.i]
    )
