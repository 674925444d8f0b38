"""Who has spoken, and of whom, so far in an article: what pronouns and short forms take up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgraph.model import Actor

_SIDES = frozenset({"government", "organisation", "group"})
_PARTIES = frozenset({"government", "organisation", "group", "person"})
_MANY = frozenset({"anonymous", "group", "government", "organisation"})


@dataclass(frozen=True, slots=True)
class Turn:
    """An attribution that has been resolved: where its source stands, who spoke, of whom.

    Where it is passive, its sentence is about whom it is aimed at ("X was accused by Y of it").
    """

    place: int
    speakers: tuple[str, ...]
    targets: tuple[str, ...] = ()
    passive: bool = False


class Discourse:
    """The turns of an article so far, and its actors by id."""

    def __init__(self, actors: dict[str, Actor]) -> None:
        """Share the article's table of actors, which others go on filling."""
        self._actors = actors
        self._turns: list[Turn] = []
        self._place: int | None = None

    def at(self, place: int) -> None:
        """Look at the turns up to an offset only, as a reader there knows them."""
        self._place = place

    def _heard(self) -> list[Turn]:
        """Return the turns that a reader knows here."""
        limit = self._place
        return [t for t in self._turns if limit is None or t.place <= limit]

    def add(self, place: int, speakers: tuple[str, ...], *, passive: bool = False) -> None:
        """Remember a turn."""
        self._turns.append(Turn(place, speakers, (), passive))

    def drop(self, start: int) -> None:
        """Forget the latest turn if its source stands at or after an offset."""
        if self._turns and self._turns[-1].place >= start:
            self._turns.pop()

    def aim(self, targets: tuple[str, ...]) -> None:
        """Remember at whom the latest turn is aimed."""
        if self._turns:
            last = self._turns[-1]
            self._turns[-1] = Turn(last.place, last.speakers, targets, last.passive)

    def now(self) -> tuple[str, ...]:
        """Return the speakers of the latest turn."""
        heard = self._heard()
        return heard[-1].speakers if heard else ()

    def accused(self) -> Actor | None:
        """Return the person at whom the latest turn is aimed, if no person has taken it."""
        heard = self._heard()
        if not heard or len(heard[-1].targets) != 1:
            return None
        target = self._actors[heard[-1].targets[0]]
        people = any(self._actors[s].kind in {"person", "anonymous"} for s in heard[-1].speakers)
        return target if target.kind == "person" and heard[-1].speakers and not people else None

    def blamed(self) -> Actor | None:
        """Return the only one whom the sentence of the latest turn is about, if it is passive."""
        last = self._heard()[-1:]
        targets = last[0].targets if last and last[0].passive else ()
        return self._actors[targets[0]] if len(targets) == 1 else None

    def aimed(self) -> tuple[str, ...]:
        """Return those at whom the latest turn is aimed."""
        heard = self._heard()
        return heard[-1].targets if heard else ()

    def speakers(self) -> Iterator[tuple[int, Actor]]:
        """Yield who spoke and where, the latest first."""
        for turn in reversed(self._heard()):
            for speaker in turn.speakers:
                yield turn.place, self._actors[speaker]

    def latest(self, *kinds: str) -> Actor | None:
        """Return the latest speaker of some kinds."""
        return next((a for _, a in self.speakers() if a.kind in kinds), None)

    def last_many(self) -> tuple[str, ...]:
        """Return whom "they" means: the last speakers if several, or one that is many."""
        for turn in reversed(self._heard()):
            if len(turn.speakers) > 1:
                return turn.speakers
            for speaker in turn.speakers:
                actor = self._actors[speaker]
                if actor.kind in _MANY and actor.number != 1:
                    return (speaker,)
        return ()

    def parties(self, number: int, *, kinds: frozenset[str] = _PARTIES) -> tuple[str, ...]:
        """Return the last actors on different sides, as many as asked for, in text order."""
        found: list[str] = []
        for turn in reversed(self._heard()):
            for name in (*reversed(turn.targets), *reversed(turn.speakers)):
                side = name if "person" in kinds else self.side(name)
                if self._actors[side].kind in kinds and side not in found:
                    found.append(side)
                if len(found) == number:
                    return tuple(reversed(found))
        return tuple(reversed(found))

    def disputants(self, number: int) -> tuple[str, ...]:
        """Return the sides most often heard or spoken of, as many as asked for, first heard first.

        Whoever has just begun to speak of them is none.
        """
        counts: dict[str, int] = {}
        heard = self._heard()
        now = {self.side(s) for s in self.now()}
        for turn in heard:
            for name in (*turn.speakers, *turn.targets):
                side = self.side(name)
                if self._actors[side].kind in _SIDES and (
                    turn is not self._turns[-1] or side not in now
                ):
                    counts[side] = counts.get(side, 0) + 1
        ranked = sorted(counts, key=lambda s: -counts[s])[:number]
        return tuple(s for s in counts if s in ranked)

    def side(self, actor: str) -> str:
        """Return the government or body for which an actor speaks in the end."""
        seen = {actor}
        while (up := self._actors[actor].affiliation) and up not in seen:
            seen.add(up)
            actor = up
        return actor
