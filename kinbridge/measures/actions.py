"""Count what is due, release what may be shown of it, and open a release to everyone. Each is done once and audited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from kinbridge.measures.rules.answers import Answer, Answers
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.over_time import Year, tell_after
from kinbridge.measures.rules.partners import PARTNERS, by_partner, tell_partners, told_before
from kinbridge.measures.rules.publish import Counted, Told, fold, nobody, tell_waits
from kinbridge.measures.rules.rounding import rounded, rounded_line
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
    earlier: Sequence[Release],
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
    past = [year for one in earlier for year in _years(_of(one, measure))]
    told: list[Year] = []
    for year in years:
        cuts = () if told else _cuts([counts[quarter] for quarter in year], leave)
        known = [*past, *told]
        told.append(tell_after(known, counts, year[-1], levels=measure.levels, cuts=cuts, threshold=careful.threshold))
    newest = [counts[quarter] for quarter in years[0]]
    waits = tell_waits(answer.waits, told[0].told.everyone, threshold=careful.threshold)
    return {
        "version": measure.version,
        "last": last,
        "years": [asdict(rounded(year.told, careful.rounding)) for year in told],
        "waits": [asdict(wait) for wait in waits],
        PARTNERS: _partners(measure, newest, told[0], earlier, careful),
    }


def _partners(
    measure: Measure, newest: Sequence[Counted], year: Year, earlier: Sequence[Release], careful: Setting
) -> dict[str, Any]:
    """What each partner may read of its own families in a year, and of everyone in it; or what was told last."""
    for one in (_of(one, measure) for one in reversed(earlier)):
        if told_before(one.get(PARTNERS, {}), year.last):
            found: dict[str, Any] = one[PARTNERS]
            return found
    everyone = year.told.everyone
    lines = tell_partners(newest, everyone, levels=measure.levels, threshold=careful.threshold)
    return {
        "last": year.last,
        "everyone": asdict(rounded_line(everyone, careful.rounding)),
        "lines": {partner: asdict(rounded_line(line, careful.rounding)) for partner, line in lines.items()},
    }


def _cuts(quarters: Iterable[Counted], leave: Approved) -> tuple[str, ...]:
    """Every cut; not the one by tribe while a tribe that withdrew is in a quarter that was counted before.

    To leave out that one group would give it away: it is what the others lack of everyone.
    """
    named = {group for counted in quarters for group in counted.get(TRIBE, ())}
    return tuple(cut for cut in CUTS if cut != TRIBE or not missing_from(named, leave.tribes))


def _of(release: Release, measure: Measure) -> dict[str, Any]:
    """What a release told of the measure, where the definition was the same."""
    found: dict[str, Any] = release.body.get(measure.key, {})
    return found if found.get("version") == measure.version else {}


def _years(found: dict[str, Any]) -> list[Year]:
    return [
        Year(found["last"] - back * quarters.YEAR, Told.read(one)) for back, one in enumerate(found.get("years", ()))
    ]


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
