"""Bring the database and the static files up to date, in one start of Django."""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STALE = (
    "This database was made by an earlier Kinbridge, and until 0.1 tables change in place: there is no {lacking}. "
    "The demo begins again with: ./run demo --anew. What you typed yourself cannot be carried over."
)


class Command(BaseCommand):
    help = "Migrate the database (as its owner), make the cache table, collect the static files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", action="store_true")
        parser.add_argument("--static", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        verbosity = options["verbosity"]
        if options["database"]:
            if lacking := _lacking():
                raise CommandError(STALE.format(lacking=", ".join(lacking[:3])))
            call_command("migrate", interactive=False, verbosity=verbosity)
            call_command("createcachetable", verbosity=verbosity)
        if options["static"]:
            call_command("collectstatic", interactive=False, clear=True, verbosity=verbosity)


def _lacking() -> list[str]:
    """Columns that migrations long done would make today, and did not when they were run; as table.column."""
    executor = MigrationExecutor(connection)
    done = {app for app, _name in executor.loader.applied_migrations}
    due = {migration.app_label for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())}
    wanted = {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.app_label in done - due
        for field in model._meta.local_concrete_fields
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        return sorted(f"{table}.{column}" for table, column in wanted - set(cursor.fetchall()))
