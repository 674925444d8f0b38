"""The words of a content -> what they are about: vague, an answer, called false; its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.claims.polarity import is_denied
from kgraph.lexicon import load_lexicon
from kgraph.linguistics import offset, runs
from kgraph.syntax import head_of, is_negated, lemma

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

_BRIEF = 4  # tokens of "called it ludicrous"
_PORTIONS = frozenset({"word", "part", "all", "none", "much", "any", "one"})
_TRUE = frozenset({"true", "correct", "accurate", "right", "so", "case"})
_UNSAID = frozenset(
    {
        "to",
        "comment",
        "answer",
        "respond",
        "question",
        "request",
        "further",
        "on",
        "it",
        "for",
        "any",
    }
)
_SPOKEN = frozenset({"draw", "be", "about", "over", "discuss", "say", "speak", "reply", "react"})
_MATTERS = frozenset({"point", "question", "matter", "issue", "remark", "topic"})
_CONTRARY = frozenset({"otherwise", "opposite", "contrary", "reverse", "differently"})
_EXCLAIMED = frozenset({"nonsense", "rubbish", "lie", "false", "wrong", "untrue", "absurd"})
_DONE_SO = frozenset({"have", "do", "so", "it", "that", "any", "such", "thing"})
_GUILT = frozenset({"wrongdoing", "wrong", "guilt", "misconduct", "fault"})
_ASIDES = frozenset({"relcl", "advcl", "npadvmod"})
_TIMES = frozenset(
    {"during", "after", "before", "amid", "since", "ahead", "until", "despite", "following"}
)
_VAGUE = frozenset({"incident", "it", "event", "this", "that", "behind"})
_ERRED = frozenset({"wrong", "mistaken"})
_ONESELF = frozenset({"i", "we", "he", "she", "it", "they"})
_TAKING = frozenset({"take", "treat", "view"})
_POINTERS = frozenset({"it", "this", "that", "these", "they"})
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_IS = frozenset({"'s", "’s"})  # lemmas of these are not to be relied on
_BE = frozenset({"be", "seem", "become"})
_DOUBTS = frozenset({"doubt", "question"})
_PLAIN = frozenset("plain clear obvious true certain evident plausible possible likely".split())
_JUDGED = _PLAIN | {"unlikely", "probable", "improbable", "conceivable", "credible"}
_TELLING = frozenset({"comment", "say", "confirm", "discuss", "speculate", "deny", "answer"})
_LIGHT = frozenset({"make", "have", "hear", "know", "support"})
_LONGEST_POINTER = 8  # tokens of "the latest allegations by Kyiv"; what is longer says more


def has_verb(tokens: list[Token]) -> bool:
    """Return whether the words make a statement, not only name a thing."""
    return any(t.pos_ in {"VERB", "AUX"} for t in tokens)


def is_vague(tokens: list[Token]) -> bool:
    """Return whether the words leave open what was done ("being behind the incident")."""
    return any(lemma(t) in _VAGUE for t in tokens)


def is_main(token: Token, tokens: list[Token]) -> bool:
    """Return whether a word belongs to the main statement, not to a clause or time beside it."""
    head = head_of(tokens)
    while token not in {head, token.head}:
        if token.dep_ in _ASIDES or (token.dep_ == "prep" and lemma(token) in _TIMES):
            return False
        token = token.head
    return True


def calls_false(tokens: list[Token]) -> bool:
    """Return whether the main clause calls a claim false ("it's a ludicrous claim")."""
    classes = load_lexicon().classes
    if not tokens:
        return False
    if lemma(tokens[-1]) in _CONTRARY and len(tokens) <= 2:  # noqa: PLR2004 - "said the opposite"
        return True
    opens = next((t for t in tokens if not t.is_punct), tokens[0])
    if lemma(opens) in _EXCLAIMED and any(t.text == "," and t.i == opens.i + 1 for t in tokens):
        return True  # "Nonsense, she writes them herself"
    if not has_verb(tokens):  # "Nonsense from start to finish", "the claim a fabrication"
        words = {lemma(t) for t in tokens}
        short = len(tokens) <= _BRIEF and bool(words & _POINTERS)  # "called it ludicrous"
        falls_on = words & classes["claim"] or short or lemma(head_of(tokens)) in classes["false"]
        return bool(words & classes["false"] and falls_on)
    return any(
        _says_false(t) or _has_no_truth(t) for t in tokens if lemma(t) == "be" or t.lower_ in _IS
    )


def admits_error(tokens: list[Token], *, confirming: bool) -> bool:
    """Return whether somebody says no more than that he was wrong ("I was mistaken").

    "He" of "said he was wrong" may be another; of "admitted it", "he had been wrong", it is not.
    """
    near = [n for t in tokens if t.lower_ in _ERRED for n in (t, t.head) if n in tokens]
    subjects = [c for t in near for c in t.children if c.dep_ in {"nsubj", "nsubjpass"}]
    short = len([t for t in tokens if not t.is_punct]) <= _BRIEF
    itself = confirming or any(t.lower_ == "had" for t in tokens)
    meant = _ONESELF if itself else {"i", "we"}
    return short and any(c.lower_ in meant and not is_denied(c.head) for c in subjects)


def calls_doubtful(tokens: list[Token]) -> bool:
    """Return whether something is to be taken "with a pinch of salt"."""
    salt = any(t.lower_ == "salt" and t.head.lower_ == "of" for t in tokens)
    return salt and any(lemma(t) in _TAKING and not is_denied(t) for t in tokens)


def calls_shameful(tokens: list[Token]) -> bool:
    """Return whether words call something what nobody may do ("the delay inexcusable")."""
    shameful = load_lexicon().classes["shameful"]
    if not has_verb(tokens):
        return any(lemma(t) in shameful for t in tokens)
    main = (t for t in tokens if (lemma(t) == "be" or t.lower_ in _IS) and is_main(t, tokens))
    said = (c for t in main if not is_denied(t) for c in t.children if c.dep_ in {"attr", "acomp"})
    return any(lemma(c) in shameful for c in said)


def _has_no_truth(verb: Token) -> bool:
    """Return whether "there is no truth in the allegations", or to them."""
    truth = [c for c in verb.children if c.lower_ in {"truth", "substance", "basis", "foundation"}]
    none = any(g.lower_ in {"no", "little"} for c in truth for g in c.children)
    about = {lemma(t) for t in verb.subtree}
    return none and bool(about & (load_lexicon().classes["claim"] | _POINTERS))


def _says_false(verb: Token) -> bool:
    """Return whether "be" says of a claim, or of "this", that it is false, or is not true."""
    classes = load_lexicon().classes
    subjects = {
        lemma(t)
        for c in verb.children
        if c.dep_ == "nsubj"
        for t in (c.subtree if lemma(c) in _PORTIONS else (c,))
    }
    if not subjects & (classes["claim"] | _POINTERS):
        return False
    said = {
        lemma(t) for c in verb.children if c.dep_ in {"attr", "acomp"} for t in (c, *c.children)
    }
    return bool(said & (_TRUE if is_denied(verb) else classes["false"]))


def refers_back(tokens: list[Token]) -> bool:
    """Return whether a content only points to a claim made before ("this claim", "it's a lie")."""
    if not tokens:
        return False
    if calls_false(tokens):
        return True
    words = {lemma(t) for t in tokens if not t.is_punct}
    if words == {"which"}:
        return True
    if words <= _UNSAID or words <= _DONE_SO:  # "to comment", "having done so"
        return True
    end = next((k for k, t in enumerate(tokens) if t.lower_ == "as"), 0)
    if 0 < end <= _BRIEF:  # "his story as 'revenge by a man who lost his job'"
        tokens = tokens[:end]
    if has_verb(tokens) or len(tokens) > _LONGEST_POINTER:
        return False
    head, classes = head_of(tokens), load_lexicon().classes
    if tokens[0].lower_ in classes["anaphor"] and lemma(head) in _MATTERS:
        return True  # "that point"
    return lemma(head) in classes["claim"] or head.lower_ in classes["anaphor"]


def topic(tokens: list[Token]) -> list[Token]:
    """Return what somebody would not speak of: of "to comment on the leak" only the leak."""
    asides = (k for k, t in enumerate(tokens) if t.text == "," and _opens_aside(tokens[k + 1 :]))
    tokens = tokens[: next(asides, len(tokens))]
    idle = [lemma(t) in _UNSAID | _SPOKEN | _TELLING or t.is_punct for t in tokens]
    if all(i or t.pos_ == "DET" for i, t in zip(idle, tokens, strict=True)):
        return []
    return tokens[idle.index(False) :]


def _opens_aside(after: list[Token]) -> bool:
    """Return whether words tell how somebody keeps silent (", as it does on all operations")."""
    return bool(after) and after[0].lower_ in {"as", "citing", "saying"}


def clears_in_general(tokens: list[Token]) -> bool:
    """Return whether words deny any guilt, whatever of ("any wrongdoing", "did nothing wrong")."""
    words = {lemma(t) for t in tokens}
    wrong = words & _GUILT and len(tokens) <= _LONGEST_POINTER
    return bool(wrong) and (not has_verb(tokens) or any(is_denied(t) for t in tokens))


def essence(tokens: list[Token]) -> list[Token]:
    """Return what is claimed of a content that names a claim: of "the charge that P" only P.

    "The allegation of a cover-up was false" is about the cover-up, "comment on the raid" about
    the raid, "it is clear that P" says P.
    """
    if not tokens:
        return tokens
    head = head_of(tokens)
    below = (
        _said_to_be_so(tokens)
        or _said_to_be_plain(head)
        or _below_claim(_claim_word(head, tokens), tokens)
    )
    found = [t for t in tokens if t in below]
    return found if any(not t.is_punct for t in found) else tokens


def _said_to_be_so(tokens: list[Token]) -> set[Token]:
    """Return the words of P in "it highly likely that P", as somebody judges it to be."""
    that = next((k for k, t in enumerate(tokens[:_LONGEST_POINTER]) if t.lower_ == "that"), 0)
    judged = that and tokens[0].lower_ == "it" and not any(_is_finite(t) for t in tokens[:that])
    so = judged and any(lemma(t) in _JUDGED for t in tokens[:that])
    return set(tokens[that + 1 :]) if so else set()


def _is_finite(token: Token) -> bool:
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def _said_to_be_plain(head: Token) -> set[Token]:
    """Return the words of P in "it is clear that P", "there is no doubt that P"."""
    if lemma(head) not in _BE:
        return set()
    doubt = next((c for c in head.children if lemma(c) in _DOUBTS), None)
    if doubt is not None and any(c.lower_ == "no" for c in doubt.children):
        below = (c for t in (doubt, head) for c in t.children if c.dep_ in {"acl", "ccomp"})
        clause = next((c for c in below if any(t.lower_ == "that" for t in c.children)), None)
        return set(clause.subtree) if clause is not None else set()
    if is_negated(head):
        return set()
    plain = any(c.dep_ == "acomp" and lemma(c) in _PLAIN for c in head.children)
    clause = next((c for c in head.children if c.dep_ in {"ccomp", "csubj"}), None)
    return set(clause.subtree) if plain and clause is not None else set()


def _claim_word(head: Token, tokens: list[Token]) -> Token:
    """Return the word for a claim on which a content turns: its head, subject or object."""
    classes = load_lexicon().classes
    if lemma(head) == "be" and calls_false(tokens):
        return next((c for c in head.children if c.dep_ == "nsubj"), head)
    if lemma(head) in _LIGHT and not is_negated(head):
        things = (c for c in head.children if c.dep_ == "dobj" and c in tokens)
        return next((c for c in things if lemma(c) in classes["claim"]), head)
    return head


def _below_claim(word: Token, tokens: list[Token]) -> set[Token]:
    """Return the words that tell what a word for a claim is about; empty if they do not."""
    classes = load_lexicon().classes
    if lemma(word) not in classes["claim"] | classes["proposal"] | _TELLING:
        return set()
    markers = {"of", "about", "on", "over"} if lemma(word) not in classes["proposal"] else set()
    for child in word.children:
        clause = child.dep_ in {"acl", "ccomp", "relcl", "appos"} and child.pos_ in {"VERB", "AUX"}
        below = set(child.subtree)
        if clause and any(t in below and not t.is_punct for t in tokens):
            return below
        if child.dep_ == "prep" and lemma(child) in markers and not _is_owner(child):
            return below - {child}
    return set()


def _is_owner(marker: Token) -> bool:
    """Return whether "of Y" tells whose claim it is, as "of an unnamed official" does."""
    return any(
        c.pos_ == "PROPN" or lemma(c) in {"official", "source", "government", "ministry"}
        for c in marker.children
    )


def content_words(tokens: list[Token]) -> tuple[str, ...]:
    """Return the lemmas that tell one statement from another, sorted."""
    words = {lemma(t) for t in tokens if t.pos_ in _CONTENT_WORDS and not t.is_stop}
    return tuple(sorted(words))


def main_clause(tokens: list[Token]) -> list[Token]:
    """Return the words of the first statement of some that are strung together by "and"."""
    head = head_of(tokens)
    dropped = {
        t
        for c in head.children
        if c.dep_ == "conj" and any(g.dep_.startswith("nsubj") for g in c.children)
        for t in c.subtree
    }
    kept = [t for t in tokens if t not in dropped]
    while dropped and kept and (kept[-1].dep_ == "cc" or kept[-1].is_punct):
        kept = kept[:-1]  # the "and" before what is dropped
    return kept


def first_said(tokens: list[Token]) -> list[Token]:
    """Return the first part of words with others between them, if it is a statement by itself.

    "Our data was stolen," he said, "and I apologise" says the one, and then the other.
    """
    first, *others = runs(tokens)
    ends = first[-1].pos_ in {"ADP", "SCONJ", "CCONJ", "DET", "AUX", "PART"}
    stands = any(t.dep_.startswith("nsubj") and _is_finite_clause(t.head) for t in first)
    return first if others and stands and not ends else tokens


def _is_finite_clause(verb: Token) -> bool:
    return any(_is_finite(t) for t in (verb, *verb.children))


def label_of(tokens: list[Token], instead: Mapping[int, str] | None = None) -> str:
    """Return the words on one line; parts of a content are kept apart.

    Args:
        tokens: The words.
        instead: By offset, what stands instead of some of them.
    """
    instead = instead or {}
    parts = [
        "".join(instead.get(offset(t), t.text_with_ws) for t in run).strip() for run in runs(tokens)
    ]
    label = " … ".join(" ".join(p.split()).strip(' "“”,.;:') for p in parts if p)
    return label.removeprefix("that ")
