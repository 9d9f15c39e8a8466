"""Write docs/schemes.md from the rules in src/casus/resources/schemes/: `python scripts/build_schemes_page.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from casus.cli.codes import NAMES
from casus.resources.load import read_toml, resource
from casus.schemes import SCHEMES, acled, cameo, plover

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "schemes.md"
_HEAD: Final = """\
# Codes of other schemes

casus stores what reports say: an act, its parties, place, time, status. Codes of PLOVER, CAMEO, ACLED and UCDP are
derived from that by the rules below, each time anew, and every code names the rule that gave it: in `casus show`,
in the column `code_rules` of `casus export --format csv`, in the reasons of what an export leaves out.

```python
from casus.schemes import acled, cameo

acled.derive(claim)  # Code(value="Air/drone strike", rule="acled.air-strike")
cameo.derive(event)  # Code(value="195", rule="cameo.assault.aerial")
```

Rules of a scheme are read from the top; the first that fits gives the code. A rule that gives no code says why.
They look at type and mode, status, the words of the trigger and the instrument, the numbers told, whether several
did it with each other, and the groups of those who act and of those it is done to. Each has an example that it
decides and a counter-example that it leaves to another rule; both are tests. Examples are written `who > whom :
TYPE.mode; more`, with kinds of actors as in the [reading format](reading-format.md).

This page is made from `src/casus/resources/schemes/` by `scripts/build_schemes_page.py`.

## Groups of actors

The eight types of actors that ACLED tells apart, which rules of all schemes use: {groups}. They come from an
actor's kind, else its sector. State forces abroad are External/Other forces; who protests is a protester or a
rioter; a person without arms who is attacked is a civilian, whatever the office; an armed group that has become the
government is State forces.

| kind or sector | group |
|---|---|
{parties}
## Countries

`src/casus/resources/schemes/countries.tsv` has seven codes of each country: ISO 3166-1 alpha-3, alpha-2 and
numeric, FIPS 10-4, the number and letters of the Correlates of War project, and the number of Gleditsch and Ward.
All are those of today; a code that its list does not have is empty, never guessed. UCDP's region follows from the
Gleditsch and Ward number.
"""
_REMARKS: Final = {
    "plover": """\
`=` keeps type and mode. Quad classes and intensities are those of the manual (draft 0.8), where SANCTION is material
conflict (the section says so, the table of quads does not) and ACCUSE has -3 (the manual prints +3, against all its
modes).""",
    "cameo": """\
Labels, quad classes and Goldstein scores of all codes are in `src/casus/resources/schemes/cameo_codes.tsv`.""",
    "acled": """\
The value is the sub-event type; the event type stands before it. A Non-violent transfer of
territory takes words for it: that ground was handed over to somebody armed, or entered unopposed.""",
    "ucdp": """\
1 is state-based, 2 non-state, 3 one-sided violence. That someone died is not asked here but by the export.""",
}


def page() -> str:
    """The page as it should be."""
    table = read_toml(resource("schemes", "parties.toml"))
    groups: dict[str, list[str]] = {}
    for name, found in (*table["kind"].items(), *table["sector"].items()):
        groups.setdefault(found, []).append(f"`{name}`")
    parties = "".join(f"| {', '.join(names)} | {found} |\n" for found, names in groups.items())
    head = _HEAD.format(groups=", ".join([*groups, "Identity militia", "Rioters", "Protesters"]), parties=parties)
    return head + "".join(_scheme(name) for name in SCHEMES)


def _scheme(name: str) -> str:
    rows = "".join(map(_row, read_toml(resource("schemes", f"{name}.toml"))["rule"]))
    head = "| rule | code | for example | but not |\n|---|---|---|---|\n"
    return f"\n## {NAMES[name]}\n\n{_REMARKS[name]}\n\n{head}{rows}"


def _row(rule: dict[str, Any]) -> str:
    shown = _shown(rule["id"], rule["value"]) if rule["value"] else f"none: {rule['why']}"
    return f"| `{rule['id']}` | {shown} | {_code(rule['example'])} | {_code(rule['counter'])} |\n"


def _code(example: str) -> str:
    return f"`{example.strip()}`"


def _shown(rule: str, value: str) -> str:
    """The code with what it means."""
    if rule.startswith("cameo."):
        entry = cameo.code_list()[value]
        return f"{value} {entry.label} (quad {entry.quad}, {entry.goldstein})"
    if rule.startswith("acled."):
        return f"{acled.event_type(value)} / {value}"
    if rule.startswith("plover.") and value != "=":
        return f"{value} (quad {plover.quad(value)}, {plover.intensity(value):g})"
    return value


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
