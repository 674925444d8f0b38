"""How sure the words are: modality, ICD-203 likelihood and analytic confidence, kept apart.

Source of the bands: US Intelligence Community Directive 203 (2015), section D.6.e(2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.syntax import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution, Confidence, Likelihood, Modality

CONFIDENCE = re.compile(
    r"\b(low|moderate|medium|high)(?:[- ](?:degree|level)s?)?(?: of)?[- ]confidence\b",
    re.IGNORECASE,
)
_BANDS: tuple[tuple[Likelihood, re.Pattern[str]], ...] = tuple(
    (band, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))  # type: ignore[misc]
    for band, words in (
        ("almost-no-chance", "almost no chance|remote (?:chance|possibility)"),
        ("very-unlikely", "very unlikely|highly unlikely|highly improbable"),
        ("unlikely", "unlikely|improbable|probably not"),
        ("roughly-even-chance", "roughly even (?:chance|odds)"),
        ("almost-certain", "almost certain(?:ly)?|nearly certain"),
        ("very-likely", "very likely|highly likely|highly probable"),
        ("likely", "likely|probable|probably"),
    )
)
_MAYBE = frozenset({"may", "might", "could"})
_MAYBE_WORDS = frozenset({"perhaps", "possibly", "maybe", "conceivably", "potentially"})
_SURE_WORDS = frozenset({"certainly", "undoubtedly", "definitely", "unquestionably", "surely"})
_HEDGE = re.compile(
    r"\b(?:confidence|chances?|possib\w+|(?:un)?likel\w+|(?:im)?probabl\w+|odds|certain(?:ly)?|may|might"
    r"|could|perhaps|maybe|conceivably|potentially|undoubtedly|definitely|unquestionably|surely"
    r"|speculat\w+|wonder\w*|theori[sz]\w+)\b",
    re.IGNORECASE,
)
_HANGING = frozenset({"prep", "advmod", "amod", "nmod", "compound"})
_OPEN_CUES = frozenset(
    {"speculate", "speculation", "possibility", "likelihood", "wonder", "theorise", "theorize"}
)


def may_hedge(parsed: ParsedArticle, attribution: Attribution) -> bool:
    """Return whether any word of it, or beside its cue, could tell how sure somebody is."""
    if any(_HEDGE.search(span.text) for span in (*attribution.cue, *attribution.content)):
        return True
    return any(
        CONFIDENCE.search(parsed.text, *parsed.sentences[n])
        for span in attribution.cue
        for n in parsed.sentences_of(span.start, span.end)
    )


def certainty_of(
    cue: list[Token], content: list[Token]
) -> tuple[Modality | None, Likelihood | None, Confidence | None]:
    """Return modality, likelihood and analytic confidence of an attribution's own words.

    Only the main clause of the content counts: "may" in a relative clause hedges something else.
    Words of nested attributions should be left out of ``content``.
    """
    near = " ".join(t.text for t in _near(cue))
    named = CONFIDENCE.search(near)
    level: Confidence | None = None
    if named:
        level = {"low": "low", "high": "high"}.get(named[1].lower(), "moderate")  # type: ignore[assignment]
    main = _main_clause(content)
    return _modality(cue, main), _likelihood(main), level


def _near(cue: list[Token]) -> list[Token]:
    """Return the cue with the phrases that hang on it ("say with low confidence")."""
    return [
        t
        for c in cue
        for child in (c, *c.children)
        for t in (child.subtree if child.dep_ in _HANGING else [child])
    ]


def _main_clause(content: list[Token]) -> list[Token]:
    """Return the tokens of the content's main clauses."""
    inside = set(content)

    def depth(token: Token) -> int:
        below = 0
        while token.head in inside and token.head != token:
            below += token.dep_ in {"relcl", "acl", "advcl", "pcomp"} or (
                token.dep_ == "ccomp"
                and token.head.pos_ in {"VERB", "AUX"}
                and token.i > token.head.i
            )
            token = token.head
        return below

    return [t for t in content if depth(t) == 0]


def _modality(cue: list[Token], main: list[Token]) -> Modality | None:
    if any(lemma(t) in _OPEN_CUES for t in cue) or any(lemma(t) in _OPEN_CUES for t in main[:3]):
        return "possible"
    for token in main:
        if token.lower_ in _MAYBE and token.tag_ == "MD":
            negated = any(c.dep_ == "neg" for c in token.head.children)
            if not (negated and token.lower_ == "could"):
                return "possible"
        if token.lower_ in _MAYBE_WORDS:
            return "possible"
    return "certain" if any(t.lower_ in _SURE_WORDS for t in main) else None


def _likelihood(main: list[Token]) -> Likelihood | None:
    text = " ".join(t.text for t in main)
    return next((band for band, pattern in _BANDS if pattern.search(text)), None)
