"""Counsel reads what is on file of the state's law, and signs it; the privacy officer sees that it was signed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.looking import picture
from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_counsel_signs_the_rules_of_her_state(enters: Enters) -> None:
    miriam = enters("Miriam Ostrow")
    miriam.opens("State law")
    miriam.reads("State law on file", "Vermont", "your state", "Not signed")
    miriam.looks()
    picture(miriam.page, "law")
    miriam.page.get_by_role("link", name="Vermont").click()
    miriam.reads("An infant born affected by substances", "33 V.S.A. 4912", "VT-NOTICE", "They count in this demo only")
    miriam.looks()
    picture(miriam.page, "law-vermont")
    miriam.page.get_by_role("button", name="Sign this text").click()
    miriam.reads("Write your bar or license number")
    miriam.page.get_by_label("Bar or license number").fill("Vermont 4821")
    miriam.page.get_by_label("I have read each entry").check()
    miriam.page.get_by_role("button", name="Sign this text").click()
    miriam.reads("You signed the rules of Vermont.", "Vermont 4821")
    expect(miriam.page.locator(".kb-footer")).not_to_contain_text("No counsel has signed")
    miriam.looks()
    picture(miriam.page, "law-signed")
    daniel = enters("Daniel Cho", width=360, height=740, script=False)
    daniel.goes_to("/law/")
    daniel.reads("Signed", "Miriam Ostrow")
    picture(daniel.page, "law-phone")
    daniel.goes_to("/law/vt/")
    daniel.reads("Signed", "Counsel signs here.")
    picture(daniel.page, "law-vermont-phone")
    miriam.page.get_by_role("button", name="Take the signature back").click()
    miriam.reads("The signature under the rules of Vermont no longer stands.", "no longer stands since")
