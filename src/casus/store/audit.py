"""The record of who found and decided what, as rows: judgements, decisions, refusals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from casus.store.connect import explained, open_reader

LOGS: Final = (
    (
        "judgements",
        "SELECT a, b, verdict, score, reasons, author, made, withdrawn FROM judgement ORDER BY judgement_no",
    ),
    (
        "decisions",
        (
            "SELECT decision_no, kind, event_id, field, before, value, doc_id, start, end, is_for_event, author, made, "
            "reason, undoes, batch, (SELECT json_group_array(claim_id) FROM decision_claim c "
            "WHERE c.decision_no = decision.decision_no) AS claims "
            "FROM decision LEFT JOIN document USING (doc_no) ORDER BY decision_no"
        ),
    ),
    (
        "refusals",
        "SELECT run_id AS run, origin, code, message FROM refusal JOIN run USING (run_no) ORDER BY 1, 2, 3, 4",
    ),
)
"""Name and query of each kind of record."""

Row = dict[str, Any]


def audit(path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    """Kind of record and its rows, oldest first; use the rows of one kind before asking for the next."""
    with explained(path), closing(open_reader(path)) as connection:
        connection.row_factory = sqlite3.Row
        for name, query in LOGS:
            yield name, (dict(row) for row in connection.execute(query))
