"""A claim with what the words that put it mean, and what is left open where they leave it open."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from kgraph.claims.values import DEEDS, STRUCTURED
from kgraph.days import past_years
from kgraph.meanings import load_meanings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kgraph.claims.values import LocalClaim
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution, Stance

_OPEN = 0.8  # probability from which words leave a claim open
_CONTRARY = 0.9  # the same for saying the contrary of what they seem to
_TAKEN = 0.65  # the same for taking a side where several wordings are one claim
_INTENDED = re.compile(
    r"(?:he|she|it|they|we|i)\s+(?:would|will|(?:is|was|are|were|am)\s+\w+ing)\b", re.IGNORECASE
)
_COMING = re.compile(r"^(?:\S+ ){0,7}?(?:will|would|shall)\b(?! have\b)", re.IGNORECASE)
_ASKED = frozenset({"whether", "if", "who", "what", "why", "how", "where", "when"})
_OPEN_QUESTIONS = _ASKED - {"whether", "if"}
FOR, AGAINST, OPEN = range(3)


def tells(claim: LocalClaim) -> bool:
    """Return whether a claim is a statement that says enough to be known by its words."""
    if claim.label.lower().split(" ", 1)[0] in _OPEN_QUESTIONS:
        return False
    intended = claim.own and claim.stance == "for" and _INTENDED.match(claim.label)
    if intended:  # "it would appeal", "it was expelling two diplomats"
        return False
    told = claim.act in DEEDS or (claim.act not in STRUCTURED and len(claim.object) > 1)
    return claim.stated and told


def with_meaning(
    claim: LocalClaim, parsed: ParsedArticle, said: Attribution, others: Iterable[Attribution]
) -> LocalClaim:
    """Return a claim with its meaning, and open where its words leave it open ("whether").

    Args:
        claim: The claim, all that the attribution puts.
        parsed: Its article.
        said: The attribution.
        others: All of the article.
    """
    text, places = _sentences(parsed, said, others)
    meaning = load_meanings().read(text, places)
    asks = not _ASKED.isdisjoint(claim.label.lower().split())
    is_open = claim.stance == "for" and asks and meaning.sides[OPEN] >= _OPEN
    return dataclasses.replace(
        claim,
        stance="open" if is_open else claim.stance,
        years=past_years(text, parsed.article.published),
        meaning=meaning.vector,
        sides=meaning.sides,
    )


def with_meaning_of_label(claim: LocalClaim, published: dt.date | None) -> LocalClaim:
    """Return one of several claims of an attribution, which only its label tells from the rest."""
    meaning = load_meanings().read(claim.label, [(0, len(claim.label))])
    years = past_years(claim.label, published)
    return dataclasses.replace(claim, meaning=meaning.vector, years=years)


def _sentences(
    parsed: ParsedArticle, said: Attribution, others: Iterable[Attribution]
) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentences of a content without what else is said in them, and its places there."""
    own = said.content
    within = parsed.sentences_of(own[0].start, own[-1].end)
    low, high = parsed.sentences[within.start][0], parsed.sentences[within.stop - 1][1]
    left_out = [
        span
        for other in others
        for span in other.content
        if low <= span.start and span.end <= high and not any(map(span.overlaps, own))
    ]
    kept = [k for k in range(low, high) if not any(span.start <= k < span.end for span in left_out)]
    place = {k: n for n, k in enumerate(kept)}
    text = "".join(parsed.text[k] for k in kept)
    return text, [(place[s.start], place[s.end - 1] + 1) for s in own]


def own_side(claim: LocalClaim) -> Stance:
    """Return the side towards the very words, rather than towards the class of the predicate."""
    return turned(claim.stance) if claim.reverse else claim.stance


def turned(stance: Stance) -> Stance:
    """Return the other side."""
    return {"for": "against", "against": "for", "open": "open"}[stance]  # type: ignore[return-value]


def contrary(claim: LocalClaim) -> bool:
    """Return whether words without a "not" gainsay what others say, or those with one affirm it.

    "The systems were working" is for what its words say, and against "the systems were down".
    """
    if claim.act in STRUCTURED or not claim.sides:
        return False
    read = {"for": AGAINST, "against": FOR}.get(own_side(claim))
    return read is not None and claim.sides[read] >= _CONTRARY


def bears_out(claim: LocalClaim) -> bool:
    """Return whether the model takes a side at all where it reads a plain claim."""
    if claim.act in STRUCTURED or not claim.sides:
        return True
    return max(claim.sides[FOR], claim.sides[AGAINST]) >= _TAKEN


def is_to_come(label: str) -> bool:
    """Return whether a claim tells of what is still to come.

    >>> is_to_come("Stocks would last until June"), is_to_come("Stocks were low")
    (True, False)
    """
    return _COMING.search(label) is not None
