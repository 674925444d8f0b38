"""The half of the pipeline that knows one article only: ``Article`` -> ``Findings``, plain data.

Its text form is what a cache keeps and what processes and machines hand to one another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from kgraph.actors.aims import find_aims
from kgraph.actors.local import LocalActors, resolve_actors
from kgraph.attribution.hybrid import HybridExtractor
from kgraph.attribution.rules import RuleExtractor
from kgraph.attribution.tagger import load_tagger
from kgraph.claims.interpret import interpret
from kgraph.claims.values import Interpretation
from kgraph.corrected import ReadingsCorrected
from kgraph.encoding import noun_from_data, noun_to_data
from kgraph.errors import ArticleError, BrokenFileError, SpanError, UnknownNameError
from kgraph.linguistics import parse_article
from kgraph.model import Article  # noqa: TC001 - a field that is read at run time
from kgraph.renamed import renamed

if TYPE_CHECKING:
    from kgraph.attribution._base import Extractor
    from kgraph.corrections import Corrections

ExtractorName = Literal["tagger", "rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What one article gives: everything that does not need another article."""

    article: Article
    local: LocalActors
    interpretation: Interpretation


def read_findings(
    article: Article,
    *,
    model: str,
    extractor: Extractor,
    corrections: Corrections | None = None,
) -> Findings:
    """Return what one article gives: attributions, its actors, events and claims.

    Raises:
        ArticleError: If anything in it cannot be worked through; the message names the article.
    """
    parsed = parse_article(article, model=model)
    try:
        attributions = extractor.extract(parsed)
        right = ReadingsCorrected(corrections, attributions, article.text)
        attributions = right.attributions
        local, resolver = resolve_actors(parsed, attributions, corrected=right.speakers)
        interpretation = interpret(
            parsed,
            attributions,
            speakers=local.speakers,
            targets=local.targets,
            resolver=resolver,
        )
        aims = find_aims(
            parsed, interpretation.attributions, interpretation.targets, local.speakers, resolver
        )
    except Exception as error:  # an extractor of others may raise anything
        message = f"{article.id}: cannot be worked through ({type(error).__name__}: {error})"
        raise ArticleError(message) from error
    interpretation = right.amend(replace(interpretation, targets=aims), resolver)
    return Findings(article=article, local=local, interpretation=interpretation)


def findings_to_text(findings: Findings) -> str:
    """Return the findings as JSON, without the article: that is the reader's own."""
    local, interpretation = findings.local, findings.interpretation
    parts = (findings.article.id, noun_to_data(local), noun_to_data(interpretation))
    return json.dumps(parts, separators=(",", ":"))


def findings_from_text(text: str, article: Article) -> Findings:
    """Return the findings of an article that ``findings_to_text`` wrote.

    They may be those of a copy of it: the same text, under another name.

    Raises:
        BrokenFileError: If they are damaged, or those of another text.
    """
    try:
        name, local, interpretation = json.loads(text)
        articles = {name: article}
        actors = noun_from_data(LocalActors, local, articles, where="actors")
        read = noun_from_data(Interpretation, interpretation, articles, where="claims")
        if name != article.id:
            actors, read = renamed(actors, read, before=name, after=article.id)
        return Findings(article=article, local=actors, interpretation=read)
    except (LookupError, ValueError, TypeError, RecursionError, SpanError) as error:
        raise BrokenFileError(f"{article.id}: findings cannot be read ({error})") from error


def extractor_named(name: str, *, threads: int = 1) -> Extractor:
    """Return a new extractor of the library's own.

    Args:
        name: ``tagger`` or ``rules``.
        threads: Of the tagger; the parser has one.

    Raises:
        UnknownNameError: If there is none of that name.
    """
    check_extractor(name)
    return RuleExtractor() if name == "rules" else HybridExtractor(load_tagger(threads))


def check_extractor(name: str) -> None:
    """Raise an ``UnknownNameError`` if there is no extractor of that name."""
    if name not in get_args(ExtractorName):
        raise UnknownNameError.among("extractor", name, get_args(ExtractorName))
