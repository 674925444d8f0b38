"""Disputes over days and weeks, on the affairs that may be read: what was reached is kept."""

from __future__ import annotations

import pytest
from disputes.measure import measure

FLOORS = {
    "dev": {
        "claims_p": 0.89,
        "claims_f1": 0.68,
        "kept_apart": 0.70,
        "stance": 0.88,
        "disputes_p": 0.70,
        "disputes_r": 0.60,
        "origins_f1": 0.73,
        "changes_f1": 0.66,
        "narrator": 0.50,
    },
    "wires": {
        "claims_p": 0.76,
        "claims_f1": 0.38,
        "stance": 0.82,
        "disputes_p": 0.82,
        "disputes_r": 0.50,
        "origins_f1": 0.54,
        "changes_f1": 0.53,
    },
}


@pytest.mark.model
@pytest.mark.parametrize("split", FLOORS)
def test_no_figure_is_below_its_floor(split: str) -> None:
    reached, floors = measure(split), FLOORS[split]
    assert {name: reached[name] for name, floor in floors.items() if reached[name] < floor} == {}
