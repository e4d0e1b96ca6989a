"""A query that Django writes once. What every page of a family asks is not worth composing anew each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

Given = int | date | UUID
MARK = 9_007_199_254_740_000  # larger than any id, and not a number that a query would hold by itself


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a query; what stands in it, a place that is filled each time given as its number."""

    sql: str
    values: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    names: tuple[str, ...]
    converters: tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]

    def rows(self, given: Sequence[Given]) -> list[dict[str, Any]]:
        values = list(self.values)
        for position, place in self.places:
            values[position] = given[place]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found = cursor.fetchall()
        for position, convert, expression in self.converters:
            found = [_converted(row, position, convert, expression) for row in found]
        return [dict(zip(self.names, row, strict=True)) for row in found]


class Prepared:
    """A `values()` query about some ids, and what else it is given: ids, days and keys, always in this order.

    `build(ids, *given)` is called with marks in their place, once for each number of ids. It must use each of them as
    a plain value. Row security holds as for any query.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._written: dict[tuple[object, ...], Written] = {}

    def __call__(self, ids: Iterable[int], *given: Given) -> list[dict[str, Any]]:
        asked = sorted(set(ids))
        if not asked:
            return []
        shape = (len(asked), *map(type, given))
        if shape not in self._written:
            self._written[shape] = _written(self._build, len(asked), given)
        return self._written[shape].rows([*asked, *given])


def _written(build: Callable[..., QuerySet[Any, Any]], ids: int, given: Sequence[Given]) -> Written:
    marks: list[Given] = [MARK + place for place in range(ids)]
    marks += [_mark(value, ids + place) for place, value in enumerate(given)]
    query = build(marks[:ids], *marks[ids:]).query
    compiler = query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    numbers = {mark: place for place, mark in enumerate(marks)}
    places = tuple((position, numbers[value]) for position, value in enumerate(values) if _is_mark(value, numbers))
    if {place for _, place in places} != set(numbers.values()):
        raise TypeError("A prepared query must use each value it is given, and use it as it is.")
    found = compiler.get_converters([expression for expression, _, _ in compiler.select[: compiler.col_count]])
    return Written(
        sql=sql,
        values=tuple(values),
        places=places,
        names=(*query.extra_select, *query.values_select, *query.annotation_select),
        converters=tuple((position, convert, expression) for position, (convert, expression) in found.items()),
    )


def _mark(like: Given, place: int) -> Given:
    if isinstance(like, date):
        return date(1111, 1, 1) + timedelta(days=place)
    return UUID(int=MARK + place) if isinstance(like, UUID) else MARK + place


def _is_mark(value: object, marks: dict[Given, int]) -> bool:
    return isinstance(value, int | date | UUID) and value in marks


def _converted(row: Sequence[Any], position: int, convert: Sequence[Callable[..., Any]], expression: Any) -> list[Any]:
    cells = list(row)
    for each in convert:
        cells[position] = each(cells[position], expression, connection)
    return cells
