"""At whom an attribution is aimed, where no slot of its cue says so: whom its content is about.

Looks for the part that the edge type's target has in what is said: who does it, who is to suffer
it, whose claim it is. What the claims stage has found stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.edge_types import load_edge_types
from kgraph.syntax import head_of, lemma, source_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Token

    from kgraph.actors.local import Resolver
    from kgraph.edge_types import EdgeType
    from kgraph.linguistics import ParsedArticle
    from kgraph.model import Attribution

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "pobj", "attr"})
_WHERE = frozenset("in at near during since from by until after before".split())
_SAYING = frozenset("say claim allege assert report state suggest insist maintain".split())
_NEAR = 6  # words after a content in which "by X" tells whose act it is
_GIVING = frozenset("give provide offer hand allow enable let help embolden encourage".split())
_COMING = frozenset({"of", "from", "by"})
_PARTIES = frozenset({"government", "organisation", "group", "person"})


def find_aims(
    parsed: ParsedArticle,
    attributions: Iterable[Attribution],
    targets: Mapping[str, tuple[str, ...]],
    speakers: Mapping[str, tuple[str, ...]],
    resolver: Resolver,
) -> dict[str, tuple[str, ...]]:
    """Return the targets by attribution id, those found so far and those that contents give."""
    made = dict(targets)
    for attribution in attributions:
        row = load_edge_types().get(attribution.edge_type or "")
        if row is None or not row.target or made.get(attribution.id) or not attribution.content:
            continue
        tokens = _whole(parsed.tokens_of(attribution.content))
        own = {resolver.discourse.side(s) for s in speakers[attribution.id]}
        found = _first_other(_candidates(row, tokens), own, resolver)
        if found is not None:
            made[attribution.id] = (found,)
    return made


def _whole(tokens: list[Token]) -> list[Token]:
    """Return a content's words and those that hang on its head ("the attack | by X")."""
    if not tokens:
        return []
    last = tokens[-1]
    after = [t for t in last.doc[last.i + 1 : last.i + 1 + _NEAR] if t.sent == last.sent]
    doers = after if after and after[0].lower_ == "by" else []
    below = [t for t in head_of(tokens).subtree if t.i > last.i and t.sent == last.sent]
    return [*tokens, *doers, *(t for t in below if t not in doers)]


def _first_other(candidates: Iterator[Token], own: set[str], resolver: Resolver) -> str | None:
    """Return the first actor among the candidates who is not on the speakers' own side."""
    known = set(resolver.actors)
    for token in candidates:
        if token.pos_ == "PRON":
            continue
        for actor in resolver.resolve(source_tokens(token)):
            found = resolver.actors[actor]
            certain = actor in known or found.kind == "government"
            if certain and found.kind in _PARTIES and resolver.discourse.side(actor) not in own:
                return actor
    return None


def _candidates(row: EdgeType, tokens: list[Token]) -> Iterator[Token]:
    """Yield the words that may name the target, by the part it has in the content."""
    if row.target_from == "answered":
        yield from (t for t in tokens if row.answers == "claims" and _is_claimant(t))
    elif row.target_from == "agent" and row.content_effect == "weighed":
        yield from (t for t in tokens if _is_agent(t))
    elif row.target_from in {"agent", "subject"}:
        main = {head_of(tokens)} if tokens else set()
        yield from (t for t in tokens if row.stance == "open" and _is_enabled(t))
        yield from (
            t for t in tokens if _is_agent(t) or (t.dep_ in _SUBJECTS and _is_main(t, main))
        )
    elif row.stance == "open":
        yield from (t for t in tokens if t.dep_ in _OBJECTS and t.head.lower_ not in _WHERE)
        yield from (t for t in tokens if t.dep_ in _SUBJECTS and t.head.dep_ == "advcl")


def _is_agent(token: Token) -> bool:
    """Return whether it is the doer after "by"."""
    return (
        token.dep_ == "pobj" and token.head.lower_ == "by" and token.head.dep_ in {"agent", "prep"}
    )


def _is_enabled(token: Token) -> bool:
    """Return whether it is who is given the means ("could provide Russia with a pretext")."""
    return token.dep_ in {"dobj", "dative"} and lemma(token.head) in _GIVING


def _is_main(subject: Token, main: set[Token]) -> bool:
    """Return whether a subject is that of the content's main verb, or of a clause under it."""
    verb = subject.head
    return (
        verb in main or verb.dep_ in {"ccomp", "conj", "acl", "relcl", "ROOT"} or verb.head in main
    )


def _is_claimant(token: Token) -> bool:
    """Return whether it is whose claim this is: "as X said", "coming from X"."""
    if token.dep_ in _SUBJECTS:
        return lemma(token.head) in _SAYING
    out = token.dep_ == "pobj" and token.head.lower_ in _COMING
    return out and lemma(token.head.head) in {"come", "out", "statement", "say"}
