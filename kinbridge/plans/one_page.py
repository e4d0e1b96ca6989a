"""One page that the family keeps: what comes next, whom to call, when to worry about the baby, how to give naloxone.

It may hang on a kitchen wall. So it is cut twice, for the parent and for whoever prints it, and a visit to a program
whose very name tells of treatment or of violence stands there without the name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, gettext

from kinbridge.accounts.models import Role
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import look, permitted_entries
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of, local_time
from kinbridge.directory.models import Phone, Program, Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.people.actions import CONCEALED
from kinbridge.plans.models import Plan
from kinbridge.plans.reading import ShownPlan, decide_sections, open_plan
from kinbridge.plans.rules import Standing
from kinbridge.referrals.actions import answer_of
from kinbridge.referrals.models import Referral
from kinbridge.referrals.reading import cards
from kinbridge.referrals.rules import Status

SHOWN = 5
FIRST_VISITS = (("infant", "first_visit"), ("parent", "postpartum_visit"))


@dataclass(frozen=True, slots=True, order=True)
class Coming:
    """One appointment; `hour` is empty where only the day is known."""

    day: date
    hour: str
    what: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class OnePage:
    shown: ShownPlan
    coming: tuple[Coming, ...]
    person: str
    program: str
    phone: str
    doctor: str
    parts: Mapping[str, Part]


@cache
def parts(language: str) -> Mapping[str, Part]:
    """What stands on every page; in English where there are no words in that language."""
    with (Path(__file__).parent / "one_page.toml").open("rb") as file:
        found = tomllib.load(file)
    return {key: _part(one, language) for key, one in found.items() if isinstance(one, dict)}


def _part(one: Mapping[str, Any], language: str) -> Part:
    lines = tuple(str(line.get(language) or line["en"]) for line in one["lines"])
    return Part(str(one.get(f"title_{language}") or one["title"]), lines, str(one.get("source", "")))


def one_page(*, plan: Plan, by: Viewer, at: datetime) -> OnePage | None:
    """The page as this viewer may print it for the parent; None where they may see no part of the plan."""
    shown = open_plan(plan=plan, by=by, at=at, verb="printed")
    if shown is None:
        return None
    open_now = {
        key for key, decision in decide_sections(version=shown.version, by=by, at=at).items() if decision.allowed
    }
    body = shown.version.body
    concealed = _concealed(plan.program)
    phone = Phone.objects.filter(organization=plan.program.organization_id).order_by("pk").first()
    return OnePage(
        shown=shown,
        coming=tuple(sorted(_coming(shown, open_now, by=by, at=at))[:SHOWN]),
        person=str(plan.coordinator),
        program="" if concealed else plan.program.name,
        phone=phone.number if phone is not None else "",
        doctor=body.get("infant", {}).get("doctor", "") if "infant" in open_now else "",
        parts=parts(get_language() or "en"),
    )


def _coming(shown: ShownPlan, open_now: set[str], *, by: Viewer, at: datetime) -> Iterator[Coming]:
    today = day_of(at)
    for section, field in FIRST_VISITS:
        day = shown.version.body.get(section, {}).get(field, "")
        if section in open_now and day and date.fromisoformat(day) >= today:
            words = {
                "first_visit": gettext("Baby's first visit"),
                "postpartum_visit": gettext("Your visit after birth"),
            }
            where = shown.version.body["infant"].get("doctor", "") if section == "infant" else ""
            yield Coming(date.fromisoformat(day), "", words[field], where)
    for one in shown.reviews:
        if one.stands.standing is Standing.COMING:
            where = "" if _concealed(shown.plan.program) else shown.plan.program.name
            yield Coming(one.stands.review.due, "", gettext("We look at your plan again, around this day"), where)
    yield from _first_visits(shown.plan, by=by, at=at)
    yield from _hearings(shown.plan, by=by, at=at, today=today)


def _first_visits(plan: Plan, *, by: Viewer, at: datetime) -> Iterator[Coming]:
    """Visits that programs have set, which both the parent and whoever prints this may know of."""
    parent = as_parent(plan, by)
    rows = Referral.objects.filter(family=plan.family_id, status=Status.SCHEDULED, first_appointment_at__gte=at)
    found = list(rows.select_related("person", "family", "from_program__organization", "to_program__organization"))
    day = day_of(at)
    hers = decide([answer_of(one) for one in found], by=parent, purpose=Purpose.SELF_ACCESS, on=day)
    mine = {card.referral.pk for card in cards(found, by=by, at=at) if not card.sealed}
    for one in found:
        if hers[one.pk].allowed and (by.person_id == plan.parent_id or one.pk in mine):
            when = local_time(one.first_appointment_at) if one.first_appointment_at else at
            said = gettext("First visit: %(name)s") % {"name": one.person.name}
            where = gettext("You know where") if _concealed(one.to_program) else one.to_program.name
            yield Coming(when.date(), when.strftime("%H:%M"), said, where)


def _hearings(plan: Plan, *, by: Viewer, at: datetime, today: date) -> Iterator[Coming]:
    purpose = Purpose.SELF_ACCESS if by.person_id is not None else Purpose.PLAN_OF_SAFE_CARE
    entries = permitted_entries(family=plan.family, by=by, purpose=purpose, at=at, kinds=("hearing",))
    hers = look(family=plan.family, by=as_parent(plan, by), purpose=Purpose.SELF_ACCESS, at=at).decisions
    days = {_hearing_day(one) for one in entries if hers[one.label_id].allowed}
    for day in sorted(one for one in days if one is not None and one >= today):
        yield Coming(day, "", gettext("Court hearing"))


def _hearing_day(entry: Entry) -> date | None:
    if entry.body.get("next_on"):
        return date.fromisoformat(str(entry.body["next_on"]))
    return None if entry.body.get("held") else day_of(entry.occurred_at)


def as_parent(plan: Plan, by: Viewer) -> Viewer:
    """The parent as an asker, whoever asks for them."""
    return replace(by, person_id=plan.parent_id, program_id=None, role=Role.PARENT)


def _concealed(program: Program) -> bool:
    return not CONCEALED.isdisjoint(program.regimes)
