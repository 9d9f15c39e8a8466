"""The description of the interface comes from the code, and answers are as described."""

from __future__ import annotations

import json
import re
from pathlib import Path

from fastapi.testclient import TestClient

from casus.web import described, described_report
from tests.web.conftest import Decide, events, shelling

SNAPSHOT = Path(__file__).with_name("openapi.json")
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text("utf-8")


def test_the_description_is_the_one_that_was_agreed(client: TestClient) -> None:
    """A change of the interface is seen: `python -m tests.web.test_openapi` writes the snapshot anew."""
    assert outline(client) == json.loads(SNAPSHOT.read_text("utf-8"))


def outline(client: TestClient) -> dict[str, object]:
    """Addresses with their parameters, and shapes with their keys: what others build on."""
    whole = client.get("/api/openapi.json").json()
    paths = {
        f"{method.upper()} {path}": sorted(one["name"] for one in told.get("parameters", ()))
        for path, methods in whole["paths"].items()
        for method, told in methods.items()
    }
    shapes = {
        name: sorted(shape["properties"])
        for name, shape in whole["components"]["schemas"].items()
        if "properties" in shape and not name.startswith(("HTTP", "Validation"))
    }
    return {"paths": dict(sorted(paths.items())), "shapes": dict(sorted(shapes.items()))}


def test_every_address_is_on_the_page(client: TestClient) -> None:
    """docs/api.md names every address that there is."""
    for path in client.get("/api/openapi.json").json()["paths"]:
        name = re.sub(r"\{(\w+_)?(\w+)\}", r"{\2}", path).replace("{name}", "{name}")
        assert name.split("{")[0].rstrip("/") in PAGE, path


def test_answers_are_as_described(client: TestClient, decide: Decide) -> None:
    """Every key of the main answers is described, and every described key is there."""
    event = shelling(client)
    doc = event["reports_in_full"][0]["id"]
    described.EventList.model_validate(client.get("/api/events").json())
    described.Summary.model_validate(client.get("/api/summary?type=ASSAULT").json())
    described.EventDetail.model_validate(event)
    described_report.DocumentDetail.model_validate(client.get(f"/api/documents/{doc}?event={event['id']}").json())
    other = shelling(client, "Radio")
    made = decide("merge", event, **{"with": [{"event": other["id"], "version": other["version"]}]})
    described.Outcome.model_validate(made)
    described.Outcome.model_validate(decide("reject", events(client)[0]))


def test_refusals_are_as_described(client: TestClient) -> None:
    """An error has every key of the one shape."""
    described.Problem.model_validate(client.get("/api/nothing").json())


def test_nothing_is_loaded_from_elsewhere_to_show_the_description(client: TestClient) -> None:
    """The usual pages for the description load scripts from other servers, so they are not there."""
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


if __name__ == "__main__":
    import tempfile

    from casus.project import open_project
    from casus.web.guard import Door
    from casus.web.library import Library
    from casus.web.server import create_app
    from tests.store.building import document, pipeline

    with tempfile.TemporaryDirectory() as folder:
        with open_project(Path(folder) / "war", create=True) as project:
            project.add([document()], pipeline=pipeline())
        library = Library(Path(folder) / "war")
        with TestClient(create_app(library, Door("127.0.0.1", 80)), base_url="http://127.0.0.1") as browser:
            SNAPSHOT.write_text(json.dumps(outline(browser), indent=1) + "\n", "utf-8")
