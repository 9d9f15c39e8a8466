"""Turn a filter into the condition of a query over findings (`f` run_claim, `c` claim, `d` document)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from casus.errors import InputError
from casus.store.fold import fold
from casus.store.rows import Filter

Value = str | int

_PARTY: Final = """EXISTS (
    SELECT 1 FROM claim_role r LEFT JOIN actor a USING (actor_no) LEFT JOIN evidence e ON e.evidence_no = r.evidence_no
    WHERE r.finding_no = f.finding_no AND NOT r.is_place
      AND (instr(a.folded, :actor) OR a.registry = :actor_id OR instr(fold(e.quote), :actor)))"""
_PLACE: Final = """(EXISTS (
    SELECT 1 FROM claim_place r LEFT JOIN place p USING (place_no) JOIN evidence e ON e.evidence_no = r.evidence_no
    WHERE r.finding_no = f.finding_no AND {which}) OR EXISTS (
    SELECT 1 FROM claim_role r LEFT JOIN place p USING (place_no) LEFT JOIN evidence e ON e.evidence_no = r.evidence_no
    WHERE r.finding_no = f.finding_no AND r.is_place AND {which}))""".format(
    which="""(instr(p.folded, :place) OR instr(fold(p.admin1), :place) OR instr(fold(e.quote), :place)
        OR p.place_id = :place_id OR p.country = :place_id
        OR p.country IN (SELECT country FROM place WHERE kind = 'country' AND folded = :place))"""
)
_SOURCE: Final = """(instr(fold((SELECT name FROM source s WHERE s.source_no = d.source_no)), :source) OR EXISTS (
    SELECT 1 FROM claim_attribution r LEFT JOIN actor a USING (actor_no)
    LEFT JOIN evidence e ON e.evidence_no = r.evidence_no
    WHERE r.finding_no = f.finding_no
      AND (instr(a.folded, :source) OR a.registry = :source_id OR instr(fold(e.quote), :source))))"""
_DOC: Final = "(d.doc_id = :doc OR d.doc_no IN (SELECT doc_no FROM sighting WHERE given_id = :doc))"
# "+" keeps SQLite from starting at these: they keep most rows, while names, words and documents keep few.
_LATEST: Final = "+f.reading_no IN (SELECT reading_no FROM latest_reading)"
_RUN: Final = "+f.reading_no IN (SELECT reading_no FROM reading JOIN run USING (run_no) WHERE run_id = :run)"
_TEXT: Final = "f.finding_no IN (SELECT rowid FROM claim_search WHERE claim_search MATCH :text)"


@dataclass(slots=True)
class Condition:
    """A WHERE clause and the values it names."""

    clauses: list[str] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def sql(self) -> str:
        """All clauses joined; always true when there is none."""
        return " AND ".join(self.clauses) or "1"

    def add(self, clause: str, **values: Value) -> None:
        """Narrow by one more clause."""
        self.clauses.append(clause)
        self.values.update(values)


def condition(wanted: Filter, *, kind: str) -> Condition:
    """The condition for findings of a kind ("event" or "state") that a filter keeps."""
    found = Condition()
    found.add("+c.kind = :kind", kind=kind)
    _add_run(found, wanted)
    if wanted.doc is not None:
        found.add(_DOC, doc=wanted.doc)
    if wanted.type is not None:
        _add_type(found, wanted.type)
    _add_days(found, wanted)
    _add_names(found, wanted)
    if wanted.text is not None:
        found.add(_TEXT, text=words_query(wanted.text))
    return found


def words_query(text: str) -> str:
    """Words typed by a person as a full-text query: all must occur; what is in double quotes, as a phrase."""
    terms = list(_terms(text))
    if not terms:
        raise InputError(f"no word to search for in {text!r}", expected="at least one word", remedy="give some letters")
    return " ".join(f'"{term}"' for term in terms)


def _terms(text: str) -> Iterator[str]:
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', text):
        if re.search(r"\w", term := phrase or word):
            yield term.strip()


def _add_run(found: Condition, wanted: Filter) -> None:
    if wanted.run is None:
        found.add(_LATEST)
    else:
        found.add(_RUN, run=wanted.run)


def _add_type(found: Condition, wanted: str) -> None:
    label, _, mode = wanted.partition(".")
    found.add("c.type = :type COLLATE NOCASE", type=label)
    if mode:
        found.add("f.mode = :mode COLLATE NOCASE", mode=mode)


def _add_days(found: Condition, wanted: Filter) -> None:
    if wanted.since is not None:
        found.add("f.day_to >= :since", since=wanted.since.isoformat())
    if wanted.until is not None:
        found.add("f.day_from <= :until", until=wanted.until.isoformat())


def _add_names(found: Condition, wanted: Filter) -> None:
    if wanted.actor is not None:
        found.add(_PARTY, actor=_name(wanted.actor), actor_id=wanted.actor)
    if wanted.place is not None:
        found.add(_PLACE, place=_name(wanted.place), place_id=wanted.place)
    if wanted.source is not None:
        found.add(_SOURCE, source=_name(wanted.source), source_id=wanted.source)


def _name(text: str) -> str:
    folded = fold(text)
    if not folded:
        raise InputError(f"no name in {text!r}", expected="part of a name", remedy="give some letters")
    return folded
