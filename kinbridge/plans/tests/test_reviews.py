"""A plan is looked at again through the first year, by whoever keeps it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from kinbridge.accounts.models import User
from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry
from kinbridge.consents.tests.county import NOON, County
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Involvement
from kinbridge.plans import actions, reading, reviews
from kinbridge.plans.models import Plan, Reviewed
from kinbridge.plans.reviews_due import to_review
from kinbridge.plans.rules import Standing, next_review, standings
from kinbridge.plans.rules import reviews as days_of

pytestmark = pytest.mark.django_db
HOME = date(2026, 11, 10)


def home(county: County, midwife: Viewer, *, on: date = HOME) -> Plan:
    plan = actions.start(family=county.family, parent=county.ana, pregnancy=None, by=midwife, at=NOON)
    body = {"strengths": {"strengths": "My sister is there."}}
    actions.write(version_id=plan.versions.get().pk, body=body, services=[], by=midwife, at=NOON)
    Plan.objects.filter(pk=plan.pk).update(home_on=on)
    plan.refresh_from_db()
    return plan


def held(name: str = "72 hours", on: date = date(2026, 11, 13), **said: object) -> reviews.Held:
    given = {"present": "Ana, Mia", "services": "some", "changed": "", "still_true": True}
    return reviews.Held(**{"name": name, "held_on": on, **given, **said})


def test_the_year_of_reviews_counts_from_going_home():
    assert [review.due for review in days_of(date(2026, 1, 31))][:4] == [
        date(2026, 2, 3),
        date(2026, 2, 14),
        date(2026, 3, 14),
        date(2026, 4, 30),
    ]


def test_what_was_held_is_held_and_what_was_not_is_late_until_a_later_one_stands_in_for_it():
    found = standings(HOME, held={"72 hours": date(2026, 11, 13)}, on=date(2026, 12, 24))
    assert [one.standing for one in found[:3]] == [Standing.HELD, Standing.LATE, Standing.LATE]
    assert next_review(found).review.name == "6 weeks", "one look makes up for both"
    found = standings(HOME, held={"6 weeks": date(2026, 12, 24)}, on=date(2026, 12, 24))
    assert [one.standing for one in found[:3]] == [Standing.PASSED_OVER, Standing.PASSED_OVER, Standing.HELD]
    assert next_review(found).review.name == "3 months"
    assert next_review(standings(HOME, held={"12 months": HOME}, on=HOME)) is None


def test_a_review_is_due_through_its_whole_day():
    assert standings(HOME, held={}, on=date(2026, 11, 13))[0].standing is Standing.COMING
    assert standings(HOME, held={}, on=date(2026, 11, 14))[0].standing is Standing.LATE


def test_a_review_written_down_is_a_fact_a_line_in_the_audit_and_never_changed(county, midwife):
    plan = home(county, midwife)
    row = reviews.hold(plan=plan, held=held(), by=midwife, at=NOON)
    fact = Entry.objects.filter(kind="plan_step").latest("pk")
    assert (fact.body["step"], fact.body["review"]) == ("reviewed", "72 hours")
    assert day_of(fact.occurred_at) == date(2026, 11, 13)
    assert Line.objects.filter(act="plan.reviewed", about=f"plan:{plan.pk}").exists()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Reviewed.objects.filter(pk=row.pk).update(present="Nobody")


def test_her_midwife_sees_on_her_desk_what_is_late_until_it_is_held(county, midwife):
    plan = home(county, midwife)
    [one] = to_review(midwife, at=NOON)
    assert (one.plan, one.stands.review.name, one.stands.standing) == (plan, "72 hours", Standing.LATE)
    reviews.hold(plan=plan, held=held(), by=midwife, at=NOON)
    [one] = to_review(midwife, at=NOON)
    assert (one.stands.review.name, one.stands.standing) == ("2 weeks", Standing.COMING)
    assert to_review(county.worker, at=NOON) == [], "the plan is not theirs"
    assert to_review(county.mother, at=NOON) == [], "nobody gives the parent homework"


def test_when_the_clinic_is_done_the_program_that_has_the_plan_keeps_it(county, midwife):
    plan = home(county, midwife)
    serving = Involvement.objects.filter(program=county.methadone)
    serving.update(person=county.ana, worker=county.nurse.user_id)
    version = plan.versions.get()
    copy = actions.hand_over(version=version, program=county.methadone, by=midwife, at=NOON)
    assert not reviews.may_review(plan, county.nurse), "until they say that they have it"
    actions.acknowledge(copy_id=copy.pk, by=county.nurse, at=NOON)
    assert reviews.may_review(plan, county.nurse)
    assert to_review(county.nurse, at=NOON) == [], "the clinic still works with her, and keeps it"
    Involvement.objects.filter(program=county.clinic).update(until=NOON.date())
    assert [one.plan for one in to_review(county.nurse, at=NOON)] == [plan]


def test_the_words_of_a_review_are_for_those_who_may_read_the_whole_plan(county, midwife):
    plan = home(county, midwife)
    reviews.hold(plan=plan, held=held(changed="She changed her dose."), by=midwife, at=NOON)
    for reader, whole, words in ((county.mother, True, True), (county.visitor, False, False), (midwife, False, True)):
        first = reviews.of_plan(plan, by=reader, at=NOON, whole=whole)[0]
        assert first.stands.standing is Standing.HELD
        assert (first.said is not None) is words, reader.name
    assert reading.open_plan(plan=plan, by=county.mother, at=NOON).reviews[0].said.changed == "She changed her dose."


def test_on_the_page_it_is_written_down_and_then_shown_as_held(county, midwife):
    today = localdate()
    plan = home(county, midwife, on=today - timedelta(days=4))
    client, key = Client(), county.family.key
    client.force_login(User.objects.get(pk=midwife.user_id))
    page = reverse("plans:review", args=[key, plan.pk])
    assert "72 hours" in client.get(page).content.decode()
    wrong = client.post(page, {"name": "72 hours", "held_on": (today + timedelta(days=2)).isoformat()})
    assert wrong.status_code == 400
    assert "still to come" in wrong.content.decode()
    said = {"name": "72 hours", "held_on": today.isoformat(), "present": "Ana, Mia", "services": "all"}
    answer = client.post(page, {**said, "still_true": "yes", "changed": "Eats well."}, follow=True)
    markup = answer.content.decode()
    assert "Held" in markup
    assert "Eats well." in markup
    mother = Client()
    mother.force_login(county.ana.account)
    assert mother.get(page).status_code == 404
    assert "Eats well." in mother.get(reverse("plans:show", args=[key, plan.pk])).content.decode()
