"""One report on screen, at several widths."""

from __future__ import annotations

import codecs
import io
import re

import pytest
from rich.console import Console

from casus.cli.console import STAND_INS, UNWRAPPED, Screen, stand_in
from casus.cli.report import report
from tests.store.building import TEXT, document, read


def screen(width: int) -> Screen:
    """A screen of a given width that writes into memory."""
    out = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    return Screen(out, Console(file=io.StringIO()))


def shown(width: int, *, layout: str = "auto") -> str:
    """The report of the toy engine as printed."""
    view = screen(width)
    return view.rendered(*report(read(), view, layout=layout))


@pytest.mark.parametrize("width", [40, 80, 100, 140, UNWRAPPED])
def test_every_word_that_proves_something_is_on_the_page(width: int) -> None:
    """Act, actor, place, day, number and source are there with their quotations at every width."""
    page = re.sub(r"\s+", " ", shown(width))

    for words in (
        "ASSAULT.heavy-we",
        "“shelled”",
        "Northern Front",
        "2031-05-05",
        "“Monday”",
        "killed 4",
        "a hospital",
    ):
        assert words in page


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Nothing is cut off or broken by the terminal itself."""
    assert max(len(line) for line in shown(width).split("\n")) <= width


def test_without_a_terminal_no_sentence_is_broken() -> None:
    """A pipe gets whole sentences on one line, so that grep finds them."""
    sentence = "The Northern Front shelled Dorvan on Monday, killing at least 4 soldiers, a hospital said.”\n"

    assert sentence in shown(UNWRAPPED)


def test_a_denied_claim_is_marked_and_named_without_colour() -> None:
    """The mark and the words both say that it did not happen."""
    assert re.search(r"✗ RETREAT.withdraw .*did not happen", shown(80))


def test_an_output_without_the_signs_gets_plain_ones() -> None:
    """Each character that an encoding lacks has a plain one of the same width."""
    codecs.register_error(STAND_INS, stand_in)
    page = shown(80)

    assert len(page.encode("ascii", STAND_INS)) == len(page)
    assert b'x RETREAT.withdraw "left"' in page.encode("ascii", STAND_INS)


def test_a_wide_terminal_gets_columns_and_a_narrow_one_blocks() -> None:
    """The layout follows the width, unless one is asked for."""
    assert "WHO → WHOM" in shown(120)
    assert "WHO → WHOM" not in shown(80)
    assert "WHO → WHOM" in shown(80, layout="table")
    assert "WHO → WHOM" not in shown(120, layout="cards")


def test_states_notes_and_a_summary_follow_the_claims() -> None:
    """The page ends with what holds, what was not settled, and the counts."""
    page = shown(80)

    assert page.index("WHAT IT SAYS WAS DONE") < page.index("WHAT IT SAYS HOLDS") < page.index("NOT SETTLED")
    assert "2 claims about 2 events, 1 state, 1 note in 3 sentences" in page


def test_a_report_without_claims_is_still_shown() -> None:
    """Title and counts appear even when nothing was found."""
    view = screen(80)
    page = view.rendered(*report(read(document("Nothing happened.", title="A calm day")), view))

    assert page.startswith("A calm day")
    assert "0 claims about 0 events" in page


def test_brackets_in_a_report_are_not_taken_for_markup() -> None:
    """Square brackets of the text are printed, not read as styles."""
    view = screen(80)
    text = TEXT.replace("on Monday", "[red]on[/red] Monday")

    assert "[red]on[/red] Monday" in " ".join(view.rendered(*report(read(text), view)).split())
