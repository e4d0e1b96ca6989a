"""From rows read to rows stored, in the database: stage, join what came twice, find holes, change, add.

All of a load is staged first and merged table by table, so a file's order does not matter and memory stays flat.
Every statement names its columns from our own models; nothing from a file becomes part of a statement.
"""

# ruff: noqa: S608
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from kinbridge.exchange.database import copy, one, run
from kinbridge.exchange.hsds.reading import Row
from kinbridge.exchange.hsds.tables import BY_NAME, TABLES, Column, Table
from kinbridge.exchange.report import Effect, Report, Tally

Progress = Callable[[int, float], None]
"""Told how many rows are done, and which share of them all."""
BATCH = 5000
LISTED = 500
"""Troubles of one sort that are listed one by one; the rest are counted."""

ABOVE = {"organization": "parent_organization_id", "taxonomy_term": "parent_id"}
"""The field by which a row of a table stands under another of the same table."""


class Staging:
    """The temporary tables of one load. They go when its transaction ends."""

    def __init__(self, *, coalition_id: int, report: Report) -> None:
        self.coalition_id, self.report = coalition_id, report
        self.waiting: dict[str, list[Row]] = defaultdict(list)
        self.staged: Counter[str] = Counter()
        # Two loads of one coalition wait for each other.
        run("SELECT pg_advisory_xact_lock(hashtext('kinbridge.load'), %s::int)", [coalition_id])

    def add(self, table: Table, row: Row) -> None:
        rows = self.waiting[table.name]
        rows.append(row)
        if len(rows) >= BATCH:
            self.flush(table)

    def flush(self, table: Table) -> None:
        rows = self.waiting.pop(table.name, [])
        if not rows:
            return
        if table.name not in self.staged:
            columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
            run(
                f"CREATE TEMP TABLE stage_{table.name} "
                f"(n bigserial, given bigint, at_file text, at_row text, {columns}) ON COMMIT DROP"
            )
        self.staged[table.name] += len(rows)
        names = ["given", "at_file", "at_row", *(column.name for column in table.columns)]
        copy(f"stage_{table.name}", names, ((row.given, row.file, row.row, *row.values) for row in rows))

    def merge(self, progress: Progress) -> bool:
        """Store everything staged; whether there was anything."""
        for table in TABLES:
            self.flush(table)
        done = 0
        progress(done, 0)
        for table in TABLES:
            if table.name in self.staged:
                run(f"ANALYZE stage_{table.name}")
                Merge(table, self.coalition_id, self.report).all()
                done += self.staged[table.name]
                progress(done, done / self.staged.total())
        for name in self.staged:
            run(f"DROP TABLE stage_{name}, fold_{name}")
        return bool(self.staged)


class Merge:
    """One table's merge. `fold` holds one row for each id; `given` says which fields any of its rows gave."""

    def __init__(self, table: Table, coalition_id: int, report: Report) -> None:
        self.table, self.coalition_id, self.report = table, coalition_id, report
        self.stage, self.fold = f"stage_{table.name}", f"fold_{table.name}"
        self.tally: Tally = report.tally(table.name)

    def all(self) -> None:
        self.join_rows_with_one_id()
        self.leave_out_other_coalitions()
        for column in self.table.columns:
            if column.points_at:
                self.find_holes(column)
        for column in self.table.columns:
            if column.points_at and column.needed:
                self.find_missing(column)
        if self.table.name in ABOVE:
            self.find_loops(self.table.by_name[ABOVE[self.table.name]])
        self.change()
        self.add()

    def join_rows_with_one_id(self) -> None:
        columns = [column for column in self.table.columns if column.name != "id"]
        joined = ", ".join(
            f'(array_agg("{column.name}" ORDER BY n) FILTER (WHERE "{column.name}" IS NOT NULL))[1] AS "{column.name}"'
            for column in columns
        )
        many = f"SELECT id FROM {self.stage} GROUP BY id HAVING count(*) > 1"
        plain = ", ".join(f'"{column.name}"' for column in columns)
        run(
            f"CREATE TEMP TABLE {self.fold} ON COMMIT DROP AS "
            f"WITH many AS MATERIALIZED ({many}) "
            f"SELECT id, given, at_file, at_row, {plain} FROM {self.stage} AS stage "
            "WHERE NOT EXISTS (SELECT 1 FROM many WHERE many.id = stage.id) "
            f"UNION ALL SELECT id, bit_or(given), min(at_file), (array_agg(at_row ORDER BY n))[1], {joined} "
            f"FROM {self.stage} WHERE id IN (SELECT id FROM many) GROUP BY id"
        )
        run(f"CREATE UNIQUE INDEX ON {self.fold} (id)")
        run(f"ANALYZE {self.fold}")
        differing = ", ".join(f'count(DISTINCT "{column.name}") > 1' for column in columns)
        for file, row, *differ in run(
            f"SELECT max(at_file), (array_agg(at_row ORDER BY n))[2], {differing} FROM {self.stage} "
            f"WHERE id IN ({many}) GROUP BY id HAVING {' OR '.join(differing.split(', '))} LIMIT {LISTED}"
        ):
            for column, differs in zip(columns, differ, strict=True):
                if differs:
                    self.report.add(
                        "the same id stands twice with different content; the first was kept.",
                        file=file,
                        row=row,
                        name=column.name,
                        fix="Give each row its own id.",
                    )

    def leave_out_other_coalitions(self) -> None:
        """Ids are the publisher's, so two coalitions of one installation cannot both hold the same row."""
        self.leave_out(
            f"id IN (SELECT fold.id FROM {self.fold} AS fold JOIN {self.table.stored} AS stored ON stored.id = fold.id "
            f"WHERE NOT ({self.of_coalition(self.table, 'stored')}))",
            name="id",
            trouble="another coalition here holds this row already.",
            fix="Each row belongs to one coalition; ask that one to share it.",
        )

    def find_holes(self, column: Column) -> None:
        """Links to rows that are neither in the load nor here. A row that needs its link goes; others lose the link."""
        target = BY_NAME[column.points_at]
        hole = (
            f'"{column.name}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target.stored} AS target '
            f'WHERE target.id = {self.fold}."{column.name}" AND {self.of_coalition(target, "target")})'
        )
        trouble = f"the {target.name.replace('_', ' ')} it points at is neither in this load nor here."
        fix = f"Add that row to {target.file}, or correct the id."
        if column.needed:
            self.leave_out(hole, name=column.name, trouble=trouble, fix=fix)
            return
        found = run(
            f'UPDATE {self.fold} SET "{column.name}" = NULL, given = given & ~{column.bit}::bigint WHERE {hole} '
            "RETURNING at_file, at_row"
        )
        self.tell(found, name=column.name, trouble=trouble, fix=fix, effect=Effect.LEFT_BLANK)

    def find_missing(self, column: Column) -> None:
        self.leave_out(
            f'"{column.name}" IS NULL AND NOT EXISTS '
            f"(SELECT 1 FROM {self.table.stored} AS stored WHERE stored.id = {self.fold}.id)",
            name=column.name,
            trouble=f"nothing says which {column.points_at.replace('_', ' ')} it belongs to.",
            fix=f"Fill in {column.name}.",
        )

    def find_loops(self, column: Column) -> None:
        """Rows that stand above themselves, by whatever way round: each loses the link to what is above it."""
        found = run(
            f"WITH RECURSIVE known AS MATERIALIZED (SELECT id, {column.name} AS above FROM {self.fold} UNION ALL "
            f"SELECT id, {column.name} FROM {self.table.stored} WHERE id NOT IN (SELECT id FROM {self.fold})), "
            f"climb (id, above) AS (SELECT id, above FROM known WHERE id IN (SELECT id FROM {self.fold}) UNION "
            "SELECT climb.id, known.above FROM climb JOIN known ON known.id = climb.above) "
            f"UPDATE {self.fold} SET {column.name} = NULL, given = given & ~{column.bit}::bigint "
            "WHERE id IN (SELECT id FROM climb WHERE id = above) RETURNING at_file, at_row"
        )
        trouble = "in the end it stands above itself."
        self.tell(found, name=column.name, trouble=trouble, fix="Correct one link.", effect=Effect.LEFT_BLANK)

    def leave_out(self, condition: str, *, name: str, trouble: str, fix: str) -> None:
        found = run(f"DELETE FROM {self.fold} WHERE {condition} RETURNING at_file, at_row")
        self.tally.left_out += len(found)
        self.tell(found, name=name, trouble=trouble, fix=fix, effect=Effect.LEFT_OUT)

    def tell(self, found: list[tuple[str, ...]], *, name: str, trouble: str, fix: str, effect: Effect) -> None:
        for file, row in found[:LISTED]:
            self.report.add(trouble, file=file, row=row, name=name, fix=fix, effect=effect)
        self.report.effects[effect] += max(0, len(found) - LISTED)

    def change(self) -> None:
        """Only fields that were given, and only where they differ: loading twice changes nothing."""
        columns = [column for column in self.table.columns if column.name != "id"]
        new = {
            column.name: f"CASE WHEN fold.given & {column.bit} <> 0 THEN {self.value(column)} "
            f'ELSE stored."{column.name}" END'
            for column in columns
        }
        assignments = ", ".join(f'"{name}" = {value}' for name, value in new.items())
        before = ", ".join(f'stored."{name}"' for name in new)
        self.tally.unchanged += one(
            f"SELECT count(*) FROM {self.fold} AS fold JOIN {self.table.stored} AS stored ON stored.id = fold.id"
        )
        changed = one(
            f"WITH changed AS (UPDATE {self.table.stored} AS stored SET {assignments} FROM {self.fold} AS fold "
            f"WHERE stored.id = fold.id AND ({before}) IS DISTINCT FROM ({', '.join(new.values())}) RETURNING 1) "
            "SELECT count(*) FROM changed"
        )
        self.tally.changed += changed
        self.tally.unchanged -= changed

    def add(self) -> None:
        names = [f'"{column.name}"' for column in self.table.columns]
        values = ["fold.id" if column.name == "id" else self.value(column) for column in self.table.columns]
        ours = self.table.ours
        parameters: list[object] = list(ours.values())
        names += [f'"{name}"' for name in ours]
        values += ["%s"] * len(ours)
        if self.table.has_coalition:
            names.append("coalition_id")
            values.append("%s")
            parameters.append(self.coalition_id)
        self.tally.added += one(
            f"WITH added AS (INSERT INTO {self.table.stored} ({', '.join(names)}) SELECT {', '.join(values)} "
            f"FROM {self.fold} AS fold WHERE NOT EXISTS "
            f"(SELECT 1 FROM {self.table.stored} AS stored WHERE stored.id = fold.id) RETURNING 1) "
            "SELECT count(*) FROM added",
            parameters,
        )

    def value(self, column: Column) -> str:
        """The staged value; text that is not given is empty, a choice falls back to what the model says."""
        if column.fallback is None:
            return f'fold."{column.name}"'
        return f"COALESCE(fold.\"{column.name}\", '{column.fallback}')"

    def of_coalition(self, table: Table, alias: str) -> str:
        if table.has_coalition:
            return f"{alias}.coalition_id = {int(self.coalition_id)}"
        return (
            f"EXISTS (SELECT 1 FROM {BY_NAME['organization'].stored} AS holder "
            f"WHERE holder.id = {alias}.organization_id AND holder.coalition_id = {int(self.coalition_id)})"
        )
