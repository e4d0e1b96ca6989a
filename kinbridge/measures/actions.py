"""Count what is due, release what may be shown of it, and open a release to everyone. Each is done once and audited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.measures.counting import in_place
from kinbridge.measures.keeping import chosen, tell_owners
from kinbridge.measures.models import Quarter, Release, Setting
from kinbridge.measures.passing import PURPOSE
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Answer, Answers, Wait
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.over_time import Year, tell_after
from kinbridge.measures.rules.publish import Counted, Told, fold, nobody
from kinbridge.measures.rules.rounding import rounded
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
    earlier = list(Release.objects.filter(coalition=coalition).order_by("quarter_end"))
    careful = chosen(coalition.pk)
    leave = approved(coalition=coalition, on=on)
    body = {one.key: _told(one, answers[one.key], coalition, earlier, careful, leave, at=at, on=on) for one in MEASURES}
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


def _told(
    measure: Measure,
    answer: Answer,
    coalition: Coalition,
    earlier: Iterable[Release],
    careful: Setting,
    leave: Approved,
    *,
    at: datetime,
    on: date,
) -> dict[str, Any]:
    """The measure's part of the release: its years, the newest first and alone by groups, and the waits of that one."""
    last = quarters.last_settled(on, follow=measure.follow)
    years = quarters.years(last)
    counts = _counted(measure, answer, coalition, [quarter for year in years for quarter in year], at=at)
    past = [year for one in earlier for year in _years(one.body.get(measure.key), measure)]
    told: list[Year] = []
    for year in years:
        cuts = () if told else _cuts([counts[quarter] for quarter in year], leave)
        known = [*past, *told]
        told.append(tell_after(known, counts, year[-1], levels=measure.levels, cuts=cuts, threshold=careful.threshold))
    waits = [wait if wait.of >= careful.threshold else Wait(None, 0) for wait in answer.waits]
    return {
        "version": measure.version,
        "last": last,
        "years": [asdict(rounded(year.told, careful.rounding)) for year in told],
        "waits": [asdict(wait) for wait in waits],
    }


def _cuts(quarters: Iterable[Counted], leave: Approved) -> tuple[str, ...]:
    """Every cut; not the one by tribe while a tribe that withdrew is in a quarter that was counted before.

    To leave out that one group would give it away: it is what the others lack of everyone.
    """
    named = {group for counted in quarters for group in counted.get(TRIBE, ())}
    return tuple(cut for cut in CUTS if cut != TRIBE or not missing_from(named, leave.tribes))


def _years(found: dict[str, Any] | None, measure: Measure) -> list[Year]:
    """What a release told of the measure, where the definition was the same."""
    if found is None or found["version"] != measure.version:
        return []
    return [Year(found["last"] - back * quarters.YEAR, Told.read(one)) for back, one in enumerate(found["years"])]


def _counted(
    measure: Measure, answer: Answer, coalition: Coalition, wanted: Iterable[int], *, at: datetime
) -> dict[int, Any]:
    """Every quarter's counts: as they were counted the first time, or now."""
    same = Quarter.objects.filter(coalition=coalition, measure=measure.key, version=measure.version)
    counts: dict[int, Any] = dict(same.values_list("quarter", "counts"))
    fresh = fold(answer.rows, levels=measure.levels)
    new = {quarter: fresh.get(quarter) or nobody(measure.levels) for quarter in wanted if quarter not in counts}
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
