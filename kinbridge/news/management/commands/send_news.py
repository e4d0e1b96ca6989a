"""Send the newsletter to everyone to whom an issue is due. Run it every hour."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from kinbridge.news.running import run
from kinbridge.reminders.sending import mail_leaves


class Command(BaseCommand):
    help = "Send the newsletter to everyone to whom an issue is due; nothing goes out twice."

    def handle(self, *args: Any, **options: Any) -> None:
        if not mail_leaves():
            raise CommandError("E-mail is not set up, so nothing was sent: name a server in KINBRIDGE_EMAIL_HOST.")
        try:
            done = run(at=now())
        except OSError as trouble:
            raise CommandError(
                "The mail server does not answer; nothing was sent, and the next run tries."
            ) from trouble
        self.stdout.write(f"{done.letters} letters sent, {done.failed} that did not go.")
