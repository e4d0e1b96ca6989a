"""The facts of several families through the gate at once, in a number of queries that does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import JOINED, Open, View, windows_of
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.disclosure.receipts import receipt

COLUMNS = ("id", "family_id", "kind", "body", "occurred_at", "label_id")


def permitted_across(
    *, families: Iterable[int], by: Viewer, purpose: Purpose, at: datetime, kinds: Iterable[str], act: str
) -> dict[int, list[Open]]:
    """By family id: the current facts of these kinds that this viewer may see, oldest first. One audit line in all.

    Each label is decided on its own family's papers, exactly as `permitted_entries` does for one family.
    """
    return seen_across(families=families, by=by, purpose=purpose, at=at, wanted=Q(kind__in=list(kinds)), act=act)[0]


def seen_across(
    *, families: Iterable[int], by: Viewer, purpose: Purpose, at: datetime, wanted: Q, act: str
) -> tuple[dict[int, list[Open]], View]:
    """The same for the facts that are `wanted`, with the view they were seen by, for what travels with them.

    The gate is asked about the labels of such facts only: a docket needs the hearings', not those of every visit.
    """
    ids = sorted(set(families))
    facts = Entry.objects.current().filter(wanted, family__in=ids, entered_in_error=False)
    under = Label.objects.filter(family__in=ids, pk__in=facts.values("label"))
    labels = {label.pk: label for label in under.prefetch_related(*JOINED)}
    decisions = decide(labels.values(), by=by, purpose=purpose, on=day_of(at))
    view = View(labels, decisions, windows_of(decisions))
    found: dict[int, list[Open]] = {family: [] for family in ids}
    rows = facts.filter(view.permitted).order_by("occurred_at", "id")
    for pk, family, kind, body, moment, label in rows.values_list(*COLUMNS):
        found[family].append(Open(pk, family, kind, body, moment, label, labels[label]))
    used = {entry.label_id for these in found.values() for entry in these}
    with transaction.atomic():
        audit(
            act,
            by=by,
            at=at,
            because=purpose,
            citations=(cite for pk in sorted(used) for cite in decisions[pk].citations),
            detail={
                "families": [family for family, these in found.items() if these],
                **receipt(((labels[pk], decisions[pk]) for pk in sorted(used)), by=by, only_listed=True),
            },
        )
    return found, view
