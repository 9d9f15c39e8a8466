"""
How many independent origins stand behind a value.

Ten outlets that print one wire report are one origin, and so are two reports that quote the same spokesman, or one
paper that writes about it three times. Counted is the largest set of reports of which no two share an original, a
publisher or a named source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casus.beliefs.identity import bare
from casus.beliefs.types import Backing
from casus.store.rows import ReportRow


def publisher_keys(reports: Iterable[ReportRow]) -> dict[str, str]:
    """Document id to who published it first: the original's publisher for a copy, the document if none is named."""
    listed = {report.doc_id: report for report in reports}
    return {doc_id: _publisher(report, listed) for doc_id, report in listed.items()}


def _publisher(report: ReportRow, listed: Mapping[str, ReportRow]) -> str:
    if report.copy_of and report.copy_of != report.doc_id:
        original = listed.get(report.copy_of)
        return _own(original) if original else f"d:{report.copy_of}"
    return _own(report)


def _own(report: ReportRow) -> str:
    return f"p:{bare(report.publisher)}" if report.publisher else f"d:{report.doc_id}"


def independent(backing: Iterable[Backing]) -> int:
    """The number of independent origins behind claims (0 for none)."""
    listed = tuple(backing)
    publishers = publisher_keys(one.report for one in listed)
    edges: dict[str, set[str]] = {}
    for one in listed:
        edges.setdefault(publishers[one.report.doc_id], set()).add(one.origin)
    return _matching({publisher: sorted(origins) for publisher, origins in sorted(edges.items())})


def _matching(edges: Mapping[str, list[str]]) -> int:
    """The size of a largest matching of publishers and origins (augmenting paths)."""
    taken: dict[str, str] = {}

    def place(publisher: str, seen: set[str]) -> bool:
        for origin in edges[publisher]:
            if origin not in seen:
                seen.add(origin)
                if origin not in taken or place(taken[origin], seen):
                    taken[origin] = publisher
                    return True
        return False

    return sum(place(publisher, set()) for publisher in edges)
