"""A clinician states a medical emergency: what opens, for how long, who is told, and who looks at it afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.chart.actions import record_entry
from kinbridge.chart.emergency import emergencies, open_in_emergency
from kinbridge.consents.actions.emergencies import Statement, close_review, declare
from kinbridge.consents.actions.trouble import NotYours
from kinbridge.consents.models import EmergencyNotice, EmergencyReview, OtherAuthority, papers_on_file
from kinbridge.consents.rules import State, state
from kinbridge.consents.rules.emergency import HOURS
from kinbridge.consents.tests.county import County, program, works
from kinbridge.core.vocabulary import Category, OrganizationKind, Regime
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser, words

pytestmark = pytest.mark.django_db
UNCONSCIOUS = "She came in by ambulance and does not wake; we must know what she takes."


@pytest.fixture
def doctor(county: County) -> Viewer:
    return works("Hana Weiss", county.clinic, Role.CLINICIAN)


@pytest.fixture
def officer(county: County) -> Viewer:
    office = program(county.coalition, "Coalition Office", OrganizationKind.COMMUNITY, Regime.COMMUNITY)
    return works("Dan Cho", office, Role.PRIVACY_OFFICER)


@pytest.fixture(autouse=True)
def records(county: County) -> None:
    for category in (None, Category.SUD_COUNSELING_NOTES):
        record_entry(
            family=county.family,
            subject=county.ana,
            kind="note" if category else "attendance",
            body={"text": "What she said in a session."} if category else {"attended": True, "service": "dosing"},
            occurred_at=now() - timedelta(days=2),
            by=county.nurse,
            at=now() - timedelta(days=2),
            category=category,
        )


def stated(county: County, **changes: str) -> dict[str, str]:
    said = {
        "person": str(county.ana.pk),
        "nature": UNCONSCIOUS,
        "reason": "cannot_decide",
        "treats": "yes",
        "sure": "on",
    }
    return {**said, **changes}


def declared(county: County, doctor: Viewer, at=None) -> OtherAuthority:  # type: ignore[no-untyped-def]
    statement = Statement(person_id=county.ana.pk, nature=UNCONSCIOUS, reason="cannot_decide", treats=True)
    return declare(family=county.family, statement=statement, by=doctor, at=at or now())


def test_it_opens_what_the_emergency_needs_and_no_counseling_notes(county, doctor):
    client = browser(doctor)
    closed = words(client.get(reverse("chart:show", args=[county.family.key])))
    assert "In a medical emergency" in closed
    assert "River Methadone" not in closed
    answer = client.post(reverse("consents:emergency", args=[county.family.key]), stated(county))
    page = words(client.get(answer.url))
    assert "Recorded by River Methadone" in page
    assert "What she said in a session." not in page
    line = Line.objects.get(act="emergency.seen")
    assert line.detail["entries"] == 1
    assert line.detail["authorities"] == [f"paper:{OtherAuthority.objects.get().pk}"]
    assert any("42 CFR 2.51(a)(1)" in cite for cite in line.citations)
    assert Line.objects.filter(act="emergency.declared", because="medical_emergency").exists()
    after = words(client.get(reverse("chart:show", args=[county.family.key])))
    assert "River Methadone" not in after, "the ordinary chart stays as it was"


def test_it_ends_by_the_hour_and_by_the_review(county, doctor, officer):
    at = now() - timedelta(hours=HOURS)
    paper = declared(county, doctor, at=at)
    in_time = open_in_emergency(family=county.family, pk=paper.pk, by=doctor, at=at + timedelta(minutes=5))
    assert [fact.title for fact in in_time.facts] != []
    late = open_in_emergency(family=county.family, pk=paper.pk, by=doctor, at=now())
    assert (late.open, late.facts) == (False, ())
    second = declared(county, doctor)
    close_review(
        paper=second, finding=EmergencyReview.Finding.NOT_JUSTIFIED, note="She was awake.", by=officer, at=now()
    )
    assert not open_in_emergency(family=county.family, pk=second.pk, by=doctor, at=now()).open


def test_whoever_knows_the_day_and_not_the_hour_gets_nothing_by_it(county, doctor):
    declared(county, doctor)
    (paper,) = papers_on_file(family=county.family.pk)
    assert state(paper, on=localdate()) is State.EXPIRED
    (paper,) = papers_on_file(family=county.family.pk, at=now())
    assert state(paper, on=localdate()) is State.IN_FORCE


@pytest.mark.parametrize("reason", ["refused", "not_asked"])
def test_where_she_can_be_asked_the_law_opens_nothing(county, doctor, reason):
    answer = browser(doctor).post(
        reverse("consents:emergency", args=[county.family.key]), stated(county, reason=reason)
    )
    assert answer.status_code == 422
    assert "Ask them to sign, or treat without the record." in words(answer)
    assert not OtherAuthority.objects.exists()
    statement = Statement(person_id=county.ana.pk, nature=UNCONSCIOUS, reason=reason, treats=True)
    with pytest.raises(NotYours):
        declare(family=county.family, statement=statement, by=doctor, at=now())


def test_nobody_but_medical_staff_may_state_one(county, doctor):
    address = reverse("consents:emergency", args=[county.family.key])
    for someone in (county.worker, county.visitor, county.mother, works("Uma Hill", county.clinic, Role.PEER)):
        assert browser(someone).get(address).status_code == 403
        assert "In a medical emergency" not in words(
            browser(someone).get(reverse("chart:show", args=[county.family.key]))
        )
    paper = declared(county, doctor)
    opened = reverse("chart:emergency", args=[county.family.key, paper.pk])
    assert browser(county.worker).get(opened).status_code == 404
    assert browser(county.nurse).get(opened).status_code == 404


def test_the_source_is_told_and_reads_who_when_and_why_but_only_of_its_own_records(county, doctor):
    paper = declared(county, doctor)
    open_in_emergency(family=county.family, pk=paper.pk, by=doctor, at=now())
    open_in_emergency(family=county.family, pk=paper.pk, by=doctor, at=now())
    (notice,) = EmergencyNotice.objects.all()
    assert notice.program_id == county.methadone.pk
    nurse = browser(county.nurse)
    page = words(nurse.get(reverse("chart:reviewed", args=[paper.pk])))
    for said in ("Hana Weiss", "Lake Prenatal Clinic", "does not wake", "from River Methadone: 1"):
        assert said in page
    nurse.post(reverse("chart:emergency_read", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_by_id == county.nurse.user_id
    for stranger in (county.worker, county.visitor):
        assert browser(stranger).get(reverse("chart:reviewed", args=[paper.pk])).status_code == 404
        assert browser(stranger).post(reverse("chart:emergency_read", args=[notice.pk])).status_code == 404
        assert "None that you may know of." in words(browser(stranger).get(reverse("chart:emergencies")))


def test_a_privacy_officer_sees_it_in_a_queue_and_closes_it_with_a_finding(county, doctor, officer):
    paper = declared(county, doctor)
    open_in_emergency(family=county.family, pk=paper.pk, by=doctor, at=now())
    client = browser(officer)
    assert "Waits for review" in words(client.get(reverse("chart:emergencies")))
    address = reverse("chart:reviewed", args=[paper.pk])
    page = words(client.get(address))
    for said in ("Hana Weiss", "does not wake", "They cannot decide or speak now", "River Methadone", "not read yet"):
        assert said in page
    assert client.post(address, {"finding": "justified", "note": ""}).status_code == 422
    client.post(address, {"finding": "justified", "note": "Seen with the chief nurse; the dose was needed."})
    assert "Justified" in words(client.get(address))
    assert client.post(address, {"finding": "not_justified", "note": "Again"}).status_code == 403
    assert Line.objects.filter(act="emergency.reviewed", detail__finding="justified").exists()
    (one,) = emergencies(by=officer, at=now())
    assert one.review is not None
    assert browser(doctor).post(address, {"finding": "justified", "note": "Mine"}).status_code == 403


def test_she_can_read_that_it_happened(county, doctor):
    declared(county, doctor)
    page = words(browser(county.mother).get(reverse("consents:papers", args=[county.family.key])))
    assert "Medical emergency about Ana Rivera" in page
