"""Two graphs for the tests: a small one built by hand, and that of the articles in ``seeds/``."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

import kgraph
from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Event, Reading, TextSpan

ROOT = Path(__file__).resolve().parent.parent

DAM = (
    "Borduria blew up the Szohôd dam, said Syldavian foreign minister Anna Kral. "
    "Borduria denied any role in the dam blast. "
    "A senior Syldavian official told Klow Post that Borduria may have been behind the blast.\n"
    "Kral said that Borduria's army had not condemned it."
)
ECHO = (
    "Syldavia accuses Borduria of blowing up the dam. "
    '"We had nothing to do with it," Borduria said.'
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the examples of the README, which build a graph, as needing the model."""
    for item in items:
        if item.path == ROOT / "README.md":
            item.add_marker(pytest.mark.model)


@pytest.fixture(scope="session")
def seeds_graph() -> KnowledgeGraph:
    """Return the graph of the articles in ``seeds/``: built once, for all tests that need it."""
    return kgraph.build_graph(kgraph.read_articles(ROOT / "seeds"))


def spans(article: Article, *words: str) -> tuple[TextSpan, ...]:
    """Return the first place of each of these words in the article."""
    return tuple(article.span(article.text.index(w), article.text.index(w) + len(w)) for w in words)


def attribution(
    article: Article, source: str, cue: str, content: str, **rest: object
) -> Attribution:
    """Return an attribution whose roles are the first places of these words."""
    roles = [spans(article, words) if words else () for words in (source, cue, content)]
    made = Attribution(
        id=Attribution.id_of(article.id, *roles),
        article=article.id,
        source=roles[0],
        cue=roles[1],
        content=roles[2],
    )
    return dataclasses.replace(made, **rest)  # type: ignore[arg-type]


@pytest.fixture
def tiny_graph() -> KnowledgeGraph:
    """Return two articles in which Borduria is accused and denies, with an anonymous source.

    No model is needed, and every feature of the nouns is used once.
    """
    dam = Article(
        id="dam.txt",
        text=DAM,
        title="Dam blown up",
        outlet="Klow Post",
        published=dt.date(2023, 5, 4),
        language="en",
    )
    echo = Article(id="echo.txt", text=ECHO)
    says = attribution(
        dam,
        "Syldavian foreign minister Anna Kral",
        "said",
        "Borduria blew up the Szohôd dam",
        edge_type="accuses",
        target=spans(dam, "Borduria"),
        said_on=dt.date(2023, 5, 3),
    )
    denies = attribution(dam, "Borduria", "denied", "any role in the dam blast", edge_type="denies")
    official = attribution(
        dam,
        "A senior Syldavian official",
        "told",
        "Borduria may have been behind the blast",
        edge_type="assesses",
        modality="possible",
        reported_via=spans(dam, "Klow Post"),
    )
    outer = attribution(
        dam, "Kral", "said that", "Borduria's army had not condemned it", edge_type="asserts"
    )
    inner = attribution(
        dam,
        "Borduria's army",
        "condemned",
        "it",
        edge_type="condemns",
        negated=True,
        within=outer.id,
    )
    accuses = attribution(
        echo,
        "Syldavia",
        "accuses",
        "of blowing up the dam",
        edge_type="accuses",
        target=spans(echo, "Borduria"),
    )
    quoted = attribution(
        echo,
        "Borduria",
        "said",
        '"We had nothing to do with it,"',
        edge_type="denies",
        form="direct",
    )
    claim = Claim(
        id="claim:dam",
        label="Borduria blew up the Szohôd dam",
        agent="actor:borduria",
        act="responsible",
        event="event:dam",
    )
    silence = Claim(
        id="claim:condemned", label="Borduria condemned the blast", agent="actor:borduria"
    )
    return KnowledgeGraph.of(
        articles=[dam, echo],
        actors=[
            Actor(
                id="actor:anna-kral",
                name="Anna Kral",
                kind="person",
                aliases=("Kral",),
                affiliation="actor:syldavia",
                role="Syldavian foreign minister",
            ),
            Actor(id="actor:syldavia", name="Syldavia", kind="government"),
            Actor(
                id="actor:borduria",
                name="Borduria",
                kind="government",
                aliases=("Szohôd",),
                same_as="http://www.wikidata.org/entity/Q1",
            ),
            Actor(
                id="actor:bordurian-army",
                name="Borduria's army",
                kind="organisation",
                affiliation="actor:borduria",
            ),
            Actor(id="actor:klow-post", name="Klow Post", kind="outlet"),
            Actor(
                id="actor:dam.txt/senior-syldavian-official",
                name="a senior Syldavian official",
                kind="anonymous",
                affiliation="actor:syldavia",
            ),
        ],
        claims=[claim, silence],
        events=[
            Event(
                id="event:dam",
                label="the dam blast",
                kind="explosion",
                place="Szohôd dam",
                date=dt.date(2023, 5, 3),
            )
        ],
        readings=[
            Reading(
                attribution=says,
                speakers=("actor:anna-kral",),
                targets=("actor:borduria",),
                claims=((claim.id, "for"),),
            ),
            Reading(
                attribution=denies,
                speakers=("actor:borduria",),
                claims=((claim.id, "against"),),
                answers=says.id,
            ),
            Reading(
                attribution=official,
                speakers=("actor:dam.txt/senior-syldavian-official",),
                claims=((claim.id, "open"),),
                reported_via=("actor:klow-post",),
            ),
            Reading(
                attribution=outer,
                speakers=("actor:anna-kral",),
                claims=((silence.id, "against"),),
            ),
            Reading(
                attribution=inner,
                speakers=("actor:bordurian-army",),
                claims=((silence.id, "for"),),
                hearsay=True,
            ),
            Reading(
                attribution=accuses,
                speakers=("actor:syldavia",),
                targets=("actor:borduria",),
                claims=((claim.id, "for"),),
            ),
            Reading(
                attribution=quoted,
                speakers=("actor:borduria",),
                claims=((claim.id, "against"),),
            ),
        ],
    )
