"""Words for a day -> the day: "May 3", "Thursday", "yesterday", "the day before"."""

from __future__ import annotations

import datetime as dt
import re

_AHEAD = 31  # days after publication from which a day without a year is last year's
_WEEK = 7
_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: k for k, name in enumerate(_MONTHS.split(), 1)}
_NAMES = "|".join([*_MONTHS.split(), "sept", *(m[:3] for m in _MONTHS.split())])
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?P<last>last )?(?P<day>{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:(?P<today>today|this morning|this evening|tonight)|(?P<yesterday>yesterday|last night)"
    r"|(?P<before>the (?:(?:day|night|evening) (?:before|earlier)|previous (?:day|night))))\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?:(?P<m1>{_NAMES})\.? (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_NAMES}))\b"
    r"(?:,? (?P<y>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COUNTED = "one two three four five six seven eight nine ten".split()
_NUMBERS = {word: k for k, word in enumerate(_COUNTED, 1)}
_AGO = re.compile(
    rf"\b({'|'.join(_COUNTED)}|[1-9]\d?) years (?:ago|before|earlier)\b", re.IGNORECASE
)
_CALENDAR = re.compile(rf"(?:{_NAMES}|{'|'.join(_WEEKDAYS)})", re.IGNORECASE)


def is_calendar(word: str) -> bool:
    """Return whether a word names a month or a day of the week."""
    return _CALENDAR.fullmatch(word) is not None


def day_of(near: str, sentence: str, published: dt.date | None) -> dt.date | None:
    """Return the day on which something happened, or None where the words do not say.

    A calendar day anywhere in the sentence counts; "Thursday" or "yesterday" only beside the
    happening itself, as it may else be the day of saying. "The day before" is the day before
    the one that the sentence names otherwise.

    Args:
        near: The words that belong to the happening.
        sentence: The sentence in which they stand.
        published: When the article appeared, which tells the year and the week.

    >>> day_of("a strike on Tuesday", "He spoke of a strike on Tuesday", dt.date(2023, 5, 4))
    datetime.date(2023, 5, 2)
    >>> day_of(
    ...     "a strike the day before",
    ...     "On Thursday, Russia charged the US with a strike the day before",
    ...     dt.date(2023, 5, 4),
    ... )
    datetime.date(2023, 5, 3)
    """
    return _named(sentence, published) or (_relative(near, sentence, published))


def past_years(words: str, published: dt.date | None) -> tuple[int, ...]:
    """Return the years before that of publication of which words tell, sorted.

    >>> past_years("In 2020, and again two years ago, it leaked", dt.date(2025, 7, 1))
    (2020, 2023)
    """
    if published is None:
        return ()
    named = {int(year) for year in _YEAR.findall(words) if int(year) < published.year}
    ago = (_NUMBERS.get(n.lower()) or int(n) for n in _AGO.findall(words))
    return tuple(sorted(named | {published.year - n for n in ago}))


def _named(sentence: str, published: dt.date | None) -> dt.date | None:
    for match in _DAY.finditer(sentence):
        month = _MONTH[(match["m1"] or match["m2"])[:3].casefold()]
        if not match["y"] and not published:
            continue
        year = int(match["y"]) if match["y"] else published.year if published else 0
        try:
            day = dt.date(year, month, int(match["d1"] or match["d2"]))
        except ValueError:
            continue
        late = published and not match["y"] and day > published + dt.timedelta(days=_AHEAD)
        return _year_before(day) if late else day
    return None


def _year_before(day: dt.date) -> dt.date:
    leap = (day.month, day.day) == (2, 29)
    return dt.date(day.year - 1, day.month, 28 if leap else day.day)


def _relative(near: str, sentence: str, published: dt.date | None) -> dt.date | None:
    if published is None:
        return None
    match = _RELATIVE.search(near)
    if match is None:
        return _weekday(near, published)
    if match["today"]:
        return published
    if match["yesterday"]:
        return published - dt.timedelta(days=1)
    anchor = _weekday(sentence.replace(near, " "), published) or published
    return anchor - dt.timedelta(days=1)


def _weekday(words: str, published: dt.date) -> dt.date | None:
    """Return the last such day of the week up to publication."""
    match = _WEEKDAY.search(words)
    if match is None:
        return None
    back = (published.weekday() - _WEEKDAYS.index(match["day"].lower())) % _WEEK
    return published - dt.timedelta(days=back or (_WEEK if match["last"] else 0))
