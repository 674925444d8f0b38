"""Personal names: splitting, folding and comparing, with transliterations in mind."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING

from kgraph.gazetteer import family_first, given_names
from kgraph.ids import slug

if TYPE_CHECKING:
    from kgraph.model import Actor

PARTICLES = frozenset(
    "al el bin ben ibn bint abu abd van von der den de da di del della dos das du la le les "
    "ter ten af av zu zur y e dela".split()
)
_VOWELS = re.compile(r"[aeiouyh']")
_ENDING = re.compile(r"(?:iy|yy|yi|ii|ij|yj|iyi|i|y)$")
_FEMALE = re.compile(r"(?<=enk)a$")  # Lukashenka, Lukashenko
_SPELLINGS = (
    ("kh", "k"),
    ("dh", "d"),
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
    ("y", "i"),
)
_LEGAL = re.compile(r",?\s+(?:Corp|Inc|Ltd|LLC|plc|PLC|AG|SA|GmbH|Co|NV|SE|Holdings)\.?$")
_WOMEN = frozenset(
    "mrs ms miss mother sister daughter wife widow niece aunt queen princess actress madame "
    "baroness dame lady chairwoman".split()
)
_MEN = frozenset(
    "mr father brother son husband nephew uncle king prince sir lord baron sheikh imam".split()
)
_STYLE = re.compile(r"^(mr|mrs|ms|dr|sir|miss)\b\.?\s*", re.IGNORECASE)
_STYLES = {"mr": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she"}
_ALIKE = 0.75  # difflib ratio from which two given names count as spellings of one
_LIKE = 0.6  # the same, where the consonants are equal but few
_FEW = 3


@cache
def fold(word: str) -> str:
    """Return a word without case, accents and the usual differences of transliteration.

    >>> fold("Zelenskyy") == fold("Zelenskiy") == fold("Zelensky")
    True
    """
    plain = slug(word).replace("-", "")
    plain = _FEMALE.sub("o", _ENDING.sub("i", plain))
    for spelt, same in _SPELLINGS:
        plain = plain.replace(spelt, same)
    return re.sub(r"(.)\1", r"\1", plain)


@cache
def name_parts(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without particles.

    >>> name_parts("Haider al-Bayati"), name_parts("Van der Meer")
    (('haider', 'baiati'), ('mer',))
    """
    words = [re.sub(r"^(?:al|el|ash|an|as|ar)[-\u2011](?=\w)", "", w.lower()) for w in name.split()]
    kept = [w for w in words if w not in PARTICLES] or words
    return tuple(fold(w) for w in kept)


def is_full(name: str) -> bool:
    """Return whether a name has more than a surname."""
    return len(name_parts(name)) > 1


def surname(name: str) -> str:
    """Return the folded last word of a name, which persons are blocked by."""
    return name_parts(name)[-1] if name.split() else ""


@cache
def short_forms(name: str) -> tuple[str, ...]:
    """Return the single words that may stand for a full name, the likeliest first.

    >>> short_forms("Carlos Vidal Ortega"), short_forms("Tan Wei Liang")[:2]
    (('ortega', 'vidal'), ('liang', 'tan'))
    """
    parts = name_parts(name)
    first = name.lower().split(maxsplit=1)[0] if name.split() else ""
    family = (parts[0],) if first in family_first() else ()
    return tuple(dict.fromkeys((*parts[-1:], *family, *reversed(parts[1:-1]))))


def given_names_agree(a: str, b: str) -> bool:
    """Return whether two full names may have the same given name; a missing one agrees.

    >>> given_names_agree("Mikhail Podolyak", "Mykhailo Podolyak")
    True
    >>> given_names_agree("John Kirby", "Jack Kirby"), given_names_agree("Kirby", "Jack Kirby")
    (False, True)
    """
    first, second = name_parts(a)[:-1], name_parts(b)[:-1]
    if not first or not second:
        return True
    x, y = first[0], second[0]
    if len(x) == 1 or len(y) == 1:
        return x[0] == y[0]
    if len(first) == len(second) and first[1:] != second[1:] and not _middle_agree(first, second):
        return False
    sexes = {given_sex(a), given_sex(b)} - {None}
    return len(sexes) < len({"he", "she"}) and _spellings(x, y)


def _middle_agree(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether the middle names may be the same: equal, spellings, or an initial."""
    return all(
        a[0] == b[0] if 1 in {len(a), len(b)} else _spellings(a, b)
        for a, b in zip(first[1:], second[1:], strict=True)
    )


@cache
def _spellings(x: str, y: str) -> bool:
    """Return whether two folded given names are spellings of one."""
    if x == y:
        return True
    bare, other = _VOWELS.sub("", x), _VOWELS.sub("", y)
    ratio = difflib.SequenceMatcher(None, x, y).ratio()
    if x[0] != y[0]:  # Oleksandr, Aleksandr
        return bare == other and len(bare) > _FEW - 1 and {x[0], y[0]} <= set("aeiou")
    return ratio >= _ALIKE or (bare == other and (len(bare) >= _FEW or ratio >= _LIKE))


def same_person(a: str, b: str) -> bool:
    """Return whether two names may be one person's: surnames and given names agree."""
    if is_full(a) and is_full(b):
        return surname(a) == surname(b) and given_names_agree(a, b)
    return surname(a) == surname(b)


def without_style(name: str) -> str:
    """Return a name without "Mr", "Dr" and the like.

    >>> without_style("Mr. Tan")
    'Tan'
    """
    return _STYLE.sub("", name)


def style_of(role: str) -> str | None:
    """Return ``he`` or ``she`` where role words begin with "Mr", "Mrs" and the like, else None."""
    style = _STYLE.match(f"{role} ")
    return _STYLES.get(style[1].lower()) if style else None


def body_name(name: str) -> str:
    """Return an organisation's name without article, possessive and legal form.

    >>> body_name("the Brantley Chemical Corp.")
    'Brantley Chemical'
    """
    bare = re.sub(r"^the\s+|['’]s?$", "", " ".join(name.split()), flags=re.IGNORECASE)
    return _LEGAL.sub("", bare).strip(" ,.") or bare


def given_sex(name: str) -> str | None:
    """Return ``he`` or ``she`` where a full name's first word tells, else None."""
    words = name.split()
    return given_names().get(slug(words[0])) if len(words) > 1 else None


def sex_of(actor: Actor) -> str | None:
    """Return ``he`` or ``she`` where role or given name tells, else None."""
    own = re.sub(r".*['’]s\s", "", (actor.role or "").lower())  # "Mr Brandt's mother"
    words = re.findall(r"\w+", own)
    if actor.kind == "anonymous":
        words += re.findall(r"\w+", actor.name.lower())
    for word in words:
        if word in _WOMEN or word.endswith("woman"):
            return "she"
        if word in _MEN:
            return "he"
    man = any(word.endswith("man") and word != "german" for word in words)
    return given_sex(actor.name) or ("he" if man else None)  # "ombudsman Ellen Roth" is a woman
