"""
How well times are found and settled, against public sets and hand-coded reports.

Usage: python -m casus.evaluate.times tempeval FILE.jsonl [--develop] | phrases FILE.jsonl | coding FILE.jsonl

`tempeval` measures on the quarter of the documents that was not tuned on (by a hash of the document id).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from casus.evaluate.gold import read_records
from casus.evaluate.scores import F1
from casus.model.span import Span
from casus.model.when import TimeMention, TimePrecision, When
from casus.steps.sentences import split
from casus.steps.times import Timed, resolve_times

_OPENERS: Final = frozenset(
    [
        "on",
        "in",
        "at",
        "by",
        "back",
        "as",
        "recently",
        "since",
        "from",
        "during",
        "around",
        "about",
        "over",
        "the",
        "until",
        "for",
        "of",
        ",",
        "and",
        "between",
        "late",
        "early",
    ]
)
_EXACT: Final = frozenset({TimePrecision.MINUTE, TimePrecision.PART_OF_DAY, TimePrecision.DAY})
_COARSE: Final = frozenset({TimePrecision.SEASON, TimePrecision.UNKNOWN})


@dataclass(frozen=True, slots=True)
class TimexScores:
    """Counts of TIMEX3 expressions in the manner of TempEval-3: the value counts among spans that overlap."""

    gold: int = 0
    predicted: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def f1(self, hits: int) -> float:
        """F1 of a number of hits."""
        return F1(hits, self.gold, self.predicted).value

    def __add__(self, other: TimexScores) -> TimexScores:
        """Counts of both."""
        return TimexScores(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.value + other.value,
        )

    def __str__(self) -> str:
        """All scores on one line."""
        return (
            f"gold {self.gold}  predicted {self.predicted}  span F1 strict {self.f1(self.strict):.3f}"
            f"  relaxed {self.f1(self.relaxed):.3f}  value F1 {self.f1(self.value):.3f}"
        )


def is_held_out(doc_id: str) -> bool:
    """Whether a document belongs to the quarter that is only measured on."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % 4 == 3


def times_of(text: str, anchor: date | None, *, join: bool = True) -> list[Timed]:
    """The times of a text that has no marked parts or sentences."""
    return list(resolve_times(text, list(split(text, Span(0, len(text)))), anchor=anchor, join=join))


def tempeval(path: Path, *, held_out: bool = True) -> TimexScores:
    """TIMEX3 scores over the quarter of a file that is held out, or over the rest."""
    records = (record for record in read_records(path) if is_held_out(record["id"]) == held_out)
    return sum((tempeval_document(record) for record in records), TimexScores())


def tempeval_document(record: dict[str, Any]) -> TimexScores:
    """TIMEX3 scores of one document."""
    anchor = date.fromisoformat(record["date"][:10])
    gold = [(Span(t["start"], t["end"]), t["value"]) for t in record["timex"]]
    found = [item.mention for item in times_of(record["text"], anchor, join=False)]
    strict = relaxed = value = 0
    free = list(found)
    for span, wanted in gold:
        match = next((m for m in free if m.span.overlaps(span)), None)
        if match is None:
            continue
        free.remove(match)
        relaxed += 1
        strict += match.span == span
        value += match.value == wanted
    return TimexScores(len(gold), len(found), strict, relaxed, value)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one row of date phrases: `right`, and what was answered."""

    row: str
    phrase: str
    expected: str
    answer: str
    right: bool


def phrase_time(phrase: str, anchor: date) -> When | None:
    """The days that a whole phrase means; None when it is no time, holds more than a time, or cannot be settled.

    The phrase is an argument taken from a sentence: words may lead in ("around 6:30 a.m. on Tuesday"), a purpose or a
    bracket may follow, but a noun or a clause after the time makes something else of it ("the 2024 election").
    """
    for item in times_of(phrase, anchor):
        lead = phrase[: item.mention.span.start].lower().split()
        rest = phrase[item.mention.span.end :].strip()
        if item.mention.reason == "vague" and rest:
            continue
        if all(word in _OPENERS for word in lead) and (not rest.strip(",") or rest.startswith(("to ", "("))):
            return None if item.code else item.mention.when
        return None
    return None


def phrases(path: Path) -> Iterator[Verdict]:
    """One verdict for each row of a file of date phrases (`expression`, `ref_date`, `start`, `end`, `date_type`)."""
    for row in read_records(path):
        anchor = date.fromisoformat(row["ref_date"])
        when = phrase_time(row["expression"], anchor)
        if row["date_type"] == "unresolved":
            right = when is None or when.precision in _COARSE
            expected = "refused"
        else:
            right = _is_right(row, when)
            expected = f"{row['start']}..{row['end'] or ''}"
        answer = f"{when.earliest}..{when.latest} {when.precision}" if when else "refused"
        yield Verdict(row["id"], row["expression"], expected, answer, right)


def _is_right(row: dict[str, Any], when: When | None) -> bool:
    """Whether an interval agrees with a row: exactly, within the interval for approximate rows, by month or year where
    the row's own day is only a filler (the reference day of the month).
    """
    if row["start"] is None:
        return when is None or when.earliest is None or when.precision not in _EXACT
    if when is None or when.earliest is None:
        return False
    start, end = row["start"], row["end"]
    first, last = when.earliest.isoformat(), (when.latest or when.earliest).isoformat()
    if row["date_type"] == "approximate" or (row["date_type"] is None and when.precision not in _EXACT):
        return bool(first <= start <= last)
    size = 7 if start[7:] == row["ref_date"][7:] and when.precision is TimePrecision.MONTH else 10
    return first.startswith(start[:size]) and (end is None or last.startswith(end[:size]))


def coding(path: Path) -> tuple[int, int]:
    """Hand-coded claims whose time has days: how many of them a mention over the same words settles alike, and how many
    there are.
    """
    right = total = 0
    for record in read_records(path):
        anchor = date.fromisoformat(record["published"]) if record["published"] else None
        sentences = [Span(*span) for span in record["sentences"]]
        found = [item.mention for item in resolve_times(record["text"], sentences, anchor=anchor)]
        for claim in record["claims"]:
            time = claim["time"]
            if time and time["span"] and time.get("earliest"):
                total += 1
                right += _agrees(time, found)
    return right, total


def _agrees(time: dict[str, Any], found: list[TimeMention]) -> bool:
    over = [mention for mention in found if mention.span.overlaps(Span(*time["span"]))]
    best = max(over, key=lambda mention: len(mention.span), default=None)
    if best is None or best.when is None:
        return False
    return (str(best.when.earliest), str(best.when.latest)) == (time["earliest"], time["latest"])


def main(arguments: list[str]) -> str:
    """The scores of one data set as text."""
    task, path, *options = arguments
    if task == "tempeval":
        return str(tempeval(Path(path), held_out="--develop" not in options))
    if task == "phrases":
        verdicts = list(phrases(Path(path)))
        wrong = [f"{v.row} {v.phrase!r}: {v.answer}, expected {v.expected}" for v in verdicts if not v.right]
        return "\n".join([*wrong, f"{len(verdicts) - len(wrong)} of {len(verdicts)} right"])
    right, total = coding(Path(path))
    return f"{right} of {total} settled as coded ({right / total:.3f})"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
