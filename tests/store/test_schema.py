from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from casus.store.connect import open_reader, open_writer
from casus.store.facts import RunFacts
from casus.store.writer import Writer
from tests.store.building import read

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "record.md").read_text("utf-8")


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL))
def test_the_queries_of_the_page_work(tmp_path: Path, query: str) -> None:
    """What the page shows can be pasted and finds something."""
    with Writer(tmp_path / "p.db", RunFacts("toy", "1.0", "{}", "{}", "[]")) as writer:
        writer.add(read())
    with closing(open_reader(tmp_path / "p.db")) as connection:
        assert connection.execute(query).fetchall()


def test_the_page_names_every_table_and_view(tmp_path: Path) -> None:
    """Nothing of the record goes undocumented, and nothing documented is gone."""
    with closing(open_writer(tmp_path / "p.db")) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    tables = {name for name in names if not re.search(r"_search_|^sqlite_", name)}
    section = PAGE.split("## Tables")[1].split("## Asking")[0]
    listed = set(re.findall(r"`(\w+)`", section))

    assert tables <= listed
    assert listed - tables == {"ended"}
