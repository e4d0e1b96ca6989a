"""Write a coalition's directory as files, in the public view: CSV tables with datapackage.json, JSON or ndjson."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from kinbridge.directory.models import Coalition, Organization, Taxonomy, TaxonomyTerm
from kinbridge.directory.rules.audience import Audience
from kinbridge.directory.shown import Sight
from kinbridge.exchange.hsds.give import ORGANIZATION, TERM, Shape, Tree, given, in_parts
from kinbridge.exchange.hsds.tables import TABLES, Column, Table, Type
from kinbridge.exchange.hsds.written import written

AT_ONCE = 500
FIELD_TYPES = {Type.NUMBER: "number", Type.DATE: "date", Type.MOMENT: "datetime", Type.TIME: "time"}
PACKAGE = {
    "name": "human_services_data",
    "profile": "tabular-data-package",
    "version": "3.0.0",
    "homepage": "http://docs.openreferral.org",
}
LINKS_TO_ANY = ("link_id", "resource_id")


def write_tables(folder: Path, *, coalition: Coalition) -> Counter[str]:
    """One CSV for each table that has rows, and datapackage.json. The answer counts the rows of each table."""
    sight, left_out = Sight(), set[UUID]()
    count: Counter[str] = Counter()
    for table in TABLES:  # a table comes after those it points at
        rows = shown(table, coalition=coalition, sight=sight, left_out=left_out)
        if (first := next(rows, None)) is None:
            continue
        with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(table.by_name)
            for row in (first, *rows):
                out.writerow(cells(table, row))
                count[table.name] += 1
    about = PACKAGE | {"resources": [resource(table, within=count) for table in TABLES if table.name in count]}
    (folder / "datapackage.json").write_text(json.dumps(about, indent=2) + "\n", "utf-8")
    return count


def shown(table: Table, *, coalition: Coalition, sight: Sight, left_out: set[UUID]) -> Iterator[Model]:
    """The public rows of a table. What hangs on a row that is left out is left out with it."""
    owner = "coalition" if table.has_coalition else "organization__coalition"
    links = [column.attribute for column in table.columns if column.points_at or column.name in LINKS_TO_ANY]
    rows: QuerySet[Model] = table.model._default_manager.filter(**{owner: coalition})
    for row in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        hangs_on = {getattr(row, name) for name in links}
        if sight.shows(row, Audience.PUBLIC) and hangs_on.isdisjoint(left_out):
            yield row
        else:
            left_out.add(row.pk)


def cells(table: Table, row: Model) -> list[object]:
    return [written(column, getattr(row, column.attribute)) for column in table.columns]


def resource(table: Table, *, within: Counter[str]) -> Tree:
    """What the package says of one table; links to tables that are not in it are not declared."""
    links = [column for column in table.columns if column.points_at in within]
    return {
        "name": table.name,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "profile": "tabular-data-resource",
        "schema": {
            "primaryKey": "id",
            "fields": [field(column) for column in table.columns],
            "foreignKeys": [
                {"fields": column.name, "reference": {"resource": column.points_at, "fields": "id"}} for column in links
            ],
        },
    }


def field(column: Column) -> Tree:
    kind = FIELD_TYPES.get(column.type, "string")
    form = {"format": "any"} if kind in {"time", "datetime"} else {}
    return {"name": column.name, "type": kind, **form, "constraints": {"required": column.name == "id"}}


def write_json(folder: Path, *, coalition: Coalition) -> Counter[str]:
    """organizations.json with everything that hangs on them, and the classifications. Counts what stands in each."""
    return _write_trees(folder, "json", coalition=coalition, before=("[\n", ",\n"), after=("[]\n", "\n]\n"))


def write_ndjson(folder: Path, *, coalition: Coalition) -> Counter[str]:
    """The same, one object on each line: a reader needs to hold only one."""
    return _write_trees(folder, "ndjson", coalition=coalition, before=("", "\n"), after=("", "\n"))


def _write_trees(
    folder: Path, suffix: str, *, coalition: Coalition, before: tuple[str, str], after: tuple[str, str]
) -> Counter[str]:
    """`before` the first and before each later one; `after` none at all and after the last."""
    within = {"coalition": coalition}
    files: tuple[tuple[str, QuerySet[Any], Shape], ...] = (
        ("organizations", Organization.objects.filter(**within), ORGANIZATION),
        ("taxonomies", Taxonomy.objects.filter(**within), {}),
        ("taxonomy_terms", TaxonomyTerm.objects.filter(**within), TERM),
    )
    sight = Sight()
    count: Counter[str] = Counter()
    for name, rows, shape in files:
        with (folder / f"{name}.{suffix}").open("w", encoding="utf-8") as file:
            for tree in chain.from_iterable(given(part, shape, sight) for part in in_parts(rows)):
                file.write(before[count[name] > 0])
                json.dump(tree, file, ensure_ascii=False)
                count[name] += 1
            file.write(after[count[name] > 0])
    return count
