"""A birth is written down once: the baby keeps its id, the pregnancy ends, the clocks of the newborn begin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime, now

from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry
from kinbridge.people.models import Person, Pregnancy
from kinbridge.plans.tests.births import Ward, ward
from kinbridge.plans.tests.test_births_views import page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Ward:
    """Ana is near her date, and the baby is not born yet."""
    at = ward(now=now())
    Person.objects.filter(pk=at.county.baby.pk).update(birth_date=None, given_name="")
    term = {"began_on": localdate() - timedelta(weeks=39), "due_on": localdate() + timedelta(weeks=1)}
    Pregnancy.objects.filter(pk=at.pregnancy.pk).update(**term, ended_on=None, outcome="")
    return at


def said(**changes: str) -> dict[str, str]:
    moment = localtime() - timedelta(hours=1)
    return {"on": str(moment.date()), "time": f"{moment:%H:%M}", "weight_grams": "2980", "given_name": "Mia", **changes}


def test_the_baby_is_born(at: Ward) -> None:
    pia = signed_in(at.pia.user_id)
    assert pia.post(page(at, "born"), said())["Location"] == page(at, "pathway")
    baby, pregnancy = Person.objects.get(pk=at.county.baby.pk), Pregnancy.objects.get(pk=at.pregnancy.pk)
    assert (baby.name, baby.birth_date) == ("Mia Rivera", pregnancy.ended_on)
    assert pregnancy.outcome == "birth"
    newest = Entry.objects.filter(kind="birth", label__subject=baby).latest("pk")
    assert newest.body["weight_grams"] == 2980
    assert newest.body["weeks"] in (38, 39)  # an hour ago may have been yesterday
    assert Line.objects.filter(family_id=at.county.family.pk, act="birth.recorded").count() == 1
    assert pia.post(page(at, "born"), said()).status_code == 404


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"on": "2150-01-01"}, "still to come"),
        ({"on": str(localdate() - timedelta(weeks=30))}, "before the 20th week"),
        ({"weight_grams": "12"}, "greater than or equal to 300"),
        ({"time": "noon"}, "valid time"),
    ],
)
def test_what_cannot_be_is_refused_in_words(at: Ward, changes: dict[str, str], told: str) -> None:
    answer = signed_in(at.pia.user_id).post(page(at, "born"), said(**changes))
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert Person.objects.get(pk=at.county.baby.pk).birth_date is None


def test_others_write_down_no_birth(at: Ward) -> None:
    assert signed_in(at.county.worker.user_id).post(page(at, "born"), said()).status_code == 403
