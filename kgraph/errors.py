"""Every error of kgraph.

* ``KgraphError``

  * ``ArticleError`` (also ``ValueError``): a file or text cannot be read as an article
  * ``BrokenFileError`` (also ``ValueError``): a saved graph cannot be loaded
  * ``CorrectionsError`` (also ``ValueError``): corrections that cannot be read or contradict
  * ``QueryError`` (also ``ValueError``): a SPARQL query cannot be answered
  * ``StoreError`` (also ``OSError``): a triple store cannot be opened, reached or written to
  * ``CacheError`` (also ``OSError``): what was read cannot be kept, as the disk is full say
  * ``WorkerError`` (also ``RuntimeError``): the processes that read articles cannot be started
  * ``SpanError`` (also ``ValueError``): offsets that do not fit the text
  * ``UnknownNameError`` (also ``LookupError``): no such actor, edge type or file format
  * ``MissingDependencyError`` (also ``ImportError``): a model or optional library is not installed
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class KgraphError(Exception):
    """Base of all errors that kgraph raises on purpose; the message says what to do."""


class ArticleError(KgraphError, ValueError):
    """A file or record cannot be read as an article; the message names it."""


class BrokenFileError(KgraphError, ValueError):
    """A file is no graph that this kgraph can load; the message says where it goes wrong."""


class CorrectionsError(KgraphError, ValueError):
    """A corrections file cannot be read, or its entries contradict one another."""


class QueryError(KgraphError, ValueError):
    """A SPARQL query cannot be answered; the message says why."""


class StoreError(KgraphError, OSError):
    """A triple store cannot be opened, reached or written to; the message says what to do."""


class CacheError(KgraphError, OSError):
    """The file of findings cannot be opened or written; the message says what to do."""


class WorkerError(KgraphError, RuntimeError):
    """Processes that read articles end before they have begun, again and again."""


class SpanError(KgraphError, ValueError):
    """Offsets do not fit the text they are meant for."""


class UnknownNameError(KgraphError, LookupError):
    """A name that is not known; the message offers the nearest ones."""

    @classmethod
    def among(cls, what: str, name: str, known: Iterable[str]) -> UnknownNameError:
        """Return the error for a name that is not among the known ones, with suggestions."""
        near = difflib.get_close_matches(name, sorted(set(known)), n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        return cls(f"no {what} called {name!r}{hint}")


class MissingDependencyError(KgraphError, ImportError):
    """A model or an optional library is not installed; the message gives the command."""
