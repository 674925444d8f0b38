"""Files, folders, patterns and streams -> articles, one by one as they stand on disk."""

from __future__ import annotations

import glob
import json
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TypeAlias, cast

from kgraph.documents.archives import (
    JSONL,
    PAGES,
    PARQUET,
    WARC,
    open_lines,
    read_page_file,
    read_parquet,
    read_warc,
)
from kgraph.documents.cleaning import read_page
from kgraph.documents.dates import parse_day
from kgraph.errors import ArticleError
from kgraph.model import Article

Input: TypeAlias = "str | os.PathLike[str] | IO[str] | IO[bytes]"

SUFFIXES = (".txt", *JSONL, *PAGES, *PARQUET, *WARC)
MAX_CHARACTERS = 1_000_000
_MAX_BYTES = 4 * MAX_CHARACTERS  # UTF-8 needs at most four for a character
_MAX_SHOWN = 200


class MissingPathError(ArticleError):
    """An input that was named is not there, matches nothing or holds no article."""


def read_each(inputs: Input | Iterable[Input]) -> Iterator[Article | ArticleError]:
    """Yield what the inputs hold, in their order: an article, or why there is none.

    Ids are not made unique here; ``read_articles`` does that over all inputs.
    """
    for source in _sources(inputs):
        if isinstance(source, (str, os.PathLike)):
            yield from _read_path(os.fspath(source))
        else:
            yield from _read_stream(source)


def record_to_article(record: object, *, where: str) -> Article:
    """Return the article of a record as it stands in a JSONL line.

    Metadata that the record lacks, or that are of no use (not a string, no certain date), are
    taken from the text where it shows them; unknown fields are ignored.

    Args:
        record: Mapping with ``text`` and, if known, ``id``, ``title``, ``outlet``, ``author``,
            ``published``, ``url`` and ``language``.
        where: File and line; names the article in messages, and is its id if it has none.

    Raises:
        ArticleError: If it is no mapping, or has no usable text or id.

    Example:
        >>> record_to_article({"text": "KYIV (Reuters) - It rained."}, where="feed:1").outlet
        'Reuters'
    """
    if not isinstance(record, Mapping):
        kind = type(record).__name__
        raise _error(where, f'is a {kind}, not an object; write {{"id": ..., "text": ...}}')
    text = record.get("text")
    if not isinstance(text, str):
        found = "is not a string" if "text" in record else "is missing"
        raise _error(where, f'"text" {found}; every record needs its article as a string')
    name = record.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = f"{name:d}"
    if name is not None and not isinstance(name, str):
        raise _error(where, '"id" is not a string; write a string or leave it out')
    if not _is_unicode(name or ""):
        raise _error(where, '"id" holds half of a surrogate pair; write whole characters')
    return _article(text, name or Path(where).name, where, record)


def _sources(inputs: Input | Iterable[Input]) -> Iterable[Input]:
    if isinstance(inputs, (str, os.PathLike)):
        return (inputs,)
    if hasattr(inputs, "read"):
        return (cast("IO[str]", inputs),)
    return inputs


def _read_path(name: str) -> Iterator[Article | ArticleError]:
    if name == "-":
        yield from _read_stream(sys.stdin)
        return
    for path in _find_files(name):
        if isinstance(path, ArticleError):
            yield path
        else:
            yield from _read_file(path)


def _read_file(path: Path) -> Iterator[Article | ArticleError]:
    name = path.name.lower()
    try:
        if name.endswith(JSONL):
            with open_lines(path) as stream:
                yield from _read_records(stream, str(path))
        elif name.endswith(PARQUET):
            yield from _to_articles(read_parquet(path))
        elif name.endswith(PAGES):
            yield from _to_articles(read_page_file(path))
        elif name.endswith(WARC):
            yield from _to_articles(read_warc(path))
        else:
            yield _read_text(path)
    except OSError as error:
        yield _error(str(path), f"cannot be read: {_reason(error)}")


def _to_articles(
    records: Iterable[tuple[str, Mapping[str, object] | ArticleError]],
) -> Iterator[Article | ArticleError]:
    for where, record in records:
        try:
            yield record_to_article(record, where=where) if isinstance(record, Mapping) else record
        except ArticleError as error:
            yield error


def _find_files(name: str) -> Iterator[Path | ArticleError]:
    """Yield the files that a path or pattern stands for, in order of their paths."""
    if not name:
        yield MissingPathError("an input is the empty string; name a file, folder or pattern")
        return
    path, supported = Path(name), ", ".join(SUFFIXES)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        matches = glob.glob(name, recursive=True) if glob.has_magic(name) else []  # noqa: PTH207
        found = {file for match in matches for file in _files_under(Path(match))}
        if found:
            yield from _in_order(found)
        elif glob.has_magic(name):
            message = f"the pattern matches no file ({supported}); check it, quote it in a shell"
            yield MissingPathError(f"{_shown(name)}: {message}")
        else:
            yield MissingPathError(f"{_shown(name)}: {_reason(error)}; check the path")
        return
    found = set(_files_under(path))
    if found:
        yield from _in_order(found)
    elif stat.S_ISDIR(mode):
        yield MissingPathError(
            f"{_shown(name)}: the folder holds no file of a known form ({supported})"
        )
    else:
        kind = repr(path.suffix) if path.suffix else "no suffix"
        yield _error(name, f"has {kind}; only {supported} files can be read")


def _files_under(path: Path) -> Iterator[Path | ArticleError]:
    """Yield the file itself or all below the folder, if their suffix is known and not hidden."""
    if not path.is_dir():
        if path.name.lower().endswith(SUFFIXES):
            yield path
        return
    failed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(folder, name)
    yield from (_error(str(error.filename), _reason(error)) for error in failed)


def _in_order(found: set[Path | ArticleError]) -> list[Path | ArticleError]:
    return sorted(found, key=str)


def _read_text(path: Path) -> Article | ArticleError:
    where = str(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return _error(where, "is no regular file; pass an open stream instead")
        if about.st_size > _MAX_BYTES:
            return _too_long(where, f"{about.st_size:,} bytes")
        text = _decode(path.read_bytes(), where)
        if not _is_unicode(path.name):
            return _error(where, "the file name is not UTF-8; rename the file")
        return _article(text, path.name, where, {})
    except OSError as error:
        return _error(where, f"cannot be read: {_reason(error)}")
    except ArticleError as error:
        return error


def _read_stream(stream: IO[str] | IO[bytes]) -> Iterator[Article | ArticleError]:
    name = getattr(stream, "name", None)
    known = name if isinstance(name, str) else "stream"
    # the bytes beneath, so that neither the locale nor newline translation touches the text
    yield from _read_records(getattr(stream, "buffer", stream), known.strip("<>"))


def _read_records(stream: Iterable[str | bytes], name: str) -> Iterator[Article | ArticleError]:
    number, empty = 0, True
    try:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                empty = False
                yield _read_record(line, f"{name}:{number}")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:  # of compressed ones too
        yield _error(f"{name}:{number + 1}", f"cannot be read: {_reason(error)}")
        return
    if empty:
        yield _error(name, "is empty; write one JSON object per line")


def _read_record(line: str | bytes, where: str) -> Article | ArticleError:
    try:
        words = line if isinstance(line, str) else _decode(line, where)
        return record_to_article(json.loads(words.removeprefix("\ufeff")), where=where)
    except ArticleError as error:
        return error
    except json.JSONDecodeError as error:
        message = f"is not JSON at column {error.colno} ({error.msg}); write one object per line"
        return _error(where, message)
    except (ValueError, RecursionError):
        return _error(where, "is JSON with a number too long or brackets too deep to be a record")


def _decode(raw: bytes, where: str) -> str:
    if b"\0" in raw:
        raise _error(where, "holds NUL bytes: a binary file or UTF-16; save it as UTF-8 text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 at byte {error.start} (0x{raw[error.start]:02x}); save it as UTF-8"
        raise _error(where, message) from error


def _article(text: str, name: str, where: str, record: Mapping[str, object]) -> Article:
    if not text.strip().strip("\ufeff"):
        raise _error(where, "the text is empty; there is nothing to read")
    if len(text) > MAX_CHARACTERS:
        raise _too_long(where, f"{len(text):,} characters")
    if "\0" in text:
        raise _error(where, "the text holds NUL characters; it is no article")
    if not _is_unicode(text):
        raise _error(where, "the text holds half of a surrogate pair; write whole characters")
    page = read_page(text)
    language = (_word(record, "language") or "").replace("_", "-").partition("-")[0].lower()
    return Article(
        id=name,
        text=text,
        title=_word(record, "title") or page.title,
        outlet=_word(record, "outlet") or page.outlet,
        author=_word(record, "author") or page.author,
        published=parse_day(_word(record, "published") or "") or page.published,
        url=_word(record, "url"),
        language=language if len(language) == 2 else page.language,  # noqa: PLR2004 - ISO 639-1
        boilerplate=page.boilerplate,
    )


def _word(record: Mapping[str, object], field: str) -> str | None:
    value = record.get(field)
    usable = isinstance(value, str) and _is_unicode(value)
    return value.strip() or None if usable and isinstance(value, str) else None


def _is_unicode(words: str) -> bool:
    """Return whether UTF-8 can write the words: they hold no lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in words)


def _too_long(where: str, size: str) -> ArticleError:
    return _error(where, f"{size} are not one article (at most {MAX_CHARACTERS:,}); split it")


def _error(where: str, message: str) -> ArticleError:
    return ArticleError(f"{_shown(where)}: {message}")


def _shown(name: str) -> str:
    """Return the name as it can be printed on one line on any terminal."""
    short = name if len(name) <= _MAX_SHOWN else name[:_MAX_SHOWN] + "..."
    return short if short.isprintable() else ascii(short)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
