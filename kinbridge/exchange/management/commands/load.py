"""Load what a partner sends: a service directory (HSDS 3), or families and facts (CSV). See docs/how-to."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from argparse import ArgumentParser
from functools import reduce
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from kinbridge.directory.actions import open_coalition
from kinbridge.directory.models import Coalition, software
from kinbridge.exchange.actions import load_directory, load_families
from kinbridge.exchange.archive import Refused
from kinbridge.exchange.families import kinds
from kinbridge.exchange.families.load import files_in
from kinbridge.exchange.hsds.load import sources
from kinbridge.exchange.hsds.merge import Progress
from kinbridge.exchange.report import Report

PATIENCE = 2
"""Seconds without a bar."""
BAR = 30


class Command(BaseCommand):
    help = "Load a service directory (HSDS 3.0: JSON, CSV or a folder) or families and facts (a folder of CSV files)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", help="a file, a folder of files, or a zip of them")
        parser.add_argument("--coalition", help="whose data this is, by its name; not needed when there is only one")
        parser.add_argument("--state", help="two letters; with --county, a coalition that is not here yet is made")
        parser.add_argument("--county", help="the county of a new coalition")
        parser.add_argument("--kinds", action="store_true", help="only list the kinds of facts, with their fields")
        parser.add_argument("--sender", default="county", help="the system the ids of families come from (county)")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the whole report here, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path | None = options["path"]
        if options["kinds"]:
            self.stdout.write("\n".join(kinds.listed()))
            return
        if path is None or not path.exists():
            raise CommandError(f"There is no {path or 'path'}. Give a file, or a folder of files.")
        by = software(coalition(options["coalition"], state=options["state"], county=options["county"]))
        families = files_in(path) if path.is_dir() else {}
        reports: list[Report] = []
        try:
            if sources(path):
                schemas = os.environ.get("HSDS_SCHEMAS")
                folder = Path(schemas) if schemas else None
                report = load_directory(
                    path=path,
                    by=by,
                    at=now(),
                    schemas=folder,
                    progress=self.bar("read"),
                    storing=self.bar("stored"),
                    keep=kept(),
                )
                reports.append(report)
            if families:
                reports.append(load_families(folder=path, by=by, at=now(), sender=options["sender"]))
        except Refused as trouble:
            raise CommandError(f"{trouble} Nothing was loaded.") from trouble
        except OSError as trouble:
            raise CommandError(f"{trouble.strerror or trouble}: nothing was loaded.") from trouble
        if not reports:
            raise CommandError(f"{path} holds no .csv or .json files. docs/how-to/load-your-data.md says what to send.")
        report = reduce(Report.join, reports)
        self.stdout.write("\n".join(report.lines()))
        if options["report"]:
            options["report"].write_text(report.as_json() + "\n", "utf-8")
            self.stdout.write(f"The whole report: {options['report']}")

    def bar(self, done: str) -> Progress:
        """A bar on a screen that somebody looks at, from two seconds after its first word on."""
        began = None

        def show(rows: int, share: float) -> None:
            nonlocal began
            began = began or time.monotonic()
            spent = time.monotonic() - began
            if not self.stderr.isatty() or spent < PATIENCE:
                return
            bar = "█" * int(share * BAR) + "░" * (BAR - int(share * BAR))
            self.stderr.write(f"\r  {bar} {share:4.0%}  {rows:,} rows {done}, {rows / spent:,.0f} a second ", ending="")
            if share == 1:
                self.stderr.write("")

        return show


def kept() -> Path | None:
    """Where large loads keep what they have read: a folder that is ours alone, or none."""
    folder = Path(tempfile.gettempdir()) / f"kinbridge-loads-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        about = folder.lstat()
    except OSError:
        return None
    own = stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o077
    return folder if own else None


def coalition(name: str | None, *, state: str | None, county: str | None) -> Coalition:
    """The one named, or the only one there is, or a new one when its state and county are given."""
    found = list(Coalition.objects.filter(name__iexact=name) if name else Coalition.objects.order_by("name")[:20])
    if len(found) == 1:
        return found[0]
    if name and state and county:
        try:
            return open_coalition(name=name, state=state, county=county, at=now())
        except ValueError as trouble:
            raise CommandError(str(trouble)) from trouble
    new = 'To make one: --coalition "Harbor County" --state OH --county Harbor.'
    there = ", ".join(Coalition.objects.order_by("name").values_list("name", flat=True)[:20])
    if not there:
        raise CommandError(f"There is no coalition yet. {new}")
    raise CommandError(f"Say whose data this is: --coalition NAME. There is: {there}. {new}")
