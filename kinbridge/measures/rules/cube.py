"""How the cases of a measure are counted: by quarter, by how far they got, by all groups at once; and the waits."""

from __future__ import annotations

from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.quarters import YEAR
from kinbridge.measures.rules.tables import CUTS, SERVED, Rows, Tables

UNKNOWN = "Not said"
KEYS = ("quarter", "level", *CUTS)
BY_PARTNER = ("partner", "quarter", "level")


def due(measure: Measure, t: Tables) -> Rows:
    """The cases that began in a quarter that is counted, and whose days to look ahead have gone by."""
    cases = measure.cases(t)
    clock = t.clock.filter(t.clock.follow == measure.follow)
    cases = cases.join(t.calendar, "day").cross_join(clock)
    settled = cases.day + measure.follow <= cases.as_of
    cases = cases.filter(settled, cases.quarter >= cases.first, cases.quarter <= cases.last)
    return cases.select("family", "day", "quarter", "level", *waits_of(measure.waits))


def counts(cases: Rows, t: Tables) -> Rows:
    """`measure`, `quarter`, `level`, a column for each cut, and `cases`: how many are alike in all of them."""
    groups = t.family.select(their_family=t.family.family, **{cut: t.family[cut] for cut in CUTS})
    told = cases.left_join(groups, cases.family == groups.their_family)
    told = told.group_by("measure", *KEYS).agg(cases=told.count())
    return told.mutate(**{cut: told[cut].fill_null(UNKNOWN) for cut in CUTS})


def partners(cases: Rows, t: Tables) -> Rows:
    """`measure`, `partner`, `quarter`, `level`, `cases`: those of families a partner worked with while it was followed.

    `cases` says in `follow` for how many days that is. A case counts for every partner of the family.
    """
    served = t.of(SERVED)
    theirs = served.select(their_family="family", partner="code", begun="day", days="number")
    both = cases.join(theirs, cases.family == theirs.their_family)
    still = both.days.isnull() | (both.begun + both.days > both.day)
    both = both.filter(both.begun <= both.day + both.follow, still)
    return both.group_by("measure", *BY_PARTNER).agg(cases=both.count())


def waits(waited: Rows, t: Tables) -> Rows:
    """`measure`, `step`, `days` and `cases`: how many of the newest year's took so long to a step from the one before.

    `waited` says in `follow` how far it looks ahead, which tells its year.
    """
    clock = t.clock.select(looks="follow", since="since")
    newest = waited.join(clock, waited.follow == clock.looks)
    newest = newest.filter(newest.quarter >= newest.since, newest.quarter < newest.since + YEAR)
    return newest.group_by("measure", "step", "days").agg(cases=newest.count())


def waits_of(many: int) -> tuple[str, ...]:
    return tuple(f"wait_{place}" for place in range(1, many + 1))
