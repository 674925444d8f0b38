"""Sources without a name: which nouns are people, how many they are, why they are not named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.actors.words import singular
from kgraph.gazetteer import is_role, role_words
from kgraph.lexicon import load_lexicon

if TYPE_CHECKING:
    from kgraph.actors.words import Word
    from kgraph.model import ActorKind, Anonymity

_NUMBERS = {
    word: n
    for n, words in enumerate(
        "a,an,one,another,single two,couple,pair three four five six seven eight nine ten eleven "
        "twelve,dozen".split(),
        1,
    )
    for word in words.split(",")
}
# endings of nouns for people, for the many that no list has
_PERSONAL = re.compile(
    r"\w{2,}(?:er|or|ist|ian|ant|ent|man|woman|person|eer|ee|cian|keeper|smith|wright)"
)
_THINGS = frozenset(
    "paper letter order number computer newspaper tower power water matter chapter newsletter "
    "poster quarter centre center border summer winter river error terror sector factor "
    "document statement agreement treatment government parliament department movement "
    "instrument plant restaurant comment announcement settlement judgment indictment "
    "amendment complaint budget event moment incident accident president content percent cent "
    "committee fee agency transcript filing memo offer answer dossier register folder weather "
    "charter tender motor mirror door floor helicopter".split()
)
_COLLECTIVE = frozenset("police staff crew opposition public".split())
_REASONS: tuple[tuple[Anonymity, re.Pattern[str]], ...] = (
    (
        "unauthorised",
        re.compile(
            r"\b(?:not|n't|n’t|un)\s*(?:been\s+)?(?:authori[sz]ed|allowed|permitted|cleared)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "unnamed",
        re.compile(
            r"anonymity|anonymously|ask(?:ed|ing) (?:not to be|to remain|that)\s*"
            r"(?:named|identified|quoted|anonymous|unnamed)|withh(?:eld|old)"
            r"|(?:declin|refus)(?:ed|ing) to be (?:named|identified)|would not be named"
            r"|not be(?:ing)? (?:named|identified)|without being named",
            re.IGNORECASE,
        ),
    ),
    (
        "familiar",
        re.compile(
            r"\bfamiliar with|with (?:direct |first-?hand )?knowledge of|briefed (?:on|about)"
            r"|close to|informed (?:about|on|of)|aware of the|privy to|involved in the",
            re.IGNORECASE,
        ),
    ),
)


_FORMERLY = re.compile(r"^ex[-\u2011]", re.IGNORECASE)


def is_listed(noun: str) -> bool:
    """Return whether a noun for people is in a list, not only like one by its ending.

    So is who was one ("ex-employee").
    """
    bare = _FORMERLY.sub("", noun)
    return is_role(bare.lower(), singular(bare))


def is_people(noun: str) -> bool:
    """Return whether a noun, in singular or plural, is people: by a list, or by its ending.

    >>> is_people("officials"), is_people("Beekeepers"), is_people("documents")
    (True, True, False)
    """
    noun = _FORMERLY.sub("", noun)
    word, single = noun.lower(), singular(noun)
    if is_listed(noun):
        return word not in _COLLECTIVE
    classes = load_lexicon().classes
    if {word, single} & (_THINGS | classes["body"] | classes["claim"] | classes["proposal"]):
        return False
    return bool(_PERSONAL.fullmatch(single))


def kind_of_people(noun: str) -> ActorKind:
    """Return ``group`` for people who act together, else ``anonymous``."""
    together = load_lexicon().classes["group"]
    plural = singular(noun) != noun.lower()
    named = role_words()["people"]
    return (
        "group"
        if plural and singular(noun) in together and noun.lower() not in named
        else "anonymous"
    )


def number_of(words: list[Word]) -> int | None:
    """Return how many the first words of a description say they are."""
    for word in words[:2]:
        if word.lower in _NUMBERS:
            if words[1:2] and words[1].lower == "another":  # "one another"
                return None
            number = _NUMBERS[word.lower]
            exact = [w.lower for w in words[:3]]
            return 12 if "dozen" in exact else 2 if {"couple", "pair"} & set(exact) else number
        if word.text.isdecimal():  # not "¹"
            return int(word.text)
    return None


def anonymity_of(words: str, around: str) -> Anonymity | None:
    """Return why a source has no name, as its own words or those of its sentence say.

    >>> anonymity_of("Two people familiar with the matter", "")
    'familiar'
    >>> anonymity_of("an official", "an official who was not authorised to speak said")
    'unauthorised'
    """
    for text in (words, around):
        for reason, pattern in _REASONS:
            if pattern.search(text):
                return reason
    return None
