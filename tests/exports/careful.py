"""The exhaustive coding of one report (gold.json) in the reading format, as far as exports look at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

Json = Mapping[str, Any]

KINDS: Final = {"political_militia": "militia", "state_forces": "armed_forces", "coalition": "armed_forces"}
COUNTRIES: Final = {"Syria": "SYR", "Lebanon": "LBN", "SY": "SYR", "LB": "LBN"}
SECTORS: Final = {
    "rebel_group": "REB",
    "militia": "REB",
    "armed_forces": "MIL",
    "government": "GOV",
    "civilians": "REF",
}
ROLES: Final = {"where": "where", "also": "where", "origin": "from", "path_from": "from", "about_origin": "from"} | {
    "destination": "to",
    "towards": "to",
}
ALLIES: Final = frozenset(("allied_with", "supports", "coordinates_with"))
SPEECH: Final = frozenset(("REQUEST", "AGREE"))


def reading_row(gold: Json, coded: Json) -> dict[str, Any]:
    """
    The claims of the exhaustive coding as rows of the reading format; text and sentences are those of `coded`.

    Claims of one merged event and type share an event id, and differ where their modes do: a request to let go and a
    request to meet are two acts. What is coded as no event, and as a mere report, is left out.
    """
    claims = [claim for claim in gold["claims"] if claim["plover"]]
    events = {claim: event["id"] for event in gold["merged_events"] for claim in event["claims"]}
    return {
        **coded,
        "actors": [_actor(actor) for actor in gold["actors"]],
        "states": [_state(state, coded) for state in gold["states"] if state["relation"] in ALLIES],
        "claims": [_claim(claim, events.get(claim["id"], claim["id"]), claims, gold, coded) for claim in claims],
    }


def _actor(raw: Json) -> dict[str, Any]:
    kind = KINDS.get(raw["type"], raw["type"])
    known = ("rebel_group", "militia", "armed_forces", "government", "civilians")
    kind = kind if kind in known else "other"
    return {
        "id": raw["id"],
        "name": raw["canonical"],
        "kind": kind,
        "sector": SECTORS.get(kind, "UNK"),
        "country": COUNTRIES.get(raw.get("plover_country", "")),
        "mentions": [],
    }


def _claim(raw: Json, event: str, claims: Sequence[Json], gold: Json, coded: Json) -> dict[str, Any]:
    kind, mode = raw["plover"]
    start = raw["evidence"][0]["start"]
    factuality = re.match(r"(?:CT|PR|PS)[+-]|U", raw["factuality"])
    assert factuality is not None
    said = kind in SPEECH and raw["realised"] == "yes"
    modes = {claim["plover"][1] for claim in claims if claim["plover"][0] == kind and raw["id"] != claim["id"]}
    trigger = raw.get("trigger") or raw["evidence"][0]
    return {
        "event": f"{event} {kind} {mode if kind in SPEECH and modes else ''}",
        "sentence": _sentence(start, coded),
        "trigger": [trigger["start"], trigger["end"]],
        "type": kind,
        "mode": mode,
        "status": "none" if factuality[0] == "CT-" else "completed" if said else raw["status"],
        "factuality": factuality[0],
        "roles": [*_roles("actor", raw["actor"]), *_roles("recipient", raw.get("recipient", ()))],
        "places": list(_places(raw["place"], gold)),
        "time": _time(raw["time"], gold),
        "quantities": [],
        "instrument": None,
        "attribution": [],
        "content_of": event if raw.get("exported") is False else None,
    }


def _state(raw: Json, coded: Json) -> dict[str, Any]:
    evidence = raw["evidence"][0]
    subject, target = (re.findall(r"A\.[A-Z]+", raw[side])[-1] for side in ("subject", "object"))
    return {
        "relation": raw["relation"],
        "sentence": _sentence(evidence["start"], coded),
        "trigger": [evidence["start"], evidence["end"]],
        "subjects": [{"actor": subject}],
        "objects": [{"actor": target}],
        "extent": None,
        "factuality": raw["factuality"][:3],
        "time": None,
        "attribution": [],
    }


def _sentence(start: int, coded: Json) -> int:
    return next(n for n, (first, last) in enumerate(coded["sentences"]) if first <= start < last)


def _roles(role: str, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    named = (re.match(r"A\.[A-Z]+", id_) for id_ in ids)
    return ({"role": role, "actor": found[0], "span": None} for found in named if found)


def _places(told: Mapping[str, str] | None, gold: Json) -> Iterator[dict[str, Any]]:
    for role, id_ in (told or {}).items():
        id_ = id_.split(" ")[0]
        mention = next((one for one in gold["place_mentions"] if id_ in one["place"]), None)
        if mention is not None:
            place = next(one for one in gold["places"] if one["id"] == id_)
            yield {"role": ROLES[role], "span": [mention["start"], mention["end"]], "place": _place(place)}


def _place(raw: Json) -> dict[str, Any]:
    lat, lon = raw.get("latlon") or raw.get("representative_point") or (None, None)
    kind = "country" if raw["feature"] == "PCLI" else "other"
    return {
        "id": raw["id"],
        "name": raw["name"],
        "lat": lat,
        "lon": lon,
        "country": COUNTRIES[raw["country"][0]],
        "admin1": raw.get("admin1"),
        "kind": kind,
        "precision": raw["ucdp_where_prec"],
        "radius_km": float(raw.get("radius_km", 1)),
    }


def _time(told: str, gold: Json) -> dict[str, Any] | None:
    time = next((one for one in gold["times"] if one["id"] == told), None)
    if time is not None:
        return {"span": None, "earliest": time["earliest"], "latest": time["latest"]} if time["earliest"] else None
    days = re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", told)
    return {"span": None, "earliest": days[1], "latest": days[2]} if days else None
