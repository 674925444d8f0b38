"""The ontology, its alignment and its shapes; the page that shows them; ``kgraph validate``."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from test_rdf import HOSTILE, everything

from kgraph.cli import main
from kgraph.edge_types import load_edge_types
from kgraph.errors import BrokenFileError
from kgraph.rdf import NAMESPACES, vocabulary_turtle, write
from kgraph.rdf.ontology_page import vocabulary_markdown
from kgraph.rdf.validation import find_violations, shapes_turtle
from kgraph.rdf.vocabulary import alignment_turtle

if TYPE_CHECKING:
    from kgraph.graph import KnowledgeGraph

PAGE = Path(__file__).parents[1] / "docs" / "ontology.md"
KG = rdflib.Namespace(NAMESPACES["kg"])
PROV = rdflib.Namespace(NAMESPACES["prov"])
OWLRL_ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(data=vocabulary_turtle(), format="turtle")


@pytest.fixture
def turtle(tiny_graph: KnowledgeGraph) -> str:
    return "".join(write(tiny_graph, "turtle"))


# --- the ontology ------------------------------------------------------------------------------


def test_nothing_follows_that_nobody_said(vocabulary: rdflib.Graph, turtle: str) -> None:
    """Of all that OWL RL infers, no edge is new, and a planted contradiction is the only one."""
    graph = vocabulary + rdflib.Graph().parse(data=turtle, format="turtle")
    graph.remove((None, OWL.sameAs, None))  # else each edge follows for the other name too
    graph.add((KG.planted, RDF.type, KG.Claim))
    graph.add((KG.planted, KG.speaksFor, KG.planted))
    before = {name: set(graph.subject_objects(KG[name])) for name in load_edge_types()}
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = [str(error) for error in graph.objects(None, OWLRL_ERROR)]
    assert errors
    assert [error for error in errors if str(KG.planted) not in error] == []
    for name, pairs in before.items():
        assert set(graph.subject_objects(KG[name])) == pairs
    edges = set(graph.subject_objects(KG.edge))
    assert edges == {pair for pairs in before.values() for pair in pairs}
    (hearsay,) = graph.subjects(KG.hearsay, rdflib.Literal(True))  # noqa: FBT003 - a value
    assert (hearsay, PROV.wasAttributedTo, None) not in graph


def test_hierarchies_have_no_circles(vocabulary: rdflib.Graph) -> None:
    for name in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader):
        for term in set(vocabulary.subjects(name)):
            above = [
                t
                for o in vocabulary.objects(term, name)
                for t in vocabulary.transitive_objects(o, name)
            ]
            assert term not in above


def test_every_concept_is_in_a_scheme_that_is_there(vocabulary: rdflib.Graph) -> None:
    schemes = set(vocabulary.subjects(RDF.type, SKOS.ConceptScheme))
    assert len(schemes) == 6
    for concept in vocabulary.subjects(RDF.type, SKOS.Concept):
        assert set(vocabulary.objects(concept, SKOS.inScheme)) <= schemes
        assert len(list(vocabulary.objects(concept, SKOS.prefLabel))) == 1


def test_the_alignment_maps_own_terms_to_those_of_others(vocabulary: rdflib.Graph) -> None:
    alignment = rdflib.Graph().parse(data=alignment_turtle(), format="turtle")
    own = set(vocabulary.subjects(RDF.type))
    mappings = {SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch}
    rows = [(s, p, o) for s, p, o in alignment if p in mappings]
    assert len(rows) == len(alignment) - 4  # the header says the rest
    for subject, _, other in rows:
        assert subject in own
        assert not str(other).startswith(str(KG))
    spaces = ("prov#", "schema.org", "sem/", "ns/org#", "grasp#", "InterchangeOntology#")
    for space in spaces:
        assert any(space in str(other) for _, _, other in rows), space


def test_the_page_is_made_of_the_ontology() -> None:
    """Write it anew with ``python -m kgraph.rdf.ontology_page > docs/ontology.md``."""
    assert PAGE.read_text("utf-8") == vocabulary_markdown()


# --- the shapes --------------------------------------------------------------------------------


def test_shapes_speak_of_terms_that_are_defined(vocabulary: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(data=shapes_turtle(), format="turtle")
    named = {o for p in (SH.path, SH["class"], SH.targetClass) for o in shapes.objects(None, p)}
    own = {term for term in named if str(term).startswith(str(KG))}
    assert len(own) > 20
    assert own <= set(vocabulary.subjects(RDF.type))


def test_everything_conforms() -> None:
    graph = everything("|".join(HOSTILE))
    written = "".join(write(graph, "trig", texts=True))
    assert find_violations(written.encode(), "trig") == []


@pytest.mark.model
def test_the_seeds_conform(seeds_graph: KnowledgeGraph) -> None:
    assert find_violations("".join(write(seeds_graph, "turtle")).encode(), "turtle") == []


DAM = "<article/a9fb94462f524be2#char=0,31>"
BROKEN = [
    ("oa:end 31", "oa:end 32", "oa:exact is not as long as from oa:start to oa:end"),
    ("kg:length 260", "kg:length 2.6", "one kg:length"),
    ("kg:form kg:direct", "kg:form kg:quoted", "kg:form must be one of"),
    ("kg:negated true", "kg:negated true ; a kg:Condemnation", "must not look like an act"),
    ("kg:negated true ;", "kg:negated 1 ;", "must say whether it is kg:negated"),
    ("kg:speaker actor:anna-kral", "kg:speaker actor:nobody", "kg:speaker must be an actor"),
    ("kg:edgeType kg:denies", "kg:edgeType kg:dislikes", "none of the edge types"),
    ("kg:modality kg:possible", "kg:modality kg:likely", "kg:modality must be one of"),
    ("oa:start 0", 'oa:start "0"', "one oa:start, a whole number"),
    ("claim:dam a kg:Claim", "claim:dam kg:isTrue true ; a kg:Claim", "must not be asserted"),
    ("# Events", "actor:borduria kg:blewUp event:dam .", "kg:blewUp stands as a fact"),
    ("# Claims", "actor:borduria kg:accuses actor:syldavia .\n# Claims", "the edge kg:accuses"),
    (
        "# Claims",
        "actor:bordurian-army kg:condemns claim:condemned .\n# Claims",
        "the edge kg:condemns",
    ),
    ("kg:form kg:indirect", "kg:score 1.5 ; kg:form kg:indirect", "from 0 to 1 (not 1.5)"),
    (f"kg:contentSpan {DAM}", "kg:contentSpan <article/1#char=0,31>", "kg:contentSpan must be"),
    ('kg:sha256 "32ce', 'kg:sha256 "', "64 hexadecimal digits"),
]


def test_what_is_broken_is_told(turtle: str) -> None:
    for cut, put, _ in BROKEN:
        assert cut in turtle
        turtle = turtle.replace(cut, put, 1)
    found = [str(violation) for violation in find_violations(turtle.encode(), "turtle")]
    assert [put for _, put, message in BROKEN if message not in "\n".join(found)] == []
    assert all("\n" not in line for line in found)


# --- the command -------------------------------------------------------------------------------


def test_validate_prints_a_line_for_each_fault(
    turtle: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text(turtle, encoding="utf-8")
    bad.write_text(turtle.replace("oa:end 31", "oa:end 32"), encoding="utf-8")
    assert main(["validate", str(good)]) == 0
    assert capsys.readouterr().out == f"{good} conforms\n"
    assert main(["validate", str(bad)]) == 1
    fault, total = capsys.readouterr().out.splitlines()
    assert "#sel=0,31: oa:exact is not as long as" in fault
    assert total == f"{bad}: 1 violation"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("broken.ttl", "claim:dam a", "broken.ttl: no turtle that can be read"),
        ("graph.docx", "", "no RDF by its name: .ttl, .trig"),
        ("absent.nq", None, "No such file"),
    ],
)
def test_validate_says_what_it_cannot_read(
    name: str, text: str | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["validate", str(tmp_path / name)]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_a_document_without_grammar_is_an_error() -> None:
    with pytest.raises(BrokenFileError, match="no jsonld that can be read"):
        find_violations(b"{", "jsonld")


def test_the_data_files_are_turtle() -> None:
    for name in ("vocabulary.ttl", "alignment.ttl", "shapes.ttl"):
        text = files("kgraph.data").joinpath(name).read_text("utf-8")
        assert rdflib.Graph().parse(data=text, format="turtle")
