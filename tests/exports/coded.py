"""Hand-coded reports as projects: what coders found goes the way of what an engine finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from casus.evaluate.gold import document_of
from casus.model.actor import Actor
from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, Quantity, Role, StateClaim, TimeRole
from casus.model.ids import content_id
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimePrecision, When
from casus.model.where import Place, PlaceMention
from casus.pipeline import Pipeline
from casus.project import Project, open_project

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coded:
    """A step that gives what coders wrote down; places are settled by an engine that reads the same text."""

    row: Json
    engine: Pipeline
    name: str = "coded"
    needs: frozenset[str] = frozenset({"document"})
    gives: frozenset[str] = frozenset({"sentences", "actors", "claims", "states"})

    def __call__(self, reading: Reading) -> Reading:
        """The coding as a reading."""
        found = self.engine.code(reading.document).places
        coding = _Coding(reading.document.doc_id, reading.document.text, found)
        return replace(
            reading,
            sentences=tuple(Sentence(Span(*span)) for span in self.row["sentences"]),
            actors=tuple(map(_actor, self.row["actors"])),
            claims=tuple(coding.claim(raw, n) for n, raw in enumerate(self.row["claims"])),
            states=tuple(coding.state(raw, n) for n, raw in enumerate(self.row["states"])),
        )


def project_of(row: Json, path: Path, engine: Pipeline) -> Project:
    """A new project that holds one coded report. Close it."""
    project = open_project(path, create=True)
    summary = project.add([document_of(row)], pipeline=Pipeline("coded", (Coded(row, engine),)))
    assert summary.added == 1, summary
    return project


@dataclass(frozen=True, slots=True)
class _Coding:
    doc_id: str
    text: str
    places: Sequence[PlaceMention]

    def claim(self, raw: Json, number: int) -> EventClaim:
        trigger = Span(*raw["trigger"])
        return EventClaim(
            claim_id=content_id("c", self.doc_id, number),
            event=raw["event"],
            sentence=raw["sentence"],
            trigger=trigger,
            type=raw["type"],
            mode=raw["mode"],
            status=raw["status"],
            factuality=raw["factuality"],
            roles=tuple(Role(role["role"], _party(role)) for role in raw["roles"]),
            places=tuple(self._place(place) for place in raw["places"]),
            time=_time(raw["time"]),
            quantities=tuple(
                Quantity(q["role"], Span(*q["span"]), q["low"], q["best"], q["high"]) for q in raw["quantities"]
            ),
            attribution=_sources(raw),
            content_of=raw["content_of"],
            rules=("coded",),
        )

    def state(self, raw: Json, number: int) -> StateClaim:
        return StateClaim(
            claim_id=content_id("s", self.doc_id, number),
            sentence=raw["sentence"],
            trigger=Span(*raw["trigger"]),
            relation=raw["relation"],
            subjects=tuple(map(_party, raw["subjects"])),
            objects=tuple(map(_party, raw["objects"])),
            extent=raw["extent"],
            factuality=raw["factuality"],
            time=_time(raw["time"]),
            attribution=_sources(raw),
        )

    def _place(self, raw: Json) -> PlaceRole:
        span = Span(*raw["span"])
        inside = (m.place for m in self.places if m.place and m.span.start < span.end and span.start < m.span.end)
        return PlaceRole(raw["role"], span, Place(**raw["place"]) if raw.get("place") else next(inside, None))


def _actor(raw: Json) -> Actor:
    mentions = tuple(Span(*span) for span in raw["mentions"])
    return Actor(raw["id"], raw["name"], raw["kind"], raw["sector"], raw["country"], mentions)


def _party(raw: Json) -> Party:
    span = Span(*raw["span"]) if raw.get("span") else None
    return Party(raw.get("actor"), span, is_place=raw.get("place") is True)


def _sources(raw: Json) -> tuple[Attribution, ...]:
    return tuple(
        Attribution(_party(one["source"]), Span(*one["cue"]) if one["cue"] else None, one["stance"])
        for one in raw["attribution"]
    )


PRECISIONS: Final = (
    (1, TimePrecision.DAY),
    (6, TimePrecision.DAYS),
    (7, TimePrecision.WEEK),
    (27, TimePrecision.PART_OF_MONTH),
    (31, TimePrecision.MONTH),
    (366, TimePrecision.YEAR),
)


def _time(raw: Json | None) -> TimeRole | None:
    if raw is None:
        return None
    first, last = (date.fromisoformat(raw[end]) if raw[end] else None for end in ("earliest", "latest"))
    days = (last - first).days + 1 if first and last else 10**6
    precision = next((one for most, one in PRECISIONS if days <= most), TimePrecision.UNKNOWN)
    return TimeRole(Span(*raw["span"]) if raw["span"] else None, When(first, last, precision))
