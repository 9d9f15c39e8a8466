"""A damaged model is named before it can mislead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casus.errors import ResourceError
from casus.models.manifest import SHIPPED, load_manifest
from casus.models.reader import ModelReader

FILES = ("model.onnx", "event.onnx", "state.onnx", "relation.onnx", "links.npz", "vocabulary.txt")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped model that may be damaged."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "reader"))


def test_the_shipped_files_are_as_listed_and_small() -> None:
    """Every listed file is there, whole, and all together stay under 60 MB."""
    manifest = load_manifest()
    assert sorted(manifest.files) == sorted(FILES)
    assert sum(manifest.path(name).stat().st_size for name in FILES) < 60_000_000


@pytest.mark.parametrize("name", FILES)
def test_missing_file(copy: Path, name: str) -> None:
    """A missing file is named, with the remedy."""
    (copy / name).unlink()
    with pytest.raises(ResourceError, match="missing") as caught:
        ModelReader(copy)
    assert name in caught.value.where
    assert caught.value.remedy


@pytest.mark.parametrize("name", FILES)
def test_truncated_file(copy: Path, name: str) -> None:
    """Half a file is refused before it is opened."""
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ResourceError, match="not the one that was shipped") as caught:
        ModelReader(copy)
    assert name in caught.value.where


def test_altered_byte(copy: Path) -> None:
    """One changed bit in the graph is enough."""
    content = bytearray((copy / "model.onnx").read_bytes())
    content[1000] ^= 1
    (copy / "model.onnx").write_bytes(content)
    with pytest.raises(ResourceError, match="not the one that was shipped"):
        ModelReader(copy)


def test_missing_manifest(copy: Path) -> None:
    """Without a manifest nothing is loaded."""
    (copy / "manifest.json").unlink()
    with pytest.raises(ResourceError, match="missing"):
        load_manifest(copy)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"name": "reader", "files": {}, "labels": 3, "thresholds": {}}']
)
def test_damaged_manifest(copy: Path, content: str) -> None:
    """A manifest that is no manifest says so."""
    (copy / "manifest.json").write_text(content)
    with pytest.raises(ResourceError, match="damaged"):
        load_manifest(copy)
