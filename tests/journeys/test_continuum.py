"""The coalition sees what is missing; a mother keeps a page with what is near."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.test_services import picture
from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_grace_sees_a_gap_that_opened_again_and_ana_what_is_near(enters: Enters) -> None:
    grace = enters("Grace Whitfield")
    grace.goes_to("/coalition/gaps/")
    grace.reads("3.5 Clinically Managed High-Intensity Residential", re.compile("cells are empty"))
    grace.follows("Gaps")
    grace.reads("Open again", "Harrow Falls recovery home for men filled it and does not run any more.")
    grace.follows("Help for babies and whoever cares for them")
    grace.follows("ABC-Infant (Attachment and Biobehavioral Catch-up)")
    grace.reads("Its rating moved: “Not shown yet” in 2020, “Strong evidence” in 2025.")
    grace.goes_to("/coalition/gaps/framework/")
    grace.goes_to("/coalition/gaps/")
    picture(grace, "continuum")
    grace.follows(re.compile("^1.*3.5 Clinically Managed High-Intensity Residential, pregnant people"))
    grace.reads("towns have none of these services.", "none of these")
    picture(grace, "map-layer")
    ana = enters("Ana Rivera", width=360, height=740)
    ana.goes_to("/kit/")
    ana.page.get_by_label("Your ZIP code").fill("05602")
    ana.presses("Show what is near")
    ana.reads("988", "Alder Valley Hospital", re.compile("about [0-9]+ miles"))
    assert "05602" not in ana.page.url
    picture(ana, "kit-phone")
