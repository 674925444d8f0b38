"""The actors of one article: each attribution's source, target and chain -> actors.

Settles within the article what the words leave open: surnames, pronouns, "the source", "the
spokesman". Result is plain data; actors of several articles are joined in ``merge``.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph.actors.introductions import body_names, full_names, introductions
from kgraph.actors.mentions import Mention, read_mentions
from kgraph.actors.names import body_name, same_person, sex_of, surname
from kgraph.actors.roles import government_of
from kgraph.gazetteer import entry as entry_named
from kgraph.gazetteer import find_entry
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset
from kgraph.model import Actor, slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from kgraph.gazetteer import Entry
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution

_WIKIDATA = "http://www.wikidata.org/entity/"
_HE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their"})
_SELF = frozenset({"we", "i", "us", "our", "me", "my"})
_SHE = frozenset({"she", "her", "herself"})
_RECENT = 3  # persons who spoke last, among whom a pronoun may pass over one
_SOME = frozenset({"some", "others", "many", "several", "few", "critics", "most"})
_SOURCES = frozenset({"source", "official", "officials", "sources"})
_LONGEST_ALIAS = 4  # words
_TITLE = re.compile(r"^(?:mr|mrs|ms|dr|sir)\.?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalActors:
    """The actors of an article and their parts in its attributions.

    Attributes:
        actors: By id; ids of persons and anonymous sources are the article's own.
        speakers: Ids of the speakers, by attribution id.
        targets: Ids of the targets, by attribution id.
        reported_via: Ids of those who passed it on, by attribution id.
    """

    actors: dict[str, Actor]
    speakers: dict[str, tuple[str, ...]]
    targets: dict[str, tuple[str, ...]]
    reported_via: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class _Spoken:
    """Who has spoken so far, the latest last."""

    actors: list[Actor] = field(default_factory=list)

    def latest(self, *kinds: str) -> Actor | None:
        return next((a for a in reversed(self.actors) if a.kind in kinds), None)


class Resolver:
    """Resolves the mentions of one article, in text order."""

    def __init__(self, parsed: ParsedArticle) -> None:
        """Read the full names in the text, so that later surnames find them."""
        self._parsed = parsed
        self.actors: dict[str, Actor] = {}
        self._spoken = _Spoken()
        self._names = full_names(parsed)
        self._introduced = introductions(parsed)
        self._bodies = body_names(parsed)

    def speakers(self, attribution: Attribution, outer: tuple[str, ...]) -> tuple[str, ...]:
        """Return the speakers of an attribution and remember that they spoke."""
        found = self.resolve(self._parsed.tokens_of(attribution.source), outer)
        self._spoken.actors += [self.actors[i] for i in found]
        return found

    def resolve(
        self, tokens: list[Token], outer: tuple[str, ...] = (), *, loose: bool = False
    ) -> tuple[str, ...]:
        """Return the ids of the actors that some words name.

        Args:
            tokens: The words.
            outer: Ids of the enclosing speakers, whom pronouns may mean.
            loose: Take any plural with a country for a group ("British divers").
        """
        found: list[str] = []
        for mention in read_mentions(tokens, loose=loose):
            actor = self._actor(mention, outer, offset(tokens[0]) if tokens else 0)
            if actor is not None and actor.id not in found:
                found.append(actor.id)
        return tuple(found)

    def of_entry(self, entry: Entry) -> Actor:
        """Return the actor of a gazetteer entry; a metonym gives its government."""
        entry = government_of(entry)
        affiliation = None
        if entry.government and entry.government != entry.id:
            affiliation = self.of_entry(entry_named(entry.government)).id
        return self._keep(
            Actor(
                id=f"actor:{entry.id}",
                name=entry.name,
                kind=entry.kind,
                affiliation=affiliation,
                same_as=_WIKIDATA + entry.qid if entry.qid else None,
            )
        )

    def _actor(self, mention: Mention, outer: tuple[str, ...], place: int) -> Actor | None:
        if mention.form == "pronoun":
            return self._by_pronoun(mention, outer, place)
        if mention.entry is not None:
            actor = self.of_entry(mention.entry)
        elif mention.form == "name" and any(n.split()[0] == mention.name for n in self._bodies):
            actor = self._body(mention)
        elif mention.form == "name" and (
            mention.kind == "person" or self._is_surname(mention.name)
        ):
            actor = self._person(mention, place)
        elif mention.form == "name":
            actor = self._body(mention)
        else:
            actor = self._described(mention)
        return (
            self._keep(_with_alias(actor, mention.words)) if mention.form != "described" else actor
        )

    def _is_surname(self, name: str) -> bool:
        """Return whether a lone name, whatever a small model makes of it, is a known person's."""
        return len(name.split()) == 1 and any(surname(n) == surname(name) for _, n in self._names)

    def _by_pronoun(self, mention: Mention, outer: tuple[str, ...], place: int) -> Actor | None:
        word = mention.name
        inside = [self.actors[i] for i in outer]
        if word in _SELF:
            return inside[0] if inside else None
        if word in _HE:
            near = next((a for a in inside if a.kind in {"person", "anonymous"}), None)
            return near or self._person_spoken(word) or self._named_before(place)
        if word in _IT:
            near = next((a for a in inside if a.kind not in {"person", "anonymous"}), None)
            return near or self._spoken.latest("government", "organisation", "outlet", "group")
        if word in _THEY:
            return self._spoken.latest("anonymous", "group", "government", "organisation")
        if mention.kind == "anonymous" and word in _SOME:
            return self._keep(self._anonymous(mention))
        return None

    def _person_spoken(self, pronoun: str) -> Actor | None:
        """Return the person who spoke last, passing over some whose role or name does not fit."""
        spoken = dict.fromkeys(a.id for a in reversed(self._spoken.actors) if a.kind == "person")
        people = [self.actors[i] for i in spoken]
        wanted = "she" if pronoun in _SHE else "he"
        fitting = [a for a in people[:_RECENT] if sex_of(a) in {wanted, None}]
        return next(iter(fitting or people), None)

    def _named_before(self, place: int) -> Actor | None:
        """Return the person last named in full before a place, who has not spoken yet."""
        before = [(at, name) for at, name in self._names if at < place]
        if not before:
            return None
        mention = Mention(words=before[-1][1], form="name", kind="person", name=before[-1][1])
        return self._keep(self._person(mention, place))

    def _full_name(self, name: str, place: int) -> str:
        """Return the full name that a surname stands for: of who spoke or was named last."""
        if len(name.split()) > 1:
            return name
        spoken = [a.name for a in reversed(self._spoken.actors) if a.kind == "person"]
        before = [n for at, n in reversed(self._names) if at <= place]
        anywhere = [n for _, n in self._names]
        fitting = (n for n in (*spoken, *before, *anywhere) if surname(n) == surname(name))
        return next(fitting, name)

    def _person(self, mention: Mention, place: int) -> Actor:
        name = _TITLE.sub("", mention.name)
        full = self._full_name(name, place)
        mention = self._with_introduction(mention, full)
        known = [
            a for a in self.actors.values() if a.kind == "person" and same_person(a.name, full)
        ]
        if known:
            actor = known[0]
            longer = len(full.split()) > len(actor.name.split())
            return dataclasses.replace(
                actor,
                name=full if longer else actor.name,
                role=actor.role or mention.role,
                affiliation=actor.affiliation or self._affiliation(mention),
            )
        return Actor(
            id=f"actor:{self._parsed.article.id}/{slug(full)}",
            name=full,
            kind="person",
            role=mention.role,
            affiliation=self._affiliation(mention),
        )

    def _with_introduction(self, mention: Mention, full: str) -> Mention:
        """Return the mention with the role in which the person is introduced elsewhere."""
        for name, other in self._introduced:
            if (not mention.role or not mention.affiliation) and same_person(name, full):
                return dataclasses.replace(
                    mention,
                    role=other.role or mention.role,
                    affiliation=mention.affiliation or other.affiliation,
                )
        return mention

    def _body(self, mention: Mention) -> Actor:
        affiliation = self._affiliation(mention)
        name = body_name(mention.name)
        if len(name.split()) == 1:  # "Brantley" for "Brantley Chemical"
            name = next((n for n in self._bodies if n.split()[0] == name), name)
        return Actor(
            id=f"actor:{slug(name)}",
            name=name,
            kind="organisation",
            affiliation=affiliation,
            role=mention.role,
        )

    def _described(self, mention: Mention) -> Actor:
        """Return who "the source" or "a senior US official" is: an earlier one, or a new one."""
        if mention.definite or len(mention.name.split()) == 1:
            earlier = self._earlier(mention)
            if earlier is not None:
                return earlier
        if mention.kind == "organisation" and mention.affiliation:
            return self._keep(self._body(mention))  # "the Turkish army": the same in all articles
        return self._keep(self._anonymous(mention))

    def _earlier(self, mention: Mention) -> Actor | None:
        """Return the latest speaker whose name or role has the words of a definite mention."""
        words = set(_plain(mention.name))
        for actor in reversed(self._spoken.actors):
            if (actor.kind == "organisation") != (mention.kind == "organisation"):
                continue
            if words <= {*_plain(actor.role or ""), *_plain(actor.name)} and (
                actor.role or _head_word(actor.name) == _head_word(mention.name)
            ):
                return actor
        if mention.kind == "organisation" and words <= load_lexicon().classes["company"]:
            return self._company()
        if mention.kind == "anonymous" and words <= _SOURCES:
            return self._spoken.latest("anonymous")
        return None

    def _company(self) -> Actor | None:
        """Return the organisation without a public office that spoke or was named last."""
        private = [
            a
            for a in (*reversed(self._spoken.actors), *reversed(self.actors.values()))
            if a.kind == "organisation"
            and a.affiliation is None
            and a.name.rsplit(maxsplit=1)[-1][:1].isupper()
            and not set(_plain(a.name)) & load_lexicon().classes["office"]
        ]
        if private:
            return self.actors[private[0].id]
        name = next(iter(self._bodies), None)
        if name is None or set(_plain(name)) & load_lexicon().classes["office"]:
            return None
        return self._keep(
            self._body(Mention(words=name, form="name", kind="organisation", name=name))
        )

    def _anonymous(self, mention: Mention) -> Actor:
        kind = mention.kind or "anonymous"
        return Actor(
            id=f"actor:{self._parsed.article.id}/{slug(mention.name)}",
            name=mention.name,
            kind=kind,
            affiliation=self._affiliation(mention),
        )

    def _affiliation(self, mention: Mention) -> str | None:
        if not mention.affiliation:
            return None
        return self.of_entry(entry_named(mention.affiliation)).id

    def _keep(self, actor: Actor) -> Actor:
        known = self.actors.get(actor.id)
        if known is not None:
            aliases = tuple(sorted({*known.aliases, *actor.aliases}))
            actor = dataclasses.replace(
                actor,
                aliases=aliases,
                role=actor.role or known.role,
                affiliation=actor.affiliation or known.affiliation,
            )
        self.actors[actor.id] = actor
        return actor


def resolve_actors(
    parsed: ParsedArticle, attributions: Iterable[Attribution]
) -> tuple[LocalActors, Resolver]:
    """Return the actors of an article's attributions, and the resolver for further mentions."""
    resolver = Resolver(parsed)
    speakers: dict[str, tuple[str, ...]] = {}
    targets: dict[str, tuple[str, ...]] = {}
    via: dict[str, tuple[str, ...]] = {}
    for attribution in attributions:
        outer = speakers.get(attribution.within or "", ())
        said = resolver.speakers(attribution, outer)
        speakers[attribution.id] = said
        aimed = resolver.resolve(parsed.tokens_of(attribution.target), outer, loose=True)
        targets[attribution.id] = tuple(i for i in aimed if i not in said)
        passed = [e for s in attribution.reported_via if (e := find_entry(s.text))]
        via[attribution.id] = tuple(dict.fromkeys(resolver.of_entry(e).id for e in passed))
    local = LocalActors(
        actors=resolver.actors, speakers=speakers, targets=targets, reported_via=via
    )
    return local, resolver


def _with_alias(actor: Actor, words: str) -> Actor:
    """Return the actor with another of its names: capitalised and short, not a description."""
    name = re.sub(r"^(?:the|The)\s+|['’]s?$", "", " ".join(words.split()))
    if name == actor.name or len(name.split()) > _LONGEST_ALIAS or not name[:1].isupper():
        return actor
    if actor.kind == "person" and surname(name) != surname(actor.name):
        return actor
    return dataclasses.replace(actor, aliases=tuple(sorted({*actor.aliases, name})))


def _head_word(name: str) -> str:
    """Return the noun that a description is about: the last before a preposition or clause."""
    core = re.split(r"\s(?:of|in|from|at|on|with|for|who|familiar|shot|close|near)\b", name)[0]
    return core.split()[-1].lower() if core.split() else ""


def _plain(words: str) -> list[str]:
    """Return the content words, without articles and with demonyms as they are."""
    return [
        w for w in re.findall(r"[\w-]+", words.lower()) if w not in {"the", "a", "an", "of", "for"}
    ]
