"""15 of the most recent 22 months, its exceptions, and the states that count differently."""

from __future__ import annotations

from collections.abc import Iterator

from kinbridge.clocks.rules.care import SHAPES, STARTS, current, stays
from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Kind
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.clocks.rules.stretches import share_reached, subtract
from kinbridge.core.dates import Period
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_WELFARE
EXCEPTIONS = (Kind.RELATIVE_PLACEMENT, Kind.COMPELLING_REASON, Kind.SERVICES_NOT_PROVIDED)
UNCOUNTED = (Kind.TRIAL_HOME_VISIT, Kind.RUNAWAY, Kind.OUTSIDE_FACILITY)
READS = (*SHAPES, *EXCEPTIONS, *UNCOUNTED, Kind.TPR_PETITION)


def counted(case: Case, *, without: tuple[Kind, ...] = UNCOUNTED) -> tuple[Period, ...]:
    """Days in care that the count looks at, over every stay. Time away that goes on is left out up to today."""
    away = (p if p.until is not None else Period(p.since, max(case.on, p.since)) for p in case.stretches(*without))
    return subtract((stay.counted for stay in stays(case)), away)


def exception(case: Case) -> tuple[str, str]:
    """The exception that holds, in the order it is tried, and its sentence; two empty strings when none does."""
    stay = current(case)
    if stay is None:
        return "", ""
    if case.last(Kind.SERVICES_NOT_PROVIDED) and not case.last(Kind.NO_REUNIFICATION):
        return "services_not_provided", "the planned services were not provided in time (675(5)(E)(iii))"
    reason = case.last(Kind.COMPELLING_REASON)
    if reason is not None and "in_case_plan" in reason.marks:
        return "compelling_reason", "a compelling reason is documented in the case plan (675(5)(E)(ii))"
    relative = case.last(Kind.RELATIVE_PLACEMENT)
    if relative is not None and case.on in relative.stretch and case.terms.elects("relative_exception"):
        return "relative", "a relative cares for the child and the state uses this exception (675(5)(E)(i))"
    return "", ""


def _petition(case: Case, *, need: int, window: int, why: str) -> Iterator[Due]:
    stay = current(case)
    due = share_reached(counted(case), need=need, window=window)
    if stay is None or due is None:
        return
    exempt, because = exception(case)
    away = [p for p in case.stretches(*UNCOUNTED) if case.on in p]
    reasons = [why]
    if case.stretches(*UNCOUNTED):
        reasons.append("trial home visits and time away from care are not counted")
    if away:
        reasons.append("the count stands still now; the date is for a return to care today")
    if exempt:
        reasons.append(because)
    elif any(case.on in stretch for stretch in case.stretches(Kind.RELATIVE_PLACEMENT)):
        reasons.append("a relative cares for the child; that is an exception only where the state has chosen it")
    elif case.last(Kind.COMPELLING_REASON):
        reasons.append("a compelling reason is on file, but not in the case plan, so it does not count yet")
    met = case.last(Kind.TPR_PETITION, since=stay.start.on)
    yield Due(
        start=stay.start,
        due=due,
        why=tuple(reasons),
        met=met,
        exempt="" if met else exempt,
        paused=bool(away) and due >= case.on,
        superseded=stay.exit is not None and met is None,
    )


@rule(
    "CW-TPR-15-22",
    title="15 of 22 months",
    done_by=(
        Kind.TPR_PETITION,
        Kind.COMPELLING_REASON,
        Kind.SERVICES_NOT_PROVIDED,
    ),
    lane=LANE,
    cite="42 USC 675(5)(E); 45 CFR 1356.21(i)(1)(i)",
    confidence=Confidence.KNOWLEDGE_HIGH,
    starts=STARTS,
    reads=(*READS, Kind.NO_REUNIFICATION),
)
def fifteen_of_twenty_two(case: Case) -> Iterator[Due]:
    """When a child has been in care 15 of the last 22 months, the state files to end parental rights unless an
    exception holds.
    """
    yield from _petition(case, need=15, window=22, why="15 counted months in the last 22, over all stays in care")


@rule(
    "CW-TPR-STATE",
    title="This state's petition date",
    lane=LANE,
    cite="state law (see the value's source)",
    term="tpr_window_months",
    starts=STARTS,
    reads=(*READS, Kind.NO_REUNIFICATION),
)
def state_petition(case: Case) -> Iterator[Due]:
    """This state counts months in care over a longer window than the federal 22, so its date can come sooner."""
    window = case.terms.get("tpr_window_months")
    if window is None or not isinstance(window.value, int):
        return
    need = case.terms.number("tpr_need_months", 15)
    yield from _petition(
        case, need=need, window=window.value, why=f"{need} counted months in the last {window.value} ({window.source})"
    )
