"""Plain text: what stays, what is told about it, and what is refused."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.errors import FormatError, InputError
from casus.model.document import DateBasis, Document
from casus.readers import LIMIT, ReadOptions, RefusalCode
from tests.readers.reading import codes, parts, read, read_one, refused

UNCHECKED = ReadOptions(language_check=False)
WORDS = st.sampled_from(
    [
        "By Mara Holt",
        "(photo: Wire)",
        "VELL (AP) - ",
        "The army left.",
        "* * *",
        "Read more: x",
        "- a",
        "\r\n",
        "\r",
        "\n\n",
        " ",
    ]
)
ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r\x0b\x0c\x1b\x85"), max_size=80),
    st.lists(WORDS, max_size=12).map("".join),
)


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_any_text_stays_as_it_is(text: str) -> None:
    """Only line ends, and white space before the first word, change on the way in."""
    (found,) = read(f"{text}.x", options=UNCHECKED)

    assert isinstance(found, Document)
    assert found.text == f"{text}.x".replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").lstrip()


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_parts_lie_in_the_text_in_order_and_apart(text: str) -> None:
    """No part is empty, begins or ends with space, leaves the text or overlaps another."""
    document = read_one(f"{text}.x", options=UNCHECKED)
    ends = [0, *(part.span.end for part in document.parts)]

    assert all(end <= part.span.start for end, part in zip(ends, document.parts, strict=False))
    assert all(words and words == words.strip() for _, words in parts(document))
    assert ends[-1] <= len(document.text)


@given(st.lists(st.sampled_from(["The army left.", "Two towns fell", "By Mara Holt", "(photo: Wire)", "\n", "\n\n"])))
@settings(max_examples=100, deadline=None)
def test_parts_cover_all_words(pieces: list[str]) -> None:
    """Text without marks such as bullets lies in parts to the last word."""
    document = read_one(" ".join([*pieces, "End of it."]), options=UNCHECKED)
    covered = {at for part in document.parts for at in range(part.span.start, part.span.end)}

    assert [c for at, c in enumerate(document.text) if at not in covered and not c.isspace()] == []


@given(ANY_TEXT)
@settings(max_examples=50, deadline=None)
def test_the_same_bytes_are_the_same_report(text: str) -> None:
    """Ids and digests come from content alone."""
    first, second = (read_one(f"{text}.x", origin, UNCHECKED) for origin in ("a.txt", "b.txt"))

    assert (first.doc_id, first.digest) == (second.doc_id, second.digest)


@given(ANY_TEXT)
@settings(max_examples=50, deadline=None)
def test_a_title_opens_the_text(text: str) -> None:
    """Where a headline is recognised, the text starts with it and it is the first part."""
    document = read_one(f"Rebels take the harbour\n\n{text}.x", options=UNCHECKED)

    assert document.title == "Rebels take the harbour"
    assert parts(document)[0] == ("headline", document.title)
    assert document.text.startswith(f"{document.title}\n\n")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("The army’s “victory”, it said.".encode(), "The army’s “victory”, it said.", id="utf-8"),
        pytest.param("\ufeffThe army left.".encode(), "The army left.", id="byte order mark"),
        pytest.param("The army’s men left.".encode("utf-16"), "The army’s men left.", id="utf-16"),
        pytest.param("\ufeffThe army’s men left.".encode("utf-16-be"), "The army’s men left.", id="utf-16 big endian"),
    ],
)
def test_encodings_that_say_so_are_read(data: bytes, text: str) -> None:
    """UTF-8 and UTF-16 with a mark are no guess."""
    document = read_one(data)

    assert document.text == text
    assert "encoding-guessed" not in codes(document)


def test_an_older_encoding_is_guessed_and_noted() -> None:
    """Curly quotes of Windows come out right, and the report says that this was a guess."""
    document = read_one("The mayor’s words: “We will not leave”, he said on Monday.".encode("cp1252"))

    assert "’s words: “We" in document.text
    assert codes(document) == ["encoding-guessed"]


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        pytest.param(b"", "empty", "empty", id="no byte"),
        pytest.param(b" \n\t\n", "empty", "no text", id="only space"),
        pytest.param(b"...\n---\n", "empty", "no text", id="no word"),
        pytest.param(b"%PDF-1.7 ...", "binary", "PDF", id="pdf"),
        pytest.param(b"PK\x03\x04aaaa", "binary", "ZIP", id="zip"),
        pytest.param(bytes(range(256)) * 8, "binary", "binary data", id="noise"),
        pytest.param("The army left.".encode("utf-16-le"), "binary", "UTF-16", id="utf-16 without a mark"),
        pytest.param(b"\xff\xfeT\x00h\x00e", "encoding", "utf-16", id="half a character"),
        pytest.param(b"The army " * 20 + b"\0 left.", "characters", "NUL character at character 180", id="NUL"),
        pytest.param(b"Wikipedia " * 2_100_000, "too-large", "more than 20 MB", id="too large"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, code: str, found: str) -> None:
    """Each refusal names the file, what was found, what was expected and the remedy."""
    refusal = refused(data)

    assert (refusal.origin, refusal.code) == ("report.txt", code)
    assert isinstance(refusal.error, InputError)
    assert refusal.error.where == "report.txt"
    assert found in refusal.error.found
    assert refusal.error.expected
    assert refusal.error.remedy


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    """Half a character, as broken conversions leave it, would break every later step."""
    refusal = refused(
        b"The army\xed\xa0\x80 left the town of Vell on Monday, officials said there.".decode(
            "utf-8", "surrogatepass"
        ).encode("utf-16", "surrogatepass")
    )

    assert refusal.code in (RefusalCode.CHARACTERS, RefusalCode.ENCODING)
    assert isinstance(refusal.error, FormatError)


def test_reading_time_grows_with_the_text_only() -> None:
    """Eight times the text takes about eight times as long, on one line as on many."""
    for sentence in ("The army took the town of Vell. ", "The army took the town of Vell.\n"):
        small, large = (_seconds(sentence * count) for count in (2_000, 16_000))

        assert large < 30 * max(small, 0.005)


def _seconds(text: str) -> float:
    start = time.process_time()
    read_one(text)
    return time.process_time() - start


def test_without_any_date_the_report_has_none() -> None:
    """No date is made up: not from the clock, not from the file."""
    document = read_one("The army took the town on Monday, officials said.")

    assert (document.published, document.published_basis) == (None, DateBasis.NONE)


def test_a_given_date_holds() -> None:
    """The user's date goes before that of the dateline."""
    options = ReadOptions(published=date(2019, 3, 5))
    document = read_one("VELL, March 4, 2019 (AP) - The army took the town on Monday.", options=options)

    assert (document.published, document.published_basis) == (date(2019, 3, 5), DateBasis.GIVEN)


def test_a_full_dateline_dates_the_report() -> None:
    """Place, day, year and agency are all taken from the dateline."""
    document = read_one("VELL, March 4, 2019 (AP) - The army took the town on Monday.")

    assert (document.published, document.published_basis) == (date(2019, 3, 4), DateBasis.DATELINE)
    assert (document.dateline, document.publisher) == ("VELL, March 4, 2019 (AP)", "Associated Press")


@pytest.mark.parametrize(
    "line",
    ["March 4, 2019", "Published: 4 March 2019", "Posted on Mar. 4, 2019 at 14:05 GMT", "Monday, March 4, 2019 10:30"],
)
def test_a_line_with_nothing_but_the_day_dates_the_report(line: str) -> None:
    """Where a page was saved as text, its day stands in a line of its own above the story."""
    document = read_one(f"Rebels take the harbour\n\n{line}\n\nRebels took the harbour of Vell on Monday.")

    assert (document.published, document.published_basis) == (date(2019, 3, 4), DateBasis.DATELINE)
    assert ("dateline", line) in parts(document)


def test_the_days_of_a_chronology_do_not_date_it() -> None:
    """Several lines with days are headings."""
    document = read_one("War in Vell\n\nMarch 4, 2019\n\nRebels took the harbour.\n\nMarch 9, 2019\n\nThey left.")

    assert document.published is None


def test_a_dateline_without_year_gives_no_date() -> None:
    """Which year it was is not in the report, and the report says that."""
    document = read_one("VELL, March 4 (Reuters) - The army took the town on Monday, officials said.")

    assert document.published is None
    assert codes(document) == ["dateline-without-year"]


def test_the_limit_is_not_refused() -> None:
    """A report of just the size allowed is read."""
    document = read_one((b"The army left. " * (LIMIT // 15))[:LIMIT])

    assert len(document.text) > LIMIT - 20
