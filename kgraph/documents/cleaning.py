"""Text -> what is not the article's own words, and the metadata that stand among them.

The text itself is never changed: boilerplate is a list of offsets. Rules for one line are in
``furniture``, ``bylines`` and ``dates``; here they are put to work by their place on the page:
a by-line or a bare name counts only near the top or the bottom.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgraph.documents import bylines, furniture
from kgraph.documents.dates import find_stamps

if TYPE_CHECKING:
    import datetime as dt

_HEAD = 8  # lines at the top among which by-line, date and site name are looked for
_TAIL = 6
_NEAR = 3  # lines below a by-line in which the life of the author can stand
_LINE = re.compile("[^\r\n\v\f\x85\u2028\u2029]+")
_INVISIBLE = "\ufeff\u200b\u2060"
_MAX_LINK_WORDS = 20
_MIN_PROSE_WORDS = 12
_SITE_WORDS = 6
_TITLE_WORDS = range(3, 31)
_MIN_HEADLINE_WORDS = 4

_WIRES = frozenset(
    "reuters|ap|afp|upi|tass|itar-tass|dpa|xinhua|ani|pti|ians|efe|ansa|bloomberg|cnn|interfax"
    "|ukrinform|anadolu|aa|kyodo|yonhap|sputnik|ria novosti|the canadian press|kuna|wam|apa|belga"
    "|associated press|the associated press|thomson reuters foundation".split("|")
)
_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?"
_PLACE = r"[^\W\d_][^\d()\n:\"\u201c\u201d]{1,60}?"
_WIRE_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}(?:,?\s+{_DAY})?|{_DAY})?[.,]?\s*"
    r"(?:\((?P<wire>[^\W\d_][^()\d\n]{1,30})\)\s*[-\u2013\u2014]+\s*"
    r"|/(?P<slashed>[A-Z][A-Z -]{1,20})/[.:]?\s*(?:[-\u2013\u2014]+\s*)?)(?=\S)"
)
_PLACE_DATELINE = re.compile(
    rf"[A-Z]{{3}}[A-Z .,'\u2019/-]{{0,30}}(?:,\s[A-Z][\w. ]{{1,20}})?(?:,\s{_DAY})?\s*"
    r"(?:\s[-\u2013]{1,2}|\s?\u2014)\s+(?=[A-Z\"\u201c\u2018'])"
)

_ENGLISH = frozenset(
    "the of and to in a that is was for on with as it by from at be he she they his are not have"
    " has had were which will would been this an or its their who but".split()
)
_ENGLISH_SHARE = 0.22  # of the words; PolNeAR articles lie above, other languages far below
_ENGLISH_KINDS = 4
_MIN_WORDS = 8
_FOREIGN_SHARE = 0.08  # below it a text of some length is in another language
_TELLING_LETTERS = 150  # from which on that can be told
_LATIN_END = "\u0250"


class Line(NamedTuple):
    """A line without the white space around it, and its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the layout of a text shows.

    Attributes:
        boilerplate: Sorted, disjoint half-open offsets.
        title: Headline, if one can be told.
        outlet: News agency of the dateline, if there is exactly one.
        author: By-line, if there is one.
        published: Day on the date line; that of an update only if there is no other.
        language: ``en``, ``und`` where it is plainly another language, else None.
    """

    boilerplate: tuple[tuple[int, int], ...]
    title: str | None
    outlet: str | None
    author: str | None
    published: dt.date | None
    language: str | None


def read_page(text: str) -> Page:
    """Return the boilerplate and metadata that can be told from the text; never raises."""
    reader = _PageReader(text)
    reader.read_prefixes()
    reader.mark_furniture()
    reader.mark_mastheads()
    reader.mark_author_above_date()
    reader.mark_lives()
    reader.mark_names_at_end()
    reader.mark_site_name()
    return Page(
        boilerplate=reader.boilerplate(),
        title=reader.title(),
        outlet=reader.wires.pop() if len(reader.wires) == 1 else None,
        author=reader.author,
        published=reader.published or reader.updated,
        language=_language(text),
    )


class _PageReader:
    """Marks lines one rule after the other; later rules look at what the earlier ones marked."""

    def __init__(self, text: str) -> None:
        self.lines = _split(text)
        self.kinds: dict[int, str] = {}
        self.scraps = [(0, 1)] if text.startswith("\ufeff") else []
        self.author: str | None = None
        self.published: dt.date | None = None
        self.updated: dt.date | None = None
        self.wires: set[str] = set()

    def boilerplate(self) -> tuple[tuple[int, int], ...]:
        """Return the offsets of all that is marked, overlaps joined."""
        spans = [(self.lines[i].start, self.lines[i].end) for i in self.kinds] + self.scraps
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            elif start < end:
                joined.append((start, end))
        return tuple(joined)

    def read_prefixes(self) -> None:
        """Cut ``date 2023-05-04`` and ``KYIV, May 3 (Reuters) -`` off the lines they open."""
        first = self._first_prose()
        for i, line in enumerate(self.lines):
            cut = self._stamp_prefix(line) if i < _HEAD else 0
            cut += self._dateline(line.text[cut:], first=i == first)
            if cut:
                self.scraps.append((line.start, line.start + len(line.text[:cut].rstrip())))
                self.lines[i] = Line(line.start + cut, line.end, line.text[cut:])

    def mark_furniture(self) -> None:
        """Mark captions, links, pleas, tags and credits, whole lines and the ends of lines."""
        for i, line in enumerate(self.lines):
            if i in self.kinds:
                continue
            if furniture.is_credit(line.text):
                self.kinds[i] = "credit"
            elif furniture.is_furniture(line.text):
                self.kinds[i] = "furniture"
                self._mark_below(i, furniture.lines_below(line.text))
            else:
                found = furniture.find_scraps(line.text)
                self.scraps += [(line.start + start, line.start + end) for start, end in found]

    def mark_mastheads(self) -> None:
        """Mark lines of dates and by-lines and read them."""
        for i, line in enumerate(self.lines):
            if self.kinds.get(i) == "credit":
                continue
            masthead = bylines.read_masthead(line.text)
            if masthead is None or not (masthead.labelled or self._at_edge(i)):
                continue
            if not (masthead.labelled or masthead.author or i < _HEAD or i - 1 in self.kinds):
                continue  # a bare date below is a day in a chronicle
            self.kinds[i] = "byline" if masthead.author else "date"
            self.author = self.author or masthead.author
            if masthead.update:
                self.updated = self.updated or masthead.day
            elif masthead.labelled or i < _HEAD:
                self.published = self.published or masthead.day

    def mark_author_above_date(self) -> None:
        """Mark a bare name under the headline, where a date or the person's life follows it."""
        for i, line in enumerate(self.lines[:_HEAD]):
            if i in self.kinds or not self._headline_above(i) or not _is_full_name(line.text):
                continue
            below = i + 1
            if below < len(self.lines) and bylines.is_life_of(line.text, self.lines[below].text):
                below += 1
            if self.kinds.get(below) == "date":
                self.kinds[i] = "byline"
                self.author = self.author or bylines.tidy_name(line.text)
                return

    def mark_lives(self) -> None:
        """Mark lines that tell who the author is: next to a by-line, or last in the text."""
        for i in [i for i, kind in self.kinds.items() if kind == "byline"]:
            masthead = bylines.read_masthead(self.lines[i].text)
            author = (masthead and masthead.author) or self.lines[i].text
            for below in range(i + 1, min(i + 1 + _NEAR, len(self.lines))):
                if below not in self.kinds:
                    if bylines.is_life_of(author, self.lines[below].text):
                        self.kinds[below] = "life"
                    break
        for i in reversed(range(max(0, len(self.lines) - _TAIL), len(self.lines))):
            if i in self.kinds:
                continue
            person = bylines.life_of_somebody(self.lines[i].text)
            if person is None or self._is_named_before(person, i):
                return
            self.kinds[i] = "life"

    def mark_names_at_end(self) -> None:
        """Mark bare names among the last lines that stand beside credits or page furniture."""
        for i in reversed(range(max(0, len(self.lines) - _TAIL), len(self.lines))):
            text = self.lines[i].text
            if i in self.kinds:
                continue
            if not (i + 1 in self.kinds and (_is_full_name(text) or _is_lower_name(text))):
                return
            if self.kinds[i + 1] == "credit":
                self.author = self.author or bylines.tidy_name(text)
            self.kinds[i] = "name"

    def mark_site_name(self) -> None:
        """Mark a motto, section or site name above a headline that has a by-line or date below."""
        anchor = min((i for i in self._mastheads() if i < _HEAD), default=0)
        headline = next((i for i in range(anchor) if self._is_headline(i)), 0)
        for i in range(headline):
            text = self.lines[i].text
            short = len(text.split()) <= _SITE_WORDS and not furniture.speaks(text)
            if short and (
                text.endswith(".") or " " not in text or re.search(r"\s[>/|\u00bb]\s", text)
            ):
                self.kinds.setdefault(i, "site")

    def title(self) -> str | None:
        """Return the first line of some words that is left, if it looks like a headline."""
        left = [line.text for i, line in enumerate(self.lines) if i not in self.kinds]
        for text in left[:-1][:_NEAR]:  # a section's name may stand above; a text must follow
            if len(text.split()) in _TITLE_WORDS:
                headline = text[-1] not in ".:;," and not text[0].islower()
                return text if headline else None
            if len(text.split()) > _TITLE_WORDS.stop:
                break
        return None

    def _stamp_prefix(self, line: Line) -> int:
        stamp = next(iter(find_stamps(line.text[:120])), None)
        if not stamp or stamp.start or not stamp.labelled:
            return 0
        rest = line.text[stamp.end :]
        body = rest.lstrip(" \t\u00a0|-\u2013\u2014\u2022\u00b7")
        if not body or not (body[0].isupper() or body[0] in "\"'\u201c\u2018"):
            return 0
        if rest[0].isalnum() or bylines.read_masthead(line.text):
            return 0
        self.published = self.published or (None if stamp.update else stamp.day)
        self.updated = self.updated or (stamp.day if stamp.update else None)
        return len(line.text) - len(body)

    def _dateline(self, text: str, *, first: bool) -> int:
        """Return how many characters of the line are a dateline."""
        match = _WIRE_DATELINE.match(text)
        if match:
            wire = (match["wire"] or match["slashed"]).strip()
            known = wire.casefold() in _WIRES
            upper = (match["place"] or "").split(",")[0].isupper()
            party = re.match("[A-Z]-", wire)  # "(R-OH)" behind a politician's name
            if (known or (upper and not party)) and not text[match.end()].islower():
                self.wires.add(wire)
                return match.end()
        place = _PLACE_DATELINE.match(text) if first else None
        return place.end() if place else 0

    def _mark_below(self, label: int, most: int) -> None:
        """Mark the headlines, tags or caption that follow a label without a blank line between."""
        for i in range(label + 1, min(label + 1 + most, len(self.lines))):
            words, gap = self.lines[i].text, self.lines[i].start - self.lines[i - 1].end
            too_long = len(words.split()) > _MAX_LINK_WORDS
            sentence = words[-1] in '.!:"\u201d' and most > 1
            if gap > len("\r\n") or too_long or sentence:
                return
            self.kinds[i] = "furniture"

    def _at_edge(self, i: int) -> bool:
        """Return whether at most a deck stands above the line, or no prose below it."""
        above = sum(self._is_prose(j) for j in range(min(i, _HEAD)))
        if i < _HEAD and above <= 1:
            return True
        if i < len(self.lines) - _TAIL:
            return False
        beside = i - 1 in self.kinds
        return beside or not any(self._is_prose(j) for j in range(i + 1, len(self.lines)))

    def _is_prose(self, i: int) -> bool:
        text = self.lines[i].text
        full = len(text) > 600 or len(text.split()) >= _MIN_PROSE_WORDS  # noqa: PLR2004
        return i not in self.kinds and full and text[-1] in ".!?\"'\u201d\u2019)"

    def _first_prose(self) -> int:
        return next((i for i in range(min(_HEAD, len(self.lines))) if self._is_prose(i)), -1)

    def _is_headline(self, i: int) -> bool:
        text = self.lines[i].text
        long = len(text.split()) >= _MIN_HEADLINE_WORDS
        return i not in self.kinds and long and text[-1] not in ".:;,"

    def _headline_above(self, i: int) -> bool:
        return any(self._is_headline(j) for j in range(i))

    def _mastheads(self) -> list[int]:
        return [i for i, kind in self.kinds.items() if kind in {"date", "byline"}]

    def _is_named_before(self, person: str, i: int) -> bool:
        surname = person.rsplit(maxsplit=1)[-1]
        return any(surname in self.lines[j].text for j in range(i) if j not in self.kinds)


def _split(text: str) -> list[Line]:
    lines = []
    for match in _LINE.finditer(text):
        words = match[0].strip().strip(_INVISIBLE).strip()
        if words:
            start = match.start() + match[0].index(words)
            lines.append(Line(start, start + len(words), words))
    return lines


def _is_full_name(text: str) -> bool:
    return " " in text and bylines.is_name(text)


def _is_lower_name(text: str) -> bool:
    return text.islower() and len(text.split()) in {2, 3} and bylines.is_name(text.title())


def _language(text: str) -> str | None:
    """Return ``en``, ``und`` where it is plainly another language, None where that is unclear."""
    sample = text[:20_000].casefold()
    words = re.findall(r"[^\W\d_]+", sample)
    common = [word for word in words if word in _ENGLISH]
    enough = len(words) >= _MIN_WORDS and len(set(common)) >= _ENGLISH_KINDS
    if enough and len(common) >= _ENGLISH_SHARE * len(words):
        return "en"
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if word[0] < _LATIN_END)
    if letters >= _TELLING_LETTERS and (
        latin < letters / 2 or len(common) < _FOREIGN_SHARE * len(words)
    ):
        return "und"
    return None
