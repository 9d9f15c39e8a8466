"""Pieces of SQL that several questions share: which findings are shown, and to which happening they belong."""

from __future__ import annotations

from typing import Final

HAPPENING: Final = "coalesce(m.event_id, f.event_id)"
"""The happening that a finding `f` tells of, with its telling's membership `m` in one that several tell of."""

ALL_LATEST: Final = "f.reading_no IN (SELECT reading_no FROM latest_reading)"
"""Whether a finding `f` is of the latest reading of its report: asked once for all, which is fast for many."""

LATEST: Final = "f.reading_no = (SELECT max(x.reading_no) FROM reading x WHERE x.doc_no = r.doc_no)"
"""Whether a finding `f` of the reading `r` is of the latest of its report: asked row by row, which is fast for few."""
