"""Load the invented county, once; say who to sign in as."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import now

from kinbridge.accounts.models import Persona
from kinbridge.exchange.county.load import RICH, add_families, families_loaded, load_county
from kinbridge.exchange.county.place import SEED, ZONE, moment

MOST = 1_000_000
NOON = 12 * 60
BAR = 30


class Command(BaseCommand):
    requires_system_checks = []  # it must be quick when there is nothing to do
    help = "Load Alder County, an invented place with invented people. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--families", type=_families, default=RICH, help=f"how many, up to {MOST:,} ({RICH})")
        parser.add_argument("--today", type=_day, help="the day its histories end, such as 2026-11-22 (today)")
        parser.add_argument("--seed", type=int, default=SEED, help=f"another seed makes another county ({SEED})")
        parser.add_argument("--list", action="store_true", help="only say who to sign in as")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self._list()
            return
        began = time.monotonic()
        with transaction.atomic():
            have = families_loaded()
        if not have:
            today, at = _when(options["today"])
            load_county(today=today, at=at, families=options["families"], seed=options["seed"], say=self._say)
            have = min(options["families"], RICH)
        elif have >= options["families"]:
            self._say(f"Alder County is loaded already, with {have:,} families.")
        if have < options["families"]:
            self._add(options["families"])
        self._say(f"{time.monotonic() - began:.1f} s")
        self._list()

    def _add(self, wanted: int) -> None:
        began = time.monotonic()

        def progress(have: int, facts: int) -> None:
            spent = max(time.monotonic() - began, 0.001)
            filled = BAR * have // wanted
            bar = "#" * filled + "." * (BAR - filled)
            line = f"[{bar}] {have:,} of {wanted:,} families, {facts:,} facts, {facts / spent:,.0f} facts/s"
            self.stdout.write(line, ending="\r" if self.stdout.isatty() else "\n")
            self.stdout.flush()

        facts = add_families(wanted=wanted, progress=progress)
        self._say(f"\nadded {facts:,} facts in {time.monotonic() - began:.1f} s")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _list(self) -> None:
        personas = list(Persona.objects.select_related("user").order_by("order"))
        if not personas:
            raise CommandError("The invented county is not loaded yet. Load it with: manage.py demo")
        self._say("Sign in as one of these invented people (no password is needed):")
        for persona in personas:
            self._say(f"  {persona.order:>2}. {persona.user.get_full_name()}, {persona.title}")


def _families(given: str) -> int:
    if not given.isdecimal() or not 12 <= int(given) <= MOST:
        raise ArgumentTypeError(f"Give a whole number of families from 12 to {MOST}.")
    return int(given)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ArgumentTypeError("Give a day as year-month-day, such as 2026-11-22.") from None


def _when(given: date | None) -> tuple[date, datetime]:
    """The county's today and its present moment: now, or noon of the day that was asked for."""
    moment_now = now()
    today = moment_now.astimezone(ZONE).date()
    if given is None or given == today:
        return today, moment_now
    return given, moment(given, NOON)
