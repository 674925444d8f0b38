"""Near things are found, whatever the block they begin in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.attribution.places import Places
from kgraph.model import TextSpan

SPANS = st.builds(
    lambda start, length: TextSpan(article="a", start=start, end=start + length, text=""),
    st.integers(0, 3_000),
    st.integers(1, 2_000),
)


@given(st.lists(st.lists(SPANS, max_size=3), max_size=8), SPANS)
def test_whatever_overlaps_is_near(things: list[list[TextSpan]], wanted: TextSpan) -> None:
    places = Places()
    for number, spans in enumerate(things):
        places.add(number, spans)
    found = places.near([wanted])
    assert found == sorted(set(found))
    assert {n for n, spans in enumerate(things) if any(s.overlaps(wanted) for s in spans)} <= {
        *found
    }
