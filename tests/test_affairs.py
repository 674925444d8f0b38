"""Articles on other affairs than the seeds': what was reached there is kept."""

from __future__ import annotations

import json

import pytest
from affairs.measure import COMMITTED, SETS, measure

TOLERANCE = 0.01


@pytest.mark.model
@pytest.mark.parametrize("name", SETS)
def test_no_figure_gets_worse(name: str) -> None:
    """If it is worth it, or got better: ``python -m tests.affairs.measure --write``."""
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))[name]
    reached = measure(name)
    assert {k: v for k, v in reached.items() if v < committed[k] - TOLERANCE} == {}
