"""Releases that coalitions hand each other as a file: written out here, taken in there, and put away again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.measures.keeping import leads
from kinbridge.measures.models import HandedRelease, Release
from kinbridge.measures.rules.handed import Handed, write


class AlreadyHere(ValueError):
    """The same release was taken in before."""


def as_file(release: Release) -> str:
    """The release for another coalition: of everyone, by year and by quarter, and nothing more."""
    county = release.coalition
    return write(
        Handed(
            name=county.name,
            county=county.county,
            state=county.state,
            fips=county.fips,
            quarter_end=release.quarter_end,
            released_at=release.released_at,
            open=release.opened_at is not None,
            threshold=release.threshold,
            rounding=release.rounding,
            note="",
            body=release.body,
        )
    )


def must_lead(by: Viewer) -> None:
    """Raises `PermissionDenied` for everyone but a lead."""
    if not leads(by):
        raise PermissionDenied("The coalition's coordinator, evaluator or administrator does this. Tell them of it.")


@transaction.atomic
def take_in(*, handed: Handed, by: Viewer, at: datetime) -> HandedRelease:
    """Keep another coalition's release, to stand beside one's own. Raises `AlreadyHere`."""
    must_lead(by)
    here = HandedRelease.objects.filter(coalition=by.coalition_id, put_away_at=None)
    if here.filter(name=handed.name, quarter_end=handed.quarter_end).exists():
        raise AlreadyHere("You have this release already. Put the other one away first.")
    made = HandedRelease.objects.create(
        coalition_id=by.coalition_id,
        name=handed.name,
        county=handed.county,
        state=handed.state,
        fips=handed.fips,
        quarter_end=handed.quarter_end,
        body=dict(handed.body),
        threshold=handed.threshold,
        rounding=handed.rounding,
        note=handed.note,
        released_at=handed.released_at,
        open=handed.open,
        received_by_id=by.worker,
        received_at=at,
    )
    audit("measures.taken_in", by=by, at=at, about=f"handed:{made.pk}", detail={"name": made.name})
    return made


@transaction.atomic
def put_away(*, handed: HandedRelease, by: Viewer, at: datetime) -> None:
    """It stands beside ours no longer; the row stays."""
    must_lead(by)
    HandedRelease.objects.filter(pk=handed.pk, put_away_at=None).update(put_away_at=at)
    audit("measures.put_away", by=by, at=at, about=f"handed:{handed.pk}")


def handed_to(coalition: int) -> list[HandedRelease]:
    """The newest release of each other coalition that handed one over, by county."""
    found = HandedRelease.objects.filter(coalition=coalition, put_away_at=None).order_by("quarter_end", "pk")
    newest = {one.name: one for one in found}
    return sorted(newest.values(), key=lambda one: (one.county, one.name))


def as_release(one: HandedRelease) -> Release:
    """As if it had been made here, to be read like any other; it is never saved."""
    county = Coalition(name=one.name, county=one.county, state=one.state, fips=one.fips)
    return Release(
        coalition=county,
        quarter_end=one.quarter_end,
        body=one.body,
        threshold=one.threshold,
        rounding=one.rounding,
        released_at=one.released_at,
    )
