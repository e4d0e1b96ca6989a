"""Two hops: what someone was told by consent, written down in their own record, goes on only as the law says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import open_chart
from kinbridge.chart.received import NotReceived, record_received, sources
from kinbridge.consents.actions import revoke
from kinbridge.consents.rules import TREATMENT_CLASS, Form
from kinbridge.consents.tests.county import County, made, program, signed_today, works
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.disclosure.actions import decide
from kinbridge.people.models import Involvement

pytestmark = pytest.mark.django_db
SAID = "Ana comes to the clinic every day."


@pytest.fixture
def county() -> County:
    found = made()
    for one in (found.clinic, found.methadone):
        one.organization.covered_entity = True
        one.organization.save()
    Involvement.objects.filter(program=found.clinic).update(person=found.ana)
    record_entry(
        family=found.family,
        subject=found.ana,
        kind="attendance",
        body={"service": "dosing", "attended": True},
        occurred_at=now() - timedelta(days=2),
        by=found.nurse,
        at=now(),
    )
    return found


def to_visitor(county: County) -> None:
    receives = (f"program:{county.visiting.pk}",)
    signed_today(county, receives=receives, purposes=(Purpose.CARE_COORDINATION,))


def to_health_care(county: County):
    return signed_today(
        county,
        form=Form.TPO,
        receives=(TREATMENT_CLASS,),
        purposes=(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS),
        categories=(Category.SUD_TREATMENT,),
        until_event="none",
        expires_on=None,
    )


def writes_down(county: County, by: Viewer) -> Label:
    [source] = sources(family=county.family, by=by, at=now())
    entry = record_received(
        family=county.family,
        label_id=source,
        kind="note",
        body={"text": SAID},
        occurred_at=now(),
        by=by,
        at=now(),
    )
    return entry.label


def asked(label: Label, by: Viewer, purpose: Purpose) -> Decision:
    return decide([label], by=by, purpose=purpose, on=localdate())[label.pk]


def joins(county: County, name: str, kind: OrganizationKind, role: Role, *, cares: bool = False) -> Viewer:
    regime = Regime.HIPAA if kind is OrganizationKind.CLINIC else Regime.COMMUNITY
    joined = program(county.coalition, f"{name}s", kind, regime)
    joined.organization.covered_entity = kind is OrganizationKind.CLINIC
    joined.organization.save()
    Involvement.objects.create(
        family=county.family,
        coalition=county.coalition,
        program=joined,
        person=county.ana if cares else None,
        since=localdate(),
    )
    return works(name, joined, role)


def test_a_copy_says_whose_record_it_is_who_holds_it_and_how_it_came(county: County) -> None:
    to_visitor(county)
    label = writes_down(county, county.visitor)
    assert (label.program, label.holder) == (county.methadone, county.visiting)
    assert label.received_under == "part2_consent_other"
    assert set(label.regimes) == {"part2", "hipaa", "cbo"}
    assert label.category == "sud_attendance"


def test_from_a_home_visitor_it_does_not_go_on_to_the_team(county: County) -> None:
    """Treatment program, by specific consent, to a home visitor; the home visitor may not tell the others."""
    to_visitor(county)
    label = writes_down(county, county.visitor)
    for member in (
        county.worker,
        joins(county, "Coalition Team", OrganizationKind.STAFFING_TEAM, Role.TEAM_COORDINATOR),
    ):
        answer = asked(label, member, Purpose.STAFFING_MEETING)
        assert not answer.allowed
        assert any(reason.rule == "D-09" for reason in answer.reasons)
        assert "unless the person named the next one too" in " ".join(reason.says for reason in answer.reasons)
        assert any("consent that names" in way for way in answer.would_open)


def test_nor_does_its_page_or_its_number_tell_anyone(county: County) -> None:
    to_visitor(county)
    before = open_chart(family=county.family, by=county.worker, purpose=Purpose.CASE_PLANNING, at=now())
    writes_down(county, county.visitor)
    after = open_chart(family=county.family, by=county.worker, purpose=Purpose.CASE_PLANNING, at=now())
    assert after == before


def test_the_home_visitor_reads_her_own_note_with_its_notice(county: County) -> None:
    to_visitor(county)
    writes_down(county, county.visitor)
    chart = open_chart(family=county.family, by=county.visitor, purpose=Purpose.CARE_COORDINATION, at=now())
    note = next(shown for shown in chart.shown if shown.words == SAID)
    assert note.source == "Warm Start Home Visiting, as River Methadone told it"
    assert {"part2_notice", "no_redisclosure"} <= set(chart.travels.marks)


def test_from_a_clinic_it_goes_on_to_another_that_treats_her_and_is_marked(county: County) -> None:
    """Treatment program, by the single consent, to a clinic; HIPAA lets it go on for treatment, never to court."""
    to_health_care(county)
    midwife = works("Mia Stone", county.clinic, Role.CLINICIAN)
    label = writes_down(county, midwife)
    assert label.received_under == "part2_consent_tpo"
    doctor = joins(county, "Paul Reed", OrganizationKind.CLINIC, Role.CLINICIAN, cares=True)
    answer = asked(label, doctor, Purpose.TREATMENT)
    assert answer.allowed
    assert "no_proceedings_use" in answer.obligations
    again = next(reason for reason in answer.reasons if reason.rule.startswith("P2-"))
    assert again.cite


@pytest.mark.parametrize("purpose", [Purpose.COURT_PROCEEDING_AGAINST_PATIENT, Purpose.COURT_PROCEEDING_OTHER])
def test_and_from_the_clinic_it_does_not_go_to_court(county: County, purpose: Purpose) -> None:
    to_health_care(county)
    label = writes_down(county, works("Mia Stone", county.clinic, Role.CLINICIAN))
    liaison = joins(county, "Rob Ames", OrganizationKind.COURT, Role.COURT_LIAISON)
    assert not asked(label, liaison, purpose).allowed
    assert not asked(label, county.worker, Purpose.CASE_PLANNING).allowed


def test_what_the_clinic_holds_it_keeps_for_care_after_she_takes_it_back_and_sends_no_further(county: County) -> None:
    consent = to_health_care(county)
    midwife = works("Mia Stone", county.clinic, Role.CLINICIAN)
    label = writes_down(county, midwife)
    doctor = joins(county, "Paul Reed", OrganizationKind.CLINIC, Role.CLINICIAN, cares=True)
    revoke(consent=consent, by=county.mother, at=now())
    assert asked(label, midwife, Purpose.TREATMENT).allowed
    assert not asked(label, doctor, Purpose.TREATMENT).allowed


def test_nobody_writes_down_as_received_what_they_may_not_see(county: County) -> None:
    to_visitor(county)
    treatment = Label.objects.get(program=county.methadone)
    with pytest.raises(NotReceived):
        record_received(
            family=county.family,
            label_id=treatment.pk,
            kind="note",
            body={"text": SAID},
            occurred_at=now(),
            by=county.worker,
            at=now(),
        )


def test_the_page_offers_what_was_received_and_keeps_how(county: County) -> None:
    to_visitor(county)
    client = browser(county.visitor)
    address = reverse("chart:received", args=[county.family.key])
    [source] = sources(family=county.family, by=county.visitor, at=now())
    assert "River Methadone" in client.get(address).content.decode()
    assert client.post(address, {"source": "0", "text": SAID}).status_code == 422
    answer = client.post(address, {"source": str(source), "text": SAID}, follow=True)
    assert "It goes on only where the paper it came by lets it." in answer.content.decode()
    entry = Entry.objects.get(kind="note")
    assert entry.label.holder == county.visiting
    line = Line.objects.filter(act="chart.note").latest("pk")
    assert line.detail["received_under"] == "part2_consent_other"


def test_a_stranger_to_the_record_finds_nothing_to_choose_and_the_page_tells_nothing(county: County) -> None:
    client = browser(county.worker)
    page = client.get(reverse("chart:received", args=[county.family.key])).content.decode()
    assert "No other program lets you see anything of this family today." in page
