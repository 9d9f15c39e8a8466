"""One HTML file with all that a filter shows, which opens without network; readable without script, too."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from casus.errors import InputError
from casus.version import __version__
from casus.web import answers, layer, maps, reading, reading_one, words
from casus.web.library import Library
from casus.web.shapes import Json
from casus.web.wanted import Wanted, order

MOST: Final = 2000
"""Events in one copy: with all their reports some ten megabytes."""

POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "connect-src data: blob:; worker-src blob: data:; base-uri 'none'; form-action 'none'"
)
METHOD: Final = (
    "Events were read from news reports by a program and, where marked, corrected by people. Each value is what a "
    "report says, not what is known to be true. Copies of one report count as one source."
)
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}li{margin:.4rem 0}"
)


def copy(library: Library, wanted: Wanted, about: Json, *, content: str) -> str:
    """The file's text. Raises InputError for more events than one file can hold."""
    index, mask, around = reading.chosen(library, wanted)
    if int(mask.sum()) > MOST:
        raise InputError(
            f"{int(mask.sum()):,} events for one file", expected=f"at most {MOST:,}", remedy="narrow the filters first"
        )
    rows = order(index, "date")
    rows = rows[mask[rows]]
    names = [index.ids[row] for row in rows]
    lines = answers.lines(index, rows, around.seen)
    data = _data(library, wanted, about, lines, names, content)
    return _page(data, [msgspec.json.decode(line) for line in lines])


def _data(
    library: Library, wanted: Wanted, about: Json, lines: Iterable[bytes], names: Iterable[str], content: str
) -> Json:
    """What the page finds in the file in place of a server."""
    index, mask, around = reading.chosen(library, wanted)
    listed = [msgspec.Raw(line) for line in lines]
    events = {name: reading_one.event_of(library, name) for name in names}
    documents = dict.fromkeys(report["id"] for event in events.values() for report in event["reports_in_full"])
    summary = reading.summary_of(library, wanted)
    made = date.today().isoformat()
    session = {**about, "project": library.name, "may_write": False, "is_read_only": True, "state": "ready"}
    found: Json = {
        "/api/session": {**session, "revision": "", "prepared": len(listed), "total": len(listed)},
        "/api/summary": summary,
        "/api/facets": reading.facets_of(library, wanted),
        "/api/events": {"events": listed, "total": len(listed), "cursor": None, "revision": ""},
        "/api/map": maps.features(index, mask, maps.Look(2, "never"), seen=around.seen),
        "/api/timeline": reading.timeline_of(library, wanted, "auto"),
        "/api/states": reading.states_of(library, wanted),
        "/api/network": reading.network_of(library, wanted, 60),
        "/api/sources": reading_one.sources_of(library, wanted),
    }
    if own := layer.layer_of(library):
        found["/api/layer"] = own
    found |= {f"/api/events/{name}": event for name, event in events.items()}
    for doc in documents:
        found[f"/api/documents/{doc}"] = reading_one.document_of(library, doc, None, content=content)
    return {
        "made": made,
        "casus": __version__,
        "project": library.name,
        "filters": summary["filters"],
        "sentence": summary["sentence"],
        "content": content,
        "method": METHOD,
        "cite": cite(library.name, wanted, made),
        "borders": about["borders"],
        "attribution": about["attribution"],
        "answers": found,
    }


def cite(project: str, wanted: Wanted, made: str) -> str:
    """One sentence to cite a copy with."""
    filters = "; ".join(chip["shown"] for chip in replace(wanted, rejected=False).chips())
    told = f" ({filters})" if filters else ""
    return f"casus {__version__}: project “{words.clean(project)}”{told}, as of {made}. Cite the reports themselves."


def _page(data: Json, lines: Iterable[Json]) -> str:
    """The file: data, the readable list, and the page's script where it is part of this copy of casus."""
    from casus.web.server import STATIC

    # "<" inside the data could end its element: JSON has another way to write it.
    encoded = msgspec.json.encode(data).decode().replace("<", "\\u003c").replace("\u2028", "\\u2028")
    script, style = _read(STATIC / "share.js"), _read(STATIC / "share.css")
    body = "\n".join(_list(data, lines))
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{_text(data['project'])}: {_text(data['sentence'])}</title>",
            f"<style>{_inline(style or _STYLE)}</style>\n</head>\n<body>",
            f'<div id="app">\n{body}\n</div>',
            f'<script type="application/json" id="casus-data">{encoded}</script>',
            *((f"<script>{_inline(script)}</script>",) if script else ()),
            "</body>\n</html>\n",
        )
    )


def _inline(source: str) -> str:
    """A script or style that does not end its own element."""
    ended = re.sub(r"</(?=script|style)", r"<\\/", source, flags=re.IGNORECASE)
    return ended.replace("<!--", "<\\!--")


def _list(data: Json, lines: Iterable[Json]) -> Iterator[str]:
    yield f"<h1>{_text(data['project'])}</h1>\n<p>{_text(data['sentence'])}</p>\n<ol>"
    for line in lines:
        place = f", {line['place']['shown']}" if line["place"] else ""
        numbers = "".join(f", {one['shown']}" for one in line["numbers"])
        told = (
            f"{line['date']['shown']}: {line['line']}{place}{numbers} ({line['certainty']}, {line['sources']} sources)"
        )
        yield f"<li>{_text(told)}</li>"
    yield f"</ol>\n<p>{_text(data['method'])}</p>\n<p>{_text(data['cite'])}</p>\n<p>{_text(data['attribution'])}</p>"


def _text(value: str) -> str:
    return html.escape(value, quote=True)


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
