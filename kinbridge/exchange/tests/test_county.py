"""The invented county in the database: invented through and through, whole, and with work to do for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from kinbridge.accounts.models import Persona, User
from kinbridge.audit.chain import first_broken_link
from kinbridge.audit.models import Head
from kinbridge.chart.models import Entry, Label
from kinbridge.consents.models import Consent, ConsentEvent, Notice
from kinbridge.consents.rules import State, faults, state
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Organization, Phone, Program, Service
from kinbridge.disclosure.asking import to_answer
from kinbridge.exchange.county.bulk import write_bulk
from kinbridge.exchange.county.draw import surnames
from kinbridge.exchange.county.load import county_as_loaded, families_loaded, load_county
from kinbridge.exchange.county.place import SEED, ZONE, County
from kinbridge.people.models import Custody, Family, Person, Pregnancy, SafeContact
from kinbridge.plans.models import Plan
from kinbridge.referrals.models import Referral
from kinbridge.teams.models import Meeting

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=ZONE)
NAMES = surnames(SEED)


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    """A county of 60 families, undone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_county(today=TODAY, at=NOW, families=60, say=lambda line: None)
        yield county_as_loaded()
        transaction.set_rollback(True)


def test_the_county_has_its_partners_and_families(county: County) -> None:
    assert Organization.objects.count() == 24 + 1, "and a pantry that belongs to no coalition"
    assert Program.objects.count() == 60 + 1
    assert families_loaded() == 60
    assert Persona.objects.count() == 16
    assert Service.objects.count() > 30
    assert {"mother", "father", "infant", "child"} <= set(Person.objects.values_list("relation", flat=True))


def test_a_program_without_a_settled_law_recorded_nothing(county: County) -> None:
    assert not Label.objects.filter(program=county.programs["recovery_home"]).exists()
    assert not Label.objects.exclude(program__attested_on__lte=TODAY).exists()


def test_nobody_can_sign_in_with_a_password(county: County) -> None:
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_nobody_here_could_be_real(county: County) -> None:
    """Telephone numbers kept for fiction, mail that cannot arrive, nothing shaped like a social security number."""
    calls = SafeContact.objects.filter(channel__in=["call", "text"]).values_list("value", flat=True)
    numbers = [*Phone.objects.values_list("number", flat=True), *calls]
    assert len(numbers) > 30
    assert all(re.search(r"555-01\d\d$", number) for number in numbers)
    assert all(mail.endswith("@alder.example") for mail in User.objects.values_list("email", flat=True))
    texts = [*map(str, Entry.objects.values_list("body", flat=True)), *Consent.objects.values_list("text", flat=True)]
    assert not any(re.search(r"\b\d{3}-\d{2}-\d{4}\b", text) for text in texts)


def test_the_mother_has_a_plan_and_consents_of_her_own(county: County) -> None:
    ana = Person.objects.get(account__email="ana@alder.example")
    assert Plan.objects.filter(parent=ana).exists()
    assert Consent.objects.filter(person=ana).count() >= 4


def test_the_treatment_program_has_a_referral_to_answer(county: County) -> None:
    waiting = Referral.objects.to_viewer(county.viewer("luis")).waiting()
    assert [one.family.name for one in waiting] == ["Nguyen-Hart family"]


def test_a_baby_was_born_yesterday_and_the_plan_is_not_finished(county: County) -> None:
    plan = Plan.objects.get(family__name="Pelletier family")
    assert plan.versions.get().answer == ""
    assert Person.objects.get(family=plan.family, carried_in__isnull=False).birth_date == county.day(-1)


def test_the_team_meets_this_week(county: County) -> None:
    coming = Meeting.objects.filter(closed_at=None).earliest("at")
    assert 0 <= (day_of(coming.at) - TODAY).days < 7
    assert Meeting.objects.exclude(closed_at=None).count() == 3


def test_a_dyad_is_one_family_before_and_after_the_birth(county: County) -> None:
    assert Pregnancy.objects.filter(outcome="birth", infants=None).count() == 0
    twins = Person.objects.filter(family__name="Abbott family", carried_in__isnull=False)
    assert twins.values("carried_in").distinct().count() == 1
    assert twins.count() == 2


def test_consents_on_file_stand_in_every_state(county: County) -> None:
    papers = Consent.objects.all().facts()
    assert {State.IN_FORCE, State.EXPIRED, State.WITHDRAWN, State.SUPERSEDED, State.ENTERED_IN_ERROR} <= {
        state(paper, on=TODAY) for paper in papers
    }
    assert any(faults(paper, on=TODAY) and state(paper, on=TODAY) is State.IN_FORCE for paper in papers), "defective"
    assert ConsentEvent.objects.filter(kind="revoked", by__email="ana@alder.example").exists()


def test_every_chain_of_the_audit_is_whole(county: County) -> None:
    chains = list(Head.objects.values_list("family_id", flat=True))
    assert len(chains) >= 60
    assert [chain for chain in chains if first_broken_link(family_id=chain) is not None] == []


def test_corrections_stand_beside_what_they_correct(county: County) -> None:
    newer = Entry.objects.filter(supersedes__isnull=False).select_related("supersedes")
    assert newer.count() > 3
    for entry in newer:
        assert entry.label_id == entry.supersedes.label_id  # type: ignore[union-attr]
        assert entry.recorded_at > entry.supersedes.recorded_at  # type: ignore[union-attr]


def test_children_in_care_are_in_the_agencys_custody(county: County) -> None:
    removed = Entry.objects.filter(kind="removal").values_list("label__subject", flat=True)
    held = Custody.objects.filter(agency=county.programs["ongoing"]).values_list("child", flat=True)
    assert set(removed) <= set(held)


def test_bulk_families_are_whole_and_repeat(county: County) -> None:
    with transaction.atomic():
        facts = write_bulk(county, range(1001, 1041), names=NAMES)
        keys = sorted(Family.objects.order_by("-pk").values_list("key", flat=True)[:40])
        assert facts == Entry.objects.filter(family__key__in=keys).count()
        assert 10 <= facts / 40 <= 40
        assert not Entry.objects.filter(recorded_at__gt=NOW).exists()
        transaction.set_rollback(True)
    with transaction.atomic():
        write_bulk(county, range(1001, 1041), names=NAMES)
        assert keys == sorted(Family.objects.order_by("-pk").values_list("key", flat=True)[:40])
        transaction.set_rollback(True)


def test_a_second_run_changes_nothing(county: County) -> None:
    before = Entry.objects.count(), Family.objects.count()
    said = StringIO()
    call_command("demo", "--families", "60", stdout=said)
    assert "loaded already" in said.getvalue()
    assert (Entry.objects.count(), Family.objects.count()) == before


def test_the_list_says_who_to_sign_in_as(county: County) -> None:
    said = StringIO()
    call_command("demo", "--list", stdout=said)
    lines = [line for line in said.getvalue().splitlines() if re.match(r"\s+\d+\. ", line)]
    assert len(lines) == 16
    assert "Maya Thornton, Child welfare caseworker" in lines[0]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [("--families=ten", "whole number"), ("--families=0", "from 12"), ("--today=soon", "year-month-day")],
)
def test_a_wrong_option_is_explained(wrong: str, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("demo", wrong)


def test_a_consent_taken_back_waits_to_be_read_and_two_programs_ask_for_one(county: County) -> None:
    """The agency that had read something is told; the coach asks Ana and her counselor, the nurse asks who leads."""
    assert [notice.program for notice in Notice.objects.unread()][:1] == [county.programs["assessment"]]
    ana = next(viewer for viewer in county.staff["ana"])
    own = replace(ana, person_id=Person.objects.get(account=ana.worker).pk)
    assert {one.asked_by.first_name for one in to_answer(own, at=NOW)} == {"Tasha", "Carol"}
    assert [one.asked_by.first_name for one in to_answer(county.viewer("luis"), at=NOW)] == ["Tasha"]
    assert [one.asked_by.first_name for one in to_answer(county.viewer("maya"), at=NOW)] == ["Carol"]
