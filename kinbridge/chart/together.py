"""What several viewers may see alike, such as everyone in a room: a fact that one of them may not see is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import JOINED, Permitted, View, tell, windows_of_each
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide_for_each
from kinbridge.people.models import Family


@transaction.atomic
def permitted_to_all(
    *,
    family: Family,
    viewers: Sequence[Viewer],
    purpose: Purpose,
    at: datetime,
    kinds: Iterable[str],
    also: Iterable[int],
    door: int,
    act: str,
) -> Permitted | None:
    """The current facts of these kinds, and those with the ids `also`, that every viewer may see, oldest first.

    None when there is no viewer, or one of them may not read the label `door`, without which they may not hear of the
    family here at all. Each viewer gets an audit line of their own, for each of them saw it.
    """
    wanted = Q(kind__in=list(kinds)) | Q(pk__in=list(also))
    found = Entry.objects.current().filter(wanted, family=family, entered_in_error=False)
    views = _views(
        family, viewers, purpose=purpose, at=at, labels=[door, *found.order_by().values_list("label", flat=True)]
    )
    if not views or not all(view.decisions[door].allowed for view in views):
        return None
    for view in {id(view): view for view in views}.values():
        found = found.filter(view.permitted)
    entries = list(found.order_by("occurred_at", "id"))
    shared: list[tuple[Label, Decision]] = []
    for viewer, view in zip(viewers, views, strict=True):
        used = view.shared(entries)
        tell(act, family=family, by=viewer, purpose=purpose, at=at, entries=len(entries), shared=used)
        shared += used
    for entry in entries:
        entry.label = views[0].labels[entry.label_id]
    return Permitted(tuple(entries), tuple(dict.fromkeys(shared)))


def _views(
    family: Family, viewers: Iterable[Viewer], *, purpose: Purpose, at: datetime, labels: Iterable[int]
) -> list[View]:
    """Each viewer's own view of these labels; the very same one for those whose standing is the same."""
    standings = [(viewer.program_id, viewer.role, viewer.person_id) for viewer in viewers]
    asked = dict(zip(standings, viewers, strict=True))
    known = {one.pk: one for one in Label.objects.filter(family=family, pk__in=set(labels)).select_related(*JOINED)}
    on = day_of(at)
    answers = decide_for_each(known.values(), viewers=asked.values(), purpose=purpose, on=on)
    views = [View(known, *one) for one in zip(answers, windows_of_each(answers), strict=True)]
    by_standing = dict(zip(asked, views, strict=True))
    return [by_standing[standing] for standing in standings]
