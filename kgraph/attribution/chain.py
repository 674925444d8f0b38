"""Reporting chains: which news medium, or whose mouth, passed an attribution on."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from kgraph.gazetteer import find_entry, is_paper, is_role, outlets_in
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution, TextSpan

_SHARE = 0.6  # of a medium's report that an inner attribution fills, if the report is a mere link
_TOLD = re.compile(
    r"\b(?:told|tells|telling|speaking to|spoke to|spoken to|speaking with)\s+(?:the\s+)?"
    r"(?:(?:news)?paper |news agency |broadcaster |magazine |website )?$",
    re.IGNORECASE,
)
_BASED_ON = re.compile(
    r"\b(?:with reference to|citing|referring to|quoting|based on)\s+", re.IGNORECASE
)
_REPORTS = re.compile(
    r"^[\s,]*(?:report(?:s|ed)|according to|cited by|quoted by|as relayed by|citing)\b",
    re.IGNORECASE,
)

_PASSED_ON = re.compile(
    r"\b(?:told|tell(?:s|ing)|sp(?:eaking|oken?) (?:to|with)|report(?:s|ed)|according to"
    r"|(?:cited|quoted|relayed) by|citing)\b",
    re.IGNORECASE,
)  # what one of the two above asks for: the tables need not be searched without it


def with_chain(parsed: ParsedArticle, found: list[Attribution]) -> list[Attribution]:
    """Return the attributions with ``reported_via`` filled in.

    A medium that merely passes on what a named source says is a link of the chain and no
    attribution of its own ("..., Blinken said, TASS reports").
    """
    found = [_with_named_source(parsed, a) for a in found]
    mouths = {a.reported_via for a in found if a.reported_via}
    found = [a for a in found if a.edge_type or a.source not in mouths]  # "citing" itself
    links = [a for a in found if _is_outlet(a)]
    passed = {
        a.id: link
        for a in found
        for link in links
        if a.source and a is not link and _fills(a, link)
    }
    merely = {link.id: link for link in passed.values()}
    made = []
    for attribution in found:
        if attribution.id in merely:
            continue
        via = attribution.reported_via
        if attribution.id in passed:
            via += passed[attribution.id].source
        elif attribution.within is None:
            via = via or _told(parsed, attribution)
        parent = attribution.within
        within = merely[parent].within if parent in merely else parent
        made.append(dataclasses.replace(attribution, reported_via=via, within=within))
    return made


def _is_outlet(attribution: Attribution) -> bool:
    """Return whether every source is a news medium."""
    return bool(attribution.source) and all(_names_outlet(s.text) for s in attribution.source)


def _reports(attribution: Attribution) -> bool:
    """Return whether somebody of whom only the name is given "reports", as media do."""
    alone = [s.text for s in attribution.source if " " not in s.text and s.text[:1].isupper()]
    known = any(find_entry(name) for name in alone)
    cues = {span.text.lower() for span in attribution.cue}
    return len(alone) == 1 and not known and not cues.isdisjoint({"reported", "reports"})


def _names_outlet(words: str) -> bool:
    entry = find_entry(words)
    if entry is not None:
        return entry.kind == "outlet"
    bare = words.removeprefix("The ").removeprefix("the ")
    return bare[:1].isupper() and is_paper(bare)


def _fills(inner: Attribution, outer: Attribution) -> bool:
    """Return whether the inner's content is most of the outer's."""
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in (*inner.source, *inner.cue, *inner.content)
        for b in outer.content
    )
    return shared >= _SHARE * max(1, sum(s.end - s.start for s in outer.content))


def _with_named_source(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    """Return "CNN reported with reference to a US official" as said by the official via CNN."""
    if not (_is_outlet(attribution) or _reports(attribution)):
        return attribution
    start, text = _sentence(parsed, attribution)
    match = _BASED_ON.search(text)
    if not match:
        return attribution
    tokens = parsed.tokens(start + match.end(), start + match.end() + 1)
    head = next(iter(tokens), None)
    while head is not None and head.dep_ not in {"pobj", "dobj", "ROOT"}:
        head = head.head
    if head is None or head.dep_ == "ROOT":
        return attribution
    span = parsed.span([t for t in head.subtree if not t.is_punct])
    content = tuple(c for s in attribution.content if (c := _behind(parsed, s, span)))
    content = content or _said_after(parsed, span, start + len(text))
    if any(s.overlaps(span) for s in content) or not content or head.pos_ not in {"NOUN", "PROPN"}:
        return attribution
    if not _is_outlet(attribution) and not _speaks(head):
        return attribution
    return dataclasses.replace(
        attribution, source=(span,), content=content, reported_via=attribution.source
    )


def _speaks(head: Token) -> bool:
    """Return whether a noun is somebody who may be cited ("officials"), no matter ("fears")."""
    return is_role(head.lower_, lemma(head))


def _said_after(parsed: ParsedArticle, named: TextSpan, end: int) -> tuple[TextSpan, ...]:
    """Return what is said after who is cited ("reported, citing police, | that P")."""
    rest = parsed.text[named.end : end].rstrip(" .\n")
    said = rest.removeprefix(",").lstrip()
    if not said.startswith("that "):
        return ()
    start = named.end + len(rest) - len(said)
    return (parsed.article.span(start, named.end + len(rest)),)


def _behind(parsed: ParsedArticle, content: TextSpan, named: TextSpan) -> TextSpan | None:
    """Return a content without the source that it begins with, None if that is all of it."""
    if not content.start <= named.start <= content.start + 1 or named.end > content.end:
        inside = named.start <= content.start and content.end <= named.end
        return None if inside else content
    rest = parsed.text[named.end : content.end]
    start = named.end + len(rest) - len(rest.lstrip(" ,;:"))
    return parsed.article.span(start, content.end) if start < content.end else None


def _told(parsed: ParsedArticle, attribution: Attribution) -> tuple[TextSpan, ...]:
    """Return the medium that the source told it to, or that passes it on in the same sentence."""
    start, text = _sentence(parsed, attribution)
    for s, e in outlets_in(text) if _PASSED_ON.search(text) else ():
        span = parsed.article.span(start + s, start + e)
        if any(o.overlaps(span) for o in attribution.source):
            continue
        if _TOLD.search(text[:s]) or _REPORTS.search(
            text[max(0, s - 24) : s].rpartition(",")[2] or "-"
        ):
            return (span,)
    return ()


def _sentence(parsed: ParsedArticle, attribution: Attribution) -> tuple[int, str]:
    """Return where the sentence of the cue starts, and its text; ``""`` where there is no cue."""
    for span in attribution.cue[:1]:
        for number in parsed.sentences_of(span.start, span.end):
            start, end = parsed.sentences[number]
            return start, parsed.text[start:end]
    return 0, ""
