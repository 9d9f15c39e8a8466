"""
Ask an archive through DuckDB, as it lies there.

reports   one row a report that is kept: doc_id, published, publisher, title, url, origin, shard, n, copy_of
refused   what was not read: origin, code, message
dropped   what the gate dropped: origin, score, sample
claims    one row a claim: report columns, and those of `casus.archive.claims`, event_id among them
states    one row a state
copies    what repeats what
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from casus.archive.copies import settle
from casus.archive.extras import duck
from casus.archive.job import read_manifest
from casus.archive.layout import Layout
from casus.errors import InputError
from casus.store.fold import fold
from casus.store.rows import Filter

SLICE: Final = 1_000
"""Rows fetched together."""

_TEXTS: Final = "SELECT part_of(filename) AS shard, * EXCLUDE (filename) FROM read_parquet({files}, filename = true)"
_REPORTS: Final = """
SELECT t.doc_id, t.published, t.publisher, t.title, t.url, t.origin, t.score, t.shard, t.n, c.copy_of
FROM text t LEFT JOIN copies c USING (shard, n) WHERE t.outcome = 'kept'"""
_READ: Final = """
SELECT part_of(filename) AS shard, doc_id, published FROM read_parquet({files}, filename = true)
WHERE outcome = 'read'"""
_ENTRIES: Final = """
SELECT r.* EXCLUDE (entry), e.* FROM (
    SELECT doc_id, published, publisher, title, url, origin, unnest({list}) AS entry
    FROM read_parquet({files}) WHERE outcome = 'read') r, LATERAL (SELECT unnest(r.entry)) e"""
_CLAIMS: Final = """
SELECT c.*, coalesce(m.event_id, c.telling_id) AS event_id FROM ({entries}) c
LEFT JOIN read_parquet({events}) m USING (telling_id)"""
_EVENTS: Final = """
SELECT event_id, min(day_from) AS day_from, max(day_to) AS day_to, mode(type) AS type,
    list_sort(list_distinct(flatten(list(actors)))) AS actors,
    list_sort(list_distinct(flatten(list(recipients)))) AS recipients,
    list_sort(list_distinct(flatten(list(list_transform(places, lambda p: p.name))))) AS places,
    count(*) AS claims, count(DISTINCT doc_id) AS reports, bool_or(denied) AND bool_or(NOT denied) AS disputed,
    arg_min(sentence, (published, doc_id)) AS sentence
FROM claims WHERE event_id IN (SELECT event_id FROM claims WHERE {where}) GROUP BY event_id
ORDER BY day_from NULLS LAST, event_id"""
_LISTED: Final = """
SELECT claim_id, event_id, doc_id, published, publisher, type, mode, status, factuality, day_from, day_to, actors,
    recipients, list_transform(places, lambda p: p.name) AS places, numbers, sources, sentence
FROM claims WHERE {where} ORDER BY published NULLS LAST, doc_id, claim_id"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names, and rows that can be gone through once: an answer may be larger than memory."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]

    def record(self, row: tuple[Any, ...]) -> dict[str, Any]:
        """A row by column name, days as ISO words."""
        return {name: plain(value) for name, value in zip(self.columns, row, strict=True)}


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return "(bytes)" if isinstance(value, bytes) else value


def cell(value: Any) -> str:
    """A value on one line."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return " ".join(words.split())


def connect(layout: Layout) -> Any:
    """A DuckDB connection with the views above. Raises StoreError without an archive, InputError before it is read."""
    read_manifest(layout)
    for stage in ("texts", "readings"):
        if not layout.parts(stage):
            raise InputError(
                f"stage {stage} is not begun", where=str(layout.root), remedy="casus archive read … --resume first"
            )
    db = duck().connect()
    settle(db, layout.spill)
    for name, sql in _views(layout):
        db.execute(f"CREATE VIEW {name} AS {sql}")
    return db


def _views(layout: Layout) -> Iterator[tuple[str, str]]:
    texts, readings = (_listed(str(layout.root / stage / "*.parquet")) for stage in ("texts", "readings"))
    yield "text", _TEXTS.format(files=texts)
    if layout.copies.exists():
        yield "copies", f"SELECT * FROM read_parquet({_listed(str(layout.copies))})"
    else:
        yield "copies", "SELECT NULL::INT AS shard, NULL::INT AS n, NULL::VARCHAR AS copy_of WHERE false"
    yield "reports", _REPORTS
    yield "refused", "SELECT origin, code, message, shard, n FROM text WHERE outcome = 'refused'"
    yield "dropped", "SELECT origin, score, sample, shard, n FROM text WHERE outcome = 'dropped'"
    entries = _ENTRIES.format(list="claims", files=readings)
    if layout.events.exists():
        yield "claims", _CLAIMS.format(entries=entries, events=_listed(str(layout.events)))
    else:
        yield "claims", f"SELECT *, telling_id AS event_id FROM ({entries})"
    yield "read_reports", _READ.format(files=readings)
    yield "states", _ENTRIES.format(list="states", files=readings)


def _listed(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def ask(layout: Layout, sql: str) -> Answer:
    """What DuckDB answers. Raises InputError for SQL it does not understand."""
    module = duck()
    db = connect(layout)
    try:
        return _answer(db, sql)
    except module.Error as error:
        db.close()
        raise InputError(
            f"DuckDB does not take it ({error})",
            expected="SQL over reports, claims, states, copies, refused, dropped",
            remedy="see docs/archives.md for the columns",
        ) from error


def claims(layout: Layout, wanted: Filter) -> Answer:
    """Claims that a filter keeps, oldest report first."""
    return _filtered(layout, _LISTED, wanted)


def events(layout: Layout, wanted: Filter) -> Answer:
    """Events that a claim kept by the filter tells of."""
    return _filtered(layout, _EVENTS, wanted)


def _filtered(layout: Layout, sql: str, wanted: Filter) -> Answer:
    where, values = _condition(wanted)
    limit = f" LIMIT {wanted.limit}" if wanted.limit else ""
    db = connect(layout)
    db.create_function("folded", _fold, ["VARCHAR"], "VARCHAR", null_handling="special")
    return _answer(db, sql.format(where=where) + limit, values)


def _answer(db: Any, sql: str, values: Mapping[str, str] | None = None) -> Answer:
    """What a connection answers; it is closed when the rows have been gone through."""
    result = db.execute(sql, values or {})
    return Answer(tuple(column[0] for column in result.description or ()), _rows(db, result))


def _rows(db: Any, result: Any) -> Iterator[tuple[Any, ...]]:
    with db:
        while some := result.fetchmany(SLICE):
            yield from some


def asked(layout: Layout, sql: str, wanted: Filter) -> list[tuple[Any, ...]]:
    """What DuckDB answers to SQL in which `{claims}` and `{states}` stand for a filter's conditions."""
    on_claims, values = _condition(wanted)
    on_states, _ = _condition(wanted, "type")
    with connect(layout) as db:
        db.create_function("folded", _fold, ["VARCHAR"], "VARCHAR", null_handling="special")
        return list(db.execute(sql.format(claims=on_claims, states=on_states), values).fetchall())


def _fold(text: str | None) -> str:
    return fold(text) if text else ""


def _condition(wanted: Filter, mode_column: str = "mode") -> tuple[str, dict[str, str]]:
    """
    The filter as SQL over claims: names as in a project, by part of them, without case and accents.

    States have no mode, and none is of one: `mode_column` is then what never equals it.
    """
    label, _, mode = (wanted.type or "").partition(".")
    found = [
        ("lower(type) = lower($type)", "type", label),
        (f"lower({mode_column}) = lower($mode)", "mode", mode),
        ("day_to >= $since", "since", wanted.since.isoformat() if wanted.since else ""),
        ("day_from <= $until", "until", wanted.until.isoformat() if wanted.until else ""),
        ("len(list_filter(parties, lambda x: contains(folded(x), $actor))) > 0", "actor", _fold(wanted.actor)),
        (_PLACE, "place", _fold(wanted.place)),
        (_SOURCE, "source", _fold(wanted.source)),
        ("contains(folded(sentence), $text)", "text", _fold(wanted.text)),
        ("doc_id = $doc", "doc", wanted.doc or ""),
    ]
    used = [(clause, name, value) for clause, name, value in found if value]
    return " AND ".join(clause for clause, *_ in used) or "true", {name: value for _, name, value in used}


_PLACE: Final = (
    "len(list_filter(places, lambda p: contains(folded(p.name), $place) OR contains(folded(p.admin1), $place) "
    "OR folded(p.country) = $place OR folded(p.id) = $place)) > 0"
)
_SOURCE: Final = (
    "(contains(folded(publisher), $source) OR len(list_filter(sources, lambda x: contains(folded(x), $source))) > 0)"
)
