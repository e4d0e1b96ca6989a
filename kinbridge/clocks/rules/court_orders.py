"""Clock E: what a court ordered for someone. The order itself sets the day by which they are referred."""

from __future__ import annotations

from collections.abc import Iterator

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind, plain
from kinbridge.clocks.rules.rule import Due, rule


def mark_of(order: str) -> str:
    """How a referral names the order it follows: the order's own reference, as a mark of the fact."""
    return f"order_{order}"


@rule(
    "CT-ORDER-REFER",
    title="Referral the court ordered",
    lane=Lane.SYSTEM_RESPONSE,
    cite="the court's own order",
    starts=(Kind.SERVICE_ORDERED,),
    reads=(Kind.REFERRED_AS_ORDERED,),
)
def referral_as_ordered(case: Case) -> Iterator[Due]:
    """Whoever the court ordered a service for is referred to it by the day the order says."""
    for order in case.all(Kind.SERVICE_ORDERED):
        if order.until is not None:
            yield Due(
                start=order,
                due=order.until,
                part=order.note,
                why=(f"the order says by {plain(order.until)}",),
                met=_referral(case, order),
            )


def _referral(case: Case, order: Fact) -> Fact | None:
    made = case.all(Kind.REFERRED_AS_ORDERED)
    return next((fact for fact in made if mark_of(order.ref) in fact.marks), None)
