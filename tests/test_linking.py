"""Tagged spans -> attributions."""

from kgraph.attribution.linking import link_spans
from kgraph.attribution.tagger import Role, TaggedSpan


def span(text: str, role: Role, words: str, links: dict[int, float] | None = None) -> TaggedSpan:
    start = text.index(words)
    return TaggedSpan(role=role, start=start, end=start + len(words), score=1.0, links=links or {})


def test_split_quotation_becomes_one_attribution() -> None:
    text = '"We left," Kral said. "We will not return."'
    spans = [
        span(text, "content", '"We left,"', {-1: -3.0, 2: -0.1}),
        span(text, "source", "Kral"),
        span(text, "cue", "said", {-1: -4.0, 1: -0.1}),
        span(text, "content", '"We will not return."', {-1: -2.0, 2: -0.2}),
    ]
    (draft,) = link_spans(spans, text)
    assert [text[s.start : s.end] for s in draft.content] == ['"We left,"', '"We will not return."']
    assert [text[s.start : s.end] for s in draft.source] == ["Kral"]


def test_content_does_not_reach_over_another_cue() -> None:
    text = "Kral said it rained, and Novak denied he was there."
    spans = [
        span(text, "source", "Kral"),
        span(text, "cue", "said", {-1: -3.0, 0: -0.1}),
        span(text, "content", "it rained", {-1: -3.0, 1: -0.1}),
        span(text, "cue", "denied", {-1: -0.1, 0: -3.0}),
        span(text, "content", "he was there", {-1: -3.0, 1: -0.1, 3: -2.0}),
    ]
    first = link_spans(spans, text)[0]
    assert [text[s.start : s.end] for s in first.content] == ["it rained"]


def test_unquoted_content_of_another_paragraph_is_not_joined() -> None:
    text = "Kral said it rained.\nThe dam had broken."
    spans = [
        span(text, "cue", "said", {-1: -1.0}),
        span(text, "content", "it rained", {-1: -3.0, 0: -0.1}),
        span(text, "content", "The dam had broken", {-1: -3.0, 0: -0.1}),
    ]
    (draft,) = link_spans(spans, text)
    assert len(draft.content) == 1


def test_content_without_a_cue_takes_the_nearest_free_source() -> None:
    text = "KRAL: We left."
    spans = [span(text, "source", "KRAL"), span(text, "content", "We left.", {-1: -0.1})]
    (draft,) = link_spans(spans, text)
    assert [text[s.start : s.end] for s in draft.source] == ["KRAL"]


def test_a_cue_with_no_content_is_no_attribution() -> None:
    assert link_spans([span("He said.", "cue", "said", {-1: 0.0})], "He said.") == []


def test_what_is_told_before_its_source_may_itself_look_like_an_attribution() -> None:
    text = "Kral personally approved payments for Orbel, a former clerk has told the Daily."
    spans = [
        span(text, "source", "Kral"),
        span(text, "cue", "personally approved", {0: -0.1}),
        span(text, "content", "payments for Orbel", {1: -0.1}),
        span(text, "source", "a former clerk"),
        span(text, "cue", "has told", {3: -0.1}),
    ]
    _, told = sorted(link_spans(spans, text), key=lambda d: d.cue[0].start)
    assert [text[s.start : s.end] for s in told.content] == [
        "Kral personally approved payments for Orbel"
    ]
    said = text.replace("has told the Daily", "laughed and said it")
    spans[-1] = span(said, "cue", "laughed and said", {3: -0.1})
    assert len(link_spans(spans, said)) == 1
