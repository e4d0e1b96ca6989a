"""Stage one table about families and merge it: find rows by their sender's id, change what differs, add the rest."""

# ruff: noqa: S608
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import models

from kinbridge.directory.models import Coalition
from kinbridge.exchange import files
from kinbridge.exchange.database import copy, count, run
from kinbridge.exchange.families.cells import Cell, Unreadable, identifier, text
from kinbridge.exchange.families.sheets import CARRIED_IN, Link, Refused, Sheet
from kinbridge.exchange.report import Effect, Report

LISTED = 500
source_id = text(70)


@dataclass(frozen=True, slots=True)
class Load:
    """What one load of families is about."""

    coalition: Coalition
    sender: str
    report: Report

    @property
    def where(self) -> dict[str, object]:
        return {"coalition": self.coalition.pk, "sender": self.sender}


def merge(sheet: Sheet, path: Path, load: Load) -> None:
    Merge(sheet, path, load).all()


def readers(sheet: Sheet) -> list[tuple[str, Cell, bool]]:
    """Each column of the file in order: its name, how a cell is read, whether a row can do without."""
    plain = [(column.name, column.read, column.needed) for column in sheet.columns]
    links = [(link.name, identifier if link.to == "program" else text(200), link.needed) for link in sheet.links]
    carried = [(CARRIED_IN, source_id, False)] if sheet.name == "person" else []
    return [("source_id", source_id, True), *plain, *links, *carried]


class Merge:
    def __init__(self, sheet: Sheet, path: Path, load: Load) -> None:
        self.sheet, self.path, self.load, self.report = sheet, path, load, load.report
        self.stage, self.fold = f"stage_{sheet.name}", f"fold_{sheet.name}"
        self.tally = self.report.tally(sheet.name)
        self.present: set[str] = set()

    def all(self) -> None:
        self.read_in()
        self.resolve()
        if not self.present:  # no rows
            return
        for link in self.sheet.links:
            self.find_holes(link)
        for refused in self.sheet.refused:
            self.refuse(refused)
        self.change()
        self.add()

    def read_in(self) -> None:
        types = {column.name: column.staged for column in self.sheet.columns}
        names = [name for name, _reader, _needed in readers(self.sheet)]
        columns = ", ".join(f'"{name}" {types.get(name, "text")}' for name in names)
        run(f"CREATE TEMP TABLE {self.stage} (n bigserial, at_row text, {columns}) ON COMMIT DROP")
        copy(self.stage, ["at_row", *names], self.rows())
        run(f"ANALYZE {self.stage}")

    def rows(self) -> Iterator[list[str | None]]:
        """Each row's number and cells, read; a row that cannot be kept is reported instead."""
        known = self.sheet.known | ({CARRIED_IN} if self.sheet.name == "person" else set())
        for found in files.rows(self.path, self.report, known=known, needed=self.sheet.needed):
            self.present |= found.content.keys()
            values: list[str | None] = [found.row]
            kept = True
            for name, reader, needed in readers(self.sheet):
                value, good = self.cell(found, name, reader, needed=needed)
                values.append(value)
                kept = kept and good
            if kept:
                yield values
            else:
                self.tally.left_out += 1

    def cell(self, found: files.Found, name: str, reader: Cell, *, needed: bool) -> tuple[str | None, bool]:
        """The cell as it is staged, and whether the row may stay."""
        effect = Effect.LEFT_OUT if needed else Effect.LEFT_BLANK
        written = found.content.get(name, "")
        if not written.strip():
            if needed:
                fix = "Fill it in; the row means nothing without it."
                self.report.add("it is blank.", file=self.path.name, row=found.row, name=name, fix=fix, effect=effect)
            return None, not needed
        try:
            return reader(written), True
        except Unreadable as bad:
            row = found.row
            self.report.add(bad.trouble, file=self.path.name, row=row, name=name, fix=bad.fix, effect=effect)
            return None, not needed

    def resolve(self) -> None:
        """One row for each source id, with the keys of the rows it names."""
        joins, keys = [origin("own", f"'{self.sheet.name}'", "stage.source_id")], ["own.row AS pk"]
        for link in self.sheet.links:
            joins.append(JOINS[link.to].format(alias=f"at_{link.name}", value=f'stage."{link.name}"'))
            keys.append(f'at_{link.name}.key AS "to_{link.name}"')
        run(
            f"CREATE TEMP TABLE {self.fold} ON COMMIT DROP AS SELECT DISTINCT ON (stage.source_id) stage.*, "
            f"{', '.join(keys)}, false AS fresh FROM {self.stage} AS stage {' '.join(joins)} "
            "ORDER BY stage.source_id, stage.n",
            self.load.where,
        )
        run(f"ANALYZE {self.fold}")
        twice = run(
            f"SELECT at_row FROM {self.stage} AS stage WHERE NOT EXISTS "
            f"(SELECT 1 FROM {self.fold} AS fold WHERE fold.n = stage.n) ORDER BY n"
        )
        self.tally.left_out += len(twice)
        self.tell(
            twice, "source_id", "an earlier row has the same source_id.", "Give each row its own.", Effect.LEFT_OUT
        )

    def find_holes(self, link: Link) -> None:
        unresolved = f'"{link.name}" IS NOT NULL AND "to_{link.name}" IS NULL'
        trouble = f"no such {link.to} is here or in this load."
        fix = FIXES[link.to]
        if link.needed:
            self.leave_out(unresolved, link.name, trouble, fix)
        else:
            found = run(f"SELECT at_row FROM {self.fold} WHERE {unresolved} ORDER BY n")
            self.tell(found, link.name, trouble, fix, Effect.LEFT_BLANK)

    def refuse(self, refused: Refused) -> None:
        self.leave_out(refused.condition, refused.name, refused.trouble, refused.fix)

    def leave_out(self, condition: str, name: str, trouble: str, fix: str) -> None:
        found = run(f"DELETE FROM {self.fold} WHERE {condition} RETURNING at_row")
        self.tally.left_out += len(found)
        self.tell(found, name, trouble, fix, Effect.LEFT_OUT)

    def tell(self, found: list[tuple[str, ...]], name: str, trouble: str, fix: str, effect: Effect) -> None:
        for (row,) in found[:LISTED]:
            self.report.add(trouble, file=self.path.name, row=row, name=name, fix=fix, effect=effect)
        self.report.effects[effect] += max(0, len(found) - LISTED)

    def change(self) -> None:
        """Rows that are here already. Their family stays: a person moves by a new row in members.csv."""
        if self.sheet.name != "family":
            self.leave_out(
                f"pk IS NOT NULL AND to_family <> (SELECT family_id FROM {self.sheet.stored} WHERE id = pk)",
                "family",
                "it is here already, in another family.",
                "A person joins another family by a row in members.csv.",
            )
        new = {
            column.name: f'COALESCE(fold."{column.name}", {column.blank})'
            for column in self.sheet.columns
            if column.name in self.present
        }
        new |= {
            link.stored: f'CASE WHEN fold."{link.name}" IS NOT NULL AND fold."to_{link.name}" IS NULL '
            f'THEN stored."{link.stored}" ELSE fold."to_{link.name}" END'
            for link in self.sheet.links
            if link.name != "family" and link.name in self.present
        }
        here = count(f"SELECT 1 FROM {self.fold} WHERE pk IS NOT NULL")
        family = "stored.id" if self.sheet.name == "family" else "stored.family_id"
        changes = ", ".join(f'"{name}" = {value}' for name, value in new.items())
        before = ", ".join(f'stored."{name}"' for name in new)
        changed = count(
            f"WITH changed AS (UPDATE {self.sheet.stored} AS stored SET {changes} FROM {self.fold} AS fold "
            f"WHERE stored.id = fold.pk AND ROW({before}) IS DISTINCT FROM ROW({', '.join(new.values())}) "
            f"RETURNING {family} AS family_id) INSERT INTO touched SELECT family_id, '{self.sheet.name}' FROM changed"
        )
        self.tally.changed += changed
        self.tally.unchanged += here - changed

    def add(self) -> None:
        sequence = f"pg_get_serial_sequence('{self.sheet.stored}', 'id')"
        run(f"UPDATE {self.fold} SET pk = nextval({sequence}), fresh = true WHERE pk IS NULL")
        values = {"id": "pk", "coalition_id": "%(coalition)s", **self.sheet.made}
        values |= {column.name: f'COALESCE("{column.name}", {column.blank})' for column in self.sheet.columns}
        values |= {link.stored: f'"to_{link.name}"' for link in self.sheet.links}
        defaults = {
            field.column: field.get_default()
            for field in self.sheet.model._meta.concrete_fields
            if field.column and field.column not in values and not field.null
            if not isinstance(field, models.GeneratedField)
        }
        values |= {name: f"%({name})s" for name in defaults}
        names = ", ".join(f'"{name}"' for name in values)
        self.tally.added += count(
            f"INSERT INTO {self.sheet.stored} ({names}) SELECT {', '.join(values.values())} "
            f"FROM {self.fold} AS fold WHERE fresh",
            self.load.where | defaults,
        )
        family = "pk" if self.sheet.name == "family" else "to_family"
        run(
            'INSERT INTO exchange_origin (family_id, coalition_id, sender, "table", source_id, row) '
            f"SELECT {family}, %(coalition)s, %(sender)s, '{self.sheet.name}', source_id, pk "
            f"FROM {self.fold} WHERE fresh",
            self.load.where,
        )
        run(f"INSERT INTO touched SELECT {family}, '{self.sheet.name}' FROM {self.fold} WHERE fresh")


def origin(alias: str, table: str, value: str) -> str:
    return (
        f"LEFT JOIN exchange_origin AS {alias} ON {alias}.coalition_id = %(coalition)s AND {alias}.sender = %(sender)s "
        f'AND {alias}."table" = {table} AND {alias}.source_id = {value}'
    )


def origin_of(table: str) -> str:
    return (
        f"LEFT JOIN (SELECT source_id, row AS key FROM exchange_origin WHERE coalition_id = %(coalition)s "
        f"AND sender = %(sender)s AND \"table\" = '{table}') AS {{alias}} ON {{alias}}.source_id = {{value}}"
    )


JOINS = {
    "family": origin_of("family"),
    "person": origin_of("person"),
    "pregnancy": origin_of("pregnancy"),
    "program": (
        "LEFT JOIN (SELECT program.id AS key FROM directory_program AS program JOIN directory_organization AS holder "
        "ON holder.id = program.organization_id WHERE holder.coalition_id = %(coalition)s) AS {alias} "
        "ON {alias}.key = {value}::uuid"
    ),
    "worker": (
        "LEFT JOIN (SELECT lower(worker.email) AS email, min(worker.id) AS key FROM accounts_user AS worker "
        "JOIN directory_membership AS membership ON membership.user_id = worker.id "
        "JOIN directory_program AS program ON program.id = membership.program_id "
        "JOIN directory_organization AS holder ON holder.id = program.organization_id "
        "WHERE holder.coalition_id = %(coalition)s GROUP BY lower(worker.email)) AS {alias} "
        "ON {alias}.email = lower({value})"
    ),
}
FIXES = {
    "family": "Add it to families.csv, or correct the id.",
    "person": "Add them to persons.csv, or correct the id.",
    "pregnancy": "Add it to pregnancies.csv, or correct the id.",
    "program": "Write the program's id as the directory has it.",
    "worker": "Write the e-mail address of someone who works for a partner here.",
}
