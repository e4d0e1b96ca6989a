"""The county of these tests: a report two days old, its worker, and her supervisor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from kinbridge.accounts.models import Role, User
from kinbridge.chart.actions import record_entry
from kinbridge.consents.tests.county import County, made, works
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Involvement

REPORTED = datetime(2026, 11, 16, 15, tzinfo=UTC)
MORNING = datetime(2026, 11, 17, 15, tzinfo=UTC)  # ten in the morning in Ohio; the first contact is due on the 19th


@dataclass
class Unit:
    county: County
    worker: User
    supervisor: User


def unit() -> Unit:
    county = made()
    chief = works("Sam Ortiz", county.welfare, Role.SUPERVISOR)
    Involvement.objects.filter(program=county.welfare).update(worker=county.worker.user_id)
    happened: tuple[tuple[str, dict[str, object]], ...] = (
        ("report", {"track": "assessment", "priority": "72_hours"}),
        ("milestone", {"what": "investigation_completed"}),  # so that the first contact is all that is due
    )
    for kind, body in happened:
        record_entry(
            family=county.family,
            subject=county.leo,
            kind=kind,
            body=body,
            occurred_at=REPORTED,
            by=county.worker,
            at=REPORTED,
        )
    return Unit(county, account(county.worker), account(chief))


def account(viewer: Viewer) -> User:
    return User.objects.get(pk=viewer.user_id)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def told() -> Unit:
    return unit()
