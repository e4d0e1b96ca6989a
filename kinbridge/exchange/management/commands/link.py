"""Compare who may be compared in a reviewer's name, and put the pairs found before them."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Coalition, Membership, Viewer
from kinbridge.exchange.management.commands.load import coalition
from kinbridge.identity.actions import REVIEWERS, propose
from kinbridge.identity.columns import table
from kinbridge.identity.records import every_record
from kinbridge.identity.rules.apart import why_apart
from kinbridge.identity.rules.weighing import Weights, read, shipped
from kinbridge.identity.splinking import candidates
from kinbridge.people.rows import work_in

ENGINES = {"duckdb": "kinbridge.identity.on_duckdb", "spark": "kinbridge.exchange.link_on_spark"}
"""Where each is made ready; one that is not asked for need not be installed."""


class Command(BaseCommand):
    help = "Find records that may be of one person, among those the gate opens to a reviewer; a person decides."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--coalition", help="whose records, by its name; not needed when there is only one")
        parser.add_argument(
            "--by", metavar="E-MAIL", help="the reviewer in whose name; not needed when there is one privacy officer"
        )
        parser.add_argument(
            "--weights", type=Path, metavar="FILE", help="weights of your own (those that come with us)"
        )
        parser.add_argument("--engine", choices=ENGINES, default="duckdb", help="what compares (duckdb)")

    def handle(self, *args: Any, **options: Any) -> None:
        began, whose = time.monotonic(), coalition(options["coalition"], state=None, county=None)
        weights, engine = _weights(options["weights"]), import_module(ENGINES[options["engine"]]).engine()
        with work_in(whose):
            on = localdate()
            by = reviewer(whose, email=options["by"], on=on)
            records = {one.person: one for one in every_record(by=by, on=on)}
            found = candidates([table(records.values())], weights=weights, engine=engine)
            pairs = [pair for pair in found if not why_apart(records[pair[0]], records[pair[1]])]
            propose(pairs=pairs, weights=weights.version, by=by, at=now())
        # How many were compared is not said: a number that falls by one tells of someone.
        spent = time.monotonic() - began
        self.stdout.write(f"Compared in the name of {by.name}, in {spent:.1f} s. What was found waits at /identity/.")


def reviewer(whose: Coalition, *, email: str | None, on: date) -> Viewer:
    """Who compares: the one named, or the only privacy officer there is. Raises CommandError that says whom to name."""
    working = Membership.objects.on(on).filter(program__organization__coalition=whose, role__in=REVIEWERS)
    working = working.filter(role=Role.PRIVACY_OFFICER) if email is None else working.filter(user__email__iexact=email)
    found = list(working.select_related("user", "program__organization__coalition").order_by("pk")[:2])
    if len({one.user_id for one in found}) != 1:
        who = (
            "That address is no privacy officer's or administrator's here"
            if email
            else "There is not one privacy officer"
        )
        raise CommandError(f"{who}. Name who reviews the pairs: ./run link --by their@address.example")
    return found[0].viewer()


def _weights(path: Path | None) -> Weights:
    if path is None:
        return shipped()
    try:
        return read(path.read_text("utf-8"))
    except (OSError, ValueError) as trouble:
        raise CommandError(f"{path} holds no weights: {trouble}") from trouble
