"""
The document pane: a report's text cut so that every mark begins and ends with a segment.

Cut here, code points never meet the UTF-16 units of a browser; marks may overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from casus.store.rows import ClaimRow, PartyRow, Quote, StateRow
from casus.web import words
from casus.web.shapes import Json

LABELS: Final = {
    "trigger": "did what",
    "actor": "who",
    "recipient": "to whom",
    "mediator": "through whom",
    "beneficiary": "for whom",
    "place": "where",
    "time": "when",
    "quantity": "how many",
    "instrument": "with what",
    "source": "according to",
    "cue": "how certain",
    "subject": "who",
    "object": "what or whom",
    "exception": "but for",
}

_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "ku", "ps", "sd", "ug", "yi"})


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that play a part in a claim."""

    claim: str
    event: str | None
    role: str
    name: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartOf:
    """A marked part of a report: headline, paragraph …"""

    kind: str
    start: int
    end: int


def direction(language: str) -> str:
    """Writing direction of a language."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def marks(claims: Iterable[ClaimRow], states: Iterable[StateRow]) -> list[Mark]:
    """Everything that claims quote, in text order, longer stretches first."""
    found = [mark for claim in claims for mark in _claim_marks(claim)]
    found += [mark for state in states for mark in _state_marks(state)]
    unique = dict.fromkeys(mark for mark in found if mark.end > mark.start)
    return sorted(unique, key=lambda mark: (mark.start, -mark.end, mark.claim, mark.role))


def _claim_marks(claim: ClaimRow) -> Iterator[Mark]:
    told: list[tuple[str, str | None, Quote | None]] = [("trigger", None, claim.trigger)]
    told += [(_role(who), words.clean(who.name), who.quote) for who in claim.parties]
    told += [("place", words.clean(where.name), where.quote) for where in claim.places]
    told += [("quantity", one.role, one.quote) for one in claim.quantities]
    told += [("instrument", None, claim.instrument), *_shared(claim)]
    yield from _marks(claim.claim_id, claim.event_id, told)


def _state_marks(state: StateRow) -> Iterator[Mark]:
    told: list[tuple[str, str | None, Quote | None]] = [("trigger", None, state.trigger)]
    told += [("subject", words.clean(who.name), who.quote) for who in state.subjects]
    told += [("object", words.clean(who.name), who.quote) for who in state.objects]
    yield from _marks(state.claim_id, None, [*told, *_shared(state)])


def _shared(row: ClaimRow | StateRow) -> list[tuple[str, str | None, Quote | None]]:
    told: list[tuple[str, str | None, Quote | None]] = [("time", None, row.time.quote if row.time else None)]
    told += [("source", words.clean(source.name), source.quote) for source in row.sources]
    told += [("cue", None, cue) for cue in (*row.cues, *(source.cue for source in row.sources))]
    return told


def _role(who: PartyRow) -> str:
    return who.role if who.role in LABELS else "actor"


def _marks(claim: str, event: str | None, told: Iterable[tuple[str, str | None, Quote | None]]) -> Iterator[Mark]:
    for role, name, quote in told:
        if quote is not None:
            yield Mark(claim, event, role, name, quote.start, quote.end)


def mark_json(number: int, mark: Mark, focus: str | None) -> Json:
    """A mark, as docs/api.md has it."""
    return {
        "id": f"m{number}",
        "claim": mark.claim,
        "event": mark.event,
        "role": mark.role,
        "label": LABELS[mark.role],
        "name": mark.name,
        "start": mark.start,
        "end": mark.end,
        "focus": focus is not None and focus in (mark.event, mark.claim),
    }


def segments(text: str, parts: Sequence[PartOf], found: Sequence[Mark]) -> list[Json]:
    """The whole text in pieces, each with the numbers of the marks that cover it and the part it lies in."""
    edges = {0, len(text), *(edge for one in found for edge in (one.start, one.end))}
    edges |= {edge for part in parts for edge in (part.start, part.end)}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    covering = _covering(found, len(text))
    in_order, at = sorted(parts, key=lambda part: part.start), 0
    made: list[Json] = []
    for start, end in pairwise(cuts):
        while at < len(in_order) and in_order[at].end <= start:
            at += 1
        part = in_order[at] if at < len(in_order) and in_order[at].start <= start else None
        made.append(
            {
                "start": start,
                "text": text[start:end],
                "marks": covering[start] if start in covering else _before(covering, start),
                "part": part.kind if part else "between",
                "opens": part is not None and part.start == start,
            }
        )
    return made


def _covering(found: Sequence[Mark], length: int) -> dict[int, list[str]]:
    """Every offset where the set of marks changes, with the marks from there on."""
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for number, mark in enumerate(found):
        opens.setdefault(mark.start, []).append(number)
        closes.setdefault(mark.end, []).append(number)
    live: set[int] = set()
    covering: dict[int, list[str]] = {0: []}
    for edge in sorted({*opens, *closes}):
        live -= set(closes.get(edge, ()))
        live |= set(opens.get(edge, ()))
        if edge < length:
            covering[edge] = [f"m{number}" for number in sorted(live)]
    return covering


def _before(covering: dict[int, list[str]], start: int) -> list[str]:
    """The marks at an edge where none begins or ends: those of the last edge before it."""
    return covering[max(edge for edge in covering if edge <= start)]


def quoted_only(made: Sequence[Json], sentences: Iterable[tuple[int, int]]) -> list[Json]:
    """Only the segments of some sentences, a gap for all that is left out between; blanks between them stay."""
    text, base = "".join(one["text"] for one in made), made[0]["start"] if made else 0

    def is_told(start: int, end: int) -> bool:
        return bool(text[start - base : end - base].strip())

    spans = _run_together(sorted(sentences), is_told)
    kept: list[Json] = []
    at = base
    for piece in _within(made, spans):
        if is_told(at, piece["start"]):
            kept.append(_gap(at))
        kept.append(piece)
        at = piece["start"] + len(piece["text"])
    return [*kept, _gap(at)] if is_told(at, base + len(text)) else kept


def _within(made: Sequence[Json], spans: Sequence[tuple[int, int]]) -> Iterator[Json]:
    """What of each segment lies in a span."""
    for one in made:
        start, end = one["start"], one["start"] + len(one["text"])
        for first, last in spans:
            if first < end and last > start:
                first, last = max(start, first), min(end, last)
                yield {**one, "start": first, "text": one["text"][first - start : last - start]}


def _run_together(spans: Sequence[tuple[int, int]], is_told: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Spans with nothing told between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not is_told(joined[-1][1], start):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _gap(start: int) -> Json:
    """What stands for words left out."""
    return {"start": start, "text": "…", "marks": [], "part": "gap", "opens": False}
