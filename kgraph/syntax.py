"""Questions to the dependency parse: lemma, head, subject, negation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_MENDED = {"stag": "stage", "wag": "wage"}  # what the small pipeline makes of "staged", "waging"
_REFRAIN = frozenset({"refrain", "short", "abstain", "stop", "shy", "desist", "shrink"})
_GOVERNED = frozenset({"conj", "advcl", "xcomp", "pcomp"})
_POSSIBLE = frozenset({"might", "may", "would", "should", "must", "could"})


def lemma(token: Token) -> str:
    """Return the lower-case lemma; headline verbs in capitals are looked at in lower case."""
    word = str(token.lemma_ or token.text).lower().rstrip("’'")
    return _MENDED.get(word, word) if token.pos_ == "VERB" else word


def head_of(tokens: list[Token]) -> Token:
    """Return the syntactic head of some neighbouring tokens: the first whose head lies outside."""
    inside = set(tokens)
    for token in tokens:
        if (token.head not in inside or token.head == token) and not token.is_punct:
            return token
    return tokens[0]


def is_negated(token: Token) -> bool:
    """Return whether a verb is negated by its own words, its subject or what governs it."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in {"never", "neither", "cannot"}:
            return True
        if child.lower_ == "longer" and any(t.lower_ == "no" for t in child.children):
            return True
        if child.dep_.startswith("nsubj"):
            near = [child, *child.children]
            if any(t.lower_ in {"neither", "none", "nobody", "no"} for t in near):
                return True
    if token.dep_ == "pcomp" and lemma(token.head.head) in _REFRAIN:
        return True
    if token.dep_ == "xcomp" and lemma(token.head) in {"able", "unable", "fail", "refuse"}:
        if lemma(token.head) == "able":
            return is_negated(token.head.head)
        return not is_negated(token.head)
    return token.dep_ == "xcomp" and lemma(token.head) == "be" and is_negated(token.head)


def subject_of(verb: Token) -> Token | None:
    """Return the head of who acts: subject, passive agent, or that of the governing verb."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "csubj"} and child.lower_ not in {"which", "that", "who"}:
            return child
        if child.dep_ == "agent":
            inside = [c for c in child.children if c.dep_ == "pobj"]
            if inside:
                return inside[0]
    if any(c.dep_ == "nsubjpass" for c in verb.children):
        return None
    if verb.dep_ == "relcl":
        return verb.head
    return _governing_subject(verb) if verb.dep_ in _GOVERNED and verb.head != verb else None


def _governing_subject(verb: Token) -> Token | None:
    """Return who acts in a clause without a subject of its own, from the clause above it."""
    head = verb.head if verb.head.pos_ != "ADP" else verb.head.head
    if verb.dep_ in {"xcomp", "pcomp"}:  # "accused Y of doing", "urged Y to do": Y does it
        controlled = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"} and c.i < verb.i]
        if controlled:
            return controlled[0]
    if head.pos_ == "ADJ" and head.dep_ == "amod":  # "officials unlikely to have ordered it"
        return head.head
    return subject_of(head) if head.pos_ in {"VERB", "AUX", "ADJ"} else None


def source_tokens(head: Token) -> list[Token]:
    """Return the words of a source: its head's subtree without relative clauses."""
    dropped = {t.i for c in head.children if _is_aside(c, head) for t in c.subtree}
    return [t for t in head.subtree if t.i not in dropped and t.dep_ != "preconj"]


def antecedent_tokens(tokens: list[Token]) -> list[Token]:
    """Return the words for whom a lone "who" takes up, else the tokens themselves."""
    words = [t for t in tokens if not t.is_punct and not t.is_space]
    if len(words) > 1 and words[-1].lower_ in {"who", "which"}:
        return tokens[: tokens.index(words[-1])]  # "Poland and Lithuania, which"
    if not words or words[0].lower_ not in {"who", "which", "that"}:
        return tokens
    if any(not (is_time(t) or t.pos_ == "ADJ") for t in words[1:]):  # "who last month"
        return tokens
    verb = words[0].head
    while verb.dep_ in {"conj", "xcomp", "aux"} and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "relcl" or verb.head.pos_ not in {"NOUN", "PROPN"}:
        return tokens
    return source_tokens(verb.head)


def _is_aside(child: Token, head: Token) -> bool:
    """Return whether a modifier is not part of a source's name: a clause, a date."""
    if child.dep_ in {"relcl", "advcl", "npadvmod"} or (child.dep_ == "acl" and child.i > head.i):
        return True
    return child.dep_ == "prep" and any(is_time(c) for c in child.children)


def is_time(token: Token) -> bool:
    """Return whether a word names a day, a month or another time."""
    return lemma(token) in load_lexicon().classes["time"]


def is_infinitive(verb: Token) -> bool:
    """Return whether it is a "to" infinitive, which tells of no act that took place."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_only_possible(verb: Token) -> bool:
    """Return whether a verb tells what somebody may do ("might accuse"; not "may have accused")."""
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    done = "have" in aux and not aux.isdisjoint({"may", "might"})
    return not (done or aux.isdisjoint(_POSSIBLE))


def is_conditional(verb: Token) -> bool:
    """Return whether a verb tells what may not be so ("if he withdrew it", "whether it agreed")."""
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    return "whether" in marks or (verb.dep_ == "advcl" and not marks.isdisjoint({"if", "unless"}))
