"""Which edge type a cue marks, and which words fill the slots of its frame, by the parse."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kgraph.edge_types import load_edge_types
from kgraph.lexicon import load_lexicon
from kgraph.syntax import (
    head_of,
    is_conditional,
    is_infinitive,
    is_negated,
    is_only_possible,
    lemma,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Token

    from kgraph.edge_types import Frame

_CLAUSES = frozenset({"ccomp", "xcomp"})
_OBJECTS = frozenset({"dobj", "oprd", "dative", "attr"})
_LIGHT = frozenset({"prt", "dobj", "prep", "acomp", "oprd", "xcomp", "advmod", "pobj", "pcomp"})
_QUOTES = frozenset("\"“”'‘")


@dataclass(frozen=True, slots=True)
class FrameMatch:
    """A cue read as a frame of an edge type.

    Attributes:
        edge_type: Name of the edge type.
        frame: The frame that fits best.
        content: Head of what fills the content slot, or None.
        target: Head of what fills the target slot, or None.
        negated: Whether the speech act is negated, beyond what the frame itself asks for.
        rank: How well it fits; the highest of a cue wins.
    """

    edge_type: str
    frame: Frame
    content: Token | None
    target: Token | None
    negated: bool
    rank: tuple[int, ...]


def match_verb(verb: Token, content: list[Token] | None = None) -> FrameMatch | None:
    """Return the best frame of a verb, or None if it is no cue.

    Args:
        verb: The head of the cue.
        content: The content, where it is already known from elsewhere; else the parse gives it.
    """
    matches = [
        match
        for edge_type, frame in _frames_by_head().get(lemma(verb), ())
        if (match := _match(verb, edge_type, frame, content))
    ]
    return max(matches, key=lambda match: match.rank, default=None)


def edge_type_of_form(lemmas: Iterable[str], content: list[Token]) -> str | None:
    """Return the edge type of a cue that the parse does not take for a verb, or None.

    Only frames count of which the content is the one slot: what else fills one, no parse tells.

    Args:
        lemmas: What the cue's word may be a form of.
        content: The content.
    """
    found = [
        (frame.needs is not None, edge_type)
        for word in lemmas
        for edge_type, frame in _frames_by_head().get(word, ())
        if frame.content == "object" and not (frame.target or frame.words or frame.negated)
        if not frame.needs or _has_class(frame.needs, None, content)
    ]
    return max(found, default=(False, None), key=lambda row: row[0])[1]


def edge_type_no_longer(lemmas: Iterable[str]) -> str | None:
    """Return the edge type of "no longer disputes" where the parse has no verb there, or None."""
    found = (
        edge_type
        for word in lemmas
        for edge_type, frame in _frames_by_head().get(word, ())
        if frame.negated and "long" in frame.words
    )
    return next(found, None)


def edge_type_of_noun(noun: Token) -> str | None:
    """Return the edge type that a cue noun marks, or None; who has "no doubt" does not doubt."""
    if lemma(noun) == "doubt" and any(c.lower_ == "no" for c in noun.children):
        return None
    return _types_by_noun().get(lemma(noun))


@cache
def _frames_by_head() -> Mapping[str, list[tuple[str, Frame]]]:
    found: dict[str, list[tuple[str, Frame]]] = defaultdict(list)
    for edge_type in load_edge_types().values():
        for frame in edge_type.verbs:
            found[frame.head].append((edge_type.name, frame))
    return found


@cache
def _types_by_noun() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for edge_type in load_edge_types().values():
        for noun in edge_type.nouns:
            found.setdefault(noun, edge_type.name)
    return found


def _match(
    verb: Token, edge_type: str, frame: Frame, known: list[Token] | None
) -> FrameMatch | None:
    negated, row = is_negated(verb), load_edge_types()[edge_type]
    act = row.content_effect or row.answers or row.target_from == "subject"
    if act and is_conditional(verb):
        return None  # "if he withdrew the claim" takes nothing back
    if act and row.stance != "open" and not negated and is_only_possible(verb):
        return None  # "might accuse it of theft" has accused nobody yet
    down = any(c.dep_ == "prt" and c.lower_ == "down" for c in verb.children)
    if down and "down" not in frame.words:
        return None  # who backs down backs nobody
    if (frame.negated and not negated) or not _has_words(verb, frame.words):
        return None
    target = _slot(verb, frame.target) if frame.target else None
    if frame.target and target is None:
        return None
    content = _content(verb, frame, target)
    if content is not None and content == target:
        return None
    if (
        content is None
        and frame.content not in (None, "object")
        and (frame.content == "to" or target is None)
    ):
        return None
    if frame.needs and not _has_class(frame.needs, content, known):
        return None
    filled = frame.content is None or content is not None or (frame.content == "object" and known)
    rank = (
        int(bool(filled)),
        len(frame.words),
        int(frame.negated),
        int(frame.needs is not None),
        int(target is not None),
        int(content is not None),
        int(frame.content not in (None, "object") and content is not None),
    )
    return FrameMatch(edge_type, frame, content, target, negated and not frame.negated, rank)


def _has_words(verb: Token, words: tuple[str, ...]) -> bool:
    """Return whether the frame's further words hang on the verb, at most three arcs below."""
    level, near = [verb], set()
    for _ in range(3):
        level = [c for t in level for c in t.children if _is_light(c)]
        near |= {lemma(t) for t in level}
    return all(word in near for word in words)


def _is_light(token: Token) -> bool:
    """Return whether a frame's word may hang so: "hold Y responsible" is a small clause, too."""
    small = token.dep_ == "ccomp" and token.pos_ == "ADJ"
    small = small or _is_behind(token)
    return small or token.dep_ in _LIGHT or token.dep_.startswith("aux") or token.lower_ == "no"


def _is_behind(token: Token) -> bool:
    """Return whether an adjective stands behind its noun ("the rebels | responsible for it")."""
    return token.dep_ == "amod" and token.i > token.head.i


def _slot(verb: Token, marker: str) -> Token | None:
    """Return the head of what stands in a slot: the object, or the object of a preposition."""
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    objects = [c for c in verb.children if c.dep_ in _OBJECTS]
    if marker == "object":
        if passive:
            return passive[0]
        # "told reporters that": the clause's subject is no object; a small clause's is
        small = [c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in {"ADJ", "NOUN"}]
        inner = [s for c in small for s in c.children if s.dep_ == "nsubj"]
        return next(iter(objects or inner), None)
    light = [c for c in verb.children if _is_light(c)]
    deeper = [t for o in objects if lemma(o) == "blame" for t in o.subtree if t != o]
    behind = [c for o in objects for c in o.children if _is_behind(c)]
    for holder in [verb, *objects, *passive, *light, *behind, *deeper]:
        for child in holder.children:
            if lemma(child) == marker and child.dep_ in {"prep", "agent", "dative", "prt"}:
                inside = [c for c in child.children if c.dep_ in {"pobj", "pcomp"}]
                if inside:
                    return inside[0]
    return None


def _content(verb: Token, frame: Frame, target: Token | None) -> Token | None:
    """Return the head of the content: a clause, an object, or a prepositional phrase."""
    if frame.content is None:
        return None
    clauses = [c for c in verb.children if c.dep_ in _CLAUSES and _may_be_content(c, frame)]
    if not clauses and verb.dep_ == "parataxis":  # "X was gone, Y said, Z reports"
        clauses = [c for c in verb.head.children if c.dep_ == "ccomp"]
    clauses = clauses or list(_strayed(verb))
    if frame.content == "to" and not (frame.negated or frame.needs):
        return next((c for c in clauses if is_infinitive(c)), None)
    if frame.content == "object":
        objects = [c for c in verb.children if c.dep_ in _OBJECTS and c != target]
        passive = [c for c in verb.children if c.dep_ == "nsubjpass" and c != target]
        return next(iter([*clauses, *objects, *passive]), None) or _charge(verb)
    return _slot(verb, frame.content) or _asked_of_somebody(verb, frame.content)


def _asked_of_somebody(verb: Token, marker: str) -> Token | None:
    """Return the clause that a preposition opens with its doer ("called for her to resign")."""
    clauses = (c for c in verb.children if c.dep_ in _CLAUSES | {"advcl"} and is_infinitive(c))
    return next((c for c in clauses if c.left_edge.lower_ == marker and c.i > verb.i), None)


def _charge(verb: Token) -> Token | None:
    """Return the claim that a verb behind it answers ("an allegation | Berlin dismissed")."""
    noun = verb.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    answers = verb.dep_ == "relcl" and lemma(noun) in load_lexicon().classes["claim"]
    return noun if answers and subject is not None and subject.tag_ not in {"WDT", "WP"} else None


def _strayed(verb: Token) -> Iterator[Token]:
    """Yield "that" clauses that the parser hangs on a noun between ("said in a letter that")."""
    for child in verb.children:
        for noun in child.children if child.dep_ == "prep" and child.i > verb.i else ():
            for clause in noun.children:
                subject = any(
                    c.dep_.startswith("nsubj") and c.lower_ != "that" for c in clause.children
                )
                if (
                    clause.dep_ in {"acl", "relcl"}
                    and clause.left_edge.lower_ == "that"
                    and subject
                ):
                    yield clause


def _may_be_content(clause: Token, frame: Frame) -> bool:
    """Return whether a clause is more than the frame's own words ("declined to comment")."""
    return lemma(clause) not in frame.words


# "claimed the attack"; "accepts it was wrong", not "accepted a gift that was wrapped"
_HEADED = {"deed": {"NOUN"}, "sentence": {"VERB", "AUX"}}


def _has_class(name: str, content: Token | None, known: list[Token] | None) -> bool:
    tokens = known or (list(content.subtree) if content is not None else [])
    if not tokens:
        return False
    lexicon = load_lexicon()
    if name == "quote":
        return tokens[0].text[0] in _QUOTES
    if name == "clause":
        return any(t.pos_ in {"VERB", "AUX"} for t in tokens)
    if name == "that":
        return tokens[0].lower_ == "that" and len(tokens) > 1
    if name == "naming":  # "called it a lie", not "called to strike"
        return content is not None and not any(
            c.lower_ == "to" and c.dep_ == "aux" for c in content.children
        )
    if name == "wrong":
        return any(lemma(t) in lexicon.acts for t in tokens)
    if name in {"harm", "question"}:
        near = tokens[:1] if name == "question" else tokens
        return any(lemma(t) in lexicon.classes[name] for t in near)
    head = content if content is not None else head_of(tokens)
    if head.lower_ in {"that", "which"} and head.head.dep_ == "relcl":
        head = head.head.head  # "a demand that Y rejected"
    if name in _HEADED:
        noun = name == "deed" and lemma(head) in lexicon.acts
        return head.pos_ in _HEADED[name] and (noun or name == "sentence")
    return lemma(head) in lexicon.classes[name]
