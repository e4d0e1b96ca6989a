"""Clashes between recovery and the court's calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.clashes.clash import Found, View, pattern, too_late
from kinbridge.clocks.rules.deadline import Status
from kinbridge.clocks.rules.facts import Kind, plain
from kinbridge.core.dates import add_months

RETENTION_DAYS = 180
NEAR_HEARING_DAYS = 60
INFANT_MONTHS = 36


@pattern("CF-01")
def treatment_past_hearing(view: View) -> Iterator[Found]:
    """The wait and the length of treatment reach past the 12-month permanency hearing."""
    yield from too_late(view, ("CW-PERM-12", "CW-PERM-STATE"), view.treatment)


@pattern("CF-02")
def treatment_past_fifteen_months(view: View) -> Iterator[Found]:
    """Treatment is expected to end after the date by which a petition to end parental rights falls due."""
    yield from too_late(view, ("CW-TPR-15-22", "CW-TPR-STATE"), view.treatment)


@pattern("CF-03")
def plan_before_assessment(view: View) -> Iterator[Found]:
    """The case plan is due before the substance use assessment it should rest on."""
    for appointment in view.all(Kind.SUD_ASSESSMENT_SET):
        for plan in view.running("CW-CASEPLAN"):
            if plan.due is not None and appointment.on > plan.due:
                yield Found(plan.due, appointment.on, (f"assessment on {plain(appointment.on)}",), plan.subject)


@pattern("CF-07")
def return_to_use_near_hearing(view: View) -> Iterator[Found]:
    """A return to use falls within 60 days before a hearing."""
    hearings = [(f.on, f.subject) for f in view.all(Kind.HEARING_SET) if f.on >= view.on]
    hearings += [(d.due, d.subject) for d in view.running("CW-PERM-12") if d.due is not None]
    for day, subject in hearings:
        for event in view.all(Kind.RETURN_TO_USE):
            if timedelta(0) <= day - event.on <= timedelta(days=NEAR_HEARING_DAYS):
                yield Found(day, event.on, (f"hearing by {plain(day)}",), subject)


@pattern("CF-09")
def retention_not_reachable(view: View) -> Iterator[Found]:
    """The six-month review comes before 180 days of medication can be reached."""
    started = view.all(Kind.MEDICATION)
    if started:
        reached = started[-1].on + timedelta(days=RETENTION_DAYS)
        for review in view.running("CW-6MO-REVIEW"):
            if review.due is not None and started[-1].on <= review.due < reached:
                days = (review.due - started[-1].on).days
                yield Found(review.due, reached, (f"at most {days} days are possible by the review",), review.subject)


@pattern("CF-11")
def hearing_before_notice(view: View) -> Iterator[Found]:
    """A hearing is set before the notice to the tribe and the parent has matured."""
    for notice in view.deadlines:
        if notice.rule != "ICWA-NOTICE-10":
            continue
        for hearing in view.all(Kind.HEARING_SET):
            early = notice.opens is not None and hearing.on < notice.opens
            if hearing.subject == notice.subject and (early or notice.status is Status.BLOCKED):
                yield Found(notice.opens, hearing.on, (f"hearing on {plain(hearing.on)}", *notice.why), notice.subject)


@pattern("CF-16")
def infant_long_in_care(view: View) -> Iterator[Found]:
    """A child under 3 has been in care for more than 12 months while the parent recovers."""
    for entry in view.deadlines:
        if entry.rule != "CW-ENTRY" or entry.due is None or entry.status is Status.SUPERSEDED:
            continue
        if any(out.subject == entry.subject and entry.due < out.on <= view.on for out in view.all(Kind.EXIT)):
            continue
        year = add_months(entry.due, 12)
        for born in view.all(Kind.BIRTH):
            young = view.on < add_months(born.on, INFANT_MONTHS)
            if born.subject == entry.subject and young and view.on > year:
                yield Found(year, view.on, (f"in care since {plain(entry.due)}",), entry.subject)


@pattern("CF-18")
def petition_before_hearing(view: View) -> Iterator[Found]:
    """After a re-entry the petition date comes before the next permanency hearing, so the hearing cannot prepare it."""
    for petition in view.running("CW-TPR-15-22", "CW-TPR-STATE"):
        for hearing in view.running("CW-PERM-12"):
            same = petition.subject == hearing.subject
            if same and petition.due is not None and hearing.due is not None and petition.due < hearing.due:
                why = (f"petition due {plain(petition.due)}", f"hearing due {plain(hearing.due)}")
                yield Found(petition.due, hearing.due, why, petition.subject)
