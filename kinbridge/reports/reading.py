"""The reports that someone may read, and the release that a new one is made from."""

from __future__ import annotations

from django.db.models import Q

from kinbridge.directory.models import Viewer
from kinbridge.measures.board import latest
from kinbridge.measures.models import Release
from kinbridge.reports.actions import keeps
from kinbridge.reports.models import Report


def reports(by: Viewer) -> list[Report]:
    """Released ones for everyone at work here; drafts for those who keep them. The newest first."""
    readable = Q() if keeps(by) else Q(released_at__isnull=False)
    found = Report.objects.filter(readable, coalition=by.coalition_id)
    return list(found.select_related("prepared_by", "approved_by", "released_by").order_by("-pk"))


def find_report(*, pk: int, by: Viewer) -> Report | None:
    return next((one for one in reports(by) if one.pk == pk), None)


def release_for(by: Viewer, *, pk: int | None = None) -> Release | None:
    """The newest, or the one that a preview was made from."""
    if pk is None:
        return latest(by.coalition_id)
    return Release.objects.filter(coalition=by.coalition_id, pk=pk).first()
