"""What has to be read again by somebody who knows: never read, changed since, or read too long ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Item, Reading
from kinbridge.learning.rules.readings import Again, Sort, Verdict, mark_of, why_again

KINDS = ("article", "course")


@dataclass(frozen=True, slots=True)
class ToRead:
    """`last` is the newest reading that let the text stand; None where nobody has read it."""

    item: Item
    last: Reading | None
    why: Again


def to_read(*, by: Viewer, on: date) -> list[ToRead]:
    """For whoever looks after the shelf: what nobody has read first, then the longest ago."""
    items = Item.objects.filter(coalition=by.coalition_id, kind__in=KINDS, replaced_by=None).order_by("short")
    found = list(_to_read(items, by, on))
    return sorted(found, key=lambda one: (one.last is not None, one.last.at if one.last else None, one.item.short))


def mine_to_read(*, by: Viewer, on: date) -> tuple[ToRead, ...]:
    """For someone's Desk: what they read last themselves, and should read again."""
    keys = Reading.objects.filter(coalition=by.coalition_id, reader=by.user_id, sort=Sort.ITEM).values_list("key")
    mine = [key for (key,) in keys]
    if not mine:
        return ()
    items = Item.objects.filter(coalition=by.coalition_id, key__in=mine, replaced_by=None).order_by("short")
    return tuple(one for one in _to_read(items, by, on) if one.last is not None and one.last.reader_id == by.user_id)


def _to_read(items: Iterable[Item], by: Viewer, on: date) -> Iterable[ToRead]:
    found = list(items)
    standing = Reading.objects.filter(
        coalition=by.coalition_id, sort=Sort.ITEM, key__in=[item.key for item in found], verdict=Verdict.STANDS
    )
    last = {one.key: one for one in standing.select_related("reader").order_by("pk")}
    for item in found:
        read = last.get(item.key)
        same = read is not None and read.mark == mark_of(item.body)
        why = why_again(read_on=day_of(read.at) if read else None, same_words=same, on=on)
        if why is not None:
            yield ToRead(item, read, why)
