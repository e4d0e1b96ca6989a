"""Write docs/reference from the rules, or say which of its pages are stale."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kinbridge.web.manual import contents


class Command(BaseCommand):
    help = "Write docs/reference from the rules, their cases and their data."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where a page is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if stale := contents.stale():
                raise CommandError(
                    f"These pages of docs/reference are stale: {', '.join(stale)}. Write them: ./run docs"
                )
            return
        changed = contents.write()
        self.stdout.write(f"  docs/reference: {len(contents.pages())} pages, {len(changed)} changed")
