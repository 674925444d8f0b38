"""The actors of one article: each attribution's source, target and chain -> actors.

Settles within the article what the words leave open: surnames, pronouns, "the source", "the
spokesman". Result is plain data; actors of several articles are joined in ``merge``.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph.actors.anaphora import Anaphora
from kgraph.actors.directory import Directory
from kgraph.actors.discourse import Discourse
from kgraph.actors.names import body_name, is_full, same_person, short_forms, surname
from kgraph.actors.phrases import Phrase, read_phrases
from kgraph.actors.roles import government_of, named_in
from kgraph.actors.senses import is_place
from kgraph.actors.sources import anonymity_of
from kgraph.gazetteer import entry as entry_named
from kgraph.gazetteer import find_entry
from kgraph.linguistics import offset
from kgraph.model import Actor, Mention, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spacy.tokens import Token

    from kgraph.gazetteer import Entry
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import ActorKind, Attribution, TextSpan

_WIKIDATA = "http://www.wikidata.org/entity/"
_LONGEST_ALIAS = 4  # words
_FAR = 300  # code points before a pronoun in which its sentence begins
_NEARBY = 60  # code points around a name that tell whether it is a place here
_STYLE = re.compile(r"^(?:mr|mrs|ms|dr|sir|miss)\b\.?\s*", re.IGNORECASE)
_RECIPROCAL = re.compile(r"\b(?:each other|one another|the others?)\b", re.IGNORECASE)
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
        self.actors: dict[str, Actor] = {}
        self.mentions: dict[str, Mention] = {}
        self.discourse = Discourse(self.actors)
        self.directory = Directory(parsed.text)
        self._anaphora = Anaphora(self)
        self._contents: tuple[TextSpan, ...] = ()
        self.aiming = False

    def read_contents(self, attributions: Iterable[Attribution]) -> None:
        """Remember what the attributions say: its sentences are no subjects of the article's own."""
        self._contents = tuple(s for a in attributions for s in a.content)

    def is_content(self, place: int) -> bool:
        """Return whether an offset lies in the content of an attribution."""
        return any(s.start <= place < s.end for s in self._contents)

    def speakers(self, attribution: Attribution, outer: tuple[str, ...]) -> tuple[str, ...]:
        """Return the speakers of an attribution and remember that they spoke."""
        tokens = self._parsed.tokens_of(attribution.source)
        found = self._resolve(tokens, outer, at_a_place=None)
        if found:
            self.discourse.add(offset(tokens[0]), found)
        return found

    def corrected(self, attribution: Attribution, name: str) -> tuple[str, ...]:
        """Return the speaker that a user calls right, who is remembered in place of the other."""
        found = self.called(name)
        self.discourse.drop(attribution.start)
        if found and attribution.source:
            self.discourse.add(attribution.source[0].start, found)
            for span in attribution.source:
                self.mentions = {
                    k: m for k, m in self.mentions.items() if m.span != span
                }
                made = Mention.id_of(span, found[0])
                self.mentions[made] = Mention(
                    id=made, article=span.article, span=span, actor=found[0], rules=("correction",)
                )
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
        if not tokens:
            return ()
        found: dict[str, None] = {}
        base = offset(tokens[0])
        for phrase in read_phrases(tokens, loose=loose):
            place = base + phrase.start
            if at_a_place is not None and at_a_place(phrase, place):
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
        end = min(place + len(phrase.words), len(self._parsed.article.text))
        if place < end:
            span = self._parsed.article.span(place, end)
            name = Mention.id_of(span, actor)
            made = Mention(id=name, article=span.article, span=span, actor=actor, rules=(rule,))
            self.mentions.setdefault(name, made)

    def _actors_of(
        self, phrase: Phrase, outer: tuple[str, ...], place: int
    ) -> tuple[tuple[str, ...], str]:
        """Return the ids of the actors that a phrase means, and the name of the rule that says so."""
        if phrase.form in {"pronoun", "mutual"}:
            return self._anaphora.meant(phrase, outer, place)
        if phrase.entry is not None:
            return (self._with_alias(self.of_entry(phrase.entry), phrase).id,), "gazetteer"
        if phrase.form == "described":
            return self._described(phrase, outer, place)
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
        return (self._with_alias(actor, phrase).id,), rule

    def called(self, name: str) -> tuple[str, ...]:
        """Return the id of the actor that a user calls so: known in the article, or a new person."""
        if not name.strip():
            return ()
        entry = find_entry(name)
        if entry is not None:
            return (self.of_entry(entry).id,)
        same = [a.id for a in self.actors.values() if name in {a.id, a.name, *a.aliases}]
        if same:
            return (same[0],)
        body = self.directory.body(body_name(name))
        kind: ActorKind = "organisation" if body is not None else "person"
        phrase = Phrase(words=name, form="name", kind=kind, name=name)
        return ((self.body(phrase) if body is not None else self.person(phrase, 0)).id,)

    def of_entry(self, entry: Entry) -> Actor:
        """Return the actor of a gazetteer entry; a metonym gives its government."""
        entry = government_of(entry)
        affiliation = None
        if entry.government and entry.government != entry.id:
            affiliation = self.of_entry(entry_named(entry.government)).id
        return self.keep(
            Actor(
                id=f"actor:{entry.id}",
                name=entry.name,
                kind=entry.kind,
                affiliation=affiliation,
                same_as=_WIKIDATA + entry.qid if entry.qid else None,
            )
        )

    def person(self, phrase: Phrase, place: int, outer: tuple[str, ...] = ()) -> Actor:
        """Return the person of a name: the one known by it, by its short form, or a new one."""
        full = self._full_name(phrase, place)
        phrase = self._with_introduction(phrase, full)
        affiliation = self._affiliation(phrase, outer, place)
        known = [a for a in self.actors.values() if a.kind == "person" and same_person(a.name, full)]
        if known:
            actor = known[0]
            longer = len(full.split()) > len(actor.name.split())
            return self.keep(
                dataclasses.replace(
                    actor,
                    name=full if longer else actor.name,
                    role=actor.role or phrase.role,
                    affiliation=actor.affiliation or affiliation,
                )
            )
        return self.keep(
            Actor(
                id=f"actor:{self._parsed.article.id}/{slug(full)}",
                name=full,
                kind="person",
                role=phrase.role,
                affiliation=affiliation,
            )
        )

    def _full_name(self, phrase: Phrase, place: int) -> str:
        """Return the full name that a surname stands for: of who spoke or was named last."""
        name = _STYLE.sub("", phrase.name)
        if is_full(name):
            return name
        short = surname(name)
        spoken = [a.name for _, a in self.discourse.speakers() if a.kind == "person"]
        spoken = [n for n in spoken if short in short_forms(n)]
        named = self.directory.full_names(name)
        before = [n.name for n in reversed(named) if n.start <= place]
        anywhere = [n.name for n in named]
        fitting = [n for n in (*spoken, *before, *anywhere) if is_full(n)]
        style = _STYLE.match(f"{phrase.role or ''} ")
        wanted = {"mr": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she"}.get(
            style.group().strip(" .").lower() if style else ""
        )
        agreeing = [n for n in fitting if not wanted or self.directory.sex(n) in {wanted, None}]
        return next(iter(sorted(agreeing, key=lambda n: surname(n) != short)), name)

    def _with_introduction(self, phrase: Phrase, full: str) -> Phrase:
        """Return the phrase with the role in which the person is introduced elsewhere."""
        other = self.directory.introduced(full)
        if other is None or (phrase.role and phrase.affiliation) or phrase.independent:
            return phrase
        plain = phrase.role if phrase.role and not _STYLE.fullmatch(phrase.role) else None
        return dataclasses.replace(
            phrase,
            role=plain or other.role,
            affiliation=phrase.affiliation or other.affiliation,
        )

    def body(self, phrase: Phrase) -> Actor:
        """Return the body of a name that the gazetteer does not have."""
        name = body_name(phrase.name)
        named = self.directory.body(name)
        affiliation = self._affiliation(phrase)
        return self.keep(
            Actor(
                id=f"actor:{slug(named.name if named else name)}",
                name=named.name if named else name,
                kind=phrase.kind if phrase.kind == "outlet" else "organisation",
                affiliation=affiliation,
                role=phrase.role or (named.role if named else None),
            )
        )

    def _described(
        self, phrase: Phrase, outer: tuple[str, ...], place: int
    ) -> tuple[tuple[str, ...], str]:
        """Return who "the source" or "a senior US official" is: an earlier one, or a new one."""
        apposed = self.directory.person_at(place + len(phrase.words), self._parsed.text)
        if apposed is not None and phrase.kind == "anonymous":
            role = dataclasses.replace(phrase, form="name", kind="person", name=apposed, role=phrase.name)
            return (self.person(role, place).id,), "apposition"
        owner = self._anaphora.owner(phrase, outer, place)
        if owner is None and (phrase.definite or len(phrase.name.split()) == 1):
            earlier = self._anaphora.earlier(phrase, place)
            if earlier is not None:
                return (earlier,), "description"
        if owner is not None and phrase.head == "office":
            name = f"office of {self.actors[owner].name}"
            kept = self.keep(
                Actor(id=f"{owner}/office", name=name, kind="organisation", affiliation=owner)
            )
            return (kept.id,), "owner"
        if phrase.kind == "organisation" and phrase.affiliation:
            return (self.body(phrase).id,), "name"  # "the Turkish army": the same in all articles
        return (self._anonymous(phrase, owner, place).id,), "owner" if owner else "new-description"

    def _anonymous(self, phrase: Phrase, owner: str | None, place: int) -> Actor:
        kind = phrase.kind or "anonymous"
        affiliation = self._affiliation(phrase) or (None if phrase.independent else owner)
        return self.keep(
            Actor(
                id=f"actor:{self._parsed.article.id}/{slug(phrase.name)}",
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

    def named_before(self, place: int) -> list[Actor]:
        """Return the governments and bodies named before an offset in its sentence."""
        text = self._parsed.text[max(0, place - _FAR) : place]
        start = max((m.end() for m in _SENTENCE.finditer(text)), default=0)
        return [self.of_entry(e) for _, _, e, sense in named_in(text[start:]) if sense != "place"]

    def _sentence(self, place: int, length: int) -> str:
        """Return the words after a phrase in its sentence, up to the next quotation."""
        text = self._parsed.text
        end = _SENTENCE.search(text, place + length)
        return re.split(r"[“\"]", text[place : end.start() if end else len(text)])[0]

    def _affiliation(
        self, phrase: Phrase, outer: tuple[str, ...] = (), place: int = 0
    ) -> str | None:
        if phrase.affiliation:
            return self.of_entry(entry_named(phrase.affiliation)).id
        known = self.directory.body(body_name(phrase.body)) if phrase.body else None
        if phrase.body and (known or phrase.speaks or phrase.form == "name"):
            named = Phrase(words=phrase.body, form="name", kind="organisation", name=phrase.body)
            return self.body(named).id
        if phrase.form == "name" and phrase.owner and phrase.role and not phrase.independent:
            return self._anaphora.owner(phrase, outer, place)
        return None

    def _with_alias(self, actor: Actor, phrase: Phrase) -> Actor:
        """Return the actor with another of its names: capitalised and short, not a description."""
        known = phrase.name if phrase.form == "name" else phrase.words
        name = re.sub(r"^(?:the|The)\s+|['’]s?$", "", " ".join(known.split()))
        if name == actor.name or len(name.split()) > _LONGEST_ALIAS or not name[:1].isupper():
            return actor
        return self.keep(dataclasses.replace(actor, aliases=tuple(sorted({*actor.aliases, name}))))

    def keep(self, actor: Actor) -> Actor:
        """Return the actor as the article knows it by now, and remember it."""
        known = self.actors.get(actor.id)
        if known is not None:
            aliases = tuple(sorted({*known.aliases, *actor.aliases}))
            actor = dataclasses.replace(
                actor,
                aliases=aliases,
                role=actor.role or known.role,
                affiliation=actor.affiliation or known.affiliation,
                number=actor.number or known.number,
                anonymity=actor.anonymity or known.anonymity,
            )
        self.actors[actor.id] = actor
        return actor


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
    for attribution in attributions:
        outer = speakers.get(attribution.within or "", ())
        said = resolver.speakers(attribution, outer)
        if corrected is not None and attribution.id in corrected:
            said = resolver.corrected(attribution, corrected[attribution.id])
        speakers[attribution.id] = said
        aimed = targets[attribution.id] = resolver.targets(attribution, said, outer)
        if len(said) == 1 and said[0] in aimed and len(aimed) > 1:
            speakers[attribution.id] = aimed  # "They accuse each other"
        passed = [e for s in attribution.reported_via if (e := find_entry(s.text))]
        via[attribution.id] = tuple(dict.fromkeys(resolver.of_entry(e).id for e in passed))
    local = LocalActors(
        actors=resolver.actors,
        speakers=speakers,
        targets=targets,
        reported_via=via,
        mentions=resolver.mentions,
    )
    return local, resolver
