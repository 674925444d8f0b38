"""The public names: which there are, where they are told of, and that importing them is cheap."""

from __future__ import annotations

import doctest
import inspect
import json
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kgraph
from kgraph import errors, model

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {
    "matplotlib",
    "networkx",
    "numpy",
    "onnxruntime",
    "pandas",
    "pyoxigraph",
    "pyvis",
    "rdflib",
    "rich",
    "spacy",
    "tokenizers",
}
NOUNS = {
    "Comparison",
    "Moment",
    "Turn",
    "Voice",
    "Way",
    "Actor",
    "Answer",
    "Article",
    "Attribution",
    "Change",
    "Claim",
    "Corrections",
    "Dispute",
    "Edge",
    "Event",
    "KnowledgeGraph",
    "Mention",
    "Origin",
    "Position",
    "Reading",
    "RemoteStore",
    "Silence",
    "Standing",
    "Store",
    "TextSpan",
}
ERRORS = {
    "ArticleError",
    "BrokenFileError",
    "CacheError",
    "CorrectionsError",
    "KgraphError",
    "MissingDependencyError",
    "QueryError",
    "SpanError",
    "StoreError",
    "UnknownNameError",
    "WorkerError",
}
VERBS = {
    "compare",
    "find_event",
    "find_neighbourhood",
    "find_timeline",
    "find_ways",
    "plot_accusations",
    "plot_stances",
    "plot_timeline",
    "save_pages",
    "save_table",
    "show",
    "to_matrix",
    "to_rows",
    "who_says_what",
    "build_graph",
    "find_actor",
    "find_changes",
    "find_claim",
    "find_disputes",
    "find_edges",
    "find_origins",
    "find_positions",
    "find_silences",
    "find_standing",
    "load",
    "publish",
    "read_articles",
    "read_corrections",
    "save",
    "sparql",
    "to_html",
    "to_networkx",
    "to_table",
    "to_turtle",
    "why",
}
PUBLIC = sorted(NOUNS | ERRORS | VERBS)


def loaded_by(program: str) -> set[str]:
    """Return the names of all modules in a fresh interpreter after it has run a program."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport json, sys; print(json.dumps([*sys.modules]))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout))


def classes_of(module: ModuleType) -> set[str]:
    """Return the names of the classes that a module defines."""
    found = inspect.getmembers(module, inspect.isclass)
    return {name for name, kind in found if kind.__module__ == module.__name__}


def test_the_public_names_are_these_and_no_others() -> None:
    assert kgraph.__all__ == sorted([*PUBLIC, "__version__"])
    assert dir(kgraph) == kgraph.__all__


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    found = getattr(kgraph, name)
    assert found.__name__ == name
    assert inspect.getdoc(found)


@pytest.mark.parametrize(
    "name", sorted(VERBS - {"build_graph", "load", "publish", "read_corrections"})
)
def test_every_question_and_projection_has_an_example(name: str) -> None:
    """Pytest runs them all: ``--doctest-modules`` in ``pyproject.toml``."""
    found = getattr(kgraph, name)
    examples = doctest.DocTestFinder(recurse=False).find(found, name)
    assert any(example.examples for example in examples)
    assert (
        "kgraph"
        in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"][
            "testpaths"
        ]
    )


def test_all_names_come_with_a_star() -> None:
    names: dict[str, object] = {}
    exec("from kgraph import *", names)  # noqa: S102 - the only way to try it
    assert set(kgraph.__all__) <= set(names)


def test_no_public_name_is_a_module() -> None:
    modules = {found.name for found in pkgutil.iter_modules(kgraph.__path__)}
    assert modules & set(kgraph.__all__) == set()


def test_nouns_and_errors_are_complete() -> None:
    others = {"KnowledgeGraph", "Dispute", "Corrections", "Answer", "RemoteStore", "Store"}
    answers = {"Comparison", "Moment", "Turn", "Voice", "Way"}
    answers |= {"Change", "Origin", "Position", "Silence", "Standing"}
    assert classes_of(model) | others | answers == NOUNS
    assert classes_of(errors) == ERRORS
    for name in ERRORS:
        assert issubclass(getattr(kgraph, name), kgraph.KgraphError)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kgraph' has no attribute 'find_truth'"):
        getattr(kgraph, "find_truth")  # noqa: B009 - mypy knows that it is not there


def test_importing_the_package_loads_no_other_module_of_it() -> None:
    modules = loaded_by("import kgraph")
    assert {name for name in modules if name.startswith("kgraph.")} == set()
    assert modules & HEAVY == set()


def test_naming_everything_loads_nothing_heavy_but_what_building_needs() -> None:
    reading = loaded_by(
        "import kgraph\nfor name in kgraph.__all__:\n"
        "    name == 'build_graph' or getattr(kgraph, name)"
    )
    assert reading & HEAVY == set()
    building = loaded_by("import kgraph; kgraph.build_graph")
    assert building & (HEAVY - {"numpy"}) == set()


def test_the_version_is_that_of_the_distribution() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert kgraph.__version__ == pyproject["project"]["version"]


def test_the_readme_uses_public_names_only() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    used = set(re.findall(r"\bkgraph\.(\w+)\(", readme))
    assert used
    assert used - set(kgraph.__all__) == set()


def test_the_docs_tell_of_every_public_name() -> None:
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert [name for name in PUBLIC if f"`{name}`" not in text] == []
