"""Clock A: from removal to a permanent home. Entry, the first papers, reviews and hearings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kinbridge.clocks.rules.care import SHAPES, STARTS, Stay, current, ends_with, pauses, stays
from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import month_end
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind, plain
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.clocks.rules.stretches import extended
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_WELFARE
CASE_PLAN_DAYS = 60


@rule("CW-ENTRY", yardstick=True, lane=LANE, cite="42 USC 675(5)(F); 45 CFR 1355.20", starts=STARTS, reads=SHAPES)
def entry_to_care(case: Case) -> Iterator[Due]:
    """The child counts as entered into foster care on the court's finding or 60 days after removal, whichever is
    first.
    """
    for stay in stays(case):
        reached = stay.entered <= case.on
        met = Fact(kind=Kind.ENTERED_CARE, on=stay.entered, subject=case.subject) if reached else None
        yield ends_with(stay, Due(start=stay.start, due=stay.entered, why=(stay.why,), met=met))


@rule(
    "CW-CASEPLAN",
    lane=LANE,
    cite="45 CFR 1356.21(g)(2)",
    starts=STARTS,
    reads=(*SHAPES, Kind.CASE_PLAN, Kind.DISPOSITION),
)
def case_plan(case: Case) -> Iterator[Due]:
    """A written case plan, made with the parents, is due no later than 60 days after removal, or sooner where the
    state says.
    """
    stay = current(case)
    if stay is None:
        return
    removed, until = stay.start.on, stay.exit.on if stay.exit else None
    due, why = removed + timedelta(days=CASE_PLAN_DAYS), "60 days after removal"
    own = case.terms.get("case_plan_days")
    confidence = None
    if own is not None and isinstance(own.value, int) and own.value < CASE_PLAN_DAYS:
        due, why = removed + timedelta(days=own.value), f"{own.value} days after removal ({own.source})"
        confidence = own.confidence
    decided = case.first(Kind.DISPOSITION, since=removed, until=until)
    if case.terms.elects("case_plan_by_disposition") and decided is not None and decided.on < due:
        due, why = decided.on, "the disposition hearing came first, and this state asks for the plan by then"
    met = case.first(Kind.CASE_PLAN, since=removed, until=until)
    yield ends_with(stay, Due(start=stay.start, due=due, why=(why,), met=met, confidence=confidence))


def _repeating(
    case: Case, stay: Stay, *, held: Kind, months: int, first: date, pausing: bool, what: str
) -> Iterator[Due]:
    """One date after another: each runs from the entry or from the last one held, moved by any pause."""
    until = stay.exit.on if stay.exit else None
    since, start = first, stay.start
    away = pauses(case) if pausing else ()
    done = [fact for fact in case.all(held) if fact.on >= stay.start.on and (until is None or fact.on < until)]
    for number, met in enumerate([*done, None], 1):
        due, moved = extended(add_months(since, months), away, since=since, on=case.on)
        why = [f"{months} months after {what if number == 1 else 'the last one'} ({plain(since)})"]
        if moved:
            why.append(f"{moved} days outside foster care do not count")
        paused = met is None and any(case.on in away_now and away_now.until is None for away_now in away)
        yield ends_with(
            stay,
            Due(
                start=start,
                due=due,
                why=tuple(why),
                part=str(number),
                met=met,
                paused=paused,
                paused_days=moved,
            ),
        )
        if met is not None:
            since, start = met.on, met


@rule(
    "CW-6MO-REVIEW",
    title="Six-month review",
    done_by=(Kind.REVIEW,),
    lane=LANE,
    cite="42 USC 675(5)(B)",
    starts=STARTS,
    reads=(*SHAPES, Kind.REVIEW),
)
def six_month_review(case: Case) -> Iterator[Due]:
    """A court or an administrative panel reviews the case at least every six months, counted from the last review
    held.
    """
    stay = current(case)
    if stay is not None:
        yield from _repeating(
            case, stay, held=Kind.REVIEW, months=6, first=stay.entered, pausing=True, what="entry to care"
        )


@rule(
    "CW-PERM-12",
    title="12-month permanency hearing",
    lane=LANE,
    cite="42 USC 675(5)(C)",
    starts=STARTS,
    reads=(*SHAPES, Kind.PERMANENCY_HEARING),
)
def permanency_hearing(case: Case) -> Iterator[Due]:
    """The court holds a permanency hearing within 12 months of entry to care, and every 12 months after the last
    one.
    """
    stay = current(case)
    if stay is not None:
        months = min(12, case.terms.number("permanency_hearing_months", 12))
        placed = case.terms.says("permanency_from") == "removal"
        first, what = (stay.start.on, "placement, as this state counts") if placed else (stay.entered, "entry to care")
        yield from _repeating(
            case, stay, held=Kind.PERMANENCY_HEARING, months=months, first=first, pausing=True, what=what
        )


@rule(
    "CW-RE-FINALIZE",
    title="Finding on efforts to finalize",
    done_by=(Kind.FINALIZE_FINDING,),
    lane=LANE,
    cite="45 CFR 1356.21(b)(2); CWPM 8.3A.9a",
    starts=STARTS,
    reads=(*SHAPES, Kind.FINALIZE_FINDING),
)
def finalize_finding(case: Case) -> Iterator[Due]:
    """Every 12 months the court finds whether the agency made reasonable efforts to finalize the permanency plan."""
    stay = current(case)
    if stay is None:
        return
    for due in _repeating(
        case, stay, held=Kind.FINALIZE_FINDING, months=12, first=stay.entered, pausing=False, what="entry to care"
    ):
        yield due
        if due.met is None and due.due is not None and not due.superseded and case.on > month_end(due.due):
            lost = month_end(due.due)
            yield Due(
                start=due.start,
                due=lost,
                part="ineligible_after",
                why=(f"federal foster care funds stopped after {plain(lost)} and start again with a new finding",),
                confidence=Confidence.VERIFIED,
            )
