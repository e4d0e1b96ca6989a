"""Samples, who still reads what, and the results: of enough families, and never by worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from kinbridge.directory.models import Viewer
from kinbridge.measures.keeping import chosen
from kinbridge.people.models import Family
from kinbridge.quality.models import Review, Sample, Sampled
from kinbridge.quality.review.actions import READ, may_read
from kinbridge.quality.review.rules import READERS, RUBRIC, Agreement, Answers, Item, agreement, good
from kinbridge.quality.rules import Share


@dataclass(frozen=True, slots=True)
class Scored:
    """One item over some families. `told` is a share, or why there is none."""

    item: Item
    told: str


@dataclass(frozen=True, slots=True)
class Results:
    """Of one quarter: all units of the coalition together, or one sample. `read` families have at least one reader."""

    quarter: str
    read: int
    items: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One family of a sample. `yours`: the viewer may read it now; `done`: they have."""

    sampled: Sampled
    readers: int
    yours: bool
    done: bool


@dataclass(frozen=True, slots=True)
class OpenSample:
    sample: Sample
    rows: tuple[Row, ...]
    results: Results
    agreement: tuple[Agreement, ...]
    remarks: tuple[str, ...]

    @property
    def finished(self) -> int:
        return sum(row.readers >= READERS for row in self.rows)


def samples(by: Viewer) -> list[Sample]:
    """Those of the viewer's own unit, the newest first. Nobody else sees which families were drawn."""
    if by.role not in READ or by.program_id is None:
        return []
    return list(Sample.objects.filter(program=by.program_id).select_related("program").order_by("-quarter"))


def open_sample(*, pk: int, by: Viewer, on: date) -> OpenSample | None:
    sample = next((one for one in samples(by) if one.pk == pk), None)
    if sample is None:
        return None
    sampled = list(_of([sample]).filter(family__in=Family.objects.seen_by(by, on=on)).select_related("sample"))
    rows = tuple(_row(one, by, on) for one in sampled)
    both = [(one[0], one[1]) for one in map(_answers, sampled) if len(one) == READERS]
    remarks = tuple(review.remark for one in sampled for review in one.reviews.all() if review.remark)
    finished = all(row.readers >= READERS for row in rows)
    return OpenSample(sample, rows, _results(sampled, by), agreement(both), remarks if finished else ())


def find(*, pk: int, by: Viewer, on: date) -> Sampled | None:
    """A family that this viewer may read now for the review."""
    seen = Sampled.objects.filter(pk=pk, family__in=Family.objects.seen_by(by, on=on))
    one = seen.select_related("sample", "family").first()
    return one if one is not None and may_read(one, by=by, on=on) else None


def by_quarter(by: Viewer) -> list[Results]:
    """All units together, the newest quarter first; for everyone at work."""
    found: dict[int, list[Sampled]] = defaultdict(list)
    for one in _of(Sample.objects.filter(coalition=by.coalition_id, rubric=RUBRIC.version)).select_related("sample"):
        found[one.sample.quarter].append(one)
    return [_results(found[quarter], by) for quarter in sorted(found, reverse=True)]


def _of(samples: Iterable[Sample]) -> QuerySet[Sampled]:
    newest = Prefetch("reviews", Review.objects.order_by("pk"))
    chosen_families = Sampled.objects.filter(sample__in=samples).select_related("family").order_by("place")
    return chosen_families.prefetch_related(newest)


def _row(sampled: Sampled, by: Viewer, on: date) -> Row:
    readers = [review.reader_id for review in sampled.reviews.all()]
    return Row(sampled, len(readers), may_read(sampled, by=by, on=on), by.user_id in readers)


def _answers(sampled: Sampled) -> list[Answers]:
    return [review.answers for review in sampled.reviews.all()]


def _results(sampled: Sequence[Sampled], by: Viewer) -> Results:
    read = [answers for one in sampled if (answers := _answers(one))]
    threshold = chosen(by.coalition_id).threshold
    quarter = sampled[0].sample.quarter_words if sampled else ""
    return Results(quarter, len(read), tuple(_scored(item, read, threshold) for item in RUBRIC.items))


def _scored(item: Item, read: Sequence[Sequence[Answers]], threshold: int) -> Scored:
    applies, met = good(item, read)
    return Scored(item, Share(applies, met, applies).told(threshold))
