"""A project's own layer under the events: coasts, borders, rivers that the base map lacks or draws otherwise."""

from __future__ import annotations

import json
from typing import Final

from fastapi import APIRouter, Response

from casus.web.described import REFUSALS
from casus.web.library import Library
from casus.web.reading import Books, answer
from casus.web.shapes import Json

NAME: Final = "map.geojson"
LARGEST: Final = 20_000_000
"""Bytes; a browser on a small laptop draws no more."""

router = APIRouter(prefix="/api", tags=["read"], responses=REFUSALS)


def layer_of(library: Library) -> Json | None:
    """What `map.geojson` in the project's folder holds; None without one, or for what is no such layer."""
    path = library.database.parent / NAME
    try:
        if path.stat().st_size > LARGEST:
            return None
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("type") == "FeatureCollection" else None


@router.get("/layer", responses={204: {"description": "the project has no layer of its own"}})
def layer(library: Books) -> Response:
    """The project's own map layer (GeoJSON): features of `kind` land, border, province, river or road."""
    found = layer_of(library)
    return Response(status_code=204) if found is None else answer(found)
