"""The README is true: its tables are those of the code. Its examples run as doctests."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from commands import PAGE, commands_of, page, with_commands

from kgraph.cli import _parser
from kgraph.edge_types import load_edge_types

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
FIRST_SCREEN = 30  # lines


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table rows under a second-level heading."""
    part = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def test_the_two_commands_stand_on_the_first_screen() -> None:
    top = README.splitlines()[:FIRST_SCREEN]
    assert any(re.match(r"make +#", line) for line in top)
    assert any(re.match(r"make test +#", line) for line in top)
    assert ">>> import kgraph" in top


def test_it_shows_all_edge_types() -> None:
    wanted = [
        [f"`{row.name}`", row.definition, ", ".join(row.ends_on)]
        for row in load_edge_types().values()
    ]
    assert rows("What the edges mean")[1:] == wanted


def test_its_commands_and_their_reference_are_those_of_the_program() -> None:
    assert with_commands(README) == README, "run: python tests/commands.py"
    assert page() == PAGE.read_text("utf-8"), "run: python tests/commands.py"
    assert [row[0].split()[1] for row in rows("Command line")[1:]] == [*commands_of(_parser())]


def test_every_example_of_the_reference_is_one_that_the_program_takes() -> None:
    """Each line of the examples that is a command by itself is parsed, not run."""
    examples = re.findall(r"^  kgraph (.*?)(?: {3,}.*)?$", PAGE.read_text("utf-8"), re.MULTILINE)
    whole = [line for line in examples if "|" not in line and "..." not in line]
    assert len(whole) > 30
    for line in whole:
        if not line.endswith("--help"):
            _parser().parse_args(shlex.split(line.split(" > ")[0].rstrip()))
