"""What signing, taking back, replacing and mistakes leave behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pgtrigger
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from kinbridge.audit.chain import first_broken_link
from kinbridge.audit.models import Line
from kinbridge.consents import actions
from kinbridge.consents.models import Consent, ConsentEvent, papers_on_file, windows
from kinbridge.consents.models.standing import standings
from kinbridge.consents.models.terms import Signing
from kinbridge.consents.rules import TREATMENT_CLASS, Defect, Form, Kind, Signer, State, Term, faults, state
from kinbridge.consents.tests.county import NOON, TODAY, County, proposed, signed, to_welfare, typed
from kinbridge.core.vocabulary import Category, Purpose, Relation

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


def only_paper(county: County):  # type: ignore[no-untyped-def]
    (paper,) = papers_on_file(family=county.family.pk)
    return paper


def acts(county: County) -> list[str]:
    return list(Line.objects.filter(family_id=county.family.pk).order_by("pk").values_list("act", flat=True))


# ── signing ──


def test_a_signed_consent_is_a_paper_without_faults(county: County) -> None:
    consent = signed(county)
    paper = only_paper(county)
    assert paper.id == f"consent:{consent.pk}"
    assert faults(paper, on=TODAY, subject=Relation.MOTHER) == frozenset()
    assert paper.terms >= {Term.REVOCATION, Term.REFUSAL, Term.REDISCLOSURE}
    assert acts(county) == ["consent.proposed", "consent.signed"]
    assert first_broken_link(family_id=county.family.pk) is None


def test_the_words_that_were_signed_are_kept_and_hashed(county: County) -> None:
    consent = signed(county)
    assert "River Methadone" in consent.text
    assert "only if visits are kept" in consent.text
    assert "drug test results" in consent.text.split("What this paper does not share")[1]
    assert consent.signatures.get().text_hash == consent.text_hash


def test_the_papers_of_a_family_come_in_four_queries(county: County, django_assert_num_queries: Callable) -> None:  # type: ignore[type-arg]
    for _ in range(3):
        signed(county)
    with django_assert_num_queries(4):
        assert len(papers_on_file(family=county.family.pk)) == 3


@pytest.mark.parametrize(
    ("changes", "defect"),
    [
        ({"shares": ()}, Defect.NO_DISCLOSER),
        ({"receives": ()}, Defect.NO_RECIPIENT),
        ({"categories": ()}, Defect.NO_DESCRIPTION),
        ({"purposes": ()}, Defect.NO_PURPOSE),
        ({"expires_on": None}, Defect.NO_EXPIRY),
        ({"expires_on": date(2028, 1, 1)}, Defect.NO_EXPIRY),
        ({"expires_on": date(2026, 11, 20)}, Defect.NO_EXPIRY),
        ({"purposes": (Purpose.CASE_PLANNING, Purpose.COURT_PROCEEDING_OTHER)}, Defect.LEGAL_COMBINED),
        ({"categories": (Category.SUD_COUNSELING_NOTES, Category.SUD_ATTENDANCE)}, Defect.NOTES_COMBINED),
        ({"language": "es"}, Defect.LANGUAGE),
    ],
)
def test_a_form_with_a_fault_is_not_signed(county: County, changes: dict, defect: Defect) -> None:  # type: ignore[type-arg]
    proposal = proposed(county, **changes)
    with pytest.raises(actions.Faulty) as refused:
        signed(county, proposal=proposal)
    assert defect in refused.value.defects
    assert "Rivera" not in str(refused.value)
    assert not Consent.objects.exists()


def test_nobody_signs_in_the_name_of_a_grown_person_without_proof(county: County) -> None:
    proposal = proposed(county)
    with pytest.raises(actions.Faulty) as refused:
        actions.sign(
            proposal=proposal,
            signings=[typed(county, name="Rosa Diaz", capacity=Signer.REPRESENTATIVE)],
            shown=actions.text_of(proposal).hash,
            by=county.worker,
            at=NOON,
        )
    assert refused.value.defects == (Defect.NO_AUTHORITY_PAPER,)


def test_a_young_person_and_a_parent_both_sign(county: County) -> None:
    proposal = proposed(county, person=county.leo.pk)
    parent, youth = typed(county, capacity=Signer.PARENT), typed(county, name="Leo Rivera")
    shown = actions.text_of(proposal).hash
    with pytest.raises(actions.Faulty) as refused:
        actions.sign(proposal=proposal, signings=[parent], shown=shown, by=county.worker, at=NOON)
    assert Defect.MINOR in refused.value.defects
    consent = actions.sign(proposal=proposal, signings=[youth, parent], shown=shown, by=county.worker, at=NOON)
    assert consent.signers == ["parent", "subject"]


def test_a_parent_signs_for_the_baby(county: County) -> None:
    proposal = proposed(county, person=county.baby.pk, categories=(Category.GENERAL_HEALTH,))
    signings = [typed(county, capacity=Signer.PARENT)]
    actions.sign(proposal=proposal, signings=signings, shown=actions.text_of(proposal).hash, by=county.worker, at=NOON)
    assert not faults(only_paper(county), on=TODAY, subject=Relation.INFANT)


def test_a_choice_that_is_not_free_stops_at_once(county: County) -> None:
    proposal = proposed(county)
    with pytest.raises(actions.Faulty, match="privacy officer"):
        actions.sign(
            proposal=proposal,
            signings=[typed(county)],
            shown=actions.text_of(proposal).hash,
            by=county.worker,
            at=NOON,
            voluntary=False,
        )


def test_words_that_changed_after_they_were_read_are_not_signed(county: County) -> None:
    proposal = proposed(county)
    shown = actions.text_of(proposal).hash
    more = to_welfare(county, categories=(Category.SUD_ATTENDANCE, Category.SUD_TOXICOLOGY))
    actions.revise(proposal=proposal, terms=more, by=county.worker, at=NOON)
    with pytest.raises(actions.Changed):
        actions.sign(proposal=proposal, signings=[typed(county)], shown=shown, by=county.worker, at=NOON)


def test_pressing_sign_twice_signs_once(county: County) -> None:
    proposal = proposed(county)
    first = signed(county, proposal=proposal)
    with pytest.raises(actions.AlreadySigned) as refused:
        signed(county, proposal=proposal)
    assert refused.value.consent == first
    with pytest.raises(actions.AlreadySigned):
        actions.revise(proposal=proposal, terms=to_welfare(county), by=county.worker, at=NOON)


def test_the_single_form_needs_no_end(county: County) -> None:
    signed(
        county,
        form=Form.TPO,
        receives=(TREATMENT_CLASS,),
        categories=(Category.SUD_TREATMENT,),
        purposes=(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS),
        expires_on=None,
        until_event="none",
    )
    paper = only_paper(county)
    assert not faults(paper, on=TODAY, subject=Relation.MOTHER)
    assert Category.SUD_TOXICOLOGY in paper.withheld


def test_a_paper_from_elsewhere_is_kept_with_its_faults(county: County) -> None:
    actions.record_paper(
        family=county.family,
        terms=to_welfare(county, purposes=(), receives=("name:anyone who asks",)),
        signed_on=date(2025, 1, 2),
        signings=[],
        by=county.worker,
        at=NOON,
        defects=[Defect.NO_RECIPIENT],
    )
    wrong = faults(only_paper(county), on=TODAY, subject=Relation.MOTHER)
    assert wrong >= {Defect.NO_PURPOSE, Defect.NO_SIGNATURE, Defect.NO_RECIPIENT, Defect.NO_REVOCATION}


# ── what cannot be changed, read or trusted ──


def test_a_signed_consent_cannot_be_rewritten(county: County) -> None:
    consent = signed(county)
    for change in (
        lambda: Consent.objects.filter(pk=consent.pk).update(expires_on=date(2030, 1, 1)),
        lambda: consent.parties.all().delete(),
        lambda: consent.signatures.update(name="Someone Else"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_paper_whose_words_no_longer_fit_their_hash_is_faulty(county: County) -> None:
    consent = signed(county)
    with pgtrigger.ignore("consents.Consent:append_only"):
        Consent.objects.filter(pk=consent.pk).update(text=consent.text + " and anyone else")
    assert Defect.ALTERED in faults(only_paper(county), on=TODAY, subject=Relation.MOTHER)


@pytest.mark.parametrize("changes", [{"readable": False}, {"form": "whatever"}, {"categories": ["everything"]}])
def test_a_row_nobody_can_read_closes_and_never_vanishes(county: County, changes: dict) -> None:  # type: ignore[type-arg]
    whole = {
        "family": county.family,
        "coalition": county.coalition,
        "person": county.ana,
        "form": "specific",
        "recorded_on": TODAY,
        "recorded_at": NOON,
    }
    Consent.objects.create(**{**whole, **changes})
    paper = only_paper(county)
    assert paper.unreadable
    assert paper.kind is Kind.CONSENT
    assert paper.subject == county.ana.pk
    assert state(paper, on=TODAY) is State.UNREADABLE


def test_only_some_days_of_the_record(county: County) -> None:
    limited = signed(county, records_since=date(2026, 6, 1))
    free = signed(county)
    assert windows([limited.pk, free.pk]) == {limited.pk: (date(2026, 6, 1), None)}
    assert "from June 1, 2026" in limited.text


# ── afterwards ──


def test_taken_back_counts_the_same_minute(county: County) -> None:
    consent = signed(county)
    actions.revoke(consent=consent, by=county.mother, at=LATER)
    assert state(only_paper(county), on=TODAY) is State.WITHDRAWN
    assert acts(county)[-1] == "consent.revoked"


def test_late_in_the_evening_the_day_is_the_countys_own(county: County) -> None:
    consent = signed(county)
    event = actions.revoke(consent=consent, by=county.mother, at=datetime(2026, 11, 21, 3, 30, tzinfo=UTC))
    assert event.day == date(2026, 11, 20)


def test_said_out_loud_holds_it_and_writing_follows(county: County) -> None:
    consent = signed(county)
    actions.revoke(consent=consent, by=county.worker, at=LATER, channel="phone", spoken=True)
    assert state(only_paper(county), on=TODAY) is State.WITHDRAWN
    actions.revoke(consent=consent, by=county.mother, at=LATER)
    assert [event.kind for event in consent.events.order_by("pk")] == ["held", "revoked"]


def test_taken_back_from_one_of_two(county: County) -> None:
    consent = signed(county, receives=(f"program:{county.welfare.pk}", f"program:{county.visiting.pk}"))
    visiting = consent.parties.get(program=county.visiting)
    actions.revoke(consent=consent, by=county.mother, at=LATER, parties=[visiting.pk])
    paper = only_paper(county)
    assert paper.recipients == {f"program:{county.welfare.pk}"}
    assert state(paper, on=TODAY) is State.IN_FORCE
    actions.revoke(
        consent=consent, by=county.mother, at=LATER, parties=[consent.parties.get(program=county.welfare).pk]
    )
    assert state(only_paper(county), on=TODAY) is State.WITHDRAWN


def test_a_mistake_is_not_a_withdrawal(county: County) -> None:
    consent = signed(county)
    with pytest.raises(actions.NotYours):
        actions.withdraw_in_error(consent=consent, by=county.visitor, at=LATER)
    actions.withdraw_in_error(consent=consent, by=county.worker, at=LATER)
    assert state(only_paper(county), on=TODAY) is State.ENTERED_IN_ERROR
    with pytest.raises(actions.AlreadyEnded):
        actions.withdraw_in_error(consent=consent, by=county.worker, at=LATER)


def test_a_doubt_about_the_free_choice_stops_its_use(county: County) -> None:
    actions.doubt(consent=signed(county), by=county.nurse, at=LATER)
    assert Defect.KNOWN_FALSE in faults(only_paper(county), on=TODAY, subject=Relation.MOTHER)


def test_the_event_it_was_to_end_with(county: County) -> None:
    actions.end(consent=signed(county, until_event="treatment ends"), by=county.nurse, at=LATER)
    assert state(only_paper(county), on=TODAY) is State.EXPIRED


def replacing(county: County, old: Consent) -> object:
    terms = to_welfare(county, categories=(Category.SUD_ATTENDANCE, Category.SUD_TOXICOLOGY))
    return actions.propose(family=county.family, terms=terms, by=county.worker, at=NOON, replaces=old)


def test_a_newer_paper_takes_its_place(county: County) -> None:
    old = signed(county)
    new = signed(county, proposal=replacing(county, old))
    first, second = papers_on_file(family=county.family.pk)
    assert state(first, on=TODAY) is State.SUPERSEDED
    assert state(second, on=TODAY) is State.IN_FORCE
    shown = standings(Consent.objects.filter(pk=old.pk), papers=(first, second), on=TODAY)[0]
    assert shown.newer == new.pk
    with pytest.raises(actions.AlreadyEnded):
        actions.revoke(consent=old, by=county.mother, at=LATER)


def test_what_was_taken_back_is_not_replaced(county: County) -> None:
    old = signed(county)
    proposal = replacing(county, old)
    actions.revoke(consent=old, by=county.mother, at=LATER)
    with pytest.raises(actions.AlreadyEnded):
        signed(county, proposal=proposal)
    assert Consent.objects.count() == 1


def test_the_database_refuses_two_ends(county: County) -> None:
    consent = signed(county)
    row = {"family": county.family, "coalition": county.coalition, "consent": consent, "day": TODAY, "at": NOON}
    ConsentEvent.objects.create(kind="superseded", **row)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentEvent.objects.create(kind="revoked", **row)


@pytest.mark.django_db(transaction=True)
def test_taken_back_and_replaced_in_the_same_moment(county: County) -> None:
    """Two people press at once: exactly one of the two happens, and the other is told."""
    old = signed(county)
    proposal = replacing(county, old)
    shown = actions.text_of(proposal).hash
    ready, told = Barrier(2), []

    def at_once(act: Callable[[], object]) -> None:
        try:
            ready.wait(5)
            act()
        except actions.AlreadyEnded as trouble:
            told.append(trouble)
        finally:
            connection.close()

    threads = [
        Thread(target=at_once, args=(act,))
        for act in (
            lambda: actions.revoke(consent=old, by=county.mother, at=LATER),
            lambda: actions.sign(proposal=proposal, signings=[typed(county)], shown=shown, by=county.worker, at=NOON),
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(told) == 1
    assert old.events.count() == 1
    kinds = list(old.events.values_list("kind", flat=True))
    assert (Consent.objects.count() == 2) == (kinds == ["superseded"])


# ── who may see it ──


def test_a_consent_is_seen_by_those_it_names_and_those_who_wrote_it(county: County) -> None:
    """That a paper exists can tell that someone is in treatment (42 CFR 2.13(c))."""
    consent = signed(county)
    for viewer in (county.worker, county.nurse, county.mother):
        assert list(Consent.objects.seen_by(viewer)) == [consent]
    assert not Consent.objects.seen_by(county.visitor).exists()


def test_the_drawing_is_evidence(county: County) -> None:
    proposal = proposed(county)
    drawn = Signing(name="Ana Rivera", capacity=Signer.SUBJECT, method="drawn", strokes=((10, 10, 60, 80),))
    shown = actions.text_of(proposal).hash
    consent = actions.sign(proposal=proposal, signings=[drawn], shown=shown, by=county.worker, at=NOON)
    assert consent.signatures.get().strokes == [[10, 10, 60, 80]]
    empty = Signing(name="Ana Rivera", capacity=Signer.SUBJECT, method="drawn")
    again = proposed(county)
    with pytest.raises(actions.Faulty):
        actions.sign(proposal=again, signings=[empty], shown=actions.text_of(again).hash, by=county.worker, at=NOON)


# ── as the web server runs ──


def as_the_app(coalition: object) -> None:
    """For the rest of this transaction: the role that row security binds, looking for one coalition."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kinbridge_app")
        cursor.execute("SELECT set_config('kinbridge.coalition', %s, true)", [str(coalition)])


def test_another_coalition_sees_no_paper(county: County) -> None:
    consent = signed(county)
    with transaction.atomic():
        as_the_app(county.coalition.pk)
        again = signed(county)
        actions.revoke(consent=again, by=county.mother, at=LATER)
        assert Consent.objects.count() == 2
        as_the_app(county.coalition.pk + 1)
        assert not Consent.objects.filter(pk=consent.pk).exists()
        assert papers_on_file(family=county.family.pk) == ()
        transaction.set_rollback(True)
