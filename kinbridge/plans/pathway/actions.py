"""Say how something stands on the way home, and write down the next step of time together. Both are facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.core.vocabulary import Relation
from kinbridge.directory.local_time import told_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.plans.models import Plan
from kinbridge.plans.pathway.rules import items

HOME_OF = {Relation.MOTHER: "mother", Relation.FATHER: "father"}


@dataclass(frozen=True, slots=True)
class Said:
    """How one thing stands, as somebody sees it."""

    item: str
    stands: str
    evidence: str
    own_words: bool = False


@transaction.atomic
def say(*, plan: Plan, said: Said, by: Viewer, at: datetime) -> None:
    """Keep it as a fact about the parent: the record of whoever says it; the parent's own words are the leader's.

    Raises `chart.actions.NotAttested` while nobody has said under which laws the viewer's program records.
    """
    parent = said.own_words or by.person_id is not None
    body = {"item": said.item, "stands": said.stands, "evidence": said.evidence}
    record_entry(
        family=plan.family,
        subject=plan.parent,
        kind="readiness",
        body=body | ({"said_by": "parent"} if parent else {}),
        occurred_at=at,
        by=by,
        at=at,
        program=plan.program if parent else None,
        category=next(item.category for item in items() if item.key == said.item),
    )


@dataclass(frozen=True, slots=True)
class NextStep:
    """How a parent and some of the children spend time together from a day on."""

    children: tuple[Person, ...]
    step: str
    on: date
    decided: str
    who: str
    why: str = ""
    dissent: str = ""


@transaction.atomic
def take_step(*, plan: Plan, to: NextStep, by: Viewer, at: datetime) -> None:
    """Write down what people decided, for each child; where a child comes home, that too. Software decides nothing."""
    told = told_of(to.on, at=at)
    body = {"step": to.step, "decided": to.decided, "who": to.who, "why": to.why, "dissent": to.dissent}
    facts: list[tuple[str, dict[str, str]]] = [("family_time_step", {key: said for key, said in body.items() if said})]
    if to.step == "trial_home_visit":
        facts.append(("placement", {"setting": "trial_home_visit"}))
    elif to.step == "home":
        facts.append(("return_home", {"to_home_of": HOME_OF.get(Relation(plan.parent.relation), "kin")}))
        Plan.objects.filter(pk=plan.pk).update(home_on=to.on)
    for child in _each(to.children):
        for kind, said in facts:
            record_entry(family=plan.family, subject=child, kind=kind, body=said, occurred_at=told, by=by, at=at)
    audit(
        "case_plan.step_taken",
        by=by,
        at=at,
        family_id=plan.family_id,
        about=f"plan:{plan.pk}",
        detail={"step": to.step},
    )


def _each(children: Iterable[Person]) -> list[Person]:
    return sorted(children, key=lambda child: child.pk)
