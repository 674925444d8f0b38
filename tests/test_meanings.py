"""Vectors of words, and claims that are joined because other words say the same."""

from __future__ import annotations

import numpy as np
import pytest

from kgraph.meanings import load_meanings


def likeness(a: str, b: str) -> float:
    ours, theirs = load_meanings().of([a, b])
    return float(ours @ theirs)


@pytest.mark.parametrize(
    ("word", "like", "unlike"),
    [
        ("wind", "breeze", "statue"),
        ("statue", "monument", "ransom"),
        ("copied", "plagiarised", "rocket"),
        ("lorry", "truck", "thesis"),
        ("died", "killed", "paid"),
    ],
)
def test_words_that_mean_the_same_are_nearer_than_others(word: str, like: str, unlike: str) -> None:
    assert likeness(word, like) > likeness(word, unlike) + 0.2


def test_neither_case_nor_marks_nor_unknown_words_matter() -> None:
    assert likeness("The dam was cracked.", "the DAM was cracked, Zzyzxq") == pytest.approx(1)


def test_what_says_nothing_known_is_like_nothing() -> None:
    assert not load_meanings().of(["", "Zzyzxq 12 …"]).any()


def test_vectors_have_length_one_and_the_order_of_the_texts() -> None:
    made = load_meanings().of(["a cracked dam", "", "a paid ransom"])
    assert np.linalg.norm(made, axis=1) == pytest.approx([1, 0, 1])
    assert made[2] == pytest.approx(load_meanings().of(["a paid ransom"])[0])


def test_each_word_has_its_vector() -> None:
    known = load_meanings()
    assert len(known.rows) == len(known.vectors) > 50_000
    assert list(known.rows) == sorted(set(known.rows))
