"""From PolNeAR's files to records; the shipped files are those of the card."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import kgraph
from training.polnear import read_part

TAGGER = Path(kgraph.__file__).parent / "data" / "tagger"


def test_standoff_files_become_records(tmp_path: Path) -> None:
    text = "“Rain,” Kral said, “is due.”\nIt may be."
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a_2016.txt").write_bytes(text.encode())
    standoff = (
        "T1\tContent 0 7;19 28\t“Rain,” “is\ndue.”\nT2\tSource 8 12\tKral\nT3\tCue 13 17\tsaid\n"
        "T4\tAttribution 13 17\tsaid\nE1\tAttribution:T4 Content:T1 Cue:T3 Source:T2\n"
        "T5\tDiscard 29 31\tIt\n"
    )
    (tmp_path / "attributions" / "a_2016_4b22.ann").write_text(standoff, "utf-8")
    (tmp_path / "attributions" / "a_2016_5fec.ann").write_text("", "utf-8")
    (record,) = read_part(tmp_path)
    (found,) = record["attributions"]
    words = {role: [text[s:e] for s, e in found[role]] for role in ("source", "cue", "content")}
    assert words == {"source": ["Kral"], "cue": ["said"], "content": ["“Rain,”", "“is due.”"]}


def test_a_folder_that_is_no_checkout_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="PolNeAR"):
        read_part(tmp_path)


def test_the_model_is_the_one_of_the_card() -> None:
    card = (TAGGER / "CARD.md").read_text("utf-8")
    digest = hashlib.sha256((TAGGER / "model.onnx").read_bytes()).hexdigest()
    assert digest in card
    version = json.loads((TAGGER / "tagger.json").read_text("utf-8"))["version"]
    assert version in card


def test_the_card_tells_what_the_runs_measured() -> None:
    card = (TAGGER / "CARD.md").read_text("utf-8")
    measured = json.loads((TAGGER / "metrics.json").read_text("utf-8"))
    for figure in (measured["student"][-1]["content"], measured["teacher"][-1]["content"]):
        assert f"{figure:.3f}" in card


def test_no_pickle_is_shipped() -> None:
    names = {path.suffix for path in TAGGER.iterdir()}
    assert names <= {".md", ".json", ".onnx", ".txt", ""}
    assert not any(re.search("pickle|joblib", path.name) for path in TAGGER.iterdir())


def test_the_model_tells_nothing_of_the_machine_it_was_made_on() -> None:
    content = (TAGGER / "model.onnx").read_bytes()
    assert not re.search(rb"site-packages|\.py\b", content)
