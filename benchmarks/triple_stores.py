"""A large graph in RDF: ``python -m benchmarks.triple_stores --attributions 1000000``.

Writes a synthetic graph as N-Quads and as Turtle, and lets pyoxigraph serialise the same quads in
the same run, to a file too and with the same prefixes; then loads them into a store on disk
and asks it for the disputes. Counted is processor time: for kgraph from its nouns to the file, for
pyoxigraph from quads that are in memory already to the file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.edge_types import load_edge_types
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Event, Reading
from kgraph.rdf import write
from kgraph.rdf.terms import BASE, NAMESPACES, NOUN_PREFIXES
from kgraph.store import Store, find_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.model import Stance
    from kgraph.rdf.writing import Form

IN_AN_ARTICLE = 10  # attributions
CHUNK = 200_000  # quads that are in memory at a time
KIB_IN_MIB = 1024
FORMS: dict[Form, ox.RdfFormat] = {
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
}
STANCES: tuple[Stance, ...] = ("for", "open", "for")


def main() -> None:
    """Make the graph, write it, load it, ask it, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attributions", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where to write (default: a temporary one)")
    parser.add_argument("--turns", type=int, default=3, help="of the writers, for the median")
    parser.add_argument("--no-store", action="store_true", help="only write")
    args = parser.parse_args()
    graph = synthetic(args.attributions)
    show(f"{args.attributions:,} attributions, {peak()} MiB")
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        compare(graph, folder, args.turns)
        if not args.no_store:
            ask(graph, folder)


def show(line: str) -> None:
    """Print a line at once, as a large graph takes an hour."""
    print(line, flush=True)


def synthetic(attributions: int) -> KnowledgeGraph:
    """Return a graph of this many attributions, ten to an article, one claim for twenty."""
    actors = [
        Actor(
            id=f"actor:person-{i}",
            name=f"Person {i}",
            kind="person" if i % 10 else "government",
            affiliation=f"actor:person-{i - i % 10}" if i % 10 else None,
        )
        for i in range(max(20, attributions // 100))
    ]
    events = [
        Event(id=f"event:{i}", label=f"blast {i}", kind="attack", date=dt.date(2023, 5, 1 + i % 28))
        for i in range(max(1, attributions // 200))
    ]
    claims = [
        Claim(
            id=f"claim:{i}",
            label=f"{actors[i % len(actors)].name} was behind blast {i % len(events)}",
            agent=actors[i % len(actors)].id,
            act="responsible",
            event=events[i % len(events)].id,
        )
        for i in range(max(1, attributions // 20))
    ]
    articles: list[Article] = []
    readings: list[Reading] = []
    for number in range(-(-attributions // IN_AN_ARTICLE)):
        article, found = one_article(number, actors, claims)
        articles.append(article)
        readings += found
    return KnowledgeGraph.of(
        articles=articles, actors=actors, claims=claims, events=events, readings=readings
    )


def one_article(
    number: int, actors: list[Actor], claims: list[Claim]
) -> tuple[Article, list[Reading]]:
    """Return an article of ten sentences, each of which is an attribution."""
    types = list(load_edge_types())
    picks = range(number * IN_AN_ARTICLE, (number + 1) * IN_AN_ARTICLE)
    said = [(actors[i * 7 % len(actors)], claims[i * 11 % len(claims)]) for i in picks]
    text = " ".join(f"{who.name} said on Thursday that {what.label}." for who, what in said)
    article = Article(
        id=f"{number:07}.txt",
        text=text,
        title=f"Article {number}",
        outlet="Klow Post",
        published=dt.date(2023, 5, 1 + number % 28),
        language="en",
    )
    readings = []
    at = 0
    for i, (who, what) in zip(picks, said, strict=True):
        cue = at + len(who.name) + 1
        content = text.index(" that ", cue) + 6
        end = content + len(what.label)
        roles = (
            (article.span(at, cue - 1),),
            (article.span(cue, cue + 4),),
            (article.span(content, end),),
        )
        attribution = Attribution(
            id=Attribution.id_of(article.id, *roles),
            article=article.id,
            source=roles[0],
            cue=roles[1],
            content=roles[2],
            edge_type=types[i % len(types)],
        )
        readings.append(
            Reading(
                attribution=attribution,
                speakers=(who.id,),
                targets=(str(what.agent),),
                claims=((what.id, stance_of(i)),),
            )
        )
        at = end + 2
    return article, readings


def stance_of(number: int) -> Stance:
    """Return the stance of an attribution: one in a thousand is against."""
    return "against" if number // 7 % 1000 == 0 else STANCES[number % len(STANCES)]


def compare(graph: KnowledgeGraph, folder: Path, turns: int) -> None:
    """Print how long kgraph and pyoxigraph take by turns, as other work slows both alike."""
    ratios: dict[Form, list[float]] = {form: [] for form in FORMS}
    for _ in range(turns):
        ours = {form: seconds_of_kgraph(graph, form, folder) for form in FORMS}
        for form in FORMS:
            ratios[form].append(ours[form] / seconds_of_pyoxigraph(form, folder))
    for form, found in ratios.items():
        if found:
            show(f"{form}: {statistics.median(found):.2f} times pyoxigraph, median of {turns}")


def seconds_of_kgraph(graph: KnowledgeGraph, form: Form, folder: Path) -> float:
    """Return the processor seconds in which kgraph writes the graph; print memory, too."""
    before = peak()
    start = time.process_time()
    with (folder / form).open("w", encoding="utf-8") as out:
        out.writelines(write(graph, form))
    seconds = time.process_time() - start
    size = (folder / form).stat().st_size / 1e6
    show(f"{form}: kgraph {seconds:.1f} s, {size:,.0f} MB, memory {before} -> {peak()} MiB")
    return seconds


def seconds_of_pyoxigraph(form: Form, folder: Path) -> float:
    """Return the processor seconds in which pyoxigraph serialises the same quads."""
    prefixes = {**NAMESPACES, **{noun: f"{BASE}{noun}/" for noun in NOUN_PREFIXES}}
    seconds = 0.0
    quads = 0
    for chunk in chunks(ox.parse(path=str(folder / form), format=FORMS[form], lenient=True)):
        made = chunk if form == "nquads" else [quad.triple for quad in chunk]
        start = time.process_time()
        ox.serialize(made, str(folder / "theirs"), format=FORMS[form], prefixes=prefixes)
        seconds += time.process_time() - start
        quads += len(chunk)
    show(f"{form}: pyoxigraph {seconds:.1f} s to serialise {quads:,} quads that are in memory")
    return seconds


def chunks(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """Yield the quads some at a time."""
    whole = iter(quads)
    while chunk := list(itertools.islice(whole, CHUNK)):
        yield chunk


def ask(graph: KnowledgeGraph, folder: Path) -> None:
    """Print how long a store on disk takes to take the graph in, and to answer, twice."""
    store = Store(folder / "store")
    start = time.perf_counter()
    store.add(graph)
    show(f"store: taken in in {time.perf_counter() - start:.1f} s")
    show(f"store: {len(store):,} quads, {peak()} MiB")
    for name in ("disputes", "accusations") * 2:
        start = time.perf_counter()
        rows = len(store.query(find_query(name).bind({})).bindings)
        show(f"{name}: {rows:,} rows in {time.perf_counter() - start:.2f} s")


def peak() -> int:
    """Return the most memory that this process has had, in MiB; Linux counts KiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (KIB_IN_MIB * (KIB_IN_MIB if sys.platform == "darwin" else 1))


if __name__ == "__main__":
    main()
