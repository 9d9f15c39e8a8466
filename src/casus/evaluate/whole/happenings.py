"""Merged happenings: which claims are of one, and how many sources it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casus.evaluate.whole.judged import Line, Miss, differs, shown
from casus.evaluate.whole.scene import Scene

Json = Mapping[str, Any]


def lines(scene: Scene) -> Iterator[Line]:
    """One line per merged happening."""
    for row in scene.coding.rows["merged_events"]:
        yield Line("merged events", row["id"], row["type"], tuple(_misses(scene, row)))


def _misses(scene: Scene, row: Json) -> Iterator[Miss]:
    """All its claims are of one happening, and no other coded claim is; what has not happened is told as such."""
    yield from _joined(scene, row)
    if row.get("independent_sources"):
        yield from differs("sources", row["independent_sources"], sources_of(scene, row["claims"]))
    if row.get("realised") is False:
        for id_ in row["claims"]:
            claim = scene.claims.get(id_)
            if claim is not None and claim.factuality == "CT+":
                yield Miss("realised", "no", f"{id_} {claim.status}")


def _joined(scene: Scene, row: Json) -> Iterator[Miss]:
    told = {id_: scene.happening(scene.claims[id_]) for id_ in row["claims"] if id_ in scene.claims}
    for id_ in row["claims"]:
        if id_ not in told:
            yield Miss("claim", id_, "nothing")
    if len(set(told.values())) > 1:
        yield Miss("one happening", shown(row["claims"]), shown([f"{k}={v}" for k, v in told.items()]))
    others = [
        id_
        for id_, claim in scene.claims.items()
        if id_ not in row["claims"] and scene.happening(claim) in told.values() and not _shares(scene, row, id_)
    ]
    if others:
        yield Miss("no other", shown(row["claims"]), f"also {shown(others)}")


def _shares(scene: Scene, row: Json, id_: str) -> bool:
    """Whether a claim of another happening is one with a claim of this: the guide has one claim for both."""
    return any(scene.claims.get(own) is scene.claims[id_] for own in row["claims"])


def sources_of(scene: Scene, ids: list[str]) -> int:
    """How many coded speakers the claims of a happening have."""
    links = (a for id_ in ids if id_ in scene.claims for a in scene.claims[id_].attribution)
    return len({scene.party(a.source) for a in links})
