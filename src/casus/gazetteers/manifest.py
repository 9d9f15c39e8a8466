"""What a folder of compiled places says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from casus.errors import ResourceError

FORMAT: Final = 1
FILES: Final = ("places.bin", "names.txt", "names.key", "sounds.key")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Counts, code lists and digests of one layer. `inputs` and `files` map names to SHA-256 (hex)."""

    format: int
    places: int
    names: int
    countries: tuple[str, ...]
    kinds: tuple[str, ...]
    sources: tuple[str, ...]
    inputs: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as the JSON that lies in the folder."""
    return msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n"


def manifest_digest(folder: Path) -> str:
    """SHA-256 (hex) of the manifest, which holds the digests of all other files."""
    return sha256((folder / "manifest.json").read_bytes()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a layer. Raises `ResourceError` when it is missing, damaged or of another format."""
    path = folder / "manifest.json"
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise ResourceError(
            getattr(error, "strerror", None) or str(error),
            where=str(path),
            expected="the manifest of a compiled gazetteer",
            remedy="compile or install it again",
        ) from error
    if manifest.format != FORMAT:
        raise ResourceError(
            f"format {manifest.format}",
            where=str(path),
            expected=f"format {FORMAT}",
            remedy="compile it again with this casus",
        )
    return manifest


def verify(folder: Path) -> tuple[str, ...]:
    """The names of the layer's files whose bytes are not those the manifest names; empty when all is well."""
    wanted = read_manifest(folder).files
    return tuple(name for name in FILES if wanted.get(name) != file_digest(folder / name))


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of a file, "" when there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
