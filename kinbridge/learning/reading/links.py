"""The addresses on the shelf, and what was seen of each when somebody last looked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Item
from kinbridge.link_health.models import Look

FIELDS = {"url": "The item", "transcript_url": "Its transcript", "captions_url": "Its captions"}


@dataclass(frozen=True, slots=True)
class Link:
    """One address of one item. `look` is None until somebody looked."""

    item: Item
    what: str
    url: str
    look: Look | None


def every_address() -> set[str]:
    """Of all coalitions, for the run that looks at them. What an older edition says is left alone."""
    rows = Item.objects.filter(replaced_by=None).values_list(*FIELDS)
    return {url for row in rows for url in row if url}


def links_of(item: Item) -> dict[str, Link]:
    """One item's addresses, by the field that holds them."""
    return {field: link for (_, field), link in _links([item]).items()}


def links_on_shelf(*, by: Viewer) -> list[Link]:
    """Every address on the coalition's shelf; those that are broken first, the longest broken before them all."""
    items = Item.objects.filter(coalition=by.coalition_id, replaced_by=None).order_by("short")
    return sorted(_links(items).values(), key=_urgency)


def _links(items: Iterable[Item]) -> dict[tuple[int, str], Link]:
    held = {(item.pk, field): (item, getattr(item, field)) for item in items for field in FIELDS}
    looks = {look.url: look for look in Look.objects.filter(url__in={url for _, url in held.values()})}
    return {
        (pk, field): Link(item, FIELDS[field], url, looks.get(url)) for (pk, field), (item, url) in held.items() if url
    }


def _urgency(link: Link) -> tuple[bool, str]:
    broken = link.look is not None and not link.look.is_good
    return not broken, str(link.look.broken_since) if link.look else ""
