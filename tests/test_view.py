"""``view``: the explorer's payload, layout and page, and the notebook's summary; no browser."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.edge_types import load_edge_types
from kgraph.errors import UnknownNameError
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Reading, Stance
from kgraph.view import layout
from kgraph.view.article import article_html
from kgraph.view.boxes import Box, Boxes, actor_box, claim_box, text_width, wrap
from kgraph.view.camps import camps
from kgraph.view.explorer import to_html
from kgraph.view.notebook import explorer_frame, graph_html
from kgraph.view.passages import Mark, lines_of, pieces
from kgraph.view.payload import payload
from kgraph.view.scenes import disputes, scenes

HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>\"'`{{7*7}}"
EMPTY = KnowledgeGraph.of()


def reading(
    article: Article,
    source: str,
    cue: str,
    content: str,
    **resolved: Any,  # noqa: ANN401 - fields of two nouns
) -> Reading:
    """Return a reading of the first place of these words; ``edge_type`` and the like by name."""
    roles = []
    for words in (source, cue, content):
        start = article.text.index(words)
        roles.append((article.span(start, start + len(words)),))
    own = {"edge_type", "negated", "within", "form", "modality", "target"} & resolved.keys()
    attribution = Attribution(
        id=Attribution.id_of(article.id, *roles),
        article=article.id,
        source=roles[0],
        cue=roles[1],
        content=roles[2],
    )
    attribution = dataclasses.replace(attribution, **{name: resolved.pop(name) for name in own})
    return Reading(attribution=attribution, **resolved)


def quarrel(voices: int = 3, claims: int = 2, *, spite: str = "") -> KnowledgeGraph:
    """Return a graph in which two governments and their voices quarrel about some claims.

    ``spite`` goes into every name, label, id and text.
    """
    lands = [
        Actor(id=f"actor:{land}{spite}", name=f"{land}{spite}", kind="government")
        for land in ("Borduria", "Syldavia")
    ]
    actors = [*lands]
    labels = [
        Claim(id=f"claim:{n}{spite}", label=f"Borduria blew up dam {n} on the border{spite}")
        for n in range(claims)
    ]
    articles: list[Article] = []
    readings: list[Reading] = []
    sides: list[tuple[Stance, str]] = [("for", "accuses"), ("against", "denies")]
    for n in range(voices):
        for land, (stance, edge_type) in zip(reversed(lands), sides, strict=True):
            name = f"Spokesman {n} of {land.name}"
            actor = Actor(
                id=f"actor:{n}-of-{land.id}",
                name=name,
                kind="person",
                affiliation=land.id,
                role=f"spokesman{spite}",
                aliases=(f"alias{spite}",),
            )
            actors.append(actor)
            for claim in labels:
                text = f"In {claim.id} {n}.\n{name} said about {claim.label} what he knows.{spite}"
                article = Article(
                    id=f"{len(articles):03d}{spite}.txt",
                    text=text,
                    title=f"News{spite}",
                    outlet=f"Klow Post{spite}",
                    published=dt.date(2023, 5, 1 + n),
                    url="javascript:window.hacked=1" if spite else "https://example.org/a",
                )
                articles.append(article)
                readings.append(
                    reading(
                        article,
                        name,
                        "said",
                        claim.label,
                        edge_type=edge_type,
                        speakers=(actor.id,),
                        claims=((claim.id, stance),),
                        targets=(lands[0].id,) if stance == "for" else (),
                    )
                )
    return KnowledgeGraph.of(articles=articles, actors=actors, claims=labels, readings=readings)


def blocks(page: str) -> dict[str, Any]:
    """Return the JSON blocks of a page by id."""
    found = re.findall(
        r'<script type="application/json" id="([\w-]+)">(.*?)</script>', page, re.DOTALL
    )
    return {name: json.loads(body) for name, body in found}


# --- the payload -----------------------------------------------------------------------------


def node_ids(shown: dict[str, Any]) -> list[str]:
    """Return the ids of actors and claims, in the order in which numbers point at them."""
    return [node["id"] for node in (*shown["actors"], *shown["claims"])]


def test_payload_is_plain_json_and_has_every_edge(tiny_graph: KnowledgeGraph) -> None:
    shown = payload(tiny_graph)
    assert json.loads(json.dumps(shown)) == shown
    assert [row[0] for row in shown["edges"]] == [edge.id for edge in tiny_graph.edges()]
    assert [row[0] for row in shown["readings"]] == [r.id for r in tiny_graph.in_text_order()]
    assert shown["disputes"] == ["claim:dam"]
    assert [t["name"] for t in shown["edge_types"]] == list(load_edge_types())
    assert [t["name"] for t in shown["edge_types"] if t["no_comment"]] == ["withholds"]


def test_numbers_in_the_payload_point_at_what_the_graph_says(tiny_graph: KnowledgeGraph) -> None:
    for graph in (tiny_graph, quarrel()):
        shown = payload(graph)
        nodes, types = node_ids(shown), [t["name"] for t in shown["edge_types"]]
        readings = [row[0] for row in shown["readings"]]
        for row, edge in zip(shown["edges"], graph.edges(), strict=True):
            assert [nodes[row[1]], types[row[2]], nodes[row[3]]] == [
                edge.speaker.id,
                edge.edge_type,
                edge.object.id,
            ]
            assert [readings[at] for at in row[4]] == [r.id for r in edge.evidence]
        for row, reading_ in zip(shown["readings"], graph.in_text_order(), strict=True):
            assert shown["articles"][row[1]]["id"] == reading_.attribution.article
            assert [nodes[at] for at in row[5]] == list(reading_.speakers)
            assert [(nodes[at], stance) for at, stance in row[7]] == list(reading_.claims)
            assert row[10] == -1 or readings[row[10]] == reading_.answers


def test_scenes_in_the_payload_have_a_place_for_both_ends(tiny_graph: KnowledgeGraph) -> None:
    for graph in (tiny_graph, quarrel()):
        shown = payload(graph)
        nodes = node_ids(shown)
        edges = {row[0]: row for row in shown["edges"]}
        for scene in shown["scenes"]:
            ends = {nodes[edges[e][end]] for e in scene["edges"] for end in (1, 3)}
            assert ends <= scene["places"].keys() <= set(nodes)
            assert scene["arcs"].keys() <= set(scene["edges"])


def test_negated_and_hearsay_are_kept_but_not_drawn(tiny_graph: KnowledgeGraph) -> None:
    shown = payload(tiny_graph)
    odd = {at for at, row in enumerate(shown["readings"]) if row[11]}
    assert odd
    assert not [row for row in shown["edges"] if odd & set(row[4])]
    assert disputes(tiny_graph) == ("claim:dam",)  # the other claim has only hearsay for it


def test_articles_stand_in_the_portion_that_they_name() -> None:
    graph = quarrel(voices=10, claims=12, spite=" word" * 200)
    shown = payload(graph)
    assert len(shown["portions"]) > 1
    for article in shown["articles"]:
        words = shown["portions"][article["portion"]][article["id"]]
        assert len(words["readings"]) == 1
        assert words["lines"]


def test_whole_texts_only_on_request() -> None:
    article = Article(id="a", text="Secret.\nKral said it rains.\nSecret.")
    graph = KnowledgeGraph.of(
        articles=[article], readings=[reading(article, "Kral", "said", "it rains")]
    )
    assert "Secret" not in to_html(graph)
    assert to_html(graph, texts=True).count("Secret") == 2


# --- the highlighter -------------------------------------------------------------------------


def test_lines_mark_the_roles_where_their_offsets_are(tiny_graph: KnowledgeGraph) -> None:
    for article in tiny_graph.articles.values():
        said = [
            r.attribution for r in tiny_graph.in_text_order() if r.attribution.article == article.id
        ]
        lines = [line for line in lines_of(article, said, whole=True) if line]
        assert [line.start for line in lines] == sorted(line.start for line in lines)
        for line in lines:
            text = "".join(piece.text for piece in line.pieces)
            assert article.text[line.start : line.start + len(text)] == text
        for owner, each in enumerate(said):
            for role in ("source", "cue", "content", "target"):
                marked = "".join(
                    piece.text
                    for line in lines
                    for piece in line.pieces
                    if (owner, role) in {(m.owner, m.role) for m in piece.marks}
                )
                assert marked == "".join(span.text for span in getattr(each, role))


@given(
    st.text(st.sampled_from("ab \n😀<"), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=6),
)
def test_pieces_are_the_text_and_cut_only_at_marks(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark(low, min(len(text), low + size), owner, "content")
        for owner, (low, size) in enumerate(spans)
        if low < len(text)
    ]
    found = pieces(text, 0, len(text), marks)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        assert piece.text
        covering = {m.owner for m in marks if m.start <= at < m.end}
        assert {m.owner for m in piece.marks} == covering
        at += len(piece.text)


def test_lines_without_an_attribution_are_left_out() -> None:
    article = Article(id="a", text="First.\n\nSecond.\n  Kral said it rains. Really.  \nLast.")
    said = reading(article, "Kral", "said", "it rains", edge_type="asserts").attribution
    gap, line, end = lines_of(article, [said], whole=False)
    assert gap is None
    assert end is None
    assert line
    assert "".join(piece.text for piece in line.pieces) == "Kral said it rains. Really."
    assert None not in lines_of(article, [said], whole=True)


def test_an_attribution_over_two_lines_marks_both() -> None:
    article = Article(id="a", text="It rains\nand snows, Kral said.")
    said = reading(article, "Kral", "said", "It rains\nand snows").attribution
    first, second = lines_of(article, [said], whole=False)
    assert first
    assert second
    assert first.pieces[0].marks == second.pieces[0].marks


def test_lines_within_an_attribution_are_kept() -> None:
    article = Article(id="a", text="Kral spoke.\nAt length.\nIt rains, he said.\nEnd.")
    said = reading(article, "Kral", "said", "It rains").attribution
    first, between, last, end = lines_of(article, [said], whole=False)
    assert first
    assert between
    assert last
    assert end is None
    assert between.pieces[0].marks == ()


def test_lines_without_the_text_show_the_words_of_the_roles(tiny_graph: KnowledgeGraph) -> None:
    first = tiny_graph.in_text_order()[0].attribution
    line = lines_of(Article(id=first.article, text=""), [first], whole=False)[0]
    assert line
    words = {piece.text for piece in line.pieces if piece.marks}
    assert {span.text for span in first.spans} <= words


def test_offsets_are_code_points_also_beyond_the_basic_plane() -> None:
    article = Article(id="a", text="😀😀 Kral said 🌧 falls.")
    said = reading(article, "Kral", "said", "🌧 falls", edge_type="asserts").attribution
    line = lines_of(article, [said], whole=False)[0]
    assert line
    assert ("🌧 falls", "content") in [(p.text, p.marks[0].role) for p in line.pieces if p.marks]


def test_empty_graph_has_no_scene_and_a_page() -> None:
    assert payload(EMPTY)["scenes"] == []
    assert payload(EMPTY)["title"] == "Who says what in 0 articles"
    assert blocks(to_html(EMPTY))["kg-nodes"] == []


# --- the annotated article -------------------------------------------------------------------


def test_article_page_marks_and_notes_every_attribution(tiny_graph: KnowledgeGraph) -> None:
    page = to_html(tiny_graph, article="dam.txt")
    said = [r for r in tiny_graph.in_text_order() if r.attribution.article == "dam.txt"]
    for owner, each in enumerate(said):
        assert f'id="{each.id}"' in page
        assert re.search(rf'<mark class="[a-z ]*cue[a-z0-9 ]* a{owner}\b', page)
    assert "<title>Dam blown up</title>" in page
    assert "Klow Post · 4 May 2023 · dam.txt" in page
    assert "reported by Klow Post" in page
    assert to_html(tiny_graph, article="dam") == page


def test_article_page_has_the_whole_text_and_no_script(tiny_graph: KnowledgeGraph) -> None:
    page = to_html(tiny_graph, article="dam.txt")
    lines = re.findall(r'<p class="text">(.*?)</p>', page, re.DOTALL)
    text = "\n".join(html.unescape(re.sub(r"</?(mark|span)[^>]*>", "", line)) for line in lines)
    assert text == tiny_graph.articles["dam.txt"].text
    assert "<script" not in page
    assert "script-src" not in page  # what default-src forbids


def test_hostile_article_stays_text() -> None:
    graph = quarrel(spite=HOSTILE)
    name = next(iter(graph.articles))
    for page in (to_html(graph, article=name, title=HOSTILE), article_html(graph, name)):
        assert "<script" not in page
        assert "<img" not in page
        assert "javascript:" not in page
        assert html.escape("window.hacked=1") in page
        assert "{{7*7}}" in page


def test_unknown_article_is_an_error_that_helps(tiny_graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match=r"dam\.txt"):
        to_html(tiny_graph, article="dan.txt")


# --- scenes and places -----------------------------------------------------------------------


def test_scenes_of_a_quarrel() -> None:
    graph = quarrel()
    found = {scene.name: scene for scene in scenes(graph, graph.edges(), disputes(graph))}
    assert next(iter(found)) == "overview"
    assert found["actors"].places.keys() <= graph.actors.keys()
    assert len(found["everything"].edges) == len(graph.edges())
    assert found["overview"].columns


def test_overview_leaves_out_claims_made_once(tiny_graph: KnowledgeGraph) -> None:
    overview = next(s for s in payload(tiny_graph)["scenes"] if s["name"] == "overview")
    assert "claim:dam" in overview["places"]
    assert "claim:condemned" not in overview["places"]


def test_overview_stays_readable_when_there_are_many_voices() -> None:
    overview = payload(quarrel(voices=20, claims=12))["scenes"][0]
    assert overview["name"] == "overview"
    assert len(overview["edges"]) <= 120


def test_those_who_agree_stand_on_one_side() -> None:
    graph = quarrel()
    side = camps(graph, disputes(graph))
    left = {actor for actor, sign in side.items() if sign < 0}
    assert left == {a.id for a in graph.actors.values() if a.affiliation == "actor:Syldavia"}
    columns = payload(graph)["scenes"][0]["places"]
    assert all((columns[actor][0] < 0) == (actor in left) for actor in side)


def test_claims_are_turned_so_that_the_same_camp_stays_together() -> None:
    graph = quarrel(claims=1)
    other = Claim(id="claim:other", label="Syldavia did it itself")
    turned: list[Reading] = []
    for each in graph.readings.values():
        swapped: Stance = "against" if each.claims[0][1] == "for" else "for"
        attribution = dataclasses.replace(each.attribution, id=each.id + "-other")
        turned.append(
            dataclasses.replace(each, attribution=attribution, claims=((other.id, swapped),))
        )
    both = KnowledgeGraph.of(
        articles=graph.articles.values(),
        actors=graph.actors.values(),
        claims=[*graph.claims.values(), other],
        readings=[*graph.readings.values(), *turned],
    )
    assert camps(both, disputes(both)) == camps(graph, disputes(graph))


def overlaps(places: dict[str, tuple[float, float]], boxes: dict[str, Box]) -> list[str]:
    """Return the pairs of boxes that lie over each other."""
    rooms = [
        (n, x - boxes[n].left, x + boxes[n].right, y - boxes[n].top, y + boxes[n].bottom)
        for n, (x, y) in places.items()
    ]
    return [
        f"{a[0]} {b[0]}"
        for i, a in enumerate(rooms)
        for b in rooms[:i]
        if a[1] < b[2] - 1 and b[1] < a[2] - 1 and a[3] < b[4] - 1 and b[3] < a[4] - 1
    ]


def test_no_box_lies_over_another() -> None:
    graph = quarrel(voices=8, claims=10)
    boxes = Boxes(graph, disputes(graph))
    for scene in scenes(graph, graph.edges(), disputes(graph)):
        if not scene.columns:
            assert overlaps(scene.places, boxes) == []


def test_claims_in_columns_do_not_lie_over_each_other() -> None:
    graph = quarrel(voices=2, claims=12)
    boxes = Boxes(graph, disputes(graph))
    overview = scenes(graph, graph.edges(), disputes(graph))[0]
    cards = {name: place for name, place in overview.places.items() if name in graph.claims}
    assert overlaps(cards, boxes) == []


@pytest.mark.parametrize("most", [layout.MAX_SPREAD, 0])
def test_spread_gives_every_box_a_finite_place(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MAX_SPREAD", most)
    boxes = {name: Box(left=40, right=60, top=10, bottom=20) for name in "abcdefgh"}
    links = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("f", "f")]
    places = layout.spread(boxes, links, sides={"a": -1.0, "c": 1.0})
    assert places.keys() == boxes.keys()
    assert overlaps(places, boxes) == []
    assert all(value == round(value, 1) for place in places.values() for value in place)
    assert places == layout.spread(boxes, links, sides={"a": -1.0, "c": 1.0})


def test_spread_of_nothing() -> None:
    assert layout.spread({}, [], sides={}) == {}


def test_text_is_wrapped_within_its_width() -> None:
    for text in ("a senior official of the ministry", "x" * 200, "", "  spaces  "):
        lines = wrap(text, 100, 3)
        assert len(lines) <= 3
        assert all(text_width(line) <= 100 for line in lines)
    assert wrap("one two", 100, 3) == ("one two",)
    assert wrap("word " * 50, 60, 2)[-1].endswith("…")


def test_governments_are_drawn_bigger_than_persons() -> None:
    land, person = (Actor(id="a", name="A", kind=kind) for kind in ("government", "person"))
    assert actor_box(land).height > actor_box(person).height
    claim = Claim(id="c", label="It rains")
    assert claim_box(claim, tally=True).height > claim_box(claim, tally=False).height


# --- the page --------------------------------------------------------------------------------


def test_page_loads_nothing_from_outside(tiny_graph: KnowledgeGraph) -> None:
    page = to_html(tiny_graph)
    assert not re.search(r'(src|href)\s*=\s*["\']?(https?:)?//', page)
    assert "<link" not in page.replace('<link rel="icon" href="data:,">', "")
    assert "cdnjs" not in page
    assert "jsdelivr" not in page


def test_policy_allows_exactly_the_scripts_and_the_style_of_the_page() -> None:
    page = to_html(quarrel(spite=HOSTILE))
    head = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert head
    policy = html.unescape(head[1])
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    bodies = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    bodies += re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digests = [hashlib.sha256(body.encode()).digest() for body in bodies]
    assert len(bodies) == 3
    for digest in digests:
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_hostile_text_stays_text() -> None:
    page = to_html(quarrel(spite=HOSTILE), title=HOSTILE)
    assert "<img src=x" not in page
    assert "<script>window.hacked" not in page
    assert "49" not in page[: page.index("<style>")]
    assert blocks(page)["kg-payload"]["title"] == HOSTILE


def test_page_opens_with_a_heading_of_its_own(tiny_graph: KnowledgeGraph) -> None:
    page = to_html(tiny_graph, title="Dams & <b>blasts</b>")
    assert "<title>Dams &amp; &lt;b&gt;blasts&lt;/b&gt;</title>" in page
    assert "Who says what in 2 articles" in to_html(tiny_graph)


def test_lone_surrogates_do_not_break_the_file() -> None:
    page = to_html(quarrel(spite="\udc80"), title="dam\udc80")
    assert "dam?" in page
    assert page.encode("utf-8")


def test_pyvis_nodes_and_edges_follow_the_payload(tiny_graph: KnowledgeGraph) -> None:
    found = blocks(to_html(tiny_graph))
    nodes = {node["id"]: node for node in found["kg-nodes"]}
    lines = {edge["id"]: edge for edge in found["kg-edges"]}
    groups = found["kg-options"]["groups"]
    assert groups[nodes["claim:dam"]["group"]]["shape"] == "box"
    assert groups[nodes["actor:borduria"]["group"]]["size"] > groups["person"]["size"]
    assert {row[0] for row in found["kg-payload"]["edges"]} <= lines.keys()
    assert lines["speaks-for:actor:anna-kral"]["to"] == "actor:syldavia"
    denies = next(e for e in tiny_graph.edges() if e.edge_type == "denies")
    accuses = next(e for e in tiny_graph.edges() if e.edge_type == "accuses")
    assert lines[denies.id]["width"] > lines[accuses.id]["width"]
    assert found["kg-options"]["physics"] == {"enabled": False}


def test_page_has_the_same_bytes_under_every_hash_seed() -> None:
    code = (
        "import hashlib, test_view as t;"
        "print(hashlib.sha256(t.to_html(t.quarrel(4, 7)).encode()).hexdigest())"
    )
    here = Path(__file__).parent
    digests = set()
    for seed in ("0", "1", "12345"):
        paths = os.pathsep.join([str(here), str(here.parent)])
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        run = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout.strip())
    assert len(digests) == 1


def test_order_of_the_nouns_does_not_matter() -> None:
    graph = quarrel()
    again = KnowledgeGraph.of(
        articles=reversed(list(graph.articles.values())),
        actors=reversed(list(graph.actors.values())),
        claims=reversed(list(graph.claims.values())),
        readings=reversed(list(graph.readings.values())),
    )
    assert to_html(again) == to_html(graph)


def test_importing_the_explorer_loads_no_heavy_library() -> None:
    code = (
        "import sys, kgraph.view.explorer, kgraph.view.notebook;"
        "heavy = 'pyvis', 'numpy', 'networkx', 'jinja2', 'IPython';"
        "print([name for name in heavy if name in sys.modules])"
    )
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    run = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_scripts_never_write_markup() -> None:
    folder = Path(sys.modules[to_html.__module__].__file__ or "").parent / "templates"
    for script in folder.glob("*.js"):
        source = script.read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in source, f"{script.name} uses {word}"


# --- notebooks -------------------------------------------------------------------------------


def test_summary_names_types_actors_and_disputes(tiny_graph: KnowledgeGraph) -> None:
    summary = graph_html(tiny_graph)
    assert f"2 articles, 6 actors, 2 claims, {len(tiny_graph.edges())} edges" in summary
    for words in ("accuses", "Anna Kral", "Borduria blew up the Szohôd dam"):
        assert words in summary
    assert "<script" not in summary
    assert graph_html(EMPTY).startswith("<div><p><strong>KnowledgeGraph</strong>: 0 articles")


def test_summary_and_frame_escape_hostile_text() -> None:
    assert "<img" not in graph_html(quarrel(spite=HOSTILE))
    frame = explorer_frame(quarrel(spite=HOSTILE), height=500)
    assert re.fullmatch(
        r'<iframe title="kgraph explorer" sandbox="allow-scripts allow-downloads" '
        r'style="[^"]*height:500px[^"]*" srcdoc="[^"<>]*"></iframe>',
        frame,
    )
    assert html.unescape(frame).count("<!doctype html>") == 1
