"""Count a coalition's measures from its facts, and show a count with small cells suppressed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.utils.timezone import get_current_timezone

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Entry
from kinbridge.core.dates import Period, add_months
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.measures.models import Snapshot
from kinbridge.measures.rules.charm import KINDS, MEASURES, Measure
from kinbridge.measures.rules.facts import Fact, History
from kinbridge.measures.rules.funnel import Rung, funnel
from kinbridge.measures.rules.suppression import hidden, rate_is_safe, with_totals
from kinbridge.people.models import Person, Relation
from kinbridge.referrals.models import Step


@transaction.atomic
def count(*, by: Viewer, at: datetime) -> Snapshot:
    """Go through the facts of the twelve full months before this one, once, and keep the counts.

    Reads across families, and says so in the audit.
    """
    until = _day(at).replace(day=1)
    period = Period(add_months(until, -12), until)
    body = {
        "measures": _count_measures(by.coalition_id, period),
        "funnel": [asdict(rung) for rung in _count_funnel(by.coalition_id, period)],
    }
    snapshot = Snapshot.objects.create(
        coalition_id=by.coalition_id, since=period.since, until=until, counted_at=at, body=body
    )
    audit("measures.counted", by=by, at=at, about=f"snapshot:{snapshot.pk}", because=Purpose.QUALITY_MEASUREMENT)
    return snapshot


def _count_measures(coalition_id: int, period: Period) -> dict[str, dict[str, list[int]]]:
    counts: dict[str, dict[str, list[int]]] = {m.key: defaultdict(lambda: [0, 0]) for m in MEASURES}
    for history in _histories(coalition_id):
        for measure in MEASURES:
            for met in measure.count(history, period):
                counts[measure.key][history.group][0 if met else 1] += 1
    return {key: dict(groups) for key, groups in counts.items()}


def _histories(coalition_id: int) -> Iterator[History]:
    parents = Person.objects.filter(coalition=coalition_id, relation=Relation.MOTHER)
    groups = dict(parents.values_list("family_id", "race_ethnicity"))
    # Right after a large load the database has no statistics yet, and an anti-join over all facts can take minutes. The
    # corrections are few: they are read first, and what they replace is passed over here.
    entries = Entry.objects.filter(coalition=coalition_id, kind__in=KINDS)
    replaced = set(entries.filter(supersedes__isnull=False).values_list("supersedes_id", flat=True))
    rows = (
        entries.filter(entered_in_error=False)
        .order_by("family_id", "occurred_at", "id")
        .values_list("family_id", "label__subject_id", "kind", "body", "occurred_at", "id")
    )
    for family, found in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        facts = tuple(
            Fact(person, kind, body, _day(at)) for _, person, kind, body, at, pk in found if pk not in replaced
        )
        yield History(facts, groups.get(family) or "Not said")


def _count_funnel(coalition_id: int, period: Period) -> tuple[Rung, ...]:
    steps: dict[int, list[tuple[str, date]]] = defaultdict(list)
    rows = Step.objects.filter(coalition=coalition_id, referral__sent_at__date__gte=period.since)
    rows = rows.filter(referral__sent_at__date__lt=period.until)
    for referral, status, at in rows.values_list("referral_id", "status", "at"):
        steps[referral].append((status, _day(at)))
    return funnel(steps.values())


@dataclass(frozen=True, slots=True)
class Row:
    """One group: how many, of how many, and the percentage; None where it may not be shown."""

    group: str
    met: int | None
    cases: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    measure: Measure
    total: Row
    rows: tuple[Row, ...]

    @property
    def suppressed(self) -> bool:
        return any(row.met is None or row.cases is None for row in (*self.rows, self.total))


@dataclass(frozen=True, slots=True)
class Handoff:
    title: str
    count: int | None
    percent: int | None
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Board:
    snapshot: Snapshot
    measures: tuple[Shown, ...]
    funnel: tuple[Handoff, ...]


def board(*, by: Viewer, at: datetime) -> Board:
    """The latest count of the coalition, small cells suppressed; counts first when there is none yet."""
    snapshot = Snapshot.objects.filter(coalition=by.coalition_id).order_by("-counted_at").first()
    if snapshot is None:
        snapshot = count(by=by, at=at)
    return Board(
        snapshot,
        tuple(_shown(measure, snapshot.body["measures"].get(measure.key, {})) for measure in MEASURES),
        _rungs(snapshot.body["funnel"]),
    )


def _shown(measure: Measure, groups: dict[str, list[int]]) -> Shown:
    names = sorted(groups)
    table = with_totals([groups[name] for name in names]) or [[0, 0, 0]]
    masked = hidden(table)
    rows = [_row(name, table[r], masked, r) for r, name in enumerate([*names, "Everyone"])]
    return Shown(measure, rows[-1], tuple(rows[:-1]))


def _row(name: str, line: list[int], masked: frozenset[tuple[int, int]], r: int) -> Row:
    """A percentage stands only where both of its numbers may; a hidden remainder hides the number beside it."""
    met, _, cases = line
    open_ = (r, 0) not in masked and (r, 1) not in masked
    safe = open_ and (r, 2) not in masked and rate_is_safe(met, cases)
    return Row(
        name,
        met if (r, 0) not in masked and (open_ or (r, 2) in masked) else None,
        cases if (r, 2) not in masked else None,
        round(100 * met / cases) if safe else None,
    )


def _rungs(stored: list[dict[str, object]]) -> tuple[Handoff, ...]:
    """A step is hidden when it, or the loss on the way to it, is a small cell; so is every step after one hidden."""
    rungs = [Rung(**one) for one in stored]  # type: ignore[arg-type]
    shown: list[Handoff] = []
    before: int | None = None
    first = rungs[0].count if rungs else 0
    for rung in rungs:
        lost = None if before is None else before - rung.count
        small = 0 < rung.count < 11 or (lost is not None and 0 < lost < 11) or (shown and shown[-1].count is None)
        percent = round(100 * rung.count / first) if first and not small else None
        shown.append(Handoff(rung.title, None if small else rung.count, percent, None if small else rung.median_days))
        before = rung.count
    return tuple(shown)


def _day(at: datetime) -> date:
    return at.astimezone(get_current_timezone()).date()
