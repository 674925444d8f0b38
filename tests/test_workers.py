"""``workers``: real processes that are killed, hang or cannot start."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kgraph.errors import ArticleError, MissingDependencyError, WorkerError
from kgraph.workers import Crew

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def start(folder: str = "") -> Callable[[str], str]:
    return partial(work, folder)


def work(folder: str, task: str) -> str:
    if task == "hangs":
        time.sleep(600)
    if task == "kills" or (task == "kills once" and not os.path.exists(f"{folder}/tried")):  # noqa: PTH110
        open(f"{folder}/tried", "w").close()  # noqa: PTH123
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "bad":
        raise ArticleError("bad: cannot be read")
    return f"{task} by {os.getpid()}"


def missing() -> Callable[[str], str]:
    raise MissingDependencyError("no model; install it")


def ends() -> Callable[[str], str]:
    os._exit(3)


def run(crew: Crew, *tasks: str) -> list[str]:
    outcomes = {k: str(result).split(" by ")[0] for k, result in crew.run(tasks)}
    assert sorted(outcomes) == list(range(len(tasks)))  # each once
    return [outcomes[k] for k in range(len(tasks))]


def test_what_kills_or_hangs_costs_no_other(tmp_path: Path) -> None:
    with Crew(partial(start, str(tmp_path)), workers=2, timeout=2) as crew:
        found = run(crew, "a", "kills once", "kills", "b", "hangs", "bad", "c")
        assert found[:2] == ["a", "kills once"]
        assert found[2] == "the process that read it was ended (signal 9), twice"
        assert found[3:] == [
            "b",
            "took more than 2 seconds; left out",
            "bad: cannot be read",
            "c",
        ]
        before = crew.processes
        assert 1 <= len(before) <= 2
        assert run(crew, "d") == ["d"]  # by processes that are there
        assert crew.processes == before
    for process in before:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_a_process_killed_from_outside_is_replaced() -> None:
    with Crew(start, workers=1, timeout=60) as crew:
        assert run(crew, "a") == ["a"]
        (first,) = crew.processes
        os.kill(first, signal.SIGKILL)
        assert run(crew, "b", "c") == ["b", "c"]
        assert crew.processes != [first]


def test_no_process_is_started_for_nothing() -> None:
    with Crew(start, workers=2, timeout=60) as crew:
        assert run(crew) == []
        assert crew.processes == []


@pytest.mark.parametrize(
    ("how", "error", "says"),
    [
        (missing, MissingDependencyError, "no model; install it"),
        (ends, WorkerError, r"exit code 3.*__main__"),
    ],
)
def test_processes_that_cannot_start(
    how: Callable[[], Callable[[str], str]], error: type[Exception], says: str
) -> None:
    with Crew(how, workers=1, timeout=60) as crew, pytest.raises(error, match=says):
        run(crew, "a")
