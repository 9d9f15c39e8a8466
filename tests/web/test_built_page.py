"""The built files of the page stand in the package; they must have been made from the sources in web/."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "casus" / "web" / "static"
SOURCES = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "vite.share.config.ts")
FOLDERS = ("public", "scripts", "src")


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def manifest() -> dict[str, dict[str, str]]:
    """What `npm run build` wrote down."""
    found: dict[str, dict[str, str]] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_the_build_is_of_these_sources(manifest: dict[str, dict[str, str]]) -> None:
    """A source changed without building again, or added, or taken away, is found here."""
    web = ROOT / "web"
    if not web.is_dir():
        pytest.skip("web/ is not part of this copy")
    paths = [web / name for name in SOURCES] + [path for name in FOLDERS for path in (web / name).rglob("*")]
    now = {path.relative_to(web).as_posix(): digest(path) for path in paths if path.is_file()}

    assert now == manifest["sources"], "build the page again: cd web && npm ci && npm run build"


def test_the_built_files_are_untouched(manifest: dict[str, dict[str, str]]) -> None:
    """Nothing in static/ was changed by hand, and nothing old was left there."""
    paths = [path for path in STATIC.rglob("*") if path.is_file() and path.name != "manifest.json"]

    assert {path.relative_to(STATIC).as_posix(): digest(path) for path in paths} == manifest["built"]


def test_the_page_names_no_other_host() -> None:
    """The page's own files load nothing from elsewhere."""
    index = (STATIC / "index.html").read_text(encoding="utf-8")
    sheets = "".join(path.read_text(encoding="utf-8") for path in STATIC.rglob("*.css"))

    assert "//" not in index.replace("<!--", "")
    assert "url(http" not in sheets
    assert "@import" not in sheets


def test_licences_of_bundled_parts_go_along() -> None:
    """Each bundled part is listed with the text of its licence."""
    text = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")

    assert all(f"\n{name} " in text for name in ("preact", "maplibre-gl", "topojson-client", "world-atlas"))
    assert "Open Font License" in text or "OPEN FONT LICENSE" in text
