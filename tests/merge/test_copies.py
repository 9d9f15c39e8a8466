from __future__ import annotations

from dataclasses import replace

import pytest

from casus.merge.copies import Wording, compare, marks, shingles

WORDS = (
    "Fighters of the Northern Front shelled the market of Dorvan on Monday morning and killed four soldiers who had "
    "been guarding the bridge since the truce of last spring ended without any of the agreed visits taking place. "
    "A doctor at the only hospital of the town said that eleven wounded people had come in by noon, most of them "
    "women who had queued for bread. The army answered with rockets, residents of three villages told reporters, and "
    "by the evening both sides spoke of a victory that nobody else had seen."
)


def wording(text: str, doc: str = "d-1", published: str = "2031-05-06", publisher: str | None = "Courier") -> Wording:
    """A report."""
    return Wording(doc, published, publisher, shingles(text), text)


FIRST = wording(WORDS)


def test_another_outlet_with_the_whole_text_is_a_near_copy() -> None:
    """A few words changed."""
    copy = compare(FIRST, wording(WORDS.replace("rockets", "guns"), "d-2", "2031-05-07", "Herald"))

    assert copy is not None
    assert (copy.later, copy.earlier, copy.kind) == ("d-2", "d-1", "near")


def test_a_shortened_wire_is_found() -> None:
    """The first half only, between words of the outlet's own."""
    short = wording(
        " ".join(WORDS.split()[:45]) + " Our own staff add that shops stayed shut.", "d-2", "2031-05-06", "X"
    )
    copy = compare(FIRST, short)

    assert copy is not None
    assert copy.kind == "wire"
    assert marks(FIRST.shingles) & marks(short.shingles)


def test_the_same_outlet_updates_its_report() -> None:
    """The text goes on."""
    longer = wording(f"{WORDS} A fifth soldier died overnight, the army said on Tuesday.", "d-2", "2031-05-07")
    copy = compare(FIRST, longer)
    corrected = compare(FIRST, replace(longer, corrects=True))

    assert copy is not None
    assert corrected is not None
    assert (copy.kind, corrected.kind) == ("update", "correction")


def test_a_long_quotation_is_no_copy() -> None:
    """A passage of another report in a text of one's own."""
    own = " ".join(f"sentence {n} about the harvest in the western hills goes on and on" for n in range(12))
    quoting = wording(f"{own} {' '.join(WORDS.split()[20:48])} {own[::-1]}", "d-2", "2031-05-08", "Herald")
    copy = compare(FIRST, quoting)

    assert copy is not None
    assert copy.kind == "quotation"


def test_reports_on_one_happening_in_their_own_words_share_nothing() -> None:
    """Names and facts in common are no copy."""
    own = "Four soldiers died in Dorvan when the Northern Front fired at a market; eleven people are in hospital."

    assert compare(FIRST, wording(own, "d-2", "2031-05-06", "Herald")) is None


def test_the_earlier_report_is_the_original_whichever_comes_first() -> None:
    """A report without a day comes after all that have one."""
    undated = wording(WORDS, "d-0", "", "Herald")

    assert compare(FIRST, undated) == compare(undated, FIRST)
    assert compare(undated, FIRST).earlier == "d-1"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", "Rebels shell Dorvan"])
def test_a_text_too_short_has_no_marks(text: str) -> None:
    """Wording would be shared by chance."""
    assert marks(shingles(text)) == frozenset()
