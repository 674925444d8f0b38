"""``read_articles``: what is read, what is refused and how, boilerplate and metadata."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.documents import MissingPathError, read_articles, record_to_article
from kgraph.documents.bylines import read_masthead
from kgraph.documents.cleaning import read_page
from kgraph.documents.dates import parse_day
from kgraph.documents.furniture import is_furniture, speaks
from kgraph.errors import ArticleError
from kgraph.model import Article

if TYPE_CHECKING:
    import random

SEEDS = Path(__file__).parent.parent / "seeds"
PROSE = "Borduria denied on Thursday that its army had blown up the dam across the border."
PAGE_LINES = [
    PROSE,
    "By Jane Doe 5 Min Read",
    "Published: May 5, 2023",
    " date 2023-05-04 ",
    "READ MORE:",
    "TAGGED: Borduria",
    "FILE PHOTO: The dam. (Image: A/B via Reuters)",
    "KLOW, May 3 (Reuters) - The dam broke.",
    "Jane is a reporter in Klow.",
    "Anna Kral contributed to this report.",
    "Anna Kral",
    "",
]


def read_all(*inputs: str | Path) -> tuple[list[Article], list[str]]:
    """Return the articles and the messages about the damaged ones."""
    errors: list[ArticleError] = []
    articles = read_articles(inputs, on_error=errors.append)
    return articles, [str(error) for error in errors]


def feed(*records: object) -> io.BytesIO:
    """Return a stream of these records as JSONL."""
    return io.BytesIO("\n".join(json.dumps(record) for record in records).encode())


def only(text: str, **fields: object) -> Article:
    """Return the article of a record with this text."""
    return record_to_article({"text": text, **fields}, where="feed.jsonl:1")


def furniture_of(text: str) -> list[str]:
    """Return the words of the boilerplate."""
    return [text[start:end] for start, end in read_page(text).boilerplate]


# What is read


def test_text_file_is_read_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    assert [(a.id, a.text) for a in read_articles(tmp_path / "a.txt")] == [("a.txt", PROSE)]


def test_line_breaks_and_byte_order_mark_stay(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert read_articles(str(tmp_path / "a.txt"))[0].text == "\ufeffone\r\ntwo\rthree\n"


def test_byte_order_mark_is_boilerplate() -> None:
    assert read_page("\ufeff" + PROSE).boilerplate == ((0, 1),)


def test_folder_is_read_with_its_subfolders_and_without_hidden_or_other_files(
    tmp_path: Path,
) -> None:
    for name in ("b.txt", "sub/a.TXT", ".hidden.txt", ".git/c.txt", "notes.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROSE + name)
    assert [article.id for article in read_articles(tmp_path)] == ["a.TXT", "b.txt"]


def test_pattern_matches_files(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt", "a3.pdf"):
        (tmp_path / name).write_text(name)
    assert [a.id for a in read_articles(f"{tmp_path}/a*")] == ["a1.txt", "a2.txt"]


def test_file_with_pattern_characters_in_its_name_is_read(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(PROSE)
    assert [article.id for article in read_articles(tmp_path / "a[1].txt")] == ["a[1].txt"]


def test_records_are_read_with_their_metadata() -> None:
    record = {
        "id": "a",
        "text": PROSE,
        "title": "Dam blown up",
        "outlet": "Klow Post",
        "author": "Jane Doe",
        "published": "2023-05-04T23:30:00-04:00",
        "url": "https://example.org/a",
        "language": "en-GB",
        "attributions": [],
    }
    assert read_articles(feed(record)) == [
        Article(
            id="a",
            text=PROSE,
            title="Dam blown up",
            outlet="Klow Post",
            author="Jane Doe",
            published=dt.date(2023, 5, 4),
            url="https://example.org/a",
            language="en",
        )
    ]


def test_record_without_id_is_named_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text('\n{"text": "One."}\n\n{"text": "Two."}\n')
    assert [a.id for a in read_articles(tmp_path)] == ["feed.jsonl:2", "feed.jsonl:4"]


def test_number_as_id_is_taken_as_words() -> None:
    assert read_articles(feed({"id": 17, "text": PROSE}))[0].id == "17"


def test_byte_order_mark_before_the_first_record_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text('\ufeff{"id": "a", "text": "One."}', encoding="utf-8")
    assert [article.id for article in read_articles(tmp_path)] == ["a"]


def test_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(feed({"id": "a", "text": "Łódź"}), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stream)
    assert read_articles("-")[0].text == "Łódź"


def test_several_inputs_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(PROSE)
    articles = read_articles([tmp_path / "b.txt", feed({"id": "a", "text": PROSE})])
    assert [article.id for article in articles] == ["a", "b.txt"]


# Ids


def test_exact_copy_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    assert len(read_articles([tmp_path, tmp_path / "a.txt"])) == 1


def test_copy_with_most_metadata_is_kept() -> None:
    bare, full = {"id": "a", "text": PROSE}, {"id": "a", "text": PROSE, "outlet": "Klow Post"}
    assert read_articles(feed(bare, full)) == read_articles(feed(full, bare))
    assert read_articles(feed(bare, full))[0].outlet == "Klow Post"


def test_same_id_with_other_text_gets_a_hash_on_both() -> None:
    ids = [a.id for a in read_articles(feed({"id": "a", "text": "x"}, {"id": "a", "text": "y"}))]
    assert ids == ["a#2d711642", "a#a1fce436"]


def test_hash_that_clashes_with_a_given_id_grows() -> None:
    records = [("a", "x"), ("a", "y"), ("a#2d711642", "z")]
    articles = read_articles(feed(*({"id": name, "text": text} for name, text in records)))
    assert len({article.id for article in articles}) == 3


# What is refused


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"PK\x03\x04\x00\x00", "NUL"),
        (b"Z\xfcrich", "not UTF-8 at byte 1 (0xfc)"),
        (b"a" * 1_000_001, "split it"),
        (b"a" * 4_000_001, "split it"),
    ],
)
def test_damaged_text_file_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    with pytest.raises(ArticleError, match=r"bad\.txt: ") as caught:
        read_articles(tmp_path)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": "a", "text": ', "not JSON at column"),
        (b"Borduria denied it.", "not JSON at column 1"),
        (b"[1]", "not an object"),
        (b'{"id": "a"}', '"text" is missing'),
        (b'{"text": 5}', '"text" is not a string'),
        (b'{"text": " "}', "empty"),
        (b'{"id": ["a"], "text": "x"}', '"id" is not a string'),
        (b'{"id": "\\ud800", "text": "x"}', '"id" holds half of a surrogate pair'),
        (b'{"text": "x \\udc00"}', "half of a surrogate pair"),
        (b'{"text": "x \\u0000"}', "NUL"),
        (b'{"text": "\xff"}', "not UTF-8 at byte 10"),
        (b"[" * 100_000, "too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "number too long"),
    ],
)
def test_damaged_record_is_named_by_line(tmp_path: Path, line: bytes, message: str) -> None:
    (tmp_path / "feed.jsonl").write_bytes(b'{"text": "x"}\n' + line + b"\n")
    articles, errors = read_all(tmp_path)
    assert len(articles) == 1
    assert "feed.jsonl:2: " in errors[0]
    assert message in errors[0]


def test_damaged_articles_do_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text(PROSE)
    (tmp_path / "c.jsonl").write_text('nothing\n{"id": "c", "text": "One."}\n')
    articles, errors = read_all(tmp_path)
    assert [article.id for article in articles] == ["b.txt", "c"]
    assert len(errors) == 2


def test_first_error_is_raised_without_on_error() -> None:
    with pytest.raises(ArticleError, match="stream:2: "):
        read_articles(feed({"text": "x"}, 5, {}))


@pytest.mark.parametrize("name", ["nowhere.txt", "nothing*.txt", "x" * 5000, "a\0b", ""])
def test_missing_path_is_told_from_a_damaged_article(name: str) -> None:
    with pytest.raises(MissingPathError):
        read_articles(name)


def test_folder_without_articles_is_missing(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").touch()
    with pytest.raises(MissingPathError, match=r"holds no file of a known form \(\.txt, \.jsonl, "):
        read_articles(tmp_path)


def test_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    with pytest.raises(ArticleError, match=r"has '\.pdf'; only \.txt, \.jsonl, "):
        read_articles(tmp_path / "a.pdf")


def test_empty_feed_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text("\n \n")
    assert "feed.jsonl: is empty" in read_all(tmp_path)[1][0]


def test_dangling_link_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert "a.txt: cannot be read: no such file" in read_all(tmp_path)[1][0]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_file_name_that_is_not_utf8_is_refused_in_printable_words(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(PROSE)
    message = read_all(tmp_path)[1][0]
    assert "rename" in message
    assert message.encode("utf-8").isascii()


def test_unusable_metadata_do_not_cost_the_article() -> None:
    article = only(
        "Dam gone.", published="soon", title=5, outlet="\ud800", author=" ", language="?"
    )
    assert (article.published, article.title, article.outlet, article.author) == (None,) * 4
    assert article.language is None


# Metadata


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023-05-04", dt.date(2023, 5, 4)),
        ("2023-05-04T10:00:00Z", dt.date(2023, 5, 4)),
        ("20230504", dt.date(2023, 5, 4)),
        ("May 4, 2023", dt.date(2023, 5, 4)),
        ("Sept. 4th, 2023", dt.date(2023, 9, 4)),
        ("Thu, 4 May 2023 10:00 GMT", dt.date(2023, 5, 4)),
        ("4.5.2023", dt.date(2023, 5, 4)),
        ("25/5/2023", dt.date(2023, 5, 25)),
        ("5/25/2023", dt.date(2023, 5, 25)),
        ("4/5/2023", None),
        ("2023-02-30", None),
        ("May 2023", None),
    ],
)
def test_day_is_read_where_it_is_certain(words: str, day: dt.date | None) -> None:
    assert parse_day(words) == day


def test_date_before_the_first_sentence_is_cut_off() -> None:
    page = read_page(f" date 2023-05-27 {PROSE}")
    assert (page.published, page.boilerplate) == (dt.date(2023, 5, 27), ((1, 16),))


@pytest.mark.parametrize(
    "line",
    [
        "Published: May 4, 2023",
        "Posted on 4 May 2023 at 10:15 am EDT",
        "PUBLISHED: 09:30 EDT, 4 May 2023 | UPDATED: 11:00 EDT, 5 May 2023",
        "May 4, 20238:21 AM PDTUpdated a year ago",
        "World News | Updated: May 04, 2023 10:22 am IST",
    ],
)
def test_date_line_is_boilerplate_and_gives_the_day(line: str) -> None:
    page = read_page(f"The dam of Klow is gone\n{line}\n{PROSE}")
    assert page.published == dt.date(2023, 5, 4)
    assert furniture_of(f"The dam of Klow is gone\n{line}\n{PROSE}") == [line]


def test_publication_counts_before_update() -> None:
    page = read_page(f"Updated: 6 May 2023\nPublished: 4 May 2023\n{PROSE}")
    assert page.published == dt.date(2023, 5, 4)


def test_day_in_a_chronicle_is_no_date_line() -> None:
    text = f"{PROSE}\n{PROSE}\n{PROSE}\nMay 3, 2023\n{PROSE}\n{PROSE}"
    assert (furniture_of(text), read_page(text).published) == ([], None)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Stermy 5 Min Read", "Stermy"),
        ("By Jane Doe and John Roe", "Jane Doe, John Roe"),
        ("BY JANE DOE FOR KLOWONLINE", "Jane Doe"),
        ("By Jane Doe, Reuters | May 4, 2023", "Jane Doe"),
        ("by Ursula von Essen", "Ursula von Essen"),
    ],
)
def test_byline_gives_the_author(line: str, author: str) -> None:
    page = read_page(f"The dam of Klow is gone\n\n{line}\n\n{PROSE}")
    assert page.author == author
    assert furniture_of(f"The dam of Klow is gone\n\n{line}\n\n{PROSE}") == [line]


@pytest.mark.parametrize(
    "line", ["By Friday", "By the numbers", "By Friday the army had left.", "By 2023, 5 had left"]
)
def test_line_that_opens_with_by_is_no_byline(line: str) -> None:
    assert read_masthead(line) is None


def test_bare_name_and_life_above_the_date_are_the_author() -> None:
    life = "Jane resides in Klow and writes about freedom and dams."
    text = f"The dam of Klow is gone\n\nJane Doe\n{life}\nPublished: May 4, 2023\n{PROSE}"
    assert read_page(text).author == "Jane Doe"
    assert furniture_of(text) == ["Jane Doe", life, "Published: May 4, 2023"]


def test_name_above_a_credit_at_the_end_is_the_author() -> None:
    text = f"{PROSE}\n\njane doe\n\nAnna Kral and Reuters contributed."
    assert read_page(text).author == "Jane Doe"
    assert furniture_of(text) == ["jane doe", "Anna Kral and Reuters contributed."]


def test_headline_is_the_title_and_stays_readable() -> None:
    text = f"Borduria Denies Role in Dam Blast\n\nBy Jane Doe\n\n{PROSE}"
    assert read_page(text).title == "Borduria Denies Role in Dam Blast"
    assert furniture_of(text) == ["By Jane Doe"]


def test_sentence_is_no_title() -> None:
    assert read_page(f"{PROSE}\n\n{PROSE}").title is None


def test_motto_above_the_headline_is_boilerplate() -> None:
    text = f"Truth, Hope.\n\nBorduria Denies Role in Dam Blast\n\nBy Jane Doe\n\n{PROSE}"
    assert furniture_of(text) == ["Truth, Hope.", "By Jane Doe"]


@pytest.mark.parametrize(
    ("dateline", "outlet"),
    [
        ("KLOW, May 3 (Reuters) -", "Reuters"),
        ("New Klow (AFP) \u2013", "AFP"),
        ("ZILEHEROUM, Kan., July 19 (UPI) \u2014", "UPI"),
        ("KLOW, May 4. /TASS/.", "TASS"),
        ("KLOW \u2014", None),
    ],
)
def test_dateline_is_boilerplate_and_names_the_agency(dateline: str, outlet: str | None) -> None:
    text = f"{dateline} {PROSE}"
    assert (furniture_of(text), read_page(text).outlet) == ([dateline], outlet)


def test_two_agencies_leave_the_outlet_open() -> None:
    assert read_page(f"KLOW (AP) - {PROSE}\nKLOW (AFP) - {PROSE}").outlet is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Kasich (R-OH) \u2014 Ohio's governor \u2014 said that he would wait for the army.",
        "NATO \u2014 the alliance Borduria blames \u2014 said it was ready to help with the dam.",
    ],
)
def test_source_with_a_dash_is_no_dateline(sentence: str) -> None:
    assert furniture_of(sentence) == []


def test_english_is_told() -> None:
    assert only(f"{PROSE} It said that the claim was a lie.").language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Russland hat die Ukraine beschuldigt, den Kreml mit Drohnen angegriffen zu haben.",
        "La Russie accuse l'Ukraine d'avoir attaqu\u00e9 le Kremlin avec des drones.",
        "Drone attack",
    ],
)
def test_language_is_open_where_it_is_not_clearly_english(text: str) -> None:
    assert only(text).language is None


# Boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Kremlin says two drones were shot down",
        "Also Read | India says 50 drones shot down overnight",
        "Related articles",
        "FILE PHOTO: President Doe, who said he would stay, in Klow. REUTERS/Jane Roe",
        "The dam after the blast. (Image: KLOW NEWS/Handout via Reuters)",
        "Photo by Jane Doe",
        "still-image-shows-the-dam-before-the-blast",
        "We're now on WhatsApp. Click here to join.",
        "Follow Jane Doe on Twitter @janedoe.",
        "Sign up for our newsletter",
        "Subscribe to our newsletter and get the news in your inbox every morning.",
        "TAGGED:",
        "Tags: Borduria, Syldavia",
        "#Borduria #Syldavia",
        "Share This Article",
        "Follow:",
        "Advertisement",
        "This website uses cookies.",
        "\u00a9 2023 Klow Post. All rights reserved.",
        "https://example.org/a",
        "(Reporting by Jane Doe in Klow; Editing by John Roe)",
        "Reuters contributed to this report.",
        "CNN\u2019s Jane Doe and John Roe contributed reporting from Klow.",
    ],
)
def test_page_furniture_is_boilerplate(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        '"Click here to read the report," the ministry said.',
        "Follow the money: Syldavia paid for the drones.",
        "Share prices fell after the blast.",
        "Related charges were filed against him.",
        "Watch what they do, not what they write.",
        "Reporting by the newspaper showed that the army had lied.",
        "Borduria contributed to the UN budget.",
        "Syldavia contributed $5 million to this campaign.",
        "Copyright law does not allow this.",
        "Written by hand, the letter blamed Borduria.",
        "Tags are used by hackers to mark sites.",
        "Join forces with us, Syldavia told its neighbours.",
        "Borduria Accuses Syldavia of Blowing Up the Dam",
    ],
)
def test_sentence_of_the_article_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_links_below_a_bare_label_go_with_it() -> None:
    text = f"{PROSE}\nREAD MORE:\nSyldavia says dam was mined\nWho blew up the dam?\n{PROSE}"
    assert furniture_of(text)[1:] == ["Syldavia says dam was mined", "Who blew up the dam?"]


def test_paragraph_below_a_bare_label_stays() -> None:
    assert furniture_of(f"{PROSE}\n\nREAD MORE:\n\n{PROSE}") == ["READ MORE:"]


def test_credit_at_the_end_of_a_paragraph_is_cut_off() -> None:
    credit = "(Reporting by Jane Doe; Editing by John Roe)"
    assert furniture_of(f"{PROSE} {credit}") == [credit]


def test_picture_credit_inside_a_line_is_cut_out() -> None:
    text = f"{PROSE} (Photo: Klow Post) The army said it knew nothing."
    assert furniture_of(text) == ["(Photo: Klow Post)"]


def test_life_of_the_author_below_a_byline_at_the_end_is_boilerplate() -> None:
    life = 'Stermy is one crazy fan of the word "dam".'
    text = f"{PROSE}\n\nShare This Article\nBy Stermy\nFollow:\n{life}"
    assert furniture_of(text)[-1] == life


def test_life_of_a_guest_writer_in_the_last_line_is_boilerplate() -> None:
    life = "Jane Doe is a professor of law at the University of Klow."
    assert furniture_of(f"{PROSE}\n\n{life}") == [life]


def test_life_of_a_person_of_the_article_stays() -> None:
    life = "Jane Doe is a professor of law."
    text = f"Jane Doe told Klow Post that the dam was old.\n\n{PROSE}\n\n{life}"
    assert furniture_of(text) == []


def test_saying_is_told_from_a_word_held_up() -> None:
    assert speaks("\u201cWe did not do it,\u201d was the answer")
    assert not speaks('a fan of the word "Internet"')


def test_seeds_show_what_is_not_their_own_words() -> None:
    shown = [[a.text[s:e][:25] for s, e in a.boilerplate] for a in read_articles(SEEDS)]
    assert shown == [
        ["date 2023-05-27"],
        [],
        [
            "Truth, Inspiration, Hope.",
            "Victor Westerkamp",
            "Victor resides in the Net",
            "Published: May 5, 2023",
            "still-image-taken-from-vi",
            "FILE PHOTO: A still image",
            "READ MORE:",
            "Reuters contributed to th",
        ],
        ["date 2023-05-04", "patrick smith", "Henry Austin and Reuters "],
        [
            "By Stermy 5 Min Read",
            "We're now on WhatsApp. Cl",
            "TAGGED:",
            "Share This Article",
            "By Stermy",
            "Follow:",
            "Stermy is one Crazy fan o",
        ],
    ]


def test_seeds_show_their_metadata() -> None:
    known = [(article.author, article.published) for article in read_articles(SEEDS)]
    assert known == [
        (None, dt.date(2023, 5, 27)),
        (None, None),
        ("Victor Westerkamp", dt.date(2023, 5, 5)),
        ("Patrick Smith", dt.date(2023, 5, 4)),
        ("Stermy", None),
    ]


# Properties

pages = st.lists(st.sampled_from(PAGE_LINES) | st.text(max_size=40), max_size=12).map("\n".join)


@given(pages | st.text())
def test_any_text_is_read_exactly_or_refused(text: str) -> None:
    try:
        article = only(text)
    except ArticleError as error:
        assert str(error).isprintable()  # noqa: PT017 - either outcome is right
    else:
        assert article.text == text


@given(pages | st.text())
def test_boilerplate_is_sorted_disjoint_and_inside_the_text(text: str) -> None:
    flat = [offset for span in read_page(text).boilerplate for offset in span]
    assert all(0 <= offset <= len(text) for offset in flat)
    assert all(before < after for before, after in pairwise(flat))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    errors: list[ArticleError] = []
    read_articles(io.BytesIO(raw), on_error=errors.append)
    assert all(str(error).isprintable() for error in errors)


@settings(max_examples=50)
@given(text=pages)
def test_file_is_read_exactly(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("article") / "a.txt"
    path.write_bytes(text.encode())
    assert all(article.text == text for article in read_all(path)[0])


records = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b"]), "text": st.sampled_from([PROSE, "One.", "Two."])},
    optional={"outlet": st.sampled_from(["Klow Post", "TASS"])},
)


@given(st.lists(records, max_size=6), st.randoms(use_true_random=False))
def test_order_of_the_inputs_does_not_matter(
    given_records: list[dict[str, str]], rng: random.Random
) -> None:
    shuffled = rng.sample(given_records, len(given_records))
    one, other = ([feed(record) for record in order] for order in (given_records, shuffled))
    assert read_articles(one) == read_articles(other)
