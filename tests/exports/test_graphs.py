"""Graphs, annotations, readings and the archive."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casus.errors import InputError
from casus.exports.evidence import notes_on
from casus.exports.run import export, formats
from casus.store.rows import Filter, PartyRow, Quote
from tests.exports.building import (
    ARMY,
    FRONT,
    MILITIA,
    TOWNSPEOPLE,
    Toy,
    at,
    claim,
    exported,
    killed,
    read_rows,
    reasons,
    said_by,
    state,
)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_followthemoney_accepts_every_entity(tmp_path: Path) -> None:
    """The model knows each schema and property, values are valid, and whatever is referred to is there."""
    model = pytest.importorskip("followthemoney").model
    held = state("allied_with", MILITIA, replace(FRONT, role="object"))
    told = (claim(number=1, quantities=(killed(4, 4, 4),)), claim("ASSAULT.firearms", FRONT, TOWNSPEOPLE, number=2))
    out, _ = exported("ftm", tmp_path, *told, states=(held,))
    entities = _lines(out)
    ids = {entity["id"] for entity in entities}

    for raw in entities:
        proxy = model.get_proxy(raw)
        model.get(raw["schema"]).validate(raw)
        assert {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()} == {
            name: sorted(values) for name, values in raw["properties"].items()
        }
        for name in ("involved", "proof", "subject", "object"):
            assert set(raw["properties"].get(name, ())) <= ids


def test_followthemoney_links_bodies_and_names_the_rest(tmp_path: Path) -> None:
    """Villagers are no legal entity: they are named in the notes; the event refers to who shot."""
    out, _ = exported("ftm", tmp_path, claim("ASSAULT.firearms", FRONT, TOWNSPEOPLE))
    found = {entity["schema"]: entity for entity in _lines(out)}

    assert set(found) == {"Organization", "Article", "Event"}
    assert found["Event"]["properties"]["involved"] == [found["Organization"]["id"]]
    assert "recipient: villagers" in found["Event"]["properties"]["notes"]
    assert found["Event"]["properties"]["country"] == ["sy"]


def test_denied_relations_are_no_links(tmp_path: Path) -> None:
    """Who says that they are not allied does not make them allied."""
    denied = state("allied_with", MILITIA, replace(FRONT, role="object"), factuality="CT-")
    for name in ("ftm", "kumu"):
        out, summary = exported(name, tmp_path, states=(denied,))

        assert "allied" not in out.read_text("utf-8")
        assert reasons(summary) == ["denied"]


def test_kumu_has_elements_for_all_ends_and_counts_acts(tmp_path: Path) -> None:
    """Two shellings are one connection; names that two bear are told apart; ends refer to elements."""
    twin = PartyRow("actor", "Northern Front", None, kind="party", sector="PTY", country="LBN")
    held = state("fights", twin, replace(ARMY, role="object"))
    out, _ = exported("kumu", tmp_path, claim(number=1), claim(number=2), states=(held,))
    graph = json.loads(out.read_text("utf-8"))
    labels = [element["label"] for element in graph["elements"]]

    assert sorted(labels) == ["Kesh Army", "Northern Front", "Northern Front (Syria)"]
    assert {(c["type"], c["direction"], c["number"]) for c in graph["connections"]} == {
        ("fights", "mutual", 1),
        ("ASSAULT", "directed", 2),
    }
    assert {end for c in graph["connections"] for end in (c["from"], c["to"])} <= {e["id"] for e in graph["elements"]}


def test_annotations_quote_exactly_and_say_where(tmp_path: Path) -> None:
    """Each target has the quoted words, what stands around them, and their position in code points."""
    sentence = Quote(10, 54, "The Northern Front 😀 shelled Dorvan on Monday")
    told = claim(
        sentence=sentence,
        trigger=Quote(31, 38, "shelled"),
        sources=(said_by("a nurse"),),
        quantities=(killed(4, 4, 4),),
        cues=(Quote(10, 13, "The"),),
    )
    out, summary = exported("annotations", tmp_path, told)
    page = json.loads(out.read_text("utf-8"))
    trigger = next(item for item in page["items"] if item["casus:part"] == "trigger")

    assert (page["type"], page["@context"][0]) == ("AnnotationPage", "http://www.w3.org/ns/anno.jsonld")
    assert len(page["items"]) == summary.rows == len({item["id"] for item in page["items"]})
    assert trigger["target"]["source"] == "https://kesh.example/1"
    assert trigger["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "shelled",
            "prefix": "The Northern Front 😀 ",
            "suffix": " Dorvan on Monday",
        },
        {"type": "TextPositionSelector", "start": 31, "end": 38},
    ]
    assert {item["casus:part"] for item in page["items"]} == {
        "sentence",
        "trigger",
        "actor",
        "recipient",
        "place where",
        "number killed",
        "time",
        "source asserts",
        "cue",
    }


def test_states_are_annotated_too() -> None:
    """A relation's words and parties."""
    held = state("controls", FRONT, replace(ARMY, role="object"))

    assert [note["casus:part"] for note in notes_on(held)] == ["sentence", "trigger", "actor", "object"]


def test_readings_are_one_line_a_report(tmp_path: Path) -> None:
    """Each report once, in the reading format."""
    other = replace(claim().report, doc_id="d-2")
    out, summary = exported("readings", tmp_path, claim(number=1), claim(number=2), claim(number=3, report=other))

    assert [line["doc_id"] for line in _lines(out)] == ["d-1", "d-2"]
    assert summary.rows == 2


def test_the_archive_is_complete_and_its_digests_hold(tmp_path: Path) -> None:
    """Tables, readings, evidence and audit log are in it, and every member is what SHA256SUMS says."""
    out, _ = exported("zip", tmp_path, claim())
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        listed = (line.split("  ") for line in archive.read("SHA256SUMS").decode().splitlines())
        sums = {name: digest for digest, name in listed}
        names = set(archive.namelist())

        assert names - {"SHA256SUMS"} == set(sums)
        assert {"events.csv", "events.states.csv", "readings.jsonl", "annotations.jsonld", "about.json"} <= names
        assert {"audit/runs.json", "audit/judgements.jsonl"} <= names
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in sums.items())
        assert json.loads(archive.read("audit/runs.json"))[0]["digests"] == {"words": "00"}


@pytest.mark.parametrize("name", sorted(formats()))
def test_every_export_says_where_it_comes_from(name: str, tmp_path: Path) -> None:
    """Filter, version, run and citation stand beside every file, and so does what was dropped."""
    pytest.importorskip("pyarrow" if name == "parquet" else "json")
    out = tmp_path / "week.out"
    summary = export(Toy((claim(), claim("REQUEST", number=2))), name, out, Filter(type="ASSAULT"), name="war")
    told = json.loads((tmp_path / "week.about.json").read_text("utf-8"))

    assert out.exists()
    assert set(summary.files) == set(tmp_path.iterdir())
    assert (told["filter"], told["format"], told["project"]) == ({"type": "ASSAULT"}, name, "war")
    assert told["runs"] == ["r-0000000000000001 (engine toy, casus 0.1.0)"]
    assert told["citation"].startswith(told["made_by"])
    assert (told["rows"], told["dropped"]) == (summary.rows, len(read_rows(tmp_path / "week.dropped.csv")))


@pytest.mark.parametrize("name", sorted(formats()))
def test_an_empty_project_exports_to_empty_files(name: str, tmp_path: Path) -> None:
    """No events: every format still writes something that is whole."""
    pytest.importorskip("pyarrow" if name == "parquet" else "json")
    out, summary = exported(name, tmp_path)

    assert summary.rows == 0
    assert out.exists()
    if name in ("geojson", "annotations", "kumu"):
        json.loads(out.read_text("utf-8"))


def test_a_failed_export_leaves_what_was_there(tmp_path: Path) -> None:
    """An error in the middle: the old file stays, and no half-written one is left."""

    class Broken(Toy):
        def content_digest(self) -> str:
            raise OSError("disk on fire")

    out = tmp_path / "war.csv"
    out.write_text("before", "utf-8")
    with pytest.raises(OSError, match="fire"):
        export(Broken((claim(),)), "csv", out)

    assert out.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("out", ["nowhere/war.csv", "."])
def test_a_place_that_cannot_be_written_to_is_named(out: str, tmp_path: Path) -> None:
    """A folder that is not there, and a folder instead of a file."""
    with pytest.raises(InputError, match=r"nowhere|folder"):
        export(Toy((claim(places=(at(),)),)), "csv", tmp_path / out)


def test_an_unknown_format_lists_those_there_are(tmp_path: Path) -> None:
    """The error names all formats."""
    with pytest.raises(InputError, match="acled, ucdp, polecat, icews, gdelt, csv, hxl, geojson"):
        export(Toy(()), "excel", tmp_path / "x")
