"""What a line of a story can do: each verb calls the one that people's own clicks call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from kinbridge.chart.actions import correct, record_entry
from kinbridge.chart.reading import open_chart
from kinbridge.clocks.actions import record_step
from kinbridge.clocks.rules import Kind as ClockKind
from kinbridge.consents import actions as consents
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import TREATMENT_CLASS, Form, Signer, Term, organization, program
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.court import actions as court
from kinbridge.directory.local_time import day_of
from kinbridge.disclosure import asking as requests
from kinbridge.exchange.county import case_verbs, plan_verbs, referral_verbs
from kinbridge.exchange.county.partners import ORGANIZATIONS, identity
from kinbridge.exchange.county.place import County
from kinbridge.exchange.county.plans import content
from kinbridge.exchange.county.telling import YEAR, Step, Telling
from kinbridge.people.models import Person
from kinbridge.plans import actions as plans
from kinbridge.plans.births import actions as births
from kinbridge.plans.births import packets
from kinbridge.plans.births.notices import compose
from kinbridge.plans.births.reading import find_infant, open_birth
from kinbridge.plans.births.rules import Facts, Path
from kinbridge.plans.models import Copy, Plan
from kinbridge.screening.actions import record_screen

DAYS = ("next_on", "expires_on", "due_on", "next_dose_on", "checked_on")
MISSED = {"prenatal_visit": "kept", "well_child_visit": "kept", "attendance": "attended", "family_time": "kept"}
NEED_NOT = {"family_time": {"why_not": "transport"}}


def _fact(telling: Telling, step: Step) -> None:
    says = step.says
    body = {name: telling.county.day(value).isoformat() if name in DAYS else value for name, value in step.rest.items()}
    kind = says["kind"]
    if kind in MISSED:
        body.setdefault(MISSED[kind], not says["missed"])
        if says["missed"]:
            body |= NEED_NOT.get(kind, {})
    _record(telling, step, kind, body)


def _record(telling: Telling, step: Step, kind: str, body: dict[str, Any]) -> None:
    says = step.says
    entry = record_entry(
        family=telling.family,
        subject=telling.people[says["of"]],
        kind=kind,
        body=body,
        occurred_at=step.at,
        by=step.by,
        at=step.at,
        program=telling.county.programs[says["program"]] if "program" in says else None,
        category=Category(says["category"]) if "category" in says else None,
    )
    if "ref" in says:
        telling.entries[says["ref"]] = entry


def _visit(telling: Telling, step: Step) -> None:
    """A prenatal visit, in the week that the due date makes it."""
    pregnancy = telling.pregnancy
    assert pregnancy is not None  # noqa: S101 - a story with visits has a pregnancy; its test tells it
    weeks = (telling.county.day(step.day) - pregnancy.began_on).days // 7
    _record(telling, step, "prenatal_visit", {"weeks": weeks, "kept": not step.says["missed"]})


def _checkup(telling: Telling, step: Step) -> None:
    months = round((step.day - step.says["born"]) / (YEAR / 12))
    _record(telling, step, "well_child_visit", {"months": months, "kept": not step.says["missed"]})


def _correct(telling: Telling, step: Step) -> None:
    correct(entry=telling.entries[step.says["was"]], body=step.says.get("better"), by=step.by, at=step.at)


def _milestone(telling: Telling, step: Step) -> None:
    record_step(
        family=telling.family,
        person=telling.people[step.says["of"]],
        what=ClockKind(step.says["what"]),
        on=telling.county.day(step.day),
        by=step.by,
        at=step.at,
    )


def _screen(telling: Telling, step: Step) -> None:
    record_screen(
        family=telling.family,
        person=telling.people[step.says["of"]],
        instrument=step.says["instrument"],
        answers=step.says["answers"],
        by=step.by,
        at=step.at,
    )


def _look(telling: Telling, step: Step) -> None:
    open_chart(family=telling.family, by=step.by, purpose=Purpose(step.says["purpose"]), at=step.at)


# ── consents ─────────────────────────────────────────────────────────────────


def _party(county: County, code: str) -> str:
    if code == "treatment":
        return TREATMENT_CLASS
    if code in county.programs:
        return program(county.programs[code].pk)
    assert any(one["code"] == code for one in ORGANIZATIONS), code  # noqa: S101 - a slip in a script
    return organization(identity("organization", code))


def _terms(telling: Telling, step: Step) -> Terms:
    says, county = step.says, telling.county
    person = telling.people[says["of"]]
    return Terms(
        person=person.pk,
        form=Form(says["form"]),
        language=says.get("language", person.language),
        shares=tuple(_party(county, code) for code in says["shares"]),
        receives=tuple(_party(county, code) for code in says["receives"]),
        categories=tuple(map(Category, says["categories"])),
        purposes=tuple(map(Purpose, says["purposes"])),
        expires_on=county.day(says["until"]),
    )


def _signing(telling: Telling, step: Step, method: str) -> Signing:
    person = telling.people[step.says["of"]]
    return Signing(name=person.name, capacity=Signer.SUBJECT, method=method, person_id=person.pk)


def _sign(telling: Telling, step: Step) -> None:
    old = telling.consents.get(step.says.get("replaces", ""))
    begun = step.at - timedelta(minutes=10)
    proposal = consents.propose(family=telling.family, terms=_terms(telling, step), by=step.by, at=begun, replaces=old)
    telling.consents[step.says["ref"]] = consents.sign(
        proposal=proposal,
        signings=[_signing(telling, step, "typed")],
        shown=consents.text_of(proposal).hash,
        by=step.by,
        at=step.at,
        copy_given="printed",
    )


def _paper(telling: Telling, step: Step) -> None:
    unsigned = step.says.get("unsigned", False)
    telling.consents[step.says["ref"]] = consents.record_paper(
        family=telling.family,
        terms=_terms(telling, step),
        signed_on=telling.county.day(step.day),
        signings=[] if unsigned else [_signing(telling, step, "paper")],
        by=step.by,
        at=step.at,
        statements=[Term.REVOCATION, Term.REFUSAL, Term.REDISCLOSURE],
    )


def _revoke(telling: Telling, step: Step) -> None:
    consents.revoke(consent=telling.consents[step.says["ref"]], by=step.by, at=step.at)


def _ask(telling: Telling, step: Step) -> None:
    says = step.says
    requests.ask(
        family=telling.family,
        person=telling.people[says["of"]],
        program=telling.county.programs[says["holder"]],
        category=Category(says["about"]),
        purpose=Purpose(says["purpose"]),
        words=says["words"],
        by=step.by,
        at=step.at,
    )


def _error(telling: Telling, step: Step) -> None:
    consents.withdraw_in_error(consent=telling.consents[step.says["ref"]], by=step.by, at=step.at)


# ── plans ────────────────────────────────────────────────────────────────────


def _plan(telling: Telling, step: Step) -> None:
    parent = telling.people[step.says["parent"]]
    telling.plans[step.says["ref"]] = plans.start(
        family=telling.family, parent=parent, pregnancy=telling.pregnancy, by=step.by, at=step.at
    )


def _write_plan(telling: Telling, step: Step) -> None:
    """Fill in the plan; `without` names sections that nobody has talked about yet, `finish` the day it must be done."""
    county, says = telling.county, step.says
    plan = telling.plans[says["ref"]]
    draft = plans.draft_of(plan=plan, by=step.by, at=step.at)
    said = content(
        step.day,
        first_visit=county.day(step.day + 4).isoformat(),
        after_birth=county.day(step.day + 18).isoformat(),
    )
    for section in says.get("without", ()):
        del said[section]
    needed = [
        ("baby's health care", "Well-child visits", "pediatrics"),
        ("home visiting", "Nurse home visits", "nurse_visits"),
    ]
    lines = [
        plans.Line(
            person_id=plan.parent_id,
            need=need,
            service=service,
            owner=step.by.name,
            program_id=str(county.programs[code].pk),
        )
        for need, service, code in needed
    ]
    plans.write(version_id=draft.pk, body=said, services=lines, by=step.by, at=step.at)
    if "finish" in says:
        Plan.objects.filter(pk=plan.pk).update(finish_by=county.day(says["finish"]))


def _sign_plan(telling: Telling, step: Step) -> None:
    plan = telling.plans[step.says["ref"]]
    draft = plans.draft_of(plan=plan, by=step.by, at=step.at)
    plans.answer(
        version_id=draft.pk,
        signed=True,
        signature=telling.people[step.says["of"]].name,
        disagreement="",
        by=step.by,
        at=step.at,
    )
    if "home" in step.says:
        home = telling.county.day(step.says["home"])
        Plan.objects.filter(pk=plan.pk).update(home_on=home, finish_by=home)


def _hand_over(telling: Telling, step: Step) -> None:
    version = telling.plans[step.says["ref"]].versions.order_by("-number")[0]
    plans.hand_over(version=version, program=telling.county.programs[step.says["to"]], by=step.by, at=step.at)


def _acknowledge(telling: Telling, step: Step) -> None:
    copy = Copy.objects.get(version__plan=telling.plans[step.says["ref"]], program=step.by.program_id)
    plans.acknowledge(copy_id=copy.pk, by=step.by, at=step.at)


# ── the court's orders ───────────────────────────────────────────────────────


def _order(telling: Telling, step: Step) -> None:
    """A service ordered at a hearing; `refer_by` counts from today like every day of a story."""
    says = step.says
    telling.entries[says["ref"]] = court.order_service(
        family=telling.family,
        person=telling.people[says["of"]],
        service=says["service"],
        on=day_of(step.at),
        refer_by=telling.county.day(says["refer_by"]),
        number=says.get("number", ""),
        by=step.by,
        at=step.at,
    )


def _follow(telling: Telling, step: Step) -> None:
    order, referral = telling.entries[step.says["order"]], telling.referrals[step.says["ref"]]
    court.link(order=order, referral=referral, by=step.by, at=step.at)


# ── births ───────────────────────────────────────────────────────────────────


def _work_out(telling: Telling, step: Step) -> None:
    births.work_out(infant=_infant(telling, step), facts=Facts.read(step.says["facts"]), by=step.by, at=step.at)


def _decide(telling: Telling, step: Step) -> None:
    births.decide(
        infant=_infant(telling, step),
        decided=Path(step.says["decided"]),
        because=step.says.get("because", ""),
        by=step.by,
        at=step.at,
    )


def _notify(telling: Telling, step: Step) -> None:
    birth = open_birth(infant=_infant(telling, step), by=step.by, at=step.at)
    ready = compose(birth=birth, by=step.by, at=step.at)
    births.record_sent(
        ready=ready,
        text=ready.text,
        how=step.says["how"],
        taken_by=step.says.get("taken_by", ""),
        reference=step.says.get("reference", ""),
        sent_at=step.at,
        by=step.by,
        at=step.at,
    )


def _packet(telling: Telling, step: Step) -> None:
    infant, program = _infant(telling, step), telling.county.programs[step.says["to"]]
    version = telling.plans[step.says["ref"]].versions.order_by("-number")[0]
    packets.hand_over(infant=infant, version=version, program=program, by=step.by, at=step.at)


def _infant(telling: Telling, step: Step) -> Person:
    """As the pages read it: with its pregnancy and its family."""
    found = find_infant(family=telling.family, pk=telling.people[step.says["of"]].pk)
    assert found is not None  # noqa: S101 - a slip in a script
    return found


VERBS: Mapping[str, Callable[[Telling, Step], None]] = {
    "fact": _fact,
    "series": _fact,
    "visits": _visit,
    "checkups": _checkup,
    "correct": _correct,
    "milestone": _milestone,
    "screen": _screen,
    "look": _look,
    "sign": _sign,
    "paper": _paper,
    "revoke": _revoke,
    "ask": _ask,
    "error": _error,
    "refer": referral_verbs.refer,
    "answer": referral_verbs.answer,
    "handoff": referral_verbs.handoff,
    "link": referral_verbs.link,
    "received": referral_verbs.received,
    "plan": _plan,
    "plan_write": _write_plan,
    "plan_sign": _sign_plan,
    "case_plan": case_verbs.begin,
    "case_write": case_verbs.write,
    "ready": case_verbs.ready,
    "step": case_verbs.next_step,
    "review": plan_verbs.review,
    "differently": plan_verbs.differently,
    "safety_plan": plan_verbs.safety_plan,
    "safety_plan_end": plan_verbs.safety_plan_end,
    "order": _order,
    "follow": _follow,
    "hand_over": _hand_over,
    "work_out": _work_out,
    "decide": _decide,
    "notify": _notify,
    "packet": _packet,
    "acknowledge": _acknowledge,
}
