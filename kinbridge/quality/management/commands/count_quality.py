"""Count how good every program's records are. Run it every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from kinbridge.quality.actions import count_everywhere


class Command(BaseCommand):
    help = "Count what is missing, late, at odds or on file twice, by program. Run it every night."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{count_everywhere(at=now())} coalitions counted.")
