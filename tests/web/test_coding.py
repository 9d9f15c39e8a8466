"""Two coders, blind to each other: drawing, coding, agreement, and settling."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import Json


def draw(client: TestClient, **more: object) -> Json:
    """A sample of all claims for mara and tom."""
    body = {"name": "march", "size": 50, "coders": ["mara", "tom"], **more}
    answer = client.post("/api/samples", json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def code(client: TestClient, sample: Json, coder: str, claim: str, **values: object) -> None:
    """One claim coded."""
    body = {"coder": coder, "claim": claim, "values": values}
    answer = client.post(f"/api/samples/{sample['id']}/codings", json=body)
    assert answer.status_code == 201, answer.text


def claims(client: TestClient, sample: Json, coder: str) -> list[str]:
    """All claims of a sample, by coding each as no claim."""
    found: list[str] = []
    while item := client.get(f"/api/samples/{sample['id']}/next?coder={coder}").json()["item"]:
        found.append(item["claim"])
        code(client, sample, coder, item["claim"], is_claim=False)
    return found


def test_a_sample_is_the_same_for_the_same_seed(client: TestClient) -> None:
    """Drawing again with the same seed gives the same claims in the same order."""
    first, again = (claims(client, draw(client, size=4, seed=5), "mara") for _ in range(2))

    assert first == again
    assert len(first) == 4


def test_coding_is_blind(client: TestClient) -> None:
    """A coder is shown the words, and neither the machine's values nor the other coder's."""
    sample = draw(client)
    first = client.get(f"/api/samples/{sample['id']}/next?coder=mara").json()["item"]
    code(client, sample, "mara", first["claim"], type="ASSAULT")
    item = client.get(f"/api/samples/{sample['id']}/next?coder=tom").json()["item"]

    assert item["claim"] == first["claim"]
    assert item.keys() == {"claim", "document", "sentence", "trigger", "fields"}


def test_agreement_counts_what_both_coded(client: TestClient) -> None:
    """Alpha and F1 appear for each field, over the claims that both have coded."""
    sample = draw(client, size=3)
    for coder in ("mara", "tom"):
        for n, claim in enumerate(claims(client, sample, coder)):
            other = "AID" if coder == "tom" and n == 0 else "ASSAULT"
            code(client, sample, coder, claim, is_claim=True, type=other, actor=["act:nf"] if n else ["act:nf", "B"])
    found = client.get(f"/api/samples/{sample['id']}/agreement").json()
    fields = {one["field"]: one for one in found["fields"]}

    assert found["both"] == 3
    assert (fields["type"]["agree"], fields["type"]["units"]) == (2, 3)
    assert fields["type"]["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert fields["actor"]["alpha"] == 1
    assert fields["is_claim"]["alpha"] is None


def test_disagreements_are_settled(client: TestClient) -> None:
    """Where coders differ there is a queue, with the machine's value, until it is settled."""
    sample = draw(client, size=1)
    (claim,) = claims(client, sample, "mara")
    code(client, sample, "mara", claim, is_claim=True, type="ASSAULT")
    code(client, sample, "tom", claim, is_claim=True, type="AID")
    address = f"/api/samples/{sample['id']}"
    (item,) = client.get(f"{address}/disagreements").json()["queue"]

    assert item["field"] == "type"
    assert [one["value"] for one in item["values"]] == ["ASSAULT", "AID"]
    assert item["machine"] in ("ASSAULT", "RETREAT")
    assert item["settled"] is None
    body = {"claim": claim, "field": "type", "value": "ASSAULT", "reason": "it says shelled"}
    settled = client.post(f"{address}/settle", json=body)
    assert settled.json()["settled"] == {"value": "ASSAULT", "author": "mara", "reason": "it says shelled"}


def test_a_claim_that_is_none_counts_for_nothing_else(client: TestClient) -> None:
    """Where one coder sees no claim, they disagree on that and on nothing besides."""
    sample = draw(client, size=1)
    (claim,) = claims(client, sample, "mara")
    code(client, sample, "tom", claim, is_claim=True, type="AID")
    queue = client.get(f"/api/samples/{sample['id']}/disagreements").json()["queue"]

    assert [one["field"] for one in queue] == ["is_claim"]


def test_the_last_coding_counts(client: TestClient) -> None:
    """A coder may think again; how many are done does not change."""
    sample = draw(client, size=1)
    (claim,) = claims(client, sample, "mara")
    code(client, sample, "mara", claim, type="AID")

    (listed,) = client.get("/api/samples").json()["samples"]
    assert listed["coders"] == [{"name": "mara", "done": 1}, {"name": "tom", "done": 0}]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("", {"name": "x", "size": 1, "coders": ["a", "a"]}, 422),
        ("", {"name": "x", "size": 1, "coders": ["a"]}, 422),
        ("", {"name": "x", "size": 0, "coders": ["a", "b"]}, 422),
        ("", {"name": "x", "size": 1, "coders": ["a", "b"], "filters": {"colour": "red"}}, 422),
        ("/{id}/codings", {"coder": "eve", "claim": "c-0", "values": {}}, 422),
        ("/{id}/codings", {"coder": "tom", "claim": "c-0", "values": {}}, 404),
        ("/{id}/settle", {"claim": "c-0", "field": "type", "value": "AID"}, 404),
        ("/k-0/codings", {"coder": "tom", "claim": "c-0", "values": {}}, 404),
    ],
)
def test_what_cannot_be_coded_is_refused(client: TestClient, path: str, body: Json, status: int) -> None:
    """Coders, claims and filters that are not there are refused."""
    sample = draw(client)
    answer = client.post("/api/samples" + path.format(id=sample["id"]), json=body)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_values_of_the_wrong_kind_are_refused(client: TestClient) -> None:
    """A field takes a key, parties a list of keys, and no other field is known."""
    sample = draw(client, size=1)
    (claim,) = claims(client, sample, "mara")
    for values in ({"type": ["A", "B"]}, {"actor": [{"name": "A"}]}, {"colour": "red"}):
        body = {"coder": "mara", "claim": claim, "values": values}
        assert client.post(f"/api/samples/{sample['id']}/codings", json=body).status_code == 422
