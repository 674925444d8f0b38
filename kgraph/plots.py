"""A graph as plots: who accuses whom, what was said when, who stands where.

The one module that imports matplotlib. Each function returns a figure, which Jupyter shows and
``savefig`` writes as PNG or SVG. Colours keep apart for every kind of sight and never tell anything
alone: numbers stand beside them.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any

from kgraph.cards import one_line
from kgraph.errors import MissingDependencyError
from kgraph.model import Actor
from kgraph.query import find_disputes, find_edges, find_standing, find_timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Claim
    from kgraph.query import Standing

_SIDES = {
    "for": ("supporters", "#b34700", ""),
    "against": ("opponents", "#00629b", "///"),
    "open": ("undecided", "#a9b0b8", "..."),
}
_LABEL = 40  # characters of a name
_PLAIN: Any = {"parse_math": False}  # "$" in an article is no formula
_HALF = 0.5  # of the darkest cell, from which on numbers are white


def plot_accusations(
    graph: KnowledgeGraph, *, edge_type: str = "accuses", most: int = 12, roll_up: bool = False
) -> Figure:
    """Return a heat map of who accuses whom, in pieces of evidence.

    Args:
        graph: What to show.
        edge_type: Another edge type that ends on actors.
        most: How many speakers and how many targets to show, the most frequent first.
        roll_up: Count those who speak for an actor as that actor.

    Raises:
        MissingDependencyError: If matplotlib is not installed.
        UnknownNameError: If there is no such edge type.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> plot_accusations(KnowledgeGraph.of()).axes[0].get_title()
        'Who accuses whom: nobody'
    """
    counts: Counter[tuple[str, str]] = Counter()
    for edge in find_edges(graph, edge_type=edge_type):
        if isinstance(edge.object, Actor):
            ends = (edge.speaker, edge.object)
            one, other = (_principal(graph, a) if roll_up else a for a in ends)
            counts[one.id, other.id] += len(edge.evidence)
    figure, axes = _figure(counts, f"Who {edge_type} whom")
    if not counts:
        return figure
    rows, columns = (_most(counts, place, most) for place in (0, 1))
    cells = [[counts[row, column] for column in columns] for row in rows]
    figure.set_size_inches(3.5 + 0.6 * len(columns), 2.4 + 0.38 * len(rows))
    axes.imshow(cells, cmap="Blues", aspect="auto", vmin=0)
    axes.set_xticks(range(len(columns)), _names(graph, columns), rotation=40, ha="right", **_PLAIN)
    axes.set_yticks(range(len(rows)), _names(graph, rows), **_PLAIN)
    axes.set_xlabel("target")
    axes.set_ylabel("speaker")
    largest = max(counts.values())
    for y, line in enumerate(cells):
        for x, number in enumerate(line):
            if number:
                dark = number > _HALF * largest
                axes.text(
                    x, y, str(number), ha="center", va="center", color="white" if dark else "black"
                )
    return figure


def plot_timeline(  # noqa: PLR0913 - the filters of one question, all by keyword
    graph: KnowledgeGraph,
    *,
    actor: str | Actor | None = None,
    claim: str | Claim | None = None,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    most: int = 12,
) -> Figure:
    """Return who said how much on which day: a row for each speaker, a dot for each day.

    What has no day is only counted, in the title.

    Args:
        graph: What to show.
        actor: As for ``find_timeline``.
        claim: As for ``find_timeline``.
        since: First day.
        until: Last day.
        most: How many speakers to show, the most frequent first.

    Raises:
        MissingDependencyError: If matplotlib is not installed.
        UnknownNameError: If a name is unknown or fits several.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> plot_timeline(KnowledgeGraph.of()).axes[0].get_title()
        'Who spoke when: nobody'
    """
    moments = find_timeline(graph, actor=actor, claim=claim, since=since, until=until)
    counts = Counter((a.id, m.date) for m in moments if m.date for a in m.speakers)
    undated = sum(moment.date is None for moment in moments)
    more = f" ({undated} more without a day)" if undated else ""
    figure, axes = _figure(counts, "Who spoke when", more)
    if not counts:
        return figure
    rows = _most(counts, 0, most)
    kept = sorted(((who, day), n) for (who, day), n in counts.items() if who in rows)
    figure.set_size_inches(8, 1.8 + 0.38 * len(rows))
    days = [dt.datetime.combine(day, dt.time()) for (_, day), _ in kept]
    heights = [rows.index(who) for (who, _), _ in kept]
    axes.plot(list[Any](days), heights, "o", markersize=15, color="#00629b")
    for day, height, (_, number) in zip(days, heights, kept, strict=True):
        spot: Any = (day, height)
        axes.annotate(str(number), spot, ha="center", va="center", color="white", fontsize=8)
    axes.set_yticks(range(len(rows)), _names(graph, rows), **_PLAIN)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    _mark_days(axes, min(days), max(days))
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    return figure


def plot_stances(
    graph: KnowledgeGraph, claims: Iterable[str | Claim] | None = None, *, most: int = 12
) -> Figure:
    """Return bars of how often each claim is put forward, denied and left open.

    Args:
        graph: What to show.
        claims: Which, as ``find_claim`` takes them; by default the disputed ones.
        most: How many claims to show.

    Raises:
        MissingDependencyError: If matplotlib is not installed.
        UnknownNameError: If a claim is unknown or fits several.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> plot_stances(KnowledgeGraph.of()).axes[0].get_title()
        'Who stands where: nobody'
    """
    if claims is None:
        standings: list[Standing] = [*find_disputes(graph)]
    else:
        standings = [find_standing(graph, claim) for claim in claims]
    shown = standings[:most]
    figure, axes = _figure(shown, "Who stands where")
    if not shown:
        return figure
    figure.set_size_inches(9, 1.6 + 0.6 * len(shown))
    left = [0] * len(shown)
    for side, (field, color, hatch) in _SIDES.items():
        widths = [len(getattr(standing, field)) for standing in shown]
        bars = axes.barh(
            range(len(shown)), widths, left=left, label=side, color=color, hatch=hatch, ec="white"
        )
        named = [str(width) if width else "" for width in widths]
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        axes.bar_label(bars, named, label_type="center", bbox=box, fontsize=9)
        left = [start + width for start, width in zip(left, widths, strict=True)]
    labels = [textwrap.fill(one_line(standing.claim.label), _LABEL) for standing in shown]
    axes.set_yticks(range(len(shown)), labels, **_PLAIN)
    axes.invert_yaxis()
    axes.set_xlabel("pieces of evidence")
    axes.legend(loc="lower right", frameon=False)
    return figure


def _figure(found: object, title: str, more: str = "") -> tuple[Figure, Axes]:
    """Return an empty figure with its title, which says so if nothing was found."""
    figure: Figure = _figure_class()(layout="constrained")
    axes = figure.subplots()
    axes.set_title((title if found else f"{title}: nobody") + more, **_PLAIN)
    if not found:
        axes.set_axis_off()
    return figure, axes


@functools.cache
def _figure_class() -> type[Figure]:
    """Return a figure that Jupyter shows without pyplot, and that is saved with equal bytes."""
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingDependencyError(
            "plots need matplotlib: pip install 'kgraph-attribution[plots]'"
        ) from error

    class Plot(Figure):
        def savefig(self, fname: Any, **options: Any) -> None:  # noqa: ANN401 - as matplotlib has it
            vector = str(options.get("format") or fname).lower().endswith("svg")
            if vector:  # matplotlib would write the time and random ids
                options["metadata"] = {"Date": None} | options.get("metadata", {})
            with rc_context({"svg.hashsalt": "kgraph"}):
                super().savefig(fname, **options)

        def _repr_png_(self) -> bytes:
            written = io.BytesIO()
            self.savefig(written, format="png", dpi=110)
            return written.getvalue()

    return Plot


def _most(counts: Counter[Any], place: int, most: int) -> list[str]:
    """Return the ids that come most often in one place of the keys."""
    totals: Counter[str] = Counter()
    for key, number in counts.items():
        totals[key[place]] += number
    return sorted(totals, key=lambda i: (-totals[i], i))[:most]


def _mark_days(axes: Axes, first: dt.datetime, last: dt.datetime) -> None:
    """Let the axis reach over these days, with a date at some of them."""
    from matplotlib.dates import AutoDateLocator, DateFormatter

    beside: Any = dt.timedelta(days=1)
    axes.set_xlim(first - beside, last + beside)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=8))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
    axes.tick_params(axis="x", rotation=40)


def _names(graph: KnowledgeGraph, ids: Sequence[str]) -> list[str]:
    return [textwrap.shorten(one_line(graph.actors[i].name), _LABEL, placeholder=" …") for i in ids]


def _principal(graph: KnowledgeGraph, actor: Actor) -> Actor:
    """Return the actor for whom an actor speaks in the end."""
    seen = {actor.id}
    while actor.affiliation and actor.affiliation in graph.actors.keys() - seen:
        actor = graph.actors[actor.affiliation]
        seen.add(actor.id)
    return actor
