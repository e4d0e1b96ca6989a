"""An invented county's partners, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kinbridge.accounts.models import Role, User
from kinbridge.directory.models import (
    Coalition,
    Location,
    Membership,
    Organization,
    Program,
    Service,
    ServiceAtLocation,
    Viewer,
)

AT = datetime(2026, 3, 16, 12, tzinfo=UTC)


def county(name: str = "Harbor County", *, fips: str = "") -> Coalition:
    return Coalition.objects.create(name=name, state="OH", county=name.removesuffix(" County"), fips=fips)


def clinic(coalition: Coalition, name: str = "Harbor Recovery") -> Organization:
    return Organization.objects.create(coalition=coalition, name=name, kind="otp")


def program(organization: Organization, name: str = "Opioid treatment program") -> Program:
    return Program.objects.create(organization=organization, name=name)


def service(organization: Organization, name: str = "Medication treatment", **facts: Any) -> Service:
    return Service.objects.create(coalition=organization.coalition, organization=organization, name=name, **facts)


def place(of: Service, latitude: float = 40.0, longitude: float = -83.0, **facts: Any) -> Location:
    where = Location.objects.create(
        coalition_id=of.coalition_id,
        organization=of.organization,
        latitude=latitude,
        longitude=longitude,
        **facts,
    )
    ServiceAtLocation.objects.create(coalition_id=of.coalition_id, service=of, location=where)
    return where


def worker(at: Program, role: Role = Role.COUNSELOR, name: str = "Joy Ortiz") -> Viewer:
    given, family = name.split()
    email = f"{given}.{family}.{role}@{at.pk}.example".lower()
    user = User.objects.create(username=email[:150], email=email, first_name=given, last_name=family)
    return Membership.objects.create(user=user, program=at, role=role, since=AT.date()).viewer()
