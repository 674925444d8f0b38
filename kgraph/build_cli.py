"""``kgraph build``, and how the commands that read articles do so and say how far they are."""

from __future__ import annotations

import contextlib
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import ArticleError, KgraphError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from rich.table import Table

    from kgraph.corrections import Corrections
    from kgraph.documents.shelf import Shelf
    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Article
    from kgraph.query import Dispute

_LONG = 4  # articles from which on progress is shown
_EVERY = 30.0  # seconds between lines of progress where there is no terminal
_SHOWN = 8  # rows of a table in the summary
_DISPUTES = 5
_QUOTE = 160  # characters
_TELLING = 5  # words from which on a quote says something by itself, unlike "this claim"
_WIDTH = 100  # columns where there is no terminal
_CACHE = "findings.sqlite"
_MOST_PAGES = 1000  # articles up to which each gets its page

_INPUTS = (
    "file, folder or pattern of .txt, .jsonl (.gz, .zst), .parquet, .html, .warc(.gz); - reads"
    " JSONL from standard input"
)
_BUILD_EXAMPLES = """\
examples:
  kgraph build seeds -o out
  kgraph build 'news/*.txt' more.jsonl -o out --strict
  cat feed.jsonl | kgraph build - -o out
  kgraph build archive -o out --workers 8

Writes graph.html (the page to open), graph.json (lossless, with the articles' texts) and
graph.ttl (RDF) into DIR; articles/, a page for each of up to 1,000 articles with its attributions
marked (of more: kgraph view --pages); and findings.sqlite: what was found in each article. The
same command again goes on where it was broken off, and reads only what has changed. A damaged
article is reported and does not cost the others.
"""


def add_build(add: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add the command; ``add`` makes a parser of a name, what it does, and examples."""
    build = add("build", "build a graph and its page", _BUILD_EXAMPLES)
    add_reading_options(build)
    build.add_argument(
        "-o", "--output", metavar="DIR", type=Path, required=True, help="folder to write into"
    )
    build.add_argument(
        "--corrections", metavar="FILE", type=Path, help="your corrections, .toml or .json"
    )
    build.add_argument(
        "--workers", metavar="N", type=int, default=1, help="processes that read (default: 1)"
    )
    build.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=float,
        help="give an article up after so long (default: 600 with several workers)",
    )
    build.add_argument(
        "--cache", metavar="FILE", type=Path, help=f"findings (default: {_CACHE} in DIR)"
    )
    start = build.add_mutually_exclusive_group()
    start.add_argument("--fresh", action="store_true", help="read all anew; drop kept findings")
    start.add_argument(
        "--resume",
        action="store_true",
        help="go on with what is there, as without it; but it is an error if nothing is",
    )
    build.set_defaults(command=_build)


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes that reads articles."""
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help=_INPUTS)
    parser.add_argument("--model", metavar="NAME", help="spaCy pipeline (default: the small one)")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="exit with 1 if any article could not be read, or a correction does not apply",
    )


class Failures:
    """Articles that could not be read: each is reported at once, in one line, and counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: ArticleError) -> None:
        """Report an article that could not be read."""
        from kgraph.documents import MissingPathError  # noqa: PLC0415 - start fast

        if isinstance(error, MissingPathError):
            raise error  # a slip of the keyboard, better mended before the long work begins
        self.count += 1
        complain(str(error))

    def stale(self, correction: str) -> None:
        """Report a correction that does not apply."""
        self.count += 1
        complain(f"correction that does not apply: {correction}")

    def exit_code(self, *, strict: bool) -> int:
        """Return what the command exits with."""
        return 1 if strict and self.count else 0


def _build(args: argparse.Namespace) -> int:
    failures = Failures()
    corrections = _corrections(args.corrections)
    articles = read_inputs(args.inputs, failures)
    args.output.mkdir(parents=True, exist_ok=True)  # now: a slip should not cost the long work
    cache = _cache(args)

    from kgraph.export import save, save_pages  # noqa: PLC0415 - start fast, and say at once what is missing
    from kgraph.linguistics import DEFAULT_MODEL  # noqa: PLC0415
    from kgraph.pipeline import build_graph  # noqa: PLC0415

    with shown_progress(len(articles)) as step:
        graph = build_graph(
            articles,
            model=args.model or DEFAULT_MODEL,
            workers=args.workers,
            timeout=args.timeout,
            cache=cache,
            progress=step,
            on_error=failures,
            corrections=corrections,
            on_stale=failures.stale,
        )
    if not graph.articles:
        raise ArticleError("no article could be read")
    save(graph, args.output / "graph.json")
    save(graph, args.output / "graph.ttl")
    if len(graph.articles) <= _MOST_PAGES:
        save_pages(graph, args.output)
    else:
        save(graph, args.output / "graph.html")
    _summarize(graph, failed=failures.count, folder=args.output)
    return failures.exit_code(strict=args.strict)


def _cache(args: argparse.Namespace) -> Path:
    """Return the file of findings, as the options say that it must be.

    Raises:
        KgraphError: If there is nothing to go on with.
    """
    path: Path = args.cache or args.output / _CACHE
    if args.resume and not path.exists():
        raise KgraphError(f"{path}: not there, so there is nothing to go on with; check the folder")
    if args.fresh:
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
    return path


def _corrections(path: Path | None) -> Corrections | None:
    from kgraph.corrections import read_corrections  # noqa: PLC0415 - start fast

    return read_corrections(path) if path is not None else None


def read_inputs(inputs: Sequence[str], failures: Failures) -> Shelf:
    """Return the articles of the inputs, out of memory.

    Raises:
        ArticleError: If there is none, or a named path is missing.
    """
    from kgraph.documents.shelf import Shelf  # noqa: PLC0415 - start fast

    articles = Shelf(inputs, on_error=failures)
    if not articles:
        raise ArticleError(f"no article could be read from {' '.join(inputs)}")
    return articles


@contextlib.contextmanager
def shown_progress(articles: int) -> Iterator[Callable[[Article], None]]:
    """Give a function to call after each article; draws a bar, or writes a line now and then."""
    if articles < _LONG:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        yield _Log(articles)
        return
    from rich import progress  # noqa: PLC0415 - only where it is shown
    from rich.console import Console  # noqa: PLC0415

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[speed]}"),
        progress.TimeRemainingColumn(),
    )
    # Standard output is for the result alone: rich must not draw it through this console.
    with progress.Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as bar:
        task = bar.add_task("reading", total=articles, speed="")

        def step(_: Article) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, speed=f"{speed:.1f} a second" if speed else "")

        yield step


class _Log:
    """Writes how far the reading is, a line now and then: for a log file."""

    def __init__(self, articles: int) -> None:
        self._articles = articles
        self._read = 0
        self._start = self._last = time.monotonic()

    def __call__(self, _: Article) -> None:
        self._read += 1
        now = time.monotonic()
        if now - self._last < _EVERY:
            return
        self._last = now
        speed = self._read / (now - self._start)
        left = (self._articles - self._read) / speed / 60
        complain(
            f"{self._read:,} of {_count(self._articles, 'article')}, {speed:.1f} a second,"
            f" about {left:,.0f} min left"
        )


def complain(message: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"kgraph: {_one_line(message)}\n")


def _one_line(text: str) -> str:
    """Return the text on one line, without anything that steers a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _summarize(graph: KnowledgeGraph, *, failed: int, folder: Path) -> None:
    """Print what is in a graph and where to look."""
    from rich.console import Console  # noqa: PLC0415 - start fast

    from kgraph.query import find_disputes  # noqa: PLC0415

    width = None if sys.stdout.isatty() else _WIDTH
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    edges = graph.edges()
    untold = f" ({failed} could not be read)" if failed else ""
    console.print(
        f"{_count(len(graph.articles), 'article')}{untold}: "
        f"{_count(len(graph.readings), 'attribution')}, {_count(len(graph.actors), 'actor')}, "
        f"{_count(len(graph.claims), 'claim')}, {_count(len(edges), 'edge')}"
    )
    if edges:
        console.print("", _speakers(graph), "", _edge_types(graph), sep="\n")
    disputes = find_disputes(graph)
    if disputes:
        console.print(f"\ndisputed: {_count(len(disputes), 'claim')}", style="bold")
    for dispute in disputes[:_DISPUTES]:
        console.print(_one_line(str(dispute)))
        console.print(_two_voices(graph, dispute))
    if len(disputes) > _DISPUTES:
        console.print(f"... and {len(disputes) - _DISPUTES} more on the page")
    console.print(f"\nopen {folder / 'graph.html'}", soft_wrap=True)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _table(*columns: str) -> Table:
    from rich.table import Table  # noqa: PLC0415 - start fast

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, justify="right" if name == "times" else "left")
    return table


def _speakers(graph: KnowledgeGraph) -> Table:
    """Return who speaks most, and how."""
    speaks: dict[str, Counter[str]] = {}
    for reading in graph.readings.values():
        if reading.plain:
            for speaker in reading.speakers:
                speaks.setdefault(speaker, Counter())[str(reading.edge_type)] += 1
    table = _table("who speaks most", "times", "how")
    most = sorted(speaks.items(), key=lambda item: (-item[1].total(), item[0]))
    for speaker, counts in most[:_SHOWN]:
        how = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        words = ", ".join(f"{name} {number}" for name, number in how)
        name = _one_line(graph.actors[speaker].name)
        table.add_row(textwrap.shorten(name, 40), str(counts.total()), words)
    return table


def _edge_types(graph: KnowledgeGraph) -> Table:
    """Return the number of edges of each type."""
    from kgraph.edge_types import load_edge_types  # noqa: PLC0415 - start fast

    table = _table("edges by type", "times", "what it says")
    counts = Counter(edge.edge_type for edge in graph.edges())
    for name, row in load_edge_types().items():
        if counts[name]:
            table.add_row(name, str(counts[name]), row.definition)
    return table


def _two_voices(graph: KnowledgeGraph, dispute: Dispute) -> Table:
    """Return what somebody on each side of a dispute says, in the article's words."""
    from rich.table import Table  # noqa: PLC0415 - start fast

    table = Table.grid(padding=(0, 2, 0, 0))
    for side, readings in (("for", dispute.supporters), ("against", dispute.opponents)):
        telling = (r for r in readings if len(r.attribution.words.split()) >= _TELLING)
        reading = next(telling, readings[0])
        said = reading.attribution
        who = ", ".join(graph.actors[speaker].name for speaker in reading.speakers) or "somebody"
        words = textwrap.shorten(_one_line(said.words), _QUOTE, placeholder=" …")
        place = f"{said.article} {said.start}-{said.end}"
        table.add_row(f"  {side}", f"{_one_line(who)}: “{words}” ({_one_line(place)})")
    return table
