"""Words before or after a name -> what they say of it: the last role, the body it belongs to."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from kgraph.gazetteer import country, role_forms, role_words, scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgraph.gazetteer import Entry, Sense

_LONGEST_ROLE = 4  # words of a role in the table ("chief of the staff")
_SHORTEST = 4  # letters of an abbreviation that is no other word without its point
_OWNERS = frozenset({"government", "organisation", "group", "outlet"})
_ELSEWHERE = re.compile(
    r"(?:(?<!close )\b(?:to|against|with|between|about|over|supporting|for talks in)\s+(?:the\s+)?"
    r"|\b(?:anti|pro|non|ex)[-\u2011])$",
    re.IGNORECASE,
)
_NOT_ITS = re.compile(
    r"[-\u2011](?:based|born|educated|backed|trained|speaking|made|funded|American)\b"
)
_MIXED = re.compile(r"\w[-\u2011]$")
_FORMER = re.compile(r"\b(?:former|ex|retired|late|one-time|then)\b", re.IGNORECASE)


@cache
def _roles() -> dict[str, str]:
    """Return the class of each role; a word of several classes has the first in the table."""
    found: dict[str, str] = {}
    for klass, group in role_words().items():
        for word in sorted(group):
            found.setdefault(word, klass)
            if word.endswith(".") and len(word) > _SHORTEST:
                found.setdefault(word[:-1], klass)  # "Prof" is written too
    return found


def is_role_word(word: str) -> bool:
    """Return whether a word by itself is a role ("spokesman")."""
    return word.lower() in _roles()


def role_spans(words: list[str]) -> list[tuple[int, int, str]]:
    """Return first and last word and class of the roles in some words, longest first matches."""
    lowered = [w.lower() for w in words]
    found: list[tuple[int, int, str]] = []
    k = 0
    while k < len(lowered):
        for size in range(min(_LONGEST_ROLE, len(lowered) - k), 0, -1):
            klass = _roles().get(" ".join(lowered[k : k + size]))
            if klass:
                found.append((k, k + size, klass))
                k += size - 1
                break
        k += 1
    return found


def last_role(words: list[str]) -> tuple[int, str | None]:
    """Return the position after the last role, and its class; honorifics tell no class.

    >>> last_role("former president of the bank".split())
    (2, 'independent')
    """
    spans = role_spans(words)
    end = spans[-1][1] if spans else 0
    klass = next((c for _, _, c in reversed(spans) if c not in {"honorific", "people"}), None)
    if klass and is_former(" ".join(words[:end])):
        klass = "independent"
    return end, klass or (spans[-1][2] if spans else None)


def is_former(words: str) -> bool:
    """Return whether role words tell of the past ("former president")."""
    return bool(_FORMER.search(words))


def plain_role(word: str) -> str:
    """Return the word under which a role is taken up again ("Gen." by "the general")."""
    word = word.lower()
    return role_forms().get(word, word)


def named_in(text: str) -> Iterator[tuple[int, int, Entry, Sense]]:
    """Yield what a text names for certain: words for several entries ("Korean") give nothing."""
    for _, group in groupby(scan(text), key=lambda item: item[:2]):
        items = list(group)
        if len(items) == 1:
            yield items[0]


def affiliation_of(text: str) -> str | None:
    """Return the slug of the first government or body in some role words that they belong to.

    >>> affiliation_of("American ambassador to Japan"), affiliation_of("Korean officials")
    ('united-states', None)
    >>> affiliation_of("Iranian-backed Houthi spokesman")
    'houthis'
    """
    for start, end, entry, sense in named_in(text):
        before, after = text[:start], text[end:]
        apart = _ELSEWHERE.search(before) or _NOT_ITS.match(after)
        mixed = _MIXED.search(before) and sense == "demonym"
        if entry.kind in _OWNERS and sense != "place" and not apart and not mixed:
            return government_of(entry).id
    return None


def government_of(entry: Entry) -> Entry:
    """Return the country for a metonym of its government, else the entry itself."""
    if entry.kind == "government" and entry.government and entry.government != entry.id:
        return country(entry.government)
    return entry
