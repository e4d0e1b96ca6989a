"""Each step is told once, whoever runs it and however often; messages name nobody."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from kinbridge.audit.models import Line
from kinbridge.chart.actions import record_entry
from kinbridge.reminders.actions import Choice, choose, tell
from kinbridge.reminders.models import Channels, Notice
from kinbridge.reminders.rules import Told
from kinbridge.reminders.running import run
from kinbridge.reminders.tests.county import MORNING, Unit, browser, told

__all__ = ["told"]
pytestmark = pytest.mark.django_db
BY_TEXT = Choice(email=False, texts=True, phone="+15135550100", quiet_since=time(0), quiet_until=time(0))


def on_day(days: int) -> datetime:
    return MORNING + timedelta(days=days)


def test_the_worker_is_told_before_and_on_the_day_and_each_step_once(told: Unit) -> None:
    assert tell(user=told.worker, at=on_day(0)) == Told(week=1)
    assert tell(user=told.worker, at=on_day(0)) == Told()
    assert tell(user=told.worker, at=on_day(1)) == Told(week=1)
    assert tell(user=told.worker, at=on_day(2)) == Told(week=1)
    assert tell(user=told.worker, at=on_day(3)) == Told()
    steps = Notice.objects.filter(user=told.worker).order_by("at").values_list("step", flat=True)
    assert list(steps) == ["T-3", "T-1", "T+0"]


def test_the_supervisor_hears_of_a_late_first_contact_the_next_day_and_again_after_three(told: Unit) -> None:
    assert tell(user=told.supervisor, at=on_day(2)) == Told()
    assert tell(user=told.supervisor, at=on_day(3)) == Told(unit=1)
    assert tell(user=told.supervisor, at=on_day(4)) == Told()
    assert tell(user=told.supervisor, at=on_day(5)) == Told(unit=1)
    assert tell(user=told.supervisor, at=on_day(6)) == Told()


def test_what_was_done_is_not_told(told: Unit) -> None:
    county = told.county
    record_entry(
        family=county.family,
        subject=county.leo,
        kind="contact",
        body={"how": "visit", "outcome": "met", "first": True},
        occurred_at=on_day(0),
        by=county.worker,
        at=on_day(0),
    )
    assert tell(user=told.worker, at=on_day(1)) == Told()


def test_a_run_sends_one_message_that_names_nobody_and_a_second_run_none(told: Unit) -> None:
    first = run(at=on_day(0))
    assert (first.told, first.emails, first.texts, first.failed) == (1, 1, 0, 0)
    [message] = mail.outbox
    assert message.to == [told.worker.email]
    assert message.subject == "Kinbridge: something is due"
    assert message.body == "You have 1 thing due this week. Sign in to see it: http://127.0.0.1:8000/"
    again = run(at=on_day(0), again=True)
    assert (again.told, again.emails) == (0, 0)
    assert len(mail.outbox) == 1


def test_quiet_hours_wait_and_lose_nothing(told: Unit) -> None:
    night = on_day(0).replace(hour=3)
    assert run(at=night).quiet == run(at=night).quiet > 0
    assert not Notice.objects.exists()
    assert run(at=on_day(0)).told == 1


def test_a_message_that_does_not_go_is_written_down_and_not_sent_again(
    told: Unit, settings: Settings, tmp_path: Path
) -> None:
    settings.KINBRIDGE_TEXTS, settings.OUTBOX = "kinbridge.reminders.sending.TextsInFile", tmp_path / "no-folder"
    settings.OUTBOX.touch()
    choose(choice=BY_TEXT, by=told.county.worker, at=on_day(0))
    done = run(at=on_day(0), users=[told.worker])
    assert (done.texts, done.failed) == (0, 1)
    line = Line.objects.get(act="reminder.failed")
    assert (line.about, line.detail) == (f"user:{told.worker.pk}", {"channel": "texts"})
    assert run(at=on_day(0), users=[told.worker], again=True).failed == 0


def test_text_messages_go_through_the_adapter(told: Unit, settings: Settings, tmp_path: Path) -> None:
    settings.KINBRIDGE_TEXTS, settings.OUTBOX = "kinbridge.reminders.sending.TextsInFile", tmp_path
    choose(choice=BY_TEXT, by=told.county.worker, at=on_day(0))
    assert run(at=on_day(0), users=[told.worker]).texts == 1
    said = (tmp_path / "texts.txt").read_text("utf-8")
    assert said == "+15135550100\tYou have 1 thing due this week. Sign in to see it: http://127.0.0.1:8000/\n"
    assert mail.outbox == []


def test_the_database_itself_refuses_the_second_telling(told: Unit) -> None:
    tell(user=told.worker, at=on_day(0))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reminders_notice (user_id, family_id, coalition_id, key, step, at)"
            " SELECT user_id, family_id, coalition_id, key, step, at FROM reminders_notice"
            " ON CONFLICT (user_id, key, step) DO NOTHING"
        )
        assert cursor.rowcount == 0


def test_a_notice_holds_no_rule_and_no_date(told: Unit) -> None:
    tell(user=told.worker, at=on_day(0))
    notice = Notice.objects.values().get()
    assert "SYS" not in str(notice)
    assert set(notice) == {"id", "family_id", "coalition_id", "user_id", "key", "step", "at", "seen_at"}


def test_the_command_says_what_it_did(told: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    Channels.objects.create(user=told.worker, quiet_since=time(0), quiet_until=time(0))
    call_command("remind")
    assert "people looked at" in capsys.readouterr().out


def test_the_desk_shows_what_was_told_until_it_was_seen(told: Unit) -> None:
    now = timezone.now()
    body = {"track": "assessment", "priority": "72_hours"}
    record_entry(
        family=told.county.family,
        subject=told.county.leo,
        kind="report",
        body=body,
        occurred_at=now,
        by=told.county.worker,
        at=now,
    )
    tell(user=told.worker, at=now)
    client = browser(told.worker)
    assert "I have seen these" in client.get("/").content.decode()
    assert client.post(reverse("reminders:seen")).status_code == 302
    assert "I have seen these" not in client.get("/").content.decode()
    assert not Notice.objects.filter(seen_at__isnull=True).exists()
