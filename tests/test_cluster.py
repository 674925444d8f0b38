"""Claims over the corpus: no order, no renaming, and what is one and what is not."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.claims import made_up
from kgraph.claims.cluster import Corpus, cluster_claims
from kgraph.claims.events import LocalEvent
from kgraph.claims.happenings import Told, same_events
from kgraph.claims.values import Interpretation, LocalClaim
from kgraph.meanings import WIDTH, written
from kgraph.model import Actor

ACTORS = {
    "actor:syldavia": Actor(id="actor:syldavia", name="Syldavia", kind="government"),
    "actor:borduria": Actor(id="actor:borduria", name="Borduria", kind="government"),
    "actor:kral": Actor(id="actor:kral", name="Anna Kral", kind="person"),
}
DAYS = [dt.date(2023, 5, day) for day in (3, 4, 20)]


def event(*names: str, kind: str = "harm", date: dt.date | None = None) -> LocalEvent:
    return LocalEvent(
        kind=kind,
        keys=(*names, "dam"),
        names=names,
        context=("klow", "zileheroum"),
        labels=(("the blast at the dam", 1),),
        place="dam",
        date=date,
        mentions=1,
    )


def article(*claims: LocalClaim, events: tuple[LocalEvent, ...] = ()) -> Interpretation:
    return Interpretation(
        attributions=(),
        targets={},
        claims=claims,
        events=events,
        answers={},
        context=("klow", "zileheroum"),
        named=("klow", "zileheroum"),
    )


def deed(attribution: str, agent: str | None = "actor:borduria", **rest: object) -> LocalClaim:
    made = LocalClaim(
        attribution=attribution,
        stance="for",
        act="responsible",
        agent=agent,
        event=0,
        object=(),
        label="Borduria blew it up",
        doer=("borduria",),
    )
    return dataclasses.replace(made, **rest)  # type: ignore[arg-type]


def plain(attribution: str, words: str, **rest: object) -> LocalClaim:
    made = LocalClaim(
        attribution=attribution,
        stance="for",
        act=words.split(maxsplit=1)[0],
        agent=None,
        event=None,
        object=tuple(sorted(words.split())),
        label=words,
    )
    return dataclasses.replace(made, **rest)  # type: ignore[arg-type]


def corpus(days: dict[str, dt.date] | None = None, **articles: Interpretation) -> Corpus:
    return Corpus(
        articles=articles, actors=ACTORS, ids={a: a for a in ACTORS}, published=days or {}
    )


def claims_of(found: Corpus) -> dict[str, set[str]]:
    sides = cluster_claims(found).sides
    return {attribution: {claim for claim, _ in claims} for attribution, claims in sides.items()}


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Draw a corpus in which a few doers, places and days come together in every way."""
    articles: dict[str, Interpretation] = {}
    for k in range(draw(st.integers(1, 6))):
        events = tuple(
            event(
                *draw(st.sets(st.sampled_from(["szohod", "klow"]), max_size=1)),
                kind=draw(st.sampled_from(["harm", "any", "wrong"])),
                date=draw(st.sampled_from([None, *DAYS])),
            )
            for _ in range(draw(st.integers(1, 2)))
        )
        claims = [
            deed(
                f"a{k}/{n}",
                draw(st.sampled_from(sorted(ACTORS))),
                event=draw(st.integers(0, len(events) - 1)),
                stance=draw(st.sampled_from(["for", "against", "open"])),
                doer=(draw(st.sampled_from(["borduria", "Lazar", "trawler"])),),
            )
            for n in range(draw(st.integers(0, 3)))
        ]
        claims += [
            plain(f"a{k}/p{n}", draw(st.sampled_from(["hold dam", "fake video", "hold old dam"])))
            for n in range(draw(st.integers(0, 2)))
        ]
        articles[f"a{k}"] = article(*claims, events=events)
    days = {a: draw(st.sampled_from(DAYS)) for a in articles if draw(st.booleans())}
    return corpus(days, **articles)


@given(corpora(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_articles_does_not_matter(found: Corpus, chance: object) -> None:
    names = list(found.articles)
    chance.shuffle(names)  # type: ignore[attr-defined]
    again = dataclasses.replace(found, articles={n: found.articles[n] for n in names})
    assert cluster_claims(again) == cluster_claims(found)


@given(corpora())
@settings(max_examples=60, deadline=None)
def test_an_article_on_something_else_changes_nothing(found: Corpus) -> None:
    other = Interpretation(
        attributions=(),
        targets={},
        claims=(plain("new/1", "win long race"), deed("new/2", doer=("Zrzavy",), agent=None)),
        events=(dataclasses.replace(event("vltava"), keys=("vltava", "boat"), context=("brno",)),),
        answers={},
        context=("brno",),
    )
    more = dataclasses.replace(found, articles={"new": other, **found.articles})
    before, after = cluster_claims(found), cluster_claims(more)
    assert before.sides.items() <= after.sides.items()
    assert {c.id: c for c in before.claims}.items() <= {c.id: c for c in after.claims}.items()


def test_a_later_article_renames_no_claim() -> None:
    first = article(deed("a/1"), events=(event("szohod", date=DAYS[0]),))
    label = (("the explosion of the dam of Szohod", 9),)
    loud = dataclasses.replace(event("szohod", date=DAYS[0]), labels=label)
    later = article(deed("b/1"), deed("b/2", stance="against"), events=(loud,))
    days = {"a": DAYS[0], "b": DAYS[2]}
    alone = claims_of(corpus(days, a=first))
    both = claims_of(corpus(days, a=first, b=later))
    assert alone["a/1"] == both["a/1"] == both["b/1"] == both["b/2"]


def test_one_happening_on_two_days_is_two() -> None:
    found = claims_of(
        corpus(
            a=article(deed("a/1"), events=(event("szohod", date=DAYS[0]),)),
            b=article(deed("b/1"), events=(event("szohod", date=DAYS[2]),)),
        )
    )
    assert found["a/1"] != found["b/1"]


def test_an_undated_mention_means_the_latest_before_it() -> None:
    dated = [event("szohod", date=day) for day in (DAYS[0], DAYS[2])]
    found = claims_of(
        corpus(
            {"c": dt.date(2023, 5, 6)},
            a=article(deed("a/1"), events=(dated[0],)),
            b=article(deed("b/1"), events=(dated[1],)),
            c=article(deed("c/1"), events=(event("szohod"),)),
        )
    )
    assert found["c/1"] == found["a/1"] != found["b/1"]


def _gap(a: Told, b: Told) -> int | None:
    """Return the days between two mentions of which one names none, as the rule has it in words."""
    days = [t.event.date or t.published for t in (a, b)]
    if None in days:
        return 0
    apart = abs((days[0] - days[1]).days)  # type: ignore[operator]  # none is None
    dated = sum(t.event.date is not None for t in (a, b))
    return apart if apart <= (31, 45, 3)[dated] else None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["any", "harm", "wrong"]),
            st.none() | st.integers(0, 60),
            st.none() | st.integers(0, 60),
        ),
        max_size=10,
    )
)
@settings(deadline=None)
def test_of_any_kind_means_the_nearest_of_a_kind(
    drawn: list[tuple[str, int | None, int | None]],
) -> None:
    def day(number: int | None) -> dt.date | None:
        return None if number is None else DAYS[0] + dt.timedelta(days=number)

    told = [
        Told(
            article=f"a{k}", published=day(there), index=0, event=event("x", kind=kind, date=day(n))
        )
        for k, (kind, n, there) in enumerate(drawn)
    ]
    anys, others = ([t for t in told if (t.event.kind == "any") is any_] for any_ in (True, False))
    expected = set()
    for t in anys:
        near = [(gap, o.order, o) for o in others if (gap := _gap(t, o)) is not None]
        expected |= {(t.article, min(near, key=lambda n: n[:2])[2].article)} if near else set()
    found = [(told[a], told[b]) for a, b in same_events(list(range(len(told))), told)]
    assert {(a.article, b.article) for a, b in found if a in anys and b in others} == expected


def test_things_with_other_names_are_others() -> None:
    found = claims_of(
        corpus(
            a=article(deed("a/1"), events=(event("szohod"),)),
            b=article(deed("b/1"), events=(event("klow"),)),
        )
    )
    assert found["a/1"] != found["b/1"]


def test_who_is_told_by_a_name_in_any_words() -> None:
    navy = deed("a/1", agent=None, doer=("Vestmark",), event=0)
    divers = deed("b/1", agent=None, doer=("Vestmark", "diver"), event=0)
    trawler = deed("b/2", agent=None, doer=("trawler",), event=0)
    events = (event("skarne"),)
    found = claims_of(
        corpus(a=article(navy, events=events), b=article(divers, trawler, events=events))
    )
    assert found["a/1"] == found["b/1"] != found["b/2"]


def test_opposites_are_one_claim_named_by_who_came_first() -> None:
    fake = plain("a/1", "genuine video", reverse=True, stance="against", doer=("video",))
    genuine = plain("b/1", "genuine video", doer=("video",))
    days = {"a": DAYS[0], "b": DAYS[1]}
    sides = cluster_claims(corpus(days, a=article(fake), b=article(genuine))).sides
    (first,), (second,) = sides["a/1"], sides["b/1"]
    assert first[0] == second[0]
    assert (first[1], second[1]) == ("for", "against")


def test_what_nobody_disputes_is_not_the_narrators() -> None:
    told = (deed("n/1"),)
    teller = dataclasses.replace(article(events=(event("szohod"),)), told=told)
    claimed = article(deed("a/1"), events=(event("szohod"),))
    denied = article(deed("b/1", stance="against"), events=(event("szohod"),))
    assert "n/1" not in cluster_claims(corpus(t=teller, a=claimed)).sides
    assert "n/1" in cluster_claims(corpus(t=teller, a=claimed, b=denied)).sides


TOPICS = ("thesis", "lorry", "bread", "miners")


def pointing(words: str) -> str:
    """Return the meaning of words on some topics."""
    vector = np.array([float(topic in words) for topic in TOPICS] + [0.0] * (WIDTH - len(TOPICS)))
    return written(vector / max(1.0, np.linalg.norm(vector)))


def said(attribution: str, words: str, **rest: object) -> LocalClaim:
    """Return a plain claim of Anna Kral's doing, or of who is said to do it."""
    made = plain(attribution, words, agent="actor:kral", doer=("Kral",))
    return dataclasses.replace(made, **{"meaning": pointing(words), **rest})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "rest", "one"),
    [
        ("copied parts thesis", "plagiarised sections (thesis)", {}, True),
        ("copied parts thesis", "drove lorry bridge", {}, False),
        # nothing that tells claims apart is overruled by words
        ("copied parts thesis", "plagiarised sections (thesis)", {"stated": False}, False),
        (
            "copied parts thesis",
            "plagiarised sections (thesis)",
            {"agent": None, "doer": ("Zrzavy",)},
            False,
        ),
        ("rise price bread", "fall cost bread", {}, False),
        ("killed 12 miners shaft", "killed 9 miners shaft", {}, False),
        ("killed twelve miners shaft", "killed 12 miners shaft", {}, True),
    ],
)
def test_other_words_for_what_one_does_are_one_claim(
    first: str, second: str, rest: dict[str, object], *, one: bool
) -> None:
    found = claims_of(corpus(a=article(said("a/1", first)), b=article(said("b/1", second, **rest))))
    assert (found["a/1"] == found["b/1"]) is one


def test_words_join_only_what_is_told_of_one_affair() -> None:
    ours = article(said("a/1", "copied parts thesis"))
    theirs = article(said("b/1", "plagiarised sections (thesis)"))
    elsewhere = dataclasses.replace(theirs, named=("brno", "klow"))
    later = {"a": DAYS[0], "b": dt.date(2024, 5, 3)}
    together = claims_of(corpus(a=ours, b=theirs))
    assert together["a/1"] == together["b/1"]
    for apart in (corpus(a=ours, b=elsewhere), corpus(later, a=ours, b=theirs)):
        found = claims_of(apart)
        assert found["a/1"] != found["b/1"]


def test_nobody_accuses_himself_in_other_words() -> None:
    blamed = said("a/1", "copied parts thesis", agent=None, doer=(), who="his country")
    own = article(said("b/1", "plagiarised sections (thesis)"))
    found = claims_of(corpus(a=article(blamed), b=own))
    assert found["a/1"] == found["b/1"]
    blamed = dataclasses.replace(blamed, accusers=("actor:kral",))
    found = claims_of(corpus(a=article(blamed), b=own))
    assert found["a/1"] != found["b/1"]


@pytest.mark.parametrize(("year", "one"), [(2023, True), (2021, False)])
def test_a_deed_of_an_earlier_year_is_another(year: int, *, one: bool) -> None:
    rest = {"act": "responsible", "agent": None, "doer": ("navy",), "event": 0, "object": ()}
    rest |= {"meaning": pointing("lorry bridge"), "loose": True}
    ours = article(said("a/1", "navy rammed boat", **rest), events=(event("boat"),))
    told = said("b/1", "navy rammed boat", **rest, years=(year,) if year < DAYS[0].year else ())
    theirs = article(told, events=(event("ferry", date=DAYS[0]),))
    found = claims_of(corpus(dict.fromkeys("ab", DAYS[0]), a=ours, b=theirs))
    assert (found["a/1"] == found["b/1"]) is one


def test_one_wording_between_two_claims_does_not_make_them_one() -> None:
    left = said("a/1", "copied parts thesis", meaning=pointing("thesis"))
    right = said("b/1", "rewrote pages", meaning=pointing("lorry"))
    between = said("c/1", "handled it badly", meaning=pointing("thesis lorry"))
    found = claims_of(corpus(a=article(left), b=article(right), c=article(between)))
    assert found["a/1"] != found["b/1"]


def test_words_without_not_that_say_the_contrary_are_against() -> None:
    down = said("a/1", "systems were down thesis", sides=(0.95, 0.05, 0.0))
    working = said("b/1", "all worked well (thesis)", sides=(0.05, 0.95, 0.0))
    made = cluster_claims(corpus({"a": DAYS[1], "b": DAYS[0]}, a=article(down), b=article(working)))
    ((first, side),), ((second, other),) = made.sides["a/1"], made.sides["b/1"]
    assert first == second
    assert (side, other) == ("for", "against")
    (label,) = (c.label for c in made.claims if c.id == first)
    assert label == "Systems were down thesis"


def test_what_all_put_the_contrary_way_is_for_what_they_say() -> None:
    working = said("b/1", "all worked well thesis", sides=(0.05, 0.95, 0.0))
    made = cluster_claims(corpus(b=article(working)))
    assert [side for _, side in made.sides["b/1"]] == ["for"]


@pytest.mark.parametrize("number", [300, 3000])
def test_a_made_up_corpus_keeps_every_attribution(number: int) -> None:
    found = cluster_claims(made_up(number))
    assert len(found.sides) == number
    assert 0 < len(found.claims) < number


def test_a_lone_word_is_no_claim_of_another_affair() -> None:
    ours, theirs = plain("a/1", "patience"), plain("b/1", "patience")
    elsewhere = dataclasses.replace(article(theirs), named=("brno", "tabor"))
    found = claims_of(corpus(a=article(ours), b=elsewhere))
    assert found["a/1"] != found["b/1"]
