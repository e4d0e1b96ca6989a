"""Load what partners send: a service directory, or families and facts. One transaction, one report, audited."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.exchange.archive import unpacked
from kinbridge.exchange.families.load import load_folder
from kinbridge.exchange.families.merge import Load
from kinbridge.exchange.hsds.load import Directory
from kinbridge.exchange.hsds.merge import Progress
from kinbridge.exchange.hsds.published import Schemas
from kinbridge.exchange.report import Report
from kinbridge.people.rows import work_in


def quiet(_rows: int, _share: float) -> None:
    """No progress is shown."""


def load_directory(
    *,
    path: Path,
    by: Viewer,
    at: datetime,
    schemas: Path | None = None,
    progress: Progress = quiet,
    storing: Progress = quiet,
    keep: Path | None = None,
) -> Report:
    """Load an HSDS 3 directory into the viewer's coalition: a JSON file, a CSV file, a folder or a zip of them.

    Good rows are kept whatever is wrong with others; the report says what was left out and why. Loading the same
    again changes nothing. `schemas` is a folder with HSDS's published schemas, to check against as well. Raises
    `Refused` for an archive that is not to be trusted. `progress` is told what has been read, `storing` what is stored.
    A large load that is stopped keeps in the folder `keep` what it has read, and the same load goes on from there.
    """
    began, report = time.monotonic(), Report()
    checked = Schemas(schemas) if schemas else None
    loading = Directory(by.coalition_id, report, checked, progress, storing, keep)
    with work_in(_coalition(by)), unpacked(path) as files:
        loading.load(files, sent=path)
        transaction.on_commit(loading.spool.forget)
        if not report.changed_nothing:
            rows = {table: tally.added + tally.changed for table, tally in report.tallies.items()}
            audit("directory.loaded", by=by, at=at, detail={table: count for table, count in rows.items() if count})
    report.seconds = time.monotonic() - began
    return report


def load_families(*, folder: Path, by: Viewer, at: datetime, sender: str = "county") -> Report:
    """Load families, people, ties and facts from CSV files whose columns docs/how-to/load-your-data.md describes.

    `sender` names the system the ids come from: the same ids from the same sender are the same rows. Facts are added
    or superseded, never overwritten. Each family that got something has one audit line.
    """
    began, report, coalition = time.monotonic(), Report(), _coalition(by)
    with work_in(coalition):
        load_folder(folder, Load(coalition, sender, report), by=by, at=at)
    report.seconds = time.monotonic() - began
    return report


def _coalition(by: Viewer) -> Coalition:
    return Coalition.objects.get(pk=by.coalition_id)
