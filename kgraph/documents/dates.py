"""Words -> days: ISO dates, "May 5, 2023", "5 May 2023", "Published: ..."; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*)"
_YEAR = r"(?:1[6-9]|20)\d{2}"  # no boundary: scraped pages glue "May 9, 20238:21 AM"
_DAY = (
    rf"(?:\b\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
    rf"|\b{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}"
    rf"|(?:\b|(?<=20\d\d))\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH},?[\s-]*{_YEAR}"
    rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b)"
)
_ZONE = r"(?:\s*\(?(?:GMT|UTC|IST|BST|MSK|CES?T|EES?T|[ECMP][SD]?T|Z\b|[+-]\d{2}:?\d{2})\)?)"
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?\s?m\b\.?)?"
_TIME = (
    rf"(?:(?:T|,?\s*(?:at\s+|[|@-]\s*)?){_CLOCK}{_ZONE}*"
    rf"|,?\s*(?:at\s+)?\d{{1,2}}\s*[ap]\.?m\b\.?{_ZONE}*)"
)
_LABEL = (
    r"(?:(?:first\s+|last\s+|originally\s+)?"
    r"(?:published|updated?|posted|modified|issued|released|publication\s+date|date)\b"
    r"(?:\s+(?:on|at|date))?\s*[:|]?\s*)"
)
_FLAGS = re.IGNORECASE | re.ASCII
_DAY_ONLY = re.compile(_DAY, _FLAGS)
_STAMP = re.compile(
    rf"(?P<label>{_LABEL})?(?:{_CLOCK}{_ZONE}*,?\s+)?{_WEEKDAY}?(?P<day>{_DAY}){_TIME}?", _FLAGS
)
_DIGITS = re.compile("[0-9]{4}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)", re.ASCII)
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date as it is printed on an article.

    Attributes:
        start: Offset of the label or the date in the words searched.
        end: Offset after the date and the time of day.
        day: The day, or None where it can be read in two ways ("04/05/2023").
        labelled: Whether "Published", "Updated", "Posted on" or "date" stands before it.
        update: Whether the label tells of a later change.
    """

    start: int
    end: int
    day: dt.date | None
    labelled: bool
    update: bool


def find_stamps(words: str) -> list[Stamp]:
    """Return the dates in the words, each with its label and time of day."""
    if not _DIGITS.search(words):  # most lines: spares them the long pattern
        return []
    return [
        Stamp(
            start=match.start(),
            end=match.end(),
            day=_read(match["day"]),
            labelled=match["label"] is not None,
            update=bool(re.search("updat|modif", match["label"] or "", re.IGNORECASE)),
        )
        for match in _STAMP.finditer(words)
    ]


def parse_day(words: str) -> dt.date | None:
    """Return the first day that the words name, or None if there is none that is certain.

    Example:
        >>> parse_day("2023-05-05T23:10:00Z"), parse_day("04/05/2023")
        (datetime.date(2023, 5, 5), None)
    """
    if compact := _COMPACT.match(words.strip()):
        return _date(*map(int, compact.groups()))
    match = _DAY_ONLY.search(words)
    return _read(match[0]) if match else None


def _read(words: str) -> dt.date | None:
    numbers = [int(number) for number in re.findall("[0-9]+", words)]
    if month := re.search(_MONTH, words, _FLAGS):
        day, year = numbers
        return _date(year, _MONTHS.index(month[0][:3].lower()) + 1, day)
    first, second, third = numbers
    if re.match("[0-9]{4}", words):
        return _date(first, second, third)
    if "." in words or first > _LAST_MONTH:
        return _date(third, second, first)
    if second > _LAST_MONTH or first == second:
        return _date(third, first, second)
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
