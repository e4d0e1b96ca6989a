"""The accounting as a file for a spreadsheet: the same rows as the page, all of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext

from kinbridge.directory.local_time import local_time
from kinbridge.disclosure.accounting import Accounting
from kinbridge.disclosure.accounting_lists import LawAccounting

RISKY = ("=", "+", "-", "@", "\t", "\r")


def lines_file(told: Accounting) -> str:
    head = (
        *(gettext("when"), gettext("who"), gettext("organization"), gettext("what they did"), gettext("what for")),
        *(gettext("kinds of record"), gettext("from"), gettext("to"), gettext("under which law")),
    )
    rows = (
        (
            *(_moment(look.at), look.who, look.organization, look.did, look.why),
            *("; ".join(look.what), "; ".join(look.sources), "; ".join(look.receivers), "; ".join(look.citations)),
        )
        for look in told.looks
    )
    return _csv(head, rows)


def list_file(told: LawAccounting) -> str:
    head = (
        *(gettext("when"), gettext("received by"), gettext("person"), gettext("kinds of record"), gettext("from")),
        *(gettext("what for"), gettext("under which law")),
    )
    rows = (
        (
            *(_moment(one.at), one.receiver, one.person, "; ".join(one.what)),
            *(one.source, one.why, "; ".join(one.citations)),
        )
        for one in told.listed
    )
    return _csv(head, rows)


def as_file(text: str, *, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _moment(at: datetime) -> str:
    return local_time(at).isoformat(timespec="seconds")


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """With a mark that tells spreadsheets it is UTF-8; no cell can begin a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([f"'{cell}" if cell.startswith(RISKY) else cell for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()
