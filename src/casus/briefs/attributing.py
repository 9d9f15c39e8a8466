"""Say in a sentence who tells something: "according to the Tarvenian army and Halden Radio"."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten
from typing import Final

from casus.beliefs.knowledge import OWN_VOICE
from casus.beliefs.types import Backing
from casus.briefs import phrases
from casus.briefs.citing import Citing
from casus.store.rows import ReportRow, SourceRow

STANCES: Final = ("asserts", "alleges", "claims")
"""From the one that says least of a source to the one that says most."""
TITLE: Final = 48
"""Characters of a title that stands for a report without publisher."""


def voice(one: Backing, citing: Citing) -> str:
    """How a sentence calls the source of one claim: who is quoted, else the paper."""
    row = citing.rows.get(one.claim_id)
    if row is None or not row.sources:
        return press(one.report)
    return speaker(row.sources[0])


def speaker(source: SourceRow) -> str:
    """How a sentence calls someone quoted."""
    known = bool(source.registry) or any(map(str.isupper, source.name[1:]))
    return phrases.called(source.name, source.quote, is_known=known, kind=source.kind)


def press(report: ReportRow) -> str:
    """How a sentence calls a report that speaks for itself."""
    if report.publisher:
        return phrases.called(report.publisher, None, is_known=True)
    if report.title:
        return f"the report “{shorten(report.title, TITLE, placeholder='…')}”"
    return f"the report {next(iter(report.origins), report.doc_id)}"


def voices(backing: Iterable[Backing], citing: Citing, *, most: int | None = None) -> tuple[str, int]:
    """
    All sources as a list in words, and how many they are.

    Each origin is named once, in the words that say most; a report that quotes someone does not stand beside him.
    """
    listed = tuple(backing)
    quoting = {one.report.doc_id for one in listed if one.source_class != OWN_VOICE}
    names: dict[str, str] = {}
    for one in listed:
        if one.source_class != OWN_VOICE or one.report.doc_id not in quoting:
            name = voice(one, citing)
            names[one.origin] = max(names.get(one.origin, name), name, key=_telling)
    limit = phrases.language().data["by"]["show"] if most is None else most
    unique = dict.fromkeys(names.values())
    return phrases.listed(unique, most=limit), len(unique)


def _telling(name: str) -> tuple[bool, int]:
    """Ranks names of one source: the one that says most, a mere title last."""
    return not name.startswith("the report"), len(name)


def by(backing: Iterable[Backing], citing: Citing) -> str:
    """
    Who tells it, those who assert it first, then those who claim it of themselves or allege it of others.

    Each source stands once, under the stance that says most.
    """
    tongue, parts = phrases.language(), []
    listed = tuple(backing)
    stances: dict[str, int] = {}
    for one in listed:
        stances[one.origin] = max(stances.get(one.origin, 0), STANCES.index(one.stance) if one.stance in STANCES else 0)
    for rank in (0, 2, 1):
        names, number = voices([one for one in listed if stances[one.origin] == rank], citing)
        if names:
            verbs = {key: tongue.verb(key, number) for key in ("claims", "alleges")}
            parts.append(tongue.say("by", STANCES[rank], sources=names, **verbs))
    return phrases.joined(parts, ", and ")
