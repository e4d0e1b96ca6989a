"""A worker writes down what happened, mends what is wrong, and takes back what should not be there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.forms import Form
from django.utils.timezone import localdate

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.chart.by_hand import ANYONE, WRITTEN_BY
from kinbridge.chart.forms_by_hand import FactForm
from kinbridge.chart.kinds import kind
from kinbridge.chart.models import Entry
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.local_time import day_of
from kinbridge.directory.tests.browsing import browser

pytestmark = pytest.mark.django_db
EVERY = sorted({code for codes in WRITTEN_BY.values() for code in codes} | set(ANYONE))


def visit(county: County, **changes: str) -> dict[str, str]:
    return {"person": str(county.ana.pk), "on": str(localdate()), "how": "visit", "outcome": "met", **changes}


def stands(county: County) -> list[str]:
    current = Entry.objects.current().filter(family=county.family, entered_in_error=False)
    return [kind(entry.kind).read(entry.body).words() for entry in current.order_by("pk")]


@pytest.mark.parametrize("code", EVERY)
def test_every_kind_written_by_hand_has_a_form_with_a_label_for_each_thing_it_asks(code: str) -> None:
    form: Form = FactForm(kind=kind(code), people=[], today=localdate())
    assert all(field.label for field in form)
    assert str(form)


def test_a_visit_is_written_down_mended_and_taken_back_and_nothing_is_erased(county: County) -> None:
    client, at = browser(county.worker), f"/family/{county.family.key}/chart/"
    assert client.post(f"{at}write/contact/", visit(county)).status_code == 302
    first = Entry.objects.get(family=county.family)
    assert f"{at}facts/{first.pk}/" in client.get(at).content.decode()

    yesterday = str(localdate() - timedelta(days=1))
    better = visit(county, outcome="no_answer", on=yesterday, why="typed")
    assert client.post(f"{at}facts/{first.pk}/", better).status_code == 302
    assert stands(county) == ["Contact by visit: no answer."]
    second = Entry.objects.current().get(family=county.family)
    assert str(day_of(second.occurred_at)) == yesterday

    assert client.post(f"{at}facts/{second.pk}/take-back/", {"why": "person"}).status_code == 302
    assert stands(county) == []
    assert Entry.objects.filter(family=county.family).count() == 3
    lines = Line.objects.filter(family_id=county.family.pk).exclude(act="chart.seen").order_by("pk")
    assert list(lines.values_list("act", flat=True)) == ["chart.contact", "chart.corrected", "chart.entered_in_error"]


def test_a_fact_that_a_colleague_mended_a_moment_ago_is_not_mended_twice(county: County) -> None:
    client, at = browser(county.worker), f"/family/{county.family.key}/chart/"
    client.post(f"{at}write/contact/", visit(county))
    first = Entry.objects.get(family=county.family)
    client.post(f"{at}facts/{first.pk}/", visit(county, outcome="left_word", why="typed"))
    assert client.post(f"{at}facts/{first.pk}/", visit(county, why="typed")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "2150-01-01"}, "still to come"),
        ({"on": "1066-10-14"}, "out of reach"),
        ({"how": "pigeon"}, "not one of the available choices"),
        ({"person": "0"}, "not one of the available choices"),
        ({"outcome": ""}, "required"),
    ],
)
def test_what_cannot_be_is_refused_in_words(county: County, changes: dict[str, str], said: str) -> None:
    answer = browser(county.worker).post(f"/family/{county.family.key}/chart/write/contact/", visit(county, **changes))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Entry.objects.filter(family=county.family).exists()


def test_each_program_writes_its_own_kinds_and_mends_its_own_facts_only(county: County) -> None:
    at = f"/family/{county.family.key}/chart/"
    browser(county.worker).post(f"{at}write/contact/", visit(county))
    first = Entry.objects.get(family=county.family)
    nurse = browser(county.nurse)
    assert "Contact with the family" not in nurse.get(f"{at}write/").content.decode()
    assert nurse.get(f"{at}write/contact/").status_code == 404
    assert nurse.get(f"{at}facts/{first.pk}/").status_code == 404
    assert nurse.post(f"{at}facts/{first.pk}/take-back/", {"why": "typed"}).status_code == 404
    stranger = browser(works("Sam Poole", county.clinic, Role.CLINICIAN))
    assert stranger.get(f"{at}facts/{first.pk}/").status_code == 404
    assert browser(county.mother).get(f"{at}write/").status_code == 403
