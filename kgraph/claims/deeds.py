"""Questions to words about deeds: is it a wrongful act, did it happen, whom did it strike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.lexicon import load_lexicon
from kgraph.syntax import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = frozenset({"may", "might", "could"})
_WEIGHED = frozenset("possible likely probable plausible conceivable unlikely".split())
_DUTIES = frozenset({"should", "must", "ought", "shall", "will", "would"})
_PATIENT_PREPOSITIONS = frozenset(
    {"on", "against", "at", "in", "of", "into", "upon", "near", "through"}
)
_PRONOUN_EVENTS = frozenset({"it", "this", "that", "them", "these"})
_OBJECT_EVENTS = frozenset({"target", "event", "act", "move"})
_BURSTS = frozenset(
    "tear song applause laughter laugh smile grin dance run sprint sweat piece fragment flame "
    "market business top league team habit".split()
)
_SENDING = frozenset({"send", "launch", "fire", "fly", "plan", "order"})


def kind_of(token: Token | None) -> str | None:
    """Return the kind of wrongful act that a word names, with its particle, or None."""
    if token is None:
        return None
    acts, word = load_lexicon().acts, lemma(token)
    particles = _particles(token)
    if (word == "lie" and _is_place(token)) or (word == "down" and token.pos_ != "VERB"):
        return None
    if word == "fire" and token.dep_ == "pobj" and token.head.lower_ in {"with", "under"}:
        return None  # "playing with fire", "under fire"
    if word in {"set", "open"} and _sets_on_fire(token):
        return "attack"
    if "back" in particles:  # "hit back", "fired back" answers
        return None
    particles += _entered(token)
    found = next((acts[f"{word} {p}"] for p in particles if f"{word} {p}" in acts), None)
    if found is None and word in {"cover", "break"} and token.i + 1 < len(token.doc):
        # "cover-up" is three tokens
        after = token.doc[token.i + 1 : token.i + 3].text
        found = acts.get(f"{word}{after}".lower())
    return found or acts.get(word)


def _sets_on_fire(verb: Token) -> bool:
    """Return whether a verb means arson or gunfire: "set it on fire", "set alight", "open fire"."""
    return any(
        c.lower_ in {"fire", "alight", "ablaze"}
        or (c.dep_ == "prep" and any(g.lower_ == "fire" for g in c.children))
        for c in verb.children
    )


def _is_place(lying: Token) -> bool:
    """Return whether to lie is to be somewhere, not to tell an untruth."""
    where = {"in", "at", "on", "near", "off", "beneath", "under", "within", "behind", "along"}
    return lying.lower_ in {"lay", "lain"} or any(
        c.dep_ == "acomp" or (c.dep_ == "prep" and c.lower_ in where) for c in lying.children
    )


def weak_family(token: Token) -> str | None:
    """Return the family of harm that a verb does to what is known to have been struck, or None."""
    weak, word = load_lexicon().weak, lemma(token)
    if token.pos_ != "VERB":
        return None
    found = (weak[f"{word} {p}"] for p in _particles(token) if f"{word} {p}" in weak)
    return next(found, None) or weak.get(word)


def _particles(token: Token) -> list[str]:
    return [c.lower_ for c in token.children if c.dep_ in {"prt", "advmod"}]


def _entered(token: Token) -> list[str]:
    """Return "into" where a verb has it before a thing: one breaks into tears, and no harm done."""
    into = (c for c in token.children if c.dep_ == "prep" and c.lower_ == "into")
    return [p.lower_ for p in into if not any(lemma(t) in _BURSTS for t in p.children)]


def is_act(token: Token) -> bool:
    """Return whether an act word is one here: a head, not a modifier ("attack drones")."""
    if kind_of(token) is None:
        return False
    hyphened = token.i + 1 < len(token.doc) and token.nbor().text == "-"  # "cover-up"
    return hyphened or token.dep_ not in {"compound", "amod", "nmod"}


def has_act(verb: Token) -> bool:
    """Return whether a wrongful act is named below a verb."""
    return any(kind_of(t) for t in verb.subtree if t != verb)


def takes_act(verb: Token) -> bool:
    """Return whether a wrongful act is what a verb takes, by itself or as something to do.

    Of "encourages or enables them to strike" both verbs take it.
    """
    verbs = [verb, *(c for c in verb.children if c.dep_ == "conj")]
    verbs += [verb.head] if verb.dep_ == "conj" else []
    below = [c for v in verbs for c in v.children if c not in verbs]
    taken = [c for c in below if c.dep_ in {"dobj", "nsubjpass", "xcomp", "ccomp"}]
    taken += [g for c in below if c.dep_ == "prep" for g in c.children]
    taken += [g for c in taken if c.dep_ == "dobj" for g in c.children if _is_to_do(g)]
    return any(kind_of(t) for t in taken)


def happened(verb: Token) -> bool:
    """Return whether the words present the act as done or tried, not as called for or feared."""
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if aux & _DUTIES:
        return False
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in verb.children):
        return False
    encouraged = load_lexicon().involvement["encouragement"]
    if verb.dep_ in {"ccomp", "xcomp", "pcomp"} and lemma(verb.head) in encouraged:
        return False  # "does not recommend striking there"
    if "to" in aux:
        classes = load_lexicon().classes
        return lemma(verb.head) in classes["trying"] | classes["believing"]
    return True


def is_hedged(verb: Token) -> bool:
    """Return whether a verb says what is only possible ("may have struck", "possible that it did").

    So does what somebody is not sure of: "considers it likely that he forged it".
    """
    if any(c.dep_ == "aux" and c.lower_ in _MODALS for c in verb.children):
        return True
    above = verb.head
    near = {above, *(c for c in above.children if c.dep_ in {"acomp", "oprd", "ccomp", "amod"})}
    weighed = {lemma(t) for t in near if t.pos_ == "ADJ"}
    that = verb.dep_ == "advcl" and any(c.lower_ == "that" for c in verb.children)
    return (that or verb.dep_ in {"ccomp", "csubj"}) and not weighed.isdisjoint(_WEIGHED)


def may_be_event(token: Token | None) -> bool:
    """Return whether what one is "responsible for" can be a happening, as what is not named can."""
    if token is None or kind_of(token) or token.lower_ in _PRONOUN_EVENTS:
        return True
    lexicon = load_lexicon()
    return lemma(token) in lexicon.classes["happening"] | lexicon.generic


def object_event(verb: Token) -> Token | None:
    """Return the happening that a verb of involvement takes: an act noun or "it"."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "prep"}]
    for child in objects:
        if child.dep_ == "prep" and lemma(child) != "out":
            continue
        inside = [child, *(c for c in child.children if c.dep_ in {"pobj", "conj", "compound"})]
        for token in inside:
            known = kind_of(token) or token.lower_ in _PRONOUN_EVENTS
            if known or lemma(token) in _OBJECT_EVENTS:
                return token
    if lemma(verb) in _SENDING:  # "sent agents to poison him"
        acts = (t for t in verb.subtree if kind_of(t) and t != verb)
        return next((t for t in acts if _is_for(t, verb)), None)
    return None


def _is_for(act: Token, verb: Token) -> bool:
    """Return whether it is an act for which somebody or something is sent, and no other matter.

    "Sent men to carry out the attack", "launched drones in an attack", but not "to investigate the
    killings", "a manhunt after the shooting".
    """
    if act.pos_ != "VERB":
        above = act.head
        if above.pos_ == "VERB" and act.dep_ == "dobj" and above != verb:
            carried = lemma(above) in load_lexicon().involvement["verbs"]
            return carried and _is_to_do(above)
        things = [c for c in verb.children if c.dep_ == "dobj"]
        if not things and above.head.dep_ == "conj" and above.head.head == verb:
            return True  # "ordered or known about the attack"
        means = above.head if above.head == verb else above.head.head
        armed = any(_is_means(c) for c in things)
        return above.lower_ in {"in", "for"} and means == verb and armed
    return _is_to_do(act)


def _is_to_do(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_means(thing: Token) -> bool:
    """Return whether a thing is what one attacks with: weapons, vehicles, troops."""
    lexicon = load_lexicon()
    known = lexicon.instruments | lexicon.classes["weapon"] | lexicon.classes["group"]
    return lemma(thing) in known


def patient_of(verb: Token) -> Token | None:
    """Return the head of what an act struck: its object, passive subject, "on ..."."""
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            return child
        if child.dep_ == "prep" and lemma(child) in _PATIENT_PREPOSITIONS:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def inside_of(token: Token) -> Token | None:
    """Return the first word that a preposition below the token governs ("role in the attack")."""
    return next((c for t in token.children if t.dep_ == "prep" for c in governed(t)), None)


def governed(token: Token) -> list[Token]:
    """Return the objects of a preposition or particle: nouns and verbs ("for doing it")."""
    return [c for c in token.children if c.dep_ in {"pobj", "pcomp"}]
