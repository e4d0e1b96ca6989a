"""A mother finds a meeting she can go to: on which day, where or online, in her language, with child care."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from kinbridge.directory.models import Attribute, Location, Organization, Schedule, Service, Taxonomy, TaxonomyTerm
from kinbridge.directory.tests import partners as make
from kinbridge.kit.meetings import Asked, meetings

pytestmark = pytest.mark.django_db
MONDAY, THURSDAY = 0, 3


@pytest.fixture
def center() -> Organization:
    """Morning circle thrice a week with child care; a Spanish meeting by video; one that wrote its times in words."""
    center = make.clinic(make.county(), "Turning Center")
    morning = meeting(center, "Morning circle", "MO,WE,FR", "09:00")
    says(morning, "child_care", "yes")
    says(morning, "medication", "no")
    evening = meeting(center, "Nuevo Día", "TH", "20:00", language_codes=["es"])
    make.place(evening, 40.0, -83.0)
    Location.objects.update(location_type=Location.Kind.VIRTUAL)
    Schedule.objects.create(
        coalition=center.coalition, service=meeting(center, "New moon", "", ""), description="At each new moon"
    )
    meeting(center, "Long ended", "MO", "10:00", status="defunct")
    return center


def meeting(center: Organization, name: str, days: str, begins: str, **facts: object) -> Service:
    service = make.service(center, name, category="recovery_meeting", **{"language_codes": ["en"], **facts})
    if days:
        Schedule.objects.create(coalition=center.coalition, service=service, byday=days, opens_at=begins)
    return service


def says(service: Service, what: str, value: str) -> None:
    taxonomy, _ = Taxonomy.objects.get_or_create(coalition=service.coalition, name="Kinbridge")
    term = TaxonomyTerm.objects.create(
        coalition=service.coalition,
        code=f"meeting:{what}",
        name=what,
        taxonomy="Kinbridge",
        taxonomy_detail=taxonomy,
    )
    key: UUID = service.pk
    Attribute.objects.create(
        coalition=service.coalition, link_id=key, link_entity="service", taxonomy_term=term, value=value
    )


def names(center: Organization, **asked: object) -> list[str]:
    return [one.service.name for one in meetings(Asked(**asked), coalition=center.coalition, today=THURSDAY)]


def test_the_week_begins_today_and_what_has_no_day_comes_last(center: Organization) -> None:
    assert names(center) == ["Nuevo Día", "Morning circle", "Morning circle", "Morning circle", "New moon"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"day": MONDAY}, ["Morning circle"]),
        ({"language": "es"}, ["Nuevo Día"]),
        ({"online": True}, ["Nuevo Día"]),
        ({"child_care": True, "day": MONDAY}, ["Morning circle"]),
        ({"medication": True}, []),
    ],
)
def test_only_what_fits_is_shown(center: Organization, asked: dict[str, object], found: list[str]) -> None:
    assert names(center, **asked) == found


def test_anyone_may_look_in_either_language(center: Organization) -> None:
    page = Client().get("/kit/meetings/").content.decode()
    assert "Morning circle" in page
    assert "At each new moon" in page
    assert "Long ended" not in page
    spanish = Client(headers={"accept-language": "es"}).get("/kit/meetings/?language=es").content.decode()
    assert "Reuniones de recuperación" in spanish
    assert "Morning circle" not in spanish


def test_a_day_that_is_none_shows_everything_and_says_so(center: Organization) -> None:
    answer = Client().get("/kit/meetings/?day=9")
    assert answer.status_code == 400
    assert "Morning circle" in answer.content.decode()
