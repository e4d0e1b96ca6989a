"""The services table: filled from referrals, through the gate; every missing step has an owner."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils.timezone import localdate
from django.utils.translation import gettext, override

from kinbridge.consents.tests.county import NOON, County
from kinbridge.directory.models import Program, Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Pregnancy
from kinbridge.plans import actions, reading
from kinbridge.plans.models import Plan
from kinbridge.plans.pdf import as_pdf
from kinbridge.plans.rules import NEEDS, SERVES, Next, next_for_service
from kinbridge.plans.services_table import SAYS, ServiceRow
from kinbridge.referrals import actions as referrals
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules import NOT_SENT, REASONS, Status
from kinbridge.referrals.rules.needs import SERVICES
from kinbridge.referrals.suggesting import months_old

pytestmark = pytest.mark.django_db


def planned(county: County, midwife: Viewer, *, program: Program | None, need: str = "home visiting", **typed) -> Plan:
    plan = actions.start(family=county.family, parent=county.ana, pregnancy=None, by=midwife, at=NOON)
    line = actions.Line(
        person_id=county.ana.pk,
        need=need,
        service="Someone who comes by",
        owner="Mia Stone",
        program_id=str(program.pk) if program else None,
        **typed,
    )
    actions.write(version_id=plan.versions.get().pk, body={}, services=[line], by=midwife, at=NOON)
    return plan


def sent(county: County, *, to: Program) -> Referral:
    return Referral.objects.create(
        family=county.family,
        coalition=county.coalition,
        person=county.ana,
        from_program=county.clinic,
        to_program=to,
        status=Status.SENT,
        sent_at=NOON,
        answer_due_on=NOON.date() + timedelta(days=3),
    )


def row(plan: Plan, by: Viewer) -> ServiceRow:
    shown = reading.open_plan(plan=plan, by=by, at=NOON)
    assert shown is not None
    return shown.services[0]


def test_without_a_program_somebody_must_choose_one(county, midwife):
    found = row(planned(county, midwife, program=None), midwife)
    assert (found.next_step, found.owner) == ("Choose a program", "Mia Stone")


def test_a_need_of_the_plan_goes_into_the_search_with_what_is_known_of_the_person(county, midwife):
    """Ana is pregnant; Leo is a child, so his services have to be made for his age."""
    plan = planned(county, midwife, program=None, need="mental health")
    needed = {county.ana: ("mental health", "prenatal or postpartum care"), county.leo: ("early intervention",)}
    lines = [
        actions.Line(person_id=who.pk, need=need, service="x", owner="Mia Stone")
        for who, needs in needed.items()
        for need in needs
    ]
    actions.write(version_id=plan.versions.get().pk, body={}, services=lines, by=midwife, at=NOON)
    client = browser(midwife)
    page = client.get(f"/family/{county.family.key}/plans/{plan.pk}/").content.decode()
    ways = [unescape(way) for way in re.findall(r'href="(/family/[^"]+/refer/\?[^"]+)"', page)]
    assert [dict(parse_qsl(urlsplit(way).query)) for way in ways] == [
        {"kind": "mental_health", "person": str(county.ana.key)},
        {"kind": "prenatal_care", "person": str(county.ana.key)},
        {"kind": "early_intervention", "person": str(county.leo.key)},
    ]
    asked = [client.get(way).context["form"].needs() for way in ways]
    pregnant = Pregnancy.objects.filter(parent=county.ana, ended_on=None).exists()
    assert [(one.category, one.pregnant) for one in asked[:2]] == [
        ("mental_health", pregnant),
        ("prenatal_care" if pregnant else "postpartum_care", pregnant),
    ]
    assert asked[2].child_months == months_old(county.leo.birth_date, on=localdate())
    assert not asked[2].pregnant


def test_whoever_reads_their_own_plan_is_not_asked_to_refer(county, midwife):
    plan = planned(county, midwife, program=None)
    client = browser(county.mother)
    page = client.get(f"/family/{county.family.key}/plans/{plan.pk}/")
    assert "/refer/" not in page.content.decode()


def test_every_need_of_a_plan_asks_for_a_kind_of_service():
    assert set(SERVES) == set(NEEDS)
    assert {need for need, _kind in SERVES.values() if need} <= set(SERVICES)


def test_a_referral_fills_the_table_and_says_whose_turn_it_is(county, midwife):
    plan = planned(county, midwife, program=county.visiting)
    assert row(plan, midwife).next_step == "Send the referral"
    referral = sent(county, to=county.visiting)
    found = row(plan, county.mother)
    assert (found.referred_on, found.next_step) == (date(2026, 11, 20), "Answer the referral")
    assert found.owner == "Warm Start Home Visiting", "the program, until it has answered"
    referrals.answer(referral_id=referral.pk, step=Status.ACCEPTED, by=county.visitor, at=NOON)
    found = row(plan, county.mother)
    assert (found.accepted_on, found.next_step) == (date(2026, 11, 20), "Set the first visit")
    referrals.answer(referral_id=referral.pk, step=Status.FIRST_KEPT, by=county.visitor, at=NOON)
    found = row(plan, county.mother)
    assert (found.first_kept_on, found.next_step, found.owner) == (date(2026, 11, 20), "", "")


def test_what_the_family_says_it_has_needs_nobody_more(county, midwife):
    plan = planned(county, midwife, program=county.visiting)
    referral = sent(county, to=county.visiting)
    Referral.objects.filter(pk=referral.pk).update(received_on=NOON.date())
    found = row(plan, county.mother)
    assert (found.next_step, found.owner) == ("They have it, the family said", "")


def test_what_was_typed_gives_way_to_the_referral_on_file(county, midwife):
    plan = planned(county, midwife, program=county.visiting, referred_on=date(2026, 1, 1))
    assert row(plan, midwife).referred_on == date(2026, 1, 1)
    sent(county, to=county.visiting)
    assert row(plan, midwife).referred_on == date(2026, 11, 20)


def test_a_no_is_a_barrier_and_goes_back_to_the_owner(county, midwife):
    plan = planned(county, midwife, program=county.visiting)
    referral = sent(county, to=county.visiting)
    referrals.answer(referral_id=referral.pk, step=Status.DECLINED, reason="no_opening", by=county.visitor, at=NOON)
    found = row(plan, county.mother)
    assert (found.barrier, found.next_step, found.owner) == (
        "No opening now",
        "Choose another program",
        "Mia Stone",
    )


def test_what_a_treatment_program_answered_reads_as_sent_to_whoever_has_no_consent(county, midwife):
    plan = planned(county, midwife, program=county.methadone, need="treatment and recovery")
    referral = sent(county, to=county.methadone)
    before = row(plan, midwife)
    referrals.answer(referral_id=referral.pk, step=Status.DECLINED, reason="no_opening", by=county.nurse, at=NOON)
    assert row(plan, midwife) == before
    assert (before.next_step, before.barrier) == ("Answer the referral", "")
    assert row(plan, county.mother).barrier == "No opening now", "it is her own record"


def test_the_paper_says_the_same(county, midwife):
    plan = planned(county, midwife, program=county.visiting)
    sent(county, to=county.visiting)
    assert as_pdf(reading.open_plan(plan=plan, by=midwife, at=NOON)).startswith(b"%PDF-")


def test_every_status_of_a_referral_has_a_next_step_or_needs_none():
    waits = {status: next_for_service(status, program=True) for status in set(Status) - NOT_SENT}
    done = {status for status, step in waits.items() if step is Next.NOTHING}
    assert done == {Status.FIRST_KEPT, Status.ENGAGED, Status.COMPLETED, Status.CLOSED}


def test_every_next_step_and_every_reason_is_in_spanish():
    with override("en"):
        english = [str(words) for words in (*SAYS.values(), *REASONS.values()) if words]
    with override("es"):
        assert [words for words in english if gettext(words) == words] == []
