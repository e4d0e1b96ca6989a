"""Our own file beside the HSDS ones, `fit.csv`: for each service, the facts that decide whom it fits."""

# ruff: noqa: S608
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from kinbridge.directory.actions import FIT
from kinbridge.directory.models import Service
from kinbridge.directory.rules.words import CATEGORY_WORDS, EVIDENCE_WORDS, Moud, Payer
from kinbridge.exchange import files
from kinbridge.exchange.database import copy, count, one, run
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
COLUMNS = tuple(field for field in Service._meta.concrete_fields if field.name in FIT)
LISTED = 500


def load(file: Path, *, coalition_id: int, report: Report) -> None:
    """Set the facts that a row gives; a blank cell leaves what is known as it is, "none" says that there are none."""
    types = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in COLUMNS)
    run(f"CREATE TEMP TABLE stage_fit (n bigserial, at_row text, service_id uuid, {types}) ON COMMIT DROP")
    copy("stage_fit", ["at_row", "service_id", *FIT], rows(file, report))
    run("CREATE INDEX ON stage_fit (service_id, n)")
    again = (
        "EXISTS (SELECT 1 FROM stage_fit AS one WHERE one.service_id = stage_fit.service_id AND one.n < stage_fit.n)"
    )
    leave_out(again, file, report, "an earlier row speaks of the same service.", "Put it all in one row.")
    run("ANALYZE stage_fit")
    here = "SELECT 1 FROM directory_service AS service WHERE service.id = service_id AND service.coalition_id = "
    nowhere = f"NOT EXISTS ({here}{int(coalition_id)})"
    leave_out(nowhere, file, report, "there is no such service here.", "Load the service first.")
    backwards = (
        "EXISTS (SELECT 1 FROM directory_service AS service WHERE service.id = service_id AND "
        "COALESCE(stage_fit.children_from_age, service.children_from_age) "
        "> COALESCE(stage_fit.children_to_age, service.children_to_age))"
    )
    leave_out(backwards, file, report, "the oldest child is younger than the youngest.", "Check the two ages.")
    new = {name: f'COALESCE(fit."{name}", service."{name}")' for name in FIT}
    changes = ", ".join(f'"{name}" = {value}' for name, value in new.items())
    before = ", ".join(f'service."{name}"' for name in FIT)
    changed = count(
        f"UPDATE directory_service AS service SET {changes} "
        "FROM stage_fit AS fit WHERE service.id = fit.service_id AND "
        f"ROW({before}) IS DISTINCT FROM ROW({', '.join(new.values())})"
    )
    tally = report.tally(FILE)
    tally.changed += changed
    tally.unchanged += one("SELECT count(*) FROM stage_fit") - changed
    run("DROP TABLE stage_fit")


def rows(file: Path, report: Report) -> Iterator[tuple[Any, ...]]:
    known = frozenset({"service_id", *FIT})
    for found in files.rows(file, report, known=known, needed=frozenset({"service_id"})):
        try:
            service_id = identifier(found.content["service_id"])
        except Unreadable as trouble:
            report.tally(FILE).left_out += 1
            effect = Effect.LEFT_OUT
            name, said, fix = "service_id", trouble.trouble, trouble.fix
            report.add(said, file=file.name, row=found.row, name=name, fix=fix, effect=effect)
            continue
        facts = read(found.content, file=file, row=found.row, report=report)
        yield (found.row, service_id, *(facts.get(name) for name in FIT))


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


def leave_out(condition: str, file: Path, report: Report, trouble: str, fix: str) -> None:
    found = sorted(int(row) for (row,) in run(f"DELETE FROM stage_fit WHERE {condition} RETURNING at_row"))
    report.tally(FILE).left_out += len(found)
    report.effects[Effect.LEFT_OUT] += max(0, len(found) - LISTED)
    for row in found[:LISTED]:
        report.add(trouble, file=file.name, row=row, name="service_id", fix=fix, effect=Effect.LEFT_OUT)
