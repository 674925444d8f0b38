"""The roles of what a headline says, where it puts or leaves out words as no sentence does.

``Iran behind blasts, say officials`` names its speaker last; ``Minister took bribes, court told``
names nobody: the court was told; ``Police: bridge was unsafe`` has no verb of saying.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from kgraph.edge_types import plain_type
from kgraph.gazetteer import find_entry, role_words
from kgraph.lexicon import load_lexicon
from kgraph.model import Attribution
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgraph.linguistics import ParsedArticle
    from kgraph.model import TextSpan

_SAYING = frozenset({"say", "says", "claim", "claims", "warn", "warns"})
_TOLD = frozenset({"told", "hears"})
# what "told" has behind it that somebody does tell: a matter, or whom he tells
_TELLS = re.compile(
    r"(?:how|of|about|why|where|what|his|her|their|its|my|the|a|an|us|me|him|them|you|\w+ers"
    r"|[A-Z]\w*)\b"
)
_LONGEST = 6  # words of a speaker
# what shows that words after "says" are no speaker, but go on with what is said
_GOING_ON = frozenset(
    "is are was were be been will would can could may might must should shall has have had do does "
    "did not no to it he she they we i that there this".split()
)
_HEADED = re.compile(r"(?P<speaker>[^:\n\"“”‘’']{3,60}): (?P<said>[^:\n]{10,}[^?:\n])(?=\n|$)")
_NAME = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+$")
_COLLECTIVE = frozenset({"opposition", "report", "study", "judge"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD"})
_BEFORE = frozenset(",;'’\"”")
_ENDS = (".", "!", "?", '."', ".”")


def as_in_headline(parsed: ParsedArticle, made: Attribution) -> Attribution:
    """Return an attribution with source and content as a headline means them; else as it is."""
    if len(made.cue) != 1 or not made.content:
        return made
    cue, text = made.cue[0], parsed.text
    if cue.text.lower() == "told" and _is_told(parsed, made):
        return dataclasses.replace(made, source=(), target=made.source)
    start = text.rfind("\n", 0, cue.start) + 1
    end = text.find("\n", cue.end)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    if line.endswith(_ENDS):
        return made
    before = text[start : cue.start].rstrip()
    after = text[cue.end : start + len(line)].strip()
    if cue.text.lower() in _TOLD and not after and made.content[0].end <= cue.start:
        return dataclasses.replace(made, source=())
    if cue.text.lower() not in _SAYING or before[-1:] not in _BEFORE or not _is_speaker(after):
        return made
    told = before.rstrip(" ,;")
    if not told.strip():
        return made
    low = text.index(after, cue.end)
    said = parsed.article.span(start, start + len(told))
    speaker = parsed.article.span(low, low + len(after))
    return dataclasses.replace(made, source=(speaker,), content=(said,))


def _is_told(parsed: ParsedArticle, made: Attribution) -> bool:
    """Return whether a source is who was told ("Residents told smoke is safe", "told to leave")."""
    cue, content = made.cue[0], made.content[0]
    near = [parsed.text[s.end : cue.start] for s in made.source] + [
        parsed.text[cue.end : content.start]
    ]
    behind = all(s.end <= cue.start for s in made.source) and cue.end <= content.start
    return (
        behind
        and len(near) > 1
        and "".join(near).strip() in {"", "not"}
        and not _TELLS.match(content.text)
    )


def is_headed(parsed: ParsedArticle, made: Attribution) -> bool:
    """Return whether a colon ties a source to what it says ("Sources: hospital paid hackers")."""
    end = made.content[-1].end
    asked = "?" in parsed.text[end - 1 : end + 1]
    return not asked and parsed.text[made.source[-1].end :].startswith(": ")


def spoken_headline(parsed: ParsedArticle, found: list[Attribution]) -> Iterator[Attribution]:
    """Yield what a headline such as ``Police: bridge was unsafe`` says, unless it was found.

    What stands before the colon may as well be a topic: only who speaks by trade, and persons and
    institutions that speak in the text below, are taken for speakers.
    """
    match = _HEADED.match(parsed.text)
    if match is None or any(s.start < match.end() for a in found for s in (*a.cue, *a.content)):
        return
    source = (parsed.article.span(*match.span("speaker")),)
    content = (parsed.article.span(*match.span("said")),)
    is_sentence = any(t.tag_ in _FINITE for t in parsed.tokens_of(content))
    if is_sentence and _speaks(parsed, source[0], found):
        yield Attribution(
            id=Attribution.id_of(parsed.article.id, source, (), content),
            article=parsed.article.id,
            source=source,
            cue=(),
            content=content,
            form="indirect",
            edge_type=plain_type(),
        )


def _speaks(parsed: ParsedArticle, speaker: TextSpan, found: list[Attribution]) -> bool:
    """Return whether the words before a colon name who speaks by trade, or in the text below."""
    head = parsed.tokens(speaker.start, speaker.end)[-1]
    trades = role_words()["people"] | load_lexicon().classes["body"] | _COLLECTIVE
    if head.lower_ in trades or lemma(head) in trades:
        return True
    entry = find_entry(speaker.text)
    if entry is not None:
        return entry.id != entry.government
    heard = (s.text for a in found for s in a.source)
    return any(_NAME.search(h) and h.endswith(head.text) for h in heard)


def _is_speaker(words: str) -> bool:
    """Return whether the words after "says" are who says it, and do not go on with what is said."""
    found = re.findall(r"[\w'’-]+", words.lower())
    few = 0 < len(found) <= _LONGEST and "," not in words
    return few and _GOING_ON.isdisjoint(found)
