"""Who stands where on a claim: status, silence, positions over time, origins."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kgraph.graph import KnowledgeGraph
from kgraph.model import Actor, Article, Attribution, Claim, Reading
from kgraph.query import (
    find_changes,
    find_origins,
    find_positions,
    find_silences,
    find_standing,
)
from kgraph.query.origins import outlet_id

if TYPE_CHECKING:
    from kgraph.model import ActorKind, Stance

CLAIM = Claim(id="claim:dam", label="Borduria blew up the dam")
DAY = dt.date(2023, 5, 3)


def actor(name: str, kind: ActorKind = "person", affiliation: str | None = None) -> Actor:
    slug = name.lower().replace(" ", "-")
    return Actor(id=f"actor:{slug}", name=name, kind=kind, affiliation=affiliation)


KRAL, VLK = actor("Kral"), actor("Vlk")
OFFICIAL = "a senior Syldavian official"


class Corpus:
    """A graph in the making: one article for each call of ``says``."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.actors: dict[str, Actor] = {}
        self.readings: list[Reading] = []

    def says(  # noqa: PLR0913 - what one place in a text can vary in
        self,
        speaker: Actor | None,
        stance: Stance = "for",
        *,
        text: str | None = None,
        outlet: str | None = None,
        via: Actor | None = None,
        day: int | None = None,
        **rest: object,
    ) -> Reading:
        k = len(self.articles)
        body = text or f"{speaker.name if speaker else 'It'} said something {k} of {k * k} kinds."
        published = DAY + dt.timedelta(days=day) if day is not None else None
        article = Article(id=f"{k}.txt", text=body, outlet=outlet, published=published)
        made = Attribution(
            id=f"attribution:{k}",
            article=article.id,
            cue=(article.span(0, 2),),
            content=(article.span(3, len(body)),),
            edge_type="asserts",
        )
        reading = Reading(
            attribution=dataclasses.replace(made, **rest),  # type: ignore[arg-type]
            speakers=(speaker.id,) if speaker else (),
            claims=((CLAIM.id, stance),),
            reported_via=(via.id,) if via else (),
        )
        self.articles.append(article)
        self.actors |= {a.id: a for a in (speaker, via) if a}
        self.readings.append(reading)
        return reading

    def graph(self) -> KnowledgeGraph:
        return KnowledgeGraph.of(
            articles=self.articles,
            actors=self.actors.values(),
            claims=[CLAIM],
            readings=self.readings,
        )


def status_of(*said: tuple[Actor, Stance]) -> str:
    corpus = Corpus()
    for speaker, stance in said:
        corpus.says(speaker, stance)
    return find_standing(corpus.graph(), CLAIM).status


def test_the_status_of_a_claim() -> None:
    assert status_of((KRAL, "for")) == "put forward"
    assert status_of((KRAL, "against")) == "denied"
    assert status_of((KRAL, "open")) == "weighed"
    assert status_of((KRAL, "for"), (VLK, "against")) == "disputed"
    assert status_of((KRAL, "for"), (KRAL, "against")) == "self-contradicted"
    assert status_of((KRAL, "for"), (KRAL, "against"), (VLK, "for")) == "disputed"


def test_who_states_it_as_fact_is_on_no_side() -> None:
    corpus = Corpus()
    corpus.says(actor("Klow Post", "outlet"), narrated=True, edge_type=None)
    standing = find_standing(corpus.graph(), CLAIM)
    assert (len(standing.narrated), standing.supporters, standing.status) == (1, (), "unsaid")


def test_silence_is_to_withhold_and_not_to_condemn() -> None:
    corpus = Corpus()
    corpus.says(KRAL, "open", edge_type="withholds")
    corpus.says(VLK, "open", edge_type="condemns", negated=True)
    corpus.says(VLK)
    graph = corpus.graph()
    assert [s.actor.name for s in find_silences(graph)] == ["Kral", "Vlk"]
    assert [s.actor.name for s in find_silences(graph, actor="Vlk", claim=CLAIM)] == ["Vlk"]


def test_positions_come_by_the_day_of_saying() -> None:
    corpus = Corpus()
    corpus.says(KRAL, "against", day=5)
    corpus.says(KRAL, "for", day=9, said_on=DAY)
    corpus.says(KRAL, "open")
    found = find_positions(corpus.graph(), "Kral", CLAIM)
    assert [p.stance for p in found] == ["for", "against", "open"]
    assert [p.date for p in found] == [DAY, DAY + dt.timedelta(days=5), None]


def test_positions_of_those_who_speak_for_an_actor() -> None:
    corpus = Corpus()
    syldavia = actor("Syldavia", "government")
    corpus.says(actor("Envoy", affiliation=syldavia.id), day=1)
    corpus.says(syldavia, "against", day=2)
    graph = corpus.graph()
    assert len(find_positions(graph, "Syldavia", CLAIM)) == 1
    assert len(find_positions(graph, "Syldavia", CLAIM, roll_up=True)) == 2


def test_what_a_spokesman_says_is_said_by_whom_he_speaks_for() -> None:
    corpus = Corpus()
    front = actor("Lazar Front", "organisation")
    spokesman = actor("spokesman for the rebels", "anonymous", affiliation=front.id)
    corpus.says(spokesman, "against", day=1)
    corpus.says(front, "for", day=2)
    corpus.says(actor("Commander Ilk", affiliation=front.id), "against", day=3)
    graph = corpus.graph()
    assert [p.stance for p in find_positions(graph, "Lazar Front", CLAIM)] == ["against", "for"]
    (change,) = find_changes(graph)
    assert str(change).startswith("Lazar Front: from against to for by 2023-05-05")


def test_a_change_is_of_sides_over_days() -> None:
    corpus = Corpus()
    for stance, day in (("for", 1), ("open", 2), ("against", 3)):
        corpus.says(KRAL, stance, day=day)  # type: ignore[arg-type]
    corpus.says(VLK, "for", day=1)
    corpus.says(VLK, "against", day=1)
    (change,) = find_changes(corpus.graph())
    assert (change.before.stance, change.after.stance) == ("for", "against")
    assert str(change).startswith("Kral: from for to against by 2023-05-06")


@pytest.mark.parametrize(
    "before",
    [
        "Kral had denied it.",
        "Kral, after weeks of denying it.",
        "Kral, who previously denied it.",
        "Kral, who denied it.",
    ],
)
def test_what_an_actor_had_said_comes_before_what_it_says_that_day(before: str) -> None:
    corpus = Corpus()
    for stance, text in (("for", "Kral admitted it."), ("against", before)):
        reading = corpus.says(KRAL, stance, day=1, text=text)  # type: ignore[arg-type]
        start = text.index("admitted" if stance == "for" else "den")
        span = corpus.articles[-1].span(start, len(text) - 4)
        told = dataclasses.replace(reading.attribution, cue=(span,))
        corpus.readings[-1] = dataclasses.replace(reading, attribution=told)
    (change,) = find_changes(corpus.graph())
    assert (change.before.stance, change.after.stance) == ("against", "for")


def test_an_office_is_one_origin_in_all_articles_and_a_headline_none() -> None:
    corpus = Corpus()
    for k in range(2):
        brigade = dataclasses.replace(actor("fire brigade", "organisation"), id=f"actor:{k}.txt/b")
        corpus.says(brigade, outlet=f"Paper {k}", text=f"It burnt, brigade says {k}\n\nIt burnt.")
    article = dataclasses.replace(corpus.articles[1], title="It burnt, brigade says 1")
    corpus.articles[1] = article
    body = corpus.says(KRAL, outlet="Paper 1", text=article.text)
    corpus.articles.pop()
    spans = (article.span(len(article.text) - 9, len(article.text)),)
    told = dataclasses.replace(body.attribution, article=article.id, cue=(), content=spans)
    corpus.readings[-1] = dataclasses.replace(body, attribution=told)
    found = find_origins(corpus.graph(), CLAIM)
    assert [(o.name, o.articles) for o in found] == [
        ("Kral", ("1.txt",)),
        ("fire brigade", ("0.txt",)),
    ]


def test_a_denial_that_leaves_it_open_is_no_origin() -> None:
    corpus = Corpus()
    corpus.says(KRAL)
    corpus.says(VLK, "open", edge_type="denies")
    assert [o.name for o in find_origins(corpus.graph(), CLAIM)] == ["Kral"]


def test_one_actor_is_one_origin_and_a_denial_is_none() -> None:
    corpus = Corpus()
    corpus.says(KRAL, outlet="Klow Post")
    corpus.says(KRAL, outlet="Daily Reporter")
    corpus.says(VLK, "against")
    (origin,) = find_origins(corpus.graph(), CLAIM)
    assert (origin.name, origin.articles) == ("Kral", ("0.txt", "1.txt"))
    assert origin.outlets == ("Daily Reporter", "Klow Post")
    assert str(origin) == "Kral (2 articles, 2 outlets)"


def test_a_source_known_by_one_medium_is_one_origin() -> None:
    corpus = Corpus()
    cnn = actor("CNN", "outlet")
    for k in range(3):
        official = dataclasses.replace(actor(OFFICIAL, "anonymous"), id=f"actor:{k}.txt/official")
        official = dataclasses.replace(official, affiliation="actor:syldavia")
        corpus.says(official, via=cnn)
    corpus.says(cnn)
    (origin,) = find_origins(corpus.graph(), CLAIM)
    assert origin.name == OFFICIAL
    assert len(origin.articles) == 4


def test_sources_of_other_media_are_others() -> None:
    corpus = Corpus()
    for k, outlet in enumerate(("Klow Post", "Daily Reporter")):
        official = dataclasses.replace(actor(OFFICIAL, "anonymous"), id=f"actor:{k}.txt/official")
        corpus.says(official, outlet=outlet)
    assert len(find_origins(corpus.graph(), CLAIM)) == 2


def test_a_passage_taken_over_is_one_origin() -> None:
    corpus = Corpus()
    passage = "Borduria blew up the dam at Szohod, an official close to the inquiry said on Friday"
    for k, outlet in enumerate(("Klow Post", "Daily Reporter")):
        official = dataclasses.replace(actor(OFFICIAL, "anonymous"), id=f"actor:{k}.txt/official")
        corpus.says(official, outlet=outlet, text=f"{passage}{'.' * (k + 1)}")
    (origin,) = find_origins(corpus.graph(), CLAIM)
    assert len(origin.articles) == 2


def test_media_that_cite_only_one_another_are_a_circle() -> None:
    corpus = Corpus()
    post, reporter = actor("Klow Post", "outlet"), actor("Daily Reporter", "outlet")
    corpus.says(reporter, outlet="Klow Post")
    corpus.says(post, outlet="Daily Reporter")
    (origin,) = find_origins(corpus.graph(), CLAIM)
    assert origin.circular
    assert len(origin.articles) == 2
    assert str(origin).endswith("circular)")


def test_what_was_said_before_is_dated_no_later_than_what_follows_it() -> None:
    corpus = Corpus()
    corpus.says(KRAL, "for", day=1)
    text = "Kral, who accused her, said on Monday: no."
    told = corpus.says(KRAL, "for", day=9, text=text)
    start = text.index("accused")
    cue = (corpus.articles[-1].span(start, start + len("accused")),)
    corpus.readings[-1] = dataclasses.replace(
        told, attribution=dataclasses.replace(told.attribution, cue=cue)
    )
    article = corpus.articles[-1]
    said = corpus.says(KRAL, "against", said_on=DAY + dt.timedelta(days=7))
    corpus.articles.pop()
    corpus.readings[-1] = dataclasses.replace(
        said, attribution=dataclasses.replace(said.attribution, article=article.id)
    )
    graph = corpus.graph()
    assert [p.stance for p in find_positions(graph, "Kral", CLAIM)] == ["for", "for", "against"]
    (change,) = find_changes(graph)
    assert (change.before.stance, change.after.stance) == ("for", "against")


def test_a_union_and_its_organiser_are_one_origin_and_a_minister_his_own() -> None:
    corpus = Corpus()
    for whole in (actor("Chemworkers Union", "organisation"), actor("Klow", "government")):
        body = whole.name
        corpus.says(whole, text=f"{body} says so.")
        article = corpus.articles[-1]
        mouth = actor(f"{body} mouth", affiliation=whole.id)
        said = corpus.says(mouth, text=article.text)
        corpus.articles.pop()
        corpus.readings[-1] = dataclasses.replace(
            said, attribution=dataclasses.replace(said.attribution, article=article.id)
        )
    names = {o.name for o in find_origins(corpus.graph(), CLAIM)}
    assert names == {"Chemworkers Union", "Klow", "Klow mouth"}


def test_a_state_says_by_the_one_body_of_its_own_that_speaks() -> None:
    corpus = Corpus()
    klow = actor("Klow", "government")
    guard = actor("Klow coast guard", "organisation", affiliation=klow.id)
    corpus.says(guard)
    corpus.says(klow)
    (origin,) = find_origins(corpus.graph(), CLAIM)
    assert (origin.name, len(origin.articles)) == ("Klow coast guard", 2)
    corpus.says(actor("Klow army", "organisation", affiliation=klow.id))
    assert len(find_origins(corpus.graph(), CLAIM)) == 3


def test_a_clerk_of_one_paper_is_one_however_fully_described() -> None:
    corpus = Corpus()
    for k, name in enumerate(("former clerk at the bank", "former clerk", "former guard")):
        unnamed = dataclasses.replace(actor(name, "anonymous"), id=f"actor:{k}.txt/{k}")
        corpus.says(unnamed, outlet="The Orbel Daily")
    assert sorted(o.name for o in find_origins(corpus.graph(), CLAIM)) == [
        "former clerk at the bank",
        "former guard",
    ]


def test_the_paper_is_the_same_with_and_without_its_article() -> None:
    article = Article(id="a", text="It burnt.", outlet="The Porto Courier")
    assert outlet_id(article) == outlet_id(dataclasses.replace(article, outlet="Porto Courier"))
