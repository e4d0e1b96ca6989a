"""A trainer sets a unit's referrals side by side, before and after; no worker, and no few families, can be told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import get_current_timezone, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.local_time import day_of
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.models import Enrollment
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.rules import Status

pytestmark = pytest.mark.django_db
NAMES = ("Abe One", "Bea Two", "Cal Three", "Dot Four", "Eve Five", "Fay Six")
AT = "/learn/uptake/"


def finish(county: County, people: int, *, days_ago: int) -> None:
    """So many of the unit finished the course on one day."""
    for name in NAMES[:people]:
        worker = works(name, county.welfare, Role.CASEWORKER)
        at = now() - timedelta(days=days_ago)
        Enrollment.objects.create(
            user_id=worker.user_id,
            coalition=county.coalition,
            program=county.welfare,
            course="talking",
            version="1",
            began_at=at,
            finished_at=at,
        )


def refer(county: County, sent: int, *, kept: int, day: date) -> None:
    row = {"family": county.family, "coalition": county.coalition}
    at = datetime.combine(day, time(12), get_current_timezone())
    referrals = Referral.objects.bulk_create(
        Referral(
            **row,
            person=county.ana,
            from_program=county.welfare,
            to_program=county.clinic,
            status=Status.SENT,
            sent_at=at,
            answer_due_on=day,
            handoff=number % 2 == 0,
        )
        for number in range(sent)
    )
    Step.objects.bulk_create(Step(**row, referral=one, status=Status.FIRST_KEPT, at=at) for one in referrals[:kept])


def test_a_units_referrals_stand_side_by_side_and_nobody_is_named(county: County) -> None:
    finish(county, 6, days_ago=100)
    today = day_of(now())
    refer(county, 40, kept=12, day=today - timedelta(days=150))
    refer(county, 30, kept=18, day=today - timedelta(days=60))
    refer(county, 30, kept=30, day=today - timedelta(days=3))  # too young to count
    trainer = browser(works("Tess Lowell", county.clinic, Role.TRAINER))
    assert "This has not been counted yet." in trainer.get(AT).content.decode()
    page = trainer.post(f"{AT}count/", {"course": "talking"}, follow=True).content.decode()
    for words in ("6 of 7 people finished", "30 %", "60 %", "50 %", "It does not say that the course caused a change"):
        assert words in page
    assert [name for name in NAMES if name in page] == []
    assert Line.objects.get(act="uptake.counted").family_id is None


def test_a_unit_of_four_and_a_span_of_ten_are_not_shown(county: County) -> None:
    finish(county, 6, days_ago=100)
    refer(county, 10, kept=5, day=day_of(now()) - timedelta(days=150))
    trainer = browser(works("Tess Lowell", county.clinic, Role.TRAINER))
    page = trainer.post(f"{AT}count/", {"course": "talking"}, follow=True).content.decode()
    assert "6 of 7 people finished" in page
    assert "Too few to show" in page
    assert "50 %" not in page
    Enrollment.objects.filter(user__in=Enrollment.objects.values("user")[:2]).update(finished_at=None)
    page = trainer.post(f"{AT}count/", {"course": "talking"}, follow=True).content.decode()
    assert "In no unit have five people" in page


def test_a_supervisor_reads_it_and_a_caseworker_is_told_whose_it_is(county: County) -> None:
    supervisor = browser(works("Sue Perry", county.welfare, Role.SUPERVISOR))
    assert supervisor.get(AT, {"course": "nothing"}).status_code == 200
    assert supervisor.post(f"{AT}count/").status_code == 403
    assert browser(county.worker).get(AT).status_code == 403
