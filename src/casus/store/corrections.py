"""
What people decided, as it stands: which decisions hold, and which claims of the latest readings they are about.

A decision names its claims by id. Where a later reading of the report names them otherwise, the claim read from the
same words (of the same type, where there is one) takes the place of the one that is gone; else the decision waits,
unattached, for a reading that has it again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from casus.store.latest import LATEST

_DECISIONS: Final = """
SELECT decision_no, kind, event_id, field, before, value, doc_id, start, end,
    CASE WHEN start IS NOT NULL THEN substr(text, start + 1, end - start) END AS words,
    is_for_event, author, made, reason, undoes, batch
FROM decision LEFT JOIN document USING (doc_no) ORDER BY decision_no"""
_ANCHORS: Final = """
SELECT decision_no, claim_id, telling_id, doc_id, x.type, x.start, x.end, side
FROM decision_claim x JOIN document USING (doc_no) ORDER BY decision_no, n"""
_PRESENT: Final = f"""
SELECT DISTINCT claim_id FROM decision_claim d WHERE EXISTS (
    SELECT 1 FROM claim c JOIN run_claim f USING (claim_no) JOIN reading r USING (reading_no)
    WHERE c.claim_id = d.claim_id AND {LATEST})"""
_NEAR: Final = f"""
SELECT claim_id, c.type, e.start, e.end FROM document d JOIN claim c USING (doc_no)
JOIN evidence e ON e.evidence_no = c.trigger JOIN run_claim f USING (claim_no)
JOIN reading r USING (reading_no) WHERE d.doc_id = ? AND {LATEST}"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A claim that a decision is about: its id, and the words (`start` to `end`) that it was read from."""

    claim_id: str
    telling_id: str | None
    doc_id: str
    type: str
    start: int
    end: int
    side: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document that a person gave for a value."""

    doc_id: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it was made. `before` and `value` have the form that docs/api.md gives for the field."""

    number: int
    kind: str
    event_id: str | None
    field: str | None
    before: Any
    value: Any
    evidence: Evidence | None
    is_for_event: bool
    author: str
    made: str
    reason: str | None
    undoes: int | None
    batch: str | None
    anchors: tuple[Anchor, ...] = ()

    @property
    def decision_id(self) -> str:
        """What a user calls it."""
        return f"n-{self.number}"


@dataclass(frozen=True)
class Corrections:
    """All decisions of a project. `moved` says which claim has taken the place of one that is gone (None: no other)."""

    decisions: tuple[Decision, ...] = ()
    moved: Mapping[str, str | None] = field(default_factory=dict)

    @cached_property
    def undone_by(self) -> Mapping[int, int]:
        """Number of an undone decision to that of the undoing that holds. An undoing can be undone like anything."""
        found: dict[int, int] = {}
        for decision in reversed(self.decisions):
            if decision.undoes is not None and decision.number not in found:
                found[decision.undoes] = decision.number
        return found

    @cached_property
    def holding(self) -> tuple[Decision, ...]:
        """The decisions that hold, in the order they were made, without the undoings themselves."""
        return tuple(d for d in self.decisions if d.number not in self.undone_by and d.kind != "undo")

    @cached_property
    def by_claim(self) -> Mapping[str, Sequence[Decision]]:
        """Claim id, as it is now, to the decisions about it that hold."""
        return _grouped((claim, d) for d in self.holding for claim in self.claims_of(d))

    @cached_property
    def last_by_claim(self) -> Mapping[str, int]:
        """Claim id to the number of the last decision about it, held or undone: it moves with every decision."""
        last: dict[str, int] = {}
        for decision in self.decisions:
            for claim in self.claims_of(decision):
                last[claim] = decision.number
        return last

    @cached_property
    def added(self) -> tuple[Decision, ...]:
        """Claims that people added and that hold."""
        return tuple(d for d in self.holding if d.kind == "add")

    @cached_property
    def rejected(self) -> frozenset[str]:
        """Claims whose last verdict is that they are wrong."""
        return frozenset(claim for claim in self.by_claim if self.review(claim) == "rejected")

    @cached_property
    def edited(self) -> frozenset[str]:
        """Claims of which some value was corrected."""
        return frozenset(claim for claim, found in self.by_claim.items() if any(_edits(d, self, claim) for d in found))

    def claims_of(self, decision: Decision) -> list[str]:
        """The claims that a decision is about, as they are called now."""
        names = (self.moved.get(anchor.claim_id, anchor.claim_id) for anchor in decision.anchors)
        return [name for name in dict.fromkeys(names) if name is not None]

    def is_attached(self, decision: Decision) -> bool:
        """Whether any of its claims is still there."""
        return not decision.anchors or bool(self.claims_of(decision))

    def edits(self, claim_id: str) -> list[Decision]:
        """The corrections of a claim's values that hold, in order."""
        return [d for d in self.by_claim.get(claim_id, ()) if _edits(d, self, claim_id)]

    def review(self, claim_id: str) -> str:
        """How a claim was judged last: open, accepted, rejected or edited."""
        verdicts = {"accept": "accepted", "reject": "rejected", "edit": "edited", "add": "edited"}
        found = (verdicts[d.kind] for d in reversed(self.by_claim.get(claim_id, ())) if d.kind in verdicts)
        return next(found, "open")

    def until(self, number: int) -> Corrections:
        """What stood when the decision with that number was the last."""
        return Corrections(tuple(d for d in self.decisions if d.number <= number), self.moved)


NONE: Final = Corrections()


def corrections(connection: sqlite3.Connection) -> Corrections:
    """What people decided about the project that is open."""
    if connection.execute("SELECT 1 FROM decision LIMIT 1").fetchone() is None:
        return NONE
    anchors: defaultdict[int, list[Anchor]] = defaultdict(list)
    for number, *rest in connection.execute(_ANCHORS):
        anchors[number].append(Anchor(*rest))
    rows = connection.execute(_DECISIONS).fetchall()
    decisions = tuple(_decision(row, tuple(anchors[row[0]])) for row in rows)
    return Corrections(decisions, _moved(connection, decisions))


def _edits(decision: Decision, all_: Corrections, claim_id: str) -> bool:
    """A correction changes the first of its claims only: the others are those of the event it was made on."""
    return decision.kind == "edit" and all_.claims_of(decision)[:1] == [claim_id]


def _decision(row: tuple[Any, ...], anchors: tuple[Anchor, ...]) -> Decision:
    number, kind, event, name, before, value, doc, start, end, words, for_event, *rest = row
    author, made, reason, undoes, batch = rest
    evidence = None if start is None else Evidence(doc, start, end, words)
    facts = (author, made, reason, undoes, batch, anchors)
    return Decision(number, kind, event, name, _read(before), _read(value), evidence, bool(for_event), *facts)


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _moved(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> dict[str, str | None]:
    """Where claims went that the latest readings no longer have under their id."""
    present = {row[0] for row in connection.execute(_PRESENT)}
    present |= {anchor.claim_id for d in decisions if d.kind == "add" for anchor in d.anchors}
    gone = {a.claim_id: a for d in decisions for a in d.anchors if a.claim_id not in present}
    return {claim_id: _heir(connection, anchor) for claim_id, anchor in gone.items()}


def _heir(connection: sqlite3.Connection, gone: Anchor) -> str | None:
    """The claim now read from the words of one that is gone: of its type, sharing most of its trigger."""
    rows = connection.execute(_NEAR, (gone.doc_id,)).fetchall()
    shared = [
        (kind == gone.type, min(end, gone.end) - max(start, gone.start), claim) for claim, kind, start, end in rows
    ]
    fits = sorted((fit for fit in shared if fit[1] > 0), key=lambda fit: (not fit[0], -fit[1], fit[2]))
    return fits[0][2] if fits else None


def _grouped(pairs: Iterator[tuple[str, Decision]]) -> dict[str, list[Decision]]:
    grouped: defaultdict[str, list[Decision]] = defaultdict(list)
    for claim, decision in pairs:
        grouped[claim].append(decision)
    return dict(grouped)
