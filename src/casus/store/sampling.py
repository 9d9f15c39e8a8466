"""Samples of claims that people code without seeing each other's values, and what they gave."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casus.model.ids import content_id
from casus.store.clock import now

Codes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """Some claims and who codes them."""

    number: int
    sample_id: str
    name: str
    coders: tuple[str, ...]
    made: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was settled about one field of one claim."""

    claim_id: str
    field: str
    value: Any
    author: str
    reason: str | None
    made: str


def make_sample(
    connection: sqlite3.Connection, name: str, coders: Sequence[str], claims: Sequence[str], settings: Codes
) -> str:
    """Write a sample down; its id."""
    made = now()
    (count,) = connection.execute("SELECT count(*) FROM sample").fetchone()
    sample_id = content_id("k", name, list(coders), list(claims), made, count)
    cursor = connection.execute(
        "INSERT INTO sample (sample_id, name, coders, settings, made) VALUES (?, ?, ?, ?, ?)",
        (sample_id, name, json.dumps(list(coders)), json.dumps(dict(settings), default=str), made),
    )
    rows = [(cursor.lastrowid, n, claim) for n, claim in enumerate(claims)]
    connection.executemany("INSERT INTO sample_item VALUES (?, ?, ?)", rows)
    return sample_id


def samples(connection: sqlite3.Connection) -> Iterator[Sample]:
    """All samples, oldest first."""
    sql = "SELECT sample_no, sample_id, name, coders, made FROM sample ORDER BY sample_no"
    for number, sample_id, name, coders, made in connection.execute(sql).fetchall():
        items = connection.execute("SELECT claim_id FROM sample_item WHERE sample_no = ? ORDER BY n", (number,))
        yield Sample(number, sample_id, name, tuple(json.loads(coders)), made, tuple(row[0] for row in items))


def write_coding(connection: sqlite3.Connection, sample: Sample, claim_id: str, coder: str, codes: Codes) -> None:
    """What a coder gives for one claim; a later coding counts in place of an earlier one, and both stay."""
    row = (sample.number, claim_id, coder, json.dumps(dict(codes), ensure_ascii=False, sort_keys=True), now())
    connection.execute("INSERT INTO coding (sample_no, claim_id, coder, codes, made) VALUES (?, ?, ?, ?, ?)", row)


def codings(connection: sqlite3.Connection, sample: Sample) -> dict[str, dict[str, Codes]]:
    """Claim to coder to what the coder gave last."""
    found: dict[str, dict[str, Codes]] = {}
    sql = "SELECT claim_id, coder, codes FROM coding WHERE sample_no = ? ORDER BY coding_no"
    for claim, coder, codes in connection.execute(sql, (sample.number,)):
        found.setdefault(claim, {})[coder] = json.loads(codes)
    return found


def write_settlement(connection: sqlite3.Connection, sample: Sample, settled: Settlement) -> None:
    """What was settled where coders disagree."""
    value = None if settled.value is None else json.dumps(settled.value, ensure_ascii=False)
    connection.execute(
        "INSERT INTO settlement (sample_no, claim_id, field, value, author, reason, made) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (sample.number, settled.claim_id, settled.field, value, settled.author, settled.reason, settled.made),
    )


def settlements(connection: sqlite3.Connection, sample: Sample) -> dict[tuple[str, str], Settlement]:
    """Claim and field to what was settled last."""
    sql = (
        "SELECT claim_id, field, value, author, reason, made FROM settlement WHERE sample_no = ? ORDER BY settlement_no"
    )
    found = {}
    for claim, name, value, *rest in connection.execute(sql, (sample.number,)):
        found[claim, name] = Settlement(claim, name, None if value is None else json.loads(value), *rest)
    return found
