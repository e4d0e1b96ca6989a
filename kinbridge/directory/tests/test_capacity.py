"""A program keeps its open places and its waiting list; nobody else sees who waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localtime, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.directory.actions import NotYours, state_capacity
from kinbridge.directory.capacity import actions
from kinbridge.directory.models import Capacity, NearlyFull, Program, Waiting
from kinbridge.directory.tests.browsing import browser
from kinbridge.directory.tests.partners import clinic, county, program, service, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def otp() -> Program:
    treatment = program(clinic(county()))
    joy = worker(treatment, Role.ADMINISTRATOR, "Ann Attest")
    treatment.regimes, treatment.attested_by_id, treatment.attested_on = ["part2"], joy.user_id, date(2026, 1, 1)
    treatment.save()
    service(treatment.organization, program=treatment)
    return treatment


def waits(otp: Program, code: str, *, hours: int, pregnant: bool = False, injects: bool = False) -> Waiting:
    return Waiting.objects.create(
        coalition=otp.organization.coalition,
        program=otp,
        code=code,
        asked_at=now() - timedelta(hours=hours),
        pregnant=pregnant,
        injects=injects,
    )


def list_of(otp: Program) -> str:
    return f"/services/programs/{otp.pk}/waiting/"


def test_the_list_is_in_the_federal_order_with_what_is_owed(otp: Program) -> None:
    waits(otp, "W-1", hours=900)
    waits(otp, "W-2", hours=30, injects=True)
    waits(otp, "W-3", hours=20, pregnant=True)
    waits(otp, "W-4", hours=50, pregnant=True, injects=True)
    page = browser(worker(otp)).get(list_of(otp)).content.decode()
    assert [
        code for _at, code in sorted((page.index(f"<h3>{code}"), code) for code in ("W-1", "W-2", "W-3", "W-4"))
    ] == [
        "W-4",
        "W-3",
        "W-2",
        "W-1",
    ]
    assert "48 hours after they asked; weekends count" in page
    assert "late" in page


def test_someone_is_put_on_the_list_under_a_code_and_never_a_name(otp: Program) -> None:
    joy = browser(worker(otp))
    asked = localtime().strftime("%Y-%m-%dT%H:%M")
    refused = joy.post(list_of(otp), {"code": "Mary Brown", "asked_at": asked})
    assert refused.status_code == 400
    assert "at least one digit" in refused.content.decode()
    assert joy.post(list_of(otp), {"code": "w-7", "asked_at": asked, "pregnant": "on"}).status_code == 302
    assert Waiting.objects.get().code == "W-7"
    twice = joy.post(list_of(otp), {"code": "W-7", "asked_at": asked})
    assert twice.status_code == 400
    assert "already" in twice.content.decode()
    assert Line.objects.filter(act="waiting.added").count() == 1
    assert "W-7" not in str(Line.objects.values_list("detail", "about"))


def test_interim_services_begin_and_the_wait_ends_once(otp: Program) -> None:
    held, joy = waits(otp, "W-1", hours=10, pregnant=True), worker(otp)
    client = browser(joy)
    client.post(f"/services/waiting/{held.pk}/interim/")
    held.refresh_from_db()
    assert held.interim_at is not None
    client.post(f"/services/waiting/{held.pk}/end/", {"how": "admitted"})
    again = client.post(f"/services/waiting/{held.pk}/end/", {"how": "lost"}, follow=True).content.decode()
    assert "This wait has ended" in again
    held.refresh_from_db()
    assert held.ended == "admitted"
    assert "Nobody waits." in again


def test_nobody_outside_the_program_sees_or_changes_who_waits(otp: Program) -> None:
    held = waits(otp, "W-1", hours=10)
    elsewhere = program(otp.organization, "Another program of the same clinic")
    for stranger in (worker(elsewhere), worker(elsewhere, Role.ADMINISTRATOR, "Ida Ames")):
        client = browser(stranger)
        answer = client.get(list_of(otp))
        assert answer.status_code == 403
        assert "W-1" not in answer.content.decode()
        for step in ("interim", "end"):
            assert client.post(f"/services/waiting/{held.pk}/{step}/", {"how": "lost"}).status_code == 404
        with pytest.raises(NotYours):
            actions.end_wait(waiting=held, how="lost", by=stranger, at=now())
    parent = browser(worker(otp, Role.PARENT, "Ana Rivera"))
    assert parent.get(list_of(otp)).status_code == 403
    assert parent.get("/services/ours/").status_code == 403


def test_at_ninety_percent_the_state_is_to_be_told_once_until_there_is_room_again(otp: Program) -> None:
    joy = worker(otp)
    state_capacity(of=otp, open_slots=2, total_slots=20, by=joy, at=now())
    state_capacity(of=otp, open_slots=1, total_slots=20, by=joy, at=now())
    assert NearlyFull.objects.filter(ended_at=None).count() == 1
    client = browser(joy)
    assert "Tell the State" in client.get(list_of(otp)).content.decode()
    told = client.post(list_of(otp) + "told/", follow=True).content.decode()
    assert "The State was told on" in told
    assert (
        "There is nothing to tell the State now." in client.post(list_of(otp) + "told/", follow=True).content.decode()
    )
    state_capacity(of=otp, open_slots=5, total_slots=20, by=joy, at=now())
    assert not NearlyFull.objects.filter(ended_at=None).exists()
    assert "Nearly full" not in client.get(list_of(otp)).content.decode()


def test_a_program_that_gives_no_treatment_owes_the_state_nothing() -> None:
    housing = program(clinic(county(), "Harbor Homes"), "Homes")
    state_capacity(of=housing, open_slots=0, total_slots=20, unit="home", by=worker(housing), at=now())
    assert not NearlyFull.objects.exists()


def test_one_tap_says_that_a_number_is_still_true_and_an_old_one_is_not_shown(otp: Program) -> None:
    joy = worker(otp)
    client = browser(joy)
    for days, said, unsaid in ((1, "3 open beds of 9", "Getting old"), (8, "Getting old: call first", "not known now")):
        state_capacity(of=otp, open_slots=3, total_slots=9, unit="bed", by=joy, at=now() - timedelta(days=days))
        page = client.get("/services/ours/").content.decode()
        assert said in page
        assert unsaid not in page
    Capacity.objects.update(stated_at=now() - timedelta(days=20))
    page = client.get("/services/ours/").content.decode()
    assert "not known now" in page
    assert "3 open beds" not in page
    held = Capacity.objects.current().get()
    page = client.post(f"/services/ours/{held.pk}/still-true/", follow=True).content.decode()
    assert "3 open beds of 9 for anyone, stated today." in page
    assert Capacity.objects.count() == 3
    assert Capacity.objects.current().get().unit == "bed"


def test_places_are_kept_by_their_own_people_only(otp: Program) -> None:
    held = state_capacity(of=otp, open_slots=3, by=worker(otp), at=now())
    other = worker(program(clinic(otp.organization.coalition, "Lake Clinic")), name="Kim Lake")
    assert browser(other).post(f"/services/ours/{held.pk}/still-true/").status_code == 403
    assert "Your program lists no service here" in browser(other).get("/services/ours/").content.decode()
