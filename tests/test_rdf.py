"""RDF: what is written, that every parser reads it alike, and that no text breaks out of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import os
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.query import ResultRow

from kgraph import model
from kgraph.edge_types import load_edge_types
from kgraph.errors import KgraphError, SpanError, UnknownNameError
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Event, Reading
from kgraph.rdf import to_rdflib, to_turtle, vocabulary_turtle
from kgraph.rdf.evidence import LONGEST, find_evidence
from kgraph.rdf.terms import NAMESPACES, Minter, decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

GOLDEN = Path(__file__).parent / "golden" / "tiny.ttl"
DOCS = Path(__file__).parents[1] / "docs" / "rdf.md"
BASE = "https://w3id.org/kgraph/id/"
KG = rdflib.Namespace(NAMESPACES["kg"])
OA = rdflib.Namespace(NAMESPACES["oa"])
PROV = rdflib.Namespace(NAMESPACES["prov"])
SCHEMA = rdflib.Namespace(NAMESPACES["schema"])
NEEDS_RAPPER = pytest.mark.skipif(
    shutil.which("rapper") is None, reason="rapper is missing: apt-get install raptor2-utils"
)

Triples = set[tuple[str, ...]]


def by_rdflib(turtle: str) -> Triples:
    return terms_of(rdflib.Graph().parse(data=turtle, format="turtle"))


def terms_of(graph: rdflib.Graph) -> Triples:
    """Return the triples as tuples that do not depend on the library."""
    found: Triples = set()
    for s, p, o in graph:
        if isinstance(o, rdflib.Literal):
            kind = str(o.datatype or (RDF.langString if o.language else XSD.string))
            found.add((str(s), str(p), str(o), kind, str(o.language)))
        else:
            found.add((str(s), str(p), str(o)))
    return found


def by_oxigraph(text: str | bytes, media: ox.RdfFormat = ox.RdfFormat.TURTLE) -> Triples:
    found: Triples = set()
    for s, p, o, _ in ox.parse(text.encode() if isinstance(text, str) else text, media):
        if isinstance(o, ox.Literal):
            found.add((s.value, p.value, o.value, o.datatype.value, str(o.language)))
        else:
            found.add((s.value, p.value, o.value))
    return found


def by_rapper(turtle: str) -> Triples:
    command = ["rapper", "-q", "-i", "turtle", "-o", "ntriples", "-", "http://nowhere.invalid/"]
    run = subprocess.run(command, input=turtle.encode(), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return by_oxigraph(run.stdout, ox.RdfFormat.N_TRIPLES)


def store_of(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(turtle.encode(), ox.RdfFormat.TURTLE)
    return store


def everything(text: str = "Borduria's army said it.") -> KnowledgeGraph:
    """Return a graph in which each field is set and each value of each scale occurs."""
    article = Article(
        id=f"{text}.txt",
        text=f"x{text}y",
        title=text,
        outlet=text,
        author=text,
        published=dt.date(2023, 5, 4),
        url=text,
        language="en",
    )
    whole = (article.span(0, len(article.text)),)
    actors = [
        Actor(
            id=f"actor:{text}/{kind}",
            name=text,
            kind=kind,
            aliases=(text, "Szohôd"),
            affiliation=f"actor:{text}/government",
            role=text,
            same_as="http://www.wikidata.org/entity/Q1",
        )
        for kind in get_args(model.ActorKind)
    ]
    event = Event(id=f"event:{text}", label=text, kind=text, place=text, date=dt.date(2023, 5, 3))
    claims = [
        Claim(
            id=f"claim:{text}{i}",
            label=text,
            agent=actors[0].id,
            act=text,
            object=text,
            event=event.id,
        )
        for i in range(4)
    ]
    cycle = {
        "edge_type": list(load_edge_types()),
        "form": get_args(model.Form),
        "modality": get_args(model.Modality),
        "likelihood": get_args(model.Likelihood),
        "analytic_confidence": get_args(model.Confidence),
    }
    readings = [
        Reading(
            attribution=Attribution(
                id=f"attribution:{i}{text}",
                article=article.id,
                source=whole,
                cue=whole,
                content=whole,
                target=whole,
                reported_via=whole,
                within=f"attribution:0{text}",
                said_on=dt.date(2023, 5, 3),
                negated=i == 1,
                score=0.5,
                **{name: values[i % len(values)] for name, values in cycle.items()},
            ),
            speakers=tuple(actor.id for actor in actors),
            targets=(actors[1].id,),
            claims=(
                (claims[0].id, "for"),
                (claims[1].id, "against"),
                (claims[2].id, "open"),
                (claims[3].id, "for" if i % 2 else "against"),
            ),
            reported_via=(actors[3].id,),
            answers=f"attribution:0{text}",
            hearsay=i == 2,
        )
        for i in range(len(load_edge_types()))
    ]
    return KnowledgeGraph.of(
        articles=[article], actors=actors, claims=claims, events=[event], readings=readings
    )


def one_reading(article: Article, *, claim: str = "claim:c", **rest: object) -> KnowledgeGraph:
    """Return a graph of one reading whose cue is the first character of the article."""
    made = Attribution(id="attribution:a", article=article.id, cue=(article.span(0, 1),))
    attribution = dataclasses.replace(made, **rest)  # type: ignore[arg-type]
    return KnowledgeGraph.of(
        articles=[article],
        actors=[Actor(id="actor:a", name="A", kind="person")],
        claims=[Claim(id=claim, label="It rains")],
        readings=[
            Reading(attribution=attribution, speakers=("actor:a",), claims=((claim, "against"),))
        ],
    )


# What is written


def test_golden(tiny_graph: KnowledgeGraph) -> None:
    """Read the difference, then write the file anew with KGRAPH_UPDATE_GOLDEN=1."""
    turtle = to_turtle(tiny_graph)
    if os.environ.get("KGRAPH_UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(turtle, encoding="utf-8", newline="\n")
    assert turtle == GOLDEN.read_text(encoding="utf-8")


def test_no_blank_nodes(tiny_graph: KnowledgeGraph) -> None:
    for graph in (tiny_graph, everything()):
        for triple in to_rdflib(graph, texts=True):
            assert not any(isinstance(term, rdflib.BNode) for term in triple)


def test_shortcuts_are_the_plain_edges(tiny_graph: KnowledgeGraph) -> None:
    turtle = to_rdflib(tiny_graph)
    kinds: dict[Node, str] = {KG[name]: name for name in load_edge_types()}
    found = {(str(s), kinds[p], str(o)) for s, p, o in turtle if p in kinds}
    iri = Minter(BASE).noun
    wanted = {(iri(e.speaker.id), e.edge_type, iri(e.object.id)) for e in tiny_graph.edges()}
    assert found == wanted


def test_negated_and_hearsay_acts_are_marked_and_typed_as_nothing_more(
    tiny_graph: KnowledgeGraph,
) -> None:
    graph = to_rdflib(tiny_graph)
    (node,) = graph.subjects(KG.edgeType, KG.condemns)
    assert set(graph.objects(node, RDF.type)) == {KG.Attribution}
    assert graph.value(node, KG.negated).toPython() is True  # type: ignore[union-attr]
    assert graph.value(node, KG.hearsay).toPython() is True  # type: ignore[union-attr]
    assert (node, PROV.wasAttributedTo, None) not in graph
    assert (None, KG.condemns, None) not in graph


def test_a_denial_is_no_shortcut_to_the_assertion() -> None:
    article = Article(id="a", text="It")
    assert (None, KG.asserts, None) not in to_rdflib(one_reading(article, edge_type="asserts"))
    assert (None, KG.denies, None) in to_rdflib(one_reading(article, edge_type="denies"))


def test_claims_are_never_asserted() -> None:
    """No claim's agent has a property but those of actors and the edges it speaks itself."""
    graph = to_rdflib(everything())
    own = {RDF.type, RDFS.label, SKOS.altLabel, OWL.sameAs, KG.role, KG.speaksFor}
    edges = {KG[name] for name in load_edge_types()}
    for agent in set(graph.objects(None, KG.agent)):
        assert set(graph.predicates(agent)) <= own | edges
    claims = set(graph.subjects(RDF.type, KG.Claim))
    parts = {RDF.type, RDFS.label, KG.agent, KG.act, KG.object, KG.event, KG.status}
    assert {p for claim in claims for p in graph.predicates(claim)} == parts


@pytest.mark.parametrize(
    ("stances", "status"),
    [
        (("for",), KG.claimPutForward),
        (("against",), KG.claimDenied),
        (("for", "against", "open"), KG.claimDisputed),
        (("open",), KG.claimWeighed),
        ((), None),
    ],
)
def test_status_follows_from_plain_stances(
    stances: tuple[model.Stance, ...], status: rdflib.URIRef | None
) -> None:
    article = Article(id="a", text="It rains")
    plain = [("asserts", False, side) for side in stances]
    other: list[tuple[str | None, bool, model.Stance]] = [
        ("asserts", True, "for"),
        (None, False, "against"),
    ]
    readings = [
        Reading(
            attribution=Attribution(
                id=f"attribution:{i}", article="a", cue=(article.span(0, 2),), edge_type=edge_type
            ),
            speakers=("actor:a",),
            claims=(("claim:rain", side),),
            hearsay=hearsay,
        )
        for i, (edge_type, hearsay, side) in enumerate(plain + other)
    ]
    graph = to_rdflib(
        KnowledgeGraph.of(
            articles=[article],
            actors=[Actor(id="actor:a", name="A", kind="person")],
            claims=[Claim(id="claim:rain", label="It rains")],
            readings=readings,
        )
    )
    assert graph.value(rdflib.URIRef(BASE + "claim/rain"), KG.status) == status


def test_whole_texts_only_on_request(tiny_graph: KnowledgeGraph) -> None:
    texts = {str(o) for o in to_rdflib(tiny_graph, texts=True).objects(None, KG.text)}
    assert texts == {article.text for article in tiny_graph.articles.values()}
    assert "kg:text" not in to_turtle(tiny_graph)


def test_two_outlets_with_the_same_text_stay_two_articles() -> None:
    articles = [Article(id=name, text="It rains", outlet=name) for name in ("a", "b")]
    graph = to_rdflib(KnowledgeGraph.of(articles=articles))
    assert len(set(graph.subjects(RDF.type, SCHEMA.NewsArticle))) == 2


def test_offsets_are_as_long_as_their_words(tiny_graph: KnowledgeGraph) -> None:
    for graph in (to_rdflib(tiny_graph), to_rdflib(everything("\ud800\x00 \U0001d538 \ufffe"))):
        selectors = list(graph.subject_objects(OA.exact))
        assert selectors
        for selector, exact in selectors:
            start, end = (int(str(graph.value(selector, name))) for name in (OA.start, OA.end))
            assert len(str(exact)) == end - start


def test_base_is_the_users(tiny_graph: KnowledgeGraph) -> None:
    ours, theirs = (by_rdflib(to_turtle(tiny_graph, base=b)) for b in (BASE, "http://e.org/x/"))
    moved = {tuple(t.replace(BASE, "http://e.org/x/") for t in triple) for triple in ours}
    assert moved == theirs


@pytest.mark.parametrize(
    "base",
    [
        "",
        "id/",
        "urn:kgraph:",
        "http://e.org/#",
        "http://e.org/?q=/",
        "http://e.org/a b/",
        "http://e.org/> . <http://e.org/",
        "http://e.org/../",
        "http://e.org:port/",
    ],
)
def test_a_base_to_which_nothing_can_be_appended_is_refused(base: str) -> None:
    with pytest.raises(KgraphError, match="base"):
        to_turtle(KnowledgeGraph.of(), base=base)


@pytest.mark.parametrize("same_as", ["Q1", "javascript:alert(1)", "http://e.org/%zz", "http://["])
def test_a_broken_same_as_is_refused(same_as: str) -> None:
    actor = Actor(id="actor:a", name="A", kind="person", same_as=same_as)
    with pytest.raises(KgraphError, match="same_as of 'actor:a'"):
        to_turtle(KnowledgeGraph.of(actors=[actor]))


def test_errors_name_what_is_wrong() -> None:
    article = Article(id="a", text="It")
    graph = one_reading(article)
    with pytest.raises(UnknownNameError, match="no article called 'a'"):
        to_turtle(KnowledgeGraph.of(readings=graph.readings.values()))
    outside = (dataclasses.replace(article.span(0, 2), end=9),)
    with pytest.raises(SpanError, match="0-9"):
        to_turtle(one_reading(article, source=outside))
    with pytest.raises(KgraphError, match="nan"):
        to_turtle(one_reading(article, score=float("nan")))


@pytest.mark.parametrize(
    ("number", "text"), [(0.93, "0.93"), (1, "1.0"), (0.0, "0.0"), (1e-9, "0.000000001")]
)
def test_decimals_have_no_exponent(number: float, text: str) -> None:
    assert decimal(number) == text


# Sentences


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("It rained. He *said so*. She left.", "He said so."),
        ("It rained.\nHe *said so*\nShe left.", "He said so"),
        ('Yes. "Why?" *he said*. "Go!" She left.', '"Why?" he said.'),
        ("First. Mr. Ray of the U.S. Army *said so*! Last.", "Mr. Ray of the U.S. Army said so!"),
        ("First. “It *rains,” he said*. “Go.” Last.", "“It rains,” he said."),
        ("First. “He *said so.*” Last.", "“He said so.”"),
        ("*All*", "All"),
        ("One. *Two. Three*. Four.", "Two. Three."),
        ("\n\n  *It*  \n", "It"),
    ],
)
def test_evidence_is_the_sentences(text: str, evidence: str) -> None:
    start, end = text.index("*"), text.rindex("*") - 1
    article = Article(id="a", text=text.replace("*", ""))
    attribution = Attribution(id="x", article="a", content=(article.span(start, end),))
    first, last = find_evidence(article.text, attribution)
    assert article.text[first:last] == evidence


def test_evidence_is_never_a_whole_long_text() -> None:
    words = Article(id="a", text="word " * 2000)
    short = Attribution(id="x", article="a", content=(words.span(5000, 5004),))
    first, last = find_evidence(words.text, short)
    assert first < 5000
    assert 5004 < last <= first + LONGEST
    assert words.text[first:last].strip() == words.text[first:last]
    cue = words.span(9000, 9004)
    wide = Attribution(id="x", article="a", content=(words.span(0, 4000),), cue=(cue,))
    first, last = find_evidence(words.text, wide)
    assert last - first == LONGEST
    assert first <= cue.start < cue.end <= last


@given(text=st.text(alphabet='a B.!?"”\n ', min_size=1), cut=st.tuples(*[st.integers(0, 99)] * 2))
def test_evidence_holds_the_attribution(text: str, cut: tuple[int, int]) -> None:
    start, end = sorted(n % len(text) for n in cut)
    article = Article(id="a", text=text)
    attribution = Attribution(id="x", article="a", cue=(article.span(start, end + 1),))
    first, last = find_evidence(text, attribution)
    assert 0 <= first <= start < end + 1 <= last <= len(text)


# Every parser reads it alike, whatever the text


def test_same_triples_in_rdflib_and_oxigraph(tiny_graph: KnowledgeGraph) -> None:
    for graph in (tiny_graph, everything()):
        turtle = to_turtle(graph, texts=True)
        assert by_rdflib(turtle) == by_oxigraph(turtle)
        assert by_rdflib(turtle) == terms_of(to_rdflib(graph, texts=True))


HOSTILE = [
    'a"b',
    'a"""b',
    "a\\",
    "\\u0041",
    "a\nb\r\nc\td",
    "\x00\x01\x1f\x7f\x85",
    "\u2028\u2029\u202e\ufeff\u200d",
    "\ud800 \udfff \ufffe \uffff",
    "\U0001d538 \U0001f600 \U0010ffff \U0001ffff",
    "é e\u0301 ﬁ",
    '> . <http://evil.example/s> <http://evil.example/p> "x" . <',
    '" . <http://evil.example/s> <http://evil.example/p> "x',
    "../../claim/dam",
    "a/./b/../c//d/",
    "..",
    "%2E%41%",
    "# comment",
    "{|^`} <>",
    "@en",
    "^^xsd:integer",
]


@NEEDS_RAPPER
def test_same_triples_in_rapper(tiny_graph: KnowledgeGraph) -> None:
    graphs = [tiny_graph, everything(), everything("|".join(HOSTILE)), everything("..")]
    for graph in graphs:
        turtle = to_turtle(graph, texts=True)
        assert by_rapper(turtle) == by_oxigraph(turtle)


@NEEDS_RAPPER
def test_vocabulary_is_the_same_in_rapper() -> None:
    assert by_rapper(vocabulary_turtle()) == by_oxigraph(vocabulary_turtle())


def fit(text: str) -> str:
    return re.sub("[\x00\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


def assert_text_comes_back(text: str) -> None:
    graph = everything(text)
    turtle = to_turtle(graph, texts=True)
    found = by_oxigraph(turtle)
    assert found == by_rdflib(turtle) == terms_of(to_rdflib(graph, texts=True))
    literals = {(triple[1], triple[2]) for triple in found if len(triple) > 3}
    kg, rdfs, schema = (NAMESPACES[prefix] for prefix in ("kg", "rdfs", "schema"))
    assert (kg + "text", fit(f"x{text}y")) in literals
    names = (rdfs + "label", kg + "role", kg + "act", kg + "object", kg + "place")
    for name in (*names, schema + "headline", schema + "url") if text else ():
        assert (name, fit(text)) in literals
    heads = (BASE, NAMESPACES["wd"])
    assert all(triple[0].startswith(heads) for triple in found)
    assert all(re.fullmatch(r"[!-;=?-\[\]_a-z~]+", triple[0]) for triple in found)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back(text: str) -> None:
    assert_text_comes_back(text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_any_text_comes_back(text: str) -> None:
    assert_text_comes_back(text)


@given(*[st.text(alphabet=st.sampled_from("ab:/.%# é\ud800"), max_size=6)] * 2)
def test_different_ids_have_different_iris(one: str, other: str) -> None:
    noun = Minter(BASE).noun
    assert (noun(one) == noun(other)) == (one == other)


# Equal bytes everywhere

IN_A_NEW_PROCESS = """
import pickle, random, sys
from kgraph.graph import KnowledgeGraph
from kgraph.rdf import to_turtle
nouns = pickle.load(sys.stdin.buffer)
for table in nouns.values():
    random.shuffle(table)
assert "rdflib" not in sys.modules
sys.stdout.buffer.write(to_turtle(KnowledgeGraph.of(**nouns), texts=True).encode())
assert "rdflib" not in sys.modules
"""


def tables_of(graph: KnowledgeGraph) -> dict[str, list[object]]:
    names = ("articles", "actors", "claims", "events", "readings")
    return {name: list(getattr(graph, name).values()) for name in names}


def test_bytes_do_not_depend_on_hash_seed_or_order() -> None:
    graph = everything()
    for seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", IN_A_NEW_PROCESS],
            input=pickle.dumps(tables_of(graph)),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert run.stdout.decode() == to_turtle(graph, texts=True)


def test_the_order_of_values_shows_in_notes_alone() -> None:
    def turned(items: Iterable[object]) -> tuple[object, ...]:
        return tuple(reversed(list(items)))

    tables = tables_of(everything())
    tables["readings"] = [
        dataclasses.replace(r, speakers=turned(r.speakers), claims=turned(r.claims))  # type: ignore[arg-type]
        for r in everything().readings.values()
    ]
    one, two = (by_rdflib(to_turtle(g)) for g in (KnowledgeGraph.of(**tables), everything()))  # type: ignore[arg-type]
    assert one != two
    assert {triple[1] for triple in one ^ two} == {str(KG.order)}


# The vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(data=vocabulary_turtle(), format="turtle")


def test_vocabulary_parses_alike_without_blank_nodes(vocabulary: rdflib.Graph) -> None:
    assert terms_of(vocabulary) == by_oxigraph(vocabulary_turtle())
    assert not any(isinstance(t, rdflib.BNode) for triple in vocabulary for t in triple)


def test_every_own_term_is_defined(vocabulary: rdflib.Graph, tiny_graph: KnowledgeGraph) -> None:
    exported = to_rdflib(everything(), texts=True) + to_rdflib(tiny_graph, texts=True)
    used = {t for triple in [*exported, *vocabulary] for t in triple if str(t).startswith(str(KG))}
    assert len(used) > 90
    for term in used - {rdflib.Literal(str(KG))}:
        for name in (RDF.type, RDFS.label, SKOS.definition):
            assert (term, name, None) in vocabulary, (term, name)


def test_every_property_has_a_domain_and_a_range(vocabulary: rdflib.Graph) -> None:
    ranges = {RDFS.range, SCHEMA.rangeIncludes}
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in set(vocabulary.subjects(RDF.type, kind)):
            lines = {term, *vocabulary.transitive_objects(term, RDFS.subPropertyOf)}
            said = {p for line in lines for p in vocabulary.predicates(line)}
            assert RDFS.domain in said, term
            assert said & ranges, term


def test_values_fit_the_ranges(vocabulary: rdflib.Graph) -> None:
    """Each value is of the kind that its property says."""
    for _, p, o in to_rdflib(everything(), texts=True):
        for kind in vocabulary.objects(p, RDF.type):
            if kind == OWL.DatatypeProperty:
                wanted = vocabulary.value(p, RDFS.range)
                assert isinstance(o, rdflib.Literal), p
                assert wanted == (o.datatype or XSD.string), p
            elif kind == OWL.ObjectProperty:
                assert isinstance(o, rdflib.URIRef), p


def test_edge_types_stand_in_the_vocabulary(vocabulary: rdflib.Graph) -> None:
    for edge_type in load_edge_types().values():
        term = KG[edge_type.name]
        assert set(vocabulary.objects(term, RDF.type)) == {OWL.ObjectProperty, SKOS.Concept}
        codes = [vocabulary.value(term, KG[name]) for name in ("cameoCode", "ploverCode")]
        assert [code and str(code) for code in codes] == [edge_type.cameo, edge_type.plover]
        assert (KG[edge_type.rdf_class], RDFS.subClassOf, KG.Attribution) in vocabulary
        # Else a reasoner would conclude that who denies a claim asserts it.
        assert set(vocabulary.objects(term, RDFS.subPropertyOf)) == {KG.edge}


def test_likelihoods_cover_one_to_99_per_cent(vocabulary: rdflib.Graph) -> None:
    bands = sorted(
        (float(low), float(vocabulary.value(band, KG.probabilityMax)))  # type: ignore[arg-type]
        for band, low in vocabulary.subject_objects(KG.probabilityMin)
    )
    assert len(bands) == len(get_args(model.Likelihood))
    assert (bands[0][0], bands[-1][1]) == (0.01, 0.99)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(bands))


# The documentation


def test_examples_in_the_documentation_run(
    tiny_graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for code in re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL):
        exec(code, {"graph": tiny_graph})  # noqa: S102
    assert (tmp_path / "kremlin.ttl").read_text(encoding="utf-8") == to_turtle(tiny_graph)


def test_turtle_in_the_documentation_is_part_of_the_golden_file() -> None:
    golden = GOLDEN.read_text(encoding="utf-8")
    header = golden.partition("\n\n")[0]
    (example,) = re.findall(r"```turtle\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert by_rdflib(f"{header}\n{example}") < by_rdflib(golden)


QUERIES = re.findall(r"```sparql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def answers(query: str, turtle: str) -> list[tuple[str, ...]]:
    """Return the rows, which must be the same from both engines."""
    result = rdflib.Graph().parse(data=turtle, format="turtle").query(query)
    rows = [tuple(map(str, row)) for row in result if isinstance(row, ResultRow)]
    found = store_of(turtle).query(query)
    assert isinstance(found, ox.QuerySolutions)
    others = [tuple(term.value for term in row) for row in found]
    assert sorted(rows) == sorted(others)
    return rows


def test_disputed_claims_with_both_quotes(tiny_graph: KnowledgeGraph) -> None:
    rows = answers(QUERIES[0], to_turtle(tiny_graph))
    assert {(claim, pro, con) for claim, pro, _, con, _ in rows} == {
        ("Borduria blew up the Szohôd dam", pro, "Borduria") for pro in ("Anna Kral", "Syldavia")
    }
    assert len(rows) == 4
    assert any("nothing to do with it" in row[-1] for row in rows)


def test_who_accuses_whom_with_the_words(tiny_graph: KnowledgeGraph) -> None:
    rows = answers(QUERIES[1], to_turtle(tiny_graph))
    assert [row[:3] for row in rows] == [
        ("Anna Kral", "Borduria", "dam.txt"),
        ("Syldavia", "Borduria", "echo.txt"),
    ]


def test_what_those_say_who_speak_for_a_government(tiny_graph: KnowledgeGraph) -> None:
    rows = answers(QUERIES[2], to_turtle(tiny_graph))
    assert {row[0] for row in rows} == {"Anna Kral", "Syldavia", "a senior Syldavian official"}


def test_loading_twice_changes_nothing(tiny_graph: KnowledgeGraph) -> None:
    store = store_of(to_turtle(tiny_graph))
    before = len(store)
    store.load(to_turtle(tiny_graph).encode(), ox.RdfFormat.TURTLE)
    assert len(store) == before
