"""A mother reads her own record on a small phone, takes a consent back, and the privacy officer can tell who looked."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_ana_reads_her_own_pages_on_a_small_phone_and_takes_a_consent_back(enters: Enters) -> None:
    tasha = enters("Tasha Greene")
    what_ana_shares_is_there(tasha)
    ana = enters("Ana Rivera", width=320, height=640)
    ana.is_at("My family")
    ana.follows("Plan of safe care")
    ana.reads("Signed by Ana Rivera", "A crib beside the bed")
    ana.opens("My family")
    ana.follows("Read my record")
    ana.reads("Attendance", "recorded by Cedar Street Opioid Treatment Program")
    ana.follows("My family")
    ana.follows("See the dates ahead")
    ana.follows("My family")
    ana.follows("See who belongs to our family, and who works with us")
    ana.reads("Lucia Rivera", "Luis Ferrer")
    ana.follows("My family")
    ana.follows("Everyone who looked, and why")
    ana.reads("Maya Thornton, Alder County Division of Family Services, looked at the chart to plan with the family.")
    she_takes_it_back(ana)
    it_is_gone_at_once(tasha)


def what_ana_shares_is_there(tasha: Person) -> None:
    tasha.goes_to("/families/?words=Rivera")
    tasha.follows("Rivera family")
    tasha.turns_to("Chart")
    tasha.reads("Counseling: attended.", "42 CFR part 2 prohibits unauthorized use or disclosure of these records.")


def she_takes_it_back(ana: Person) -> None:
    ana.follows("My family")
    ana.follows("See my consents, or take one back")
    paper = ana.page.locator(".kb-listed", has_text="Turning Leaf Parents in Recovery")
    ana.follows("About Ana Rivera", within=paper)
    ana.follows("Take it back")
    ana.reads("You do not have to say why.", "What was already shared stays with those who got it.")
    ana.presses("Take it back")
    ana.reads("Taken back. Nothing more is shared because of it.")


def it_is_gone_at_once(tasha: Person) -> None:
    tasha.goes_to(tasha.page.url)
    tasha.does_not_read("attended", "42 CFR part 2", "Cedar Street Opioid Treatment Program")


def test_nobody_opens_the_pages_of_a_family_that_is_not_theirs(enters: Enters) -> None:
    ana = enters("Ana Rivera")
    ana.page.on("console", lambda _: None)
    answer = ana.page.goto("/families/")
    assert answer is not None
    assert answer.status == 403
    carol = enters("Carol Lindqvist")
    carol.goes_to("/families/?words=Castellano")
    carol.reads("No family of your program goes by that name.")
    hannah = enters("Hannah Weiss")
    hannah.goes_to("/families/?words=Castellano")
    hannah.follows("Castellano family")
    address = hannah.page.url
    strange = carol.page.goto(address)
    assert strange is not None
    assert strange.status == 404
    expect(carol.page.get_by_role("heading", level=1)).to_have_text(re.compile("did not find"))
    assert "Castellano" not in carol.page.content()
