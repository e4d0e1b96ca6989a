"""Worked examples of the system-response clocks and of the clashes, answered by the rules."""

from __future__ import annotations

from datetime import date, timedelta

from kinbridge.clocks.file_answers_care import icwa_facts
from kinbridge.clocks.file_inputs import BadInput, fact, parse_day, stay_facts, stretch_facts
from kinbridge.clocks.file_results import Answer, Example, Result, iso, late_by, state_of
from kinbridge.clocks.rules import Deadline, Fact, Kind, Terms
from kinbridge.clocks.rules.clashes import Clash, clashes
from kinbridge.clocks.rules.days import Calendar, Span, Unit
from kinbridge.core.dates import add_months

CLOSED_KEYS = ("closed_days", "closed_dates", "state_holidays", "extra_holidays")


def _span(example: Example) -> Span:
    inputs = example.inputs
    if inputs.has("business_days"):
        return Span(inputs.number("business_days"), Unit.BUSINESS_DAYS)
    if inputs.has("hours"):
        counted = inputs.has("exclude") and bool(inputs.list_of("exclude"))
        return Span(inputs.number("hours"), Unit.COUNTED_HOURS if counted else Unit.HOURS)
    if inputs.has("days"):
        return Span(inputs.number("days"), Unit.DAYS)
    raise BadInput("inputs.days is missing; give days, business_days or hours.")


def _terms(example: Example, name: str) -> Terms:
    inputs = example.inputs
    site: dict[str, int | bool | str | Span] = {name: _span(example)}
    if inputs.has("roll"):
        site["roll"] = inputs.text("roll")
    terms = example.terms(**site)
    closed = frozenset(parse_day(day, key) for key in CLOSED_KEYS for day in inputs.list_of(key))
    excludes = terms.calendar.excludes
    if inputs.has("exclude"):
        excludes = frozenset(str(item) for item in inputs.list_of("exclude"))
    return Terms(terms.state, terms.values, Calendar(terms.state, excludes, closed))


def site_span(example: Example) -> Result:
    """A length of time the site sets, from one event: hours, days or business days, rolled if its court rule says
    so.
    """
    name, rule_id, kind = "investigation", "SYS-INVEST", Kind.REPORT
    if "SHELTER" in example.rule_id:
        name, rule_id, kind = "shelter_hearing", "SYS-SHELTER", Kind.REMOVAL
    elif "FACTFIND" in example.rule_id:
        name, rule_id, kind = "adjudication", "SYS-FACTFIND", Kind.PETITION
    inputs = example.inputs
    inputs.need_day("removal_at", "removal_date", "petition_filed", "intake_date", "report_date", "report_at", "start")
    key = next(n for n, v in inputs.given.items() if n != "as_of" and isinstance(v, str) and v[:4].isdigit())
    found = example.run(rule_id, [fact(kind, inputs, key)], terms=_terms(example, name))
    deadline = next(d for d in found if d.part in ("", "finish"))
    if deadline.due_at is not None:
        return {"due_datetime": deadline.due_at.isoformat(timespec="minutes")}
    result: Result = {"raw_date": iso(deadline.raw)} if inputs.has("roll") else {}
    result["due_date"] = iso(deadline.due)
    if example.asked_how_it_stands:
        result["state"] = state_of(deadline)
    return result


def safe_care_plan(example: Example) -> Result:
    facts = [f for f in example.facts() if f.kind in (Kind.BIRTH, Kind.DISCHARGE, Kind.SAFE_CARE_PLAN)]
    deadline = example.one("SYS-POSC", facts)
    plan = example.inputs.day("posc_date")
    if deadline.due is None:
        return {"state": "running", "days_late": 0, "federal_deadline": None}
    days = late_by(deadline.due, plan or example.on)
    return {"state": state_of(deadline), "days_late": days, "federal_deadline": None}


PROGRAM_KEYS = ("programme_months", "program_months", "treatment_months")
START_KEYS = ("admission_date", "treatment_start", "projected_admission", "treatment_start_date")


def _treatment(example: Example) -> tuple[list[Fact], date | None]:
    """Treatment as planned: an admission and a length, a wait and a length, or simply an end."""
    inputs = example.inputs
    ends = inputs.day("treatment_end_projected", "projected_completion", "treatment_end", "planned_completion")
    if ends is not None:
        return [Fact(kind=Kind.TREATMENT, on=_first(example), until=ends)], ends
    starts = inputs.day(*START_KEYS)
    if starts is None and inputs.has("requested_on", "treatment_requested", "referral_date", "request_date"):
        asked = inputs.need_day("requested_on", "treatment_requested", "referral_date", "request_date")
        wait = inputs.number("wait_days", 0) + 7 * inputs.number("wait_weeks", 0)
        starts = add_months(asked, inputs.number("wait_months", 0)) + timedelta(days=wait)
    months = next((inputs.number(name) for name in PROGRAM_KEYS if inputs.has(name)), None)
    if starts is None or months is None:
        return [], None
    return [Fact(kind=Kind.TREATMENT, on=starts, amount=months)], add_months(starts, months)


def _first(example: Example) -> date:
    """The earliest day in the inputs, the day everything is asked about."""
    days = [f.on for f in [*example.facts(), *stay_facts(example.inputs, "in_care")]]
    return min(days, default=example.on)


def _clash(
    example: Example, rules: tuple[str, ...], facts: list[Fact], on: date, terms: Terms
) -> tuple[tuple[Deadline, ...], tuple[Clash, ...]]:
    deadlines = tuple(
        deadline
        for rule in rules
        for deadline in example.run(rule, [f for f in facts if f.kind is not Kind.TREATMENT], on=on, terms=terms)
    )
    return deadlines, clashes(deadlines, facts, on=on)


def past_hearing(example: Example) -> Result:
    facts = [f for f in example.facts() if f.kind in (Kind.REMOVAL, Kind.ABUSE_FINDING, Kind.ENTERED_CARE)]
    facts += stay_facts(example.inputs, "in_care")
    tpr = example.rule_id == "CF-02"
    if tpr:
        facts += stretch_facts(Kind.TRIAL_HOME_VISIT, example.inputs, "excluded")
    treatment, finish = _treatment(example)
    if finish is None:
        raise BadInput("inputs.admission_date or inputs.programme_months is missing; give both.")
    on = max(f.on for f in facts) if facts else example.on
    rule, edge_key = ("CW-TPR-15-22", "tpr_due") if tpr else ("CW-PERM-12", "permanency_hearing_due")
    deadlines, found = _clash(example, (rule,), [*facts, *treatment], on, example.terms())
    hit = next((c for c in found if c.pattern in ("CF-01", "CF-02")), None)
    edge = deadlines[-1].due
    result: Result = {"conflict": hit is not None, "projected_completion": iso(finish)}
    if hit is not None:
        result |= {edge_key: iso(hit.edge), "gap_days": hit.gap_days}
    elif edge is not None:
        result["slack_days_to_tpr" if tpr else "slack_days_to_hearing"] = (edge - finish).days
    return result


def plan_before_assessment(example: Example) -> Result:
    facts = example.facts()
    deadlines, found = _clash(example, ("CW-CASEPLAN",), facts, _first(example), example.terms())
    hit = next((c for c in found if c.pattern == "CF-03"), None)
    gap = hit.gap_days if hit is not None else 0
    return {"conflict": hit is not None, "case_plan_due": iso(deadlines[-1].due), "gap_days": gap}


def coverage_gap(example: Example) -> Result:
    year = example.inputs.flag("state_option_12m")
    ended = example.inputs.need_day("pregnancy_end", "delivery_date")
    treatment, _ = _treatment(example)
    facts = [Fact(kind=Kind.DELIVERY, on=ended), *treatment]
    rule = "MEDICAID-PP-12" if year else "MEDICAID-PP-60"
    deadlines, found = _clash(example, (rule,), facts, ended, example.terms(medicaid_postpartum_12=year))
    due = deadlines[-1].due
    result: Result = {"conflict": bool(found), "coverage_through": iso(due)}
    if found and due is not None:
        result["uncovered_from"] = iso(due + timedelta(days=1))
    return result


def co_placement(example: Example) -> Result:
    placed, leaves = example.inputs.need_day("placement_date"), example.inputs.need_day("planned_discharge")
    facts = [Fact(kind=Kind.CO_PLACEMENT, on=placed, until=max(leaves, placed))]
    deadlines, found = _clash(example, ("CW-IVE-672J",), facts, placed, example.terms())
    days = found[0].gap_days if found else 0
    return {"conflict": bool(found), "last_fundable_date": iso(deadlines[-1].due), "unfunded_days": days}


def notice_and_hearing(example: Example) -> Result:
    hearing = Fact(kind=Kind.HEARING_SET, on=example.inputs.need_day("hearing_date"))
    facts = [*icwa_facts(example), hearing]
    deadlines, found = _clash(example, ("ICWA-NOTICE-10",), facts, example.on, example.terms())
    return {"conflict": bool(found), "earliest_hearing_date": iso(deadlines[-1].opens)}


def waiting(example: Example) -> Result:
    asked = example.inputs.need_day("requested_on", "request_date", "treatment_requested")
    admitted = example.inputs.day("admission_date", "admitted_on")
    on = admitted or example.on
    limit = asked + timedelta(days=14)
    found = clashes((), [Fact(kind=Kind.TREATMENT_REQUEST, on=asked)], on=on)
    return {
        "conflict": bool(found),
        "admit_by": iso(limit),
        "days_waited": (on - asked).days,
        "days_late": late_by(limit, on),
    }


def trial_visit(example: Example) -> Result:
    start = example.inputs.need_day("trial_home_visit_start", "start")
    ends = example.inputs.need_day("planned_end")
    facts = [Fact(kind=Kind.TRIAL_HOME_VISIT, on=start, until=max(ends, start))]
    deadlines, found = _clash(example, ("CW-THV-6MO",), facts, start, example.terms())
    hit = next((c for c in found if c.pattern == "CF-15"), None)
    gap = hit.gap_days if hit is not None else 0
    return {"conflict": hit is not None, "due_date": iso(deadlines[-1].due), "gap_days": gap}


def prevention(example: Example) -> Result:
    plan = Fact(kind=Kind.PREVENTION_PLAN, on=example.inputs.need_day("prevention_plan_date"))
    treatment, _ = _treatment(example)
    deadlines, found = _clash(example, ("CW-FFPSA-12",), [plan, *treatment], plan.on, example.terms())
    gap = found[0].gap_days if found else 0
    return {"conflict": bool(found), "window_end": iso(deadlines[-1].due), "gap_days": gap}


def retention_by_review(example: Example) -> Result:
    started = example.inputs.need_day("medication_start", "start", "treatment_start")
    entered = example.inputs.need_day("entered_foster_care_date")
    facts = [Fact(kind=Kind.MEDICATION, on=started), Fact(kind=Kind.ENTERED_CARE, on=entered)]
    deadlines, found = _clash(example, ("CW-6MO-REVIEW",), facts, max(started, entered), example.terms())
    due = deadlines[-1].due
    reached = started + timedelta(days=180)
    retained = None if due is None else (due - started).days
    return {
        "conflict": any(c.pattern == "CF-09" for c in found),
        "six_month_review_due": iso(due),
        "retention_180_date": iso(reached),
        "days_retained_at_review": retained,
    }


def plan_after_discharge(example: Example) -> Result:
    facts = [f for f in example.facts() if f.kind in (Kind.BIRTH, Kind.DISCHARGE, Kind.SAFE_CARE_PLAN)]
    found = [c for c in clashes((), facts, on=example.on) if c.pattern == "CF-12"]
    return {"conflict": bool(found), "gap_days": found[0].gap_days if found else 0}


CLASHES: dict[str, Answer] = {
    "CF-00": past_hearing,
    "CF-01": past_hearing,
    "CF-02": past_hearing,
    "CF-03": plan_before_assessment,
    "CF-06": coverage_gap,
    "CF-08": waiting,
    "CF-09": retention_by_review,
    "CF-10": co_placement,
    "CF-11": notice_and_hearing,
    "CF-12": plan_after_discharge,
    "CF-14": prevention,
    "CF-15": trial_visit,
}
ANSWERS: dict[str, Answer] = {
    **CLASHES,
    "SYS-POSC": safe_care_plan,
    "SYS-POSC-DISCH": safe_care_plan,
}
