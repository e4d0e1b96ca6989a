"""A referral that nobody answers: its sender is told, then a supervisor; each once."""

from __future__ import annotations

import pytest

from kinbridge.accounts.models import Role, User
from kinbridge.consents.tests.county import made, works
from kinbridge.referrals.tests.test_loop import on_day, to_visiting
from kinbridge.reminders.actions import tell
from kinbridge.reminders.models import Notice

pytestmark = pytest.mark.django_db


def test_whoever_sent_it_is_told_and_three_days_later_a_supervisor() -> None:
    county = made()
    to_visiting(county)
    chief = works("Sam Ortiz", county.welfare, Role.SUPERVISOR)
    worker, supervisor = (User.objects.get(pk=one.user_id) for one in (county.worker, chief))
    assert tell(user=worker, at=on_day(6)).overdue == 1
    assert tell(user=supervisor, at=on_day(6)).unit == 0
    assert tell(user=supervisor, at=on_day(8)).unit == 1
    assert tell(user=worker, at=on_day(8)).any is False, "told once"
    assert list(Notice.objects.order_by("at").values_list("step", flat=True)) == ["T+0", "T+3"]
