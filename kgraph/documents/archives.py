"""Archives of articles -> records: compressed JSONL, Parquet, saved pages and WARC.

Each yields what a JSONL line would hold, with the place it came from, one at a time. What is not in
the standard library is in the extra ``archives``.
"""

from __future__ import annotations

import datetime as dt
import gzip
import importlib
import io
from typing import TYPE_CHECKING, Any

from kgraph.errors import ArticleError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import IO

JSONL = (".jsonl", ".jsonl.gz", ".jsonl.zst")
PAGES = (".html", ".htm")
WARC = (".warc", ".warc.gz")
PARQUET = (".parquet",)
_ROWS = 256  # of a Parquet file, held at once
MAX_PAGE = 16_000_000  # bytes


def open_lines(path: Path) -> IO[bytes]:
    """Return the open lines of a JSONL file, whether compressed or not.

    Raises:
        MissingDependencyError: If it is ``.zst`` and the extra is not installed.
    """
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rb")  # type: ignore[return-value]  # it is read as one
    if path.name.lower().endswith(".zst"):
        return _Unzstd(path)
    return path.open("rb")


class _Unzstd(io.BufferedReader):
    """The bytes of a ``.zst`` file; what is wrong with it is an ``OSError``, as with ``.gz``."""

    def __init__(self, path: Path) -> None:
        super().__init__(_ZstdBytes(path))


class _ZstdBytes(io.RawIOBase):
    def __init__(self, path: Path) -> None:
        self._library = _library("zstandard")
        self._stream = self._library.open(path, "rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        try:
            return int(self._stream.readinto(buffer))
        except self._library.ZstdError as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        self._stream.close()
        super().close()


def read_parquet(path: Path) -> Iterator[tuple[str, Mapping[str, object] | ArticleError]]:
    """Yield the rows of a Parquet file, each with its place; days may be dates."""
    errors: tuple[type[Exception], ...] = (OSError, ValueError)  # pyarrow's are both of these
    number = 0
    try:
        with _library("pyarrow.parquet").ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    published = row.get("published")
                    if isinstance(published, dt.date):  # and datetime, which is one
                        row["published"] = published.isoformat()[:10]
                    yield f"{path}:{number}", row
    except errors as error:
        yield str(path), _unreadable(path, f"as Parquet ({_first_line(error)})")


def read_page_file(path: Path) -> Iterator[tuple[str, Mapping[str, object] | ArticleError]]:
    """Yield the article of a saved page."""
    if path.stat().st_size > MAX_PAGE:
        yield str(path), _unreadable(path, f"as it has more than {MAX_PAGE:,} bytes")
        return
    record = page_to_record(path.read_bytes())
    yield str(path), {**record, "id": path.name}


def read_warc(path: Path) -> Iterator[tuple[str, Mapping[str, object] | ArticleError]]:
    """Yield the articles of the pages in a WARC file; the id of each is its URL."""
    warc = _library("fastwarc.warc")
    try:
        with path.open("rb") as stream:
            for record in warc.ArchiveIterator(
                stream, record_types=warc.WarcRecordType.response, parse_http=True
            ):
                url = record.headers.get("WARC-Target-URI", "").strip("<>")
                where = f"{path}:{record.stream_pos}"
                if "html" not in (record.http_content_type or ""):
                    continue
                page = record.reader.read(MAX_PAGE + 1)
                if len(page) > MAX_PAGE:
                    yield where, _unreadable(url, f"as it has more than {MAX_PAGE:,} bytes")
                    continue
                yield where, {**page_to_record(page, url), "id": url or None}
    except (OSError, ValueError) as error:
        yield str(path), _unreadable(path, f"further as WARC ({_first_line(error)})")


def page_to_record(page: bytes, url: str | None = None) -> dict[str, object]:
    """Return the body of a page of HTML and its metadata; the text is empty if there is none.

    By trafilatura: its text is the article's, so that all offsets are offsets into it.
    """
    found = _library("trafilatura").bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, include_tables=False
    )
    if found is None:
        return {"text": ""}
    return {
        "text": (found.text or "").replace("\0", ""),
        "title": found.title,
        "author": found.author,
        "outlet": found.sitename,
        "published": found.date,
        "url": found.url or url,
    }


def _library(name: str) -> Any:  # noqa: ANN401 - a module
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingDependencyError(
            f"this form needs {name.partition('.')[0]}: pip install 'kgraph-attribution[archives]'"
        ) from error


def _unreadable(what: object, why: str) -> ArticleError:
    return ArticleError(f"{what}: cannot be read {why}")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
