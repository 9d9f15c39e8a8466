"""The log of decisions: what holds after any sequence of decisions and undoings."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from casus.store.connect import open_writer, transaction
from casus.store.corrections import Anchor, Corrections, Decision, corrections
from casus.store.deciding import NewDecision, append

ANCHOR = Anchor("c-1", "e-1", "d-1", "ASSAULT", 0, 4)


def decision(number: int, kind: str, undoes: int | None = None, value: object = None) -> Decision:
    """A decision on one claim."""
    return Decision(
        *(number, kind, "e-1", "status" if kind == "edit" else None, None, value, None, True),
        *("mara", "2031-05-06T10:00:00+00:00", None, undoes, None, (ANCHOR,)),
    )


@st.composite
def logs(draw: st.DrawFn) -> tuple[Decision, ...]:
    """Any order of verdicts, edits and undoings, as the interface lets them be made: nothing is undone twice."""
    log: list[Decision] = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        open_ones = [one.number for one in log if one.number not in Corrections(tuple(log)).undone_by]
        kind = draw(
            st.sampled_from(["accept", "reject", "edit", "undo"] if open_ones else ["accept", "reject", "edit"])
        )
        undoes = draw(st.sampled_from(open_ones)) if kind == "undo" else None
        log.append(decision(number, kind, undoes, f"value {number}" if kind == "edit" else None))
    return tuple(log)


@settings(deadline=None)
@given(logs())
def test_undoing_the_last_decision_gives_back_what_was_before(log: tuple[Decision, ...]) -> None:
    """Whatever was decided, undoing it shows what was shown before it."""
    before, last = Corrections(log[:-1]), log[-1]
    after = Corrections((*log, decision(len(log) + 1, "undo", last.number)))

    assert after.holding == before.holding
    assert after.review("c-1") == before.review("c-1")
    assert after.edits("c-1") == before.edits("c-1")


@settings(deadline=None)
@given(logs())
def test_undoing_an_undoing_makes_the_decision_hold_again(log: tuple[Decision, ...]) -> None:
    """Undo of undo is as if nothing was undone."""
    undo = decision(len(log) + 1, "undo", log[-1].number)
    redo = decision(len(log) + 2, "undo", undo.number)

    assert Corrections((*log, undo, redo)).holding == Corrections(log).holding


@settings(deadline=None)
@given(logs())
def test_a_decision_holds_if_an_even_number_of_undoings_stand_on_it(log: tuple[Decision, ...]) -> None:
    """The rule by which undoings cancel, worked out in another way."""

    def holds(number: int) -> bool:
        return not any(one.undoes == number and holds(one.number) for one in log)

    found = {one.number for one in Corrections(log).holding}
    assert found == {one.number for one in log if one.kind != "undo" and holds(one.number)}


@settings(deadline=None)
@given(logs(), st.integers(0, 14))
def test_what_stood_at_a_version_is_what_the_shorter_log_says(log: tuple[Decision, ...], number: int) -> None:
    """An older version is shown by its decisions alone, whatever came later."""
    assert Corrections(log).until(number).holding == Corrections(log[:number]).holding


@settings(deadline=None)
@given(logs())
def test_the_last_edit_is_laid_over_last(log: tuple[Decision, ...]) -> None:
    """Replay keeps the order in which decisions were made."""
    numbers = [one.number for one in Corrections(log).edits("c-1")]

    assert numbers == sorted(numbers)


def test_decisions_follow_their_claim_to_its_heir() -> None:
    """Where a claim has another id, its decisions are about that one; where it is gone, they wait."""
    log = (decision(1, "reject"),)

    assert Corrections(log, {"c-1": "c-2"}).review("c-2") == "rejected"
    assert Corrections(log, {"c-1": None}).review("c-1") == "open"
    assert not Corrections(log, {"c-1": None}).is_attached(log[0])


def test_the_log_is_append_only(folder: Path) -> None:
    """What was decided cannot be changed or taken out, not even by hand."""
    import sqlite3

    import pytest

    with closing(open_writer(folder / "casus.db")) as connection:
        (doc,) = connection.execute("SELECT doc_id FROM document LIMIT 1").fetchone()
        anchor = replace(ANCHOR, doc_id=doc)
        with transaction(connection):
            append(connection, NewDecision("accept", "mara", "e-1", (anchor,)))
        for statement in ("DELETE FROM decision", "UPDATE decision SET author = 'tom'", "DELETE FROM decision_claim"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
        assert [one.author for one in corrections(connection).decisions] == ["mara"]
