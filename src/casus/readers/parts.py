"""
What each stretch of a report is: headline, byline, dateline, paragraph, caption, credit, …

Running text is cut into pieces (paragraphs, or lines where the text has one paragraph a line); markup brings its own
pieces. Each piece is then named by the rules of `parts.toml`, and by its neighbours: a line printed just above a photo
credit, or printed again with one, is a caption. The parts cover all words of the text except marks such as bullets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from casus.model.document import Part, PartKind
from casus.model.span import Span
from casus.readers.dateline import Dateline, find_date_line, find_dateline
from casus.readers.rules import part_rules

_RULE_REACH: Final = 600
"""Longest paragraph (code points) that can be anything but a paragraph: captions and credits are shorter."""
_CAPTION_REACH: Final = 300
_DATELINE_PIECES: Final = 6
"""How far down (in pieces) the first dateline may stand: below headline, deck, byline and two photos."""
_HEADLINE_REACH: Final = 200
_DECK_REACH: Final = 300
_DATE_REACH: Final = 80
_WRAP_WIDTH: Final = 120
_WRAP_SAMPLE: Final = 500
_SENTENCE_END: Final = re.compile(r"[.!?:…][\"'”’)\]]*$")
_LINE: Final = re.compile(r"[^\n]+")
_PHOTO: Final = frozenset({PartKind.CAPTION, PartKind.CREDIT})
_OPENING: Final = frozenset({PartKind.BYLINE, PartKind.DATELINE})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch without space around it. `kind` is None until known, `block` counts stretches between blank lines."""

    start: int
    end: int
    kind: PartKind | None = None
    block: int = 0

    def __len__(self) -> int:
        """Code points."""
        return self.end - self.start


def cut(text: str, start: int = 0) -> list[Piece]:
    """The pieces of running text from `start` on: whole paragraphs where lines are wrapped, else lines."""
    blocks = _blocks(text, start)
    if _wrapped(text, blocks):
        return [piece for lines in blocks for piece in _joined(text, lines)]
    return [line for lines in blocks for line in lines]


def is_headline(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether the first of `pieces` reads like a headline: short, one line, no full stop, a blank line below."""
    if len(pieces) < 2 or pieces[0].block == pieces[1].block or len(pieces[0]) > _HEADLINE_REACH:
        return False
    line = text[pieces[0].start : pieces[0].end]
    if "\n" in line or line.endswith((".", ":", ",", ";")) or not (line[0].isalnum() or line[0] in "\"'“‘"):
        return False
    first = pieces[0].start, pieces[0].end
    if find_dateline(text, *first) is not None or find_date_line(text, *first) is not None:
        return False
    return _by_rule(text, pieces[0]) == [pieces[0]]


def name_parts(text: str, pieces: Sequence[Piece]) -> tuple[tuple[Part, ...], Dateline | None]:
    """The parts that `pieces` are, in text order, and the dateline among them."""
    named = [part for piece in pieces for part in _by_rule(text, piece)]
    named = _captions(text, named)
    named, dateline = _dateline(text, named)
    named, dateline = _date_line(text, named, dateline)
    named = _deck(named)
    kinds = ((piece.kind or PartKind.PARAGRAPH, piece) for piece in named)
    return tuple(Part(kind, Span(piece.start, piece.end)) for kind, piece in kinds if len(piece)), dateline


def trimmed(text: str, piece: Piece) -> Piece:
    """The piece without space at its ends."""
    words = text[piece.start : piece.end]
    start = piece.start + len(words) - len(words.lstrip())
    return replace(piece, start=start, end=max(start, piece.start + len(words.rstrip())))


def _blocks(text: str, start: int) -> list[list[Piece]]:
    blocks: list[list[Piece]] = []
    last_end = None
    for match in _LINE.finditer(text, start):
        line = trimmed(text, Piece(match.start(), match.end()))
        if not len(line):
            continue
        if last_end is None or text.count("\n", last_end, line.start) > 1:
            blocks.append([])
        blocks[-1].append(replace(line, block=len(blocks)))
        last_end = line.end
    return blocks


def _wrapped(text: str, blocks: Sequence[Sequence[Piece]]) -> bool:
    """Whether lines were broken to fit a page: none is long, and most that have a line below end within a sentence."""
    inner = [(line, below) for lines in blocks for line, below in pairwise(lines)]
    if not inner or max(len(line) for line, _ in inner) > _WRAP_WIDTH:
        return False
    open_ended = [
        _by_rule(text, line)[0].kind is None and not _is_credit(text, below) for line, below in inner[:_WRAP_SAMPLE]
    ]
    broken = sum(
        is_open and not _ends_sentence(text, line) for is_open, (line, _) in zip(open_ended, inner, strict=False)
    )
    return broken * 2 > sum(open_ended)


def _ends_sentence(text: str, piece: Piece) -> bool:
    return _SENTENCE_END.search(text, max(piece.start, piece.end - 4), piece.end) is not None


def _is_credit(text: str, piece: Piece) -> bool:
    return _by_rule(text, piece)[0].kind is PartKind.CREDIT


def _joined(text: str, lines: Sequence[Piece]) -> Iterator[Piece]:
    """Wrapped lines put together again; what ends in a photo credit, and items of a list, stay by themselves."""
    is_list = _by_rule(text, lines[0])[0].kind is PartKind.LIST_ITEM
    joined: Piece | None = None
    for line in lines:
        found = _by_rule(text, line)
        starts = found[0].kind is PartKind.CREDIT or (is_list and found[0].kind is PartKind.LIST_ITEM)
        if joined is not None and starts:
            yield joined
            joined = None
        joined = line if joined is None else replace(joined, end=line.end)
        if found[-1].kind is PartKind.CREDIT:
            yield joined
            joined = None
    if joined is not None:
        yield joined


def _by_rule(text: str, piece: Piece) -> list[Piece]:
    """The piece under its name, cut where a rule covers only its beginning or end."""
    if piece.kind not in (None, PartKind.PARAGRAPH) or len(piece) > _RULE_REACH:
        return [piece] if piece.kind is not PartKind.CAPTION else _credit_in(text, piece)
    for rule in part_rules():
        match = rule.find(text, piece.start, piece.end)
        if match is None:
            continue
        if rule.where == "whole" and rule.kind is PartKind.CAPTION:
            return _credit_in(text, replace(piece, kind=PartKind.CAPTION))
        return _split(text, piece, match, rule.kind, rule.where)
    return [piece]


def _split(text: str, piece: Piece, match: re.Match[str], kind: PartKind, where: str) -> list[Piece]:
    if where == "whole":
        return [replace(piece, kind=kind)]
    if where == "mark":
        return [trimmed(text, replace(piece, start=match.end(), kind=kind))]
    if where == "head":
        return [replace(piece, end=match.end(), kind=kind), trimmed(text, replace(piece, start=match.end()))]
    before = trimmed(text, replace(piece, end=match.start(), kind=PartKind.CAPTION))
    after = replace(piece, start=match.start(), kind=kind)
    return [before, after] if len(before) else [after]


def _credit_in(text: str, caption: Piece) -> list[Piece]:
    """A caption, and the credit at its end when there is one."""
    for rule in part_rules():
        match = rule.find(text, caption.start, caption.end) if rule.where == "tail" else None
        if match is not None:
            return _split(text, caption, match, rule.kind, "tail")
    return [caption]


def _captions(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Name captions by their neighbours: printed again as a caption elsewhere, or just above a credit."""
    known = {_key(text, piece) for piece in pieces if piece.kind is PartKind.CAPTION and len(piece) <= _RULE_REACH}
    found = []
    for piece, below in zip(pieces, [*pieces[1:], None], strict=True):
        if piece.kind is None and (_printed_again(text, piece, known) or _above_credit(text, piece, below)):
            piece = replace(piece, kind=PartKind.CAPTION)
        found.append(piece)
    return found


def _above_credit(text: str, piece: Piece, below: Piece | None) -> bool:
    """A line without full stop right above a credit. With a full stop it may be the last line of the story."""
    if below is None or below.kind is not PartKind.CREDIT or piece.block != below.block or len(piece) > _CAPTION_REACH:
        return False
    return not _ends_sentence(text, piece)


def _printed_again(text: str, piece: Piece, captions: set[str]) -> bool:
    return bool(captions) and len(piece) <= _RULE_REACH and _key(text, piece) in captions


def _key(text: str, piece: Piece) -> str:
    return " ".join(text[piece.start : piece.end].split()).rstrip(".").casefold()


def _dateline(text: str, pieces: list[Piece]) -> tuple[list[Piece], Dateline | None]:
    """Cut the first dateline off the paragraph it opens."""
    for at, piece in enumerate(pieces[:_DATELINE_PIECES]):
        if piece.kind not in (None, PartKind.PARAGRAPH):
            continue
        if dateline := find_dateline(text, piece.start, piece.end):
            head = replace(piece, start=dateline.start, end=dateline.end, kind=PartKind.DATELINE)
            rest = trimmed(text, replace(piece, start=dateline.after))
            return [*pieces[:at], head, rest, *pieces[at + 1 :]], dateline
    return pieces, None


def _date_line(text: str, pieces: list[Piece], dateline: Dateline | None) -> tuple[list[Piece], Dateline | None]:
    """Name the line above the story that says nothing but its day. Where there are several it is a chronology."""
    lines = [(at, piece) for at, piece in enumerate(pieces) if piece.kind is None and len(piece) <= _DATE_REACH]
    found = [(at, piece, day) for at, piece in lines if (day := find_date_line(text, piece.start, piece.end))]
    if len(found) != 1 or found[0][0] >= _DATELINE_PIECES:
        return pieces, dateline
    ((at, piece, day),) = found
    words = text[piece.start : piece.end]
    if dateline is None:
        dateline = Dateline(piece.start, piece.end, piece.end, words, day, yearless=False, publisher=None)
    elif dateline.day is None:
        dateline = replace(dateline, day=day, yearless=False)
    return [*pieces[:at], replace(piece, kind=PartKind.DATELINE), *pieces[at + 1 :]], dateline


def _deck(pieces: Sequence[Piece]) -> list[Piece]:
    """Name the line between the headline and what opens a story: a byline or dateline, photos in between aside."""
    named = list(pieces)
    if len(named) < 3 or named[0].kind is not PartKind.HEADLINE or named[1].kind is not None:
        return named
    opening = next((piece for piece in named[2:_DATELINE_PIECES] if piece.kind not in _PHOTO), None)
    apart = named[1].block != named[2].block
    if opening is not None and opening.kind in _OPENING and apart and len(named[1]) <= _DECK_REACH:
        named[1] = replace(named[1], kind=PartKind.DECK)
    return named


def words_of(text: str, parts: Sequence[Part], kind: PartKind) -> Iterator[str]:
    """The words of the parts of one kind."""
    return (part.span.of(text) for part in parts if part.kind is kind)
