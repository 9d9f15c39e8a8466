"""What the form for corrections offers."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from casus.model import vocabulary


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("statuses", vocabulary.STATUSES),
        ("factualities", vocabulary.FACTUALITIES),
        ("relations", vocabulary.RELATIONS),
        ("sectors", vocabulary.SECTORS),
        ("kinds", vocabulary.ACTOR_KINDS),
        ("quantity_roles", vocabulary.QUANTITY_ROLES),
        ("roles", vocabulary.PARTY_ROLES),
        ("extents", vocabulary.EXTENTS),
        ("stances", vocabulary.STANCES),
    ],
)
def test_corrections_choose_from_the_words_that_claims_use(
    client: TestClient, member: str, words: tuple[str, ...]
) -> None:
    """A form that offered other words would write what nothing else understands."""
    choices = client.get("/api/choices").json()

    assert tuple(choices[member]) == words
    assert tuple(one["value"] for one in choices["types"])[: len(vocabulary.TYPES)] == vocabulary.TYPES
