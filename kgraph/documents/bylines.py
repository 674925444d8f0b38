"""Short lines -> names: by-lines, bare names of persons, lives of the author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.documents.dates import find_stamps
from kgraph.documents.furniture import speaks

if TYPE_CHECKING:
    import datetime as dt

_WORD = re.compile(r"[^\W\d_]+(?:[.'\u2019-][^\W\d_]+)*\.?")
_PARTICLES = frozenset("al bin da de del della den der di dos du el la le ten ter van von".split())
_NO_NAME = frozenset(
    "a an and but for in it its no of on the this that what when where why who how with"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december today yesterday".split()
)
_DESK = frozenset(
    "afp agencies agency ani ap bbc bureau cnn contributor correspondent desk editor editorial ians"
    " journal media network news post press pti reporter reuters service staff tass times"
    " writer".split()
)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;/&|\u2022\u00b7]|\s[-\u2013\u2014]\s|\band\b)\s*")
_READ_TIME = re.compile(
    r"\b\d+\s*[- ]?\s*min(?:ute)?s?(?:\s+read)?\b|\bread(?:ing)?\s+time\b\s*:?"
    r"|\b\d+\s+(?:view\s+)?comments?\b|\b[\d.,]+k?\s+views?\b"
    r"|\b(?:an?|\d+)\s+(?:minute|hour|day|week|month|year)s?\s+ago\b"
    r"|\b(?:last\s+)?(?:published|updated|posted)\b(?:\s+on)?\s*:?"
    r"(?:\s*(?:\d{1,2}\s+[a-z]{3,9}|[a-z]{3,9}\s+\d{1,2})$)?",
    re.IGNORECASE | re.ASCII,
)
_BY = re.compile(r"(?:(?:written|story|text|posted)\s+)?by\b\s*:?\s+", re.IGNORECASE)
_EMPLOYER = re.compile(r"\s+(?:for|in|at)\s+[A-Z][^,|]{1,40}$", re.IGNORECASE)
_EDGE = " \t\u00a0|,;:.\u2022\u00b7-\u2013\u2014()[]"
_LIFE = re.compile(
    r"(?:\s+[A-Z][\w.'\u2019-]*){0,4}(?:,\s+(?:an?|the)\b|\s+(?:is|was|has|resides|lives|writes|covers"
    r"|reports|works|joined|currently|holds|speciali[sz]es|studied|serves|edits|hosts|teaches"
    r"|leads)\b)"
)
_LIFE_OF_SOMEBODY = re.compile(
    r"(?P<name>[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){1,3})(?:,[^,.]{1,80},)?\s+(?:is|was|has\s+been)\b"
    r".{0,120}\b(?:reporter|correspondent|journalist|writer|editor|columnist|author|fellow"
    r"|contributor|analyst|professor|producer|blogger|co-?host|lecturer|historian)s?\b"
    r"|(?P<worker>[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){1,3})\s+(?:covers|writes\s+(?:about|for|on))\b"
)
_MAX_NAME_WORDS = 4
_MAX_SECTIONS = 2
_MAX_SECTION_WORDS = 5  # more is a headline that ends in a date
_MAX_LIFE_WORDS = 100
_MIN_FIRST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """A line that holds nothing but who wrote the article and when.

    Attributes:
        author: Who, as printed, without "By"; None if it names nobody.
        day: When, if it can be read in one way only.
        dated: Whether there is a date at all.
        labelled: Whether the date says what it is ("Published: ...").
        update: Whether it is the date of a later change.
    """

    author: str | None
    day: dt.date | None
    dated: bool
    labelled: bool
    update: bool


def read_masthead(words: str) -> Masthead | None:
    """Return what a date line or by-line says, or None where the line says more than that.

    Example:
        >>> read_masthead("By Jane Doe | Published: May 5, 2023").author
        'Jane Doe'
        >>> read_masthead("By Friday the army had left") is None
        True
    """
    if len(words) > 200:  # noqa: PLR2004 - no line of names and dates is longer
        return None
    stamps = find_stamps(words)
    rest = words
    for stamp in reversed(stamps):
        rest = f"{rest[: stamp.start]} | {rest[stamp.end :]}"
    rest = _READ_TIME.sub(" | ", rest).strip(_EDGE)
    by = _BY.match(rest)
    author = _names(rest[by.end() :]) if by else None
    if rest and author is None and not (stamps and _is_section(rest, words)):
        return None
    first = min(stamps, key=lambda stamp: stamp.update, default=None)
    return Masthead(
        author=author,
        day=first.day if first else None,
        dated=bool(stamps),
        labelled=any(stamp.labelled for stamp in stamps),
        update=bool(first and first.update),
    )


def is_name(words: str) -> bool:
    """Return whether the words look like the name of one person: "Jane Doe", "Ursula von Essen"."""
    tokens = words.split()
    if not 1 <= len(tokens) <= _MAX_NAME_WORDS or tokens[0] in _PARTICLES:
        return False
    if tokens[-1].endswith(".") and tokens[-1] not in {"Jr.", "Sr."}:
        return False  # a short sentence: "Enter President Trump."
    return all(
        _WORD.fullmatch(token)
        and token.casefold() not in _NO_NAME
        and (token[0].isupper() or token in _PARTICLES)
        for token in tokens
    )


def is_life_of(author: str, words: str) -> bool:
    """Return whether the line tells who the author is: it opens with a part of the name."""
    opening = re.match(r"[\w'\u2019-]+", words)
    names = {part.strip(".,").casefold() for part in author.split()}
    if not opening or len(opening[0]) < _MIN_FIRST_NAME or opening[0].casefold() not in names:
        return False
    follows = _LIFE.match(words, opening.end())
    return bool(follows) and len(words.split()) <= _MAX_LIFE_WORDS and not speaks(words)


def life_of_somebody(words: str) -> str | None:
    """Return the person of whom a line says "X is a reporter for ...", or None."""
    match = _LIFE_OF_SOMEBODY.match(words)
    if match is None or len(words.split()) > _MAX_LIFE_WORDS or speaks(words):
        return None
    return match["name"] or match["worker"]


def tidy_name(words: str) -> str:
    """Return the name in capitals and small letters where it has only one of the two."""
    return words.title() if words.islower() or words.isupper() else words


def _names(words: str) -> str | None:
    """Return the persons of a by-line without their desks, or None if it holds other words."""
    parts = [part for part in _BETWEEN_NAMES.split(_EMPLOYER.sub("", words.strip(_EDGE))) if part]
    parts = [part for part in parts if part.casefold() not in {"by", "updated", "published"}]
    if not parts or not all(is_name(part) for part in parts):
        return None
    persons = [p for p in parts if not _DESK & {word.casefold() for word in p.split()}]
    return ", ".join(dict.fromkeys(tidy_name(person) for person in persons or parts))


def _is_section(rest: str, words: str) -> bool:
    """Return whether a section or outlet is set off from a date: "World News | May 5, 2023"."""
    apart = words.startswith(rest) and words[len(rest) :].lstrip()[:1] in _EDGE
    parts = [part for part in _BETWEEN_NAMES.split(rest) if part]
    if not apart or len(parts) > _MAX_SECTIONS or len(rest.split()) > _MAX_SECTION_WORDS:
        return False
    return all(is_name(part) for part in parts)
