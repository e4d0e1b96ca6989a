"""Statements in bulk. Table and column names come from our own models; values travel as parameters or by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

Row = tuple[Any, ...]


def run(statement: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def one(statement: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> int:
    return int(run(statement, parameters)[0][0])


def count(statement: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> int:
    """Run a change and say how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def copy(table: str, columns: Iterable[str], rows: Iterable[Sequence[object]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)
