"""Tell everyone what has come due: once a day each, after their quiet hours. Run it every hour."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from kinbridge.reminders.running import run


class Command(BaseCommand):
    help = "Tell everyone what has come due. Run it every hour; it tells each person once a day and nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="look again at people who had their run today")

    def handle(self, *args: Any, **options: Any) -> None:
        done = run(at=now(), again=options["again"])
        self.stdout.write(
            f"{done.people} people looked at, {done.quiet} in their quiet hours, {done.told} with something new: "
            f"{done.emails} e-mails, {done.texts} text messages, {done.failed} that did not go."
        )
