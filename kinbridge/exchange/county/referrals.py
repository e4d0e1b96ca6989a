"""Write the referrals of many families at once, each step as it would have been taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kinbridge.audit.models import Line
from kinbridge.exchange.county.families import Written
from kinbridge.exchange.county.history import Asked
from kinbridge.exchange.county.place import County
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.rules import Status, answer_due

SENT_AT = 11 * 60
ANSWERED = {Status.SCHEDULED, Status.FIRST_KEPT, Status.FIRST_MISSED, Status.COMPLETED}


def write_referrals(county: County, written: Sequence[Written]) -> int:
    pairs = [(one, pk, asked) for one in written for pk, asked in zip(one.referrals, one.story.referrals, strict=True)]
    begun = [(one, pk, asked) for one, pk, asked in pairs if asked.steps]
    Referral.objects.bulk_create((_referral(county, one, pk, asked) for one, pk, asked in begun), batch_size=500)
    Step.objects.bulk_create(
        (step for one, pk, asked in begun for step in _steps(county, one, pk, asked)), batch_size=1000
    )
    Line.objects.bulk_create((_audited(county, one, pk, asked) for one, pk, asked in begun), batch_size=1000)
    return len(begun)


def _referral(county: County, one: Written, pk: int, asked: Asked) -> Referral:
    sent, _, _ = asked.steps[0]
    _, status, reason = asked.steps[-1]
    met = next((day for day, step, _ in reversed(asked.steps) if step in ANSWERED), None)
    return Referral(
        pk=pk,
        family_id=one.family,
        coalition=county.coalition,
        person_id=one.persons[asked.of],
        from_program=county.programs[asked.sender],
        to_program=county.programs[asked.receiver],
        service=asked.service.replace("_", " "),
        urgent=asked.urgent,
        handoff=pk % 3 == 0,
        status=status,
        agreed_on=county.day(sent),
        sent_at=county.moment(sent, SENT_AT),
        sent_by_id=county.worker(asked.sender, one.story.number),
        answer_due_on=answer_due(county.day(sent), urgent=asked.urgent),
        first_appointment_at=None if met is None else county.moment(met + (2 if status == "scheduled" else 0), 13 * 60),
        reason=reason,
    )


def _steps(county: County, one: Written, pk: int, asked: Asked) -> Iterator[Step]:
    for place, (day, status, reason) in enumerate(asked.steps):
        acting = asked.sender if status in ("sent", "withdrawn") else asked.receiver
        yield Step(
            referral_id=pk,
            family_id=one.family,
            coalition=county.coalition,
            status=status,
            reason=reason,
            at=county.moment(day, SENT_AT + 20 * place),
            by_id=county.worker(acting, one.story.number),
            by_program=county.programs[acting],
        )


def _audited(county: County, one: Written, pk: int, asked: Asked) -> Line:
    """One line for the whole referral: it was loaded, not lived."""
    return Line(
        at=county.at,
        family_id=one.family,
        act="referral.loaded",
        about=f"referral:{pk}",
        detail={"steps": len(asked.steps)},
    )
