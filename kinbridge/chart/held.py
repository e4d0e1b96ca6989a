"""How much is on file about one person, of what the viewer may see: told beside the preview of a consent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import look
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person


@dataclass(frozen=True, slots=True)
class Held:
    category: Category
    source: str
    count: int


@transaction.atomic
def held(*, family: Family, person: Person, by: Viewer, purpose: Purpose, at: datetime) -> tuple[Held, ...]:
    """Counts of current facts by kind and program, only of what the gate opens to this viewer now.

    What a receiver would get is told in words before this; its number is for those who may see the record anyway.
    """
    view = look(family=family, by=by, purpose=purpose, at=at)
    about = [pk for pk, label in view.labels.items() if label.subject_id == person.pk]
    rows = (
        Entry.objects.current()
        .filter(view.permitted, family=family, label__in=about, entered_in_error=False)
        .values_list("label_id")
        .annotate(count=Count("id"))
    )
    sums: Counter[tuple[str, str]] = Counter()
    for pk, count in rows.order_by():
        sums[view.labels[pk].category, view.labels[pk].program.name] += count
    used = [view.decisions[pk] for pk in about if view.decisions[pk].allowed]
    audit(
        "chart.counted",
        by=by,
        at=at,
        family_id=family.pk,
        about=f"person:{person.pk}",
        because=purpose,
        citations=(cite for decision in used for cite in decision.citations),
    )
    return tuple(Held(Category(category), source, count) for (category, source), count in sorted(sums.items()))
