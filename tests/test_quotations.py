"""Quotation marks, and what the tagger finds within them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.attribution.linking import link_spans
from kgraph.attribution.quotations import QUOTES, find_quotations
from kgraph.attribution.tagger import Role, TaggedSpan


def span(text: str, role: Role, words: str, links: dict[int, float] | None = None) -> TaggedSpan:
    start = text.index(words)
    return TaggedSpan(role=role, start=start, end=start + len(words), score=1.0, links=links or {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no”.", ["“no”"]),
        ('He said "no".', ['"no"']),
        ('“A mixed pair", he said.', ['“A mixed pair"']),
        ("“It goes on\n“and ends here.”", ["“It goes on", "“and ends here.”"]),
        ("A stray” mark", []),
        ('"One" and "two"', ['"One"', '"two"']),
        ('A 6" pipe', []),
    ],
)
def test_quotations_by_marks_of_any_kind(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in find_quotations(text)] == expected


@given(st.text(alphabet=f"ab \n{QUOTES}", max_size=80))
def test_quotations_begin_with_a_mark_and_do_not_overlap(text: str) -> None:
    found = find_quotations(text)
    assert all(text[start] in QUOTES for start, _ in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


def test_what_is_cited_within_a_quotation_takes_no_part_of_it() -> None:
    text = 'He said: "They call it a lie, and it hurts us all."'
    spans = [
        span(text, "cue", "said", {-1: -9.0}),
        span(text, "source", "They"),
        span(text, "cue", "call", {-1: -3.0, 1: -0.1}),
        span(text, "content", "it a lie, and it hurts us all.", {-1: -3.0, 0: -0.8, 2: -0.6}),
    ]
    (draft,) = link_spans(spans, text)
    assert [text[s.start : s.end] for s in draft.cue] == ["said"]
    assert [text[s.start : s.end] for s in draft.content] == [text[9:]]


def test_a_quotation_goes_on_beyond_the_cue_of_a_report() -> None:
    text = '"We lost it," Kral said, noting that it rained. "We will find it again."'
    spans = [
        span(text, "content", '"We lost it,"', {-1: -3.0, 2: -0.1}),
        span(text, "source", "Kral"),
        span(text, "cue", "said", {-1: -3.0, 1: -0.1}),
        span(text, "cue", "noting", {-1: -3.0, 1: -0.1}),
        span(text, "content", "that it rained", {-1: -3.0, 3: -0.1}),
        span(text, "content", '"We will find it again."', {-1: -3.0, 2: -0.1}),
    ]
    said = next(d for d in link_spans(spans, text) if text[d.cue[0].start : d.cue[0].end] == "said")
    assert len(said.content) == 2


def test_a_question_before_the_quotation_is_not_part_of_the_answer() -> None:
    text = 'Will the old dam hold? "It will surely hold for years," Kral said.'
    spans = [
        span(text, "content", text[: text.index(" Kral")], {-1: -3.0, 2: -0.1}),
        span(text, "source", "Kral"),
        span(text, "cue", "said", {-1: -3.0, 1: -0.1}),
    ]
    (draft,) = link_spans(spans, text)
    assert [text[s.start : s.end] for s in draft.content] == ['"It will surely hold for years,"']


def test_a_phrase_in_quotation_marks_is_no_quotation() -> None:
    text = "Kral said the “war room” was empty."
    spans = [
        span(text, "cue", "said"),
        span(text, "content", "the “war room” was empty", {-1: -3.0, 0: -0.1}),
    ]
    (draft,) = link_spans(spans, text)
    assert [text[s.start : s.end] for s in draft.content] == ["the “war room” was empty"]
