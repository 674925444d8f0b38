"""Article -> what it states in its own voice, attributed to nobody: deeds laid at somebody's door.

Only what others say too becomes a reading, see ``cluster``: so one can ask which outlets state as
fact what others attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.propositions import find_propositions
from kgraph.linguistics import offset
from kgraph.model import Attribution
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kgraph.claims.values import Proposition
    from kgraph.linguistics import ParsedArticle

_HEDGES = frozenset(
    {
        "alleged", "allegedly", "purported", "purportedly", "reported", "reportedly", "apparent",
        "apparently", "suspected", "supposed", "supposedly", "claimed", "presumably", "seemingly",
    }
)  # fmt: skip


def find_narrated(
    parsed: ParsedArticle, attributions: list[Attribution], lines: list[tuple[int, int]]
) -> Iterator[tuple[Attribution, list[Token], list[Proposition]]]:
    """Yield each sentence that tells of a deed as a fact, as an attribution to nobody.

    Args:
        parsed: The article.
        attributions: What it attributes to somebody; no sentence with any of it is the article's.
        lines: Offsets of the lines that may tell of deeds.
    """
    taken = sorted((s.start, s.end) for a in attributions for s in (*a.spans, *a.target))
    for start, end in lines:
        for sentence in _sentences(parsed.tokens(start, end)):
            first, last = offset(sentence[0]), offset(sentence[-1]) + len(sentence[-1])
            if any(a < last and first < b for a, b in taken):
                continue
            found = [p for p in find_propositions(sentence) if _is_fact(p, sentence)]
            if found:
                span = parsed.span(sentence)
                made = Attribution(
                    id=Attribution.id_of(parsed.article.id, (), (), (span,)),
                    article=parsed.article.id,
                    content=(span,),
                    narrated=True,
                )
                yield made, sentence, found


def _sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        if sentence and token.is_sent_start:
            yield sentence
            sentence = []
        if sentence or not token.is_space:
            sentence.append(token)
    while sentence and sentence[-1].is_space:
        sentence.pop()
    if sentence:
        yield sentence


def _is_fact(said: Proposition, sentence: list[Token]) -> bool:
    """Return whether a deed is stated without a hedge, a question or a condition."""
    if not said.structured or said.hedged or not said.asserted or said.agent is None:
        return False
    if sentence[-1].text == "?" or any(t.lower_ in {"if", "whether"} for t in sentence):
        return False
    return not any(t.lower_ in _HEDGES or lemma(t) in {"accuse", "deny"} for t in sentence)
