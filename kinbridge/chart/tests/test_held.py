"""How much is on file: told to those who may see it, and to nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kinbridge.chart.actions import record_entry
from kinbridge.chart.held import held
from kinbridge.consents.tests.county import NOON, County, made, signed
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    made_up = made()
    for _ in range(3):
        record_entry(
            family=made_up.family,
            subject=made_up.ana,
            kind="note",
            body={"text": "Came to the clinic."},
            occurred_at=NOON,
            by=made_up.nurse,
            at=NOON,
            category=Category.SUD_ATTENDANCE,
        )
    return made_up


def counted(county: County, by: Viewer, purpose: Purpose = Purpose.CASE_PLANNING) -> list[int]:
    return [one.count for one in held(family=county.family, person=county.ana, by=by, purpose=purpose, at=NOON)]


def test_the_mother_and_the_program_see_the_number(county: County) -> None:
    assert counted(county, county.mother, Purpose.SELF_ACCESS) == [3]
    assert counted(county, county.nurse, Purpose.TREATMENT) == [3]


def test_a_caseworker_sees_it_only_once_she_may_see_the_record(county: County) -> None:
    """Before a signature the number itself would tell that someone is in treatment (42 CFR 2.13(c))."""
    assert counted(county, county.worker) == []
    signed(county)
    assert counted(county, county.worker) == [3]


def test_the_page_says_nothing_more_than_the_gate(county: County) -> None:
    client = browser(county.worker)
    address = reverse("chart:held", args=[county.family.key, county.ana.key])
    assert "Nothing that you may see." in client.get(address).content.decode()
    assert client.get(address, headers={"hx-request": "true"}).content.decode().startswith("<p>")
    assert client.get(reverse("chart:held", args=[county.family.key, county.family.key])).status_code == 404
