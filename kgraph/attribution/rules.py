"""The rule extractor: attributions from the parse and the table of edge types alone.

It finds what has a cue of the table: verbs with a clause or object, nouns ("the US assessment
that ..."), "according to". It needs no trained weights, and it sees nested attributions, which the
tagger does not.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kgraph.attribution.candidates import candidates
from kgraph.attribution.finish import finished
from kgraph.attribution.frames import (
    FrameMatch,
    edge_type_of_form,
    edge_type_of_noun,
    match_verb,
)
from kgraph.attribution.quotations import QUOTES, find_quotations
from kgraph.edge_types import load_edge_types
from kgraph.gazetteer import find_demonym, find_entry, is_role
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset, runs
from kgraph.model import Attribution, Form
from kgraph.syntax import is_infinitive, lemma, source_tokens, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from kgraph.linguistics import ParsedArticle
    from kgraph.model import TextSpan

_OPENING = "\"“”‘'"
_SPEAKING_PRONOUNS = frozenset(
    "he she they it some others many several both most few one who neither none all another".split()
)
_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "acl", "relcl"})
_NEAR = 2  # words between a verb and its negation or particle, for these to be one cue
_AGENT_PREPOSITIONS = frozenset({"by", "from"})
_CONTENT_PREPOSITIONS = frozenset({"of", "for", "about", "against", "that"})


class RuleExtractor:
    """Extracts attributions by frames over the dependency parse."""

    name = "rules/1"

    def extract(self, parsed: ParsedArticle) -> list[Attribution]:
        """Return the attributions in text order; an edge type is given to each."""
        return finished(parsed, self.find(parsed, candidates(parsed)))

    def find(self, parsed: ParsedArticle, sentences: Iterable[int]) -> list[Attribution]:
        """Return what some sentences hold, in text order, before anything joins them."""
        found: dict[str, Attribution] = {}
        quotations = find_quotations(parsed.text)
        for doc in parsed.parse(sentences):
            for attribution in _in_sentence(parsed, doc):
                made = _clipped(parsed, attribution, quotations)
                found.setdefault(made.id, made)
        return sorted(found.values(), key=lambda a: (a.start, a.end, *a.roles))


def _clipped(
    parsed: ParsedArticle, attribution: Attribution, quotations: list[tuple[int, int]]
) -> Attribution:
    """Return the attribution without what lies outside the quotation in which its cue stands."""
    cue = (attribution.cue[0].start, attribution.cue[-1].end)
    around = next((q for q in quotations if q[0] <= cue[0] and cue[1] <= q[1]), None)
    if around is None:
        return attribution

    def inside(spans: tuple[TextSpan, ...]) -> tuple[TextSpan, ...]:
        cut = [(max(s.start, around[0]), min(s.end, around[1])) for s in spans]
        return tuple(parsed.article.span(start, end) for start, end in cut if start < end)

    return dataclasses.replace(
        attribution,
        source=inside(attribution.source),
        content=inside(attribution.content),
        target=inside(attribution.target),
    )


def _in_sentence(parsed: ParsedArticle, sentence: Doc) -> Iterator[Attribution]:
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
            roles = _as_told(token) or _verb_roles(token)
        elif token.pos_ in {"NOUN", "PROPN"}:
            roles = _noun_roles(token)
        else:
            roles = None
        if lemma(token) in {"accord", "according"}:
            roles = _according_to(token)
        if roles:
            yield roles.attribution(parsed)


class Roles:
    """Tokens of each role, before they become spans."""

    def __init__(self, edge_type: str | None, cue: list[Token], *, negated: bool = False) -> None:
        """Begin with the cue; the other roles are filled in where they are found."""
        self.edge_type = edge_type
        self.cue = cue
        self.negated = negated
        self.source: list[Token] = []
        self.content: list[Token] = []
        self.target: list[Token] = []

    def attribution(self, parsed: ParsedArticle) -> Attribution:
        """Return the attribution with the tokens' spans."""
        inner = {t.i for t in (*self.source, *self.cue)}
        content = to_spans(parsed, [t for t in self.content if t.i not in inner])
        source, cue = to_spans(parsed, self.source), to_spans(parsed, self.cue)
        return Attribution(
            id=Attribution.id_of(parsed.article.id, source, cue, content),
            article=parsed.article.id,
            source=source,
            cue=cue,
            content=content,
            target=to_spans(parsed, self.target),
            form=form_of(parsed.text, content),
            edge_type=self.edge_type,
            negated=self.negated,
        )


def to_spans(parsed: ParsedArticle, tokens: list[Token]) -> tuple[TextSpan, ...]:
    """Return one span per run of neighbouring tokens, without punctuation at the edges."""
    spans = []
    for run in runs(sorted(set(tokens), key=lambda t: t.i)):
        trimmed = _trimmed(run)
        if trimmed:
            spans.append(parsed.span(trimmed))
    return tuple(spans)


def form_of(text: str, content: tuple[TextSpan, ...]) -> Form:
    """Return whether the content is quoted wholly, in part or not at all."""
    marked = [any(c in QUOTES for c in text[max(0, s.start - 1) : s.end + 1]) for s in content]
    opened = [
        s.text[:1] in _OPENING or text[max(0, s.start - 1) : s.start] in tuple(_OPENING)
        for s in content
    ]
    if content and all(opened):
        return "direct"
    return "mixed" if any(marked) else "indirect"


def target_tokens(match: FrameMatch) -> list[Token]:
    """Return the words of a frame's target, without those of its content."""
    if match.target is None:
        return []
    content = {t.i for t in match.content.subtree} if match.content is not None else set()
    marker = match.frame.content
    holders = [c for c in match.target.children if c.dep_ == "prep" and lemma(c) == marker]
    words = [t for t in match.target.subtree if lemma(t) in match.frame.words]  # "responsible"
    content |= {t.i for c in (*holders, *words) for t in c.subtree}
    return [t for t in source_tokens(match.target) if t.i not in content]


def _is_accused_act(verb: Token) -> bool:
    """Return whether the verb is what somebody is accused or praised for, not an act reported."""
    if verb.dep_ != "pcomp" or verb.head.head.pos_ != "VERB":
        return False
    outer = match_verb(verb.head.head)
    return outer is not None and outer.target is not None


def _can_speak(subject: Token) -> bool:
    """Return whether a subject can be a source: a name, people, a pronoun; not a thing or "I".

    First persons are left out: in a quotation they are its speaker, who has an attribution already.
    """
    if subject.pos_ == "PRON" or subject.lower_ in _SPEAKING_PRONOUNS:
        return subject.lower_ in _SPEAKING_PRONOUNS
    if lemma(subject) in load_lexicon().classes["body"]:
        return True
    if subject.pos_ == "PROPN" or find_entry(subject.text):
        return True
    return is_role(subject.lower_, lemma(subject))


def _verb_roles(verb: Token) -> Roles | None:
    match = match_verb(verb)
    if match is None or not _is_enough(match) or _is_of_noun(match):
        return None
    silent = load_edge_types()[match.edge_type].silent
    drawn = (c for c in verb.children if c.dep_ == "nsubjpass" and silent)
    source = next(drawn, None) or subject_of(verb)  # "would not be drawn"
    if source is None or is_infinitive(verb) or not _can_speak(source) or _is_accused_act(verb):
        return None
    if any(is_infinitive(t) for t in _up_to(verb, source.head)):
        return None  # "called it absurd to keep blaming Russia"
    cue = cue_tokens(verb)
    if silent and match.content is None:
        cue = [*cue, *(t for t in verb.subtree if lemma(t) in match.frame.words)]
    roles = Roles(match.edge_type, cue, negated=match.negated)
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]  # "neither they nor X": two
    heads = subjects if source in subjects else [source]
    roles.source = [t for head in heads for t in source_tokens(head)]
    if match.content is not None:
        outer = {t.i for t in (*roles.cue, *roles.source)}
        roles.content = [t for t in _slot_tokens(verb, match) if t.i not in outer]
    if match.target is not None:
        roles.target = target_tokens(match)
    return roles if roles.content or roles.target or silent else None


def _as_told(verb: Token) -> Roles | None:
    """Return the roles of "P, as residents told this paper", where the verb has no content."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "as"), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if verb.dep_ != "advcl" or mark is None or subject is None or mark.i > subject.i:
        return None
    if any(c.dep_ in _CLAUSES for c in verb.children) or not _can_speak(subject):
        return None
    if match_verb(verb.head) is not None:  # which of two told, the parse cannot know
        return None
    edge_type = edge_type_of_form([lemma(verb)], [])
    if edge_type is None or not load_edge_types()[edge_type].plain:
        return None
    roles = Roles(edge_type, cue_tokens(verb))
    roles.source = source_tokens(subject)
    aside = {t.i for t in verb.subtree}
    roles.content = [t for t in verb.head.subtree if t.i not in aside]
    return roles


def _up_to(verb: Token, top: Token) -> Iterator[Token]:
    """Yield the words above a verb, below the one whose subject it shares."""
    while verb.head not in {verb, top} and verb != top:
        verb = verb.head
        yield verb


def cue_tokens(verb: Token) -> list[Token]:
    """Return the verb with its negation, auxiliaries and particle, as one cue."""
    parts = [
        c
        for c in verb.children
        if c.dep_ in {"neg", "prt"} or (c.dep_ in {"aux", "auxpass"} and c.i == verb.i - 1)
    ]
    longer = [c for c in verb.children if c.lower_ == "longer" and c.i == verb.i - 1]
    parts += [t for c in longer for t in c.subtree]  # "no longer"
    near = [t for t in parts if abs(t.i - verb.i) <= _NEAR]
    return sorted([verb, *near], key=lambda t: t.i)


def _is_enough(match: FrameMatch) -> bool:
    """Return whether there is more than the cue: "said" needs a clause, "denied" an object."""
    row = load_edge_types()[match.edge_type]
    if match.content is not None and match.content.dep_ in _CLAUSES:
        return True
    if match.frame.needs == "naming" and match.content is not None:  # "called the theory absurd"
        verdict = load_lexicon().classes["false"]
        return any(lemma(t) in verdict for t in match.content.head.subtree)
    judges = row.content_effect == "weighed" and not match.frame.target
    if match.frame.needs == "claim" and row.plain and match.content is not None:
        return any(c.dep_ in _CLAUSES for c in match.content.children)  # "its line that P"
    filled = match.content is not None or match.target is not None
    return row.silent or (filled and not (row.plain or judges))


def _is_of_noun(match: FrameMatch) -> bool:
    """Return whether what a plain verb seems to say is another's ("responded to claims that")."""
    head = match.content.head if match.content is not None else None
    noun = head is not None and head.pos_ == "NOUN" and edge_type_of_noun(head) is not None
    return noun and load_edge_types()[match.edge_type].plain


def _slot_tokens(verb: Token, match: FrameMatch) -> list[Token]:
    content = match.content
    if content is None:
        return []
    holder = content
    if match.frame.content not in (None, "object", "to") and content.head.dep_ in {"prep", "agent"}:
        holder = content.head  # "accused Y of doing": the preposition belongs to the content
    below = set(verb.subtree) if content in verb.ancestors else {verb}
    return [t for t in holder.subtree if t not in below]


def _noun_roles(noun: Token) -> Roles | None:
    edge_type = edge_type_of_noun(noun)
    if edge_type is None:
        return None
    source, content = _noun_source(noun), _noun_content(noun)
    if not source or not content:
        return None
    roles = Roles(edge_type, [noun])
    roles.source, roles.content = source, content
    return roles


def is_anothers(noun: Token, source: tuple[TextSpan, ...]) -> bool:
    """Return whether a cue noun is what a source answers or meets, not what it says itself.

    Whose "accusations that ..." somebody faces or responds to, the words do not tell.
    """
    head = noun.head
    while head.dep_ in {"prep", "agent", "conj", "xcomp", "advcl"} and head.head != head:
        head = head.head
    subject = subject_of(head) if head.pos_ in {"VERB", "AUX"} and noun != head else None
    below = noun.dep_ in {"dobj", "pobj", "conj"} and subject is not None
    if not below or subject is None or _noun_source(noun):
        return False
    return any(s.start <= offset(subject) < s.end for s in source)


def _noun_source(noun: Token) -> list[Token]:
    """Return who is behind a cue noun: "Russian claims", "Peskov's claim", "a claim by Russia"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return [t for t in child.subtree if t.dep_ != "case"]
        if child.dep_ in {"amod", "compound", "nmod"} and (
            find_demonym(child.text) or find_entry(child.text)
        ):
            return [child]
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and lemma(child) in _AGENT_PREPOSITIONS:
            inside = [c for c in child.children if c.dep_ == "pobj"]
            if inside:
                return source_tokens(inside[0])
    if noun.dep_ == "dobj" and lemma(noun.head) in load_lexicon().classes["light"]:
        subject = subject_of(noun.head)
        return source_tokens(subject) if subject is not None else []
    return []


def _noun_content(noun: Token) -> list[Token]:
    """Return what a cue noun holds: "the claim that ...", "claims of ...", "calls for ..."."""
    for child in noun.children:
        if child.dep_ in {"acl", "relcl", "ccomp", "appos"} and child.i > noun.i:
            marks = {t.lower_ for t in child.children if t.dep_ in {"mark", "aux"}}
            subjects = [t for t in child.children if t.dep_.startswith("nsubj")]
            if marks & {"that", "to"} or (
                subjects and subjects[0].lower_ not in {"which", "that", "who"}
            ):
                beside = {t.i for c in child.children if c.dep_ == "advcl" for t in c.subtree}
                return [t for t in child.subtree if t.i not in beside]
    for child in noun.children:
        if child.dep_ == "prep" and lemma(child) in _CONTENT_PREPOSITIONS and child.i > noun.i:
            return list(child.subtree)
    return []


def _according_to(token: Token) -> Roles | None:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    inside = [c for c in to.children if c.dep_ == "pobj"] if to is not None else []
    if to is None or not inside or token.head == token:
        return None
    named = (t.name for t in load_edge_types().values() if "according to" in t.phrases)
    roles = Roles(next(named, None), [token, to])
    roles.source = source_tokens(inside[0])
    outside = {t.i for t in token.subtree}
    roles.content = [t for t in token.head.subtree if t.i not in outside]
    return roles


def _trimmed(run: list[Token]) -> list[Token]:
    """Return the run without punctuation, conjunctions and stray marks at its edges."""
    start, end = 0, len(run)
    while (
        start < end
        and (run[start].is_punct or run[start].is_space)
        and run[start].text not in QUOTES
    ):
        start += 1
    while (
        end > start
        and (run[end - 1].is_punct or run[end - 1].is_space)
        and run[end - 1].text not in QUOTES
    ):
        end -= 1
    return run[start:end]
