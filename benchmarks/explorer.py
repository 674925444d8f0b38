"""The explorer beside stock pyvis on the same graphs: ``python -m benchmarks.explorer``.

For made-up graphs of several sizes: how long Python writes the page, how big it is, how long
Chromium takes until the picture stands, and how many frames a second it draws while the picture
is dragged. ``--attributions N`` measures one graph of N attributions, without stock pyvis.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.edge_types import load_edge_types
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Reading
from kgraph.view.explorer import to_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from kgraph.model import Stance

SIZES = (100, 1000, 5000, 20000)
PER_ARTICLE = 25
PER_NODE = 1.6
START = dt.date(2023, 1, 1)
DAYS = 500
STEPS = 60
POLL = 0.05
KINDS = ("person", "government", "organisation", "outlet", "group", "anonymous")
WORDS = "the attack on the bridge was planned by officials who denied any role in it".split()
FPS = """() => new Promise((done) => {
  window.frames_ = 0;
  const count = () => { window.frames_ += 1; window.raf_ = requestAnimationFrame(count); };
  count();
  done();
})"""


def main() -> None:
    """Measure and print one line for each graph and page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="numbers of nodes")
    parser.add_argument("--attributions", type=int, help="one graph of so many attributions")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds to wait for a page")
    parser.add_argument("--no-stock", action="store_true", help="leave out stock pyvis")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print(
            f"{'nodes':>6} {'edges':>6} {'page':<22}"
            f"{'written':>9}{'size':>9}{'shown':>9}{'drag':>9}"
        )
        numbers = [args.attributions] if args.attributions else args.sizes
        for number in numbers:
            attributions = number if args.attributions else int(number * PER_NODE)
            measure(browser, Path(folder), attributions, args)
        browser.close()


def measure(browser: Browser, folder: Path, attributions: int, args: argparse.Namespace) -> None:
    """Print a line for the page as it opens, one for all of it, one for stock pyvis."""
    graph = made(attributions)
    start = time.perf_counter()
    page = to_html(graph)
    written = time.perf_counter() - start
    file = folder / "explorer.html"
    file.write_text(page, encoding="utf-8")
    views = {"explorer, as it opens": ""}
    if '"name":"everything"' in page:
        views["explorer, everything"] = "#view=everything"
    for name, link in views.items():
        ready = "document.documentElement?.dataset.ready !== undefined"
        report(
            graph, name, written, file, *opened(browser, file.as_uri() + link, ready, args.limit)
        )
    if args.attributions is None and not args.no_stock:
        start = time.perf_counter()
        file.write_text(stock(graph), encoding="utf-8")
        written = time.perf_counter() - start
        ready = "document.getElementById('loadingBar')?.style.display === 'none'"
        report(
            graph, "stock pyvis", written, file, *opened(browser, file.as_uri(), ready, args.limit)
        )


def report(  # noqa: PLR0913, PLR0917 - the columns of one line
    graph: KnowledgeGraph, name: str, written: float, file: Path, shown: float, fps: float
) -> None:
    """Print one line; a page that did not come in time has no figures."""
    nodes = len(graph.actors) + len(graph.claims)
    size = file.stat().st_size / 1e6
    times = f"{shown:7.1f} s{fps:5.0f} fps" if shown else f"{'-':>9}{'-':>9}"
    print(f"{nodes:6} {len(graph.edges()):6} {name:<22}{written:7.1f} s{size:6.1f} MB{times}")


def opened(browser: Browser, url: str, ready: str, limit: float) -> tuple[float, float]:
    """Return the seconds until a page is drawn and the frames a second of a drag; 0 if too late."""
    from playwright.sync_api import Error

    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.route(re.compile(r"^https?:"), lambda route: route.abort())
    page = context.new_page()
    try:
        start = time.perf_counter()
        page.goto(url, wait_until="commit", timeout=1000 * limit)
        while not page.evaluate(
            ready
        ):  # wait_for_function evaluates in the page: its policy forbids
            if time.perf_counter() - start > limit:
                return 0.0, 0.0
            time.sleep(POLL)
        page.evaluate("new Promise(requestAnimationFrame)")
        return time.perf_counter() - start, dragged(page)
    except Error:
        return 0.0, 0.0
    finally:
        context.close()


def dragged(page: Page) -> float:
    """Return the frames a second while the picture is dragged about."""
    page.evaluate(FPS)
    page.mouse.move(700, 780)
    page.mouse.down()
    start = time.perf_counter()
    for step in range(STEPS):
        page.mouse.move(700 + 3 * step, 780 - 2 * step)
    page.mouse.up()
    return float(page.evaluate("window.frames_")) / (time.perf_counter() - start)


def stock(graph: KnowledgeGraph) -> str:
    """Return the page that pyvis itself makes of the graph."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    nodes = [(a.id, a.name) for a in graph.actors.values()]
    nodes += [(c.id, c.label) for c in graph.claims.values()]
    network.nodes = [{"id": i, "label": label, "shape": "dot"} for i, label in nodes]
    network.edges = [
        {"from": e.speaker.id, "to": e.object.id, "label": e.edge_type, "arrows": "to"}
        for e in graph.edges()
    ]
    return str(network.generate_html())


def made(attributions: int) -> KnowledgeGraph:
    """Return a graph of so many attributions: few actors say much, some claims are disputed."""
    chance = random.Random(7)
    types = [row for row in load_edge_types().values() if "claim" in row.ends_on]
    count = max(8, int(1.2 * attributions**0.75))
    actors = [
        Actor(
            id=f"actor:{i}",
            name=f"{'The Office' if i % 6 else 'Land'} No. {i}",
            kind=KINDS[i % len(KINDS)],  # type: ignore[arg-type]
            affiliation=f"actor:{chance.randrange(i) // 6 * 6 + 1}" if i % 6 == 0 and i else None,
        )
        for i in range(count)
    ]
    labels = [" ".join(chance.choices(WORDS, k=9)) for _ in range(max(4, int(0.45 * attributions)))]
    claims = [Claim(id=f"claim:{i}", label=f"{label} {i}") for i, label in enumerate(labels)]
    articles: list[Article] = []
    readings: list[Reading] = []
    for first in range(0, attributions, PER_ARTICLE):
        said = [chance.choices(WORDS, k=22) for _ in range(min(PER_ARTICLE, attributions - first))]
        lines = [f"Spokesman said that {' '.join(words)}." for words in said]
        article = Article(
            id=f"{first:06d}.txt",
            text="\n".join(lines),
            outlet=f"Paper {chance.randrange(40)}",
            published=START + dt.timedelta(days=chance.randrange(DAYS)),
        )
        articles.append(article)
        at = 0
        for line in lines:
            spans = [(at, at + 9), (at + 10, at + 14), (at + 20, at + len(line) - 1)]
            source, cue, content = ((article.span(low, high),) for low, high in spans)
            row = chance.choice(types)
            claim = claims[int(len(claims) * chance.random() ** 2.5)]
            stance: Stance = row.stance
            readings.append(
                Reading(
                    attribution=Attribution(
                        id=Attribution.id_of(article.id, source, cue, content),
                        article=article.id,
                        source=source,
                        cue=cue,
                        content=content,
                        edge_type=row.name,
                    ),
                    speakers=(actors[int(count * chance.random() ** 2.5)].id,),
                    targets=(actors[int(count * chance.random() ** 2.5)].id,),
                    claims=((claim.id, stance),),
                )
            )
            at += len(line) + 1
    return KnowledgeGraph.of(articles=articles, actors=actors, claims=claims, readings=readings)


if __name__ == "__main__":
    main()
