"""What people of the stories do with a family case plan: write it, say how things stand, take the next step."""

from __future__ import annotations

from kinbridge.exchange.county.telling import Step, Telling
from kinbridge.plans import actions as plans
from kinbridge.plans.pathway.actions import NextStep, Said, say, take_step
from kinbridge.plans.rules import PlanKind


def begin(telling: Telling, step: Step) -> None:
    parent = telling.people[step.says["parent"]]
    telling.plans[step.says["ref"]] = plans.start(
        family=telling.family, parent=parent, pregnancy=None, by=step.by, at=step.at, kind=PlanKind.CASE
    )


def write(telling: Telling, step: Step) -> None:
    """The whole plan as it stands then; the days of its tasks count from today."""
    says, day = step.says, telling.county.day
    plan = telling.plans[says["ref"]]
    version = plans.draft_of(plan=plan, by=step.by, at=step.at)
    tasks = [
        plans.Job(
            **{name: said for name, said in one.items() if name not in ("due", "done")},
            due_on=day(one["due"]) if "due" in one else None,
            done_on=day(one["done"]) if "done" in one else None,
        )
        for one in says["tasks"]
    ]
    lines = [
        plans.Line(
            **{name: said for name, said in one.items() if name not in ("of", "program")},
            person_id=telling.people[one["of"]].pk,
            program_id=str(telling.county.programs[one["program"]].pk),
        )
        for one in says["services"]
    ]
    plans.write(version_id=version.pk, body=says["body"], services=lines, tasks=tasks, by=step.by, at=step.at)


def ready(telling: Telling, step: Step) -> None:
    says = step.says
    said = Said(says["item"], says["stands"], says["evidence"], own_words=says.get("own", False))
    say(plan=telling.plans[says["ref"]], said=said, by=step.by, at=step.at)


def next_step(telling: Telling, step: Step) -> None:
    says = step.says
    to = NextStep(
        children=tuple(telling.people[code] for code in says["children"]),
        step=says["step"],
        on=telling.county.day(step.day),
        decided=says["decided"],
        who=says["who"],
        why=says.get("why", ""),
        dissent=says.get("dissent", ""),
    )
    take_step(plan=telling.plans[says["ref"]], to=to, by=step.by, at=step.at)
