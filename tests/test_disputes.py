"""Disputes over days and weeks, on the affairs that may be read: what was reached is kept."""

from __future__ import annotations

import pytest
from disputes.measure import measure

FLOORS = {
    "dev": {
        "claims_p": 0.84,
        "claims_f1": 0.69,
        "kept_apart": 0.62,
        "stance": 0.90,
        "disputes_p": 0.88,
        "disputes_r": 0.78,
        "disputes_f1": 0.85,  # as asked for, and so are the next two
        "origins_f1": 0.85,
        "changes_f1": 0.85,
        "narrator": 0.50,
    },
    "wires": {
        "claims_p": 0.83,
        "claims_f1": 0.53,
        "kept_apart": 0.50,
        "stance": 0.89,
        "disputes_p": 0.95,
        "disputes_r": 0.72,
        "origins_f1": 0.65,
        "changes_f1": 0.55,  # less than before: near misses are joined more often
    },
    "fresh": {
        "claims_p": 0.72,
        "claims_f1": 0.46,
        "stance": 0.79,
        "disputes_p": 0.65,
        "disputes_r": 0.52,
        "origins_f1": 0.63,
    },
}


@pytest.mark.model
@pytest.mark.parametrize("split", FLOORS)
def test_no_figure_is_below_its_floor(split: str) -> None:
    reached, floors = measure(split), FLOORS[split]
    assert {name: reached[name] for name, floor in floors.items() if reached[name] < floor} == {}
