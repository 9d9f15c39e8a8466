"""Reports coded by careful reading after the coding guide: batches to read, codings checked and turned into readings.

    python -m training.handcoding batch DATA/coding/uncoded.jsonl --ids IDS --out BATCH.txt
    python -m training.handcoding check DATA/coding/uncoded.jsonl CODED.jsonl
    python -m training.handcoding merge DATA/coding/uncoded.jsonl CODED.jsonl … --out training/silver/readings.jsonl

A coding has one JSON object per line, keys as in the coding guide. A reading keeps offsets only: its text stays in the
data folder, and `text_sha256` says which one was read. A report written for the project brings its text along:
{"doc": "own-0001", "date": "2024-05-15", "text": "…"}.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from casus.model.span import Span
from casus.model.vocabulary import (
    ACTOR_KINDS,
    PLACE_ROLES,
    QUANTITY_ROLES,
    RELATIONS,
    STANCES,
    STATUSES,
    TYPES,
)
from casus.steps.sentences import split
from training.labels import HEADS, MODES

Raw = dict[str, Any]
OWN: Final = {"title": "", "source": "written for casus", "licence": "Apache-2.0"}


class CodingError(Exception):
    """A line of a coding that cannot be turned into a reading."""


@dataclass(slots=True)
class _Report:
    """One report while its lines are read."""

    raw: Raw
    sentences: list[tuple[int, int]]
    actors: dict[str, Raw] = field(default_factory=dict)
    claims: list[Raw] = field(default_factory=list)
    states: list[Raw] = field(default_factory=list)
    used: dict[tuple[int, str], int] = field(default_factory=dict)

    def sentence(self, number: Any) -> tuple[int, int]:
        if not isinstance(number, int) or not 1 <= number <= len(self.sentences):
            raise CodingError(f"sentence {number!r} is not one of 1 to {len(self.sentences)}")
        return self.sentences[number - 1]

    def span(self, number: Any, words: str, nth: int | None = None) -> list[int]:
        """The nth (first) place where the sentence holds the words, as whole words where it can."""
        start, end = self.sentence(number)
        if nth is None and (tagged := re.fullmatch(r"(.+)#(\d+)", words)):
            words, nth = tagged[1], int(tagged[2])
        text = self.raw["text"][start:end]
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
        found = found or [m.start() for m in re.finditer(re.escape(words), text)]
        if not words or len(found) < (nth or 1):
            raise CodingError(f"sentence {number} has no {words!r} (number {nth or 1}): {text!r}")
        begin = start + found[(nth or 1) - 1]
        return [begin, begin + len(words)]

    # ------------------------------------------------------------------------------------------ lines of a coding

    def add(self, line: Raw) -> None:
        if "ent" in line:
            self._add_actor(line)
        elif "rel" in line:
            self.states.append(self._state(line))
        elif "e" in line:
            self.claims.append(self._claim(line))
        else:
            raise CodingError("a line needs one of the keys doc, ent, e, rel")

    def _add_actor(self, line: Raw) -> None:
        spans: list[list[int]] = []
        for number, words in line["m"]:
            spans.append(self._next_span(number, words))
        self.actors[line["ent"]] = {
            "id": line["ent"],
            "name": line["name"],
            "kind": _one_of(line["kind"], ACTOR_KINDS, "kind"),
            "sector": line.get("sector"),
            "country": line.get("country"),
            "mentions": spans,
        }

    def _next_span(self, number: int, words: str) -> list[int]:
        """Like `span`, but the same words given again mean their next occurrence in the sentence."""
        if "#" in words:
            return self.span(number, words)
        nth = self.used.get((number, words), 0) + 1
        self.used[number, words] = nth
        return self.span(number, words, nth)

    def _claim(self, line: Raw) -> Raw:
        type_, _, mode = str(line["y"]).partition(".")
        if type_ not in TYPES or (mode and mode not in MODES.get(type_, "").split()):
            raise CodingError(f"type {line['y']!r} is not in the coding guide")
        number = line["s"]
        roles = [self._role("actor", x, number) for x in line.get("a", ())]
        roles += [self._role("recipient", x, number) for x in line.get("r", ())]
        roles += [self._role(role, x, number) for role, x in line.get("o", ())]
        return {
            "event": line["e"],
            "sentence": number,
            "trigger": self.span(number, line["t"]),
            "type": type_,
            "mode": mode or None,
            "status": _one_of(line["st"], STATUSES, "status"),
            "factuality": _one_of(line["f"], HEADS["factuality"], "factuality"),
            "roles": roles,
            "places": [self._place(x, number) for x in line.get("w", ())],
            "time": self._time(line.get("d"), line.get("dn"), number),
            "quantities": [self._quantity(x, number) for x in line.get("n", ())],
            "instrument": self.span(number, line["i"]) if line.get("i") else None,
            "attribution": self._attribution(line, number),
            "content_of": line.get("of"),
        }

    def _state(self, line: Raw) -> Raw:
        number = line["s"]
        return {
            "relation": _one_of(line["rel"], RELATIONS, "relation"),
            "sentence": number,
            "trigger": self.span(number, line["t"]),
            "subjects": [self._party(x, number) for x in line["x"]],
            "objects": [self._party(x, number) for x in line["z"]],
            "extent": _one_of(line.get("ext"), HEADS["extent"], "extent"),
            "factuality": _one_of(line["f"], HEADS["factuality"], "factuality"),
            "time": self._time(line.get("d"), line.get("dn"), number),
            "attribution": self._attribution(line, number),
        }

    def _role(self, role: str, given: Any, number: int) -> Raw:
        return {"role": role, **self._party(given, number)}

    def _party(self, given: Any, number: int) -> Raw:
        """An actor id, ["words"], or [sentence, "words"]."""
        if isinstance(given, str):
            if given not in self.actors:
                raise CodingError(f"actor {given!r} has no ent line above")
            return {"actor": given, "span": self._mention(given, number)}
        if len(given) == 1:
            return {"actor": None, "span": self.span(number, given[0])}
        return {"actor": None, "span": self.span(given[0], given[1])}

    def _mention(self, actor: str, number: int) -> list[int] | None:
        start, end = self.sentence(number)
        return next((m for m in self.actors[actor]["mentions"] if start <= m[0] < end), None)

    def _place(self, given: list[Any], number: int) -> Raw:
        role, words, *other = given
        return {"role": _one_of(role, PLACE_ROLES, "place role"), "span": self.span(*(other or [number]), words)}

    def _time(self, given: Any, value: str | None, number: int) -> Raw | None:
        if not given:
            return None
        words, where = (given, number) if isinstance(given, str) else (given[0], given[1])
        earliest, _, latest = (value or "").partition("/")
        days = {"earliest": earliest or None, "latest": latest or earliest or None}
        return {"span": self.span(where, words), **days}

    def _quantity(self, given: list[Any], number: int) -> Raw:
        role, words, low, best, high = given
        ends = {"low": low, "best": best, "high": high}
        return {"role": _one_of(role, QUANTITY_ROLES, "number role"), "span": self.span(number, words), **ends}

    def _attribution(self, line: Raw, number: int) -> list[Raw]:
        stance = _one_of(line.get("stance", "asserts"), STANCES, "stance")
        found = []
        for n, (source, cue) in enumerate(line.get("by", ())):
            words = self._cue(cue, number)
            found.append(
                {"source": self._party(source, number), "cue": words, "stance": stance if n == 0 else "asserts"}
            )
        return found

    def _cue(self, cue: Any, number: int) -> list[int] | None:
        if not cue:
            return None
        return self.span(number, cue) if isinstance(cue, str) else self.span(cue[0], cue[1])

    def reading(self) -> Raw:
        return {
            "id": self.raw["id"],
            "published": self.raw["date"],
            "source": self.raw["source"],
            "licence": self.raw["licence"],
            **({"text": self.raw["text"]} if self.raw["source"] == OWN["source"] else {}),
            "text_sha256": hashlib.sha256(self.raw["text"].encode()).hexdigest(),
            "sentences": [list(s) for s in self.sentences],
            "actors": list(self.actors.values()),
            "claims": self.claims,
            "states": self.states,
        }


def _one_of(value: Any, allowed: Iterable[str], what: str) -> Any:
    if value is not None and value not in allowed:
        raise CodingError(f"{what} {value!r} is not one of {', '.join(sorted(allowed))}")
    return value


def report(raw: Raw) -> _Report:
    """A report with its sentences, nothing coded yet."""
    text, start, found = raw["text"], 0, []
    for block in re.split(r"(\n+)", text):
        if block.strip():
            found += [(s.start, s.end) for s in split(text, Span(start, start + len(block)))]
        start += len(block)
    return _Report(raw, found)


def load(path: Path) -> dict[str, Raw]:
    """The reports of a JSON Lines file by id."""
    with path.open(encoding="utf-8") as lines:
        return {raw["id"]: raw for raw in map(json.loads, lines)}


def page(raw: Raw) -> str:
    """A report as its coder reads it: one numbered sentence a line."""
    made = report(raw)
    head = f"### {raw['id']} | {raw['date'] or 'unknown'} | {raw['title']}"
    return "\n".join([head, *(f"{n} {raw['text'][a:b]}" for n, (a, b) in enumerate(made.sentences, 1)), ""])


def convert(reports: dict[str, Raw], coded: Path) -> tuple[list[Raw], list[str]]:
    """Readings of a coding file, and what is wrong with it: one message a line."""
    readings: list[Raw] = []
    faults: list[str] = []
    for made, lines in _documents(reports, coded, faults):
        for number, line in lines:
            try:
                made.add(line)
            except (CodingError, KeyError, TypeError, ValueError) as error:
                faults.append(f"{coded.name}:{number} ({made.raw['id']}): {type(error).__name__} {error}")
        faults += [f"{coded.name} ({made.raw['id']}): {fault}" for fault in _dangling(made)]
        readings.append(made.reading())
    return readings, faults


def _documents(
    reports: dict[str, Raw], coded: Path, faults: list[str]
) -> Iterator[tuple[_Report, list[tuple[int, Raw]]]]:
    current: tuple[_Report, list[tuple[int, Raw]]] | None = None
    for number, text in enumerate(coded.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except json.JSONDecodeError as error:
            faults.append(f"{coded.name}:{number}: not JSON ({error})")
            continue
        if "doc" in line:
            if current:
                yield current
            if "text" in line:
                reports = {
                    **reports,
                    line["doc"]: {"id": line["doc"], "date": line.get("date"), "text": line["text"], **OWN},
                }
            current = (report(reports[line["doc"]]), []) if line["doc"] in reports else None
            faults += [] if current else [f"{coded.name}:{number}: no report {line['doc']!r}"]
        elif current:
            current[1].append((number, line))
    if current:
        yield current


def _dangling(made: _Report) -> list[str]:
    events = {claim["event"] for claim in made.claims}
    asked = {claim["content_of"] for claim in made.claims} - {None}
    return [f"`of` names {event!r}, which no claim has" for event in sorted(asked - events)]


def main() -> None:
    """Read the options and do what is asked."""
    parser = argparse.ArgumentParser(prog="python -m training.handcoding", description=__doc__)
    parser.add_argument("action", choices=("batch", "check", "merge"))
    parser.add_argument("reports", type=Path)
    parser.add_argument("coded", type=Path, nargs="*")
    parser.add_argument("--ids", type=Path, help="one id a line (batch)")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    reports = load(asked.reports)
    if asked.action == "batch":
        wanted = asked.ids.read_text().split()
        asked.out.write_text("\n".join(page(reports[i]) for i in wanted), encoding="utf-8")
        return
    found: dict[str, Raw] = {}
    faults: list[str] = []
    for path in asked.coded:
        readings, wrong = convert(reports, path)
        faults += wrong
        found |= {reading["id"]: reading for reading in readings}
    for fault in faults:
        print(fault)  # noqa: T201
    counts = ", ".join(f"{sum(len(r[k]) for r in found.values())} {k}" for k in ("actors", "claims", "states"))
    print(f"{len(found)} reports, {counts}, {len(faults)} faults")  # noqa: T201
    if asked.action == "merge":
        rows = (json.dumps(found[i], ensure_ascii=False, separators=(",", ":")) for i in sorted(found))
        asked.out.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
