"""Disputes over days and weeks, on the affairs that may be read: what was reached is kept."""

from __future__ import annotations

import pytest
from disputes.measure import measure

FLOORS = {
    "dev": {
        "claims_p": 0.89,
        "claims_f1": 0.73,
        "kept_apart": 0.87,
        "stance": 0.92,
        "disputes_p": 0.92,
        "disputes_r": 0.78,
        "disputes_f1": 0.85,  # as asked for, and so are the next two
        "origins_f1": 0.85,
        "changes_f1": 0.85,
        "narrator": 0.50,
    },
    "wires": {
        "claims_p": 0.89,
        "claims_f1": 0.55,
        "kept_apart": 1.0,
        "stance": 0.92,
        "disputes_p": 0.95,
        "disputes_r": 0.78,
        "origins_f1": 0.84,
        "changes_f1": 0.80,
    },
    "fresh": {
        "claims_p": 0.79,
        "claims_f1": 0.48,
        "kept_apart": 0.60,
        "stance": 0.79,
        "disputes_p": 0.70,
        "disputes_r": 0.65,
        "origins_f1": 0.66,
    },
}


ASKED = ("disputes_f1", "origins_f1", "changes_f1")


@pytest.mark.model
def test_what_was_asked_for_is_reached_on_forty_articles_of_eight_affairs_and_more() -> None:
    reached = measure("dev", "wires")  # 52 articles on 12 affairs, in one graph
    assert {name: reached[name] for name in ASKED if reached[name] < 0.85} == {}


@pytest.mark.model
@pytest.mark.parametrize("split", FLOORS)
def test_no_figure_is_below_its_floor(split: str) -> None:
    reached, floors = measure(split), FLOORS[split]
    assert {name: reached[name] for name, floor in floors.items() if reached[name] < floor} == {}
