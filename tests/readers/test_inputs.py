"""Files, folders, standard input and packed files: what is found, in which order, and what is told of the rest."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import tracemalloc
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from casus.model.document import Document
from casus.readers import LIMIT, READERS, ReadOptions, Refusal, read_paths
from casus.readers.formats import choose_reader, sniff
from tests.readers.reading import PLAIN, read_one, refused

TEXT = "The army left the town of Vell on Monday, officials said."
PAGE = f"<!DOCTYPE html><html><body><article><p>{TEXT}</p><p>{TEXT} It came back.</p></article></body></html>"
ITEM = f"<item><description>{TEXT}</description></item>"
FEED = f"<?xml version='1.0'?>\n<!-- made by hand --><rss><channel>{ITEM}</channel></rss>"
MAIL = f"From: a@example.org\nTo: b@example.org\nSubject: Army leaves\n\n{TEXT}\n"


def found(paths: list[Path], options: ReadOptions = PLAIN) -> list[tuple[str, str]]:
    """File name and code ("" for a report) of everything that comes of `paths`."""
    items = read_paths([str(path) for path in paths], options)
    return [(Path(item.origin).name, item.code if isinstance(item, Refusal) else "") for item in items]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """Files of known suffix below it, at any depth; others are told as skipped, hidden ones passed over."""
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/d.docx", "sub/deep/e.html", ".hidden/f.txt", ".g.txt", "h"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE if name.endswith("html") else TEXT, encoding="utf-8")

    assert found([tmp_path]) == [
        ("a.md", ""),
        ("b.txt", ""),
        ("h", "skipped"),
        ("c.TXT", ""),
        ("d.docx", "skipped"),
        ("e.html", ""),
    ]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Each bad file is told in its place."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "c.xml").write_text("<html/>")
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    (tmp_path / "e.txt").write_text(TEXT)

    assert found([tmp_path]) == [
        ("a.txt", "empty"),
        ("b.txt", ""),
        ("c.xml", "broken"),
        ("d.txt.gz", "unreadable"),
        ("e.txt", ""),
    ]


def test_missing_files_and_empty_folders_are_told(tmp_path: Path) -> None:
    """A typing error in a path is no silent success."""
    (tmp_path / "empty").mkdir()

    assert found([tmp_path / "none.txt", tmp_path / "empty"]) == [("none.txt", "missing"), ("empty", "no-reports")]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is passed on."""

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    (item,) = read_paths([str(tmp_path / "a.txt")], PLAIN)

    assert isinstance(item, Refusal)
    assert item.code == "unreadable"
    assert "Permission denied" in str(item.error)


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    """Only folders are sifted by suffix."""
    path = tmp_path / "report.weird"
    path.write_text(TEXT)

    assert found([path]) == [("report.weird", "")]


def test_standard_input_is_read_and_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its origin is named in words, its format is told by a look at it."""
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps({"text": TEXT}).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    (item,) = read_paths(["-"], PLAIN)

    assert isinstance(item, Document)
    assert (item.text, item.origin) == (TEXT, "standard input#1")
    assert not stdin.buffer.closed


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (TEXT, "text"),
        (PAGE, "html"),
        (f"\n <html>{PAGE}", "html"),
        (FEED, "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        (MAIL, "eml"),
        ('{"text": "a"}\n{"text": "b"}', "jsonl"),
        ('{"text": "' + "a" * 70_000, "jsonl"),
        ('{\n "text": "a"\n}', "json"),
        ('[{"text": "a"}]', "json"),
        ("date,title,text\n2019-03-04,a,b", "csv"),
        ("Text, he said, was all", "text"),
        ("From: the front, a letter\nDear all", "text"),
    ],
)
def test_formats_are_told_by_a_look(data: str, reader: str) -> None:
    """Without a suffix the first bytes decide, and plain text is what is left."""
    assert sniff(data.encode()[:65_536]) == reader
    assert sniff(data[:9_000].encode("utf-16")) == reader or len(data) > 9_000


def test_the_look_knows_mapped_columns() -> None:
    """A table from standard input is known by the column that the user names."""
    document = read_one(f"day,body\n,{TEXT.replace(',', '')}\n", "-", ReadOptions(mapping=(("text", "body"),)))

    assert document.text == TEXT.replace(",", "")


def test_a_reader_can_be_forced() -> None:
    """`--reader` goes before suffix and content."""
    assert read_one(PAGE, "a.html", ReadOptions(reader="text")).text == PAGE
    assert read_one(TEXT, "a.jsonl", ReadOptions(reader="text")).text == TEXT


def test_an_unknown_reader_is_told_with_those_there_are() -> None:
    """The message lists the names."""
    refusal = refused(TEXT, options=ReadOptions(reader="pdf"))

    assert "'pdf'" in refusal.error.found
    assert all(name in refusal.error.expected for name in READERS)


@pytest.mark.parametrize("name", READERS)
def test_every_reader_loads(name: str) -> None:
    """The table of readers names functions that exist."""
    assert callable(choose_reader("-", b"", ReadOptions(reader=name)))


@pytest.mark.parametrize(
    ("data", "suffix"),
    [(TEXT, "txt"), (PAGE, "html"), (FEED, "xml"), (MAIL, "eml"), (json.dumps({"text": TEXT}), "jsonl")],
)
def test_packed_files_are_read_like_plain_ones(data: str, suffix: str) -> None:
    """Gzip changes neither text nor identity; the suffix below .gz counts, and content without one."""
    plain = read_one(data, f"a.{suffix}")
    packed = read_one(gzip.compress(data.encode()), f"a.{suffix}.gz")
    nameless = read_one(gzip.compress(data.encode()), "-")

    assert plain.text == packed.text == nameless.text
    assert plain.doc_id == packed.doc_id
    assert plain.digest == packed.digest


@cache
def bomb() -> bytes:
    """A small file that unpacks to six times the limit: gzip files may follow each other in one file."""
    return gzip.compress(b"a" * (LIMIT // 4)) * 24


@pytest.mark.parametrize("suffix", ["txt", "jsonl"])
def test_a_decompression_bomb_is_refused_early(suffix: str) -> None:
    """A small file that grows a thousandfold is stopped at the limit, not unpacked."""
    packed = bomb()
    tracemalloc.start()
    refusal = refused(packed, f"a.{suffix}.gz")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refusal.code == "too-large"
    assert peak < 5 * LIMIT


def test_a_long_file_is_read_report_by_report(tmp_path: Path) -> None:
    """Memory does not grow with the file, and the first report comes before the last is read."""
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": f"{TEXT} " * 200}) + "\n"
    path.write_text(line * 1_000)
    tracemalloc.start()
    *_, last = itertools.islice(read_paths([str(path)], PLAIN), 30)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(last, Document)
    assert peak < path.stat().st_size / 4


def test_a_parser_that_fails_ends_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a library raises on odd input is told, and the next file is read."""

    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.txt").write_text(TEXT)
    monkeypatch.setattr("casus.readers.webpage.read_html", fail)

    assert found([tmp_path]) == [("a.html", "broken"), ("b.txt", "")]


def test_a_file_name_in_another_encoding_is_shown_as_text(tmp_path: Path) -> None:
    """Reports and refusals can be printed and stored whatever their files are called."""
    for name in (b"caf\xe9.txt", b"caf\xe9.doc"):
        (tmp_path / os.fsdecode(name)).write_text(TEXT)
    items = list(read_paths([str(tmp_path)], PLAIN))

    assert [Path(item.origin).stem for item in items] == ["caf\ufffd"] * 2
    assert [str(item.error).isprintable() for item in items if isinstance(item, Refusal)] == [True]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    """A folder that links to itself is read once."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)

    assert found([tmp_path]) == [("a.txt", "")]


def test_a_given_date_reaches_every_report(tmp_path: Path) -> None:
    """`--published` dates all files of a run."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    items = list(read_paths([str(tmp_path)], ReadOptions(published=date(2017, 8, 24))))

    assert [item.published for item in items if isinstance(item, Document)] == [date(2017, 8, 24)] * 2
