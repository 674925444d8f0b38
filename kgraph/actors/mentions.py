"""Words -> ``Mention``: what kind of actor some words name, with role and affiliation.

Looks at the words of the mention alone; pronouns and short forms are settled in ``local``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kgraph.actors.proper import is_body, name_words, text_of
from kgraph.actors.roles import affiliation_of, government_of, last_role
from kgraph.gazetteer import find_demonym, find_entry, role_words
from kgraph.lexicon import load_lexicon
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kgraph.gazetteer import Entry
    from kgraph.model import ActorKind

MentionForm = Literal["name", "known", "described", "pronoun"]
"""``name``: a proper name; ``known``: an entry of the gazetteer; ``described``: "a US official",
"the spokesman"; ``pronoun``: "he", "it", "some"."""

_PRONOUNS = frozenset(
    "he she him her it they them we i us me you his their its our who which himself herself "
    "itself".split()
)
_INDEFINITE = frozenset(
    "some others many several few most all both none another one those everyone anyone critics "
    "neither".split()
)
_DEFINITE = frozenset("the this that his her their its these those".split())
_DETERMINERS = re.compile(
    r"^(?:the|a|an|this|that|these|those|his|her|their|its|other|another)\s+", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_BREAKS = frozenset({",", ";", "(", "—", "–", "who", "which", "speaking", "familiar"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET"})
_NEAR = 3  # words between a break and the name that goes with the words before it, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What some words say of an actor.

    Attributes:
        words: The words themselves.
        form: How they refer.
        kind: Kind of actor, or None for a pronoun.
        name: The proper name, or the description without its article.
        entry: The gazetteer's entry, where it is one.
        role: Role words, as written.
        affiliation: Gazetteer slug of the government or organisation it belongs to.
        independent: Whether its role speaks for nobody else ("analyst").
        definite: Whether it begins with "the", "this", a possessive: it was named before.
    """

    words: str
    form: MentionForm
    kind: ActorKind | None = None
    name: str = ""
    entry: Entry | None = None
    role: str | None = None
    affiliation: str | None = None
    independent: bool = False
    definite: bool = False


def read_mentions(tokens: list[Token], *, loose: bool = False) -> list[Mention]:
    """Return the mentions in the words of a source or target: several for a list of names.

    Loosely, any plural with a country is a group of people ("British divers").
    """
    tokens = [t for t in tokens if not t.is_space]
    if not tokens:
        return []
    return [m for part in _coordinated(tokens) if (m := read_mention(part, loose=loose))]


def read_mention(tokens: list[Token], *, loose: bool = False) -> Mention | None:
    """Return what one noun phrase names, or None if that is no actor."""
    words = text_of(tokens)
    bare = words.strip(" \"'“”‘’.,;:")
    if bare.lower() in _PRONOUNS and (bare == "I" or not bare.isupper()):  # "US" is a country
        return Mention(words=words, form="pronoun", name=bare.lower())
    core, aside = _core(tokens)
    if not core:
        return None
    known = _known(core)
    if known:
        return known
    head = head_of(core)
    if head.lower_ in _INDEFINITE:
        return Mention(words=words, form="pronoun", kind="anonymous", name=head.lower_)
    return _named(core, aside, words) or _described(core, aside, words, head, loose=loose)


def _coordinated(tokens: list[Token]) -> list[list[Token]]:
    """Return the parts of a list ("Putin, his officials and state media" is three)."""
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside and t.dep_.startswith("nsubj")]
    heads = heads if len(heads) > 1 else [head_of(tokens)]
    for part in heads:
        heads += [c for c in part.children if c.dep_ == "conj" and c.i in inside]
    heads = [h for h in heads if h.pos_ in _NOMINAL or find_demonym(h.text)]
    if len(heads) <= 1:
        return [tokens]
    owner: dict[int, int] = {}
    for k, part in enumerate(heads):
        for token in part.subtree:
            owner[token.i] = k
    parts = [
        [t for t in tokens if owner.get(t.i) == k and t.dep_ not in {"cc", "preconj"}]
        for k in range(len(heads))
    ]
    return [p for part in parts if (p := _stripped(part))]


def _stripped(tokens: list[Token]) -> list[Token]:
    """Return the tokens without punctuation at the edges."""
    while tokens and tokens[-1].is_punct:
        tokens = tokens[:-1]
    while tokens and tokens[0].is_punct:
        tokens = tokens[1:]
    return tokens


def _core(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the words up to the first break and those after it ("Name, a spokesman for ...")."""
    tokens = _stripped(tokens)
    for k, token in enumerate(tokens):
        if k and token.text in _BREAKS:
            return _stripped(tokens[:k]), tokens[k + 1 :]
    return tokens, []


def _known(core: list[Token]) -> Mention | None:
    """Return the mention of a gazetteer entry that fills the words ("the Kremlin website")."""
    words = text_of(core)
    entry = find_entry(words)
    if entry is None and len(core) > 1 and lemma(core[-1]) in load_lexicon().classes["mouthpiece"]:
        entry = find_entry(text_of(core[:-1]))
    if entry is None:
        return None
    entry = government_of(entry)
    return Mention(words=words, form="known", kind=entry.kind, name=entry.name, entry=entry)


def _named(core: list[Token], aside: list[Token], words: str) -> Mention | None:
    """Return the mention of a person or body by a name that the gazetteer does not have."""
    name = name_words(core)
    if not name and aside:  # "his colleague in parliament, Adalbi Shkhagoshev"
        name = name_words(aside) if head_of(aside).pos_ == "PROPN" else []
        if not name or aside.index(name[0]) > _NEAR:
            return None
        before, after = [*core, *aside[: aside.index(name[0])]], []
    elif name:
        before, after = core[: core.index(name[0])], aside
    else:
        return None
    text = _POSSESSIVE.sub("", text_of(name)).strip()
    title = _ARTICLE.sub("", text_of(before))
    klass = last_role(before)[1]
    if klass is None and after and after[0].dep_ != "poss":
        klass = last_role(after)[1]
        title = title or (text_of(after) if klass else "")
    if klass is None and is_body(name, before):
        title = title if any(t.text.islower() for t in before) else ""
        return Mention(
            words=words,
            form="name",
            kind="organisation",
            name=text,
            role=title or None,
            affiliation=affiliation_of(f"{text_of(before)} {text}"),
        )
    independent = klass == "independent"
    return Mention(
        words=words,
        form="name",
        kind="person",
        name=text,
        role=title or None,
        affiliation=None if independent else affiliation_of(title),
        independent=independent,
    )


def _described(
    core: list[Token], aside: list[Token], words: str, head: Token, *, loose: bool
) -> Mention | None:
    """Return the mention of people or a body without a name ("a senior US official")."""
    text, classes = text_of(core), load_lexicon().classes
    _, klass = last_role(core)
    affiliation = affiliation_of(f"{text} {text_of(aside)}")
    independent = klass == "independent" or lemma(head) in role_words()["independent"]
    kind: ActorKind
    if lemma(head) in classes["body"]:
        kind = "organisation"
    elif klass and last_role([head])[1]:
        kind = "anonymous"
    elif lemma(head) in classes["group"] or (loose and affiliation and head.tag_ == "NNS"):
        kind = "group"
    else:
        return None
    return Mention(
        words=words,
        form="described",
        kind=kind,
        name=_DETERMINERS.sub("", text),
        affiliation=None if independent else affiliation,
        independent=independent,
        definite=core[0].lower_ in _DEFINITE,
    )
