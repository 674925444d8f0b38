"""What was found in an article -> the same for a copy of it: equal text, another name.

No reading depends on the name, the outlet or the title of an article, so this is what reading the
copy would give, ids and all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgraph.model import Attribution, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgraph.actors.local import LocalActors
    from kgraph.claims.values import Interpretation, LocalClaim
    from kgraph.model import Actor


def renamed(
    local: LocalActors, read: Interpretation, *, before: str, after: str
) -> tuple[LocalActors, Interpretation]:
    """Return the findings that were read under one name of an article under another.

    Args:
        local: The actors.
        read: The rest; the spans of both are those of the article under its new name.
        before: The name under which they were read.
        after: The new name.

    Raises:
        KeyError: If they name attributions that are not there.
    """
    ids = {a.id: Attribution.id_of(after, *a.roles) for a in (*read.attributions, *read.narrated)}
    names = _Names(ids, before, after)
    mentions = (
        replace(
            m,
            id=Mention.id_of(m.span, names.actor(m.actor)),
            article=after,
            actor=names.actor(m.actor),
        )
        for m in local.mentions.values()
    )
    actors = replace(
        local,
        actors={a.id: a for a in map(names.whole_actor, local.actors.values())},
        speakers=names.actors(local.speakers),
        targets=names.actors(local.targets),
        reported_via=names.actors(local.reported_via),
        mentions={m.id: m for m in mentions},
    )
    return actors, replace(
        read,
        attributions=names.attributions(read.attributions),
        targets=names.actors(read.targets),
        claims=names.claims(read.claims),
        answers={ids[a]: ids[b] for a, b in read.answers.items()},
        narrated=names.attributions(read.narrated),
        told=names.claims(read.told),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The new ids of attributions, by the old, and the names of the article."""

    ids: Mapping[str, str]
    before: str
    after: str

    def actor(self, known: str) -> str:
        """Return the id of an actor; those that the article alone knows begin with its name."""
        own = known.removeprefix(f"actor:{self.before}/")
        return known if own == known else f"actor:{self.after}/{own}"

    def whole_actor(self, actor: Actor) -> Actor:
        up = actor.affiliation
        return replace(actor, id=self.actor(actor.id), affiliation=self.actor(up) if up else None)

    def actors(self, table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {self.ids[a]: tuple(map(self.actor, known)) for a, known in table.items()}

    def claims(self, claims: Iterable[LocalClaim]) -> tuple[LocalClaim, ...]:
        return tuple(
            replace(
                c,
                attribution=self.ids[c.attribution],
                agent=self.actor(c.agent) if c.agent else None,
            )
            for c in claims
        )

    def attributions(self, attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
        return tuple(
            replace(a, id=self.ids[a.id], article=self.after, within=self.ids.get(a.within or ""))
            for a in attributions
        )
