"""Answers are kept whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from casus.llm.cache import Cache

DIGEST = "ab" * 32


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    """In a folder that is made when it is needed, and nothing else lies there."""
    cache = Cache(tmp_path / "new" / "answers")
    cache.put(DIGEST, {"claims": ["é"]})

    assert cache.get(DIGEST) == {"claims": ["é"]}
    assert [path.name for path in cache.folder.iterdir()] == [f"{DIGEST}.json"]


def test_what_was_never_kept_is_not_there(tmp_path: Path) -> None:
    """Nor is the folder made for it."""
    assert Cache(tmp_path / "answers").get(DIGEST) is None
    assert not (tmp_path / "answers").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"digest": "other", "answer": {}}'])
def test_a_damaged_answer_counts_as_not_there(tmp_path: Path, damage: bytes) -> None:
    """It is asked for again and written anew."""
    cache = Cache(tmp_path)
    (tmp_path / f"{DIGEST}.json").write_bytes(damage)

    assert cache.get(DIGEST) is None
    cache.put(DIGEST, {"claims": []})
    assert cache.get(DIGEST) == {"claims": []}


def test_an_answer_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """No half file stands in for an answer."""
    with pytest.raises(TypeError):
        Cache(tmp_path).put(DIGEST, {"claims": object()})

    assert list(tmp_path.iterdir()) == []
