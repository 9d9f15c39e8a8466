"""A site elsewhere can neither read nor write through the user's browser."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from casus.web.guard import CSP, Door
from casus.web.library import Library
from casus.web.server import create_app, door_for
from tests.web.conftest import BASE, events, shelling


@pytest.mark.parametrize(
    "host", ["evil.example:8642", "evil.example", "127.0.0.1:1", "127.0.0.1", "127.0.0.1:8642.evil"]
)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    """A name that was made to point here does not open the project."""
    answer = client.get("/api/summary", headers={"Host": host})

    assert answer.status_code == 421
    assert answer.json()["type"] == "urn:casus:error:host"


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:8642", "LOCALHOST:8642"])
def test_own_names_are_let_in(client: TestClient, host: str) -> None:
    """Names of the machine itself work."""
    assert client.get("/api/summary", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost:8642", ""])
def test_a_foreign_origin_cannot_write(client: TestClient, origin: str) -> None:
    """A write from another site is refused, and nothing is written."""
    event = shelling(client)
    body = {"kind": "accept", "event": event["id"], "version": event["version"]}
    answer = client.post("/api/decisions", json=body, headers={"Origin": origin})

    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:casus:error:origin"
    assert shelling(client)["history"] == []


def test_own_origin_can_write(client: TestClient) -> None:
    """The page itself writes."""
    event = shelling(client)
    body = {"kind": "accept", "event": event["id"], "version": event["version"]}

    assert client.post("/api/decisions", json=body, headers={"Origin": BASE}).status_code == 201


def test_what_a_form_can_send_is_refused(client: TestClient) -> None:
    """Plain text needs no permission of the browser to be sent across sites, so it is not taken."""
    answer = client.post("/api/seen", content='{"a": 1}', headers={"Content-Type": "text/plain"})

    assert answer.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_the_browser_calls_foreign_is_refused(client: TestClient, site: str) -> None:
    """The browser says itself where a request comes from."""
    assert client.post("/api/seen", json={}, headers={"Sec-Fetch-Site": site}).status_code == 403


def test_a_large_body_is_refused(client: TestClient) -> None:
    """A body is bounded, whether its length is told or not."""
    huge = b'{"reason": "' + b"x" * 1_100_000 + b'"}'
    told = client.post("/api/decisions", content=huge, headers={"Content-Type": "application/json"})
    untold = client.post(
        "/api/decisions", content=iter([huge[:600_000], huge[600_000:]]), headers={"Content-Type": "application/json"}
    )

    assert told.status_code == 413
    assert untold.status_code == 413


def test_writes_need_the_token_when_others_can_reach_the_server(library: Library) -> None:
    """Beyond this machine, reading is open and writing needs the token."""
    door = door_for("192.0.2.7", 8642)
    with TestClient(create_app(library, door), base_url="http://192.0.2.7:8642") as client:
        assert client.get("/api/session").json()["needs_token"] is True
        assert client.post("/api/seen", json={}).status_code == 401
        assert client.post("/api/seen", json={}, headers={"Authorization": "Bearer wrong"}).status_code == 401
        right = {"Authorization": f"Bearer {door.token}"}
        assert client.post("/api/seen", json={}, headers=right).status_code == 200


def test_each_start_has_another_token() -> None:
    """A token cannot be known beforehand."""
    assert door_for("0.0.0.0", 1).token != door_for("0.0.0.0", 1).token
    assert door_for("127.0.0.1", 1).token is None


def test_on_all_addresses_numbers_are_let_in_and_names_are_not() -> None:
    """A number cannot be made to point elsewhere."""
    door = Door("0.0.0.0", 80)

    assert door.is_own("192.0.2.7")
    assert door.is_own("[2001:db8::1]:80")
    assert not door.is_own("evil.example")


@pytest.mark.parametrize("path", ["/", "/api/summary", "/api/nothing", "/event/e-0123456789abcdef"])
def test_every_answer_is_hardened(client: TestClient, path: str) -> None:
    """Errors and pages alike forbid scripts of others, frames and guessing of types."""
    headers = client.get(path).headers

    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers


def test_the_policy_allows_nothing_from_elsewhere() -> None:
    """No source in the policy is another computer, and no script may stand in the page."""
    assert "http" not in CSP
    assert "script-src 'self';" in CSP
    assert "'unsafe" not in CSP


def test_the_list_is_asked_of_nobody_else(client: TestClient) -> None:
    """Addresses in answers are those that reports give, and only web addresses."""
    assert all(line["version"] for line in events(client))
