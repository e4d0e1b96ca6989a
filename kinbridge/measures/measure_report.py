"""A measure of a release as a FHIR R4 MeasureReport of type summary. A number that is hidden says so: never a 0."""

from __future__ import annotations

from typing import Any

from kinbridge.measures.board import Sheet
from kinbridge.measures.charts import called
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.publish import Line, Told
from kinbridge.measures.rules.tables import CUTS

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
POPULATION = "http://terminology.hl7.org/CodeSystem/measure-population"
NOTATION = "http://terminology.hl7.org/CodeSystem/measure-improvement-notation"
PERCENT = {"value": 0, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"}
HIDDEN, NOBODY = "masked", "not-applicable"
IMPROVES = {"up": "increase", "down": "decrease"}
Json = dict[str, Any]


def measure_report(sheet: Sheet, *, site: str, back: int = 0) -> Json:
    """The year that ended `back` years before the newest. `site` is the address that the measure's own hangs from."""
    measure, told = sheet.measure, sheet.years[back]
    last = sheet.last - back * quarters.YEAR
    return {
        "resourceType": "MeasureReport",
        "id": f"{measure.key.replace('_', '-')}-{last}",
        "language": "en-US",
        "status": "complete",
        "type": "summary",
        "measure": f"{site}/measures/{measure.key}|{measure.version}",
        "date": sheet.release.released_at.isoformat(timespec="seconds"),
        "reporter": {"display": sheet.release.coalition.name},
        "period": {
            "start": quarters.since(last).isoformat(),
            "end": quarters.last_day(last).isoformat(),
        },
        "improvementNotation": {"coding": [{"system": NOTATION, "code": IMPROVES[measure.direction]}]},
        "group": [_group(sheet, told, step) for step in range(measure.levels)],
    }


def _group(sheet: Sheet, told: Told, step: int) -> Json:
    """One step of the measure: how many reached it, of those counted; and the same for each group that is told."""
    group: Json = {"code": {"text": sheet.measure.counts[step]}, **_numbers(told.everyone, step)}
    cuts = [(cut, title, told.cuts[cut]) for cut, title in CUTS.items() if cut in told.cuts]
    if cuts:
        group["stratifier"] = [
            {
                "code": [{"text": title}],
                "stratum": [{"value": {"text": called(line.group)}, **_numbers(line, step)} for line in lines],
            }
            for _, title, lines in cuts
        ]
    return group


def _numbers(line: Line, step: int) -> Json:
    return {
        "population": [
            {**_code("denominator", "Denominator"), **_count(line.cases)},
            {**_code("numerator", "Numerator"), **_count(line.reached[step])},
        ],
        "measureScore": _score(line, step),
    }


def _code(code: str, display: str) -> Json:
    return {"code": {"coding": [{"system": POPULATION, "code": code, "display": display}]}}


def _count(number: int | None) -> Json:
    return {"count": number} if number is not None else {"_count": _absent(HIDDEN)}


def _score(line: Line, step: int) -> Json:
    percent = line.percents[step]
    return {**PERCENT, "value": percent} if percent is not None else _absent(NOBODY if line.cases == 0 else HIDDEN)


def _absent(why: str) -> Json:
    return {"extension": [{"url": ABSENT, "valueCode": why}]}
