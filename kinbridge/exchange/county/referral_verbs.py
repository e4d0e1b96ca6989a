"""What a line of a story does to a referral; see `verbs`."""

from __future__ import annotations

from kinbridge.exchange.county.telling import Step, Telling
from kinbridge.referrals import actions as referrals
from kinbridge.referrals.rules import Status


def refer(telling: Telling, step: Step) -> None:
    says = step.says
    request = referrals.Request(
        person=telling.people[says["of"]],
        to_program=telling.county.programs[says["to"]],
        service=says["service"],
        message=says.get("message", ""),
        urgent=says.get("urgent", False),
        handoff=says.get("handoff", False),
        needs=tuple(says.get("needs", ())),
    )
    write = referrals.draft if "keep" in says else referrals.send
    kept = telling.referrals[says["ref"]] = write(family=telling.family, request=request, by=step.by, at=step.at)
    if says.get("keep") == "checked":
        referrals.check(referral_id=kept.pk, by=step.by, at=step.at)


def answer(telling: Telling, step: Step) -> None:
    says = step.says
    referrals.answer(
        referral_id=telling.referrals[says["ref"]].pk,
        step=Status(says["step"]),
        by=step.by,
        at=step.at,
        reason=says.get("reason", ""),
        appointment_at=telling.county.moment(says["on"], 9 * 60 + 30) if "on" in says else None,
    )


def handoff(telling: Telling, step: Step) -> None:
    says = step.says
    meeting = referrals.Meeting(
        made_at=step.at, how=says["how"], other=says["other"], family_there=True, lead=says.get("lead", False)
    )
    referrals.hand_over(referral_id=telling.referrals[says["ref"]].pk, meeting=meeting, by=step.by, at=step.at)


def link(telling: Telling, step: Step) -> None:
    """A link was made; its secret and code were told then, and are kept nowhere."""
    referrals.make_link(referral_id=telling.referrals[step.says["ref"]].pk, by=step.by, at=step.at)


def received(telling: Telling, step: Step) -> None:
    on = telling.county.day(step.day)
    referrals.confirm_received(referral_id=telling.referrals[step.says["ref"]].pk, on=on, by=step.by, at=step.at)
