"""An order says what it lacks; a clinician opens records in an emergency; an officer reviews it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kinbridge.accounts.models import Role
from kinbridge.chart.actions import record_entry
from kinbridge.consents.actions import disputes
from kinbridge.consents.tests.county import County, made, program, signed_today, works
from kinbridge.core.vocabulary import OrganizationKind, Regime
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Involvement
from tests.journeys.looking import enter, sound

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(live_server: LiveServer) -> County:
    return made()


def works_with_the_family(county: County, viewer: Viewer) -> Viewer:
    row = {"family": county.family, "coalition": county.coalition}
    Involvement.objects.create(program_id=viewer.program_id, since=localdate() - timedelta(days=90), **row)
    return viewer


def test_an_order_says_what_it_lacks_before_it_is_on_file(
    page: Page, context: BrowserContext, live_server: LiveServer, county: County
) -> None:
    docket = program(county.coalition, "Family Court", OrganizationKind.COURT, Regime.COURT)
    robin = works_with_the_family(county, works("Robin Ames", docket, Role.COURT_LIAISON))
    enter(context, robin, at=live_server.url)
    page.goto(f"/family/{county.family.key}/consents/")
    page.get_by_role("link", name="Papers on file").click()
    sound(page, "papers-none")
    page.get_by_role("link", name="Put a paper on file").click()
    sound(page, "papers-choose")
    page.get_by_role("link", name="Special order for treatment records, civil case").click()
    sound(page, "papers-order")
    page.get_by_label("Ana Rivera (Mother)").check()
    page.get_by_label("Its own number").fill("JV-77")
    holds = page.get_by_role("group", name="Who holds what it is about?")
    holds.get_by_text("Health care and treatment").click()
    holds.get_by_label("River Methadone").check()
    gets = page.get_by_role("group", name="Who would receive it?")
    gets.get_by_text("Your own program").click()
    gets.get_by_label("Family Court").check()
    page.get_by_label("Drug or alcohol treatment: only if visits are kept").check()
    page.get_by_label("For a court case about the family").check()
    page.get_by_label("The judge found that the public interest outweighs").check()
    page.get_by_label("The day it was made or signed").fill((localdate() - timedelta(days=3)).isoformat())
    page.get_by_role("button", name="See first what it opens").click()
    worth = page.get_by_role("region", name="What it would be worth")
    expect(worth).to_contain_text("The judge did not find that there is no other good way to get these facts.")
    expect(worth).to_contain_text("The patient and the program were not told beforehand.")
    sound(page, "papers-order-looked-at")
    page.get_by_role("button", name="Put it on file").click()
    expect(page.get_by_text("On file. Below is what it is worth.")).to_be_visible()
    sound(page, "papers-order-on-file")
    page.get_by_role("link", name="It ended").click()
    page.get_by_label("Vacated").check()
    sound(page, "papers-order-ends")
    page.get_by_role("button", name="It ended").click()
    expect(page.get_by_text("It no longer opens or closes anything.")).to_be_visible()
    page.get_by_role("link", name="Papers on file").click()
    sound(page, "papers-ended")


def test_two_parents_disagree_and_a_supervisor_resolves_it(
    page: Page, context: BrowserContext, live_server: LiveServer, county: County
) -> None:
    consent = signed_today(county)
    said = {"objector": "parent", "name": "Luis Rivera", "words": "Nobody asked me."}
    disputes.object_to(consent=consent, by=county.worker, at=now(), **said)
    enter(context, works("Denise Otto", county.welfare, Role.SUPERVISOR), at=live_server.url)
    page.goto(f"/family/{county.family.key}/consents/papers/")
    sound(page, "papers-with-a-disagreement")
    page.get_by_role("link", name="Someone else who may decide for this person objects to the consent.").click()
    sound(page, "papers-disagreement")
    page.get_by_label("The consent stands; it counts again").check()
    page.get_by_label("Why?").fill("Counsel: she decides about her own record alone.")
    page.get_by_role("button", name="Resolve it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A disagreement that was resolved")
    sound(page, "papers-resolved")


def test_an_emergency_is_stated_opened_and_reviewed(
    page: Page, context: BrowserContext, live_server: LiveServer, county: County
) -> None:
    record_entry(
        family=county.family,
        subject=county.ana,
        kind="attendance",
        body={"attended": True, "service": "dosing"},
        occurred_at=now() - timedelta(days=2),
        by=county.nurse,
        at=now() - timedelta(days=2),
    )
    enter(context, works("Hana Weiss", county.clinic, Role.CLINICIAN), at=live_server.url)
    page.goto(f"/family/{county.family.key}/chart/")
    page.get_by_role("link", name="In a medical emergency").click()
    sound(page, "emergency-form")
    page.get_by_label("Ana Rivera (Mother)").check()
    page.get_by_label("What is the emergency?").fill("She came in by ambulance and does not wake.")
    page.get_by_label("They can decide, and said no.").check()
    page.get_by_role("group", name="Does your program treat them already?").get_by_label("Yes").check()
    page.get_by_label("This is a real medical emergency").check()
    page.get_by_role("button", name="State the emergency").click()
    expect(page.get_by_role("alert")).to_contain_text("Then the law does not open these records")
    page.get_by_label("They cannot decide or speak now").check()
    page.get_by_role("button", name="State the emergency").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opened in an emergency")
    expect(page.get_by_text("Recorded by River Methadone")).to_be_visible()
    sound(page, "emergency-opened")

    context.clear_cookies()
    enter(context, county.nurse, at=live_server.url)
    page.goto("/emergencies/")
    page.get_by_role("link", name="Ana Rivera").click()
    page.get_by_role("button", name="We have read this").click()
    sound(page, "emergency-told")

    office = program(county.coalition, "Coalition Office", OrganizationKind.COMMUNITY, Regime.COMMUNITY)
    context.clear_cookies()
    enter(context, works("Dan Cho", office, Role.PRIVACY_OFFICER), at=live_server.url)
    page.goto("/emergencies/")
    sound(page, "emergency-queue")
    page.get_by_role("link", name="Ana Rivera").click()
    page.get_by_label("Justified: a real emergency").check()
    page.get_by_label("Why? What happens next?").fill("Seen with the chief nurse; the dose was needed.")
    sound(page, "emergency-review")
    page.get_by_role("button", name="Close the review").click()
    expect(page.get_by_text("Reviewed by Dan Cho")).to_be_visible()
    page.goto("/agreements/")
    page.get_by_role("link", name="Put an agreement on file").click()
    page.get_by_role("link", name="Qualified service organization agreement").click()
    sound(page, "agreement-form")
