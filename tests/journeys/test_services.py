"""Find a service for someone, see whether there is room, and say so when you work there."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.looking import picture
from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_a_caseworker_finds_a_place_for_a_pregnant_mother_and_her_child(enters: Enters) -> None:
    maya = enters("Maya Thornton")
    maya.opens("Services")
    maya.page.get_by_label("Kind of service").select_option(label="Residential treatment")
    maya.page.get_by_label("Is pregnant").check()
    maya.page.get_by_label("Ages of children").fill("2")
    maya.page.get_by_role("button", name="Find").click()
    found = maya.page.locator("#found")
    expect(found.locator(".kb-card").first).to_contain_text("It takes people who are pregnant.")
    expect(found).to_contain_text(re.compile("stated|Nobody has stated"))
    expect(found).to_contain_text("Close, but not a fit")
    maya.looks()
    picture(maya.page, "services")
    found.locator(".kb-card h3 a").first.click()
    maya.page.wait_for_url(re.compile(r"/services/[0-9a-f-]{36}/"))
    maya.reads("Is there room?", "Whom it fits")
    maya.looks()
    picture(maya.page, "service")


def test_a_search_needs_no_script_and_fits_a_phone(enters: Enters) -> None:
    maya = enters("Maya Thornton", width=320, height=640, script=False)
    maya.goes_to("/services/?pregnant=on&moud=methadone")
    maya.reads("It takes people who are pregnant.", "It gives methadone.")
    maya.goes_to("/services/?zip=00000")
    maya.reads("This is no ZIP code of the United States")
    narrow = enters("Tasha Greene", width=320, height=640)
    narrow.goes_to("/services/?pregnant=on&moud=methadone&children=2")
    picture(narrow.page, "services-phone")


def test_a_counselor_says_in_one_tap_that_the_open_places_are_still_true(enters: Enters) -> None:
    luis = enters("Luis Ferrer")
    luis.goes_to("/services/?words=cedar+street")
    link = luis.page.locator("#found .kb-card h3 a", has_text=re.compile("Opioid|Methadone|Medication")).first
    with luis.page.expect_navigation():
        link.click()
    luis.looks()
    luis.follows(re.compile("Cedar Street Opioid Treatment Program"))
    luis.is_at("Cedar Street Opioid Treatment Program")
    luis.page.get_by_label("Open places now").fill("3")
    luis.page.get_by_label("Places in all").fill("40")
    luis.presses("State it")
    luis.reads("3 open places of 40 for anyone, stated today.")
    luis.presses(re.compile("^Still true"))
    luis.reads("3 open places of 40 for anyone, stated today.", "Attested by")
    picture(luis.page, "program")
    luis.page.get_by_label("Open places now").fill("50")
    luis.page.get_by_label("Places in all").fill("40")
    luis.presses("State it", answers=400)
    luis.reads("More places are open than there are in all; check the two numbers.")
    luis.follows("Cedar Street Clinic")
    luis.reads("Programs", "Cedar Street Buprenorphine Clinic")
    picture(luis.page, "organization")
    maya = enters("Maya Thornton")
    maya.goes_to("/services/?words=cedar+street&open_now=on")
    maya.reads("3 places open for anyone, stated today.")


def test_whom_a_service_fits_is_stated_by_those_who_give_it(enters: Enters) -> None:
    luis = enters("Luis Ferrer")
    luis.goes_to("/services/?words=cedar+street")
    link = luis.page.locator("#found .kb-card h3 a", has_text=re.compile("Opioid|Methadone|Medication")).first
    with luis.page.expect_navigation():
        link.click()
    luis.follows("State whom it fits")
    luis.page.get_by_label("Children may stay").select_option(label="No")
    luis.page.get_by_label("Naltrexone").check()
    picture(luis.page, "fit")
    luis.presses("State it")
    luis.reads("naltrexone")
