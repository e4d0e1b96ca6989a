"""What the invented people find when they sign in: each has something real to do, and the most urgent stands first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from kinbridge.desk.reading import desk
from kinbridge.exchange.county.load import county_as_loaded, load_county
from kinbridge.exchange.county.partners import STAFF
from kinbridge.exchange.county.place import ZONE, County

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=ZONE)
AT_WORK = [one["code"] for one in STAFF if "persona" in one and one["code"] != "ana"]


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_county(today=NOW.date(), at=NOW, families=40, say=lambda line: None)
        yield county_as_loaded()
        transaction.set_rollback(True)


@pytest.mark.parametrize("code", AT_WORK)
def test_everyone_at_work_has_something_to_do(county: County, code: str) -> None:
    assert not desk(by=county.viewer(code), at=county.at).empty


def test_the_caseworker_begins_with_the_first_contact_that_is_past_due(county: County) -> None:
    top = desk(by=county.viewer("maya"), at=county.at).families[0]
    assert top.family.name == "Dunmore family"
    assert top.first[0].deadline.rule == "SYS-CONTACT"
    assert top.first[0].deadline.due is not None
    assert top.first[0].deadline.due < county.today


def test_the_hospital_has_a_plan_to_finish_for_a_baby_born_yesterday(county: County) -> None:
    plans = desk(by=county.viewer("priya"), at=county.at).plans
    assert "Pelletier family" in {plan.family.name for plan in plans}
