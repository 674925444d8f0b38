"""Words -> ``Mention``: what kind of actor some words name, with role and affiliation.

Looks at the words of the mention alone; pronouns and short forms are settled in ``local``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kgraph.gazetteer import country, find_demonym, find_entry, role_words, scan
from kgraph.lexicon import load_lexicon
from kgraph.syntax import head_of, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kgraph.gazetteer import Entry
    from kgraph.model import ActorKind

MentionForm = Literal["name", "known", "described", "pronoun"]
"""``name``: a proper name; ``known``: an entry of the gazetteer; ``described``: "a US official",
"the spokesman"; ``pronoun``: "he", "it", "some"."""

_PRONOUNS = frozenset({"he", "she", "him", "her", "it", "they", "them", "we", "i", "us", "me", "you",
                       "his", "their", "its", "our", "who", "which", "himself", "herself", "itself"})  # fmt: skip
_INDEFINITE = frozenset({"some", "others", "many", "several", "few", "most", "all", "both", "none",
                         "another", "one", "those", "everyone", "anyone", "critics", "neither"})  # fmt: skip
_GROUPS = frozenset({"group", "side", "rebel", "militant", "force", "personnel", "figure", "hardliner",
                     "separatist", "protester", "activist", "opposition", "party", "camp", "faction",
                     "troop", "fighter", "hacker", "gang", "cell", "militia", "network", "community",
                     "country", "nation", "power", "ally", "family", "relative", "parent", "neighbour", "neighbor", "mother", "father", "widow", "government", "state", "operative", "agent"})  # fmt: skip
_INNER = frozenset({"of", "for", "and", "&", "-"})
_OWNERS = frozenset(
    {
        "owner",
        "maker",
        "giant",
        "group",
        "contractor",
        "supplier",
        "parent",
        "developer",
        "producer",
    }
)
_SUFFIXES = frozenset(
    {
        "Corp",
        "Inc",
        "Ltd",
        "LLC",
        "plc",
        "PLC",
        "AG",
        "SA",
        "GmbH",
        "Co",
        "Group",
        "Holdings",
        "SE",
        "NV",
    }
)
_SELF = frozenset({"website", "statement", "side", "government", "regime", "authority", "leadership",
                   "administration", "state", "press", "service", "office", "account", "channel", "capital",
                   "delegation", "leader"})  # fmt: skip


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
    words = _text(tokens)
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


def government_of(entry: Entry) -> Entry:
    """Return the country for a metonym of its government, else the entry itself."""
    if entry.kind == "government" and entry.government and entry.government != entry.id:
        return country(entry.government)
    return entry


def _text(tokens: list[Token]) -> str:
    return "".join(t.text_with_ws for t in tokens).strip()


def _coordinated(tokens: list[Token]) -> list[list[Token]]:
    """Return the parts of a list ("Putin, his officials and state media" is three)."""
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside and t.dep_.startswith("nsubj")]
    heads = heads if len(heads) > 1 else [head_of(tokens)]
    for part in heads:
        heads += [c for c in part.children if c.dep_ == "conj" and c.i in inside]
    heads = [h for h in heads if h.pos_ in {"NOUN", "PROPN", "PRON", "DET"} or find_demonym(h.text)]
    if len(heads) < 2:
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
    while tokens and tokens[-1].is_punct:
        tokens = tokens[:-1]
    while tokens and tokens[0].is_punct:
        tokens = tokens[1:]
    return tokens


def _core(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the words up to the first break and those after it ("Name, a spokesman for ...")."""
    tokens = _stripped(tokens)
    for k, token in enumerate(tokens):
        if k and (token.text in {",", ";", "(", "—", "–", "who", "which", "speaking", "familiar"}):
            return _stripped(tokens[:k]), tokens[k + 1 :]
    return tokens, []


def _known(core: list[Token]) -> Mention | None:
    """Return the mention of a gazetteer entry that fills the words ("the Kremlin website")."""
    words = _text(core)
    entry = find_entry(words)
    last = core[-1]
    if entry is None and len(core) > 1 and lemma(last) in _SELF:
        entry = find_entry(_text(core[:-1]))
    if entry is None:
        return None
    entry = government_of(entry)
    return Mention(words=words, form="known", kind=entry.kind, name=entry.name, entry=entry)


def _named(core: list[Token], aside: list[Token], words: str) -> Mention | None:
    """Return the mention of a person or body by a name that the gazetteer does not have."""
    name = _name_words(core)
    if not name and aside:  # "his colleague in parliament, Adalbi Shkhagoshev"
        name = _name_words(aside) if head_of(aside).pos_ == "PROPN" else []
        if not name or aside.index(name[0]) > 3:
            return None
        before, after = [*core, *aside[: aside.index(name[0])]], []
    elif name:
        before, after = core[: core.index(name[0])], aside
    else:
        return None
    text = re.sub(r"['’]s?$", "", _text(name)).strip()
    title = re.sub(r"^(?:the|a|an)\s+", "", _text(before), flags=re.IGNORECASE)
    klass = last_role(before)[1]
    if klass is None and after and after[0].dep_ != "poss":
        klass = last_role(after)[1]
        title = title or (_text(after) if klass else "")
    if klass is None and _is_body(name, before):
        title = title if any(t.text.islower() for t in before) else ""
        return Mention(
            words=words, form="name", kind="organisation", name=text, role=title or None,
            affiliation=_affiliation(f"{_text(before)} {text}"),
        )  # fmt: skip
    independent = klass == "independent"
    return Mention(
        words=words,
        form="name",
        kind="person",
        name=text,
        role=title or None,
        affiliation=None if independent else _affiliation(title),
        independent=independent,
    )


def _is_body(name: list[Token], before: list[Token]) -> bool:
    """Return whether a name is an organisation's: by a word for a body, a suffix, or its label."""
    bodies = load_lexicon().classes["body"]
    if (
        any(lemma(t) in bodies | _OWNERS for t in (*name, *before))
        or name[-1].text.strip(".") in _SUFFIXES
    ):
        return True
    labels = [t.ent_type_ for t in name]
    if "PERSON" in labels:
        return False
    return "ORG" in labels and len(name) != 2  # small models take many a full name for a body


def _name_words(tokens: list[Token]) -> list[Token]:
    """Return the proper name in some words: the capitalised run about their head.

    Left of it stand roles, countries and words that are capital only for beginning a sentence.
    """
    role_end, _ = last_role(tokens)
    named = [k for k, t in enumerate(tokens) if k >= role_end and _is_name_word(t, tokens)]
    whole = head_of(tokens)
    heads = [k for k in named if not _is_under_preposition(tokens[k], whole)]
    if (
        not heads
        and named
        and find_entry(tokens[named[-1] - 1].text) is None
        and _follows_entry(tokens, named)
    ):
        heads = named  # "President of Ukraine Volodymyr Zelensky", which parsers misread
    if not heads:
        return []
    start = end = max(heads)
    while (
        end + 2 < len(tokens)
        and tokens[end + 1].lower_ in _INNER
        and _is_name_word(tokens[end + 2], tokens)
    ):
        end += 2
        while end + 1 < len(tokens) and _is_name_word(tokens[end + 1], tokens):
            end += 1
    while start > role_end and (
        _is_name_word(tokens[start - 1], tokens) or _joins(tokens, start - 1)
    ):
        start -= 1
    run = tokens[start : end + 1]
    while len(run) > 2 and find_entry(run[0].text):  # "President of Ukraine Volodymyr Zelensky"
        run = run[1:]
    head = whole
    modifier = head not in run and head.i > run[-1].i and head.pos_ == "NOUN"
    if modifier or find_entry(_text(run)) or all(find_demonym(t.text) for t in run):
        return []  # "Rights groups", "the Brantley spokeswoman": a description
    return run


def _is_under_preposition(token: Token, head: Token) -> bool:
    """Return whether a word hangs on a preposition below the head ("analysts at Corbin Lyle")."""
    while token != head and token.head != token:
        if token.dep_ == "pobj":
            return True
        token = token.head
    return False


def _follows_entry(tokens: list[Token], named: list[int]) -> bool:
    return any(find_entry(tokens[k].text) for k in range(max(0, named[0] - 1), named[-1]))


def _is_name_word(token: Token, tokens: list[Token]) -> bool:
    """Return whether a word may be part of a name here: capitalised, no role, no lone adjective."""
    text = token.text
    if (
        not text[:1].isupper()
        or (token.is_stop and len(text) < 4)
        or token.ent_type_ in {"DATE", "TIME"}
    ):
        return False
    if token.is_sent_start and token.pos_ != "PROPN" and len(tokens) > 1:
        return False
    k = tokens.index(token)
    after = [t.lower_ for t in tokens[k + 1 : k + 4]]
    is_title = any(token.lower_ in group for group in role_words().values())
    return not is_title or k + 1 == len(tokens) or after[0] in {"of", "for"}


def _joins(tokens: list[Token], k: int) -> bool:
    """Return whether a small word joins two words of a name ("Bureau of Investigation")."""
    small = tokens[k].lower_ in {
        "of",
        "for",
        "and",
        "the",
        "&",
        "-",
        "al",
        "bin",
        "van",
        "von",
        "de",
        "der",
        "el",
        "da",
        "on",
    }
    before = next((t for t in reversed(tokens[:k]) if t.lower_ not in {"of", "the", "for"}), None)
    if not small or before is None or not before.text[:1].isupper():
        return False
    titles = role_words()
    return not any(before.lower_ in group for group in titles.values()) and not find_demonym(
        before.text
    )


def last_role(tokens: list[Token]) -> tuple[int, str | None]:
    """Return the position after the last role word, and its class."""
    lowered = [t.lower_ for t in tokens]
    best: tuple[int, str | None] = (0, None)
    for name, group in role_words().items():
        for end in range(len(tokens), best[0], -1):
            if any(" ".join(lowered[s:end]) in group for s in range(max(0, end - 4), end)):
                best = (end, name)
                break
    return best


def _affiliation(text: str) -> str | None:
    """Return the slug of the first government or organisation in some role words."""
    for _, _, entry, _ in scan(text):
        if entry.kind in {"government", "organisation", "group", "outlet"}:
            return government_of(entry).id
    return None


def _described(
    core: list[Token], aside: list[Token], words: str, head: Token, *, loose: bool
) -> Mention | None:
    """Return the mention of people or a body without a name ("a senior US official")."""
    text = _text(core)
    name = re.sub(
        r"^(?:the|a|an|this|that|these|those|his|her|their|its|other|another)\s+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    _, klass = last_role(core)
    affiliation = _affiliation(f"{text} {_text(aside)}")
    independent = klass == "independent" or lemma(head) in role_words()["independent"]
    definite = core[0].lower_ in {
        "the",
        "this",
        "that",
        "his",
        "her",
        "their",
        "its",
        "these",
        "those",
    }
    kind: ActorKind
    if lemma(head) in load_lexicon().classes["body"]:
        kind = "organisation"
    elif klass and last_role([head])[1]:
        kind = "anonymous"
    elif lemma(head) in _GROUPS or (loose and affiliation and head.tag_ == "NNS"):
        kind = "group"
    else:
        return None
    return Mention(
        words=words,
        form="described",
        kind=kind,
        name=name,
        role=None,
        affiliation=None if independent else affiliation,
        independent=independent,
        definite=definite,
    )
