"""The explorer in a real browser: Chromium, driven by Playwright, without a network."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from test_view import EMPTY, HOSTILE, quarrel

from kgraph.view.explorer import to_html
from kgraph.view.notebook import explorer_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Edge

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page; at the end nothing was fetched and nothing failed."""
    asked: list[str] = []
    failed: list[str] = []
    contexts: list[BrowserContext] = []

    def opened(html: str, *, link: str = "", size: tuple[int, int] = (1400, 900)) -> Page:
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        width, height = size
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        context.route(re.compile(r"^(https?|wss?):"), lambda route: route.abort())
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: failed.append(message.text))
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(file.as_uri() + link)
        page.wait_for_selector("html[data-ready]", state="attached")
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert failed == []


def settle(page: Page) -> None:
    """Wait until the page has drawn what it was told to draw, and has stopped moving."""
    page.wait_for_timeout(450)


def click_line(page: Page, edge: str) -> None:
    """Click on the picture, on the middle of the line of an edge."""
    x, y = page.evaluate(
        """id => {
          const { network } = kg.picture;
          const { x, y } = network.canvasToDOM(network.body.edges[id].edgeType.getPoint(0.5));
          const box = document.getElementById("picture").getBoundingClientRect();
          return [box.left + x, box.top + y];
        }""",
        edge,
    )
    page.mouse.click(x, y)
    settle(page)


def click_node(page: Page, node: str) -> None:
    """Click on the picture, on a node."""
    x, y = page.evaluate(
        """id => {
          const { network } = kg.picture;
          const { x, y } = network.canvasToDOM(network.getPosition(id));
          const box = document.getElementById("picture").getBoundingClientRect();
          return [box.left + x, box.top + y];
        }""",
        node,
    )
    page.mouse.click(x, y)
    settle(page)


def denial(graph: KnowledgeGraph) -> Edge:
    """Return the edge "Borduria denies that it blew up the dam"."""
    return next(edge for edge in graph.edges() if edge.edge_type == "denies")


def test_click_on_an_edge_shows_its_words(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph))
    edge = denial(tiny_graph)
    click_line(page, edge.id)
    panel = page.locator("#panel")
    heading = " ".join(panel.locator("h2").inner_text().split())
    assert heading == "Borduria denies Borduria blew up the Szohôd dam"
    assert panel.locator("blockquote").count() == len(edge.evidence) == 2
    assert panel.locator("mark.cue").first.inner_text() == "denied"
    assert panel.locator("mark.content").first.inner_text() == "any role in the dam blast"
    assert "Klow Post · 4 May 2023 · dam.txt" in panel.inner_text()
    assert "undated · echo.txt" in panel.inner_text()
    assert edge.id.replace(":", "%3A") in page.url


def test_click_on_a_claim_shows_both_sides(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph))
    click_node(page, "claim:dam")
    text = page.locator("#panel").inner_text()
    for words in ("Disputed claim", "For", "Against", "Weighs", "possible", "Said to have done it"):
        assert words in text
    assert "Reported by Klow Post → a senior Syldavian official" in text
    assert "Answers Anna Kral" in text
    assert "About: the dam blast, Szohôd dam, 3 May 2023" in text


def test_click_on_an_actor_shows_what_it_says_and_what_is_said_of_it(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph))
    click_node(page, "actor:syldavia")
    text = page.locator("#panel").inner_text()
    assert "Says" in text
    assert "Spoken for by" in text
    page.locator("#panel").get_by_role("button", name="Anna Kral").first.click()
    settle(page)
    assert "Speaks for Syldavia" in page.locator("#panel").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_what_is_not_drawn_is_marked_in_the_panel(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph), link="#node=claim%3Acondemned")
    text = page.locator("#panel").inner_text()
    assert "Not drawn: negated or hearsay" in text
    assert "hearsay" in text


def test_dispute_in_the_list_jumps_to_its_claim(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph), link="#view=actors")
    entry = page.locator("#disputes button")
    assert "2 for" in entry.inner_text()
    assert "1 against" in entry.inner_text()
    entry.click()
    settle(page)
    assert page.locator("#panel h2").inner_text() == "Borduria blew up the Szohôd dam"
    assert page.evaluate("kg.picture.nodes.includes('claim:dam')")
    assert page.evaluate("document.activeElement.tagName") == "H2"


def test_deep_links_open_an_edge_a_node_and_a_view(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    html = to_html(tiny_graph)
    edge = denial(tiny_graph)
    page = show(html, link=f"#edge={edge.id}")
    assert page.locator("#panel blockquote").count() == 2
    page = show(html, link="#node=actor%3Aanna-kral")
    assert page.locator("#panel h2").inner_text() == "Anna Kral"
    page = show(html, link="#view=table")
    assert page.locator("#table table").is_visible()
    page = show(html, link="#edge=edge:no-such&node=__proto__&view=nowhere")
    assert page.locator("#panel").is_hidden()


def test_search_finds_actors_claims_and_words(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph))
    page.keyboard.press("/")
    page.keyboard.type("szohod")
    hits = page.locator("#hits button").all_inner_texts()
    assert any(hit.startswith("Borduria blew up the Szohôd dam") for hit in hits)
    page.locator("#search").fill("nothing to do with")
    assert page.locator("#hits button").count() == 1
    page.keyboard.press("Enter")
    settle(page)
    assert "We had nothing to do with it" in page.locator("#panel").inner_text()
    page.locator("#search").fill("zebra")
    assert "Nothing found" in page.locator("#hits").inner_text()


def test_filters_change_the_picture_and_the_counts(show: Callable[..., Page]) -> None:
    page = show(to_html(quarrel()), link="#view=everything")
    before = page.evaluate("kg.picture.edges.length")
    row = page.locator("#types li[data-value=denies]")
    denials = int(row.locator(".count").inner_text())
    assert denials > 0
    row.locator("input").uncheck()
    assert page.evaluate("kg.picture.edges.length") == before - denials
    persons = page.locator("#kinds li[data-value=person]")
    assert int(persons.locator(".count").inner_text()) == 3
    persons.locator("input").uncheck()
    assert page.evaluate("kg.picture.edges.length") == 0
    assert page.locator("#empty").is_visible()
    page.locator("#reset").click()
    assert page.evaluate("kg.picture.edges.length") == before
    page.locator("#disputed-only").check()
    claims = page.evaluate("kg.picture.edges.map(id => kg.data.edges[id].object)")
    assert set(claims) == set(page.evaluate("kg.data.disputes"))


def test_table_sorts_filters_and_opens_evidence(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph), link="#view=table")
    rows = page.locator("#table tbody tr")
    assert rows.count() == len(tiny_graph.edges())
    page.get_by_role("button", name="How").click()
    types = page.locator("#table tbody tr td:nth-child(2)").all_inner_texts()
    assert [t.strip() for t in types] == sorted(t.strip() for t in types)
    assert page.locator("#table th[aria-sort=ascending]").count() == 1
    page.locator("#types li[data-value=accuses] input").uncheck()
    assert "accuses" not in page.locator("#table tbody").inner_text()
    page.get_by_role("button", name="Borduria denies Borduria blew up").press("Enter")
    assert page.locator("#panel blockquote").count() == 2
    page.keyboard.press("Escape")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label.startswith("Borduria denies")


def test_keyboard_walks_through_the_picture(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph))
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#spoken").inner_text().startswith("Borduria blew up the Szohôd dam, claim")
    page.keyboard.press("ArrowRight")
    assert page.locator("#spoken").inner_text().startswith("Borduria, government")
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#panel h2").inner_text() == "Borduria"
    scale = page.evaluate("kg.picture.network.getScale()")
    page.locator("#picture").focus()
    page.keyboard.press("+")
    settle(page)
    assert page.evaluate("kg.picture.network.getScale()") > scale


@pytest.mark.parametrize("view", ["overview", "disputes", "actors", "everything", "table"])
def test_hostile_text_does_not_run(show: Callable[..., Page], view: str) -> None:
    graph = quarrel(spite=HOSTILE)
    page = show(to_html(graph, title=HOSTILE), link=f"#view={view}")
    page.locator("#search").fill("onerror")
    settle(page)
    for edge in [edge.id for edge in graph.edges()][:3]:
        page.evaluate("edge => kg.choose({ edge })", edge)
    for node in [*graph.actors, *graph.claims]:
        page.evaluate("node => kg.choose({ node })", node)
    settle(page)
    assert HOSTILE in page.locator("#panel").inner_text()
    assert page.evaluate("window.hacked === undefined")
    assert page.locator("img").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0


def test_browser_itself_refuses_injected_code_and_outside_requests(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content(to_html(EMPTY))
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate("document.body.innerHTML += '<img src=x onerror=\"window.hacked=1\">'")
    fetched = "fetch('https://example.org').then(() => 'sent', () => 'blocked')"
    assert page.evaluate(fetched) == "blocked"
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked === undefined")
    context.close()


def test_no_names_of_actors_collide(show: Callable[..., Page]) -> None:
    page = show(to_html(quarrel(voices=9, claims=5)))
    assert page.evaluate("kg.picture.nodes.length") == 25
    over = page.evaluate(
        """() => {
          const rooms = kg.picture.words();
          return rooms.filter((a, i) => rooms.slice(0, i).some((b) =>
            a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
        }"""
    )
    assert over == 0
    assert page.evaluate("kg.picture.words().length") > 20


@pytest.mark.parametrize("size", [(390, 800), (360, 640)])
def test_phone_width(show: Callable[..., Page], size: tuple[int, int]) -> None:
    page = show(to_html(quarrel(voices=5)), size=size)
    width = size[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    finder = page.get_by_role("button", name="Find and filter")
    finder.click()
    page.locator("#disputes button").first.click()
    settle(page)
    assert page.locator("#finder").is_hidden()
    box = page.locator("#panel").bounding_box()
    assert box
    assert box["width"] == width
    stage = page.locator("#stage").bounding_box()
    assert stage
    assert stage["height"] > 150
    assert page.locator("#panel blockquote").count() > 0
    inside = page.evaluate("kg.picture.nodes.filter(kg.picture.inSight).length")
    assert inside > 0
    page.get_by_role("button", name="Close").click()
    assert page.locator("#panel").is_hidden()


def test_dark_and_light(browser: Browser, tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(to_html(tiny_graph), encoding="utf-8")
    seen = set()
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        seen.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert len(seen) == 2


def test_empty_graph(show: Callable[..., Page]) -> None:
    page = show(to_html(EMPTY))
    assert "0 of 0 actors" in page.locator("#counts").inner_text()
    assert "No claim has somebody for" in page.locator("#disputes").inner_text()


def test_frame_of_a_notebook_runs_without_an_origin(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    html = "<!doctype html><html data-ready><body>" + explorer_frame(tiny_graph) + "</body></html>"
    page = show(html)
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator("#disputes button").click()
    assert frame.locator("#panel h2").inner_text() == "Borduria blew up the Szohôd dam"
