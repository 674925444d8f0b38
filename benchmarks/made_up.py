"""Made-up news and made-up findings for ``benchmarks.scale``: any number, the same each time.

Affairs are many and articles on each few, as in news, so that the corpus grows in breadth.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.claims import made_up as made_up_claims
from kgraph.actors.local import LocalActors
from kgraph.findings import Findings
from kgraph.model import Article, Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgraph.claims.values import Interpretation
    from kgraph.model import Actor, TextSpan

ARTICLES_OF_AFFAIR = 20
FIRST_DAY = dt.date(2023, 1, 1)
COUNTRIES = (
    "Sweden Norway Kenya Uganda Chile Peru Bolivia Turkey Greece Egypt Sudan Ethiopia India"
    " Pakistan Vietnam Thailand Cambodia Japan Mexico Colombia"
).split()
GIVEN = "Anna Maria Peter John David Ahmed Fatima Carlos Elena Ivan Mei Kofi Aisha Tomas".split()
SYLLABLES = "ka ro mi ten sal dor vik lan gre mo bel tar ni zu hel os".split()
ROLES = ("foreign minister", "defence minister", "president", "army spokesman", "police chief")
ACTS = ("attack on", "bombing of", "raid on", "shelling of", "hacking of", "arson at")
THINGS = ("power station", "bridge", "port", "hospital", "refinery", "airport", "embassy")
OUTLETS = ("Reuters", "CNN", "BBC", "Al Jazeera", "The Guardian", "TASS")
PARAGRAPHS = (
    (
        "{a}'s {role} {person} accused {b} of the {act} the {thing} in {town} on {day}. "
        '"This was a planned crime and {b} will answer for it," {surname} told reporters.'
    ),
    (
        "{b} denied any role in the {act} the {thing}. {other}, a government spokesman, said the "
        "claims of {a} were baseless and called for an independent investigation."
    ),
    (
        "A senior official of {a}, who spoke on condition of anonymity, said that the men who "
        "carried out the {act} the {thing} in {town} may have been trained in {b}."
    ),
    (
        "The {thing} in {town}, which was built in 1974, had been closed for repairs since the "
        "spring. Shops near by stayed shut and traffic was led around the town."
    ),
    (
        "The United Nations condemned the {act} the {thing} and urged both sides to show "
        "restraint. Analysts warned that the dispute between {a} and {b} could spread."
    ),
    (
        "According to {outlet}, {person} had met {other} a week before the {act} the {thing}. "
        "{surname} did not comment on the report. {b} confirmed that talks took place."
    ),
    (
        "Residents of {town} said they heard three blasts before dawn. One woman said that she "
        "saw smoke over the {thing}, and that nobody had told people what to do."
    ),
    (
        "{other} said on {day} that {b} doubted the account of {a}. He added that {person} "
        "wanted to turn eyes from troubles at home, and promised to publish documents."
    ),
)


def made_up_articles(number: int, *, copies: float = 0.0) -> Iterator[Article]:
    """Yield short articles, some of them copies of an earlier one in another medium.

    Args:
        number: How many.
        copies: Which share of them.
    """
    chance = random.Random(7)
    kept: list[Article] = []
    for k in range(number):
        name, outlet = f"made-up-{k:07}", chance.choice(OUTLETS)
        if kept and chance.random() < copies:
            first = chance.choice(kept)
            yield Article(
                id=name, text=first.text, outlet=outlet, published=first.published, language="en"
            )
            continue
        day = FIRST_DAY + dt.timedelta(days=k // ARTICLES_OF_AFFAIR % 365)
        text = _text(k // ARTICLES_OF_AFFAIR, chance)
        made = Article(id=name, text=text, outlet=outlet, published=day, language="en")
        kept = [*kept[-ARTICLES_OF_AFFAIR:], made]
        yield made


def _text(affair: int, chance: random.Random) -> str:
    own = random.Random(affair)  # the same people and place in all articles on an affair
    a, b = own.sample(COUNTRIES, 2)
    surname, other, town = (_word(own) for _ in range(3))
    words = {
        "a": a,
        "b": b,
        "town": town,
        "surname": surname,
        "person": f"{own.choice(GIVEN)} {surname}",
        "other": f"{own.choice(GIVEN)} {other}",
        "role": own.choice(ROLES),
        "act": own.choice(ACTS),
        "thing": own.choice(THINGS),
        "day": chance.choice(("Monday", "Tuesday", "Friday")),
        "outlet": chance.choice(OUTLETS),
    }
    chosen = chance.sample(PARAGRAPHS, chance.choice((2, 3)))
    return "\n\n".join(p.format(**words) for p in chosen)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def made_up_findings(attributions: int) -> list[Findings]:
    """Return findings as reading gives them, of articles with ten attributions each."""
    corpus = made_up_claims(attributions)
    chance = random.Random(3)
    people = list(corpus.actors.values())
    made = []
    for name, read in corpus.articles.items():
        speakers = [people[int(len(people) ** chance.random()) - 1] for _ in read.claims]
        agents = [corpus.actors[c.agent] for c in read.claims if c.agent]
        made.append(_findings(name, corpus.published[name], read, speakers, agents))
    return made


def _findings(
    name: str, day: dt.date | None, read: Interpretation, speakers: list[Actor], agents: list[Actor]
) -> Findings:
    lines = [f"{s.name} said that {c.label}." for s, c in zip(speakers, read.claims, strict=True)]
    article = Article(id=name, text="\n".join(lines), outlet="CNN", published=day, language="en")
    made, start = [], 0
    for speaker, claim, line in zip(speakers, read.claims, lines, strict=True):
        cue = start + len(speaker.name) + 1
        roles: list[tuple[TextSpan, ...]] = [
            (article.span(start, cue - 1),),
            (article.span(cue, cue + 4),),
            (article.span(cue + 5, start + len(line) - 1),),
        ]
        made.append(
            Attribution(
                id=claim.attribution,
                article=name,
                source=roles[0],
                cue=roles[1],
                content=roles[2],
                edge_type={"for": "asserts", "against": "denies", "open": "assesses"}[claim.stance],
            )
        )
        start += len(line) + 1
    return Findings(
        article=article,
        local=LocalActors(
            actors={a.id: a for a in (*speakers, *agents)},
            speakers={a.id: (s.id,) for a, s in zip(made, speakers, strict=True)},
            targets={},
            reported_via={a.id: () for a in made},
        ),
        interpretation=replace(read, attributions=tuple(made)),
    )
