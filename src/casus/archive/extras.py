"""The libraries that archives need and casus by itself does not: pyarrow and DuckDB."""

from __future__ import annotations

from typing import Any

from casus.errors import ExtraMissingError


def arrow() -> tuple[Any, Any]:
    """The modules pyarrow and pyarrow.parquet. Raises ExtraMissingError."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise _missing("pyarrow", "archive") from error
    return pyarrow, pyarrow.parquet


def duck() -> Any:
    """The module duckdb. Raises ExtraMissingError."""
    try:
        import duckdb
    except ImportError as error:
        raise _missing("duckdb", "archive") from error
    return duckdb


def ray_module() -> Any:
    """The module ray. Raises ExtraMissingError."""
    try:
        import ray
    except ImportError as error:
        raise _missing("ray", "ray") from error
    return ray


def _missing(library: str, extra: str) -> ExtraMissingError:
    return ExtraMissingError(f"{library} is not installed", remedy=f"pip install 'casus[{extra}]'")
