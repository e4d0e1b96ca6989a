"""Clashes between services, benefits and placements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.clashes.clash import Found, View, pattern, too_late
from kinbridge.clocks.rules.deadline import Status
from kinbridge.clocks.rules.facts import Kind, plain

WAIT_DAYS = 14


@pattern("CF-04")
def income_falls_before_return(view: View) -> Iterator[Found]:
    """Cash or food benefits end before the child is expected home, and with them perhaps the housing for it."""
    yield from too_late(view, ("TANF-ABSENT-45", "SNAP-ABAWD-3-36"), view.home_again)


@pattern("CF-05")
def early_intervention_late(view: View) -> Iterator[Found]:
    """The early intervention referral or first plan is past its date."""
    for deadline in view.running("CAPTA-EI-7", "EI-45"):
        if deadline.status is Status.OVERDUE:
            yield Found(deadline.due, view.on, deadline.why, deadline.subject)


@pattern("CF-06")
def coverage_ends_in_treatment(view: View) -> Iterator[Found]:
    """Health coverage after pregnancy ends while treatment still runs."""
    yield from too_late(view, ("MEDICAID-PP-60", "MEDICAID-PP-12"), view.treatment)


@pattern("CF-08")
def waiting_too_long(view: View) -> Iterator[Found]:
    """More than 14 days have passed since treatment was asked for, and no place was found."""
    for request in view.all(Kind.TREATMENT_REQUEST):
        limit = request.on + timedelta(days=WAIT_DAYS)
        admitted = [
            f for f in view.all(Kind.ADMISSION, Kind.TREATMENT) if f.subject == request.subject and f.on >= request.on
        ]
        end = min((f.on for f in admitted), default=view.on)
        if min(end, view.on) > limit and not (admitted and end <= view.on):
            why = (f"asked on {plain(request.on)}; {(view.on - request.on).days} days so far",)
            yield Found(limit, view.on, why, request.subject)


@pattern("CF-10")
def co_placement_funds_end(view: View) -> Iterator[Found]:
    """Federal funds for a child placed with a parent in treatment end before the planned discharge."""
    for placed in view.all(Kind.CO_PLACEMENT):
        for limit in view.running("CW-IVE-672J"):
            if limit.subject == placed.subject and limit.due and placed.until is not None and placed.until > limit.due:
                yield Found(limit.due, placed.until, (f"planned discharge {plain(placed.until)}",), placed.subject)


@pattern("CF-12")
def discharge_before_plan(view: View) -> Iterator[Found]:
    """The infant leaves the hospital before the plan of safe care is ready."""
    for left in view.all(Kind.DISCHARGE):
        plans = [f for f in view.all(Kind.SAFE_CARE_PLAN) if f.subject == left.subject]
        ready = min((f.on for f in plans), default=None)
        needed = plans or any(f.subject == left.subject for f in view.all(Kind.AFFECTED))
        if needed and (ready is None or ready > left.on):
            yield Found(left.on, ready or max(view.on, left.on), (f"discharge {plain(left.on)}",), left.subject)


@pattern("CF-13")
def work_hours_used_up(view: View) -> Iterator[Found]:
    """Treatment hours stop counting as work because the job-search weeks are used up."""
    for weeks in view.running("TANF-JOBSEARCH-6"):
        used_up = weeks.due is not None and weeks.due <= view.on
        if weeks.status is Status.BLOCKED or used_up:
            yield Found(weeks.due, view.on, weeks.why[1:], weeks.subject)


@pattern("CF-14")
def prevention_ends_in_treatment(view: View) -> Iterator[Found]:
    """The 12 months of prevention services end before treatment does."""
    yield from too_late(view, ("CW-FFPSA-12",), view.treatment)


@pattern("CF-15")
def trial_visit_too_long(view: View) -> Iterator[Found]:
    """The trial visit home is planned past its six months, or past the court's date."""
    for visit in view.all(Kind.TRIAL_HOME_VISIT):
        for limit in view.running("CW-THV-6MO"):
            if limit.subject == visit.subject and limit.due and visit.until is not None and visit.until > limit.due:
                yield Found(limit.due, visit.until, (f"planned to {plain(visit.until)}",), visit.subject)


@pattern("CF-17")
def taper_demanded(view: View) -> Iterator[Found]:
    """An order or a partner's plan demands that someone come off the medication that treats the disorder."""
    for demand in view.all(Kind.TAPER_DEMANDED):
        yield Found(None, demand.on, (f"demanded {plain(demand.on)}",), demand.subject)
