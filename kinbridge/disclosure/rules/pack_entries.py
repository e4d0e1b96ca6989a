"""One answer of one state, and the questions that states answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import OrganizationKind


class Topic(StrEnum):
    """A question that each state answers in its own way."""

    BIRTH = "birth"
    PREGNANCY = "pregnancy"
    REPORT = "report"
    PLAN = "plan_of_safe_care"
    PUBLIC_HEALTH = "public_health"
    RECORDS = "child_protection_records"
    TEAM = "team"
    MINORS = "minors"
    HIV = "hiv"
    MENTAL_HEALTH = "mental_health"
    HEALTH = "health_records"
    TREATMENT = "treatment_records"
    TESTS = "tests"


class Mode(StrEnum):
    """How the child welfare agency is told of an infant born affected by substances."""

    REPORT = "report"
    """A report of suspected abuse or neglect, with names."""
    REPORT_IF_CONCERN = "report_if_concern"
    """No notice of its own; a report, with names, where the state's tests for neglect are met."""
    INTAKE_DECIDES = "intake_decides"
    """With names; the agency itself decides whether it is an allegation."""
    NOTICE = "notice"
    """With names, and by law not an allegation."""
    NOTICE_WITHOUT_NAMES = "notice_without_names"
    """No allegation and no name; a report is made apart from it, and only on concern for the child."""

    @property
    def named(self) -> bool:
        return self is not Mode.NOTICE_WITHOUT_NAMES

    @property
    def alleges(self) -> bool | None:
        """Whether it begins an inquiry into abuse or neglect; None where the agency decides that."""
        return None if self is Mode.INTAKE_DECIDES else self in (Mode.REPORT, Mode.REPORT_IF_CONCERN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One answer of a state with its paper trail. What is left out was not looked up, and is not known."""

    state: str
    topic: Topic
    says: str
    source: str
    checked_on: date
    confidence: Confidence
    effective_from: date | None = None
    effective_to: date | None = None
    note: str = ""
    # of a birth, a pregnancy or a report
    mode: Mode | None = None
    by: str = ""
    to: str = ""
    when: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """What it may hold, where the state lists that. Nothing else goes with it."""
    never: tuple[str, ...] = ()
    up_to: str = ""
    prescribed: bool | None = None
    """Whether medicine taken as prescribed brings it about too."""
    reportable: bool | None = None
    written_within_hours: int | None = None
    days_before_due: int | None = None
    # of the plan
    lead: tuple[OrganizationKind, ...] = ()
    begins: str = ""
    copies: tuple[str, ...] = ()
    # of what may be shared
    age: int | None = None
    only: str = ""
    release: bool | None = None
    consent: bool | None = None
    evidence: bool | None = None

    def holds(self, on: date) -> bool:
        began = self.effective_from is None or self.effective_from <= on
        return began and (self.effective_to is None or on < self.effective_to)

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(self.source.split("; "))


@dataclass(frozen=True, slots=True)
class Pack:
    """What is on file for one state. `sha256` is of the file itself: what counsel signs, to the letter."""

    state: str
    name: str
    entries: tuple[Entry, ...]
    sha256: str

    def entry(self, topic: Topic, *, on: date) -> Entry | None:
        return next((entry for entry in self.entries if entry.topic is topic and entry.holds(on)), None)
