"""``cache``: what was kept comes back as it was, or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.cache import Cache
from kgraph.errors import CacheError

if TYPE_CHECKING:
    from pathlib import Path


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
)
@settings(max_examples=25, deadline=None)
def test_what_is_kept_comes_back(texts: dict[str, str]) -> None:
    with Cache(":memory:") as cache:
        for key, text in texts.items():
            cache.put(key, "before")
            cache.put(key, text)
        assert {key: cache.get(key) for key in texts} == texts
        assert len(cache) == len(texts)
        assert cache.get("".join(texts) + "x") is None


@pytest.mark.parametrize("change", ["body = x'00'", "body = 7", "digest = x'00'", "key = 'b'"])
def test_a_damaged_entry_is_not_there(change: str, tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with Cache(path) as cache:
        cache.put("a", "what was found")
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(f"UPDATE findings SET {change}")  # noqa: S608 - of the test
    with Cache(path) as cache:
        assert cache.get("a") is None
        assert cache.get("b") is None
        cache.put("a", "anew")
        assert cache.get("a") == "anew"


def test_a_file_that_is_no_cache_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"no database at all, by far " * 400)
    with pytest.warns(UserWarning, match=r"c\.sqlite was damaged"):
        cache = Cache(path)
    with cache:
        cache.put("a", "text")
        assert cache.get("a") == "text"
    assert (tmp_path / "c.sqlite.broken").read_bytes().startswith(b"no database")


def test_any_damaged_byte_gives_the_same_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with Cache(path) as cache:
        cache.put("a", "what was found " * 500)
    whole = path.read_bytes()
    for place in range(0, len(whole), len(whole) // 60):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            with Cache(path) as cache:
                assert cache.get("a") in {None, "what was found " * 500}
        except (CacheError, UserWarning):
            continue


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    cache = Cache(path)
    cache._base.execute("PRAGMA max_page_count = 20")  # noqa: SLF001 - as if the disk had no more
    kept = 0
    with pytest.raises(CacheError, match=r"c\.sqlite.*full.*run again"):  # noqa: PT012 - some put
        for number in range(100):
            cache.put(str(number), "".join(chr(0x4E00 + (number * k) % 20000) for k in range(900)))
            kept += 1
    cache.close()
    with Cache(path) as again:
        assert 0 < kept == len(again)
        assert all(again.get(str(number)) is not None for number in range(kept))


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CacheError, match="unable to open"):
        Cache(tmp_path / "no" / "c.sqlite")
