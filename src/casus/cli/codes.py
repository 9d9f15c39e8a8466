"""The codes that other schemes give a claim, with the rules that derived them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from casus.schemes import acled, cameo, plover, ucdp
from casus.schemes.rules import Code
from casus.store.rows import ClaimRow

NAMES: Final = {"plover": "PLOVER", "cameo": "CAMEO", "acled": "ACLED", "ucdp": "UCDP"}


def codes(claim: ClaimRow) -> dict[str, Code]:
    """Scheme to code, in the order in which they are shown."""
    found = (plover.derive(claim), cameo.derive(claim), acled.derive(claim), ucdp.derive(claim))
    return dict(zip(NAMES, found, strict=True))


def code_lines(claim: ClaimRow) -> Iterator[RenderableType]:
    """One line per scheme: "CAMEO 195 Employ aerial weapons (cameo.assault.aerial)"."""
    for scheme, code in codes(claim).items():
        told = f"{NAMES[scheme]} {_value(scheme, code)}" if code else f"{NAMES[scheme]} – {code.why}"
        yield Text(f"{told} ({code.rule})", style="dim")


def codes_json(claim: ClaimRow) -> dict[str, dict[str, str]]:
    """The same for machines."""
    return {scheme: {"value": code.value, "rule": code.rule} for scheme, code in codes(claim).items()}


def _value(scheme: str, code: Code) -> str:
    if scheme == "cameo":
        return f"{code.value} {cameo.code_list()[code.value].label}"
    return f"{acled.event_type(code.value)} / {code.value}" if scheme == "acled" else code.value
