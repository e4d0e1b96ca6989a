"""Stock a coalition's catalogue, find in it, and mark what a learner has finished."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.learning.models import Finished, Item
from kinbridge.learning.rules import seeds


@transaction.atomic
def stock(*, coalition: Coalition) -> int:
    """Put the seed catalogue on the shelf. Doing it again refreshes it and adds nothing. Returns how many items."""
    items = {}
    for seed in seeds():
        values = asdict(seed)
        related = values.pop("related")
        item, _ = Item.objects.update_or_create(coalition=coalition, key=values.pop("key"), defaults=values)
        items[seed.key] = item, related
    for item, related in items.values():
        item.related.set(items[key][0] for key in related)
    return len(items)


@dataclass(frozen=True, slots=True)
class Opened:
    item: Item
    parts: tuple[Item, ...]
    related: tuple[Item, ...]
    finished: frozenset[int]

    @property
    def done(self) -> bool:
        return self.item.pk in self.finished

    @property
    def next_part(self) -> Item | None:
        return next((part for part in self.parts if part.pk not in self.finished), None)


def find(*, by: Viewer, words: str, kind: str, topic: str, point: str) -> list[Item]:
    """The coalition's items that match, newest first; a filter left empty is not applied."""
    items = Item.objects.filter(coalition=by.coalition_id).matching(words)
    if kind:
        items = items.filter(kind=kind)
    if topic:
        items = items.filter(topics__contains=[topic])
    if point:
        items = items.filter(points__contains=[point])
    return list(items.order_by("kind", "-published_on", "part", "short")[:100])


def topics(*, by: Viewer) -> list[str]:
    held = Item.objects.filter(coalition=by.coalition_id).values_list("topics", flat=True)
    return sorted({topic for item in held for topic in item})


def open_item(*, key: str, by: Viewer) -> Opened | None:
    item = Item.objects.filter(coalition=by.coalition_id, key=key).first()
    if item is None:
        return None
    series = Item.objects.filter(coalition=by.coalition_id, series=item.series, part__isnull=False).order_by("part")
    parts = tuple(series) if item.series else ()
    mine = Finished.objects.filter(user=by.user_id).values_list("item", flat=True)
    return Opened(item, parts, tuple(item.related.order_by("kind", "short")), frozenset(mine))


@transaction.atomic
def finish(*, item: Item, by: Viewer, at: datetime) -> None:
    _, made = Finished.objects.get_or_create(user_id=by.worker, item=item, defaults={"at": at})
    if made:
        audit("learning.finished", by=by, at=at, about=f"item:{item.pk}")
