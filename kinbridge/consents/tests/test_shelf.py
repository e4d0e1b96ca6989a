"""Papers other than consents: who may put one on file, what its page says it is worth, and how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.models import Agreement, OtherAuthority, papers_on_file
from kinbridge.consents.rules import Defect, State, state
from kinbridge.consents.tests.county import County, program, works
from kinbridge.core.vocabulary import OrganizationKind, Regime
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser, words
from kinbridge.people.models import Involvement, Restriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def court(county: County) -> Viewer:
    docket = program(county.coalition, "Family Court", OrganizationKind.COURT, Regime.COURT)
    row = {"family": county.family, "coalition": county.coalition}
    Involvement.objects.create(program=docket, since=localdate() - timedelta(days=90), **row)
    return works("Robin Ames", docket, Role.COURT_LIAISON)


@pytest.fixture
def officer(county: County) -> Viewer:
    office = program(county.coalition, "Coalition Office", OrganizationKind.COMMUNITY, Regime.COMMUNITY)
    return works("Dan Cho", office, Role.PRIVACY_OFFICER)


def at(county: County, name: str, *rest: object) -> str:
    return reverse(f"consents:{name}", args=[county.family.key, *rest])


def special_order(county: County, viewer: Viewer, **changes: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "person": county.ana.pk,
        "court": "Bluewater Family Court",
        "judge": "Hon. R. Vale",
        "reference": "JV-77",
        "gives": [f"program:{county.methadone.pk}"],
        "gets": [f"program:{viewer.program_id}"],
        "categories": ["sud_attendance"],
        "purposes": ["court_proceeding_against_patient"],
        "findings": ["no_other_effective_way", "public_interest_outweighs", "notice_given"],
        "signed_on": localdate() - timedelta(days=3),
        "expires_on": localdate() + timedelta(days=90),
    }
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def on_file(county: County):  # type: ignore[no-untyped-def]
    (paper,) = [one for one in papers_on_file(family=county.family.pk) if one.id.startswith("paper:")]
    return paper


# ── what a paper is worth ────────────────────────────────────────────────────


def test_a_special_order_with_every_finding_opens_the_treatment_record(county, court):
    client = browser(court)
    answer = client.post(at(county, "paper_record", "order-civil"), special_order(county, court))
    page = words(client.get(answer.url))
    assert "In force" in page
    assert "Treatment records it names, for this case" in page.partition("It does not open")[0]
    assert state(on_file(county), on=localdate()) is State.IN_FORCE
    assert not on_file(county).defects
    assert Line.objects.filter(act="paper.recorded", family_id=county.family.pk, citations__len=1).exists()


def test_an_order_without_a_finding_says_at_once_what_is_missing_and_what_stays_closed(county, court):
    client = browser(court)
    sent = special_order(county, court, findings=["public_interest_outweighs", "notice_given"])
    looked = words(client.post(at(county, "paper_record", "order-civil"), {**sent, "look": "1"}))
    assert "What it would be worth" in looked
    assert not OtherAuthority.objects.exists()
    page = words(client.get(client.post(at(county, "paper_record", "order-civil"), sent).url))
    for shown in (looked, page):
        assert "The judge did not find that there is no other good way to get these facts. 42 CFR 2.64(d)(1)" in shown
        assert "Treatment records it names, for this case" in shown.partition("It does not open")[2]
        assert "Other health records it names" in shown.partition("It does not open")[0]


def test_a_subpoena_says_that_it_opens_nothing_alone(county, court):
    client = browser(court)
    sent = special_order(county, court, findings=[], judge=None)
    page = words(client.get(client.post(at(county, "paper_record", "subpoena"), sent).url))
    assert "It opens Nothing by itself." in page
    assert "Treatment records under 42 CFR part 2. Tell the court of the rule" in page


def test_what_was_said_in_confidence_without_a_ground_spoils_the_order_for_treatment_records(county, court):
    sent = special_order(county, court, also=["includes_confidential_communications"])
    page = words(browser(court).post(at(county, "paper_record", "order-civil"), {**sent, "look": "1"}))
    assert "the judge found no ground for that" in page
    assert "Treatment records it names, for this case" in page.partition("It does not open")[2]


# ── who may put one on file ──────────────────────────────────────────────────


def test_the_one_who_would_gain_by_an_order_waits_for_a_second_look(county):
    boss = works("Denise Otto", county.welfare, Role.SUPERVISOR)
    client = browser(boss)
    answer = client.post(at(county, "paper_record", "order-civil"), special_order(county, boss))
    assert Defect.UNCONFIRMED in on_file(county).defects
    page = words(client.get(answer.url))
    assert "Waits for a second look" in page
    assert "As it stands it opens nothing." in page
    assert "Confirm it" not in page
    pk = OtherAuthority.objects.get().pk
    assert client.post(at(county, "paper_confirm", pk)).status_code == 403
    holder = browser(county.nurse)
    assert "Confirm it" in words(holder.get(at(county, "paper", pk)))
    holder.post(at(county, "paper_confirm", pk))
    assert not on_file(county).defects


def test_a_program_puts_orders_on_file_for_its_own_records_only(county):
    client = browser(county.worker)
    form = client.get(at(county, "paper_record", "subpoena")).content.decode()
    gives = form.partition("Who holds what it is about?")[2].partition("Who would receive it?")[0]
    assert "County Child Welfare" in gives
    assert "River Methadone" not in gives
    sent = special_order(county, county.worker)
    assert client.post(at(county, "paper_record", "subpoena"), sent).status_code == 422


@pytest.mark.parametrize("role", [Role.PEER, Role.NAVIGATOR, Role.TEAM_COORDINATOR, Role.EVALUATOR, Role.TRAINER])
def test_other_roles_put_no_order_on_file(county, role):
    someone = works("Sam Reed", county.visiting, role)
    assert browser(someone).get(at(county, "paper_record", "order-civil")).status_code == 403


def test_a_parent_puts_nothing_on_file_but_reads_what_is_about_her(county, court):
    browser(court).post(at(county, "paper_record", "order-civil"), special_order(county, court))
    mother = browser(county.mother)
    assert mother.get(at(county, "paper_choose")).status_code == 403
    page = words(mother.get(at(county, "papers")))
    assert "Special order for treatment records, civil case about Ana Rivera" in page
    assert "Put a paper on file" not in page


def test_a_program_that_the_order_does_not_name_does_not_learn_of_it(county, court):
    browser(court).post(at(county, "paper_record", "order-civil"), special_order(county, court))
    pk = OtherAuthority.objects.get().pk
    visitor = browser(county.visitor)
    assert "No paper that you may see" in words(visitor.get(at(county, "papers")))
    assert visitor.get(at(county, "paper", pk)).status_code == 404


def test_a_privacy_officer_sees_every_paper_and_a_strangers_coalition_none(county, court, officer):
    browser(court).post(at(county, "paper_record", "order-civil"), special_order(county, court))
    assert "Special order" in words(browser(officer).get(at(county, "papers")))
    foreign = Viewer(**{f: getattr(officer, f) for f in officer.__slots__} | {"coalition_id": officer.coalition_id + 1})
    assert not OtherAuthority.objects.seen_by(foreign).exists()


# ── four different ends ──────────────────────────────────────────────────────


def test_vacated_expired_entered_in_error_and_unreadable_are_four_different_words(county, court):
    client = browser(court)
    day = localdate()
    for _ in range(4):
        client.post(at(county, "paper_record", "order-civil"), special_order(county, court))
    first, second, third, _fourth = OtherAuthority.objects.order_by("pk")
    client.post(at(county, "paper_end", first.pk), {"how": "vacated", "day": day, "words": "On appeal"})
    client.post(at(county, "paper_wrong", second.pk), {"words": ""})
    past = {"signed_on": day - timedelta(days=60), "expires_on": day - timedelta(days=1)}
    client.post(at(county, "paper_record", "order-civil"), special_order(county, court, **past))
    torn = {"person": county.ana.pk, "unreadable": "on"}
    client.post(at(county, "paper_record", "order-civil"), torn)
    page = words(client.get(at(county, "papers")))
    for word in ("Vacated", "Expired", "Entered in error", "Cannot be read", "In force"):
        assert word in page
    states = [state(paper, on=day) for paper in papers_on_file(family=county.family.pk)]
    assert states == [
        State.WITHDRAWN,
        State.ENTERED_IN_ERROR,
        State.IN_FORCE,
        State.IN_FORCE,
        State.EXPIRED,
        State.UNREADABLE,
    ]
    assert set(Line.objects.filter(act__startswith="paper.").values_list("act", flat=True)) == {
        "paper.recorded",
        "paper.ended",
        "paper.entered_in_error",
    }
    again = client.post(at(county, "paper_end", first.pk), {"how": "vacated", "day": day})
    assert again.status_code == 403
    assert third.pk


def test_a_blank_never_means_all(county, court):
    for missing in ("gives", "gets", "categories", "purposes", "signed_on", "person"):
        sent = special_order(county, court, **{missing: None})
        assert browser(court).post(at(county, "paper_record", "order-civil"), sent).status_code == 422
    assert not OtherAuthority.objects.exists()


# ── a person's own limits ────────────────────────────────────────────────────


def asked(county: County, **changes: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "person": county.ana.pk,
        "asked_by": "Ana Rivera",
        "gives": [f"program:{county.methadone.pk}"],
        "gets": [f"program:{county.clinic.pk}"],
        "categories": ["sud_medication"],
        "signed_on": localdate() - timedelta(days=1),
    }
    return {**sent, **changes}


def test_a_request_holds_from_the_day_it_is_made_and_the_program_declines_it_or_agrees(county):
    nurse = browser(county.nurse)
    nurse.post(at(county, "paper_record", "restriction"), asked(county))
    nurse.post(at(county, "paper_record", "restriction"), asked(county))
    first, second = OtherAuthority.objects.order_by("pk")
    page = words(nurse.get(at(county, "paper", first.pk)))
    assert "Waits for an answer. Until then it holds as it was asked." in page
    nurse.post(at(county, "paper_agree", first.pk))
    refused = nurse.post(at(county, "paper_end", first.pk), {"how": "declined", "day": localdate()})
    assert refused.status_code == 422
    nurse.post(at(county, "paper_end", second.pk), {"how": "declined", "day": localdate()})
    one, two = (state(paper, on=localdate()) for paper in papers_on_file(family=county.family.pk))
    assert (one, two) == (State.IN_FORCE, State.WITHDRAWN)
    assert "Declined" in words(nurse.get(at(county, "paper", second.pk)))


def test_what_was_paid_in_full_must_be_agreed_to(county):
    nurse = browser(county.nurse)
    nurse.post(at(county, "paper_record", "restriction"), asked(county, also=["self_paid_in_full"]))
    page = words(nurse.get(at(county, "paper", OtherAuthority.objects.get().pk)))
    assert "Waits" not in page
    assert "Agreed to" in page


def test_a_safety_flag_hides_her_from_whom_she_fears_and_from_every_family_screen(county):
    feared = county.leo
    client = browser(county.visitor)
    sent = {"person": county.ana.pk, "kept_from": ["kind:other_parent"], "signed_on": localdate()}
    assert client.post(at(county, "paper_record", "safety"), sent).status_code == 302
    assert "Safety flag" in words(client.get(at(county, "papers")))
    assert "Safety flag" not in words(browser(county.mother).get(at(county, "papers")))
    father = type(feared).objects.create(
        family=county.family, coalition=county.coalition, given_name="Luis", relation="father"
    )
    county.family.refresh_from_db()
    type(county.family).objects.get(pk=county.family.pk)
    father.memberships.create(family=county.family, coalition=county.coalition, since=localdate() - timedelta(days=9))
    sent = {"person": county.ana.pk, "kept_from": [f"person:{father.pk}"], "signed_on": localdate()}
    client.post(at(county, "paper_record", "safety"), sent)
    assert Restriction.objects.get().restricted_id == father.pk
    flag = OtherAuthority.objects.order_by("pk").last()
    client.post(at(county, "paper_end", flag.pk), {"how": "lifted", "day": localdate()})
    assert Restriction.objects.get().until == localdate()


# ── between organizations ────────────────────────────────────────────────────


def service(county: County, **changes: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "gives": [f"program:{county.methadone.pk}"],
        "gets": [f"program:{county.clinic.pk}"],
        "categories": ["sud_toxicology"],
        "purposes": ["operations"],
        "findings": ["written_agreement", "bound_by_part2"],
        "signed_on": localdate() - timedelta(days=30),
    }
    return {**sent, **changes}


def test_an_agreement_holds_for_every_family_and_names_none(county, officer):
    client = browser(officer)
    answer = client.post(reverse("consents:agreement_record", args=["qsoa"]), service(county))
    assert answer.status_code == 302, words(answer)
    (paper,) = papers_on_file(family=county.family.pk)
    assert (paper.kind, paper.subject, paper.id) == ("qsoa", None, f"agreement:{Agreement.objects.get().pk}")
    assert not paper.defects
    listed = words(browser(county.visitor).get(reverse("consents:agreements")))
    assert "Service organization agreement" in listed
    assert "River Methadone" in listed
    assert browser(county.mother).get(reverse("consents:agreements")).status_code == 403


def test_an_agreement_that_lacks_what_the_law_asks_for_is_none(county, officer):
    client = browser(officer)
    sent = service(county, findings=["written_agreement"])
    page = words(client.get(client.post(reverse("consents:agreement_record", args=["qsoa"]), sent).url))
    assert "does not say that part 2 binds it" in page
    assert "opens nothing" in page
    (paper,) = papers_on_file(family=county.family.pk)
    assert paper.defects == {Defect.NO_APPROVAL}
    pk = Agreement.objects.get().pk
    client.post(reverse("consents:agreement_end", args=[pk]), {"how": "terminated", "day": localdate()})
    (paper,) = papers_on_file(family=county.family.pk)
    assert state(paper, on=localdate()) is State.WITHDRAWN


def test_a_caseworker_puts_no_agreement_on_file(county):
    client = browser(county.worker)
    assert client.get(reverse("consents:agreement_choose")).status_code == 403
    assert client.post(reverse("consents:agreement_record", args=["qsoa"]), service(county)).status_code == 403
    assert client.get(reverse("consents:agreement_record", args=["order-civil"])).status_code == 404
    assert client.get(at(county, "paper_record", "qsoa")).status_code == 404
