"""The command ``kgraph``; nothing else in kgraph prints.

``build_cli`` has ``build``, ``ask_cli`` the questions, ``store_cli`` what is for RDF.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph import __version__
from kgraph.ask_cli import add_commands as add_questions
from kgraph.build_cli import (
    Failures,
    add_build,
    add_reading_options,
    complain,
    read_inputs,
    shown_progress,
)
from kgraph.errors import ArticleError, KgraphError
from kgraph.store_cli import add_commands as add_store_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgraph.documents.shelf import Shelf
    from kgraph.model import Article

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_PIPE_CLOSED = 141  # 128 + SIGPIPE

_ABOUT = (
    "News articles to a graph of who accuses, denies or assesses what, and the words that say so."
)
_EXAMPLES = """\
examples:
  kgraph build seeds -o out              build the graph, then open out/graph.html
  kgraph extract seeds > found.jsonl     the attributions of each article, as JSON
  kgraph view out/graph.json             the page of a saved graph
  kgraph ask edges --edge-type accuses   who accuses whom
  kgraph query disputes                  what is disputed, by SPARQL
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
  kgraph view out/graph.json --pages
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
        complain(str(error))
        return 1
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return 1
    except KeyboardInterrupt:
        complain("interrupted")
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

    add_build(partial(_add_command, commands))
    extract = _add_command(
        commands, "extract", "write the attributions of each article", _EXTRACT_EXAMPLES
    )
    add_reading_options(extract)
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
        "-o",
        "--output",
        metavar="PAGE.html",
        type=Path,
        help="default: FILE.html beside it; of --pages the folder",
    )
    view.add_argument("--title", help="heading of the page")
    view.add_argument(
        "--article", metavar="ID", help="the page of this article alone, its attributions marked"
    )
    view.add_argument(
        "--pages",
        action="store_true",
        help="graph.html and a page of each article in articles/, linked, beside FILE.json",
    )
    view.add_argument(
        "--texts", action="store_true", help="with the whole texts of the articles in the page"
    )
    view.set_defaults(command=_view)

    bench = _add_command(
        commands, "bench", "measure how fast articles are read, beside bare spaCy", _BENCH_EXAMPLES
    )
    add_reading_options(bench)
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


def _set_output(*, encoding: str | None = None, errors: str | None = None) -> None:
    """Set how standard output is written, where it is a real stream."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors=errors, newline="\n" if encoding else None)


def _extract(args: argparse.Namespace) -> int:
    _set_output(encoding="utf-8")  # JSON is UTF-8, whatever the locale
    failures = Failures()
    batches: Iterable[list[Article] | Shelf] = (
        _one_by_one(args.inputs, failures) if args.local else [read_inputs(args.inputs, failures)]
    )

    from kgraph.export import to_jsonl  # noqa: PLC0415 - start fast, and say at once what is missing
    from kgraph.linguistics import DEFAULT_MODEL  # noqa: PLC0415
    from kgraph.pipeline import build_graph  # noqa: PLC0415

    read = 0
    for batch in batches:
        with shown_progress(len(batch)) as step:
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
    from kgraph.export import load, save_pages  # noqa: PLC0415 - start fast
    from kgraph.view.explorer import to_html  # noqa: PLC0415

    graph = load(args.graph)
    if args.pages:
        folder = args.output or args.graph.parent
        save_pages(graph, folder, title=args.title)
        sys.stdout.write(f"open {folder / 'graph.html'}\n")
        return 0
    page = args.output or args.graph.with_suffix(".html")
    html = to_html(graph, title=args.title, article=args.article, texts=args.texts)
    page.write_bytes(html.encode("utf-8", "replace"))
    sys.stdout.write(f"open {page}\n")
    return 0


def _bench(args: argparse.Namespace) -> int:
    failures = Failures()
    articles = read_inputs(args.inputs, failures)

    from kgraph.bench import measure_speed  # noqa: PLC0415 - start fast
    from kgraph.findings import extractor_named  # noqa: PLC0415
    from kgraph.linguistics import DEFAULT_MODEL  # noqa: PLC0415

    extractor = extractor_named(args.extractor, threads=args.threads)
    measured = measure_speed(articles, extractor=extractor, model=args.model or DEFAULT_MODEL)
    sys.stdout.write(json.dumps(measured, indent=1) + "\n")
    return failures.exit_code(strict=args.strict)


def _one_by_one(inputs: Sequence[str], failures: Failures) -> Iterator[list[Article]]:
    """Yield each article by itself as soon as it is read: a stream may have no end."""
    from kgraph.documents import read_each  # noqa: PLC0415 - start fast

    for found in read_each(inputs):
        if isinstance(found, ArticleError):
            failures(found)
        else:
            yield [found]
