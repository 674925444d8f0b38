"""What is said -> edge type by content, claims with sides, disputes, events."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

import kgraph
from kgraph.claims.answers import taken_over
from kgraph.claims.territory import Place, territory_of
from kgraph.claims.understood import contrary
from kgraph.claims.values import LocalClaim
from kgraph.days import day_of
from kgraph.linguistics import parse_article
from kgraph.model import Article, Reading
from kgraph.pipeline import build_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kgraph.graph import KnowledgeGraph

pytestmark = pytest.mark.model


def graph_of(*texts: str) -> KnowledgeGraph:
    return build_graph(Article(id=f"{k}.txt", text=text) for k, text in enumerate(texts))


def reading(text: str, words: str) -> tuple[KnowledgeGraph, Reading]:
    """Return the graph of a text, and the first reading with these words in its content."""
    graph = graph_of(text)
    return graph, next(r for r in graph.in_text_order() if words in r.attribution.words)


@pytest.mark.parametrize(
    ("text", "edge_type"),
    [
        ("Defence Minister Ana Silva said Eritrea had shelled the camp.", "accuses"),
        ("Defence Minister Ana Silva said the hack was carried out by North Korea.", "accuses"),
        (
            "Iran's foreign minister said Iran had nothing to do with the attack on the tanker.",
            "denies",
        ),
        ("Iran said it had no role in the attack on the tanker.", "denies"),
        ("“We did not attack the tanker,” Iran's foreign minister Reza Karimi said.", "denies"),
        ("“It is a ludicrous claim,” the White House said.", "denies"),
        ("The White House said Iran may have attacked the tanker.", "assesses"),
        ("The envoy said such reports should be taken with a grain of salt.", "doubts"),
        ("The minister said the salt of the lake had to be taken to the coast.", "asserts"),
        ("Defence Minister Ana Silva said the camp was empty.", "asserts"),
        ("The minister said troops should attack the camp.", "asserts"),
        ("The minister said a gas leak had caused the explosion.", "asserts"),
        ("Iran said its navy had attacked the tanker.", "asserts"),
        ("The minister said the decision was taken in Brussels.", "asserts"),
        ("The senator said Turkey had a role to play.", "asserts"),
        ("The envoy said the Chinese minister was responsible for the economy.", "asserts"),
        ("The envoy said the talks were about the Turkish attack.", "asserts"),
        ("The chairman said Germany had struck a deal with Spain.", "asserts"),
        ("The ministry said Italian police arrested two suspects.", "asserts"),
    ],
)
def test_content_decides_what_a_plain_cue_means(text: str, edge_type: str) -> None:
    graph = graph_of(text)
    assert edge_type in {r.edge_type for r in graph.readings.values()}
    if edge_type != "accuses":
        assert "accuses" not in {r.edge_type for r in graph.readings.values()}


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv said Belarus might accuse it of bombing the depot.",
        "The mayor said the union would deny that the depot was bombed.",
        "Brokers warned that owners would now ask for guarantees.",
        "The mayor says the firm should condemn the attack on the depot.",
    ],
)
def test_what_somebody_may_do_he_has_not_done(text: str) -> None:
    made = {r.edge_type for r in graph_of(text).readings.values()}
    assert made
    assert made.isdisjoint({"accuses", "denies", "demands", "condemns"})


def test_whose_death_is_alleged_is_accused_of_nothing() -> None:
    graph = graph_of("The envoy repeated the allegation that two fishermen had died of wounds.")
    assert not any(r.targets for r in graph.readings.values())


def test_who_plays_with_fire_sets_none() -> None:
    graph = graph_of(
        "Commodore Rui Dent said that a cutter had rammed the Harimau.\n\n"
        "President Ann Kral accused her rival Ivo Benn of playing with fire."
    )
    assert "Ivo Benn: playing with fire" in {c.label for c in graph.claims.values()}


@pytest.mark.parametrize(
    ("text", "edge_type"),
    [
        ("Orion said Brantley Bank had hacked into its servers.", "accuses"),
        ("Police said rebels had broken into the town hall of Klow.", "accuses"),
        ("Her aide said the minister broke into tears.", "asserts"),
        ("Kral would not tell reporters who had given the order.", "withholds"),
        ("The court heard that the guard had slept.", "asserts"),
    ],
)
def test_more_cues_and_deeds(text: str, edge_type: str) -> None:
    assert {r.edge_type for r in graph_of(text).readings.values()} == {edge_type}


def test_one_of_them_dwells_on_what_they_said() -> None:
    text = (
        "The town has paid the gang, two aides told the Post. “They saw no other way,” one "
        "of them said. Mayor Karl Benn said the report was untrue."
    )
    graph, found = reading(text, "the report was untrue")
    assert [graph.claims[c].label for c, _ in found.claims] == ["The town has paid the gang"]


def test_accusation_by_content_has_its_target() -> None:
    graph, found = reading("Kyiv said Belarus had bombed the depot.", "bombed the depot")
    assert [graph.actors[t].name for t in found.targets] == ["Belarus"]


DISPUTE = (
    "Pakistan accused India of bombing a mosque in Karachi.",
    (
        "India denied any involvement in the bombing of the Karachi mosque. "
        "“We had nothing to do with it,” Indian spokesman Arun Rao said."
    ),
    "Foreign Minister Bilal Khan of Pakistan said India was behind the bombing of the mosque.",
)


def test_one_claim_with_both_sides_over_articles() -> None:
    graph = graph_of(*DISPUTE)
    disputed = [
        c
        for c in graph.claims.values()
        if graph.sides(c.id)["for"] and graph.sides(c.id)["against"]
    ]
    assert len(disputed) == 1
    assert disputed[0].agent == "actor:india"
    sides = graph.sides(disputed[0].id)
    assert {graph.actors[s].name for r in sides["against"] for s in r.speakers} == {
        "India",
        "Arun Rao",
    }


def test_claims_do_not_depend_on_the_order_of_articles() -> None:
    articles = [Article(id=f"{k}.txt", text=text) for k, text in enumerate(DISPUTE)]
    assert build_graph(articles) == build_graph(articles[::-1])


def test_claims_of_two_affairs_stay_apart() -> None:
    graph = graph_of(
        "Pakistan accused India of bombing a mosque in Karachi.",
        "Peru accused India of hacking its central bank.",
    )
    about = {c.event for c in graph.claims.values() if c.agent == "actor:india"}
    assert len(about) == 2


def test_this_claim_binds_to_what_it_answers() -> None:
    text = "Sudan accused Chad of arming the rebels. Chad rejected this claim."
    graph, found = reading(text, "this claim")
    assert found.answers is not None
    assert graph.readings[found.answers].edge_type == "accuses"
    assert [graph.actors[t].name for t in found.targets] == ["Sudan"]


def test_hearsay_is_no_plain_edge() -> None:
    graph = graph_of("Envoy Ida Lund said that Peru had condemned the raid on the embassy.")
    assert not [e for e in graph.edges() if e.edge_type == "condemns"]
    assert [e for e in graph.edges(plain=False) if e.edge_type == "condemns"]


def test_what_an_outlet_reports_is_no_hearsay() -> None:
    graph = graph_of("Reuters reported that Peru had condemned the raid on the embassy.")
    assert [e for e in graph.edges() if e.edge_type == "condemns"]


def test_an_answer_is_not_to_what_encloses_it() -> None:
    graph, found = reading("Kenya denied the claim, a senior official told Reuters.", "the claim")
    inner = next(r for r in graph.readings.values() if r.edge_type == "denies")
    assert inner.answers is None
    assert inner.targets == ()
    assert "Kenya" not in {graph.claims[c].label for c, _ in found.claims}


ACCUSED = "Senator Ida Lund said on Monday that Velotrac had paid bribes to Mayor Greta Sund."


@pytest.mark.parametrize(
    "answer",
    [
        "Velotrac denied it.",
        "Velotrac rejected the accusation.",
        "Velotrac called it ludicrous.",
        "Velotrac brushed aside the charge.",
        "The accusations are baseless, Velotrac said.",
        "Velotrac said that was not true.",
        "“Not a word of this is true,” Velotrac said.",
        "Velotrac denied any wrongdoing.",
        "Velotrac said it had done nothing wrong.",
    ],
)
def test_an_answer_stands_against_what_it_answers(answer: str) -> None:
    graph = graph_of(f"{ACCUSED}\n{answer}")
    accusation = next(r for r in graph.in_text_order() if "bribes" in r.attribution.words)
    against = {
        claim
        for r in graph.readings.values()
        if r.attribution.start > len(ACCUSED)
        for claim, stance in r.claims
        if stance == "against"
    }
    assert against & {claim for claim, _ in accusation.claims}


@pytest.mark.parametrize(
    "denial",
    [
        "“We did not bomb the mosque,” Indian spokesman Arun Rao said.",
        "India said it was not behind the attack on the mosque in Karachi.",
        "India said it had no hand in the bombing of the Karachi mosque.",
        "Spokesman Arun Rao said the strike on the Karachi mosque was not the work of India.",
        "India dismissed the allegation that it had bombed the mosque.",
    ],
)
def test_denials_in_many_words_are_against_one_claim(denial: str) -> None:
    graph = graph_of(DISPUTE[0], f"{DISPUTE[2]}\n{denial}")
    sides = [graph.sides(c.id) for c in graph.claims.values() if c.agent == "actor:india"]
    assert any(side["for"] and side["against"] for side in sides)


def test_victims_are_not_accused() -> None:
    graph = graph_of(
        "Two soldiers killed at border\nThe wife of the judge said that Governor Ivo Kesz had her "
        "husband poisoned."
    )
    agents = {graph.actors[c.agent].name for c in graph.claims.values() if c.agent}
    assert not {name for name in agents if "soldier" in name or "husband" in name}


def test_what_a_killing_was_for_is_a_claim_of_its_own() -> None:
    graph = graph_of(
        "Peru said the blast was an attempt to assassinate President Ana Silva.\n"
        "Chile said there had been no attempt to assassinate President Ana Silva."
    )
    (claim,) = [c for c in graph.claims.values() if c.act == "attempted"]
    sides = graph.sides(claim.id)
    assert claim.label == "It was an attempt to kill President Ana Silva"
    assert (len(sides["for"]), len(sides["against"])) == (1, 1)


def test_an_outlet_that_states_it_as_fact_is_the_narrator() -> None:
    told = "Rebels fled.\nIndia bombed a mosque in Karachi on Monday. Smoke rose over the city."
    graph = build_graph(
        [
            *(Article(id=f"{k}.txt", text=text) for k, text in enumerate(DISPUTE)),
            Article(id="told.txt", text=told, outlet="Lisbon Weekly"),
            Article(id="hedged.txt", text=told.replace("bombed", "allegedly bombed")),
        ]
    )
    (narrated,) = [r for r in graph.readings.values() if r.attribution.narrated]
    assert [graph.actors[s].name for s in narrated.speakers] == ["Lisbon Weekly"]
    assert narrated.attribution.words == "India bombed a mosque in Karachi on Monday."
    assert narrated.edge_type is None
    assert not [e for e in graph.edges(plain=False) if e.speaker.kind == "outlet"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said missiles had destroyed the bridge at Tisno.",
        "The mayor said their aim was not to destroy the bridge at Tisno.",
        "The mayor said that the poison had leaked from a tannery at Tisno.",
    ],
)
def test_weapons_and_ideas_do_nothing_of_themselves(text: str) -> None:
    graph = graph_of(text)
    assert graph.claims
    assert not [c for c in graph.claims.values() if c.act == "responsible"]


@pytest.mark.parametrize(
    ("near", "sentence", "day"),
    [
        ("a strike on Tuesday", "Kyiv spoke of a strike on Tuesday", "2023-05-02"),
        ("a strike", "Kyiv on Tuesday spoke of a strike", None),
        ("a strike yesterday", "Kyiv spoke of a strike yesterday", "2023-05-03"),
        ("a strike", "Kyiv spoke of a strike on 28 December", "2022-12-28"),
        ("a strike", "Kyiv spoke of a strike on Feb. 29, 2024", "2024-02-29"),
        ("a strike", "Kyiv spoke of a strike on Feb. 31", None),
    ],
)
def test_days_beside_a_happening(near: str, sentence: str, day: str | None) -> None:
    found = day_of(near, sentence, dt.date(2023, 5, 4))
    assert found == (dt.date.fromisoformat(day) if day else None)


def test_no_doubt_is_nobody() -> None:
    text = "Stoll blamed Borduria for poisoning the lake. “We have no doubt who did this,” he said."
    assert "doubt" not in " ".join(c.label for c in graph_of(text).claims.values())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Klow said the navy had sunk a patrol boat at the mouth of the Wladir.",
            "The navy was behind the sinking of a patrol boat",
        ),
        (
            "Klow accused the navy of ramming one of its vessels near the mouth of the Wladir.",
            "The navy was behind the ramming of its vessels",
        ),
        ("Klow accused the rebels of firing rockets at the tanks.",
         "Rebels were behind the attack on the tanks"),
        ("“Our boat was hit twice by a navy cutter,” said Ivo Brand.",
         "The navy was behind the hitting of the boat"),
    ],
)  # fmt: skip
def test_labels_name_what_was_struck(text: str, label: str) -> None:
    assert {c.label for c in graph_of(text).claims.values()} == {label}


def test_an_answer_takes_the_side_opposite_to_the_words_it_answers() -> None:
    put = LocalClaim(
        attribution="a",
        stance="for",
        act="be",
        agent=None,
        event=None,
        object=("sprinkler",),
        label="The sprinklers were off",
        sides=(0.1, 0.9, 0.0),
    )
    (answer,) = taken_over("b", "against", "a", [put])
    assert answer.sides == (0.9, 0.1, 0.0)
    assert contrary(put)
    assert contrary(answer)
    weighed = dataclasses.replace(put, stance="open", sides=(0.9, 0.1, 0.0))
    (doubt,) = taken_over("b", "against", "a", [weighed])
    assert not contrary(doubt)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Orion Airways admits passports of its clients were stolen.",
         "Passports of its clients were stolen"),
        ("Chile confirmed that one of the navy's cutters had rammed the Peruvian boat that sank.",
         "Chile was behind the ramming of the Peruvian boat"),
        ("The rebels claimed responsibility for the bombing.", "Rebels were behind the bombing"),
        ("Lima blamed a short circuit for the fire.", "A short circuit was behind the fire"),
        ("The union blamed an Israeli air strike for the explosion at the clinic.",
         "An Israeli air strike was behind the explosion at the clinic"),
        ("Chad said it did not know the men.", "Chad did know the men"),
        ("India accused Nepal of backing the gunmen who killed two guards in Gaya.",
         "Nepal: backing the gunmen who killed two guards in Gaya"),
        ("The chief executive said it appeared that agents had been on board.",
         "It appeared that agents had been on board"),
    ],
)  # fmt: skip
def test_claims_read_as_sentences_about_who_did_it(text: str, label: str) -> None:
    assert {c.label for c in graph_of(text).claims.values()} == {label}


def test_no_person_is_a_country() -> None:
    text = "Norbert Saal dismissed a newspaper's charge that his country was behind the blast."
    graph = graph_of(text)
    assert not any(r.targets for r in graph.in_text_order() if r.edge_type == "accuses")
    assert not any("Saal was" in c.label for c in graph.claims.values())


@pytest.mark.parametrize(
    ("text", "edge_type"),
    [
        ("The mayor called the delay inexcusable.", "condemns"),
        ("The union said it was unacceptable that nobody had been told.", "condemns"),
        ("The mayor said it was no scandal.", "asserts"),
        ("The mayor branded the suspicions laughable.", "denies"),
        ("The mayor called the day a success.", "asserts"),
    ],
)
def test_verdicts(text: str, edge_type: str) -> None:
    (found,) = graph_of(text).in_text_order()
    assert found.edge_type == edge_type


def test_which_takes_up_what_was_said() -> None:
    text = "Belarus said the plane had landed because of a threat from Hamas, which Hamas denied."
    said, denied = graph_of(text).in_text_order()
    assert dict(said.claims).keys() == dict(denied.claims).keys()


def test_the_official_version_is_no_officials() -> None:
    _, denial = reading("A panel of experts rejected the official version that it fell.", "version")
    assert (denial.edge_type, denial.targets) == ("denies", ())


@pytest.mark.parametrize(
    "text",
    [
        "Erik Sand said he no longer believed that a fault had caused the crash.",
        "Erik Sand does not think that a fault caused the crash.",
    ],
)
def test_who_does_not_think_it_is_against_it(text: str) -> None:
    graph = graph_of(text)
    sides = {side for r in graph.in_text_order() for _, side in r.claims}
    assert sides == {"against"}


def test_an_attempt_to_do_no_harm_is_no_deed() -> None:
    text = (
        "Sweden accused Russia of downing a helicopter. Moscow said the claims were an attempt by "
        "NATO to justify a build-up."
    )
    assert not any("NATO was behind" in c.label for c in graph_of(text).claims.values())


def test_it_may_be_anything_that_was_safe() -> None:
    (claim,) = graph_of("Orbel Airways said it was safe.").claims.values()
    assert claim.label == "It was safe"


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Grace Okor said she had no doubt that her phone had been followed.", "for"),
        ("The minister does not doubt that the rebels fired first.", "for"),
        ("Ann Krol doubts that the rebels fired first.", "against"),
    ],
)
def test_who_has_no_doubt_does_not_doubt(text: str, side: str) -> None:
    assert {s for r in graph_of(text).in_text_order() for _, s in r.claims} == {side}


def test_who_suggested_something_last_month() -> None:
    text = "Paola Rincon, who last month suggested that the mayor had lied, did not apologise."
    graph, found = reading(text, "had lied")
    assert [graph.actors[s].name for s in found.speakers] == ["Paola Rincon"]


def test_a_charge_of_hysteria_is_no_charge_of_what_happened() -> None:
    text = (
        "Estonia blamed Belarus for setting fire to a market. Russia, a close ally of Belarus, "
        "accused Estonia of hysteria."
    )
    labels = {c.label for c in graph_of(text).claims.values()}
    assert "Estonia: hysteria" in labels
    assert not any("Estonia was behind" in label for label in labels)


def test_who_denies_it_is_the_subject_even_where_it_names_nobody() -> None:
    text = (
        "Two of the suspects have confessed, according to their lawyers. The third, aged 16, "
        "denies being at the scene."
    )
    _, denial = reading(text, "the scene")
    assert (denial.edge_type, denial.speakers) == ("denies", ())


def test_which_of_several_is_all_of_them() -> None:
    text = "Poland and Lithuania, which have blamed Minsk for similar fires, sent firemen."
    graph, found = reading(text, "similar fires")
    assert [graph.actors[s].name for s in found.speakers] == ["Poland", "Lithuania"]


def test_whose_party_it_is_did_not_do_what_the_party_does() -> None:
    text = (
        "Ruth Mwila said the server had been hacked. Mwila's party denied planning violence. It "
        "said it would wait."
    )
    labels = {c.label for c in graph_of(text).claims.values()}
    assert not any("Mwila was behind" in label or "behind the hacking" in label for label in labels)


def test_a_sentence_that_says_who_did_it_is_its_own_label() -> None:
    text = "Sweden said electronic signals had downed the plane over the sea."
    labels = {c.label for c in graph_of(text).claims.values()}
    assert not any(": " in label for label in labels)


@pytest.mark.parametrize(
    "text",
    [
        "A vet says she rang twice before Dieter Holm's murder.",
        "The ambulance came an hour after Dieter Holm's poisoning, police said.",
    ],
)
def test_a_victim_did_not_do_what_was_done_to_him(text: str) -> None:
    graph = graph_of(text)
    assert not any("Holm was behind" in c.label for c in graph.claims.values())
    assert not any(r.targets for r in graph.in_text_order() if r.edge_type == "accuses")


def test_there_is_no_doubt_that_it_is_so() -> None:
    graph, found = reading("There is no doubt that the truck was empty, Karl Benn said.", "truck")
    ((claim, stance),) = found.claims
    assert (graph.claims[claim].label, stance) == ("The truck was empty", "for")


def test_whom_officials_blame_in_a_headline_is_said_in_a_sentence() -> None:
    (claim,) = graph_of("Officials blame campers.").claims.values()
    assert claim.label == "The blame lies with campers"


def test_what_somebody_holds_possible_is_no_accusation() -> None:
    text = "The archive considers it possible that Anton Kray forged the letter, an archivist said."
    assert "accuses" not in {r.edge_type for r in graph_of(text).in_text_order()}


def test_a_plan_is_no_allegation() -> None:
    text = (
        "Minister Ida Groll said two men had camped there. She said fines would be tripled. Their "
        "lawyer, Jan Roth, denied the minister's allegation."
    )
    graph, denial = reading(text, "allegation")
    assert [graph.claims[c].label for c, _ in denial.claims] == ["Two men had camped there"]


def test_who_is_accused_as_it_did_it_and_not_who_accuses() -> None:
    text = "A ferry operator denied the report, as a union accused it of putting profit first."
    graph, found = reading(text, "profit")
    assert [graph.actors[t].name for t in found.targets] == ["ferry operator"]
    assert not any("Union" in claim.label for claim in graph.claims.values())


def test_he_who_denies_is_who_was_accused() -> None:
    text = "Jan Roth said it was late. The opposition accused Euan Laird of theft. He denied it."
    graph = graph_of(text)
    (denial,) = (r for r in graph.in_text_order() if r.edge_type == "denies")
    assert [graph.actors[s].name for s in denial.speakers] == ["Euan Laird"]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("“Not one litre came from us,” Karl Benn said.", "One litre came from us"),
        ("“Not a single ship left the harbour,” Karl Benn said.", "A single ship left the harbour"),
    ],
)
def test_not_one_is_none(words: str, label: str) -> None:
    graph, found = reading(words, "us" if "us" in label else "ship")
    assert [(graph.claims[c].label, side) for c, side in found.claims] == [(label, "against")]


def test_what_somebody_judges_likely_is_what_he_speaks_of() -> None:
    graph, found = reading("A lab thinks it likely, but not proven, that the milk was old.", "milk")
    assert [(graph.claims[c].label, side) for c, side in found.claims] == [
        ("The milk was old", "open")
    ]


def test_what_is_unlikely_is_not_put_forward() -> None:
    _, found = reading("Karl Benn said it was unlikely that the bridge was safe.", "bridge")
    assert [side for _, side in found.claims] == ["open"]


def test_who_no_longer_blames_others_stands_against_it() -> None:
    _, found = reading("Ida Groll no longer blames the rebels for the attack on the mill.", "mill")
    assert [side for _, side in found.claims] == ["against"]


@pytest.mark.parametrize(
    "answer",
    [
        "The union said the opposite.",
        "Nonsense, it was clean when we left, said Jan Roth.",
        "The guild dismissed Benn's story as “revenge by a man who lost his job”.",
    ],
)
def test_more_ways_to_answer(answer: str) -> None:
    graph = graph_of(f"Karl Benn said the river had been yellow for a week. {answer}")
    (denial,) = (r for r in graph.in_text_order() if r.edge_type == "denies")
    assert [side for _, side in denial.claims] == ["against"]
    assert denial.claims[0][0] in {c for r in graph.in_text_order()[:1] for c, _ in r.claims}


def test_one_takes_back_what_one_said_oneself() -> None:
    text = (
        "Karl Benn said the sluice was rusty. A cook who accused Eva Stoll of theft has taken back "
        "her accusation."
    )
    graph = graph_of(text)
    (denial,) = (r for r in graph.in_text_order() if r.edge_type == "denies")
    assert [(graph.claims[c].label, side) for c, side in denial.claims] == [
        ("Eva Stoll: theft", "against")
    ]
    assert not denial.targets


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Ida Kral said the bridge was safe. “I was wrong,” she said on Friday.", "against"),
        ("Ida Kral said the bridge was safe. On Friday she admitted she had been mistaken.",
         "against"),
        ("Ida Kral said the bridge was safe. “I was not wrong,” she said on Friday.", "for"),
        ("Ida Kral said the bridge was safe. Ida Kral also said of Karl Benn that he was wrong.",
         None),
    ],
)  # fmt: skip
def test_who_was_wrong_takes_back_what_he_said(text: str, side: str | None) -> None:
    first, second = graph_of(text).in_text_order()
    assert dict(second.claims).get(first.claims[0][0]) == side


def test_who_accuse_each_other_make_two_claims() -> None:
    text = "The club said the guild had lied. The guild, which is older, said the club had cheated."
    assert len(graph_of(text).claims) == 2


def test_who_denies_one_attack_denies_none_on_another_town() -> None:
    text = (
        "BRENNA - A blast tore through a mill at Brenna. Minister Karl Benn said fighters of the "
        "Sorn League had fired shells at the mill. A spokesman for the rebels said: “We carried "
        "out no operation at Brenna.” He also denied that the League had blown up the rail bridge "
        "at Tarsk in May."
    )
    later = "The Sorn League admitted that its men had destroyed the bridge at Tarsk."
    graph = graph_of(text, later)
    admitted = next(r for r in graph.in_text_order() if r.edge_type == "confirms")
    mill = next(r for r in graph.in_text_order() if "shells" in r.attribution.words)
    assert not set(dict(admitted.claims)) & set(dict(mill.claims))


def test_to_keep_silent_about_a_leak_lays_it_on_nobody() -> None:
    graph = graph_of("The firm kept silent about the leak.")
    assert [c.label for c in graph.claims.values()] == ["The leak"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "“We owe our drivers an apology,” Ann Kral, head of the Orbel Audit Office, said.",
            "The Orbel Audit Office owes its drivers an apology",
        ),
        ("“I was told to burn the files,” Ann Kral said.", "Ann Kral was told to burn the files"),
        (
            "The Orbel Audit Office said it had been in touch with the firm.",
            "The Orbel Audit Office had been in touch with the firm",
        ),
        ("Ann Kral said it was too early to tell.", "It was too early to tell"),
        ("“The mine has closed,” Ann Kral said.", "The mine has closed"),
        ("Ann Kral said her brother had slept all day.", "Ann Kral’s brother had slept all day"),
        ("The party called on Finance Minister Ivo Brand to resign.", "Ivo Brand should resign"),
        ("The court ordered them to hand in their keys.", "They should hand in their keys"),
        ("The foundation promised to “reopen the bar”.", "The foundation will reopen the bar"),
        ("The union asked for compensation.", "Compensation"),
        ("“They listened to me talking to my wife,” Jonas Eklund said.",
         "They listened to Jonas Eklund talking to his wife"),
        ("Two lawyers who have seen the papers say they look genuine.", "They look genuine"),
        ("The bank declined to comment on the raid, as it does on all matters.", "The raid"),
        ("Three members said they no longer trusted her.", "They trusted her"),
        ("The smoke is ‘not harmful’, the agency said.", "The smoke is harmful"),
        ("The captain had failed to report it, the ministry said.", "The captain did report it"),
        ("Of its nine proposals not one had been read, the centre said.",
         "Of its nine proposals one had been read"),
        ("“The data was copied,” Ann Kral told us, “and we are sorry.”", "The data was copied"),
    ],
)  # fmt: skip
def test_a_label_stands_alone(text: str, label: str) -> None:
    assert label in {c.label for c in graph_of(text).claims.values()}


def test_who_had_not_failed_to_warn_has_warned() -> None:
    graph = graph_of("The agency said it had not failed to warn the town.")
    (said,) = graph.readings.values()
    assert [stance for _, stance in said.claims] == ["for"]


@pytest.mark.parametrize(
    ("one", "other", "stance"),
    [
        ("The jet entered Bordurian airspace", "The jet never left Klovian airspace", "against"),
        ("The boat was in Turkish waters", "The boat was a mile inside Greek waters", "against"),
        ("The boat was in Turkish waters", "The boat had never left Turkish waters", "for"),
    ],
)  # fmt: skip
def test_nothing_is_in_the_territory_of_two_states(one: str, other: str, stance: str) -> None:
    places = [territory_of(list(_parsed(words)), None) for words in (one, other)]
    assert all(places)
    first, second = (p for p in places if p)
    negated = " never " in other
    assert first.is_as(second) == ((stance == "for") != negated)


def _parsed(words: str) -> Iterator[Token]:
    (doc,) = parse_article(Article(id="a", text=f"{words}.")).parse([0])
    return (t for t in doc if not t.is_punct)


def test_our_side_of_the_border_is_that_of_who_speaks() -> None:
    words = list(_parsed("The patrol was on our side of the border"))
    assert territory_of(words, "borduria") == Place("borduria", inside=True)


@pytest.mark.parametrize(
    ("answer", "sides"),
    [
        ("No thieves were involved, the shop's owner said.", {"police": "for", "owner": "against"}),
        # who was blamed by that very word is who is cleared
        ("The army blamed rebels for a blast. No rebels were involved, Ann Kral said.",
         {"police": "for"}),
    ],
)  # fmt: skip
def test_that_nobody_was_involved_answers_what_was_said_right_before(
    answer: str, sides: dict[str, str]
) -> None:
    graph = graph_of(f"Police said a gang from the port had emptied the shop. {answer}")
    (claim,) = [c for c in graph.claims.values() if "emptied" in c.label]
    found = {
        graph.actors[s].name.split()[-1].lower(): stance
        for stance, readings in graph.sides(claim.id).items()
        for r in readings
        for s in r.speakers
    }
    assert found == sides


def test_what_says_nothing_cuts_nothing_out_of_what_is_said() -> None:
    text = (
        "Orbel Bank's chief executive, Ivo Brand, personally approved payments for the sanctioned"
        " shipping company Klow Lines, a former clerk at the bank has told the Orbel Daily."
    )
    graph, said = reading(text, "personally approved")
    ((claim, stance),) = said.claims
    assert stance == "for"
    assert "personally approved payments" in graph.claims[claim].label


@pytest.mark.parametrize(
    "text",
    [
        "Ann Kral said the president ordered an inquiry into the bombing of the market.",
        "Ann Kral said the minister ordered officers to investigate the killings.",
        "Ann Kral said parliament launched a probe into the poisoning of the well.",
        "Ann Kral said police launched a manhunt after the shooting of two guards.",
        "Ann Kral said the agency sent experts to the site of the massacre.",
        "Ann Kral said the firm ordered a review of the killings.",
        "Ann Kral said two managers ordered staff to reclassify the deaths.",
        "Ann Kral said the minister approved a report on the massacre.",
        "Ann Kral said the minister told officers to review the killings.",
    ],
)
def test_who_orders_an_inquiry_has_not_done_what_is_inquired_into(text: str) -> None:
    graph = graph_of(text)
    assert {r.edge_type for r in graph.readings.values()} & {"accuses"} == set()
    assert {c.act for c in graph.claims.values()} & {"responsible", "encouraged", "knew"} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ann Kral said Klow's army launched drones in an attack on the base.",
        "Ann Kral said the general sent men to carry out the attack on the base.",
        "Ann Kral said Klow's army sent agents to poison the well.",
        "Ann Kral said the gang planned to launch an attack on the bank.",
    ],
)
def test_who_sends_for_an_act_is_behind_it(text: str) -> None:
    assert "responsible" in {c.act for c in graph_of(text).claims.values()}


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("Orlia's party accused the envoy of financing a riot, a charge Klow called “false”.",
         "Klow"),
        ("Iran has backed the rebels, Ann Kral says, a charge Tehran has often denied.", "Iran"),
        ("The union accused the firm of theft. There was no truth in the charge, Klow said.",
         "Klow"),
    ],
)  # fmt: skip
def test_a_charge_is_denied_in_the_same_breath(text: str, denier: str) -> None:
    graph = graph_of(text)
    (dispute,) = kgraph.find_disputes(graph)
    assert {graph.actors[s].name for r in dispute.opponents for s in r.speakers} == {denier}
    assert "charge" not in dispute.claim.label


def test_what_a_denier_denies_right_after_is_of_what_he_denied() -> None:
    text = (
        "The minister said two young men had set the wood on fire. The men were held on Monday,"
        " she said. The men's lawyer denied the charge. “They did not set it on fire,” he said."
    )
    graph = graph_of(text)
    (claim,) = [d.claim for d in kgraph.find_disputes(graph)]
    words = {r.attribution.words for r in graph.sides(claim.id)["against"]}
    assert words == {"the charge", "“They did not set it on fire,”"}


def test_a_headline_that_names_a_charge_means_the_one_told_below() -> None:
    text = (
        "Cyclist Brand denies doping claims\n\nThe cyclist Ivo Brand on Tuesday rejected"
        " accusations that he had used the drug EPO."
    )
    (claim,) = graph_of(text).claims.values()
    assert claim.label == "Ivo Brand had used the drug EPO"


def test_nobody_denies_a_role_in_arrests_told_of_later() -> None:
    text = (
        "The envoy, Ivo Brand, has denied any role.\n\nFive organisers of the march had been"
        " arrested, the interior ministry said."
    )
    graph = graph_of(text)
    assert not any("arrest" in c.label and c.agent for c in graph.claims.values())


def test_who_did_not_respond_left_nothing_open() -> None:
    graph = graph_of("“Nobody came,” said Ann Kral. Klow's navy did not respond to questions.")
    silent = [r for r in graph.readings.values() if r.edge_type == "withholds"]
    assert [r.claims for r in silent] == [()]


def test_somebody_had_warned_where_words_say_so() -> None:
    graph = graph_of("A clerk, Ann Kral, told the Orbel Daily that she had warned her chiefs.")
    assert "Ann Kral had warned her chiefs" in {c.label for c in graph.claims.values()}


def test_what_somebody_does_not_recommend_nobody_has_done() -> None:
    graph = graph_of("The White House said it did not recommend Ukraine striking the bridge.")
    assert not [c for c in graph.claims.values() if c.act == "responsible"]


def test_the_bombing_of_a_market_is_no_genocide() -> None:
    graph = graph_of(
        "Klow's army denied that it had bombed a market in North Darfur.\n\nThe United States has"
        " accused Klow's army of committing genocide in Darfur."
    )
    assert {e.label for e in graph.events.values()} >= {"the genocide"}
    assert len(graph.claims) == 2


def test_who_is_named_in_another_wording_is_not_who_did_it() -> None:
    graph = graph_of(
        "Staff accused him of telling a steward to go home. One member said several of her"
        " colleagues wanted him gone."
    )
    assert not any(c.label.startswith("Several") for c in graph.claims.values())
