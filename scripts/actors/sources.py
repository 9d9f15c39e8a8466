"""The input's actors as drafts, cleaned; and the tables made by hand."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from actors.clean import force_names, is_acronym, is_generic, is_whole_military, without_brackets
from actors.countries import HERE, Country, _lines
from actors.rows import OWN, REVIEWED, Draft, Fact, Name, Registry
from casus.resources.folding import key

SOURCES: Final = {
    "curated": "unreviewed",
    "UCDP": "ucdp-actor-22.1",
    "factbook": "factbook",
    "petrarch2": "petrarch",
    "REIGN": "reign-2021-3",
}
RELATIONS: Final = {
    "affiliate_of": "affiliate_of",
    "joined": "part_of",
    "member_of_alliance": "allied_with",
    "controls": "",
}
ORGANS: Final = (
    ("GOV", "Government", "government", "GOV"),
    ("MIL", "Military", "armed_forces", "MIL"),
    ("COP", "Police", "police", "COP"),
    ("LEG", "Parliament", "government", "LEG"),
    ("JUD", "Judiciary", "government", "JUD"),
    ("SPY", "Intelligence services", "government", "SPY"),
)
_FORCE_KINDS: Final = {
    "MIL": "armed_forces",
    "COP": "police",
    "SPY": "government",
    "PRM": "militia",
    "GOV": "government",
}
_ARTICLE: Final = (
    "United",
    "Netherlands",
    "Philippines",
    "Maldives",
    "Bahamas",
    "Gambia",
    "Comoros",
    "Seychelles",
    "Democratic Rep",
    "Republic of",
    "Central African",
    "Solomon",
    "Marshall",
    "Dominican Rep",
    "Soviet",
    "Palestin",
    "Vatican",
)


def read_input(path: Path) -> list[dict[str, Any]]:
    """The actors of the input, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def source_of(values: list[str] | str) -> str:
    """Short names of the sources of a fact, joined by a blank."""
    texts = [values] if isinstance(values, str) else values
    return " ".join(sorted({short for text in texts for start, short in SOURCES.items() if start in text}))


def states(found: dict[str, Country]) -> Iterator[Draft]:
    """Each country as a state, and its organs."""
    for iso3, country in found.items():
        name = country.names[0]
        draft = Draft(
            iso3, name, "state", "GOV", iso3, ucdp=country.ucdp, source="geonames iso3166-1 factbook own", verified=True
        )
        draft.names = [
            Name(
                n,
                "name",
                match="case" if len(n) < 5 or is_acronym(n) else "fold",
                source="iso3166-1 factbook own",
                verified=True,
            )
            for n in country.names
        ]
        yield draft
        shown = f"the {name}" if name.startswith(_ARTICLE) else name
        for suffix, title, kind, sector in ORGANS:
            titled = f"Palestinian {title.lower()}" if iso3 == "PSE" else f"{title} of {shown}"
            organ = Draft(f"{iso3}.{suffix}", titled, kind, sector, iso3, source="own", verified=True)
            organ.add_name(Name(organ.name, "name", source="own", verified=True))
            organ.links.append(Fact("part_of", iso3, source="own", verified=True))
            yield organ


def force(actor: dict[str, Any], registry: Registry, words: frozenset[str]) -> Draft | None:
    """A force of the World Factbook; None for a sentence, a generic name, or a name of the armed forces as a whole
    (added there).
    """
    iso3 = actor["countries"][0]["iso3"]
    if iso3 not in registry:
        return None
    left_out = frozenset(map(key, _lines("not_forces.txt")))
    names = [
        Name(text, n["type"], match=_match(text, n["type"]), source="factbook")
        for n in actor["names"]
        for text in force_names(n["text"])
        if key(text) not in left_out
    ]
    if not names or names[0].kind != "canonical":
        return None
    if is_whole_military(names[0].text, words):
        for name in names:
            registry[f"{iso3}.MIL"].add_name(name)
        return None
    sector = actor["sectors"][0]
    draft = Draft(actor["id"], names[0].text, _FORCE_KINDS.get(sector, "armed_forces"), sector, iso3, source="factbook")
    for name in names:
        if not is_generic(name.text):
            draft.add_name(name)
    organ = {"COP": "COP", "SPY": "SPY"}.get(sector, "MIL")
    draft.links.append(Fact("part_of", f"{iso3}.{organ}", source="factbook"))
    return draft


def group(actor: dict[str, Any]) -> Draft:
    """A group or organisation of the input."""
    kind, sector = kind_of(actor)
    isos = [c["iso3"] for c in actor["countries"]]
    draft = Draft(
        actor["id"],
        without_brackets(actor["names"][0]["text"]),
        kind,
        sector,
        isos[0] if isos else "",
        operates=isos[1:],
    )
    draft.start, draft.end = actor["active"]["from"] or "", actor["active"]["to"] or ""
    draft.source = source_of(actor["src"])
    draft.verified = draft.source == "ucdp-actor-22.1"
    draft.ucdp = [v for k, v in actor["ext"].items() if k.startswith("ucdp")]
    for entry in actor["names"]:
        draft.add_name(_group_name(entry, actor["kind"]))
    draft.links = [link for link in map(_link, actor["links"]) if link.relation]
    return draft


def _group_name(entry: dict[str, Any], kind: str) -> Name:
    text = entry["text"]
    plain = without_brackets(text)
    match = (
        "country"
        if plain != text or kind in ("communal_group", "supporter_group")
        else _match(plain, entry["type"], kind)
    )
    source = source_of(entry["src"])
    return Name(
        plain,
        entry["type"],
        entry.get("from") or "",
        entry.get("to") or "",
        match,
        source,
        "ucdp" in source and not entry.get("from"),
    )


def _match(text: str, kind: str, actor_kind: str = "") -> str:
    if kind in ("bare", "translation") or (is_acronym(text) and actor_kind in ("", "armed_group", "criminal_group")):
        return "country"
    return "case" if is_acronym(text) or len(text.split()) == 1 else "fold"


def _link(entry: dict[str, Any]) -> Fact:
    relation = RELATIONS.get(entry["rel"], entry["rel"])
    source = source_of(entry["src"])
    return Fact(relation, entry["target"], entry.get("from") or "", entry.get("to") or "", source, "ucdp" in source)


def kind_of(actor: dict[str, Any]) -> tuple[str, str]:
    """The kind and the main sector of an input actor in the terms of the reading format."""
    sectors = actor["sectors"] or ["UNK"]
    first = sectors[0]
    simple = {
        "communal_group": ("civilians", "CVL"), "identity_group": ("civilians", "CVL"),
        "supporter_group": ("crowd", "CVL"),
        "criminal_group": ("other", "CRM"), "media": ("media", "JRN"), "ngo": ("ngo", "NGO"), "igo": ("igo", "IGO"),
    }  # fmt: skip
    if actor["kind"] in simple:
        return simple[actor["kind"]]
    if actor["kind"] == "political_body":
        kinds = {"PTY": "party", "OPP": "organisation", "MIL": "armed_forces", "IGO": "igo"}
        return kinds.get(first, "government"), "PRE" if "PRE" in sectors else first
    if first == "MIL" or actor["kind"] == "state_force":
        return "armed_forces", "MIL"
    if actor["id"].startswith("ucdp") and actor["kind"] == "state":
        return "government", "GOV"
    return {"PRM": ("militia", "PRM"), "PTY": ("party", "PTY"), "PRE": ("government", "PRE")}.get(
        first, ("rebel_group", "REB")
    )


def own_organisations() -> Iterator[Draft]:
    """The organisations added by hand."""
    for line in _lines("own.tsv"):
        actor_id, kind, sector, country, names = [*line.split("\t"), ""][:5]
        texts = names.split("|")
        draft = Draft(actor_id, texts[0], kind, sector, country, source=OWN, verified=True)
        for text in texts:
            lower = "lower" if text[0].islower() and not any(c.isupper() for c in text) else ""
            match = lower or ("case" if is_acronym(text) or len(text.split()) == 1 or len(text) < 5 else "fold")
            draft.add_name(Name(text, "name", match=match, source=OWN, verified=True))
        yield draft


_DATED: Final = re.compile(r"^(.*?)(?: @ (\S*) ?\.\. ?(\S*))?$")


def dated(text: str) -> tuple[str, str, str]:
    """Text, first and last day of "Nusra Front @ 2012-01-23 .. 2016-07-27"; days are "" where open."""
    match = _DATED.match(text.strip())
    if match is None:
        return text, "", ""
    return match[1].strip(), match[2] or "", match[3] or ""


def apply_reviewed(registry: Registry) -> None:
    """Replace what was reviewed by hand, and keep the input's other names as unverified."""
    for entry in tomllib.loads((HERE / "reviewed.toml").read_text(encoding="utf-8"))["actor"]:
        exact = {dated(text.removeprefix("= ")) for text in entry["names"] if text.startswith("= ")}
        names = [dated(text.removeprefix("= ")) for text in entry["names"]]
        draft = registry.setdefault(entry["id"], Draft(entry["id"], names[0][0], entry["kind"], entry["sector"]))
        draft.name, draft.kind, draft.sector, draft.country = (
            names[0][0],
            entry["kind"],
            entry["sector"],
            entry["country"],
        )
        draft.verified = True
        draft.source = f"{REVIEWED} {draft.source}".strip()
        draft.sectors = [_sector(*dated(text)) for text in entry.get("sectors", [])]
        firsts = _firsts(names)
        reviewed = [_reviewed(name, canonical=name in firsts, exact=name in exact) for name in names]
        keys = {key(name.text) for name in reviewed}
        others = [name for name in draft.names if key(name.text) not in keys]
        draft.names = reviewed + [name for name in others if not _elsewhere(entry["id"], name)]


def _firsts(names: list[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """The first name of each first day: the one to show for its time."""
    found: dict[str, tuple[str, str, str]] = {}
    for name in names:
        found.setdefault(name[1], name)
    return set(found.values())


def _reviewed(name: tuple[str, str, str], *, canonical: bool, exact: bool) -> Name:
    text, start, end = name
    match = "case" if exact or is_acronym(text) or len(text) < 5 else "fold"
    return Name(text, "canonical" if canonical else "name", start, end, match, REVIEWED, verified=True)


def _sector(sector: str, start: str, end: str) -> Fact:
    return Fact(sector, "", start, end, REVIEWED, verified=True)


def _elsewhere(actor_id: str, name: Name) -> bool:
    """Names that the review moved from the Islamic State to its forerunner."""
    return actor_id == "ag.islamic-state" and any(
        word in key(name.text) for word in ("qaeda", "aqi", "tawhid", "bilad")
    )
