"""Around a referral: no answer, a warm handoff, the lead, referring on, what else fits, and what the family has."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry
from kinbridge.consents.tests.county import NOON, County, program, signed, works
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime
from kinbridge.directory.models import Program, Service
from kinbridge.people.models import Involvement
from kinbridge.referrals import actions
from kinbridge.referrals.models import Referral
from kinbridge.referrals.opened import around, open_referral
from kinbridge.referrals.rules import Status
from kinbridge.referrals.silence import silent
from kinbridge.referrals.tests.test_actions import answered, let_program_answer, sent

pytestmark = pytest.mark.django_db


def agreed(county: County, shares: Program, receives: Program) -> None:
    """Ana lets one program tell another what it needs to work together."""
    signed(
        county,
        shares=(f"program:{shares.pk}",),
        receives=(f"program:{receives.pk}",),
        categories=(Category.SOCIAL_NEEDS, Category.SUD_ATTENDANCE),
        purposes=(Purpose.CARE_COORDINATION, Purpose.CASE_PLANNING),
    )


def to_visiting(county: County, **more: object) -> Referral:
    agreed(county, county.welfare, county.visiting)
    agreed(county, county.visiting, county.welfare)
    request = actions.Request(person=county.ana, to_program=county.visiting, service="Home visits", **more)
    return actions.send(family=county.family, request=request, by=county.worker, at=NOON)


def on_day(days: int) -> datetime:
    return NOON + timedelta(days=days)


# ── no answer ────────────────────────────────────────────────────────────────


def test_silence_comes_to_the_sender_s_desk_the_day_after_the_answer_was_due(county):
    referral = to_visiting(county)
    chief = works("Sam Ortiz", county.welfare, Role.SUPERVISOR)
    assert silent(by=county.worker, at=on_day(5)) == (), "due on Wednesday the 25th, and that day is not over"
    [late], [seen] = (silent(by=one, at=on_day(6)) for one in (county.worker, chief))
    assert (late.card.referral, late.mine, seen.mine) == (referral, True, False)


def test_an_answer_ends_it(county):
    referral = to_visiting(county)
    actions.answer(referral_id=referral.pk, step=Status.ACCEPTED, by=county.visitor, at=on_day(1))
    assert silent(by=county.worker, at=on_day(6)) == ()


@pytest.mark.parametrize("step", [None, Status.ACCEPTED, Status.RECEIVED])
def test_of_a_program_that_may_not_tell_nothing_is_called_unanswered(county, step):
    """A list of who has not answered would tell who has."""
    referral = sent(county)
    if step is not None:
        answered(county, referral, step)
    assert silent(by=county.worker, at=on_day(6)) == ()


# ── handed over together ─────────────────────────────────────────────────────


def met(other: str, **more: object) -> actions.Meeting:
    said: dict[str, object] = {"made_at": NOON + timedelta(hours=2), "how": "call", "other": other}
    return actions.Meeting(**{**said, "family_there": True, **more})


def test_a_handoff_is_made_when_both_sides_say_so(county):
    referral = to_visiting(county)
    actions.answer(referral_id=referral.pk, step=Status.ACCEPTED, by=county.visitor, at=NOON)
    actions.hand_over(referral_id=referral.pk, meeting=met("Vic Lane"), by=county.worker, at=on_day(1))
    card = open_referral(referral_id=referral.pk, by=county.visitor, at=on_day(1))
    assert not around(card, by=county.visitor, at=on_day(1)).agreed
    actions.hand_over(referral_id=referral.pk, meeting=met("Dana Cole"), by=county.visitor, at=on_day(1))
    shown = around(card, by=county.visitor, at=on_day(1))
    assert [(str(word.by), word.other, word.family_there) for word in shown.handoffs] == [
        ("Dana Cole", "Vic Lane", True),
        ("Vic Lane", "Dana Cole", True),
    ]
    assert shown.agreed
    assert Entry.objects.filter(kind="handoff").count() == 2
    with pytest.raises(actions.AlreadyAnswered):
        actions.hand_over(referral_id=referral.pk, meeting=met("Dana Cole"), by=county.visitor, at=on_day(1))


def test_what_a_treatment_program_says_of_a_handoff_is_its_answer(county):
    referral = sent(county)
    answered(county, referral, Status.ACCEPTED)
    actions.hand_over(referral_id=referral.pk, meeting=met("Dana Cole"), by=county.nurse, at=on_day(1))
    card = open_referral(referral_id=referral.pk, by=county.worker, at=on_day(1))
    assert around(card, by=county.worker, at=on_day(1)).handoffs == ()
    let_program_answer(county)
    card = open_referral(referral_id=referral.pk, by=county.worker, at=on_day(1))
    assert len(around(card, by=county.worker, at=on_day(1)).handoffs) == 1


@pytest.mark.parametrize("told", [True, False])
def test_the_lead_passes_when_both_say_so_and_never_where_that_would_tell_of_treatment(county, told):
    referral = sent(county)
    Involvement.objects.filter(program=county.welfare).update(lead=True)
    answered(county, referral, Status.ACCEPTED)
    if told:
        let_program_answer(county)
    for by, other in ((county.worker, "Nia Brooks"), (county.nurse, "Dana Cole")):
        actions.hand_over(referral_id=referral.pk, meeting=met(other, lead=True), by=by, at=on_day(1))
    leads = set(Involvement.objects.filter(lead=True).values_list("program__name", flat=True))
    assert leads == ({"River Methadone"} if told else {"County Child Welfare"})
    assert Line.objects.filter(act="referral.lead_passed").exists() is told


# ── onward ───────────────────────────────────────────────────────────────────


def test_who_refers_on_needs_a_consent_of_its_own(county):
    referral = to_visiting(county)
    pantry = program(county.coalition, "Pantry", OrganizationKind.COMMUNITY, Regime.COMMUNITY)
    works("Pat Moss", pantry, Role.NAVIGATOR)
    request = actions.Request(person=county.ana, to_program=pantry, service="Food", onward_of=referral)
    with pytest.raises(actions.NotPermitted):
        actions.send(family=county.family, request=request, by=county.visitor, at=NOON)
    agreed(county, county.visiting, pantry)
    onward = actions.send(family=county.family, request=request, by=county.visitor, at=NOON)
    card = open_referral(referral_id=referral.pk, by=county.visitor, at=NOON)
    assert around(card, by=county.visitor, at=NOON).onward == (onward,)
    first = open_referral(referral_id=referral.pk, by=county.worker, at=NOON)
    assert around(first, by=county.worker, at=NOON).onward == (), "that is between the two of them"


def test_only_the_program_that_received_it_refers_on_and_only_the_same_person(county):
    referral = to_visiting(county)
    for by, person in ((county.worker, county.ana), (county.visitor, county.leo)):
        request = actions.Request(person=person, to_program=county.clinic, service="Care", onward_of=referral)
        with pytest.raises(ValueError, match="the same person"):
            actions.draft(family=county.family, request=request, by=by, at=NOON)


def test_after_a_decline_the_next_program_of_the_kind_is_named_and_not_the_one_that_was_asked(county):
    other = program(county.coalition, "Second Home Visiting", OrganizationKind.HOME_VISITING, Regime.COMMUNITY)
    for offers in (county.visiting, other):
        Service.objects.create(
            coalition=county.coalition,
            organization=offers.organization,
            program=offers,
            name=offers.name,
            category="home_visiting",
            status=Service.Status.ACTIVE,
            counties=["Bluewater"],
        )
    referral = to_visiting(county)
    actions.answer(referral_id=referral.pk, step=Status.DECLINED, reason="no_opening", by=county.visitor, at=on_day(1))
    card = open_referral(referral_id=referral.pk, by=county.worker, at=on_day(1))
    suggested = around(card, by=county.worker, at=on_day(1)).suggested
    assert [one.service.program for one in suggested] == [other]


# ── what the family has ──────────────────────────────────────────────────────


def test_a_need_is_referred_when_sent_and_met_when_the_family_says_so(county):
    referral = to_visiting(county, needs=("food",))
    actions.confirm_received(referral_id=referral.pk, on=NOON.date(), by=county.worker, at=on_day(2))
    needs = Entry.objects.filter(kind="need").order_by("pk")
    assert [fact.body for fact in needs] == [{"need": "food", "step": "referred"}, {"need": "food", "step": "met"}]
    with pytest.raises(actions.AlreadyAnswered):
        actions.confirm_received(referral_id=referral.pk, on=NOON.date(), by=county.worker, at=on_day(2))
    with pytest.raises(actions.AlreadyAnswered):
        actions.confirm_received(referral_id=referral.pk, on=NOON.date(), by=county.visitor, at=on_day(2))
