"""The forms of RDF: what is written comes back, and parsers of others read the same."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import xml.etree.ElementTree as ET
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_export import graphs
from test_rdf import HOSTILE, NEEDS_RAPPER, everything, one_reading

from kgraph.errors import BrokenFileError, KgraphError
from kgraph.export import load, save
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Event, Reading
from kgraph.network import to_graphml, to_networkx
from kgraph.rdf import NAMESPACES, from_rdf, write
from kgraph.rdf.columns import BY_HAND, COLUMNS
from kgraph.rdf.jsonld import context
from kgraph.rdf.statements import Projection
from kgraph.rdf.templates import Syntax
from kgraph.rdf.terms import BASE, Minter, Terms, lexical, string

if TYPE_CHECKING:
    from pathlib import Path

    from kgraph.rdf.writing import Form

FORMS: tuple[Form, ...] = ("turtle", "trig", "nquads", "ntriples", "jsonld")
DATASETS: tuple[Form, ...] = ("trig", "nquads", "jsonld")
MEDIA = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}
HOSTILE_IDS = [f"hostile{i}" for i in range(len(HOSTILE))]

Quads = set[tuple[str, ...]]


def written(graph: KnowledgeGraph, form: Form, **rest: Any) -> bytes:  # noqa: ANN401 - as write
    return "".join(write(graph, form, **rest)).encode()


def by_oxigraph(text: bytes, form: Form) -> Quads:
    found: Quads = set()
    for s, p, o, g in ox.parse(text, MEDIA[form]):
        graph = g.value if isinstance(g, ox.NamedNode) else ""
        assert isinstance(s, ox.NamedNode)
        if isinstance(o, ox.Literal):
            found.add((s.value, p.value, o.value, o.datatype.value, graph))
        else:
            assert isinstance(o, ox.NamedNode)
            found.add((s.value, p.value, o.value, graph))
    return found


def by_rdflib(text: bytes, form: Form) -> Quads:
    found: Quads = set()
    for s, p, o, g in rdflib.Dataset().parse(data=text, format=RDFLIB[form]).quads():
        graph = "" if g is None or str(g).startswith("urn:x-rdflib") else str(g)
        if isinstance(o, rdflib.Literal):
            kind = o.datatype or rdflib.XSD.string
            found.add((str(s), str(p), str(o), str(kind), graph))
        else:
            found.add((str(s), str(p), str(o), graph))
    return found


@st.composite
def rdf_graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """Return any graph whose ids have prefixes, as those of kgraph do."""
    graph = draw(graphs())

    def at(kind: str, noun: str | None) -> str | None:
        return None if noun is None else f"{kind}:{noun}"

    def of(kind: str, nouns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{kind}:{noun}" for noun in nouns)

    actors = [
        dataclasses.replace(
            a,
            id=f"actor:{a.id}",
            affiliation=at("actor", a.affiliation),
            same_as=a.same_as and f"http://e.org/{quote(a.same_as, safe=' é')}x",
        )
        for a in graph.actors.values()
    ]
    claims = [
        dataclasses.replace(c, id=f"claim:{c.id}", agent=at("actor", c.agent))
        for c in graph.claims.values()
    ]
    events = [dataclasses.replace(e, id=f"event:{e.id}") for e in graph.events.values()]
    readings = [
        dataclasses.replace(
            r,
            attribution=dataclasses.replace(
                r.attribution, within=at("attribution", r.attribution.within)
            ),
            speakers=of("actor", r.speakers),
            targets=of("actor", r.targets),
            reported_via=of("actor", r.reported_via),
            claims=tuple((f"claim:{claim}", stance) for claim, stance in r.claims),
            answers=at("attribution", r.answers),
        )
        for r in graph.readings.values()
    ]
    return KnowledgeGraph.of(
        articles=graph.articles.values(),
        actors=actors,
        claims=claims,
        events=events,
        readings=readings,
    )


# --- there and back ----------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=rdf_graphs(), form=st.sampled_from(FORMS))
def test_what_is_written_comes_back(graph: KnowledgeGraph, form: Form) -> None:
    assert from_rdf(written(graph, form, texts=True), form) == graph


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=rdf_graphs(), reify=st.booleans())
def test_templates_write_what_the_resources_say(graph: KnowledgeGraph, *, reify: bool) -> None:
    minter = Minter(BASE)
    syntax = Syntax(
        lambda found: "\n".join(f"{name} {term}" for name, terms in found for term in terms),
        "{} {}\n".format,
    )
    quick, slow = (
        Projection(graph, minter, Terms(minter), reify=reify).sections() for _ in range(2)
    )
    for rendered, resources in zip(quick, slow, strict=True):
        assert "".join(rendered.rendered(syntax)) == "".join(map(syntax.render, resources))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE, ids=HOSTILE_IDS)
def test_hostile_text_comes_back_in_every_form(text: str, form: Form) -> None:
    graph = everything(text)
    assert from_rdf(written(graph, form, texts=True), form) == graph


@pytest.mark.parametrize("form", FORMS)
def test_without_texts_all_but_the_texts_comes_back(form: Form, tiny_graph: KnowledgeGraph) -> None:
    long = Article(id="long.txt", text=f"{'Rain fell. ' * 50}Kral *spoke.* {'More rain. ' * 50}")
    start = long.text.index("*")
    said = Attribution(id="attribution:long", article=long.id, cue=(long.span(start, start + 8),))
    graph = KnowledgeGraph.of(
        articles=[*tiny_graph.articles.values(), long],
        actors=tiny_graph.actors.values(),
        claims=tiny_graph.claims.values(),
        events=tiny_graph.events.values(),
        readings=[*tiny_graph.readings.values(), Reading(attribution=said)],
    )
    file = written(graph, form)
    read = from_rdf(file, form)
    for table in ("actors", "claims", "events", "readings"):
        assert getattr(read, table) == getattr(graph, table)
    for article, original in zip(read.articles.values(), graph.articles.values(), strict=True):
        assert article.sha256 == original.sha256
        assert len(article.text) == len(original.text)
        known = [at for at, char in enumerate(article.text) if not char.isspace()]
        assert all(article.text[at] == original.text[at] for at in known)
    assert "Rain fell. " * 5 not in read.articles["long.txt"].text
    assert written(read, form) == file


def test_every_field_of_every_noun_has_its_column() -> None:
    """A new field of a noun needs a line in ``columns.py``."""
    for noun in (Article, Actor, Event, Claim, Reading, Attribution):
        fields = {field.name for field in dataclasses.fields(noun)}
        assert {column.field for column in COLUMNS[noun].columns} == fields - BY_HAND[noun]


def test_files_come_back_by_their_suffix(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    for suffix in ("ttl", "trig", "nq", "nt", "jsonld"):
        save(tiny_graph, tmp_path / f"graph.{suffix}", texts=True)
        assert load(tmp_path / f"graph.{suffix}") == tiny_graph


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("before", encoding="utf-8")
    article = Article(id="a", text="It")
    outside = (dataclasses.replace(article.span(0, 2), end=9),)
    with pytest.raises(KgraphError):
        save(one_reading(article, source=outside), path)
    assert path.read_text("utf-8") == "before"
    assert [found.name for found in tmp_path.iterdir()] == ["graph.nq"]


def test_another_base_is_found_in_the_file(tiny_graph: KnowledgeGraph) -> None:
    file = written(tiny_graph, "nquads", texts=True, base="http://e.org/x/")
    assert from_rdf(file, "nquads") == tiny_graph


@pytest.mark.parametrize(
    ("cut", "put", "message"),
    [
        ("oa:end 31", "oa:end 32", "not as long as"),
        ("kg:length 260", "kg:length -1", "kg:length must be one whole number"),
        ('rdfs:label "Anna Kral"', 'rdfs:label "A", "B"', "rdfs:label has 2 values"),
        ("kg:form kg:direct", "kg:form kg:direct, kg:mixed", "kg:form has 2 values"),
        ("kg:edgeType kg:accuses", "kg:edgeType kg:acuses", "did you mean 'accuses'"),
        ("kg:speaker actor:anna-kral", 'kg:speaker "Kral"', "where there should be an IRI"),
        ("kg:speaker actor:anna-kral", "kg:speaker actor:nobody", "'actor:nobody'"),
        ("kg:saidOn", "kg:saidOn 3 ; kg:saidOnce", "kg:saidOn is wrong"),
        ('dcterms:identifier "dam.txt"', 'dcterms:identifier "echo.txt"', "same id"),
        ("@base", "@bse", "no turtle that can be read"),
        ("#char=38,74>", "#char=38,7400>", "do not fit article"),
        ("kg:negated false", "kg:negated 7", "neither true nor false"),
        ('oa:exact "Kral"', 'oa:exact "Krel"', "cannot be at"),
    ],
)
def test_broken_files_say_what_is_wrong(
    cut: str, put: str, message: str, tiny_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    text = written(tiny_graph, "turtle").decode()
    assert cut in text
    (tmp_path / "broken.ttl").write_text(text.replace(cut, put), encoding="utf-8")
    with pytest.raises(BrokenFileError, match=r"broken\.ttl") as error:
        load(tmp_path / "broken.ttl")
    assert message in str(error.value)


def test_one_id_for_two_nouns_is_refused() -> None:
    actor = Actor(id="x:1", name="A", kind="person")
    graph = KnowledgeGraph.of(actors=[actor], claims=[Claim(id="x:1", label="A")])
    with pytest.raises(KgraphError, match="'x:1' is the id of two nouns"):
        "".join(write(graph, "turtle"))


# --- parsers of others -------------------------------------------------------------------------


@pytest.mark.parametrize("form", DATASETS)
def test_oxigraph_and_rdflib_read_the_same_quads(form: Form, tiny_graph: KnowledgeGraph) -> None:
    for graph in (tiny_graph, everything("|".join(HOSTILE))):
        text = written(graph, form, texts=True)
        assert by_rdflib(text, form) == by_oxigraph(text, form)
        assert by_oxigraph(text, form) == by_oxigraph(
            written(graph, "nquads", texts=True), "nquads"
        )


@NEEDS_RAPPER
@pytest.mark.parametrize(("form", "name"), [("trig", "trig"), ("nquads", "nquads")])
def test_rapper_reads_the_same_quads(form: Form, name: str, tiny_graph: KnowledgeGraph) -> None:
    for graph in (tiny_graph, everything("|".join(HOSTILE))):
        text = written(graph, form, texts=True)
        command = ["rapper", "-q", "-i", name, "-o", "nquads", "-", "http://nowhere.invalid/"]
        run = subprocess.run(command, input=text, capture_output=True, check=False)
        assert run.returncode == 0, run.stderr.decode()
        assert by_oxigraph(run.stdout, "nquads") == by_oxigraph(text, form)


def test_named_graphs_hold_the_articles(tiny_graph: KnowledgeGraph) -> None:
    quads = by_oxigraph(written(tiny_graph, "nquads"), "nquads")
    base = "https://w3id.org/kgraph/id/"
    assert {quad[-1] for quad in quads} == {
        f"{base}corpus",
        f"{base}graph/dam.txt",
        f"{base}graph/echo.txt",
    }
    label = NAMESPACES["rdfs"] + "label"
    assert {quad[-1] for quad in quads if quad[1] == label} == {f"{base}corpus"}
    triples = {quad[:-1] for quad in quads}
    assert triples == {quad[:-1] for quad in by_oxigraph(written(tiny_graph, "turtle"), "turtle")}


def test_a_corrected_article_keeps_its_graph() -> None:
    def names(text: str) -> set[str]:
        graph = KnowledgeGraph.of(articles=[Article(id="a", text=text)])
        return {quad[-1] for quad in by_oxigraph(written(graph, "nquads"), "nquads")}

    assert names("It rains.") == names("It rained.")


# --- RDF 1.2 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "ntriples"])
def test_rdf_12_adds_what_each_attribution_reifies(form: Form, tiny_graph: KnowledgeGraph) -> None:
    text = written(tiny_graph, form, version="1.2")
    reified: dict[ox.Triple, list[object]] = {}
    asserted: set[ox.Triple] = set()
    for quad in ox.parse(text, MEDIA[form]):
        if isinstance(quad.object, ox.Triple):
            assert quad.predicate.value == NAMESPACES["rdf"] + "reifies"
            reified.setdefault(quad.object, []).append(quad.subject)
        else:
            asserted.add(quad.triple)
    edges = tiny_graph.edges(plain=False)
    assert sum(map(len, reified.values())) == sum(len(edge.evidence) for edge in edges)
    plain = {(e.speaker.id, e.edge_type, e.object.id) for e in tiny_graph.edges()}
    assert len(plain) < len(edges)  # hearsay is reified, and not asserted
    assert len(reified.keys() & asserted) == len(plain)
    assert from_rdf(text, form) == from_rdf(written(tiny_graph, form), form)


def test_json_ld_refuses_rdf_12(tiny_graph: KnowledgeGraph) -> None:
    with pytest.raises(KgraphError, match=r"no form for RDF 1\.2"):
        write(tiny_graph, "jsonld", version="1.2")


# --- JSON-LD -----------------------------------------------------------------------------------


def test_the_context_file_is_the_context_that_is_written(tiny_graph: KnowledgeGraph) -> None:
    """Write it anew with ``python -c`` and ``kgraph.rdf.jsonld.context_file``."""
    shipped = json.loads(files("kgraph.data").joinpath("context.jsonld").read_text("utf-8"))
    assert shipped == {"@context": context()}
    assert json.loads(written(tiny_graph, "jsonld"))["@context"] == context()


def test_ids_are_compact_iris_in_json_ld(tiny_graph: KnowledgeGraph) -> None:
    read = json.loads(written(tiny_graph, "jsonld"))
    found = {node["@id"] for graph in read["@graph"] for node in graph["@graph"]}
    assert found >= tiny_graph.actors.keys() | tiny_graph.claims.keys()


# --- literals ----------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=30))
def test_literals_say_their_text_and_no_more(text: str) -> None:
    literal = string(text)
    assert literal.isprintable() or "\ufffd" in literal or not text.isprintable()
    assert "\n" not in literal
    (triple,) = ox.parse(f"<http://s> <http://p> {literal} .".encode(), MEDIA["ntriples"])
    assert isinstance(triple.object, ox.Literal)
    assert lexical(literal) == triple.object.value
    assert len(triple.object.value) == len(text)


@settings(deadline=None)
@example("\\U0000")
@example("\x850000")
@given(st.text(alphabet='\\uU0{}"n5DC\x85', max_size=12))
def test_no_text_becomes_an_escape_of_sparql(text: str) -> None:
    """Some engines replace escapes before they read strings, as SPARQL 1.1, 19.2 has it."""
    ask = f"ASK {{ FILTER (STRLEN({string(text)}) = {len(text)}) }}"
    assert rdflib.Graph().query(ask).askAnswer is True
    assert ox.Store().query(ask)


# --- GraphML -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["plain", *HOSTILE], ids=["plain", *HOSTILE_IDS])
def test_graphml_is_the_network(text: str) -> None:
    graph = everything(text)
    written_out = to_graphml(graph).encode("utf-8", "replace")
    ET.fromstring(written_out)  # noqa: S314 - our own
    read = nx.read_graphml(io.BytesIO(written_out), force_multigraph=True)
    network = to_networkx(graph, evidence=False)
    assert (len(read), read.size()) == (len(network), network.size())
    kinds = sorted(str(kind) for _, kind in network.nodes(data="kind"))
    assert sorted(str(kind) for _, kind in read.nodes(data="kind")) == kinds


def test_graphml_is_saved_by_its_suffix(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    save(tiny_graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml")
    assert read.nodes["actor:anna-kral"]["role"] == "Syldavian foreign minister"
