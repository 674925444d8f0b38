"""Names of governments, organisations and news media, and the traps among them."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import gazetteer
from kgraph.errors import UnknownNameError
from kgraph.gazetteer import country, entry, find_demonym, find_entry, role_words, scan
from kgraph.model import ActorKind


def found(text: str) -> list[tuple[str, str, str]]:
    """Return the words, ids and senses of a scan."""
    return [(text[start:end], entry.id, sense) for start, end, entry, sense in scan(text)]


def ids(text: str) -> list[str]:
    """Return the ids of a scan."""
    return [entry.id for _, _, entry, _ in scan(text)]


# --- whole mentions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("United States", "united-states"),
        ("the United States", "united-states"),
        ("US", "united-states"),
        ("U.S.", "united-states"),
        ("U.S.’s", "united-states"),
        ("USA", "united-states"),
        ("America", "united-states"),
        ("American", "united-states"),
        ("Americans", "united-states"),
        ("Washington", "united-states"),
        ("Washington, D.C.", "united-states"),
        ("British", "united-kingdom"),
        ("UK", "united-kingdom"),
        ("U.K.", "united-kingdom"),
        ("Britain", "united-kingdom"),
        ("Great Britain", "united-kingdom"),
        ("French", "france"),
        ("Chinese", "china"),
        ("Peking", "china"),
        ("Indian", "india"),
        ("Norwegian", "norway"),
        ("DPRK", "north-korea"),
        ("Republic of Korea", "south-korea"),
        ("Republic of China", "taiwan"),
        ("People’s Republic of China", "china"),
        ("Palestinian Authority", "palestine"),
        ("Kyiv", "ukraine"),
        ("Kiev", "ukraine"),
        ("kyiv", "ukraine"),
        ("KYIV", "ukraine"),
        ("the Kyiv regime", "ukraine"),
        ("Kyiv's government", "ukraine"),
        ("the Russian authorities", "russia"),
        ("the US administration", "united-states"),
        ("the government of the Netherlands", "netherlands"),
        ("Cote d'Ivoire", "ivory-coast"),
        ("Türkiye", "turkey"),
        ("Turkiye", "turkey"),
        ("The Hague", "netherlands"),
        ("Niger", "niger"),
        ("Nigerian", "nigeria"),
        ("Guinea-Bissau", "guinea-bissau"),
        ("Dominica", "dominica"),
        ("“Russia,”", "russia"),
        ("European Union", "european-union"),
        ("Brussels", "european-union"),
        ("the West", "the-west"),
        ("Western", "the-west"),
        ("the Kremlin’s", "kremlin"),
        ("Moscow Kremlin", "kremlin"),
        ("Foggy Bottom", "state-department"),
        ("Elysee", "elysee"),
        ("Quai d’Orsay", "quai-d-orsay"),
        ("TASS News agency", "tass"),
        ("the Washington Post", "washington-post"),
        ("Daesh", "islamic-state"),
    ],
)
def test_a_mention_names(words: str, slug: str) -> None:
    named = find_entry(words)
    assert named is not None
    assert named.id == slug


@pytest.mark.parametrize(
    "words",
    [
        "us",
        "Us",
        "who",
        "un",
        "it",
        "turkey",
        "polish",
        "the Biden administration",
        "the west",
        "New Mexico",
        "Korean",
        "Congolese",
        "Congo",
        "government",
        "the government",
        "the",
        "",
        "’s",
        "...",
        "Russia and Ukraine",
        "West",
    ],
)
def test_a_mention_names_nobody(words: str) -> None:
    assert find_entry(words) is None


def test_a_countrys_government_is_itself() -> None:
    assert country("ukraine").government == "ukraine"


def test_a_metonym_knows_its_government_and_that_it_can_be_struck() -> None:
    kremlin = entry("kremlin")
    assert (kremlin.kind, kremlin.government, kremlin.place) == ("government", "russia", True)


def test_an_organ_that_speaks_for_its_government_is_an_organisation() -> None:
    cia = entry("cia")
    assert (cia.kind, cia.government) == ("organisation", "united-states")


def test_an_outlet_knows_its_country_and_owner() -> None:
    tass = entry("tass")
    assert (tass.kind, tass.country, tass.state_owned) == ("outlet", "russia", True)
    assert tass.government is None


def test_names_that_often_mean_something_else_are_marked() -> None:
    assert "Georgia" in country("georgia").ambiguous
    assert "Washington" in country("united-states").ambiguous


def test_wikidata_items_are_known_where_certain() -> None:
    assert (country("united-states").qid, country("ukraine").qid) == ("Q30", "Q212")


def test_an_unknown_country_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(UnknownNameError, match="ukraine"):
        country("ukrain")


def test_an_organisation_is_no_country() -> None:
    with pytest.raises(UnknownNameError):
        country("kremlin")


def test_an_unknown_entry_is_an_error() -> None:
    with pytest.raises(UnknownNameError, match="kremlin"):
        entry("kremlim")


# --- demonyms -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "slugs"),
    [
        ("Russian", ["russia"]),
        ("Russians", ["russia"]),
        ("American", ["united-states"]),
        ("British", ["united-kingdom"]),
        ("Indian", ["india"]),
        ("French", ["france"]),
        ("Saudi", ["saudi-arabia"]),
        ("North Korean", ["north-korea"]),
        ("Nigerien", ["niger"]),
        ("Nigerian", ["nigeria"]),
        ("South Sudanese", ["south-sudan"]),
        ("Western", ["the-west"]),
        ("Congolese", ["democratic-republic-of-the-congo", "republic-of-the-congo"]),
        ("Korean", ["north-korea", "south-korea"]),
        ("Dominican", ["dominica", "dominican-republic"]),
        ("Russia", []),
        ("western", []),
        ("Martian", []),
        ("", []),
    ],
)
def test_a_demonym_names(word: str, slugs: list[str]) -> None:
    assert [entry.id for entry in find_demonym(word)] == slugs


# --- running text ---------------------------------------------------------------------------------


def test_every_sense_is_told_apart() -> None:
    text = "Russia and the UK said the Kremlin told Russian aides in Kyiv."
    assert found(text) == [
        ("Russia", "russia", "name"),
        ("UK", "united-kingdom", "alias"),
        ("Kremlin", "kremlin", "institution"),
        ("Russian", "russia", "demonym"),
        ("Kyiv", "ukraine", "capital"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a strike by the U.S.", "U.S."),
        ("the U.S.-led alliance", "U.S."),
        ("a pro-Kremlin blogger", "Kremlin"),
        ("Kyiv’s allies", "Kyiv"),
        ("UKRAINE", "UKRAINE"),
        ("told TASS.", "TASS"),
        ("the Security Service of Ukraine", "Security Service of Ukraine"),
        ("the Moscow Kremlin is", "Moscow Kremlin"),
        ("Democratic Republic of the Congo", "Democratic Republic of the Congo"),
        ("Papua New Guinea", "Papua New Guinea"),
        ("Equatorial Guinea", "Equatorial Guinea"),
        ("the Washington\nPost", "Washington\nPost"),
        ("American Samoa", "American Samoa"),
        ("South Korea", "South Korea"),
        ("Nigerians", "Nigerians"),
        ("Zürich and Yaoundé", "Yaoundé"),
        ("Yaounde\u0301", "Yaounde\u0301"),
    ],
)
def test_the_longest_name_is_found_at_word_boundaries(text: str, words: str) -> None:
    assert {text[start:end] for start, end, _, _ in scan(text)} == {words}


@pytest.mark.parametrize(
    "text",
    [
        "New Mexico, New York and New Jersey",
        "the West Bank",
        "Latin American and African-American voters",
        "tell us who said it",
        "a turkey in a china shop",
        "polish the chad",
        "Russianness, Kremlinology and Ukrainians2",
        "Western Europe",
        "the Russian-speaking majority, the Russian language",
        "the south china sea and the South China Sea",
        "the time, the sun, the guardian and the independent",
        "The Guardians of the Galaxy",
        "Indianapolis",
    ],
)
def test_names_of_other_things_are_passed_over(text: str) -> None:
    assert found(text) == []


def test_the_outlet_wins_over_the_capital_in_its_name() -> None:
    assert found("The Washington Post and the Kyiv Independent") == [
        ("The Washington Post", "washington-post", "alias"),
        ("Kyiv Independent", "kyiv-independent", "name"),
    ]


def test_a_capital_can_be_meant_as_a_town() -> None:
    assert found("in Washington, D.C., and the Moscow region") == [
        ("Washington, D.C.", "united-states", "place"),
        ("Moscow", "russia", "place"),
    ]


def test_a_word_for_several_countries_gives_each_at_the_same_place() -> None:
    matches = scan("Congolese rebels")
    assert [(start, end) for start, end, _, _ in matches] == [(0, 9), (0, 9)]
    assert ids("Congolese rebels") == ["democratic-republic-of-the-congo", "republic-of-the-congo"]


def test_names_do_not_run_across_paragraphs() -> None:
    assert ids("in Washington\n\nPost from") == ["united-states"]


def test_careless_lower_case_is_read_for_countries_and_their_capitals() -> None:
    assert ids("kyiv and moscow blame the kremlin for russian drones") == [
        "ukraine",
        "russia",
        "kremlin",
        "russia",
    ]


def test_offsets_count_code_points() -> None:
    text = "🚀🚀 “Kyiv”"
    assert [text[start:end] for start, end, _, _ in scan(text)] == ["Kyiv"]


@given(
    st.text()
    | st.lists(st.sampled_from(["Kyiv", "the", "West", "U.S.", "’s", "-", " "])).map("".join)
)
def test_any_text_gives_ordered_spans_that_find_entry_agrees_with(text: str) -> None:
    spans = sorted({(start, end) for start, end, _, _ in scan(text)})
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [match[0] for match in scan(text)] == sorted(match[0] for match in scan(text))
    for start, end, named, _ in scan(text):
        if len([match for match in scan(text) if match[0] == start]) == 1:
            assert find_entry(text[start:end]) == named


@given(st.text())
def test_lookups_never_raise(words: str) -> None:
    find_entry(words)
    find_demonym(words)


def test_ten_thousand_characters_take_milliseconds() -> None:
    text = "The Kremlin said on Monday that the drones were sent by Kyiv and Washington. " * 130
    scan(text)
    start = time.process_time()
    scan(text)
    assert time.process_time() - start < 0.2


# --- role words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("deputy foreign minister", "official"),
        ("secretary of state", "official"),
        ("ambassador", "official"),
        ("spokesman", "representative"),
        ("press secretary", "representative"),
        ("ceo", "representative"),
        ("analyst", "independent"),
        ("senior fellow", "independent"),
        ("mr.", "honorific"),
        ("sources", "people"),
        ("intelligence officers", "people"),
    ],
)
def test_role_words_are_sorted_into_classes(word: str, kind: str) -> None:
    assert word in role_words()[kind]


def test_role_words_are_in_lower_case() -> None:
    assert all(word == word.lower() for words in role_words().values() for word in words)


def test_a_role_is_in_one_class() -> None:
    classes = [role_words()[kind] for kind in ("official", "representative", "independent")]
    counts = Counter(word for words in classes for word in words)
    assert [word for word, count in counts.items() if count > 1] == []


# --- the data -------------------------------------------------------------------------------------

TABLES = gazetteer._tables()  # noqa: SLF001
MATCHING = gazetteer._read("countries")["matching"]  # noqa: SLF001


def surfaces(slug: str) -> set[str]:
    """Return all ways to write an entry."""
    return {surface for surface, _ in gazetteer._surfaces(*TABLES[slug])}  # noqa: SLF001


def test_slugs_are_slugs() -> None:
    assert [slug for slug in TABLES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_kinds_are_kinds_of_actors() -> None:
    assert {entry(slug).kind for slug in TABLES} <= set(get_args(ActorKind))


def test_governments_and_countries_referred_to_exist() -> None:
    referred = {entry(slug).government for slug in TABLES} | {entry(s).country for s in TABLES}
    assert referred - {None} <= set(TABLES)


def test_what_stands_for_a_government_stands_for_a_country() -> None:
    metonyms = [entry(slug) for slug in TABLES if entry(slug).kind == "government"]
    assert {metonym.government for metonym in metonyms} <= {
        slug for slug, (file, _) in TABLES.items() if file == "countries"
    }


@pytest.mark.parametrize("key", ["iso2", "qid", "name"])
def test_a_code_belongs_to_one_entry(key: str) -> None:
    counts = Counter(table[key] for _, table in TABLES.values() if key in table)
    assert [code for code, count in counts.items() if count > 1] == []


def test_a_name_belongs_to_one_entry_unless_listed_as_shared() -> None:
    owners = defaultdict(set)
    for slug in TABLES:
        for surface in surfaces(slug):
            owners[surface].add(slug)
    shared = {name for name, slugs in owners.items() if len(slugs) > 1}
    plurals = {f"{name}s" for name in MATCHING["shared"]}
    assert set(MATCHING["shared"]) <= shared <= set(MATCHING["shared"]) | plurals


@pytest.mark.parametrize("key", ["ambiguous", "exact"])
def test_marks_are_set_on_names_that_the_entry_has(key: str) -> None:
    stray = {slug: set(table.get(key, ())) - surfaces(slug) for slug, (_, table) in TABLES.items()}
    assert {slug: names for slug, names in stray.items() if names} == {}


def test_a_name_passed_over_is_nobodys_name() -> None:
    known = {surface for slug in TABLES for surface in surfaces(slug)}
    assert known & set(MATCHING["pass_over"]) == set()


def test_a_table_has_known_keys_only() -> None:
    strings = {"name", "iso2", "qid", "government", "actor", "kind", "country"}
    lists = {"aliases", "demonyms", "capitals", "towns", "ambiguous", "exact"}
    known = strings | lists | {"place", "state_owned"}
    assert {key for _, table in TABLES.values() for key in table} <= known


def test_every_name_finds_its_entry() -> None:
    shared = set(MATCHING["shared"]) | {f"{name}s" for name in MATCHING["shared"]}
    lost = {
        (slug, surface)
        for slug in TABLES
        for surface in surfaces(slug) - shared
        if find_entry(surface) != entry(slug)
    }
    assert lost == set()


def test_every_demonym_is_found_as_one() -> None:
    lost = {
        (slug, demonym)
        for slug, (_, table) in TABLES.items()
        for demonym in table.get("demonyms", ())
        if entry(slug) not in find_demonym(demonym)
    }
    assert lost == set()


def test_all_widely_recognised_states_are_there() -> None:
    codes = {table["iso2"] for _, table in TABLES.values() if "iso2" in table}
    assert len(codes) >= 240
    assert {"US", "TW", "XK", "PS", "HK", "VA", "SS", "CW"} <= codes


def test_importing_reads_no_data_and_loads_the_standard_library_only() -> None:
    code = (
        "import sys, kgraph.gazetteer as g; print(g._tables.cache_info().currsize,"
        " bool({'spacy', 'numpy', 'rdflib', 'networkx'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "False"]
