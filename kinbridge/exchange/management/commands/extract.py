"""Write a coalition's facts as Parquet, through the gate and without anyone's name; only what has changed."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.timezone import localdate, now

from kinbridge.exchange.extract.keys import Keys
from kinbridge.exchange.extract.write import Extract, write
from kinbridge.exchange.management.commands.load import coalition
from kinbridge.measures.passing import Use
from kinbridge.measures.tribes import approved
from kinbridge.people.rows import work_in

BAR = 30


class Command(BaseCommand):
    help = "Write a coalition's facts as Parquet, through the gate and without anyone's name; only what has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--coalition", help="whose facts, by its name; not needed when there is only one")
        parser.add_argument("--fresh", action="store_true", help="write all of it again")
        parser.add_argument(
            "--release",
            type=Path,
            metavar="FOLDER",
            help="to hand out: other keys, no places, and of dates the year only (45 CFR 164.514(b)(2))",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began, whose = time.monotonic(), coalition(options["coalition"], state=None, county=None)
        release: Path | None = options["release"]
        use = Use.COUNT if release is None else Use.RELEASE
        folder = release or settings.EXTRACT / str(whose.pk)
        folder.mkdir(parents=True, exist_ok=True)
        if release is None:
            folder.chmod(0o700)
        keys = Keys.of(settings.SECRET_KEY, coalition=whose.pk, purpose=use.name)
        with work_in(whose):
            on = localdate()
            leave = approved(coalition=whose, on=on, extract=True)
        extract = Extract(whose, folder, keys, use, leave)
        manifest = write(extract, on=on, at=now(), fresh=options["fresh"], progress=self.progress)
        facts = sum(manifest.facts.values())
        self.stdout.write(
            f"{manifest.families:,} families, {facts:,} facts, in {time.monotonic() - began:.1f} s: {folder}"
        )
        for law, count in manifest.withheld.items():
            self.stdout.write(f"  kept out: {count:,} labels ({law})")

    def progress(self, done: int, of: int, facts: int) -> None:
        filled = BAR * done // of if of else BAR
        line = f"[{'#' * filled}{'.' * (BAR - filled)}] {done} of {of} parts, {facts:,} facts"
        self.stderr.write(line, ending="\r" if self.stderr.isatty() and done < of else "\n")
