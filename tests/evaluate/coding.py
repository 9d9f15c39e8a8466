"""A small hand-coded report."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

TEXT = "Front shells Dorvan\n\nThe Front shelled Dorvan on Monday and killed two. The army denied that it fled."


def coded() -> Json:
    """Three claims about two happenings, and a state."""
    front, town = {"role": "actor", "actor": "a1", "span": [25, 30]}, {"role": "where", "span": at("Dorvan", 2)}
    return {
        "id": "one",
        "published": "2031-05-06",
        "title": "Front shells Dorvan",
        "url": None,
        "text": TEXT,
        "sentences": [[0, 19], [21, 73], [74, len(TEXT)]],
        "actors": [
            {"id": "a1", "name": "Northern Front", "mentions": [[0, 5], [25, 30]]},
            {"id": "a2", "name": "army", "mentions": [at("army"), at("it", 1, "denied that ")]},
        ],
        "claims": [
            claim("e1", at("shells"), "ASSAULT", mode="heavy-weapons", roles=[{**front, "span": [0, 5]}]),
            claim(
                "e1",
                at("shelled"),
                "ASSAULT",
                mode="heavy-weapons",
                roles=[front, {"role": "recipient", "actor": None, "span": at("two")}],
                places=[town],
                time={"span": at("Monday"), "earliest": "2031-05-05", "latest": "2031-05-05"},
                quantities=[{"role": "killed", "span": at("two"), "low": 2, "best": 2, "high": 2}],
            ),
            claim(
                "e2",
                at("fled"),
                "RETREAT",
                factuality="CT-",
                status="none",
                roles=[{"role": "actor", "actor": "a2", "span": at("it", 1, "denied that ")}],
                attribution=[{"source": {"actor": "a2", "span": at("army")}, "cue": at("denied"), "stance": "denies"}],
            ),
        ],
        "states": [
            {
                "relation": "fights",
                "trigger": at("shelled"),
                "subjects": [{"actor": "a1", "span": None}],
                "objects": [{"actor": "a2", "span": at("army")}],
                "factuality": "CT+",
            }
        ],
    }


def claim(event: str, trigger: list[int], kind: str, **values: Any) -> Json:
    """A claim with the given values and defaults for the rest."""
    blank: Json = {"mode": None, "status": "completed", "factuality": "CT+", "roles": [], "places": [], "time": None}
    blank |= {"quantities": [], "instrument": None, "attribution": [], "content_of": None}
    return {**blank, "event": event, "trigger": trigger, "type": kind, **values}


def at(words: str, which: int = 1, behind: str = "") -> list[int]:
    """Where words occur in the report: the first time, the second time, or behind other words."""
    start = TEXT.index(behind) + len(behind) if behind else -1
    if behind:
        start = TEXT.index(words, start)
    else:
        for _ in range(which):
            start = TEXT.index(words, start + 1)
    return [start, start + len(words)]
