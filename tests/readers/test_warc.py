"""Web archives: pages come out, damage costs one record, bombs cost nothing."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from casus.model.document import Document
from casus.readers import Refusal
from casus.readers.warc import read_records
from tests.archive.material import info_record, packed, page, report, warc_record
from tests.readers.reading import read

PAGES = [warc_record(page(report(n)), url=f"https://news.example/{n}") for n in range(4)]


def _titles(found: list[Document | Refusal]) -> list[str | None]:
    return [item.title for item in found if isinstance(item, Document)]


def _codes(found: list[Document | Refusal]) -> list[str]:
    return [str(item.code) for item in found if isinstance(item, Refusal)]


@pytest.mark.parametrize("pack", [packed, b"".join, lambda some: gzip.compress(b"".join(some))])
def test_pages_come_out_however_the_file_is_packed(pack) -> None:  # type: ignore[no-untyped-def]
    """Each page is a report with its address; the record that describes the file is none."""
    data = pack([info_record(), *PAGES])

    found = read(data, "news.warc" + (".gz" if data[:2] == b"\x1f\x8b" else ""))

    assert _titles(found) == [report(n)["title"] for n in range(4)]
    assert [item.url for item in found if isinstance(item, Document)] == [f"https://news.example/{n}" for n in range(4)]
    assert _codes(found) == []


def test_a_packed_body_in_chunks_is_unpacked() -> None:
    """What servers do to a page on its way is undone."""
    body = gzip.compress(page(report(1)))
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    record = warc_record(chunks, more="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")

    assert _titles(read(packed([record]), "a.warc.gz")) == [report(1)["title"]]


def test_a_damaged_record_costs_only_itself() -> None:
    """The records before and after it are read, and it is refused with its place."""
    first, second, third = (packed([one]) for one in PAGES[:3])
    broken = bytearray(second)
    broken[len(broken) // 2] ^= 0xFF

    found = read(first + bytes(broken) + third, "a.warc.gz")

    assert _titles(found) == [report(0)["title"], report(2)["title"]]
    assert _codes(found) == ["broken"]
    refusal = next(item for item in found if isinstance(item, Refusal))
    assert refusal.origin == f"a.warc.gz@{len(first)}"


def test_a_damaged_record_in_a_plain_file_costs_only_itself() -> None:
    """After a header that is none, reading goes on with the next record."""
    broken = PAGES[1].replace(b"Content-Length", b"Content-Lengt!", 1)

    found = read(PAGES[0] + broken + PAGES[2], "a.warc")

    assert _titles(found) == [report(0)["title"], report(2)["title"]]
    assert "broken" in _codes(found)


def test_a_file_cut_short_gives_what_is_whole() -> None:
    """Of a file that ends in the middle of a record, the records before are read."""
    data = packed(PAGES)

    found = read(data[:-200], "a.warc.gz")

    assert len(_titles(found)) == 3
    assert _codes(found) == ["broken"]


def test_a_record_that_unpacks_to_far_too_much_is_left_out() -> None:
    """A bomb is refused before it is unpacked, and the next page is read."""
    bomb = warc_record(b"<p>" + b"a" * 60_000_000)

    found = read(packed([bomb, PAGES[1]]), "a.warc.gz")

    assert _codes(found) == ["too-large"]
    assert _titles(found) == [report(1)["title"]]


def test_a_bomb_inside_a_page_is_left_out() -> None:
    """A packed body that grows beyond what pages have is refused."""
    body = gzip.compress(b" " * 50_000_000)
    record = warc_record(body, more="Content-Encoding: gzip\r\n")

    assert _codes(read(packed([record, PAGES[1]]), "a.warc.gz")) == ["too-large"]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (warc_record(b"\x89PNG\r\n", media="image/png"), "image/png"),
        (warc_record(page(report(1)), status="404 Not Found"), "404"),
        (warc_record(page(report(1)), media="application/octet-stream"), "octet-stream"),
    ],
)
def test_what_is_no_page_is_skipped_with_its_reason(record: bytes, words: str) -> None:
    """Pictures, errors and types that promise no page are passed over, and say why."""
    (refusal,) = read(packed([record]), "a.warc.gz")

    assert isinstance(refusal, Refusal)
    assert refusal.code == "skipped"
    assert words in str(refusal.error)


def test_a_picture_that_says_it_is_a_page_is_refused() -> None:
    """The Content-Type is not believed against the bytes."""
    record = warc_record(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)

    assert _codes(read(packed([record]), "a.warc.gz")) == ["binary"]


def test_plain_text_of_a_crawl_is_a_report() -> None:
    """Records of WET files are read as text."""
    text = report(5)["text"].encode()
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n"

    (document,) = read(packed([head.encode() + text + b"\r\n\r\n"]), "a.warc.wet.gz")

    assert isinstance(document, Document)
    assert document.text == report(5)["text"]


@pytest.mark.parametrize("width", [100, 333, 1_000, 5_000])
def test_stretches_of_a_file_hold_each_record_once(width: int) -> None:
    """However a packed file is cut, its stretches together hold every record exactly once."""
    data = packed([info_record(), *PAGES])
    whole = [found.offset for found in read_records(io.BytesIO(data), "a") if not isinstance(found, tuple)]

    parts = [
        found.offset
        for start in range(0, len(data), width)
        for found in read_records(io.BytesIO(data), "a", start, start + width)
        if not isinstance(found, tuple)
    ]

    assert parts == whole
    assert len(whole) == 5


def test_a_wacz_file_gives_the_pages_of_its_archives() -> None:
    """WARC files under archive/ are read, other members not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        out.writestr("archive/data.warc.gz", packed(PAGES[:2]))
        out.writestr("pages/pages.jsonl", "{}")
    found = read(buffer.getvalue(), "site.wacz")

    assert _titles(found) == [report(0)["title"], report(1)["title"]]
    assert next(i.origin for i in found if isinstance(i, Document)).startswith("site.wacz!archive/data.warc.gz@0")


def test_a_wacz_file_that_is_none_or_a_bomb_is_refused() -> None:
    """No ZIP file, no WARC inside, and a member that grows a thousandfold: each is said."""
    bomb, empty = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("archive/data.warc", b"\0" * 30_000_000)
    with zipfile.ZipFile(empty, "w") as out:
        out.writestr("pages/pages.jsonl", "{}")

    assert _codes(read(b"PK nothing", "a.wacz")) == ["broken"]
    assert _codes(read(empty.getvalue(), "a.wacz")) == ["empty"]
    assert _codes(read(bomb.getvalue(), "a.wacz")) == ["too-large"]
