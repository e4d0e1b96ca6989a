"""Clock E, the first days: what a worker finds at first contact starts who responds, and when treatment is reached."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace as changed

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import add_hours
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.clocks.rules.system_response import span_due
from kinbridge.core.decision import Confidence

LANE = Lane.SYSTEM_RESPONSE
REACHED = (Kind.TREATMENT_CONTACT, Kind.ADMISSION, Kind.SUD_ASSESSMENT, Kind.SUD_INITIATION)


@rule(
    "SYS-URGENT",
    title="Response to what is urgent",
    done_by=(Kind.URGENT_RESPONSE,),
    lane=LANE,
    cite="the worker's own word at first contact (SAFERR, presence and immediacy)",
    starts=(Kind.PRESENCE,),
    reads=(Kind.URGENT_RESPONSE,),
)
def urgent_response(case: Case) -> Iterator[Due]:
    """Where something was urgent at first contact, whoever was named responds by the hour that was written down."""
    for found in case.all(Kind.PRESENCE):
        if "urgent" not in found.marks or found.at is None:
            continue
        hours = found.amount or 0
        by = add_hours(found.at, hours)
        why = (f"somebody responds within {hours} hours" if hours else "somebody responds at once",)
        yield Due(start=found, due=by.date(), due_at=by, why=why, met=case.first(Kind.URGENT_RESPONSE, since=found.on))


@rule(
    "SYS-TREATMENT",
    title="First contact with treatment",
    done_by=(Kind.TREATMENT_CONTACT, Kind.TREATMENT_NOT_NOW),
    lane=LANE,
    cite="local policy",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    starts=(Kind.PRESENCE,),
    reads=(Kind.TREATMENT, *REACHED, Kind.TREATMENT_NOT_NOW),
    term="treatment_contact",
)
def treatment_contact(case: Case) -> Iterator[Due]:
    """A parent whose substance use was found at first contact reaches treatment within days, if they want to."""
    found = next((fact for fact in case.all(Kind.PRESENCE) if "present" in fact.marks), None)
    if found is None:
        return
    met = _reached(case, found)
    not_now = case.first(Kind.TREATMENT_NOT_NOW, since=found.on) is not None
    for due in span_due(case, "treatment_contact", found, Kind.TREATMENT_CONTACT):
        yield changed(
            due, met=met, exempt="treatment was offered, and the parent does not want it now" if not_now else ""
        )


def _reached(case: Case, found: Fact) -> Fact | None:
    """The first sign that treatment was reached; whoever is in treatment already has reached it."""
    if any(found.on in stay for stay in case.stretches(Kind.TREATMENT)):
        return found
    signs = (case.first(kind, since=found.on) for kind in REACHED)
    return min((one for one in signs if one is not None), key=lambda one: one.on, default=None)
