"""The command ``kgraph``; nothing else in kgraph prints.

``ask_cli`` has the questions, ``store_cli`` what is for RDF.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import textwrap
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph import __version__
from kgraph.ask_cli import add_commands as add_questions
from kgraph.errors import ArticleError, KgraphError
from kgraph.store_cli import add_commands as add_store_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.table import Table

    from kgraph.corrections import Corrections
    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Article
    from kgraph.query import Dispute

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_PIPE_CLOSED = 141  # 128 + SIGPIPE
_LONG = 4  # articles from which on progress is shown
_SHOWN = 8  # rows of a table in the summary
_DISPUTES = 5
_QUOTE = 160  # characters
_TELLING = 5  # words from which on a quote says something by itself, unlike "this claim"
_WIDTH = 100  # columns where there is no terminal

_ABOUT = (
    "News articles to a graph of who accuses, denies or assesses what, and the words that say so."
)
_INPUTS = "file, folder or pattern of .txt and .jsonl; - reads JSONL from standard input"
_EXAMPLES = """\
examples:
  kgraph build seeds -o out              build the graph, then open out/graph.html
  kgraph extract seeds > found.jsonl     the attributions of each article, as JSON
  kgraph view out/graph.json             the page of a saved graph
  kgraph ask edges --edge-type accuses   who accuses whom
  kgraph query disputes                  what is disputed, by SPARQL
"""
_BUILD_EXAMPLES = """\
examples:
  kgraph build seeds -o out
  kgraph build 'news/*.txt' more.jsonl -o out --strict
  cat feed.jsonl | kgraph build - -o out

Writes graph.html (the page to open), graph.json (lossless, with the articles' texts) and
graph.ttl (RDF) into DIR. A damaged article is reported and does not cost the others.
"""
_EXTRACT_EXAMPLES = """\
examples:
  kgraph extract seeds > found.jsonl
  kgraph extract article.txt | head -1
  cat feed.jsonl | kgraph extract - --local

Writes one line for each article: its id and its attributions, with code-point offsets into the
text as given.
"""
_VIEW_EXAMPLES = """\
examples:
  kgraph view out/graph.json
  kgraph view out/graph.json -o page.html --title 'Drones over the Kremlin' --texts
  kgraph view out/graph.json --article 003 -o 003.html
"""
_BENCH_EXAMPLES = """\
examples:
  kgraph bench seeds
  kgraph bench news.jsonl --extractor rules

Prints JSON: articles per second of processor time of the extraction of attributions and of the
bare spaCy pipeline, in one run on the same articles, and their ratio (above 1: faster than bare
spaCy).
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code.

    0: done, and at least one article was read. 1: nothing could be read, a named path is missing,
    anything failed under ``--strict``, or an error said on standard error. 2: wrong usage.

    Args:
        argv: The arguments, without the program's name; those of the process if None.

    Raises:
        SystemExit: From argparse, after help, version or wrong usage.
    """
    args = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = args.command
    _set_output(errors="replace")
    try:
        code = command(args)
        sys.stdout.flush()  # here, where a closed pipe is expected
    except BrokenPipeError:
        # What is still in the buffer has no reader: let the interpreter's last flush go nowhere.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KgraphError as error:
        _complain(str(error))
        return 1
    except OSError as error:
        _complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return 1
    except KeyboardInterrupt:
        _complain("interrupted")
        return _INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kgraph",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kgraph {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    build = _add_command(commands, "build", "build a graph and its page", _BUILD_EXAMPLES)
    _add_reading_options(build)
    build.add_argument(
        "-o", "--output", metavar="DIR", type=Path, required=True, help="folder to write into"
    )
    build.add_argument(
        "--corrections", metavar="FILE", type=Path, help="your corrections, .toml or .json"
    )
    build.set_defaults(command=_build)

    extract = _add_command(
        commands, "extract", "write the attributions of each article", _EXTRACT_EXAMPLES
    )
    _add_reading_options(extract)
    extract.add_argument(
        "--format", choices=["jsonl"], default="jsonl", help="form of the output (default: jsonl)"
    )
    extract.add_argument(
        "--local",
        action="store_true",
        help="each article for itself, written as soon as it is read, without claims",
    )
    extract.set_defaults(command=_extract)

    view = _add_command(commands, "view", "make the page of a saved graph", _VIEW_EXAMPLES)
    view.add_argument("graph", metavar="FILE.json", type=Path, help="a graph that build wrote")
    view.add_argument(
        "-o", "--output", metavar="PAGE.html", type=Path, help="default: FILE.html beside it"
    )
    view.add_argument("--title", help="heading of the page")
    view.add_argument(
        "--article", metavar="ID", help="the page of this article alone, its attributions marked"
    )
    view.add_argument(
        "--texts", action="store_true", help="with the whole texts of the articles in the page"
    )
    view.set_defaults(command=_view)

    bench = _add_command(
        commands, "bench", "measure how fast articles are read, beside bare spaCy", _BENCH_EXAMPLES
    )
    _add_reading_options(bench)
    bench.add_argument(
        "--extractor", choices=["tagger", "rules"], default="tagger", help="default: tagger"
    )
    bench.add_argument("--threads", type=int, default=1, help="of the tagger (default: 1)")
    bench.set_defaults(command=_bench)
    add_questions(partial(_add_command, commands))
    add_store_commands(partial(_add_command, commands))
    return parser


def _add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    what: str,
    examples: str,
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help=_INPUTS)
    parser.add_argument("--model", metavar="NAME", help="spaCy pipeline (default: the small one)")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="exit with 1 if any article could not be read, or a correction does not apply",
    )


def _set_output(*, encoding: str | None = None, errors: str | None = None) -> None:
    """Set how standard output is written, where it is a real stream."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors=errors, newline="\n" if encoding else None)


class _Failures:
    """Articles that could not be read: each is reported at once, in one line, and counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: ArticleError) -> None:
        from kgraph.documents import MissingPathError  # noqa: PLC0415 - start fast

        if isinstance(error, MissingPathError):
            raise error  # a slip of the keyboard, better mended before the long work begins
        self.count += 1
        _complain(str(error))

    def stale(self, correction: str) -> None:
        self.count += 1
        _complain(f"correction that does not apply: {correction}")

    def exit_code(self, *, strict: bool) -> int:
        return 1 if strict and self.count else 0


def _build(args: argparse.Namespace) -> int:
    failures = _Failures()
    corrections = _corrections(args.corrections)
    articles = _read(args.inputs, failures)
    args.output.mkdir(parents=True, exist_ok=True)  # now: a slip should not cost the long work

    from kgraph.export import save  # noqa: PLC0415 - start fast, and say at once what is missing
    from kgraph.linguistics import DEFAULT_MODEL  # noqa: PLC0415
    from kgraph.pipeline import build_graph  # noqa: PLC0415

    with _progress(len(articles)) as step:
        graph = build_graph(
            articles,
            model=args.model or DEFAULT_MODEL,
            progress=step,
            on_error=failures,
            corrections=corrections,
            on_stale=failures.stale,
        )
    if not graph.articles:
        raise ArticleError("no article could be read")
    for name in ("graph.json", "graph.ttl", "graph.html"):
        save(graph, args.output / name)
    _summarize(graph, failed=failures.count, folder=args.output)
    return failures.exit_code(strict=args.strict)


def _corrections(path: Path | None) -> Corrections | None:
    from kgraph.corrections import read_corrections  # noqa: PLC0415 - start fast

    return read_corrections(path) if path is not None else None


def _extract(args: argparse.Namespace) -> int:
    _set_output(encoding="utf-8")  # JSON is UTF-8, whatever the locale
    failures = _Failures()
    batches = _one_by_one(args.inputs, failures) if args.local else [_read(args.inputs, failures)]

    from kgraph.export import to_jsonl  # noqa: PLC0415 - start fast, and say at once what is missing
    from kgraph.linguistics import DEFAULT_MODEL  # noqa: PLC0415
    from kgraph.pipeline import build_graph  # noqa: PLC0415

    read = 0
    for batch in batches:
        with _progress(len(batch)) as step:
            graph = build_graph(
                batch, model=args.model or DEFAULT_MODEL, progress=step, on_error=failures
            )
        read += len(graph.articles)
        sys.stdout.write(to_jsonl(graph, claims=not args.local))
        sys.stdout.flush()  # line by line: somebody may be waiting at the pipe
    if not read:
        raise ArticleError("no article could be read")
    return failures.exit_code(strict=args.strict)


def _view(args: argparse.Namespace) -> int:
    from kgraph.export import load  # noqa: PLC0415 - start fast
    from kgraph.view.explorer import to_html  # noqa: PLC0415

    page = args.output or args.graph.with_suffix(".html")
    graph = load(args.graph)
    html = to_html(graph, title=args.title, article=args.article, texts=args.texts)
    page.write_bytes(html.encode("utf-8", "replace"))
    sys.stdout.write(f"open {page}\n")
    return 0


def _bench(args: argparse.Namespace) -> int:
    failures = _Failures()
    articles = _read(args.inputs, failures)

    from kgraph.bench import measure_speed  # noqa: PLC0415 - start fast
    from kgraph.linguistics import DEFAULT_MODEL  # noqa: PLC0415
    from kgraph.pipeline import extractor_named  # noqa: PLC0415

    extractor = extractor_named(args.extractor, threads=args.threads)
    measured = measure_speed(articles, extractor=extractor, model=args.model or DEFAULT_MODEL)
    sys.stdout.write(json.dumps(measured, indent=1) + "\n")
    return failures.exit_code(strict=args.strict)


def _read(inputs: Sequence[str], failures: _Failures) -> list[Article]:
    """Return the articles of the inputs.

    Raises:
        ArticleError: If there is none, or a named path is missing.
    """
    from kgraph.documents import read_articles  # noqa: PLC0415 - start fast

    articles = read_articles(inputs, on_error=failures)
    if not articles:
        raise ArticleError(f"no article could be read from {' '.join(inputs)}")
    return articles


def _one_by_one(inputs: Sequence[str], failures: _Failures) -> Iterator[list[Article]]:
    """Yield each article by itself as soon as it is read: a stream may have no end."""
    from kgraph.documents import read_each  # noqa: PLC0415 - start fast

    for found in read_each(inputs):
        if isinstance(found, ArticleError):
            failures(found)
        else:
            yield [found]


@contextlib.contextmanager
def _progress(articles: int) -> Iterator[Callable[[Article], None]]:
    """Give a function to call after each article; draws a bar if there is somebody to see it."""
    if articles < _LONG or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich import progress  # noqa: PLC0415 - only where it is shown
    from rich.console import Console  # noqa: PLC0415

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
    )
    # Standard output is for the result alone: rich must not draw it through this console.
    with progress.Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as bar:
        task = bar.add_task("reading", total=articles)
        yield lambda _: bar.advance(task)


def _complain(message: str) -> None:
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
