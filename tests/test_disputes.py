"""Disputes over days and weeks, on the affairs that may be read: what was reached is kept."""

from __future__ import annotations

import pytest
from disputes.measure import measure

FLOORS = {
    "claims_p": 0.84,
    "claims_f1": 0.54,
    "kept_apart": 0.85,
    "stance": 0.88,
    "disputes_p": 0.74,
    "disputes_r": 0.40,
    "origins_f1": 0.58,
    "changes_f1": 0.40,
    "narrator": 0.50,
}


@pytest.mark.model
def test_no_figure_is_below_its_floor() -> None:
    reached = measure("dev")
    assert {name: reached[name] for name, floor in FLOORS.items() if reached[name] < floor} == {}
