"""Content -> ``Proposition``: who did what, and whether the words say so or say not.

Three shapes are understood. *Responsibility*: an actor is behind a wrongful act ("Y carried out the
attack", "the attack by Y", "Y had no role in it", "decisions are made in Y"). *Stance towards an
act*: an actor knew of it or encouraged it. Anything else is a *plain* proposition of its main verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kgraph.gazetteer import find_demonym, find_entry
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import runs
from kgraph.syntax import head_of, is_negated, lemma, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

Act = Literal["responsible", "knew", "encouraged"]

_MODALS = frozenset({"may", "might", "could"})
_DUTIES = frozenset({"should", "must", "ought", "shall", "will", "would"})
_TRYING = frozenset({"attempt", "try", "plan", "seek", "plot", "order", "send", "intend", "conspire",
                     "help", "prepare", "ready", "use", "be", "aim", "launch", "commit", "dispatch", "hire", "have"})  # fmt: skip
_PATIENT_PREPOSITIONS = frozenset({"on", "against", "at", "in", "of", "into", "upon", "near"})
_BY = frozenset({"by", "from"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_VIOLENT = frozenset({"attack", "killing"})
_PRONOUN_EVENTS = frozenset({"it", "this", "that", "them", "these"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a stretch of content says.

    Attributes:
        act: ``responsible``, ``knew`` or ``encouraged``; for a plain one the lemma of its verb.
        agent: Head of the words that name who did it, or None.
        event: The token that names the happening, or None where it is not named.
        negative: Whether the words say that it is not so.
        hedged: Whether it is only possible ("may", "could").
        asserted: Whether it is what the content says, rather than what it takes for granted.
        kind: Kind of wrongful act ("attack"), or None for a plain one.
        neutral: Whether naming the doer accuses nobody ("police arrested him").
    """

    act: str
    agent: Token | None
    event: Token | None
    negative: bool
    hedged: bool = False
    asserted: bool = True
    kind: str | None = None
    neutral: bool = False


def find_propositions(tokens: list[Token]) -> list[Proposition]:
    """Return the propositions in the words of a content, those of responsibility first."""
    found: list[Proposition] = []
    inside = {(id(t.doc), t.i) for t in tokens}
    for token in tokens:
        for made in _from_token(token, tokens):
            agent = made.agent
            if (
                agent is not None
                and agent.pos_ == "PRON"
                and agent.lower_ in {"which", "that", "what"}
            ):
                continue
            same = (made.act, agent and agent.i, made.negative)
            if same not in [(f.act, f.agent and f.agent.i, f.negative) for f in found]:
                found.append(made)
    if not found and tokens:
        found = [p for run in runs(tokens) if (p := _plain(run))][:1]
    return [f for f in found if f.agent is None or (id(f.agent.doc), f.agent.i) in inside or f.act]


def _from_token(token: Token, tokens: list[Token]) -> Iterator[Proposition]:
    if token.pos_ in {"VERB", "AUX"}:
        yield from _of_verb(token)
    elif token.pos_ in {"NOUN", "PROPN"}:
        yield from _of_noun(token, tokens)


def _of_verb(verb: Token) -> Iterator[Proposition]:
    """Yield what a verb says: a wrongful act, involvement in one, a decision, knowledge."""
    if not _happened(verb):
        return
    word, lexicon = lemma(verb), load_lexicon()
    negative, hedged = is_negated(verb), _is_hedged(verb)
    subject = subject_of(verb)
    kind = lexicon.acts.get(word)
    if kind and verb.tag_ != "VBG" or kind and verb.dep_ != "amod":
        struck = _patient(verb)
        figure = kind in _VIOLENT and struck is not None and lemma(struck) in lexicon.figures
        if _is_act(verb) and not figure and (subject is not None or struck is not None):
            neutral = word in lexicon.neutral
            yield Proposition(
                "responsible", subject, verb, negative, hedged, kind=kind, neutral=neutral
            )
    if word in lexicon.involvement["verbs"]:
        event = _object_event(verb)
        if event is not None:
            yield Proposition("responsible", subject, event, negative, hedged, kind=_kind(event))
    if word == "be":
        yield from _of_copula(verb, subject, negative=negative, hedged=hedged)
    if word in {"have", "play", "bear", "take"}:
        yield from _of_having(verb, subject, negative=negative, hedged=hedged)
    if word == "involve":
        doer = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if doer is not None:
            yield Proposition("responsible", doer, None, negative, hedged)
    yield from _of_deciding(verb)
    yield from _of_stance(verb, subject, negative=negative, hedged=hedged)


def _of_copula(
    verb: Token, subject: Token | None, *, negative: bool, hedged: bool
) -> Iterator[Proposition]:
    """Yield "Y was behind it", "Y is responsible for it", "Y is to blame"."""
    predicates = load_lexicon().involvement["predicates"]
    for child in verb.children:
        near = [child, *child.children]
        hit = next(
            (
                t
                for t in near
                if lemma(t) in predicates
                and t.dep_ in {"prep", "acomp", "xcomp", "attr", "prt", "advmod", "pcomp"}
            ),
            None,
        )
        if hit is None:
            continue
        inner = [c for t in (hit, *hit.children) for c in t.children if c.dep_ in {"pobj", "pcomp"}]
        event = inner[0] if inner else None
        if _may_be_event(event):
            yield Proposition("responsible", subject, event, negative, hedged, kind=_kind(event))
        return


def _of_having(
    verb: Token, subject: Token | None, *, negative: bool, hedged: bool
) -> Iterator[Proposition]:
    """Yield "Y had no role in it", "Y has nothing to do with it", "Y had no knowledge of it"."""
    involvement = load_lexicon().involvement
    for child in verb.children:
        if child.dep_ not in {"dobj", "attr"}:
            continue
        none = (
            negative
            or any(c.lower_ == "no" for c in child.children)
            or child.lower_ in {"nothing", "none"}
        )
        inner = [c for t in child.subtree for c in t.children if c.dep_ in {"pobj", "pcomp"}]
        event = inner[0] if inner else None
        if not _may_be_event(event):
            continue
        if child.lower_ in {"nothing", "something"} and any(
            lemma(t) == "do" for t in child.subtree
        ):
            yield Proposition("responsible", subject, event, none, hedged, kind=_kind(event))
        elif lemma(child) in involvement["nouns"]:
            yield Proposition("responsible", subject, event, none, hedged, kind=_kind(event))
        elif lemma(child) in involvement["knowledge"]:
            yield Proposition("knew", subject, event, none, hedged, kind=_kind(event))


def _of_deciding(verb: Token) -> Iterator[Proposition]:
    """Yield "decisions are made not in X but in Y", "Y gives the orders"."""
    involvement = load_lexicon().involvement
    if lemma(verb) not in involvement["deciding"]:
        return
    subjects = [c for c in verb.children if c.dep_ in {"nsubjpass", "dobj"}]
    decided = next(
        (
            c
            for c in subjects
            if lemma(c) in involvement["decisions"] or c.dep_ == "nsubjpass" and c.pos_ == "PRON"
        ),
        None,
    )
    if decided is None:
        return
    places = [
        t
        for t in verb.subtree
        if t.dep_ in {"pobj", "conj"} and find_entry(t.text) and not _in_subtree(t, decided)
    ]
    places += [p for t in places if (p := _but_elsewhere(t)) and p not in places]
    for place in places:
        marker = place.head
        if lemma(marker) in {"in", "by"}:
            said_not = any(t.lower_ == "not" for t in verb.doc[max(0, marker.i - 2) : marker.i])
            negative = said_not or (is_negated(verb) and place == places[0] and len(places) > 1)
            yield Proposition("responsible", place, None, negative)
    subject = subject_of(verb)
    if subject is not None and decided.dep_ == "dobj" and any(_kind(t) for t in decided.subtree):
        event = next(t for t in decided.subtree if _kind(t))
        yield Proposition("responsible", subject, event, is_negated(verb), kind=_kind(event))


def _but_elsewhere(place: Token) -> Token | None:
    """Return Y of "not in X, but in Y", wherever the parser hangs it."""
    after = [t for t in place.doc[place.i + 1 : place.i + 4] if not t.is_punct]
    if len(after) < 2 or after[0].lower_ != "but" or lemma(after[1]) not in {"in", "by"}:
        return None
    return next((c for c in after[1].children if c.dep_ == "pobj" and find_entry(c.text)), None)


def _of_stance(
    verb: Token, subject: Token | None, *, negative: bool, hedged: bool
) -> Iterator[Proposition]:
    """Yield who knew of, or encouraged, an act."""
    involvement = load_lexicon().involvement
    word = lemma(verb)
    if word in involvement["encouragement"] and subject is not None and _has_act(verb):
        yield Proposition("encouraged", subject, None, negative, hedged)
    elif word in {"inform", "notify", "tell", "forewarn"} and _has_act(verb):
        told = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if told is not None:
            yield Proposition("knew", told, None, negative, hedged)
    elif word == "know" and subject is not None:
        about = [t for c in verb.children if lemma(c) in {"about", "of"} for t in c.children]
        event = next((t for t in about if t.dep_ == "pobj"), None)
        if event is not None and _may_be_event(event):
            yield Proposition("knew", subject, event, negative, hedged, kind=_kind(event))


def _of_noun(noun: Token, tokens: list[Token]) -> Iterator[Proposition]:
    """Yield "the attack by Y", "Y's participation in the attack", "no US involvement"."""
    lexicon = load_lexicon()
    word = lemma(noun)
    involved = word in lexicon.involvement["nouns"]
    kind = lexicon.acts.get(word) if _is_act(noun) else None
    orders = word in lexicon.involvement["decisions"]
    warned = word in lexicon.involvement["knowledge"] and word != "warn"
    if not (kind or involved or orders or warned or word in {"attempt", "act", "crime", "warning"}):
        return
    doer = _doer_of_noun(noun)
    negative = any(c.lower_ in {"no", "any"} and c.lower_ == "no" for c in noun.children)
    hedged = _is_hedged(noun.head) if noun.dep_ in {"attr", "nsubj"} else False
    head = head_of(tokens)
    if head.pos_ == "ADP":
        head = next((c for c in head.children if c.dep_ in {"pobj", "pcomp"}), head)
    asserted = (
        noun == head
        or noun.dep_ in {"attr"}
        or (noun.dep_ in {"dobj", "conj"} and _governs(head, noun))
        or noun.head.dep_ == "prep"
        and noun.head.head == head
    )
    if warned and doer is None and negative and noun.dep_ == "attr":
        yield Proposition("knew", None, None, negative=True)
    if (
        doer is None and involved and noun == head
    ):  # "denied any role in it": whose, the speaker tells
        inner = [
            c
            for t in noun.children
            if t.dep_ == "prep"
            for c in t.children
            if c.dep_ in {"pobj", "pcomp"}
        ]
        event = inner[0] if inner else None
        if _may_be_event(event):
            yield Proposition("responsible", None, event, negative, kind=_kind(event))
    if doer is None or (orders and not find_demonym(doer.text) and doer.dep_ != "poss"):
        return
    inner = [
        c
        for t in noun.children
        if t.dep_ == "prep"
        for c in t.children
        if c.dep_ in {"pobj", "pcomp"}
    ]
    event = inner[0] if involved and inner else (noun if kind else None)
    if word in {"attempt", "act", "crime", "warning"} and not kind:
        kind = next((k for t in noun.subtree if (k := _kind(t))), None)
        event = None
    if involved and not _may_be_event(event):
        return
    neutral = word in lexicon.neutral and not orders
    yield Proposition(
        "responsible",
        doer,
        event,
        negative,
        hedged,
        asserted=asserted or involved or orders,
        kind=kind or _kind(event),
        neutral=neutral,
    )


def _doer_of_noun(noun: Token) -> Token | None:
    """Return who did what a noun names: by a modifier, "by Y", or "committed by Y"."""
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and lemma(child) in _BY:
            inside = [c for c in child.children if c.dep_ == "pobj"]
            if inside:
                return inside[0]
        if child.dep_ == "acl":
            agents = [
                c
                for t in child.children
                if t.dep_ in {"agent", "prep"} and lemma(t) == "by"
                for c in t.children
                if c.dep_ == "pobj"
            ]
            if agents:
                return agents[0]
    for child in noun.children:
        if (
            child.dep_ in _MODIFIERS
            and child.pos_ != "PRON"
            and (
                find_demonym(child.text)
                or (
                    child.dep_ == "poss" and (find_entry(child.text) or child.ent_type_ == "PERSON")
                )
                or (lemma(noun) in load_lexicon().involvement["nouns"] and find_entry(child.text))
            )
        ):
            return child
    return None


def _plain(run: list[Token]) -> Proposition | None:
    """Return the main verb's proposition, with its subject where there is one."""
    head = head_of(run)
    verb = head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb and verb.head in run:
        verb = verb.head
    if verb.pos_ in {"VERB", "AUX"}:
        obj = next(
            (c for c in verb.children if c.dep_ in {"dobj", "attr", "acomp", "nsubjpass"}), None
        )
        return Proposition(lemma(verb), subject_of(verb), obj, is_negated(verb), _is_hedged(verb))
    return Proposition(lemma(head), None, head, negative=False)


def _happened(verb: Token) -> bool:
    """Return whether the words present the act as done or tried, not as called for or feared."""
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if aux & _DUTIES:
        return False
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in verb.children):
        return False
    if "to" in aux:
        return lemma(verb.head) in _TRYING or lemma(verb.head) in {
            "allege",
            "believe",
            "say",
            "think",
            "report",
            "continue",
            "unlikely",
            "likely",
        }
    return True


def _may_be_event(token: Token | None) -> bool:
    """Return whether what somebody is "responsible for" can be a happening: nobody names none."""
    if token is None or _kind(token) or token.lower_ in _PRONOUN_EVENTS:
        return True
    return lemma(token) in {
        "event",
        "act",
        "action",
        "deed",
        "any",
        "all",
        "harm",
        "disaster",
        "tragedy",
    }


def _is_act(token: Token) -> bool:
    """Return whether an act word is one here: a head, not a modifier ("attack drones")."""
    return lemma(token) in load_lexicon().acts and token.dep_ not in {"compound", "amod", "nmod"}


def _kind(token: Token | None) -> str | None:
    return load_lexicon().acts.get(lemma(token)) if token is not None else None


def _is_hedged(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in _MODALS for c in verb.children)


def _object_event(verb: Token) -> Token | None:
    """Return the happening that a verb of involvement takes: an act noun or "it"."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "prep"}]
    for child in objects:
        if child.dep_ == "prep" and lemma(child) != "out":
            continue
        inside = [child, *(c for c in child.children if c.dep_ in {"pobj", "conj", "compound"})]
        for token in inside:
            if (
                _kind(token)
                or token.lower_ in _PRONOUN_EVENTS
                or lemma(token) in {"target", "event", "act", "move"}
            ):
                return token
    if lemma(verb) in {"send", "launch", "fire", "fly", "plan", "order"} and _has_act(verb):
        return next(t for t in verb.subtree if _kind(t) and t != verb)
    return None


def _patient(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            return child
        if child.dep_ == "prep" and lemma(child) in _PATIENT_PREPOSITIONS:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _has_act(verb: Token) -> bool:
    return any(_kind(t) for t in verb.subtree if t != verb)


def _governs(head: Token, noun: Token) -> bool:
    return noun.head == head


def _in_subtree(token: Token, root: Token) -> bool:
    return any(t == token for t in root.subtree)
