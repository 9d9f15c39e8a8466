"""Which findings make up each event, and the lines of the page's list kept from one start to the next."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Final

from casus.store.connect import transaction
from casus.store.latest import ALL_LATEST, HAPPENING, LATEST

_Row = tuple[str, int, int, int | None]
CHUNK: Final = 400
_INDEX: Final = "#index"
_SINCE: Final = "#since"
_CARD: Final = "event_id >= 'e-' AND event_id < 'e.'"
"""Rows of `event_card` that are cards: beside them stand the note what they are complete for, and the index."""

MOST_SINCE: Final = 2000
"""Cards that may be read one by one beside an index kept: they take a tenth of a second."""

_TOLD: Final = f"""
SELECT {HAPPENING}, f.finding_no, f.reading_no, o.of_no
FROM run_claim f JOIN reading r USING (reading_no) LEFT JOIN membership m ON m.telling_id = f.event_id
LEFT JOIN report_original o ON o.doc_no = r.doc_no
WHERE f.event_id IS NOT NULL"""


class Told:
    """The findings that tell of one event, and the latest reading among them."""

    __slots__ = ("_digest", "findings", "reading")

    def __init__(self) -> None:
        self.findings: list[int] = []
        self.reading = 0
        self._digest = blake2b(digest_size=4)

    def take(self, finding: int, reading: int, original: int | None) -> None:
        """One more finding."""
        self.findings.append(finding)
        self.reading = max(self.reading, reading)
        self._digest.update(b"%d.%d " % (finding, original or 0))

    @property
    def digest(self) -> str:
        """Eight hex digits that change when the findings do, or what their reports are copies of."""
        return self._digest.hexdigest()


def told(connection: sqlite3.Connection, event_ids: Sequence[str] | None = None) -> dict[str, Told]:
    """Event id to what tells of it by the latest readings; only these events, or all."""
    found: defaultdict[str, Told] = defaultdict(Told)
    for event, finding, reading, original in _rows(connection, event_ids):
        found[event].take(finding, reading, original)
    return dict(found)


def _rows(
    connection: sqlite3.Connection, event_ids: Sequence[str] | None
) -> Iterator[tuple[str, int, int, int | None]]:
    if event_ids is None:
        yield from connection.execute(f"{_TOLD} AND {ALL_LATEST} ORDER BY f.finding_no")
        return
    for at in range(0, len(event_ids), CHUNK):
        some = event_ids[at : at + CHUNK]
        marks = ", ".join(f"?{n + 1}" for n in range(len(some)))
        tellings = (
            f"f.event_id IN ({marks}) OR f.event_id IN (SELECT telling_id FROM membership WHERE event_id IN ({marks}))"
        )
        asked = f"{_TOLD} AND ({tellings}) AND {HAPPENING} IN ({marks}) AND {LATEST} ORDER BY f.finding_no"
        yield from connection.execute(asked, some)


def event_of(connection: sqlite3.Connection, telling_id: str) -> str:
    """The event that a telling belongs to now."""
    row = connection.execute("SELECT event_id FROM membership WHERE telling_id = ?", (telling_id,)).fetchone()
    return str(row[0]) if row else telling_id


def revision(connection: sqlite3.Connection) -> tuple[int, int, str, int, int]:
    """Numbers that move when anything is added: last reading, judgement, state of merging, decision, look."""
    numbers = connection.execute(
        "SELECT (SELECT coalesce(max(reading_no), 0) FROM reading), "
        "(SELECT coalesce(max(judgement_no), 0) FROM judgement), "
        "(SELECT coalesce(group_concat(name || value), '') FROM merge_state), "
        "(SELECT coalesce(max(decision_no), 0) FROM decision), (SELECT coalesce(max(look_no), 0) FROM look)"
    ).fetchone()
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]


def stored_cards(
    connection: sqlite3.Connection, event_ids: Sequence[str] | None = None
) -> Iterator[tuple[str, str, bytes, bytes]]:
    """Event id, signature, keys and line of every card that was kept, or of those of some events."""
    columns = "SELECT event_id, signature, keys, shown FROM event_card"
    if event_ids is None:
        yield from connection.execute(f"{columns} WHERE {_CARD}")
        return
    for at in range(0, len(event_ids), CHUNK):
        some = event_ids[at : at + CHUNK]
        yield from connection.execute(f"{columns} WHERE event_id IN ({', '.join('?' * len(some))})", some)


def stored_lines(connection: sqlite3.Connection) -> dict[str, bytes]:
    """Event id to the line of its card."""
    return dict(connection.execute(f"SELECT event_id, shown FROM event_card WHERE {_CARD}"))


def stored_index(connection: sqlite3.Connection) -> tuple[str, bytes, list[str]] | None:
    """Mark and body of the index that was kept, and the events whose cards came, changed or went since."""
    row = connection.execute("SELECT signature, keys FROM event_card WHERE event_id = ?", (_INDEX,)).fetchone()
    return (row[0], row[1], _since(connection)) if row else None


def keep_cards(
    connection: sqlite3.Connection, cards: Iterable[tuple[str, str, bytes, bytes]], gone: Iterable[str] = ()
) -> None:
    """Keep cards for the next start, all or none."""
    cards, gone = list(cards), list(gone)
    with transaction(connection):
        connection.execute("DELETE FROM event_card WHERE event_id = ''")
        connection.executemany("INSERT OR REPLACE INTO event_card VALUES (?, ?, ?, ?)", cards)
        connection.executemany("DELETE FROM event_card WHERE event_id = ?", [(event_id,) for event_id in gone])
        _note_since(connection, [*(card[0] for card in cards), *gone])


def keep_index(connection: sqlite3.Connection, mark: str, body: bytes, signatures: Mapping[str, str]) -> None:
    """
    Keep an index made of the cards with these signatures.

    Another program may have kept newer cards: they are noted as changed since.
    """
    with transaction(connection):
        kept = dict(connection.execute(f"SELECT event_id, signature FROM event_card WHERE {_CARD}"))
        since = [name for name in {*kept, *signatures} if kept.get(name) != signatures.get(name)]
        if len(since) <= MOST_SINCE:
            connection.execute("INSERT OR REPLACE INTO event_card VALUES (?, ?, ?, x'')", (_INDEX, mark, body))
            _write_since(connection, since)


def _note_since(connection: sqlite3.Connection, event_ids: Sequence[str]) -> None:
    """Note which events' cards are otherwise than in the index kept; one that is mostly old is thrown away."""
    if connection.execute("SELECT 1 FROM event_card WHERE event_id = ?", (_INDEX,)).fetchone() is None:
        return
    since = list(dict.fromkeys((*_since(connection), *event_ids)))
    if len(since) > MOST_SINCE:
        connection.execute("DELETE FROM event_card WHERE event_id IN (?, ?)", (_INDEX, _SINCE))
    else:
        _write_since(connection, since)


def _since(connection: sqlite3.Connection) -> list[str]:
    row = connection.execute("SELECT keys FROM event_card WHERE event_id = ?", (_SINCE,)).fetchone()
    found: list[str] = json.loads(row[0]) if row else []
    return found


def _write_since(connection: sqlite3.Connection, event_ids: Sequence[str]) -> None:
    values = (_SINCE, json.dumps(event_ids).encode())
    connection.execute("INSERT OR REPLACE INTO event_card VALUES (?, '', ?, x'')", values)


def note_complete(connection: sqlite3.Connection, mark: str) -> None:
    """Note what state of the record the cards kept are complete for."""
    connection.execute("INSERT OR REPLACE INTO event_card VALUES ('', ?, x'', x'')", (mark,))


def complete_as_of(connection: sqlite3.Connection) -> str | None:
    """That note; None if there is none."""
    row = connection.execute("SELECT signature FROM event_card WHERE event_id = ''").fetchone()
    return str(row[0]) if row else None


def seen_reading(connection: sqlite3.Connection) -> int | None:
    """The latest reading at the last look; None if nobody has looked yet."""
    row = connection.execute("SELECT reading_no FROM look ORDER BY look_no DESC LIMIT 1").fetchone()
    return int(row[0]) if row else None


def events_with(connection: sqlite3.Connection, claim_id: str) -> list[str]:
    """The events that a claim of the latest readings tells of."""
    sql = (
        f"SELECT DISTINCT {HAPPENING} FROM claim c JOIN run_claim f USING (claim_no) JOIN reading r USING (reading_no) "
        "LEFT JOIN membership m ON m.telling_id = f.event_id "
        f"WHERE c.claim_id = ? AND f.event_id IS NOT NULL AND {LATEST}"
    )
    return [row[0] for row in connection.execute(sql, (claim_id,))]
