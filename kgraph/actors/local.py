"""The actors of one article: each attribution's source, target and chain -> actors.

Settles within the article what the words leave open: surnames, pronouns, "the source", "the
spokesman". Result is plain data; actors of several articles are joined in ``merge``.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph.actors.anaphora import ANYONE, NO_PERSONS, SOURCES, Anaphora, is_plural
from kgraph.actors.directory import STATE, Directory, Named
from kgraph.actors.discourse import Discourse
from kgraph.actors.lists import read_phrases
from kgraph.actors.names import body_name, is_full, same_person, surname, without_style
from kgraph.actors.phrases import (
    ONE_OF,
    OWN_PRONOUNS,
    Phrase,
    is_public,
    phrase_of_body,
    read_phrase,
)
from kgraph.actors.register import Register
from kgraph.actors.roles import last_role, named_in
from kgraph.actors.senses import is_place
from kgraph.actors.sources import anonymity_of, is_people
from kgraph.actors.words import singular, words_in
from kgraph.gazetteer import entry as entry_named
from kgraph.gazetteer import find_entry
from kgraph.ids import slug
from kgraph.lexicon import load_words
from kgraph.linguistics import offset
from kgraph.model import Actor, Mention
from kgraph.syntax import antecedent_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kgraph.linguistics import ParsedArticle
    from kgraph.model import ActorKind, Attribution, TextSpan

_WIKIDATA = "http://www.wikidata.org/entity/"
_LONGEST_ALIAS = 4  # words
_OPENING = 4  # words of a sentence among which the people are that it is about
_OWNED = re.compile(r"['’]s?(?= [a-z])")  # "Bavaria | 's | police"
_BY = " by "
_ONE = re.compile(r"(?:one|another) of (?:them|these|those)", re.IGNORECASE)
_NATION = re.compile(r"(?:ian|an|n|ese)$")
_OWNS = re.compile(r"([A-Z][\w.-]*)['’]s ")
_ISSUED = frozenset({"statement", "communique", "communiqué"})
_SPEAKS_FOR = re.compile(r"\b(?:for|of) (the [a-z][\w -]*|[A-Z][\w.-]*['’]s [a-z][\w -]*)$")
_FAR = 300  # code points before a pronoun in which its sentence begins
_NEARBY = 60  # code points around a name that tell whether it is a place here
_AT_HOME = frozenset("army military police force intelligence government parliament".split())
_RECIPROCAL = re.compile(r"\b(?:each other|one another|the others?)\b", re.IGNORECASE)
_OWNER = re.compile(r"([A-Z][\w.-]*)(?:['’]s)? ")
_WITHHELD = re.compile(
    r"\b(?:anonym|not (?:to )?be (?:named|identified|quoted)|pseudonym)", re.IGNORECASE
)
_MOUTHS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_LINES = re.compile(r"\n+")
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s|\n")


def is_reciprocal(spans: tuple[TextSpan, ...]) -> bool:
    """Return whether words say "each other", so that who speaks is spoken of."""
    return any(_RECIPROCAL.search(s.text) for s in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalActors:
    """The actors of an article and their parts in its attributions.

    Attributes:
        actors: By id; ids of persons and anonymous sources are the article's own.
        speakers: Ids of the speakers, by attribution id.
        targets: Ids of the targets, by attribution id.
        reported_via: Ids of those who passed it on, by attribution id.
        mentions: The words that mean them, in the order in which they were read.
    """

    actors: dict[str, Actor]
    speakers: dict[str, tuple[str, ...]]
    targets: dict[str, tuple[str, ...]]
    reported_via: dict[str, tuple[str, ...]]
    mentions: dict[str, Mention] = field(default_factory=dict)


class Resolver:
    """Resolves the phrases of one article, in text order."""

    def __init__(self, parsed: ParsedArticle) -> None:
        """Read the names in the text, so that later surnames find them."""
        self._parsed = parsed
        self._register = Register(parsed.article)
        self.discourse = Discourse(self._register.actors)
        self.directory = Directory(parsed.text)
        self._anaphora = Anaphora(self)
        self._people: dict[str, dict[str, None]] = {}
        self._contents: tuple[TextSpan, ...] = ()
        self._spoke: dict[tuple[TextSpan, ...], tuple[str, ...]] = {}
        self.aiming = False
        self.quoting: frozenset[str] = frozenset()

    @property
    def actors(self) -> dict[str, Actor]:
        """The actors so far, by id."""
        return self._register.actors

    @property
    def mentions(self) -> dict[str, Mention]:
        """The words that mean them, by id."""
        return self._register.mentions

    def is_met(self, actor: str, place: int) -> bool:
        """Return whether words before an offset mean an actor."""
        return self._register.is_met(actor, place)

    def read_contents(self, attributions: Iterable[Attribution]) -> None:
        """Remember what somebody says: what it begins with are no subjects."""
        self._contents = tuple(s for a in attributions if a.source for s in a.content)

    def is_content(self, place: int) -> bool:
        """Return whether an offset lies in the content of an attribution."""
        return any(s.start <= place < s.end for s in self._contents)

    def is_same_paragraph(self, a: int, b: int) -> bool:
        """Return whether two offsets lie in one paragraph."""
        return "\n" not in self._parsed.text[min(a, b) : max(a, b)]

    def speakers(self, attribution: Attribution, outer: tuple[str, ...]) -> tuple[str, ...]:
        """Return the speakers of an attribution and remember that they spoke."""
        tokens = self._parsed.tokens_of(attribution.source)
        known = self._spoke.get(attribution.source)
        found = known or self._resolve(tokens, outer, at_a_place=None)
        found = found or self._issuer(tokens)
        if found:
            self._spoke[attribution.source] = found
            place = offset(tokens[0])
            passive = self._parsed.text[max(0, place - len(_BY)) : place] == _BY
            self.discourse.add(place, found, passive=passive)
        return found

    def _issuer(self, tokens: list[Token]) -> tuple[str, ...]:
        """Return whose "a statement" is: that of who spoke last in the paragraph."""
        words = [t.lower_ for t in tokens]
        if len(words) != 2 or words[0] not in {"a", "the"} or words[1] not in _ISSUED:  # noqa: PLR2004
            return ()
        at, last = next(iter(self.discourse.speakers()), (0, None))
        if last is None or self.discourse.aimed():  # it may be by who is accused
            return ()
        return (last.id,) if self.is_same_paragraph(at, offset(tokens[0])) else ()

    def corrected(self, attribution: Attribution, name: str) -> tuple[str, ...]:
        """Return the speaker that a user calls right, who is remembered in place of the other."""
        found = self.called(name)
        self.discourse.drop(attribution.start)
        self._spoke.pop(attribution.source, None)
        if found and attribution.source:
            self.discourse.add(attribution.source[0].start, found)
            for span in attribution.source:
                self._register.correct(found[0], span)
        return found

    def targets(
        self, attribution: Attribution, said: tuple[str, ...], outer: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return whom an attribution is aimed at, as its words name them."""
        tokens = self._parsed.tokens_of(attribution.target)
        self.aiming = True
        found = self.resolve(tokens, outer, loose=True)
        self.aiming = False
        mutual = bool(found) and set(said) <= set(found) and is_reciprocal(attribution.target)
        kept = found if mutual else tuple(i for i in found if i not in said)
        self.discourse.aim(kept)
        return kept

    def passed_on(self, attribution: Attribution) -> tuple[str, ...]:
        """Return the media or mouths that passed an attribution on."""
        found = []
        for span in attribution.reported_via:
            entry = find_entry(span.text)
            if entry is not None:
                found.append(self._register.of_entry(entry).id)
                self._register.note(found[-1], span.start, span.end, "gazetteer")
                continue
            phrase = read_phrase(span.text, words_in(span.text))
            if phrase is not None and phrase.form == "name" and not self._is_own_paper(phrase.name):
                found.append(self.body(dataclasses.replace(phrase, kind="outlet")).id)
                self._register.note(found[-1], span.start, span.end, "name")
        return tuple(dict.fromkeys(found))

    def _is_own_paper(self, name: str) -> bool:
        """Return whether a name is that of the article's own outlet, or short for it."""
        whole = (self._parsed.article.outlet or "").lower().split()
        return set(body_name(name).lower().split()) <= set(whole)

    def resolve(
        self, tokens: list[Token], outer: tuple[str, ...] = (), *, loose: bool = False
    ) -> tuple[str, ...]:
        """Return the ids of the actors that some words name; buildings and towns are none.

        Args:
            tokens: The words.
            outer: Ids of the enclosing speakers, whom pronouns may mean.
            loose: Take any plural with a country for a group ("British divers").
        """
        return self._resolve(tokens, outer, loose=loose, at_a_place=self._is_place)

    def _resolve(
        self,
        tokens: list[Token],
        outer: tuple[str, ...],
        *,
        at_a_place: Callable[[Phrase, int], bool] | None,
        loose: bool = False,
    ) -> tuple[str, ...]:
        tokens = antecedent_tokens(tokens)
        if not tokens:
            return ()
        found: dict[str, None] = {}
        base = offset(tokens[0])
        for phrase in read_phrases(tokens, loose=loose):
            place = base + phrase.start
            self.discourse.at(place)
            unsure = at_a_place is not None and (phrase.guessed or at_a_place(phrase, place))
            if unsure:
                continue
            actors, rule = self._actors_of(phrase, outer, place)
            for actor in actors:
                self._note(actor, phrase, place, rule)
            found |= dict.fromkeys(actors)
        return tuple(found)

    def _is_place(self, phrase: Phrase, place: int) -> bool:
        """Return whether a metonym means the building here."""
        entry = find_entry(phrase.words) if phrase.form == "known" else None
        if entry is None:
            return False
        text, end = self._parsed.text, place + len(phrase.words)
        return is_place(entry, text[max(0, place - _NEARBY) : place], text[end : end + _NEARBY])

    def _note(self, actor: str, phrase: Phrase, place: int, rule: str) -> None:
        """Remember the words of an actor and the rule by which they are its."""
        self._register.note(actor, place, place + len(phrase.words), rule)

    def _actors_of(
        self, phrase: Phrase, outer: tuple[str, ...], place: int
    ) -> tuple[tuple[str, ...], str]:
        """Return the ids of the actors that a phrase means, and the name of the rule."""
        named = self._one_named(place) if phrase.name == ONE_OF else None
        if named is not None:
            return (named.id,), "apposition"
        if phrase.form in {"pronoun", "mutual"}:
            return self._anaphora.meant(phrase, outer, place)
        if phrase.entry is not None:
            entry = self._register.with_alias(self._register.of_entry(phrase.entry), phrase)
            if entry.affiliation is not None:
                self._register.note_affiliation(entry.affiliation, place, place + len(phrase.words))
            return (entry.id,), "gazetteer"
        if phrase.form == "described":
            return self._described(phrase, outer, place)
        nation = self._nation(phrase.name)
        if nation is not None:
            return (self.body(phrase_of_body(nation.name)).id,), "short-name"
        body = self.directory.body(body_name(phrase.name))
        known = self.directory.full_names(phrase.name)
        if phrase.kind != "person" and not (known and not body and len(phrase.name.split()) == 1):
            actor, rule = self.body(phrase), "name"
        elif body is not None and not known and not phrase.role:
            actor = self.body(phrase)
            rule = "name" if actor.name == phrase.name else "short-name"
        else:
            actor = self.person(phrase, place, outer)
            rule = "name" if is_full(phrase.name) or not is_full(actor.name) else "short-name"
        return (self._register.with_alias(actor, phrase).id,), rule

    def called(self, name: str) -> tuple[str, ...]:
        """Return the id of the actor that a user calls so: a known one, or a new person."""
        if not name.strip():
            return ()
        entry = find_entry(name)
        if entry is not None:
            return (self._register.of_entry(entry).id,)
        same = [a.id for a in self.actors.values() if name in {a.id, a.name, *a.aliases}]
        if same:
            return (same[0],)
        body = self.directory.body(body_name(name))
        kind: ActorKind = "organisation" if body is not None else "person"
        phrase = Phrase(words=name, form="name", kind=kind, name=name)
        return ((self.body(phrase) if body is not None else self.person(phrase, 0)).id,)

    def person(self, phrase: Phrase, place: int, outer: tuple[str, ...] = ()) -> Actor:
        """Return the person of a name: the one known by it, by its short form, or a new one."""
        full = self._anaphora.full_name(phrase, place)
        phrase = self._with_introduction(phrase, full)
        told = self.directory.introduced(full)
        affiliation = self._affiliation(phrase, outer, place) or self._owner_in(
            phrase.role or (told.role if told else None)
        )
        if affiliation is not None:
            here = place, place + len(phrase.words)
            here = told.told if told is not None and told.affiliation else here
            self._register.note_affiliation(affiliation, *here)
        namesakes = [self.actors[i] for i in self._people.get(surname(full), ())]
        known = [a for a in namesakes if same_person(a.name, full)]
        fresh = Actor(id=f"actor:{self._parsed.article.id}/{slug(full)}", name=full, kind="person")
        actor = next(iter(known), fresh)
        longer = len(full.split()) > len(actor.name.split())
        self._people.setdefault(surname(full), {})[actor.id] = None
        return self._register.keep(
            dataclasses.replace(
                actor,
                name=full if longer else actor.name,
                role=actor.role or phrase.role,
                affiliation=actor.affiliation or affiliation,
            )
        )

    def _owner_in(self, role: str | None) -> str | None:
        """Return the body that a role begins with ("Norland's ambassador", "Orion spokesman")."""
        owner = _OWNER.match(role or "")
        body = self.directory.body(owner[1]) if owner else None
        return self.body(phrase_of_body(body.name)).id if body is not None else None

    def _with_introduction(self, phrase: Phrase, full: str) -> Phrase:
        """Return the phrase with the role in which the person is introduced elsewhere."""
        other = self.directory.introduced(full)
        if other is None or (phrase.role and phrase.affiliation) or phrase.independent:
            return phrase
        plain = phrase.role if phrase.role and without_style(phrase.role) else None
        return dataclasses.replace(
            phrase,
            role=plain or other.role,
            affiliation=phrase.affiliation or other.affiliation,
        )

    def body(self, phrase: Phrase) -> Actor:
        """Return the body of a name that the gazetteer does not have."""
        name = body_name(phrase.name)
        named = self.directory.body(name)
        affiliation = self._affiliation(phrase) or self._state_of(name)
        state = named is not None and named.role == STATE
        kind: ActorKind = "government" if state else "organisation"
        return self._register.keep(
            Actor(
                id=f"actor:{slug(_OWNED.sub('', named.name if named else name))}",
                name=named.name if named else name,
                kind="outlet" if phrase.kind == "outlet" else kind,
                affiliation=affiliation,
                role=phrase.role or (named.role if named and not state else None),
            )
        )

    def _described(
        self, phrase: Phrase, outer: tuple[str, ...], place: int
    ) -> tuple[tuple[str, ...], str]:
        """Return who "the source" or "a senior US official" is: an earlier one, or a new one."""
        apposed = self.directory.person_at(place + len(phrase.words), self._parsed.text)
        if apposed is not None and phrase.kind == "anonymous":
            role = dataclasses.replace(
                phrase, form="name", kind="person", name=apposed, role=phrase.name
            )
            return (self.person(role, place).id,), "apposition"
        named = self._named_below(phrase, place)
        if named is not None:
            return (named.id,), "named-below"
        owner = self._anaphora.owner(phrase, outer, place)
        if (owner is None or phrase.owner not in OWN_PRONOUNS) and (
            phrase.definite or len(phrase.name.split()) == 1
        ):
            earlier = self._anaphora.earlier(phrase, place)
            himself = earlier in outer and phrase.head in ANYONE  # nobody calls himself "the man"
            if earlier is not None and not himself and self._is_of(earlier, owner):
                return (earlier,), "description"
        if owner is not None and phrase.head == "office":
            name = f"office of {self.actors[owner].name}"
            kept = self._register.keep(
                Actor(id=f"{owner}/office", name=name, kind="organisation", affiliation=owner)
            )
            return (kept.id,), "owner"
        if phrase.kind == "organisation" and (phrase.affiliation or self._is_public(phrase)):
            body = self.body(phrase)  # "the Turkish army": the same in all articles
            if body.affiliation is not None:
                self._register.note_affiliation(body.affiliation, place, place + len(phrase.words))
            return (body.id,), "name"
        return (self._anonymous(phrase, owner, place).id,), "owner" if owner else "new-description"

    def _one_named(self, place: int) -> Actor | None:
        """Return who is named behind "one of them" ("one of them, Eva Novak, wrote")."""
        match = _ONE.match(self._parsed.text, place)
        name = self.directory.person_at(match.end(), self._parsed.text) if match else None
        known = Phrase(words=name or "", form="name", kind="person", name=name or "")
        return self.person(known, place) if name else None

    def _nation(self, name: str) -> Named | None:
        """Return the state, which no table has, whose adjective a word is ("Tamaran" of Tamara)."""
        stem = _NATION.sub("", name)
        if stem == name or " " in name:
            return None
        states = (b for b in self.directory.bodies if b.role == STATE)
        return next((b for b in states if b.name.removesuffix("a") == stem), None)

    def _state_of(self, name: str) -> str | None:
        """Return the state, which no table has, that "Klow's finance ministry" is of."""
        owner = _OWNS.match(name)
        whose = self.directory.body(owner[1]) if owner else None
        if whose is None or whose.role != STATE:
            return None
        return self.body(phrase_of_body(whose.name)).id

    def _named_below(self, phrase: Phrase, place: int) -> Actor | None:
        """Return the person by whose name an article goes on that began with "a former masseur".

        Not where a source is to stay without a name, and officials are many.
        """
        one = phrase.number in {None, 1} and singular(phrase.name) == phrase.name.lower()
        if phrase.kind != "anonymous" or phrase.definite or self.aiming or not one:
            return None
        office = last_role([phrase.head])[1] in {"official", "representative"}
        if office or phrase.head in SOURCES:
            return None
        if _WITHHELD.search(self._sentence(place, len(phrase.words))):
            return None
        name = self.directory.told_below(place + len(phrase.words), self._parsed.text)
        heard = self.discourse.latest("person")
        if heard is not None and heard.name != name:
            return None
        known = Phrase(
            words=phrase.words, form="name", kind="person", name=name or "", role=phrase.name
        )
        return self.person(known, place) if name else None

    def _is_public(self, phrase: Phrase) -> bool:
        """Return whether a public body is called by its place ("Bavaria's", "Tisno police")."""
        first = phrase.name.partition(" ")[0]
        owner = phrase.owner or (first if first.lower() not in load_words() else "")
        named = owner[:1].isupper() and not self.directory.full_names(owner)
        return named and not is_full(owner) and phrase.head != "office" and is_public(phrase.head)

    def _is_of(self, actor: str, owner: str | None) -> bool:
        """Return whether an actor may belong to an owner: nobody's, or in the same service."""
        if owner is None:
            return True
        whose = self.actors[actor].affiliation
        return whose is not None and whose in {owner, self.actors[owner].affiliation}

    def _anonymous(self, phrase: Phrase, owner: str | None, place: int) -> Actor:
        kind = phrase.kind or "anonymous"
        whose = None if phrase.affiliation or phrase.independent else owner
        affiliation = whose or self._affiliation(phrase, place=place)
        own = f"actor:{self._parsed.article.id}/{slug(phrase.name)}"
        affiliation = affiliation if affiliation != own else None  # "their lawyer, he said"
        if affiliation is not None:
            self._register.note_affiliation(affiliation, place, place + len(phrase.words))
        return self._register.keep(
            Actor(
                id=own,
                name=phrase.name,
                kind=kind,
                affiliation=affiliation,
                number=phrase.number if kind == "anonymous" else None,
                anonymity=anonymity_of(phrase.words, self._sentence(place, len(phrase.words)))
                if kind == "anonymous"
                else None,
            )
        )

    def some(self, phrase: Phrase) -> Actor:
        """Return the people that "some" or "others" are."""
        return self._anonymous(phrase, None, 0)

    def one(self, many: tuple[str, ...]) -> Actor:
        """Return the person that "one of them" is, of people already heard or named."""
        group = self.actors[many[0]] if len(many) == 1 else None
        if group is not None and group.kind == "anonymous" and not is_plural(group):
            group = None
        name = ONE_OF
        if group is not None:  # "Two officials" began a sentence
            who = group.name[:1].lower() + group.name[1:] if group.number else group.name
            name = f"one of the {who}"
        return self._register.keep(
            Actor(
                id=f"actor:{self._parsed.article.id}/{slug(name)}",
                name=name,
                kind="anonymous",
                affiliation=group.affiliation if group is not None else None,
                number=1,
                anonymity=group.anonymity if group is not None else None,
            )
        )

    def fuller(self, phrase: Phrase, place: int) -> Actor | None:
        """Return the public body of which the text has a fuller name before an offset.

        A headline is short for what comes after it.

        "The embassy" is the Uruguayan one, where a car of that has been told of and of no other.
        "The army" may be that of the country where one reads.
        """
        if not is_public(phrase.head) or phrase.head in _AT_HOME or not phrase.name.islower():
            return None
        named = re.compile(rf"\b[A-Z][\w.-]*(?:['’]s)? (?:[\w-]+ )?{re.escape(phrase.name)}\b")
        found = {}
        text = self._parsed.text
        end = place if "\n" in text[:place] else len(text)
        for match in named.finditer(text, 0, end):
            fuller = read_phrase(match.group(), words_in(match.group()))
            named_so = fuller is not None and fuller.form == "described"
            if fuller is not None and named_so and (fuller.affiliation or self._is_public(fuller)):
                found[fuller.affiliation or fuller.owner] = fuller
        return self.body(next(iter(found.values()))) if len(found) == 1 else None

    def people_before(self, place: int, *, same: bool = False) -> tuple[str, ...]:
        """Return the people with whom the sentence before an offset begins, if none spoke since.

        Args:
            place: The offset.
            same: Take the sentence in which the offset stands.
        """
        text = self._parsed.text[:place]
        ends = [m.end() for m in _SENTENCE.finditer(text, max(0, place - _FAR))]
        ends = [*ends, place] if same and ends else ends
        start = ends[-2] if len(ends) > 1 else None
        spoke = next((at for at, _ in self.discourse.speakers()), -1)
        if start is None or spoke >= start or self.is_content(start):
            return ()
        words = words_in(text[start : ends[-1]])[:_OPENING]
        for k, word in enumerate(words):
            if is_people(word.bare) and singular(word.bare) != word.bare.lower():
                phrase = read_phrase(text[start : ends[-1]], words[: k + 1])
                if phrase is not None and phrase.form == "described":
                    return self._described(phrase, (), start)[0]
        return ()

    def subjects_before(self, place: int) -> Iterator[tuple[int, Phrase]]:
        """Yield what the sentences before an offset are about, the latest first.

        They are those since somebody spoke last, with the one in which the offset stands, and only
        what is one person, body or government.
        """
        spoke = next((at for at, _ in self.discourse.speakers()), -1)
        first = max(spoke + 1, place - _FAR)
        for number in reversed(self._parsed.sentences_of(first, place)):
            if self.is_content(self._parsed.sentences[number][0]):
                continue
            (doc,) = self._parsed.parse([number])
            for subject in _subjects(doc):
                phrases = read_phrases(list(subject.subtree))
                if first <= offset(subject) < place and len(phrases) == 1:
                    yield offset(subject), phrases[0]

    def told_of(self, place: int) -> Actor | None:
        """Return the person of whom the sentence tells whose teller stands at an offset.

        "The driver has confessed, his lawyer said": it is the driver's.
        """
        (number,) = list(self._parsed.sentences_of(place, place + 1))[:1] or (None,)
        if number is None or not self.is_content(self._parsed.sentences[number][0]):
            return None
        (doc,) = self._parsed.parse([number])
        told = (
            c
            for verb in doc
            if verb.dep_ == "ccomp" and verb.head.dep_ == "ROOT"
            for c in verb.children
            if c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ != "PRON" and offset(c) < place
        )
        subject = next(told, None)
        phrases = read_phrases(list(subject.subtree)) if subject is not None else []
        if subject is None or len(phrases) != 1 or phrases[0].kind not in {"person", "anonymous"}:
            return None
        actor = self.subject(phrases[0], offset(subject))
        return None if actor is None or is_plural(actor) else actor

    def subject(self, phrase: Phrase, place: int) -> Actor | None:
        """Return the actor that a sentence is about, kept from now on."""
        found, _ = self._actors_of(phrase, (), place)
        return self.actors[found[0]] if len(found) == 1 else None

    def named_before(self, place: int, *, far: bool = False) -> list[Actor]:
        """Return the governments and bodies named before an offset in its sentence, or farther."""
        text = self._parsed.text[max(0, place - _FAR) : place]
        start = 0 if far else max((m.end() for m in _SENTENCE.finditer(text)), default=0)
        return [
            self._register.of_entry(e)
            for _, _, e, sense in named_in(text[start:])
            if sense != "place"
        ]

    def _sentence(self, place: int, length: int) -> str:
        """Return the words after a phrase in its sentence, up to the next quotation."""
        text = self._parsed.text
        end = _SENTENCE.search(text, place + length)
        return re.split(r"[“\"]", text[place : end.start() if end else len(text)])[0]

    def _spoken_for(self, words: str, place: int) -> str | None:
        """Return whom "the company" or "the rebels" means, for whom somebody speaks."""
        phrase = read_phrase(words, words_in(words))
        if phrase is None or phrase.form != "described":
            return None
        if phrase.kind in NO_PERSONS:
            public = phrase.kind == "organisation" and (phrase.owner or phrase.affiliation)
            if public and (phrase.affiliation or self._is_public(phrase)):
                return self.body(phrase).id
            return self._anaphora.earlier(phrase, place)
        band = self._anaphora.band(phrase.name)
        return band.id if band is not None else None

    def _affiliation(
        self, phrase: Phrase, outer: tuple[str, ...] = (), place: int = 0
    ) -> str | None:
        role = (phrase.role or "" if phrase.form == "name" else phrase.name).split(",")[0]
        whom = _SPEAKS_FOR.search(role) if phrase.speaks or _represents(role) else None
        if phrase.affiliation and whom is not None and whom[1][:1].isupper():
            return self._spoken_for(whom[1], place)  # "Belize's coast guard", rather than Belize
        if phrase.affiliation:
            return self._register.of_entry(entry_named(phrase.affiliation)).id
        known = self.directory.body(body_name(phrase.body)) if phrase.body else None
        whose = self.directory.full_names(phrase.body) if phrase.body else []
        if phrase.body and not whose and (known or phrase.speaks or phrase.form == "name"):
            return self.body(phrase_of_body(phrase.body)).id
        if whom is not None and (found := self._spoken_for(whom[1], place)) is not None:
            return found
        if phrase.form == "name" and phrase.owner and phrase.role and not phrase.independent:
            return self._anaphora.owner(phrase, outer, place)
        bare = role.lower() in _MOUTHS and phrase.owner is None
        return self._heard_before(place) if bare else None

    def _heard_before(self, place: int) -> str | None:
        """Return whose "a spokesman" is: of the body that spoke right before, and of nobody else.

        Not where it has accused another, whose spokesman may answer.
        """
        at, last = next(iter(self.discourse.speakers()), (0, None))
        said = self.discourse.now()
        if last is None or len(said) > 1 or self.discourse.aimed():
            return None
        text = self._parsed.text[at:place]
        near = len(_LINES.findall(text)) <= 1 and place - at < _FAR
        body = last.kind in {"organisation", "government"}
        return last.id if near and body else None


def _represents(role: str) -> bool:
    """Return whether a role is to speak for others ("spokeswoman for the company")."""
    return last_role(role.split())[1] == "representative"


def _subjects(doc: Doc) -> list[Token]:
    """Return the subject of a sentence's main verb, where it is no "he" or "it"."""
    found = (c for t in doc if t.dep_ == "ROOT" for c in t.children)
    return [
        c
        for c in found
        if c.dep_ in {"nsubj", "nsubjpass"} and (c.pos_ != "PRON" or c.lower_ == "one")
    ]


def resolve_actors(
    parsed: ParsedArticle,
    attributions: Sequence[Attribution],
    *,
    corrected: Mapping[str, str] | None = None,
) -> tuple[LocalActors, Resolver]:
    """Return the actors of an article's attributions, and the resolver for further phrases.

    Args:
        parsed: The article.
        attributions: Its attributions, in text order.
        corrected: Names of speakers that a user has corrected, by attribution id.
    """
    resolver = Resolver(parsed)
    resolver.read_contents(attributions)
    speakers: dict[str, tuple[str, ...]] = {}
    targets: dict[str, tuple[str, ...]] = {}
    via: dict[str, tuple[str, ...]] = {}
    forms = {a.id: a.form for a in attributions}
    for attribution in attributions:
        outer = speakers.get(attribution.within or "", ())
        resolver.quoting = frozenset(
            outer if forms.get(attribution.within or "") == "direct" else ()
        )
        said = resolver.speakers(attribution, outer)
        if corrected is not None and attribution.id in corrected:
            said = resolver.corrected(attribution, corrected[attribution.id])
        speakers[attribution.id] = said
        aimed = targets[attribution.id] = resolver.targets(attribution, said, outer)
        if len(said) == 1 and said[0] in aimed and len(aimed) > 1:
            speakers[attribution.id] = aimed  # "They accuse each other"
        via[attribution.id] = resolver.passed_on(attribution)
    local = LocalActors(
        actors=resolver.actors,
        speakers=speakers,
        targets=targets,
        reported_via=via,
        mentions=resolver.mentions,
    )
    return local, resolver
