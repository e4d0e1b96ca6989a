"""Count what is due, release what may be shown of it, and open a release to everyone. Each is done once and audited."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.measures.counting import in_place
from kinbridge.measures.keeping import chosen, tell_owners
from kinbridge.measures.models import Quarter, Release, Setting
from kinbridge.measures.passing import PURPOSE
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.alike import Found, tell_alike
from kinbridge.measures.rules.answers import Answer, Answers
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.over_time import NOTHING, Before, Careful, tell_all
from kinbridge.measures.rules.partners import PARTNERS, by_partner
from kinbridge.measures.rules.publish import Cases, Counted, fold, nobody
from kinbridge.measures.rules.tables import CUTS
from kinbridge.measures.tribes import Approved, approved, missing_from

IN_PLACE = "postgresql"
TRIBE = "tribe"


@transaction.atomic
def count_in_place(*, by: Viewer, at: datetime, on: date) -> Release:
    """Count a county where its facts are, and release the year to the last quarter."""
    coalition = Coalition.objects.get(pk=by.coalition_id)
    if (made := _made(coalition, on)) is not None:
        return made
    found = in_place(coalition=coalition, on=on, approved=approved(coalition=coalition, on=on))
    return release(answers=found, engine=IN_PLACE, by=by, at=at, on=on)


@transaction.atomic
def release(*, answers: Answers, engine: str, by: Viewer, at: datetime, on: date) -> Release:
    """Keep the counts of each quarter that was not counted before, and what may be shown of the year they make.

    There is one release for a quarter: asking again answers with the one that was made.
    """
    coalition = Coalition.objects.select_for_update().get(pk=by.coalition_id)
    if (made := _made(coalition, on)) is not None:
        return made
    earlier = Release.objects.filter(coalition=coalition).order_by("-quarter_end").first()
    careful = chosen(coalition.pk)
    leave = approved(coalition=coalition, on=on)
    body: dict[str, Any] = {}
    for these in _that_count_the_same():
        each = [_telling(one, answers[one.key], coalition, earlier, careful, leave, at=at, on=on) for one in these]
        found = tell_alike(each, [earlier.body.get(one.key, {}) for one in these] if earlier is not None else [])
        body |= {one.key: {"version": one.version, **told} for one, told in zip(these, found, strict=True)}
    made = Release.objects.create(
        coalition=coalition,
        quarter_end=_quarter_end(on),
        body=body,
        engine=engine,
        threshold=careful.threshold,
        rounding=careful.rounding,
        released_at=at,
    )
    tell_owners(release=made, at=at)
    audit(
        "measures.released",
        by=by,
        at=at,
        about=f"release:{made.pk}",
        because=PURPOSE,
        detail={"quarter_end": made.quarter_end.isoformat(), "engine": engine},
    )
    return made


@transaction.atomic
def open_to_all(*, release: Release, by: Viewer, at: datetime) -> None:
    """Let anyone read the release. There is nothing in it that could not be read out in a meeting."""
    Release.objects.filter(pk=release.pk, opened_at=None).update(opened_at=at)
    audit("measures.opened", by=by, at=at, about=f"release:{release.pk}", because=PURPOSE)


def _made(coalition: Coalition, on: date) -> Release | None:
    return Release.objects.filter(coalition=coalition, quarter_end=_quarter_end(on)).first()


def _quarter_end(on: date) -> date:
    return quarters.last_day(quarters.last_settled(on, follow=0))


def _that_count_the_same() -> Iterable[list[Measure]]:
    """Measures of which the same cases are counted, and the same left out."""
    alike: dict[tuple[str, str], list[Measure]] = {}
    for one in MEASURES:
        alike.setdefault((one.of, one.without), []).append(one)
    return alike.values()


def _telling(
    measure: Measure,
    answer: Answer,
    coalition: Coalition,
    earlier: Release | None,
    setting: Setting,
    leave: Approved,
    *,
    at: datetime,
    on: date,
) -> Callable[[Cases], Found]:
    """Its counts are kept now; what may be told of them depends on what other measures tell of the same cases."""
    last, settled = (find(on, follow=measure.follow) for find in (quarters.last_told, quarters.last_settled))
    years = quarters.years(last)
    counts = _counted(measure, answer, coalition, range(years[-1][0], settled + 1), at=at)
    return partial(
        tell_all,
        counts,
        last=last,
        settled=settled,
        levels=measure.levels,
        cuts=_cuts([counts[quarter] for quarter in years[0]], leave),
        waits=answer.waits,
        before=_before(measure, earlier),
        careful=Careful(setting.threshold, setting.rounding),
    )


def _before(measure: Measure, earlier: Release | None) -> Before:
    """What the last release told of the measure, where the definition was the same."""
    found = earlier.body.get(measure.key, {}) if earlier is not None else {}
    if earlier is None or found.get("version") != measure.version:
        return NOTHING
    return Before(found, Careful(earlier.threshold, earlier.rounding))


def _cuts(quarters: Iterable[Counted], leave: Approved) -> tuple[str, ...]:
    """Every cut; not the one by tribe while a tribe that withdrew is in a quarter that was counted before.

    To leave out that one group would give it away: it is what the others lack of everyone.
    """
    named = {group for counted in quarters for group in counted.get(TRIBE, ())}
    return tuple(cut for cut in CUTS if cut != TRIBE or not missing_from(named, leave.tribes))


def _counted(
    measure: Measure, answer: Answer, coalition: Coalition, wanted: Iterable[int], *, at: datetime
) -> dict[int, Any]:
    """Every quarter's counts: as they were counted the first time, or now."""
    same = Quarter.objects.filter(coalition=coalition, measure=measure.key, version=measure.version)
    counts: dict[int, Any] = dict(same.values_list("quarter", "counts"))
    fresh, partners = fold(answer.rows, levels=measure.levels), by_partner(answer.partners, levels=measure.levels)
    new = {
        quarter: {**(fresh.get(quarter) or nobody(measure.levels)), PARTNERS: partners.get(quarter, {})}
        for quarter in wanted
        if quarter not in counts
    }
    Quarter.objects.bulk_create(
        Quarter(
            coalition=coalition,
            measure=measure.key,
            version=measure.version,
            quarter=quarter,
            counts=found,
            counted_at=at,
        )
        for quarter, found in new.items()
    )
    return counts | new
