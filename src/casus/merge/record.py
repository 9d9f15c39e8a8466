"""Where merging keeps what it makes: tellings and keys, judgements, membership, summaries, how far it has come."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from casus.merge.blocks import keys
from casus.merge.clusters import Pair
from casus.merge.judging import Judgement
from casus.merge.pairing import Part
from casus.merge.telling import Telling
from casus.store.clock import now
from casus.version import __version__

AUTHOR: Final = f"casus merge {__version__}"
MACHINE: Final = "casus merge %"
"""What authors that are no people are called (LIKE)."""

CHUNK: Final = 400

_DECODER: Final = msgspec.msgpack.Decoder(Telling)
_INSERT: Final = "INSERT INTO judgement (a, b, verdict, score, reasons, author, made) VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Live:
    """A judgement by machine that stands."""

    number: int
    verdict: str
    score: float
    author: str

    def says(self, judgement: Judgement) -> bool:
        """Whether it says the same, by the same casus."""
        return (self.verdict, self.score, self.author) == (judgement.verdict, judgement.score, AUTHOR)


class Record:
    """The merging tables of one project, inside a transaction of the caller."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def state(self, name: str) -> str | None:
        """A note on how far merging has come."""
        row = self._connection.execute("SELECT value FROM merge_state WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def note(self, name: str, value: str) -> None:
        """Write such a note."""
        self._connection.execute("INSERT OR REPLACE INTO merge_state VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Drop all but judgements."""
        for table in ("telling", "telling_key", "membership", "telling_part"):
            self._connection.execute(f"DELETE FROM {table}")

    def tellings(self, telling_ids: Iterable[str]) -> dict[str, Telling]:
        """Those of these tellings that were written."""
        sql = "SELECT body FROM telling WHERE telling_id IN ({marks})"
        found = (_DECODER.decode(body) for (body,) in self._chunked(sql, sorted(set(telling_ids))))
        return {telling.telling_id: telling for telling in found}

    def write(self, telling: Telling) -> None:
        """Write a telling with its keys."""
        body = msgspec.msgpack.encode(telling)
        sql = "INSERT INTO telling (telling_id, body) VALUES (?, ?)"
        number = self._connection.execute(sql, (telling.telling_id, body)).lastrowid
        rows = [(key, number) for key in sorted(keys(telling))]
        self._connection.executemany("INSERT INTO telling_key VALUES (?, ?)", rows)

    def erase(self, tellings: Iterable[Telling]) -> None:
        """Take tellings away, and with them what was judged of them by machine."""
        for telling in tellings:
            sql = "SELECT telling_no FROM telling WHERE telling_id = ?"
            (number,) = self._connection.execute(sql, (telling.telling_id,)).fetchone()
            rows = [(key, number) for key in keys(telling)]
            self._connection.executemany("DELETE FROM telling_key WHERE key = ? AND telling_no = ?", rows)
            self._connection.execute("DELETE FROM telling WHERE telling_no = ?", (number,))
            self._connection.execute("DELETE FROM membership WHERE telling_id = ?", (telling.telling_id,))
            pair = (telling.telling_id, telling.telling_id)
            self._connection.execute("DELETE FROM telling_part WHERE part = ? OR whole = ?", pair)
            sql = f"SELECT judgement_no FROM judgement WHERE {_LIVE_MACHINE} AND (a = ? OR b = ?)"
            self.withdraw(row[0] for row in self._connection.execute(sql, (MACHINE, *pair)).fetchall())

    def candidates(self, telling: Telling) -> list[Telling]:
        """Written tellings that share a key with this one, itself left out."""
        sql = "SELECT DISTINCT telling_no FROM telling_key WHERE key IN ({marks})"
        numbers = sorted({row[0] for row in self._chunked(sql, sorted(keys(telling)))})
        sql = "SELECT body FROM telling WHERE telling_no IN ({marks})"
        found = (_DECODER.decode(body) for (body,) in self._chunked(sql, numbers))
        return [other for other in found if other.telling_id != telling.telling_id]

    def people(self) -> tuple[frozenset[Pair], frozenset[Pair], frozenset[Pair]]:
        """Pairs that people say are the same, different, and not sure of."""
        sql = f"SELECT a, b, verdict FROM judgement WHERE withdrawn IS NULL AND author NOT LIKE '{MACHINE}'"
        rows = self._connection.execute(sql).fetchall()
        same, different, unsure = (
            frozenset((a, b) for a, b, verdict in rows if verdict == wanted)
            for wanted in ("same", "different", "unsure")
        )
        return same, different, unsure

    def live(self) -> dict[Pair, Live]:
        """All judgements by machine that stand."""
        sql = f"SELECT a, b, judgement_no, verdict, score, author FROM judgement WHERE {_LIVE_MACHINE}"
        return {(a, b): Live(*rest) for a, b, *rest in self._connection.execute(sql, (MACHINE,))}

    def ties(self, telling_ids: Iterable[str]) -> dict[Pair, float]:
        """Pairs with one of these that are judged the same by machine, with scores."""
        wanted = sorted(set(telling_ids))
        found: dict[Pair, float] = {}
        for side in ("a", "b"):
            sql = (
                "SELECT a, b, score FROM judgement WHERE withdrawn IS NULL AND verdict = 'same' "
                f"AND author LIKE '{MACHINE}' AND {side} IN ({{marks}})"
            )
            found.update({(a, b): score for a, b, score in self._chunked(sql, wanted)})
        return found

    def standing(self, pairs: Iterable[Pair]) -> set[Pair]:
        """Those of these pairs that anyone's judgement stands on."""
        wanted = sorted({a for a, _ in pairs})
        sql = "SELECT a, b FROM judgement WHERE withdrawn IS NULL AND a IN ({marks})"
        return {(a, b) for a, b in self._chunked(sql, wanted)}

    def judge(self, judged: Mapping[Pair, Judgement]) -> None:
        """Write judgements down."""
        made = now()
        rows = (
            (*pair, j.verdict, j.score, json.dumps(dict(j.reasons), separators=(",", ":")), AUTHOR, made)
            for pair, j in sorted(judged.items())
        )
        self._connection.executemany(_INSERT, rows)

    def withdraw(self, numbers: Iterable[int]) -> None:
        """Let judgements stand no more."""
        made = now()
        sql = "UPDATE judgement SET withdrawn = ? WHERE judgement_no = ?"
        self._connection.executemany(sql, [(made, number) for number in numbers])

    def write_parts(self, parts: Iterable[Part]) -> None:
        """Write down what is summed up where."""
        rows = [(p.part, p.whole, p.judgement.score, json.dumps(dict(p.judgement.reasons))) for p in parts]
        self._connection.executemany("INSERT OR REPLACE INTO telling_part VALUES (?, ?, ?, ?)", sorted(rows))

    def members(self, telling_ids: Iterable[str]) -> set[str]:
        """All tellings of the events that these belong to, themselves included."""
        wanted = sorted(set(telling_ids))
        sql = "SELECT event_id FROM membership WHERE telling_id IN ({marks})"
        events = sorted({row[0] for row in self._chunked(sql, wanted)})
        sql = "SELECT telling_id FROM membership WHERE event_id IN ({marks})"
        return {*wanted, *(row[0] for row in self._chunked(sql, events))}

    def name(self, affected: Iterable[str], events: Mapping[str, str]) -> None:
        """Put tellings into their events; those without one are events of their own."""
        sql = "DELETE FROM membership WHERE telling_id = ?"
        self._connection.executemany(sql, [(telling,) for telling in affected])
        self._connection.executemany("INSERT INTO membership VALUES (?, ?)", sorted(events.items()))

    def counts(self) -> Sequence[int]:
        """How many tellings, events, tellings that share an event, summaries' parts, copies."""
        row = self._connection.execute(
            "SELECT (SELECT count(*) FROM telling), (SELECT count(DISTINCT event_id) FROM membership), "
            "(SELECT count(*) FROM membership), (SELECT count(*) FROM telling_part), "
            "(SELECT count(*) FROM report_original)"
        ).fetchone()
        tellings, events, members, parts, copies = row
        return (tellings, tellings - members + events, members, parts, copies)

    def _chunked(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for at in range(0, len(values), CHUNK):
            some = values[at : at + CHUNK]
            yield from self._connection.execute(sql.format(marks=", ".join("?" * len(some))), some).fetchall()


_LIVE_MACHINE: Final = "withdrawn IS NULL AND author LIKE ?"
