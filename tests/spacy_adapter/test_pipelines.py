"""Pipelines as spaCy opens them, made by hand; what needs spaCy is skipped without it."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from casus.engine import build_engine
from casus.errors import ExtraMissingError, InputError
from casus.model.document import Document
from casus.settings import Settings

TEXT = "Rebels attacked Kismar. Two soldiers were killed by the rebels."
ROWS = {
    "Rebels": ("NNS", "NOUN", "nsubj", 1),
    "attacked": ("VBD", "VERB", "ROOT", 0),
    "Kismar": ("NNP", "PROPN", "dobj", -1),
    "Two": ("CD", "NUM", "nummod", 1),
    "soldiers": ("NNS", "NOUN", "nsubjpass", 2),
    "were": ("VBD", "AUX", "auxpass", 1),
    "killed": ("VBN", "VERB", "ROOT", 0),
    "by": ("IN", "ADP", "agent", -1),
    "the": ("DT", "DET", "det", 1),
    "rebels": ("NNS", "NOUN", "pobj", -2),
}


def table(doc: Any) -> Any:
    """Annotate the words of TEXT; others hang on the word before."""
    kinds = import_module("spacy.tokens")
    rows = [ROWS.get(t.text, ("NN", "NOUN", "punct", -1 if t.i else 0)) for t in doc]
    found = kinds.Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[row[0] for row in rows],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[n + row[3] if 0 <= n + row[3] < len(rows) else n for n, row in enumerate(rows)],
    )
    found.ents = [kinds.Span(found, t.i, t.i + 1, label="GPE") for t in found if t.text == "Kismar"]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pipeline kept in a folder."""
    spacy = pytest.importorskip("spacy", reason="needs spaCy, which is not installed")
    spacy.Language.component("casus_table", func=table)
    nlp = spacy.blank("en")
    nlp.add_pipe("casus_table")
    nlp.to_disk(tmp_path / "pipe")
    return tmp_path / "pipe"


def test_a_report_is_read_with_the_users_pipeline(folder: Path) -> None:
    """Acts and parties come from its trees; the run is known by name, version and files, not by the path."""
    engine = build_engine(Settings(engine=f"spacy:{folder}"))
    reading = engine.code(Document("d-1", TEXT))
    parties = {
        (c.trigger.of(TEXT), r.role, r.party.span.of(TEXT)) for c in reading.claims for r in c.roles if r.party.span
    }

    assert {("attacked", "actor", "Rebels"), ("killed", "actor", "the rebels")} <= parties
    assert engine.name == "spacy:en_pipeline"
    assert dict(engine.digests)["spacy"] == "en_pipeline 0.0.0"
    assert len(dict(engine.digests)["spacy/files"]) == 64


def test_a_pipeline_without_tagger_and_parser_is_refused(tmp_path: Path) -> None:
    """The message names what is missing."""
    spacy = pytest.importorskip("spacy", reason="needs spaCy, which is not installed")
    spacy.blank("en").to_disk(tmp_path / "bare")

    with pytest.raises(InputError, match="has no tagger and no attribute_ruler or morphologizer and no parser"):
        build_engine(Settings(engine=f"spacy:{tmp_path / 'bare'}"))


def test_a_pipeline_for_another_language_is_refused(tmp_path: Path) -> None:
    """Rules for English would read nonsense in it."""
    spacy = pytest.importorskip("spacy", reason="needs spaCy, which is not installed")
    spacy.blank("de").to_disk(tmp_path / "bare")

    with pytest.raises(InputError, match="is for 'de'; expected one for English"):
        build_engine(Settings(engine=f"spacy:{tmp_path / 'bare'}"))


def test_a_damaged_pipeline_is_refused(tmp_path: Path) -> None:
    """A folder that holds no pipeline is told from one that is not there."""
    pytest.importorskip("spacy", reason="needs spaCy, which is not installed")

    with pytest.raises(InputError, match="cannot be loaded"):
        build_engine(Settings(engine=f"spacy:{tmp_path}"))


def test_a_pipeline_that_is_not_there_is_refused_with_what_to_do() -> None:
    """The message says how to install it."""
    pytest.importorskip("spacy", reason="needs spaCy, which is not installed")

    with pytest.raises(InputError, match=r"'en_nowhere' is not installed.*python -m spacy download en_nowhere"):
        build_engine(Settings(engine="spacy:en_nowhere"))


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has no spaCy learns how to get it."""
    monkeypatch.setitem(sys.modules, "spacy", None)

    with pytest.raises(ExtraMissingError, match=r'pip install "casus\[spacy\]"'):
        build_engine(Settings(engine="spacy:en_core_web_sm"))
