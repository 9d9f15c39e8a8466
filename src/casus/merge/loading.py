"""
Make tellings of the rows of a record: a few lean queries for many at once.

Only what each document's latest run says counts. Queries expect the temporary table `latest` (see `note_latest`), which
saves working out the latest readings again and again.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from casus.merge.telling import EXACT_DAYS, LAND, REGION, SPOT, UNDATED, Telling, Where, Who
from casus.merge.wording import content_words, is_plural, near_words
from casus.store.fold import fold

CHUNK: Final = 400
"""Tellings loaded together."""

WORDS: Final = 60
"""Content words kept of a telling's sentences: enough for a few sentences, and bounded."""

REGION_KM: Final = 25.0
"""From this radius on, a place is too wide to be a spot."""

OPEN: Final = frozenset({"ongoing", "habitual"})
EXPECTED: Final = frozenset({"planned", "announced", "requested", "demanded", "offered", "agreed", "ordered"})
"""Statuses of acts still to come."""

VAGUE_KINDS: Final = frozenset({"civilians", "crowd", "other", "anonymous_person", None})
"""Kinds of actors that a name does not identify ("protesters", "officials")."""

_LATEST: Final = (
    "CREATE TEMP TABLE IF NOT EXISTS latest (reading_no INTEGER PRIMARY KEY)",
    "DELETE FROM latest",
    "INSERT INTO latest SELECT reading_no FROM latest_reading",
)
_CLAIMS: Final = """
SELECT f.event_id, f.finding_no, f.position, f.status, f.mode, f.earliest, f.latest, f.sentence, f.content_of, c.type,
    t.quote AS words, t.start - s.start AS at, d.published, d.doc_id,
    substr(d.text, s.start + 1, s.end - s.start) AS told
FROM run_claim f JOIN latest USING (reading_no) JOIN claim c USING (claim_no) JOIN document d USING (doc_no)
JOIN evidence t ON t.evidence_no = c.trigger
LEFT JOIN sentence s ON s.reading_no = f.reading_no AND s.n = f.sentence
WHERE f.event_id IN ({marks}) ORDER BY f.event_id, d.published IS NULL, d.published, d.doc_id, f.position"""
_PARTIES: Final = """
SELECT x.finding_no, x.role, a.name, a.kind, a.sector, a.country, a.registry, e.quote
FROM claim_role x LEFT JOIN actor a USING (actor_no) LEFT JOIN evidence e USING (evidence_no)
WHERE x.finding_no IN ({marks}) AND NOT x.is_place ORDER BY x.finding_no, x.n"""
_PLACES: Final = """
SELECT x.finding_no, e.quote, p.place_id, p.lat, p.lon, p.country, p.kind, p.radius_km
FROM claim_place x JOIN evidence e USING (evidence_no) LEFT JOIN place p USING (place_no)
WHERE x.finding_no IN ({marks}) ORDER BY x.finding_no, x.n"""
_NUMBERS: Final = """
SELECT finding_no, role, coalesce(best, low, high) AS value FROM claim_quantity
WHERE finding_no IN ({marks}) ORDER BY finding_no, n"""

Row = sqlite3.Row
Rows = Mapping[int, Sequence[Row]]


def note_latest(connection: sqlite3.Connection) -> None:
    """Write down which reading of each document is the latest, for the queries to come."""
    for statement in _LATEST:
        connection.execute(statement)


def load_tellings(connection: sqlite3.Connection, telling_ids: Iterable[str]) -> Iterator[Telling]:
    """The tellings with these ids; none for an id that no latest reading has any more."""
    wanted = sorted(set(telling_ids))
    for at in range(0, len(wanted), CHUNK):
        claims = _query(connection, _CLAIMS, wanted[at : at + CHUNK])
        numbers = [row["finding_no"] for row in claims]
        parties, places, amounts = (_grouped(connection, sql, numbers) for sql in (_PARTIES, _PLACES, _NUMBERS))
        by_telling: defaultdict[str, list[Row]] = defaultdict(list)
        for row in claims:
            by_telling[row["event_id"]].append(row)
        for rows in by_telling.values():
            yield _telling(rows, parties, places, amounts)


def _telling(rows: Sequence[Row], parties: Rows, places: Rows, amounts: Rows) -> Telling:
    first = rows[0]
    taking_part = [row for claim in rows for row in parties.get(claim["finding_no"], ())]
    span = _narrowest(rows)
    return Telling(
        telling_id=first["event_id"],
        published=_ordinal(first["published"]) or UNDATED,
        doc_id=first["doc_id"],
        position=first["position"],
        types=_unique(row["type"] for row in rows),
        modes=_unique(row["mode"] for row in rows),
        triggers=_unique(word for row in rows for word in content_words(row["words"])),
        words=_unique(word for row in rows for word in content_words(row["told"] or ""))[:WORDS],
        actors=_parties(row for row in taking_part if row["role"] == "actor"),
        recipients=_parties(row for row in taking_part if row["role"] != "actor"),
        places=_places(row for claim in rows for row in places.get(claim["finding_no"], ())),
        first=span[0],
        last=span[1],
        open_ended=all(row["status"] in OPEN for row in rows),
        expected=all(row["status"] in EXPECTED for row in rows),
        several=all(_is_several(row["words"]) for row in rows),
        numbers=_numbers(row for claim in rows for row in amounts.get(claim["finding_no"], ())),
        near=_unique(word for row in rows for word in _near(row))[:WORDS],
    )


def _near(row: Row) -> tuple[str, ...]:
    if row["told"] is None or row["at"] is None or row["at"] < 0:
        return ()
    return near_words(row["told"], row["at"], row["at"] + len(row["words"]))


def _narrowest(rows: Sequence[Row]) -> tuple[int | None, int | None]:
    """
    The shortest time told, and other days told that touch it: a meeting of two days is told by its first and second.

    An open end counts as the day of publication, where that leaves a time at all.
    """
    spans = [_span(row) for row in rows]
    closed = sorted((first, last) for first, last in spans if first is not None and last is not None and first <= last)
    if not closed:
        return None, None
    start, end = min(closed, key=lambda span: (span[1] - span[0], span))
    exact = [(first, last) for first, last in closed if last - first < EXACT_DAYS]
    for first, last in (*exact, *reversed(exact)):
        if first <= end + 1 and last >= start - 1 and max(end, last) - min(start, first) < EXACT_DAYS:
            start, end = min(start, first), max(end, last)
    return start, end


def _span(row: Row) -> tuple[int | None, int | None]:
    first, last = _ordinal(row["earliest"]), _ordinal(row["latest"])
    if first is None and last is None:
        return None, None
    published = _ordinal(row["published"])
    return first if first is not None else last, last if last is not None else max(published or 0, first or 0)


def _is_several(words: str) -> bool:
    forms = words.split()
    return bool(forms) and is_plural(forms[-1])


def _parties(rows: Iterable[Row]) -> tuple[Who, ...]:
    found: dict[tuple[str, ...], Who] = {}
    for row in rows:
        name = row["name"] or row["quote"]
        if name:
            keys = _unique((row["registry"], "n:" + fold(name)))
            found.setdefault(keys, _who(row, name, keys))
    return tuple(found.values())


def _who(row: Row, name: str, keys: tuple[str, ...]) -> Who:
    named = row["registry"] is not None or (row["kind"] not in VAGUE_KINDS and any(map(str.isupper, name)))
    words = content_words(f"{name} {row['quote'] or ''}")
    return Who(keys, words, row["sector"] or "", row["country"], named)


def _places(rows: Iterable[Row]) -> tuple[Where, ...]:
    found = {where.key: where for where in map(_where, rows)}
    return tuple(found.values())


def _where(row: Row) -> Where:
    if row["place_id"] is None:
        return Where("w:" + " ".join(content_words(row["quote"])), None, None, 0.0, None, SPOT)
    radius = float(row["radius_km"])
    level = LAND if row["kind"] == "country" else REGION if radius >= REGION_KM else SPOT
    return Where(row["place_id"], row["lat"], row["lon"], radius, row["country"], level)


def _numbers(rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted({(row["role"], row["value"]) for row in rows if row["value"] is not None}))


def _query(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> list[Row]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql.format(marks=", ".join("?" * len(values))), values).fetchall()


def _grouped(connection: sqlite3.Connection, sql: str, findings: Sequence[int]) -> dict[int, list[Row]]:
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for at in range(0, len(findings), CHUNK):
        for row in _query(connection, sql, findings[at : at + CHUNK]):
            grouped[row["finding_no"]].append(row)
    return grouped


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None


def _unique(items: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))
