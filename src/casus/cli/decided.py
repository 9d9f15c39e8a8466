"""What people decided about something, below what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from casus.cli import words
from casus.store.corrections import Decision
from casus.store.overlay import MARK, edited_fields
from casus.store.rows import ClaimRow, ShowRecord, StateRow


def pieces(found: ShowRecord) -> Iterator[RenderableType]:
    """The decisions that hold about what an id names, one a line, first to last."""
    if not found.decisions:
        return
    yield Text("")
    yield Text("WHAT PEOPLE DECIDED", style="bold")
    for one in found.decisions:
        yield from lines(one)


def lines(one: Decision) -> Iterator[RenderableType]:
    """One decision: who said what and when, the words given for it, and why."""
    from casus.web.details import told

    yield Text.assemble("  ", told(one), (f"  {one.decision_id}, {one.made[:16].replace('T', ' ')}", "dim"))
    if one.evidence:
        yield Text(f"    {words.quoted(one.evidence.words)}", style="italic")
    if one.reason and one.kind != "note":
        yield Text(f"    {words.clean(one.reason)}", style="dim")


def as_json(decisions: Iterable[Decision]) -> list[dict[str, object]]:
    """The same for machines."""
    return [
        {
            "id": one.decision_id,
            "kind": one.kind,
            "claims": [anchor.claim_id for anchor in one.anchors],
            "field": one.field,
            "before": one.before,
            "value": one.value,
            "author": one.author,
            "made": one.made,
            "reason": one.reason,
        }
        for one in decisions
    ]


def rules(row: ClaimRow | StateRow) -> list[str]:
    """The rules that read a row, without the marks of decisions."""
    return [rule for rule in row.rules if not rule.startswith(MARK)]


def standing(row: ClaimRow | StateRow, machine: str) -> str:
    """How a row stands, with the fields whose values are a person's: "completed, corrected: place"."""
    fields = edited_fields(row)
    return f"{machine}, corrected: {', '.join(fields)}" if fields else machine
