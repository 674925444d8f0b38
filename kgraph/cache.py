"""What was found in each article, kept in a file: an SQLite database, of the standard library.

One file, one table, one transaction for each article: whatever breaks a run off, what was finished
is there. SQLite, rather than a folder of Parquet, as articles come and are asked for one by one.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

from kgraph.errors import CacheError

if TYPE_CHECKING:
    import os
    from types import TracebackType

TEMPORARY = ""
"""The path by which SQLite makes a file that nobody else sees, and that goes when it is closed."""

_SCHEMA = "CREATE TABLE IF NOT EXISTS findings (key TEXT PRIMARY KEY, digest BLOB, body BLOB)"
_PATIENCE = 60.0  # seconds for another run that writes into the same file


class Cache:
    """Texts by key, each written at once and for good.

    Example:
        >>> with Cache(":memory:") as cache:
        ...     cache.put("a", "what was found")
        ...     cache.get("a"), cache.get("b")
        ('what was found', None)
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file, or begin it; one that is damaged is put aside, with a warning.

        Raises:
            CacheError: If it cannot be opened or written.
        """
        self.path = str(path)
        try:
            self._base = self._open()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                self._fail(error)
            aside = f"{self.path}.broken"
            for end in ("-wal", "-shm"):
                Path(self.path + end).unlink(missing_ok=True)
            Path(self.path).replace(aside)
            warnings.warn(f"{self.path} was damaged, and is now {aside}", stacklevel=2)
            self._base = self._open()

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            base.execute("PRAGMA journal_mode = WAL")  # a run that is killed leaves it whole
            base.execute("PRAGMA synchronous = NORMAL")
            base.execute(_SCHEMA)
        except sqlite3.DatabaseError:
            base.close()
            raise
        return base

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        (number,) = self._base.execute("SELECT count(*) FROM findings").fetchone()
        return int(number)

    def get(self, key: str) -> str | None:
        """Return what was kept under a key; None if there is nothing, or it is damaged."""
        try:
            row = self._base.execute(
                "SELECT digest, body FROM findings WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.OperationalError as error:
            self._fail(error)
        except sqlite3.DatabaseError:  # a damaged page: the article is read anew
            return None
        return _unpacked(key, *row) if row is not None else None

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key, in place of what was there.

        Raises:
            CacheError: If the disk is full or cannot be written; all before is kept.
        """
        body = zlib.compress(text.encode(), 1)
        try:
            self._base.execute(
                "INSERT OR REPLACE INTO findings VALUES (?, ?, ?)", (key, _digest(key, body), body)
            )
        except sqlite3.DatabaseError as error:
            self._fail(error)

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(sqlite3.DatabaseError):  # all is written, though not tidied
            self._base.close()

    def _fail(self, error: sqlite3.DatabaseError) -> NoReturn:
        where = self.path or "a temporary file"
        message = f"{where}: {error}; what was read so far is kept, so mend it and run again"
        raise CacheError(message) from error


def _digest(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).digest()


def _unpacked(key: str, digest: object, body: object) -> str | None:
    if not isinstance(body, bytes) or _digest(key, body) != digest:
        return None
    return zlib.decompress(body).decode()
