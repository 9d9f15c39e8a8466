"""Corrections: every kind of decision, what follows from it, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import casus
from casus.project import open_project
from casus.web.library import Library
from tests.store.building import document, pipeline
from tests.web.conftest import HOSTILE, Decide, Json, events, shelling

PIN = {"place": {"name": "Old mill", "lat": 41.0, "lon": 70.0, "precision": 2, "radius_km": 5}}


def refused(client: TestClient, body: Json, status: int, kind: str) -> Json:
    """A decision that must be refused."""
    answer = client.post("/api/decisions", json=body)
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    assert found["type"] == f"urn:casus:error:{kind}"
    return found


def about(event: Json, kind: str, **more: Any) -> Json:
    """A decision on an event as it was read."""
    return {"kind": kind, "event": event["id"], "version": event["version"], **more}


def test_accepting_settles_the_queue(client: TestClient, decide: Decide) -> None:
    """What a person accepted needs no review any more, and says who accepted it."""
    event = events(client, "review=needed")[0]
    made = decide("accept", event, reason="seen on video")

    assert made["event"]["review"] == "accepted"
    assert not made["event"]["needs_review"]
    assert made["decision"]["shown"] == "mara accepted it"
    assert made["decision"]["reason"] == "seen on video"
    assert event["id"] not in [one["id"] for one in events(client, "review=needed")]


def test_one_wrong_claim_can_be_rejected(client: TestClient, decide: Decide) -> None:
    """An event stays as long as a claim of it does."""
    event = shelling(client)
    first, second = event["claims_in_full"]
    made = decide("reject", event, claim=first["id"])

    assert made["event"]["claims"] == 1
    assert made["gone"] == []
    assert {claim["id"]: claim["review"] for claim in made["event"]["claims_in_full"]} == {
        first["id"]: "rejected",
        second["id"]: "open",
    }
    assert decide("reject", made["event"], claim=second["id"])["gone"] == [event["id"]]


def test_an_edit_puts_her_value_first(client: TestClient, decide: Decide) -> None:
    """The corrected value shows in list, card, map and filters; the machine's stays in the history."""
    event = shelling(client)
    made = decide("edit", event, field="place", value=PIN)

    assert made["event"]["place"]["name"] == "Old mill"
    field = next(field for field in made["event"]["fields"] if field["name"] == "place")
    assert (field["edited"], field["values"][0]["by"], field["values"][0]["shown"]) == (True, "person", "Old mill")
    assert made["decision"]["before"]["place"]["name"] == "Dorvan"
    assert made["decision"]["shown"] == "mara set the place to Old mill (was Dorvan)"
    assert [one["id"] for one in events(client, "place=old mill")] == [event["id"]]
    assert len(events(client, "bbox=69.9,40.9,70.1,41.1")) == 1


def test_selected_words_become_the_evidence(client: TestClient, decide: Decide) -> None:
    """An edit by selecting words quotes these words, in code points."""
    event = shelling(client, "Radio")
    doc = event["reports_in_full"][0]["id"]
    start = HOSTILE.index("Upper Kesh")
    evidence = {"document": doc, "start": start, "end": start + 10}
    value = {"place": {"name": "Upper Kesh", "lat": 41.7, "lon": 70.3, "precision": 1}}
    made = decide("edit", event, field="place", value=value, evidence=evidence)

    assert made["decision"]["evidence"]["words"] == "Upper Kesh"
    (claim,) = made["event"]["claims_in_full"]
    assert claim["places"][0]["quote"] == {"start": start, "end": start + 10, "words": "Upper Kesh"}
    assert claim["edited"] == ["place"]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("type", {"type": "COERCE", "mode": "arrest"}, ("label", "COERCE.arrest")),
        (
            "actor",
            [{"name": "Southern League", "key": "act:sl", "kind": "militia"}],
            ("line", "Southern League shelled"),
        ),
        ("recipient", [{"name": "villagers", "sector": "CVL"}], ("line", "Northern Front shelled villagers")),
        ("time", {"earliest": "2031-05-01", "latest": "2031-05-02", "precision": "days"}, ("date", "c. 1–2 May 2031")),
        ("killed", {"low": 2, "best": 3, "high": 5}, ("numbers", "about 3 (2–5) killed")),
        ("factuality", "CT-", ("realisation", "did_not_happen")),
    ],
)
def test_every_field_can_be_corrected(client: TestClient, decide: Decide, field: str, value: Any, shown: Any) -> None:
    """Type, parties, time, numbers and certainty take a person's value, and the line shows it."""
    event = shelling(client, "Radio")
    found = decide("edit", event, field=field, value=value)["event"]
    key, wanted = shown
    got = found[key]

    assert (got["shown"] if key == "date" else got[0]["shown"] if key == "numbers" else got) == wanted


def test_a_value_can_be_taken_away(client: TestClient, decide: Decide) -> None:
    """No place, no time, no number is a correction too."""
    event = shelling(client, "Radio")
    event = decide("edit", event, field="killed", value=None)["event"]
    event = decide("edit", event, field="actor", value=[])["event"]
    event = decide("edit", event, field="place", value={"place": None})["event"]

    assert (event["numbers"], event["actors"], event["place"]) == ([], [], None)
    assert event["line"] == "someone shelled"


def test_a_claim_alone_can_be_corrected(client: TestClient, decide: Decide) -> None:
    """A value that only puts one report right is one voice among others."""
    event = shelling(client)
    claim = event["claims_in_full"][1]["id"]
    made = decide("edit", event, claim=claim, field="killed", value={"low": 1, "best": 1, "high": 1}, whole_event=False)

    field = next(field for field in made["event"]["fields"] if field["name"] == "killed")
    assert not field["edited"]
    assert len(field["values"]) == 2


def test_a_stale_edit_is_refused_with_both_versions(client: TestClient, decide: Decide) -> None:
    """Of two tabs that decide on the same state, the second is shown what has changed."""
    event = shelling(client)
    decide("edit", event, field="place", value=PIN)
    found = refused(client, about(event, "accept"), 409, "stale")

    assert found["yours"]["place"]["name"] == "Dorvan"
    assert found["current"]["place"]["name"] == "Old mill"
    assert found["yours"]["version"] == event["version"]
    again = client.post("/api/decisions", json=about(found["current"], "accept"))
    assert again.status_code == 201


def test_undo_and_undo_of_undo(client: TestClient, decide: Decide) -> None:
    """Undoing is a decision that can itself be undone; nothing leaves the history."""
    event = shelling(client)
    edit = decide("edit", event, field="place", value=PIN)
    undo = decide("undo", decision=edit["decision"]["id"])
    redo = decide("undo", decision=undo["decision"]["id"])

    assert undo["event"]["place"]["name"] == "Dorvan"
    assert redo["event"]["place"]["name"] == "Old mill"
    assert [one["kind"] for one in redo["event"]["history"]] == ["edit", "undo", "undo"]
    assert [one["undone_by"] for one in redo["event"]["history"]] == [None, redo["decision"]["id"], None]
    refused(client, {"kind": "undo", "decision": undo["decision"]["id"]}, 409, "conflict")


def test_merging_and_splitting(client: TestClient, decide: Decide) -> None:
    """Two events become one under both ids, and can be parted again."""
    one, other = shelling(client), shelling(client, "Radio")
    made = decide("merge", one, **{"with": [{"event": other["id"], "version": other["version"]}]})

    assert made["event"]["reports"] == 3
    assert made["gone"] == [other["id"]]
    assert client.get(f"/api/events/{other['id']}").json()["id"] == made["event"]["id"]
    assert len(events(client)) == 5

    parted = decide("split", made["event"], members=[other["id"]])
    assert [line["id"] for line in parted["also"]] == [other["id"]]
    assert len(events(client)) == 6
    decide("undo", decision=parted["decision"]["id"])
    assert len(events(client)) == 5
    decide("undo", decision=made["decision"]["id"])
    assert len(events(client)) == 6


def test_a_machine_merge_can_be_split(client: TestClient, decide: Decide) -> None:
    """What the machine joined, a person can part; undone, the machine's view holds again."""
    event = shelling(client)
    made = decide("split", event, members=event["members"][1:])
    assert len(events(client, "type=ASSAULT")) == 4

    decide("undo", decision=made["decision"]["id"])
    assert shelling(client)["members"] == event["members"]


def test_judgements_of_people_survive_merging_anew(client: TestClient, decide: Decide, folder: Path) -> None:
    """`casus merge` keeps what a person decided."""
    event = shelling(client)
    decide("split", event, members=event["members"][1:])
    with open_project(folder) as project:
        project.merge()
        assert len(project.events(casus.Filter(type="ASSAULT"))) == 4


def test_a_missed_claim_can_be_added(client: TestClient, decide: Decide, folder: Path) -> None:
    """A claim that the engine missed is an event like any other, and its fields can be filled."""
    doc = shelling(client, "Radio")["reports_in_full"][0]["id"]
    start = HOSTILE.index("Dead")
    made = decide("add", document=doc, trigger=[start, start + 4], value={"type": "ASSAULT", "mode": "firearms"})
    filled = decide("edit", made["event"], field="recipient", value=[{"name": "patients"}])

    assert filled["event"]["line"] == "someone shot at patients"
    assert len(events(client)) == 7
    assert filled["event"]["claims_in_full"][0]["trigger"]["words"] == "Dead"
    with open_project(folder) as project:
        assert [claim.claim_id for claim in project.claims(casus.Filter(actor="patients"))] == [
            made["decision"]["claim"]
        ]
    gone = decide("undo", decision=made["decision"]["id"])
    assert gone["gone"] == [made["event"]["id"]]
    assert len(events(client)) == 6


def test_a_missed_claim_can_join_an_event(client: TestClient, decide: Decide) -> None:
    """An added claim of a known happening is one more voice."""
    event = shelling(client, "Radio")
    doc = event["reports_in_full"][0]["id"]
    start = HOSTILE.index("killing")
    made = decide("add", event, document=doc, trigger=[start, start + 7], value={"type": "ASSAULT"})

    assert made["event"]["id"] == event["id"]
    assert made["event"]["claims"] == 2


def test_states_can_be_decided_on(client: TestClient, decide: Decide) -> None:
    """A relation is corrected and rejected like an act."""
    line = client.get("/api/states").json()["lines"][0]
    state = client.get(f"/api/states/{line['id']}").json()["claims"][-1]
    decide("edit", claim=state["id"], field="extent", value="most")
    assert "most of Upper Kesh" in client.get("/api/states").json()["lines"][0]["shown"]

    for found in client.get(f"/api/states/{line['id']}").json()["claims"]:
        decide("reject", claim=found["id"])
    assert client.get("/api/states").json()["total"] == 0


def test_a_note_changes_nothing_shown(client: TestClient, decide: Decide) -> None:
    """A note stands in the history and is no verdict."""
    event = shelling(client)
    made = decide("note", event, reason="ask Kesh Courier")

    assert made["event"]["review"] == "open"
    assert made["event"]["history"][0]["shown"] == "mara noted: ask Kesh Courier"


def test_queries_of_the_project_show_corrected_values(client: TestClient, decide: Decide, folder: Path) -> None:
    """What was corrected in the page is what the command line lists and exports."""
    event = shelling(client, "Radio")
    decide("edit", event, field="actor", value=[{"name": "Southern League", "key": "act:sl"}])
    decide("reject", events(client, "realisation=did_not_happen")[0])
    with open_project(folder) as project:
        assert [one.event_id for one in project.events(casus.Filter(actor="southern"))] == [event["id"]]
        assert len(project.events(casus.Filter(actor="northern"))) == 2
        assert len(project.events()) == len(project.claims()) - 1 == 5
        believed = {one.event.event_id: one for one in project.beliefs()}
        assert [who.name for who in believed[event["id"]].actors] == ["Southern League"]
    export = client.get("/api/export/csv")
    assert b"Southern League" in zipped(export.content)


def zipped(content: bytes) -> bytes:
    """All files of an archive."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_decisions_survive_a_new_reading(client: TestClient, decide: Decide, folder: Path, library: Library) -> None:
    """After another engine has read the reports, her decisions hold on the same claims."""
    event = shelling(client, "Radio")
    decide("edit", event, field="place", value=PIN)
    one = shelling(client)
    decide("split", one, members=one["members"][1:])
    with open_project(folder) as project:
        from tests.web.conftest import documents

        project.add(documents(), pipeline=pipeline("other", certainty=0.9))
    library.prepare()

    assert shelling(client, "Radio")["place"]["name"] == "Old mill"
    assert len(events(client, "type=ASSAULT")) == 4


def test_the_log_lists_and_filters(client: TestClient, decide: Decide) -> None:
    """The log can be asked by event, author and kind."""
    one, other = shelling(client), shelling(client, "Radio")
    decide("accept", one)
    decide("reject", other, author="tom")
    log = client.get("/api/decisions").json()

    assert [found["kind"] for found in log["decisions"]] == ["reject", "accept"]
    assert client.get("/api/decisions?author=tom").json()["total"] == 1
    assert client.get(f"/api/decisions?event={one['id']}").json()["total"] == 1
    assert client.get("/api/decisions?attached=false").json()["total"] == 0


def test_many_at_once_with_preview_and_undo(client: TestClient, decide: Decide) -> None:
    """A decision for many is shown before it is made, leaves out what has changed, and is undone as one."""
    body = {"decision": {"kind": "reject"}, "select": {"type": "RETREAT"}}
    rows = client.post("/api/bulk/preview", json=body).json()["rows"]
    assert [(row["before"], row["after"]) for row in rows] == [("open", "rejected")] * 3

    chosen = [{"event": row["event"]["id"], "version": row["event"]["version"]} for row in rows]
    decide("note", rows[0]["event"], reason="wait")
    made = client.post("/api/bulk", json={"decision": {"kind": "reject"}, "events": chosen}).json()

    assert len(made["decisions"]) == 2
    assert [one["event"] for one in made["stale"]] == [chosen[0]["event"]]
    assert len(events(client)) == 4
    decide("undo", batch=made["batch"])
    assert len(events(client)) == 6


def test_similar_events_are_offered(client: TestClient) -> None:
    """Events alike in type, parties and place can be decided on together."""
    event = client.get(f"/api/events/{events(client, 'type=RETREAT')[0]['id']}").json()
    body = {"decision": {"kind": "accept", "event": event["id"]}}

    assert event["similar"] == 2
    assert client.post("/api/bulk/preview", json=body).json()["total"] == 2
    place = {"kind": "edit", "event": shelling(client)["id"], "field": "place", "value": PIN}
    preview = client.post("/api/bulk/preview", json={"decision": place}).json()
    assert [row["before"]["place"]["name"] for row in preview["rows"]] == ["Dorvan"]


@pytest.mark.parametrize(
    ("more", "status", "kind"),
    [
        ({"kind": "accept", "version": None}, 422, "input"),
        ({"kind": "edit", "field": "colour", "value": 1}, 422, "input"),
        ({"kind": "edit", "field": "place", "value": {"place": {"lat": 91, "lon": 0}}}, 422, "input"),
        ({"kind": "edit", "field": "time", "value": {"earliest": "2031-05-02", "latest": "2031-05-01"}}, 422, "input"),
        ({"kind": "edit", "field": "killed", "value": {"low": 5, "high": 2}}, 422, "input"),
        ({"kind": "edit", "field": "killed", "value": {"low": -1}}, 422, "input"),
        ({"kind": "edit", "field": "status", "value": "maybe"}, 422, "input"),
        ({"kind": "edit", "field": "actor", "value": [{"name": "A", "start": 3, "end": 99999}]}, 422, "input"),
        (
            {
                "kind": "edit",
                "field": "status",
                "value": "planned",
                "evidence": {"document": "d-0", "start": 0, "end": 1},
            },
            422,
            "input",
        ),
        ({"kind": "accept", "claim": "c-0123456789abcdef"}, 404, "not-found"),
        ({"kind": "merge"}, 422, "input"),
        ({"kind": "split", "members": []}, 422, "input"),
        ({"kind": "note", "reason": "  "}, 422, "input"),
        ({"kind": "accept", "author": "casus merge 9"}, 422, "input"),
        ({"kind": "dance"}, 422, "input"),
        ({"kind": "accept", "colour": "red"}, 422, "input"),
    ],
)
def test_what_cannot_be_decided_is_refused(client: TestClient, more: Json, status: int, kind: str) -> None:
    """A decision that makes no sense is refused with a reason, and nothing is written."""
    event = shelling(client)
    refused(client, {**about(event, "accept"), **more}, status, kind)

    assert client.get("/api/decisions").json()["total"] == 0


def test_events_and_decisions_that_are_not_there(client: TestClient) -> None:
    """What does not exist cannot be decided on or undone."""
    refused(client, {"kind": "accept", "event": "e-0000000000000000", "version": "0.0"}, 404, "not-found")
    refused(client, {"kind": "undo", "decision": "n-7"}, 404, "not-found")
    refused(client, {"kind": "accept"}, 404, "not-found")


def test_hostile_words_of_a_person_stay_words(client: TestClient, decide: Decide) -> None:
    """Names and reasons that a person types are data as well."""
    made = decide("edit", shelling(client), field="actor", value=[{"name": "<img src=x>\u202e"}], reason="</script>")

    assert made["event"]["actors"][0]["name"] == "<img src=x>"
    copy = client.get("/api/share").text
    assert "<img src=x>" not in copy
    assert copy.count("</script>") == copy.count("<script")


def test_an_added_report_is_new_until_seen(client: TestClient, folder: Path, library: Library) -> None:
    """What came after the last look is in the queue until somebody looks."""
    client.post("/api/seen", json={})
    with open_project(folder) as project:
        project.add([document("Rebels shelled a bridge.", publisher="Late", origin="e.txt")], pipeline=pipeline())
    library.prepare()
    assert client.get("/api/review?kind=new").json()["total"] == 1

    client.post("/api/seen", json={})
    assert client.get("/api/review?kind=new").json()["total"] == 0
