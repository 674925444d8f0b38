"""Claims that are one -> the words that name it: a short sentence in positive form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgraph.claims.values import LocalClaim
    from kgraph.model import Actor

_SENTENCES = {
    "responsible": "{who} {was} behind {event}",
    "knew": "{who} knew of {event}",
    "encouraged": "{who} encouraged {event}",
}
_LONGEST = 160


def label_of_group(claims: Sequence[LocalClaim], agent: Actor | None, event: str | None) -> str:
    """Return the label of a claim of the corpus.

    Args:
        claims: What the articles say, the earliest first.
        agent: Who is said to do it, where it is an actor.
        event: Label of the event that it is about.
    """
    first = claims[0]
    if first.act == "attempted":
        who = min((c.who for c in claims if c.who), key=lambda w: (-len(w), w), default="somebody")
        return f"It was an attempt to kill {who}"
    if first.act in _SENTENCES:
        who = min((c.who for c in claims if c.who), default="")
        if agent is not None:
            who = _with_article(agent)
        who = who or "someone"
        if event is not None:
            sentence = _SENTENCES[first.act].format(who=who, event=event, was=_was(who, agent))
            return sentence[:1].upper() + sentence[1:]
        return shortened(f"{who[:1].upper()}{who[1:]}: {_shortest(claims)}")
    return shortened(_shortest(claims))


def _with_article(agent: Actor) -> str:
    """Return an actor's name as it stands in a sentence: "the United States", "a group"."""
    words = agent.name.split()
    if agent.name.startswith("United ") and agent.kind == "government":
        return f"the {agent.name}"
    bare = words[0].lower() not in {"a", "an", "the", "some", "two", "three", "several"}
    if agent.kind in {"group", "anonymous"} and bare and not words[-1].endswith("s"):
        return f"{'an' if words[0][0].lower() in 'aeio' else 'a'} {agent.name}"
    return agent.name


def _was(who: str, agent: Actor | None) -> str:
    """Return the verb's number: names of several countries and groups in the plural take "were"."""
    named = agent is not None and agent.kind not in {"group", "anonymous"}
    return "were" if who.endswith("s") and not named else "was"


def _shortest(claims: Sequence[LocalClaim]) -> str:
    """Return the shortest wording, one that stands by itself where there is one."""
    labels = {c.label for c in claims if c.stance != "against"} or {c.label for c in claims}
    return min(labels, key=lambda label: (len(label), label))


def shortened(label: str) -> str:
    """Return the label cut at a word where it is long."""
    return label if len(label) <= _LONGEST else label[:_LONGEST].rsplit(" ", 1)[0] + " …"
