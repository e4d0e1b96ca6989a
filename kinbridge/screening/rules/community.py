"""Sums about a community, not a person: whether it lasts, agrees, teaches, keeps people in care, has enough places."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil
from statistics import mean, stdev

from kinbridge.screening.rules.answers import BadAnswer, Sheet, as_list, as_number, as_whole, label, unsaid
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, complete, incomplete
from kinbridge.screening.rules.summed import Context

PSAT = PUBLISHED["psat"]
CVI = PUBLISHED["cvi_gap"]
DAYS_IN_YEAR = PUBLISHED["capacity_gap"].scale["days_in_year"]
_NOT_APPLICABLE = ("na", "n/a", "not_applicable")
_MOST = 10**12


def psat(sheet: Sheet, _context: Context) -> Score:
    """The mean of each domain, and their mean. Not applicable leaves the mean alone. There is no pass mark."""
    blocks = sheet.mapped("domains") if "domains" in sheet else {name: sheet.raw(name) for name in sheet}
    if not blocks:
        sheet.answered("domains")
    domains = {name: _psat_mean(name, given) for name, given in blocks.items()}
    rated = {name: value for name, value in domains.items() if value is not None}
    if sheet.missing or not rated:
        return incomplete(sheet, domains=domains)
    lowest = min(rated.values())
    overall = round(mean(rated.values()), 2)
    return complete(domains=domains, overall=overall, lowest=[name for name, value in rated.items() if value == lowest])


def _psat_mean(name: str, given: object) -> float | None:
    said = [answer for answer in as_list(label(name), given, PSAT.scale["questions"]) if not _not_applicable(answer)]
    return round(mean(as_whole(label(name), answer, *PSAT.points) for answer in said), 2) if said else None


def _not_applicable(answer: object) -> bool:
    return unsaid(answer) is not None or (isinstance(answer, str) and answer.strip().casefold() in _NOT_APPLICABLE)


def cvi_gap(sheet: Sheet, context: Context) -> Score:
    """The percent of each system that agrees, and the gap between highest and lowest: discuss the widest first."""
    threshold = as_number("gap_threshold", context.get("gap_threshold", CVI.cutoffs["discuss"]), 0, 100)
    percent: dict[str, float] = {}
    for group, given in sheet.mapped("groups").items():
        answers = [answer for answer in as_list(label(group), given) if unsaid(answer) is None]
        agree = [as_whole(label(group), answer, *CVI.points) >= CVI.scale["agrees_from"] for answer in answers]
        if agree:
            percent[group] = round(100 * sum(agree) / len(agree), 1)
        else:
            sheet.missing.append(f"groups.{group}")
    if sheet.missing or not percent:
        return incomplete(sheet, percent_agree=percent)
    gap = round(max(percent.values()) - min(percent.values()), 1)
    return complete(percent_agree=percent, gap_points=gap, discuss=gap >= threshold)


def training_confidence(sheet: Sheet, _context: Context) -> Score:
    """Mean change of the people who answered both times, with its size in standard deviations of that change."""
    before, after = sheet.listed("pre"), sheet.listed("post")
    if sheet.missing:
        return incomplete(sheet)
    if len(before) != len(after):
        raise BadAnswer("pre and post must list the same people in the same order")
    pairs = [
        (as_number("pre", first, -_MOST, _MOST), as_number("post", last, -_MOST, _MOST))
        for first, last in zip(before, after, strict=True)
        if unsaid(first) is None and unsaid(last) is None
    ]
    unmatched = {"unmatched": len(before) - len(pairs)} if len(pairs) < len(before) else {}
    if not pairs:
        return incomplete(sheet, n=0, **unmatched)
    changes = [last - first for first, last in pairs]
    spread = stdev(changes) if len(changes) > 1 else None
    return complete(
        n=len(pairs),
        mean_pre=round(mean(first for first, _ in pairs), 2),
        mean_post=round(mean(last for _, last in pairs), 2),
        mean_change=round(mean(changes), 2),
        sd_change=None if spread is None else round(spread, 3),
        dz=round(mean(changes) / spread, 2) if spread else None,
        improved=sum(change > 0 for change in changes),
        worse=sum(change < 0 for change in changes),
        **unmatched,
    )


def care_funnel(sheet: Sheet, _context: Context) -> Score:
    """How many went on from each stage to the next, and where the smallest share did."""
    stages = [_stage(pair) for pair in sheet.listed("stages")]
    if sheet.missing:
        return incomplete(sheet)
    if len(stages) < 2 or any(later > earlier for (_, earlier), (_, later) in _steps(stages)):
        raise BadAnswer("stages must be two or more, each no larger than the one before")
    steps: list[dict[str, object]] = []
    shares: dict[str, Fraction] = {}
    for (start, earlier), (end, later) in _steps(stages):
        step = f"{start}->{end}"
        if earlier:
            shares[step] = Fraction(later, earlier)
        steps.append({"step": step, "lost": earlier - later, "conversion": _percent(later, earlier)})
    overall = _percent(stages[-1][1], stages[0][1])
    largest = min(shares, key=lambda step: shares[step]) if shares else None
    return complete(steps=steps, overall=overall, largest_drop=largest)


def _stage(pair: object) -> tuple[str, int]:
    name, count = as_list("each stage", pair, 2)
    if not isinstance(name, str):
        raise BadAnswer("each stage must be a name and a count")
    return name, as_whole("the count of a stage", count, 0, _MOST)


def _steps(stages: Sequence[tuple[str, int]]) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    return list(pairwise(stages))


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def capacity_gap(sheet: Sheet, _context: Context) -> Score:
    """Places needed for those who would come, as whole places; places usable below the ceiling; and the difference."""
    people = sheet.number("people_in_need", 0, _MOST)
    demand = sheet.number("demand_rate", 0, 1)
    days = sheet.number("avg_length_days", 0, 36_500)
    slots = sheet.number("slots", 0, _MOST)
    ceiling = sheet.number("utilisation_ceiling", 0, 1)
    if people is None or demand is None or days is None or slots is None or ceiling is None:
        return incomplete(sheet)
    # Rounded first: 90 x 0.8 must need 72 places, not 73 for a speck of binary dust.
    needed = ceil(round(people * demand * days / DAYS_IN_YEAR, 6))
    usable = round(slots * ceiling, 2)
    return complete(slots_needed=needed, slots_usable=usable, gap=round(needed - usable, 2))
