"""What is new, changed or gone since a day, a time or a revision."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import msgspec
import numpy as np

from casus.errors import InputError
from casus.store.cards import event_of
from casus.store.corrections import Corrections
from casus.web import answers, details, relations, shapes
from casus.web.index import Index, Mask
from casus.web.library import Library
from casus.web.shapes import Json

MOST: Final = 2000

_NEWER: Final = "SELECT DISTINCT doc_id FROM reading JOIN document USING (doc_no) WHERE reading_no > ?"
_FIRST_NEWER: Final = """SELECT doc_id FROM reading JOIN document USING (doc_no)
    GROUP BY doc_no HAVING min(reading_no) > ?"""
_PUBLISHED: Final = "SELECT doc_id FROM document WHERE published >= ?"


@dataclass(frozen=True, slots=True)
class Since:
    """What came after: reports read anew, those that were not there before, and the last decision of then."""

    reread: frozenset[str]
    fresh: frozenset[str]
    decision: int


def since(connection: sqlite3.Connection, text: str, decided: Corrections) -> Since:
    """What came after a moment. Raises InputError for what is neither day nor time nor revision."""
    if found := re.fullmatch(r"(\d+)\.(\d+)\.(\d+)\.(\d+)", text):
        number, last = (int(found[1]),), int(found[4])
        reread = (row[0] for row in connection.execute(_NEWER, number))
        fresh = (row[0] for row in connection.execute(_FIRST_NEWER, number))
        return Since(frozenset(reread), frozenset(fresh), last)
    moment = _moment(text)
    new = frozenset(row[0] for row in connection.execute(_PUBLISHED, (moment[:10],)))
    before = [decision.number for decision in decided.decisions if decision.made < moment]
    return Since(new, new, max(before, default=0))


def _moment(text: str) -> str:
    try:
        return (
            datetime.fromisoformat(text.replace(" ", "+")).isoformat()
            if "T" in text
            else date.fromisoformat(text).isoformat()
        )
    except ValueError as error:
        raise InputError(
            f"{text!r:.60} is no moment", where="since", expected="a day, a time, or a revision, as 118.4.0.12"
        ) from error


def changes(library: Library, text: str) -> Json:
    """All that is otherwise since a moment."""
    decided, index = library.corrections(), library.current()
    after = library.desk.ask(lambda connection: since(connection, text, decided))
    made = [decision for decision in decided.decisions if decision.number > after.decision]
    touched = _holding(index, after.reread) | (index.columns["changed"] > after.decision)
    hidden = index.is_value("review", ("rejected",))
    new = _holding(index, after.fresh) & ~_holding_others(index, after.fresh)
    lines = [line for line in library.lines() if any(row.report.doc_id in after.reread for row in line.states)]
    return {
        "revision": library.revision(),
        "since": text,
        "events": [
            *_listed(library, index, touched & index.alive & ~hidden, new),
            *_gone(index, index.alive & hidden & (index.columns["changed"] > after.decision)),
            *_merged(library, made),
        ][:MOST],
        "states": [{"line": line.line_id, "shown": relations.shown(line)} for line in lines],
        "reports": [shapes.report(row) for row in library.desk.reports(sorted(after.fresh))][:MOST],
        "decisions": [details.decision(decision, decided) for decision in reversed(made)][:MOST],
    }


def _holding(index: Index, documents: Iterable[str]) -> Mask:
    wanted = set(documents)
    return index.holds("documents", wanted.__contains__)


def _holding_others(index: Index, documents: Iterable[str]) -> Mask:
    wanted = set(documents)
    return index.holds("documents", lambda name: name not in wanted)


def _listed(library: Library, index: Index, mask: Mask, new: Mask) -> Iterator[Json]:
    rows = np.flatnonzero(mask)[:MOST]
    lines = answers.lines(index, rows, library.desk.seen())
    for row, line in zip(rows, lines, strict=True):
        change = "new" if new[row] else "changed"
        yield {"id": index.ids[row], "change": change, "now": msgspec.Raw(line), "into": None}


def _gone(index: Index, mask: Mask) -> Iterator[Json]:
    for row in np.flatnonzero(mask)[:MOST]:
        yield {"id": index.ids[row], "change": "gone", "now": None, "into": None}


def _merged(library: Library, made: Iterable[Any]) -> Iterator[Json]:
    """Ids that mean another event now."""
    tellings = {a.telling_id for d in made if d.kind == "merge" for a in d.anchors if a.side and a.telling_id}
    for telling in sorted(tellings):
        into = library.desk.ask(lambda connection, name=telling: event_of(connection, name))  # type: ignore[misc]
        if into != telling:
            yield {"id": telling, "change": "gone", "now": None, "into": into}
