"""The plan as a tagged PDF, from the same cut of the plan that the page shows, in the language that is active."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import typst
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from kinbridge.directory.local_time import local_time
from kinbridge.plans.models import Plan, Task, Version
from kinbridge.plans.pathway.reading import Pathway, Statement, Step
from kinbridge.plans.reading import ShownPlan
from kinbridge.plans.rules import PlanKind
from kinbridge.plans.services_table import ServiceRow


def as_pdf(shown: ShownPlan, pathway: Pathway | None = None) -> bytes:
    """PDF/UA-1 bytes of one viewer's view of a plan; of a case plan with the way home, as they may see it."""
    plan, version = shown.plan, shown.version
    data = {
        "language": get_language() or "en",
        "family": plan.family.name,
        "parent": plan.parent.name,
        "answered": bool(version.answer),
        "disagreement": version.disagreement,
        "whole": shown.whole,
        "sections": [
            {
                "title": section.title,
                "answers": [[answer.label, answer.words] for answer in section.answers],
                "differently": section.differently,
            }
            for section in shown.sections
        ],
        "tasks": [[task.what, task.owner, _by_when(task)] for task in shown.tasks],
        "ready": [
            [part.item.title, [f"{said.stands}. {said.evidence} ({_voice(said)})" for said in part.newest]]
            for part in (pathway.parts if pathway is not None else ())
        ],
        "ways": [
            [way.child.name, [_step(step) for step in way.steps]]
            for way in (pathway.children if pathway is not None else ())
        ],
        "services": [
            [
                *(capfirst(gettext(row.line.need)), row.line.person.name, _service(row)),
                *(_progress(row), row.barrier, _next(row)),
            ]
            for row in shown.services
        ],
        "words": _words(shown),
        "travels": list(shown.travels.says),
        "keywords": shown.travels.keywords.split(),
    }
    template = Path(__file__).parent / "plan.typ"
    return typst.compile(template, sys_inputs={"plan": json.dumps(data)}, pdf_standards=["ua-1"])


def _words(shown: ShownPlan) -> dict[str, object]:
    """Everything that the paper itself says."""
    plan, version = shown.plan, shown.version
    notice = gettext("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")
    return {
        "title": str(plan.get_kind_display()),
        "led_by": gettext("Led by %(program)s. Call %(person)s with any question.")
        % {"program": plan.program.name, "person": plan.coordinator},
        "version": gettext("Version %(number)s, %(day)s.")
        % {"number": version.number, "day": _day(version.changed_at)},
        "support": _is_not(plan),
        "tasks": gettext("Who does what"),
        "task_columns": [gettext("What is done"), gettext("Who"), gettext("By when")],
        "ready": gettext("On the way home"),
        "unsaid": gettext("Nothing yet that you may see."),
        "together": gettext("Time together, step by step"),
        "page": gettext("page"),
        "of": gettext("of"),
        "notice": notice if "part2_notice" in shown.travels.marks else "",
        "travels": gettext("What goes with this"),
        "cut": gettext("This copy leaves out parts that its reader may not have."),
        "nothing": gettext("Nothing written yet."),
        "services": gettext("Services"),
        "columns": [
            *(gettext("Need"), gettext("For"), gettext("Service")),
            *(gettext("So far"), gettext("In the way"), gettext("Next step, and who takes it")),
        ],
        "answer": gettext("The parent's answer"),
        "answered": _answered(version),
        "name_and_date": gettext("Name and date"),
        "differently": gettext("Seen differently, in the parent's words:"),
    }


def _is_not(plan: Plan) -> str:
    """What this paper is not, so that nobody takes it for more."""
    if plan.kind == PlanKind.CASE:
        return gettext(
            "This plan is made with the parent. A safety plan, for a danger that is there now, is another paper."
        )
    return gettext("This plan is support for you and your baby. It is not a safety plan and not a court paper.")


def _by_when(task: Task) -> str:
    if task.done_on is not None:
        return gettext("Done %(day)s") % {"day": _day(task.done_on)}
    return _day(task.due_on) if task.due_on is not None else gettext("No day set")


def _voice(said: Statement) -> str:
    """Who said it, and when."""
    who = gettext("%(who)s, in their own words") % {"who": said.who} if said.by_parent else said.who
    return ", ".join(filter(None, (who, said.program, _day(said.on))))


def _step(step: Step) -> list[object]:
    """One step of time together: its words, whether it is the one that holds now, and who decided it."""
    decision = step.rung.decision
    told = [] if decision is None else [gettext("Since %(day)s.") % {"day": _day(decision.on)}]
    if decision is not None and step.decided:
        told += [f"{step.decided}: {decision.who}.", decision.why]
        told += [gettext("Seen otherwise:") + " " + decision.dissent] if decision.dissent else []
    now = f" ({gettext('Now')})" if step.rung.stands == "now" else ""
    return [f"{step.words}{now}", " ".join(filter(None, told))]


def _answered(version: Version) -> str:
    if version.answered_at is None:
        return gettext("Not yet answered.")
    said = {"name": version.signature, "day": _day(version.answered_at)}
    if version.answer == "signed":
        return gettext("Signed by %(name)s on %(day)s.") % said
    return gettext("Not signed on %(day)s. Care goes on all the same.") % said


def _service(row: ServiceRow) -> str:
    program = row.line.program
    return f"{row.line.service}, {program.name}" if program is not None else row.line.service


def _progress(row: ServiceRow) -> str:
    """How far it has come, each step with its day."""
    told = (
        (row.referred_on, gettext("Referred %(day)s")),
        (row.accepted_on, gettext("Accepted %(day)s")),
        (row.visit_on, gettext("First visit set for %(day)s")),
        (row.first_kept_on, gettext("First visit kept %(day)s")),
    )
    said = [words % {"day": _day(day)} for day, words in told if day is not None]
    return ". ".join(said) or gettext("Not referred yet")


def _next(row: ServiceRow) -> str:
    return f"{row.next_step}: {row.owner}" if row.owner and row.next_step else row.next_step


def _day(when: date | datetime) -> str:
    local = local_time(when) if isinstance(when, datetime) else when
    return date_format(local, gettext("F j, Y"))
