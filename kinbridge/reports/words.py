"""Who stands behind a report, in sentences that its page, its print and its file share."""

from __future__ import annotations

from datetime import datetime

from kinbridge.accounts.models import User
from kinbridge.directory.local_time import day_of
from kinbridge.reports.models import Report


def stages(report: Report) -> list[str]:
    """Prepared, approved and released: by whom and on which day; or what is still missing."""
    said = [_said("Prepared", report.prepared_by, report.prepared_at)]
    said.append(_said("Approved", report.approved_by, report.approved_at) or "Not approved yet.")
    said.append(_said("Released", report.released_by, report.released_at) or "Not released yet.")
    return said


def _said(what: str, who: User | None, at: datetime | None) -> str:
    if who is None or at is None:
        return ""
    day = day_of(at)
    return f"{what} by {who}, {day:%B} {day.day}, {day.year}."
