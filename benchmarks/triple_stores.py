"""A large graph in RDF: ``python -m benchmarks.triple_stores --attributions 1000000``.

Writes a synthetic graph as N-Quads and as Turtle, and lets pyoxigraph serialise the same quads in
the same run; then loads them into a store on disk and asks it for the disputes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import itertools
import resource
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
from kgraph.store import Store, find_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.model import Stance
    from kgraph.rdf.writing import Form

IN_AN_ARTICLE = 10  # attributions
CHUNK = 200_000  # quads that are in memory at a time
KIB_IN_MIB = 1024
STANCES: tuple[Stance, ...] = ("for", "for", "open", "for", "against")


def main() -> None:
    """Make the graph, write it, load it, ask it, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attributions", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where to write (default: a temporary one)")
    args = parser.parse_args()
    graph = timed("made the graph", lambda: synthetic(args.attributions))
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        for form, suffix in (("nquads", "nq"), ("turtle", "ttl")):
            compare(graph, form, folder / f"large.{suffix}")
        del graph
        ask(folder)


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
                claims=((what.id, STANCES[i % len(STANCES)]),),
            )
        )
        at = end + 2
    return article, readings


def compare(graph: KnowledgeGraph, form: Form, path: Path) -> None:
    """Print how long the form takes to write, and pyoxigraph with the same quads."""
    before = peak()
    start = time.process_time()
    with path.open("w", encoding="utf-8") as out:
        out.writelines(write(graph, form))
    ours = time.process_time() - start
    theirs, quads = 0.0, 0
    media = ox.RdfFormat.N_QUADS if form == "nquads" else ox.RdfFormat.TURTLE
    for chunk in chunks(ox.parse(path=str(path), format=media)):
        some = chunk if form == "nquads" else [quad.triple for quad in chunk]
        start = time.process_time()
        ox.serialize(some, io.BytesIO(), format=media)
        theirs += time.process_time() - start
        quads += len(chunk)
    size = path.stat().st_size / 1e6
    print(
        f"{form}: {quads:,} quads, {size:,.0f} MB; kgraph {ours:.1f} s, pyoxigraph {theirs:.1f} s, "
        f"ratio {ours / theirs:.2f}; peak memory {before} -> {peak()} MiB"
    )


def chunks(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """Yield the quads some at a time."""
    whole = iter(quads)
    while chunk := list(itertools.islice(whole, CHUNK)):
        yield chunk


def ask(folder: Path) -> None:
    """Load the N-Quads into a store on disk and ask it for the disputes."""
    store = Store(folder / "store")
    timed("loaded the store", lambda: store.load_nquads(folder / "large.nq"))
    query = find_query("disputes").bind()
    rows = timed("asked for the disputes", lambda: sum(1 for _ in store.query(query).rows))
    print(f"{rows:,} rows")


def timed[T](what: str, work: object) -> T: ...


def peak() -> int:
    """Return the most memory that this process has had, in MiB; Linux counts KiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (KIB_IN_MIB * (KIB_IN_MIB if sys.platform == "darwin" else 1))


if __name__ == "__main__":
    main()
