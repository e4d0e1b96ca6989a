"""Our own file beside the HSDS ones, `fit.csv`: for each service, the facts that decide whom it fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from kinbridge.directory.actions import FIT
from kinbridge.directory.models import Service
from kinbridge.directory.rules.words import CATEGORY_WORDS, EVIDENCE_WORDS, Moud, Payer
from kinbridge.exchange import files
from kinbridge.exchange.hsds.reading import Unreadable, day, identifier, is_blank, number
from kinbridge.exchange.report import Effect, Report

FILE = "fit"
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
WORDS: dict[str, set[str]] = {
    "category": {str(code) for code in CATEGORY_WORDS},
    "sex": {"female", "male"},
    "evidence_rating": {str(code) for code in EVIDENCE_WORDS},
}
LISTS: dict[str, set[str] | None] = {
    "offers_moud": {str(code) for code in Moud},
    "payers": {str(code) for code in Payer},
    "language_codes": None,
    "counties": None,
}
NONE = "none"
BATCH = 1000


def load(file: Path, *, coalition_id: int, report: Report) -> None:
    """Set the facts that a row gives; a blank cell leaves what is known as it is, "none" says that there are none."""
    batch: list[tuple[str, dict[str, Any]]] = []
    known = frozenset({"service_id", *FIT})
    for found in files.rows(file, report, known=known, needed=frozenset({"service_id"})):
        try:
            service_id = identifier(found.content["service_id"])
        except Unreadable as trouble:
            left_out(report, file, found.row, trouble.trouble, trouble.fix)
            continue
        facts = read(found.content, file=file, row=found.row, report=report)
        batch.append((found.row, {"service_id": service_id, **facts}))
        if len(batch) >= BATCH:
            store(batch, file=file, coalition_id=coalition_id, report=report)
            batch = []
    store(batch, file=file, coalition_id=coalition_id, report=report)


def read(content: dict[str, Any], *, file: Path, row: str, report: Report) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name in FIT:
        if is_blank(content.get(name)):
            continue
        try:
            facts[name] = value(name, content[name].strip())
        except Unreadable as trouble:
            report.add(trouble.trouble, file=file.name, row=row, name=name, fix=trouble.fix, effect=Effect.LEFT_BLANK)
    return facts


def value(name: str, text: str) -> Any:
    """One cell as the model holds it. Raises `Unreadable`."""
    field = Service._meta.get_field(name)
    if name in LISTS:
        codes = [] if text.lower() == NONE else [part.strip() for part in text.replace("|", ";").split(";")]
        allowed = LISTS[name]
        if allowed is not None and not set(codes) <= allowed:
            raise Unreadable("it is not from the list.", f"Any of {', '.join(sorted(allowed))}, with ; between.")
        return [code for code in codes if code]
    if name in WORDS:
        if text.lower() not in WORDS[name]:
            raise Unreadable("it is not from the list.", f"One of: {', '.join(sorted(WORDS[name]))}.")
        return text.lower()
    kind = field.get_internal_type()
    if kind == "BooleanField":
        if text.lower() not in YES_NO:
            raise Unreadable("it is neither yes nor no.", "Write yes or no, or leave it blank.")
        return YES_NO[text.lower()]
    if kind == "FloatField":
        return float(number(text))
    return day(text) if kind == "DateField" else text[:120]


def store(batch: list[tuple[str, dict[str, Any]]], *, file: Path, coalition_id: int, report: Report) -> None:
    tally = report.tally(FILE)
    ids = [UUID(facts["service_id"]) for _row, facts in batch]
    here = {str(service.pk): service for service in Service.objects.filter(coalition_id=coalition_id, pk__in=ids)}
    changed = []
    for row, facts in batch:
        service = here.get(facts.pop("service_id"))
        if service is None:
            left_out(report, file, row, "there is no such service here.", "Load the service first.")
            continue
        youngest = facts.get("children_from_age", service.children_from_age)
        oldest = facts.get("children_to_age", service.children_to_age)
        if youngest is not None and oldest is not None and youngest > oldest:
            left_out(report, file, row, "the oldest child is younger than the youngest.", "Check the two ages.")
            continue
        if all(str(getattr(service, name)) == str(fact) for name, fact in facts.items()):
            tally.unchanged += 1
            continue
        for name, fact in facts.items():
            setattr(service, name, fact)
        tally.changed += 1
        changed.append(service)
    Service.objects.bulk_update(changed, FIT)


def left_out(report: Report, file: Path, row: str, trouble: str, fix: str) -> None:
    report.tally(FILE).left_out += 1
    report.add(trouble, file=file.name, row=row, name="service_id", fix=fix, effect=Effect.LEFT_OUT)
