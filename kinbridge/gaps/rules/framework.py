"""Five points of intervention across the systems that meet a family: who does what when, and where nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from kinbridge.core.vocabulary import OrganizationKind as Kind
from kinbridge.directory.rules.points import POINT_WORDS, POINTS_OF


class System(StrEnum):
    CHILD_WELFARE = "child_welfare"
    TREATMENT = "treatment"
    HEALTH = "health"
    COURTS = "courts"
    EARLY_YEARS = "early_years"
    BASICS = "basics"
    COMMUNITY = "community"
    TRIBES = "tribes"


SYSTEM_WORDS = {
    System.CHILD_WELFARE: "Child welfare",
    System.TREATMENT: "Substance use treatment",
    System.HEALTH: "Health care",
    System.COURTS: "Courts and law",
    System.EARLY_YEARS: "Early years and schools",
    System.BASICS: "Housing, food, benefits",
    System.COMMUNITY: "Peers and community",
    System.TRIBES: "Tribes",
}
SYSTEM_OF = {
    Kind.CHILD_WELFARE_AGENCY: System.CHILD_WELFARE,
    Kind.OPIOID_TREATMENT_PROGRAM: System.TREATMENT,
    Kind.TREATMENT_PROGRAM: System.TREATMENT,
    Kind.HOSPITAL: System.HEALTH,
    Kind.CLINIC: System.HEALTH,
    Kind.HEALTH_PLAN: System.HEALTH,
    Kind.PUBLIC_HEALTH: System.HEALTH,
    Kind.COURT: System.COURTS,
    Kind.GAL: System.COURTS,
    Kind.CASA: System.COURTS,
    Kind.DEFENSE_COUNSEL: System.COURTS,
    Kind.PROSECUTOR: System.COURTS,
    Kind.PART_C_LEAD_AGENCY: System.EARLY_YEARS,
    Kind.SCHOOL: System.EARLY_YEARS,
    Kind.HOME_VISITING: System.EARLY_YEARS,
    Kind.HOUSING: System.BASICS,
    Kind.HOMELESS_COC: System.BASICS,
    Kind.WIC: System.BASICS,
    Kind.BENEFITS: System.BASICS,
    Kind.MEDICAID_AGENCY: System.BASICS,
    Kind.TRIBAL_CHILD_WELFARE: System.TRIBES,
    Kind.TRIBAL_COURT: System.TRIBES,
    Kind.TRIBAL_AGENCY: System.TRIBES,
}


class Stage(IntEnum):
    """How far the community has come in a cell, as it says itself."""

    NOT_BEGUN = 0
    PLANNED = 1
    SOME = 2
    IN_PLACE = 3


STAGE_WORDS = {
    Stage.NOT_BEGUN: "Not begun",
    Stage.PLANNED: "Planned",
    Stage.SOME: "In part",
    Stage.IN_PLACE: "In place",
}
MANY = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One system at one point: services that are listed, and what the coalition says of it."""

    point: int
    system: System
    services: int
    stage: Stage | None = None
    note: str = ""

    @property
    def heat(self) -> int:
        """0 to 3: what was said counts; otherwise the number of services, of which many are not yet a system."""
        if self.stage is not None:
            return int(self.stage)
        return 0 if not self.services else 1 if self.services < MANY else 2

    @property
    def words(self) -> str:
        return STAGE_WORDS[self.stage] if self.stage is not None else "Not said"


def system_of(organization_kind: str) -> System:
    return SYSTEM_OF.get(Kind(organization_kind), System.COMMUNITY)


def counted(services: Iterable[tuple[str, str]]) -> Counter[tuple[int, System]]:
    """Services by point and system, from pairs of category and kind of organization."""
    return Counter((point, system_of(kind)) for category, kind in services for point in POINTS_OF.get(category, ()))


def empty(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Where nobody does anything, as far as anyone said."""
    return tuple(cell for cell in cells if cell.heat == 0)


__all__ = ["POINT_WORDS", "STAGE_WORDS", "SYSTEM_WORDS", "Cell", "Stage", "System", "counted", "empty", "system_of"]
