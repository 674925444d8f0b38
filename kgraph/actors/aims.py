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
        tokens = parsed.tokens_of(attribution.content)
        own = {resolver.discourse.side(s) for s in speakers[attribution.id]}
        found = _first_other(_candidates(row, tokens), own, resolver)
        if found is not None:
            made[attribution.id] = (found,)
    return made


def _first_other(
    candidates: Iterator[Token], own: set[str], resolver: Resolver
) -> str | None:
    """Return the first actor among the candidates who is not on the speakers' own side."""
    for token in candidates:
        if token.pos_ == "PRON":
            continue
        for actor in resolver.resolve(source_tokens(token)):
            found = resolver.actors[actor]
            if resolver.discourse.side(actor) not in own and found.kind in _PARTIES:
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
        yield from (t for t in tokens if _is_agent(t) or (t.dep_ in _SUBJECTS and _is_main(t, main)))
    else:
        yield from (
            t for t in tokens if t.dep_ in _OBJECTS and not (t.dep_ == "pobj" and t.head.lower_ in _WHERE)
        )


def _is_agent(token: Token) -> bool:
    """Return whether it is the doer after "by"."""
    return token.dep_ == "pobj" and token.head.lower_ == "by" and token.head.dep_ in {"agent", "prep"}


def _is_main(subject: Token, main: set[Token]) -> bool:
    """Return whether a subject is that of the content's main verb, or of a clause under it."""
    verb = subject.head
    return verb in main or verb.dep_ in {"ccomp", "conj", "acl", "relcl", "ROOT"} or verb.head in main


def _is_claimant(token: Token) -> bool:
    """Return whether it is whose claim this is: "as X said", "coming from X"."""
    if token.dep_ in _SUBJECTS:
        return lemma(token.head) in _SAYING
    out = token.dep_ == "pobj" and token.head.lower_ in _COMING
    return out and lemma(token.head.head) in {"come", "out", "statement", "say"}
