"""Every list of words that claims choose from is the one in the model."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from casus.model import vocabulary
from casus.resources.load import resource

LISTS = {name: tuple(words) for name, words in vars(vocabulary).items() if name.isupper()}
ORDERED = {name: words for name, words in LISTS.items() if isinstance(getattr(vocabulary, name), tuple)}


@pytest.mark.parametrize("name", sorted(ORDERED))
def test_no_word_stands_twice(name: str) -> None:
    """A word that stood twice would be offered twice."""
    assert len(set(ORDERED[name])) == len(ORDERED[name]) > 3


def test_what_is_part_of_a_list_is_in_it() -> None:
    """Narrower lists name nothing that the whole does not know."""
    assert set(LISTS["SPEECH"]) < set(LISTS["TYPES"])
    assert set(LISTS["TERRITORIAL"]) < set(LISTS["RELATIONS"])
    assert set(LISTS["UNREALISED"]) < set(LISTS["STATUSES"])
    assert not set(LISTS["TYPES"]) & set(LISTS["RELATIONS"])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("factuality", "FACTUALITIES"),
        ("source/stance", "STANCES"),
        ("actor/kind", "ACTOR_KINDS"),
        ("actor/sector", "SECTORS"),
        ("claim/status", "STATUSES"),
        ("claim/roles/role", "PARTY_ROLES"),
        ("claim/places/role", "PLACE_ROLES"),
        ("claim/quantities/role", "QUANTITY_ROLES"),
        ("state/relation", "RELATIONS"),
        ("state/extent", "EXTENTS"),
    ],
)
def test_language_models_choose_from_the_same_words(path: str, name: str) -> None:
    """What a model may answer is what everything behind it understands."""
    schema = json.loads(resource("llm", "schema.json").read_text("utf-8"))["$defs"]

    assert set(_choices(schema, path)) == set(LISTS[name])


def _choices(schema: Any, path: str) -> list[str]:
    for part in path.split("/"):
        schema = schema.get("items", schema).get("properties", schema.get("items", schema))[part]
    found: list[str] = (schema if "enum" in schema else schema["anyOf"][0])["enum"]
    return found


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("event", "TYPES"),
        ("state", "RELATIONS"),
        ("status", "STATUSES"),
        ("factuality", "FACTUALITIES"),
        ("stance", "STANCES"),
        ("extent", "EXTENTS"),
        ("kind", "ACTOR_KINDS"),
        ("sector", "SECTORS"),
        ("event/quantity", "QUANTITY_ROLES"),
    ],
)
def test_the_weights_tell_the_same_words_apart(head: str, name: str) -> None:
    """What the encoder was trained to tell is all of the list, and nothing else."""
    manifest = json.loads(files("casus.models").joinpath("reader", "manifest.json").read_text("utf-8"))
    nothing = {"O", "I", "none"} - set(LISTS[name])

    assert set(manifest["labels"][head]) - nothing == set(LISTS[name])
