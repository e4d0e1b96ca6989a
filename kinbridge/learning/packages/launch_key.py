"""The key of a visit: it stands in every address of the course's files, and opens nothing else."""

from __future__ import annotations

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.urls import reverse

from kinbridge.learning.models import Launch

SIGNER = Signer(salt="learning-launch", sep=".")  # a colon would have to be escaped in a content security policy

AROUND = ("record__part__package", "record__enrollment__program", "record__enrollment__coalition")


def folder_of(launch: Launch) -> str:
    """The path under which everything of this visit lies; it ends in a slash."""
    return reverse("learning:run_fetch", args=[SIGNER.sign(str(launch.pk))]).removesuffix("fetch")


def launch_of(key: str, *, at: datetime) -> Launch | None:
    """The visit that this key opens; None for one of our making that has expired, and for any other."""
    return _opened_by(key, at).first()


def held_launch(key: str, *, at: datetime) -> Launch | None:
    """The same, held until the transaction ends: a course may send two things at once."""
    return _opened_by(key, at).select_for_update(of=("self",)).first()


def _opened_by(key: str, at: datetime) -> QuerySet[Launch]:
    try:
        pk = SIGNER.unsign(key)
    except BadSignature:
        return Launch.objects.none()
    return Launch.objects.select_related(*AROUND).filter(pk=pk, expires_at__gt=at)
