"""Processes that work through tasks, and that may be killed or hang without loss to the rest.

By hand, over pipes: an executor of ``concurrent.futures`` breaks as a whole when one of its
processes is killed and cannot stop one that hangs, and the libraries that can are under the LGPL.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from kgraph.errors import ArticleError, KgraphError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

_Start: TypeAlias = "Callable[[], Callable[[Any], str]]"

_TRIES = 2  # a process may be killed for what is none of its article's fault
_FALSE_STARTS = 3
_STARTING = 600.0  # seconds to load the models, on a busy machine


class Crew:
    """Some processes, started when there is work for them.

    Each calls ``start`` once (it loads the models) and what that returns for each task. A task
    at which a process is killed is tried once more; one that takes too long ends its process.
    """

    def __init__(self, start: _Start, *, workers: int, timeout: float) -> None:
        """Remember how to work.

        Args:
            start: A function of a module, or such an object: each process is a new interpreter.
            workers: How many processes.
            timeout: Seconds for a task.
        """
        self._start = start
        self._workers = workers
        self._timeout = timeout
        self._crew: list[_Worker] = []
        self._false_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._crew:
            worker.kill()

    @property
    def processes(self) -> list[int]:
        """Ids of the processes that are there."""
        return [worker.process.pid for worker in self._crew if worker.process.pid is not None]

    def run(self, tasks: Sequence[object]) -> Iterator[tuple[int, str | ArticleError]]:
        """Yield the number of each task with its result, or why there is none, as they end.

        Raises:
            WorkerError: If processes end before they have begun.
            KgraphError: What ``start`` raises.
        """
        waiting = deque((k, 1) for k in range(len(tasks)))
        while True:
            for worker in self._idle(len(waiting)):
                k, attempt = waiting.popleft()
                worker.give(k, attempt, tasks[k])
            busy = [w for w in self._crew if w.busy]
            if not busy:
                return
            first = min(w.deadline for w in busy)
            wait([w.pipe for w in busy], timeout=max(0.0, first - time.monotonic()))
            for worker in busy:
                yield from self._outcome(worker, waiting)

    def _idle(self, wanted: int) -> list[_Worker]:
        """Return workers that are free, started if need be; at most as many as wanted."""
        free = [w for w in self._crew if not w.busy]
        more = min(self._workers - len(self._crew), wanted - len(free))
        started = [_Worker(self._start, self._timeout) for _ in range(more)]
        self._crew += started
        return (free + started)[:wanted]

    def _outcome(
        self, worker: _Worker, waiting: deque[tuple[int, int]]
    ) -> Iterator[tuple[int, str | ArticleError]]:
        """Yield the result of a worker's task if there is one by now."""
        k, attempt = worker.task, worker.attempt
        try:
            while worker.pipe.poll():
                result = worker.receive()
                if result is not None:
                    self._false_starts = 0
                    yield k, result
                    return
            if time.monotonic() < worker.deadline:
                return
            worker.kill()
            self._crew.remove(worker)
            yield k, ArticleError(f"took more than {self._timeout:g} seconds; left out")
        except (EOFError, OSError) as error:
            if isinstance(error, KgraphError):
                raise
            worker.process.join(1)  # so that how it ended is known
            worker.kill()
            self._crew.remove(worker)
            self._false_starts += not worker.ready
            if self._false_starts >= _FALSE_STARTS:
                raise WorkerError(
                    f"processes that read articles end as they start ({worker.end}); a script that "
                    'asks for workers needs: if __name__ == "__main__":'
                ) from error
            if attempt < _TRIES or not worker.ready:
                waiting.appendleft((k, attempt + worker.ready))
            else:
                yield k, ArticleError(f"the process that read it was ended ({worker.end}), twice")


class _Worker:
    """One process, as the one that started it sees it."""

    def __init__(self, start: _Start, timeout: float) -> None:
        context = multiprocessing.get_context("spawn")  # threads of a model do not outlive a fork
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, start), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.busy = False
        self.task = self.attempt = 0
        self.deadline = 0.0
        self._timeout = timeout

    def give(self, number: int, attempt: int, task: object) -> None:
        self.task, self.attempt, self.busy = number, attempt, True
        self._set_deadline()
        try:
            self.pipe.send(task)
        except OSError:  # it was ended meanwhile: seen when its result is asked for
            return

    def receive(self) -> str | ArticleError | None:
        """Return a result; None if it is only now that the process begins with its task.

        Raises:
            EOFError: If the process was ended.
            KgraphError: If it could not begin.
        """
        message = self.pipe.recv()
        if message is None:
            self.ready = True
            self._set_deadline()
            return None
        if not self.ready:
            raise message
        self.busy = False
        result: str | ArticleError = message
        return result

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()

    @property
    def end(self) -> str:
        """How the process ended."""
        code = self.process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def _set_deadline(self) -> None:
        self.deadline = time.monotonic() + (self._timeout if self.ready else _STARTING)


def _work(pipe: Connection[Any, Any], start: _Start) -> None:
    """Work through what comes, until the other end is closed: the life of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started us
    try:
        work = start()
    except KgraphError as error:
        pipe.send(error)
        return
    pipe.send(None)
    try:
        while True:
            task = pipe.recv()
            try:
                pipe.send(work(task))
            except ArticleError as error:
                pipe.send(ArticleError(str(error)))  # its cause may not be fit to be sent
    except (EOFError, OSError):
        return
