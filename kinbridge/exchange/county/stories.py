"""Twelve families written with the same verbs people use, so that consents, audit and pages all hang together."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kinbridge.accounts.models import User
from kinbridge.chart.actions import correct, record_entry
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import open_chart
from kinbridge.clocks.actions import record_step
from kinbridge.clocks.rules import Kind as ClockKind
from kinbridge.consents import actions as consents
from kinbridge.consents.models import Consent, OtherAuthority
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import TREATMENT_CLASS, Form, Signer, Term, organization, program
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Viewer
from kinbridge.exchange.county.history import Ordered
from kinbridge.exchange.county.orders import paper
from kinbridge.exchange.county.partners import ORGANIZATIONS, identity
from kinbridge.exchange.county.place import County
from kinbridge.exchange.county.plans import content
from kinbridge.people.models import (
    Custody,
    Family,
    Involvement,
    Kinship,
    Member,
    Person,
    Pregnancy,
    Restriction,
    SafeContact,
)
from kinbridge.plans import actions as plans
from kinbridge.plans.models import Copy, Plan
from kinbridge.referrals import actions as referrals
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules import Status
from kinbridge.screening.actions import record_screen
from kinbridge.teams.models import Enrollment, Team

FOLDER = Path(__file__).parent / "stories"
YEAR = 365.25
FIRST = 9 * 60
DAYS = ("next_on", "expires_on")
MISSED = {"prenatal_visit": "kept", "well_child_visit": "kept", "attendance": "attended", "family_time": "kept"}
NEED_NOT = {"family_time": {"why_not": "transport"}}
OWN = frozenset(
    {"day", "days", "missed", "time", "by", "work", "program", "of", "do", "ref", "kind", "category", "born"}
)


@dataclass(slots=True)
class Telling:
    """One story while it is told: its people by code, and what earlier steps made, by their `ref`."""

    county: County
    script: dict[str, Any]
    family: Family
    people: dict[str, Person] = field(default_factory=dict)
    pregnancy: Pregnancy | None = None
    consents: dict[str, Consent] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a story: who does what, with everything else the line says."""

    by: Viewer
    at: datetime
    day: int
    says: Mapping[str, Any]

    @property
    def rest(self) -> dict[str, Any]:
        return {name: value for name, value in self.says.items() if name not in OWN}


def scripts() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text("utf-8"))


def tell_stories(county: County, *, team: Team) -> int:
    told = 0
    for stem, script in scripts():
        telling = _open(county, stem, script)
        steps = sorted(_steps(telling), key=lambda step: step.at)
        for step in steps:
            try:
                VERBS[step.says["do"]](telling, step)
            except Exception as trouble:
                trouble.add_note(f"In story {stem}, the line: {dict(step.says)}")
                raise
        _enroll(telling, team)
        told += 1
    return told


# ── the people ───────────────────────────────────────────────────────────────


def _open(county: County, stem: str, script: dict[str, Any]) -> Telling:
    since = min(one["since"] for one in script["involved"])
    family = Family.objects.create(
        key=identity("family", stem), coalition=county.coalition, name=script["name"], opened_on=county.day(since)
    )
    telling = Telling(county, script, family)
    own = {"family": family, "coalition": county.coalition}
    people = sorted(script["person"], key=lambda one: one.get("carried", False))
    for one in people:
        carried = one.get("carried", False)
        if carried and telling.pregnancy is None:
            telling.pregnancy = _pregnancy(telling)
        telling.people[one["code"]] = Person.objects.create(
            **own,
            key=identity("person", stem, one["code"]),
            given_name=one["given"],
            family_name=one["family"],
            relation=one["relation"],
            birth_date=_born(county, one),
            sex=one.get("sex", ""),
            race_ethnicity=one.get("race", ""),
            tribe=one.get("tribe", ""),
            language=one.get("language", "en"),
            payer=one.get("payer", ""),
            account=User.objects.get(pk=county.viewer(one["account"]).user_id) if "account" in one else None,
            carried_in=telling.pregnancy if carried else None,
        )
    OtherAuthority.objects.bulk_create(
        paper(
            county,
            family.pk,
            county.coalition,
            telling.people[child].pk,
            Ordered(0, order["kind"], order["gives"], order["gets"], tuple(order["categories"]), order["signed"]),
            reference=order["reference"],
        )
        for order in script.get("order", ())
        for child in order["children"]
    )
    if telling.pregnancy is None and "pregnancy" in script:
        telling.pregnancy = _pregnancy(telling)
    _ties(telling, since)
    return telling


def _born(county: County, one: Mapping[str, Any]) -> date | None:
    if "born" in one:
        return county.day(one["born"])
    return county.day(round(-one["age"] * YEAR - 100)) if "age" in one else None


def _pregnancy(telling: Telling) -> Pregnancy:
    county, said = telling.county, telling.script["pregnancy"]
    return Pregnancy.objects.create(
        family=telling.family,
        coalition=county.coalition,
        parent=telling.people[said["parent"]],
        due_on=county.day(said["due"]),
        began_on=county.day(said["due"] - 280),
        ended_on=county.day(said["ended"]) if "ended" in said else None,
        outcome=said.get("outcome", ""),
    )


def _ties(telling: Telling, since: int) -> None:
    county, script, people = telling.county, telling.script, telling.people
    own = {"family": telling.family, "coalition": county.coalition}

    def dated(one: Mapping[str, Any]) -> dict[str, Any]:
        return {"since": county.day(one["since"]), "until": county.day(one["until"]) if "until" in one else None}

    Member.objects.bulk_create(Member(**own, person=person, since=county.day(since)) for person in people.values())
    Kinship.objects.bulk_create(
        Kinship(**own, person=people[one["person"]], relative=people[one["relative"]], kind=one["kind"], **dated(one))
        for one in script.get("kin", ())
    )
    Custody.objects.bulk_create(
        Custody(
            **own,
            child=people[one["child"]],
            power=one["power"],
            holder=people[one["holder"]] if "holder" in one else None,
            agency=county.programs[one["agency"]] if "agency" in one else None,
            order=one.get("order", ""),
            **dated(one),
        )
        for one in script.get("custody", ())
    )
    Involvement.objects.bulk_create(
        Involvement(
            **own,
            program=county.programs[one["program"]],
            person=people[one["person"]] if "person" in one else None,
            lead=one.get("lead", False),
            worker_id=county.viewer(one["worker"]).user_id if "worker" in one else county.worker(one["program"], 0),
            **dated(one),
        )
        for one in script["involved"]
    )
    SafeContact.objects.bulk_create(
        SafeContact(
            **own,
            person=people[one["person"]],
            channel=one["channel"],
            value=one["value"],
            safe=one["safe"],
            note=one.get("note", ""),
            since=county.day(since),
        )
        for one in script.get("contact", ())
    )
    Restriction.objects.bulk_create(
        Restriction(
            **own,
            protects=people[one["protects"]],
            restricted=people[one["restricted"]],
            because=one["because"],
            **dated(one),
        )
        for one in script.get("restriction", ())
    )


def _enroll(telling: Telling, team: Team) -> None:
    said = telling.script.get("team")
    if said is None:
        return
    Enrollment.objects.create(
        family=telling.family,
        coalition=telling.county.coalition,
        team=team,
        person=telling.people[said["person"]],
        referred_by=telling.county.programs[said["by"]],
        consent_id=telling.consents[said["consent"]].pk,
        flagged=said.get("flagged", ""),
        since=telling.county.day(said["since"]),
    )


# ── the steps ────────────────────────────────────────────────────────────────


def _steps(telling: Telling) -> Iterator[Step]:
    """Each line of the script, once for each of its days; lines without an hour follow each other through the day."""
    county = telling.county
    for place, line in enumerate(_lines(telling.script["step"])):
        if "time" in line:
            hour, minute = line["time"].split(":")
            at = int(hour) * 60 + int(minute)
        else:
            at = FIRST + place % 40
        by = county.viewer(line["by"], line.get("work", ""))
        if by.role == "self":
            by = replace(by, person_id=telling.people[line["by"]].pk)
        for day in line.get("days", [line.get("day")]):
            yield Step(by, county.moment(day, at), day, line | {"missed": day in line.get("missed", ())})


def _lines(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines, one for each person they are about."""
    for line in lines:
        about = line.get("of")
        for one in about if isinstance(about, list) else [about]:
            yield line if one is None else line | {"of": one}


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


def _error(telling: Telling, step: Step) -> None:
    consents.withdraw_in_error(consent=telling.consents[step.says["ref"]], by=step.by, at=step.at)


# ── referrals and plans ──────────────────────────────────────────────────────


def _refer(telling: Telling, step: Step) -> None:
    says = step.says
    request = referrals.Request(
        person=telling.people[says["of"]],
        to_program=telling.county.programs[says["to"]],
        service=says["service"],
        message=says.get("message", ""),
        urgent=says.get("urgent", False),
        handoff=says.get("handoff", False),
    )
    telling.referrals[says["ref"]] = referrals.send(family=telling.family, request=request, by=step.by, at=step.at)


def _answer(telling: Telling, step: Step) -> None:
    says = step.says
    referrals.answer(
        referral_id=telling.referrals[says["ref"]].pk,
        step=Status(says["step"]),
        by=step.by,
        at=step.at,
        reason=says.get("reason", ""),
        appointment_at=telling.county.moment(says["on"], 9 * 60 + 30) if "on" in says else None,
    )


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
    "error": _error,
    "refer": _refer,
    "answer": _answer,
    "plan": _plan,
    "plan_write": _write_plan,
    "plan_sign": _sign_plan,
    "hand_over": _hand_over,
    "acknowledge": _acknowledge,
}
