"""Spreadsheets of auto-archiver: each archived page with text is a report."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from casus.model.document import Document
from casus.readers import ReadOptions, Refusal, RefusalCode
from tests.readers.reading import codes, read, read_one, refused

SHEET = {
    "Link": "https://social.example/post/7",
    "Archive status": "telegram_archiver: success",
    "Destination folder": "vell",
    "Archive location": "https://archive.example/vell/7.html",
    "Archive date": "2031-05-06T10:00:00+00:00",
    "Thumbnail": '=IMAGE("https://archive.example/7.png")',
    "Upload timestamp": "2031-05-05T21:14:09+00:00",
    "Upload title": "Bridge of Vell",
    "Text content": "Rebels blew up the bridge of Vell on Monday, the army said.",
    "Screenshot": "",
    "Hash": "SHA3-512:0a1b",
    "Perceptual hashes": "",
    "WACZ": "",
    "ReplayWebpage": "",
}


def table(*rows: dict[str, str]) -> str:
    """The rows as the sheet is saved."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_an_archived_page_is_a_report() -> None:
    """Text, title, day of upload and address arrive; where the copy is stands in a note."""
    document = read_one(table(SHEET), "sheet.csv")

    assert document.text == f"Bridge of Vell\n\n{SHEET['Text content']}"
    assert (document.published, document.url) == (date(2031, 5, 5), SHEET["Link"])
    assert codes(document) == ["archived-copy"]
    assert document.notes[0].message == (
        "https://archive.example/vell/7.html; archived 2031-05-06T10:00:00+00:00; hash SHA3-512:0a1b"
    )


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"Archive status": "Archive failed wayback: timeout"}, "not archived", id="failed"),
        pytest.param({"Archive status": "Archive in progress"}, "not archived", id="in work"),
        pytest.param({"Archive status": ""}, "no status yet", id="to do"),
        pytest.param({"Text content": " "}, "without text", id="video"),
    ],
)
def test_what_holds_no_archived_text_is_passed_over(changed: dict[str, str], reason: str) -> None:
    """A sheet is full of videos and pages still to come: they are told and stop nothing."""
    skipped, kept = read(table(SHEET | changed, SHEET), "sheet.csv")

    assert isinstance(skipped, Refusal)
    assert (skipped.code, skipped.origin) == (RefusalCode.SKIPPED, "sheet.csv#1")
    assert reason in str(skipped.error)
    assert isinstance(kept, Document)


def test_the_file_of_the_csv_module_is_read_without_running_it() -> None:
    """Its cells are Python notation: texts and times are taken from the parsed form."""
    metadata = (
        "{'_processed_at': datetime.datetime(2031, 5, 6, 10, 0, tzinfo=datetime.timezone.utc), "
        "'url': 'https://social.example/post/7', 'title': 'Bridge of Vell', "
        "'content': 'Rebels blew up the bridge of Vell on Monday.', "
        "'timestamp': datetime.datetime(2031, 5, 5, 21, 14)}"
    )
    document = read_one(table({"status": "success", "metadata": metadata, "media": "[]"}), "log.csv")

    assert (document.title, document.published) == ("Bridge of Vell", date(2031, 5, 5))
    assert "archived 2031-05-06" in document.notes[0].message


@pytest.mark.parametrize(
    "metadata",
    ["__import__('os').abort()", "{", "[1]", "{'content': open('x')}", "(" * 5_000, "{**{}}", r"{'content': '\d' \\q}"],
)
def test_other_python_in_it_yields_nothing(metadata: str) -> None:
    """Whatever is no dictionary of texts is a page without text."""
    refusal = refused(table({"status": "success", "metadata": metadata, "media": ""}), "log.csv")

    assert refusal.code is RefusalCode.SKIPPED


def test_a_renamed_text_column_can_be_mapped() -> None:
    """Where the user names the text, the sheet is read as any table."""
    row = {"link": "https://social.example/1", "archive status": "success", "text": "x", "said": "The army left."}
    document = read_one(table(row), "sheet.csv", ReadOptions(mapping=(("text", "said"), ("url", "link"))))

    assert (document.text, document.url) == ("The army left.", "https://social.example/1")
