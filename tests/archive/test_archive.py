"""Archives from end to end: what is kept, dropped, refused and left out, and that no runner makes a difference."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from datetime import date
from pathlib import Path

import msgspec
import pytest

from casus.archive.copies import copies_schema
from casus.archive.job import read_inputs
from casus.archive.layout import Layout
from casus.archive.load import load
from casus.archive.selection import documents, selected
from casus.archive.shards import cut, find_inputs
from casus.archive.slices import lines_between, read_slice
from casus.archive.status import stages, total
from casus.briefs.types import Paper
from casus.errors import InputError, StoreError
from casus.exports.run import export
from casus.project import open_project
from casus.readers import ReadOptions, Refusal, read_paths
from casus.store.rows import Filter
from tests.archive.material import info_record, other, packed, page, report, warc_record, write_lines
from tests.archive.running import RULES, all_rows, contents, read_in, read_with_workers, rows

pytest.importorskip("duckdb", reason="needs duckdb (casus[archive])")
pytest.importorskip("pyarrow", reason="needs pyarrow (casus[archive])")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty reports of war, ten of sport, one twice, one again by another outlet, one broken line."""
    again = {**report(5), "source": "Harbour Times", "id": "again"}
    some = [*map(report, range(30)), *map(other, range(10)), report(3), again]
    path = write_lines(tmp_path_factory.mktemp("in") / "reports.jsonl", some)
    with path.open("a", encoding="utf-8") as out:
        out.write("{broken\n")
    return path


@pytest.fixture(scope="module")
def archive(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """The archive of these."""
    return read_in(tmp_path_factory.mktemp("out") / "archive", reports)


def test_every_report_is_accounted_for(archive: Layout) -> None:
    """What is in the file is kept, dropped or refused, and what repeats is left out and listed."""
    counts = total(archive)

    assert counts["texts.kept"] == 32
    assert counts["texts.dropped"] == 10
    assert counts["texts.refused.broken-row"] == 1
    assert counts["copies.twice"] == 1
    assert counts["copies.exact"] == 1
    assert counts["readings.read"] == 30
    assert counts["readings.claims"] > 30


def test_copies_name_what_they_repeat(archive: Layout) -> None:
    """The later of two is left out; which is later depends on the reports, not on the order of the file."""
    found = {row["kind"]: row for row in rows(archive.copies)}

    assert found["twice"]["doc_id"] == found["twice"]["copy_of"]
    assert found["exact"]["doc_id"] != found["exact"]["copy_of"]
    assert set(found["exact"]) == set(copies_schema().names)


def test_all_stages_are_done(archive: Layout) -> None:
    """Status shows each stage whole."""
    assert all(line.done == line.total for line in stages(archive))


def test_workers_make_the_same_bytes(archive: Layout, reports: Path, tmp_path: Path) -> None:
    """Two processes, whoever is first, write what one wrote."""
    with_workers = read_with_workers(tmp_path / "archive", reports)

    assert contents(with_workers.root) == contents(archive.root)


def test_ray_makes_the_same_bytes(archive: Layout, reports: Path, tmp_path: Path) -> None:
    """On a cluster the files are those of one machine."""
    pytest.importorskip("ray", reason="needs ray (casus[ray])")
    from casus.archive.cluster import RayRunner
    from casus.archive.run import prepare, read_archive

    layout = Layout(tmp_path / "archive")
    prepare([str(reports)], layout, RULES, resume=False)
    with RayRunner(layout.root, 2) as runner:
        read_archive(layout, runner)

    assert contents(layout.root) == contents(archive.root)


def test_workers_that_a_cluster_has_no_room_for_keep_nothing_waiting(
    archive: Layout, reports: Path, tmp_path: Path
) -> None:
    """Three actors wanted where one can run, each with a GPU where there is none: the one does the work of all."""
    ray = pytest.importorskip("ray", reason="needs ray (casus[ray])")
    from casus.archive.cluster import RayRunner
    from casus.archive.run import prepare, read_archive

    layout = Layout(tmp_path / "archive")
    prepare([str(reports)], layout, RULES, resume=False)
    ray.init("local", num_cpus=1, num_gpus=0, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        with RayRunner(layout.root, 3, gpus=0.5) as runner:
            read_archive(layout, runner)
            assert list(runner.run([])) == []
    finally:
        ray.shutdown()

    assert contents(layout.root) == contents(archive.root)


def test_loading_gives_the_project_that_adding_gives(archive: Layout, reports: Path, tmp_path: Path, rules) -> None:  # type: ignore[no-untyped-def]
    """The claims of a loaded archive are those of a project to which the same reports were added."""
    load(archive, tmp_path / "loaded")
    read_by_archive = {row["doc_id"] for row in all_rows(archive, "readings")}
    with open_project(tmp_path / "added", create=True) as added:
        found = [item for item in read_paths([str(reports)], ReadOptions()) if not isinstance(item, Refusal)]
        added.add([item for item in found if item.doc_id in read_by_archive], pipeline=rules)
        with open_project(tmp_path / "loaded") as loaded:
            assert {c.claim_id for c in loaded.claims()} == {c.claim_id for c in added.claims()}
            assert {e.event_id for e in loaded.events()} == {e.event_id for e in added.events()}
            assert loaded.counts() == added.counts()


def test_events_of_the_archive_are_those_of_the_project(archive: Layout, tmp_path: Path) -> None:
    """Merging partition by partition puts the same tellings together as merging a project."""
    load(archive, tmp_path / "loaded")
    joined: dict[str, set[object]] = {}
    for row in rows(archive.events):
        joined.setdefault(str(row["event_id"]), set()).add(row["telling_id"])
    with open_project(tmp_path / "loaded") as project:
        several = {e.event_id: set(e.tellings) for e in project.events() if len(e.tellings) > 1}

    assert joined == several
    assert joined


def test_loading_again_changes_nothing(archive: Layout, tmp_path: Path) -> None:
    """What the project has, it has."""
    first = load(archive, tmp_path / "loaded")
    again = load(archive, tmp_path / "loaded")

    assert (again.added, again.already) == (0, first.added)


def test_without_gate_and_with_copies_everything_is_read(reports: Path, tmp_path: Path) -> None:
    """The options read what is dropped and left out by default, but for the very same report."""
    choices = msgspec.structs.replace(RULES, gate=False, copies=True)

    counts = total(read_in(tmp_path / "archive", reports, choices=choices))

    assert (counts["texts.dropped"], counts["copies.exact"]) == (0, 0)
    assert counts["readings.read"] == 41


def test_an_update_with_a_new_toll_is_read(tmp_path: Path) -> None:
    """A report that repeats another but for a number is no copy; one that adds no number is."""
    base = report(7)["text"] + " " + " ".join(report(n)["text"] for n in range(100, 110))
    some = [
        {"text": base + " At least 41 people died.", "title": "First", "date": "2024-05-01"},
        {"text": base + " At least 97 people died.", "title": "Second", "date": "2024-05-02"},
        {"text": base + " At least 41 people died. More soon.", "title": "Third", "date": "2024-05-03"},
    ]

    layout = read_in(tmp_path / "out", write_lines(tmp_path / "in.jsonl", some))

    assert {row["title"] for row in all_rows(layout, "readings")} == {"First", "Second"}


def test_an_archive_is_not_begun_twice(archive: Layout, reports: Path) -> None:
    """Without --resume a folder that holds an archive is left alone."""
    with pytest.raises(InputError, match="there already"):
        read_in(archive.root, reports)


def test_work_does_not_go_on_in_another_way(archive: Layout, reports: Path) -> None:
    """Resumed with other choices, it would mix two readings."""
    with pytest.raises(InputError, match="other choices"):
        read_in(archive.root, reports, choices=msgspec.structs.replace(RULES, gate=False), resume=True)


def test_a_changed_input_stops_the_work(tmp_path: Path) -> None:
    """A file that grew since the plan was made is not read in part old, in part new."""
    path = write_lines(tmp_path / "in.jsonl", map(report, range(3)))
    layout = read_in(tmp_path / "out", path)
    write_lines(path, map(report, range(5)))

    with pytest.raises(InputError, match="changed"):
        read_in(layout.root, path, resume=True)


def test_a_copy_of_an_input_is_that_input(tmp_path: Path) -> None:
    """The plan knows a file by what it holds: touched or put back, it is gone on with; altered, it is not."""
    path = write_lines(tmp_path / "in.jsonl", map(report, range(3)))
    layout = read_in(tmp_path / "out", path)
    (planned,) = read_inputs(layout)
    held = path.read_bytes()
    path.write_bytes(held)
    os.utime(path, ns=(1, 1))

    assert (planned.size, planned.digest) == (len(held), hashlib.sha256(held).hexdigest())
    read_in(layout.root, path, resume=True)
    path.write_bytes(held[::-1])
    os.utime(path, ns=(2, 2))
    with pytest.raises(InputError, match="changed"):
        read_in(layout.root, path, resume=True)


def test_an_archive_within_its_input_does_not_read_itself(tmp_path: Path) -> None:
    """A folder may hold the archive that is made of it."""
    write_lines(tmp_path / "in.jsonl", map(report, range(3)))
    layout = read_in(tmp_path / "out", tmp_path)

    assert [Path(found.name).name for found in read_inputs(layout)] == ["in.jsonl"]


def test_a_folder_without_an_archive_says_so(tmp_path: Path) -> None:
    """Status of nothing is an error with a remedy."""
    with pytest.raises(StoreError, match="no archive"):
        stages(Layout(tmp_path))


@pytest.mark.parametrize("size", [50, 333, 2_000, 100_000])
def test_shards_hold_every_line_once(size: int, tmp_path: Path) -> None:
    """However lines are cut, each report is in one shard."""
    path = write_lines(tmp_path / "in.jsonl", map(report, range(20)))
    shards = list(cut(find_inputs([str(path)]), ReadOptions(), size))

    found = [getattr(draft, "given_id", None) for shard in shards for draft in read_slice(shard, ReadOptions())]

    assert found == [f"r{n}" for n in range(20)]


def test_mixed_folders_are_read_whole(tmp_path: Path) -> None:
    """WARC, WACZ, Parquet, gzip, feeds, CSV and text lie side by side; what is no report is counted as skipped."""
    import zipfile

    import pyarrow as pa
    import pyarrow.parquet

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(packed([info_record(), *(warc_record(page(report(n))) for n in range(6))]))
    with zipfile.ZipFile(folder / "b.wacz", "w") as out:
        out.writestr("archive/data.warc.gz", packed(warc_record(page(report(n))) for n in range(10, 14)))
    pyarrow.parquet.write_table(
        pa.Table.from_pylist([report(n) for n in range(20, 26)]), folder / "c.parquet", row_group_size=2
    )
    lines = "".join(json.dumps(report(n)) + "\n" for n in range(30, 50))
    (folder / "d.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    item = "<item><title>{title}</title><pubDate>{date}</pubDate><description>{text}</description></item>"
    items = "".join(item.format(**report(n)) for n in (50, 51))
    (folder / "e.rss").write_text(f"<rss><channel><title>Made up</title>{items}</channel></rss>", "utf-8")
    (folder / "f.txt").write_text(report(60)["text"], "utf-8")
    (folder / "g.png").write_bytes(b"\x89PNG")

    counts = total(read_in(tmp_path / "out", folder, choices=msgspec.structs.replace(RULES, shard_bytes=1_000)))

    assert counts["texts.refused.skipped"] == 1
    assert counts["texts.refused"] == 1
    assert counts["texts.kept"] + counts["texts.dropped"] == 6 + 4 + 6 + 20 + 2 + 1


def test_a_line_of_a_gigabyte_is_passed_over(tmp_path: Path) -> None:
    """It is refused as too large, never held whole, and the lines around it are read."""
    path = tmp_path / "in.jsonl"
    first, last = (json.dumps(report(n)).encode() + b"\n" for n in (1, 2))
    with path.open("wb") as out:
        out.write(first)
        out.seek(len(first) + 1_000_000_000)
        out.write(b"\n" + last)
    size = path.stat().st_size

    with path.open("rb") as stream:
        parts = [line for at in range(0, size, size // 7) for line in lines_between(stream, at, at + size // 7)]

    assert [at for at, _ in parts] == [0, len(first), size - len(last)]
    assert [raw for _, raw in parts] == [first, None, last]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jsonl.gz", gzip.compress(json.dumps(report(1)).encode() * 50)[:-40], "broken-row"),
        ("b.jsonl.gz", gzip.compress(b" " * 80_000_000), "too-large"),
        ("c.warc.gz", packed([warc_record(b"<p>" + b"a" * 20_000_000)]), "too-large"),
        ("d.warc.gz", packed([warc_record(b"GIF89a", media="image/gif")]), "skipped"),
        ("e.parquet", b"PAR1 and nothing", "broken"),
        ("f.wacz", b"PK and nothing", "broken"),
        ("g.warc.gz", packed([warc_record(page(report(2)))]).replace(b"\x1f\x8b", b"\x1f\x8c", 1), "broken"),
        ("h.warc.gz", packed([warc_record(b"GIF89a\x00\x01\x00")]), "binary"),
    ],
)
def test_bad_input_is_counted_with_its_reason(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    """Truncated, exploding, mislabelled and damaged files are refused, and the good one beside them is read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    write_lines(tmp_path / "in" / "good.jsonl", [report(1)])

    counts = total(read_in(tmp_path / "out", tmp_path / "in"))

    assert counts["texts.refused"] >= 1
    assert {key.rpartition(".")[2] for key in counts if key.startswith("texts.refused.")} & {code, "unreadable"}
    assert counts["readings.read"] == 1


def test_an_archive_tells_the_situation_as_a_project_of_it_does(archive: Layout, tmp_path: Path) -> None:
    """Asked for an actor, the archive tells the same as the project that it was loaded into."""
    load(archive, tmp_path / "loaded")
    actor, day = "Highland Front", date(2024, 5, 20)
    with open_project(tmp_path / "loaded") as project:
        told = project.situation(day, actor=actor)
    with selected(archive, Filter(actor=actor)) as some:
        mine = some.situation(day, actor=actor)

    assert _sentences(mine) == _sentences(told)
    assert mine.sections


def test_only_reports_that_bear_on_a_question_are_asked(archive: Layout) -> None:
    """A place brings the reports that tell of an event there, not all."""
    asked = documents(archive, Filter(place="Koravets"))

    assert 0 < sum(map(len, asked.values())) < total(archive)["readings.read"]


def _sentences(paper: Paper) -> list[tuple[str, str]]:
    items = (item for section in paper.sections for item in section.items)
    return [(item.id, sentence.text) for item in items for sentence in item.sentences]


def test_an_archive_is_exported_as_the_project_of_it_is(archive: Layout, tmp_path: Path) -> None:
    """What a filter keeps of an archive has the same rows as what it keeps of the project of that archive."""
    load(archive, tmp_path / "loaded")
    wanted = Filter(type="ASSAULT")
    with open_project(tmp_path / "loaded") as project:
        export(project, "csv", tmp_path / "project.csv", wanted)
    with selected(archive, wanted) as some:
        summary = export(some, "csv", tmp_path / "archive.csv", wanted)

    assert summary.rows > 0
    assert (tmp_path / "archive.csv").read_bytes() == (tmp_path / "project.csv").read_bytes()


def test_a_question_that_nothing_bears_on_is_refused(archive: Layout) -> None:
    """No report is no project: the archive says so."""
    with pytest.raises(InputError, match="no report of the archive"), selected(archive, Filter(place="Nowhere at all")):
        pass


def test_what_does_not_fit_is_spilled_wherever_the_folder_is(tmp_path: Path) -> None:
    """A join larger than its memory goes on in a folder two levels below one that is there."""
    duckdb = pytest.importorskip("duckdb", reason="needs casus[archive]")
    from casus.archive.copies import settle

    with duckdb.connect() as db:
        settle(db, tmp_path / "spill" / "meetings")
        db.execute("SET memory_limit = '60MB'")
        db.execute(
            "CREATE TABLE wide AS SELECT range AS n, repeat(md5(CAST(range AS VARCHAR)), 8) AS w FROM range(400000)"
        )
        ((found,),) = db.execute("SELECT count(*) FROM (SELECT w FROM wide ORDER BY w DESC LIMIT 400000)").fetchall()
    assert found == 400000
