"""Pronouns, "the minister", "both sides" -> the actors whom they take up again.

For a person, the latest source of a speech cue that fits comes first, unless a later sentence
began with somebody else's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from kgraph.actors.names import (
    given_sex,
    is_full,
    sex_of,
    short_forms,
    style_of,
    surname,
    without_style,
)
from kgraph.actors.phrases import ONE_OF, THE_ONE, Phrase, phrase_of_body
from kgraph.actors.proper import is_private
from kgraph.actors.roles import affiliation_of, last_role, plain_role, role_spans
from kgraph.actors.words import in_class, singular
from kgraph.gazetteer import find_entry
from kgraph.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgraph.actors.directory import Directory, Named
    from kgraph.actors.discourse import Discourse
    from kgraph.model import Actor

_HE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their"})
_SELF = frozenset({"we", "i", "us", "our", "me", "my"})
_SHE = frozenset({"she", "her", "herself"})
_RECENT = 4  # persons who spoke last, among whom a pronoun may pass over some
_FAR = 600  # code points back to the beginning of a sentence whose subject a pronoun may mean
_SOME = frozenset({"some", "others", "many", "several", "few", "critics", "most"})
SOURCES = frozenset({"source", "official", "person", "diplomat", "insider"})
_BODIES = frozenset({"organisation", "outlet", "group"})
NO_PERSONS = _BODIES | {"government"}
_GENERIC = frozenset(
    "agency group organisation organization body watchdog charity institution".split()
)
_NEWSY = frozenset(
    "paper newspaper outlet magazine broadcaster agency channel network site website daily".split()
)
_PRIVATE = frozenset(
    "airline operator manufacturer firm company business maker owner corporation bank "
    "utility".split()
)
# what is in the names of bodies that are called so
_IN_NAMES = {
    "airline": frozenset({"airway", "airline", "air", "aviation", "jet"}),
    "site": frozenset({"website"}),
}
_LOOSELY = frozenset({"group", "organisation", "organization", "charity", "company", "firm"})
_BANDS = frozenset({"group", "movement", "gang"})
_ARMED = frozenset(
    "dissident rebel armed militant insurgent separatist terrorist terror extremist jihadist "
    "islamist guerrilla criminal crime hacker hacking ransomware paramilitary".split()
)
ANYONE = {"man": "he", "woman": "she", "boy": "he", "girl": "she"}
_TWO = 2


class Known(Protocol):
    """What is known of an article so far."""

    aiming: bool
    quoting: frozenset[str]
    discourse: Discourse
    directory: Directory

    @property
    def actors(self) -> dict[str, Actor]:
        """The actors by id."""
        ...

    def person(self, phrase: Phrase, place: int) -> Actor:
        """Return the person of a name."""
        ...

    def body(self, phrase: Phrase) -> Actor:
        """Return the body of a name."""
        ...

    def some(self, phrase: Phrase) -> Actor:
        """Return the people that "some" or "others" are."""
        ...

    def one(self, many: tuple[str, ...]) -> Actor:
        """Return the person that "one of them" is."""
        ...

    def fuller(self, phrase: Phrase, place: int) -> Actor | None:
        """Return the public body of which the text before an offset has a fuller name."""
        ...

    def is_content(self, place: int) -> bool:
        """Return whether an offset lies in the content of an attribution."""
        ...

    def is_same_paragraph(self, a: int, b: int) -> bool:
        """Return whether two offsets lie in one paragraph."""
        ...

    def is_met(self, actor: str, place: int) -> bool:
        """Return whether words before an offset mean an actor."""
        ...

    def people_before(self, place: int, *, same: bool = False) -> tuple[str, ...]:
        """Return the people with whom the sentence before an offset begins, if none spoke since."""
        ...

    def subjects_before(self, place: int) -> Iterator[tuple[int, Phrase]]:
        """Yield what the sentences since somebody spoke last are about, the latest first."""
        ...

    def told_of(self, place: int) -> Actor | None:
        """Return the person of whom the sentence tells whose teller stands at an offset."""
        ...

    def subject(self, phrase: Phrase, place: int) -> Actor | None:
        """Return the actor that a sentence is about."""
        ...

    def named_before(self, place: int, *, far: bool = False) -> list[Actor]:
        """Return the governments and bodies named before an offset in its sentence, or farther."""
        ...


class Anaphora:
    """Finds what an article's short forms take up."""

    def __init__(self, known: Known) -> None:
        """Share the article's actors, turns and names."""
        self._of = known

    def meant(
        self, phrase: Phrase, outer: tuple[str, ...], place: int
    ) -> tuple[tuple[str, ...], str]:
        """Return whom a pronoun or "both sides" means, and the name of the rule."""
        if phrase.form == "mutual":
            return self._mutual(phrase), "both-sides"
        word = phrase.name
        inside = [self._of.actors[i] for i in outer]
        if word in _SELF:
            return ((inside[0].id,) if inside else ()), "own-pronoun"
        inside = [a for a in inside if a.id not in self._of.quoting]  # no "she" of the quotation
        if word in _THEY or word == ONE_OF:
            many = self._of.people_before(place) or self._of.discourse.last_many()
            if word == ONE_OF:
                return (self._of.one(many).id,), "new-description"
            return (() if self._of.quoting.issuperset(many) else many), "pronoun"
        if phrase.kind == "anonymous" and word in _SOME:
            return (self._of.some(phrase).id,), "new-description"
        found = None
        if word == THE_ONE:
            found = self._person("", place)
        elif word in _HE:
            near = next((a for a in inside if a.kind in {"person", "anonymous"}), None)
            near = None if near is not None and is_plural(near) else near
            found = near or self._person(word, place)
        elif word in _IT:
            near = next((a for a in inside if a.kind not in {"person", "anonymous"}), None)
            near = near or next((a for a in inside if _may_be_body(a)), None)
            found = (
                self._object(place)
                or near
                or self._blamed_body()
                or self._subject_body(place)
                or self._of.discourse.latest(*NO_PERSONS)
            )
        if found is not None and found.id in self._of.quoting:
            found = None
        return ((found.id,) if found else ()), "pronoun"

    def _object(self, place: int) -> Actor | None:
        """Return what "it" is as a target: named before in the sentence, and not the speaker."""
        said = self._of.discourse.now()
        if not self._of.aiming or not said:
            return None
        for actor in reversed(self._of.named_before(place)):
            if actor.id not in said:
                return actor
        for _, actor in self._of.discourse.speakers():  # "X denied it, as Y accused it of lying"
            if actor.id not in said and actor.kind in NO_PERSONS:
                return actor
        return None

    def _blamed_body(self) -> Actor | None:
        """Return the body that the last sentence was about ("X was accused by Y. It denied it")."""
        blamed = self._of.discourse.blamed()
        return blamed if blamed is not None and blamed.kind in NO_PERSONS else None

    def _subject_body(self, place: int) -> Actor | None:
        """Return the body that the sentences before "it" are about ("The zoo objects. It says")."""
        for at, phrase in self._of.subjects_before(place):
            if phrase.kind in NO_PERSONS and not _is_several(phrase):
                return self._of.subject(phrase, at)
        return None

    def full_name(self, phrase: Phrase, place: int) -> str:
        """Return the full name that a surname stands for: of who spoke or was named last."""
        name = without_style(phrase.name)
        if is_full(name):
            return name
        short = surname(name)
        spoken = [a.name for _, a in self._of.discourse.speakers() if a.kind == "person"]
        spoken = [n for n in spoken if short in short_forms(n)]
        named = self._of.directory.full_names(name)
        before = [n.name for n in reversed(named) if n.start <= place]
        anywhere = [n.name for n in named]
        fitting = [n for n in (*spoken, *before, *anywhere) if is_full(n)]
        wanted = style_of(phrase.role or "")
        agreeing = [n for n in fitting if not wanted or self._of.directory.sex(n) in {wanted, None}]
        return next(iter(sorted(agreeing, key=lambda n: surname(n) != short)), name)

    def owner(self, phrase: Phrase, outer: tuple[str, ...], place: int) -> str | None:
        """Return the actor that owns a description ("her spokesman", "Weber's lawyer")."""
        if phrase.owner is None or phrase.head == "counterpart":  # who is on the other side
            return None
        if phrase.owner in _HE | _IT | _THEY:
            asked = Phrase(words=phrase.owner, form="pronoun", name=phrase.owner)
            people = self._of.people_before(place, same=True) if phrase.owner in _THEY else ()
            if people:
                return people[0]
            told = self._of.told_of(place) if phrase.owner in _HE else None
            if told is not None:
                return told.id
            near = self._of.named_before(place) if phrase.owner in _IT else []
            if near:
                return near[-1].id
            found, _ = self.meant(asked, outer, place)
            return found[0] if found else None
        if phrase.owner.islower():  # "the company's own engineers"
            noun = singular(phrase.owner)
            whose = Phrase(words=phrase.owner, form="described", name=noun, head=noun)
            return self._body(whose, place)
        named = self._of.directory.full_names(phrase.owner)
        if named or any(p.name == phrase.owner for p in self._of.directory.people):
            known = Phrase(words=phrase.owner, form="name", kind="person", name=phrase.owner)
            return self._of.person(known, place).id
        body = self._of.directory.body(phrase.owner)
        if body is not None:
            return self._of.body(phrase_of_body(body.name)).id
        return None

    def earlier(self, phrase: Phrase, place: int) -> str | None:
        """Return the actor that a definite description takes up, or None if it is a new one."""
        band = None
        if phrase.definite:
            band = self.band(phrase.name) or self._band_before(phrase.name, place)
        if band is not None:
            return band.id
        for actor in self._known(place, phrase):
            if self._takes_up(phrase, actor):
                return actor.id
        if phrase.kind == "anonymous" and phrase.head in SOURCES and self._is_bare(phrase):
            found = self._of.discourse.latest("anonymous")
            plural = singular(phrase.name) != phrase.name.lower()
            return found.id if found and (found.number == 1) <= (not plural) else None
        if phrase.head == "office" and (public := self._public(phrase)) is not None:
            return public.id
        if phrase.kind in {"organisation", "outlet"} or phrase.head in _GENERIC:
            fuller = self._of.fuller(phrase, place)
            return fuller.id if fuller is not None else self._body(phrase, place)
        if phrase.head in ANYONE or phrase.name.startswith("former "):
            last = next((a for _, a in self._of.discourse.speakers()), None)
            one = last is not None and (last.kind == "person" or _is_private_person(last))
            found = self._person(ANYONE.get(phrase.head, ""), place) if one else None
            return found.id if found else None
        return self._later(phrase, place)

    def band(self, noun: str) -> Actor | None:
        """Return the only body of the text that "the rebels", "the hackers", "the group" may be."""
        many = singular(noun) != noun.lower() and in_class(singular(noun), "band")
        known = list(self._of.directory.bands) if many or self._may_be_band(noun) else []
        return self._of.body(phrase_of_body(known[0])) if len(known) == 1 else None

    def _band_before(self, noun: str, place: int) -> Actor | None:
        """Return the body that the last sentence is about ("Grey Heron spoke. The hackers")."""
        if singular(noun) == noun.lower() or not in_class(singular(noun), "band"):
            return None
        _, last = next(self._of.subjects_before(place), (0, None))
        if last is None or last.form != "name" or last.role or not is_full(last.name):
            return None
        known = {n.name for n in self._of.directory.people if n.certain}
        if last.name in known or given_sex(last.name):
            return None
        return self._of.body(phrase_of_body(last.name))

    def _public(self, phrase: Phrase) -> Actor | None:
        """Return the prosecutors heard before whose office is "the prosecutor general's office"."""
        noun = phrase.name.lower().replace("’", "'").split()[0].removesuffix("'s")
        for _, actor in self._of.discourse.speakers():
            words = actor.name.lower().split()
            if in_class(noun, "public") and any(singular(w) == noun != w for w in words):
                return actor
        return None

    def _may_be_band(self, noun: str) -> bool:
        """Return whether "the group" may be who fights or hacks: only firms were heard so far."""
        heard = [a for _, a in self._of.discourse.speakers() if a.kind in _BODIES]
        heard = [a for a in heard if _is_proper(a.name)]  # "the hospital" is called so again
        firms = (any(in_class(w, "company") for w in _words(a.role or "")) for a in heard)
        return noun in _BANDS and all(firms)

    def _later(self, phrase: Phrase, place: int) -> str | None:
        """Return the only person in the text who is introduced by a role named before."""
        if phrase.kind != "anonymous" or phrase.head in SOURCES or phrase.number:
            return None
        side = affiliation_of(phrase.name)
        wanted = _words(re.sub(r"^[\w-]+['’]s\s+", "", phrase.name))
        later = {
            n.name: n
            for n in self._of.directory.people
            if n.role and wanted <= _words(n.role) and n.affiliation in {side, None}
        }
        if len(later) != 1 or singular(phrase.name) != phrase.name.lower():
            return None
        (found,) = later.values()
        known = Phrase(
            words=found.name,
            form="name",
            kind="person",
            name=found.name,
            affiliation=phrase.affiliation,
        )
        return self._of.person(known, place).id

    def _known(self, place: int, phrase: Phrase) -> Iterator[Actor]:
        """Yield the actors that words may take up, the latest first; persons not yet heard last."""
        seen: set[str] = set()
        for _, actor in self._of.discourse.speakers():
            if actor.id not in seen:
                seen.add(actor.id)
                yield actor
        named = [n for n in self._of.directory.people if n.role and n.start < place]
        for person in reversed(named):
            if phrase.head in _words(person.role or ""):
                known = Phrase(words=person.name, form="name", kind="person", name=person.name)
                yield self._of.person(known, person.start)

    def _takes_up(self, phrase: Phrase, actor: Actor) -> bool:
        """Return whether a description's noun and the words before it fit an actor."""
        body = actor.kind in _BODIES
        if body != (phrase.kind in _BODIES) or actor.kind == "government":
            return False
        if (
            actor.kind == "anonymous"
            and (actor.number == 1)
            and singular(phrase.name) != phrase.name.lower()
        ):
            return False
        words = _words(f"{actor.role or ''} {actor.name}")
        own = _head(actor.name) == phrase.head
        if not own and (actor.kind == "anonymous" or phrase.head not in _words(actor.role or "")):
            return False
        others = _words(phrase.name) - {phrase.head}
        side = affiliation_of(phrase.name)
        same_side = side is not None and f"actor:{side}" in {
            actor.affiliation,
            self._of.discourse.side(actor.id),
        }
        return others <= words or same_side

    def _is_bare(self, phrase: Phrase) -> bool:
        return len(phrase.name.split()) == 1

    def _body(self, phrase: Phrase, place: int) -> str | None:
        """Return the body that "the company" or "the agency" is: the last that fits."""
        head, side = phrase.head, affiliation_of(phrase.name)
        bare = self._is_bare(phrase) or head == "house"  # "the auction house"
        plain = phrase.name.islower() and (bare or head in _LOOSELY)
        many = singular(phrase.name) != phrase.name.lower()  # "the newspapers" are no one of them
        armed = not _words(phrase.name).isdisjoint(_ARMED)  # "the rebel group" is no paper
        if (not plain or many or armed) and side is None:
            return None
        heard = [
            a
            for _, a in self._of.discourse.speakers()
            if a.kind in {"organisation", "outlet", "group"}
        ]
        named = [
            a
            for a in reversed(self._of.actors.values())
            if a.kind in {"organisation", "outlet"}
            and ("/" not in a.id or self._of.is_met(a.id, place))
        ]
        before = self._of.named_before(place, far=True)[::-1]
        bodies = [*heard, *named, *(a for a in before if a.kind in _BODIES)]
        near = self._last_heard(place) if side is None and in_class(head, "company") else None
        if near is not None:
            return near
        if not bare and side is None:  # "the water company" is no other firm heard long ago
            at, last = next(iter(self._of.discourse.speakers()), (0, None))
            here = self._of.is_same_paragraph(at, place)
            bodies = [b for b in bodies if here and b is last and _is_proper(b.name)]
        for fits, named_so in ((self._is_called, _is_kind), (self._may_be_called, _is_private)):
            for actor in bodies:
                if fits(head, actor) and side in {None, _seat(actor)}:
                    return actor.id
            for found in self._of.directory.bodies if side is None and bare else ():
                known = named_so is _is_kind or found.start < place
                if known and named_so(head, found):
                    return self._of.body(phrase_of_body(found.name)).id
        return None

    def _last_heard(self, place: int) -> str | None:
        """Return the lone name heard last in a paragraph ("Telvane denied it. The firm said")."""
        for at, actor in self._of.discourse.speakers():
            if not self._of.is_same_paragraph(at, place):
                return None
            if _may_be_body(actor):
                return actor.id
            if actor.kind in _BODIES:
                return None
        return None

    def _is_called(self, head: str, actor: Actor) -> bool:
        """Return whether the article calls a body by a noun, in its name or beside it."""
        if _is_called_in_name(head, f"{actor.name} {actor.role or ''}"):
            return True
        own = _head(actor.name) == head and not (_is_proper(actor.name) and actor.role)
        return own or head in _words(actor.role or "")

    def _may_be_called(self, head: str, actor: Actor) -> bool:
        """Return whether a body may be called by a noun that any such body has."""
        last = _head(actor.name)
        office = (
            any(in_class(w, "office") for w in _words(actor.name)) or actor.affiliation is not None
        )
        if not _is_proper(actor.name):
            return False
        if actor.kind == "outlet":
            return head in _NEWSY
        if in_class(head, "company") or head in _PRIVATE:
            other = office or _is_other_kind(last)
            return not other and actor.kind == "organisation"
        if head not in _GENERIC or is_private(actor.name):
            return False
        return last not in load_lexicon().classes["body"] or any(
            in_class(w, "office") for w in _words(actor.name)
        )

    def _person(self, pronoun: str, place: int) -> Actor | None:
        """Return whom "he" or "she" means: who spoke last, or with whom a later sentence began."""
        wanted = None if not pronoun else "she" if pronoun in _SHE else "he"
        spoken = [
            (at, a)
            for at, a in self._of.discourse.speakers()
            if at < place
            and a.id not in self._of.quoting
            and (a.kind == "person" or (a.kind == "anonymous" and a.number != _TWO))
            and not is_plural(a)
        ]
        aimed = self._of.discourse.accused()
        if aimed is not None and not self._of.aiming and self._fits(self._sex(aimed), wanted):
            return aimed
        latest = spoken[0][0] if spoken else -1
        subjects = [
            (at, n)
            for at, n in self._of.directory.subjects
            if latest < at < place and place - at < _FAR and not self._of.is_content(at)
        ]
        for at, name in reversed(subjects):
            if self._fits(self._of.directory.sex(name), wanted):
                return self._subject_person(wanted, place, at) or self._named(name, at)
        described = self._subject_person(wanted, place, latest)
        if described is not None:
            return described
        people = list({a.id: a for _, a in spoken}.values())
        fitting = [a for a in people[:_RECENT] if self._fits(self._sex(a), wanted)]
        exact = [a for a in fitting if self._sex(a) == wanted]
        if fitting:
            return exact[0] if exact and fitting[0].kind == "anonymous" else fitting[0]
        before = [n for n in self._of.directory.people if n.start < place and n.certain]
        for person in reversed(before):
            if self._fits(self._of.directory.sex(person.name), wanted):
                return self._named(person.name, person.start)
        return next(iter(people), None)

    def _subject_person(self, wanted: str | None, place: int, after: int) -> Actor | None:
        """Return the person without a name whom a sentence after an offset is about."""
        for at, phrase in self._of.subjects_before(place):
            one = phrase.name == ONE_OF or phrase.form == "described"
            one = one and phrase.kind == "anonymous"
            if at > after and one and not _is_several(phrase) and phrase.head not in SOURCES:
                found = self._of.subject(phrase, at)
                if found is not None and self._fits(self._sex(found), wanted):
                    return found
        return None

    def _fits(self, sex: str | None, wanted: str | None) -> bool:
        return sex is None or wanted is None or sex == wanted

    def _named(self, name: str, place: int) -> Actor:
        return self._of.person(Phrase(words=name, form="name", kind="person", name=name), place)

    def _is_many(self, actor: str) -> bool:
        found = self._of.actors[actor]
        return found.kind == "group" or is_plural(found)

    def _sex(self, actor: Actor) -> str | None:
        return sex_of(actor) or (
            self._of.directory.sex(actor.name) if actor.kind == "person" else None
        )

    def _mutual(self, phrase: Phrase) -> tuple[str, ...]:
        """Return the parties of "both sides", "the two leaders", "each other"."""
        words = _words(phrase.name)
        number = phrase.number or _TWO
        if "other" in words or "another" in words:
            said = self._of.discourse.now()
            if len(said) > 1 or (said and self._is_many(said[0])):
                return said
        if words & {"leader", "man", "woman", "president", "minister"}:
            return self._of.discourse.parties(number, kinds=frozenset({"person"}))
        if words & {
            "country",
            "nation",
            "state",
            "neighbour",
            "neighbor",
            "government",
            "capital",
            "power",
        }:
            return self._of.discourse.parties(number, kinds=frozenset({"government"}))
        if words & {"side", "party"} or phrase.name in {"both", "each"}:
            found = self._of.discourse.disputants(number)
            return found if len(found) > 1 else self._of.discourse.parties(number)
        if words & {"company", "firm"}:
            return self._of.discourse.parties(number, kinds=frozenset({"organisation"}))
        return self._of.discourse.parties(number)


def _is_called_in_name(head: str, name: str) -> bool:
    """Return whether a word of a name tells that it is called so: "Slaney Airways", an airline."""
    return not _words(name).isdisjoint(_IN_NAMES.get(head, ()))


def _is_kind(head: str, found: Named) -> bool:
    """Return whether a noun is what the text calls a body, in its name or beside it."""
    return head == (found.role or _head(found.name)) or _is_called_in_name(head, found.name)


def _is_private(head: str, found: Named) -> bool:
    """Return whether a noun for any company, or for any body, may mean one that the text names."""
    office = any(in_class(w, "office") for w in found.name.split())
    other = _is_other_kind(found.name.split()[-1])
    firm = in_class(head, "company", "business") and not office and not other
    return firm or (head in _GENERIC and office)


def _is_several(phrase: Phrase) -> bool:
    """Return whether a description is of several; a name is of one."""
    if phrase.form != "described":
        return False
    return (phrase.number or 1) > 1 or singular(_noun(phrase.name)) != _noun(phrase.name).lower()


def _is_other_kind(noun: str) -> bool:
    """Return whether a name's last noun tells that it is no company ("the Coast Guard")."""
    body = in_class(noun, "body") and not in_class(noun, "company", "business")
    return body or noun.lower() in {*_NEWSY, "radio", "television", "tv", "news"}


def _is_proper(name: str) -> bool:
    """Return whether a body's name ends as a name does, and not on a plain noun."""
    return name.rsplit(maxsplit=1)[-1][:1].isupper()


def _may_be_body(actor: Actor) -> bool:
    """Return whether nothing but a lone name tells that it is a person ("Seya says it would")."""
    return actor.kind == "person" and not actor.role and not is_full(actor.name)


def _seat(actor: Actor) -> str | None:
    """Return the country in which a body of the gazetteer sits."""
    entry = find_entry(actor.name)
    return entry.country if entry is not None else None


def _is_private_person(actor: Actor) -> bool:
    """Return whether it is one person without a name or office ("a cook"), "the woman" later."""
    words = _words(actor.name)
    office = any(last_role([w])[1] in {"official", "representative"} for w in words)
    return actor.kind == "anonymous" and not is_plural(actor) and not office


def is_plural(actor: Actor) -> bool:
    """Return whether an anonymous source is several people."""
    head = _noun(actor.name)
    return (actor.kind == "anonymous" and (actor.number or 1) > 1) or (
        actor.kind == "anonymous" and singular(head) != head.lower()
    )


def _noun(name: str) -> str:
    """Return the noun that a description is about: the last before a preposition or clause."""
    core = re.split(
        r"\s(?:of|in|from|at|on|with|for|who|familiar|briefed|shot|close|near)\b", name
    )[0]
    return core.split()[-1] if core.split() else ""


def _head(name: str) -> str:
    return singular(_noun(name))


def _words(words: str) -> set[str]:
    """Return the content words in the singular, roles by their plain word."""
    found = re.findall(r"[\w.-]+", words.lower())
    plain = (
        {singular(w) for w in found}
        | {plain_role(w) for w in found}
        | {plain_role(w.strip(".")) for w in found}
    )
    for start, end, _ in role_spans(found):
        plain |= set(plain_role(" ".join(found[start:end])).split())
    return plain - {"the", "a", "an", "of", "for", "two", "both", "this", "that"}
