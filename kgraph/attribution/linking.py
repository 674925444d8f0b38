"""Tagged spans -> attributions: which source and cue belong to which content.

A cue makes one attribution of all contents that point to it, so a split quotation
(``"A," he said. "B."``) comes out whole. A content that points to no cue is joined to a neighbour
or stands with the nearest source.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph.attribution.quotations import QUOTES, mended

if TYPE_CHECKING:
    from kgraph.attribution.tagger import TaggedSpan

_ENDS = re.compile(r"[.!?][\"”’)]*\s|\n")
_FAR = 400  # code points between a content and a cue or source that may still belong together
_UNLIKELY = -2.3  # log-probability up to which a link of unquoted words to a cue is none
_LIKELY = -1.5  # log-probability of a link that may be right though another is likelier


@dataclass(slots=True)
class Draft:
    """The spans of one attribution."""

    source: list[TaggedSpan] = field(default_factory=list)
    cue: list[TaggedSpan] = field(default_factory=list)
    content: list[TaggedSpan] = field(default_factory=list)

    @property
    def spans(self) -> list[TaggedSpan]:
        """All spans in text order."""
        return sorted([*self.source, *self.cue, *self.content], key=lambda s: s.start)


def link_spans(spans: list[TaggedSpan], text: str) -> list[Draft]:
    """Return the attributions of an article, in text order; each has a content."""
    spans = mended([_in_one_line(s, text) for s in spans], text)
    there = {k: s for k, s in enumerate(spans) if s.start < s.end}
    drafts = {k: Draft(cue=[s]) for k, s in there.items() if s.role == "cue"}
    for k, source in _sources({k: d.cue[0] for k, d in drafts.items()}, there).items():
        if _gap(there[source], there[k], text) < _FAR:
            drafts[k].source = [there[source]]
    loose = []
    for span in there.values():
        if span.role == "content":
            best = _best(span, there)
            sure = text[span.start] in QUOTES or span.links.get(best, 0.0) > _UNLIKELY
            if best in drafts and sure:
                drafts[best].content.append(span)
            else:
                loose.append(span)
    cues = sorted((s for s in there.values() if s.role == "cue"), key=lambda s: s.start)
    for draft in drafts.values():
        draft.content = _coherent(draft, cues, text)
    _give_to_neighbours(list(drafts.values()), text)
    for draft in drafts.values():
        draft.content = draft.content or _told_before(draft, list(drafts.values()), text)
    made = [d for d in drafts.values() if d.content]
    used = {id(s) for d in made for s in d.source}
    sources = [s for s in there.values() if s.role == "source" and id(s) not in used]
    for content in loose:
        near = [s for s in sources if _gap(s, content, text) < _FAR]
        made.append(
            Draft(source=sorted(near, key=lambda s: _gap(s, content, text))[:1], content=[content])
        )
    return sorted(made, key=lambda d: d.spans[0].start)


def _give_to_neighbours(drafts: list[Draft], text: str) -> None:
    """Give what stands right behind one cue, and is another's, to the one behind which it stands.

    "X accused Y of P, a charge Z called 'false'": what Z called it is not what X accused him of.
    """
    for draft in drafts:
        for span in [s for s in draft.content if text[s.start] in QUOTES]:
            beside = [
                d for d in drafts if d is not draft and not text[d.cue[0].end : span.start].strip()
            ]
            own = draft.cue[0].end <= span.start and beside and beside[0].cue[0].end <= span.start
            if own and beside[0].cue[0].start > draft.cue[0].end:
                draft.content.remove(span)
                beside[0].content = [span]


def _told_before(draft: Draft, others: list[Draft], text: str) -> list[TaggedSpan]:
    """Return the statement that somebody is named as telling after it ("A paid B, | X told us").

    The tagger may take the statement itself for an attribution, of which nothing is left to tell.
    """
    before = text[: draft.spans[0].start].rstrip()
    told = draft.source and text[draft.cue[0].start : draft.cue[0].end].endswith("told")
    if not told or not before.endswith(","):
        return []
    for other in others:
        spans = other.spans if other is not draft and other.source and other.content else []
        if spans and spans[-1].end == len(before) - 1 and not _ENDS.search(before, spans[0].start):
            whole = dataclasses.replace(spans[-1], role="content", start=spans[0].start)
            return [whole]
    return []


def _in_one_line(span: TaggedSpan, text: str) -> TaggedSpan:
    """Return a span that runs from a headline on into the text without it: its longest line."""
    words = text[span.start : span.end]
    lines = list(re.finditer(r"[^\n]+", words))
    if len(lines) < 2 or not set(QUOTES).isdisjoint(words):  # noqa: PLR2004
        return span
    best = max(lines, key=lambda m: len(m[0]))
    return dataclasses.replace(span, start=span.start + best.start(), end=span.start + best.end())


def _coherent(draft: Draft, cues: list[TaggedSpan], text: str) -> list[TaggedSpan]:
    """Return the parts of the content with no other attribution's cue between them and the cue.

    A quotation may go on beyond another cue and over paragraphs, a report may not. The nearest
    part stays in any case.
    """
    own, index = draft.cue[0], {id(s) for s in draft.cue}
    ordered = sorted(draft.content, key=lambda s: s.start)
    kept = []
    for span in ordered:
        low, high = min(span.end, own.end), max(span.start, own.start)
        first = bisect_left(cues, low, key=lambda c: c.start)
        last = bisect_left(cues, high, key=lambda c: c.start)
        between = any(id(c) not in index for c in cues[first:last])
        if text[span.start] in QUOTES or not (between or "\n" in text[low:high]):
            kept.append(span)
    return kept or sorted(ordered, key=lambda s: _gap_to(s, own))[:1]


def _gap_to(span: TaggedSpan, other: TaggedSpan) -> int:
    return max(span.start - other.end, other.start - span.end)


def _best(span: TaggedSpan, there: dict[int, TaggedSpan]) -> int:
    """Return the index of the span there that this one most likely belongs to, or -1."""
    links = {k: v for k, v in span.links.items() if k < 0 or k in there}
    return max(links, key=lambda k: (links[k], -k), default=-1)


def _sources(cues: dict[int, TaggedSpan], there: dict[int, TaggedSpan]) -> dict[int, int]:
    """Return the source of each cue by index, where it has one.

    Of two cues that want the same, the less sure takes another that is likely too and that nobody
    wants ("Maric said, Reuters reports").
    """
    wanted = {k: best for k, cue in cues.items() if (best := _best(cue, there)) >= 0}
    made = dict(wanted)
    for k, source in wanted.items():
        rivals = [j for j, s in wanted.items() if s == source and j != k]
        if any(cues[j].links[source] > cues[k].links[source] for j in rivals):
            taken = set(made.values())
            free = {o: v for o, v in cues[k].links.items() if o in there and o not in taken}
            other = max(free, key=lambda o: free[o], default=-1)
            if other >= 0 and free[other] > _LIKELY:
                made[k] = other
    return made


def _gap(a: TaggedSpan, b: TaggedSpan, text: str) -> int:
    """Return the code points between two spans; a line break makes it far."""
    start, end = min(a.end, b.end), max(a.start, b.start)
    return max(0, end - start) + _FAR * text.count("\n", start, end)
