"""A coding of every line of a report is judged line by line, and each miss says what was found and expected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casus.engine import build_engine
from casus.errors import FormatError
from casus.evaluate.whole.coding import is_whole, load
from casus.evaluate.whole.judge import judge
from casus.evaluate.whole.judged import Line, counts
from casus.gazetteers.actors import Registry, open_actors
from casus.pipeline import Pipeline
from casus.settings import Settings

HEAD = "Rebels attack the town of Arsal"
BODY = "Rebels attacked the town of Arsal on Monday, the army said."


def words(text: str) -> dict[str, Any]:
    """Words of the body, to be looked for."""
    return {"seg": "b1", "text": text}


def coding() -> dict[str, Any]:
    """The whole coding of one attack."""
    act = {
        "id": "C1",
        "seg": "b1",
        "evidence": [words("Rebels attacked the town of Arsal")],
        "trigger": words("attacked"),
        "kind": "event",
        "plover": ["ASSAULT", None],
        "cameo": "190",
        "actor": ["A.R"],
        "recipient": ["unstated"],
        "place": {"where": "P.A"},
        "time": "T.M",
        "status": "completed",
        "realised": "yes",
        "factuality": "CT+",
        "stance": "asserts",
        "attribution": "AT.1",
        "naive_errors": ["dated to the day of publication"],
    }
    return {
        "doc": {"dct": "2024-05-15"},
        "segments": [
            {"id": "h", "type": "headline", "text": HEAD},
            {"id": "b1", "type": "body_paragraph", "text": BODY},
        ],
        "actors": [{"id": "A.R", "canonical": "rebels of this report", "type": "rebel_group"}],
        "actor_mentions": [{**words("Rebels"), "actor": "A.R"}, {"seg": "h", "text": "Rebels", "actor": "A.R"}],
        "places": [{"id": "P.A", "name": "Arsal", "feature": "PPL", "country": ["LB"], "ucdp_where_prec": 1}],
        "place_mentions": [{**words("the town of Arsal"), "place": "P.A", "role": "event_place"}],
        "times": [
            {"id": "T.M", **words("Monday"), "type": "DATE", "value": "2024-05-13", "earliest": "2024-05-13"}
            | {"latest": "2024-05-13"}
        ],
        "quantities": [],
        "attributions": [
            {"id": "AT.1", "source": "A.S", "source_span": words("the army"), "cue": words("said"), "content": []}
            | {"cue_time": "unspecified", "mode": "indirect", "named": "institution"}
        ],
        "claims": [act],
        "states": [],
        "merged_events": [{"id": "EV", "claims": ["C1"], "type": "ASSAULT"}],
    }


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The registry that ships."""
    return open_actors()


def lines(found: dict[str, Any], tmp_path: Path, rules: Pipeline, registry: Registry) -> tuple[Line, ...]:
    """What the rules engine makes of a coding's report."""
    path = tmp_path / "one.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    read = load(path)
    return judge(read, rules.code(read.document), registry)


def missed(found: tuple[Line, ...], kind: str) -> set[str]:
    """The fields that lines of a kind miss."""
    return {miss.field for line in found if line.kind == kind for miss in line.misses}


def test_a_report_read_right_misses_nothing_of_its_act(tmp_path: Path, rules: Pipeline, registry: Registry) -> None:
    """Claims, places, times, events and mistakes of a plain attack are right."""
    found = counts(lines(coding(), tmp_path, rules, registry))

    assert {
        k: v for k, v in found.items() if k in ("claims", "places", "times", "merged events", "mistakes avoided")
    } == {
        "claims": (1, 1),
        "places": (1, 1),
        "times": (1, 1),
        "merged events": (1, 1),
        "mistakes avoided": (1, 1),
    }


@pytest.mark.parametrize(
    ("field", "value", "miss"),
    [
        ("plover", ["RETREAT", None], "type"),
        ("actor", ["A.X"], "actor"),
        ("recipient", ["A.X"], "recipient"),
        ("place", {"origin": "P.A"}, "place origin"),
        ("time", "2024-05-14/2024-05-14", "time"),
        ("status", "failed", "status"),
        ("factuality", "CT-", "factuality"),
        ("realised", "no", "realised"),
        ("stance", "denies", "stance"),
    ],
)
def test_each_field_of_a_claim_counts(
    field: str, value: object, miss: str, tmp_path: Path, rules: Pipeline, registry: Registry
) -> None:
    """A coding that says otherwise in one field makes the claim a miss, and the field is named."""
    other = coding()
    other["claims"][0][field] = value

    assert miss in missed(lines(other, tmp_path, rules, registry), "claims")


@pytest.mark.parametrize(
    ("feature", "country", "precision", "miss"),
    [("ADM1", "LB", 1, "kind"), ("PPL", "SY", 1, "country"), ("PPL", "LB", 4, "precision")],
)
def test_each_fact_of_a_place_counts(
    feature: str, country: str, precision: int, miss: str, tmp_path: Path, rules: Pipeline, registry: Registry
) -> None:
    """Kind, country and precision must be those of the coding."""
    other = coding()
    other["places"][0] |= {"feature": feature, "country": [country], "ucdp_where_prec": precision}

    assert missed(lines(other, tmp_path, rules, registry), "places") == {miss}


def test_what_the_coding_has_no_act_for_must_be_none(tmp_path: Path, rules: Pipeline, registry: Registry) -> None:
    """Words that are no event make a miss when an act is told by them, and a mistake that is not avoided."""
    other = coding()
    other["claims"][0] |= {"kind": "not_an_event", "naive_errors": ["two events because it is told twice"]}
    found = lines(other, tmp_path, rules, registry)

    assert missed(found, "claims") == missed(found, "mistakes avoided") == {"act"}


def test_acts_that_are_two_must_not_be_one(tmp_path: Path, rules: Pipeline, registry: Registry) -> None:
    """A happening that lacks one of its claims, or has another's, is a miss."""
    other = coding()
    other["claims"].append(other["claims"][0] | {"id": "C2", "trigger": words("said")})
    other["merged_events"][0]["claims"] = ["C1", "C2"]

    assert missed(lines(other, tmp_path, rules, registry), "merged events") == {"claim"}


def test_words_that_are_not_there_are_refused(tmp_path: Path) -> None:
    """A coding of another text is no coding of this one."""
    other = coding()
    other["claims"][0]["trigger"] = words("shelled")
    path = tmp_path / "one.json"
    path.write_text(json.dumps(other), encoding="utf-8")

    assert is_whole(path)
    with pytest.raises(FormatError, match="'shelled' does not stand"):
        load(path)


SEED = {
    "actors": 14,
    "mentions": 46,
    "places": 13,
    "times": 8,
    "quantities": 3,
    "attribution": 6,
    "claims": 18,
    "states": 19,
    "merged events": 8,
    "codes": 15,
    "exports": 14,
    "mistakes avoided": 28,
}
"""Lines of the report that the project started from that are read right: floors, to be raised."""


def test_the_first_report_keeps_its_lines(shared: Path) -> None:
    """Of each kind at least as many lines are right as once were."""
    from casus.cli.whole import judged

    found = counts(judged(shared / "reports" / "seed" / "gold.json", build_engine(Settings())))

    assert {kind: right for kind, (right, _) in found.items() if right < SEED[kind]} == {}
    assert found.keys() == SEED.keys()


OTHERS = {
    "actors": 40,
    "mentions": 169,
    "places": 24,
    "times": 33,
    "quantities": 8,
    "attribution": 18,
    "claims": 23,
    "states": 26,
    "merged events": 23,
    "mistakes avoided": 50,
}
"""The same of five invented reports of that structure, with other names and constructions; no rule was made on them."""


def test_other_reports_of_that_structure_keep_their_lines() -> None:
    """Of each kind at least as many lines are right as once were, with the invented names known."""
    from casus.cli.whole import judged

    folder = Path(__file__).parent / "reports"
    names = folder / "actors.toml"
    engine = build_engine(Settings(actors=names, places=folder / "places.tsv"))
    found = counts(line for path in sorted(folder.glob("*.json")) for line in judged(path, engine, actors=names))

    assert {kind: right for kind, (right, _) in found.items() if right < OTHERS[kind]} == {}
    assert found.keys() == OTHERS.keys()
