"""What leaves the page: changes, exports, and the copy in one file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from casus.project import open_project
from casus.web import server, sharing
from casus.web.library import Library
from tests.store.building import document, pipeline
from tests.web.conftest import Decide, Json, events, shelling


class Parsed(HTMLParser):
    """The elements of a page, with the text of the data element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""
        self._is_data = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.append(tag)
        self._is_data = ("id", "casus-data") in attrs

    def handle_endtag(self, tag: str) -> None:
        """The data element ends with its script."""
        self._is_data = self._is_data and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data += data


def copy(client: TestClient, query: str = "") -> tuple[str, Json]:
    """The file and the data in it."""
    answer = client.get(f"/api/share?{query}")
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    found: Json = json.loads(Parsed(answer.text).data)
    return answer.text, found


def test_a_copy_holds_what_the_page_asks_for(client: TestClient) -> None:
    """Every answer of the view is in the file, as the server gives it."""
    _, data = copy(client, "type=ASSAULT")
    listed = client.get("/api/events?type=ASSAULT").json()["events"]

    assert data["answers"]["/api/events"]["events"] == listed
    assert data["answers"]["/api/summary"]["sentence"] == data["sentence"]
    for event in listed:
        detail = data["answers"][f"/api/events/{event['id']}"]
        for report in detail["reports_in_full"]:
            assert f"/api/documents/{report['id']}" in data["answers"]
    assert data["answers"]["/api/session"]["may_write"] is False
    assert "type: ASSAULT" in data["cite"]


def test_hostile_reports_stay_text_in_a_copy(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Markup in reports opens no element, and no script runs but the page's own."""
    (tmp_path / "share.js").write_text("const a = '</script>'; // <!-- one script")
    (tmp_path / "share.css").write_text("p { color: red } /* </style> */")
    monkeypatch.setattr(server, "STATIC", tmp_path)
    text, _ = copy(client, "content=full")
    parsed = Parsed(text)

    assert parsed.tags.count("script") == 2
    assert "img" not in parsed.tags
    assert parsed.tags.count("style") == 1
    assert "alert(1)" in parsed.data


def test_a_copy_asks_nobody(client: TestClient) -> None:
    """Nothing in the file is fetched: its policy forbids it, and its markup has no address."""
    text, _ = copy(client)
    head = text.split("</head>")[0]

    assert "default-src 'none'" in head
    assert "connect-src data: blob:" in head
    assert not re.search(r"<(link|img|iframe|script)[^>]*(src|href)=", text)


def test_quotes_leave_out_the_rest(client: TestClient) -> None:
    """A copy with quotes has only the sentences that claims are read from; gaps show what is left out."""
    _, quoted = copy(client, "source=Post")
    _, full = copy(client, "source=Post&content=full")
    (name,) = [
        path for path in quoted["answers"] if path.startswith("/api/documents/d-") and "differ" in texts(full, path)
    ]

    assert "hospital" not in texts(quoted, name)
    assert "shelled Dorvan" in texts(quoted, name)
    assert [s["text"] for s in quoted["answers"][name]["segments"] if s["part"] == "gap"] == ["…"]


def texts(data: Json, path: str) -> str:
    """The text of a report in a copy."""
    return "".join(segment["text"] for segment in data["answers"][path]["segments"])


def test_a_copy_is_readable_without_script(client: TestClient) -> None:
    """Where the page's script is not there, the list of events still is."""
    text, data = copy(client)

    assert text.count("<li>") == len(data["answers"]["/api/events"]["events"])


def test_a_copy_that_would_be_too_large_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond some thousand events the filters must be narrowed first."""
    monkeypatch.setattr(sharing, "MOST", 2)
    answer = client.get("/api/share")

    assert answer.status_code == 422
    assert "narrow" in answer.json()["remedy"]


def test_every_export_of_the_command_line(client: TestClient) -> None:
    """Each format is given as an archive that says filter, version and citation."""
    formats = client.get("/api/exports").json()["formats"]
    assert {"acled", "csv", "geojson"} <= {one["name"] for one in formats}
    for name in ("csv", "geojson", "acled"):
        content = client.get(f"/api/export/{name}?type=ASSAULT&bbox=70,41,71,42").content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (about,) = [one for one in archive.namelist() if one.endswith("about.json")]
            told = json.loads(archive.read(about))
        assert "in this part of the map" in told["project"]
        assert told["citation"]


def test_an_export_has_the_events_of_the_view(client: TestClient) -> None:
    """What the filters of the page keep is what is exported, also by filters that the command line lacks."""
    content = client.get("/api/export/csv?sector=REB&unplaced=true").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows = archive.read("casus.csv").decode().splitlines()

    assert len(rows) == 1 + len(events(client, "sector=REB&unplaced=true"))


def test_changes_since_a_revision(client: TestClient, decide: Decide, folder: Path, library: Library) -> None:
    """New, changed and gone events are told apart, with merged ids and where they went."""
    revision = client.get("/api/session").json()["revision"]
    with open_project(folder) as project:
        project.add([document("Rebels shelled a bridge.", publisher="Late", origin="e.txt")], pipeline=pipeline())
    library.prepare()
    late = events(client, "source=Late")[0]
    one, other = shelling(client), shelling(client, "Radio")
    decide("merge", one, **{"with": [{"event": other["id"], "version": other["version"]}]})
    rejected = events(client, "type=RETREAT")[0]
    decide("reject", rejected)
    found = client.get(f"/api/changes?since={revision}").json()
    changes = {event["id"]: (event["change"], event["into"]) for event in found["events"]}

    assert changes == {
        late["id"]: ("new", None),
        one["id"]: ("changed", None),
        other["id"]: ("gone", one["id"]),
        rejected["id"]: ("gone", None),
    }
    assert [report["publisher"] for report in found["reports"]] == ["Late"]
    assert [made["kind"] for made in found["decisions"]] == ["reject", "merge"]
    assert client.get(f"/api/changes?since={found['revision']}").json()["events"] == []


def test_changes_since_a_day(client: TestClient) -> None:
    """Since a day means: told by reports published then or later."""
    found = client.get("/api/changes?since=2031-06-01").json()

    assert {event["change"] for event in found["events"]} == {"new"}
    assert len(found["events"]) == 4
    assert len(found["reports"]) == 2
