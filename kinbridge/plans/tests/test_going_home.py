"""Whoever leads the plan says when the baby goes home; the review days, the chart and the Desk follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.chart.models import Entry
from kinbridge.directory.tests.browsing import browser
from kinbridge.plans import reviews
from kinbridge.plans.models import Plan
from kinbridge.plans.reviews_due import to_review
from kinbridge.plans.tests.births import Ward, ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Ward:
    """Ana's baby was born two days ago, and Ana has signed the hospital's plan."""
    found = ward(now=now())
    found.plan()
    return found


def page(at: Ward, name: str = "going_home") -> str:
    return reverse(f"plans:{name}", args=[at.county.family.key, Plan.objects.get().pk])


def on_file() -> list[tuple[str, str]]:
    """What the chart says of going home: the day, and with whom."""
    found = Entry.objects.current().filter(kind="discharge", entered_in_error=False)
    return [(entry.occurred_at.astimezone().date().isoformat(), entry.body["to"]) for entry in found]


def test_the_expected_day_stands_on_the_plan_and_the_day_itself_starts_the_reviews(at):
    pia, today = browser(at.pia), localdate()
    born = reverse("births:home", args=[at.county.family.key, at.baby.pk])
    assert page(at) in pia.get(page(at, "show")).content.decode()
    assert page(at) in pia.get(born).content.decode()
    tomorrow = (today + timedelta(days=1)).isoformat()
    answer = pia.post(page(at), {"expected_on": tomorrow}, follow=True).content.decode()
    assert "Expected" in answer
    assert "72 hours" not in answer
    answer = pia.post(page(at), {"expected_on": tomorrow, "home_on": today.isoformat(), "to": "mother"}, follow=True)
    assert "72 hours" in answer.content.decode()
    assert [(one.stands.review.name, one.stands.review.due) for one in to_review(at.pia, at=now() + timedelta(days=3))]
    assert on_file() == [(today.isoformat(), "mother")]


def test_a_day_written_down_wrong_is_withdrawn_and_said_anew(at):
    pia, today = browser(at.pia), localdate()
    yesterday = (today - timedelta(days=1)).isoformat()
    pia.post(page(at), {"home_on": today.isoformat(), "to": "mother"})
    pia.post(page(at), {"home_on": yesterday, "to": "kin"})
    pia.post(page(at), {"home_on": yesterday, "to": "kin"})
    assert on_file() == [(yesterday, "kin")]
    assert Entry.objects.filter(kind="discharge").count() == 3, "two that were said, and the withdrawal of one"
    pia.post(page(at), {"expected_on": today.isoformat()})
    assert on_file() == []
    assert Plan.objects.get().home_on is None


@pytest.mark.parametrize(
    ("days", "said", "trouble"),
    [
        (1, {"to": "mother"}, "This day is still to come"),
        (-9, {"to": "mother"}, "The baby was not born yet on this day"),
        (0, {}, "Say with whom the baby went."),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_kept(at, days, said, trouble):
    day = (localdate() + timedelta(days=days)).isoformat()
    answer = browser(at.pia).post(page(at), {"home_on": day, **said})
    assert answer.status_code == 400
    assert trouble in answer.content.decode()
    assert Plan.objects.get().home_on is None
    assert on_file() == []


def test_after_a_review_the_day_stays_and_cannot_pass_it(at):
    today = localdate()
    Plan.objects.update(home_on=today - timedelta(days=1))
    said = {"present": "Ana", "services": "all", "changed": "", "still_true": True}
    reviews.hold(
        plan=Plan.objects.get(), held=reviews.Held("72 hours", today - timedelta(days=1), **said), by=at.pia, at=now()
    )
    answer = browser(at.pia).post(page(at), {})
    assert "A review after going home is written down" in answer.content.decode()
    answer = browser(at.pia).post(page(at), {"home_on": today.isoformat(), "to": "mother"})
    assert "A review was held before this day" in answer.content.decode()


def test_only_who_leads_the_plan_may_say_it(at):
    for other in (at.county.worker, at.county.nurse):
        assert browser(other).get(page(at)).status_code == 404
