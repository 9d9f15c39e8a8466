"""Spoil readings on purpose, so that every measure has something to count."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
TYPES = ("ASSAULT", "CONSULT", "REQUEST", "RETREAT", "AID")


def perturbed(row: Json, random_: random.Random) -> Json:
    """A copy with claims dropped, doubled, moved and altered; sometimes with keys left out, as a prediction may."""
    spoiled = copy.deepcopy(row)
    spoiled["claims"] = [
        _claim(claim, len(row["text"]), random_) for claim in spoiled["claims"] if random_.random() < 0.9
    ]
    spoiled["claims"] += copy.deepcopy(random_.sample(spoiled["claims"], k=len(spoiled["claims"]) // 5))
    random_.shuffle(spoiled["claims"])
    spoiled["states"] = [_state(state, random_) for state in spoiled["states"] if random_.random() < 0.8]
    for actor in spoiled["actors"]:
        actor["mentions"] = [span for span in actor["mentions"] if random_.random() < 0.8]
    return spoiled


def _claim(claim: Json, size: int, random_: random.Random) -> Json:
    changes: dict[str, Callable[[], Any]] = {
        "type": lambda: random_.choice(TYPES),
        "mode": lambda: random_.choice((None, "visit", "aerial")),
        "status": lambda: random_.choice(("completed", "none", "planned")),
        "factuality": lambda: random_.choice(("CT+", "CT-", "U", "PS-")),
        "roles": lambda: claim["roles"][1:],
        "places": lambda: claim["places"][:-1],
        "quantities": lambda: [{**quantity, "low": 3} for quantity in claim["quantities"]],
        "attribution": list,
        "time": lambda: {**(claim["time"] or {"span": None}), "earliest": "2001-01-01", "latest": "2001-01-01"},
        "event": lambda: random_.choice(("e1", "e2", None)),
        "trigger": lambda: _moved(claim["trigger"], size, random_),
    }
    for key, change in changes.items():
        if random_.random() < 0.12:
            claim[key] = change()
    return {key: value for key, value in claim.items() if key in _NEEDED or random_.random() < 0.98}


_NEEDED = frozenset({"trigger", "type"})


def _state(state: Json, random_: random.Random) -> Json:
    if random_.random() < 0.2:
        state["factuality"] = "CT-"
    if random_.random() < 0.2:
        state["relation"] = "controls"
    if random_.random() < 0.2:
        state["objects"] = []
    return state


def _moved(span: list[int], size: int, random_: random.Random) -> list[int]:
    start = min(max(span[0] + random_.randint(-60, 60), 0), size - 2)
    return [start, start + 1 + random_.randint(0, 8)]
