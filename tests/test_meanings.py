"""What words mean: alike where they speak of one thing, whichever side they take; and the side."""

from __future__ import annotations

import numpy as np
import pytest

from kgraph.meanings import WIDTH, Meaning, load_meanings, vectors_of

MATE = "Harbour police said that [the tug's mate had fallen asleep at the wheel]."
DENIED = "Captain Venn denied [that her mate had nodded off]."
RUDDER = "The union accuses the owners of [having ignored two letters about the rudder]."


def meaning(marked: str) -> Meaning:
    start, end = marked.index("["), marked.index("]") - 1
    return load_meanings().read(marked.replace("[", "").replace("]", ""), [(start, end)])


def likeness(a: str, b: str) -> float:
    ours, theirs = vectors_of([meaning(a).vector, meaning(b).vector])
    return float(ours @ theirs)


@pytest.mark.parametrize(
    ("one", "other", "third"),
    [
        (MATE, DENIED, RUDDER),
        (
            "Prosecutors allege that [the mayor pocketed a bribe from the developer].",
            '"[I have never taken a krone from him]," the mayor told local radio.',
            "The survey noted [that its experts had advised against the permit].",
        ),
        (
            "The ministry said [its systems had been broken into from abroad].",
            "[Foreign hackers got into the network], according to a leaked memo.",
            "The ministry said [no data had been lost].",
        ),
    ],
)
def test_what_speaks_of_one_thing_is_nearer_than_what_does_not(
    one: str, other: str, third: str
) -> None:
    assert likeness(one, other) > likeness(one, third) + 0.1
    assert likeness(one, other) > likeness(other, third) + 0.1


@pytest.mark.parametrize(
    ("words", "side"),
    [
        (MATE, 0),
        (DENIED, 1),
        ('"[Nobody slept on my bridge]," said Captain Venn.', 1),
        ("Detectives are examining whether [the man on watch had dozed].", 2),
        ("The agency could not confirm [that the rudder had failed].", 2),
    ],
)
def test_the_side_is_read_from_the_sentence(words: str, side: int) -> None:
    sides = meaning(words).sides
    assert sides.index(max(sides)) == side
    assert sum(sides) == pytest.approx(1, abs=0.02)


def test_vectors_have_length_one_and_nothing_has_none() -> None:
    made = vectors_of([meaning(MATE).vector, ""])
    assert made.shape == (2, WIDTH)
    assert np.linalg.norm(made, axis=1) == pytest.approx([1, 0])
    assert vectors_of([]).shape == (0, WIDTH)


@pytest.mark.parametrize(
    "text", ["", " ", "…", "a" * 50_000, "word " * 5_000, "\x00\u202e\U0001f600"]
)
def test_any_text_has_a_meaning(text: str) -> None:
    for spans in ([], [(0, len(text))], [(len(text), len(text))]):
        assert len(load_meanings().read(text, spans).sides) == 3


def test_of_a_long_text_what_stands_around_the_words_is_read() -> None:
    padded = f"{'It rained all day. ' * 60}{MATE}{' It rained all night.' * 60}"
    assert likeness(padded, MATE) > 0.4
