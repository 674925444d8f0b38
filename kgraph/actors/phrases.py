"""Words -> ``Phrase``: what kind of actor some words name, with role and affiliation.

Looks at the words of the phrase alone; pronouns and short forms are settled in ``local``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kgraph.actors.proper import (
    PREPOSITIONS,
    TRADES,
    is_apposed_group,
    is_body,
    is_body_word,
    is_common,
    is_firm,
    is_house,
    name_words,
)
from kgraph.actors.roles import affiliation_of, government_of, is_former, last_role, named_in
from kgraph.actors.sources import is_listed, is_people, kind_of_people, number_of
from kgraph.actors.words import entries_over, in_class, singular, written
from kgraph.days import is_calendar
from kgraph.gazetteer import find_demonym, find_entry, is_paper, role_words

if TYPE_CHECKING:
    from kgraph.actors.words import Word
    from kgraph.gazetteer import Entry
    from kgraph.model import ActorKind

PhraseForm = Literal["name", "known", "described", "pronoun", "mutual"]
"""``name``: a proper name; ``known``: an entry of the gazetteer; ``described``: "a US official",
"the spokesman"; ``pronoun``: "he", "some"; ``mutual``: "both sides", "each other"."""

THE_ONE = "the one"
"""Name of a phrase that means some person already named: "the Pole", "the 43-year-old"."""
ONE_OF = "one of them"
"""Name of a phrase that means one of several already heard or named."""
OWN_PRONOUNS = frozenset({"his", "her", "their", "its"})
_PRONOUNS = frozenset(
    "he she him her it they them we i us me you his their its our who which himself herself "
    "itself".split()
)
_THEMSELVES = frozenset({"himself", "herself", "itself", "themselves"})
_INDEFINITE = frozenset(
    "some others many several few most all none those everyone anyone critics neither".split()
)
_DEFINITE = frozenset("the this that his her their its these those".split())
# whom a body has one of, so that "Orion boss" is its boss without an article
_HEADS = frozenset(
    "chief boss head chairman chairwoman president ceo founder coach captain".split()
)
_DETERMINERS = frozenset("the a an this that these those his her their its own".split())
_MUTUAL = re.compile(
    r"(?!(?:two|three|four) )"  # "the two men" are known, "two men" are not
    r"(?:the |both |these |all )*(?:each|both|each other|one another|the other|the others|"
    r"(?:(?:both|two|three|four|rival|opposing|warring) )+(?:sides?|countries|nations|states|"
    r"neighbou?rs|governments|leaders|men|women|presidents|ministers|parties|companies|firms|"
    r"capitals|armies|powers|of them)|"
    r"the (?:sides|parties|pair|duo|trio)|the other (?:side|country|party|man|woman)|both of them)",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"(?:one|another) of (?:them|these|those)(?:\W.*)?", re.IGNORECASE)
_RULED = re.compile(
    r"(?:the |a |own |de facto |interim |transitional |military |central |federal |national |"
    r"current |new |internationally |recogni[sz]ed |ruling |caretaker |provisional |terrorist |"
    r"criminal |fascist |nazi |communist |of |in |'s |’s )*",
    re.IGNORECASE,
)
_RULERS = re.compile(
    r"\b(?:governments?|juntas?|regimes?|authorities|administration|leadership|rulers|elites?)\b",
    re.IGNORECASE,
)
_AGED = re.compile(r"\d{1,3}-year-old")
_BREAKS = frozenset(
    {",", ";", "(", "—", "–", "who", "which", "whose", "speaking", "familiar", "briefed", "that"}
)
_EXAMPLES = frozenset("including such like among notably mostly especially".split())
_COMMAS = frozenset({",", "(", "—", "–"})
_LOOSE = frozenset("there here alike today themselves himself herself close alone".split())
_LEGAL = frozenset({"inc", "ltd", "llc", "corp", "jr", "sr"})
_BANDS = frozenset(
    "rebel militant fighter movement group militia insurgent guerrilla organisation "
    "organization".split()
)
_BODIES = frozenset({"organisation", "group"})
_STATE = frozenset(
    "state national navy military guard agency service intelligence embassy consulate presidency "
    "regulator bank forces command coast senate congress prosecutors".split()
)
_AMONG = 3  # words of "one of the", before the noun that counts
_SOME = frozenset({"one", "two", "three", "some"})
_NEWS = frozenset(
    "media television tv radio newspaper magazine daily weekly broadcaster channel paper website "
    "site portal tabloid outlet".split()
)


_CALLED = re.compile(
    r"\b(?:(?:that |who )?call(?:ing|s)? (?:itself|themselves)|known as|called"
    r"|going by the name(?: of)?)"
    r"\s+(?:the\s+)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What some words say of an actor.

    Attributes:
        words: The words themselves.
        start: Offset of the first, in the text that was read.
        form: How they refer.
        kind: Kind of actor, or None for a pronoun.
        name: The proper name, or the description without its article.
        entry: The gazetteer's entry, where it is one.
        role: Role words, as written.
        affiliation: Gazetteer slug of the government or organisation it belongs to.
        body: Name of the body it belongs to, where the gazetteer has none.
        owner: The pronoun or name that owns it ("her spokesman").
        independent: Whether its role speaks for nobody else ("analyst").
        definite: Whether it begins with "the", "this", a possessive: it was named before.
        number: How many a description says they are.
        head: The noun of a description, in the singular.
        guessed: Whether only the ending of the noun says that these are people.
        speaks: Whether the role is to speak for whomever it belongs to ("spokesman").
    """

    words: str
    form: PhraseForm
    start: int = 0
    kind: ActorKind | None = None
    name: str = ""
    entry: Entry | None = None
    role: str | None = None
    affiliation: str | None = None
    body: str | None = None
    owner: str | None = None
    independent: bool = False
    definite: bool = False
    number: int | None = None
    head: str = ""
    speaks: bool = False
    guessed: bool = False


def phrase_of_body(name: str) -> Phrase:
    """Return the phrase that names a body by its name alone."""
    return Phrase(words=name, form="name", kind="organisation", name=name)


def _is_nobody(words: list[Word]) -> bool:
    """Return whether it is "any employee" or "no group"; "No 10" is somebody."""
    plain = len(words) > 1 and words[1].text.islower()
    return words[0].lower == "any" or (words[0].lower == "no" and plain)


def read_phrase(text: str, words: list[Word], *, loose: bool = False) -> Phrase | None:
    """Return what one noun phrase names, or None if that is no actor."""
    words = _stripped(words)
    if not words or _is_nobody(words):
        return None
    shown, start = written(text, words), words[0].start
    bare = shown.strip(" \"'“”‘’.,;:")
    if _MUTUAL.fullmatch(bare):
        return Phrase(
            words=shown, start=start, form="mutual", name=bare.lower(), number=number_of(words)
        )
    if bare.lower() in _PRONOUNS and (bare == "I" or not bare.isupper()):  # "US" is a country
        return Phrase(words=shown, start=start, form="pronoun", name=bare.lower())
    if _ONE_OF.fullmatch(bare):
        return Phrase(words=shown, start=start, form="pronoun", kind="anonymous", name=ONE_OF)
    if _is_the_one(words):
        return Phrase(words=shown, start=start, form="pronoun", name=THE_ONE)
    core, aside, joint = _core(text, words)
    known = _known(written(text, core), core) if core else None
    if known is not None:
        return Phrase(
            words=shown, start=start, form="known", kind=known.kind, name=known.name, entry=known
        )
    if not core:
        return None
    first = core[0].lower
    if first in _INDEFINITE and (len(core) == 1 or core[1].lower in {"of", "in", "on"}):
        return Phrase(words=shown, start=start, form="pronoun", kind="anonymous", name=first)
    if called := _called(text, core):
        return _body_phrase(text, called, [], shown, written(text, called))
    apposed = aside if joint in _COMMAS and aside and aside[0].lower not in _EXAMPLES else []
    return _named(text, core, apposed, shown) or _described(text, core, shown, loose=loose)


def _called(text: str, core: list[Word]) -> list[Word]:
    """Return the name that people together go by ("hackers calling themselves Night Ferry")."""
    match = _CALLED.search(written(text, core))
    before = [w for w in core if match and w.end <= core[0].start + match.start()]
    head = _head([w for w in before if not w.mark] or core).bare
    if match is None or not (in_class(head, "group") or is_listed(head)):
        return []
    name = [w for w in core if w.start >= core[0].start + match.end()]
    return name if name and all(w.capital for w in name) else []


def _is_the_one(words: list[Word]) -> bool:
    """Return whether words mean a person by age or country: "the Pole", "the 43-year-old"."""
    if len(words) != 2 or words[0].lower != "the":  # noqa: PLR2004 - "the" and the noun
        return False
    word = words[1]
    one = not word.lower.endswith(("s", "sh", "ch", "ese")) and bool(find_demonym(word.bare))
    return not word.modifies and (one or bool(_AGED.fullmatch(word.text)))


def _stripped(words: list[Word]) -> list[Word]:
    """Return the words without punctuation at the edges."""
    while words and (words[-1].mark or (len(words) > 1 and _is_tail(*words[-2:]))):
        words = words[:-1]
    while words and words[0].mark:
        words = words[1:]
    return words


def _is_tail(before: Word, last: Word) -> bool:
    """Return whether a last word is no part of a name ("Diallo himself", "the club on Friday")."""
    day = last.capital and is_calendar(last.bare)
    day = day and (last.lower.endswith("day") or before.lower in PREPOSITIONS)  # not Theresa May
    return day or last.lower in PREPOSITIONS or last.lower in _THEMSELVES


def _core(text: str, words: list[Word]) -> tuple[list[Word], list[Word], str]:
    """Return the words up to the first break, those after it, and the break ("Name, a baker")."""
    entries = entries_over(text, words)
    for k, word in enumerate(words):
        inside = k - 1 in entries and k + 1 in entries and entries[k - 1] is entries[k + 1]
        legal = k + 1 < len(words) and words[k + 1].lower.strip(".") in _LEGAL
        if k and word.lower in _BREAKS and not inside and not legal:
            return _stripped(words[:k]), _stripped(words[k + 1 :]), word.lower
    return words, [], ""


def _known(words: str, core: list[Word]) -> Entry | None:
    """Return the gazetteer's entry that fills the words ("the Kremlin website")."""
    entry = find_entry(words) or _with_noun(words, core) or _ruled(" ".join(words.split()))
    return government_of(entry) if entry else None


def _with_noun(words: str, core: list[Word]) -> Entry | None:
    """Return the entry in "the Kremlin website", "the M23 rebels", "Putin's Russia"."""
    if len(core) == 1:
        return None
    owner = find_entry(words[: core[-1].start - core[0].start])
    band = singular(core[-1].bare) in _BANDS and owner is not None and owner.kind in _BODIES
    if owner is not None and (band or in_class(core[-1].bare, "mouthpiece")):
        return owner
    if core[0].owns and core[0].capital:
        rest = find_entry(words[core[1].start - core[0].start :])
        return rest if rest is not None and rest.government == rest.id else None
    return None


def _ruled(words: str) -> Entry | None:
    """Return the country in "Myanmar's junta", "the government in Harare"."""
    named = list(named_in(words))
    if len(named) != 1 or not _RULERS.search(words):
        return None
    start, end, found, _ = named[0]
    rest = [_RULERS.sub("", part).split() for part in (words[:start], words[end:])]
    plain = all(_RULED.fullmatch(f"{' '.join(part)} ".lstrip()) for part in rest)
    return found if plain and found.kind != "outlet" else None


def _named(text: str, core: list[Word], aside: list[Word], shown: str) -> Phrase | None:
    """Return the phrase of a person or body by a name that the gazetteer does not have."""
    start, end = name_words(text, core)
    name, before, after = core[start:end], core[:start], [*core[end:], *aside]
    if name and end < len(core) and core[end].lower not in PREPOSITIONS:
        return None  # "the Brantley spokeswoman": a description
    human = False
    if not name and aside:  # "his colleague in parliament, Adalbi Shkhagoshev"
        name = _apposed_name(text, aside)
        human = is_people(_head(core).bare)
        before, after = [*core, *aside[: aside.index(name[0])]] if name else core, []
    if not name:
        return None
    called = re.sub(r"['’]s?$", "", written(text, name))
    if len(name) == 1 and before and _is_part_of_name(before[-1]):  # "Georgian Dream"
        return _body_phrase(
            text, [before[-1], *name], before[:-1], shown, f"{before[-1].text} {called}"
        )
    title, klass = _title(text, before), last_role([w.bare for w in before])[1]
    behind = _title(text, _own_words(after))
    if is_firm(name, before) or (klass is None and is_apposed_group(after)):
        return _body_phrase(text, name, before, shown, called)
    if klass in {None, "honorific"}:
        told = last_role(behind.split())[1]
        klass = told or klass
        title = " ".join(part for part in (title, behind if told else "") if part)
    if klass is None and not human and is_body(text, name, before, after):
        return _body_phrase(text, name, before, shown, called)
    independent = klass == "independent"
    return Phrase(
        words=shown,
        start=core[0].start,
        form="name",
        kind="person",
        name=called,
        role=(title or None) if klass else None,
        affiliation=None if independent else affiliation_of(title),
        body=None if independent else _body_in(text, [*before, *_own_words(after)]),
        owner=_owner(text, before),
        independent=independent,
    )


def _is_part_of_name(word: Word) -> bool:
    """Return whether a word right before a lone name is a country's adjective, so part of it."""
    return word.capital and not word.owns and bool(find_demonym(word.text))


def _apposed_name(text: str, aside: list[Word]) -> list[Word]:
    """Return the personal name that an apposition gives, with no more than a title before it."""
    part = _own_words(aside)
    start, end = name_words(text, part)
    before = part[:start]
    title = last_role([w.bare for w in before])[0] == start or _is_title_like(before)
    title = title or (len(before) <= _AMONG and before[0].lower == "the")  # "the insurer Tryg"
    return part[start:end] if end and end == len(part) and title and not part[start].noun else []


def _is_title_like(words: list[Word]) -> bool:
    """Return whether words before a name in an apposition are no more than modifiers of it."""
    return all(w.capital or "-" in w.text or w.owns for w in words)


def body_phrase(text: str, words: list[Word]) -> Phrase:
    """Return the phrase of words that are a body's name as they stand, but for an article."""
    name = words[1:] if words[0].lower == "the" else words
    return _body_phrase(text, name, [], written(text, words), written(text, name))


def _body_phrase(
    text: str, name: list[Word], before: list[Word], shown: str, shown_name: str
) -> Phrase:
    title = _title(text, before) if any(w.text.islower() for w in before) else ""
    agency = [w.lower for w in before[-2:]] == ["news", "agency"]
    news = agency or (before and before[-1].lower in _NEWS) or is_paper(shown_name)
    told = f"{written(text, before)} {shown_name}"
    return Phrase(
        words=shown,
        start=(before or name)[0].start,
        form="name",
        kind="outlet" if news else "organisation",
        name=shown_name,
        role=title or None,
        affiliation=affiliation_of(told) if is_public(told) else None,
    )


def is_public(words: str) -> bool:
    """Return whether words for a body say that it is a state's ("ministry", "army")."""
    return any(in_class(w.strip(".,"), "office") or w.lower() in _STATE for w in words.split())


def _own_words(after: list[Word]) -> list[Word]:
    """Return the words of an apposition: up to the next comma, no relative clause."""
    if after and after[0].lower in {"who", "which", "whose"}:
        return []
    ends = [k for k, w in enumerate(after) if k and w.mark and w.text not in {"(", ")"}]
    return after[: ends[0] if ends else len(after)]


def _title(text: str, words: list[Word]) -> str:
    """Return role words without article and possessive pronoun in front."""
    while words and (words[0].lower in _DETERMINERS or words[0].mark):
        words = words[1:]
    while words and words[-1].mark:
        words = words[:-1]
    return written(text, words)


def _owner(text: str, before: list[Word]) -> str | None:
    """Return the pronoun or name whose spokesman, lawyer or wife it is."""
    for k, word in enumerate(before):
        if word.lower in OWN_PRONOUNS and word.text == word.bare:
            return word.lower
        if word.owns and find_entry(word.bare) is None:
            begin = k
            while begin and before[begin - 1].capital and not before[begin - 1].mark:
                begin -= 1
            return re.sub(r"['’]s?$", "", text[before[begin].start : word.end])
    return None


def _body_in(text: str, words: list[Word]) -> str | None:
    """Return a body's name among role words ("a spokesman for Marlowe Shipping")."""
    entries = entries_over(text, words)
    run: list[Word] = []
    for k, word in enumerate([*words, None]):
        if word is not None and word.capital and k not in entries and not word.mark:
            run.append(word)
            continue
        if (
            len(run) > 1
            and any(is_body_word(w) for w in run)
            and not last_role([w.bare for w in run])[1]
        ):
            return re.sub(r"['’]s?$", "", written(text, run))
        run = []
    return None


def _closes(core: list[Word], k: int) -> bool:
    """Return whether a verb closes the noun before it ("parents | gathered outside")."""
    return (
        core[k].verb and not core[k].capital and (core[k - 1].noun or is_people(core[k - 1].bare))
    )


def _head(core: list[Word]) -> Word:
    """Return the noun that a description is about: the last before a preposition."""
    stops = [k for k, w in enumerate(core) if k and (w.lower in PREPOSITIONS or _closes(core, k))]
    before = core[: stops[0]] if stops else core
    kept = [w for w in before if w.lower not in _LOOSE]
    return (kept or before)[-1]


def _described(text: str, core: list[Word], shown: str, *, loose: bool) -> Phrase | None:
    """Return the phrase of people or a body without a name ("a senior US official")."""
    among = len(core) > _AMONG and core[0].lower in _SOME and core[1].lower == "of"
    said, head = written(text, core), _head(core[_AMONG:] if among else core)
    klass = last_role([w.bare for w in core[: core.index(head) + 1]])[1]
    affiliation = affiliation_of(said)
    number = number_of(core)
    kind: ActorKind
    if head.lower in _NEWS or (head.lower == "agency" and "news agency" in said.lower()):
        kind = "group" if head.lower == "media" else "outlet"
    elif in_class(head.bare, "group") and not is_people(head.bare):
        kind = "group"
    elif singular(head.bare).lower() in TRADES:  # "the exporter"
        kind = "organisation"
    elif is_people(head.bare):
        kind = kind_of_people(head.bare)
    elif in_class(head.bare, "body") or is_body_word(head) or is_house(core, head):
        kind = "organisation"
    elif klass and last_role([head.bare])[1]:
        kind = "anonymous"
    elif loose and affiliation and head.lower.endswith("s"):
        kind = "group"
    else:
        return None
    single = singular(head.bare) in role_words()["independent"]
    independent = klass == "independent" or single or is_former(said)
    guessed = kind == "anonymous" and not is_listed(head.bare) and not affiliation
    first = next((k for k, w in enumerate(core) if w.lower not in _DETERMINERS), len(core) - 1)
    return Phrase(
        words=shown,
        start=core[0].start,
        form="described",
        kind=kind,
        name=core[-1].lower if _is_lone(core[first:]) else written(text, core[first:]),
        affiliation=None if independent else affiliation,
        body=None
        if independent or affiliation
        else _body_in(text, core) or _maker(text, core, head),
        speaks=klass == "representative",
        guessed=guessed,
        owner=_owner(text, core),
        independent=independent,
        definite=core[0].lower in _DEFINITE
        or any(w.owns and w.capital for w in core[:-1])
        or (head.lower in _HEADS and core[0].capital and core[0].lower not in _DETERMINERS)
        or (_is_lone(core) and core[0].capital),  # "Navy says", in a headline
        number=number,
        head=singular(head.bare),
    )


def _is_lone(words: list[Word]) -> bool:
    """Return whether all there is is a noun that names nobody ("the Government")."""
    return len(words) == 1 and is_common(words[0], definite=True)


def _maker(text: str, core: list[Word], head: Word) -> str | None:
    """Return the capitalised words before a role or after its "for" ("a Brantley spokeswoman")."""
    at = start = core.index(head)
    while start > 0 and core[start - 1].capital and not find_demonym(core[start - 1].bare):
        start -= 1
    if core[start].lower in _DETERMINERS or core[start].noun:
        start += 1
    if start < at and head.text.islower():
        return re.sub(r"['’]s?$", "", text[core[start].start : core[at - 1].end])
    if at + 2 < len(core) and core[at + 1].lower in {"for", "at"}:
        name_start, name_end = name_words(text, core[at + 2 :])
        if name_end:
            return written(text, core[at + 2 :][name_start:name_end])
    return None
