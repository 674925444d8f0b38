"""Where the source and the content of one attribution begin and end, where the tagger runs over.

What stands beside them in a sentence is easily taken with them: a place ("In Klow, its envoy"),
when it was said, an apposition, what others make of it ("a charge Klow denies").
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from kgraph.attribution.certainty import CONFIDENCE
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset

if TYPE_CHECKING:
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution, TextSpan

FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAME = 40  # code points of a name's last word, at most
_NAME_START = re.compile(r"\b[A-Z][\w’'-]* $")
_NAME_END = re.compile(
    r"(?:[A-Z][\w’'-]* )+(?=(?:that|he|she|it|they|we|there|his|her|its|their)\b)"
)
_DONE = re.compile(r" [a-z]+ed (?:[A-Z]|the |an? |its |his |her |their )")
_TWO = re.compile(r"(?P<name>(?:an?|the) [^,]+), (?=(?:an?|one|two|three|several|some) )")
_CLAUSE = re.compile(
    r",? (?=(?:it|he|she|they|there|this|that) (?:was|were|is|are|had|has|have|would|will|could)\b)"
)
_LEAD = re.compile(
    r"(?:at|on|in|late|early|earlier|later|again|also|today|yesterday|publicly|repeatedly|afterwards)"
    r" (?:\w+ ){0,3}?(?=that (?!of\b|is\b|was\b))"
)
_TAIL = re.compile(r"(?:^|, )an? (?P<noun>[a-z]+)\b[^,]*$")
_LINKS = frozenset("of by from in on about at for".split())
_WHERE = frozenset("In At From Near Outside Across".split())


def named_whole(parsed: ParsedArticle, span: TextSpan) -> TextSpan:
    """Return a source's span with all of its name, and without where it speaks."""
    return _whole_name(parsed, _without_place(parsed, span))


def parted(
    parsed: ParsedArticle,
    source: tuple[TextSpan, ...],
    cue: tuple[TextSpan, ...],
    content: tuple[TextSpan, ...],
) -> tuple[tuple[TextSpan, ...], tuple[TextSpan, ...]]:
    """Return source and content without what belongs to the other, or to what the source does."""
    source = tuple(_who_does(parsed, span) for span in source)
    source, content = _with_apposition(parsed, source, content)
    return _with_clause_after(parsed, source, cue, content)


def led_in(
    parsed: ParsedArticle, cue: tuple[TextSpan, ...], content: tuple[TextSpan, ...]
) -> tuple[tuple[TextSpan, ...], tuple[TextSpan, ...]]:
    """Return cue and content, which begins where what is said does."""
    content = (_without_lead(parsed, _without_name(parsed, content[0])), *content[1:])
    return _with_confidence(parsed, cue, content)


def _with_confidence(
    parsed: ParsedArticle, cue: tuple[TextSpan, ...], content: tuple[TextSpan, ...]
) -> tuple[tuple[TextSpan, ...], tuple[TextSpan, ...]]:
    """Return cue and content of "assess with | high confidence that P" as "... that | P"."""
    match = CONFIDENCE.match(content[0].text)
    if not match or not cue or parsed.text[cue[-1].end : content[0].start].strip():
        return cue, content
    start = content[0].start + match.end()
    rest = parsed.text[start : content[0].end]
    if not rest.lstrip().startswith("that "):
        return cue, content
    start += len(rest) - len(rest.lstrip())
    whole = parsed.article.span(cue[-1].start, content[0].start + match.end())
    return (*cue[:-1], whole), (parsed.article.span(start, content[0].end), *content[1:])


def _whole_name(parsed: ParsedArticle, span: TextSpan) -> TextSpan:
    """Return a source's span up to the end of the name in which it stops ("Antony | Blinken")."""
    if not parsed.text[span.end : span.end + 2].strip()[:1].isupper():
        return span
    last = parsed.tokens(span.start, span.end)[-1:]
    while last and last[0].dep_ in {"compound", "nmod"} and last[0].head.i == last[0].i + 1:
        last = [last[0].head]
        span = parsed.article.span(span.start, offset(last[0]) + len(last[0]))
    return span


def _without_place(parsed: ParsedArticle, span: TextSpan) -> TextSpan:
    """Return a source's span without where it speaks ("In Klow, | its envoy, Ann Kral, said")."""
    place, comma, rest = span.text.partition(", ")
    before = parsed.text[max(0, span.start - _NAME) : span.start].split()
    if not (comma and before and before[-1] in _WHERE and rest and place[:1].isupper()):
        return span
    return parsed.article.span(span.end - len(rest), span.end)


def without_charges(parsed: ParsedArticle, made: Attribution) -> Attribution:
    """Return an attribution without "a charge" that another answers, in source and content."""
    source = tuple(_without_charge(parsed, span) for span in made.source)
    content = made.content
    if content and made.form == "indirect":
        content = _without_tail(parsed, content)
    return dataclasses.replace(made, source=source, content=content)


def _without_charge(parsed: ParsedArticle, span: TextSpan) -> TextSpan:
    """Return a source's span without the claim it speaks of ("a charge | Klow called false")."""
    article, _, rest = span.text.partition(" ")
    noun, _, who = rest.partition(" ")
    claim = noun.lower() in load_lexicon().classes["claim"] and who.split(" ", 1)[0] not in _LINKS
    if article.lower() not in {"a", "an"} or not claim or not who:
        return span
    return parsed.article.span(span.end - len(who), span.end)


def _without_tail(parsed: ParsedArticle, content: tuple[TextSpan, ...]) -> tuple[TextSpan, ...]:
    """Return a content without what others make of it at its end ("P, | a charge Klow denies")."""
    last = content[-1]
    match = _TAIL.search(last.text)
    claim = match is not None and match["noun"].lower() in load_lexicon().classes["claim"]
    if match is None or not claim or (match.start() == 0 and len(content) == 1):
        return content
    if match.start() == 0:
        return content[:-1]
    return (*content[:-1], parsed.article.span(last.start, last.start + match.start()))


def _without_name(parsed: ParsedArticle, span: TextSpan) -> TextSpan:
    """Return a content's span without the end of a name before it ("told Desporto | Total he")."""
    match = _NAME_END.match(span.text)
    before = parsed.text[max(0, span.start - _NAME) : span.start]
    if match is None or not _NAME_START.search(before):
        return span
    return parsed.article.span(span.start + match.end(), span.end)


def _without_lead(parsed: ParsedArticle, span: TextSpan) -> TextSpan:
    """Return a content's span without when or where it is said ("said | at once that P")."""
    match = _LEAD.match(span.text)
    return parsed.article.span(span.start + match.end(), span.end) if match else span


def _who_does(parsed: ParsedArticle, span: TextSpan) -> TextSpan:
    """Return who does something of a source that runs on into what ("Klow | summoned Ann")."""
    if not _DONE.search(span.text):
        return span
    tokens = parsed.tokens(span.start, span.end)
    subjects = (
        c
        for t in tokens
        if t.tag_ in FINITE and t.dep_ in {"ROOT", "conj"}
        for c in t.children
        if c.dep_ == "nsubj" and c in tokens and c.i < t.i
    )
    subject = next(subjects, None)
    if subject is None:
        return span
    return parsed.span([t for t in tokens if t == subject or subject.is_ancestor(t)])


def _with_apposition(
    parsed: ParsedArticle, source: tuple[TextSpan, ...], content: tuple[TextSpan, ...]
) -> tuple[tuple[TextSpan, ...], tuple[TextSpan, ...]]:
    """Return source and content, what the latter's last name is being no part of the source.

    "It was run by Orbel, | a maker of locks, a person familiar with it | said".
    """
    two = _TWO.match(source[0].text) if len(source) == 1 else None
    last = content[-1]
    beside = two and parsed.text[last.end : source[0].start] == ", "
    if two is None or not beside or not last.text.split()[-1][:1].isupper():
        return source, content
    start = source[0].start
    said = parsed.article.span(last.start, start + len(two["name"]))
    return (parsed.article.span(start + two.end(), source[0].end),), (*content[:-1], said)


def _with_clause_after(
    parsed: ParsedArticle,
    source: tuple[TextSpan, ...],
    cue: tuple[TextSpan, ...],
    content: tuple[TextSpan, ...],
) -> tuple[tuple[TextSpan, ...], tuple[TextSpan, ...]]:
    """Return source and content, a clause that goes on after the source being what is said.

    "According to a former clerk | it was the firm that paid".
    """
    according = [c.text.lower() for c in cue] == ["according to"]
    clause = _CLAUSE.search(source[0].text) if according and len(source) == 1 else None
    if clause is None:
        return source, content
    start, end = source[0].start, source[0].end
    joined = end <= content[0].start <= end + 1
    said = parsed.article.span(start + clause.end(), content[-1].end if joined else end)
    return (parsed.article.span(start, start + clause.start()),), (said,)
