"""Articles -> graph: holds on any text, with any extractor, and one bad article stops no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgraph.attribution.rules import RuleExtractor
from kgraph.documents import record_to_article
from kgraph.errors import ArticleError, SpanError
from kgraph.findings import read_findings
from kgraph.linguistics import DEFAULT_MODEL
from kgraph.model import Article, Attribution
from kgraph.pipeline import build_graph

if TYPE_CHECKING:
    from kgraph.findings import ExtractorName
    from kgraph.linguistics import ParsedArticle

pytestmark = pytest.mark.model

EXTRACTORS: tuple[ExtractorName, ...] = ("tagger", "rules")
WORDS = (
    "said accused denied told rejected warned claimed confirmed according to of that it he she "
    "they we his its who the a no not was were be had responsible behind attack attacked bombing "
    "role claim claims allegations Russia Russian Ukraine Kyiv Kremlin US CNN Reuters Borduria "
    "Anna Kral Mr Dmitry Peskov spokesman official officials army drones minister I US's on 3 May "
    "and by in for may Unlikely confidence"
).split()
MARKS = ["“", "”", '"', "'", "‘", "’", "«", "»", ",", ".", ";", ":", "-", "–", "(", ")", "?", "\n"]
news = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=50).map(" ".join)
texts = st.one_of(st.text(max_size=200), news)


def article(text: str, name: str = "a.txt") -> Article:
    return Article(id=name, text=text)


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_any_text_gives_a_graph_of_its_own_words(extractor: ExtractorName) -> None:
    @given(texts)
    @example("")
    @example(" \n\t")
    @example("Kral \ud800 said the dam \ud800 was safe.")
    # a long s, which is an s to whoever ignores case
    @example("The attack on the dam on 5 \u017fep was bad, Kral said.")
    @settings(max_examples=60, deadline=None)
    def check(text: str) -> None:
        graph = build_graph([article(text)], extractor=extractor)
        for reading in graph.readings.values():
            found = reading.attribution
            for span in (*found.spans, *found.target, *found.reported_via):
                assert span.text == text[span.start : span.end] != ""

    check()


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_order_of_articles_does_not_matter(extractor: ExtractorName) -> None:
    @given(news, news)
    @example("", "it said ‘ denied accused accused")  # a content that is all nested in another
    @settings(max_examples=30, deadline=None)
    def check(one: str, other: str) -> None:
        articles = [article(one), article(other, "b.txt")]
        graph = build_graph(articles, extractor=extractor)
        assert graph == build_graph(articles[::-1], extractor=extractor)

    check()


class Colons:
    """Takes what stands before a colon for the source of what follows."""

    name = "colons/1"

    def extract(self, parsed: ParsedArticle) -> list[Attribution]:
        source, colon, content = parsed.article.text.partition(": ")
        if not colon:
            return []
        roles = [
            (parsed.article.span(0, len(source)),),
            (),
            (parsed.article.span(len(source) + 2, len(source) + 2 + len(content)),),
        ]
        made = Attribution(
            id=Attribution.id_of(parsed.article.id, *roles),
            article=parsed.article.id,
            source=roles[0],
            content=roles[2],
            edge_type="asserts",
        )
        return [made]


class Broken:
    """Works on all texts but one."""

    name = "broken/1"

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error or KeyError("no such thing")

    def extract(self, parsed: ParsedArticle) -> list[Attribution]:
        if parsed.article.id == "bad.txt":
            raise self._error
        return RuleExtractor().extract(parsed)


def test_own_extractor() -> None:
    graph = build_graph([article("France: the dam was safe.")], extractor=Colons())
    (found,) = graph.readings.values()
    assert found.speakers == ("actor:france",)
    assert found.edge_type == "asserts"


@pytest.mark.parametrize(
    "error", [KeyError("x"), AttributeError("x"), OSError("x"), SpanError("x")], ids=repr
)
def test_error_in_an_extractor_names_the_article(error: Exception) -> None:
    bad = article("Chile accused Peru of spying.", "bad.txt")
    with pytest.raises(ArticleError, match=rf"bad\.txt.*{type(error).__name__}") as caught:
        read_findings(bad, model=DEFAULT_MODEL, extractor=Broken(error))
    assert caught.value.__cause__ is error


def test_other_articles_go_on_after_an_error() -> None:
    text = "Chile accused Peru of spying."
    errors: list[ArticleError] = []
    articles = [article(text, "bad.txt"), article(text, "good.txt")]
    graph = build_graph(articles, extractor=Broken(), on_error=errors.append)
    assert len(errors) == 1
    assert [r.attribution.article for r in graph.readings.values()] == ["good.txt"]
    with pytest.raises(ArticleError):
        build_graph(articles, extractor=Broken())


GERMAN = (
    "Der Minister sagte am Montag, die Brücke sei gesperrt. Die Polizei bestätigte das nicht. "
    "Nach Angaben der Behörde wurden mehrere Menschen verletzt, und die Ermittlungen dauern an. "
    "Der Sprecher wies die Vorwürfe zurück und nannte sie haltlos."
)


@pytest.mark.model
def test_an_article_in_another_language_is_reported_and_left_out() -> None:
    english = record_to_article({"id": "b", "text": "Kral said the bridge was closed."}, where="b")
    german = record_to_article({"id": "a", "text": GERMAN}, where="a")
    told: list[ArticleError] = []
    graph = build_graph([german, english], on_error=told.append)
    assert [*graph.articles] == ["b"]
    assert ["not in English" in str(error) for error in told] == [True]
    with pytest.warns(UserWarning, match="a: not in English"):
        assert [*build_graph([german, english]).articles] == ["b"]


def test_who_accuse_each_other_do_not_blame_themselves() -> None:
    text = "The dam was bombed. Sweden and Norway accused each other of bombing the dam."
    graph = build_graph([article(text)])
    for edge in graph.edges():
        if edge.edge_type == "accuses":
            assert getattr(edge.object, "agent", edge.object.id) != edge.speaker.id
