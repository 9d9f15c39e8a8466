"""Two people code the same passages, unseen by each other, and settle what differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import Served
from .test_see import listed

Open = Callable[..., Any]


def code(page: Any, kind: str) -> None:
    """Code the passage shown as one kind of act, and go on."""
    page.get_by_label("Kind of act").select_option(kind)
    page.get_by_role("button", name="Save and next").click()


def test_a_sample_is_coded_blind_measured_and_settled(desk: Served, open_page: Open) -> None:
    """One passage, two coders who differ: agreement per field, then one of the values is taken."""
    page = open_page(f"{desk.address}/coding")
    listed(page)
    dialog = page.get_by_role("dialog", name="Two coders")
    dialog.get_by_label("Passages, drawn by chance").fill("1")
    dialog.get_by_label("Coders, with commas").fill("mara, tom")
    dialog.get_by_role("button", name="Draw a sample").click()
    dialog.get_by_label("Kind of act").wait_for()
    marked = dialog.locator(".seg.focus").all_inner_texts()
    others = dialog.locator(".seg.other, .seg.actor, .seg.place").count()
    code(dialog, "ASSAULT")
    dialog.get_by_text("All passages are coded").wait_for()
    dialog.get_by_label("You are").select_option("tom")
    code(dialog, "AID")
    dialog.get_by_text("All passages are coded").wait_for()
    dialog.get_by_role("button", name="Back to samples").click()
    dialog.get_by_role("button", name="Agreement").click()
    dialog.get_by_role("button", name="tom: AID").click()
    dialog.get_by_text("settled by mara").first.wait_for()

    assert "".join(marked)
    assert others == 0
