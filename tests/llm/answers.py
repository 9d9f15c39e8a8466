"""Answers as models give them, for reports about made-up places."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
EMPTY: Json = {"actors": [], "claims": [], "states": []}


def quote(words: str, sentence: int = 1) -> Json:
    """Words and the sentence that they are said to stand in."""
    return {"sentence": sentence, "quote": words}


def claim(trigger: str, kind: str = "ASSAULT", sentence: int = 1, **other: object) -> Json:
    """A claim with every key that the schema asks for."""
    usual: Json = {
        "event": "e1",
        "sentence": sentence,
        "trigger": trigger,
        "nth": 1,
        "type": kind,
        "status": "completed",
        "factuality": "CT+",
        "roles": [],
        "places": [],
        "time": None,
        "quantities": [],
        "instrument": None,
        "attribution": [],
        "content_of": None,
    }
    return {**usual, **other}


def state(trigger: str, relation: str = "controls", sentence: int = 1, **other: object) -> Json:
    """A state with every key that the schema asks for."""
    usual: Json = {
        "sentence": sentence,
        "trigger": trigger,
        "nth": 1,
        "relation": relation,
        "subjects": [],
        "objects": [],
        "extent": None,
        "factuality": "CT+",
        "time": None,
        "attribution": [],
    }
    return {**usual, **other}


def role(name: str, words: str, sentence: int = 1) -> Json:
    """A role, place or number."""
    return {"role": name, **quote(words, sentence)}


def said_by(words: str, cue: str | None = "said", sentence: int = 1, stance: str = "asserts") -> Json:
    """One source."""
    return {"source": quote(words, sentence), "cue": quote(cue, sentence) if cue else None, "stance": stance}


def answer(*claims: Json, states: tuple[Json, ...] = (), actors: tuple[Json, ...] = ()) -> Json:
    """A whole answer."""
    return {"actors": list(actors), "claims": list(claims), "states": list(states)}
