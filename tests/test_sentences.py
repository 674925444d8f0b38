"""Where sentences end, by punctuation alone."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.sentences import split_lines, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It poured.", ["It rained.", "It poured."]),
        ("Gen. A. B. Ng of the U.S. Army left.", ["Gen. A. B. Ng of the U.S. Army left."]),
        ("“We left.” They had not.", ["“We left.”", "They had not."]),
        ('"Why?" he asked. "Why not?"', ['"Why?" he asked.', '"Why not?"']),
        (
            "Growth was 2.5 percent. (Rates fell.) So?",
            ["Growth was 2.5 percent.", "(Rates fell.)", "So?"],
        ),
        ("A headline without an end\nA text.", ["A headline without an end", "A text."]),
        ("he said. then left", ["he said. then left"]),
        ("  \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(max_size=300))
def test_sentences_are_in_order_trimmed_and_lose_no_letter(text: str) -> None:
    found = split_sentences(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in found)
    covered = {i for s, e in found for i in range(s, e)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


def test_a_stretch_without_an_end_is_cut() -> None:
    assert all(end - start <= 5_000 for start, end in split_sentences("word " * 5_000))


def test_lines_are_trimmed_and_not_blank() -> None:
    text = " a \r\n\n\t b"
    assert [text[s:e] for s, e in split_lines(text)] == ["a", "b"]
