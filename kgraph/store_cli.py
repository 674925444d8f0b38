"""``kgraph query``, ``publish`` and ``validate``: what the command line does with RDF.

``cli`` adds these commands to its own.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import KgraphError, QueryError, UnknownNameError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from kgraph.graph import KnowledgeGraph
    from kgraph.store import Answer, Store

_WIDTH = 120  # columns where there is no terminal
_STORES = ("oxigraph", "fuseki", "graphdb", "virtuoso", "qlever")
_QUERY_EXAMPLES = """\
examples:
  kgraph query "SELECT ?name WHERE { ?who a kg:Person ; rdfs:label ?name }"
  kgraph query disputes --format csv
  kgraph query accusations -p government=Russia
  kgraph query positions -p actor="White House" --in out/graph.json
  kgraph query disputes --in http://localhost:7878 --store oxigraph
  kgraph query --list

Prefixes (kg:, actor:, claim:, rdfs: ...) need not be declared.
"""
_PUBLISH_EXAMPLES = """\
examples:
  kgraph publish out --to http://localhost:7878 --store oxigraph
  KGRAPH_STORE_USER=dba KGRAPH_STORE_PASSWORD=... \\
    kgraph publish out --to http://localhost:8890 --store virtuoso
  kgraph publish out --to news.store            a store in a folder, for kgraph query --in

Who we are stands in KGRAPH_STORE_USER and KGRAPH_STORE_PASSWORD, or in KGRAPH_STORE_TOKEN. What
the store has already is not sent again, so a command that was broken off can be repeated.
"""
_VALIDATE_EXAMPLES = """\
examples:
  kgraph validate out/graph.ttl
  kgraph validate theirs.trig

Prints what is wrong, a line each, and exits with 1 if there is anything.
"""


def add_commands(add: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add the commands; ``add`` makes a parser of a name, what it does, and examples."""
    query = add("query", "ask a graph in SPARQL", _QUERY_EXAMPLES)
    query.add_argument("query", metavar="QUERY", nargs="?", help="SPARQL, or a name of --list")
    query.add_argument("--list", action="store_true", help="print the named queries")
    query.add_argument(
        "--in",
        dest="source",
        metavar="PLACE",
        default="out",
        help="graph file, folder of build, store folder or URL (default: out)",
    )
    query.add_argument("--store", choices=_STORES, help="kind of store, for a URL")
    query.add_argument(
        "-p",
        dest="parameters",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="value of a parameter; may be repeated",
    )
    query.add_argument("--format", choices=("table", "csv", "json"), default="table")
    query.set_defaults(command=_query)

    publish = add("publish", "write a graph into a triple store", _PUBLISH_EXAMPLES)
    publish.add_argument("graph", metavar="GRAPH", type=Path, help="graph file or folder of build")
    publish.add_argument("--to", metavar="PLACE", required=True, help="URL, or a folder")
    publish.add_argument("--store", choices=_STORES, help="kind of store, for a URL")
    publish.add_argument("--base", metavar="IRI", help="where IRIs of nouns start")
    publish.add_argument("--texts", action="store_true", help="also the articles' whole texts")
    publish.add_argument(
        "--updates", action="store_true", help="by SPARQL Update, not the Graph Store Protocol"
    )
    publish.set_defaults(command=_publish)

    validate = add("validate", "check an RDF file against the shapes", _VALIDATE_EXAMPLES)
    validate.add_argument("file", metavar="FILE", type=Path, help=".ttl, .trig, .nq, .nt, .jsonld")
    validate.set_defaults(command=_validate)


def _query(args: argparse.Namespace) -> int:
    if args.list:
        _print_queries()
        return 0
    if not args.query:
        raise QueryError("give a query, or --list to see those that have a name")
    parameters = dict(_pair(text) for text in args.parameters)
    answer = _answer(args, parameters)
    if args.format == "table":
        _print_table(answer)
    else:
        sys.stdout.write(answer.to_csv() if args.format == "csv" else f"{answer.to_json()}\n")
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise QueryError(f"a parameter is written NAME=VALUE, not {text!r}")
    return name, value


def _answer(args: argparse.Namespace, parameters: dict[str, str]) -> Answer:
    from kgraph.store import RemoteStore, resolve, sparql  # noqa: PLC0415 - start fast

    if _is_url(args.source):
        with RemoteStore(args.source, store=_kind(args)) as remote:
            return remote.query(resolve(args.query, parameters))
    place = Path(args.source)
    if (place / "CURRENT").exists():  # RocksDB's own mark
        return sparql(_store(place), args.query, **parameters)
    return sparql(_graph(place), args.query, **parameters)


def _is_url(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _kind(args: argparse.Namespace) -> str:
    if args.store is None:
        raise UnknownNameError(f"say what kind of store it is: --store {'|'.join(_STORES)}")
    return str(args.store)


def _store(folder: Path) -> Store:
    from kgraph.store import Store  # noqa: PLC0415 - start fast

    return Store(folder)


def _graph(place: Path) -> KnowledgeGraph:
    from kgraph.export import load  # noqa: PLC0415 - start fast

    return load(place / "graph.json" if place.is_dir() else place)


def _publish(args: argparse.Namespace) -> int:
    from kgraph.rdf import BASE  # noqa: PLC0415 - start fast
    from kgraph.store import RemoteStore, Store, publish  # noqa: PLC0415

    base = args.base or BASE
    if not _is_url(args.to):
        graph = _graph(args.graph)
        store = Store(args.to, base=base)
        store.add(graph, texts=args.texts)
        sys.stdout.write(f"{args.to}: {len(store.articles()):,} articles, {len(store):,} triples\n")
        return 0
    kind, graph = _kind(args), _graph(args.graph)
    target = RemoteStore(args.to, store=kind, base=base, updates=args.updates)
    with target, _progress() as step:
        sent = publish(graph, target, base=base, texts=args.texts, progress=step)
    sys.stdout.write(
        f"{args.to}: {sent.written:,} named graphs written, {sent.unchanged:,} were there already\n"
    )
    return 0


def _validate(args: argparse.Namespace) -> int:
    from kgraph.rdf import SUFFIXES  # noqa: PLC0415 - start fast
    from kgraph.rdf.validation import find_violations  # noqa: PLC0415

    form = SUFFIXES.get(args.file.suffix.lower())
    if form is None:
        raise UnknownNameError(f"{args.file} is no RDF by its name: {', '.join(SUFFIXES)}")
    try:
        found = find_violations(args.file.read_bytes(), form)
    except KgraphError as error:
        raise type(error)(f"{args.file}: {error}") from error
    for violation in found:
        sys.stdout.write(f"{_printable(str(violation))}\n")
    if not found:
        sys.stdout.write(f"{args.file} conforms\n")
        return 0
    sys.stdout.write(f"{args.file}: {len(found):,} violation{'s' * (len(found) > 1)}\n")
    return 1


def _print_queries() -> None:
    from kgraph.store import find_query, query_names  # noqa: PLC0415 - start fast

    for name in query_names():
        query = find_query(name)
        sys.stdout.write(f"{name}: {query.about}\n")
        for parameter, (kind, about) in query.parameters.items():
            sys.stdout.write(f"  -p {parameter}={kind.upper()}  {about}\n")


def _print_table(answer: Answer) -> None:
    from rich.console import Console  # noqa: PLC0415 - start fast
    from rich.table import Table  # noqa: PLC0415

    if answer.boolean is not None:
        sys.stdout.write(f"{str(answer.boolean).lower()}\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in answer.variables:
        table.add_column(name)
    for row in answer.rows:
        table.add_row(*("" if value is None else _printable(str(value)) for value in row))
    width = None if sys.stdout.isatty() else _WIDTH
    Console(width=width, markup=False, highlight=False, emoji=False).print(table)


def _printable(text: str) -> str:
    """Return the text without anything that steers a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Give a function to call after each named graph; draws a bar if somebody sees it."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich import progress  # noqa: PLC0415 - only where it is shown
    from rich.console import Console  # noqa: PLC0415

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as bar:
        task = bar.add_task("publishing")
        yield lambda done, total: bar.update(task, completed=done, total=total)
