"""One birth as this viewer may know it: the chart through the gate, what was entered, the answer and what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kinbridge.accounts.models import Role
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import permitted_entries
from kinbridge.core.vocabulary import OrganizationKind, Purpose, Regime
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person, Pregnancy
from kinbridge.plans.births.models import Notification, Pathway
from kinbridge.plans.births.rules import (
    Answer,
    Days,
    Exposure,
    Facts,
    Path,
    Terms,
    Way,
    answer,
    contradictions,
    from_chart,
    terms_for,
)
from kinbridge.plans.models import Plan

ROLES = frozenset({Role.CLINICIAN, Role.HOSPITAL_SOCIAL_WORKER})
HEALTH = frozenset({OrganizationKind.HOSPITAL, OrganizationKind.CLINIC})
KINDS = (
    "birth discharge medication admission treatment_end newborn_care newborn_medication eat_sleep_console plan_step"
).split()


def attends_births(viewer: Viewer) -> bool:
    """Prenatal clinicians, hospital social workers and newborn nurses, in a clinic or a hospital."""
    return viewer.role in ROLES and viewer.organization_kind in HEALTH and viewer.person_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """`facts` are those entered last, or what the chart says where nobody has entered any."""

    infant: Person
    pregnancy: Pregnancy | None
    facts: Facts
    chart: tuple[from_chart.Known, ...]
    answer: Answer
    terms: Terms
    pathway: Pathway | None
    notifications: tuple[Notification, ...]
    plan: Plan | None

    @property
    def mother(self) -> Person | None:
        return self.pregnancy.parent if self.pregnancy is not None else None

    @property
    def medicated(self) -> bool:
        """Whether she takes medication for a disorder, as far as it is known here."""
        return Exposure.MOUD in (self.facts.exposures or ())

    @property
    def kind(self) -> str:
        """How what was decided is sent; empty where nothing is to send."""
        decided = self.pathway.decided if self.pathway is not None else ""
        if decided in (Path.REPORT, Path.ASSESSMENT):
            return Notification.Kind.REPORT
        if decided != Path.NOTIFICATION:
            return ""
        ways = {
            Way.DEIDENTIFIED: Notification.Kind.WITHOUT_NAMES,
            Way.IDENTIFIED: Notification.Kind.WITH_NAMES,
            Way.REPORT: Notification.Kind.REPORT,
        }
        return ways[self.terms.way]


def find_infant(*, family: Family, pk: int) -> Person | None:
    return (
        Person.objects.filter(family=family, pk=pk, carried_in__isnull=False)
        .select_related("carried_in__parent", "family__coalition")
        .first()
    )


def open_birth(*, infant: Person, by: Viewer, at: datetime) -> Birth:
    """Read the chart through the gate, with an audit line, and work the answer out anew."""
    entries = _entries(infant, by=by, at=at)
    rows = Pathway.objects.filter(infant=infant, program__organization=by.organization_id)
    pathway = rows.select_related("by").order_by("-pk").first()
    chart = from_chart.known(entries)
    facts = Facts.read(pathway.facts) if pathway is not None else from_chart.begun(chart)
    found, terms = worked_out(facts, infant=infant, entries=entries, by=by, on=day_of(at))
    sent = Notification.objects.filter(infant=infant, program__organization=by.organization_id)
    return Birth(
        infant=infant,
        pregnancy=infant.carried_in,
        facts=facts,
        chart=chart,
        answer=found,
        terms=terms,
        pathway=pathway,
        notifications=tuple(sent.select_related("sent_by").order_by("-sent_at")),
        plan=Plan.objects.filter(pregnancy=infant.carried_in).order_by("-pk").first(),
    )


def worked_out(
    facts: Facts, *, infant: Person, entries: Iterable[from_chart.Entry], by: Viewer, on: date
) -> tuple[Answer, Terms]:
    """The ruleset's answer on a day, with what of it contradicts the days on file."""
    terms = terms_for(by.state, on=on)
    against = contradictions(facts, days_of(infant, entries, on=on))
    return answer(facts, terms, against=against), terms


def days_of(infant: Person, entries: Iterable[from_chart.Entry], *, on: date) -> Days:
    seen = list(entries)
    own = [entry for entry in seen if entry.of_infant]
    weeks = [entry.body.get("weeks") for entry in own if entry.kind == "birth"]
    return Days(
        today=on,
        pregnancy_began=infant.carried_in.began_on if infant.carried_in is not None else None,
        born=infant.birth_date,
        birth_entries=tuple(entry.on for entry in own if entry.kind == "birth"),
        weeks_at_birth=weeks[0] if weeks else None,
        went_home=next((entry.on for entry in own if entry.kind == "discharge"), None),
        treatment_ended=from_chart.treatment_ended(entry for entry in seen if not entry.of_infant),
    )


def entries_of(infant: Person, *, by: Viewer, at: datetime) -> tuple[from_chart.Entry, ...]:
    return _entries(infant, by=by, at=at)


def _entries(infant: Person, *, by: Viewer, at: datetime) -> tuple[from_chart.Entry, ...]:
    """What the viewer may see of this infant and of the one who gave birth, since that pregnancy began."""
    mother = infant.carried_in.parent_id if infant.carried_in is not None else None
    since = infant.carried_in.began_on if infant.carried_in is not None else date.min
    found = permitted_entries(
        family=infant.family, by=by, purpose=Purpose.PLAN_OF_SAFE_CARE, at=at, kinds=KINDS, act="birth.read"
    )
    return tuple(
        _entry(one, infant, by)
        for one in found
        if one.label.subject_id in (infant.pk, mother) and (day_of(one.occurred_at) >= since or one.kind in LASTING)
    )


LASTING = frozenset({"admission", "treatment_end"})
"""Treatment that began before the pregnancy still stands."""


def _entry(one: Entry, infant: Person, by: Viewer) -> from_chart.Entry:
    return from_chart.Entry(
        id=one.pk,
        kind=one.kind,
        body=one.body,
        on=day_of(one.occurred_at),
        of_infant=one.label.subject_id == infant.pk,
        source=one.label.program.name,
        protected=Regime.PART2 in one.label.regimes and one.label.program_id != by.program_id,
    )


__all__ = ["KINDS", "ROLES", "Birth", "attends_births", "entries_of", "find_infant", "open_birth"]
