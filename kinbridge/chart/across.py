"""The facts of several families through the gate at once, in a number of queries that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_current_timezone

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import View, _windows
from kinbridge.consents.models import Consent, OtherAuthority
from kinbridge.consents.rules import Authority
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import Grounds, ask_about
from kinbridge.disclosure.rules import may_share
from kinbridge.people.models import Custody, Involvement


def permitted_across(
    *, families: Iterable[int], by: Viewer, purpose: Purpose, at: datetime, kinds: Iterable[str], act: str
) -> dict[int, list[Entry]]:
    """By family id: the current facts of these kinds that this viewer may see, oldest first. One audit line in all.

    Each label is decided on its own family's papers, exactly as `permitted_entries` does for one family.
    """
    ids = sorted(set(families))
    on = at.astimezone(get_current_timezone()).date()
    labels = {
        label.pk: label
        for label in Label.objects.filter(family__in=ids).prefetch_related("program__organization", "subject")
    }
    standing = _grounds(ids, by=by, on=on)
    decisions = {
        pk: may_share(ask_about(label, standing=standing[label.family_id], purpose=purpose, on=on))
        for pk, label in labels.items()
    }
    view = View(labels, decisions, _windows(decisions))
    found: dict[int, list[Entry]] = {family: [] for family in ids}
    entries = Entry.objects.current().filter(view.permitted, family__in=ids, kind__in=list(kinds))
    for entry in entries.filter(entered_in_error=False).order_by("occurred_at", "id"):
        entry.label = labels[entry.label_id]
        found[entry.family_id].append(entry)
    used = {entry.label_id for these in found.values() for entry in these}
    with transaction.atomic():
        audit(
            act,
            by=by,
            at=at,
            because=purpose,
            citations=(cite for pk in sorted(used) for cite in decisions[pk].citations),
            detail={"families": [family for family, these in found.items() if these]},
        )
    return found


def _grounds(ids: list[int], *, by: Viewer, on: object) -> dict[int, Grounds]:
    papers = _papers(ids)
    custody: dict[int, list[tuple[int, str, int | None, object]]] = defaultdict(list)
    rows = Custody.objects.on(on).filter(family__in=ids)
    for family, *row in rows.values_list("family_id", "child_id", "power", "holder_id", "agency__organization_id"):
        custody[family].append(tuple(row))
    treated: dict[int, set[int]] = defaultdict(set)
    if by.program_id is not None:
        serving = Involvement.objects.on(on).filter(family__in=ids, program=by.program_id, person__isnull=False)
        for family, person in serving.values_list("family_id", "person_id"):
            treated[family].add(person)
    return {
        family: Grounds(
            viewer=by,
            papers=papers.get(family, ()),
            treated=frozenset(treated[family]),
            in_agency_custody=frozenset(
                child
                for child, power, _, agency in custody[family]
                if power == Custody.Power.LEGAL and agency is not None and agency == by.organization_id
            ),
            parented=frozenset(
                child for child, _, holder, _ in custody[family] if holder is not None and holder == by.person_id
            ),
        )
        for family in ids
    }


def _papers(ids: list[int]) -> dict[int, tuple[Authority, ...]]:
    """The papers on file by family. `facts()` answers in the order of its rows, so the two lists run together."""
    found: dict[int, list[Authority]] = defaultdict(list)
    for rows in (Consent.objects.filter(family__in=ids), OtherAuthority.objects.filter(family__in=ids)):
        owners = rows.order_by("pk").values_list("family_id", flat=True)
        for family, paper in zip(owners, rows.facts(), strict=True):
            found[family].append(paper)
    return {family: tuple(papers) for family, papers in found.items()}
