"""Which kinds of fact a worker writes by hand, by what their organization is; the others come of pages of their own."""

from __future__ import annotations

from datetime import datetime

from kinbridge.chart.kinds import Kind, kind
from kinbridge.chart.models import Entry
from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import JOINED
from kinbridge.core.vocabulary import OrganizationKind as Of
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.people.models import Family

ANYONE = ("need", "benefit", "naloxone", "handed_out", "note")
CHILD_WELFARE = (
    "report",
    "disposition",
    "contact",
    "child_at_scene",
    "removal",
    "removal_circumstances",
    "placement",
    "family_time",
    "return_home",
)
TREATMENT = (
    "treatment_request",
    "admission",
    "attendance",
    "medication",
    "toxicology",
    "counseling_note",
    "treatment_end",
)
HEALTH = (
    "pregnancy",
    "prenatal_visit",
    "postpartum_visit",
    "medication",
    "toxicology",
    "discharge",
    "well_child_visit",
    "ei_referral",
)
WRITTEN_BY = {
    Of.CHILD_WELFARE_AGENCY: CHILD_WELFARE,
    Of.TRIBAL_CHILD_WELFARE: CHILD_WELFARE,
    Of.OPIOID_TREATMENT_PROGRAM: TREATMENT,
    Of.TREATMENT_PROGRAM: TREATMENT,
    Of.HOSPITAL: HEALTH,
    Of.CLINIC: HEALTH,
    Of.PUBLIC_HEALTH: HEALTH,
    Of.COURT: ("hearing", "court_finding"),
    Of.TRIBAL_COURT: ("hearing", "court_finding"),
    Of.PART_C_LEAD_AGENCY: ("ei_referral",),
    Of.HOME_VISITING: ("prenatal_visit", "postpartum_visit", "well_child_visit", "treatment_request"),
    Of.PEER_ORGANIZATION: ("treatment_request",),
}


def kinds_for(by: Viewer) -> tuple[Kind, ...]:
    """Those of this viewer's organization first, then what anyone may write. Nothing for an account of no program."""
    if by.person_id is not None or by.program_id is None:
        return ()
    own = WRITTEN_BY.get(Of(by.organization_kind), ())
    return tuple(map(kind, (*own, *ANYONE)))


def own_fact(*, family: Family, pk: int, by: Viewer, at: datetime) -> Entry | None:
    """A fact that stands, of the viewer's own program, which the gate shows them: what they may correct."""
    if by.person_id is not None or by.program_id is None:
        return None
    own = Entry.objects.current().filter(label__program=by.program_id, label__holder=None, entered_in_error=False)
    joined = (f"label__{name}" for name in JOINED)
    entry = own.filter(family=family, pk=pk).select_related("recorded_by", *joined).first()
    if entry is None:
        return None
    (decision,) = decide([entry.label], by=by, purpose=purpose_of(by), on=day_of(at)).values()
    return entry if decision.allowed else None
