"""Bring a package in, offer it to learners, and take it off the shelf again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import IO

from django.db import transaction
from django.utils.text import slugify

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Item, Package, PackageFile, PackagePart
from kinbridge.learning.packages.archive import Archive, opened
from kinbridge.learning.packages.rules.limits import Refused

KIND = "package"


@transaction.atomic
def bring(
    *, file: IO[bytes], maker: str, summary: str, stands_for: str, hours: Decimal | None, by: Viewer, at: datetime
) -> Package:
    """The package, seen only by those who look after the shelf until it is offered. Raises `Refused`."""
    with opened(file) as archive:
        same = Package.objects.filter(coalition=by.coalition_id, sha256=archive.sha256).first()
        if same is not None:
            raise Refused(f'This very package is here already, as "{same.title}". Open it on the Learn page.')
        package = _made(archive, by=by, at=at, maker=maker, summary=summary, stands_for=stands_for, hours=hours)
        PackagePart.objects.bulk_create(
            PackagePart(
                package=package,
                place=place,
                identifier=part.identifier,
                title=part.title[:300] or f"Part {place}",
                file=part.file,
                query=part.query,
                move_on=part.move_on,
                mastery=part.mastery,
                parameters=part.parameters,
                entitlement=part.entitlement,
            )
            for place, part in enumerate(archive.manifest.parts, 1)
        )
        for path, content in archive.files():  # one at a time: all together they may not fit in memory
            PackageFile.objects.create(package=package, path=path, content=content)
    audit("learning.package_brought", by=by, at=at, about=f"package:{package.pk}")
    return package


def _made(archive: Archive, *, by: Viewer, at: datetime, summary: str, **told: object) -> Package:
    manifest = archive.manifest
    title = manifest.title[:300] or "Course without a title"
    return Package.objects.create(
        coalition_id=by.coalition_id,
        key=_free_key(by.coalition_id, title),
        standard=manifest.standard,
        identifier=manifest.identifier,
        title=title,
        summary=summary or manifest.summary,
        sha256=archive.sha256,
        brought_by_id=by.worker,
        brought_at=at,
        **told,
    )


def _free_key(coalition_id: int, title: str) -> str:
    stem = f"package-{slugify(title)[:40]}".rstrip("-")
    taken = set(Package.objects.filter(coalition=coalition_id, key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if key not in taken)


@transaction.atomic
def offer(*, package: Package, by: Viewer, at: datetime) -> None:
    """From now on it is on the shelf, and learners may begin it."""
    package.offered_at = at
    package.save(update_fields=["offered_at"])
    day = day_of(package.brought_at)
    Item.objects.update_or_create(
        coalition_id=package.coalition_id,
        key=package.key,
        defaults={
            "kind": KIND,
            "title": package.title,
            "short": package.title[:120],
            "summary": package.summary or f"A course by {package.maker}.",
            "published": f"{day:%B} {day.year}",
            "published_on": day,
            "sponsors": [package.maker],
            "other_words": f"{package.maker} ; {package.get_standard_display()}",
        },
    )
    audit("learning.package_offered", by=by, at=at, about=f"package:{package.pk}")


@transaction.atomic
def withdraw(*, package: Package, by: Viewer, at: datetime) -> None:
    """Nobody begins it anew. Who finished it stays finished."""
    package.offered_at = None
    package.save(update_fields=["offered_at"])
    Item.objects.filter(coalition=package.coalition_id, key=package.key).delete()
    audit("learning.package_withdrawn", by=by, at=at, about=f"package:{package.pk}")
