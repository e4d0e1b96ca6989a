"""Give a coalition's service directory back as HSDS 3.0 files, in the view that anyone may have."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kinbridge.exchange.hsds.folder import write_json, write_ndjson, write_tables
from kinbridge.exchange.management.commands.load import coalition

WRITE = {"csv": write_tables, "json": write_json, "ndjson": write_ndjson}


class Command(BaseCommand):
    help = (
        "Write the service directory as HSDS 3.0: CSV tables with a datapackage.json, JSON, or ndjson. "
        "No confidential place."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="an empty folder, or one that is not there yet")
        parser.add_argument("--coalition", help="whose directory, by its name; not needed when there is only one")
        parser.add_argument("--format", choices=sorted(WRITE), default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not an empty folder; name one that is not there yet.")
        whose = coalition(options["coalition"], state=None, county=None)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            count = WRITE[options["format"]](folder, coalition=whose)
        except OSError as trouble:
            raise CommandError(f"{trouble.strerror or trouble}: the folder is not whole.") from trouble
        for table, rows in count.items():
            self.stdout.write(f"  {table:<22} {rows:>9,}")
        self.stdout.write(f"The directory of {whose.name} is in {folder}.")
