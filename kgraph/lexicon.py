"""The word classes of ``data/lexicon.toml`` -> ``Lexicon``: claim nouns, acts, involvement."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The lists of the file, as sets.

    Attributes:
        classes: Words by class name, as frames and stages name them.
        acts: Kind of wrongful act by word.
        neutral: Acts whose doer is not accused by being named ("arrest").
        figures: What is struck or killed only in a figure of speech ("a deal").
        instruments: What a state acts by ("drone", "troop").
        involvement: Words that tie an actor to a happening, by part.
        families: Family by kind of act; words of one family may mean one happening.
        answered: The effect that a content must have had to be meant by a word ("charge").
        accounts: What names the last thing said rather than a charge.
        weak: Verbs that do harm only to what is known to have been struck, with its family.
        generic: Words for a happening that leave its kind open.
        opposites: Words that say the opposite of a word, however near their meanings seem.
        predicates: What else is said of things: class by word, and whether it says the opposite.
        classed: The classes of predicates, and what something comes from.
    """

    classes: Mapping[str, frozenset[str]]
    acts: Mapping[str, str]
    neutral: frozenset[str]
    figures: frozenset[str]
    instruments: frozenset[str]
    involvement: Mapping[str, frozenset[str]]
    families: Mapping[str, str]
    answered: Mapping[str, str]
    accounts: frozenset[str]
    weak: Mapping[str, str]
    generic: frozenset[str]
    opposites: Mapping[str, frozenset[str]]
    predicates: Mapping[str, tuple[str, bool]]
    classed: frozenset[str]


@cache
def load_words() -> frozenset[str]:
    """Return common English words in lower case, all that begin no name by themselves."""
    return frozenset(files("kgraph.data").joinpath("words/words.txt").read_text("utf-8").split())


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon, read once. A word in two kinds of act belongs to the first."""
    table = tomllib.loads(files("kgraph.data").joinpath("lexicon.toml").read_text("utf-8"))
    acts: dict[str, str] = {}
    for kind, words in table["acts"].items():
        for word in words:
            acts.setdefault(word, kind)
    return Lexicon(
        classes={name: frozenset(words) for name, words in table["classes"].items()},
        acts=acts,
        neutral=frozenset(table["neutral"]["words"]),
        figures=frozenset(table["neutral"]["figures"]),
        instruments=frozenset(table["instruments"]["nouns"]),
        involvement={name: frozenset(words) for name, words in table["involvement"].items()},
        families={kind: name for name, kinds in table["families"].items() for kind in kinds},
        accounts=frozenset(table["accounts"]["nouns"]),
        answered={word: effect for effect, ws in table["answered"].items() for word in ws},
        weak={verb: family for family, verbs in table["weak"].items() for verb in verbs},
        generic=frozenset(table["generic"]["nouns"]),
        opposites=_opposites(table["opposites"]["pairs"]),
        predicates={
            word: (name, side == "against")
            for name, sides in table["predicates"].items()
            for side, words in sides.items()
            for word in words
        },
        classed=frozenset({"origin", *table["predicates"]}),
    )


def _opposites(pairs: list[list[list[str]]]) -> Mapping[str, frozenset[str]]:
    """Return the words on the other side of each pair, by word."""
    found: dict[str, frozenset[str]] = {}
    for one, other in pairs:
        for words, others in ((one, other), (other, one)):
            for word in words:
                found[word] = found.get(word, frozenset()) | frozenset(others)
    return found
