"""What a year of reports leaves behind: how reports were closed, and a report for the state and one for a funder."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry, Label
from kinbridge.core.vocabulary import MINORS, Category
from kinbridge.exchange.county.place import County, account
from kinbridge.measures.board import latest
from kinbridge.measures.keeping import annotate, hand_to
from kinbridge.measures.models import Release
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.people.models import Person
from kinbridge.reports import actions, making
from kinbridge.reports.models import Report
from kinbridge.reports.rules.document import Document

FINDINGS = {
    "alternative_response_not_a_victim": 5,
    "alternative_response_victim": 2,
    "unsubstantiated": 4,
    "substantiated": 3,
    "closed_without_finding": 1,
}
AT_REMOVAL = ("caretaker_drug_use", "neglect", "inadequate_housing", "caretaker_alcohol_use")
OWNERS = {
    "early_prenatal": "ellen",
    "medication_prompt": "daniel",
    "counseling": "denise",
    "needs_met": "ellen",
    "referral_answered": "grace",
}
HAPPENED = (
    ("medication_prompt", -310, "The opioid treatment program opened an evening window for first doses"),
    ("counseling", -420, "A group with child care began on Ferry Street"),
    ("referral_answered", -640, "Programs began to get a text when a referral waits for a day"),
)
FUNDERS = ("early_prenatal", "medication_at_birth", "counseling", "needs_met", "treatment_kept")


def close_reports(county: County) -> int:
    """The agency closed its reports about a child, and wrote down what applied at its removals."""
    random = Random(county.seed)  # noqa: S311 - invented, and meant to repeat
    labels = list(Label.objects.filter(category=Category.CHILD_PROTECTION, subject__relation__in=MINORS))
    about_children = Entry.objects.current().filter(label__in=labels, occurred_at__lt=county.at)
    found = about_children.select_related("family", "label__subject", "label__program").order_by("pk")
    closed = list(found.filter(kind="milestone", body__what="investigation_completed"))
    removed = list(found.filter(kind="removal"))
    for entry in closed:
        _say(county, entry, "disposition", _disposition(random, entry.label.subject))
    for entry in removed:
        _say(county, entry, "removal_circumstances", {"apply": _applied(random, entry.label.subject)})
    return len(closed) + len(removed)


def _applied(random: Random, child: Person) -> list[str]:
    applied = [one for one in AT_REMOVAL if random.random() < 0.5]
    exposed = child.relation == "infant" and random.random() < 0.7
    return [*applied, "prenatal_drug_exposure"] if exposed else applied


def _disposition(random: Random, child: Person) -> dict[str, str]:
    finding = random.choices(list(FINDINGS), list(FINDINGS.values()))[0]
    infant = child.relation == "infant"
    return {
        "finding": finding,
        "child_drug": "yes" if infant and random.random() < 0.7 else "no",
        "child_alcohol": "yes" if infant and random.random() < 0.1 else "no",
        "caretaker_drug": "yes" if random.random() < 0.6 else "no",
        "caretaker_alcohol": random.choice(("no", "no", "yes", "unknown")),
    }


def _say(county: County, entry: Entry, kind: str, body: Mapping[str, Any]) -> None:
    program = entry.label.program
    code = next(code for code, one in county.programs.items() if one.pk == program.pk)
    record_entry(
        family=entry.family,
        subject=entry.label.subject,
        kind=kind,
        body=body,
        occurred_at=entry.occurred_at,
        by=county.at_work(code, entry.family_id),
        at=min(entry.occurred_at, county.at),
        program=program,
    )


def keep_measures(county: County) -> None:
    """Each of the four targets has someone who answers for it, and two charts say what happened when."""
    grace = county.viewer("grace")
    for key, who in OWNERS.items():
        hand_to(measure=BY_KEY[key], owner=account(county.viewer(who)), by=grace, at=county.moment(-200))
    for key, day, text in HAPPENED:
        annotate(measure=BY_KEY[key], on=county.day(day), text=text, by=grace, at=county.moment(day + 3))


def write_reports(county: County) -> None:
    """The state's report of last year is released; a funder's waits for someone to approve it."""
    daniel = county.viewer("daniel")
    release = latest(county.coalition.pk)
    if release is None:
        return
    annual = making.capta(release, last=next(iter(making.years(release))))
    made = _prepare(Report.Kind.CAPTA, annual, release, county)
    actions.approve(report=made, by=daniel, at=county.at)
    actions.release(report=made, by=daniel, at=county.at)
    title = "Pregnancy and recovery in Alder County"
    chosen = making.funders(release, title=title, measures=FUNDERS, back=1, cuts=["payer"], by_quarter=False)
    _prepare(Report.Kind.FUNDER, chosen, release, county)


def _prepare(kind: str, document: Document, release: Release, county: County) -> Report:
    grace = county.viewer("grace")
    return actions.prepare(
        kind=kind, document=document, release=release, previewed=document.mark, by=grace, at=county.at
    )
