"""How the cases of a measure are counted: by quarter, by how far they got, by all groups at once; and the waits."""

from __future__ import annotations

from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CUTS, MOST_WAITS, Rows, Tables

UNKNOWN = "Not said"
KEYS = ("quarter", "level", *CUTS)


def due(measure: Measure, t: Tables) -> Rows:
    """The cases that began in a quarter that is counted, and whose days to look ahead have gone by."""
    cases = measure.cases(t)
    clock = t.clock.filter(t.clock.follow == measure.follow)
    cases = cases.join(t.calendar, "day").cross_join(clock)
    settled = cases.day + measure.follow <= cases.as_of
    cases = cases.filter(settled, cases.quarter >= cases.first, cases.quarter <= cases.last)
    return cases.select("family", "quarter", "level", *waits_of(measure.waits))


def counts(cases: Rows, t: Tables, *also: str) -> Rows:
    """`quarter`, `level`, a column for each cut, and `cases`: how many are alike in all of them, and in `also`."""
    groups = t.family.select(their_family=t.family.family, **{cut: t.family[cut] for cut in CUTS})
    told = cases.left_join(groups, cases.family == groups.their_family)
    told = told.mutate(**{cut: told[cut].fill_null(UNKNOWN) for cut in CUTS})
    return told.group_by(*also, *KEYS).agg(cases=told.count())


def waits(cases: Rows, t: Tables, *also: str, most: int = MOST_WAITS) -> Rows:
    """The median days to each level in the newest year, and of how many cases it is the median.

    `cases` says in `follow` how far it looks ahead, which tells its year.
    """
    clock = t.clock.select(looks="follow", since="since")
    cases = cases.join(clock, cases.follow == clock.looks)
    cases = cases.filter(cases.quarter >= cases.since)
    steps = [cases[name] for name in waits_of(most)]
    medians = {f"median_{place}": step.cast("float64").quantile(0.5) for place, step in enumerate(steps, 1)}
    numbers = {f"of_{place}": step.count() for place, step in enumerate(steps, 1)}
    return cases.group_by(*also).agg(**medians, **numbers) if also else cases.agg(**medians, **numbers)


def waits_of(many: int) -> tuple[str, ...]:
    return tuple(f"wait_{place}" for place in range(1, many + 1))
