"""Graphs to disk and back, by the suffix of the file; and the records of ``kgraph extract``.

The RDF forms are in ``kgraph.rdf``.

The lossless form is JSON: ``{"format": "kgraph", "version": 1, "articles": [...], ...}`` with one
noun on each line, sorted by id, so that equal graphs give equal bytes and a difference is easy to
read. Fields that have their default are left out; spans are ``[start, end]`` in the article of
their attribution, and their words are cut from its text again on the way in.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
import types
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.collecting import without_collecting
from kgraph.edge_types import load_edge_types
from kgraph.encoding import noun_from_data, noun_to_data
from kgraph.errors import BrokenFileError, SpanError, UnknownNameError
from kgraph.graph import KnowledgeGraph
from kgraph.ids import stable_hash
from kgraph.model import (
    Actor,
    Article,
    Attribution,
    Claim,
    Event,
    Mention,
    Reading,
    TextSpan,
)
from kgraph.rdf import SUFFIXES, from_rdf, write

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

FORMAT = "kgraph"
VERSION = 1
TABLES: Mapping[str, type[Article | Actor | Event | Claim | Reading | Mention]] = (
    types.MappingProxyType(
        {
            "articles": Article,
            "actors": Actor,
            "events": Event,
            "claims": Claim,
            "readings": Reading,
            "mentions": Mention,
        }
    )
)
"""The tables of a graph, by name."""

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100
# Legal in JSON, but taken for line ends by some readers, or not to be written in UTF-8.
_TO_ESCAPE = re.compile("[\u0085\u2028\u2029\ud800-\udfff]")


def save(graph: KnowledgeGraph, path: str | os.PathLike[str], *, texts: bool = False) -> None:
    """Write the graph in the form that the file's suffix names.

    ===========  ==============================================================================
    ``.json``    the lossless form, with the articles' texts whatever ``texts`` says: for ``load``
    ``.ttl``     RDF 1.1 Turtle
    ``.trig``    RDF 1.1 TriG: a named graph for each article
    ``.nq``      the same as N-Quads, for large graphs
    ``.jsonld``  the same as JSON-LD
    ``.graphml`` the network of actors and claims, for Gephi and the like
    ``.html``    the explorer: one page that needs nothing else
    ``.jsonl``   one record for each article, see ``to_records``
    ===========  ==============================================================================

    Args:
        graph: The graph.
        path: Where to; what stood there is replaced. The folder must exist.
        texts: Write the articles' whole texts into RDF and the page too. They belong to
            others: think before publishing.

    Raises:
        UnknownNameError: If the suffix is none of these.
        KgraphError: If RDF cannot hold the graph; see ``to_turtle``.
        SpanError: If a span does not fit its article.
        OSError: If the file cannot be written.

    Example:
        >>> import tempfile
        >>> from kgraph.graph import KnowledgeGraph
        >>> path = tempfile.mkdtemp() + "/empty.json"
        >>> save(KnowledgeGraph.of(), path)
        >>> load(path) == KnowledgeGraph.of()
        True
    """
    file = Path(path)
    _write(file, _written(graph, file, texts=texts))


def save_pages(
    graph: KnowledgeGraph, folder: str | os.PathLike[str], *, title: str | None = None
) -> None:
    """Write ``graph.html`` and a page of each article in ``articles/``, linked to one another.

    Each attribution of an article links to its edges in the graph, and each passage in the graph
    to its place in the article. The pages of articles have their whole texts, which belong to
    others: think before publishing.

    Args:
        graph: The graph.
        folder: Where to; made if it is not there. Pages that stood there are replaced.
        title: Heading of the graph's page.

    Raises:
        OSError: If a file cannot be written.

    Example:
        >>> import pathlib, tempfile
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Article
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> save_pages(KnowledgeGraph.of(articles=[Article(id="dam.txt", text="Rain.")]), folder)
        >>> sorted(str(page.relative_to(folder)) for page in folder.rglob("*.html"))
        ['articles/dam.txt.html', 'graph.html']
    """
    from kgraph.view.explorer import to_html  # noqa: PLC0415 - not needed for the other forms

    target = Path(folder)
    pages = {i: f"articles/{name}" for i, name in _page_names(graph.articles).items()}
    (target / "articles").mkdir(parents=True, exist_ok=True)
    readings: dict[str, dict[str, Reading]] = {article: {} for article in pages}
    for i, reading in graph.readings.items():
        readings[reading.attribution.article][i] = reading
    for article, page in pages.items():
        own = dataclasses.replace(graph, readings=readings[article])
        _write(target / page, [to_html(own, article=article, graph_page="../graph.html")])
    _write(target / "graph.html", [to_html(graph, title=title, article_pages=pages)])


def _page_names(articles: Iterable[str]) -> dict[str, str]:
    """Return a file name for the page of each article: its id, with a hash if it has to differ."""
    safe = {i: _NOT_IN_NAMES.sub("-", i)[:_LONGEST_NAME].strip("-.") for i in articles}
    many = Counter(name.casefold() for name in safe.values())  # some systems ignore case
    return {
        i: f"{name}.html"
        if name == i and many[name.casefold()] == 1
        else f"{name}-{stable_hash(i)}.html"
        for i, name in safe.items()
    }


def _write(file: Path, pieces: Iterable[str]) -> None:
    """Write a file, whole or not at all."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
            out.writelines(pieces)
        unfinished.replace(file)  # whole or not at all
    except OSError as error:
        error.filename = str(file)  # the name that the caller knows
        raise
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def _written(graph: KnowledgeGraph, file: Path, *, texts: bool) -> Iterable[str]:
    """Return what to write into the file, in pieces."""
    suffix = file.suffix.lower()
    if suffix == ".json":
        return [_to_json(graph)]
    if suffix == ".jsonl":
        return [to_jsonl(graph)]
    if suffix == ".html":
        from kgraph.view.explorer import to_html  # noqa: PLC0415 - not needed for the other forms

        return [to_html(graph, texts=texts)]
    if suffix == ".graphml":
        from kgraph.network import to_graphml  # noqa: PLC0415 - as above

        return [to_graphml(graph)]
    if suffix in SUFFIXES:
        return write(graph, SUFFIXES[suffix], texts=texts)
    raise _unknown_suffix(file, "saved", (".html", ".json", ".jsonl", ".graphml", *SUFFIXES))


@without_collecting()
def load(path: str | os.PathLike[str]) -> KnowledgeGraph:
    """Return the graph in a file that ``save`` wrote: ``.json`` or one of the RDF forms.

    It is equal to the one saved. Of RDF that was saved without ``texts=True``, the articles hold
    only the words that stand in the file, at the right offsets.

    Raises:
        BrokenFileError: If it is no such file, damaged, or of a newer kgraph.
        UnknownNameError: If the suffix is another.
        OSError: If the file cannot be read.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix in SUFFIXES:
        return _load_rdf(file)
    if suffix != ".json":
        raise _unknown_suffix(file, "loaded", (".json", *SUFFIXES))
    try:
        read = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BrokenFileError(f"{file}: no JSON in UTF-8 ({error})") from error
    try:
        return _from_json(read)
    except (BrokenFileError, SpanError) as error:
        raise BrokenFileError(f"{file}: {error}") from error


def _load_rdf(file: Path) -> KnowledgeGraph:
    try:
        with file.open("rb") as source:
            graph = from_rdf(source, SUFFIXES[file.suffix.lower()])
        _check_references(graph)
    except BrokenFileError as error:
        raise BrokenFileError(f"{file}: {error}") from error
    return graph


def to_records(graph: KnowledgeGraph, *, claims: bool = True) -> Iterator[dict[str, Any]]:
    """Yield a record for each article, by id, also for those without attributions.

    This is what ``kgraph extract`` writes, one to a line: ``{"id", "attributions": [...]}``, the
    attributions in text order, those without an edge type too. Spans are ``[start, end]`` in code
    points; actors have ``id``, ``name`` and ``kind``, speakers also ``affiliation`` (the *name*
    of the actor that they speak for); ``reported_via`` has names; ``answers`` and ``within`` ids.

    Args:
        graph: The graph.
        claims: Name the claims; where the graph is one article of many, they are not yet those
            of the corpus, and ``False`` leaves the lists empty.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> from kgraph.model import Article
        >>> list(to_records(KnowledgeGraph.of(articles=[Article(id="1.txt", text="Rain.")])))
        [{'id': '1.txt', 'attributions': []}]
    """
    found: dict[str, list[dict[str, Any]]] = {article: [] for article in graph.articles}
    for reading in graph.in_text_order():
        if reading.attribution.narrated:  # attributed to nobody
            continue
        known = reading if claims else dataclasses.replace(reading, claims=())
        found[reading.attribution.article].append(_attribution_record(graph, known))
    for article, attributions in found.items():
        yield {"id": article, "attributions": attributions}


def to_jsonl(graph: KnowledgeGraph, *, claims: bool = True) -> str:
    """Return the records of ``to_records`` as JSON, one to a line."""
    return "".join(_line(record) + "\n" for record in to_records(graph, claims=claims))


def _to_json(graph: KnowledgeGraph) -> str:
    """Return the lossless form."""
    for reading in graph.readings.values():
        _check_spans(graph, reading.attribution)
    tables = []
    for name in TABLES:
        lines = [_line(noun_to_data(noun)) for noun in getattr(graph, name).values()]
        tables.append(f'"{name}": [' + ",".join(f"\n{line}" for line in lines) + "\n]")
    head = f'"format": "{FORMAT}",\n"version": {VERSION}'
    return "{\n" + ",\n".join([head, *tables]) + "\n}\n"


def _check_spans(graph: KnowledgeGraph, said: Attribution) -> None:
    """Raise a ``SpanError`` if a span would come back with other words than it has."""
    article = graph.articles.get(said.article)
    for span in (*said.spans, *said.target, *said.reported_via):
        if span.article != said.article or article is None:
            raise SpanError(f"{said.id} has words of {span.article!r}, which is not its article")
        if article.text[span.start : span.end] != span.text:
            raise SpanError(f"{said.id}: {span.text!r} is not at {span.start}-{span.end}")


def _line(data: object) -> str:
    """Return the data as JSON without any line end."""
    written = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _from_json(read: object) -> KnowledgeGraph:
    """Return the graph of the lossless form."""
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        raise BrokenFileError("this is no graph saved by kgraph")
    version = read.get("version")
    if version != VERSION:
        raise BrokenFileError(
            f"this is version {version!r} of the form, and this kgraph reads {VERSION}; update it"
        )
    tables: dict[str, list[Any]] = {}
    articles: dict[str, Article] = {}
    for name, kind in TABLES.items():
        rows = read.get(name, [] if kind is Mention else None)  # files of 0.1 have none
        if not isinstance(rows, list):
            raise BrokenFileError(f"{name} is no list")
        for i, row in enumerate(rows):  # in its place: nouns and data are never both in memory
            rows[i] = noun_from_data(kind, row, articles, where=f"{name}[{i}]")
        tables[name] = rows
        if len({noun.id for noun in rows}) < len(rows):
            raise BrokenFileError(f"two of the {name} have the same id")
        if kind is Article:
            articles = {article.id: article for article in tables[name]}
    graph = KnowledgeGraph.of(**tables)
    _check_references(graph)
    return graph


def _check_references(graph: KnowledgeGraph) -> None:
    """Raise if a reading names what is not there: every question would stumble over it."""
    for reading in graph.readings.values():
        edge_type = reading.edge_type
        actors = (*reading.speakers, *reading.targets, *reading.reported_via)
        missing = [f"actor {actor!r}" for actor in actors if actor not in graph.actors]
        missing += [f"claim {claim!r}" for claim, _ in reading.claims if claim not in graph.claims]
        if edge_type is not None and edge_type not in load_edge_types():
            missing.append(f"edge type {edge_type!r}")
        if missing:
            raise BrokenFileError(f"{reading.id} names the {missing[0]}, which there is not")
    for mention in graph.mentions.values():
        if mention.actor not in graph.actors:
            raise BrokenFileError(
                f"{mention.id} names the actor {mention.actor!r}, which is not there"
            )


def _attribution_record(graph: KnowledgeGraph, reading: Reading) -> dict[str, Any]:
    said = reading.attribution
    actors, claims = graph.actors, graph.claims
    return {
        "id": said.id,
        "source": _offsets(said.source),
        "cue": _offsets(said.cue),
        "content": _offsets(said.content),
        "target": _offsets(said.target),
        "form": said.form,
        "edge_type": said.edge_type,
        "negated": said.negated,
        "speakers": [
            _actor_record(actors[i]) | {"affiliation": _affiliation(graph, actors[i])}
            for i in reading.speakers
        ],
        "targets": [_actor_record(actors[i]) for i in reading.targets],
        "claims": [
            {"id": claim, "label": claims[claim].label, "stance": stance}
            for claim, stance in reading.claims
        ],
        "answers": reading.answers,
        "within": said.within,
        "reported_via": [actors[i].name for i in reading.reported_via],
        "certainty": said.certainty,
        "score": said.score,
    }


def _actor_record(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "kind": actor.kind}


def _affiliation(graph: KnowledgeGraph, actor: Actor) -> str | None:
    """Return the name of whom it speaks for; the id, rather than nothing, if no actor has it."""
    principal = graph.actors.get(actor.affiliation) if actor.affiliation else None
    return principal.name if principal else actor.affiliation


def _offsets(role: Iterable[TextSpan]) -> list[list[int]]:
    return [[span.start, span.end] for span in role]


def _unknown_suffix(file: Path, done: str, known: Iterable[str]) -> UnknownNameError:
    known = ", ".join(known)
    return UnknownNameError(f"{str(file)!r} cannot be {done}: its name must end in one of {known}")
