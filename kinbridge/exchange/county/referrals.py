"""Write the referrals of many families at once, each step as it would have been taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psycopg.types.json import Jsonb

from kinbridge.audit.models import Line
from kinbridge.clocks.rules.terms import terms_for
from kinbridge.exchange.county.families import AUDIT, Written
from kinbridge.exchange.county.history import Asked
from kinbridge.exchange.county.place import STATE, County
from kinbridge.exchange.county.rows import write
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.rules import Status, answer_due

SENT_AT = 11 * 60
AT_ONE = 13 * 60
ANSWERED = {Status.SCHEDULED, Status.FIRST_KEPT, Status.FIRST_MISSED, Status.COMPLETED}
Row = tuple[object, ...]


def write_referrals(county: County, written: Sequence[Written]) -> int:
    begun = [
        (one, pk, asked)
        for one in written
        for pk, asked in zip(one.referrals, one.story.referrals, strict=True)
        if asked.steps
    ]
    write(Line, AUDIT, (_audited(county, one, pk, asked) for one, pk, asked in begun))
    write(
        Referral,
        (
            "id", "family_id", "coalition_id", "person_id", "from_program_id", "to_program_id", "service", "needs",
            "message", "urgent", "handoff", "status", "agreed_on", "sent_at", "sent_by_id", "answer_due_on",
            "first_appointment_at", "reason",
        ),
        (_referral(county, one, pk, asked) for one, pk, asked in begun),
    )  # fmt: skip
    write(
        Step,
        ("family_id", "coalition_id", "referral_id", "status", "reason", "at", "by_id", "by_program_id"),
        (step for one, pk, asked in begun for step in _steps(county, one, pk, asked)),
    )
    return len(begun)


def _referral(county: County, one: Written, pk: int, asked: Asked) -> Row:
    sent, _, _ = asked.steps[0]
    _, status, reason = asked.steps[-1]
    met = next((day for day, step, _ in reversed(asked.steps) if step in ANSWERED), None)
    return (
        pk,
        one.family,
        county.coalition.pk,
        one.persons[asked.of],
        county.programs[asked.sender].pk,
        county.programs[asked.receiver].pk,
        asked.service.replace("_", " "),
        [],
        "",
        asked.urgent,
        pk % 3 == 0,
        status,
        county.day(sent),
        county.moment(sent, SENT_AT),
        county.worker(asked.sender, one.story.number),
        answer_due(county.day(sent), urgent=asked.urgent, terms=terms_for(STATE, county.day(sent))),
        None if met is None else county.moment(met + (2 if status == "scheduled" else 0), AT_ONE),
        reason,
    )


def _steps(county: County, one: Written, pk: int, asked: Asked) -> Iterator[Row]:
    for place, (day, status, reason) in enumerate(asked.steps):
        acting = asked.sender if status in ("sent", "withdrawn") else asked.receiver
        moment = county.moment(day, SENT_AT + 20 * place)
        worker = county.worker(acting, one.story.number)
        yield one.family, county.coalition.pk, pk, status, reason, moment, worker, county.programs[acting].pk


def _audited(county: County, one: Written, pk: int, asked: Asked) -> Row:
    """One line for the whole referral: it was loaded, not lived."""
    detail = Jsonb({"steps": len(asked.steps)})
    return county.at, one.family, None, "referral.loaded", f"referral:{pk}", "", [], detail, 0, "", ""
