"""Clock A: limits that run with a placement: trial visits home, treatment with the parent, institutions, relatives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import last_day
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Kind
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.clocks.rules.stretches import share_reached
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_WELFARE
LIFETIME_MONTHS = 21 * 12


@rule(
    "CW-THV-6MO",
    lane=LANE,
    cite="45 CFR 1356.21(e); CWPM 8.3C.5",
    starts=(Kind.TRIAL_HOME_VISIT,),
    reads=(Kind.EXIT,),
)
def trial_home_visit(case: Case) -> Iterator[Due]:
    """A trial visit home lasts at most six months, or until the date in a court order; after that a return is a
    new removal.
    """
    visit = case.last(Kind.TRIAL_HOME_VISIT)
    if visit is None:
        return
    due, why = add_months(visit.on, 6), "6 months after the visit began"
    if "court_ordered" in visit.marks and visit.until is not None:
        due, why = visit.until, "the date in the court's order; a bare continuance is not such an order"
    ended = visit.until is not None and visit.until <= case.on
    left = case.first(Kind.EXIT, since=visit.on)
    yield Due(start=visit, due=due, why=(why,), superseded=ended or left is not None)


@rule(
    "CW-IVE-672J",
    title="With a parent in treatment",
    lane=LANE,
    cite="42 USC 672(j)(1)",
    starts=(Kind.CO_PLACEMENT,),
    reads=(Kind.CO_PLACEMENT_ADVISED,),
)
def with_parent_in_treatment(case: Case) -> Iterator[Due]:
    """A child placed with a parent in family treatment is funded up to 12 months, if the case plan said so
    beforehand.
    """
    placed = case.last(Kind.CO_PLACEMENT)
    if placed is None:
        return
    advised = case.all(Kind.CO_PLACEMENT_ADVISED)
    in_time = [fact for fact in advised if fact.on < placed.on]
    why = ["12 months, counted with the day of placement"]
    if not advised:
        why.append("check that the case plan recommended it before the placement; no date is on file")
    if advised and not in_time:
        why = ["the case plan did not specify the placement beforehand, so it cannot be funded"]
    yield Due(
        start=placed,
        due=last_day(placed.on, months=12),
        why=tuple(why),
        blocked=bool(advised) and not in_time,
        superseded=placed.until is not None and placed.until <= case.on,
        also=tuple(in_time[-1:] or advised[-1:]),
    )


@rule(
    "CW-IVE-CCI-14",
    title="Child-care institution limit",
    lane=LANE,
    cite="42 USC 672(k)(1)",
    starts=(Kind.INSTITUTION,),
)
def institution(case: Case) -> Iterator[Due]:
    """In other child-care institutions federal funds stop from the third week; a family treatment home is not one."""
    placed = case.last(Kind.INSTITUTION)
    if placed is not None:
        yield Due(
            start=placed,
            due=last_day(placed.on, days=14),
            why=("two weeks, counted with the day of placement",),
            exempt="listed_setting" if "listed_setting" in placed.marks else "",
            superseded=placed.until is not None and placed.until <= case.on,
        )


@rule(
    "CW-QRTP",
    title="Residential treatment placement",
    done_by=(
        Kind.QRTP_ASSESSMENT,
        Kind.QRTP_APPROVAL,
        Kind.QRTP_SIGN_OFF,
    ),
    lane=LANE,
    cite="42 USC 675a(c); 672(k)(3)",
    starts=(Kind.QRTP,),
    reads=(Kind.QRTP_ASSESSMENT, Kind.QRTP_APPROVAL, Kind.QRTP_SIGN_OFF, Kind.BIRTH),
)
def residential_treatment(case: Case) -> Iterator[Due]:
    """A residential treatment placement is assessed in 30 days and approved by the court in 60; long stays need
    sign-off.
    """
    placed = case.last(Kind.QRTP)
    if placed is None:
        return
    over = placed.until is not None and placed.until <= case.on
    for part, days, kind in (
        ("assessment", 30, Kind.QRTP_ASSESSMENT),
        ("court_approval", 60, Kind.QRTP_APPROVAL),
    ):
        yield Due(
            start=placed,
            part=part,
            due=placed.on + timedelta(days=days),
            why=(f"{days} days from the start of the placement",),
            met=case.first(kind, since=placed.on),
            superseded=over,
        )
    born = case.first(Kind.BIRTH)
    if born is not None and placed.on < add_months(born.on, 13 * 12):
        due = share_reached(case.stretches(Kind.QRTP), need=6, window=LIFETIME_MONTHS)
        why = "6 months in all for a child under 13"
    else:
        long_stay = share_reached(case.stretches(Kind.QRTP), need=18, window=LIFETIME_MONTHS)
        due = min(filter(None, (add_months(placed.on, 12), long_stay)))
        why = "12 months on end or 18 in all"
    if due is not None:
        met = case.first(Kind.QRTP_SIGN_OFF, since=placed.on)
        yield Due(start=placed, part="sign_off", due=due, why=(why,), met=met, superseded=over)


@rule(
    "CW-KIN-TEMP",
    done_by=(Kind.KIN_LICENSED,),
    lane=LANE,
    cite="42 USC 672(i)(1)(A)",
    starts=(Kind.KIN_PENDING,),
    reads=(Kind.KIN_LICENSED,),
)
def relative_awaiting_license(case: Case) -> Iterator[Due]:
    """While a relative's license is pending, federal funds help for 12 months or the state's average time, if
    shorter.
    """
    pending = case.last(Kind.KIN_PENDING)
    if pending is not None:
        months = min(12, case.terms.number("licensing_months", 12))
        yield Due(
            start=pending,
            due=add_months(pending.on, months),
            why=(f"{months} months while the license is pending",),
            met=case.first(Kind.KIN_LICENSED, since=pending.on),
        )


@rule(
    "CW-TPR-60",
    title="60-day petition",
    done_by=(Kind.TPR_PETITION,),
    lane=LANE,
    cite="45 CFR 1356.21(i)(1)(ii),(iii)",
    confidence=Confidence.KNOWLEDGE_HIGH,
    starts=(Kind.ABANDONED_INFANT, Kind.NO_REUNIFICATION),
    reads=(Kind.TPR_PETITION,),
)
def sixty_day_petition(case: Case) -> Iterator[Due]:
    """After an abandoned-infant finding, or one on a listed felony, the petition is due within 60 days, exceptions
    apart.
    """
    felony = [fact for fact in case.all(Kind.NO_REUNIFICATION) if "listed_felony" in fact.marks]
    for finding in (*case.all(Kind.ABANDONED_INFANT), *felony):
        yield Due(
            start=finding,
            due=finding.on + timedelta(days=60),
            why=("60 days after the finding; the same three exceptions apply",),
            met=case.first(Kind.TPR_PETITION, since=finding.on),
        )
