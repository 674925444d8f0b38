"""``build_graph``: wires the stages. Read this file first.

The first half, in ``findings``, knows one article only and gives plain data, which ``extraction``
takes from a loop, a cache or other processes; the second, ``join``, joins the corpus.
"""

from __future__ import annotations

import contextlib
import dataclasses
import warnings
from typing import TYPE_CHECKING

from kgraph.actors.described import Setting
from kgraph.actors.merge import merge_actors
from kgraph.cache import Cache
from kgraph.claims.cluster import Corpus, cluster_claims
from kgraph.collecting import without_collecting
from kgraph.corrected import with_claims
from kgraph.edge_types import load_edge_types
from kgraph.errors import ArticleError
from kgraph.extraction import ForeignArticleError, HowToRead, extract_each
from kgraph.findings import check_extractor
from kgraph.gathered import Gathered
from kgraph.gazetteer import find_entry
from kgraph.graph import KnowledgeGraph
from kgraph.linguistics import DEFAULT_MODEL
from kgraph.model import Actor, Article, Attribution, Mention, Reading
from kgraph.query.origins import outlet_id

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kgraph.actors.local import LocalActors
    from kgraph.actors.merge import Merged
    from kgraph.attribution._base import Extractor
    from kgraph.claims.values import Interpretation
    from kgraph.corrections import Corrections
    from kgraph.findings import ExtractorName, Findings
    from kgraph.model import Stance


def build_graph(  # noqa: PLR0913 - the options of one job, all by keyword
    articles: Iterable[Article],
    *,
    model: str = DEFAULT_MODEL,
    extractor: ExtractorName | Extractor = "tagger",
    threads: int = 1,
    workers: int = 1,
    timeout: float | None = None,
    cache: str | os.PathLike[str] | None = None,
    progress: Callable[[Article], None] | None = None,
    on_error: Callable[[ArticleError], None] | None = None,
    corrections: Corrections | None = None,
    on_stale: Callable[[str], None] | None = None,
) -> KnowledgeGraph:
    """Return the attribution knowledge graph of some articles.

    Args:
        articles: The articles; their order does not matter.
        model: Name of an installed English spaCy pipeline.
        extractor: ``tagger`` (trained, with rules; the default), ``rules``, or your own object.
        threads: Of the tagger.
        workers: How many processes read articles; 1 is this process. Each loads the models. A
            script that asks for more needs ``if __name__ == "__main__":``.
        timeout: Seconds after which a process gives an article up; 600 if None.
        cache: File in which the findings of each article are kept: what has not changed since
            is not read again.
        progress: Called after each article.
        on_error: Called with the error of an article that cannot be worked through, or is not in
            English, and is then left out; without it, the error is raised, or for the language
            warned of.
        corrections: What a user has corrected, from ``read_corrections``; it wins over every rule.
        on_stale: Called with a line for each correction that no longer applies; without it,
            they are warned of.

    Raises:
        MissingDependencyError: If the spaCy pipeline is not installed.
        UnknownNameError: If there is no extractor of that name.
        ArticleError: If an article cannot be worked through and there is no ``on_error``.
        CacheError: If the cache cannot be opened or written.
        WorkerError: If processes cannot be started.
    """
    if isinstance(extractor, str):
        check_extractor(extractor)
    corrected = corrections.afresh() if corrections is not None else None
    with (
        Gathered() as found,
        Cache(cache) if cache is not None else contextlib.nullcontext() as kept,
    ):
        outcomes = extract_each(
            articles,
            how=HowToRead(model=model, extractor=extractor, threads=threads),
            corrections=corrected,
            cache=kept,
            workers=workers,
            timeout=timeout,
        )
        for article, outcome in outcomes:
            error = outcome if isinstance(outcome, ArticleError) else found.add(outcome)
            if error is None:
                pass
            elif on_error is not None:
                on_error(error)
            elif isinstance(error, ForeignArticleError):
                warnings.warn(str(error), stacklevel=2)
            else:
                raise error
            if progress is not None:
                progress(article)
        graph = join(found, corrected)
    for line in corrected.stale() if corrected is not None else ():
        if on_stale is not None:
            on_stale(line)
        else:
            warnings.warn(f"correction that does not apply: {line}", stacklevel=2)
    return graph


@without_collecting()
def join(found: Iterable[Findings], corrections: Corrections | None = None) -> KnowledgeGraph:
    """Return the graph of the articles' findings: actors merged, claims and events clustered.

    Findings that are ``Gathered`` are read twice, and never all in memory.
    """
    findings = found if isinstance(found, Gathered) else sorted(found, key=lambda f: f.article.id)
    local: list[Actor] = []
    outlets: dict[str, Actor] = {}
    articles: list[Article] = []
    read: dict[str, Interpretation] = {}
    settings: dict[str, Setting] = {}
    for f in findings:
        articles.append(f.article)
        settings[f.article.id] = Setting(f.interpretation.named, f.article.published)
        outlets |= {o.id: o for o in (outlet_of(f.article),) if o}
        local += f.local.actors.values()
        read[f.article.id] = _as_clustered(f.interpretation)
    merged = merge_actors(local, corrections, settings=settings)
    ids = merged.ids
    by_id = {**outlets, **{a.id: a for a in merged.actors}}
    published = {a.id: a.published for a in articles}
    corpus = Corpus(articles=read, actors=by_id, ids=ids, published=published)
    clustered = cluster_claims(corpus)
    agents = {c.id: c.agent for c in clustered.claims}
    readings: list[Reading] = []
    mentions: list[Mention] = []
    for f in findings:
        readings += readings_of(f, ids, clustered.sides, agents)
        mentions += mentions_of(f, merged)
    told = {claim for r in readings for claim, _ in r.claims}
    claims = [c for c in clustered.claims if c.id in told]
    if corrections is not None:
        texts = {a.id: a.text for a in articles}
        readings, claims = with_claims(corrections, readings, claims, texts)
    own = {i for r in readings for i in actors_in(r)} | {c.agent for c in claims if c.agent}
    used = _with_affiliations(own, by_id)
    return KnowledgeGraph.of(
        articles=articles,
        actors=[by_id[i] for i in sorted(used)],
        claims=claims,
        events=clustered.events,
        readings=readings,
        mentions=(m for m in mentions if m.actor in used),
    )


def _as_clustered(interpretation: Interpretation) -> Interpretation:
    """Return of an article's interpretation what claims are clustered by."""
    return dataclasses.replace(interpretation, attributions=(), narrated=(), targets={}, answers={})


def mentions_of(findings: Findings, merged: Merged) -> Iterator[Mention]:
    """Yield the mentions of an article's actors, with the rules that joined them."""
    for mention in findings.local.mentions.values():
        actor = merged.ids[mention.actor]
        rule = merged.rules.get(mention.actor)
        yield dataclasses.replace(
            mention,
            id=Mention.id_of(mention.span, actor),
            actor=actor,
            rules=(*mention.rules, rule) if rule else mention.rules,
        )


def readings_of(
    findings: Findings,
    ids: Mapping[str, str],
    sides: Mapping[str, tuple[tuple[str, Stance], ...]],
    agents: Mapping[str, str | None],
) -> list[Reading]:
    """Return the readings of an article.

    Args:
        findings: The article's.
        ids: The id in the corpus of each of its actors.
        sides: The claims of each of its attributions, with the side taken.
        agents: Who is said to do it, by id of at least those claims.
    """
    readings = [*_readings(findings, ids, sides), *_narrated(findings, sides)]
    return [_blaming_others(reading, agents) for reading in readings]


def actors_in(reading: Reading) -> tuple[str, ...]:
    """Return the ids of all actors that a reading names."""
    return (*reading.speakers, *reading.targets, *reading.reported_via)


def _readings(
    findings: Findings, ids: Mapping[str, str], sides: Mapping[str, tuple[tuple[str, Stance], ...]]
) -> list[Reading]:
    local, interpretation = findings.local, findings.interpretation
    typed = {a.id: a for a in interpretation.attributions}

    def joined(actors: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids[a] for a in actors))

    return [
        Reading(
            attribution=a,
            speakers=joined(local.speakers[a.id]),
            targets=joined(interpretation.targets.get(a.id, ())),
            claims=sides.get(a.id, ()),
            reported_via=joined(local.reported_via[a.id]),
            answers=interpretation.answers.get(a.id),
            hearsay=_is_hearsay(a, typed, local),
        )
        for a in typed.values()
    ]


def _narrated(
    findings: Findings, sides: Mapping[str, tuple[tuple[str, Stance], ...]]
) -> list[Reading]:
    """Return what the article states as fact of claims that others dispute; its outlet speaks."""
    outlet = outlet_of(findings.article)
    return [
        Reading(attribution=a, speakers=(outlet.id,) if outlet else (), claims=sides[a.id])
        for a in findings.interpretation.narrated
        if a.id in sides
    ]


def outlet_of(article: Article) -> Actor | None:
    """Return the article's outlet, under the id that it has where others name it, or None."""
    known = outlet_id(article)
    if known is None or article.outlet is None:
        return None
    entry = find_entry(article.outlet)
    return Actor(id=known, name=entry.name if entry else article.outlet, kind="outlet")


def _blaming_others(reading: Reading, agents: Mapping[str, str | None]) -> Reading:
    """Return the reading without claims in which who lays blame would lay it on itself.

    Of "each side accuses the other of aggression" both are speakers and targets, and the words do
    not say which of the claims is whose.
    """
    row = load_edge_types().get(reading.edge_type or "")
    if row is None or row.target_from != "agent" or len(reading.targets) < 2:  # noqa: PLR2004 - several
        return reading
    kept = tuple(
        (claim, stance)
        for claim, stance in reading.claims
        if stance != "for" or agents[claim] not in reading.speakers
    )
    return dataclasses.replace(reading, claims=kept)


def _is_hearsay(
    attribution: Attribution, typed: dict[str, Attribution], local: LocalActors
) -> bool:
    """Return whether the act is known only from the mouth of another that is no outlet.

    An outer attribution that answers ("Ukraine denies the Russian claim that ...") tells of the
    other's act in the article's own voice.
    """
    outer = typed.get(attribution.within or "")
    own = local.speakers[attribution.id]
    while outer is not None:
        row = load_edge_types().get(outer.edge_type or "")
        speakers = [local.actors[i] for i in local.speakers[outer.id]]
        others = [s for s in speakers if s.kind != "outlet" and s.id not in own]
        if others and not (row and row.answers):
            return True
        outer = typed.get(outer.within or "")
    return False


def _with_affiliations(used: set[str], actors: dict[str, Actor]) -> set[str]:
    """Return the ids and those of all that they speak for."""
    found = set(used)
    waiting = list(used)
    while waiting:
        up = actors[waiting.pop()].affiliation
        if up and up not in found:
            found.add(up)
            waiting.append(up)
    return found
