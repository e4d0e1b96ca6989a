"""Clock B, cash assistance and food benefits: months that are used up, and days a child may be away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import last_day, month_end
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

LANE = Lane.BENEFITS
UNCOUNTED = frozenset({"minor_child", "indian_country", "state_funded"})
KM = Confidence.KNOWLEDGE_MEDIUM


def months_of(facts: Iterable[Fact], *, through: date) -> tuple[date, ...]:
    """First days of the calendar months the facts touch up to `through`; a fact without an end is one month."""
    months: set[date] = set()
    for fact in facts:
        first = fact.on.replace(day=1)
        end = fact.on if fact.until is None else fact.until - timedelta(days=1)
        while first <= min(end, through):
            months.add(first)
            first = add_months(first, 1)
    return tuple(sorted(months))


def used_up(months: tuple[date, ...], limit: int) -> date:
    """The last day of the `limit`th month used, were every coming month used too."""
    if len(months) >= limit:
        return month_end(months[limit - 1])
    return month_end(add_months(months[-1], limit - len(months)))


def _countdown(case: Case, kind: Kind, limit: int, why: str, *, met: Kind | None = None) -> Iterator[Due]:
    facts = [fact for fact in case.all(kind) if not fact.marks & UNCOUNTED]
    months = months_of(facts, through=case.on)
    if months:
        left = max(limit - len(months), 0)
        yield Due(
            start=facts[0],
            due=used_up(months, limit),
            why=(why, f"{len(months)} used, {left} left; the date holds if every coming month counts"),
            met=None if met is None else case.first(met, since=facts[0].on),
        )


@rule("TANF-60", title="Cash assistance, 60 months", lane=LANE, cite="42 USC 608(a)(7)", starts=(Kind.TANF_MONTH,))
def lifetime_limit(case: Case) -> Iterator[Due]:
    """An adult gets at most 60 months of federally funded cash assistance in a lifetime, in a row or not."""
    limit = min(60, case.terms.number("tanf_limit_months", 60))
    yield from _countdown(case, Kind.TANF_MONTH, limit, f"{limit} months in all; hardship can extend it")


@rule(
    "TANF-24",
    title="Cash assistance, work by 24 months",
    done_by=(Kind.TANF_WORK,),
    lane=LANE,
    cite="42 USC 602(a)(1)(A)(ii)",
    starts=(Kind.TANF_MONTH,),
    reads=(Kind.TANF_WORK,),
)
def work_by_24_months(case: Case) -> Iterator[Due]:
    """A parent on cash assistance takes part in work when the state finds them ready, or after 24 months at the
    latest.
    """
    yield from _countdown(case, Kind.TANF_MONTH, 24, "24 months of assistance, in a row or not", met=Kind.TANF_WORK)


@rule(
    "TANF-CS-2",
    lane=LANE,
    cite="42 USC 602(a)(1)(B)(iv)",
    starts=(Kind.TANF_MONTH,),
    reads=(Kind.TANF_COMMUNITY_SERVICE, Kind.TANF_WORK),
    term="tanf_community_service",
)
def community_service(case: Case) -> Iterator[Due]:
    """After two months of assistance a parent who does not work does community service, unless the state opted out."""
    if case.terms.elects("tanf_community_service"):
        yield from _countdown(case, Kind.TANF_MONTH, 2, "2 months of assistance", met=Kind.TANF_COMMUNITY_SERVICE)


@rule(
    "TANF-HOURS",
    title="Cash assistance, weekly hours",
    lane=LANE,
    cite="42 USC 607(c)",
    confidence=KM,
    starts=(Kind.TANF_MONTH,),
)
def weekly_hours(case: Case) -> Iterator[Due]:
    """Each month asks an average of 20 hours a week of a sole parent with a child under 6, otherwise 30, two
    parents 35 or 55.
    """
    month = case.last(Kind.TANF_MONTH)
    if month is not None:
        why = "20 hours a week: sole parent of a child under 6" if "child_under_6" in month.marks else "30 hours a week"
        if "two_parents" in month.marks:
            why = "35 hours a week for two parents, 55 with federally paid child care"
        yield Due(start=month, due=None, part="hours", why=(why,))


@rule(
    "TANF-INFANT-12",
    title="Cash assistance, infant care",
    lane=LANE,
    cite="42 USC 607(b)(5)",
    starts=(Kind.INFANT_EXEMPT_MONTH,),
)
def infant_exemption(case: Case) -> Iterator[Due]:
    """A sole parent of a child under 12 months may be excused from work, up to 12 months in all, where the state
    allows.
    """
    yield from _countdown(case, Kind.INFANT_EXEMPT_MONTH, 12, "12 months in all, in a row or not")


@rule(
    "TANF-CHILDCARE-6",
    title="No sanction without child care",
    lane=LANE,
    cite="42 USC 607(e)(2)",
    starts=(Kind.NO_CHILD_CARE,),
)
def no_sanction_without_child_care(case: Case) -> Iterator[Due]:
    """A sole parent of a child under 6 who shows that no child care can be found is not sanctioned for missing work."""
    shown = case.last(Kind.NO_CHILD_CARE)
    if shown is not None:
        why = ("keep the proof that no child care was available",)
        yield Due(start=shown, due=None, why=why, exempt="no_child_care")


@rule("TANF-VOC-12", lane=LANE, cite="42 USC 607(d)(8)", starts=(Kind.VOCATIONAL_MONTH,))
def vocational_months(case: Case) -> Iterator[Due]:
    """Vocational education counts as work for 12 months for one person."""
    yield from _countdown(case, Kind.VOCATIONAL_MONTH, 12, "12 months in all")


JOB_SEARCH_WEEKS = 6
NEEDY_STATE_WEEKS = 12
WEEKS_IN_A_ROW = 4


@rule(
    "TANF-JOBSEARCH-6", title="Job search weeks", lane=LANE, cite="42 USC 607(c)(2)(A)", starts=(Kind.JOB_SEARCH_WEEK,)
)
def job_search_weeks(case: Case) -> Iterator[Due]:
    """Job search, where treatment often sits, counts for 6 weeks (12 in a needy state), and never right after 4 in
    a row.
    """
    weeks = sorted({fact.on - timedelta(days=fact.on.weekday()) for fact in case.all(Kind.JOB_SEARCH_WEEK)})
    if not weeks:
        return
    cap = NEEDY_STATE_WEEKS if case.terms.elects("needy_state") else JOB_SEARCH_WEEKS
    left = max(cap - len(weeks), 0)
    row = 1
    while row < len(weeks) and weeks[-row] - weeks[-row - 1] == timedelta(days=7):
        row += 1
    why = [f"{len(weeks)} of {cap} weeks used"]
    if row >= WEEKS_IN_A_ROW:
        why.append("four weeks in a row are used, so the next one does not count")
    yield Due(
        start=case.all(Kind.JOB_SEARCH_WEEK)[0],
        due=weeks[-1] + timedelta(days=6 + 7 * left),
        why=tuple(why),
        part="weeks",
        blocked=row >= WEEKS_IN_A_ROW,
    )


@rule(
    "TANF-ABSENT-45",
    title="Cash assistance while the child is away",
    done_by=(Kind.GOOD_CAUSE,),
    lane=LANE,
    cite="42 USC 608(a)(10)(A),(B)",
    starts=(Kind.CHILD_ABSENT, Kind.REMOVAL),
    reads=(Kind.GOOD_CAUSE, Kind.EXIT),
)
def child_away(case: Case) -> Iterator[Due]:
    """A child away, or expected to be, for 45 days in a row (or the state's 30 to 180) no longer counts for cash
    assistance.
    """
    away = case.last(Kind.CHILD_ABSENT) or case.last(Kind.REMOVAL)
    if away is None:
        return
    days = case.terms.number("tanf_absence_days", 45)
    back = case.first(Kind.EXIT, since=away.on) is not None or (away.until is not None and away.until <= case.on)
    why = [f"{days} days in a row, if the family gets cash assistance; an expected absence can count at once"]
    cause = case.first(Kind.GOOD_CAUSE, since=away.on)
    if cause is not None:
        why.append("the agency accepted good cause, such as a short stay in care with a plan to come home")
    yield Due(
        start=away,
        due=away.on + timedelta(days=days),
        why=tuple(why),
        exempt="good_cause" if cause else "",
        superseded=back,
    )


@rule(
    "TANF-ABSENT-REPORT-5",
    title="Tell cash assistance of the absence",
    done_by=(Kind.ABSENCE_REPORTED,),
    lane=LANE,
    cite="42 USC 608(a)(10)(C)",
    starts=(Kind.ABSENCE_CLEAR, Kind.REMOVAL),
    reads=(Kind.ABSENCE_REPORTED,),
)
def report_absence(case: Case) -> Iterator[Due]:
    """A parent on cash assistance reports a long absence by the end of the 5 days that begin when it becomes clear."""
    clear = case.last(Kind.ABSENCE_CLEAR) or case.last(Kind.REMOVAL)
    if clear is not None:
        yield Due(
            start=clear,
            due=last_day(clear.on, days=5),
            why=("5 days, counted with the day it became clear; only if the family gets cash assistance",),
            met=case.first(Kind.ABSENCE_REPORTED, since=clear.on),
        )


@rule("DRUG-FELONY", title="Benefits after a drug felony", lane=LANE, cite="21 USC 862a", starts=(Kind.DRUG_FELONY,))
def drug_felony(case: Case) -> Iterator[Due]:
    """A drug felony can end a person's cash and food benefits for life unless the state opts out; treatment is
    untouched.
    """
    felony = case.last(Kind.DRUG_FELONY)
    if felony is not None:
        opted_out = case.terms.elects("drug_felony_opt_out")
        why = ("check the state's law; emergency Medicaid, prenatal care and drug treatment are not touched",)
        yield Due(start=felony, due=None, why=why, exempt="state_opt_out" if opted_out else "")


@rule(
    "SNAP-ABAWD-3-36",
    title="Food benefit time limit",
    done_by=(Kind.SNAP_EXEMPT,),
    lane=LANE,
    cite="7 USC 2015(o) as amended by P.L. 119-21 s.10102",
    confidence=KM,
    starts=(Kind.SNAP_LIMIT_BEGAN,),
    reads=(Kind.SNAP_EXEMPT,),
)
def food_time_limit(case: Case) -> Iterator[Due]:
    """An adult without a child under 14 at home gets food benefits 3 months in 36 without 20 hours of work a week."""
    began = case.last(Kind.SNAP_LIMIT_BEGAN)
    if began is None:
        return
    exempt = case.last(Kind.SNAP_EXEMPT)
    why = ["3 months in 36; regular drug treatment, pregnancy or a child under 14 exempts: record it"]
    if exempt is not None:
        why.append(f"exempt: {exempt.note.replace('_', ' ') or 'recorded by a partner'}")
    yield Due(
        start=began,
        opens=began.on.replace(day=1),
        due=month_end(add_months(began.on.replace(day=1), 2)),
        why=tuple(why),
        exempt=(exempt.note or "recorded") if exempt is not None else "",
    )
