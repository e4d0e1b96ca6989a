"""Write many rows at once: copied to a temporary table, then moved, so that row security still checks each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

CHUNK = 1 << 20


def reserve(model: type[models.Model], how_many: int) -> list[int]:
    """Ids for rows to come, from the table's own sequence."""
    if not how_many:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, how_many],
        )
        return [row[0] for row in cursor.fetchall()]


def write(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Copy these rows; psycopg adapts the values (lists become arrays, `Jsonb` values JSON)."""
    with Moving(model, columns) as copy:
        for row in rows:
            copy.write_row(row)


def write_text(model: type[models.Model], columns: Sequence[str], lines: Iterable[str]) -> None:
    """Copy lines already in PostgreSQL's text format, each with its newline: the quick way for millions."""
    with Moving(model, columns) as copy:
        waiting: list[str] = []
        size = 0
        for line in lines:
            waiting.append(line)
            size += len(line)
            if size > CHUNK:
                copy.write("".join(waiting))
                waiting, size = [], 0
        copy.write("".join(waiting))


def settle() -> None:
    """Check what waits to be checked now. Audit lines that follow would each pay for every check still pending."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def weigh(*written: type[models.Model]) -> None:
    """Let the planner know how much is there. By itself it would learn that after the transaction."""
    names = sql.SQL(", ").join(sql.Identifier(model._meta.db_table) for model in written)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(names))


class Moving:
    """COPY into a temporary table; on leaving, INSERT ... SELECT. (COPY itself is refused where row security binds.)"""

    def __init__(self, model: type[models.Model], columns: Sequence[str]) -> None:
        self.table = sql.Identifier(model._meta.db_table)
        self.staging = sql.Identifier("county_" + model._meta.db_table)
        self.columns = sql.SQL(", ").join(map(sql.Identifier, columns))

    def __enter__(self) -> Any:
        self._run("CREATE TEMP TABLE {staging} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA")
        self.cursor = connection.cursor()
        self.copying = self.cursor.copy(self._said("COPY {staging} ({columns}) FROM STDIN"))
        return self.copying.__enter__()

    def __exit__(self, *trouble: object) -> None:
        self.copying.__exit__(*trouble)
        self.cursor.close()
        if trouble[0] is None:
            self._run("INSERT INTO {table} ({columns}) SELECT {columns} FROM {staging}")
            self._run("DROP TABLE {staging}")

    def _said(self, words: str) -> str:
        said = sql.SQL(words).format(table=self.table, staging=self.staging, columns=self.columns)
        return said.as_string(connection.connection)

    def _run(self, words: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(self._said(words))
