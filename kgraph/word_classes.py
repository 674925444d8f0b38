"""spaCy's attribute ruler, remembering what it made of words that look alike to its patterns.

The ruler tries some 180 patterns at each word, which is a quarter of the time of a parse. They
look at a word's tag, role and, for few words, form: what it made of one such word holds for all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Doc, Token

_Looks = tuple[int, str, str, bool, bool]


class RememberingRuler:
    """Sets what the attribute ruler sets, asking it only about words unlike those before.

    Of its few patterns over two words, that of "there is" is kept, and those that mend the lemmas
    of contractions ("gon" + "na") are not.
    """

    def __init__(self, ruler: Any) -> None:  # noqa: ANN401 - spaCy's components have no type
        """Take the ruler of a pipeline."""
        self._ruler: Callable[[Doc], Doc] = ruler
        self._known: dict[_Looks, tuple[int, Any, int]] = {}
        told = [word for row in ruler.patterns for p in row["patterns"] for word in p]
        self._forms = frozenset(w for word in told for w in _named(word.get("LOWER")))
        self._roles = frozenset(w for word in told for w in _named(word.get("DEP")))
        regexes = [w["LOWER"]["REGEX"] for w in told if "REGEX" in _as_dict(w.get("LOWER"))]
        self._regex = re.compile("|".join(f"(?:{r})" for r in regexes) or "(?!)")

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with part of speech, morphology and odd lemmas of each word."""
        looks = [self._looks(token) for token in doc]
        if any(key not in self._known for key in looks):
            doc = self._ruler(doc)
            made = ((t.pos, t.morph, t.lemma) for t in doc)
            self._known |= dict(zip(looks, made, strict=True))
            return doc
        for key, token in zip(looks, doc, strict=True):
            token.pos, morph, lemma = self._known[key]
            token.set_morph(morph)  # type: ignore[attr-defined]  # it is there, the stubs lag
            if lemma:
                token.lemma = lemma
        return doc

    def pipe(self, stream: Iterable[Doc], **_: object) -> Iterator[Doc]:
        """Yield the documents of a stream, each as by a call."""
        return map(self, stream)

    def _looks(self, token: Token) -> _Looks:
        """Return what the patterns can tell words apart by."""
        lower, role = token.lower_, token.dep_
        form = lower if lower in self._forms or self._regex.search(lower) else ""
        there_is = token.i > 0 and token.nbor(-1).dep_ == "expl"
        return token.tag, form, role if role in self._roles else "", token.is_space, there_is


def _named(asked: str | dict[str, Any] | None) -> list[str]:
    """Return the values that a condition names, whether as what must be or what must not."""
    if asked is None or isinstance(asked, str):
        return [asked] if asked else []
    return [*asked.get("IN", ()), *asked.get("NOT_IN", ())]


def _as_dict(asked: str | dict[str, Any] | None) -> dict[str, Any]:
    return asked if isinstance(asked, dict) else {}
