"""Disputes over days and weeks, on the affairs that may be read: what was reached is kept."""

from __future__ import annotations

import pytest
from disputes.measure import measure

FLOORS = {
    "dev": {
        "claims_p": 0.93,
        "claims_f1": 0.64,
        "kept_apart": 0.85,
        "stance": 0.88,
        "disputes_p": 0.76,
        "disputes_r": 0.45,
        "origins_f1": 0.68,
        "changes_f1": 0.58,
        "narrator": 0.50,
    },
    "wires": {
        "claims_p": 0.69,
        "claims_f1": 0.28,
        "stance": 0.82,
        "disputes_p": 0.75,
        "disputes_r": 0.40,
        "origins_f1": 0.50,
    },
}


@pytest.mark.model
@pytest.mark.parametrize("split", FLOORS)
def test_no_figure_is_below_its_floor(split: str) -> None:
    reached, floors = measure(split), FLOORS[split]
    assert {name: reached[name] for name, floor in floors.items() if reached[name] < floor} == {}
