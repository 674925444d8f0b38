"""Archives in all forms give the articles that were put in; what is damaged is said."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from kgraph.documents import read_articles
from kgraph.errors import ArticleError, MissingDependencyError

if TYPE_CHECKING:
    from pathlib import Path

RECORDS: list[dict[str, object]] = [
    {"id": "a", "text": "Kral denied it.", "outlet": "Klow Post", "published": "2023-05-03"},
    {"id": "b", "text": "“Szohôd” 😀 said no.", "outlet": None, "published": None},
]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
BODY = "Anna Kral, the minister, denied on Wednesday that her army had bombed the old dam. "
PAGE = f"""<html><head><title>The dam</title><meta property="og:site_name" content="Klow Post">
<meta name="author" content="Jan Bok"><meta property="article:published_time" content="2023-05-03">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>The dam</h1>
<p>{BODY * 3}</p><p>“We did not do it,” she said. {BODY}</p></article>
<footer>Copyright, all rights reserved</footer><script>alert("x")</script></body></html>""".encode()


def parquet() -> bytes:
    out = io.BytesIO()
    days = [dt.date(2023, 5, 3), None]
    rows = [{**r, "published": day} for r, day in zip(RECORDS, days, strict=True)]
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def warc(*pages: bytes) -> bytes:
    out = b""
    for number, page in enumerate(pages):
        for kind in ("text/html; charset=utf-8", "image/png"):
            http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + page
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2023-05-03T10:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{number}>\r\n"
                f"WARC-Target-URI: https://klow.example/{number}\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            )
            out += head.encode() + http + b"\r\n\r\n"
    return out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("f.jsonl", LINES),
        ("f.jsonl.gz", gzip.compress(LINES)),
        ("F.JSONL.ZST", zstandard.compress(LINES)),
        ("f.parquet", parquet()),
    ],
)
def test_records_are_the_same_in_every_form(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    one, other = read_articles(tmp_path)
    assert (one.id, one.text, one.outlet) == ("a", "Kral denied it.", "Klow Post")
    assert one.published == dt.date(2023, 5, 3)
    assert (other.id, other.text) == ("b", "“Szohôd” 😀 said no.")


@pytest.mark.parametrize(
    ("name", "content", "ident"),
    [
        ("p.html", PAGE, "p.html"),
        ("p.warc", warc(PAGE), "https://klow.example/0"),
        ("p.warc.gz", gzip.compress(warc(PAGE)), "https://klow.example/0"),
    ],
)
def test_a_page_gives_its_article_and_metadata(
    name: str, content: bytes, ident: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    (article,) = read_articles(tmp_path / name)
    assert article.id == ident
    assert "“We did not do it,” she said." in article.text
    assert not any(w in article.text for w in ("Sport", "Copyright", "alert", "<p>"))
    assert (article.title, article.outlet, article.author) == ("The dam", "Klow Post", "Jan Bok")
    assert article.published == dt.date(2023, 5, 3)


def test_an_empty_page_in_an_archive_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "p.warc").write_bytes(warc(b"<html></html>", PAGE))
    errors: list[ArticleError] = []
    (article,) = read_articles(tmp_path, on_error=errors.append)
    assert article.id == "https://klow.example/1"
    assert len(errors) == 1
    assert "empty" in str(errors[0])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("f.jsonl.gz", gzip.compress(LINES)),
        ("f.jsonl.zst", zstandard.compress(LINES)),
        ("f.parquet", parquet()),
    ],
)
@pytest.mark.parametrize("half", [True, False])
def test_a_damaged_archive_is_said(
    name: str,
    content: bytes,
    half: bool,  # noqa: FBT001 - of the test
    tmp_path: Path,
) -> None:
    damaged = content[: len(content) // 2] if half else b"no such form at all"
    (tmp_path / name).write_bytes(damaged)
    errors: list[ArticleError] = []
    read_articles(tmp_path, on_error=errors.append)
    assert errors
    assert all(name in str(error) for error in errors)


def test_a_missing_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    (tmp_path / "p.html").write_bytes(PAGE)
    with pytest.raises(MissingDependencyError, match=r"trafilatura.*\[archives\]"):
        read_articles(tmp_path)
