"""
Why the gazetteer is a hash table in a mapped file: size, opening and look-ups of three formats, in one run.

    python benchmarks/gazetteer_formats.py [--names 200000]

Compares the key table that casus uses, SQLite (a table without rowid), and a marisa trie with the place numbers as
payload (only where the package marisa-trie is installed). Names are the main names of the shipped gazetteer. Prints
one line for each format, with ratios to the key table: another machine gives other seconds and much the same ratios.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from casus.gazetteers.fold import fold
from casus.gazetteers.keytable import KeyTable, write_keytable
from casus.gazetteers.places import shipped_folder

Get = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Result:
    """What one format costs: bytes on disk, seconds to open, look-ups per second of known and of unknown names."""

    name: str
    size: int
    opening: float
    known: float
    unknown: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=200_000, help="how many names to store")
    options = parser.parse_args()
    entries = names(options.names)
    asked = random.Random(7).sample(sorted(entries), min(20_000, len(entries)))
    with tempfile.TemporaryDirectory() as folder:
        results = list(measure_all(Path(folder), entries, asked))
    base = results[0]
    for r in results:
        sys.stdout.write(
            f"{r.name:10} {r.size / 1e6:6.1f} MB (x{r.size / base.size:.2f})  opens in {r.opening * 1e3:7.2f} ms"
            f"  {r.known:9,.0f} known/s (x{r.known / base.known:.2f})"
            f"  {r.unknown:9,.0f} unknown/s (x{r.unknown / base.unknown:.2f})\n"
        )


def names(limit: int) -> dict[str, list[int]]:
    """Folded main names of the shipped gazetteer -> the places that bear them."""
    found: dict[str, list[int]] = {}
    lines = (shipped_folder() / "names.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if len(found) >= limit:
            break
        found.setdefault(fold(line.partition("\t")[0]), []).append(number)
    found.pop("", None)
    return found


def measure_all(folder: Path, entries: Mapping[str, list[int]], asked: Sequence[str]) -> Iterator[Result]:
    """One result for each format that can be measured here."""
    write_keytable(folder / "t.key", entries)
    yield measure("key table", folder / "t.key", lambda path: KeyTable(path).get, asked)
    write_sqlite(folder / "t.sqlite", entries)
    yield measure("sqlite", folder / "t.sqlite", open_sqlite, asked)
    if find_spec("marisa_trie"):
        write_marisa(folder / "t.marisa", entries)
        yield measure("marisa", folder / "t.marisa", open_marisa, asked)


def measure(name: str, path: Path, opened: Callable[[Path], Get], asked: Sequence[str]) -> Result:
    """Open once, ask for known names, then for unknown ones."""
    begin = time.perf_counter()
    get = opened(path)
    opening = time.perf_counter() - begin
    known = rate(get, asked)
    return Result(name, path.stat().st_size, opening, known, rate(get, [f"{key}x" for key in asked]))


def rate(get: Get, asked: Sequence[str]) -> float:
    """Look-ups per second, the best of three."""
    best = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        for key in asked:
            get(key)
        best = min(best, time.perf_counter() - begin)
    return len(asked) / best


def write_sqlite(path: Path, entries: Mapping[str, list[int]]) -> None:
    """The names as a table without rowid, ordered by key."""
    with sqlite3.connect(path) as db:
        db.execute("create table name(k text, p integer, primary key(k, p)) without rowid")
        db.executemany(
            "insert into name values (?, ?)", ((k, p) for k, places in sorted(entries.items()) for p in places)
        )
    db.execute("vacuum")
    db.close()


def open_sqlite(path: Path) -> Get:
    """Look-ups with one prepared statement."""
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    db.execute("pragma mmap_size=268435456")
    return lambda key: [row[0] for row in db.execute("select p from name where k = ?", (key,))]


def write_marisa(path: Path, entries: Mapping[str, list[int]]) -> None:
    """A record trie with four bytes for each place."""
    import_module("marisa_trie").RecordTrie(
        "<I", [(k, (p,)) for k, places in sorted(entries.items()) for p in places]
    ).save(str(path))


def open_marisa(path: Path) -> Get:
    """Look-ups in the mapped trie."""
    trie = import_module("marisa_trie").RecordTrie("<I").mmap(str(path))
    return lambda key: [value[0] for value in trie.get(key, ())]


if __name__ == "__main__":
    main()
