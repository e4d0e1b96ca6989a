"""Load a service directory: walk its files, read and stage every row, merge, and settle what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import connection

from kinbridge.exchange import files
from kinbridge.exchange.archive import KINDS
from kinbridge.exchange.families.sheets import FILES
from kinbridge.exchange.hsds import fit
from kinbridge.exchange.hsds.merge import Progress, Staging
from kinbridge.exchange.hsds.nested import parts
from kinbridge.exchange.hsds.published import Schemas
from kinbridge.exchange.hsds.reading import is_blank, read
from kinbridge.exchange.hsds.spool import PART, Spool, place_for
from kinbridge.exchange.hsds.tables import Table, Type, table_of_file, table_of_object
from kinbridge.exchange.report import Effect, Report

EVERY = 1000


@dataclass
class Directory:
    """One load of a directory into one coalition. Runs inside the caller's transaction."""

    coalition_id: int
    report: Report
    schemas: Schemas | None = None
    progress: Progress = lambda _rows, _share: None
    storing: Progress = lambda _rows, _share: None
    keep: Path | None = None
    spool: Spool = field(default_factory=lambda: Spool(None))
    items: int = 0

    def load(self, path: Path, *, sent: Path | None = None) -> None:
        """`sent` is what the sender knows the files by, when they were unpacked from it."""
        files_found = sources(path)
        self.spool = Spool(
            place_for(sent or path, files_found, coalition_id=self.coalition_id, keep=self.keep),
        )
        staging = Staging(coalition_id=self.coalition_id, report=self.report)
        for table, row in self.spool.kept():
            staging.add(table, row)
        count = self.stage([file for file in files_found if file.stem != fit.FILE], staging)
        self.progress(count, 1)
        if staging.merge(self.storing):
            settle(self.coalition_id)
        for file in files_found:
            if file.stem == fit.FILE:
                fit.load(file, coalition_id=self.coalition_id, report=self.report)

    def stage(self, found: list[Path], staging: Staging) -> int:
        total = sum(file.stat().st_size for file in found) or 1
        count = before = 0
        for file in found:
            for table, content, where in self.rows(file):
                row = read(table, content, file=file.name, row=where.row, report=self.report)
                if row is not None:
                    staging.add(table, row)
                    self.spool.keep(table, row)
                count += 1
                if count % EVERY == 0:
                    self.progress(count, min(1.0, (before + where.read) / total))
            before += file.stat().st_size
        return count

    def was_read(self) -> bool:
        """Whether a load that was stopped has read the next item of the files. What is new is saved by and by."""
        if self.items < self.spool.items:
            self.items += 1
            if self.items == self.spool.items:  # what was said again of what was read before is not said twice
                self.report.restore(self.spool.state)
            return True
        if self.items - self.spool.items >= PART:
            self.spool.save(self.items, self.report.as_dict())
        self.items += 1
        return False

    def rows(self, file: Path) -> Iterator[tuple[Table, dict[str, Any], files.Found]]:
        if file.suffix.lower() in {".csv", ".tsv", ".txt"}:
            yield from self.csv_rows(file)
        else:
            yield from self.json_rows(file)

    def csv_rows(self, file: Path) -> Iterator[tuple[Table, dict[str, Any], files.Found]]:
        table = table_of_file(file.stem)
        if table is None:
            fix = "Name it as HSDS does: organizations.csv, services.csv …"
            self.report.add("its name is not a table of HSDS; it was passed over.", file=file.name, fix=fix)
            return
        known = frozenset(table.by_name)
        for found in files.rows(file, self.report, known=known, needed=frozenset({"id"})):
            if self.was_read():
                continue
            self.check(table, typed(table, found.content), file=file.name, row=found.row, tabular=True)
            yield table, found.content, found

    def json_rows(self, file: Path) -> Iterator[tuple[Table, dict[str, Any], files.Found]]:
        empty = True
        for found in files.values(file, self.report):
            empty = False
            if self.was_read():
                continue
            table = table_of_object(found.content, stem=file.stem, under=found.under)
            if table is None:
                fix = "Name the file for its table: services.json, organizations.json …"
                self.report.tally(file.name).left_out += 1
                self.report.add(
                    "nothing says which HSDS table this is.",
                    file=file.name,
                    row=found.row,
                    fix=fix,
                    effect=Effect.LEFT_OUT,
                )
                continue
            self.check(table, found.content, file=file.name, row=found.row, tabular=found.under.endswith(".csv"))
            for part, content, row in parts(table, found.content, file=file.name, row=found.row, report=self.report):
                yield part, content, replace(found, row=row)
        if empty:
            self.report.add("it holds no rows of a directory.", file=file.name)

    def check(self, table: Table, content: dict[str, Any], *, file: str, row: str, tabular: bool) -> None:
        """What HSDS's own schemas say. Our reading decides what is kept; this tells the publisher."""
        if self.schemas is None:
            return
        for name, trouble in self.schemas.troubles(table, content, tabular=tabular):
            self.report.add(f"HSDS schema: {trouble}.", file=file, row=row, name=name, fix="Correct it at the source.")


def sources(path: Path) -> list[Path]:
    """The file itself, or the files of a folder that may hold rows."""
    if not path.is_dir():
        return [path]
    found = (file for file in path.iterdir() if file.suffix.lower() in KINDS and file.is_file())
    return sorted(file for file in found if file.name != "datapackage.json" and file.name.lower() not in FILES)


def typed(table: Table, cells: dict[str, Any]) -> dict[str, Any]:
    """A row of text cells as the JSON it would be: blank cells are absent, numbers are numbers."""
    content: dict[str, Any] = {}
    for name, cell in cells.items():
        if is_blank(cell):
            continue
        content[name] = cell
        if table.by_name[name].type is Type.NUMBER:
            try:
                content[name] = float(cell)
            except ValueError:
                continue
    return content


LANGUAGES = """
    UPDATE directory_service AS service SET language_codes = spoken.codes FROM (
        SELECT service_id, array_agg(DISTINCT lower(left(code, 2)) ORDER BY lower(left(code, 2))) AS codes
        FROM directory_language WHERE coalition_id = %(coalition)s AND code ~* '^[a-z]{2}([-_]|$)' GROUP BY service_id
    ) AS spoken
    WHERE service.id = spoken.service_id AND service.language_codes IS NULL
"""
SHELTERS = """
    UPDATE directory_location AS location SET confidential = true
    WHERE coalition_id = %(coalition)s AND NOT confidential AND NOT EXISTS (
        SELECT 1 FROM audit_line WHERE act = 'location.shown' AND about = 'location:' || location.id
    ) AND (
        organization_id IN (SELECT id FROM directory_organization WHERE kind = 'dv_program')
        OR id IN (SELECT at.location_id FROM directory_serviceatlocation AS at
            JOIN directory_service AS service ON service.id = at.service_id
            JOIN directory_organization AS organization ON organization.id = service.organization_id
            WHERE organization.kind = 'dv_program' OR service.category = 'domestic_violence')
    )
"""


def settle(coalition_id: int) -> None:
    """Languages become something to match on; a violence program's places are confidential until it shows them."""
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES, {"coalition": coalition_id})
        cursor.execute(SHELTERS, {"coalition": coalition_id})
