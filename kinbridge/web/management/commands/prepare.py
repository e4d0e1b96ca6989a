"""Bring the database and the static files up to date, in one start of Django."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrate the database (as its owner), make the cache table, collect the static files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", action="store_true")
        parser.add_argument("--static", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        verbosity = options["verbosity"]
        if options["database"]:
            call_command("migrate", interactive=False, verbosity=verbosity)
            call_command("createcachetable", verbosity=verbosity)
        if options["static"]:
            call_command("collectstatic", interactive=False, clear=True, verbosity=verbosity)
