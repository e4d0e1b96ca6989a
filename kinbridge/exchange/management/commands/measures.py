"""Count every measure from the extract, and release what may be shown; or count on another engine and compare."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from kinbridge.directory.local_time import day_of
from kinbridge.exchange.extract.manifest import Manifest
from kinbridge.exchange.management.commands.load import coalition
from kinbridge.measures import compiling
from kinbridge.measures.actions import count_in_place, release
from kinbridge.measures.passing import evaluator
from kinbridge.measures.rules.answers import Answers
from kinbridge.people.rows import work_in

ENGINES = ("duckdb", "spark", "postgresql")
ELSEWHERE = ("bigquery", "snowflake", "trino")


def written_for(dialect: str) -> int:
    new = compiling.texts(dialects=[dialect])
    Path(dialect).mkdir(exist_ok=True)
    for name, text in new.items():
        Path(name).write_text(text, "utf-8")
    return len(new)


def counted(engine: str, folder: Path, manifest: Manifest) -> Answers:
    """What the engine says; one that is not asked for need not be installed."""
    found: Answers = import_module(f"kinbridge.measures.on_{engine}").count(folder, as_of=manifest.day)
    return found


class Command(BaseCommand):
    help = "Count every measure from the extract, and release the year to the last quarter. Once made it stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--coalition", help="whose measures, by its name; not needed when there is only one")
        parser.add_argument("--engine", choices=ENGINES, default="duckdb", help="what counts (duckdb)")
        parser.add_argument("--write", action="store_true", help="only write the definitions out as PostgreSQL's SQL")
        parser.add_argument(
            "--sql-for",
            choices=ELSEWHERE,
            help="only write the definitions out as the SQL of an engine elsewhere, into a folder of that name here",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            self.stdout.write(f"{compiling.write()} files written")
            return
        if options["sql_for"]:
            self.stdout.write(f"{written_for(options['sql_for'])} files written")
            return
        began, whose = time.monotonic(), coalition(options["coalition"], state=None, county=None)
        by, engine = evaluator(whose), options["engine"]
        with work_in(whose):
            if engine == "postgresql":
                made = count_in_place(by=by, at=now(), on=localdate())
            else:
                folder: Path = settings.EXTRACT / str(whose.pk)
                manifest = Manifest.read(folder)
                if manifest is None:
                    raise CommandError("There is no extract yet. Write it first: ./run extract")
                if not manifest.whole:
                    raise CommandError("The extract was broken off. Go on with it first: ./run extract")
                made = release(
                    answers=counted(engine, folder, manifest), engine=engine, by=by, at=now(), on=manifest.day
                )
            told = f"Release to {made.quarter_end}, made {day_of(made.released_at)} by {made.engine}"
        self.stdout.write(f"{told}: {len(made.body)} measures, in {time.monotonic() - began:.1f} s")
