"""Common nouns and their sectors, out of the agent dictionaries of PLOVER and Phoenix (MIT)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from actors.countries import _lines
from casus.resources.folding import key

FILES: Final = (("PLOVER_agents.txt", "plover-agents"), ("Phoenix.agents.txt", "phoenix-agents"))
_ENTRY: Final = re.compile(r"^\s*([^\[{#;]+?)\s*(?:\{([^}]*)\})?\s*\[~([A-Z]+)\]")
_SETS: Final = re.compile(r"^!(\w+)!\s*=\s*(.+)$")
_SECTORS: Final = {
    "HLH": "MED",
    "MUS": "REL",
    "CHR": "REL",
    "CTH": "REL",
    "BUD": "REL",
    "HIN": "REL",
    "JEW": "REL",
    "HRI": "NGO",
    "DEV": "GOV",
    "ENV": "SOC",
}
_KNOWN: Final = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "SPY",
        "JUD",
        "LEG",
        "PTY",
        "PRM",
        "REB",
        "UAF",
        "UNK",
        "OPP",
        "CVL",
        "REF",
        "REL",
        "MED",
        "EDU",
        "JRN",
        "BUS",
        "CRM",
        "LAB",
        "ELI",
        "SOC",
        "AGR",
        "IGO",
        "NGO",
    ]
)


def agents(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Phrase, sectors (main one first, three letters each, joined by a blank) and source; PLOVER before Phoenix, each
    phrase once.
    """
    found: dict[str, tuple[str, str]] = {}
    for name, source in FILES:
        for phrase, sectors in _entries((folder / name).read_text(encoding="utf-8", errors="replace")):
            found.setdefault(phrase, (sectors, source))
    left_out = set(" ".join(_lines("not_actors.txt")).split())
    yield from (
        (phrase, *found[phrase])
        for phrase in sorted(found)
        if phrase not in left_out and not _armed(phrase, found[phrase][0])
    )


def _entries(text: str) -> Iterator[tuple[str, str]]:
    sets = {m[1]: [w.strip() for w in m[2].split(",")] for m in map(_SETS.match, text.split("\n")) if m}
    for line in text.split("\n"):
        match = None if line.startswith("#") else _ENTRY.match(line)
        if match is None:
            continue
        sectors = _sectors(match[3])
        if sectors:
            for raw in (match[1], *(match[2] or "").split(",")):
                yield from ((phrase, sectors) for phrase in _phrases(raw, sets) if phrase)


def _sectors(code: str) -> str:
    parts = [_SECTORS.get(code[i : i + 3], code[i : i + 3]) for i in range(0, len(code), 3)]
    return " ".join(dict.fromkeys(part for part in parts if part in _KNOWN))


def _phrases(raw: str, sets: dict[str, list[str]]) -> Iterator[str]:
    """The phrases behind one entry: "!MINIST! OF_DEFENSE" is four."""
    match = re.search(r"!(\w+)!", raw)
    if match and match[1] in sets:
        for word in sets[match[1]]:
            yield from _phrases(raw.replace(match[0], word), sets)
        return
    phrase = key(raw.replace("_", " "))
    if len(phrase) > 2 and len(phrase.split()) <= 5:
        yield phrase


def _armed(phrase: str, sectors: str) -> bool:
    """Whether a religious body of the dictionary is one of fighters ("Islamic militants")."""
    return sectors.startswith("REL") and phrase.endswith(
        ("militant", "fighter", "rebel", "insurgent", "extremist", "terrorist")
    )
