"""A consent is taken back: whoever saw something because of it is told, and she sees who has read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.audit.chain import first_broken_link
from kinbridge.audit.models import Line
from kinbridge.chart.across import permitted_across
from kinbridge.chart.actions import record_entry
from kinbridge.chart.reading import open_chart
from kinbridge.consents.actions import notices_to, read_notice, received_under, revoke
from kinbridge.consents.models import Consent, ConsentParty, Notice
from kinbridge.consents.rules import TREATMENT_CLASS, Form
from kinbridge.consents.tests.county import County, made, signed_today, works
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Involvement

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    found = made()
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


def looks(county: County, by: Viewer, purpose: Purpose = Purpose.CASE_PLANNING) -> None:
    open_chart(family=county.family, by=by, purpose=purpose, at=now())


def to_both(county: County) -> Consent:
    parties = (f"program:{county.welfare.pk}", f"program:{county.visiting.pk}")
    return signed_today(county, receives=parties, purposes=(Purpose.CASE_PLANNING, Purpose.CARE_COORDINATION))


def test_who_saw_something_because_of_it_is_told_and_who_did_not_is_not(county: County) -> None:
    consent = to_both(county)
    looks(county, county.worker)
    revoke(consent=consent, by=county.mother, at=now())
    [notice] = Notice.objects.all()
    assert notice.program == county.welfare
    assert not notice.keeps
    assert [one.pk for one in notices_to(county.worker, unread=True)] == [notice.pk]
    assert notices_to(county.visitor) == []
    assert notices_to(county.mother) == []


def test_a_look_that_rested_on_nothing_of_hers_tells_nobody(county: County) -> None:
    looks(county, county.worker)
    consent = to_both(county)
    revoke(consent=consent, by=county.mother, at=now())
    assert not Notice.objects.exists()


def test_a_look_across_families_counts_as_well(county: County) -> None:
    consent = to_both(county)
    permitted_across(
        families=[county.family.pk],
        by=county.worker,
        purpose=Purpose.CASE_PLANNING,
        at=now(),
        kinds=["attendance"],
        act="clocks.due_seen",
    )
    assert [one.program for one in received_under(consent)] == [county.welfare]


def test_taken_back_from_one_only_that_one_is_told(county: County) -> None:
    consent = to_both(county)
    looks(county, county.worker)
    looks(county, county.visitor, Purpose.CARE_COORDINATION)
    visiting = ConsentParty.objects.get(consent=consent, program=county.visiting)
    revoke(consent=consent, by=county.mother, at=now(), parties=[visiting.pk])
    assert [notice.program for notice in Notice.objects.all()] == [county.visiting]
    revoke(consent=consent, by=county.mother, at=now())
    assert {notice.program for notice in Notice.objects.all()} == {county.visiting, county.welfare}


def test_a_word_on_the_phone_tells_them_too(county: County) -> None:
    consent = to_both(county)
    looks(county, county.worker)
    revoke(consent=consent, by=county.nurse, at=now(), channel="phone", spoken=True)
    assert "Ana Rivera said to stop sharing" in browser(county.worker).get(reverse("referrals:inbox")).content.decode()


def test_a_clinic_under_hipaa_is_told_that_it_may_keep_what_it_has_for_care(county: County) -> None:
    county.clinic.organization.covered_entity = True
    county.clinic.organization.save()
    Involvement.objects.filter(program=county.clinic).update(person=county.ana)
    consent = signed_today(
        county,
        form=Form.TPO,
        receives=(TREATMENT_CLASS,),
        purposes=(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS),
        categories=(Category.SUD_TREATMENT,),
        until_event="none",
        expires_on=None,
    )
    midwife = works("Mia Stone", county.clinic, Role.CLINICIAN)
    looks(county, midwife, Purpose.TREATMENT)
    revoke(consent=consent, by=county.mother, at=now())
    [notice] = notices_to(midwife)
    assert notice.keeps
    page = browser(midwife).get(reverse("consents:notices")).content.decode()
    assert "you may go on using for care, as HIPAA lets you" in page
    assert "County Child Welfare" not in page


def test_she_sees_who_was_told_and_who_has_not_read_it_yet(county: County) -> None:
    consent = to_both(county)
    looks(county, county.worker)
    looks(county, county.visitor, Purpose.CARE_COORDINATION)
    revoke(consent=consent, by=county.mother, at=now())
    before = browser(county.mother).get(reverse("consents:show", args=[county.family.key, consent.pk])).content.decode()
    assert before.count("not read yet") == 2
    [notice] = notices_to(county.worker)
    after = browser(county.worker).post(reverse("consents:notice_read", args=[notice.pk]), follow=True)
    assert "Read by Dana Cole" in after.content.decode()
    page = browser(county.mother).get(reverse("consents:show", args=[county.family.key, consent.pk])).content.decode()
    assert page.count("not read yet") == 1
    assert "Dana Cole" in page
    assert "cannot be pulled back" in page


def test_one_who_received_it_sees_only_their_own_notice(county: County) -> None:
    consent = to_both(county)
    looks(county, county.worker)
    looks(county, county.visitor, Purpose.CARE_COORDINATION)
    revoke(consent=consent, by=county.mother, at=now())
    other = Notice.objects.get(program=county.visiting)
    assert browser(county.worker).post(reverse("consents:notice_read", args=[other.pk])).status_code == 404
    assert read_notice(notice_id=other.pk, by=county.worker, at=now()) is None
    paper = browser(county.worker).get(reverse("consents:show", args=[county.family.key, consent.pk])).content.decode()
    assert "Who was told" not in paper
    for page in ("consents:notices", "referrals:inbox", "desk:home"):
        assert "Warm Start" not in browser(county.worker).get(reverse(page)).content.decode()


def test_in_spanish_she_reads_it_in_spanish(county: County) -> None:
    consent = to_both(county)
    looks(county, county.worker)
    revoke(consent=consent, by=county.mother, at=now())
    client = browser(county.mother, language="es")
    page = client.get(reverse("consents:show", args=[county.family.key, consent.pk])).content.decode()
    assert "todavía no lo leyeron" in page


def test_all_of_it_is_on_the_record_and_a_read_notice_stays_read(county: County) -> None:
    consent = to_both(county)
    looks(county, county.worker)
    revoke(consent=consent, by=county.mother, at=now())
    notice = read_notice(notice_id=Notice.objects.get().pk, by=county.worker, at=now())
    assert notice is not None
    acts = Line.objects.filter(family_id=county.family.pk).order_by("pk").values_list("act", flat=True)
    assert list(acts)[-3:] == ["consent.revoked", "notice.sent", "notice.read"]
    assert first_broken_link(family_id=county.family.pk) is None
    with pytest.raises(ProgrammingError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(read_at=None, read_by=None)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM consents_notice")
