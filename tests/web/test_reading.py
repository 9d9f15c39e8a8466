"""What the page shows: every answer of the read side."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from fastapi.testclient import TestClient

from casus.store.corrections import Corrections
from casus.web.asked import Sort
from casus.web.cards import Card
from casus.web.library import Library
from tests.web.conftest import BASE, HOSTILE, Decide, Json, events, shelling


def get(client: TestClient, path: str) -> Json:
    """An answer that must be given."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_the_session_says_who_and_what(client: TestClient) -> None:
    """The page learns what it shows before anything else."""
    found = get(client, "/api/session")

    assert (found["project"], found["author"], found["state"], found["needs_token"]) == ("war", "mara", "ready", False)
    assert found["prepared"] == found["total"] == 6
    assert len(found["revision"].split(".")) == 4


def test_the_sentence_counts_what_the_filter_keeps(client: TestClient) -> None:
    """The state of things stands in one plain sentence."""
    whole = get(client, "/api/summary")
    part = get(client, "/api/summary?type=ASSAULT&disputed=false")

    assert whole["sentence"] == "6 events, 3 need review, data to 1 Jul 2031"
    assert part["sentence"].startswith("3 events of 6")
    assert [chip["key"] for chip in part["filters"]] == ["type", "disputed"]
    assert whole["claims"] == 7
    assert whole["states"] == 1


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("actor=northern", 3),
        ("actor=act:nf", 3),
        ("actor=nobody", 0),
        ("actor=northern&actor=army", 6),
        ("place=dorvan", 2),
        ("place=t:1", 2),
        ("place=Lower", 2),
        ("place=XDV", 2),
        ("type=ASSAULT", 3),
        ("type=ASSAULT.heavy-weapons", 3),
        ("type=ASSAULT.aerial", 0),
        ("type=ASSAULT&type=RETREAT", 6),
        ("sector=MIL", 3),
        ("source=hospital", 2),
        ("source=Kesh", 2),
        ("source=%3Cb%3E", 2),
        ("since=2031-06-01", 4),
        ("until=2031-05-05", 1),
        ("since=2031-05-05&until=2031-05-05", 1),
        ("text=camp", 1),
        ("text=%22shelled a camp%22", 1),
        ("text=camp hospital", 0),
        ("bbox=70,41,71,42", 2),
        ("bbox=-10,41,10,42", 0),
        ("bbox=70,41,-170,42", 2),
        ("review=needed", 3),
        ("review=open", 6),
        ("review=accepted", 0),
        ("realisation=did_not_happen", 3),
        ("undated=true", 5),
        ("unplaced=true", 4),
        ("unplaced=false", 2),
        ("certainty=denied", 3),
    ],
)
def test_filters_narrow(client: TestClient, query: str, count: int) -> None:
    """Each filter keeps what it says."""
    assert get(client, f"/api/events?{query}")["total"] == count


def test_a_document_and_an_event_filter_by_id(client: TestClient) -> None:
    """What one report tells, and one event alone, can be asked for."""
    event = shelling(client)
    doc = event["reports_in_full"][0]["id"]

    assert get(client, f"/api/events?doc={doc}")["total"] == 2
    assert [one["id"] for one in events(client, f"id={event['id']}")] == [event["id"]]


@pytest.mark.parametrize("sort", get_args(Sort))
def test_pages_cover_every_event_once(client: TestClient, sort: str) -> None:
    """Following the cursor gives the whole list, in the order of one large page."""
    whole = [event["id"] for event in events(client, f"sort={sort}")]
    paged, cursor = [], ""
    while True:
        page = get(client, f"/api/events?sort={sort}&limit=2{cursor}")
        paged += [event["id"] for event in page["events"]]
        if page["cursor"] is None:
            break
        cursor = f"&cursor={page['cursor']}"

    assert paged == whole
    assert len(set(whole)) == 6


def test_sorting_by_day_puts_the_first_first(client: TestClient) -> None:
    """The list begins with what happened first, or with what happened last."""
    firsts = [event["date"]["earliest"] for event in events(client)]

    assert firsts == sorted(firsts)
    assert [event["date"]["earliest"] for event in events(client, "sort=-date")] == sorted(firsts, reverse=True)


def test_copies_of_one_happening_are_one_event(client: TestClient) -> None:
    """Two reports of one shelling are one line with two sources."""
    event = shelling(client)

    assert (event["reports"], event["claims"], event["sources"]) == (2, 2, 2)
    assert len(event["members"]) == 2


def test_an_event_shows_every_value_with_its_words(client: TestClient) -> None:
    """Each field has values, who gives them, and the words they were read from."""
    event = shelling(client)
    fields = {field["name"]: field for field in event["fields"]}

    assert {"occurrence", "type", "actor", "place", "time", "killed"} <= fields.keys()
    quotes = [backing["quote"]["words"] for value in fields["place"]["values"] for backing in value["backing"]]
    assert quotes == ["Dorvan", "Dorvan"]
    assert fields["actor"]["label"] == "who"
    assert event["explanation"]
    assert {part["name"] for part in event["parts"]} >= {"independent sources"}


def test_every_member_id_leads_to_the_event(client: TestClient) -> None:
    """An id that was merged away, or the beginning of one, goes on working."""
    event = shelling(client)
    answers = [get(client, f"/api/events/{name}")["id"] for name in (*event["members"], event["id"][:10])]

    assert set(answers) == {event["id"]}


def test_claims_states_and_lines_have_addresses(client: TestClient) -> None:
    """Everything that has an id can be asked for."""
    claim = shelling(client)["claims_in_full"][0]
    line = get(client, "/api/states")["lines"][0]
    state = get(client, f"/api/states/{line['id']}")["claims"][0]

    assert get(client, f"/api/claims/{claim['id']}")["claim"] == claim
    assert get(client, f"/api/claims/{state['id']}")["line"]["id"] == line["id"]
    assert line["shown"].startswith("Northern Front controls all of Upper Kesh")


def test_segments_are_the_whole_text(client: TestClient) -> None:
    """The pieces of a report joined are its text, also with characters outside the first plane."""
    doc = shelling(client, "Radio")["reports_in_full"][0]["id"]
    found = get(client, f"/api/documents/{doc}")
    text = "".join(segment["text"] for segment in found["segments"])

    assert text == HOSTILE
    for segment in found["segments"]:
        assert HOSTILE[segment["start"] : segment["start"] + len(segment["text"])] == segment["text"]
    for mark in found["marks"]:
        covered = "".join(s["text"] for s in found["segments"] if mark["id"] in s["marks"])
        assert covered == HOSTILE[mark["start"] : mark["end"]]


def test_the_pane_opens_at_the_event_asked_for(client: TestClient) -> None:
    """Marks of the event are in focus, those of others are not."""
    event = shelling(client)
    doc = event["reports_in_full"][0]["id"]
    found = get(client, f"/api/documents/{doc}?event={event['id']}")
    focused = [mark for mark in found["marks"] if mark["focus"]]

    assert {mark["event"] for mark in focused} == {event["id"]}
    assert found["first_focus"] == min(mark["start"] for mark in focused)
    assert {"trigger", "actor", "place", "time", "source"} <= {mark["role"] for mark in focused}


def test_hostile_text_is_data(client: TestClient) -> None:
    """Markup in reports and names comes as text in JSON, and control of direction is taken out of names."""
    answer = client.get("/api/events?source=Radio")

    assert answer.headers["content-type"] == "application/json"
    listed = get(client, "/api/sources")["publishers"]
    assert "<b>Radio</b>" in [one["name"] for one in listed]


def test_addresses_that_are_no_web_addresses_are_left_out(client: TestClient) -> None:
    """A report cannot put a script into a link."""
    from casus.web.words import web_address

    assert web_address("javascript:alert(1)") is None
    assert web_address("data:text/html,x") is None
    assert web_address("https://news.example/a") == "https://news.example/a"


def test_the_map_holds_every_placed_event(client: TestClient) -> None:
    """Events at one point are one feature; the rest are counted for the tray."""
    found = get(client, "/api/map")

    assert [feature["properties"]["count"] for feature in found["features"]] == [2]
    assert found["features"][0]["geometry"]["coordinates"] == [70.25, 41.5]
    assert (found["events"], found["unplaced"], found["clustered"]) == (6, 4, False)


@pytest.mark.parametrize("clusters", ["auto", "always", "never"])
def test_an_empty_map_is_a_map(client: TestClient, clusters: str) -> None:
    """A filter that keeps nothing gives no features, and no error."""
    for path in ("map", "timeline", "facets", "network", "sources", "summary", "review", "states"):
        get(client, f"/api/{path}?actor=nobody" + (f"&clusters={clusters}" if path == "map" else ""))

    assert get(client, f"/api/map?actor=nobody&clusters={clusters}")["features"] == []


def test_clusters_hold_every_event(client: TestClient) -> None:
    """However far the map is drawn out, the counts add up."""
    for zoom in (0, 5, 22):
        found = get(client, f"/api/map?clusters=always&zoom={zoom}")
        assert sum(feature["properties"]["count"] for feature in found["features"]) == 2


def test_the_timeline_counts_every_event(client: TestClient) -> None:
    """The bars of all lanes add up to the list."""
    found = get(client, "/api/timeline?bucket=month")

    assert sum(sum(lane["counts"]) for lane in found["lanes"]) == 6
    assert found["starts"] == ["2031-05-01", "2031-06-01", "2031-07-01"]
    assert found["strip"][0]["shown"].startswith("Northern Front controls")


def test_facets_list_what_there_is(client: TestClient) -> None:
    """Each value to choose comes with the number of events that have it."""
    found = get(client, "/api/facets")

    assert {one["value"]: one["count"] for one in found["type"]} == {"ASSAULT": 3, "RETREAT": 3}
    assert found["place"][0] == {"value": "t:1", "shown": "Dorvan", "count": 2}
    assert found["relation"] == [{"value": "controls", "count": 1}]


def test_the_queue_has_what_needs_a_person(client: TestClient) -> None:
    """Denied acts are looked at, and what is new since the last look."""
    before = get(client, "/api/review")
    client.post("/api/seen", json={})

    assert before["total"] == 3
    assert before["counts"]["uncertain"] == 3
    assert get(client, "/api/review?kind=new")["total"] == 0


def test_the_network_leaves_out_what_is_denied(client: TestClient) -> None:
    """A network of actors is answered even where no ties are known."""
    assert get(client, "/api/network") == {"nodes": [], "edges": [], "left_out": 0}


def test_suggestions_name_filters(client: TestClient) -> None:
    """What is typed becomes filters: names, types, days, ids, words."""
    keys = [one["key"] for one in get(client, "/api/search?q=dor")["suggestions"]]

    assert set(keys[:-1]) == {"actor", "place", "source"}
    assert keys[-1] == "text"
    assert get(client, "/api/search?q=2031-05-05")["suggestions"][0]["key"] == "since"
    assert get(client, "/api/search?q=e-0123")["suggestions"][0]["key"] == "open"


def test_candidates_are_offered_for_corrections(client: TestClient) -> None:
    """Places, actors and days can be chosen instead of typed."""
    place = get(client, "/api/places?q=Aleppo&country=SYR")["candidates"][0]
    actor = get(client, "/api/actors?q=northern")["candidates"][0]
    time = get(client, "/api/times?q=late August&day=2017-08-24")["time"]

    assert place["place"]["country"] == "SYR"
    assert actor["key"] == "act:nf"
    assert (time["earliest"], time["latest"]) == ("2017-08-21", "2017-08-31")
    assert get(client, "/api/times?q=nonsense")["time"] is None
    assert "ASSAULT" in [one["value"] for one in get(client, "/api/choices")["types"]]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/api/nothing", 404, "not-found"),
        ("/api/events/e-ffffffffffffffff", 404, "not-found"),
        ("/api/claims/c-ffffffffffffffff", 404, "not-found"),
        ("/api/documents/d-ffffffffffffffff", 404, "not-found"),
        ("/api/states/l-ffffffffffffffff", 404, "not-found"),
        ("/api/samples/k-0/agreement", 404, "not-found"),
        ("/api/events?actr=x", 422, "input"),
        ("/api/events?since=yesterday", 422, "input"),
        ("/api/events?bbox=1,2,3", 422, "input"),
        ("/api/events?bbox=0,9,1,2", 422, "input"),
        ("/api/events?limit=0", 422, "input"),
        ("/api/events?sort=colour", 422, "input"),
        ("/api/events?cursor=nonsense", 422, "input"),
        ("/api/events?text=%22%22", 422, "input"),
        ("/api/places?q=x&near=north", 422, "input"),
        ("/api/changes?since=never", 422, "input"),
        ("/api/export/nothing", 422, "input"),
        ("/api/seen", 405, "method"),
        ("/nothing.js", 404, "not-found"),
    ],
)
def test_every_refusal_has_one_shape(client: TestClient, path: str, status: int, kind: str) -> None:
    """Whatever is wrong, the answer says what was found, where, what was expected and what to do."""
    answer = client.get(path)
    body = answer.json()

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["type"] == f"urn:casus:error:{kind}"
    assert {"title", "status", "detail", "instance", "found", "where", "expected", "remedy"} <= body.keys()
    assert body["found"]


def test_a_fault_is_told_in_the_same_shape(
    client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of casus does not show its inside."""

    def broken() -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(library, "current", broken)
    answer = client.get("/api/summary")

    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:casus:error:internal"
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", ["/", "/event/e-1", "/claim/c-1", "/document/d-1", "/review", "/network"])
def test_page_addresses_give_the_page(client: TestClient, path: str) -> None:
    """A link to an event opens the page, which then finds the event."""
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


def test_lists_of_reports_can_be_paged_and_searched(client: TestClient) -> None:
    """Reports come by day, page by page."""
    first = get(client, "/api/documents?limit=3")

    assert len(first["documents"]) == 3
    assert len(get(client, f"/api/documents?limit=3&cursor={first['cursor']}")["documents"]) == 1
    assert get(client, "/api/documents?text=camp")["total"] == 1


def test_what_was_added_meanwhile_is_shown(client: TestClient, folder: Path, library: Library) -> None:
    """A report that is added while the page is open appears in it, and the revision tells so."""
    from casus.project import open_project
    from tests.store.building import document, pipeline

    before = get(client, "/api/session")["revision"]
    client.post("/api/seen", json={})
    with open_project(folder) as project:
        project.add([document("Rebels shelled a bridge.", publisher="Late News", origin="e.txt")], pipeline=pipeline())
    library.prepare()

    assert get(client, "/api/session")["revision"] != before
    assert [event["reasons"] for event in events(client, "source=Late")] == [["new"]]


def test_the_list_is_read_back_at_the_next_start(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project that was summed up opens without summing up again."""
    again = Library(folder)
    asked: list[str] = []

    def cards(event_ids: list[str], _: Corrections) -> list[Card]:
        asked.extend(event_ids)
        return []

    monkeypatch.setattr(again.desk, "cards", cards)
    again.prepare()

    assert asked == []
    assert int(again.index.alive.sum()) == int(library.index.alive.sum()) == 6
    again.close()


def test_rejected_events_are_left_out_unless_asked_for(client: TestClient, decide: Decide) -> None:
    """What a person rejected is gone from list, map and sentence."""
    decide("reject", shelling(client))

    assert get(client, "/api/events")["total"] == 5
    assert get(client, "/api/events?rejected=true")["total"] == 6
    assert get(client, "/api/events?review=rejected")["total"] == 1
    assert get(client, "/api/map")["features"][0]["properties"]["count"] == 1
    assert get(client, "/api/summary")["rejected"] == 1
    assert client.get("/api/session", headers={"Origin": BASE}).status_code == 200


def test_what_nobody_is_known_to_suffer_leads_to_nobody(client: TestClient, decide: Decide) -> None:
    """The words of an act end before the preposition that would lead to a recipient, in the list as in the line."""
    event = decide("edit", shelling(client), field="type", value={"type": "MOBILIZE", "mode": "troops"})["event"]
    assert (event["recipients"], event["action"]) == ([], "moved troops")
    assert event["line"].endswith("moved troops")

    event = decide("edit", event, field="recipient", value=[{"name": "villagers"}])["event"]
    assert event["action"] == "moved troops against"
