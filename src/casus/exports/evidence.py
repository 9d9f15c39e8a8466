"""
W3C Web Annotation (JSON-LD): every quoted piece of evidence of every claim, as a note on the words of its report.

One annotation per claim and part (trigger, actor, place, …). Its target is the report, by URL where it has one, with
the quoted words and their position; positions count Unicode code points of the text that casus keeps, as the standard
asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content, about
from casus.exports.tally import Tally
from casus.store.rows import ClaimRow, PartyRow, Quote, StateRow

CONTEXT: Final = ("http://www.w3.org/ns/anno.jsonld", {"casus": "urn:casus:"})
AROUND: Final = 32
"""Characters of the sentence kept before and after the quoted words, to find them in a changed page."""

Part = tuple[str, str, Quote]
"""What a quote shows: part, value, words."""


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write one page of annotations, item by item."""
    out = files.text()
    head = {
        "@context": CONTEXT,
        "id": f"urn:casus:export:{content.digest[:16]}",
        "type": "AnnotationPage",
        "casus:about": about(content, "annotations"),
    }
    out.write(json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "items": [')
    for claim in _claims(content):
        for number, annotation in enumerate(notes_on(claim)):
            start = "\n" if not tally.rows else ",\n"
            out.write(
                start + json.dumps({"id": f"urn:casus:{claim.claim_id}:{number}"} | annotation, ensure_ascii=False)
            )
            tally.rows += 1
    out.write("\n]}\n")


def _claims(content: Content) -> Iterator[ClaimRow | StateRow]:
    told: list[ClaimRow | StateRow] = [claim for event in content.events for claim in event.claims]
    return iter({(claim.claim_id, claim.run_id): claim for claim in (*told, *content.states)}.values())


def notes_on(claim: ClaimRow | StateRow) -> Iterator[dict[str, Any]]:
    """The annotations of one claim, without ids; the first is about the whole sentence."""
    act = claim.label if isinstance(claim, ClaimRow) else claim.relation
    tags = [
        {"type": "TextualBody", "purpose": "tagging", "value": act},
        {"type": "TextualBody", "purpose": "tagging", "value": f"factuality {claim.factuality}"},
    ]
    for part, value, quote in parts(claim):
        body = [{"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": f"{part}: {value}"}]
        yield {
            "type": "Annotation",
            "motivation": "describing",
            "body": [*body, *tags] if part == "sentence" else body,
            "target": _target(claim, quote),
            "casus:claim": claim.claim_id,
            "casus:part": part,
            "casus:run": claim.run_id,
        }


def parts(claim: ClaimRow | StateRow) -> Iterator[Part]:
    """Every quoted value of a claim."""
    act = claim.label if isinstance(claim, ClaimRow) else claim.relation
    yield "sentence", act, claim.sentence
    yield "trigger", act, claim.trigger
    if isinstance(claim, ClaimRow):
        yield from _parties(claim.parties)
        yield from ((f"place {row.role}", row.name, row.quote) for row in claim.places)
        yield from ((f"number {row.role}", _number(row.low, row.high), row.quote) for row in claim.quantities)
        if claim.instrument:
            yield "instrument", claim.instrument.words, claim.instrument
    else:
        yield from _parties((*claim.subjects, *claim.objects))
    if claim.time and claim.time.quote:
        yield "time", f"{claim.time.earliest or ''}/{claim.time.latest or ''}", claim.time.quote
    for source in claim.sources:
        yield from ((f"source {source.stance}", source.name, quote) for quote in (source.quote,) if quote)
        yield from (("cue", source.stance, quote) for quote in (source.cue,) if quote)
        if source.said and source.said.quote:
            yield "said", f"{source.said.earliest or ''}/{source.said.latest or ''}", source.said.quote
    yield from ((one.part, one.name, one.quote) for one in claim.carriers if one.quote)
    yield from (("cue", claim.factuality, quote) for quote in claim.cues)


def _parties(parties: tuple[PartyRow, ...]) -> Iterator[Part]:
    return ((party.role, party.name, party.quote) for party in parties if party.quote)


def _number(low: int | None, high: int | None) -> str:
    return f"{'' if low is None else low}–{'' if high is None else high}"


def _target(claim: ClaimRow | StateRow, quote: Quote) -> dict[str, Any]:
    before, after = _around(claim.sentence, quote)
    report = claim.report
    return {
        "source": report.url or f"urn:casus:{report.doc_id}",
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote.words, "prefix": before, "suffix": after},
            {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
        ],
    }


def _around(sentence: Quote, quote: Quote) -> tuple[str, str]:
    """Words before and after, as far as the sentence of the claim holds them."""
    start, end = quote.start - sentence.start, quote.end - sentence.start
    if not 0 <= start <= end <= len(sentence.words):
        return "", ""
    return sentence.words[max(start - AROUND, 0) : start], sentence.words[end : end + AROUND]


FORMAT: Final = Format(
    "annotations",
    "W3C Web Annotation (JSON-LD): every quoted piece of evidence, as a note on its report",
    ".jsonld",
    "what joins reports: merged events and what is believed of them",
    write,
)
