"""How the cases of a measure are counted: by quarter, by how far they got, by all groups at once; and the waits."""

from __future__ import annotations

from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CUTS, Rows, Tables

UNKNOWN = "Not said"
KEYS = ("quarter", "level", *CUTS)


def due(measure: Measure, t: Tables) -> Rows:
    """The cases that began in a quarter that is counted, and whose days to look ahead have gone by."""
    cases = measure.cases(t)
    clock = t.clock.filter(t.clock.follow == measure.follow)
    cases = cases.join(t.calendar, "day").cross_join(clock)
    settled = cases.day + measure.follow <= cases.as_of
    return cases.filter(settled, cases.quarter >= cases.first, cases.quarter <= cases.last)


def counts(measure: Measure, t: Tables) -> Rows:
    """`quarter`, `level`, a column for each cut, and `cases`: how many are alike in all of them."""
    cases = due(measure, t)
    # Few families have more than one case: counted first, so that groups are looked up once for each.
    per_family = cases.group_by("family", "quarter", "level").agg(cases=cases.count())
    groups = t.family.select(their_family=t.family.family, **{cut: t.family[cut] for cut in CUTS})
    told = per_family.left_join(groups, per_family.family == groups.their_family)
    told = told.mutate(**{cut: told[cut].fill_null(UNKNOWN) for cut in CUTS})
    return told.group_by(*KEYS).agg(cases=told.cases.sum())


def waits(measure: Measure, t: Tables) -> Rows:
    """One row: the median days to each level in the year that is told, and of how many cases it is the median."""
    cases = due(measure, t)
    cases = cases.filter(cases.quarter >= cases.since)
    steps = [name for name in cases.columns if name.startswith("wait_")]
    medians = {name.replace("wait", "median"): cases[name].cast("float64").quantile(0.5) for name in steps}
    return cases.agg(**medians, **{name.replace("wait", "of"): cases[name].count() for name in steps})
