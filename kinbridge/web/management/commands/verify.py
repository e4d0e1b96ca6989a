"""Check that no audit line was changed or taken out since it was written: `./run verify`."""

from __future__ import annotations

import csv
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from kinbridge.audit import chain
from kinbridge.people.models import Family

WHAT_TO_DO = (
    "Nothing was repaired. Keep this output and a copy of the database as it is, and tell the privacy officer: a line"
    " changes only when somebody with the owner's rights, or a failing disk, gets past the database's own refusal."
)


class Command(BaseCommand):
    help = "Walk every audit chain, and name the first broken link of each: family key, line, day; never a name."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--keep", type=Path, metavar="FILE", help="write the ends of all chains here, to be kept")
        parser.add_argument("--since", type=Path, metavar="FILE", help="also check against ends that were kept before")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        broken = chain.every_broken_link()
        if options["since"]:
            broken += chain.rewritten_since(kept_ends(options["since"]))
        size = chain.size()
        spent = time.monotonic() - began
        self.stdout.write(f"  {size.lines:,} lines in {size.chains:,} chains, checked in {spent:.1f} s")
        for line in told(broken):
            self.stdout.write(f"  BROKEN  {line}")
        if broken:
            raise CommandError(f"{len({one.family_id for one in broken})} of the chains are broken. {WHAT_TO_DO}")
        self.stdout.write("  every chain is whole")
        if options["keep"]:
            with options["keep"].open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(chain.ends())
            self.stdout.write(f"  the ends are in {options['keep']}: keep it where this database's owner cannot write")


def told(broken: list[chain.Broken]) -> Iterator[str]:
    keys = dict(Family.objects.filter(pk__in={one.family_id for one in broken}).values_list("pk", "key"))
    for one in broken:
        whose = (
            "lines about no family" if one.family_id == chain.NOBODY else f"family {keys.get(one.family_id, 'gone')}"
        )
        day = f" of {localtime(one.at):%Y-%m-%d}" if one.at else ""
        yield f"{whose}, line {one.position}{day}: {one.trouble}"


def kept_ends(path: Path) -> Iterator[tuple[int, int, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for family, length, digest in csv.reader(file):
                yield int(family), int(length), digest
    except (OSError, ValueError):
        raise CommandError("The file of kept ends cannot be read; give one that `./run verify --keep` wrote.") from None
