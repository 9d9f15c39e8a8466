from datetime import date
from pathlib import Path

import pytest

from casus.evaluate.times import coding, phrase_time, phrases, tempeval, tempeval_document

THURSDAY = date(2017, 8, 24)


def test_a_document_scores_spans_and_values() -> None:
    """One exact span, one that only overlaps, one value right."""
    text = "He left on Friday and came back early last week."
    timex = [
        {"start": 11, "end": 17, "value": "2017-08-18"},
        {"start": 38, "end": 47, "value": "2017-W30"},
    ]
    scores = tempeval_document({"text": text, "date": "2017-08-24", "timex": timex})

    assert (scores.gold, scores.predicted, scores.strict, scores.relaxed, scores.value) == (2, 2, 1, 2, 1)


@pytest.mark.parametrize(
    ("phrase", "first"),
    [
        pytest.param("as recently as Monday", "2017-08-21", id="lead"),
        pytest.param("Monday to sign the deal", "2017-08-21", id="purpose"),
        pytest.param("the 2016 election", None, id="noun-after"),
        pytest.param("Monday, officers said", None, id="clause-after"),
        pytest.param("according to the army", None, id="no-time"),
    ],
)
def test_a_whole_phrase_is_a_time_or_refused(phrase: str, first: str | None) -> None:
    """A time inside a longer phrase does not date the phrase."""
    when = phrase_time(phrase, THURSDAY)

    assert (str(when.earliest) if when else None) == first


def test_date_phrases(shared: Path) -> None:
    """All rows of the public set of date phrases come out right."""
    wrong = [v for v in phrases(shared / "evaluation" / "ngec_date_expressions.jsonl") if not v.right]

    assert wrong == []


def test_floor_on_timex_annotation(shared: Path) -> None:
    """Scores on the part of the public TIMEX3 set that was not tuned on (measured .93, .84 and .75)."""
    scores = tempeval(shared / "evaluation" / "tempeval3_train_tbaq.jsonl")

    assert scores.f1(scores.relaxed) > 0.91
    assert scores.f1(scores.strict) > 0.82
    assert scores.f1(scores.value) > 0.73


def test_floor_on_hand_coded_days(shared: Path) -> None:
    """Days of hand-coded claims (measured .87)."""
    right, total = coding(shared / "coding" / "train.jsonl")

    assert right / total > 0.85
