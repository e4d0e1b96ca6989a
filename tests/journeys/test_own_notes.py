"""Ana notes how a day was; Luis reads the line because she signed for it, and Carol, who visits her, reads nothing."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_a_mothers_own_notes_reach_whom_she_signed_for(enters: Enters) -> None:
    ana = enters("Ana Rivera", width=360, height=740)
    ana.follows("Note how a day was")
    ana.page.get_by_label("How was the day? In your own words").fill("Slept through. Mateo too.")
    ana.page.get_by_label("Craving", exact=True).select_option("1")
    ana.presses("Note it")
    ana.reads("Slept through. Mateo too.", "Cedar Street Opioid Treatment Program")
    luis = enters("Luis Ferrer")
    luis.goes_to("/families/")
    luis.follows("Rivera family")
    luis.turns_to("Chart")
    luis.follows("Craving by the day, as they note it themselves")
    luis.reads("Slept through. Mateo too.", "Methadone: changed.", "never a measure of a parent")
    carol = enters("Carol Lindqvist")
    carol.goes_to(luis.page.url)
    carol.reads("Nobody has opened notes of their own to you.")
    carol.does_not_read("Slept through")
