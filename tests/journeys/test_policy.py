"""The coalition moves a policy, sees when money ends, and mends a message; counsel sees which rules need a look."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_grace_reads_what_moves_what_ends_and_mends_a_message(enters: Enters) -> None:
    grace = enters("Grace Whitfield")
    grace.goes_to("/coalition/")
    grace.follows("Policy and funding")
    grace.reads("Proposed", "Adopted", "Draft", "In effect", "Withdrawn", "A warm handoff is paid as a visit")
    grace.does_not_read("These rules need a look")
    grace.follows("Funding")
    grace.reads("In 4 months", "Opioid settlement, county share", "Months until money ends")
    grace.follows("Who decides")
    grace.reads("Lena Hartwell", "60 minutes of advocacy")
    grace.goes_to("/coalition/outreach/")
    grace.reads("mended after a suggestion")
    grace.follows("When a parent stops treatment")
    words = grace.page.get_by_label("The words")
    words.fill("Addicts who miss a dose are not non-compliant.")
    words.blur()
    expect(grace.page.get_by_role("main")).to_contain_text("You wrote “Addicts”")
    grace.presses("Keep the new version")
    grace.reads("Saved as you wrote it.", "2 words to look at")
    grace.follows("Why these words")
    grace.follows("Coalition")
    miriam = enters("Miriam Ostrow", width=360, height=740)
    miriam.goes_to("/coalition/policy/")
    miriam.reads("These rules need a look", "SYS-CONTACT")
    miriam.goes_to("/coalition/outreach/place/?topic=nows_rate")
    miriam.goes_to("/coalition/outreach/campaigns/")
    miriam.follows("Naloxone is for everyone")
    miriam.follows("The page as everyone reads it")
    miriam.reads("988", "nobody asks why")
