"""The ways a message leaves: e-mail by Django's backend, text messages by an adapter that an operator names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from kinbridge.reminders.rules import SUBJECT


class SendsTexts(Protocol):
    """What an adapter for a text message service has to do. No service is built in.

    `send` raises OSError, or one of its kinds, when the message did not go.
    """

    def send(self, *, to: str, words: str) -> None: ...


class TextsInFile:
    """Text messages of the demo: one line each in the outbox folder, and nothing leaves the machine."""

    def send(self, *, to: str, words: str) -> None:
        settings.OUTBOX.mkdir(parents=True, exist_ok=True)
        with (settings.OUTBOX / "texts.txt").open("a", encoding="utf-8") as file:
            file.write(f"{to}\t{words}\n")


def texts() -> SendsTexts | None:
    """The adapter that the settings name; None where text messages are not offered."""
    named = settings.KINBRIDGE_TEXTS
    return import_string(named)() if named else None


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail that somebody asked for: plain text, and the same as HTML where that is given."""

    to: str
    subject: str
    words: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def mail_leaves() -> bool:
    """Whether letters go anywhere: to a mail server, or to files in the demo. A page that offers them looks first."""
    return bool(settings.KINBRIDGE_MAIL)


def send_letter(letter: Letter, *, through: BaseEmailBackend | None = None) -> None:
    """By an open connection, if one is given. Raises OSError, or one of its kinds, when it did not go."""
    message = EmailMultiAlternatives(
        letter.subject, letter.words, None, [letter.to], headers=letter.headers, connection=through
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


def send_email(*, to: str, words: str) -> None:
    """A reminder to one address, under the subject that says nothing. Raises as `send_letter` does."""
    send_letter(Letter(to, SUBJECT, words))
