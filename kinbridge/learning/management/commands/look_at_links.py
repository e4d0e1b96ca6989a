"""Look at the addresses on the shelf that are due. Run it every night."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from kinbridge.learning.reading.links import every_address
from kinbridge.link_health.actions import look_at


class Command(BaseCommand):
    help = "Look at the addresses on the shelf: each once a week, and those that do not answer once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.KINBRIDGE_FOLLOW_LINKS:
            raise CommandError("Links are not followed here: set KINBRIDGE_FOLLOW_LINKS=1 if this server may look.")
        self.stdout.write(f"{look_at(urls=every_address(), at=now())} addresses looked at.")
