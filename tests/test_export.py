"""``export``: the lossless form and back, records, forms by suffix."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.edge_types import load_edge_types
from kgraph.encoding import noun_from_data, noun_to_data
from kgraph.errors import BrokenFileError, SpanError, UnknownNameError
from kgraph.export import (
    load,
    save,
    to_jsonl,
    to_records,
)
from kgraph.graph import KnowledgeGraph
from kgraph.model import (
    Actor,
    ActorKind,
    Article,
    Attribution,
    Claim,
    Confidence,
    Event,
    Form,
    Likelihood,
    Modality,
    Reading,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kgraph.model import TextSpan

# --- any graph ---------------------------------------------------------------------------------

words = st.text(min_size=1, max_size=20)
maybe_words = st.none() | words
days = st.none() | st.dates()


def one_of(*options: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(options)


@st.composite
def roles(draw: st.DrawFn, article: Article) -> tuple[TextSpan, ...]:
    bounds = st.lists(st.integers(0, len(article.text)), min_size=2, max_size=2, unique=True)
    pairs = draw(st.lists(bounds.map(sorted), max_size=2))
    return tuple(article.span(start, end) for start, end in pairs)


@st.composite
def attributions(draw: st.DrawFn, article: Article) -> Attribution:
    source, cue, content = (draw(roles(article)) for _ in range(3))
    cue = cue or (article.span(0, 1),)
    return Attribution(
        id=Attribution.id_of(article.id, source, cue, content),
        article=article.id,
        source=source,
        cue=cue,
        content=content,
        target=draw(roles(article)),
        form=draw(one_of(*get_args(Form))),
        edge_type=draw(st.none() | one_of(*load_edge_types())),
        within=draw(maybe_words),
        reported_via=draw(roles(article)),
        said_on=draw(days),
        negated=draw(st.booleans()),
        modality=draw(st.none() | one_of(*get_args(Modality))),
        likelihood=draw(st.none() | one_of(*get_args(Likelihood))),
        analytic_confidence=draw(st.none() | one_of(*get_args(Confidence))),
        score=draw(st.none() | st.floats(0, 1)),
    )


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    articles = draw(
        st.lists(
            st.builds(
                Article,
                id=words,
                text=words,
                title=maybe_words,
                outlet=maybe_words,
                author=maybe_words,
                published=days,
                url=maybe_words,
                language=maybe_words,
                boilerplate=st.lists(st.tuples(st.integers(), st.integers())).map(tuple),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda article: article.id,
        )
    )
    actors = draw(
        st.lists(
            st.builds(
                Actor,
                id=words,
                name=words,
                kind=one_of(*get_args(ActorKind)),
                aliases=st.lists(words).map(tuple),
                affiliation=maybe_words,
                role=maybe_words,
                same_as=maybe_words,
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda actor: actor.id,
        )
    )
    claims = draw(st.lists(st.builds(Claim, id=words, label=words, agent=maybe_words), max_size=3))
    events = draw(st.lists(st.builds(Event, id=words, label=words, kind=words, date=days)))
    some = st.lists(st.sampled_from([actor.id for actor in actors]), max_size=2).map(tuple)
    sides: st.SearchStrategy[Any] = st.just(())
    if claims:
        side = st.tuples(st.sampled_from([c.id for c in claims]), one_of(*get_args(Stance)))
        sides = st.lists(side, max_size=2).map(tuple)
    readings = draw(
        st.lists(
            st.builds(
                Reading,
                attribution=st.sampled_from(articles).flatmap(attributions),
                speakers=some,
                targets=some,
                claims=sides,
                reported_via=some,
                answers=maybe_words,
                hearsay=st.booleans(),
            ),
            max_size=3,
        )
    )
    return KnowledgeGraph.of(
        articles=articles, actors=actors, claims=claims, events=events, readings=readings
    )


@given(graph=graphs())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_saved_comes_back(tmp_path: Path, graph: KnowledgeGraph) -> None:
    path = tmp_path / "graph.json"
    save(graph, path)
    read = load(path)
    assert read == graph
    first = path.read_bytes()
    save(read, path)
    assert path.read_bytes() == first
    for line in to_jsonl(graph).splitlines():
        assert "attributions" in json.loads(line)


# --- the lossless form -------------------------------------------------------------------------


def test_the_small_graph_comes_back(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    save(tiny_graph, tmp_path / "graph.JSON")
    assert load(tmp_path / "graph.JSON") == tiny_graph


def test_one_noun_stands_on_one_line(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    save(tiny_graph, path)
    nouns = [line for line in path.read_text("utf-8").splitlines() if line.startswith('{"')]
    tables = (tiny_graph.articles, tiny_graph.actors, tiny_graph.events, tiny_graph.claims)
    assert len(nouns) == sum(map(len, tables)) + len(tiny_graph.readings)


def test_the_order_of_the_nouns_does_not_show(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    turned = KnowledgeGraph.of(
        **{
            table: reversed(list(getattr(tiny_graph, table).values()))
            for table in ("articles", "actors", "claims", "events", "readings")
        }
    )
    for suffix in ("json", "jsonl", "ttl"):
        save(tiny_graph, tmp_path / f"one.{suffix}")
        save(turned, tmp_path / f"two.{suffix}")
        one, two = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("one", "two"))
        assert one == two


def test_nouns_are_data_without_their_defaults(tiny_graph: KnowledgeGraph) -> None:
    reading = next(r for r in tiny_graph.readings.values() if r.edge_type == "assesses")
    data = noun_to_data(reading)
    assert data["attribution"]["reported_via"] == [[152, 161]]
    assert data["claims"] == [["claim:dam", "open"]]
    assert "hearsay" not in data
    assert noun_from_data(Reading, data, tiny_graph.articles) == reading


def test_odd_characters_come_back(tmp_path: Path) -> None:
    text = "a\u2028b\u0085c\r\nd\ud800e\x00f"
    graph = KnowledgeGraph.of(articles=[Article(id="odd", text=text)])
    save(graph, tmp_path / "odd.json")
    assert load(tmp_path / "odd.json") == graph
    assert len((tmp_path / "odd.json").read_text("utf-8").splitlines()) == len(
        (tmp_path / "odd.json").read_bytes().split(b"\n")[:-1]
    )


def test_a_span_that_would_change_is_not_saved(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    changed = {
        i: dataclasses.replace(article, text=article.text.upper())
        for i, article in tiny_graph.articles.items()
    }
    for articles in (changed, {}):
        with pytest.raises(SpanError):
            save(dataclasses.replace(tiny_graph, articles=articles), tmp_path / "graph.json")
    assert not list(tmp_path.iterdir())


def drop(table: str, field: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: data[table][0].pop(field)


def put(table: str, field: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda data: data[table][0].update({field: value})


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: data.pop("format"), "no graph saved by kgraph"),
        (lambda data: data.update(version=2), "version 2 of the form.*update"),
        (lambda data: data.pop("claims"), "claims is no list"),
        (lambda data: data["actors"].append("x"), r"actors\[6\] is no JSON object"),
        (lambda data: data["actors"].append(data["actors"][0]), "two of the actors"),
        (lambda data: data["actors"].clear(), "names the actor 'actor:borduria'"),
        (lambda data: data["claims"].clear(), "names the claim 'claim:dam'"),
        (lambda data: data["articles"].pop(0), "there is no article 'dam.txt'"),
        (drop("claims", "label"), r"claims\[0\] lacks 'label'"),
        (put("claims", "mood", "sad"), "a field 'mood' that no Claim has"),
        (put("actors", "kind", "dog"), "'dog', not one of person, government"),
        (put("actors", "kind", []), r"actors\[0\].kind is \[\], not one of"),
        (put("actors", "name", None), r"actors\[0\].name is None, not of type str"),
        (put("actors", "aliases", "Kral"), r"actors\[0\].aliases is no list"),
        (put("articles", "published", "May"), "'May', not a day as YYYY-MM-DD"),
        (put("articles", "published", 1), "1, not a day"),
        (put("articles", "boilerplate", [[1]]), "has 1 items, not 2"),
        (put("articles", "boilerplate", [[1, True]]), "True, not of type int"),
        (put("articles", "text", "short"), "do not fit article 'dam.txt'"),
        (put("readings", "hearsay", 1), "1, not of type bool"),
        (put("readings", "attribution", {"id": "a"}), r"readings\[0\].attribution lacks"),
        (
            lambda data: data["readings"][0]["attribution"].update(edge_type="sings"),
            "names the edge type 'sings'",
        ),
    ],
)
def test_a_damaged_file_says_where(
    tiny_graph: KnowledgeGraph,
    tmp_path: Path,
    damage: Callable[[dict[str, Any]], object],
    message: str,
) -> None:
    path = tmp_path / "graph.json"
    save(tiny_graph, path)
    data = json.loads(path.read_bytes())
    damage(data)
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(BrokenFileError, match=message) as raised:
        load(path)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b"null", b"[" * 100_000])
def test_what_is_no_graph_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "graph.json").write_bytes(raw)
    with pytest.raises(BrokenFileError):
        load(tmp_path / "graph.json")


def test_a_whole_score_is_a_number_too() -> None:
    data = {"id": "a", "article": "1", "score": 1}
    attribution = noun_from_data(Attribution, data, {})
    assert isinstance(attribution.score, float)


# --- other forms -------------------------------------------------------------------------------


def test_unknown_suffixes_name_the_known(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"\.html, \.json, \.jsonl, \.graphml, \.ttl"):
        save(tiny_graph, tmp_path / "graph.docx")
    for name in ("graph.html", "graph"):
        with pytest.raises(UnknownNameError, match=r"\.json"):
            load(tmp_path / name)


def test_turtle_has_whole_texts_only_on_request(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    save(tiny_graph, tmp_path / "plain.ttl")
    save(tiny_graph, tmp_path / "texts.ttl", texts=True)
    plain, texts = ((tmp_path / f"{n}.ttl").read_text("utf-8") for n in ("plain", "texts"))
    assert len(texts) > len(plain)
    assert "Anna Kral" in plain


def test_a_page(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    save(tiny_graph, tmp_path / "graph.html")
    assert "Anna Kral" in (tmp_path / "graph.html").read_text("utf-8")


def test_records_have_the_agreed_shape(tiny_graph: KnowledgeGraph) -> None:
    dam, echo = to_records(tiny_graph)
    assert (dam["id"], echo["id"]) == ("dam.txt", "echo.txt")
    starts = [min(a["source"] + a["cue"] + a["content"])[0] for a in dam["attributions"]]
    assert starts == sorted(starts)
    accusation, denial = dam["attributions"][:2]
    assert accusation == {
        "id": accusation["id"],
        "source": [[38, 74]],
        "cue": [[33, 37]],
        "content": [[0, 31]],
        "target": [[0, 8]],
        "form": "indirect",
        "edge_type": "accuses",
        "negated": False,
        "speakers": [
            {
                "id": "actor:anna-kral",
                "name": "Anna Kral",
                "kind": "person",
                "affiliation": "Syldavia",
            }
        ],
        "targets": [{"id": "actor:borduria", "name": "Borduria", "kind": "government"}],
        "claims": [
            {"id": "claim:dam", "label": "Borduria blew up the Szohôd dam", "stance": "for"}
        ],
        "answers": None,
        "within": None,
        "reported_via": [],
        "certainty": None,
        "score": None,
    }
    assert denial["answers"] == accusation["id"]
    assessment = next(a for a in dam["attributions"] if a["edge_type"] == "assesses")
    assert (assessment["reported_via"], assessment["certainty"]) == (["Klow Post"], "possible")
    assert assessment["speakers"][0]["affiliation"] == "Syldavia"
    hearsay = next(a for a in dam["attributions"] if a["negated"])
    assert hearsay["within"] in {a["id"] for a in dam["attributions"]}


def test_records_can_leave_the_claims_out(tiny_graph: KnowledgeGraph) -> None:
    records = list(to_records(tiny_graph, claims=False))
    assert not any(a["claims"] for record in records for a in record["attributions"])
    with_claims = [a for record in to_records(tiny_graph) for a in record["attributions"]]
    for attribution in with_claims:
        attribution["claims"] = []
    assert [a for record in records for a in record["attributions"]] == with_claims


def test_articles_without_attributions_have_a_record_too(tiny_graph: KnowledgeGraph) -> None:
    rain = Article(id="rain.txt", text="Rain.", published=dt.date(2023, 5, 4))
    graph = dataclasses.replace(tiny_graph, articles={**tiny_graph.articles, rain.id: rain})
    assert {"id": "rain.txt", "attributions": []} in list(to_records(graph))
    assert len(to_jsonl(graph).splitlines()) == 3
