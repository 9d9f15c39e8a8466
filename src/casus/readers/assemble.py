r"""
From a draft to a document: the one place where a report's text, parts, date and identity are decided.

The text stays as published: line ends become "\n", white space before the first word and a byte order mark go, and the
title is put in front where it is not there already. Nothing else changes, so that every quotation can be found again
in the original.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from casus.errors import FormatError, InputError, LanguageError
from casus.model.document import DateBasis, Document, Note, PartKind
from casus.model.ids import document_id
from casus.readers.dateline import Dateline
from casus.readers.dates import read_day
from casus.readers.draft import LIMIT, Block, Draft, ReadOptions
from casus.readers.language import ENGLISH, Verdict, judge_language
from casus.readers.parts import Piece, cut, is_headline, name_parts, trimmed, words_of
from casus.readers.refusal import Fault, RefusalCode

_GAP: Final = "\n\n"
_TITLE_REACH: Final = 5
"""How far down (in blocks) the heading of a page may stand: below a kicker and the picture with its credit."""
_FORBIDDEN: Final = re.compile(r"[\x00\ud800-\udfff]")
_LINE_END: Final = re.compile(r"\r\n?")
_REST_OF_LINE: Final = re.compile(r"[^\S\n]*(?:\n\s*|$)")
_BLANK_LINE: Final = re.compile(r"[^\S\n]*(?:\n[^\S\n]*\n|\n?\s*$)")


def assemble(draft: Draft, options: ReadOptions) -> Document:
    """The document of one draft. Raises `Fault` when it holds no text that casus can read."""
    text, pieces, title = _lay_out(draft)
    parts, dateline = name_parts(text, pieces)
    verdict = judge_language(text)
    if options.language_check:
        _check_language(verdict, draft.origin)
    published, basis, date_notes = _settle_date(draft, dateline, options)
    publisher = _line(draft.publisher) or (dateline.publisher if dateline else None)
    return Document(
        document_id(text, title=title, publisher=publisher, published=published),
        text,
        title=title,
        publisher=publisher,
        byline=_line(draft.byline) or next(words_of(text, parts, PartKind.BYLINE), None),
        dateline=dateline.words if dateline else None,
        published=published,
        published_basis=basis,
        url=_line(draft.url),
        language=verdict.language,
        digest=draft.digest,
        origin=draft.origin,
        given_id=_line(draft.given_id),
        parts=parts,
        notes=(*draft.notes, *verdict.notes, *date_notes),
    )


def clean(text: str, origin: str) -> str:
    r"""The text with "\n" as its only line end. Raises `Fault` for NUL and lone surrogates, with their position."""
    if match := _FORBIDDEN.search(text):
        what = "a NUL character" if match.group() == "\0" else f"a lone surrogate (U+{ord(match.group()):04X})"
        raise Fault(
            RefusalCode.CHARACTERS,
            FormatError(
                f"{what} at character {match.start()}",
                where=origin,
                expected="readable characters only",
                remedy="remove it, or save the text again as UTF-8",
            ),
        )
    return _LINE_END.sub("\n", text.removeprefix("\ufeff"))


def check_size(size: int, origin: str, limit: int = LIMIT) -> None:
    """Raise `Fault` for a report of more than `limit` bytes."""
    if size > limit:
        raise Fault(
            RefusalCode.TOO_LARGE,
            InputError(
                f"more than {limit // 1_000_000} MB in one report",
                where=origin,
                expected="one report, or JSON Lines or CSV with one report a row",
                remedy="cut the file into its reports",
            ),
        )


def _lay_out(draft: Draft) -> tuple[str, list[Piece], str | None]:
    """The text, its pieces, and the title."""
    title = _line(clean(draft.title, draft.origin)) if draft.title else None
    if isinstance(draft.body, str):
        text, pieces = _lay_out_text(clean(draft.body, draft.origin).lstrip(), title)
    else:
        blocks = [replace(block, text=clean(block.text, draft.origin).strip()) for block in draft.body]
        text, pieces = _lay_out_blocks([block for block in blocks if block.text], title)
    _check_words(draft, title)
    if title is None and isinstance(draft.body, str) and is_headline(text, pieces):
        pieces[0] = replace(pieces[0], kind=PartKind.HEADLINE)
        title = text[pieces[0].start : pieces[0].end]
    return text, pieces, title


def _check_words(draft: Draft, title: str | None) -> None:
    """Raise `Fault` when there is no letter or digit in the body."""
    stretches = (draft.body,) if isinstance(draft.body, str) else (block.text for block in draft.body)
    if not any(character.isalnum() for stretch in stretches for character in stretch):
        raise Fault(RefusalCode.EMPTY, _empty(draft.origin, title))


def _lay_out_text(text: str, title: str | None) -> tuple[str, list[Piece]]:
    if title is None:
        return text, cut(text)
    rest = _REST_OF_LINE.match(text, len(title)) if text.startswith(title) else None
    if rest is None:
        text = title + _GAP + text
    elif not _BLANK_LINE.match(text, len(title)):
        text = title + _GAP + text[rest.end() :]
    return text, [Piece(0, len(title), PartKind.HEADLINE), *cut(text, len(title))]


def _lay_out_blocks(blocks: Sequence[Block], title: str | None) -> tuple[str, list[Piece]]:
    if title is not None:
        blocks = [Block(title, PartKind.HEADLINE), *_without_title(blocks, title)]
    pieces, start = [], 0
    for number, block in enumerate(blocks):
        pieces.append(Piece(start, start + len(block.text), block.kind, number))
        start += len(block.text) + len(_GAP)
    text = _GAP.join(block.text for block in blocks)
    return text, [trimmed(text, piece) for piece in pieces]


def _without_title(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """The blocks without the heading that is the title, which may stand below the first picture."""
    for at, block in enumerate(blocks[:_TITLE_REACH]):
        if _line(block.text) == title and block.kind in (None, PartKind.SUBHEADING):
            return [*blocks[:at], *blocks[at + 1 :]]
    return blocks


def _settle_date(
    draft: Draft, dateline: Dateline | None, options: ReadOptions
) -> tuple[date | None, DateBasis, tuple[Note, ...]]:
    """The publication day, why it is believed, and what could not be understood."""
    words = _line(draft.date)
    stated = read_day(words) if words else None
    notes = () if stated or not words else (Note("date-not-understood", f"{words!r} names no single day"),)
    if options.published is not None:
        if stated is not None and stated != options.published:
            notes = (Note("date-overruled", f"the report says {stated}; {options.published} was given"),)
        return options.published, DateBasis.GIVEN, notes
    if stated is not None:
        return stated, DateBasis.METADATA, notes
    if dateline is not None and dateline.day is not None:
        return dateline.day, DateBasis.DATELINE, notes
    if dateline is not None and dateline.yearless:
        notes = (*notes, Note("dateline-without-year", f"{dateline.words!r} names a day but no year"))
    return None, DateBasis.NONE, notes


def _check_language(verdict: Verdict, origin: str) -> None:
    if verdict.language == ENGLISH:
        return
    raise Fault(
        RefusalCode.LANGUAGE,
        LanguageError(
            f"text in {verdict.name}", where=origin, expected="English", remedy="give an English translation of it"
        ),
    )


def _empty(origin: str, title: str | None) -> FormatError:
    found = f"no text under the title {title!r}" if title else "no text"
    return FormatError(found, where=origin, expected="the text of a report", remedy="leave it out, or fill in the text")


def _line(words: str | None) -> str | None:
    """Metadata on one line, without characters that no record can hold; None when there is none."""
    return (" ".join(_FORBIDDEN.sub("\ufffd", words).split()) or None) if words else None
