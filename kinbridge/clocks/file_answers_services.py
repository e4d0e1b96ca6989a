"""Worked examples of the benefits, recovery, pregnancy and child development clocks, answered by the rules."""

from __future__ import annotations

from datetime import date, timedelta

from kinbridge.clocks.file_inputs import BadInput, fact, parse_month, stretch_facts
from kinbridge.clocks.file_results import Answer, Example, Result, iso, state_of, window
from kinbridge.clocks.rules import Fact, Kind
from kinbridge.clocks.rules.benefits import JOB_SEARCH_WEEKS, NEEDY_STATE_WEEKS, WEEKS_IN_A_ROW, used_up
from kinbridge.clocks.rules.child_health import age_dates, hepatitis_test
from kinbridge.clocks.rules.days import month_end
from kinbridge.clocks.rules.medicaid import counted_from_next_day
from kinbridge.clocks.rules.quality import SERVICES_TO_ENGAGE, prenatal_window, retained
from kinbridge.clocks.rules.recovery import take_home_doses
from kinbridge.core.dates import add_months

MONDAY = date(2026, 1, 5)


def month(day: date) -> str:
    return f"{day:%Y-%m}"


def months_used(example: Example) -> Result:
    """Months counted so far against a limit; the file gives them as a list, or as a count with a month it ends in."""
    kinds = {
        "TANF-60": (Kind.TANF_MONTH, 60),
        "TANF-24": (Kind.TANF_MONTH, 24),
        "TANF-CS-2": (Kind.TANF_MONTH, 2),
        "TANF-VOC-12": (Kind.VOCATIONAL_MONTH, 12),
        "TANF-INFANT-12": (Kind.INFANT_EXEMPT_MONTH, 12),
    }
    _, limit = kinds[example.rule_id]
    inputs = example.inputs
    exempt = inputs.given.get("exempt_months", 0)
    skipped = {parse_month(m, "exempt_months") for m in exempt} if isinstance(exempt, list) else set[date]()
    names = ("months", "months_used", "countable_months", "assistance_months")
    listed = next((inputs.given[n] for n in names if isinstance(inputs.given.get(n), list)), None)
    if listed is not None:
        months = tuple(sorted({parse_month(m, "months") for m in listed} - skipped))
        used = len(months)
    else:
        counts = [n for n in names if isinstance(inputs.given.get(n), int)]
        used = inputs.number(counts[0]) if counts else 0
        used -= inputs.number("exempt_months") if isinstance(exempt, int) and exempt else 0
        named = ("first_month", "first_assistance_month", "start_month")
        started = next((inputs.month(name) for name in named if inputs.has(name)), None)
        first = None if counts else started or inputs.need_day("first_assistance_date")
        months = () if first is None else (first.replace(day=1),)
    result: Result = {}
    if listed is not None or not months:
        result = {"months_used": max(used, 0), "months_remaining": max(limit - used, 0)}
    if months:
        result["due_date"] = iso(used_up(months, limit))
        result["last_month"] = month(used_up(months, limit))
    if listed is not None or not months:
        result["limit_reached"] = used >= limit
    return result


def job_search(example: Example) -> Result:
    weeks = [n for n in example.inputs.list_of("weeks_used") if isinstance(n, int) and 0 < n < 1000]
    consecutive = example.inputs.flag("consecutive", otherwise=True)
    gap = 1 if consecutive else 2
    facts = [Fact(kind=Kind.JOB_SEARCH_WEEK, on=MONDAY + timedelta(weeks=gap * number)) for number in weeks]
    if not facts:
        raise BadInput("inputs.weeks_used is missing; list the weeks by number.")
    blocked = state_of(example.one("TANF-JOBSEARCH-6", facts, on=facts[-1].on)) == "blocked"
    key = "fifth_consecutive_week_countable" if len(weeks) == WEEKS_IN_A_ROW else "next_week_countable"
    cap = NEEDY_STATE_WEEKS if example.inputs.flag("needy_state") else JOB_SEARCH_WEEKS
    return {
        key: not blocked and len(weeks) < cap,
        "cap_weeks": JOB_SEARCH_WEEKS,
        "needy_state_cap_weeks": NEEDY_STATE_WEEKS,
    }


def food_limit(example: Example) -> Result:
    inputs = example.inputs
    start = inputs.month("clock_start_month")
    if start is None:
        removed = inputs.need_day("child_removed")
        start = add_months(removed.replace(day=1), 1)
    facts = [Fact(kind=Kind.SNAP_LIMIT_BEGAN, on=start)]
    reason = "sud_treatment" if inputs.flag("in_sud_treatment") else "pregnant" if inputs.flag("pregnant") else ""
    if not reason and inputs.number("other_children_under_14", 0):
        reason = "child_under_14"
    if reason:
        facts.append(Fact(kind=Kind.SNAP_EXEMPT, on=start, note=reason))
    deadline = example.one("SNAP-ABAWD-3-36", facts, on=max(example.on, start))
    if reason:
        return {"state": state_of(deadline), "countable_months": [], "ineligible_from_month": None}
    months = [add_months(start, n) for n in range(3)]
    ends = deadline.due or month_end(months[-1])
    return {
        "countable_months": [month(day) for day in months],
        "ineligible_from_month": month(ends + timedelta(days=1)),
    }


def postpartum(example: Example) -> Result:
    ended = example.inputs.need_day("pregnancy_end", "delivery_date", "birth_date")
    year = example.rule_id == "MEDICAID-PP-12" and example.inputs.flag("state_option", otherwise=True)
    facts = [Fact(kind=Kind.DELIVERY, on=ended)]
    rule_id = "MEDICAID-PP-12" if year else "MEDICAID-PP-60"
    due = example.one(rule_id, facts, terms=example.terms(medicaid_postpartum_12=year), on=ended).due
    result: Result = {"coverage_through": iso(due)}
    if not year and counted_from_next_day(ended) != due:
        result["if_exclusive_count"] = iso(counted_from_next_day(ended))
    return result


def newborn(example: Example) -> Result:
    born = example.inputs.need_day("birth_date", "dob")
    facts = [Fact(kind=Kind.BIRTH, on=born, marks=frozenset({"mother_on_medicaid"}))]
    return {"coverage_through": iso(example.one("MEDICAID-NEWBORN", facts, on=born).due)}


def _requests(example: Example, mark: str) -> list[Fact]:
    inputs = example.inputs
    name = next((n for n in ("requested_on", "requested_at", "sought_at", "request_date") if inputs.has(n)), None)
    if name is None:
        inputs.need_day("requested_on")
        name = next(n for n, v in inputs.given.items() if isinstance(v, str) and v[:2].isdigit())
    room = inputs.flag("capacity_on_request_date", otherwise=True)
    marks = frozenset({mark} if room else {mark, "no_capacity"})
    asked = fact(Kind.TREATMENT_REQUEST, inputs, name, marks=marks)
    facts = [f for f in example.facts() if f.kind is Kind.INTERIM_SERVICES]
    given = inputs.given.get("interim_services_within_48h", inputs.given.get("interim_within_48h"))
    if (
        given is True
        or inputs.given.get("interim_services_provided") is True
        or inputs.given.get("interim_services") is True
    ):
        facts.append(Fact(kind=Kind.INTERIM_SERVICES, on=asked.on))
    return [asked, *facts]


def pregnant(example: Example) -> Result:
    return {"interim_services_due": _moment(example, _requests(example, "pregnant"))}


def _moment(example: Example, facts: list[Fact]) -> str | None:
    deadline = example.one("SUD-PREG-48", facts)
    return iso(deadline.due) if deadline.due_at is None else deadline.due_at.isoformat(timespec="minutes")


def injects(example: Example) -> Result:
    facts = _requests(example, "injects")
    if example.rule_id == "SUD-IV-120" and not example.inputs.has("capacity_on_request_date"):
        facts[0] = Fact(
            kind=Kind.TREATMENT_REQUEST, on=facts[0].on, at=facts[0].at, marks=frozenset({"injects", "no_capacity"})
        )
    found = {d.part: d for d in example.run("SUD-IV-14", facts)}
    result: Result = {"admit_by": iso(found["admission"].due)}
    if "no_capacity" in facts[0].marks:
        due = facts[0].on + timedelta(days=2)
        interim = found.get("interim")
        at = interim.due_at if interim is not None else None
        result["interim_services_due"] = iso(due) if at is None else at.isoformat(timespec="minutes")
    return result


def interim_treatment(example: Example) -> Result:
    start = example.inputs.need_day("interim_start")
    before = example.inputs.number("prior_interim_days_last_12mo", 0)
    deadline = example.one("OTP-INTERIM-180", [Fact(kind=Kind.OTP_INTERIM, on=start, amount=before)])
    return {"last_day": iso(deadline.due)}


def take_home(example: Example) -> Result:
    inputs = example.inputs
    if inputs.has("days_in_treatment"):
        days = inputs.number("days_in_treatment")
    else:
        days = (example.on - inputs.need_day("admission_date", "otp_admission")).days
    return {"max_take_home_doses": take_home_doses(max(days, 0))}


def one_window(example: Example) -> Result:
    kinds = {"HEDIS-IET-INIT": Kind.SUD_EPISODE, "HEDIS-IET-ENG": Kind.SUD_INITIATION, "HEDIS-PPC-POST": Kind.DELIVERY}
    start = example.inputs.need_day("sud_episode_date", "initiation_date", "delivery_date")
    deadline = example.one(example.rule_id, [Fact(kind=kinds[example.rule_id], on=start)])
    result: Result = {"window": window(deadline)}
    if example.rule_id == "HEDIS-IET-ENG":
        result["services_needed"] = SERVICES_TO_ENGAGE
    return result


def emergency_follow_up(example: Example) -> Result:
    seen = Fact(kind=Kind.ED_VISIT, on=example.inputs.need_day("ed_visit"))
    return {f"{d.part}_window": window(d) for d in example.run("HEDIS-FUA", [seen])}


def retention(example: Example) -> Result:
    days, gap = example.inputs.number("covered_days"), example.inputs.number("longest_gap_days", 0)
    return {"numerator": retained(days=days, longest_gap=gap)}


def prenatal(example: Example) -> Result:
    born = example.inputs.need_day("delivery_or_edd", "edd", "delivery_date")
    opens, closes = prenatal_window(
        delivery_or_edd=born, enrolled=example.inputs.day("enrollment_start", "enrolled_on")
    )
    return {"window": [iso(opens), iso(closes)]}


def first_plan(example: Example) -> Result:
    delays = stretch_facts(Kind.EI_UNAVAILABLE, example.inputs, "documented_unavailable", "no_consent", "tolled")
    referred = Fact(kind=Kind.EI_REFERRAL, on=example.inputs.need_day("referral_date"))
    deadline = example.one("EI-45", [referred, *delays])
    result: Result = {"due_date": iso(deadline.due)}
    if delays:
        result["tolled_days"] = deadline.paused_days
    if example.asked_how_it_stands:
        result["state"] = state_of(deadline)
    return result


def transition(example: Example) -> Result:
    born = example.inputs.need_day("dob", "birth_date")
    facts = [Fact(kind=Kind.BIRTH, on=born), Fact(kind=Kind.IFSP, on=born)]
    return {"third_birthday": iso(add_months(born, 36)), "window": window(example.one("EI-TRANSITION", facts))}


def well_visits(example: Example) -> Result:
    born = example.inputs.need_day("dob", "birth_date")
    found = {d.part: d for d in example.run("EPSDT-WCV", [Fact(kind=Kind.BIRTH, on=born)], on=born)}
    ages = example.inputs.list_of("ages_months")
    if not all(isinstance(age, int) and 0 <= age <= 252 for age in ages):
        raise BadInput("inputs.ages_months must list ages in months, from 0 to 252.")
    targets = age_dates(born, tuple(ages)) if ages else [d.due for part, d in found.items() if part != "first_week"]
    return {"target_dates": [iso(day) for day in targets], "first_week_visit": window(found["first_week"])}


def screens(example: Example) -> Result:
    born = example.inputs.need_day("dob", "birth_date")
    found = example.run("DEV-SCREEN", [Fact(kind=Kind.BIRTH, on=born)], on=born)
    by_name: dict[str, list[str | None]] = {"developmental": [], "autism": []}
    for part in sorted(found, key=lambda d: d.due or date.max):
        by_name[part.part.split("_")[0]].append(iso(part.due))
    return dict(by_name)


def infant_hepatitis(example: Example) -> Result:
    born = example.inputs.need_day("dob", "birth_date")
    deadline = example.one("HCV-NAT", [Fact(kind=Kind.BIRTH, on=born, marks=frozenset({"hcv_exposed"}))])
    result: Result = {"window": window(deadline)}
    tested = example.inputs.day("test_date", "tested_on", "nat_date", "as_of")
    if tested is not None:
        fits = hepatitis_test(born, tested)
        result["state"] = "too_early" if fits == "too_early" else "running"
        result["test"] = None if fits == "too_early" else fits
    return result


def exposed_newborn(example: Example) -> Result:
    born = example.inputs.need_day("birth_date", "dob")
    said = f"{example.inputs.text('exposure')} {example.inputs.text('opioid')} {example.inputs.text('substance')}"
    marks = frozenset({"opioid_exposed", *(word for word in ("methadone", "buprenorphine") if word in said.lower())})
    deadline = example.one("NAS-OBS", [Fact(kind=Kind.BIRTH, on=born, marks=marks)], on=born)
    return {"earliest_discharge": iso(deadline.opens), "window": window(deadline)}


def by_birth(example: Example) -> Result:
    """Rules that start from a birth alone and have a few named dates."""
    born = example.inputs.need_day("dob", "birth_date")
    found = example.run(example.rule_id, [Fact(kind=Kind.BIRTH, on=born)], on=born)
    return {f"{d.part}_by": iso(d.due) for d in found}


ANSWERS: dict[str, Answer] = {
    "TANF-60": months_used,
    "TANF-24": months_used,
    "TANF-CS-2": months_used,
    "TANF-VOC-12": months_used,
    "TANF-INFANT-12": months_used,
    "TANF-JOBSEARCH-6": job_search,
    "SNAP-ABAWD-3-36": food_limit,
    "MEDICAID-PP-60": postpartum,
    "MEDICAID-PP-12": postpartum,
    "MEDICAID-NEWBORN": newborn,
    "SUD-PREG-48": pregnant,
    "SUD-IV-14": injects,
    "SUD-IV-120": injects,
    "OTP-INTERIM-180": interim_treatment,
    "OTP-TAKEHOME": take_home,
    "HEDIS-IET-INIT": one_window,
    "HEDIS-IET-ENG": one_window,
    "HEDIS-PPC-POST": one_window,
    "HEDIS-PPC-PRE": prenatal,
    "HEDIS-FUA": emergency_follow_up,
    "HEDIS-POD": retention,
    "EI-45": first_plan,
    "EI-TRANSITION": transition,
    "EPSDT-WCV": well_visits,
    "DEV-SCREEN": screens,
    "HCV-NAT": infant_hepatitis,
    "NAS-OBS": exposed_newborn,
    "EHDI-1-3-6": by_birth,
}
