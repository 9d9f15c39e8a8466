"""A project's own layer for the map."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason='needs the page\'s server: pip install "casus[web]"')

from casus.project import open_project
from casus.web.layer import layer_of
from casus.web.library import Library

LAYER = '{"type": "FeatureCollection", "features": []}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(LAYER, True, id="a layer"),
        pytest.param("{}", False, id="something else"),
        pytest.param("{", False, id="broken"),
        pytest.param(None, False, id="none"),
    ],
)
def test_only_a_layer_is_given(tmp_path: Path, text: str | None, found: bool) -> None:
    """A file that is no GeoJSON layer is as good as none: the page opens all the same."""
    open_project(tmp_path / "war", create=True).close()
    if text is not None:
        (tmp_path / "war" / "map.geojson").write_text(text, encoding="utf-8")

    assert (layer_of(Library(tmp_path / "war")) is not None) == found
