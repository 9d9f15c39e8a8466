"""The public face of casus."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import casus
from casus import verbs
from casus.pipeline import Pipeline
from casus.settings import Settings
from tests.store.building import TEXT, pipeline


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verbs read with the toy engine."""

    def engine(_: Settings) -> Pipeline:
        return pipeline()

    monkeypatch.setattr(verbs, "_engine", engine)


def test_the_face_is_small_and_every_name_loads() -> None:
    """At most 25 names, each of which is there, documented, and at home where the table says."""
    assert len(casus.__all__) <= 25
    assert sorted(set(casus.__all__) - {"__version__"}) == sorted(casus._HOMES)
    for name in casus.__all__:
        assert getattr(casus, name).__doc__


def test_a_wrong_name_is_answered_with_the_right_ones() -> None:
    """The message lists what there is."""
    with pytest.raises(AttributeError, match="open_project"):
        _ = casus.open_projekt


def test_importing_casus_loads_nothing_else() -> None:
    """Importing is free: no engine, no table library, no web reader."""
    heavy = ("rich", "typer", "msgspec", "trafilatura", "numpy")
    script = f"import sys, casus; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.usefixtures("toy")
def test_code_reads_a_text() -> None:
    """A string is a report; the day given dates it."""
    reading = casus.code(TEXT, published=date(2031, 5, 6))

    assert reading.document.published == date(2031, 5, 6)
    assert reading.document.quote(reading.claims[0].trigger) == "shelled"


@pytest.mark.usefixtures("toy")
def test_code_dates_a_document_that_has_no_date() -> None:
    """A date of its own goes before the one given; without one it becomes another document."""
    undated = casus.code(TEXT).document
    dated = casus.code(undated, published=date(2031, 5, 6)).document

    assert (undated.published, dated.published) == (None, date(2031, 5, 6))
    assert undated.doc_id != dated.doc_id
    assert casus.code(dated, published=date(2031, 1, 1)).document == dated


def test_code_refuses_what_is_no_english_report() -> None:
    """Another language raises, and says which."""
    text = "Die Armee hat am Montag die Stadt angegriffen, sagte ein Sprecher der Regierung in der Hauptstadt. " * 3
    with pytest.raises(casus.InputError):
        casus.code(text)


def test_read_gives_documents_and_raises_for_what_it_cannot_read(tmp_path: Path) -> None:
    """Without a place to put refusals, the first one is an error."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (document,) = casus.read(tmp_path / "a.txt", published=date(2031, 5, 6))

    assert document.published == date(2031, 5, 6)
    with pytest.raises(casus.InputError, match="no such file"):
        list(casus.read(tmp_path / "gone.txt"))


def test_read_hands_refusals_over(tmp_path: Path) -> None:
    """With a place to put them, refusals do not stop the others."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    refused: list[casus.Refusal] = []
    documents = list(casus.read(tmp_path / "gone.txt", tmp_path / "a.txt", on_refusal=refused.append))

    assert len(documents) == 1
    assert [refusal.code for refusal in refused] == ["missing"]


def test_read_maps_columns(tmp_path: Path) -> None:
    """Columns with other names are found by the mapping."""
    (tmp_path / "a.csv").write_text(f'story,when\n"{TEXT}",2031-05-06\n', encoding="utf-8")
    (document,) = casus.read(tmp_path / "a.csv", columns={"text": "story", "date": "when"})

    assert document.published == date(2031, 5, 6)
