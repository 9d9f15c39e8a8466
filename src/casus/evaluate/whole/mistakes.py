"""Mistakes of a naive coder, and whether the reading avoids them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from casus.evaluate.whole import deeds, relations, terms
from casus.evaluate.whole.coding import span_of
from casus.evaluate.whole.happenings import sources_of
from casus.evaluate.whole.judged import Line, Miss
from casus.evaluate.whole.scene import Scene
from casus.model.claim import EventClaim

Json = Mapping[str, Any]
DONE: Final = frozenset({"completed", "started", "ongoing"})


def lines(scene: Scene) -> Iterator[Line]:
    """One line per mistake."""
    for table in ("claims", "states"):
        for row in scene.coding.rows[table]:
            for n, words in enumerate(row.get("naive_errors", ()), start=1):
                yield Line("mistakes avoided", f"{row['id']}.{n}", words, tuple(_misses(scene, row, words)))


def _misses(scene: Scene, row: Json, words: str) -> Iterator[Miss]:
    for pattern, check in terms.mistakes():
        match = pattern.search(words)
        if match is not None:
            name, _, values = check.partition(":")
            yield from CHECKS[name](scene, row, values or match.groupdict().get("id", ""))
            return
    yield Miss("mistake", words, "no rule says how to tell")


def _right(scene: Scene, row: Json, fields: str) -> Iterator[Miss]:
    found = deeds.misses(scene, row) if "plover" in row else relations.misses(scene, row)
    wanted = set(fields.split())
    yield from (miss for miss in found if set(miss.field.split()) & (wanted | {"claim", "relation"}))


def _no(scene: Scene, row: Json, types: str) -> Iterator[Miss]:
    for claim in _told(scene, row):
        label = f"{claim.type}.{claim.mode}" if claim.mode else claim.type
        if {label, claim.type} & set(types.split()) and claim.status in DONE and claim.factuality == "CT+":
            yield Miss("act", f"no {types}", f"{scene.quote(claim.trigger)} {label}")


def _told(scene: Scene, row: Json) -> Iterator[EventClaim]:
    return (c for c in scene.reading.claims if scene.in_evidence(row, c.trigger))


def _no_state(scene: Scene, row: Json, relation: str) -> Iterator[Miss]:
    for state in scene.reading.states:
        held = state.relation == relation and state.factuality == "CT+"
        if held and scene.in_evidence(row, state.trigger):
            yield Miss("relation", f"no {relation}", scene.quote(state.trigger))


def _no_dated(scene: Scene, row: Json, _: str) -> Iterator[Miss]:
    """What is said of years is no act of one day: it is told as a habit, or as no act."""
    for claim in _told(scene, row):
        if claim.status != "habitual" and claim.type in {"AID", "COOPERATE", "SUPPORT"}:
            yield Miss("act", "habitual or none", f"{scene.quote(claim.trigger)} {claim.status}")


def _nothing(scene: Scene, row: Json, _: str) -> Iterator[Miss]:
    yield from (Miss("act", "nothing", scene.quote(c.trigger)) for c in _told(scene, row))


def _apart(scene: Scene, row: Json, other: str) -> Iterator[Miss]:
    mine, theirs = scene.claims.get(row["id"]), scene.claims.get(other)
    if mine is not None and theirs is not None and scene.happening(mine) == scene.happening(theirs):
        yield Miss("happening", "another", scene.quote(mine.trigger))


def _undone(scene: Scene, row: Json, _: str) -> Iterator[Miss]:
    """Neither the act itself is told as done, nor what it is about."""
    own = scene.claims.get(row["id"])
    speech = row["plover"][0] in ("AGREE", "REQUEST", "SUPPORT")
    checked = list(_contents(scene, row)) if speech else [own] if own is not None else []
    for claim in checked:
        if claim.status == "completed" and claim.factuality == "CT+":
            yield Miss("status", "not completed", f"{scene.quote(claim.trigger)} {claim.status}")


def _contents(scene: Scene, row: Json) -> Iterator[EventClaim]:
    wanted = row.get("content_claim") or ()
    for id_ in [wanted] if isinstance(wanted, str) else wanted:
        claim = scene.claims.get(id_)
        if claim is not None and scene.coding.by_id("claims")[id_]["plover"][0] != "REQUEST":
            yield claim


def _content_actor(scene: Scene, row: Json, _: str) -> Iterator[Miss]:
    """Whoever asks for his own leave is who would leave."""
    claim = scene.claims.get(row["id"])
    if claim is None:
        yield Miss("claim", row["id"], "nothing")
        return
    for content in scene.contents_of(claim):
        wanted = terms.actor_ids(row["actor"])
        yield from deeds.party_misses("actor", wanted, [scene.party(p) for p in content.parties("actor")])


def _one_source(scene: Scene, row: Json, _: str) -> Iterator[Miss]:
    for event in scene.coding.rows["merged_events"]:
        if row["id"] in event["claims"] and sources_of(scene, event["claims"]) > 1:
            yield Miss("sources", "1", str(sources_of(scene, event["claims"])))
    own, whole = scene.claims.get(row["id"]), scene.claims.get(row.get("duplicate_of", ""))
    if own is None or whole is None or scene.happening(own) != scene.happening(whole):
        yield Miss("happening", row.get("duplicate_of", ""), "another")


def _of(scene: Scene, row: Json, event: str) -> Iterator[Miss]:
    """An act named by a noun in the evidence is of a happening that was told before."""
    ids = next(e["claims"] for e in scene.coding.rows["merged_events"] if e["id"] == event)
    known = {scene.happening(scene.claims[id_]) for id_ in ids if id_ in scene.claims}
    for claim in _told(scene, row):
        own = claim.trigger.overlaps(span_of(row["trigger"]))
        if not own and scene.happening(claim) not in known:
            yield Miss("happening", event, f"{scene.quote(claim.trigger)} is another")


def _not_added(scene: Scene, row: Json, _: str) -> Iterator[Miss]:
    """No number is the sum of others."""
    coded = scene.coding.rows["quantities"]
    total = sum(q["low"] for q in coded if q["unit"] == "person" and q["seg"] == row["seg"])
    for claim in scene.reading.claims:
        yield from (Miss("number", "apart", str(q.low)) for q in claim.quantities if q.low == total)
    for event in scene.exported.get("csv", ()):
        if any(str(total) in (cell or "").replace(",", "").split() for cell in event.values()):
            yield Miss("number", "apart", f"{total} in an export")


CHECKS: Final[dict[str, Callable[[Scene, Json, str], Iterator[Miss]]]] = {
    "right": _right,
    "no": _no,
    "no-state": _no_state,
    "no-dated": _no_dated,
    "nothing": _nothing,
    "apart": _apart,
    "undone": _undone,
    "content-actor": _content_actor,
    "one-source": _one_source,
    "of": _of,
    "not-added": _not_added,
}
"""What the checks of the data file are."""
