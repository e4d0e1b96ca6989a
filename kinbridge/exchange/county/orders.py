"""The court's papers about children: orders that open the agency's record, and who speaks for the child."""

from __future__ import annotations

from collections.abc import Sequence

from kinbridge.consents.models import OtherAuthority
from kinbridge.consents.rules import ANY_HOLDER, organization
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Coalition
from kinbridge.exchange.county.families import Written
from kinbridge.exchange.county.history import Ordered
from kinbridge.exchange.county.partners import identity
from kinbridge.exchange.county.place import County


def write_orders(county: County, written: Sequence[Written]) -> int:
    rows = [
        paper(
            county,
            one.family,
            county.coalition,
            one.persons[order.child],
            order,
            reference=f"JV-{one.story.number:05d}",
        )
        for one in written
        for order in one.story.orders
        if order.signed < 0
    ]
    OtherAuthority.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def paper(
    county: County, family: int, coalition: Coalition, person: int, order: Ordered, *, reference: str
) -> OtherAuthority:
    gives = ANY_HOLDER if order.gives == "anyone" else organization(identity("organization", order.gives))
    return OtherAuthority(
        family_id=family,
        coalition=coalition,
        person_id=person,
        kind=order.kind,
        gives=[gives],
        gets=[organization(identity("organization", order.gets))],
        categories=list(order.categories),
        purposes=[Purpose.COURT_PROCEEDING_OTHER.value, Purpose.CARE_COORDINATION.value],
        reference=reference,
        signed_on=county.day(order.signed),
        expires_on=county.day(order.until) if order.until is not None else None,
        recorded_on=county.day(order.signed),
        recorded_at=county.moment(order.signed, 15 * 60),
        recorded_by_id=county.viewer("robert").user_id,
        recorded_for=county.programs["dependency"],
    )
