"""Spans -> actors: names, roles, metonyms, pronouns, anonymous sources, merging."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgraph.actors.merge import merge_actors
from kgraph.actors.names import fold, given_names_agree, same_person
from kgraph.model import Actor, Article
from kgraph.pipeline import build_graph

if TYPE_CHECKING:
    from kgraph.graph import KnowledgeGraph


def graph_of(text: str) -> KnowledgeGraph:
    return build_graph([Article(id="a.txt", text=text)])


def speakers(text: str) -> list[tuple[str, str, str | None]]:
    """Return name, kind and affiliation of the speakers, in text order."""
    graph = graph_of(text)
    found = [graph.actors[i] for r in graph.in_text_order() for i in r.speakers]
    return [
        (a.name, a.kind, graph.actors[a.affiliation].name if a.affiliation else None)
        for a in dict.fromkeys(found)
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Mikhail Podolyak", "Mykhailo Podolyak"),
        ("Anthony Blinken", "Antony Blinken"),
        ("Aleksey Petrov", "Alexei Petrov"),
        ("Dmitry Orlov", "Dmitri Orlov"),
    ],
)
def test_spellings_of_one_person(a: str, b: str) -> None:
    assert same_person(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("John Kirby", "Jack Kirby"), ("Maria Sanchez", "Pedro Sanchez")]
)
def test_same_surname_different_people(a: str, b: str) -> None:
    assert not given_names_agree(a, b)


def test_fold_joins_transliterations() -> None:
    assert len({fold(name) for name in ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij")}) == 1


def person(article: str, name: str) -> Actor:
    return Actor(id=f"actor:{article}/{name}", name=name, kind="person")


def test_merge_joins_spellings_over_articles_and_keeps_aliases() -> None:
    actors = [
        person("a", "Olena Zelenskyy"),
        person("b", "Olena Zelensky"),
        person("c", "Zelensky"),
    ]
    found = merge_actors(actors)
    (merged,), ids = found.actors, found.ids
    assert {merged.name, *merged.aliases} == {"Olena Zelenskyy", "Olena Zelensky", "Zelensky"}
    assert set(ids.values()) == {merged.id}


def test_a_lone_surname_of_two_people_stays_apart() -> None:
    merged = merge_actors(
        [person("a", "John Kirby"), person("b", "Jack Kirby"), person("c", "Kirby")]
    )
    assert [a.name for a in merged.actors] == ["Jack Kirby", "John Kirby", "Kirby"]


def test_merge_does_not_depend_on_order() -> None:
    actors = [person("a", "Anthony Blinken"), person("b", "Antony Blinken"), person("c", "Blinken")]
    assert merge_actors(actors) == merge_actors(actors[::-1])


@pytest.mark.model
def test_role_and_government_of_a_named_person() -> None:
    text = "French Foreign Minister Claire Dubois said the talks had failed."
    assert speakers(text) == [("Claire Dubois", "person", "France")]


@pytest.mark.model
def test_spokesman_in_apposition() -> None:
    text = (
        "Jonas Weber, a spokesman for the German Interior Ministry, said nothing had been decided."
    )
    (found,) = speakers(text)
    assert found[:2] == ("Jonas Weber", "person")
    assert found[2] in {"Germany", "German Interior Ministry"}


@pytest.mark.model
@pytest.mark.parametrize("name", ["Beijing", "China", "The Chinese government"])
def test_capital_and_government_are_one(name: str) -> None:
    assert speakers(f"{name} said the balloon was a weather balloon.") == [
        ("China", "government", None)
    ]


@pytest.mark.model
def test_anonymous_official_has_an_affiliation() -> None:
    ((name, kind, affiliation),) = speakers(
        "A senior Israeli official said the strike had been planned for weeks."
    )
    assert (name, kind, affiliation) == ("senior Israeli official", "anonymous", "Israel")


@pytest.mark.model
def test_analysts_speak_for_nobody() -> None:
    ((_, kind, affiliation),) = speakers(
        "Western analysts said the strike had been planned for weeks."
    )
    assert (kind, affiliation) == ("anonymous", None)


@pytest.mark.model
def test_he_is_the_person_who_spoke_last() -> None:
    text = (
        "Indian minister Ravi Menon said the dam was safe. Protesters gathered in Delhi. "
        "“There is no danger,” he said."
    )
    assert [name for name, _, _ in speakers(text)] == ["Ravi Menon"]


@pytest.mark.model
def test_the_source_is_the_one_named_before() -> None:
    text = (
        "A US intelligence official said the cable had been cut on purpose. "
        "“It was no accident,” the official said."
    )
    assert len(speakers(text)) == 1


@pytest.mark.model
def test_the_building_is_not_the_government() -> None:
    graph = graph_of("The mayor said two drones had hit the Kremlin.")
    assert "Russia" not in {a.name for a in graph.actors.values()}


@pytest.mark.model
def test_us_the_country_and_us_the_pronoun() -> None:
    assert speakers("The US said the balloon was shot down.") == [
        ("United States", "government", None)
    ]
