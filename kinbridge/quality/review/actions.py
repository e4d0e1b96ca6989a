"""Draw a sample; say what one reads in a record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.measures.rules import quarters
from kinbridge.people.models import Involvement
from kinbridge.quality.models import Review, Sample, Sampled
from kinbridge.quality.review.rules import READERS, RUBRIC, Answers, draw, fingerprint

READ = frozenset({Role.SUPERVISOR, Role.CASEWORKER, Role.ADMINISTRATOR})
"""Who may be a reader, of families their own program works with."""


class AlreadyDrawn(Exception):
    """A unit has one sample a quarter: another drawing would choose its families."""


class NotToRead(PermissionDenied):
    """Someone who may not read this record for a review, or may not any more."""


def may_draw(by: Viewer) -> bool:
    return by.role == Role.SUPERVISOR and by.program_id is not None


def families_of(by: Viewer, *, quarter: int, on: date) -> list[int]:
    """Those the viewer's program worked with in the quarter, of those it works with today: whose record it may open."""
    then = Involvement.objects.filter(program=by.program_id, since__lt=quarters.first_day(quarter + 1))
    then = then.exclude(until__lte=quarters.first_day(quarter))
    today = Involvement.objects.on(on).filter(program=by.program_id)
    return sorted(set(then.filter(family__in=today.values("family")).values_list("family", flat=True)))


@transaction.atomic
def draw_sample(*, quarter: int, size: int, seed: int, by: Viewer, on: date, at: datetime) -> Sample:
    """By chance, and so that it can be drawn again. Raises `AlreadyDrawn`."""
    if not may_draw(by):
        raise NotToRead("A supervisor draws the sample of their own unit.")
    if Sample.objects.filter(program=by.program_id, quarter=quarter).exists():
        raise AlreadyDrawn("This quarter's sample was drawn; a second one would choose its families.")
    families = families_of(by, quarter=quarter, on=on)
    sample = Sample.objects.create(
        coalition_id=by.coalition_id,
        program_id=by.acting_for,
        quarter=quarter,
        rubric=RUBRIC.version,
        seed=seed,
        drawn_from=len(families),
        frame=fingerprint(families),
        drawn_by_id=by.worker,
        drawn_at=at,
    )
    put_in(sample, draw(families, size=size, seed=seed))
    detail = {"seed": seed, "of": len(families), "program": str(by.program_id)}
    audit("quality.sample_drawn", by=by, at=at, about=f"sample:{sample.pk}", detail=detail)
    return sample


def put_in(sample: Sample, families: Iterable[int]) -> None:
    Sampled.objects.bulk_create(
        Sampled(sample=sample, family_id=family, coalition_id=sample.coalition_id, place=place)
        for place, family in enumerate(families, start=1)
    )


@transaction.atomic
def review(*, sampled: Sampled, answers: Answers, remark: str, by: Viewer, at: datetime) -> Review:
    """Say once what one read. Raises `NotToRead` for a family of one's own, and for a third reader."""
    # Lock first: two people may be the second reader at once.
    Sampled.objects.select_for_update().get(pk=sampled.pk)
    if not may_read(sampled, by=by, on=day_of(at)):
        raise NotToRead("Two people read a record, each once, and nobody a family they work with themselves.")
    said = Review.objects.create(
        family_id=sampled.family_id,
        coalition_id=sampled.coalition_id,
        sampled=sampled,
        reader_id=by.worker,
        answers=dict(answers),
        remark=remark,
        at=at,
    )
    about, why = f"review:{said.pk}", Purpose.QUALITY_MEASUREMENT
    audit("quality.reviewed", by=by, at=at, family_id=sampled.family_id, about=about, because=why)
    return said


def may_read(sampled: Sampled, *, by: Viewer, on: date) -> bool:
    """A reader of the sample's own program, who has not read it yet, where fewer than two have."""
    if by.role not in READ or by.program_id != sampled.sample.program_id:
        return False
    own = Involvement.objects.on(on).filter(family=sampled.family_id, worker=by.user_id)
    readers = set(sampled.reviews.values_list("reader", flat=True))
    return by.user_id not in readers and len(readers) < READERS and not own.exists()
