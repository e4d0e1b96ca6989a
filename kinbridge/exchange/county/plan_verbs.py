"""What people of the stories do with a plan after it is written, and the safety plan that is none of it."""

from __future__ import annotations

from kinbridge.exchange.county.telling import Step, Telling
from kinbridge.plans.actions import see_differently
from kinbridge.plans.models import SafetyPlan
from kinbridge.plans.reviews import Held, hold
from kinbridge.plans.safety.actions import Terms, end, make


def review(telling: Telling, step: Step) -> None:
    """The plan is looked at again on the day of the step."""
    says = step.says
    held = Held(
        name=says["name"],
        held_on=telling.county.day(step.day),
        present=says["present"],
        services=says.get("services", "all"),
        changed=says.get("changed", ""),
        still_true=says.get("still_true", True),
    )
    hold(plan=telling.plans[says["ref"]], held=held, by=step.by, at=step.at)


def differently(telling: Telling, step: Step) -> None:
    """The parent's own words beside one section of the newest version."""
    version = telling.plans[step.says["ref"]].versions.order_by("-number")[0]
    see_differently(version=version, said={step.says["section"]: step.says["words"]}, by=step.by, at=step.at)


def safety_plan(telling: Telling, step: Step) -> None:
    """Child protection writes a safety plan; the days in its steps count from today."""
    says, day = step.says, telling.county.day
    terms = Terms(
        child=telling.people[says["of"]],
        danger=says["danger"],
        steps=tuple({**one, "until": day(one["until"]).isoformat()} for one in says["steps"]),
        agreed=says["agreed"],
        starts_on=day(step.day),
        ends_on=day(says["ends"]),
    )
    make(family=telling.family, terms=terms, by=step.by, at=step.at)


def safety_plan_end(telling: Telling, step: Step) -> None:
    open_one = SafetyPlan.objects.get(family=telling.family, ended_on__isnull=True)
    end(family=telling.family, plan_id=open_one.pk, because=step.says["because"], by=step.by, at=step.at)
