"""The README is true: its tables are those of the code. Its examples run as doctests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgraph.cli import main
from kgraph.edge_types import load_edge_types

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
FIRST_SCREEN = 30  # lines


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table rows under a second-level heading."""
    part = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def help_of(*command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out


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


def test_it_shows_all_commands_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    told = rows("Command line")
    commands = [m[1] for row in told if (m := re.match(r"`kgraph (\w+)", row[0]))]
    usage = help_of(capsys=capsys)
    assert commands == re.findall(r"^    (\w+) +\w", usage, re.MULTILINE)
    options: dict[str, set[str]] = {command: set() for command in commands}
    for row in told:
        if row[0].startswith("`-"):
            for command in row[1].split(", "):
                options[command].add(row[0].strip("`").split()[0])
    for command, named in options.items():
        usage = help_of(command, capsys=capsys).split("\n\n")[0]
        known = set(re.findall(r"(?<=[\[ ])-{1,2}[a-z]+", usage)) - {"-h"}
        assert named == known, command
