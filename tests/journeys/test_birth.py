"""A baby was born yesterday: the plan of safe care is finished with the parent before they go home, and handed over."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_the_plan_is_finished_before_going_home(enters: Enters) -> None:
    priya = enters("Priya Raman")
    card = priya.page.locator(".kb-card", has_text="Plan of safe care with Renee Pelletier")
    expect(card).to_contain_text("Before going home")
    priya.follows("Plan of safe care with Renee Pelletier")
    it_cannot_be_signed_while_something_is_missing(priya)
    they_write_what_is_missing(priya)
    renee_signs(priya)
    it_prints(priya)
    it_does_not_go_where_renee_has_not_said(priya)
    it_goes_to_her_clinic(priya, enters)


def it_cannot_be_signed_while_something_is_missing(priya: Person) -> None:
    priya.follows("Ask for the parent's answer")
    priya.reads("You may sign, or not. Care goes on either way.", "Where the baby sleeps")
    priya.page.get_by_label("I helped write this plan and I agree with it").check()
    priya.page.get_by_label("Your full name, as your signature").fill("Renee Pelletier")
    priya.presses("Save my answer", answers=400)
    priya.reads("The plan is not ready to sign yet.")


def they_write_what_is_missing(priya: Person) -> None:
    priya.follows("The plan")
    priya.follows("Go on writing")
    page = priya.page
    page.get_by_label("Baby's doctor or clinic").fill("Dr. Brandt, Tamarack Primary Care")
    page.get_by_label("First visit after going home").fill("2031-01-07")
    page.get_by_label("Where the baby sleeps").fill("Own crib beside our bed")
    page.get_by_label("Someone the parent trusts to care for the baby").fill("Marc, and his sister")
    priya.presses("Save")
    priya.reads("Own crib beside our bed", "Marc, and his sister")


def renee_signs(priya: Person) -> None:
    priya.follows("Ask for the parent's answer")
    priya.does_not_read("Before signing, talk about")
    priya.page.get_by_label("I helped write this plan and I agree with it").check()
    priya.page.get_by_label("Your full name, as your signature").fill("Renee Pelletier")
    priya.page.get_by_label("Anything you see differently").fill("I would like fewer visits in the first week.")
    priya.presses("Save my answer")
    priya.reads("Signed by Renee Pelletier", "I would like fewer visits in the first week.")


def it_prints(priya: Person) -> None:
    """As a PDF, and from the browser without what only a screen needs."""
    link = priya.page.get_by_role("link", name="Print (PDF)").get_attribute("href")
    answer = priya.page.request.get(str(link))
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")
    priya.page.emulate_media(media="print")
    for name in ("Primary", "Breadcrumbs"):
        expect(priya.page.locator(f"nav[aria-label='{name}']")).to_be_hidden()
    expect(priya.page.get_by_text("Leave this page now")).to_be_hidden()
    priya.reads("Own crib beside our bed")
    priya.page.emulate_media(media="screen")


def it_does_not_go_where_renee_has_not_said(priya: Person) -> None:
    choice = priya.page.get_by_label("To which program")
    choice.select_option(label="Alder County Division of Family Services: Family Assessment")
    priya.presses("See what they would get")
    priya.reads("Nothing: no law or consent lets them have any part of it.")
    priya.presses("Ask why not", answers=403)
    priya.reads("Nothing was sent to Family Assessment")


def it_goes_to_her_clinic(priya: Person, enters: Enters) -> None:
    priya.page.get_by_label("To which program").select_option(label="Riverbend Women's Health: Riverbend Prenatal Care")
    priya.presses("See what they would get")
    priya.reads("Word for word, next to what they wrote themselves. Nothing has been sent.")
    priya.presses("Hand it over")
    copies = priya.page.locator("h2:text-is('Who has a copy') + ul")
    expect(copies).to_contain_text("not yet confirmed")
    hannah = enters("Hannah Weiss")
    handed = hannah.page.locator(".kb-card", has=hannah.page.get_by_role("button", name="We have it"))
    hannah.presses(re.compile("^We have it"), within=handed.filter(has_text="Renee Pelletier"))
    expect(handed.filter(has_text="Renee Pelletier")).to_have_count(0)
    priya.goes_to(priya.page.url.replace("hand-over/", ""))
    expect(copies).to_contain_text("they have it")
