"""Claims put into a few plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casus.cli import words
from casus.cli.unstored import claim_rows, state_rows
from casus.cli.words import Mark
from casus.store.rows import ClaimRow, SourceRow
from tests.store.building import read


def claim(*, status: str = "completed", factuality: str = "CT+", event: str = "e1") -> ClaimRow:
    """A claim in the writer's own voice."""
    row = claim_rows(read())[0]
    return replace(row, sources=(), certainty=1.0, status=status, factuality=factuality, event_id=event)


@pytest.mark.parametrize(
    ("status", "factuality", "mark", "standing"),
    [
        pytest.param("completed", "CT+", Mark.HAPPENED, "completed", id="done"),
        pytest.param("requested", "U", Mark.OPEN, "requested", id="asked"),
        pytest.param("agreed", "U", Mark.OPEN, "agreed", id="agreed"),
        pytest.param("completed", "U", Mark.OPEN, "completed, open", id="uncommitted"),
        pytest.param("completed", "PS+", Mark.UNSURE, "completed, possible", id="possible"),
        pytest.param("none", "CT-", Mark.NOT, "did not happen", id="negated"),
        pytest.param("none", "CT+", Mark.HAPPENED, "told as fact", id="no-status"),
    ],
)
def test_status_and_factuality_become_one_mark_and_few_words(
    status: str, factuality: str, mark: Mark, standing: str
) -> None:
    """What is not told as done never carries the mark of what is."""
    row = claim(status=status, factuality=factuality)

    assert words.mark(row) is mark
    assert words.standing(row) == standing


def test_a_denial_by_the_source_is_marked_like_a_negation() -> None:
    """A source that denies an act makes it denied, though the sentence itself is positive."""
    row = claim(status="completed", factuality="CT+")
    row = replace(row, sources=(SourceRow("army", None, None, "denies"),))

    assert words.mark(row) is Mark.NOT
    assert "denied" in words.standing(row)


def test_an_event_is_disputed_only_when_told_both_ways() -> None:
    """Two denials of one event agree with each other."""
    yes, no = claim(), claim(status="none", factuality="CT-")

    assert words.disputed_events([yes, no]) == {"e1"}
    assert words.disputed_events([no, no]) == frozenset()
    assert words.disputed_events([yes, replace(no, event_id="e2")]) == frozenset()


def test_a_state_that_does_not_hold_says_so() -> None:
    """A negated state is marked and named as not holding."""
    state = replace(state_rows(read())[0], factuality="CT-", certainty=1.0)

    assert words.state_mark(state) is Mark.NOT
    assert words.state_standing(state) == "does not hold"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        pytest.param(date(2024, 5, 14), date(2024, 5, 14), "2024-05-14", id="day"),
        pytest.param(date(2024, 2, 1), date(2024, 2, 29), "2024-02", id="month"),
        pytest.param(date(2014, 1, 1), date(2014, 12, 31), "2014", id="year"),
        pytest.param(date(2024, 5, 13), date(2024, 5, 19), "2024-05-13 to 05-19", id="week"),
        pytest.param(date(2023, 12, 30), date(2024, 1, 2), "2023-12-30 to 2024-01-02", id="over-new-year"),
        pytest.param(date(2024, 5, 14), None, "since 2024-05-14", id="open-end"),
        pytest.param(None, date(2024, 5, 14), "until 2024-05-14", id="open-start"),
        pytest.param(None, None, "", id="unknown"),
    ],
)
def test_an_interval_is_shown_exactly_and_briefly(first: date | None, last: date | None, shown: str) -> None:
    """A month is shown as a month only when it is whole."""
    assert words.interval(first, last) == shown


def test_words_from_a_report_cannot_steer_the_terminal() -> None:
    """Escape sequences and direction marks of a hostile report never reach the terminal."""
    shown = words.clean("red \x1b[31malert\u202e and\na line\t")

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert shown.endswith("and a line")


@pytest.mark.parametrize(
    ("name", "said", "same"),
    [
        pytest.param("Highland Front", "the Highland Front", True, id="article"),
        pytest.param("Highland Front", "Highland\nFront", True, id="line-end"),
        pytest.param("Highland Front", "the rebels", False, id="other-words"),
    ],
)
def test_a_name_is_not_said_twice(name: str, said: str, same: bool) -> None:
    """Articles and case do not make the report's words different from the name."""
    assert words.alike(name, said) is same
