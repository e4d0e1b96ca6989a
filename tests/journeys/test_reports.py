"""A report is read by the one who approves it, and a bad file is told what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_daniel_approves_what_grace_prepared_and_reads_what_is_wrong_with_a_file(enters: Enters) -> None:
    daniel = enters("Daniel Cho", width=360)
    daniel.opens("Coalition")
    daniel.follows("Reports")
    daniel.follows("Annual state data report: affected infants")
    daniel.reads("Approved by Daniel Cho", "(18)(B)", "hidden: too few to show", "Counts of 1 to 10 are hidden")
    daniel.follows("Reports")
    daniel.follows("Pregnancy and recovery in Alder County")
    daniel.reads("Not approved yet.")
    daniel.presses("Approve it")
    daniel.presses("Release it")
    daniel.reads("Released by Daniel Cho")
    daniel.follows("Reports")
    daniel.follows("Record files: NCANDS and AFCARS")
    daniel.follows("Check a record file")
    daniel.follows("See it on an invented file with three mistakes")
    daniel.reads("5 records checked, 3 mistakes found.", "It says “2026-02-30”.", "Write 1 or 2; 9 if it is not known.")
