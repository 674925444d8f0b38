"""The reference of the command line, written from the parsers: ``python tests/commands.py``."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.cli import _parser

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGE = ROOT / "docs" / "commands.md"
_MARKED = re.compile(r"(<!-- commands -->\n)(?:.*?)(<!-- /commands -->)", re.DOTALL)
_HEAD = """\
# Command line

Written from the program's own help by `python tests/commands.py`. `kgraph COMMAND --help` says the
same.
"""


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the commands below a parser by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def usage(name: str, parser: argparse.ArgumentParser) -> str:
    """Return how a command is written: what it must have."""
    below = "QUESTION ..." if commands_of(parser) else ""
    return " ".join(["kgraph", name, *filter(None, [*map(_needed, _arguments(parser)), below])])


def with_commands(readme: str) -> str:
    """Return the README with the table of the commands as they are."""
    rows = "".join(
        f"| `{usage(name, parser)}` | {_about(parser)} |\n"
        for name, parser in commands_of(_parser()).items()
    )
    return _MARKED.sub(rf"\1| command | does |\n|---|---|\n{_escaped(rows)}\2", readme)


def page() -> str:
    """Return the page with all commands, questions, arguments and examples."""
    return "\n".join([_HEAD, *_sections("", _parser())])


def _sections(above: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    for name, command in commands_of(parser).items():
        full = f"{above} {name}".strip()
        yield f"{'##' if not above else '###'} {full}\n"
        yield f"{command.description}\n\n```\n{usage(full, command)}\n```\n"
        rows = [f"| `{_written(a)}` | {_help(a)} |" for a in _arguments(command)]
        if rows:
            yield "\n".join(["| argument | means |", "|---|---|", *rows]) + "\n"
        if command.epilog:
            yield f"```text\n{command.epilog.strip()}\n```\n"
        yield from _sections(full, command)


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    skipped = (argparse._HelpAction, argparse._SubParsersAction)
    return [action for action in parser._actions if not isinstance(action, skipped)]


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices:
        return "|".join(map(str, action.choices))
    name = action.metavar or action.dest.upper()
    return f"{name}..." if action.nargs == "+" else str(name)


def _written(action: argparse.Action) -> str:
    named = ", ".join(action.option_strings)
    return f"{named} {_value(action)}".strip().replace("|", "\\|")


def _needed(action: argparse.Action) -> str:
    """Return an argument that a command must have, or nothing."""
    if action.option_strings:
        return f"{action.option_strings[0]} {_value(action)}" if action.required else ""
    return f"[{_value(action)}]" if action.nargs == "?" else _value(action)


def _help(action: argparse.Action) -> str:
    return (action.help or f"default: {action.default}").replace("|", "\\|")


def _about(parser: argparse.ArgumentParser) -> str:
    text = (parser.description or "").rstrip(".")
    return text[:1].lower() + text[1:]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def main() -> None:
    """Write the table of the README and the page."""
    README.write_text(with_commands(README.read_text("utf-8")), "utf-8")
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write(f"{README.name}, {PAGE.name}\n")


if __name__ == "__main__":
    main()
