"""Claims that are one -> the words that name it: a short sentence in positive form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.claims.naming import name_of, owning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgraph.claims.values import LocalClaim
    from kgraph.model import Actor

_SENTENCES = {
    "responsible": "{who} {was} behind {event}",
    "knew": "{who} knew of {event}",
    "encouraged": "{who} encouraged {event}",
}
_DETERMINERS = frozenset("a an the one some no two three four five several many".split())
_PRONOUNS = frozenset(
    "i we you he she it they this that these those his her its their our my there none".split()
)
_FRAGMENT = frozenset(
    "to whether is was are were has had have be been not for of in at by with as on from".split()
)
_LONGEST = 160
_NAMING = 2  # words that name somebody, and are no sentence about him yet
_BRIEF = 4  # words that name a deed ("the bombings"), and are no sentence yet
_SUBJECTS = frozenset({"it", "he", "she"})
_SAYING = frozenset("was were is are had has have did does will would".split())
_OWNERS = frozenset({"its", "his", "her", "their"})
# "it appeared that", "it is wrong to", "it would take weeks": nobody does it; "it was safe" may be
# said of anything
_EXPLETIVE = re.compile(
    r"(?:(?:will|would|could|may|might|can|has|had|did|does|not|never|already)\s+)*"
    r"(?:appear|seem|look|turn|take|took|cost|rain|snow|depend|matter|last|mean|happen|occur"
    r"|emerge|is\b|was\b|were\b|be\b|been\b|remain)"
)
_ANSWERABLE = re.compile(
    r"(?:(?:full |any |sole |direct )?(?:responsibility|blame)|responsible|accountable|to blame)?"
    r"\s*for (?=the |a |an |this |that |these |those |its |his |her |their )"
)


def label_of_group(
    claims: Sequence[LocalClaim],
    joined: Sequence[LocalClaim],
    agent: Actor | None,
    event: str | None,
    *,
    weak: bool = False,
) -> str:
    """Return the label of a claim of the corpus.

    Args:
        claims: What the articles say, the earliest first.
        joined: Those of them that more than likeness of words has joined.
        agent: Who is said to do it, where it is an actor.
        event: Label of the event that it is about.
        weak: Whether the event is only told by verbs ("cut the cable"), of which its label makes
            stiff nouns, so that the words of the claims are better.
    """
    first = claims[0]
    if first.act == "attempted":
        who = min((c.who for c in claims if c.who), key=lambda w: (-len(w), w), default="somebody")
        return f"It was an attempt to kill {who}"
    if first.act in _SENTENCES:
        own = [c for c in claims if c.act == first.act]
        who = next((c.who for c in own if c.who), "")
        if agent is not None:
            who = name_of(agent)
        who = who or "someone"
        told = _shortest([c for c in own if who.split()[-1].lower() in _words(c).lower()])
        if told and (weak or event is None):
            return shortened(_capital(told))
        if event is not None:
            return _capital(
                _SENTENCES[first.act].format(who=who, event=event, was=_was(who, agent))
            )
        told = _shortest(own)
        words = told.split()
        if agent is None and len(words) > _BRIEF and not words[0].endswith("ing"):
            return shortened(_capital(told))  # a sentence that says by itself who did it
        return shortened(_capital(told_of(who, told, _was(who, agent))))
    joined = [c for c in joined if c.reverse == first.reverse]  # "fake" names no "genuine"
    told = _shortest(joined)
    accuses = any(c.accusers for c in joined)  # what somebody is accused of has its own words
    if not told or (_leans(told) and not accuses and _by_name(told, agent) == told):
        told = _shortest(claims)
    return shortened(_capital(_by_name(told, agent)))


def _by_name(told: str, agent: Actor | None) -> str:
    """Return a statement that begins with "it" or with a gerund with who is meant instead."""
    word, _, rest = told.partition(" ")
    if agent is None or not rest:
        return told
    if word.lower() in _SUBJECTS and not _EXPLETIVE.match(rest):
        return f"{name_of(agent)} {rest}"
    gerund = word.endswith("ing") and word.islower()
    return f"{name_of(agent)}: {told}" if gerund else told


def told_of(who: str, told: str, was: str) -> str:
    """Return what is said of somebody as a sentence about him, as far as its words allow.

    >>> told_of("Borduria", "it had sunk the boat", "was")
    'Borduria had sunk the boat'
    >>> told_of("the Front", "responsibility for the blast", "was")
    'the Front was behind the blast'
    >>> told_of("Orion", "hiding losses", "was"), told_of("Orion", "Brand was lying", "was")
    ('Orion: hiding losses', 'Brand was lying')
    >>> told_of("Orion", "was to blame", "was")
    'Orion was to blame'
    """
    first, _, rest = told.partition(" ")
    if first in _SAYING:
        return f"{who} {told}"
    if first.lower() in _SUBJECTS and rest:
        return f"{who} {rest}"
    if first.lower() in _OWNERS and rest:
        return f"{owning(who)} {rest}"
    match = _ANSWERABLE.match(told)
    words = told.lower().split()
    deed = words[0] in {"a", "an", "the"} and len(words) <= _BRIEF
    if match or (deed and not any(w.endswith("ed") for w in words)):
        return f"{who} {was} behind {told[match.end() :] if match else told}"
    named = first[:1].isupper() and first.lower() not in _PRONOUNS | _DETERMINERS
    return told if named and len(words) > _NAMING else f"{who}: {told}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _was(who: str, agent: Actor | None) -> str:
    """Return the verb's number: names of several countries and groups in the plural take "were"."""
    named = agent is not None and agent.kind not in {"group", "anonymous"}
    head = who.split(" of ", maxsplit=1)[0]  # "fighters of the Front", but "the use of weapons"
    return "were" if _is_plural(head.split()[-1]) and not named else "was"


def _is_plural(noun: str) -> bool:
    word = noun.lower()
    return word.endswith(("s", "men")) or word in {"people", "children", "police"}


def _shortest(claims: Sequence[LocalClaim]) -> str:
    """Return the shortest wording, one that stands by itself where there is one; or ""."""
    labels = {_words(c) for c in claims if c.stance != "against"} or {_words(c) for c in claims}
    return min(labels, key=lambda label: (_leans(label), len(label), label), default="")


def _words(claim: LocalClaim) -> str:
    return claim.shown or claim.label


def _leans(label: str) -> int:
    """Return how little words stand by themselves: 1 for "his country is", 2 for "to have it"."""
    first = next(iter(label.lower().split()), "").strip("“\"'")
    if first in _FRAGMENT or (first.endswith("ing") and label[:1].islower()):
        return 2
    return int(first in _PRONOUNS or "…" in label)


def shortened(label: str) -> str:
    """Return the label cut at a word where it is long."""
    return label if len(label) <= _LONGEST else label[:_LONGEST].rsplit(" ", 1)[0] + " …"
