"""JSON Lines, JSON, CSV and TSV: one report a row, and one broken row stops no other."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.errors import InputError
from casus.model.document import DateBasis, Document
from casus.readers import ReadOptions, Refusal
from tests.readers.reading import codes, parts, read, read_one, refused

ROW = {
    "id": "w-7",
    "title": "Bridge blown up",
    "text": "Rebels blew up the bridge of Vell on Monday, the army said.",
    "date": "2019-03-04",
    "url": "https://example.org/7",
    "source": "Northern Wire",
    "byline": "Mara Holt",
}
TABLE = f"{','.join(ROW)}\n" + ",".join(f'"{value}"' for value in ROW.values())


@pytest.mark.parametrize(
    ("data", "origin"),
    [
        pytest.param(json.dumps(ROW), "a.jsonl", id="jsonl"),
        pytest.param(json.dumps({key.title(): value for key, value in ROW.items()}), "a.jsonl", id="capital names"),
        pytest.param(json.dumps([ROW], indent=1), "a.json", id="json array"),
        pytest.param(TABLE, "a.csv", id="csv"),
        pytest.param(TABLE.replace(",", ";").replace("Monday;", "Monday,"), "a.csv", id="semicolons"),
        pytest.param(TABLE.replace(",", "\t").replace("Monday\t", "Monday,"), "a.tsv", id="tsv"),
        pytest.param(TABLE.encode("utf-16"), "a.csv", id="utf-16"),
        pytest.param("\ufeff" + TABLE.replace("\n", "\r\n"), "a.csv", id="as spreadsheets save it"),
    ],
)
def test_a_row_is_a_report(data: str | bytes, origin: str) -> None:
    """Every column that casus knows arrives in the document."""
    document = read_one(data, origin)

    assert document.text == f"{ROW['title']}\n\n{ROW['text']}"
    assert (document.title, document.publisher, document.byline) == ("Bridge blown up", "Northern Wire", "Mara Holt")
    assert (document.published, document.published_basis) == (date(2019, 3, 4), DateBasis.METADATA)
    assert (document.url, document.given_id, document.origin) == ("https://example.org/7", "w-7", f"{origin}#1")


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\n\n\n", "  \n \n", "\r\n\r\n"])
def test_a_title_that_the_text_starts_with_is_not_put_in_front_again(gap: str) -> None:
    """Rows in the reading format carry the title in the text already."""
    row = {"title": "Bridge blown up", "text": f"Bridge blown up{gap}Rebels blew up the bridge of Vell."}
    document = read_one(json.dumps(row), "a.jsonl")

    assert parts(document) == [("headline", row["title"]), ("paragraph", "Rebels blew up the bridge of Vell.")]
    assert document.text.count("Bridge blown up") == 1


def test_a_title_that_is_only_the_beginning_of_a_sentence_is_put_in_front() -> None:
    """The text starts with the words of the title by chance."""
    document = read_one(json.dumps({"title": "The army", "text": "The army left the town on Monday."}), "a.jsonl")

    assert document.text == "The army\n\nThe army left the town on Monday."


def test_other_column_names_are_mapped() -> None:
    """`--map text=body` tells where the text is; the other names hold still."""
    options = ReadOptions(mapping=(("text", "body"), ("date", "day")))
    document = read_one("day;body;title\n4 March 2019;The army left.;Army leaves", "a.csv", options)

    assert (document.text, document.published) == ("Army leaves\n\nThe army left.", date(2019, 3, 4))


def test_a_mapped_column_that_is_not_there_is_told() -> None:
    """A typing error in `--map` must not cost every report its date."""
    refusal = refused("text,day\nThe army left.,2019-03-04\n", "a.csv", ReadOptions(mapping=(("date", "dya"),)))

    assert (refusal.code, refusal.error.expected) == ("columns", "a column 'dya'")


def test_a_mapping_of_an_unknown_name_is_told() -> None:
    """The names there are stand in the message."""
    with pytest.raises(InputError, match="text, title, date, source"):
        ReadOptions(mapping=(("txet", "body"),))


@pytest.mark.parametrize("origin", ["a.csv", "a.jsonl"])
def test_without_a_text_column_the_columns_are_told(origin: str) -> None:
    """The message lists what is there and how to name the text."""
    refusal = refused('body,head\n"The army left.",x' if origin == "a.csv" else '{"body": "The army left."}', origin)

    assert refusal.code == "columns"
    assert "body" in refusal.error.found
    assert "--map text=" in refusal.error.remedy


@pytest.mark.parametrize(
    ("data", "origin", "found"),
    [
        pytest.param("text,date\n", "a.csv", "column names without a row below", id="no row"),
        pytest.param("text,date\n\n\n", "a.csv", "column names without a row below", id="blank rows"),
        pytest.param("\n\n", "a.csv", "only blank lines", id="blank table"),
        pytest.param("\n \n", "a.jsonl", "only blank lines", id="blank lines"),
        pytest.param("[]", "a.json", "an empty array", id="empty array"),
    ],
)
def test_a_file_without_a_single_row_is_told(data: str, origin: str, found: str) -> None:
    """An export that came out empty must not pass for one that was read."""
    refusal = refused(data, origin)

    assert (refusal.code, refusal.error.found) == ("empty", found)
    assert refusal.error.expected
    assert refusal.error.remedy


def test_the_remedy_for_broken_json_fits_the_file() -> None:
    """Of a file that is one JSON value nothing else can be read, and the message must not promise it."""
    whole, row = refused('{"text": "cut', "a.json"), refused('{"text": "cut', "a.jsonl")

    assert (whole.code, row.code) == ("broken", "broken-row")
    assert "correct the file" in whole.error.remedy
    assert "the others are read" in row.error.remedy


def test_broken_lines_are_refused_by_number_and_the_others_read() -> None:
    """Row and line number are both told; blank lines count as lines only."""
    found = read('{"text": "The army left."}\n\n{"text": "cut\n[1, 2]\n{"text": "It came back."}\n', "a.jsonl")

    assert [type(item) for item in found] == [Document, Refusal, Refusal, Document]
    assert [item.origin for item in found] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "a.jsonl#4"]
    assert isinstance(found[1], Refusal)
    assert found[1].code == "broken-row"
    assert "(line 3)" in str(found[1].error)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        pytest.param("a,b", "2 cells where 3", id="too few"),
        pytest.param("a,b,c,d", "4 cells where 3", id="too many"),
        pytest.param('"a" b,c,d', "broken row", id="stray quotation mark"),
    ],
)
def test_broken_table_rows_are_refused_by_number(row: str, found: str) -> None:
    """The rows around them are read."""
    good = "Title,The army left.,2019-03-04"
    first, broken, last = read(f"title,text,date\n{good}\n{row}\n{good}\n", "a.csv")

    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(broken, Refusal)
    assert (broken.origin, broken.code) == ("a.csv#2", "broken-row")
    assert found in broken.error.found
    assert "a.csv#2 (line 3)" in broken.error.where


def test_an_open_quotation_mark_is_told_where_it_opens() -> None:
    """It swallows what follows, so the message says which row it is in."""
    first, broken = read('title,text\nA,The army left.\nB,"It came\nC,It left.\n', "a.csv")

    assert isinstance(first, Document)
    assert isinstance(broken, Refusal)
    assert "(line 3)" in broken.error.where
    assert "quotation mark" in broken.error.remedy


def test_a_long_text_with_line_breaks_is_one_cell() -> None:
    """Cells longer than the parser's default limit, with commas, quotes and line breaks, are read whole."""
    text = 'The army, it said, "left" the town.\n' * 10_000
    quoted = text.replace('"', '""')
    document = read_one(f'text,title\n"{quoted}",Army leaves\n', "a.csv")

    assert document.text == f"Army leaves\n\n{text}"


@pytest.mark.parametrize("words", ["2017-13-45", "08/09/2017", "soon"])
def test_a_date_that_is_none_is_noted(words: str) -> None:
    """The row is read without a date, and the note says what was found."""
    document = read_one(json.dumps({"text": ROW["text"], "date": words}), "a.jsonl")
    (note,) = document.notes

    assert (document.published, note.code) == (None, "date-not-understood")
    assert words in note.message


def test_a_date_that_the_user_overrules_is_noted() -> None:
    """Both days are told."""
    document = read_one(json.dumps(ROW), "a.jsonl", ReadOptions(published=date(2020, 1, 1)))

    assert (document.published, codes(document)) == (date(2020, 1, 1), ["date-overruled"])


def test_the_digest_is_that_of_the_row() -> None:
    """Two rows of one file differ, and the same row elsewhere is the same."""
    line = json.dumps(ROW).encode()
    first, second = read(b'{"text": "The army left."}\n' + line + b"\r\n", "a.jsonl")

    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert second.digest == hashlib.sha256(line).hexdigest() != first.digest


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800"])
def test_characters_that_no_text_can_hold_are_refused(escape: str) -> None:
    """NUL and half characters come in through escapes as well."""
    found = read(f'{{"text": "The army{escape} left."}}\n{{"text": "It left."}}', "a.jsonl")

    assert [isinstance(item, Refusal) for item in found] == [True, False]


def test_metadata_is_one_clean_line() -> None:
    """NUL and line breaks in a title, an id or an address do not get into the record."""
    document = read_one(
        '{"text": "The army left.", "id": "a\\u0000b", "url": " x\\n", "source": "Wire\\n  North"}', "a.jsonl"
    )

    assert (document.given_id, document.url, document.publisher) == ("a\ufffdb", "x", "Wire North")


def test_one_line_in_another_encoding_is_guessed_alone() -> None:
    """Exports glued together from several sources keep their good lines untouched."""
    odd = "Town,The mayor’s men left the town on Monday evening.\n".encode("cp1252")
    good = f"Straße,{'The army’s men left the town on Monday after a long battle. ' * 40}\n".encode()
    table = b"title,text\n" + good * 120 + odd
    *_, last = found = read(table, "a.csv")

    assert isinstance(last, Document)
    assert "mayor’s" in last.text
    assert [item for item in found[:-1] if isinstance(item, Refusal) or item.notes] == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_rows_keep_their_text(texts: list[str]) -> None:
    """What goes into JSON Lines comes out as one report or refusal a row, word for word."""
    data = "".join(json.dumps({"text": f"{text}a", "title": "T"}) + "\n" for text in texts)
    found = read(data, "a.jsonl", ReadOptions(language_check=False))

    assert [item.text for item in found if isinstance(item, Document)] == [
        f"T\n\n{f'{text}a'.removeprefix(chr(0xFEFF)).lstrip()}" for text in texts
    ]
