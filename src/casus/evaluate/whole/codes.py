"""CAMEO codes of happenings, by the documented rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from casus.evaluate.whole.deeds import acts
from casus.evaluate.whole.judged import Line, Miss
from casus.evaluate.whole.scene import Scene
from casus.model.claim import EventClaim
from casus.schemes import cameo
from casus.store.rows import ClaimRow

Json = Mapping[str, Any]


def lines(scene: Scene) -> Iterator[Line]:
    """One line per coded act that has a code; what CAMEO has none for ("none …") must get none."""
    told = {row.claim_id: row for event in scene.events for row in event.claims}
    for row, claim in ((r, c) for r, c in acts(scene) if told and r.get("cameo")):
        yield Line("codes", row["id"], str(row["cameo"]), tuple(_misses(row, claim, told)))


def _misses(row: Json, claim: EventClaim, told: Mapping[str, ClaimRow]) -> Iterator[Miss]:
    """The code, or one of the alternatives; what is only asked for or agreed has the code that it would have."""
    told_code = "" if str(row["cameo"]).startswith("none") else str(row["cameo"])
    wanted = {*re.findall(r"\b\d{2,4}\b", told_code), *row.get("cameo_alternatives", ())}
    held = told.get(claim.claim_id)
    code = cameo.derive(held) if held is not None else None
    value = code.value if code else ""
    if (value or None) not in (wanted or {None}):
        yield Miss("CAMEO", " or ".join(sorted(wanted)) or "none", value or (code.why if code else "nothing"))
