"""`casus demo` and the reports it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from casus.cli.app import app
from casus.cli.demo import unpack
from casus.gazetteers.ownplaces import read_places
from casus.model.document import Document, PartKind
from casus.readers import ReadOptions, read_paths
from casus.resources.load import resource
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def examples() -> tuple[Document, ...]:
    """The example reports as read; none is refused."""
    found = tuple(read_paths([str(resource("examples", "reports"))], ReadOptions()))
    documents = tuple(item for item in found if isinstance(item, Document))

    assert len(documents) == len(found)
    return documents


def test_the_demo_runs_every_step_and_says_what_to_try_next(run: Run) -> None:
    """It codes one report, adds all, asks for events, claims and states, and ends with advice; no path leaks out."""
    result = run("demo")

    assert result.exit_code == 0
    for step in ("$ casus code", "$ casus add", "$ casus events", "$ casus claims", "$ casus states", "Try next:"):
        assert step in result.stdout
    assert "casus-demo-" not in result.stdout


def test_the_demo_runs_with_the_engine_that_ships(tmp_path: Path) -> None:
    """Who attacked whom, where and according to whom is found, and a denial is marked as one."""
    page = CliRunner().invoke(app, ["demo"]).stdout

    assert "Highland Front" in page
    assert "Koravets, XTV" in page
    assert "✗" in page
    assert "Traceback" not in page


def test_the_demo_can_leave_its_project(run: Run, tmp_path: Path) -> None:
    """With --keep, the project can be asked afterwards, and the demo can be repeated there."""
    assert run("demo", "--keep", tmp_path / "tryout").exit_code == 0
    assert run("claims", tmp_path / "tryout" / "war").exit_code == 0
    assert run("demo", "--keep", tmp_path / "tryout").exit_code == 0


def test_the_demo_does_not_litter_a_folder_with_other_things(run: Run, tmp_path: Path) -> None:
    """A folder that holds anything else is refused untouched."""
    (tmp_path / "thesis.txt").write_text("chapter one", encoding="utf-8")
    result = run("demo", "--keep", tmp_path)

    assert result.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_three_outlets_report_on_five_days(examples: tuple[Document, ...]) -> None:
    """The examples are what the demo says they are: dated reports of one week, by named outlets or a wire."""
    days = {document.published for document in examples}
    wires = {
        document.dateline.split("(")[-1].strip(")")
        for document in examples
        if document.dateline and "(" in document.dateline
    }

    assert len(examples) == 14
    assert [day.day for day in sorted(filter(None, days))] == [13, 14, 15, 16, 17]
    assert {document.publisher for document in examples if document.publisher} | wires >= {
        "The Belmora Courier",
        "Halden Radio",
        "Meridian Press",
    }


def test_captions_of_the_examples_are_no_sentences(examples: tuple[Document, ...]) -> None:
    """The burnt trucks and the file photo of an attack are captions."""
    (camp,) = (document for document in examples if document.title and "Ashkel" in document.title)
    captions = [
        document_part.span.of(camp.text) for document_part in camp.parts if document_part.kind is PartKind.CAPTION
    ]

    assert any("burnt trucks" in caption for caption in captions)
    assert any("attack an army truck" in caption for caption in captions)


def test_the_wire_report_was_printed_three_times(examples: tuple[Document, ...]) -> None:
    """Two outlets print the wire's report, one of them word for word."""
    wire = [document for document in examples if "The attackers fired mortars at the post" in document.text]

    assert len({document.doc_id for document in wire}) == 3
    assert len({document.text for document in wire}) == 2


def test_every_place_of_the_examples_occurs_in_them(examples: tuple[Document, ...]) -> None:
    """The little gazetteer holds nothing that no report names."""
    text = " ".join(document.text for document in examples).casefold()
    rows = read_places(resource("examples", "places.tsv"))

    assert [row.name for row in rows if row.name.casefold() not in text] == []


def test_unpacking_gives_a_project_that_knows_the_places(tmp_path: Path) -> None:
    """The project's settings lead to the places and actors beside it."""
    from casus.project import open_project

    unpack(tmp_path)
    with open_project(tmp_path / "war", create=True) as project:
        assert project.settings.places is not None
        assert project.settings.places.is_file()
        assert project.settings.actors is not None
        assert project.settings.actors.is_file()
