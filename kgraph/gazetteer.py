"""Names of governments, organisations and news media, and the words for roles: ``data/*.toml``.

The one place that knows what they are called. Leaders are left out on purpose: they change, and
the texts name them with their role.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from kgraph.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgraph.model import ActorKind

Sense = Literal["name", "alias", "capital", "demonym", "institution", "place"]

_TOKEN = re.compile(r"[\w\u0300-\u036f]+")
_SPACES = re.compile(r"\s+")
_SAME_MARK = str.maketrans(dict.fromkeys("’‘ʼʻ`´", "'") | dict.fromkeys("‐‑–", "-"))  # noqa: RUF001
_EDGES = " \t\r\n\u00a0\"'“”‘’«»()[]{},;:!?…-–—"
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_RULE = "government|administration|authorities|regime|leadership"
_RULED = re.compile(rf"(.+?)(?:['’]s)?\s+(?:{_RULE})", re.IGNORECASE)
_RULE_OF = re.compile(rf"(?:{_RULE})\s+of\s+(.+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[-\s](?:speak(?:ing|ers?)|language)\b")
_REGION = re.compile(r"\s(?:[Rr]egion|[Oo]blast|[Pp]rovince|[Ss]uburbs?|[Aa]irport)\b")
_NO_PLURAL = ("s", "sh", "ch", "ese", "x", "z", "hman", "hmen")
PAPER_WORDS = frozenset(
    "daily gazette herald courier tribune chronicle telegraph times journal advertiser examiner "
    "inquirer dispatch observer weekly radio television tv broadcasting wire newspaper".split()
)
"""Words of newspapers' and stations' names, for those that are not in the tables."""

_STATIONS = frozenset({"radio", "television", "channel"})
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: (?:of the |of )?[A-Z][\w’'-]*)+")
_ACRONYM = 3
"""Names of at most so many characters keep their case: "US" is no pronoun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A government, institution, organisation, group or news medium.

    Attributes:
        id: Slug without prefix ("united-states"), unique over all files.
        name: The name shown.
        kind: What it is; an institution that stands for its government is a ``government``.
        aliases: Other names, without capitals and demonyms.
        government: Slug of the entry it speaks for; a country's own slug; None for the others.
        qid: Wikidata item, only where certain.
        place: Whether it is also a building or place that can be struck ("the Kremlin").
        state_owned: Whether a news medium belongs to or is run by a state, where certain.
        country: Slug of the country where it sits.
        ambiguous: Those of its names that often mean something else ("Georgia", "Jordan").
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    government: str | None = None
    qid: str | None = None
    place: bool = False
    state_owned: bool | None = None
    country: str | None = None
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One way to write a name, cut into words and what stands between and after them.

    ``cases`` has a letter for each word: ``=`` the same case, ``C`` begins with a capital,
    ``L`` any case. No ``meanings`` at all: a name to pass over ("New Mexico").
    """

    surface: str
    forms: tuple[str, ...]
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    tail: str
    cases: str
    exact: bool
    lower: bool
    meanings: tuple[tuple[Entry, Sense], ...]

    def end(self, text: str, tokens: list[tuple[int, int, str]], first: int) -> int | None:
        """Return the offset after the match that begins at this token, or None."""
        last = first + len(self.words) - 1
        if last >= len(tokens):
            return None
        for i, word in enumerate(self.words[1:], 1):
            if tokens[first + i][2] != word:
                return None
            gap = text[tokens[first + i - 1][1] : tokens[first + i][0]]
            if gap != self.gaps[i - 1] and _plain_gap(gap) != self.gaps[i - 1]:
                return None
        end = tokens[last][1]
        if self.tail:
            if not text.startswith(self.tail, end):
                return None
            end += len(self.tail)
        start = tokens[first][0]
        if self.exact:
            return end if text[start:end].translate(_SAME_MARK) == self.surface else None
        forms = [text[s:e] for s, e, _ in tokens[first : last + 1]]
        if self.lower and all(form.islower() for form in forms):
            return end
        fits = all(
            case == "L" or (form[0].isupper() if case == "C" else form == own)
            for case, form, own in zip(self.cases, forms, self.forms, strict=True)
        )
        return end if fits else None


def find_entry(words: str) -> Entry | None:
    """Return the entry that the whole of these words names, or None if none or several do.

    Takes names, aliases, capitals, demonyms and institutions; an article, quotation marks, a
    possessive and "government", "regime" and the like are set aside.

    >>> find_entry("the Kyiv regime").id, find_entry("Kremlin’s").government
    ('ukraine', 'russia')
    >>> find_entry("us"), find_entry("the Biden administration")
    (None, None)
    """
    return next((entry for form in _forms(words) if (entry := _only(form))), None)


def find_demonym(word: str) -> tuple[Entry, ...]:
    """Return the countries or groups whose adjective or people this word names.

    >>> [entry.id for entry in find_demonym("American")]
    ['united-states']
    >>> [entry.id for entry in find_demonym("Korean")]
    ['north-korea', 'south-korea']
    """
    return tuple(entry for entry, sense in _meanings(word.strip(_EDGES)) if sense == "demonym")


def scan(text: str) -> list[tuple[int, int, Entry, Sense]]:
    """Return what the text names: start, end, entry and sense, in text order.

    Longest matches that do not overlap, as half-open code-point offsets. Where a word names
    several ("Congolese"), there is one item for each, with the same offsets. The sense is
    ``place`` where a capital is meant as a town ("Washington, D.C.", "the Moscow region").

    >>> [(text, entry.id) for text in ["a pro-Kremlin site"] for _, _, entry, _ in scan(text)]
    [('a pro-Kremlin site', 'kremlin')]
    """
    tokens = _tokens(text)
    found: list[tuple[int, int, Entry, Sense]] = []
    reached = 0
    for i, (start, _, _) in enumerate(tokens):
        if start < reached:
            continue
        match = _longest(text, tokens, i)
        if match is None:
            continue
        reached, meanings = match
        for entry, sense in meanings:
            if sense == "demonym" and _LANGUAGE.match(text, reached):
                continue
            town = sense == "capital" and _REGION.match(text, reached)
            found.append((start, reached, entry, "place" if town else sense))
    return found


def is_paper(name: str) -> bool:
    """Return whether a name that is not in the tables is that of a news medium, by its words.

    >>> is_paper("Porto Courier"), is_paper("Radio Marenza"), is_paper("Courier Logistics")
    (True, True, False)
    """
    words = name.lower().split()
    return len(words) > 1 and (words[-1] in PAPER_WORDS or words[0] in _STATIONS)


def outlets_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names news media: those of the tables, then those called like papers."""
    yield from ((s, e) for s, e, known, _ in scan(text) if known.kind == "outlet")
    for match in _CAPITALS.finditer(text):
        if is_paper(match[0]) and find_entry(match[0]) is None:
            yield match.span()


def country(slug: str) -> Entry:
    """Return the country or territory with this slug.

    Raises:
        UnknownNameError: If there is none.
    """
    found = _entries().get(slug)
    if found is None or found.government != slug:
        countries = [slug for slug, (file, _) in _tables().items() if file == "countries"]
        raise UnknownNameError.among("country", slug, countries)
    return found


def entry(slug: str) -> Entry:
    """Return the entry with this slug, of whatever kind.

    Raises:
        UnknownNameError: If there is none.
    """
    try:
        return _entries()[slug]
    except KeyError:
        raise UnknownNameError.among("entry", slug, _entries()) from None


def is_entry(slug: str) -> bool:
    """Return whether there is an entry of this slug.

    >>> is_entry("russia"), is_entry("union")
    (True, False)
    """
    return slug in _entries()


@cache
def role_words() -> Mapping[str, frozenset[str]]:
    """Return the words for roles by class, in lower case; some are of several words.

    ``official`` (speaks for a government if a country modifies it), ``representative``
    (speaks for whomever it is modified by), ``independent`` (speaks for nobody else),
    ``honorific``, and ``people`` (nouns, singular and plural, of sources without a name).
    """
    titles = _read("titles")
    lists = {name: words for name, words in titles.items() if isinstance(words, list)}
    return MappingProxyType({name: frozenset(words) for name, words in lists.items()})


@cache
def role_forms() -> Mapping[str, str]:
    """Return the plain word for roles said in other ways ("gen." is "general"), in lower case."""
    return MappingProxyType(dict(_read("titles")["forms"]))


def is_role(*forms: str) -> bool:
    """Return whether one form of a noun, in lower case, is of people or a role in the tables."""
    return any(not group.isdisjoint(forms) for group in role_words().values())


@cache
def given_names() -> Mapping[str, str | None]:
    """Return given names in lower case without accents: ``he``, ``she``, or None for both."""
    read = {key: names.split() for key, names in _read("given_names").items()}
    found: dict[str, str | None] = {name: key for key in ("he", "she") for name in read[key]}
    return MappingProxyType(found | dict.fromkeys(read["both"]))


@cache
def family_first() -> frozenset[str]:
    """Return the family names that stand first in a full name, in lower case."""
    return frozenset(_read("given_names")["family_first"].split())


def _forms(words: str) -> Iterator[str]:
    """Yield the words with more and more set aside, as they are first."""
    form = " ".join(words.split()).strip(_EDGES)
    yield form
    bare = _POSSESSIVE.sub("", form)
    yield bare
    yield bare.rstrip(".")
    bare = _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare
    yield bare
    ruled = _RULED.fullmatch(bare) or _RULE_OF.fullmatch(bare)
    if ruled:
        yield ruled[1]
        yield _ARTICLE.sub("", ruled[1], count=1) if _ARTICLE.match(ruled[1]) else ruled[1]


def _only(form: str) -> Entry | None:
    """Return the one entry that the form names."""
    named = {entry.id: entry for entry, _ in _meanings(form)}
    return next(iter(named.values())) if len(named) == 1 else None


def _meanings(form: str) -> tuple[tuple[Entry, Sense], ...]:
    """Return what the form means if one name fills it."""
    tokens = _tokens(form)
    if not tokens or tokens[0][0] != 0:
        return ()
    match = _longest(form, tokens, 0)
    return match[1] if match and match[0] == len(form) else ()


def _longest(
    text: str, tokens: list[tuple[int, int, str]], first: int
) -> tuple[int, tuple[tuple[Entry, Sense], ...]] | None:
    """Return where the longest name that begins at this token ends, and what it means."""
    index = _index()
    words = tuple(word for _, _, word in tokens[first : first + 2])
    for key in (words, words[:1]) if len(words) > 1 else (words,):
        for pattern in index.get(key, ()):
            end = pattern.end(text, tokens, first)
            if end is not None:
                return end, pattern.meanings
    return None


def _tokens(text: str) -> list[tuple[int, int, str]]:
    """Return the words of the text: start, end, and the word without case and accents."""
    return [(m.start(), m.end(), _fold(m.group())) for m in _TOKEN.finditer(text)]


def _fold(word: str) -> str:
    """Return the word in lower case without accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def _plain_gap(gap: str) -> str:
    """Return what stands between two words with plain marks; a paragraph's end stays one."""
    if gap.count("\n") > 1:
        return "\n\n"
    return _SPACES.sub(" ", gap.translate(_SAME_MARK))


def _read(name: str) -> dict[str, Any]:
    """Return the contents of a data file."""
    return tomllib.loads(files("kgraph.data").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def _tables() -> Mapping[str, tuple[str, dict[str, Any]]]:
    """Return the file and the raw table of each entry, by slug."""
    tables: dict[str, tuple[str, dict[str, Any]]] = {}
    for file in ("countries", "institutions", "organisations", "outlets"):
        for slug, table in _read(file).items():
            if slug == "matching":
                continue
            if slug in tables:
                message = f"two entries are called {slug!r} in kgraph/data"
                raise ValueError(message)
            tables[slug] = (file, table)
    return tables


@cache
def _entries() -> Mapping[str, Entry]:
    """Return all entries by slug."""
    return MappingProxyType(
        {slug: _entry_of(slug, file, table) for slug, (file, table) in _tables().items()}
    )


def _entry_of(slug: str, file: str, table: dict[str, Any]) -> Entry:
    """Return the entry that a table describes."""
    kinds: dict[str, ActorKind] = {
        "countries": "government",
        "institutions": table.get("actor", "government"),
        "organisations": table.get("kind", "organisation"),
        "outlets": "outlet",
    }
    government = slug if file == "countries" else table.get("government")
    return Entry(
        id=slug,
        name=table["name"],
        kind=kinds[file],
        aliases=tuple(table.get("aliases", ())),
        government=government,
        qid=table.get("qid"),
        place=table.get("place", False),
        state_owned=table.get("state_owned"),
        country=table.get("country") or (government if file == "institutions" else None),
        ambiguous=tuple(table.get("ambiguous", ())),
    )


@cache
def _index() -> Mapping[tuple[str, ...], tuple[_Pattern, ...]]:
    """Return the patterns by their first two words, the longest first."""
    matching = _read("countries")["matching"]
    exact: set[str] = set()
    common = {word.lower() for word in matching["common"]}
    meanings: dict[str, list[tuple[Entry, Sense]]] = {}
    meanings.update((name.translate(_SAME_MARK), []) for name in matching["pass_over"])
    loose: set[str] = set()
    for slug, (file, table) in _tables().items():
        entry = _entries()[slug]
        exact.update(name.translate(_SAME_MARK) for name in table.get("exact", ()))
        for surface, sense in _surfaces(file, table):
            known = meanings.setdefault(surface.translate(_SAME_MARK), [])
            if entry not in (other for other, _ in known):
                known.append((entry, sense))
            if _may_be_lower(file, surface) and surface.lower() not in common:
                loose.add(surface.translate(_SAME_MARK))
    index: dict[tuple[str, ...], list[_Pattern]] = defaultdict(list)
    for surface, means in meanings.items():
        pattern = _pattern(surface, tuple(means), exact=surface in exact, lower=surface in loose)
        index[pattern.words[:2]].append(pattern)
    return {
        words: tuple(sorted(patterns, key=lambda p: (-len(p.words), -len(p.surface), p.surface)))
        for words, patterns in index.items()
    }


def _may_be_lower(file: str, surface: str) -> bool:
    """Return whether careless texts that write the name in lower case still mean it."""
    if len(surface) <= _ACRONYM:
        return False
    return file == "countries" or (file == "institutions" and surface.isalpha())


def _surfaces(file: str, table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Yield all the ways in which a table's entry is written, and their sense."""
    own: Sense = "institution" if file == "institutions" else "name"
    yield table["name"], own
    for alias in table.get("aliases", ()):
        yield alias, "institution" if file == "institutions" else "alias"
    for town in table.get("towns", ()):
        yield town, "place"
    for capital in table.get("capitals", ()):
        yield capital, "capital"
    for demonym in table.get("demonyms", ()):
        yield demonym, "demonym"
        if not demonym.endswith(_NO_PLURAL):
            yield demonym + "s", "demonym"


def _pattern(
    surface: str, meanings: tuple[tuple[Entry, Sense], ...], *, exact: bool, lower: bool
) -> _Pattern:
    """Return the pattern for one way to write a name."""
    matches = list(_TOKEN.finditer(surface))
    forms = [match.group() for match in matches]
    gaps = tuple(surface[left.end() : right.start()] for left, right in pairwise(matches))
    short = len(surface) <= _ACRONYM
    return _Pattern(
        surface=surface,
        forms=tuple(forms),
        words=tuple(map(_fold, forms)),
        gaps=gaps,
        tail=surface[matches[-1].end() :],
        cases="".join(
            "=" if short or form.isupper() else "C" if form[0].isupper() else "L" for form in forms
        ),
        exact=exact,
        lower=lower and not any(form.isupper() for form in forms),
        meanings=meanings,
    )
