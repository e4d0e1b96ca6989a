"""Whoever asked gets each issue once, in their language, and one click stops it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from kinbridge.news.actions.issues import take_back
from kinbridge.news.actions.readers import ask, confirm, stop, stop_secret
from kinbridge.news.models import Delivery, Reader
from kinbridge.news.running import Run, run
from kinbridge.news.tests.newsroom import AT, Newsroom, room

__all__ = ["room"]
pytestmark = pytest.mark.django_db
SOON = AT + timedelta(hours=1)


class Breaks(EmailBackend):
    """A server that takes the connection and no letter."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionResetError


class IsDown(EmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError


def test_each_reader_gets_an_issue_once_however_often_it_runs(room: Newsroom) -> None:
    room.reader("ana@example.org")
    room.reader("luis@example.org", language="es")
    room.issue()
    assert run(at=SOON) == Run(letters=2)
    assert run(at=SOON) == Run()
    english, spanish = mail.outbox
    assert english.subject == "Harbor: A new course"
    assert spanish.subject == "Harbor: Un curso nuevo"
    assert "Noche de padres" in spanish.body
    assert "http://127.0.0.1:8000/news/harbor/1/" in english.body


def test_a_letter_says_how_to_stop_and_counts_nothing(room: Newsroom) -> None:
    reader = room.reader("ana@example.org")
    room.issue()
    run(at=SOON)
    [letter] = mail.outbox
    [(html, kind)] = letter.alternatives  # type: ignore[attr-defined]
    assert kind == "text/html"
    assert "<img" not in html
    links = set(re.findall(r'href="([^"]+)"', str(html)))
    assert links == {"http://127.0.0.1:8000/news/harbor/1/", letter.extra_headers["List-Unsubscribe"].strip("<>")}
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    program = Client(enforce_csrf_checks=True)  # a mail program has no cookie of ours
    assert program.get(address).status_code == 200
    assert Reader.objects.filter(pk=reader.pk).exists()  # looking is not stopping
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Reader.objects.exists()
    assert program.post(address).status_code == 200
    assert Delivery.objects.get().reader is None


def test_a_month_comes_in_one_letter_when_it_is_over(room: Newsroom) -> None:
    room.reader("ana@example.org", often="monthly")
    room.issue("First")
    room.issue("Second", at=AT + timedelta(days=3))
    assert run(at=AT + timedelta(days=4)) == Run()
    april = datetime(2026, 4, 1, 15, tzinfo=UTC)
    assert (run(at=april), run(at=april)) == (Run(letters=1), Run())
    assert mail.outbox[0].subject == "Harbor: What was new last month"
    assert mail.outbox[0].body.index("First") < mail.outbox[0].body.index("Second")
    assert len(mail.outbox) == 1


def test_what_is_for_partners_goes_to_partners_and_what_was_taken_back_to_nobody(room: Newsroom) -> None:
    room.reader("ana@example.org")
    room.reader("maya@example.org", by=room.maya)
    room.issue("For us", audience="partners")
    take_back(issue=room.issue("A slip"), by=room.grace, at=AT)
    assert run(at=SOON) == Run(letters=1)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [(["maya@example.org"], "Harbor: For us")]


def test_a_letter_that_breaks_off_is_written_down_and_not_sent_again(room: Newsroom, settings: Settings) -> None:
    room.reader("ana@example.org")
    room.issue()
    settings.EMAIL_BACKEND = f"{__name__}.Breaks"
    assert run(at=SOON) == Run(failed=1)
    assert run(at=SOON) == Run()
    assert Delivery.objects.get().failed


def test_while_the_server_is_down_nothing_is_taken_up(room: Newsroom, settings: Settings) -> None:
    room.reader("ana@example.org")
    room.issue()
    settings.EMAIL_BACKEND = f"{__name__}.IsDown"
    with pytest.raises(ConnectionRefusedError):
        run(at=SOON)
    assert not Delivery.objects.exists()
    settings.KINBRIDGE_MAIL = ""
    assert run(at=SOON) == Run()


def test_an_address_counts_once_its_owner_followed_the_link(room: Newsroom) -> None:
    now = timezone.now()
    secret = ask(coalition=room.coalition, email="ana@example.org", often="each", language="en", at=now)
    room.issue(at=now)
    assert run(at=now) == Run()
    assert confirm(secret=secret[:-1] + "x", at=now) is None
    assert confirm(secret=secret, at=now) is not None
    again = ask(coalition=room.coalition, email="ANA@example.org", often="monthly", language="es", at=now)
    assert Reader.objects.get().often == "each"  # asking in another's name changes nothing
    assert confirm(secret=again, at=now) == Reader.objects.get(often="monthly", language="es")


def test_a_link_ends_only_its_own_address_and_an_unconfirmed_one_is_forgotten(room: Newsroom) -> None:
    ana = room.reader("ana@example.org")
    ask(coalition=room.coalition, email="typed@example.org", often="each", language="en", at=AT)
    room.issue()
    run(at=AT + timedelta(days=8))
    assert list(Reader.objects.values_list("email", flat=True)) == ["ana@example.org"]
    assert not stop(secret="nothing")
    assert stop(secret=stop_secret(ana))
    assert not Reader.objects.exists()
