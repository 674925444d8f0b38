"""Words before or after a name -> what they say of it: the last role, the body it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.gazetteer import country, role_words, scan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kgraph.gazetteer import Entry

_LONGEST_ROLE = 4  # words of a role in the table ("chief of the staff")


def is_role_word(token: Token) -> bool:
    """Return whether a word by itself is a role ("spokesman")."""
    return any(token.lower_ in group for group in role_words().values())


def last_role(tokens: list[Token]) -> tuple[int, str | None]:
    """Return the position after the last role word, and its class."""
    lowered = [t.lower_ for t in tokens]
    best: tuple[int, str | None] = (0, None)
    for name, group in role_words().items():
        for end in range(len(tokens), best[0], -1):
            if any(
                " ".join(lowered[s:end]) in group for s in range(max(0, end - _LONGEST_ROLE), end)
            ):
                best = (end, name)
                break
    return best


def affiliation_of(text: str) -> str | None:
    """Return the slug of the first government or organisation in some role words."""
    for _, _, entry, _ in scan(text):
        if entry.kind in {"government", "organisation", "group", "outlet"}:
            return government_of(entry).id
    return None


def government_of(entry: Entry) -> Entry:
    """Return the country for a metonym of its government, else the entry itself."""
    if entry.kind == "government" and entry.government and entry.government != entry.id:
        return country(entry.government)
    return entry
