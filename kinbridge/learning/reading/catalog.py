"""What the shelf shows one viewer: the items found, and one item with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Finished, Item, LocalVersion, Reading
from kinbridge.learning.rules.catalog import KINDS
from kinbridge.learning.rules.prose import Block, blocks
from kinbridge.learning.rules.readings import Sort, Verdict, mark_of

KEEPERS = frozenset({Role.TRAINER, Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})
"""Who looks after the shelf."""
MOST = 100


@dataclass(frozen=True, slots=True)
class Opened:
    item: Item
    parts: tuple[Item, ...]
    related: tuple[Item, ...]
    earlier: tuple[Item, ...]
    copies: tuple[LocalVersion, ...]
    finished: frozenset[int]

    @property
    def done(self) -> bool:
        return self.item.pk in self.finished

    @property
    def next_part(self) -> Item | None:
        return next((part for part in self.parts if part.pk not in self.finished), None)

    @property
    def course_key(self) -> str:
        return self.item.key.removeprefix("course-")

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.item.body)


def find(*, by: Viewer, words: str, kind: str, topic: str, point: str, role: str = "") -> list[Item]:
    """The items that match; a filter left empty is not applied. Superseded editions only when searched for."""
    items = Item.objects.filter(coalition=by.coalition_id)
    items = items.matching(words) if words.strip() else items.filter(replaced_by=None).order_by("part", "short")
    if kind:
        items = items.filter(kind=kind)
    if topic:
        items = items.filter(topics__contains=[topic])
    if point:
        items = items.filter(points__contains=[point])
    if role:
        items = items.filter(audiences__contains=[role])
    found = list(items.select_related("replaced_by")[:MOST])
    return found if words.strip() else sorted(found, key=lambda item: list(KINDS).index(item.kind))


def readings_of(item: Item) -> list[Reading]:
    """Those who signed that its text can stand as it is today, the newest first."""
    signed = Reading.objects.filter(coalition=item.coalition_id, sort=Sort.ITEM, key=item.key)
    standing = signed.filter(mark=mark_of(item.body), verdict=Verdict.STANDS)
    return list(standing.select_related("reader").order_by("-pk")[:4])


def choices(*, by: Viewer) -> dict[str, list[str]]:
    """The topics and audiences that are on the shelf."""
    held = Item.objects.filter(coalition=by.coalition_id).values_list("topics", "audiences")
    return {
        "topics": sorted({topic for topics, _ in held for topic in topics}),
        "audiences": sorted({one for _, audiences in held for one in audiences}),
    }


def open_item(*, key: str, by: Viewer) -> Opened | None:
    item = Item.objects.select_related("replaced_by").filter(coalition=by.coalition_id, key=key).first()
    if item is None:
        return None
    series = Item.objects.filter(coalition=by.coalition_id, series=item.series, part__isnull=False).order_by("part")
    mine = Finished.objects.filter(user=by.user_id).values_list("item", flat=True)
    own = LocalVersion.objects.filter(origin=item, organization=by.organization_id).order_by("-changed_at")
    return Opened(
        item,
        tuple(series) if item.series else (),
        tuple(item.related.order_by("kind", "short")),
        tuple(item.earlier.order_by("-published_on")),
        tuple(own),
        frozenset(mine),
    )


def local_version(*, pk: int, by: Viewer) -> LocalVersion | None:
    """One of the viewer's own organization's versions."""
    own = LocalVersion.objects.filter(pk=pk, organization=by.organization_id, origin__coalition=by.coalition_id)
    return own.select_related("origin__replaced_by", "organization").first()
