"""
Measure types of acts between two given parties: `python -m casus.evaluate.plover FILE.jsonl [tuned]`.

Two sets of single sentences mark who acts, on whom, and what: one with PLOVER's types (CONCEDE and RETREAT are one
there, "YIELD"), one with CAMEO's quad classes, in part without the parties; sentences that it marks as neutral are left
out. Nothing is trained on either. Rules of `schemes/plover.toml` were made on every second sentence of the first set,
beginning with the second; the others are the measure.

An act is chosen for the marked pair, whatever its type: one that has the source as actor and the target as recipient
(or as another actor) before one that has either of them; of several, the one told first; the surest of all where none
has either or no party is marked. Its type is the one that the rules for PLOVER derive. Right is the same type; recall
is over all marked pairs, precision over those for which any act was found.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from casus.engine import build_engine
from casus.model.claim import EventClaim, Party
from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.schemes import plover
from casus.schemes.facts import Facts
from casus.settings import Settings
from casus.store.rows import PartyRow

YIELD: Final = frozenset({"CONCEDE", "RETREAT"})
BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class Marked:
    """What a sentence marks: the words of source and target, and the type or the quad class ("1" to "4")."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The act chosen for a marked pair, and how many of the two it has as parties."""

    claim: EventClaim
    parties: int


def marked(row: Mapping[str, Any]) -> Iterator[Marked]:
    """What a row of either set marks; sentences of no quad class mark nothing."""
    for event in row["gold_events"]:
        if "source_span" in event:
            source, target = (
                (Span(*found),) if (found := event[f"{side}_span"]) else () for side in ("source", "target")
            )
            yield Marked(source, target, _merged(event["type"]))
        elif event["quad"]:
            mutual = _spans(event.get("reciprocal"))
            yield Marked(_spans(event["source"]) + mutual, _spans(event["target"]) + mutual, str(event["quad"]))


def _spans(parts: Iterable[Mapping[str, Any]] | None) -> tuple[Span, ...]:
    return tuple(Span(part["start"], part["end"]) for part in parts or ())


def chosen(reading: Reading, pair: Marked) -> Chosen | None:
    """The act between the two parties; None where the sentence tells none at all."""
    ranked = [Chosen(claim, _shared(reading, claim, pair)) for claim in reading.claims]
    named = [one for one in ranked if one.parties]
    if named:
        return max(named, key=lambda one: (one.parties, -one.claim.trigger.start))
    return max(ranked, key=lambda one: one.claim.certainty, default=None)


def _shared(reading: Reading, claim: EventClaim, pair: Marked) -> int:
    """2 where an act has both parties in their places, 1 for either, 0 for none."""
    actors = [party for party in claim.parties("actor") if _names(reading, party, pair.source)]
    whom = [party for party in claim.parties("recipient") if _names(reading, party, pair.target)]
    partners = [p for p in claim.parties("actor") if p not in actors and _names(reading, p, pair.target)]
    if actors and (whom or partners):
        return BOTH
    return int(bool(actors or whom))


def _names(reading: Reading, party: Party, words: Iterable[Span]) -> bool:
    """Whether any mention of a party lies in the words."""
    mentions = next((actor.mentions for actor in reading.actors if actor.id == party.actor), ())
    own = (*mentions, party.span) if party.span else mentions
    return any(span.overlaps(mention) for span in words for mention in own)


def type_of(reading: Reading, claim: EventClaim) -> str:
    """The type that the rules for PLOVER derive; that of the claim where they have none."""
    code = plover.derive(_facts(reading, claim))
    return (code.value or claim.type).partition(".")[0]


def _facts(reading: Reading, claim: EventClaim) -> Facts:
    words = " ".join(s.of(reading.document.text).lower() for s in (claim.trigger, claim.instrument) if s)
    return Facts(
        claim.type,
        claim.mode,
        claim.status,
        words,
        tuple(_row(reading, "actor", party) for party in claim.parties("actor")),
        tuple(_row(reading, "recipient", party) for party in claim.parties("recipient")),
        frozenset(quantity.role for quantity in claim.quantities),
    )


def _row(reading: Reading, role: str, party: Party) -> PartyRow:
    actor = next((actor for actor in reading.actors if actor.id == party.actor), None)
    if actor is None:
        return PartyRow(role, "", None)
    return PartyRow(role, actor.name, None, kind=actor.kind, sector=actor.sector, country=actor.country)


def _merged(kind: str) -> str:
    return "YIELD" if kind in YIELD else kind


def _class(kind: str, pair: Marked) -> str:
    """A type in the terms of a marked pair: the type with YIELD merged, or its quad class; "" for types without one."""
    if not pair.type.isdigit():
        return _merged(kind)
    return "" if kind == "DISPLACE" else str(plover.quad(kind))


def count(rows: Iterable[tuple[Mapping[str, Any], Reading]]) -> Counter[str]:
    """Counts over sentences: marked, found, right, both (parties right) and right with both."""
    counts: Counter[str] = Counter()
    for row, reading in rows:
        for pair in marked(row):
            counts["marked"] += 1
            one = chosen(reading, pair)
            if one is None:
                continue
            is_right = _class(type_of(reading, one.claim), pair) == pair.type
            counts.update({"found": 1, "right": is_right, "both": one.parties == BOTH})
            counts["right with both"] += is_right and one.parties == BOTH
    return counts


def measure(path: Path, *, tuned: bool = False, engine: str = "default") -> Counter[str]:
    """Counts over the sentences that rules were made on (`tuned`), or over the others."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines][int(tuned) :: 2]
    readings = build_engine(Settings(engine=engine)).code_all(Document(row["id"], row["text"]) for row in rows)
    return count(zip(rows, readings, strict=True))


def main(arguments: Sequence[str]) -> str:
    """The scores on one file; "tuned" as second argument measures the half that rules were made on."""
    counts = measure(Path(arguments[0]), tuned="tuned" in arguments[1:])
    total = max(counts["marked"], 1)
    precision, recall = counts["right"] / max(counts["found"], 1), counts["right"] / total
    balance = 2 * counts["right"] / max(counts["marked"] + counts["found"], 1)
    return (
        f"{counts['marked']} marked: type P {precision:.3f}  R {recall:.3f}  F1 {balance:.3f}; both parties R "
        f"{counts['both'] / total:.3f}, with type {counts['right with both'] / total:.3f}"
    )


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
