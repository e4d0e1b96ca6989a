"""Worked examples of the child welfare and ICWA clocks, answered by the rules."""

from __future__ import annotations

from datetime import date, timedelta

from kinbridge.clocks.file_inputs import BadInput, fact, parse_day, stay_facts, stretch_facts
from kinbridge.clocks.file_results import Answer, Example, Result, iso, state_of, window
from kinbridge.clocks.rules import Fact, Kind
from kinbridge.clocks.rules.papers import months_to_visit
from kinbridge.core.dates import Period


def entry(example: Example) -> Result:
    elects = any(example.inputs.has(name) for name in ("state_elects_removal_date", "state_election"))
    terms = example.terms(**({"entry_date": "removal"} if elects else {}))
    facts = example.facts()
    if not facts:
        facts = [Fact(kind=Kind.REMOVAL, on=example.inputs.need_day("removal_date"))]
    return {"entered_foster_care_date": iso(example.one("CW-ENTRY", facts, terms=terms).due)}


def case_plan(example: Example) -> Result:
    site: dict[str, int] = {}
    if example.inputs.has("state_days"):
        site["case_plan_days"] = example.inputs.number("state_days")
    facts = example.facts()
    if example.inputs.has("disposition_date", "disposition_hearing_date"):
        day = example.inputs.day("disposition_date", "disposition_hearing_date")
        facts = [f for f in facts if f.on != day or f.kind is Kind.REMOVAL]
        facts.append(Fact(kind=Kind.DISPOSITION, on=day or example.on))
    return {"due_date": iso(example.one("CW-CASEPLAN", facts, terms=example.terms(**site)).due)}


LAST = {
    "CW-6MO-REVIEW": (Kind.REVIEW, ("last_review_date", "last_review")),
    "CW-PERM-12": (Kind.PERMANENCY_HEARING, ("last_hearing_date", "last_permanency_hearing_date", "last_hearing")),
    "CW-RE-FINALIZE": (Kind.FINALIZE_FINDING, ("last_determination", "last_determination_date")),
}


def _repeating_facts(example: Example) -> list[Fact]:
    """The entry and the last one held. Where only the last one is given, the clock simply starts there."""
    kind, names = LAST[example.rule_id]
    last = example.inputs.day(*names)
    facts = [f for f in example.facts() if f.kind in (Kind.REMOVAL, Kind.ABUSE_FINDING, Kind.ENTERED_CARE)]
    if last is not None:
        facts.append(Fact(kind=kind if facts else Kind.ENTERED_CARE, on=last))
    if not facts:
        facts.append(Fact(kind=Kind.ENTERED_CARE, on=example.inputs.need_day("entered_foster_care_date")))
    return facts


def repeating(example: Example) -> Result:
    return {"due_date": iso(example.one(example.rule_id, _repeating_facts(example)).due)}


def finalize(example: Example) -> Result:
    facts = _repeating_facts(example)
    made = example.inputs.day("next_determination", "next_determination_date")
    before = example.run("CW-RE-FINALIZE", facts)
    due = [d for d in before if d.part != "ineligible_after"][-1]
    result: Result = {"due_date": iso(due.due)}
    lost = next((d.due for d in before if d.part == "ineligible_after"), None)
    late = made is not None and due.due is not None and made > due.due
    if example.asked_how_it_stands or example.inputs.has("next_determination"):
        in_time = made is not None and not late
        result["state"] = "met" if in_time else "iv_e_ineligible" if lost and made is None else state_of(due)
        if made is not None and late:
            result["state"] = "late"
    if lost is not None and not (made is not None and not late):
        result["ineligible_after"] = iso(lost)
    return result


def hearing_in_30(example: Example) -> Result:
    due = example.one("CW-PERM-30").due
    return {"due_date": iso(due), "weekday": f"{due:%A}" if due else None}


EXCEPTION_KEYS = ("placement_at_due", "services_not_provided", "petition_filed", "petition_filed_date")
UNCOUNTED_KEYS = ("excluded", "trial_home_visits", "trial_home_visit", "runaway", "runaway_episodes", "non_foster_care")


def _count_facts(example: Example) -> list[Fact]:
    inputs = example.inputs
    facts = [f for f in example.facts() if f.kind in (Kind.REMOVAL, Kind.ABUSE_FINDING, Kind.ENTERED_CARE)]
    facts += stay_facts(inputs, "in_care")
    facts += stretch_facts(
        Kind.TRIAL_HOME_VISIT, inputs, *(n for n in UNCOUNTED_KEYS if isinstance(inputs.given.get(n), list))
    )
    if not facts:
        raise BadInput("inputs.in_care is missing; give the stays as [[start, end]], with null for an open end.")
    first = min(f.on for f in facts)
    if inputs.text("placement_at_due") == "relative":
        facts.append(Fact(kind=Kind.RELATIVE_PLACEMENT, on=first))
    if inputs.list_of("services_not_provided"):
        facts.append(Fact(kind=Kind.SERVICES_NOT_PROVIDED, on=first))
    if not inputs.flag("reasonable_efforts_required", otherwise=True):
        facts.append(Fact(kind=Kind.NO_REUNIFICATION, on=first))
    filed = inputs.day("petition_filed", "petition_filed_date")
    if filed is not None:
        facts.append(Fact(kind=Kind.TPR_PETITION, on=filed))
    return [*facts, *_compelling(example, first)]


def _compelling(example: Example, first: date) -> list[Fact]:
    """A compelling reason counts only when the case plan documents it, in whichever way the file says so."""
    named = {name: value for name, value in example.inputs.given.items() if "compelling_reason" in name and value}
    if not named:
        return []
    inner = next((value for value in named.values() if isinstance(value, dict)), {})
    said = {**example.inputs.given, **inner}
    answers = [
        bool(v) for k, v in said.items() if "case_plan" in k or k in ("documented", "compelling_reason_documented")
    ]
    marks = frozenset({"in_case_plan"}) if all(answers) else frozenset[str]()
    return [Fact(kind=Kind.COMPELLING_REASON, on=first, marks=marks)]


def fifteen_of_22(example: Example) -> Result:
    terms = example.terms(relative_exception=example.inputs.flag("state_elects_relative_exception"))
    facts = _count_facts(example)
    asked = example.asked_how_it_stands or example.inputs.has(*EXCEPTION_KEYS)
    found = _tpr(example, facts, "CW-TPR-15-22", terms)
    if not asked:
        return {"due_date": found}
    deadline = example.one("CW-TPR-15-22", facts, terms=terms)
    state = state_of(deadline)
    if state.startswith("exempt"):
        return {"state": state, "petition_required": False}
    return {"due_date": found, "state": state, "petition_required": state in ("overdue", "late")}


def _tpr(example: Example, facts: list[Fact], rule_id: str, terms: object = None) -> str | None:
    """The petition date, or None when the child left care before the count was reached."""
    on = max(example.on, *(f.on for f in facts))
    found = example.run("CW-ENTRY", facts, on=on)  # an error here names the field that is missing
    more = {"terms": terms} if terms is not None else {}
    try:
        return iso(example.one(rule_id, facts, **more).due) if found else None
    except BadInput:
        return None


def state_count(example: Example) -> Result:
    facts = _count_facts(example)
    if not example.inputs.has("state"):
        raise BadInput("inputs.state is missing; give the state's two letters.")
    terms, federal = example.terms(), "CW-PERM-12" if example.rule_id == "CW-PERM-STATE" else "CW-TPR-15-22"
    own = {"CW-TPR-STATE": "tpr_window_months", "CW-PERM-STATE": "permanency_need_months"}
    rule_id = next((rule for rule, term in own.items() if terms.get(term)), federal)
    return {"federal_due_date": _tpr(example, facts, federal), "state_due_date": _tpr(example, facts, rule_id)}


def interruption(example: Example) -> Result:
    option = example.inputs.text("state_option") or "pause"
    facts = [*example.facts(), *stretch_facts(Kind.OUTSIDE_FACILITY, example.inputs, "non_foster_care")]
    review = example.one("CW-6MO-REVIEW", facts, terms=example.terms(outside_facility=option))
    result: Result = {"six_month_review_due": iso(review.due)}
    if not example.inputs.has("non_foster_care"):
        result["paused_days"] = review.paused_days
    return result


def re_entry(example: Example) -> Result:
    facts = _count_facts(example)
    return {
        "permanency_hearing_due": iso(example.one("CW-PERM-12", facts).due),
        "tpr_due": _tpr(example, facts, "CW-TPR-15-22"),
    }


def sixty_days(example: Example) -> Result:
    facts = example.facts()
    ground = example.inputs.text("ground")
    if ground:
        kind = Kind.ABANDONED_INFANT if "abandon" in ground.lower() else Kind.NO_REUNIFICATION
        facts = [Fact(kind=kind, on=f.on, marks=frozenset({"listed_felony"})) for f in facts]
    return {"due_date": iso(example.one("CW-TPR-60", facts).due)}


def trial_visit(example: Example) -> Result:
    inputs = example.inputs
    ordered = inputs.day("court_order_until", "court_ordered_end", "court_order_end", "court_order_date")
    start = inputs.need_day("trial_home_visit_start", "start", "start_date", "trial_home_visit_date")
    marks = frozenset({"court_ordered"}) if ordered else frozenset[str]()
    visit = Fact(kind=Kind.TRIAL_HOME_VISIT, on=start, until=ordered, marks=marks)
    deadline = example.one("CW-THV-6MO", [visit])
    result: Result = {"due_date": iso(deadline.due)}
    if example.asked_how_it_stands:
        result["state"] = "overdue" if deadline.due is not None and example.on > deadline.due else "running"
    return result


def co_placement(example: Example) -> Result:
    placed = example.inputs.need_day("placement_date")
    facts = [Fact(kind=Kind.CO_PLACEMENT, on=placed)]
    if example.inputs.has("case_plan_recommendation_date"):
        facts.append(fact(Kind.CO_PLACEMENT_ADVISED, example.inputs, "case_plan_recommendation_date"))
    deadline = example.one("CW-IVE-672J", facts)
    if state_of(deadline) == "blocked":
        return {"eligible": False, "reason": "case plan did not specify the placement beforehand"}
    return {"eligible": True, "last_fundable_date": iso(deadline.due)}


def prevention(example: Example) -> Result:
    opens, ends = window(example.one("CW-FFPSA-12"))
    return {"window_start": opens, "window_end": ends}


def monthly_visits(example: Example) -> Result:
    stays = example.inputs.stretches("in_care")
    if not stays:
        raise BadInput("inputs.in_care is missing; give the stays as [[start, end]], with null for an open end.")
    through = example.on
    months = months_to_visit(tuple(Period(p.since, p.until) for p in stays), through=through)
    visits = {parse_day(day, "visit_dates").replace(day=1) for day in example.inputs.list_of("visit_dates")}
    seen = [month for month in months if month in visits]
    return {
        "months_required": [f"{month:%Y-%m}" for month in months],
        "months_visited": [f"{month:%Y-%m}" for month in seen],
        "rate": round(len(seen) / len(months), 4) if months else None,
    }


def icwa_facts(example: Example) -> list[Fact]:
    """Receipts by party; a party without one has been sent notice and nothing more."""
    receipts = example.inputs.given.get("receipts")
    if not isinstance(receipts, dict):
        raise BadInput('inputs.receipts is missing; give it as {"parent": date, "tribe": date}, with null for none.')
    days = {party: None if day is None else parse_day(day, f"receipts.{party}") for party, day in receipts.items()}
    start = min((day for day in days.values() if day), default=example.on)
    facts = [
        Fact(kind=Kind.ICWA_NOTICE if day is None else Kind.ICWA_RECEIPT, on=day or start, note=party)
        for party, day in days.items()
    ]
    if example.inputs.has("extension_requested_by", "extension_days"):
        days_more = example.inputs.number("extension_days", 20)
        facts.append(Fact(kind=Kind.ICWA_EXTENSION, on=start, amount=days_more))
    return facts


def notice(example: Example) -> Result:
    deadline = example.one("ICWA-NOTICE-10", icwa_facts(example))
    if deadline.opens is None:
        return {"state": "blocked", "earliest_hearing_date": None}
    return {"earliest_hearing_date": iso(deadline.opens)}


def consent(example: Example) -> Result:
    born = example.inputs.need_day("birth_date", "dob")
    facts = [Fact(kind=Kind.ICWA_APPLIES, on=born), Fact(kind=Kind.BIRTH, on=born)]
    result: Result = {"earliest_valid_consent": iso(example.one("ICWA-CONSENT-10", facts).opens)}
    signed = example.inputs.day("consent_date", "consent_signed")
    if signed is not None:
        result["valid"] = signed >= born + timedelta(days=11)
    return result


ANSWERS: dict[str, Answer] = {
    "CW-ENTRY": entry,
    "CW-CASEPLAN": case_plan,
    "CW-6MO-REVIEW": repeating,
    "CW-PERM-12": repeating,
    "CW-RE-FINALIZE": finalize,
    "CW-PERM-30": hearing_in_30,
    "CW-TPR-15-22": fifteen_of_22,
    "CW-TPR-STATE": state_count,
    "CW-PERM-STATE": state_count,
    "CW-INTERRUPT": interruption,
    "CW-REENTRY": re_entry,
    "CW-TPR-60": sixty_days,
    "CW-THV-6MO": trial_visit,
    "CW-IVE-672J": co_placement,
    "CW-FFPSA-12": prevention,
    "CW-MCV": monthly_visits,
    "ICWA-NOTICE-10": notice,
    "ICWA-CONSENT-10": consent,
}
