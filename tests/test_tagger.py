"""The trained tagger: windows, best path, spans."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.attribution.tagger import best_paths, load_tagger
from kgraph.attribution.windows import NO_TEXT, WINDOW_SIZE, cut_windows
from kgraph.neural import load_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

pytestmark = pytest.mark.model

VOCABULARY = Path(kgraph.__file__).parent / "data" / "tagger" / "vocab.txt"


@cache
def tokenizer() -> Tokenizer:
    return load_tokenizer(VOCABULARY)


def test_each_window_takes_its_best_allowed_path() -> None:
    scores = np.log(np.array([[0.1, 0.3, 0.6], [0.1, 0.1, 0.8]]))
    moves = np.array([[0.0, 0.0, -1e4], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])  # 2 may not follow 0
    likely = np.log(np.array([[0.8, 0.1, 0.1]]))
    nothing = np.zeros((0, 3))
    assert best_paths([likely, scores, nothing], moves) == [[0], [1, 2], []]
    assert best_paths([nothing], moves) == [[]]


@given(st.text(max_size=400))
@settings(max_examples=40, deadline=None)
def test_windows_fit_and_offsets_lie_in_the_text(text: str) -> None:
    for window in cut_windows(text, tokenizer()):
        assert len(window.ids) == len(window.offsets) <= WINDOW_SIZE
        assert all(o == NO_TEXT or 0 <= o[0] < o[1] <= len(text) for o in window.offsets)


def test_windows_cover_every_word_of_a_long_text() -> None:
    text = "\n".join(f"Paragraph number {k} says something." for k in range(200))
    covered = {o for w in cut_windows(text, tokenizer()) for o in w.offsets if o != NO_TEXT}
    letters = {i for s, e in covered for i in range(s, e)}
    assert all(i in letters for i, c in enumerate(text) if c.isalnum())


@pytest.mark.parametrize("quotes", ['""', "“”", '“"', "  "])
def test_quotation_marks_of_any_kind_or_none(quotes: str) -> None:
    text = f"{quotes[0]}The dam was safe,{quotes[1]} the minister said on Monday."
    spans = {s.role: text[s.start : s.end] for s in load_tagger().tag(text)}
    assert "The dam was safe" in spans["content"]
    assert "minister" in spans["source"]
    assert "said" in spans["cue"]


def test_a_cue_points_to_its_source_and_a_content_to_its_cue() -> None:
    text = "Anna Kral said the dam was safe, but Jan Novak warned that it would break."
    spans = load_tagger().tag(text)
    cues = {text[s.start : s.end]: k for k, s in enumerate(spans) if s.role == "cue"}
    assert len(cues) == 2
    for span in spans:
        if span.role == "content":
            best = max(span.links, key=lambda k: span.links[k])
            assert spans[best].role == "cue"
            assert spans[best].end <= span.start + 1
