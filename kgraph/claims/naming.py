"""The words of a content -> the same with names for "we", "it", "his", as a label needs them.

"We owe our workers an apology" is "Dunmore Resins owes its workers an apology"; "to resign", asked
of somebody, is "Aksel Thorne should resign".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.claims.wording import has_verb, label_of
from kgraph.gazetteer import find_demonym, given_names
from kgraph.ids import slug
from kgraph.lexicon import load_lexicon, load_words
from kgraph.linguistics import offset
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from kgraph.model import Actor

_DETERMINERS = frozenset(
    "a an the one some no two three four five several many another others both each all".split()
)
_ONE = frozenset(  # of whom there is one, so that he is "the mayor"
    "president premier minister chancellor mayor governor king queen ambassador commissioner "
    "director coroner ombudsman chairman chairwoman captain pope".split()
)
_SUBJECTS = {"her": "she", "him": "he", "them": "they", "us": "we", "me": "I"}
_OFFICES = frozenset(
    "department ministry agency union bureau office commission council committee authority "
    "inspectorate federation association party institute".split()
)
_MANY = ("s", "men", "people", "staff", "police", "public", "crew")
_I = {"i": "subject", "me": "object", "my": "owner", "mine": "owner", "myself": "self"}
_WE = {"we": "subject", "us": "object", "our": "owner", "ours": "owner", "ourselves": "self"}
_THINGS = {"subject": "it", "object": "it", "owner": "its", "self": "itself"}
_PEOPLE = {"subject": "they", "object": "them", "owner": "their", "self": "themselves"}
_MAN = {"subject": "he", "object": "him", "owner": "his", "self": "himself"}
_WOMAN = {"subject": "she", "object": "her", "owner": "her", "self": "herself"}
_HE = frozenset({"he", "she", "his", "her"})
_IT = frozenset({"it", "its"})
_SINGULAR = {
    "am": "is", "'m": "is", "’m": "is", "are": "is", "'re": "is", "’re": "is", "were": "was",
    "have": "has", "'ve": "has", "’ve": "has", "do": "does", "'ll": "will", "’ll": "will",
}  # fmt: skip
_PLURAL = {"am": "are", "'m": "are", "’m": "are", "'re": "are", "’re": "are", "'ve": "have"}
_WOULD = frozenset({"'d", "’d"})
_HISSING = ("s", "x", "z", "ch", "sh")
_EXPLETIVE = frozenset(
    "appear seem look turn take cost rain snow depend matter happen remain".split()
)
_AUXILIARY = frozenset({"aux", "auxpass"})
_CLAUSES = frozenset({"xcomp", "ccomp", "csubj", "acl", "relcl"})
_QUOTES = re.compile(r"[\"“”]|(?<!\w)['‘’](?=\w)|(?<=\w)['’](?=[\s.,;:!?]|$)(?<!s['’])")
_LEADING = frozenset({"for", "of", "about", "on", "with", "over", "at"})


def name_of(actor: Actor) -> str:
    """Return an actor's name as it stands in a sentence: "the United States", "a group"."""
    words = actor.name.split(" of ")[0].split()
    if words[0].lower() in _DETERMINERS or words[0].endswith(("'s", "’s", "s'", "s’")):
        return actor.name
    state = actor.name.startswith("United ") and actor.kind == "government"
    office = actor.kind == "organisation" and words[-1].lower() in _OFFICES and len(words) > 1
    if state or office or actor.name.lower() in load_lexicon().classes["body"] | {"opposition"}:
        return f"the {_lowered(actor.name)}"
    if is_many(actor) or "/" not in actor.id:
        return actor.name
    if actor.kind in {"group", "anonymous"} and words[-1].lower() not in _ONE:
        return f"{'an' if words[0][0].lower() in 'aeio' else 'a'} {_lowered(actor.name)}"
    return f"the {_lowered(actor.name)}" if actor.kind != "person" else actor.name


def is_many(actor: Actor) -> bool:
    """Return whether an actor is people in the plural."""
    last = re.split(r" (?:of|at|in|from|for|with|on) ", actor.name)[0].split()[-1].lower()
    return actor.kind in {"group", "anonymous"} and last.endswith(_MANY)


def named(
    tokens: list[Token], speaker: Actor | None, side: Actor | None, *, direct: bool
) -> dict[int, str]:
    """Return by offset what stands instead of words that mean the speaker or his side.

    Args:
        tokens: Words of a content.
        speaker: Who says them.
        side: For whom he speaks, whom "we" means; a person by himself has no "we".
        direct: Whether they are quoted, so that "I" is the speaker.
    """
    if speaker is None:
        return {}
    if not direct:
        return _of_third_person(tokens, speaker)
    found = _with_name(tokens, speaker, _I)
    if side is not None and side.kind not in {"person", "anonymous"}:
        found |= _with_name(tokens, side, _WE)
    return found


def _with_name(tokens: list[Token], actor: Actor, meant: Mapping[str, str]) -> dict[int, str]:
    """Return the words for first persons in the third: a name, then pronouns."""
    again = _again(actor)
    found: dict[int, str] = {}
    for token in tokens:
        part = meant.get(token.lower_)
        if part is None or token.pos_ == "NOUN":  # "the mine"
            continue
        words = again[part]
        if not found and part != "self":
            words = owning(name_of(actor)) if part == "owner" else name_of(actor)
        found[offset(token)] = f"{words} "
        if part == "subject":
            found |= _agreeing(token, many=is_many(actor) or words == "they")
    return found


def _again(actor: Actor) -> Mapping[str, str]:
    """Return the pronouns for an actor who has been named."""
    if actor.kind in {"organisation", "government", "outlet"}:
        return _THINGS
    words = actor.name.split()
    sex = given_names().get(slug(words[0])) if actor.kind == "person" and len(words) > 1 else None
    return {"he": _MAN, "she": _WOMAN}.get(sex or "", _PEOPLE)


def _agreeing(subject: Token, *, many: bool) -> dict[int, str]:
    """Return the verb of "I" or "we" as it is of another."""
    verb = subject.head
    found = {}
    for token in (verb, *(c for c in verb.children if c.dep_ in _AUXILIARY)):
        finite = token.tag_ in {"VBP", "VBD"} or token.text[:1] in "'’"
        word = (_PLURAL if many else _SINGULAR).get(token.lower_) if finite else None
        if token.lower_ in _WOULD:
            word = "had" if verb.tag_ == "VBN" else "would"
        alone = token == verb and not any(c.dep_ in _AUXILIARY for c in verb.children)
        if word is None and token.tag_ == "VBP" and alone and not many:
            word = token.text + ("es" if token.text.endswith(_HISSING) else "s")
        if word is not None:
            joined = token.whitespace_ or (" " if token.text[:1] in "'’" else "")
            found[offset(token)] = word + joined
    return found


def _of_third_person(tokens: list[Token], speaker: Actor) -> dict[int, str]:
    """Return the name for "it", "he" or "its" as what a reported statement begins with."""
    subject = next((c for c in head_of(tokens).children if c.dep_.startswith("nsubj")), None)
    if subject is None or subject not in tokens:
        return {}
    owner = next((c for c in subject.children if c.dep_ == "poss" and c.pos_ == "PRON"), None)
    word = owner or subject
    people = speaker.kind in {"person", "anonymous"}
    if is_many(speaker):
        return {}  # "two lawyers say they look real": what does
    fitting = _HE if people else _IT
    if word.lower_ not in fitting or _is_expletive(word) or word.i > tokens[0].i + 1:
        return {}
    name = name_of(speaker)
    return {offset(word): f"{owning(name) if owner is not None else name} "}


def _is_expletive(word: Token) -> bool:
    """Return whether "it" is nobody: "it appeared that", "it was too early to say"."""
    verb = word.head
    if word.lower_ != "it" or word.dep_ == "poss":
        return False
    said = [c for c in verb.children if c.dep_ in {"acomp", "attr"}]
    vague = any(g.dep_ in _CLAUSES for c in (verb, *said) for g in c.children)
    vague = vague or any(c.dep_ == "acomp" for c in said)  # what was safe may be anything
    return word.dep_ == "expl" or lemma(verb) in _EXPLETIVE or (lemma(verb) == "be" and vague)


def done(tokens: list[Token], who: str, modal: str, instead: Mapping[int, str]) -> str:
    """Return "to do it" as what somebody should or will do; "" where no such words begin it.

    Args:
        tokens: The words.
        who: Who is to do it, or "".
        modal: "should" or "will".
        instead: By offset, what stands instead of some words.
    """
    to = next((k for k, t in enumerate(tokens[:3]) if t.lower_ == "to" and t.tag_ == "TO"), None)
    if to is None or to + 1 >= len(tokens) or tokens[to].head.dep_ in {"acl", "relcl"}:
        return ""  # "a law to protect them"
    act = _QUOTES.sub("", label_of(tokens[to + 1 :], instead))
    before = [t for t in tokens[:to] if t.lower_ != "not"]
    who = who or (label_of(before) if before else "")
    return f"{_SUBJECTS.get(who.lower(), who)} {modal} {act}" if who else act


def shown_label(tokens: list[Token], instead: Mapping[int, str]) -> str:
    """Return words as a label without marks of quotation, or "for" before a mere noun."""
    while len(tokens) > 1 and not has_verb(tokens) and tokens[0].lower_ in _LEADING:
        tokens = tokens[1:]
    return _QUOTES.sub("", label_of(tokens, instead)).strip()


def without_marks(words: str) -> str:
    """Return words that are no sentence without quotation marks, or "for" before them."""
    bare = _QUOTES.sub("", words).strip(" ,")
    first, _, rest = bare.partition(" ")
    return rest if rest and first.lower() in _LEADING else bare


def owning(name: str) -> str:
    """Return a name as the owner of what follows."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _lowered(name: str) -> str:
    """Return a description as it stands within a sentence; what else has a capital stays."""
    first, _, rest = name.partition(" ")
    plain = first.lower() in load_words() and not first.isupper()
    common = plain and not find_demonym(first) and not rest[:1].isupper()
    return f"{first.lower()} {rest}".strip() if common else name
