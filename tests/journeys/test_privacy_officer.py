"""The privacy officer answers in a minute who saw what, why, and under which law; and why the gate says no."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]
PHONE = 320


def test_daniel_accounts_for_a_family_and_explains_a_refusal(enters: Enters) -> None:
    daniel = enters("Daniel Cho")
    daniel.opens("Audit")
    daniel.page.get_by_label("Family name").fill("Rivera")
    daniel.presses("Find")
    daniel.follows("Rivera family")
    daniel.reads("The chain is whole", "looked at the chart", "What:")
    he_chooses_who_was_given_something(daniel)
    he_draws_the_list_of_treatment_records(daniel)
    he_asks_why_a_court_may_not_see_attendance(daniel)


def he_chooses_who_was_given_something(daniel: Person) -> None:
    daniel.page.get_by_text("Choose which lines").click()
    daniel.page.get_by_label("What they did").select_option("looked at something")
    daniel.presses("Show")
    daniel.reads("looked at the chart")
    daniel.does_not_read("began a consent")
    with daniel.page.expect_download() as taken:
        daniel.page.get_by_role("link", name="As a file").click()
    assert taken.value.suggested_filename == "who-saw-what.csv"
    daniel.follows("For print")
    daniel.follows("Who saw what")


def he_draws_the_list_of_treatment_records(daniel: Person) -> None:
    daniel.follows("The lists that the law lets a person ask for")
    daniel.page.get_by_label("Which list").select_option("Disclosures of treatment records with consent")
    daniel.page.get_by_label("Whose records").select_option(index=1)
    daniel.presses("Draw the list")
    daniel.reads("42 CFR 2.25", "What the numbers add up to")
    daniel.follows("Who saw what")


def he_asks_why_a_court_may_not_see_attendance(daniel: Person) -> None:
    daniel.follows("Explain a decision about this family’s record")
    record = daniel.page.get_by_label("Which record")
    record.select_option(label=about_treatment(record.inner_text()))
    daniel.page.get_by_label("Or anyone of a kind").select_option("Court")
    daniel.page.get_by_label("What for").select_option("Another court proceeding")
    daniel.presses("Explain")
    daniel.reads("May not be shared", "rules were tried", "These made the answer")
    daniel.page.set_viewport_size({"width": PHONE, "height": 800})
    daniel.looks()
    folded = daniel.page.locator("#answer details")
    expect(folded.first).not_to_have_attribute("open", "")
    for summary in folded.locator("> summary").all():
        summary.click()
    daniel.looks()


def about_treatment(options: str) -> str:
    return next(line.strip() for line in options.splitlines() if "treatment" in line.lower())


def test_ana_reads_who_looked_and_draws_her_own_list_in_spanish(enters: Enters) -> None:
    ana = enters("Ana Rivera", width=PHONE)
    ana.follows("Everyone who looked, and why")
    ana.reads(re.compile(r"\d+ times that someone looked, or was given something\."))
    ana.follows("The lists the law lets you ask for")
    ana.presses("Draw the list")
    ana.reads("42 CFR 2.25")
    ana.presses("Español")
    ana.reads("Cómo suman los números")
