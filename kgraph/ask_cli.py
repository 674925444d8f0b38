"""``kgraph ask``: the questions of ``query`` on the command line, as table, CSV or JSON.

``cli`` adds the command to its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kgraph.cards import one_line
from kgraph.errors import KgraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kgraph.graph import KnowledgeGraph
    from kgraph.tables.rows import Per

_NOTHING = "nothing found\n"
_WIDTH = 120  # columns where there is no terminal
_CELL = 70  # characters of a cell
_SHOWN = ("words", "article", "start")  # of the evidence, in a table for people
_HIDDEN = {"speaker_kind", "object_kind", "edge", "id"} | {
    f"{noun}_id" for noun in ("speaker", "object", "actor", "claim", "who", "origin")
}
_EXAMPLES = """\
examples:
  kgraph ask edges --edge-type accuses --target US
  kgraph ask disputes --format csv
  kgraph ask origins "attempt to kill"
  kgraph ask voices --by outlet --format json
  kgraph ask ways Peskov Podolyak
  kgraph ask edges --help                 what a question takes

Names are taken as people type them; an unknown one is answered with the nearest. Every question
takes --in PLACE (graph file or folder of build; default: out) and --format table, csv or json.
CSV and JSON have all columns: the words, their place in the article, and every id.
"""


class _Question(NamedTuple):
    """A question: what it asks, its arguments, an example, how it is answered.

    ``short`` says that people are shown a line for each thing found, not its evidence.
    """

    about: str
    arguments: Sequence[tuple[str, dict[str, Any]]]
    example: str
    answer: Callable[[KnowledgeGraph, argparse.Namespace], Any]
    short: bool = False


def _argument(name: str, about: str, **rest: Any) -> tuple[str, dict[str, Any]]:  # noqa: ANN401
    return name, {"help": about, **rest}


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day is written YYYY-MM-DD, not {text!r}") from None


_ACTOR = _argument("actor", "a name", metavar="ACTOR")
_CLAIM = _argument("claim", "words of a claim, or its id", metavar="CLAIM")
_ROLL_UP = _argument(
    "--roll-up", "count those who speak for an actor as that actor", action="store_true"
)
_DAYS = (
    _argument("--since", "first day, YYYY-MM-DD", type=_day, metavar="DAY"),
    _argument("--until", "last day, YYYY-MM-DD", type=_day, metavar="DAY"),
)
_OF_CLAIM = _argument("--claim", "about this claim")
_OF_EVENT = _argument("--event", "about claims on this event")
_OF_ACTOR = _argument("--actor", "of this actor")
_FILTERS = (
    _argument("--speaker", "who speaks"),
    _argument("--edge-type", "accuses, denies, ..."),
    _argument("--target", "at whom it is aimed"),
    _OF_CLAIM,
    _OF_EVENT,
    _argument("--article", "in this article: its id, or how it begins"),
    _argument("--outlet", "in articles of this medium"),
    *_DAYS,
    _argument("--certainty", "how sure the words are: possible, probable, certain, none, ..."),
    _argument(
        "--nested", "only what stands within another attribution", action="store_true", default=None
    ),
    _ROLL_UP,
)


def _given(args: argparse.Namespace, *names: str) -> dict[str, Any]:
    return {name: getattr(args, name) for name in names}


def _edges(graph: KnowledgeGraph, args: argparse.Namespace) -> Any:  # noqa: ANN401
    from kgraph.query import find_edges  # noqa: PLC0415 - start fast

    names = [name.removeprefix("--").replace("-", "_") for name, _ in _FILTERS]
    return find_edges(graph, **_given(args, *names), plain=not args.all)


def _asks(name: str, *positional: str, options: Sequence[str] = ()) -> Callable[..., Any]:
    """Return the answer of a function of ``query``."""

    def answer(graph: KnowledgeGraph, args: argparse.Namespace) -> Any:  # noqa: ANN401
        from kgraph import query  # noqa: PLC0415 - start fast

        given = [getattr(args, name) for name in positional]
        return getattr(query, name)(graph, *given, **_given(args, *options))

    return answer


def _compare(graph: KnowledgeGraph, args: argparse.Namespace) -> Any:  # noqa: ANN401
    from kgraph.query import compare  # noqa: PLC0415 - start fast

    return compare(_graph(args.before), graph)


_QUESTIONS = {
    "edges": _Question(
        "who says what to whom, by filters",
        (
            *_FILTERS,
            _argument("--all", "negated speech acts and hearsay too", action="store_true"),
            _argument("--per", "a row for each", choices=("edge", "evidence"), default="edge"),
        ),
        "--speaker Podolyak --edge-type denies",
        _edges,
    ),
    "disputes": _Question(
        "claims with somebody for and somebody against",
        (),
        "--format csv",
        _asks("find_disputes"),
        short=True,
    ),
    "standing": _Question(
        "who stands where on a claim",
        (_CLAIM,),
        '"attempt to kill"',
        _asks("find_standing", "claim"),
    ),
    "origins": _Question(
        "the independent sources of a claim",
        (_CLAIM,),
        '"attempt to kill"',
        _asks("find_origins", "claim"),
        short=True,
    ),
    "positions": _Question(
        "where an actor stood on a claim, by day",
        (_ACTOR, _CLAIM, _ROLL_UP),
        'Russia "attempt to kill" --roll-up',
        _asks("find_positions", "actor", "claim", options=("roll_up",)),
    ),
    "changes": _Question("who changed sides", (), "--format json", _asks("find_changes")),
    "silences": _Question(
        "who would not say, or did not condemn",
        (_OF_ACTOR, _OF_CLAIM),
        "--actor Ukraine",
        _asks("find_silences", options=("actor", "claim")),
    ),
    "voices": _Question(
        "who says what of which claim; which medium omits the denial",
        (
            _argument("--by", "whose voice it is", choices=("actor", "outlet"), default="actor"),
            _argument(
                "--claim",
                "about this claim; may be repeated",
                action="append",
                dest="claims",
                metavar="CLAIM",
            ),
        ),
        '--by outlet --claim "attempt to kill"',
        _asks("who_says_what", options=("by", "claims")),
        short=True,
    ),
    "timeline": _Question(
        "what was said when",
        (_OF_ACTOR, _OF_CLAIM, _OF_EVENT, *_DAYS, _ROLL_UP),
        "--actor Kirby --since 2023-05-04",
        _asks("find_timeline", options=("actor", "claim", "event", "since", "until", "roll_up")),
    ),
    "around": _Question(
        "edges within some steps of an actor or claim",
        (
            _argument("name", "an actor or claim", metavar="NAME"),
            _argument("--steps", "how far (default: 1)", type=int, default=1),
            _argument("--per", "a row for each", choices=("edge", "evidence"), default="edge"),
        ),
        "Podolyak --steps 2",
        _asks("find_neighbourhood", "name", options=("steps",)),
    ),
    "ways": _Question(
        "the shortest ways between two actors or claims",
        (
            _argument("start", "an actor or claim", metavar="FROM"),
            _argument("end", "another", metavar="TO"),
        ),
        "Peskov Podolyak",
        _asks("find_ways", "start", "end"),
        short=True,
    ),
    "actor": _Question(
        "the actor that a name means", (_ACTOR,), "zelensky", _asks("find_actor", "actor")
    ),
    "mentions": _Question(
        "which words mean an actor, and why", (_ACTOR,), "Podolyak", _asks("why", "actor")
    ),
    "news": _Question(
        "what is new since another graph",
        (_argument("before", "the earlier graph", metavar="BEFORE", type=Path),),
        "yesterday/graph.json",
        _compare,
    ),
}


def add_commands(add: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add the command; ``add`` makes a parser of a name, what it does, and examples."""
    ask = add("ask", "answer a question about a graph", _EXAMPLES)
    questions = ask.add_subparsers(title="questions", metavar="QUESTION", required=True)
    for name, question in _QUESTIONS.items():
        parser = questions.add_parser(
            name,
            help=question.about,
            description=f"{question.about[0].upper()}{question.about[1:]}.",
            epilog=f"example:\n  kgraph ask {name} {question.example}".rstrip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        for argument, options in question.arguments:
            parser.add_argument(argument, **options)
        parser.add_argument(
            "--in",
            dest="source",
            metavar="PLACE",
            type=Path,
            default=Path("out"),
            help="graph file or folder of build (default: out)",
        )
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
        parser.set_defaults(command=_ask, question=question)


def _ask(args: argparse.Namespace) -> int:
    graph = _graph(args.source)
    answer = args.question.answer(graph, args)
    per: Per = getattr(args, "per", "evidence")

    from kgraph.tables import to_csv, to_rows  # noqa: PLC0415 - start fast

    if args.format == "csv":
        sys.stdout.write(to_csv(answer, graph, per=per))
        return 0
    if args.question.short and args.format == "table":
        sys.stdout.write("".join(f"{one_line(str(found))}\n" for found in answer) or _NOTHING)
        return 0
    rows = to_rows(answer, graph, per=per)
    if args.format == "json":
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        _print_rows(rows)
    return 0


def _graph(place: Path) -> KnowledgeGraph:
    from kgraph.export import load  # noqa: PLC0415 - start fast

    if not place.exists():
        raise KgraphError(f"{place}: no graph there; make one: kgraph build INPUT -o {place}")
    return load(place / "graph.json" if place.is_dir() else place)


def _print_rows(rows: Sequence[dict[str, Any]]) -> None:
    """Print what people want to see of the rows; columns in which nothing stands are left out."""
    from rich.console import Console  # noqa: PLC0415 - start fast
    from rich.table import Table  # noqa: PLC0415

    if not rows:
        sys.stdout.write(_NOTHING)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    columns = list(_columns(rows))
    for name in columns:
        table.add_column(name.replace("_", " "))
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in columns))
    width = None if sys.stdout.isatty() else _WIDTH
    Console(width=width, markup=False, highlight=False, emoji=False).print(table)


def _columns(rows: Sequence[dict[str, Any]]) -> Iterable[str]:
    names = list(rows[0])
    end = names.index("article") if "attribution" in names else len(names)
    for name in (*names[:end], *(n for n in _SHOWN if n in names[end:])):
        if name not in _HIDDEN and any(row[name] not in (None, "") for row in rows):
            yield name


def _cell(value: object) -> str:
    return textwrap.shorten("" if value is None else one_line(str(value)), _CELL, placeholder=" …")
