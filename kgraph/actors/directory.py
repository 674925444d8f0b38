"""Text of an article -> ``Directory``: the names in it, read before any phrase is resolved.

Looks at the words alone, so that no paragraph has to be parsed for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.actors.names import PARTICLES, body_name, given_sex, is_full, name_parts, short_forms
from kgraph.actors.proper import (
    PREPOSITIONS,
    is_apposed_group,
    is_body,
    is_firm,
    is_house,
    is_opener,
    name_words,
)
from kgraph.actors.roles import affiliation_of, is_role_word, last_role, role_spans
from kgraph.actors.words import entries_over, in_class, words_in, written
from kgraph.gazetteer import find_entry, scan
from kgraph.lexicon import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgraph.actors.words import Word
    from kgraph.gazetteer import Entry, Sense

_LONGEST = 5  # words of a personal name, particles too
_TITLE = 10  # words before a name among which its title is looked for
_NEAR_START = 4  # words of a sentence among which its subject begins
_QUOTES = re.compile(r"[“”\"]")
_ENDS = frozenset('. ! ? : ; ” “ " …'.split())
_MODIFIERS = frozenset(
    "former ex then late retired deputy senior acting top chief first vice interim incoming "
    "outgoing veteran".split()
)
_HONOURS = {
    "mr": "he",
    "mr.": "he",
    "sir": "he",
    "mrs": "she",
    "mrs.": "she",
    "ms": "she",
    "ms.": "she",
    "miss": "she",
}
# verbs before a name whose bearer is heard, or heard of, already
_TOLD = frozenset("said says told added asked wrote tweeted replied insisted warned like".split())
_OF_BODIES = frozenset({"shares in", "shares of", "stake in", "stock of"})
_IS = frozenset({"is", "was", "became", "remains"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that"})
_ADVERBS = frozenset("then formerly once now also still long currently previously both as".split())
STATE = "state"
"""Role of a country that the gazetteer does not know."""

_PORTFOLIOS = frozenset("foreign defence defense interior finance health justice prime".split())
_OF_STATES = frozenset(
    "ministry embassy ambassador navy parliament soil waters airspace coastguard".split()
)
_GROUPS = frozenset({"group", "movement", "gang", "organisation", "organization", "collective"})
_AGE = re.compile(r"\d{1,3}\Z")
_NEAR = 700  # code points after a description in which the next quotation begins and ends
_BESIDE = 12  # code points between a quotation and the name of who speaks
_QUOTED = re.compile(r"[\"“][^\"“”\n]+[\"”]")
_OF_ONESELF = re.compile(r"\b(?:I|me|my|mine|we|us|our|myself)\b")
_SAID = frozenset({"", "said", "says", "recalled", "recalls"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in the text.

    Attributes:
        start: Where it begins, without title.
        name: The name.
        role: Words that tell its role.
        affiliation: Gazetteer slug of the government or body in them.
        independent: Whether the role speaks for nobody else.
        opens: Whether it is what its sentence begins with.
        told: Where the name with title and apposition stands.
        certain: Whether title, given name or apposition show that it is a person.
    """

    start: int
    name: str
    role: str | None = None
    affiliation: str | None = None
    independent: bool = False
    opens: bool = False
    certain: bool = False
    told: tuple[int, int] = (0, 0)


class Directory:
    """The persons and bodies that an article names."""

    def __init__(self, text: str) -> None:
        """Read the text, paragraph by paragraph."""
        self.people: list[Named] = []
        self.bodies: list[Named] = []
        self.bands: dict[str, None] = {}
        self.sexes: dict[str, str] = {}
        self._lone: list[tuple[int, str]] = []
        self._bodily: dict[str, int] = {}
        self._stately: set[str] = set()
        for line in re.finditer(r"[^\n\r]+", text):
            self._read(line.group(), line.start())
        self._sort_out()
        self._names = self._index()
        self.subjects = self._subjects()

    def full_names(self, name: str) -> list[Named]:
        """Return the persons whose name a shorter one may stand for, in text order."""
        if is_full(name):
            return []
        return [n for n in self._names.get(name_parts(name)[-1], ()) if is_full(n.name)]

    def body(self, name: str) -> Named | None:
        """Return the body that a name stands for: by its first word or initials, if not itself."""
        for found in self.bodies:
            words = found.name.split()
            initials = "".join(w[0] for w in words if w[0].isupper())
            if name == found.name or (len(words) > 1 and name in {words[0], initials}):
                return found
        return None

    def person_at(self, end: int, text: str) -> str | None:
        """Return the person whose name stands in apposition after an offset (", Ann Kral,")."""
        if text[end : end + 2] != ", ":
            return None
        return next((n.name for n in self.people if n.start == end + 2), None)

    def told_below(self, start: int, text: str) -> str | None:
        """Return who says what is quoted next, if nothing but a name tells who that is.

        "A former masseur took it back. 'I gave him nothing,' Rui Sampaio said": a reader knows
        the name's bearer by then, from what came before.
        """
        quoted = _QUOTED.search(text, start, start + _NEAR)
        if quoted is None or _far(text[start : quoted.end()]):
            return None
        end = quoted.end()
        paragraph = text[quoted.start() : text.find("\n", end) if "\n" in text[end:] else None]
        if not any(_OF_ONESELF.search(q) for q in _QUOTED.findall(paragraph)):
            return None
        named = [n for n in self.people if end < n.start <= end + _BESIDE]
        told = next((n for n in named if text[end : n.start].strip() in _SAID), None)
        if told is None or told.role or not is_full(told.name):
            return None
        short = name_parts(told.name)[-1]
        new = all(n.start >= told.start for n in self._names.get(short, ()))
        return told.name if new else None

    def introduced(self, name: str) -> Named | None:
        """Return the first place where a person, by full name, has a role."""
        key = name_parts(name)
        return next((n for n in self.people if n.role and name_parts(n.name) == key), None)

    def sex(self, name: str) -> str | None:
        """Return ``he`` or ``she`` as a person is styled or first-named in the article."""
        return given_sex(name) or (self.sexes.get(name_parts(name)[-1]) if name.split() else None)

    def _index(self) -> Mapping[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for person in self.people:
            for short in short_forms(person.name):
                found.setdefault(short, []).append(person)
        return found

    def _subjects(self) -> list[tuple[int, str]]:
        """Return the persons with whom sentences begin, by full name where there is one."""
        sure = {name_parts(n.name) for n in self.people if n.certain}
        made = [(n.start, n.name) for n in self.people if n.opens and name_parts(n.name) in sure]
        for at, name in self._lone:
            full = [n for n in self.full_names(name) if n.start < at]
            if full:
                made.append((at, full[-1].name))
        return sorted(made)

    def _read(self, text: str, base: int) -> None:
        words = words_in(text)
        if _is_headline(words):
            return
        entries = entries_over(text, words)
        quoted = {m.start() for m in _QUOTES.finditer(text)}
        for first, end in _runs(words):
            style = words[first].text.lower()
            if style in _HONOURS and end - first > 1:
                self.sexes.setdefault(name_parts(words[end - 1].bare)[-1], _HONOURS[style])
            inside = len([q for q in quoted if q < words[first].start]) % 2 == 1
            self._read_run(text, words, (first, end), entries, base=base, inside=inside)

    def _read_run(  # noqa: PLR0913 - one run in its line
        self,
        text: str,
        words: list[Word],
        run: tuple[int, int],
        entries: Mapping[int, tuple[Entry, Sense]],
        *,
        base: int,
        inside: bool,
    ) -> None:
        first, end = run
        within = {k - first: e for k, e in entries.items() if first <= k}
        start, stop = name_words(text, words[first:end], within)
        if stop == 0:
            return
        start, stop = first + start, first + stop
        opens = not inside and _opens(words, start)
        name = re.sub(r"['’]s?$", "", written(text, words[start:stop]))
        if _is_stately(words, start, stop):
            self._stately.add(name)
        if _is_band(words, start, stop):
            self.bands[name] = None
        known = name in self._stately or name in self.bands
        if known or _is_bodily(words, start, stop):
            self._bodily.setdefault(name, base + words[start].start)
        if stop - start == 1:
            if opens:
                self._lone.append((base + words[start].start, name))
            return
        before = _title_words(words, start)
        after = words[stop : stop + _TITLE] if not words[stop - 1].owns else []
        role, klass = _role(text, before, after)
        aside = _aside(after)
        firm = is_firm(words[start:stop], words[max(0, start - 1) : start])
        called = firm or (not before and is_apposed_group(aside))  # "X, a separatist group"
        if called or (
            klass is None
            and is_body(text, words[start:stop], words[max(0, start - 1) : start], aside)
        ):
            self._add_body(base + words[start].start, name, aside)
            return
        if stop - start > _LONGEST or scan(name):
            return
        self.people.append(
            Named(
                start=base + words[start].start,
                name=name,
                role=role,
                affiliation=None if klass == "independent" else affiliation_of(role or ""),
                independent=klass == "independent",
                opens=opens,
                told=(
                    base + (before or words[start:])[0].start,
                    base + ((aside or words[start:stop])[-1]).end,
                ),
                certain=klass is not None or given_sex(name) is not None or _has_age(after),
            )
        )

    def _sort_out(self) -> None:
        """Move to the bodies what words around it show to be one ("Orion's chairman")."""
        sure = {n.name for n in self.people if n.certain}
        short = {s for n in sure for s in short_forms(n)}
        moved = [
            n
            for n in self.people
            if n.name not in sure and {n.name, n.name.split()[0]} & set(self._bodily)
        ]
        self.people = [n for n in self.people if n not in moved]
        for person in moved:
            self._add_body(person.start, person.name, [])
        for name, start in self._bodily.items():
            alone = not is_full(name) and name_parts(name)[-1] not in short
            if alone and self.body(name) is None and find_entry(name) is None:
                self._add_body(start, name, [])

    def _add_body(self, start: int, name: str, aside: list[Word]) -> None:
        bare = body_name(name)
        kind = STATE if name in self._stately else None
        kind = kind or next(
            (
                w.lower
                for w in aside[:4]
                if in_class(w.bare, "body", "business", "company") or is_house(aside, w)
            ),
            None,
        )
        if find_entry(bare) is None and all(b.name != bare for b in self.bodies):
            self.bodies.append(Named(start=start, name=bare, role=kind))


def _far(between: str) -> bool:
    """Return whether what is quoted stands farther off than the third line after."""
    return len(re.findall(r"\n+", between)) > 3  # noqa: PLR2004 - headline, byline, lede, next


def _is_headline(words: list[Word]) -> bool:
    """Return whether a line is written with capitals throughout, so that they tell nothing."""
    plain = [w for w in words if not w.mark and w.text.isalpha() and len(w.text) > 3]  # noqa: PLR2004
    ends = bool(words) and words[-1].text in _ENDS
    return len(plain) > 2 and not ends and all(w.text[0].isupper() for w in plain)  # noqa: PLR2004


def _runs(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of capitalised words with particles between."""
    k = 0
    while k < len(words):
        if not words[k].capital or words[k].mark:
            k += 1
            continue
        end = k + 1
        while end < len(words) and not words[end - 1].owns:
            joins = words[end].lower in PARTICLES | {"&", "of"} and end + 1 < len(words)
            if words[end].capital and not words[end].mark:
                end += 1
            elif joins and words[end + 1].capital:
                end += 2
            elif (
                words[end].lower in PARTICLES
                and joins
                and end + 2 < len(words)
                and words[end + 2].capital
            ):
                end += 3
            else:
                break
        yield k, end
        k = end


def _is_stately(words: list[Word], start: int, stop: int) -> bool:
    """Return whether a lone name owns what only states have ("Norland's foreign ministry")."""
    if stop - start > 1 or not words[stop - 1].owns:
        return False
    after = [w.lower for w in words[stop : stop + 2]]
    minister = len(after) > 1 and after[0] in _PORTFOLIOS and after[1] in {"minister", "ministry"}
    return minister or after == ["coast", "guard"] or bool(after[:1] and after[0] in _OF_STATES)


def _is_band(words: list[Word], start: int, stop: int) -> bool:
    """Return whether a name is that of hackers or fighters ("hackers of X", "known as X")."""
    if words[stop - 1].owns:
        return False
    if _goes_by(words[max(0, start - 7) : start]):
        return True
    before = [w.bare for w in words[max(0, start - 3) : start] if w.lower != "the"][-2:]
    after = words[stop].bare if stop < len(words) else ""
    of = len(before) > 1 and before[1].lower() == "of" and in_class(before[0], "band")
    called = len(before) > 1 and before[1].lower() in _GROUPS and in_class(before[0], "band")
    return of or called or (in_class(after, "band") and after.islower() and after.endswith("s"))


def _goes_by(before: list[Word]) -> bool:
    """Return whether words end with what a band goes by ("the hackers, known as")."""
    plain = [w.bare.lower() for w in before if w.lower != "the" and not w.mark]
    so = plain[-2:] in (["known", "as"], ["calling", "itself"], ["calling", "themselves"])
    return so and any(in_class(w, "band") for w in plain[:-2])


def _is_bodily(words: list[Word], start: int, stop: int) -> bool:
    """Return whether the words around a name show that it is a body ("Orion's chairman")."""
    after = words[stop : stop + 4]
    if words[stop - 1].owns:
        heads = bool(after) and after[0].lower == "president"  # of a firm, a league or a state
        speaks = last_role([w.bare for w in after])[1] == "representative" and not any(
            w.lower in {"lawyer", "attorney", "counsel", "manager", "boss"} for w in after
        )
        return heads or speaks
    spokesman = bool(after) and after[0].lower.startswith("spokes")
    if stop - start == 1 and spokesman and words[start].lower not in load_words():
        return True  # "a Hoshino spokeswoman"; "Navy spokesman" only begins a sentence
    which = len(after) > 1 and after[0].text == "," and after[1].lower == "which"
    before = [w.lower for w in words[max(0, start - 2) : start]]
    shares = (
        len(before) > 1 and before[0] in {"shares", "stock", "stake"} and before[1] in {"in", "of"}
    )
    spokes = len(before) > 1 and before[0].startswith("spokes") and before[1] == "for"
    return which or shares or spokes


def _opens(words: list[Word], start: int) -> bool:
    """Return whether a name is among the first words of its sentence, and not below another."""
    ends = [k for k in range(start) if words[k].text in _ENDS]
    first = ends[-1] + 1 if ends else 0
    title = len(_title_words(words, start))
    title += bool(title) and words[start - 1].text == ","  # "its president, Ann Kral"
    before = words[first : max(first, start - title)]
    below = any((w.lower in PREPOSITIONS and not is_opener(before[0])) or w.owns for w in before)
    owned = any(w.lower in {"his", "her", "their", "its"} for w in words[first:start])
    told = bool(before) and before[-1].lower in _TOLD
    return len(before) < _NEAR_START and not below and not owned and not told


def _title_words(words: list[Word], start: int) -> list[Word]:
    """Return the words before a name that are its title, with a comma between or without."""
    end = start - 1 if start and words[start - 1].text == "," else start
    low = end
    while low > 0 and end - low < _TITLE and not words[low - 1].mark:
        low -= 1
    window = words[low:end]
    spans = role_spans([w.bare for w in window])
    if not spans or spans[-1][1] != len(window):
        return []
    begin = spans[-1][0]
    for s, e, _ in reversed(spans[:-1]):
        if e == begin:
            begin = s
    while begin and _may_open_title(window, begin - 1):
        begin -= 1
    if (
        end < start
        and begin
        and window[begin - 1].lower not in {"the", "a", "an", "his", "her", "their"}
    ):
        owned = window[begin].owns or (begin and window[begin - 1].owns)
        if not owned:
            return []
    return window[begin:]


def _may_open_title(window: list[Word], k: int) -> bool:
    word = window[k]
    if is_opener(word):
        return False
    return word.capital or word.owns or word.lower in _MODIFIERS or "-" in word.text


def _role(text: str, before: list[Word], after: list[Word]) -> tuple[str | None, str | None]:
    """Return role words of a name and their class: its title, else an apposition, else "is the"."""
    title = written(text, before)
    klass = last_role([w.bare for w in before])[1]
    if klass and klass != "honorific":
        return title, klass
    behind = _aside(after)
    if not behind and after and after[0].lower in _IS:
        behind = _until_mark(after[1:])
        if not behind or behind[0].lower not in {"a", "an", "the"}:
            behind = []
    told = last_role([w.bare for w in behind[:6]])[1]
    if told:
        while behind and behind[0].lower in {"a", "an", "the", "his", "her", "its", "their"}:
            behind = behind[1:]
        return written(text, behind), told
    return (title or None), klass


def _aside(after: list[Word]) -> list[Word]:
    """Return the words of an apposition: between the comma and the next."""
    words = _until_mark(after[1:]) if after and after[0].text == "," else []
    return [] if _is_verb_first(words) else words


def _is_verb_first(words: list[Word]) -> bool:
    """Return whether the sentence goes on instead ("the head of X, | accused the minister")."""
    if len(words) < 2 or words[0].capital or words[0].lower in _DETERMINERS | _ADVERBS:  # noqa: PLR2004
        return False
    before_noun = words[1].lower in _DETERMINERS or words[1].capital
    return before_noun and words[0].lower not in PREPOSITIONS and not is_role_word(words[0].bare)


def _until_mark(words: list[Word]) -> list[Word]:
    ends = [
        k for k, w in enumerate(words) if w.mark or w.lower in {"who", "which", "said", "whose"}
    ]
    return words[: ends[0] if ends else len(words)]


def _has_age(after: list[Word]) -> bool:
    return len(after) > 1 and after[0].text == "," and bool(_AGE.match(after[1].text))
