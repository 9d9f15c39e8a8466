"""Measuring places."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from casus.evaluate.places import (
    Gold,
    Toponym,
    bare_ged_name,
    end_to_end,
    given_spans,
    half_of,
    read_gold,
    recall_of_names,
)
from casus.evaluate.scores import F1
from casus.gazetteers.places import CompiledPlaces, open_places
from casus.model.span import Span


@cache
def gazetteer() -> CompiledPlaces:
    """What casus ships."""
    return open_places()


def gold(text: str, **points: tuple[float, float]) -> Gold:
    """A report whose gold names are the keys of `points`."""
    toponyms = tuple(Toponym(Span(text.index(n), text.index(n) + len(n)), p) for n, p in points.items())
    return Gold("r-1", text, toponyms)


def test_given_spans_are_right_within_161_km() -> None:
    """Beirut is right; a Homs that gold puts elsewhere is wrong, and no candidate lies there."""
    score = given_spans([gold("From Beirut to Homs.", Beirut=(33.9, 35.5), Homs=(-30.0, 140.0))], gazetteer())

    assert (score.toponyms, score.knowable, score.right) == (2, 1, 1)
    assert (score.of_knowable, score.of_all) == (1.0, 0.5)


def test_end_to_end_counts_what_is_found() -> None:
    """One of two gold names is found and right; a name that gold does not mark costs precision."""
    score = end_to_end(
        [gold("From Beirut to Qarvenkhal near Aleppo.", Beirut=(33.9, 35.5), Qarvenkhal=(35.0, 38.0))], gazetteer()
    )

    assert (score.gold, score.found, score.matched, score.right) == (2, 2, 1, 1)
    assert score.measure == F1(right=1, gold=2, predicted=2)


def test_halves_split_the_reports(tmp_path: Path) -> None:
    """Every report is in exactly one half, and the same one each time; names without a point are left out."""
    row = {
        "text": "Homs",
        "toponyms": [{"start": 0, "end": 4, "lat": 1.0, "lon": 2.0}, {"start": 0, "end": 4, "lat": None, "lon": None}],
    }
    lines = [json.dumps(row | {"id": f"r-{n}"}) for n in range(40)]
    (tmp_path / "g.jsonl").write_text("\n".join(lines), encoding="utf-8")
    halves = [{g.id for g in read_gold(tmp_path / "g.jsonl", half=half)} for half in ("tune", "test")]

    assert halves[0] | halves[1] == {f"r-{n}" for n in range(40)}
    assert not halves[0] & halves[1]
    assert half_of("r-1") == half_of("r-1")
    assert all(len(g.toponyms) == 1 for g in read_gold(tmp_path / "g.jsonl"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Qartah/Madhba'a village", "Qartah"),
        ("Homs city", "Homs"),
        ("Homs – Hama road", None),
        ("Sahl plain", None),
        ("", None),
    ],
)
def test_names_of_ged_towns(text: str, name: str | None) -> None:
    """The first name of a town or village, nothing for other things."""
    assert bare_ged_name(text) == name


def test_recall_of_names_counts_one_country(tmp_path: Path) -> None:
    """Two villages of the country asked for, one of them known there."""
    rows = ["name\tcountry\tadm_1\tlat\tlon\twhere_prec\tevents"]
    rows += ["Saraqib town\tSY\tIdlib\t35.86\t36.80\t1\t3", "Qarvenkhal village\tSY\tIdlib\t35.8\t36.8\t1\t1"]
    rows += ["Bakhmut town\tUA\tDonetsk\t48.6\t38.0\t1\t9", "Idlib\tSY\tIdlib\t35.8\t36.8\t4\t1"]
    (tmp_path / "ged.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    assert recall_of_names(tmp_path / "ged.tsv", "SYR", gazetteer(), alpha2="SY") == (1, 2)


@pytest.mark.parametrize(("name", "bar"), [("lgl", 0.83), ("geovirus", 0.88)])
def test_the_untuned_half_meets_the_bar(shared: Path, name: str, bar: float) -> None:
    """With given spans, the share within 161 km among toponyms the gazetteer can know, on reports not tuned on."""
    reports = read_gold(shared / "evaluation" / f"geo_{name}.jsonl", half="test")

    assert given_spans(reports, gazetteer()).of_knowable >= bar
