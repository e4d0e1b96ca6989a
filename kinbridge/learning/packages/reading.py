"""A course of another maker as one viewer sees it, and how far they are in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import Length

from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Certificate, Enrollment, Launch, Package, PackageFile, PackagePart, PartRecord
from kinbridge.learning.reading.catalog import KEEPERS
from kinbridge.learning.rules.courses import Course, courses


@dataclass(frozen=True, slots=True)
class Step:
    """One part, with what is known of the viewer in it; None before they opened it."""

    part: PackagePart
    record: PartRecord | None

    @property
    def percent(self) -> int | None:
        score = self.record.score if self.record is not None else None
        return round(score * 100) if score is not None else None


@dataclass(frozen=True, slots=True)
class Opened:
    package: Package
    steps: tuple[Step, ...]
    enrollment: Enrollment | None
    certificate: Certificate | None
    instead: Course | None
    keeps: bool

    @property
    def finished(self) -> bool:
        return self.enrollment is not None and self.enrollment.finished_at is not None


def keeps(viewer: Viewer) -> bool:
    return viewer.role in KEEPERS


def brought(*, by: Viewer) -> list[Package]:
    """Everything that was brought in, the newest first; for those who look after the shelf."""
    return list(Package.objects.filter(coalition=by.coalition_id).order_by("-brought_at"))


def open_package(*, key: str, by: Viewer) -> Opened | None:
    """The package with the viewer's latest time through it. One that is not offered opens for who looks after it,
    and for who has begun it.
    """
    package = Package.objects.filter(coalition=by.coalition_id, key=key).first()
    if package is None:
        return None
    enrollment = latest(package, by=by)
    if package.offered_at is None and enrollment is None and not keeps(by):
        return None
    records = {one.part_id: one for one in enrollment.parts.all()} if enrollment is not None else {}
    steps = tuple(Step(part, records.get(part.pk)) for part in package.parts.all())
    certificate = getattr(enrollment, "certificate", None)
    return Opened(package, steps, enrollment, certificate, courses().get(package.stands_for), keeps(by))


def latest(package: Package, *, by: Viewer) -> Enrollment | None:
    mine = Enrollment.objects.filter(user=by.user_id, coalition=by.coalition_id, course=package.key)
    return mine.select_related("certificate").order_by("-began_at").first()


def own_launch(*, pk: int, by: Viewer) -> Launch | None:
    """A visit that the viewer began."""
    mine = Launch.objects.filter(record__enrollment__user=by.user_id, record__enrollment__coalition=by.coalition_id)
    return mine.select_related("record__part__package", "record__enrollment").filter(pk=pk).first()


def size_of(package: Package) -> tuple[int, int]:
    """How many files it has, and their bytes together."""
    files = PackageFile.objects.filter(package=package)
    return files.count(), files.aggregate(total=Sum(Length("content")))["total"] or 0
