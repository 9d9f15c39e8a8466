"""Claims: the act, its sides, place, time, status, certainty, source, content and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casus.evaluate import phenomena
from casus.evaluate.whole import sources, terms
from casus.evaluate.whole.coding import span_of
from casus.evaluate.whole.judged import Line, Miss, differs, one_of, shown
from casus.evaluate.whole.scene import ACTS, Scene
from casus.evaluate.whole.when import claim_days
from casus.model.claim import EventClaim

Json = Mapping[str, Any]


def lines(scene: Scene) -> Iterator[Line]:
    """One line per claim."""
    for row in scene.coding.rows["claims"]:
        yield Line("claims", row["id"], scene.words(row), tuple(misses(scene, row)))


def misses(scene: Scene, row: Json) -> Iterator[Miss]:
    """What a coded claim misses."""
    if row["kind"] == "not_an_event":
        yield from _nothing(scene, row)
    elif row["kind"] == "report":
        yield from _report(scene, row)
    elif (claim := scene.claims.get(row["id"])) is None:
        yield Miss("claim", row["trigger"]["text"], "nothing")
    else:
        yield from _act(scene, row, claim)


def _nothing(scene: Scene, row: Json) -> Iterator[Miss]:
    for told in scene.told:
        if scene.in_evidence(row, told.trigger):
            yield Miss("act", "nothing", scene.quote(told.trigger))


def _report(scene: Scene, row: Json) -> Iterator[Miss]:
    """A statement is no act of its own, but the source of others, with its day."""
    for claim in scene.reading.claims:
        if claim.trigger.overlaps(span_of(row["trigger"])):
            yield Miss("act", "nothing", scene.quote(claim.trigger))
    links = [a for c in scene.reading.claims for a in c.attribution]
    cued = [a for a in links if a.cue is not None and a.cue.overlaps(span_of(row["trigger"]))]
    if not cued:
        yield Miss("source", shown(row["actor"]), "nothing")
        return
    yield from differs("source", shown(row["actor"]), scene.party(cued[0].source))
    time, said = scene.coding.by_id("times").get(row["time"]), cued[0].said
    if time:
        yield from differs("said", time["value"], str(said.when.latest) if said and said.when else None)


def _act(scene: Scene, row: Json, claim: EventClaim) -> Iterator[Miss]:
    yield from kind(scene, row, claim)
    yield from sides(scene, row, claim)
    yield from _places(scene, row, claim)
    yield from claim_days(scene, claim, row["time"], starts=row["kind"] == "event_phase")
    status = "none" if row.get("stance") == "denies" else row["status"]
    yield from one_of("status", _statuses(row, status), claim.status)
    yield from one_of("factuality", phenomena.factualities({"factuality": row["factuality"]}), claim.factuality)
    yield from sources.of_claim(scene, row, claim)
    if row["stance"] == "denies":
        yield from differs("stance", "denies", next((a.stance for a in claim.attribution), None))
    yield from _realised(row, claim)
    yield from _content(scene, row, claim)
    yield from _number(scene, row, claim)


def kind(scene: Scene, row: Json, claim: EventClaim) -> tuple[Miss, ...]:
    """Whether the type is accepted; a request for something also by what is asked for."""
    type_, mode = row["plover"]
    own = f"{type_}.{mode}" if mode else type_
    accepted = list(phenomena.labels({**row, "plover": type_, "mode": mode}))
    accepted += terms.table("claim_labels").get(type_, []) + terms.table("claim_labels").get(own, [])
    if row["trigger"]["text"] in terms.listed("moved", "triggers"):
        accepted += terms.listed("moved", "labels")
    label = f"{claim.type}.{claim.mode}" if claim.mode else claim.type
    content = terms.table("content_labels").get(own)
    if content and claim.type == type_ and content in {c.type for c in scene.contents_of(claim)}:
        return ()
    return () if {label, claim.type} & set(accepted) else one_of("type", accepted, label)


def sides(scene: Scene, row: Json, claim: EventClaim) -> Iterator[Miss]:
    """Every coded party and no other; who is moved together with others is one of them."""
    moved = f"{claim.type}.{claim.mode}" in terms.listed("moved", "labels")
    for role in ("actor", "recipient"):
        wanted = terms.actor_ids(row.get(role))
        found = [scene.party(p) for p in claim.parties(role)]
        if moved:
            yield from _among(scene, row, claim) if role == "actor" else ()
            continue
        yield from party_misses(role, wanted, found)


def _among(scene: Scene, row: Json, claim: EventClaim) -> Iterator[Miss]:
    """The guide tells of all who are moved in one claim: those of this record must be among them."""
    found = {scene.party(p) for p in claim.parties("actor", "recipient")}
    for who in terms.actor_ids(row["actor"]):
        if not who & found:
            yield Miss("moved", shown(who), shown(found))


def party_misses(role: str, wanted: tuple[frozenset[str], ...], found: list[str]) -> Iterator[Miss]:
    """Each wanted one once, each with its alternatives, and nobody else."""
    free = list(found)
    missing = []
    for who in wanted:
        match = next((name for name in free if name in who), None)
        if match is None:
            missing.append("|".join(sorted(who)))
        else:
            free.remove(match)
    if missing or free:
        yield Miss(role, shown(["|".join(sorted(who)) for who in wanted]), shown(found))


def _places(scene: Scene, row: Json, claim: EventClaim) -> Iterator[Miss]:
    """
    Each coded place in its role; no other, but for words that only help to find it.

    What is asked for or agreed has its places on the claim of that, as the guide has it; a place that the claim's own
    paragraph does not name is looked for in the other claims of its happening.
    """
    roles = terms.table("place_roles")
    told = [(p.role, scene.place(p)) for p in claim.places]
    wanted = {key: value for key, value in (row.get("place") or {}).items() if key in roles}
    for key, value in wanted.items():
        id_ = terms.place_id(value)
        known = told + [(p.role, scene.place(p)) for c in _beside(scene, row, claim, id_) for p in c.places]
        if not any(role in roles[key] and name == id_ for role, name in known):
            yield Miss(f"place {key}", id_, shown([f"{role} {name}" for role, name in told]))
    accepted = {terms.place_id(value) for value in (row.get("place") or {}).values()} | _optional(scene, row)
    extra = [f"{role} {name}" for role, name in told if name not in accepted]
    if extra and row.get("place") is not None:
        yield Miss("place", shown(accepted), shown(extra))


def _beside(scene: Scene, row: Json, claim: EventClaim, place: str) -> tuple[EventClaim, ...]:
    """The claims that may tell a place in the stead of one."""
    named = any(place in m["place"].split("+") and m["seg"] == row["seg"] for m in scene.coding.rows["place_mentions"])
    same = () if named else tuple(c for c in scene.reading.claims if scene.happening(c) == scene.happening(claim))
    told = (claim, *same)
    return (*same, *(content for c in told for content in scene.contents_of(c)))


def _optional(scene: Scene, row: Json) -> set[str]:
    """Places named beside those of an act, which a reading may have as well."""
    roles = terms.listed("passing_places", "optional") | terms.listed("passing_places", "roles")
    return {m["place"] for m in scene.coding.rows["place_mentions"] if m["seg"] == row["seg"] and m["role"] in roles}


def _statuses(row: Json, status: str) -> tuple[str, ...]:
    speech = row["plover"][0] in ("REQUEST", "AGREE", "THREATEN", "CONCEDE", "ACCUSE", "SUPPORT")
    if speech and status in ("requested", "agreed", "completed"):
        return ("completed",)  # the guide: whoever has asked, or agreed, has done so
    return phenomena.STATUSES.get(status, (status,)) if status in ("completed", "started") else (status,)


def _realised(row: Json, claim: EventClaim) -> tuple[Miss, ...]:
    """How far it is real, by status and certainty: nothing that is only asked for is."""
    accepted = terms.table("realised")[row["realised"]]
    sure = claim.factuality == "CT+"
    wanted = row["realised"] in ("yes", "partly")
    if claim.status in accepted and sure == wanted:
        return ()
    return (Miss("realised", row["realised"], f"{claim.status}, {claim.factuality}"),)


def _content(scene: Scene, row: Json, claim: EventClaim) -> Iterator[Miss]:
    """
    What an act of speech is about. What one asked for and others agreed to is the content of either, in each sentence;
    a request that an agreement is about is the happening before it, and no content in the guide.
    """
    wanted = row.get("content_claim")
    for id_ in [wanted] if isinstance(wanted, str) else wanted or ():
        coded = scene.coding.by_id("claims")[id_]
        content = scene.claims.get(id_)
        if coded["plover"][0] == "REQUEST":
            continue
        if content is None or content.content_of != claim.event:
            yield Miss(
                "content", id_, "nothing" if content is None else f"content of {content.content_of or 'nothing'}"
            )


def _number(scene: Scene, row: Json, claim: EventClaim) -> Iterator[Miss]:
    if not row.get("quantity"):
        return
    coded = scene.coding.by_id("quantities")[row["quantity"]]
    values = {(q.low, q.best, q.high) for q in claim.quantities}
    if (coded["low"], coded["best"], coded["high"]) not in values:
        yield Miss("number", shown((coded["low"], coded["high"])), shown(values))


def acts(scene: Scene) -> Iterator[tuple[Json, EventClaim]]:
    """Coded acts with the claims that tell them."""
    for row in scene.coding.rows["claims"]:
        if row["kind"] in ACTS and row["id"] in scene.claims:
            yield row, scene.claims[row["id"]]
