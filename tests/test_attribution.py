"""Articles -> attributions: cues, roles, nesting, chains, certainty."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.attribution.candidates import candidates
from kgraph.attribution.halves import within_halves
from kgraph.attribution.hybrid import HybridExtractor
from kgraph.attribution.rules import RuleExtractor
from kgraph.linguistics import parse_article
from kgraph.model import Article, Attribution, TextSpan

pytestmark = pytest.mark.model


def extracted(text: str, *, rules: bool = False) -> list[Attribution]:
    extractor = RuleExtractor() if rules else HybridExtractor()
    return extractor.extract(parse_article(Article(id="a.txt", text=text)))


def by_cue(text: str, cue: str) -> Attribution:
    return next(a for a in extracted(text) if any(cue in s.text for s in a.cue))


def words(attribution: Attribution, role: str) -> str:
    return " … ".join(span.text for span in getattr(attribution, role))


@pytest.mark.parametrize(
    ("text", "cue", "edge_type"),
    [
        ("Chile accused the firm of hiding the spill.", "accused", "accuses"),
        ("Lagos blamed the rebels for the ambush.", "blamed", "accuses"),
        ("The bank denied that it had leaked the file.", "denied", "denies"),
        ("Prime Minister Holm dismissed the allegation as absurd.", "dismissed", "denies"),
        ("Norway rejected the offer of a truce.", "rejected", "rejects"),
        ("Norway rejected the allegation.", "rejected", "denies"),
        ("The ministry condemned the bombing of the school.", "condemned", "condemns"),
        ("The union demanded an inquiry.", "demanded", "demands"),
        ("Kenya called for an emergency meeting.", "called", "demands"),
        ("The general threatened to shell the port.", "threatened", "threatens"),
        ("The agency warned that the dam could burst.", "warned", "warns"),
        ("Investigators believe that the ship cut the cable.", "believe", "assesses"),
        ("The army confirmed that two soldiers had died.", "confirmed", "confirms"),
        ("The embassy declined to comment on the arrest.", "declined", "withholds"),
        ("Brussels praised the reform.", "praised", "supports"),
        ("Tokyo promised to rebuild the bridge.", "promised", "promises"),
        ("Experts questioned the ministry's claim.", "questioned", "doubts"),
        ("The mayor said the bridge was closed.", "said", "asserts"),
    ],
)
def test_edge_type_follows_from_the_cue(text: str, cue: str, edge_type: str) -> None:
    assert by_cue(text, cue).edge_type == edge_type


def test_roles_of_an_accusation() -> None:
    found = by_cue("Chile accused the mining firm of hiding the spill.", "accused")
    assert words(found, "source") == "Chile"
    assert "hiding the spill" in words(found, "content")
    assert "mining firm" in words(found, "target")


def test_passive_accusation_has_the_accuser_as_source() -> None:
    found = by_cue("The firm was accused by Chile of hiding the spill.", "accused")
    assert "Chile" in words(found, "source")
    assert "firm" in words(found, "target")


@pytest.mark.parametrize(
    "text",
    [
        "Sweden did not condemn the raid.",
        "Sweden refrained from condemning the raid.",
    ],
)
def test_negated_speech_act(text: str) -> None:
    found = [a for a in extracted(text) if a.edge_type == "condemns"]
    assert all(a.negated for a in found)


def test_cannot_confirm_withholds() -> None:
    text = "The spokesman said police could not confirm the report."
    assert "withholds" in {a.edge_type for a in extracted(text)}


def test_nested_attribution_knows_what_encloses_it() -> None:
    text = "The envoy said that Peru had accused Chile of spying."
    outer, inner = by_cue(text, "said"), by_cue(text, "accused")
    assert inner.within == outer.id


def test_noun_cue_with_a_demonym() -> None:
    text = "The senator rejected the Turkish claim that Greece had armed the island."
    inner = by_cue(text, "claim")
    assert words(inner, "source") == "Turkish"
    assert "Greece had armed the island" in words(inner, "content")


def test_agency_that_passes_on_is_a_link_of_the_chain() -> None:
    text = "The tanks were gone, Defence Minister Ivo Maric said, Reuters reports."
    found = next(a for a in extracted(text) if "Maric" in words(a, "source"))
    assert words(found, "reported_via") == "Reuters"


def test_outlet_that_was_told() -> None:
    found = by_cue("The plan was dead, a senior official told CNN.", "told")
    assert words(found, "reported_via") == "CNN"


@pytest.mark.parametrize(
    ("text", "source", "content", "via"),
    [
        (
            "CNN reported on Monday, citing two US officials, that the drones were new.",
            "two US officials",
            "that the drones were new",
            "CNN",
        ),
        (
            "The Orrin Courier reported this month, citing a former clerk, that Brand had signed.",
            "a former clerk",
            "that Brand had signed",
            "The Orrin Courier",
        ),
        (
            "An inspector told the newspaper Orrin Courier two weeks ago that the test was known.",
            "An inspector",
            "that the test was known",
            "Orrin Courier",
        ),
        (
            "Ann Kral, a nurse, told the newspaper Vecera Plana she had seen it.",
            "Ann Kral, a nurse",
            "she had seen it",
            "",
        ),
    ],
)
def test_who_told_a_medium_and_what(text: str, source: str, content: str, via: str) -> None:
    (found,) = extracted(text)
    assert (words(found, "source"), words(found, "content")) == (source, content)
    assert words(found, "reported_via").removeprefix("The ") == via.removeprefix("The ")


@pytest.mark.parametrize(
    "text",
    [
        "Cyclist Ivo Brand on Tuesday rejected accusations that he had used a banned drug.",
        "Ivo Brand responded to accusations that he had used a banned drug.",
        "Ivo Brand has been dogged by allegations that he used a banned drug.",
        "Ivo Brand faces accusations that he used a banned drug.",
    ],
)
def test_the_accused_does_not_accuse(text: str) -> None:
    forward = {"accuses", "asserts"}
    assert not [
        a for a in extracted(text) if "Brand" in words(a, "source") and a.edge_type in forward
    ]


def test_who_takes_an_accusation_back_no_longer_makes_it() -> None:
    (found,) = extracted("Kral withdrew her accusation that Brand hid the losses.")
    assert found.edge_type == "denies"


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Officials said the fire may have been set on purpose.", "possible"),
        (
            "The agency assessed with moderate confidence that the lab was the source.",
            "moderate-confidence",
        ),
        ("The agency assessed that an attack was very likely.", "probable"),
        ("Officials said it was unlikely that the crew knew.", "improbable"),
        ("Officials said the fire had been set on purpose.", None),
    ],
)
def test_certainty_as_the_words_say(text: str, certainty: str | None) -> None:
    assert max(extracted(text), key=lambda a: len(words(a, "content"))).certainty == certainty


def test_boilerplate_yields_no_attribution() -> None:
    line = "Officials said the bridge was closed."
    article = Article(id="a.txt", text=line, boilerplate=((0, len(line)),))
    assert HybridExtractor().extract(parse_article(article)) == []


def test_an_attempt_is_no_attribution() -> None:
    assert [a for a in extracted("The crew made an attempt to leave.") if a.edge_type] == []


def test_rules_alone_need_no_weights() -> None:
    (found,) = extracted("Chile accused Peru of spying.", rules=True)
    assert (found.edge_type, words(found, "target")) == ("accuses", "Peru")


def test_rules_alone_see_nesting_chain_and_certainty() -> None:
    text = "The envoy said that Peru may have accused Chile of spying."
    found = {a.edge_type: a for a in extracted(text, rules=True)}
    assert found["accuses"].within == found["asserts"].id
    assert found["accuses"].certainty == "possible" or found["asserts"].certainty == "possible"
    (told,) = extracted("The plan was dead, a senior official told CNN.", rules=True)
    assert words(told, "reported_via") == "CNN"


@pytest.mark.parametrize("rules", [True, False])
def test_ids_are_those_of_the_final_roles(*, rules: bool) -> None:
    text = (
        "“Nobody else can say that,” Kral said, adding that it rained. The tanks were gone, "
        "Defence Minister Ivo Maric said, Reuters reports."
    )
    for found in extracted(text, rules=rules):
        roles = (found.source, found.cue, found.content)
        assert found.id == Attribution.id_of(found.article, *roles)


def test_a_cue_within_a_quotation_takes_nothing_from_outside() -> None:
    text = "“I have shown it all. No one else can say that,” Kral told reporters."
    for found in extracted(text):
        if any("can say" in s.text for s in found.cue):
            assert "told" not in words(found, "content")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union of miners met on Sunday near the old harbour.", []),
        ("Kral said it rained.", [0]),
        ("It rained. Police found that it had rained.", [1]),
        ("The findings of the inquiry came late.", [0]),
        ("He took the bus. He took responsibility for the fire.", [1]),
        ("Rain is due, according to Kral.", [0]),
    ],
)
def test_only_sentences_with_a_word_of_the_table_are_candidates(
    text: str, expected: list[int]
) -> None:
    parsed = parse_article(Article(id="a.txt", text=text))
    assert list(candidates(parsed)) == expected


def test_plain_speech_is_typed_without_a_parse() -> None:
    parsed = parse_article(Article(id="a.txt", text="“The dam is safe,” the minister said."))
    (found,) = HybridExtractor().extract(parsed)
    assert found.edge_type == "asserts"
    assert parsed.parsed == frozenset()


HOSTILE = [
    "",
    "\0",
    "\ud800 said \udfff",
    '"' * 10_000,
    "said" * 5_000,
    "“" * 500 + "he said" + "”" * 500,
    "\u202eHe said\u202c it \u2067was\u2069 over.",
    "👩\u200d👩\u200d👧 said 🏴󠁧󠁢󠁥󠁮󠁧󠁿 denied: “🙂”, 🙂 added.",
    "a" * 30_000,
    "\r\n\r\n\u2028said\u2029\x0b\x0c",
    "Ivo said " * 2_000,
]


@pytest.mark.parametrize("rules", [True, False])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_makes_an_extractor_raise(text: str, *, rules: bool) -> None:
    for found in extracted(text, rules=rules):
        for span in found.spans:
            assert text[span.start : span.end] == span.text


PIECES = (
    "He said ",
    "“",
    "”",
    '"',
    "that it rained",
    ". ",
    "\n",
    "Ivo Kral",
    " denied ",
    "\ud83d",
    "é",
    ", ",
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_words_and_marks_is_read(text: str) -> None:
    for found in extracted(text):
        for span in found.spans:
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kral said on Wednesday that the dam was safe.", dt.date(2023, 5, 3)),
        ("“The dam broke on Monday,” Kral told reporters yesterday.", dt.date(2023, 5, 3)),
        ("Kral denied on 28 April that he knew.", dt.date(2023, 4, 28)),
        ("Kral said the dam broke on Monday.", None),
        ("Kral said the dam was safe.", None),
    ],
)
def test_the_day_of_saying_is_not_that_of_what_is_told(text: str, day: dt.date | None) -> None:
    article = Article(id="a.txt", text=text, published=dt.date(2023, 5, 4))
    (found, *_) = HybridExtractor().extract(parse_article(article))
    assert found.said_on == day


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Warlord shelled the market, say survivors", "survivors", "Warlord shelled the market"),
        ("Frigate 'fired on us twice', say fishing crew", "fishing crew",
         "Frigate 'fired on us twice'"),
        ("Banker hid the losses, court told", "", "Banker hid the losses"),
        ("Warlord shelled the market, witnesses say", "witnesses", "Warlord shelled the market"),
    ],
)  # fmt: skip
def test_who_speaks_in_a_headline(headline: str, source: str, content: str) -> None:
    found = next(a for a in extracted(f"{headline}\n\nThe market was empty.\n") if a.cue)
    assert (words(found, "source"), words(found, "content")) == (source, content)


_BELOW = "\n\nCulture Minister Ana Kral denied it. Borduria said it would help.\n"


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Inspectors: tunnel was never safe", "Inspectors"),
        ("Sources: airline paid pirates a million", "Sources"),
        ("Union: firm broke its word", "Union"),
        ("Kremlin: talks will go on", "Kremlin"),
        ("Kral: curators knew of the theft", "Kral"),
    ],
)
def test_who_stands_before_the_colon_of_a_headline_says_it(headline: str, source: str) -> None:
    found = next(a for a in extracted(headline + _BELOW) if a.start < len(headline))
    assert (words(found, "source"), found.edge_type) == (source, "asserts")
    assert words(found, "content") == headline.partition(": ")[2]


@pytest.mark.parametrize(
    "headline",
    [
        "Tunnel fire: four people were killed",
        "Borduria: ferry sank with thirty aboard",
        "Football: Wexley beat Harrow",
        "Inspectors: what do they know?",
    ],
)
def test_a_topic_before_the_colon_of_a_headline_says_nothing(headline: str) -> None:
    found = extracted(headline + _BELOW)
    assert not any(a.source and a.edge_type for a in found if a.start < len(headline))


def test_who_told_it_in_an_aside_says_it() -> None:
    text = (
        "Separately, prosecutors are looking into reports that a Wexley ferry spilled oil in the "
        "bay, as two sailors there told this newspaper."
    )
    told = "that a Wexley ferry spilled oil in the bay"
    outer, inner = extracted(text)
    assert (words(outer, "source"), words(outer, "content")) == ("prosecutors", told)
    assert (words(inner, "source"), words(inner, "content")) == ("two sailors there", told)


def test_a_headline_is_no_part_of_what_is_said_below_it() -> None:
    text = (
        "Ex-clerk: bank knew loans were bad\n\n"
        "Managers at Orbel Bank had known for a year that the loans were bad, a former clerk of "
        "the bank told Orion News."
    )
    assert words(by_cue(text, "told"), "content").startswith("Managers at Orbel Bank")


def test_a_quotation_goes_on_after_its_cue_and_ends_with_its_mark() -> None:
    text = (
        "Guatemala's defence ministry acknowledged that a cutter had rammed the boat. The ministry "
        "maintained that the boat had been in its waters.\n\n"
        '"The boat was on our side of the line," said Belize\'s foreign minister, Delroy Tun, "and '
        'every instrument on board shows it." He welcomed the admission and asked for money.\n'
    )
    said = by_cue(text, "said")
    assert words(said, "content").endswith('shows it."')
    assert len(said.content) == 2


def test_the_subject_of_a_cue_speaks_and_not_who_spoke_before() -> None:
    text = (
        "Rooney repeated that no card numbers had been lost. The hackers, known as Night Owl, had "
        "claimed to hold card data as well, but have not published any."
    )
    claimed = by_cue(text, "claimed")
    assert words(claimed, "source").startswith("The hackers")
    assert words(claimed, "content") == "to hold card data as well"


def test_to_keep_blaming_somebody_is_not_what_a_critic_of_it_does() -> None:
    text = "A spokesman for the mayor called it absurd to keep blaming Norway for everything."
    assert "accuses" not in {a.edge_type for a in extracted(text)}


@pytest.mark.parametrize(
    ("text", "edge_type", "target"),
    [
        ("The rebels claimed responsibility for the blast on their website.", "confirms", ""),
        ("The rebels claimed the attack.", "confirms", ""),
        ("The rebels claimed the attack was a warning.", "asserts", ""),
        ("Lima holds Quito responsible for the shelling.", "accuses", "Quito"),
        ("Lima has pinned the blame for the shelling on the rebels.", "accuses", "the rebels"),
        ("The mayor has rebuffed claims that he hid the report.", "denies", ""),
        ("The mayor rejected that the police had fired first.", "denies", ""),
        ("The mayor rejected calls to resign.", "rejects", ""),
    ],
)
def test_blame_taken_laid_and_turned_away(text: str, edge_type: str, target: str) -> None:
    (found,) = extracted(text)
    assert (found.edge_type, words(found, "target")) == (edge_type, target)


def test_a_charge_and_who_dismissed_it() -> None:
    text = "Quito accused Lima of plotting a coup, an allegation the foreign ministry dismissed."
    denial = by_cue(text, "dismissed")
    assert denial.edge_type == "denies"
    assert words(denial, "source") == "the foreign ministry"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Paris said it agreed; Rome said it had seen no proof.",
            {"Paris": "it agreed", "Rome": "it had seen no proof"},
        ),
        ('"It was late; we left," Kral said.', {"Kral": '"It was late; we left,"'}),
    ],
)
def test_each_keeps_to_its_half_of_a_sentence(text: str, wanted: dict[str, str]) -> None:
    assert {words(a, "source"): words(a, "content") for a in extracted(text)} == wanted


def in_halves(text: str, *said: tuple[str, str]) -> list[str]:
    """Return the contents kept of some sources and theirs, where each is followed by "said"."""
    parsed = parse_article(Article(id="a.txt", text=text))

    def span(part: str, start: int = 0) -> tuple[TextSpan, ...]:
        low = text.index(part, start)
        return (parsed.article.span(low, low + len(part)),)

    found = [
        Attribution(
            id=source,
            article="a.txt",
            source=span(source),
            cue=span("said", text.index(f"{source} said")),
            content=span(content),
            form="indirect",
        )
        for source, content in said
    ]
    return [words(a, "content") for a in within_halves(parsed, found)]


def test_what_stands_in_another_half_is_cut_off() -> None:
    kept = in_halves(
        "Paris said it agreed; Rome said it did not.",
        ("Paris", "it agreed; Rome said it did not"),
        ("Rome", "Paris said it agreed"),
    )
    assert kept == ["it agreed", "it did not"]


def test_a_half_that_ends_with_its_cue_keeps_what_is_said_before_the_semicolon() -> None:
    text = "Paris said it agreed; that was late, Rome said; nobody knew."
    found = extracted(text)
    assert all(words(a, "content") for a in found)
    assert in_halves(text, ("Paris", "it agreed"), ("Rome", "it agreed")) == ["it agreed"] * 2


def test_a_demand_that_somebody_rejected_is_no_claim() -> None:
    text = "She asked for an apology, a demand that spokesman Viktor Lapin rejected as theatre."
    assert by_cue(text, "rejected").edge_type == "rejects"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Vilnius blamed the rebels for the blast and expelled four diplomats.", "blamed",
         "the rebels for the blast"),
        ("Lapin denied that Russia was behind the crash and suggested that pilots were tired.",
         "denied", "that Russia was behind the crash"),
        ("Lima accused the rebels of shelling the town and burning the school.", "accused",
         "the rebels of shelling the town and burning the school"),
    ],
)  # fmt: skip
def test_what_somebody_does_next_is_not_what_he_says(text: str, cue: str, content: str) -> None:
    assert words(by_cue(text, cue), "content") == content


@pytest.mark.parametrize(
    ("text", "cue", "edge_type"),
    [
        ("The ministry no longer denies that the bridge was cracked.", "denies", "confirms"),
        ("The guild no longer doubts that Groll shot an eagle.", "doubts", "confirms"),
        ("Ketter Foods accepts that its milk made children ill.", "accepts", "confirms"),
        ("Ketter Foods does not accept the findings of the inspectors.", "accept", "denies"),
        ("Groll did not deny that she had met the banker.", "deny", "withholds"),
        ("The service dropped its claim that the man had taken drugs.", "dropped", "denies"),
        ("Stoll stood by his statement that a clerk had asked for money.", "stood", "asserts"),
    ],
)
def test_who_gives_way_and_who_does_not(text: str, cue: str, edge_type: str) -> None:
    assert by_cue(text, cue).edge_type == edge_type


def test_a_condition_takes_nothing_back() -> None:
    text = "There was money for us if Joel withdrew his complaint, said the lawyer, Ida Groll."
    assert "denies" not in {a.edge_type for a in extracted(text)}


def test_who_backs_down_backs_nobody() -> None:
    text = "Minister Ida Groll backed down: “Yes, the firm paid,” she said."
    assert "supports" not in {a.edge_type for a in extracted(text)}


@pytest.mark.parametrize(
    ("headline", "edge_type"),
    [
        ("Ferry operator rejects claim that alarm was switched off", "denies"),
        ("Bank dismisses report that it hid losses", "denies"),
    ],
)
def test_a_headline_that_answers_in_two_words(headline: str, edge_type: str) -> None:
    assert [a.edge_type for a in extracted(headline)] == [edge_type]


@pytest.mark.parametrize(
    "text",
    [
        "The airline did not wish to comment.",
        "Minister Ida Groll did not want to discuss the tapes.",
        "The ministry would not be drawn on who had paid.",
        "The embassy refused to be drawn.",
        "The harbour office had no comment.",
        "The abbot remained silent on the letters.",
        "Groll did not respond to that question.",
        "The consulate did not answer questions.",
    ],
)
def test_there_are_many_ways_to_say_nothing(text: str) -> None:
    assert {a.edge_type for a in extracted(text)} == {"withholds"}


@pytest.mark.parametrize(
    ("text", "cue", "edge_type"),
    [
        ("A teachers' union called for him to resign.", "called", "demands"),
        ("The navy stuck to its line that the mine was old.", "stuck", "asserts"),
        ("Police are looking into reports that a truck lost oil.", "looking", "assesses"),
        (
            "Vera Dorn no longer holds the rebels responsible for the blast.",
            "no longer holds",
            "accuses",
        ),
        ("The bank, citing the inquiry, declined to comment.", "citing", None),
    ],
)
def test_frames_of_more_words_than_one(text: str, cue: str, edge_type: str | None) -> None:
    assert by_cue(text, cue).edge_type == edge_type


def test_how_sure_somebody_is_belongs_to_the_cue() -> None:
    made = by_cue("Spain assesses with moderate confidence that Malta sank the ship.", "assesses")
    assert words(made, "cue") == "assesses with moderate confidence"
    assert words(made, "content") == "that Malta sank the ship"
    assert made.analytic_confidence == "moderate"


def test_who_asks_not_to_be_named_calls_for_nothing() -> None:
    text = "“It leaked,” said a nurse, who asked not to be identified for fear of her boss."
    assert "demands" not in {a.edge_type for a in extracted(text)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Residents told smoke is safe\n\nIt burnt all night.", True),
        ("Tourists told not to travel to Klow\n\nIt burnt all night.", True),
        ("Staff told to leave the building after fire\n\nIt burnt all night.", True),
        ("Minister told the BBC he would resign\n\nIt burnt all night.", False),
        ("“It burnt all night,” she told reporters.", False),
        ("A witness told how she ran.", False),
    ],
)
def test_who_was_told_says_nothing(text: str, *, told: bool) -> None:
    attribution = by_cue(text, "told")
    assert (attribution.source == ()) is told


@pytest.mark.parametrize(
    ("text", "source", "via", "content"),
    [
        (
            "Novaline reported on Monday, citing a clerk at the port, that the ship had sunk.",
            "a clerk at the port",
            "Novaline",
            "that the ship had sunk",
        ),
        (
            "Interfax reported, citing police, that two men had been shot.",
            "police",
            "Interfax",
            "that two men had been shot",
        ),
        ("Kral, citing a lack of proof, reported that the case was closed.", "Kral", "",
         "that the case was closed"),
    ],
)  # fmt: skip
def test_whom_a_report_cites_is_its_source(text: str, source: str, via: str, content: str) -> None:
    found = by_cue(text, "reported")
    assert (words(found, "source"), words(found, "reported_via")) == (source, via)
    assert words(found, "content") == content


def test_when_it_was_said_is_no_part_of_what_was_said() -> None:
    text = (
        "Doctors' union head Kadri Lepmets said at once that Grey Heron had published the clinic's"
        " payroll, a week after the Canadian case."
    )
    assert words(by_cue(text, "said"), "content").startswith("that Grey Heron")


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        (
            "According to a former clerk of Orbel Bank it was the firm that paid the bills.",
            "According",
            "a former clerk of Orbel Bank",
            "it was the firm that paid the bills",
        ),
        (
            "The minister let it be known that she had paid for each of her stays herself.",
            "let it be known",
            "The minister",
            "that she had paid for each of her stays herself",
        ),
        (
            "Hallbrook's no longer disputes that the painting is a fake.",
            "no longer disputes",
            "Hallbrook's",
            "that the painting is a fake",
        ),
    ],
)
def test_who_says_it_and_what_where_words_are_unusual(
    text: str, cue: str, source: str, content: str
) -> None:
    found = by_cue(text, cue)
    assert (words(found, "source"), words(found, "content")) == (source, content)
    assert found.edge_type is not None


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("China, which supplies both, said nothing.", ""),
        ("Klow said nothing of the talks.", "the talks"),
    ],
)
def test_to_say_nothing_is_to_withhold(text: str, content: str) -> None:
    (found,) = extracted(text)
    assert (found.edge_type, words(found, "content")) == ("withholds", content)


def test_a_source_ends_where_it_does_something() -> None:
    text = "Tamara's foreign ministry summoned Orlia's ambassador and demanded an apology."
    assert words(by_cue(text, "demanded"), "source") == "Tamara's foreign ministry"
