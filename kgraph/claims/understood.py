"""A claim with what the words that put it mean, and what is left open where they leave it open."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kgraph.claims.values import DEEDS
from kgraph.meanings import load_meanings

if TYPE_CHECKING:
    from kgraph.claims.values import LocalClaim
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Stance, TextSpan

_OPEN = 0.8  # probability from which words leave a claim open
_CONTRARY = 0.9  # the same for saying the contrary of what they seem to
FOR, AGAINST, OPEN = range(3)


def with_meaning(
    claim: LocalClaim, parsed: ParsedArticle, content: tuple[TextSpan, ...]
) -> LocalClaim:
    """Return a claim with its meaning, and open where its words leave it open ("whether").

    Args:
        claim: The claim.
        parsed: Its article.
        content: The words that put it, or () where only its label tells it from others of theirs.
    """
    text, spans = _sentences(parsed, content) if content else (claim.label, [])
    if not spans:
        spans = [(0, len(text))]
    meaning = load_meanings().read(text, spans)
    open_ = claim.stance == "for" and meaning.sides[OPEN] >= _OPEN and bool(content)
    return dataclasses.replace(
        claim,
        stance="open" if open_ else claim.stance,
        meaning=meaning.vector,
        sides=meaning.sides,
    )


def _sentences(
    parsed: ParsedArticle, content: tuple[TextSpan, ...]
) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentences in which a content stands, and its places in them."""
    within = parsed.sentences_of(content[0].start, content[-1].end)
    low = parsed.sentences[within.start][0]
    high = parsed.sentences[within.stop - 1][1]
    return parsed.text[low:high], [(s.start - low, s.end - low) for s in content]


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
    if claim.act in DEEDS or claim.act == "attempted" or not claim.sides:
        return False
    read = {"for": AGAINST, "against": FOR}.get(own_side(claim))
    return read is not None and claim.sides[read] >= _CONTRARY
