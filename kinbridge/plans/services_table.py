"""The services table: each line's referral as this viewer may know it, and who takes the next step.

A referral on file is the only truth about how far a service has come; days written by hand stand where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.chart.models import Label
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.plans.models import ServiceLine
from kinbridge.plans.rules import SERVES, Next, next_for_service
from kinbridge.referrals.actions import answer_of, words_of
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.reading import cards
from kinbridge.referrals.rules import REASONS, Status

SAYS = {
    Next.CHOOSE: _("Choose a program"),
    Next.REFER: _("Send the referral"),
    Next.ANSWER: _("Answer the referral"),
    Next.PLACE: _("Say when there is a place"),
    Next.SET: _("Set the first visit"),
    Next.GO: _("Help keep the first visit"),
    Next.AGAIN: _("Ask what stood in the way, and set another visit"),
    Next.OTHER: _("Choose another program"),
    Next.NOTHING: "",
}
Shared = tuple[Label, Decision]


@dataclass(frozen=True, slots=True)
class Known:
    """What a viewer may know of one referral; without the answer it reads as sent, whatever the program did."""

    referral: Referral
    status: Status
    shared: tuple[Shared, ...]
    answered: bool
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One line of the table. `owner` is who takes the next step, by name; empty when nothing is left to do.

    `search` is what a search for a program is asked, where one has to be found, or asked; `refer_to` the one chosen.
    """

    line: ServiceLine
    referred_on: date | None
    accepted_on: date | None
    first_kept_on: date | None
    visit_on: date | None
    barrier: str
    next_step: str
    owner: str
    search: str = ""
    refer_to: UUID | None = None


def rows_of(
    lines: Iterable[ServiceLine], *, by: Viewer, at: datetime, shown_to: Viewer | None = None
) -> tuple[tuple[ServiceRow, ...], tuple[Shared, ...]]:
    """The table, and which other programs' records it tells of, with the decisions that let it.

    `shown_to`: who looks over `by`'s shoulder, in a preview; then of each referral only what both may know.
    """
    found = list(lines)
    known = _known(found, by=by, at=at)
    if shown_to is not None:
        theirs = _known(found, by=shown_to, at=at)
        known = {key: one if not one.answered else theirs[key] for key, one in known.items() if key in theirs}
    steps = _first_days([one.referral.pk for one in known.values() if one.answered])
    used = [known[_key(line)] for line in found if _key(line) in known]
    shared = tuple(dict.fromkeys(pair for one in used for pair in one.shared))
    return tuple(_row(line, known.get(_key(line)), steps) for line in found), shared


def _key(line: ServiceLine) -> tuple[int, object]:
    return line.person_id, line.program_id


def _known(lines: list[ServiceLine], *, by: Viewer, at: datetime) -> dict[tuple[int, object], Known]:
    """By person and program: the newest referral that this viewer may know of."""
    wanted = {_key(line) for line in lines if line.program_id is not None}
    if not wanted:
        return {}
    rows = Referral.objects.filter(family=lines[0].family_id, to_program__in={program for _, program in wanted})
    joined = ("person", "family", "from_program__organization", "to_program__organization")
    sent = rows.filter(sent_at__isnull=False).select_related(*joined).order_by("pk")
    found = [one for one in sent if (one.person_id, one.to_program_id) in wanted]
    told = _as_the_family(found, by=by, at=at) if by.person_id is not None else _as_a_program(found, by=by, at=at)
    return {(one.referral.person_id, one.referral.to_program_id): one for one in told}


def _as_the_family(found: list[Referral], *, by: Viewer, at: datetime) -> list[Known]:
    labels = {one.pk: answer_of(one) for one in found}
    decisions = decide(labels.values(), by=by, purpose=Purpose.SELF_ACCESS, on=day_of(at))
    return [
        Known(one, Status(one.status), ((labels[one.pk], decisions[one.pk]),), True, one.received_on)
        for one in found
        if decisions[one.pk].allowed
    ]


def _as_a_program(found: list[Referral], *, by: Viewer, at: datetime) -> list[Known]:
    """Its own referrals; another's only where the gate opens what was sent, which is the sender's record."""
    labels = {}
    for one in found:
        if by.program_id not in (one.from_program_id, one.to_program_id):
            labels[one.pk] = words_of(family=one.family, sender=one.from_program, person=one.person)
            labels[one.pk].id = one.pk
    sent = decide(labels.values(), by=by, purpose=Purpose.PLAN_OF_SAFE_CARE, on=day_of(at))
    return [
        Known(
            card.referral,
            card.status,
            (
                *([(labels[card.referral.pk], sent[card.referral.pk])] if card.referral.pk in labels else []),
                *([(answer_of(card.referral), card.answer)] if card.answer is not None and card.answer.allowed else []),
            ),
            answered=not card.sealed,
            received_on=None if card.referral.to_program_id == by.program_id else card.referral.received_on,
        )
        for card in cards(found, by=by, at=at)
        if card.referral.pk not in sent or sent[card.referral.pk].allowed
    ]


def _first_days(referrals: list[int]) -> dict[tuple[int, str], date]:
    """The day of each kind of step, the newest."""
    rows = Step.objects.filter(referral__in=referrals).order_by("pk").values_list("referral_id", "status", "at")
    return {(referral, status): day_of(at) for referral, status, at in rows}


def _row(line: ServiceLine, known: Known | None, steps: Mapping[tuple[int, str], date]) -> ServiceRow:
    if known is None:
        step = next_for_service(
            "",
            program=line.program_id is not None,
            referred=line.referred_on is not None,
            kept=line.first_kept_on is not None,
        )
        days = (line.referred_on, None, line.first_kept_on, None)
        return ServiceRow(line, *days, line.barrier, _say(line, step), _who(line, step), *_way(line, step))
    one, status = known.referral, known.status
    step, has = next_for_service(status, program=True), known.received_on is not None
    kept = steps.get((one.pk, Status.FIRST_KEPT))
    accepted = steps.get((one.pk, Status.ACCEPTED)) or steps.get((one.pk, Status.SCHEDULED))
    visit = one.first_appointment_at if status is Status.SCHEDULED else None
    reason = gettext(REASONS.get(one.reason, one.reason)) if known.answered and one.reason else ""
    return ServiceRow(
        line=line,
        referred_on=day_of(one.sent_at) if one.sent_at is not None else None,
        accepted_on=accepted,
        first_kept_on=kept,
        visit_on=day_of(visit) if visit is not None else None,
        barrier="; ".join(filter(None, (line.barrier, reason))),
        next_step=gettext("They have it, the family said") if has else _say(line, step),
        owner="" if has else _who(line, step),
        search="" if has else _way(line, step)[0],
        refer_to=None if has else _way(line, step)[1],
    )


def _way(line: ServiceLine, step: Next) -> tuple[str, UUID | None]:
    """Into the search for a program, with what the plan says; or straight to the program that it names."""
    if step not in (Next.CHOOSE, Next.OTHER, Next.REFER):
        return "", None
    need, kind = SERVES.get(line.need, ("", ""))
    asked = {"need": need} if need else {"kind": kind} if kind else {}
    return urlencode({**asked, "person": line.person.key}), line.program_id if step is Next.REFER else None


def _say(line: ServiceLine, step: Next) -> str:
    """What was agreed in the plan stands first; else what the referral waits for."""
    return line.next_step or str(SAYS[step])


def _who(line: ServiceLine, step: Next) -> str:
    """By name: the person of this line, or the program that must act; nobody when there is nothing left to do."""
    if step is Next.NOTHING and not line.next_step:
        return ""
    if step.programs and not line.next_step and line.program is not None:
        return line.program.name
    return line.owner
