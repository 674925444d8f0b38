"""A notebook in JupyterLab, in a real browser: the explorer, an annotated article, a card."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import nbformat
import pytest
from servers import jupyterlab
from test_explorer_browser import CHROMIUM, browser
from test_view import HOSTILE

import kgraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from kgraph.graph import KnowledgeGraph

__all__ = ["browser"]  # the fixture
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(
        importlib.util.find_spec("jupyterlab") is None, reason="jupyterlab is not installed"
    ),
]
ROOT = Path(__file__).resolve().parent.parent
MOST = 120_000  # milliseconds until a kernel must have answered
CELLS = (
    "import kgraph\ngraph = kgraph.load('graph.json')\ngraph",
    "kgraph.show(graph, height=560)",
    "kgraph.show(graph, article='dam')",
    "graph.actors['actor:anna-kral']",
)


@pytest.fixture
def notebook(
    browser: Browser,
    tiny_graph: KnowledgeGraph,
    tmp_path: Path,
) -> Iterator[Page]:
    """Return JupyterLab with the cells run, on a graph whose article and speaker are hostile."""
    dam = tiny_graph.articles["dam.txt"]
    kral = tiny_graph.actors["actor:anna-kral"]
    dam = dataclasses.replace(dam, text=f"{dam.text} {HOSTILE}", title=HOSTILE)
    kral = dataclasses.replace(kral, name=f"Anna Kral {HOSTILE}")
    graph = dataclasses.replace(
        tiny_graph,
        articles={**tiny_graph.articles, dam.id: dam},
        actors={**tiny_graph.actors, kral.id: kral},
    )
    kgraph.save(graph, tmp_path / "graph.json")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    made = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(made, tmp_path / "tour.ipynb")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    context = browser.new_context(viewport={"width": 1400, "height": 2400})
    context.route(
        lambda url: urlsplit(url).hostname not in {"127.0.0.1", None}, lambda route: route.abort()
    )
    try:
        with jupyterlab(tmp_path, environment) as url:
            page = context.new_page()
            page.goto(url.format("tour.ipynb"))
            run_all(page)
            yield page
    finally:
        context.close()


def run_all(page: Page) -> None:
    """Run all cells from the menu, as a reader does, and wait for the last output."""
    page.locator(".jp-Notebook .jp-CodeCell").last.wait_for(timeout=MOST)
    page.locator(".jp-NotebookPanel-toolbar", has_text="Python 3").wait_for(timeout=MOST)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    output(page, len(CELLS) - 1).wait_for(timeout=MOST)


def output(page: Page, cell: int) -> Locator:
    return page.locator(".jp-Notebook .jp-CodeCell").nth(cell).locator(".jp-RenderedHTMLCommon")


def test_a_notebook_shows_graph_article_and_card(notebook: Page) -> None:
    assert "2 articles" in output(notebook, 0).inner_text()

    frame = output(notebook, 1).frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    owner = notebook.locator("iframe[title='kgraph explorer']").element_handle()
    inside = owner.content_frame()
    assert inside
    assert set(inside.evaluate("kg.picture.nodes")) >= {"actor:borduria", "claim:dam"}
    frame.locator("#disputes button").click()
    assert frame.locator("#panel h2").inner_text() == "Borduria blew up the Szohôd dam"

    article = output(notebook, 2).locator(".kg-article")
    lit = """marks => marks.filter((mark) => getComputedStyle(mark).boxShadow.includes("2px"))
        .map((mark) => mark.innerText)"""
    marks = article.locator(".text mark")
    assert marks.evaluate_all(lit) == []
    marks.get_by_text("denied", exact=True).hover()
    assert marks.evaluate_all(lit) == ["Borduria", "denied", "any role in the dam blast"]
    article.locator(".note", has_text="assesses").click()
    assert "told" in marks.evaluate_all(lit)

    card = output(notebook, 3).inner_text()
    assert "Syldavian foreign minister" in card
    assert HOSTILE in card
    assert HOSTILE in article.inner_text()
    for page in (notebook.main_frame, inside):
        assert page.evaluate("window.hacked === undefined")
