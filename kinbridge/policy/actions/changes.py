"""Write a policy down, move it on, and look at the rules it touches."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.policy.actions.authority import looks, must_keep
from kinbridge.policy.known_rules import known_rules
from kinbridge.policy.models import Look, Policy, Step
from kinbridge.policy.rules.stages import NEXT, STATUS_WORDS, Status


class OutOfOrder(ValueError):
    """A policy goes where it cannot go from where it stands."""


def status_of(policy: Policy) -> Status:
    return Status(policy.steps.order_by("-at", "-pk").values_list("status", flat=True)[0])


@transaction.atomic
def draft(*, facts: dict[str, Any], by: Viewer, at: datetime) -> Policy:
    """Begin a policy. Raises `NotKept`, and ValueError for a rule that nobody knows."""
    must_keep(by)
    for rule in facts.get("rules", ()):
        if rule not in known_rules():
            raise ValueError(f"There is no rule {rule}; look its id up in the list of rules.")
    policy = Policy.objects.create(coalition_id=by.coalition_id, written_at=at, **facts)
    Step.objects.create(policy=policy, status=Status.DRAFT, on=day_of(at), by_id=by.worker, at=at)
    audit("policy.drafted", by=by, at=at, about=f"policy:{policy.pk}")
    return policy


@transaction.atomic
def move(*, policy: Policy, status: str, on: date, note: str = "", by: Viewer, at: datetime) -> Step:
    """Say that a policy stands elsewhere now. Raises `NotKept`, `OutOfOrder`."""
    must_keep(by)
    Policy.objects.select_for_update().get(pk=policy.pk)
    stands, goes = status_of(policy), Status(status)
    if goes not in NEXT[stands]:
        ways = " or ".join(STATUS_WORDS[one].lower() for one in NEXT[stands])
        raise OutOfOrder(f"It is {STATUS_WORDS[stands].lower()}; from there it can be {ways}.")
    step = Step.objects.create(policy=policy, status=goes, on=on, note=note, by_id=by.worker, at=at)
    audit("policy.moved", by=by, at=at, about=f"policy:{policy.pk}", detail={"status": goes.value})
    return step


@transaction.atomic
def look_at(*, policy: Policy, rule: str, found: str, by: Viewer, at: datetime) -> Look:
    """Say what a rule needs now. Raises PermissionDenied, and ValueError for a rule that the policy does not name."""
    if not looks(by):
        raise PermissionDenied("An administrator or counsel looks at the rules of the program.")
    if rule not in policy.rules:
        raise ValueError("This policy names no such rule; choose one of its own.")
    look = Look.objects.create(policy=policy, rule=rule, found=found, by_id=by.worker, at=at)
    audit("policy.rule_looked_at", by=by, at=at, about=f"policy:{policy.pk}", detail={"rule": rule})
    return look
