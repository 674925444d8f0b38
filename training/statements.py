"""The statements of ``training/statements/*.txt`` -> affairs: what they say, and on which side."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "statements"
SIDES = ("+", "-", "?")
HELD_BACK = 12  # one affair in so many is never trained on
_LINE = re.compile(r"(\d+)\s*([+\-?])\s*\{[^}]*\}\s*(.*)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the part of it that somebody says.

    Attributes:
        claim: Number of the proposition that it is about, 0 for one of its own.
        side: Index in SIDES.
        text: The sentence.
        start: Where the part begins in it.
        end: Where it ends.
    """

    claim: int
    side: int
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Affair:
    """What is said on one affair; ``claims`` are the propositions in plain words."""

    title: str
    claims: dict[int, str] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    @property
    def held_back(self) -> bool:
        """Whether the affair is for measuring alone."""
        return int(hashlib.md5(self.title.encode()).hexdigest(), 16) % HELD_BACK == 0  # noqa: S324


def read_affairs(folder: Path = FOLDER) -> list[Affair]:
    """Return all affairs, sorted by file and title.

    Raises:
        ValueError: If a line is none of those that the folder's README.md tells of.
    """
    return [
        affair
        for path in sorted(folder.glob("*.txt"))
        for affair in sorted(_affairs(path), key=lambda a: a.title)
    ]


def _affairs(path: Path) -> Iterator[Affair]:
    affair = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("# "):
            if affair:
                yield affair
            affair = Affair(line[2:].strip())
        elif line.startswith("= ") and affair:
            claim, words = line[2:].split(" ", 1)
            affair.claims[int(claim)] = words.strip()
        elif (match := _LINE.fullmatch(line)) and affair:
            affair.statements.append(_statement(match, f"{path.name}:{number}"))
        elif line.strip() and not line.startswith("@ "):
            raise ValueError(f"{path.name}:{number}: not a line of statements: {line}")
    if affair:
        yield affair


def _statement(match: re.Match[str], where: str) -> Statement:
    """Return the statement of a line, its brackets taken out."""
    marked = match[3]
    start, end = marked.find("["), marked.find("]")
    if start < 0 or end < start or marked.count("[") != 1 or marked.count("]") != 1:
        raise ValueError(f"{where}: one part in square brackets, please: {marked}")
    text = marked[:start] + marked[start + 1 : end] + marked[end + 1 :]
    return Statement(int(match[1]), SIDES.index(match[2]), text, start, end - 1)
