"""The project's papers are true: docs, tool configuration, what the wheel holds."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import pkgutil
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kgraph
from kgraph import graph, model
from kgraph.edge_types import load_edge_types
from kgraph.network import to_networkx
from kgraph.rdf import vocabulary_turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgraph.graph import KnowledgeGraph

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PARTS = ("kgraph", "tests", "docs", "training", "notebooks", ".ci")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LONGEST_DECISION = 40

NOUNS = [
    noun
    for module in (model, graph)
    for _, noun in inspect.getmembers(module, dataclasses.is_dataclass)
    if noun.__module__ == module.__name__
]


def written_files() -> Iterator[tuple[str, str]]:
    """Yield path and text of the files that we wrote; the articles in seeds/ are not ours."""
    paths = [path for path in ROOT.iterdir() if path.is_file()]
    paths += [path for part in PARTS for path in (ROOT / part).rglob("*") if path.is_file()]
    for path in sorted(paths):
        if not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
            try:
                yield str(path.relative_to(ROOT)), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def lines_with(pattern: str) -> list[str]:
    """Return ``path: line`` for the written lines in which the pattern is found."""
    found = re.compile(pattern)
    return [
        f"{path}: {line.strip()[:120]}"
        for path, text in written_files()
        for line in text.splitlines()
        if found.search(line)
    ]


def rows(text: str) -> list[list[str]]:
    """Return the cells of all Markdown table rows, headings and rules left out."""
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for table in tables
        for line in table.splitlines()[2:]
    ]


def section(text: str, heading: str) -> str:
    """Return what stands under a second-level heading."""
    found = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def decisions() -> list[Path]:
    return sorted((DOCS / "decisions").iterdir())


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def layers() -> set[str]:
    contract: dict[str, Any] = PYPROJECT["tool"]["importlinter"]["contracts"][0]
    return {name for line in contract["layers"] for name in line.split(" | ")}


# --- docs --------------------------------------------------------------------------------------


def test_edge_types_page_is_the_table() -> None:
    wanted = [
        [
            f"`{row.name}`",
            row.definition,
            f"`{row.parent}`" if row.parent else "–",
            row.stance,
            row.target or "–",
            ", ".join(row.ends_on),
            row.cameo or "–",
            row.plover or "–",
            f"`kg:{row.rdf_class}`",
        ]
        for row in load_edge_types().values()
    ]
    table = (DOCS / "edge-types.md").read_text("utf-8").split("\n## ")[0]
    assert rows(table) == wanted


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_data_model_names_every_field(noun: type) -> None:
    text = section((DOCS / "data-model.md").read_text("utf-8"), noun.__name__)
    fields = [f"`{field.name}`" for field in dataclasses.fields(noun)]
    assert [row[0] for row in rows(text)] == fields


def test_data_model_names_every_attribute_in_networkx(tiny_graph: KnowledgeGraph) -> None:
    text = section((DOCS / "data-model.md").read_text("utf-8"), "In NetworkX")
    network = to_networkx(tiny_graph, plain=False)
    used = {key for _, attributes in network.nodes(data=True) for key in attributes}
    used |= {key for _, _, attributes in network.edges(data=True) for key in attributes}
    assert used - {row[0].strip("`") for row in rows(text)} == set()


def test_docs_use_terms_of_the_vocabulary() -> None:
    vocabulary = set(re.findall(r"^(kg:\w+) a ", vocabulary_turtle(), re.MULTILINE))
    unknown = {
        f"{page.name}: {term}"
        for page in pages()
        for term in re.findall(r"\bkg:\w+", page.read_text("utf-8"))
        if term not in vocabulary
    }
    assert unknown == set()


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_glossary_has_every_noun(noun: type) -> None:
    words = {row[0] for row in rows((DOCS / "glossary.md").read_text("utf-8"))}
    assert re.sub(r"(?<!^)(?=[A-Z])", " ", noun.__name__).lower() in words


def test_architecture_shows_the_layers_that_are_checked() -> None:
    contract = PYPROJECT["tool"]["importlinter"]["contracts"][0]
    shown = section((DOCS / "architecture.md").read_text("utf-8"), "Layers").split("```")[1]
    assert shown.strip().splitlines() == contract["layers"]


def test_architecture_tells_of_every_module() -> None:
    way = section((DOCS / "architecture.md").read_text("utf-8"), "The way of the data")
    told = {row[0].strip("`") for row in rows(way)}
    assert told == layers() - {"__main__", "data"}


def test_index_leads_to_every_page() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    others = [page for page in DOCS.rglob("*.md") if page.name != "index.md"]
    assert [
        page.name for page in others if f"({page.relative_to(DOCS).as_posix()})" not in index
    ] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    inner = [link for link in links if "://" not in link]
    assert [link for link in inner if not (page.parent / link).exists()] == []


def test_decisions_are_numbered_and_short() -> None:
    texts = [page.read_text("utf-8") for page in decisions()]
    assert [int(page.name[:4]) for page in decisions()] == list(range(1, len(texts) + 1))
    for number, text in enumerate(texts, start=1):
        assert text.startswith(f"# {number}. ")
        assert len(text.splitlines()) <= LONGEST_DECISION
        for heading in ("Context", "Decision", "Refused", "Consequences"):
            assert section(text, heading), f"decision {number} has no {heading}"


def test_contributing_lists_the_checks_that_make_runs() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    checks = [line.strip().removeprefix("$(BIN)/") for line in recipe[1].splitlines()]
    assert [f"`{check}`" for check in checks] == [
        row[0] for row in rows((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    ]


def test_changelog_has_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\n## [{PYPROJECT['project']['version']}]" in changelog
    assert "\n## [Unreleased]\n" in changelog


# --- what must not be written ------------------------------------------------------------------


def test_the_package_is_installed_by_its_full_name() -> None:
    """A plain ``kgraph`` on the package index is somebody else's."""
    assert lines_with(r"pip3? install (?:-\S+ )*[\"']?kgraph(?!-attribution)(?![\w/-])") == []


def test_no_paths_of_one_machine() -> None:
    assert lines_with(r"(?<![\w.:/~-])/(?:work|root|home|opt|Users)/") == []


def test_no_hosts_of_package_registries() -> None:
    assert lines_with(r"pypi\.org|pythonhosted\.org|npmjs\.org|deb\.debian\.org") == []


def test_no_code_compares_with_the_name_of_an_edge_type() -> None:
    names = set(load_edge_types())
    found = []
    for path in sorted((ROOT / "kgraph").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            parts: list[ast.AST] = []
            if isinstance(node, ast.Compare):
                parts = [part for side in (node.left, *node.comparators) for part in ast.walk(side)]
            elif isinstance(node, ast.MatchValue):
                parts = [node.value]
            found += [
                f"{path.relative_to(ROOT)}:{part.lineno} {part.value}"
                for part in parts
                if isinstance(part, ast.Constant) and part.value in names
            ]
    assert found == []


# --- tools and packaging -----------------------------------------------------------------------


def test_every_module_has_a_layer() -> None:
    modules = {found.name for found in pkgutil.iter_modules(kgraph.__path__)}
    assert modules - layers() == set()


def test_pyproject_is_the_only_tool_configuration() -> None:
    others = {"setup.cfg", "setup.py", "tox.ini", "pytest.ini", "mypy.ini", ".flake8"}
    others |= {".importlinter", "ruff.toml", ".ruff.toml", "requirements.txt"}
    assert others & {path.name for path in ROOT.iterdir()} == set()


def test_wheel_holds_the_data_and_nothing_but_the_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    done = subprocess.run(
        [*build, "--directory", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = ROOT / "kgraph"
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == wanted
