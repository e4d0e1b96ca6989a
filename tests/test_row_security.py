"""Row security, the second line: what the web server's own role can see with and without a coalition set."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from kinbridge.consents.tests.county import County, made
from kinbridge.people.models import Family
from kinbridge.people.rows import FamilyRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return made()


def as_web_server(coalition: object) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kinbridge_app")
        cursor.execute("SELECT set_config('kinbridge.coalition', %s, true)", [str(coalition)])
        cursor.execute("SELECT id FROM people_family")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("RESET ROLE")
    return found


def test_the_web_server_sees_its_coalition_s_families_and_no_others(county):
    assert as_web_server(county.coalition.pk) == [county.family.pk]
    assert as_web_server(county.coalition.pk + 1) == []


def test_with_nothing_set_nothing_is_seen(county):
    assert as_web_server("") == []


def test_every_table_about_a_family_is_guarded():
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, FamilyRow)]
    tables.append(Family._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        guarded = {row[0] for row in cursor.fetchall()}
    assert sorted(set(tables) - guarded) == []
