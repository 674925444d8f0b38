"""The actors that an article has so far, and the words that mean them."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from kgraph.actors.roles import government_of
from kgraph.gazetteer import entry as entry_named
from kgraph.model import Actor, Mention

if TYPE_CHECKING:
    from kgraph.actors.phrases import Phrase
    from kgraph.gazetteer import Entry
    from kgraph.model import Article, TextSpan

_WIKIDATA = "http://www.wikidata.org/entity/"
_LONGEST_ALIAS = 4  # words


class Register:
    """The actors of one article by id, and their mentions."""

    def __init__(self, article: Article) -> None:
        """Begin with none."""
        self._article = article
        self.actors: dict[str, Actor] = {}
        self.mentions: dict[str, Mention] = {}

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

    def with_alias(self, actor: Actor, phrase: Phrase) -> Actor:
        """Return the actor with another of its names: capitalised and short, not a description."""
        known = phrase.name if phrase.form == "name" else phrase.words
        name = re.sub(r"^(?:the|The)\s+|['’]s?$", "", " ".join(known.split()))
        if name == actor.name or len(name.split()) > _LONGEST_ALIAS or not name[:1].isupper():
            return actor
        return self.keep(dataclasses.replace(actor, aliases=tuple(sorted({*actor.aliases, name}))))

    def note(self, actor: str, start: int, end: int, rule: str) -> None:
        """Remember that words of the article mean an actor, and the rule by which they do."""
        end = min(end, len(self._article.text))
        if start < end:
            span = self._article.span(start, end)
            name = Mention.id_of(span, actor)
            made = Mention(id=name, article=span.article, span=span, actor=actor, rules=(rule,))
            self.mentions.setdefault(name, made)

    def is_met(self, actor: str, place: int) -> bool:
        """Return whether words before an offset mean an actor."""
        return any(m.actor == actor and m.span.start < place for m in self.mentions.values())

    def note_affiliation(self, actor: str, start: int, end: int) -> None:
        """Remember the words that say for whom somebody speaks, for all in the chain above."""
        seen: set[str] = set()
        up: str | None = actor
        while up is not None and up not in seen:
            seen.add(up)
            self.note(up, start, end, "speaks-for")
            up = self.actors[up].affiliation

    def correct(self, actor: str, span: TextSpan) -> None:
        """Remember that words mean the actor whom a user calls right, and no other."""
        for name in [name for name, m in self.mentions.items() if m.span == span]:
            del self.mentions[name]
        self.note(actor, span.start, span.end, "correction")
