"""
Take a decision: check it against the event as it is, write it down, and see to what follows from it.

Check and write are one transaction, so of two people who decide on the same state of an event one is told that it has
changed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final

from casus.errors import InputError, NotFoundError
from casus.merge.merging import regroup
from casus.model.ids import content_id
from casus.store.cards import event_of
from casus.store.corrections import Anchor, Corrections, corrections
from casus.store.deciding import NewDecision, append, settle_judgements, words_at
from casus.store.rows import ClaimRow, StateRow
from casus.web.bodies import DecisionBody, checked_added, checked_value
from casus.web.desk import event_scene, state_row
from casus.web.library import Library
from casus.web.problems import WebError, conflict
from casus.web.values import current_value

MACHINE: Final = "casus merge"
"""Begins the name of a judging program: no person may be called so."""


class StaleError(WebError):
    """An event has changed since the version that a decision was made on."""

    def __init__(self, event_id: str, version: str, current: str) -> None:
        super().__init__(
            "stale",
            HTTPStatus.CONFLICT,
            f"{event_id} has changed: version {current}, not {version}",
            remedy="look at what it is now, and decide again with its version",
        )
        self.event_id = event_id
        self.version = version


@dataclass(frozen=True, slots=True)
class Scene:
    """An event at the moment of a decision, rejected claims included."""

    event_id: str
    version: str
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: numbers of the decisions, the events to show anew, and the one it was about."""

    numbers: tuple[int, ...]
    events: tuple[str, ...]
    event_id: str | None
    telling: str | None = None


class Deciding:
    """Decisions inside one transaction."""

    def __init__(self, connection: sqlite3.Connection, author: str) -> None:
        if author.lower().startswith(MACHINE):
            raise InputError(f"author {author!r}", where="author", expected="the name of a person")
        self._connection = connection
        self._author = author
        self.decided = corrections(connection)

    def take(self, body: DecisionBody, *, batch: str | None = None) -> Outcome:
        """One decision. Raises StaleError, conflicts, InputError and NotFoundError; nothing is written then."""
        if body.kind == "undo":
            return self._undo(body)
        if body.kind == "add":
            return self._add(body)
        if body.event is None:
            return self._about_state(body, batch)
        scene = self.scene(body.event, body.version)
        match body.kind:
            case "edit":
                new = self._edit(body, scene)
            case "merge":
                return self._merge(body, scene)
            case "split":
                new = self._split(body, scene)
            case _:
                new = self._verdict(body, scene)
        number = append(self._connection, replace(new, batch=batch))
        return Outcome((number,), (scene.event_id,), scene.event_id, _telling(scene.claims[0]))

    def scene(self, event_id: str, version: str | None) -> Scene:
        """An event as it is now. Raises StaleError unless that is the version."""
        full = event_of(self._connection, event_id)
        claims, now = event_scene(self._connection, full, self.decided)
        if not claims:
            raise NotFoundError(f"there is no event {event_id!r}", where="event", expected="the id of an event")
        if version is None:
            raise InputError("no version", where="version", expected="the version of the event that was looked at")
        if version != now:
            raise StaleError(full, version, now)
        return Scene(full, now, claims)

    def _verdict(self, body: DecisionBody, scene: Scene) -> NewDecision:
        if body.kind == "note" and not (body.reason or "").strip():
            raise InputError("an empty note", where="reason", expected="some words")
        chosen = [_named(scene, body.claim)] if body.claim else list(scene.claims)
        return self._new(body, scene.event_id, [anchor(claim) for claim in chosen])

    def _edit(self, body: DecisionBody, scene: Scene) -> NewDecision:
        value = checked_value(body.field, body.value, of_state=False)
        claim = _edited_claim(scene, body)
        if claim.claim_id in self.decided.rejected:
            raise conflict("the claim was rejected", "undo that first")
        first = [anchor(claim), *(anchor(other) for other in scene.claims if other is not claim)]
        evidence = self._evidence(body)
        return replace(
            self._new(body, scene.event_id, first),
            field=body.field,
            before=current_value(claim, body.field or ""),
            value=self._quoted(value, claim),
            evidence=evidence,
            is_for_event=body.whole_event,
        )

    def _about_state(self, body: DecisionBody, batch: str | None) -> Outcome:
        """A decision on a state, which belongs to no event."""
        row = state_row(self._connection, body.claim, self.decided) if body.claim else None
        if row is None:
            raise NotFoundError("no event and no state", where="event", expected="the id of an event, or of a state")
        if body.kind not in ("accept", "reject", "edit", "note"):
            raise InputError(f"{body.kind} of a state", where="kind", expected="accept, reject, edit or note")
        new = self._new(body, None, [anchor(row)])
        if body.kind == "edit":
            value = self._quoted(checked_value(body.field, body.value, of_state=True), row)
            before = current_value(row, body.field or "")
            new = replace(new, field=body.field, before=before, value=value, evidence=self._evidence(body))
        return Outcome((append(self._connection, replace(new, batch=batch)),), (), None)

    def _add(self, body: DecisionBody) -> Outcome:
        """A claim that the engine missed."""
        if body.document is None or body.trigger is None:
            raise InputError("no document or trigger", where="trigger", expected="a document and [start, end] in it")
        start, end = body.trigger
        self._words(body.document, start, end, where="trigger")
        value = checked_added(body.value)
        claim_id = content_id("c", "added", body.document, start, end, value["type"])
        if any(one.anchors[0].claim_id == claim_id for one in self.decided.added):
            raise conflict("that claim was added already", "correct it instead")
        telling = content_id("e", "added", body.document, start, end, value["type"])
        if body.event is not None:
            event_id = event_of(self._connection, body.event)
            claims, now = event_scene(self._connection, event_id, self.decided)
            if not claims:
                raise NotFoundError(f"there is no event {body.event!r}", where="event", expected="the id of an event")
            if body.version is not None and body.version != now:
                raise StaleError(event_id, body.version, now)
            telling = _telling(claims[0])
        own = Anchor(claim_id, telling, body.document, value["type"], start, end)
        new = replace(self._new(body, telling, [own]), value=value)
        number = append(self._connection, new)
        event = event_of(self._connection, telling)
        return Outcome((number,), (event,), event, telling)

    def _merge(self, body: DecisionBody, scene: Scene) -> Outcome:
        others = [self.scene(other.event, other.version) for other in body.others]
        if not others or any(other.event_id == scene.event_id for other in others):
            raise InputError("nothing to merge with", where="with", expected="other events, each with its version")
        anchors = [anchor(claim) for claim in scene.claims]
        anchors += [replace(anchor(claim), side=1) for other in others for claim in other.claims]
        number = append(self._connection, self._new(body, scene.event_id, anchors))
        events = (scene.event_id, *(other.event_id for other in others))
        return Outcome((number,), events, scene.event_id, _telling(scene.claims[0]))

    def _split(self, body: DecisionBody, scene: Scene) -> NewDecision:
        leaving = set(body.members) | {_telling(c) for c in scene.claims if c.claim_id in set(body.claims)}
        stay = [claim for claim in scene.claims if _telling(claim) not in leaving]
        leave = [claim for claim in scene.claims if _telling(claim) in leaving]
        if not stay or not leave:
            raise InputError(
                "nothing to split",
                where="members",
                expected="some of the event's members, not all: claims of one telling cannot be parted",
            )
        anchors = [*(anchor(claim) for claim in stay), *(replace(anchor(claim), side=1) for claim in leave)]
        return self._new(body, scene.event_id, anchors)

    def _undo(self, body: DecisionBody) -> Outcome:
        wanted = [d for d in self.decided.decisions if d.decision_id == body.decision]
        if body.batch is not None:
            undone = self.decided.undone_by
            wanted = [d for d in self.decided.decisions if d.batch == body.batch and d.number not in undone]
        if not wanted:
            raise NotFoundError("no such decision", where="decision", expected="the id of a decision, as n-12")
        if any(decision.number in self.decided.undone_by for decision in wanted):
            raise conflict(f"{wanted[0].decision_id} is undone already", "undo the undoing to have it hold again")
        numbers, events = [], []
        for decision in wanted:
            new = NewDecision(
                "undo", self._author, decision.event_id, decision.anchors, reason=body.reason, undoes=decision.number
            )
            numbers.append(append(self._connection, new))
            events += [event_of(self._connection, a.telling_id) for a in decision.anchors if a.telling_id]
        first = wanted[0].anchors[0].telling_id if wanted[0].anchors else None
        about = event_of(self._connection, first) if first else None
        return Outcome(tuple(numbers), tuple(dict.fromkeys(events)), about, first)

    def _new(self, body: DecisionBody, event_id: str | None, anchors: Sequence[Anchor]) -> NewDecision:
        reason = (body.reason or "").strip() or None
        return NewDecision(body.kind, self._author, event_id, tuple(anchors), reason=reason)

    def _evidence(self, body: DecisionBody) -> tuple[str, int, int] | None:
        given = body.evidence
        if given is None:
            return None
        self._words(given.document, given.start, given.end, where="evidence")
        return given.document, given.start, given.end

    def _quoted(self, value: Any, row: ClaimRow | StateRow) -> Any:
        """Parties with the words that name them in the report of the claim."""
        if not isinstance(value, list):
            return value
        return [self._with_words(one, row.report.doc_id) for one in value]

    def _with_words(self, told: dict[str, Any], doc_id: str) -> dict[str, Any]:
        if told.get("start") is None or told.get("end") is None:
            return {**told, "start": None, "end": None}
        return {**told, "words": self._words(doc_id, told["start"], told["end"], where="value")}

    def _words(self, doc_id: str, start: int, end: int, *, where: str) -> str:
        found = words_at(self._connection, doc_id, start, end)
        if found is None:
            raise InputError(
                f"{start} to {end} of {doc_id}",
                where=where,
                expected="a report of this project, and start before end inside its text, in code points",
            )
        return found


def decide(library: Library, body: DecisionBody, author: str) -> Outcome:
    """Take one decision and bring everything up to date with it."""
    with library.writing() as connection:
        deciding = Deciding(connection, body.author or author)
        outcome = deciding.take(body)
        touched = settle_judgements(connection, corrections(connection))
    return after(library, outcome, touched)


def after(library: Library, outcome: Outcome, touched: frozenset[str]) -> Outcome:
    """See to what follows from decisions that are written: events put together anew, and shown anew."""
    if touched:
        regroup(library.database, touched)
    around = library.desk.events_of(touched)
    library.refresh((*outcome.events, *around), outcome.numbers)
    about = library.desk.events_of([outcome.telling])[0] if outcome.telling else outcome.event_id
    return replace(outcome, event_id=about, events=tuple(dict.fromkeys((*outcome.events, *around))))


def as_of(version: str, decided: Corrections) -> Corrections:
    """What stood at a version of an event. Raises InputError for what is no version."""
    found = re.fullmatch(r"[0-9a-f]{8}\.(\d{1,12})", version)
    if found is None:
        raise InputError(f"{version!r} is no version", where="version", expected="the version that the event came with")
    return decided.until(int(found[1]))


def anchor(row: ClaimRow | StateRow) -> Anchor:
    """What a decision about a claim holds on to."""
    is_state = isinstance(row, StateRow)
    kind = row.relation if isinstance(row, StateRow) else row.type
    telling = None if is_state else _telling(row)  # type: ignore[arg-type]
    return Anchor(row.claim_id, telling, row.report.doc_id, kind, row.trigger.start, row.trigger.end)


def _telling(claim: ClaimRow) -> str:
    return claim.telling_id or claim.event_id


def _named(scene: Scene, claim_id: str) -> ClaimRow:
    for claim in scene.claims:
        if claim.claim_id == claim_id:
            return claim
    raise NotFoundError(f"{scene.event_id} has no claim {claim_id}", where="claim", expected="a claim of the event")


def _edited_claim(scene: Scene, body: DecisionBody) -> ClaimRow:
    """The claim a correction is made on: the one named, else one of the report of the evidence, else the one that says
    most.
    """
    from casus.store.merged import event_row

    if body.claim:
        return _named(scene, body.claim)
    if body.evidence:
        own = [claim for claim in scene.claims if claim.report.doc_id == body.evidence.document]
        near = sorted(own, key=lambda claim: abs(claim.trigger.start - body.evidence.start))  # type: ignore[union-attr]
        if near:
            return near[0]
    return event_row(scene.event_id, scene.claims).main
