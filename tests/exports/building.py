"""Records of a fictional war for tests of exports: claims and states built by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from casus.exports.run import Summary, export
from casus.model.document import DateBasis, Document
from casus.model.ids import content_id
from casus.model.reading import Reading
from casus.model.when import TimePrecision
from casus.model.where import Place
from casus.store.corrections import Corrections
from casus.store.merged import event_row
from casus.store.rows import (
    EVERYTHING,
    ClaimRow,
    DocumentRow,
    EventRow,
    Filter,
    PartyRow,
    PlaceRow,
    QuantityRow,
    Quote,
    ReportRow,
    RunRow,
    SourceRow,
    StateRow,
    TimeRow,
)

DORVAN: Final = Place("t:1", "Dorvan", 34.5, 36.25, "SYR", "Lower Kesh", "town", 1, 3.0)
KESH: Final = Place("t:2", "Lower Kesh", 34.0, 36.0, "SYR", None, "admin1", 4, 60.0)
SYRIA: Final = Place("t:3", "Syria", 35.0, 38.0, "SYR", None, "country", 6, 300.0)
RUN: Final = "r-0000000000000001"
MONDAY: Final = date(2031, 5, 5)
REPORT: Final = ReportRow(
    "d-1", "Shells on Dorvan", "Kesh Courier", date(2031, 5, 6), "given", "https://kesh.example/1", ("a.txt",), ()
)

FRONT: Final = PartyRow(
    "actor", "Northern Front", Quote(4, 18, "Northern Front"), "a1", "ag.front", "rebel_group", "REB", "SYR"
)
ARMY: Final = PartyRow(
    "recipient", "Kesh Army", Quote(30, 38, "soldiers"), "a2", "SYR.MIL", "armed_forces", "MIL", "SYR"
)
MILITIA: Final = PartyRow("actor", "River Guard", None, "a3", None, "militia", "PRM", "SYR")
TOWNSPEOPLE: Final = PartyRow(
    "recipient", "villagers", Quote(30, 39, "villagers"), "a4", None, "civilians", "CVL", "SYR"
)
REFUGEES: Final = PartyRow("recipient", "refugees", None, "a5", None, "civilians", "REF", "SYR")


def at(place: Place | None = DORVAN, role: str = "where", words: str = "Dorvan") -> PlaceRow:
    """A place as a passage tells it."""
    return PlaceRow(role, Quote(60, 60 + len(words), words), place)


def on(first: date | None = MONDAY, last: date | None = None, precision: TimePrecision = TimePrecision.DAY) -> TimeRow:
    """A time as a passage tells it."""
    return TimeRow(Quote(70, 76, "Monday"), first, last or first, precision)


def open_end(first: date | None, last: date | None) -> TimeRow:
    """A time of which one end is not told, exact to a year."""
    return TimeRow(Quote(70, 76, "since"), first, last, TimePrecision.YEAR)


def killed(
    low: int | None, best: int | None, high: int | None, words: str = "four soldiers", start: int = 25
) -> QuantityRow:
    """A number of dead."""
    return QuantityRow("killed", Quote(start, start + len(words), words), low, best, high)


def claim(kind: str = "ASSAULT.heavy-weapons", *parties: PartyRow, number: int = 1, **more: Any) -> ClaimRow:
    """A claim with everything told; `number` tells apart happenings, `more` replaces fields of the row."""
    name, _, mode = kind.partition(".")
    made = ClaimRow(
        claim_id=content_id("c", number, kind, repr(more)),
        event_id=content_id("e", number),
        run_id=RUN,
        report=REPORT,
        type=name,
        mode=mode or None,
        status="completed",
        factuality="CT+",
        certainty=0.8,
        trigger=Quote(20, 27, "shelled"),
        sentence=Quote(number * 1000, number * 1000 + 90, "The Northern Front shelled Dorvan on Monday."),
        parties=parties or (FRONT, ARMY),
        places=(at(),),
        time=on(),
        quantities=(),
        instrument=None,
        sources=(),
        cues=(),
        content_of=None,
        rules=("toy",),
    )
    return replace(made, **more)


def state(relation: str, subject: PartyRow, target: PartyRow, **more: Any) -> StateRow:
    """A relation that holds."""
    made = StateRow(
        claim_id=content_id("s", relation, subject.name, target.name),
        run_id=RUN,
        report=REPORT,
        relation=relation,
        extent=None,
        factuality="CT+",
        certainty=0.9,
        trigger=Quote(5, 10, "holds"),
        sentence=Quote(0, 20, "The Front holds Kesh."),
        subjects=(subject,),
        objects=(target,),
        time=None,
        sources=(),
        cues=(),
        rules=(),
    )
    return replace(made, **more)


def said_by(name: str, stance: str = "asserts") -> SourceRow:
    """A source."""
    return SourceRow(name, Quote(80, 85, "words"), Quote(86, 90, "said"), stance)


@dataclass(frozen=True, slots=True)
class Toy:
    """A project held in memory."""

    claims: Sequence[ClaimRow]
    state_rows: Sequence[StateRow] = ()
    wholes: Mapping[str, str] = field(default_factory=dict)
    """Event to the event that sums it up."""

    def events(self, wanted: Filter = EVERYTHING) -> tuple[EventRow, ...]:
        """All events; of the filter the type and the report count."""
        groups: dict[str, list[ClaimRow]] = {}
        for one in self.claims:
            groups.setdefault(one.event_id, []).append(one)
        kept = {
            id_: told
            for id_, told in groups.items()
            if wanted.type in (None, told[0].type) and wanted.doc in (None, told[0].report.doc_id)
        }
        return tuple(
            replace(event_row(id_, told), part_of=tuple(filter(None, (self.wholes.get(id_),))))
            for id_, told in kept.items()
        )

    def states(self, wanted: Filter = EVERYTHING) -> tuple[StateRow, ...]:
        """All states; those of one type where the filter names one."""
        return tuple(row for row in self.state_rows if wanted.type in (None, row.relation))

    def documents(self, wanted: Filter = EVERYTHING) -> tuple[DocumentRow, ...]:
        """The reports of the claims, or the one the filter names."""
        reports = {one.report.doc_id: one.report for one in self.claims if wanted.doc in (None, one.report.doc_id)}
        return tuple(DocumentRow(report, RUN, "en", 100, 1, 0, 0) for report in reports.values())

    def runs(self) -> tuple[RunRow, ...]:
        """The one run."""
        return (RunRow(RUN, "toy", "0.1.0", "{}", '{"words":"00"}', "[]", 1, 0, (("2031-05-06T10:00:00", None),)),)

    def reading(self, doc_id: str) -> Reading:
        """A reading without findings."""
        report = next(one.report for one in self.claims if one.report.doc_id == doc_id)
        document = Document(
            doc_id,
            "Text.",
            title=report.title,
            publisher=report.publisher,
            published=report.published,
            published_basis=DateBasis.GIVEN,
            digest="0" * 64,
        )
        return Reading(document)

    def audit(self) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
        """One judgement."""
        yield "judgements", iter([{"a": "e-1", "b": "e-2", "verdict": "same", "author": "tester"}])

    def corrections(self) -> Corrections:
        """Nobody corrected anything."""
        return Corrections()

    def content_digest(self) -> str:
        """A digest."""
        return "0" * 64


def exported(
    format_name: str, tmp_path: Path, *claims: ClaimRow, states: Sequence[StateRow] = ()
) -> tuple[Path, Summary]:
    """Export claims; the file, and what came of it."""
    out = tmp_path / f"war.{format_name}"
    return out, export(Toy(claims, states), format_name, out, name="war")


def read_rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a table with a header."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def reasons(summary: Summary) -> list[str]:
    """Why rows were dropped, in order."""
    return [one.reason for one in summary.tally.dropped]
