"""What the database itself refuses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from kinbridge.directory.models import Capacity, Coalition, Organization, Program, Service

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 15, tzinfo=UTC)


@pytest.fixture
def program() -> Program:
    county = Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")
    clinic = Organization.objects.create(coalition=county, name="Harbor Recovery")
    return Program.objects.create(organization=clinic, name="Opioid treatment program")


def test_two_current_statements_of_the_same_places_cannot_stand(program: Program) -> None:
    county = program.organization.coalition
    Capacity.objects.create(coalition=county, program=program, open_slots=2, stated_at=AT)
    with pytest.raises(IntegrityError, match="directory_one_current_capacity"):
        Capacity.objects.create(coalition=county, program=program, open_slots=0, stated_at=AT)


def test_more_places_open_than_there_are_is_refused(program: Program) -> None:
    with pytest.raises(IntegrityError, match="directory_open_within_total"):
        Capacity.objects.create(
            coalition=program.organization.coalition, program=program, open_slots=9, total_slots=8, stated_at=AT
        )


def test_places_belong_to_a_program_or_a_service_and_not_to_both(program: Program) -> None:
    county = program.organization.coalition
    service = Service.objects.create(coalition=county, organization=program.organization, name="Methadone")
    with pytest.raises(IntegrityError, match="directory_capacity_of_one"):
        Capacity.objects.create(coalition=county, program=program, service=service, open_slots=1, stated_at=AT)


def test_a_regime_without_a_name_behind_it_is_refused(program: Program) -> None:
    program.regimes = ["part2"]
    with pytest.raises(IntegrityError, match="directory_regimes_are_attested"):
        program.save()
