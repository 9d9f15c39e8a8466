"""
The project as one zip: tables, readings, evidence, and the audit log of who found and decided what.

    events.csv                  what is believed of events
    events.states.csv           states as told
    readings.jsonl              every report with its text and everything read in it
    annotations.jsonld          every quoted piece of evidence
    audit/runs.json             engines with settings, digests of data and models, sessions
    audit/*.jsonl               judgements of what is the same event, decisions of analysts, refused reports
    about.json, SHA256SUMS      where it comes from; the digest of every member

Members have fixed dates, so that the same project gives the same bytes but for `about.json`.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from casus.exports import evidence, flat, readings
from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content, about, as_json
from casus.exports.tally import Tally

DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold."""

MEMBERS: Final[tuple[tuple[str, Callable[[Content, Files, Tally], None]], ...]] = (
    ("events.csv", flat.write_csv),
    ("readings.jsonl", readings.write),
    ("annotations.jsonld", evidence.write),
)


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write the archive."""
    sums: list[str] = []
    with zipfile.ZipFile(files.path(), "w") as archive, _folder() as folder:
        for name, writer in MEMBERS:
            counted = Tally()
            with Files(folder / name) as parts:
                writer(content, parts, counted)
            tally.rows += counted.rows if name == "events.csv" else 0
        _audit(content, folder)
        for member in sorted(path for path in folder.rglob("*") if path.is_file()):
            _add(archive, folder, member, sums)
        _text(archive, "about.json", as_json(about(content, "zip", tally)), sums)
        _text(archive, "SHA256SUMS", "".join(sorted(sums)), [])


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="casus-zip-") as made:
        yield Path(made)


def _audit(content: Content, folder: Path) -> None:
    """The audit log: runs whole, and one file of rows per kind of record."""
    audit = folder / "audit"
    audit.mkdir()
    runs = [
        {**asdict(run), **{key: json.loads(getattr(run, key)) for key in ("settings", "digests", "steps")}}
        for run in content.record.runs()
    ]
    (audit / "runs.json").write_text(json.dumps(runs, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, rows in content.record.audit():
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        with (audit / f"{name}.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(lines)


def _add(archive: zipfile.ZipFile, folder: Path, member: Path, sums: list[str]) -> None:
    name = member.relative_to(folder).as_posix()
    digest = hashlib.sha256()
    with member.open("rb") as source, archive.open(_info(name), "w", force_zip64=True) as target:
        while block := source.read(1 << 20):
            digest.update(block)
            target.write(block)
    sums.append(f"{digest.hexdigest()}  {name}\n")


def _text(archive: zipfile.ZipFile, name: str, text: str, sums: list[str]) -> None:
    archive.writestr(_info(name), text.encode())
    sums.append(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n")


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


FORMAT: Final = Format(
    "zip",
    "the project as one zip: tables, readings, evidence, and the audit log of runs, judgements and decisions",
    ".zip",
    "",
    write,
)
