"""Files of coded events of an invented war, written as the formats write them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from casus.imports.read import check_coded
from casus.imports.types import Coded

ACLED: Final = {
    "event_id_cnty": "SYR101",
    "event_date": "2031-05-05",
    "year": "2031",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Northern Front",
    "assoc_actor_1": "River Guard; Hill Guard",
    "inter1": "Rebel group",
    "actor2": "Military Forces of Syria (2030-)",
    "assoc_actor_2": "",
    "inter2": "State forces",
    "interaction": "State forces-Rebel group",
    "civilian_targeting": "",
    "iso": "760",
    "region": "Middle East",
    "country": "Syria",
    "admin1": "Lower Kesh",
    "admin2": "",
    "admin3": "",
    "location": "Dorvan",
    "latitude": "34.5",
    "longitude": "36.25",
    "geo_precision": "1",
    "source": "Kesh Courier",
    "source_scale": "National",
    "notes": "On 5 May 2031, the Northern Front shelled Dorvan. Four soldiers died.",
    "fatalities": "4",
    "tags": "",
    "timestamp": "1936000000",
}
GED: Final = {
    "id": "900001",
    "relid": "SYR-2031-1-1",
    "year": "2031",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "conflict_name": "Syria: Government",
    "dyad_name": "Government of Syria - Northern Front",
    "side_a_new_id": "118",
    "side_a": "Government of Syria",
    "side_b_new_id": "99999",
    "side_b": "Northern Front",
    "source_article": "Kesh Courier,2031-05-06,Shells on Dorvan",
    "source_office": "Kesh Courier",
    "where_prec": "1",
    "where_coordinates": "Dorvan town",
    "adm_1": "Lower Kesh province",
    "latitude": "34.5",
    "longitude": "36.25",
    "country": "Syria",
    "country_id": "652",
    "date_prec": "1",
    "date_start": "2031-05-05 00:00:00.000",
    "date_end": "2031-05-05 00:00:00.000",
    "best": "4",
    "high": "6",
    "low": "3",
}


def acled(**changes: str) -> dict[str, str]:
    """A row of ACLED's."""
    return ACLED | changes


def ged(**changes: str) -> dict[str, str]:
    """A row of UCDP GED's."""
    return GED | changes


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    """The rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def checked(data: str | bytes, path: Path, **options: str) -> Coded:
    """What reading a file with this content comes to."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return check_coded(path, **options)


def problems(coded: Coded) -> list[str]:
    """All problems as they are told."""
    return list(map(str, coded.problems))
