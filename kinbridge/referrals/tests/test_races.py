"""Two connections at the same moment: the database decides, and whoever comes second is told in a plain sentence.

What the tests need is committed by threads of its own, so that both connections see it, and emptied once at the end:
emptying the database after each of them would take longer than all of them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import TypeVar

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from kinbridge.accounts.models import Role
from kinbridge.audit.chain import first_broken_link
from kinbridge.chart.models import Entry
from kinbridge.consents.actions import revoke
from kinbridge.consents.models import Consent, ConsentEvent
from kinbridge.consents.tests.county import NOON, County, made, works
from kinbridge.people.models import Involvement
from kinbridge.referrals import actions
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules import Status
from kinbridge.referrals.tests.test_actions import let_welfare_refer, sent

LATER = NOON + timedelta(hours=1)
LONG = 20
Act = Callable[[], object]
Result = TypeVar("Result")


pytestmark = pytest.mark.django_db


def committed(act: Callable[[], Result]) -> Result:
    """Done on a connection of its own."""

    def closing() -> Result:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(closing).result(LONG)


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    with django_db_blocker.unblock():
        yield committed(made)
        committed(lambda: call_command("flush", interactive=False, verbosity=0))


@pytest.fixture
def referral(county: County) -> Iterator[Referral]:
    """Sent under the one consent there is; afterwards that is taken back, so that the next test begins without."""
    referral = committed(lambda: sent(county))
    yield referral
    if not ConsentEvent.objects.filter(consent=referral.consent_id).exists():
        committed(takes_back(county, referral))


def takes_back(county: County, referral: Referral) -> Act:
    return lambda: revoke(consent=Consent.objects.get(pk=referral.consent_id), by=county.mother, at=LATER)


def one_in_front(first: Act, second: Act) -> object:
    """`first` has acted and not committed when `second` begins on another connection. What the second came to."""
    acted, waiting = Event(), Event()

    def holds() -> None:
        try:
            with transaction.atomic():
                first()
                acted.set()
                waiting.wait(LONG)
        finally:
            connection.close()

    def follows() -> object:
        try:
            acted.wait(LONG)
            return second()
        except actions.AlreadyAnswered as trouble:
            return str(trouble)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        held: Future[None] = pool.submit(holds)
        behind: Future[object] = pool.submit(follows)
        acted.wait(LONG)
        with pytest.raises(TimeoutError):
            behind.result(timeout=0.3)  # it waits for the row
        waiting.set()
        held.result(LONG)
        return behind.result(LONG)


def takes(county: County, referral: Referral, step: Status, *, by: object = None, reason: str = "") -> Act:
    who = by or county.nurse
    return lambda: actions.answer(referral_id=referral.pk, step=step, by=who, at=LATER, reason=reason)


def test_of_two_who_accept_at_once_one_wins_and_the_other_is_told_who(county: County, referral: Referral) -> None:
    other = committed(lambda: works("Lee Park", county.methadone, Role.COUNSELOR))
    said = one_in_front(takes(county, referral, Status.ACCEPTED), takes(county, referral, Status.ACCEPTED, by=other))
    assert said == "Nia Brooks got there first: it stands as “accepted”. Nothing of yours was written."
    assert referral.steps.filter(status=Status.ACCEPTED).count() == 1
    assert Involvement.objects.filter(program=county.methadone, person=county.ana).count() == 1
    facts = Entry.objects.filter(kind="referral_step", body__step="accepted", body__referral=referral.pk)
    assert facts.count() == 1
    assert first_broken_link(family_id=county.family.pk) is None


def test_a_consent_taken_back_while_the_program_accepts(county: County, referral: Referral) -> None:
    said = one_in_front(
        takes_back(county, referral),
        takes(county, referral, Status.ACCEPTED),
    )
    assert said == "The consent this referral was sent under no longer holds. Ask the person what they want now."
    referral.refresh_from_db()
    assert referral.status == Status.SENT


def test_a_program_that_accepted_first_is_not_undone_by_the_consent_taken_back_next(
    county: County, referral: Referral
) -> None:
    one_in_front(
        takes(county, referral, Status.ACCEPTED),
        takes_back(county, referral),
    )
    referral.refresh_from_db()
    assert referral.status == Status.ACCEPTED
    assert ConsentEvent.objects.filter(consent=referral.consent_id).exists()


def test_a_program_that_accepts_what_its_sender_takes_back_at_the_same_moment(
    county: County, referral: Referral
) -> None:
    said = one_in_front(
        takes(county, referral, Status.WITHDRAWN, by=county.worker), takes(county, referral, Status.ACCEPTED)
    )
    assert said == "This referral has moved on since you opened it; look at where it stands now."


def test_one_form_pressed_twice_is_sent_once(county: County) -> None:
    committed(lambda: let_welfare_refer(county))
    request = actions.Request(person=county.ana, to_program=county.methadone, service="Medication", press="p" * 64)
    sends: Act = lambda: actions.send(family=county.family, request=request, by=county.worker, at=NOON)  # noqa: E731
    late = one_in_front(sends, sends)
    assert late == Referral.objects.get(press="p" * 64)
    assert late.steps.filter(status=Status.SENT).count() == 1
