from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import ProgrammingError, connection, transaction

from kinbridge.audit.actions import record
from kinbridge.audit.chain import first_broken_link
from kinbridge.audit.models import Line

AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
ANA = SimpleNamespace(user_id=7, organization_id=None)
pytestmark = pytest.mark.django_db


def test_each_line_of_a_family_follows_the_one_before():
    first = record("chart.seen", by=ANA, at=AT, family_id=3, because="case_planning")
    record("chart.seen", by=ANA, at=AT, family_id=4)
    second = record("consent.signed", by=ANA, at=AT, family_id=3, citations=["42 CFR 2.31"])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.position, second.position) == (1, 2)
    assert second.previous == first.digest
    assert first_broken_link(family_id=3) is None


@pytest.mark.parametrize("sql", ["UPDATE audit_line SET act = 'x'", "DELETE FROM audit_line"])
def test_the_database_refuses_to_change_a_line(sql):
    record("chart.seen", by=ANA, at=AT, family_id=3)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_line_changed_behind_the_triggers_back_is_named():
    for _ in range(3):
        record("chart.seen", by=ANA, at=AT, family_id=3)
    connection.cursor().execute("ALTER TABLE audit_line DISABLE TRIGGER USER")
    connection.cursor().execute("UPDATE audit_line SET act = 'chart.forgotten' WHERE family_id = 3 AND position = 2")
    assert first_broken_link(family_id=3) == 2
    connection.cursor().execute("DELETE FROM audit_line WHERE family_id = 3 AND position = 3")
    connection.cursor().execute("UPDATE audit_line SET act = 'chart.seen' WHERE family_id = 3 AND position = 2")
    assert first_broken_link(family_id=3) == 3


def test_a_line_is_never_written_outside_the_act_it_tells_of(transactional_db):
    with pytest.raises(transaction.TransactionManagementError, match="inside the transaction"):
        record("chart.seen", by=ANA, at=AT)
    assert not Line.objects.exists()
