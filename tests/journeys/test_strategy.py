"""Grace walks an idea from a proposal to a decision and prints the strategy; a visitor reads how the goals stand."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]
SEEN = "The nurses on the floor said so"


def test_grace_walks_an_idea_to_a_decision_and_prints_the_strategy(enters: Enters) -> None:
    grace = enters("Grace Whitfield")
    grace.opens("Coalition")
    grace.follows("Strategy")
    grace.reads("Two in-service days for school nurses", "Needs help", "Every new worker starts with the core training")
    paper = grace.page.request.get(grace.page.get_by_role("link", name="On one page (PDF)").get_attribute("href") or "")
    assert paper.body().startswith(b"%PDF-")
    grace.follows("What moved")
    grace.reads("who can pay for them?", "One calendar for court days and treatment weeks")
    grace.follows("Ideas and wins")
    grace.reads(re.compile("Quiet too long"), "The family court gave us its lunch hour")
    grace.follows("Propose an idea")
    she_proposes_tries_and_decides(grace)
    grace.follows("Ideas and wins")
    grace.follows("Results")
    grace.reads("We contributed to it", "What else could explain it")


def she_proposes_tries_and_decides(grace: Person) -> None:
    field = grace.page.get_by_label
    field("The idea, in a few words").fill("A ride home from the birth hospital")
    field("What is in the way today").fill("Families wait hours for a ride with a car seat.")
    field("Whom it would help").fill("Families without a car")
    field("What makes you think so").fill(SEEN)
    grace.presses("Propose it")
    grace.follows("Try it")
    field("How it will be tried").fill("Two volunteers, Mondays, for a month")
    field("What you want to find out").fill("Do families take it?")
    field("What would make you stop early").fill("No car seat fits")
    field("Until when").fill("2027-03-01")
    field("What it says").fill(SEEN)
    grace.presses("Write it down")
    grace.follows("Decide on it")
    field("Why").fill("Nine families took it.")
    field("What it says").fill("The volunteers' list")
    grace.presses("Write it down")
    grace.reads("Decided: spread it as it is", "Nine families took it.", "The volunteers' list")


def test_a_visitor_reads_how_the_goals_stand_in_their_language(browser: Browser, county: str) -> None:
    visitor = browser.new_context(base_url=county, locale="es-US", viewport={"width": 360, "height": 740})
    page = visitor.new_page()
    page.goto("/goals/alder-county/")
    Person("a visitor", page).looks()
    expect(page.get_by_role("main")).to_contain_text("Nos estamos acercando.")
    expect(page.get_by_role("img", name="Un dibujo")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Servicios que comprenden el trauma")
    visitor.close()
