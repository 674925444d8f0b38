"""The table of edge types and the frames in it."""

import pytest

from kgraph.edge_types import Frame, edge_type_named, load_edge_types
from kgraph.errors import UnknownNameError
from kgraph.lexicon import load_lexicon


def test_frame_with_two_slots_and_a_word() -> None:
    frame = Frame.parse("hold TARGET responsible for CONTENT")
    assert (frame.head, frame.words) == ("hold", ("responsible",))
    assert (frame.target, frame.content) == ("object", "for")


def test_frame_of_a_negated_cue_with_a_class() -> None:
    frame = Frame.parse("not say CONTENT | question")
    assert (frame.head, frame.negated, frame.content, frame.needs) == (
        "say",
        True,
        "object",
        "question",
    )


def test_parents_are_edge_types() -> None:
    types = load_edge_types()
    assert {row.parent for row in types.values()} <= {None, *types}


def test_every_class_that_a_frame_needs_exists() -> None:
    forms = {"quote", "clause", "naming", "wrong", "that", "deed", "sentence"}
    known = {*load_lexicon().classes, *forms}
    needed = {f.needs for row in load_edge_types().values() for f in row.verbs if f.needs}
    assert needed <= known


def test_each_content_effect_names_one_edge_type() -> None:
    effects = [row.content_effect for row in load_edge_types().values() if row.content_effect]
    assert sorted(effects) == ["doubtful", "negative", "shameful", "weighed", "wrongful"]


def test_unknown_edge_type_suggests_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="accuses"):
        edge_type_named("acuses")
