"""The positive form of what somebody denies."""

from __future__ import annotations

import pytest

from kgraph.claims.affirming import affirming
from kgraph.claims.wording import label_of, main_clause
from kgraph.linguistics import parse_article
from kgraph.model import Article


@pytest.mark.model
@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("Nobody slept on my bridge", "somebody slept on my bridge"),
        ("No one touched the money", "someone touched the money"),
        ("No order was given", "an order was given"),
        ("You couldn't put a foot down on that deck", "You could put a foot down on that deck"),
        ("We can't recall the meeting", "We can recall the meeting"),
        ("The mayor has never met them", "The mayor has met them"),
        ("They did not know that nobody had been told", "They did know that nobody had been told"),
        ("It was his ship, and he never left it", "It was his ship"),
        ("The crew was asleep", "The crew was asleep"),
    ],
)
def test_the_main_verb_is_affirmed_and_nothing_else(said: str, label: str) -> None:
    parsed = parse_article(Article(id="a.txt", text=f"{said}."))
    main = main_clause(parsed.tokens(0, len(said)))
    assert label_of(main, affirming(main)) == label
