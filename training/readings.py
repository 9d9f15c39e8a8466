"""Analyses in the reading format, so that the scorer of coded reports can compare them."""

from __future__ import annotations

from typing import Any

from casus.model.frame import Argument, Frame, FrameKind, LinkKind, Sourcing
from casus.model.span import Span
from casus.model.vocabulary import PLACE_ROLES
from casus.models.analysis import Analysis
from casus.models.links import Groups

_PLACES = frozenset(PLACE_ROLES)
_PARTIES = frozenset({"actor", "recipient", "other"})


def reading(raw: dict[str, Any], analysis: Analysis) -> dict[str, Any]:
    """One predicted record for the gold record `raw`."""
    sayings: dict[int, list[Sourcing]] = {}
    for sourcing in analysis.sourcings:
        sayings.setdefault(sourcing.frame, []).append(sourcing)
    groups = Groups(len(analysis.frames))
    contents = {}
    for link in analysis.links:
        if link.kind is LinkKind.SAME:
            groups.join(link.left, link.right)
        else:
            contents[link.left] = link.right
    claims, states = [], []
    for n, frame in enumerate(analysis.frames):
        shared = {
            "trigger": _pair(frame.trigger),
            "factuality": analysis.qualifiers[n].factuality,
            "attribution": [_saying(analysis, s) for s in sayings.get(n, [])],
            "time": next(({"span": _pair(a.span)} for a in frame.arguments if a.role == "time"), None),
        }
        if frame.kind is FrameKind.EVENT:
            content = contents.get(n)
            extra = {
                "event": f"e{groups.root(n)}",
                "content_of": None if content is None else f"e{groups.root(content)}",
            }
            claims.append(shared | extra | _event(analysis, n, frame))
        else:
            states.append(shared | _state(analysis, frame))
    return {
        "id": raw["id"],
        "text": raw["text"],
        "sentences": [_pair(s.span) for s in analysis.sentences],
        "actors": [
            {"id": f"a{n}", "mentions": [_pair(s) for s in c.spans]} for n, c in enumerate(analysis.coreferences)
        ],
        "claims": claims,
        "states": states,
    }


def _event(analysis: Analysis, n: int, frame: Frame) -> dict[str, Any]:
    return {
        "type": frame.label,
        "mode": frame.mode,
        "status": analysis.qualifiers[n].status,
        "roles": [{"role": a.role, **_party(analysis, a.span)} for a in frame.arguments if a.role in _PARTIES],
        "places": [
            {"role": a.role, "span": _pair(a.span), "place": None} for a in frame.arguments if a.role in _PLACES
        ],
        "quantities": [
            _quantity(a) for a in frame.arguments if a.role not in _PLACES | _PARTIES | {"time", "instrument"}
        ],
        "instrument": next((_pair(a.span) for a in frame.arguments if a.role == "instrument"), None),
    }


def _state(analysis: Analysis, frame: Frame) -> dict[str, Any]:
    sides = {
        side: [_party(analysis, a.span) for a in frame.arguments if a.role == side] for side in ("subject", "object")
    }
    return {"relation": frame.label, "subjects": sides["subject"], "objects": sides["object"], "extent": frame.extent}


def _quantity(argument: Argument) -> dict[str, Any]:
    # values are read by a later step of casus; here only the words are known
    return {"role": argument.role, "span": _pair(argument.span), "low": None, "best": None, "high": None}


def _saying(analysis: Analysis, sourcing: Sourcing) -> dict[str, Any]:
    cue = _pair(sourcing.cue) if sourcing.cue else None
    return {"source": _party(analysis, sourcing.source), "cue": cue, "stance": sourcing.stance}


def _party(analysis: Analysis, span: Span) -> dict[str, Any]:
    """The actor whose mention shares most with the span."""
    near = [p for p in analysis.parties if p.span.overlaps(span)]
    best = max(near, key=lambda p: min(p.span.end, span.end) - max(p.span.start, span.start), default=None)
    return {"actor": None if best is None else f"a{best.cluster}", "span": _pair(span)}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
