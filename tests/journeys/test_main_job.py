"""The main job, as the people of Alder County do it: from a first contact that is late to a first visit kept."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]
OTP = "Cedar Street Opioid Treatment Program"
TREATMENT = re.compile("buprenorphine|methadone|42 CFR|treatment record", re.IGNORECASE)


def test_the_day_begins_with_the_family_nobody_has_seen(enters: Enters) -> None:
    maya = enters("Maya Thornton")
    maya.is_at("Maya Thornton's desk")
    first = maya.page.locator(".kb-card").first
    expect(first).to_contain_text("First contact")
    expect(first).to_contain_text("overdue by")
    maya.follows("Dunmore family")
    maya.reads("Kayla Dunmore is pregnant", "First contact")
    for lane in ("Child welfare and the court", "Treatment and recovery", "The child’s development"):
        expect(maya.page.locator(".kb-lanes__svg")).to_contain_text(lane)
    maya.reads(re.compile(r"\d+ sealed entries"), "What would open this")
    # Kayla was once in treatment. Nothing may say so: not a count, not a program's name, not an empty place.
    for tab in ("Overview", "People", "Chart", "Timeline", "Consents", "Referrals", "Plans"):
        maya.turns_to(tab)
        maya.does_not_read(TREATMENT)


def test_from_a_screen_to_a_first_visit_that_is_kept(enters: Enters) -> None:
    maya, luis = enters("Maya Thornton"), enters("Luis Ferrer")
    she_asks_a_screen(maya)
    she_may_not_refer_before_kayla_agrees(maya)
    kayla_signs(maya)
    she_refers(maya)
    he_accepts(luis)
    she_learns_nothing_of_the_answer(maya)
    kayla_lets_the_program_tell(luis)
    she_sees_that_the_first_visit_was_kept(maya)
    kayla_takes_it_back(luis)
    she_learns_nothing_of_the_answer(maya)


def she_asks_a_screen(maya: Person) -> None:
    maya.goes_to("/families/")
    maya.page.get_by_label("Find by name").fill("Dunmore")
    maya.page.keyboard.press("Enter")
    expect(maya.page.locator("#families .kb-card")).to_have_count(1)
    maya.follows("Dunmore family")
    maya.turns_to("Screen")
    maya.page.get_by_label("Kayla Dunmore").check()
    maya.page.get_by_label("UNCOPE").check()
    maya.presses("Open the screen")
    maya.page.get_by_role("group", name="more, or for longer").get_by_label("Yes").check()
    maya.page.get_by_role("group", name="wish you could drink or use less").get_by_label("Yes").check()
    maya.page.get_by_label("The person declined the rest").check()
    maya.presses("See what it means")
    maya.reads("Declining is a choice that anyone may make.")


def she_may_not_refer_before_kayla_agrees(maya: Person) -> None:
    maya.follows("Dunmore family")
    maya.turns_to("Referrals")
    maya.follows("Refer to a program")
    maya.page.get_by_label("Is pregnant").check()
    maya.page.get_by_label("Offers medication for opioid use disorder").select_option("Methadone")
    maya.page.get_by_label("Payer").select_option("Medicaid")
    maya.page.get_by_role("button", name="Find").click()
    best = maya.page.locator("#matches .kb-card").first
    expect(best).to_contain_text("It takes people who are pregnant.")
    expect(best).to_contain_text("open for pregnant people")
    maya.looks()
    maya.follows(f"Refer to {OTP}")
    maya.page.get_by_label("Who is this for?").select_option("Kayla Dunmore")
    maya.page.get_by_label("What they need to know to help").fill("Due in January. Call after three.")
    maya.page.get_by_label("They know about this referral").check()
    maya.presses("Send the referral", answers=403)
    maya.reads("This has not been sent", "What would open the door", "What you wrote is still here below.")
    expect(maya.page.get_by_label("What they need to know to help")).to_have_value("Due in January. Call after three.")


def kayla_signs(maya: Person) -> None:
    """On Maya's tablet: who, what, why, until when; what each would see; then her name."""
    maya.follows("Ask for a consent")
    page = maya.page
    expect(page.get_by_label("Kayla Dunmore (Mother)")).to_be_checked()
    maya.presses("Go on")
    expect(page.get_by_role("group", name="Who may get it?").get_by_label(OTP)).to_be_checked()
    maya.presses("Go on")
    page.get_by_label("Child welfare records").check()
    page.get_by_label("Help that is needed").check()
    page.get_by_label("So that those who help can work together").check()
    maya.presses("Go on")
    maya.presses("Go on")
    maya.is_at("Who would see what")
    maya.reads("Nothing is shared yet.", OTP, "would see", "would not see because of this paper")
    maya.follows("Go on to signing")
    signs(maya, "Kayla Dunmore")


def signs(person: Person, name: str) -> None:
    """Show that it was understood, say that it is free, and type one's name."""
    page = person.page
    page.get_by_label("Yes, at any time").check()
    page.get_by_label("No, it is my choice").check()
    page.get_by_role("group", name="treatment records against you in court?").get_by_label("No").check()
    page.get_by_label("I choose this freely").check()
    page.get_by_label("Or type your full name to sign").fill(name)
    page.get_by_label("Printed").check()
    page.get_by_label("I explained this paper").check()
    person.presses("Sign")
    person.reads("Signed. It counts from now on.", "In use")


def she_refers(maya: Person) -> None:
    maya.goes_to("/families/?words=Dunmore")
    maya.follows("Dunmore family")
    maya.follows("Refer")
    maya.follows(f"Refer to {OTP}")
    maya.page.get_by_label("Who is this for?").select_option("Kayla Dunmore")
    maya.page.get_by_label("What they need to know to help").fill("Due in January. Call after three.")
    maya.page.get_by_label("Warm handoff").check()
    maya.page.get_by_label("They know about this referral").check()
    maya.presses("Send the referral")
    maya.is_at("Referral for Kayla Dunmore")
    maya.reads("Sent, waiting for an answer", "What the program answers is protected")


def he_accepts(luis: Person) -> None:
    """In one step; the first visit in another. Only now may he open the family's page."""
    luis.opens("Inbox")
    luis.follows(re.compile("Kayla Dunmore"))
    luis.reads("Due in January. Call after three.", "Warm handoff")
    luis.presses("Accept")
    luis.reads("Accepted")
    luis.page.locator("summary", has_text="Set the first visit").click()
    luis.page.get_by_label("Day and time of the first visit").fill("2031-03-04T09:30")
    luis.presses("Set the first visit", within=luis.page.locator("details[open]"))
    luis.reads("First visit: Tuesday, Mar 4, 2031")
    luis.presses("First visit kept")
    luis.reads("First visit kept")


def she_learns_nothing_of_the_answer(maya: Person) -> None:
    maya.opens("Inbox")
    card = maya.page.locator(".kb-card", has_text=f"to {OTP}")
    expect(card).to_contain_text("Sent, waiting for an answer")
    expect(card).not_to_contain_text("First visit")
    maya.follows(re.compile("Kayla Dunmore"), within=card)
    maya.reads("Sent, waiting for an answer", "What the program answers is protected")
    maya.does_not_read("Accepted", "First visit", "Luis Ferrer")


def kayla_lets_the_program_tell(luis: Person) -> None:
    """The usual form: only whether visits are kept, only to the county, only for the case plan."""
    luis.goes_to("/families/?words=Dunmore")
    luis.follows("Dunmore family")
    luis.turns_to("Consents")
    luis.follows("New consent")
    page = luis.page
    page.get_by_label("Kayla Dunmore (Mother)").check()
    luis.presses("Go on")
    page.get_by_role("group", name="Who may share?").get_by_label(OTP).check()
    county = page.get_by_role("group", name="Who may get it?")
    county.get_by_text("Child welfare and court").click()
    county.get_by_label("Family Assessment").check()
    luis.presses("Go on")
    page.get_by_label("only if visits are kept").check()
    page.get_by_label("To make the family's case plan and follow it").check()
    luis.presses("Go on")
    luis.presses("Go on")
    luis.reads("Family Assessment", "only if visits are kept")
    luis.follows("Go on to signing")
    signs(luis, "Kayla Dunmore")


def she_sees_that_the_first_visit_was_kept(maya: Person) -> None:
    """The answer, and in the chart the fact with the notice that travels with it and the law that opened it."""
    maya.opens("Inbox")
    maya.follows(re.compile("Kayla Dunmore"))
    maya.reads("First visit kept", "Luis Ferrer")
    maya.goes_to("/families/?words=Dunmore")
    maya.follows("Dunmore family")
    maya.turns_to("Chart")
    maya.reads("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")
    fact = maya.page.locator(".kb-entry", has_text=f"recorded by {OTP}").first
    fact.get_by_role("link", name="Why you may see this").click()
    why = maya.page.locator(":target")
    expect(why).to_contain_text("May be shared")
    expect(why).to_contain_text("42 CFR 2.31")


def kayla_takes_it_back(luis: Person) -> None:
    luis.goes_to("/families/?words=Dunmore")
    luis.follows("Dunmore family")
    luis.turns_to("Consents")
    paper = luis.page.locator(
        ".kb-listed", has=luis.page.locator("dt:text-is('May get it') + dd", has_text="Assessment")
    )
    luis.follows("About Kayla Dunmore", within=paper)
    luis.follows("Take it back")
    luis.reads("What cannot be pulled back")
    luis.page.get_by_label("They are pressing this themselves").check()
    luis.presses("Take it back")
    luis.reads("Taken back. Nothing more is shared because of it.")
