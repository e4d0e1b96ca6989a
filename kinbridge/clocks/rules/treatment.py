"""Clock C, first part: getting into treatment in time (block grant priorities and program capacity)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import add_hours
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.decision import Confidence
from kinbridge.directory.rules.waiting import ADMIT_DAYS, ADMIT_DAYS_WITH_INTERIM, INTERIM_HOURS, NOTICE_DAYS

LANE = Lane.RECOVERY


def latest_request(case: Case, mark: str) -> Fact | None:
    """The newest request for treatment that carries `mark`."""
    return next((fact for fact in reversed(case.all(Kind.TREATMENT_REQUEST)) if mark in fact.marks), None)


def interim_in_time(case: Case, request: Fact) -> Fact | None:
    """Interim services that began within 48 hours of the request (within two days when no hour is known)."""
    given = case.first(Kind.INTERIM_SERVICES, since=request.on)
    if given is None:
        return None
    if given.at is not None and request.at is not None and bool(given.at.tzinfo) == bool(request.at.tzinfo):
        return given if given.at <= add_hours(request.at, INTERIM_HOURS) else None
    return given if given.on <= request.on + timedelta(days=2) else None


@rule(
    "SUD-PREG-48",
    title="Interim services, pregnant",
    done_by=(Kind.INTERIM_SERVICES,),
    lane=LANE,
    cite="42 USC 300x-27(b)(2)(B); 45 CFR 96.131",
    starts=(Kind.TREATMENT_REQUEST,),
    reads=(Kind.INTERIM_SERVICES, Kind.ADMISSION),
)
def pregnant_interim(case: Case) -> Iterator[Due]:
    """A pregnant person who asks for treatment goes first; with no room anywhere, interim services start within 48
    hours.
    """
    request = latest_request(case, "pregnant")
    if request is None:
        return
    admitted = case.first(Kind.ADMISSION, since=request.on)
    interim = case.first(Kind.INTERIM_SERVICES, since=request.on)
    met = min((fact for fact in (admitted, interim) if fact), key=lambda fact: fact.on, default=None)
    yield Due(
        start=request,
        due=request.on + timedelta(days=2),
        due_at=None if request.at is None else add_hours(request.at, INTERIM_HOURS),
        why=("48 hours after the request; weekends and holidays count",),
        met=met,
    )


@rule(
    "SUD-IV-14",
    title="Admission, injection use",
    done_by=(Kind.INTERIM_SERVICES,),
    lane=LANE,
    cite="42 USC 300x-23(a)(2)(A); 45 CFR 96.126(b)",
    starts=(Kind.TREATMENT_REQUEST,),
    reads=(Kind.INTERIM_SERVICES, Kind.ADMISSION),
)
def injection_admission(case: Case) -> Iterator[Due]:
    """A person who injects drugs is admitted within 14 days; 120 if no place was open and interim services began
    in 48 hours.
    """
    request = latest_request(case, "injects")
    if request is None:
        return
    days, why = ADMIT_DAYS, "14 days after the request"
    if "no_capacity" in request.marks:
        if interim_in_time(case, request) is not None:
            days, why = (
                ADMIT_DAYS_WITH_INTERIM,
                "120 days after the request: no place was open and interim services began",
            )
        else:
            why = "14 days after the request; 120 only if interim services begin within 48 hours"
            yield Due(
                start=request,
                part="interim",
                due=request.on + timedelta(days=2),
                due_at=None if request.at is None else add_hours(request.at, INTERIM_HOURS),
                why=("48 hours after the request, because no place was open",),
                met=case.first(Kind.INTERIM_SERVICES, since=request.on),
            )
    yield Due(
        start=request,
        part="admission",
        due=request.on + timedelta(days=days),
        why=(why,),
        met=case.first(Kind.ADMISSION, since=request.on),
    )


@rule(
    "SUD-ACCESS-14",
    title="Treatment access",
    lane=LANE,
    cite="local access target; 42 USC 300x-23 for people who inject",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    starts=(Kind.TREATMENT_REQUEST,),
    reads=(Kind.ADMISSION,),
)
def anyone_admission(case: Case) -> Iterator[Due]:
    """Anyone else who asks for treatment is aimed to be seen within 14 days, so that the wait does not use up the
    family's time.
    """
    request = case.last(Kind.TREATMENT_REQUEST)
    if request is not None and not request.marks & {"injects"}:
        days, own = case.terms.number("treatment_access_days", ADMIT_DAYS), case.terms.own("treatment_access_days")
        yield Due(
            start=request,
            due=request.on + timedelta(days=days),
            why=(f"{days} days after the request (a target, not a duty)",),
            met=case.first(Kind.ADMISSION, since=request.on),
            cite="" if own is None else own.source,
            confidence=None if own is None else own.confidence,
            settled=own is not None,
        )


@rule(
    "SUD-CAPACITY-7",
    lane=LANE,
    cite="45 CFR 96.126(a)",
    starts=(Kind.CAPACITY_REACHED,),
    reads=(Kind.CAPACITY_NOTIFIED,),
)
def capacity_notice(case: Case) -> Iterator[Due]:
    """A program that reaches 90 percent of its capacity tells the State within 7 days."""
    start = case.last(Kind.CAPACITY_REACHED)
    if start is not None:
        yield Due(
            start=start,
            due=start.on + timedelta(days=NOTICE_DAYS),
            why=("7 days after reaching 90 percent of capacity",),
            met=case.first(Kind.CAPACITY_NOTIFIED, since=start.on),
        )
