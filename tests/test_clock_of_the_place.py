"""A day is a day of the coalition whose family it is, wherever the server stands."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.timezone import get_current_timezone_name

from kinbridge.accounts.models import User
from kinbridge.consents import actions
from kinbridge.consents.models import papers_on_file
from kinbridge.consents.rules import State, state
from kinbridge.consents.tests.county import County, made, signed
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Coalition
from kinbridge.people.rows import work_in
from kinbridge.reminders.models import Channels
from kinbridge.reminders.running import run
from kinbridge.web.requests import ViewerMiddleware

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
"""Half past midnight of the 21st in New York, where the server stands; still the 20th further west."""
WEST = ("America/Anchorage", "America/Chicago")


@pytest.fixture(params=WEST)
def west(request: pytest.FixtureRequest) -> County:
    county = made()
    county.coalition.timezone = request.param
    county.coalition.save()
    return county


def test_a_consent_is_signed_ends_and_is_taken_back_on_the_coalitions_day(west: County) -> None:
    assert day_of(EVENING) == date(2026, 11, 21)
    with work_in(west.coalition):
        consent = signed(west, at=EVENING, expires_on=date(2026, 11, 21))
        [paper] = papers_on_file(family=west.family.pk)
        assert (consent.signed_on, state(paper, on=day_of(EVENING))) == (date(2026, 11, 20), State.IN_FORCE)
        assert actions.revoke(consent=consent, by=west.mother, at=EVENING).day == date(2026, 11, 20)
    assert state(paper, on=day_of(EVENING)) is State.EXPIRED


def test_a_request_runs_by_the_clock_of_whoever_asks_and_the_next_by_its_own(west: County) -> None:
    worker = User.objects.get(pk=west.worker.user_id)
    assert asked(user=worker) == west.coalition.timezone
    assert asked(user=None) == get_current_timezone_name() == "America/New_York"


def asked(*, user: User | None) -> str:
    """The zone in which the view of this request runs."""
    request: HttpRequest = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    return ViewerMiddleware(lambda _: HttpResponse(get_current_timezone_name()))(request).content.decode()


def test_quiet_hours_are_those_of_the_place_where_someone_works(west: County) -> None:
    worker = User.objects.get(pk=west.worker.user_id)
    Channels.objects.create(user=worker, quiet_since="00:00", quiet_until="01:00")
    assert run(at=EVENING, users=[worker]).people == 1
    west.coalition.timezone = "America/New_York"
    west.coalition.save()
    assert run(at=EVENING, users=[worker]).quiet == 1


def test_within_another_coalition_the_first_holds_again_afterwards() -> None:
    here, there = (
        made().coalition,
        Coalition.objects.create(name="Kodiak", state="AK", county="Kodiak", timezone=WEST[0]),
    )
    with work_in(here):
        with work_in(there):
            assert shown() == (str(there.pk), WEST[0])
        assert shown() == (str(here.pk), "America/New_York")
        with suppress(ZeroDivisionError), work_in(there):
            raise ZeroDivisionError
        assert shown() == (str(here.pk), "America/New_York")


def test_within_nobodys_transaction_nobodys_rows_are_shown_again_afterwards() -> None:
    with work_in(None):
        with work_in(made().coalition):
            assert shown()[0]
        assert shown()[0] == ""


def shown() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('kinbridge.coalition', true)")
        return cursor.fetchone()[0], get_current_timezone_name()
