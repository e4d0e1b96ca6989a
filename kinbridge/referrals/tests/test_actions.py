from __future__ import annotations

from datetime import date, timedelta

import pytest

from kinbridge.accounts.models import Role
from kinbridge.chart.models import Entry
from kinbridge.clocks.models import LocalValue
from kinbridge.consents.actions import revoke
from kinbridge.consents.models import Consent
from kinbridge.consents.tests.county import NOON, County, signed, works
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.people.models import Family, Involvement
from kinbridge.referrals import actions, reading
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.opened import open_referral
from kinbridge.referrals.rules import Status

pytestmark = pytest.mark.django_db


def let_welfare_refer(county: County) -> None:
    """Ana lets child welfare tell the methadone program what it needs to coordinate her care."""
    signed(
        county,
        shares=(f"program:{county.welfare.pk}",),
        receives=(f"program:{county.methadone.pk}",),
        categories=(Category.SOCIAL_NEEDS,),
        purposes=(Purpose.CARE_COORDINATION,),
    )


def let_program_answer(county: County) -> None:
    signed(county, purposes=(Purpose.CASE_PLANNING, Purpose.CARE_COORDINATION))


def sent(county: County) -> Referral:
    let_welfare_refer(county)
    request = actions.Request(person=county.ana, to_program=county.methadone, service="Medication", message="Pregnant")
    return actions.send(family=county.family, request=request, by=county.worker, at=NOON)


def answered(county: County, referral: Referral, step: Status, **more: object) -> Referral:
    return actions.answer(referral_id=referral.pk, step=step, by=county.nurse, at=NOON + timedelta(hours=1), **more)


def test_without_her_consent_nothing_is_sent_and_the_refusal_says_what_would_open_it(county):
    request = actions.Request(person=county.ana, to_program=county.methadone, service="Medication")
    with pytest.raises(actions.NotPermitted) as refusal:
        actions.send(family=county.family, request=request, by=county.worker, at=NOON)
    assert refusal.value.decision.would_open
    assert not Referral.objects.exists()


def test_a_clinic_may_refer_to_a_provider_as_treatment_and_a_treatment_program_may_not_without_consent(county):
    """45 CFR 164.506(c) lets a provider refer; 42 CFR part 2 asks for consent before a program does."""
    midwife = works("Mia Stone", county.clinic, Role.CLINICIAN)
    request = actions.Request(person=county.ana, to_program=county.methadone, service="Medication")
    sent = actions.send(family=county.family, request=request, by=midwife, at=NOON)
    assert sent.status == Status.SENT
    back = actions.Request(person=county.ana, to_program=county.clinic, service="Prenatal care")
    with pytest.raises(actions.NotPermitted):
        actions.send(family=county.family, request=back, by=county.nurse, at=NOON)


def test_a_sent_referral_is_in_the_program_s_inbox_with_a_day_for_the_answer(county):
    referral = sent(county)
    [card] = reading.inbox(by=county.nurse, at=NOON).waiting
    assert card.referral == referral
    assert (referral.agreed_on, referral.answer_due_on) == (date(2026, 11, 20), date(2026, 11, 25)), "3 working days"
    assert referral.consent_id is not None


def test_the_sender_does_not_learn_the_answer_without_consent(county):
    referral = sent(county)
    before = open_referral(referral_id=referral.pk, by=county.worker, at=NOON)
    answered(county, referral, Status.ACCEPTED)
    after = open_referral(referral_id=referral.pk, by=county.worker, at=NOON)
    assert after.words == before.words == "Sent, waiting for an answer"
    assert after.sealed
    assert [step.status for step in after.steps] == ["checked", "sent"]


def test_with_her_consent_the_answer_flows_back(county):
    referral = sent(county)
    let_program_answer(county)
    answered(county, referral, Status.ACCEPTED)
    card = open_referral(referral_id=referral.pk, by=county.worker, at=NOON)
    assert card.words == "Accepted"
    assert "part2_notice" in card.answer.obligations


def test_a_program_that_accepts_may_open_the_family_and_treats_her(county):
    referral = sent(county)
    Involvement.objects.filter(program=county.methadone).delete()
    answered(county, referral, Status.ACCEPTED)
    assert Family.objects.seen_by(county.nurse, on=NOON.date()).exists()
    assert Involvement.objects.get(program=county.methadone).person == county.ana


def test_the_second_of_two_who_answer_is_told_and_changes_nothing(county):
    referral = sent(county)
    answered(county, referral, Status.ACCEPTED)
    with pytest.raises(actions.AlreadyAnswered, match="stands as “accepted”"):
        answered(county, referral, Status.DECLINED, reason="no_opening")
    referral.refresh_from_db()
    assert referral.status == Status.ACCEPTED


def test_a_decline_needs_its_reason(county):
    referral = sent(county)
    with pytest.raises(ValueError, match="reason"):
        answered(county, referral, Status.DECLINED)


def test_a_stranger_program_cannot_see_or_answer(county):
    referral = sent(county)
    assert open_referral(referral_id=referral.pk, by=county.visitor, at=NOON) is None
    with pytest.raises(actions.NotYours):
        actions.answer(referral_id=referral.pk, step=Status.ACCEPTED, by=county.visitor, at=NOON)


def test_every_step_is_kept_and_is_a_fact_under_the_acting_program_s_law(county):
    referral = sent(county)
    answered(county, referral, Status.ACCEPTED)
    answered(county, referral, Status.SCHEDULED, appointment_at=NOON + timedelta(days=2))
    answered(county, referral, Status.FIRST_KEPT)
    steps = [step.status for step in Step.objects.order_by("pk")]
    assert steps == ["checked", "sent", "accepted", "scheduled", "first_kept"]
    facts = Entry.objects.filter(kind="referral_step").order_by("pk").select_related("label")
    assert [fact.label.regimes for fact in facts] == [["child_welfare"], *[["hipaa", "part2"]] * 3]


def drafted(county: County) -> Referral:
    request = actions.Request(person=county.ana, to_program=county.methadone, service="Medication")
    return actions.draft(family=county.family, request=request, by=county.worker, at=NOON)


def test_a_draft_is_its_writer_s_alone_until_the_consent_was_checked_and_it_was_sent(county):
    draft = drafted(county)
    assert not actions.check(referral_id=draft.pk, by=county.worker, at=NOON).allowed
    assert [card.referral for card in reading.inbox(by=county.worker, at=NOON).drafts] == [draft]
    assert open_referral(referral_id=draft.pk, by=county.nurse, at=NOON) is None
    let_welfare_refer(county)
    assert actions.check(referral_id=draft.pk, by=county.worker, at=NOON).allowed
    assert not Entry.objects.filter(kind="referral_step").exists(), "nothing has happened to anyone yet"
    actions.release(referral_id=draft.pk, by=county.worker, at=NOON)
    assert open_referral(referral_id=draft.pk, by=county.nurse, at=NOON).words == "Sent, waiting for an answer"


def test_a_consent_taken_back_after_the_check_stops_the_sending(county):
    draft = drafted(county)
    let_welfare_refer(county)
    actions.check(referral_id=draft.pk, by=county.worker, at=NOON)
    revoke(consent=Consent.objects.get(), by=county.mother, at=NOON)
    with pytest.raises(actions.NotPermitted):
        actions.release(referral_id=draft.pk, by=county.worker, at=NOON)
    draft.refresh_from_db()
    assert draft.sent_at is None


def test_a_draft_thrown_away_was_never_sent(county):
    draft = drafted(county)
    actions.answer(referral_id=draft.pk, step=Status.WITHDRAWN, by=county.worker, at=NOON)
    assert open_referral(referral_id=draft.pk, by=county.nurse, at=NOON) is None
    with pytest.raises(actions.AlreadyAnswered):
        actions.release(referral_id=draft.pk, by=county.worker, at=NOON)


@pytest.mark.parametrize("step", [Status.WITHDRAWN, Status.ENTERED_IN_ERROR])
@pytest.mark.parametrize("was", [None, Status.DECLINED, Status.ACCEPTED])
def test_taking_a_referral_back_tells_nothing_of_the_answer(county, step, was):
    """A refusal because the program had declined already would say that it had answered."""
    referral = sent(county)
    if was is not None:
        answered(county, referral, was, reason="no_opening" if was is Status.DECLINED else "")
    actions.answer(referral_id=referral.pk, step=step, by=county.worker, at=NOON + timedelta(hours=2))
    card = open_referral(referral_id=referral.pk, by=county.worker, at=NOON)
    assert (card.status, [one.status for one in card.steps]) == (step, ["checked", "sent", step])


def test_a_program_cannot_accept_what_the_person_has_taken_back(county):
    referral = sent(county)
    revoke(consent=Consent.objects.get(), by=county.mother, at=NOON)
    with pytest.raises(actions.ConsentGone, match="Ask the person what they want now"):
        answered(county, referral, Status.ACCEPTED)
    assert answered(county, referral, Status.DECLINED, reason="person_declined").status == Status.DECLINED


def test_the_county_sets_within_how_many_working_days_an_answer_is_due(county):
    LocalValue.objects.create(
        coalition=county.coalition,
        name="referral_answer",
        value={"n": 5, "unit": "business days"},
        source="Partners' agreement",
        effective_from=date(2026, 1, 1),
        confirmed_by="A. Chair",
        confirmed_on=date(2026, 1, 1),
        recorded_at=NOON,
    )
    assert sent(county).answer_due_on == date(2026, 11, 30), "Friday, five working days, Thanksgiving left out"
