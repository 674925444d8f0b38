"""The explorer in a real browser: Chromium, driven by Playwright, without a network."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from test_view import EMPTY, HOSTILE, quarrel

import kgraph
from kgraph.graph import KnowledgeGraph
from kgraph.view import scenes
from kgraph.view.explorer import to_html
from kgraph.view.notebook import explorer_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from kgraph.model import Edge

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
AXE = "axe-core@4.14.1"  # MPL-2.0: a tool of the tests, no part of the package


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
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
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
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert failed == []


def settle(page: Page) -> None:
    """Wait until the page has drawn what it was told to draw; nothing moves, as it was told."""
    page.wait_for_timeout(120)


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
    assert "Not drawn: negated, hearsay or of no edge type" in text
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
    assert int(persons.locator(".count").inner_text()) == 6  # passages, of the accusers alone
    persons.locator("input").uncheck()
    assert page.evaluate("kg.picture.edges.length") == 0
    assert page.locator("#empty").is_visible()
    page.locator("#reset").click()
    assert page.evaluate("kg.picture.edges.length") == before
    page.locator("#disputed").check()
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


@pytest.mark.parametrize("view", ["overview", "disputes", "sides", "everything", "table"])
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


# --- filters, time, links ----------------------------------------------------------------------


def passages(page: Page) -> int:
    """Return how many passages the page says are shown."""
    found = re.search(r"([\d,]+) of [\d,]+ passages?$", page.locator("#counts").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def test_every_filter_is_in_the_link_and_comes_back(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    html = to_html(tiny_graph)
    page = show(html, link="#view=table")
    assert passages(page) == 5
    page.evaluate("document.querySelectorAll('#finder details').forEach(d => { d.open = true; })")
    page.locator("#outlets li[data-value='Klow Post'] input").uncheck()
    assert passages(page) == 2  # the undated article of no known outlet
    page.locator("#certainty li[data-value=possible] input").uncheck()
    page.locator("#actors li[data-value='actor:borduria'] input").check()
    assert page.locator("#table tbody tr").count() == 2  # what it denies, and who accuses it
    page.locator("#types li[data-value=accuses] input").uncheck()
    assert passages(page) == 1
    page.locator("#fold").check()
    page.locator("#search").fill("dam")
    link = page.evaluate("location.hash")
    again = show(html, link=link)
    assert again.evaluate("location.hash") == link
    assert again.locator("#table tbody tr").count() == 1
    assert not again.locator("#types li[data-value=accuses] input").is_checked()
    assert again.locator("#fold").is_checked()
    assert again.locator("#search").input_value() == "dam"
    again.locator("#reset").click()
    assert passages(again) == 5


def test_counts_tell_what_each_value_would_leave(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph))
    counts = {
        row.get_attribute("data-value"): int(row.locator(".count").inner_text())
        for row in page.locator("#types li").all()
    }
    assert counts == {"accuses": 2, "denies": 2, "assesses": 1}
    page.locator("#anonymous").check()
    assert page.locator("#types li[data-value=denies] .count").inner_text() == "0"
    assert page.locator("#types li[data-value=assesses] .count").inner_text() == "1"
    assert passages(page) == 1
    page.locator("#anonymous").uncheck()
    page.locator("#types li[data-value=denies] .alone").focus()
    page.keyboard.press("Enter")
    assert passages(page) == 2
    assert page.locator("#types li[data-value=accuses] .count").inner_text() == "2"


def test_timeline_chooses_days_by_keyboard_and_keeps_the_undated_apart(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph))
    assert "3 May 2023 – 4 May 2023 · 3 passages" in page.locator("#timeline").inner_text()
    page.get_by_role("slider", name="First day").focus()
    page.keyboard.press("ArrowRight")
    assert "from=2023-05-04" in page.url
    assert passages(page) == 4  # one was said on the day before; two are undated
    assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')") == "4 May 2023"
    page.locator("#undated").uncheck()
    assert passages(page) == 2
    assert "undated=no" in page.url


# --- parts of the graph ------------------------------------------------------------------------


def test_around_an_actor_and_back(show: Callable[..., Page]) -> None:
    page = show(to_html(quarrel(voices=2, claims=2)), link="#view=actors&node=actor:Borduria")
    page.get_by_role("button", name="What is around it").click()
    settle(page)
    near = set(page.evaluate("kg.picture.nodes"))
    assert near == {"actor:Borduria", *(f"actor:{n}-of-actor:Borduria" for n in range(2))} | {
        f"actor:{n}-of-actor:Syldavia" for n in range(2)
    }
    page.get_by_role("button", name="2 steps").click()
    assert "claim:0" in page.evaluate("kg.picture.nodes")
    assert "around=actor%3ABorduria&steps=2" in page.url
    page.get_by_role("button", name="Back to all").click()
    assert "around=" not in page.url


def test_way_between_two_nodes(show: Callable[..., Page]) -> None:
    page = show(to_html(quarrel()), link="#node=actor:0-of-actor:Syldavia")
    page.get_by_role("button", name="Way to …").click()
    page.locator("#search").fill("Spokesman 0 of Borduria")
    page.keyboard.press("Enter")
    settle(page)
    assert "From Spokesman 0 of Syldavia to Spokesman 0 of Borduria: 2 steps" in (
        page.locator("#hint").inner_text()
    )
    assert set(page.evaluate("kg.picture.nodes")) == {
        "actor:0-of-actor:Syldavia",
        "actor:Borduria",
        "actor:0-of-actor:Borduria",
        "claim:0",
        "claim:1",
    }
    assert page.url.count("way=") == 2


def test_voices_fold_into_their_government(show: Callable[..., Page]) -> None:
    page = show(to_html(quarrel(voices=3, claims=1)))
    page.locator("#fold").check()
    settle(page)
    assert set(page.evaluate("kg.picture.nodes")) == {
        "actor:Borduria",
        "actor:Syldavia",
        "claim:0",
    }
    edge = page.evaluate("kg.picture.edges.find(id => kg.data.edges[id].type === 'denies')")
    click_line(page, edge)
    panel = page.locator("#panel")
    assert "Borduria and its voices denies" in " ".join(panel.locator("h2").inner_text().split())
    assert "3 edges, folded" in panel.inner_text()
    assert "3 passages" in panel.inner_text()
    page.locator("#fold").uncheck()
    assert len(page.evaluate("kg.picture.nodes")) == 9


def test_what_no_scene_draws_is_drawn_on_request(
    show: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenes, "MOST_DRAWN", 0)
    monkeypatch.setattr(scenes, "MOST_CLAIMS", 1)
    monkeypatch.setattr(scenes, "MOST_DISPUTES", 1)
    page = show(to_html(quarrel(voices=2, claims=3)), link="#node=claim:2")
    assert page.locator("#views button", has_text="Everything").count() == 0
    assert set(page.evaluate("kg.picture.nodes")) >= {"claim:2", "actor:1-of-actor:Borduria"}
    assert page.evaluate("kg.picture.inSight('claim:2')")


# --- evidence ----------------------------------------------------------------------------------


def test_disputes_have_a_column_for_each_side(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    answer = next(r for r in tiny_graph.readings.values() if r.edge_type == "assesses")
    silent = dataclasses.replace(
        answer, attribution=dataclasses.replace(answer.attribution, edge_type="withholds")
    )
    others = [r for r in tiny_graph.readings.values() if r.id != answer.id]
    graph = KnowledgeGraph.of(
        articles=tiny_graph.articles.values(),
        actors=tiny_graph.actors.values(),
        claims=tiny_graph.claims.values(),
        readings=[*others, silent],
    )
    page = show(to_html(graph), link="#view=disputes")
    sides = {
        side: page.locator(f"#board .side.{side}").inner_text()
        for side in ("for", "against", "open", "silent")
    }
    assert "Anna Kral accuses" in sides["for"]
    assert "Borduria denies \N{MULTIPLICATION SIGN}2" in sides["against"]
    assert "nobody" in sides["open"]
    assert "a senior Syldavian official withholds" in sides["silent"]
    page.locator("#board .against button").click()
    settle(page)
    assert page.locator("#panel blockquote").count() == 2
    page.locator("#types li[data-value=denies] input").uncheck()
    assert "nobody" in page.locator("#board .side.against").inner_text()


def test_near_identical_passages_are_folded(show: Callable[..., Page]) -> None:
    graph = quarrel(voices=1, claims=1)
    first = next(r for r in graph.readings.values() if r.edge_type == "denies")
    text = graph.articles[first.attribution.article]
    copies = [dataclasses.replace(text, id=f"copy{n}.txt") for n in range(3)]
    readings = list(graph.readings.values())
    for copy in copies:
        moved: dict[str, Any] = {
            role: tuple(
                dataclasses.replace(s, article=copy.id) for s in getattr(first.attribution, role)
            )
            for role in ("source", "cue", "content")
        }
        said = dataclasses.replace(
            first.attribution, id=f"attribution:{copy.id}", article=copy.id, **moved
        )
        readings.append(dataclasses.replace(first, attribution=said))
    more = KnowledgeGraph.of(
        articles=[*graph.articles.values(), *copies],
        actors=graph.actors.values(),
        claims=graph.claims.values(),
        readings=readings,
    )
    edge = next(e for e in more.edges() if e.edge_type == "denies")
    page = show(to_html(more), link=f"#edge={edge.id}")
    assert page.locator("#panel .proofs > .proof").count() == 1
    folded = page.locator("#panel details.alike")
    assert "3 more passages in nearly the same words" in folded.inner_text()
    folded.locator("summary").click()
    assert "copy2.txt" in folded.inner_text()


def test_article_opens_at_the_passage_and_lights_up_one_attribution(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    edge = denial(tiny_graph)
    html = to_html(tiny_graph)
    page = show(html, link=f"#edge={edge.id}")
    page.locator("#panel").get_by_role("button", name="Read in article").first.click()
    settle(page)
    article = page.locator("#article")
    assert article.is_visible()
    assert "article=dam.txt&at=attribution" in page.url
    assert article.locator("mark.cue.picked").all_inner_texts() == ["denied"]
    article.locator("mark.cue", has_text="told").hover()
    assert article.locator("mark.cue.lit").all_inner_texts() == ["told"]
    article.locator("mark.cue", has_text="told").click()
    settle(page)
    assert "a senior Syldavian official" in page.locator("#panel h2").inner_text()
    again = show(html, link=page.evaluate("location.hash"))
    assert again.locator("#article mark.cue.picked").all_inner_texts() == ["told"]
    again.get_by_role("button", name="Back").click()
    assert again.locator("#picture").is_visible()


def test_article_by_itself_lights_up_without_a_script(
    browser: Browser, tiny_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    file = tmp_path / "article.html"
    file.write_text(to_html(tiny_graph, article="dam.txt"), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    shade = "getComputedStyle(document.querySelector('.text mark.cue')).boxShadow"
    page.locator(".note").nth(1).hover()
    context.close()
    context = browser.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    before = page.evaluate(shade)
    page.locator(".note").first.focus()
    assert page.evaluate(shade) != before
    context.close()


def test_the_pages_of_graph_and_articles_lead_to_one_another(
    browser: Browser, tiny_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    kgraph.save_pages(tiny_graph, tmp_path / "out")
    page = browser.new_page()
    failed: list[str] = []
    page.on("console", lambda message: failed.append(message.text))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto((tmp_path / "out" / "articles" / "dam.txt.html").as_uri())
    page.locator(".note", has_text="Borduria denies").locator("a.type").click()
    page.wait_for_selector("html[data-ready]", state="attached")
    settle(page)
    assert "out/graph.html#" in page.url
    heading = " ".join(page.locator("#panel h2").inner_text().split())
    assert heading == "Borduria denies Borduria blew up the Szohôd dam"
    proof = page.locator("#panel .proof.picked")
    assert proof.locator("mark.cue").all_inner_texts() == ["denied"]
    again = page.evaluate("location.hash")
    proof.get_by_role("link", name="Article's page").click()
    page.wait_for_selector(".kg-article .line")
    settle(page)
    assert "articles/dam.txt.html#attribution" in page.url
    said = denial(tiny_graph).evidence[0]
    assert page.evaluate("document.querySelector(':target').id") == said.id
    lit = """() => [...document.querySelectorAll(".text mark")].filter(
        (mark) => getComputedStyle(mark).boxShadow.includes("2px")).map((mark) => mark.innerText)"""
    assert page.evaluate(lit) == ["Borduria", "denied", "any role in the dam blast"]
    page.locator(".note", has_text="Borduria denies").get_by_role(
        "link", name="Borduria blew up"
    ).click()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("location.hash") == again
    assert failed == []
    page.close()


def test_a_long_article_opens_at_the_very_sentence(browser: Browser, tmp_path: Path) -> None:
    """The sentence stands far down in one long line, whose notes stand at its top."""
    graph = quarrel(voices=4, claims=1)
    reading = next(r for r in graph.in_text_order() if r.plain)
    said = reading.attribution
    article = graph.articles[said.article]
    filler = "Nothing else was said. " * 300
    shift = len(filler)
    moved: dict[str, Any] = {
        role: tuple(
            dataclasses.replace(s, start=s.start + shift, end=s.end + shift)
            for s in getattr(said, role)
        )
        for role in ("source", "cue", "content", "target")
    }
    graph = dataclasses.replace(
        graph,
        articles={
            **graph.articles,
            article.id: dataclasses.replace(article, text=filler + article.text),
        },
        readings={
            reading.id: dataclasses.replace(
                reading, attribution=dataclasses.replace(said, reported_via=(), **moved)
            )
        },
    )
    kgraph.save_pages(graph, tmp_path)
    page = browser.new_page(viewport={"width": 1200, "height": 700})
    file = next((tmp_path / "articles").glob(f"{article.id}*"))
    page.goto(f"{file.as_uri()}#{reading.id}")
    settle(page)
    top = page.evaluate("document.querySelector('.text mark.cue').getBoundingClientRect().top")
    assert 0 <= top < 700
    page.close()


def test_citation_names_the_words_and_their_place(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph), link=f"#edge={denial(tiny_graph).id}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    cited = page.evaluate("navigator.clipboard.readText()")
    start = denial(tiny_graph).evidence[0].attribution.start
    assert cited.startswith("Borduria denies: “")
    assert "any role in the dam blast" in cited
    assert f"“Dam blown up”, Klow Post, 4 May 2023, dam.txt [{start}–" in cited


def test_marks_are_kept_and_leave_as_a_corrections_file(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph), link=f"#edge={denial(tiny_graph).id}")
    page.get_by_role("button", name="wrong").first.click()
    page.get_by_role("button", name="unsure").nth(1).click()
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    pressed = page.get_by_role("button", name="wrong").first.get_attribute("aria-pressed")
    assert pressed == "true"
    marks = json.loads(saved(page, "#save-marks"))["marks"]
    assert [mark["verdict"] for mark in marks] == ["wrong", "unsure"]
    (wrong,) = json.loads(saved(page, "#save-corrections"))["reading"]
    assert wrong.keys() == {"article", "words", "start", "strike"}
    assert wrong["strike"] is True
    for mark in (*marks, wrong):
        text = tiny_graph.articles[mark["article"]].text
        assert text[mark["start"] :].startswith(mark["words"])


@pytest.mark.model
def test_what_a_reviewer_marks_wrong_is_gone_when_the_graph_is_built_again(
    show: Callable[..., Page], seeds_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    edge = kgraph.find_edges(seeds_graph, edge_type="denies", speaker="Podolyak")[0]
    page = show(to_html(seeds_graph), link=f"#edge={edge.id}")
    page.get_by_role("button", name="wrong").first.click()
    (tmp_path / "mine.json").write_bytes(saved(page, "#save-corrections"))
    mine = kgraph.read_corrections(tmp_path / "mine.json")
    again = kgraph.build_graph(
        seeds_graph.articles.values(), corrections=mine, on_stale=pytest.fail
    )
    gone = seeds_graph.readings.keys() - again.readings.keys()
    assert [*gone] == [edge.evidence[0].id]


# --- files -------------------------------------------------------------------------------------


def saved(page: Page, button: str) -> bytes:
    """Return what the button of the menu "Save" downloads."""
    if not page.locator("#save[open]").count():
        page.locator("#save summary").click()
    with page.expect_download() as download:
        page.locator(button).click()
    return Path(download.value.path()).read_bytes()


def test_table_is_saved_as_csv_without_formulas(show: Callable[..., Page]) -> None:
    graph = quarrel(voices=1, claims=1, spite='=1+1,"\n')
    first = next(iter(graph.actors.values()))
    bad = dataclasses.replace(first, name="=cmd|' /C calc'!A0")
    graph = KnowledgeGraph.of(
        articles=graph.articles.values(),
        actors=[bad, *list(graph.actors.values())[1:]],
        claims=graph.claims.values(),
        readings=graph.readings.values(),
    )
    page = show(to_html(graph))
    rows = list(csv.DictReader(io.StringIO(saved(page, "#save-csv").decode("utf-8-sig"))))
    assert len(rows) == sum(len(edge.evidence) for edge in graph.edges())
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    for row in rows:
        assert graph.articles[row["article"]].text[int(row["start"]) : int(row["end"])]


def test_picture_is_saved_as_png_and_svg(
    show: Callable[..., Page], tiny_graph: KnowledgeGraph
) -> None:
    page = show(to_html(tiny_graph))
    assert saved(page, "#save-png").startswith(b"\x89PNG")
    root = ET.fromstring(saved(page, "#save-svg"))  # noqa: S314 - what our own page has written
    words = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Borduria", "Syldavia", "2 for", "1 against"} <= words
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polygon"))) >= page.evaluate(
        "kg.picture.edges.length"
    )


def test_hostile_text_does_not_run_in_saved_pictures(show: Callable[..., Page]) -> None:
    page = show(to_html(quarrel(spite=HOSTILE), title=HOSTILE))
    root = ET.fromstring(page.evaluate("kg.exports.svgText()"))  # noqa: S314 - as above
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert names <= {"svg", "title", "rect", "path", "polygon", "circle", "text"}
    assert not [key for each in root.iter() for key in each.attrib if key.startswith("on")]


def test_hostile_text_does_not_run_in_an_article(show: Callable[..., Page]) -> None:
    graph = quarrel(spite=HOSTILE)
    page = show(to_html(graph))
    for article in list(graph.articles)[:2]:
        page.evaluate("id => kg.go({ article: { id, reading: null } })", article)
        page.locator("#article mark").first.hover()
        assert HOSTILE in page.locator("#article").inner_text()
    assert page.evaluate("window.hacked === undefined")
    assert page.locator("img").count() == 0


# --- accessible --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def axe(request: pytest.FixtureRequest) -> str:
    """Return the source of axe-core, fetched once with npm and kept in pytest's cache."""
    npm = shutil.which("npm")
    folder = request.config.cache.mkdir("axe-core")
    file = folder / f"{AXE}.js"
    if not file.exists():
        if npm is None:
            pytest.skip("axe-core is fetched with npm, which is not installed")
        pack = [npm, "pack", AXE, "--silent", "--pack-destination", str(folder)]
        done = subprocess.run(pack, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode:
            pytest.skip(f"npm could not fetch {AXE}: {done.stderr.strip()[:200]}")
        with tarfile.open(folder / done.stdout.split()[-1]) as packed:
            member = packed.extractfile("package/axe.min.js")
            assert member
            file.write_bytes(member.read())
    return file.read_text("utf-8")


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser,
    tiny_graph: KnowledgeGraph,
    tmp_path: Path,
    axe: str,
    scheme: Literal["light", "dark"],
) -> None:
    file = tmp_path / "page.html"
    file.write_text(to_html(tiny_graph), encoding="utf-8")
    alone = tmp_path / "article.html"
    alone.write_text(to_html(tiny_graph, article="dam.txt"), encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    found: list[str] = []
    for link in (
        f"edge={denial(tiny_graph).id}",
        "view=everything&node=claim:dam&fold=all",
        "view=disputes&node=actor:borduria&find=dam",
        "view=table&from=2023-05-04",
        "article=dam.txt&node=claim:condemned",
        "around=actor:borduria&steps=2",
    ):
        page.goto(f"{file.as_uri()}#{link}")
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        page.evaluate(
            "document.querySelectorAll('#finder details, #save').forEach(d => { d.open = true; })"
        )
        found += [f"{link} {each}" for each in violations(page, axe)]
    page.goto(alone.as_uri())
    found += violations(page, axe)
    context.close()
    assert found == []


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
