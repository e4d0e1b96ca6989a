"""The table, the touchpoints, the papers that the gate itself reads, and who may speak of whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role, User
from kinbridge.consents.actions import filing
from kinbridge.consents.models import Agreement
from kinbridge.consents.models.filed import How
from kinbridge.consents.models.filing import Filing
from kinbridge.consents.rules import Term, organization
from kinbridge.consents.rules.papers import PAPERS
from kinbridge.consents.tests.county import County, program, works
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.models import TribalApproval, TribalUse
from kinbridge.measures.tribes import approved
from kinbridge.stakeholders import actions, approving, reading
from kinbridge.stakeholders.models import Care, Member, Tribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace(county: County) -> Viewer:
    return works("Grace Hall", county.visiting, Role.COALITION_COORDINATOR)


@pytest.fixture
def officer(county: County) -> Viewer:
    return works("Daniel Park", county.visiting, Role.PRIVACY_OFFICER)


def page(viewer: Viewer, name: str, *args: object) -> str:
    return browser(viewer).get(reverse(name, args=args)).content.decode()


def qsoa(county: County, officer: Viewer) -> Agreement:
    entry = PAPERS["qsoa"]
    paper = Filing(
        entry=entry,
        gives=(str(organization(county.methadone.organization_id)),),
        gets=(str(organization(county.clinic.organization_id)),),
        categories=(Category.SUD_TOXICOLOGY,),
        purposes=(Purpose.OPERATIONS,),
        terms=frozenset({Term.WRITTEN, Term.BOUND}),
        reference="QSOA-1",
        signed_on=localdate() - timedelta(days=30),
    )
    return filing.file_agreement(coalition=county.coalition, filing=paper, by=officer, at=now())


# ── members ──────────────────────────────────────────────────────────────────


def test_a_coordinator_adds_someone_and_the_sector_is_no_longer_missing(county, grace):
    client, home = browser(grace), reverse("stakeholders:list")
    assert "<strong>Schools</strong>" in client.get(home).content.decode()
    said = {"name": "Bettina Krause", "sector": "schools", "standing": "public"}
    assert client.post(home, {**said, "sector": "circus"}).status_code == 400
    shown = client.post(home, said, follow=True).content.decode()
    assert "<strong>Schools</strong>" not in shown
    assert "Bettina Krause" in shown
    assert browser(county.worker).post(home, said).status_code == 403


def test_only_someone_themselves_says_that_they_lived_through_it(county, grace):
    facts = {"name": "Vic Lane", "sector": "peers", "standing": "person"}
    facts["account"] = User.objects.get(pk=county.visitor.user_id)
    actions.seat(facts=facts, by=grace, at=now())
    words = "has lived through it, as they say"
    assert words not in page(county.worker, "stakeholders:list")
    with pytest.raises(actions.NotKept):
        actions.say_lived(lived=True, by=grace, at=now())
    client = browser(county.visitor)
    client.post(reverse("stakeholders:lived"), {"lived": "yes"})
    assert words in page(county.worker, "stakeholders:list")
    client.post(reverse("stakeholders:lived"), {"lived": "no"})
    assert words not in page(county.worker, "stakeholders:list"), "taken back, it looks as if nothing was ever said"
    assert Member.objects.get().lived is False


def test_a_touchpoint_without_a_next_step_shows(county, grace):
    client, where = browser(grace), reverse("stakeholders:touchpoints")
    said = {"point": "3", "system": "health", "place": "The birth unit", "happens": "Baby and parent stay together"}
    shown = client.post(where, said, follow=True).content.decode()
    assert "1 without a next step" in shown
    assert "39 of 40 cells" in shown
    assert browser(county.worker).post(where, said).status_code == 403


def test_a_parent_is_refused(county):
    for name in ("list", "touchpoints", "papers", "tribes"):
        assert browser(county.mother).get(reverse(f"stakeholders:{name}")).status_code == 403


# ── papers ───────────────────────────────────────────────────────────────────


def test_the_register_shows_the_very_paper_that_the_gate_reads(county, grace, officer):
    paper = qsoa(county, officer)
    shown = page(grace, "stakeholders:papers")
    assert reverse("stakeholders:paper", args=["agreement", paper.pk]) in shown
    assert reverse("consents:agreement", args=[paper.pk]) in page(grace, "stakeholders:paper", "agreement", paper.pk)
    one = reading.paper(sort="agreement", pk=paper.pk, by=grace, at=now())
    assert one.opens
    assert one.closing is None
    filing.end_paper(paper=paper, how=How.TERMINATED, day=localdate(), by=officer, at=now())
    ended = reading.paper(sort="agreement", pk=paper.pk, by=grace, at=now())
    assert ended.closing.sentence == f"It no longer counts. Closed with it: {'; '.join(one.opens)}."
    assert [fact.revoked for fact in Agreement.objects.facts()] == [localdate()], "the same row says so to the gate"


def test_a_review_that_is_due_waits_on_its_leads_desk_until_it_was_held(county, grace, officer):
    paper = qsoa(county, officer)
    where = reverse("stakeholders:paper-said", args=["agreement", paper.pk, "care"])
    yesterday = localdate() - timedelta(days=1)
    said = {"lead": officer.user_id, "review_on": yesterday.isoformat(), "document": "File 2"}
    assert browser(grace).post(where, said).status_code == 302
    assert [one.pk for one in reading.to_review(by=officer, at=now())] == [paper.pk]
    assert reading.to_review(by=grace, at=now()) == ()
    assert "Review overdue" in page(grace, "stakeholders:papers")
    held = reverse("stakeholders:paper-said", args=["agreement", paper.pk, "review"])
    later = (localdate() + timedelta(days=365)).isoformat()
    assert browser(county.worker).post(held, {"words": "It stands", "next_on": later}).status_code == 403
    assert browser(officer).post(held, {"words": "It stands", "next_on": later}).status_code == 302
    assert reading.to_review(by=officer, at=now()) == ()
    assert Care.objects.get().reviews.get().words == "It stands"


def test_a_memorandum_opens_nothing_and_says_who_has_not_signed(county, grace):
    client = browser(grace)
    parties = [str(county.clinic.organization_id), str(county.methadone.organization_id)]
    said = {"kind": "mou", "title": "Memorandum", "parties": parties, "promises": "Each sends someone"}
    said["starts_on"] = "2026-01-01"
    assert client.post(reverse("stakeholders:papers"), {**said, "ends_on": "2025-01-01"}).status_code == 400
    answer = client.post(reverse("stakeholders:papers"), said)
    pk = Care.objects.get().memo_id
    assert answer.url == reverse("stakeholders:paper", args=["memo", pk])
    signing = reverse("stakeholders:paper-said", args=["memo", pk, "sign"])
    client.post(signing, {"name": "Dr. Lund", "organization": "Lake Prenatal Clinic Agency"})
    shown = page(grace, "stakeholders:papers")
    assert "not signed yet: Lake Prenatal Clinic Agency" in shown
    assert "no record" in shown
    assert client.get(reverse("stakeholders:paper", args=["memo", 10**9])).status_code == 404
    assert client.get(reverse("stakeholders:paper", args=["deed", pk])).status_code == 404


# ── tribes ───────────────────────────────────────────────────────────────────


@pytest.fixture
def band(county: County) -> Tribe:
    own = program(county.coalition, "Band Families", OrganizationKind.TRIBAL_CHILD_WELFARE, Regime.TRIBAL)
    chief = works("Ada Stone", own, Role.ADMINISTRATOR)
    tribe = approving.recognize(name="Blue River Band", organization=own.organization, by=chief, at=now())
    june = works("June Hill", own, Role.CASEWORKER)
    where = reverse("stakeholders:speaker", args=[tribe.pk])
    assert browser(chief).post(where, {"speaker": june.user_id, "named_in": "Resolution 4"}).status_code == 302
    tribe.refresh_from_db()
    return tribe


@pytest.fixture
def june(band: Tribe) -> Viewer:
    return band.speaker.memberships.select_related("program__organization__coalition").get().viewer()


SAID = {"use": "group", "purpose": "Our own report"}


def test_the_tribes_own_person_approves_a_use_for_a_purpose_and_a_time_and_withdraws_it(county, band, june):
    client, where = browser(june), reverse("stakeholders:tribe", args=[band.pk])
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    assert client.post(where, SAID).status_code == 400, "no end, no approval"
    assert client.post(where, {**SAID, "until": localdate().isoformat()}).status_code == 400
    assert client.post(where, {**SAID, "until": tomorrow}).status_code == 302
    assert approved(coalition=county.coalition, on=localdate()).tribes == ("Blue River Band",)
    assert approved(coalition=county.coalition, on=localdate(), extract=True).tribes == (), "to count is not to leave"
    given = TribalApproval.objects.get()
    assert (given.purpose, given.given_by) == ("Our own report", "June Hill, Resolution 4")
    assert client.post(reverse("stakeholders:withdraw", args=[band.pk, given.pk])).status_code == 302
    assert approved(coalition=county.coalition, on=localdate()).tribes == ()


def test_nobody_of_the_coalition_speaks_for_a_tribe(county, band, june, grace, officer):
    given = approving.approve(
        tribe=band, use=TribalUse.GROUP, purpose="x", until=localdate() + timedelta(days=9), by=june, at=now()
    )
    for other in (grace, officer, county.worker):
        client = browser(other)
        assert client.get(reverse("stakeholders:tribe", args=[band.pk])).status_code == 200
        assert client.post(reverse("stakeholders:tribe", args=[band.pk]), SAID).status_code == 403
        assert client.post(reverse("stakeholders:withdraw", args=[band.pk, given.pk])).status_code == 403
        assert client.post(reverse("stakeholders:speaker", args=[band.pk]), {"speaker": 1}).status_code == 403
    with pytest.raises(approving.NotTheTribes):
        approving.recognize(name="Another", organization=county.visiting.organization, by=grace, at=now())


def test_who_no_longer_works_for_the_tribe_no_longer_speaks(band, june):
    elsewhere = Viewer(**{**{f: getattr(june, f) for f in june.__slots__}, "organization_id": None})
    with pytest.raises(approving.NotTheTribes):
        approving.approve(tribe=band, use=TribalUse.GROUP, purpose="x", until=localdate(), by=elsewhere, at=now())
