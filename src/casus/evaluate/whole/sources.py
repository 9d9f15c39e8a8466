"""Links of attribution: who says what a claim tells, by which words, when, how named, quoted or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from casus.evaluate.whole.coding import span_of
from casus.evaluate.whole.judged import Line, Miss, differs, one_of
from casus.evaluate.whole.scene import Scene
from casus.model.claim import Attribution, EventClaim, StateClaim
from casus.model.document import PartKind

Json = Mapping[str, Any]
NAMING: Final = {False: ("office", "anonymous"), True: ("named",), "institution": ("named", "office")}
"""How the schema says that a source is named, and what the reading format calls it."""


def lines(scene: Scene) -> Iterator[Line]:
    """One line per link."""
    for row in scene.coding.rows["attributions"]:
        span = row.get("source_span")
        yield Line("attribution", row["id"], span["text"] if span else str(row["content"]), tuple(_misses(scene, row)))


def _misses(scene: Scene, row: Json) -> Iterator[Miss]:
    if row["mode"] == "photo_credit":
        yield from _credit(scene, row)
    elif row.get("cue") is None:
        yield from _writer(scene, row)
    else:
        yield from _link(scene, row)


def _link(scene: Scene, row: Json) -> Iterator[Miss]:
    """The words, the cue and the speaker, on every claim that the coding gives this source."""
    told = [(c, a) for c in scene.told for a in c.attribution if fits(a, row)]
    if not told:
        yield Miss("source", f"{row['source_span']['text']} … {row['cue']['text']}", _others(scene, row))
        return
    for _, link in told[:1]:
        yield from differs("source", row["source"], scene.party(link.source))
        yield from one_of("named", NAMING[row["named"]], link.naming)
        yield from differs("speech", row["mode"], link.speech)
        if row["cue_time"].startswith("T."):
            time = scene.coding.by_id("times")[row["cue_time"].split()[0]]
            said = link.said.when if link.said else None
            yield from differs("said", time["value"], str(said.latest) if said else None)


def fits(link: Attribution, row: Json) -> bool:
    """Whether a link stands on the words of a coded one."""
    source, cue = span_of(row["source_span"]), span_of(row["cue"])
    on = link.source.span is not None and link.source.span.overlaps(source)
    return on and (link.cue is None or link.cue.overlaps(cue))


def _others(scene: Scene, row: Json) -> str:
    """Who is said to say what stands in the content of a link."""
    content = [span_of(piece) for piece in row["content"] if isinstance(piece, Mapping)]
    inside = [c for c in scene.reading.claims if any(span.contains(c.trigger) for span in content)]
    names = (scene.quote(a.source.span) for c in inside for a in c.attribution if a.source.span)
    return ", ".join(dict.fromkeys(names)) or "nothing"


def _writer(scene: Scene, row: Json) -> Iterator[Miss]:
    """What the writer, the wire or the publisher tells has no other source in the text, and stays the writer's."""
    for claim_id, claim in scene.claims.items():
        coded = scene.coding.by_id("claims")[claim_id]
        if str(coded["attribution"]).startswith(row["id"]):
            yield from of_claim(scene, coded, claim)


def _credit(scene: Scene, row: Json) -> Iterator[Miss]:
    """Words that sign a picture are seen as its credit, and are no source of a claim."""
    span = span_of(row["source_span"])
    parts = scene.reading.document.parts
    credit = any(p.kind is PartKind.CREDIT and p.span.overlaps(span) for p in parts)
    yield from differs("part", "credit", "credit" if credit else "text")
    for claim in scene.told:
        if any(a.source.span is not None and a.source.span.overlaps(span) for a in claim.attribution):
            yield Miss("source of", "nothing", scene.quote(claim.trigger))


def of_claim(scene: Scene, row: Json, claim: EventClaim | StateClaim) -> Iterator[Miss]:
    """
    The chain of a claim holds its coded source and no other.

    Whoever asks or promises something may stand before it as the source of what is asked. A headline's source that
    the coding inherits from the text is looked for in the other claims of its happening, as the guide has it.
    """
    wanted = row.get("attribution")
    if wanted is None or isinstance(wanted, Mapping):
        return
    link = scene.coding.by_id("attributions")[str(wanted).split()[0]]
    chain = list(claim.attribution)
    if "inherited" in str(wanted) and isinstance(claim, EventClaim):
        chain += [a for c in scene.reading.claims if c.event == claim.event for a in c.attribution]
    speakers = _speakers(scene, claim)
    others = [a for a in chain if not (link.get("cue") and fits(a, link)) and a.source.actor not in speakers]
    if link.get("cue") and not any(fits(a, link) for a in chain):
        yield Miss("attribution", link["source_span"]["text"], _names(scene, chain))
    elif others and "inherited" not in str(wanted):
        yield Miss(
            "attribution", link["source_span"]["text"] if link.get("cue") else "the writer", _names(scene, others)
        )


def _speakers(scene: Scene, claim: EventClaim | StateClaim) -> frozenset[str | None]:
    if isinstance(claim, StateClaim):
        return frozenset()
    return frozenset(p.actor for speech in scene.speech_of(claim) for p in speech.parties("actor") if p.actor)


def _names(scene: Scene, chain: list[Attribution]) -> str:
    return ", ".join(scene.quote(a.source.span) if a.source.span else "?" for a in chain) or "the writer"
