"""Personal names: splitting, folding and comparing, with transliterations in mind."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from kgraph.model import slug

if TYPE_CHECKING:
    from kgraph.model import Actor

_VOWELS = re.compile(r"[aeiouyh']")
_ENDING = re.compile(r"(?:iy|yy|yi|ii|ij|yj|iyi|i|y)$")
_SPELLINGS = (
    ("kh", "k"),
    ("x", "ks"),
    ("ph", "f"),
    ("ts", "c"),
    ("tz", "c"),
    ("tch", "ch"),
    ("w", "v"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("ye", "e"),
    ("ie", "e"),
    ("yo", "e"),
)
_LEGAL = re.compile(r",?\s+(?:Corp|Inc|Ltd|LLC|plc|PLC|AG|SA|GmbH|Co|NV|SE|Holdings)\.?$")
_WOMEN = frozenset(
    "mrs ms mother sister daughter wife widow niece aunt queen princess actress".split()
)
_MEN = frozenset("mr father brother son husband nephew uncle king prince sir".split())
_MEN_IN_A = frozenset(
    "joshua luca nikita ilya andrea sasha misha mustafa ezra elisha kola musa isa".split()
)
_ALIKE = 0.75  # difflib ratio from which two given names count as spellings of one


def fold(word: str) -> str:
    """Return a word without case, accents and the usual differences of transliteration.

    >>> fold("Zelenskyy") == fold("Zelenskiy") == fold("Zelensky")
    True
    """
    plain = slug(word).replace("-", "")
    plain = _ENDING.sub("i", plain)
    for spelt, same in _SPELLINGS:
        plain = plain.replace(spelt, same)
    return re.sub(r"(.)\1", r"\1", plain)


def surname(name: str) -> str:
    """Return the folded last word of a name, which persons are blocked by."""
    return fold(name.rsplit(maxsplit=1)[-1])


def given_names_agree(a: str, b: str) -> bool:
    """Return whether two full names may have the same given name; a missing one agrees.

    >>> given_names_agree("Mikhail Podolyak", "Mykhailo Podolyak")
    True
    >>> given_names_agree("John Kirby", "Jack Kirby"), given_names_agree("Kirby", "Jack Kirby")
    (False, True)
    """
    first, second = a.split()[:-1], b.split()[:-1]
    if not first or not second:
        return True
    x, y = fold(first[0]), fold(second[0])
    if len(x) == 1 or len(y) == 1:
        return x[0] == y[0]
    if _VOWELS.sub("", x) == _VOWELS.sub("", y):
        return x[0] == y[0] or len(_VOWELS.sub("", x)) > 1
    return x[0] == y[0] and difflib.SequenceMatcher(None, x, y).ratio() >= _ALIKE


def same_person(a: str, b: str) -> bool:
    """Return whether two names may be one person's: surnames and given names agree."""
    return surname(a) == surname(b) and given_names_agree(a, b)


def body_name(name: str) -> str:
    """Return an organisation's name without article, possessive and legal form.

    >>> body_name("the Brantley Chemical Corp.")
    'Brantley Chemical'
    """
    bare = re.sub(r"^the\s+|['’]s?$", "", " ".join(name.split()), flags=re.IGNORECASE)
    return _LEGAL.sub("", bare).strip(" ,.") or bare


def sex_of(actor: Actor) -> str | None:
    """Return ``he`` or ``she`` where role or form of the first name tells, else None."""
    words = set((actor.role or "").lower().split())
    if words & _WOMEN or any(w.endswith("woman") for w in words):
        return "she"
    if words & _MEN or any(w.endswith("man") and w != "woman" for w in words):
        return "he"
    first, *rest = actor.name.lower().split()
    return "she" if rest and first.endswith("a") and first not in _MEN_IN_A else None
