"""How reading and joining grow with the corpus: ``python -m benchmarks.scale``.

Makes a corpus up, or takes one, and prints what each stage takes, how time and memory grow over
several sizes, what two processes gain, and bare spaCy beside it. ``--attributions N`` builds,
saves, loads and asks a graph of so many made-up attributions instead. Each measurement is a process
of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import math
import multiprocessing
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kgraph.findings
import kgraph.gathered
import kgraph.pipeline
from benchmarks.made_up import made_up_articles, made_up_findings
from kgraph.bench import measure_speed
from kgraph.documents.shelf import Shelf
from kgraph.export import load, save
from kgraph.extraction import HowToRead, extract_each
from kgraph.findings import extractor_named, read_findings
from kgraph.linguistics import DEFAULT_MODEL
from kgraph.pipeline import build_graph, join
from kgraph.query import find_disputes, find_edges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgraph.model import Article

SIZES = (100, 1_000, 10_000)
FEW = 100  # articles, for what needs no more
WARM = 16  # articles that each process reads before the clock runs
KIB_IN_MIB = 1024
BYTES_IN_MIB = 1024 * KIB_IN_MIB
STAGES = (
    ("finds attributions", kgraph.findings, "extract"),
    ("resolves actors", kgraph.findings, "resolve_actors"),
    ("interprets claims", kgraph.findings, "interpret"),
    ("aims", kgraph.findings, "find_aims"),
    ("keeps findings", kgraph.gathered, "findings_to_text"),
    ("reads them again", kgraph.gathered, "findings_from_text"),
    ("merges actors", kgraph.pipeline, "merge_actors"),
    ("clusters claims", kgraph.pipeline, "cluster_claims"),
)


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="*", help="articles; default: made up")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    parser.add_argument("--copies", type=float, default=0.0, help="share of copies in what is made")
    parser.add_argument("--attributions", type=int, help="measure a graph of so many instead")
    parser.add_argument("--no-workers", action="store_true", help="leave the processes out")
    args = parser.parse_args()
    print(f"{_processor()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    if args.attributions:
        for line in _apart(_of_attributions, args.attributions):
            print(line)
        return
    take = functools.partial(_articles, args.inputs, args.copies)
    _apart(_print_stages, take)
    if not args.no_workers:
        _apart(_print_workers, take)
    print_growth([(n, _apart(_built, functools.partial(take, n))) for n in args.sizes])


def _articles(inputs: list[str], copies: float, number: int) -> Iterable[Article]:
    if not inputs:
        return made_up_articles(number, copies=copies)
    return itertools.islice(Shelf(inputs, on_error=print), number)


def _apart(work: Callable[..., Any], *args: object) -> Any:  # noqa: ANN401 - any work
    """Return what some work in a process of its own does."""
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe()
    process = context.Process(target=_send, args=(theirs, work, args))  # not a daemon: it has some
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


def _send(pipe: Any, work: Callable[..., Any], args: tuple[object, ...]) -> None:  # noqa: ANN401
    pipe.send(work(*args))


def _print_stages(take: Callable[[int], Iterable[Article]]) -> None:
    """Print what each stage takes of one processor, and bare spaCy beside it."""
    articles = list(take(FEW))
    characters = statistics.median(len(a.text) for a in articles)
    print(
        f"\n{len(articles)} articles of {characters:.0f} characters (median); of one processor:\n"
    )
    extractor = extractor_named("tagger")
    speed = measure_speed(articles, extractor=extractor, model=DEFAULT_MODEL)
    _warm_up()
    spent = _timed(extractor)
    start = time.process_time()
    build_graph(articles, extractor=extractor)
    whole = time.process_time() - start
    print("| stage | articles a second | share |\n|---|---|---|")
    for name, seconds in (*spent.items(), ("the rest", whole - sum(spent.values()))):
        print(f"| {name} | {len(articles) / max(seconds, 1e-9):,.1f} | {seconds / whole:.1%} |")
    print(f"| all | {len(articles) / whole:,.1f} | 100% |")
    print("\n" + json.dumps(speed))


def _timed(extractor: object) -> dict[str, float]:
    """Return the seconds that stages will have taken, by name; from now on they are measured."""
    spent: dict[str, float] = {}
    for name, module, function in STAGES:
        owner = extractor if function == "extract" else module
        spent[name] = 0.0
        setattr(owner, function, _clocked(getattr(owner, function), name, spent))
    return spent


def _clocked(work: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def clocked(*args: object, **options: object) -> Any:  # noqa: ANN401 - any work
        start = time.process_time()
        try:
            return work(*args, **options)
        finally:
            spent[name] += time.process_time() - start

    return clocked


def _print_workers(take: Callable[[int], Iterable[Article]]) -> None:
    """Print what several processes gain, once they have loaded the models."""
    number = 2 * FEW + WARM
    rates = {n: _rate(list(take(number)), n) for n in (1, 2)}
    print(
        f"\n1 process {rates[1]:.2f}, 2 processes {rates[2]:.2f} articles a second:"
        f" {rates[2] / rates[1]:.2f} times"
    )


def _rate(articles: list[Article], workers: int) -> float:
    start = 0.0
    for k, _ in enumerate(extract_each(articles, how=HowToRead(), workers=workers), 1):
        if k == WARM:
            start = time.perf_counter()
    return (len(articles) - WARM) / (time.perf_counter() - start)


def _built(take: Callable[[], Iterable[Article]]) -> tuple[float, float, float, float]:
    """Return the processor's seconds and the peak memory of reading, and of all."""
    _warm_up()
    read: list[float] = []
    articles = take()

    def step(_: Article) -> None:
        read[:] = [time.process_time() - start, _peak()]

    start = time.process_time()
    build_graph(articles, progress=step)
    return (*read, time.process_time() - start, _peak())  # type: ignore[return-value]


def _warm_up() -> None:
    """Load the models, and let them meet the words that all articles share."""
    extractor = extractor_named("tagger")
    for article in made_up_articles(WARM):
        read_findings(article, model=DEFAULT_MODEL, extractor=extractor)


def print_growth(built: list[tuple[int, tuple[float, float, float, float]]]) -> None:
    """Print time and memory by number of articles, and the exponent by which time grows."""
    print("\n| articles | reading, s | joining, s | peak of reading, MiB | peak of all, MiB |")
    print("|---|---|---|---|---|")
    for n, (reading, of_reading, both, of_all) in built:
        print(f"| {n:,} | {reading:.1f} | {both - reading:.2f} | {of_reading:.0f} | {of_all:.0f} |")
    for name, at in (("reading and joining", 2), ("reading", 0)):
        print(f"{name} grows with exponent {_slope([(n, t[at]) for n, t in built]):.2f}")
    if len(built) > 1:
        joins = [(n, t[2] - t[0]) for n, t in built]
        print(f"joining grows with exponent {_slope(joins):.2f}")


def _slope(points: list[tuple[int, float]]) -> float:
    """Return the slope of the line through the logarithms."""
    if len(points) < 2:  # noqa: PLR2004 - a line needs two
        return math.nan
    x, y = ([math.log(v) for v in values] for values in zip(*points, strict=True))
    return statistics.linear_regression(x, y).slope


def _of_attributions(number: int) -> list[str]:
    """Return what a graph of so many attributions takes, line by line."""
    lines = [
        f"\n{number:,} attributions\n",
        "| step | seconds of a processor | peak memory so far, MiB |",
        "|---|---|---|",
    ]

    def step(name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - any work
        start = time.process_time()
        made = work()
        lines.append(f"| {name} | {time.process_time() - start:.1f} | {_peak():.0f} |")
        print(lines[-1], file=sys.stderr)
        return made

    found = step("findings made up", lambda: made_up_findings(number))
    graph = step("built", functools.partial(join, found))
    found.clear()
    step("edges", graph.edges)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.json")
        step("saved as .json", lambda: save(graph, path))
        lines.append(f"| (its size, MiB) | {path.stat().st_size / BYTES_IN_MIB:.0f} | |")
        again = step("loaded from .json", lambda: load(path))
    if again != graph:
        raise SystemExit("what was loaded is not what was saved")
    del again
    who = graph.edges()[0].speaker.name
    step("asked: edges of one speaker", lambda: find_edges(graph, speaker=who))
    step("asked: disputes", lambda: find_disputes(graph))
    return lines


def _processor() -> str:
    """Return the name of the processor, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _peak() -> float:
    # Linux counts KiB, macOS bytes
    scale = BYTES_IN_MIB if sys.platform == "darwin" else KIB_IN_MIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


if __name__ == "__main__":
    main()
