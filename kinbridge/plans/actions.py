"""Start a plan, write it with the parent, take their answer, hand it over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.core.decision import Decision
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import receiving
from kinbridge.disclosure.receipts import sent
from kinbridge.people.actions import welcome
from kinbridge.people.models import Family, Person, Pregnancy
from kinbridge.plans.milestones import milestone
from kinbridge.plans.models import Copy, Differently, Plan, ServiceLine, Task, Version
from kinbridge.plans.purposes import act_of, purpose_for
from kinbridge.plans.reading import decided_sections, differently_of
from kinbridge.plans.rules import PlanKind, missing


class NotReady(Exception):
    """The plan lacks something it must say; `gaps` names each."""

    def __init__(self, gaps: tuple[str, ...]) -> None:
        super().__init__("The plan is not ready to sign yet.")
        self.gaps = gaps


class Answered(Exception):
    """The parent has already answered this version; a change needs a new one."""


class Refused(Exception):
    """The gate lets this program have no part of the plan."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("No part of the plan may go to this program.")
        self.decision = decision


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the services table, as typed."""

    person_id: int
    need: str
    service: str
    owner: str
    program_id: str | None = None
    referred_on: date | None = None
    first_kept_on: date | None = None
    barrier: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One task, as typed."""

    section: str
    what: str
    owner: str
    due_on: date | None = None
    done_on: date | None = None


@transaction.atomic
def start(
    *,
    family: Family,
    parent: Person,
    pregnancy: Pregnancy | None,
    by: Viewer,
    at: datetime,
    kind: PlanKind = PlanKind.SAFE_CARE,
) -> Plan:
    """Begin a plan with this parent, or give back the open one: a dyad has one plan before and after birth."""
    mine = Plan.objects.filter(family=family, kind=kind, parent=parent, pregnancy=pregnancy)
    found = mine.filter(closed_on__isnull=True).first()
    if found is not None:
        return found
    plan = Plan.objects.create(
        kind=kind,
        family=family,
        coalition_id=family.coalition_id,
        parent=parent,
        pregnancy=pregnancy,
        program_id=by.acting_for,
        coordinator_id=by.worker,
        started_on=day_of(at),
    )
    _new_version(plan, body={}, by=by, at=at)
    _milestone(plan, version=1, step="started", by=by, at=at)
    return plan


def _new_version(plan: Plan, *, body: Mapping[str, object], by: Viewer, at: datetime) -> Version:
    number = (plan.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    return Version.objects.create(
        plan=plan,
        family_id=plan.family_id,
        coalition_id=plan.coalition_id,
        number=number,
        body=body,
        prepared_by_id=by.worker,
        changed_at=at,
    )


@transaction.atomic
def draft_of(*, plan: Plan, by: Viewer, at: datetime) -> Version:
    """The version being written: the open draft, or a fresh copy of the last one the parent answered."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    draft = plan.versions.filter(answer="").first()
    if draft is not None:
        return draft
    last = plan.versions.order_by("-number").first()
    draft = _new_version(plan, body=last.body if last else {}, by=by, at=at)
    if last is not None:
        for rows in (last.services, last.tasks, last.differently):
            for row in rows.order_by("pk"):
                row.pk, row.version = None, draft
                row.save(force_insert=True)
    return draft


@transaction.atomic
def write(
    *,
    version_id: int,
    body: Mapping[str, Mapping[str, str]],
    services: Iterable[Line],
    by: Viewer,
    at: datetime,
    tasks: Iterable[Job] = (),
) -> Version:
    """Save what was written together. Raises `Answered` when the parent has signed or declined in the meantime."""
    version = _unanswered(version_id)
    version.body, version.changed_at, version.prepared_by_id = dict(body), at, by.worker
    version.save(update_fields=["body", "changed_at", "prepared_by"])
    own = {"version": version, "family_id": version.family_id, "coalition_id": version.coalition_id}
    version.services.all().delete()
    ServiceLine.objects.bulk_create(ServiceLine(**own, **asdict(line)) for line in services)
    version.tasks.all().delete()
    Task.objects.bulk_create(Task(**own, **asdict(job)) for job in tasks)
    audit(act_of(version.plan, "written"), by=by, at=at, family_id=version.family_id, about=f"plan:{version.plan_id}")
    return version


@transaction.atomic
def see_differently(*, version: Version, said: Mapping[str, str], by: Viewer, at: datetime) -> int:
    """Keep where the parent sees a section differently, beside it and in their words; at any time, signed or not.

    Only what has changed is kept anew, and empty words take back what was said. Gives how many sections changed.
    """
    before = differently_of(version)
    changed = {key: words.strip() for key, words in said.items() if words.strip() != before.get(key, "")}
    for key, words in changed.items():
        Differently.objects.create(
            version=version,
            family_id=version.family_id,
            coalition_id=version.coalition_id,
            section=key,
            words=words,
            said_at=at,
            said_by_id=by.worker,
        )
    if changed:
        audit(
            "plan.seen_differently",
            by=by,
            at=at,
            family_id=version.family_id,
            about=f"plan:{version.plan_id}",
            detail={"sections": sorted(changed)},
        )
    return len(changed)


@transaction.atomic
def answer(*, version_id: int, signed: bool, signature: str, disagreement: str, by: Viewer, at: datetime) -> Version:
    """The parent's answer to this version. Signing needs a complete plan; declining never does."""
    version = _unanswered(version_id)
    gaps = gaps_of(version)
    if signed and gaps:
        raise NotReady(gaps)
    version.answer = "signed" if signed else "declined"
    version.answered_at, version.signature, version.disagreement = at, signature, disagreement
    version.digest = hashlib.sha256(json.dumps(_content(version), sort_keys=True).encode()).hexdigest()
    version.save(update_fields=["answer", "answered_at", "signature", "disagreement", "digest"])
    _milestone(version.plan, version=version.number, step=version.answer, by=by, at=at)
    return version


def gaps_of(version: Version, *, language: str = "en") -> tuple[str, ...]:
    """What this version lacks before it can be signed."""
    kind = version.plan.kind
    rows = version.tasks if kind == PlanKind.CASE else version.services
    return missing(version.body, rows=rows.count(), language=language, of=kind)


@transaction.atomic
def finish_task(*, task: Task, on: date | None, by: Viewer, at: datetime) -> None:
    """Somebody says that a task is done, or (`on` None) that it is not after all; signed or not, the plan stays."""
    Task.objects.filter(pk=task.pk).update(done_on=on)
    act = "case_plan.task_done" if on is not None else "case_plan.task_reopened"
    audit(act, by=by, at=at, family_id=task.family_id, about=f"task:{task.pk}")


@transaction.atomic
def hand_over(
    *, version: Version, program: Program, by: Viewer, at: datetime, contents: Iterable[Mapping[str, object]] = ()
) -> Copy:
    """Give a program the sections it may have; from now on it may open them. Raises `Refused` when it may have none.

    `contents` is what goes with the plan, already cut for this program; kept as it was given.
    """
    decided = decided_sections(version=version, by=replace(receiving(program), state=by.state), at=at)
    decisions = {key: decision for key, (_, decision) in decided.items()}
    if not any(decision.allowed for decision in decisions.values()):
        raise Refused(next(iter(decisions.values())))
    copy, made = Copy.objects.get_or_create(
        version=version,
        program=program,
        person=None,
        defaults={
            "family_id": version.family_id,
            "coalition_id": version.coalition_id,
            "given_at": at,
            "given_by_id": by.worker,
            "contents": list(contents),
        },
    )
    if made:
        welcome(person=version.plan.parent, program_id=program.pk, on=day_of(at), cares=False)
        _milestone(version.plan, version=version.number, step="handed_over", by=by, at=at)
        audit(
            act_of(version.plan, "handed_over"),
            by=by,
            at=at,
            family_id=version.family_id,
            about=f"copy:{copy.pk}",
            because=purpose_for(version.plan, by),
            citations=(cite for d in decisions.values() if d.allowed for cite in d.citations),
            detail={
                "to": str(program.pk),
                "sections": [key for key, d in decisions.items() if d.allowed],
                **sent(decided.values(), to=program.pk),
            },
        )
    return copy


@transaction.atomic
def acknowledge(*, copy_id: int, by: Viewer, at: datetime) -> Copy | None:
    """The receiving program says it has the plan. None when that copy was not given to it."""
    copy = (
        Copy.objects.select_for_update(of=("self",))
        .select_related("version__plan")
        .filter(pk=copy_id, program=by.program_id)
        .first()
    )
    if copy is None:
        return None
    if copy.acknowledged_at is None:
        copy.acknowledged_at = at
        copy.save(update_fields=["acknowledged_at"])
        audit(
            act_of(copy.version.plan, "acknowledged"), by=by, at=at, family_id=copy.family_id, about=f"copy:{copy.pk}"
        )
    return copy


def _unanswered(version_id: int) -> Version:
    version = (
        Version.objects.select_for_update(of=("self",))
        .select_related("plan__parent", "plan__family")
        .get(pk=version_id)
    )
    if version.answer:
        raise Answered("The parent has answered this version. Open the plan to start the next one.")
    return version


def _content(version: Version) -> list[object]:
    lines = version.services.order_by("pk").values_list("need", "service", "owner", "next_step")
    jobs = version.tasks.order_by("pk").values_list("section", "what", "owner", "due_on")
    tasks = [[section, what, owner, str(due or "")] for section, what, owner, due in jobs]
    said = differently_of(version)
    whole = [version.plan_id, version.number, version.body, [list(line) for line in lines], version.signature, said]
    return [*whole, tasks] if tasks else whole


def _milestone(plan: Plan, *, version: int, step: str, by: Viewer, at: datetime) -> None:
    milestone(plan, version=version, step=step, by=by, at=at)
    audit(act_of(plan, step), by=by, at=at, family_id=plan.family_id, about=f"plan:{plan.pk}")
