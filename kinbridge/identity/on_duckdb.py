"""Compare in this process, which is quickest for a county: DuckDB."""

from __future__ import annotations

import duckdb
from splink import DuckDBAPI

MEMORY = "6GB"


def engine() -> DuckDBAPI:
    connection = duckdb.connect(config={"memory_limit": MEMORY})
    connection.execute("CREATE MACRO arrays_overlap(one, other) AS list_has_any(one, other)")
    return DuckDBAPI(connection=connection)
