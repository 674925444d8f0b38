"""The readings of an article as a user has corrected them: what the pipeline asks corrections."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING, cast

from kgraph.edge_types import load_edge_types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kgraph.actors.local import Resolver
    from kgraph.claims.values import Interpretation, LocalClaim
    from kgraph.corrections import Corrections
    from kgraph.model import Attribution, Claim, Reading, Stance


class ReadingsCorrected:
    """What is right of one article's readings.

    Attributes:
        attributions: The attributions without those struck, edge types corrected.
        speakers: Names of the right speakers, by attribution id; "" for none.
    """

    def __init__(
        self, corrections: Corrections | None, attributions: Sequence[Attribution], text: str
    ) -> None:
        """Find the corrections of the article's readings; without any, nothing changes."""
        self.attributions = list(attributions)
        fields: dict[str, dict[str, str]] = {}
        if corrections is not None:
            self.attributions = corrections.kept(attributions, text)
            for name in ("speaker", "target", "edge_type", "stance"):
                fields[name] = corrections.of_field(attributions, text, name)
        self.speakers = fields.get("speaker", {})
        self._targets = fields.get("target", {})
        self._types = fields.get("edge_type", {})
        self._stances = fields.get("stance", {})

    def amend(self, interpretation: Interpretation, resolver: Resolver) -> Interpretation:
        """Return the interpretation with edge types, targets and sides as the user says.

        Where only the edge type is corrected, claims take its side if that is another.
        """
        if not (self._types or self._targets or self._stances):
            return interpretation
        before = {a.id: a.edge_type for a in interpretation.attributions}
        targets = dict(interpretation.targets)
        for attribution, name in self._targets.items():
            targets[attribution] = resolver.called(name)
        return dataclasses.replace(
            interpretation,
            attributions=tuple(
                dataclasses.replace(a, edge_type=self._types.get(a.id, a.edge_type) or None)
                for a in interpretation.attributions
            ),
            targets=targets,
            claims=tuple(self._sided(c, before) for c in interpretation.claims),
        )

    def _sided(self, claim: LocalClaim, before: Mapping[str, str | None]) -> LocalClaim:
        stance: str | None = self._stances.get(claim.attribution)
        named = self._types.get(claim.attribution)
        if stance is None and named:
            old = load_edge_types().get(before.get(claim.attribution) or "")
            new = load_edge_types()[named]
            stance = new.stance if old is None or old.stance != new.stance else None
        return dataclasses.replace(claim, stance=cast("Stance", stance)) if stance else claim


def with_claims(
    corrections: Corrections,
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    texts: Mapping[str, str],
) -> tuple[list[Reading], list[Claim]]:
    """Return the readings on the claims that the user says, and the claims that are left.

    Args:
        corrections: The corrections.
        readings: All readings of the corpus.
        claims: Its claims.
        texts: Texts of the articles, by id.
    """
    made = {r.id: r for r in readings}
    by_article: dict[str, list[Attribution]] = defaultdict(list)
    for reading in readings:
        by_article[reading.attribution.article].append(reading.attribution)
    for article, attributions in by_article.items():
        text = texts[article]
        for correction, attribution in corrections.readings(attributions, text):
            words = correction.changes.get("claim")
            if words is None:
                continue
            found = _claim_named(words, claims)
            if found is None and words:
                corrections.fail(correction, f"there is no claim {words!r}")
                continue
            reading = made[attribution.id]
            stance = next((s for _, s in reading.claims), _own_stance(reading))
            kept = ((found.id, stance),) if found is not None else ()
            made[reading.id] = dataclasses.replace(reading, claims=kept)
    before = {c for r in readings for c, _ in r.claims}
    after = {c for r in made.values() for c, _ in r.claims}
    return list(made.values()), [c for c in claims if c.id in after or c.id not in before]


def _own_stance(reading: Reading) -> Stance:
    row = load_edge_types().get(reading.edge_type or "")
    return row.stance if row is not None else "for"


def _claim_named(words: str, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim with this id or label, or None."""
    return next(
        (c for c in claims if words == c.id or words.casefold() == c.label.casefold()), None
    )
