"""What a team still lacks before it may start, and what it may start without but should know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FEWEST_PARTNERS = 2


@dataclass(frozen=True, slots=True)
class SetUp:
    """`seated` are partners with somebody at the table; `empaneled`: a memo in force names the statute."""

    name: str
    area: str
    memorandum: bool
    empaneled: bool
    partners: int
    seated: int
    quorum: int
    first_meeting: bool


def lacks(team: SetUp) -> Iterator[tuple[str, str]]:
    """The step that mends it, and what is missing, in the order of the steps."""
    if not team.name.strip() or not team.area.strip():
        yield "name", "Give the team a name, and say which families and places it serves."
    if not team.memorandum:
        yield "papers", "Say when the partners signed the memorandum of understanding."
    if team.partners < FEWEST_PARTNERS:
        yield "partners", "Choose at least two partners."
    if team.seated < team.partners:
        yield "people", "Seat at least one person for each partner."
    if not 0 < team.quorum <= team.partners:
        yield "rhythm", "A quorum is one partner or more, and no more than there are."
    if not team.first_meeting:
        yield "rhythm", "Set the day and the hour of the first meeting."


def warnings(team: SetUp) -> Iterator[str]:
    """What a person should know and decide about; the team may start."""
    if not team.empaneled:
        yield (
            "No empanelment memo in force is named. The team may meet on consents alone; child welfare shares nothing "
            "with it as an empaneled team."
        )
    if team.partners and team.quorum * 2 < team.partners:
        yield "The quorum is less than half of the partners."
