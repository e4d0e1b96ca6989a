"""States that count differently: one function per difference, its numbers in states.toml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.care import SHAPES, STARTS, current, ends_with
from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Kind
from kinbridge.clocks.rules.permanency import UNCOUNTED, counted
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.clocks.rules.stretches import share_reached
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_WELFARE
STATE_LAW = "state law (see the value's source)"


@rule(
    "CW-PERM-STATE",
    lane=LANE,
    cite=STATE_LAW,
    starts=STARTS,
    reads=(*SHAPES, *UNCOUNTED, Kind.PERMANENCY_HEARING),
    term="permanency_need_months",
)
def state_permanency(case: Case) -> Iterator[Due]:
    """This state keeps its own permanency timeline: it adds up stays over years and may count trial home visits."""
    stay, need = current(case), case.terms.get("permanency_need_months")
    if stay is None or need is None or not isinstance(need.value, int):
        return
    window = case.terms.number("permanency_window_months", need.value)
    visits_count = case.terms.elects("counts_trial_home_visits")
    without = tuple(kind for kind in UNCOUNTED if not (visits_count and kind is Kind.TRIAL_HOME_VISIT))
    due = share_reached(counted(case, without=without), need=need.value, window=window)
    if due is not None:
        why = [f"{need.value} months in care, added up over {window} ({need.source})"]
        if visits_count:
            why.append("trial home visits count here, unlike in the federal count")
        met = case.first(Kind.PERMANENCY_HEARING, since=add_months(due, -2))
        yield ends_with(stay, Due(start=stay.start, due=due, why=tuple(why), met=met, confidence=need.confidence))


@rule(
    "CW-PROGRESS-STATE",
    lane=LANE,
    cite=STATE_LAW,
    starts=STARTS,
    reads=(*SHAPES, Kind.BIRTH, Kind.REVIEW, Kind.PERMANENCY_HEARING),
    term="young_child_review_months",
)
def young_child_review(case: Case) -> Iterator[Due]:
    """For a young child this state reviews permanency earlier than at 12 months."""
    stay, born, term = current(case), case.first(Kind.BIRTH), case.terms.get("young_child_review_months")
    if stay is None or born is None or term is None or not isinstance(term.value, int):
        return
    age = case.terms.number("young_child_age", 8)
    if stay.start.on < add_months(born.on, 12 * age):
        due = add_months(stay.entered, term.value)
        why = (f"{term.value} months after entry for a child under {age} ({term.source})",)
        met = case.first(Kind.REVIEW, since=stay.entered) or case.first(Kind.PERMANENCY_HEARING, since=stay.entered)
        yield ends_with(stay, Due(start=stay.start, due=due, why=why, met=met, confidence=term.confidence))


@rule(
    "CW-PREPERM-STATE",
    lane=LANE,
    cite=STATE_LAW,
    starts=STARTS,
    reads=(*SHAPES, Kind.PERMANENCY_HEARING, Kind.REVIEW),
    term="pre_permanency_months",
)
def pre_permanency_conference(case: Case) -> Iterator[Due]:
    """This state holds a conference before the permanency hearing, so that the hearing is not the first talk about
    it.
    """
    stay, term = current(case), case.terms.get("pre_permanency_months")
    if stay is not None and term is not None and isinstance(term.value, int):
        due = add_months(stay.entered, term.value)
        why = (f"by month {term.value} in care ({term.source})",)
        met = case.first(Kind.REVIEW, since=add_months(due, -2))
        yield ends_with(stay, Due(start=stay.start, due=due, why=why, met=met, confidence=term.confidence))


@rule(
    "CW-PROGNOSIS-STATE",
    done_by=(Kind.PROGNOSIS,),
    lane=LANE,
    cite=STATE_LAW,
    starts=(Kind.REMOVAL,),
    reads=(Kind.PROGNOSIS,),
    term="prognosis_days",
    confidence=Confidence.VERIFIED,
)
def reunification_prognosis(case: Case) -> Iterator[Due]:
    """This state asks early how likely reunification is, and starts a second plan beside the first where it is not."""
    removal, term = case.last(Kind.REMOVAL), case.terms.get("prognosis_days")
    if removal is not None and term is not None and isinstance(term.value, int):
        due = removal.on + timedelta(days=term.value)
        why = (f"{term.value} days after removal ({term.source})",)
        met = case.first(Kind.PROGNOSIS, since=removal.on)
        yield Due(start=removal, due=due, why=why, met=met, confidence=term.confidence)
