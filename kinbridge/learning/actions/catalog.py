"""Stock a coalition's catalogue, find in it, mark what a learner has finished, copy a toolkit, bring a new edition."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.learning.models import Finished, Item, LocalVersion
from kinbridge.learning.rules.catalog import Seed, seeds
from kinbridge.learning.rules.courses import courses, shelf_seed


@transaction.atomic
def stock(*, coalition: Coalition) -> int:
    """Put the seed catalogue and our own courses on the shelf. Doing it again refreshes them. Returns how many."""
    held: dict[str, tuple[Item, Seed]] = {}
    for seed in (*seeds(), *map(shelf_seed, courses().values())):
        values = asdict(seed)
        del values["key"], values["related"]
        values["other_words"] = _other_words(values)
        item, _ = Item.objects.update_or_create(coalition=coalition, key=seed.key, defaults=values)
        held[seed.key] = item, seed
    for item, seed in held.values():
        item.related.set(held[key][0] for key in seed.related)
    return len(held)


@transaction.atomic
def finish(*, item: Item, by: Viewer, at: datetime) -> None:
    """They have read or watched it."""
    _, made = Finished.objects.get_or_create(user_id=by.worker, item=item, defaults={"at": at})
    if made:
        audit("learning.finished", by=by, at=at, about=f"item:{item.pk}")


@transaction.atomic
def copy_toolkit(*, item: Item, by: Viewer, at: datetime) -> LocalVersion:
    """The organization's own version, to change as it likes. It remembers which edition it came from."""
    if by.organization_id is None:
        raise PermissionError("A version belongs to an organization; sign in as someone who works for one.")
    version = LocalVersion.objects.create(
        origin=item,
        organization_id=by.organization_id,
        title=item.short,
        body=item.body,
        made_by_id=by.worker,
        made_at=at,
        changed_at=at,
    )
    audit("learning.copied", by=by, at=at, about=f"local_version:{version.pk}")
    return version


@transaction.atomic
def change_local_version(*, version: LocalVersion, title: str, body: str, by: Viewer, at: datetime) -> None:
    version.title, version.body, version.changed_at = title, body, at
    version.save(update_fields=["title", "body", "changed_at"])
    audit("learning.local_changed", by=by, at=at, about=f"local_version:{version.pk}")


@transaction.atomic
def bring_edition(*, item: Item, edition: str, on: date, summary: str, body: str, by: Viewer, at: datetime) -> Item:
    """A new edition takes the old one's place. The old one stays readable and says what replaced it."""
    related, old = list(item.related.all()), Item.objects.filter(pk=item.pk)
    values = {name: getattr(item, name) for name in COPIED}
    old.update(series="", part=None)  # the place in a series goes to the new one
    new = Item.objects.create(
        **values,
        key=_next_key(item),
        edition=edition,
        published_on=on,
        published=f"{on:%B} {on.year}",
        summary=summary,
        body=body,
        other_words=_other_words(values | {"edition": edition}),
    )
    new.related.set(related)
    old.update(replaced_by=new)
    audit("learning.edition", by=by, at=at, about=f"item:{new.pk}")
    return new


COPIED = (
    *("coalition", "kind", "title", "short", "series", "part", "url", "sources"),
    *("sponsors", "speakers", "topics", "points", "audiences", "aliases"),
)
LISTS = ("aliases", "sponsors", "speakers", "topics", "audiences")


def _other_words(values: dict[str, object]) -> str:
    lists = [word for name in LISTS for word in values[name]]  # type: ignore[attr-defined]
    return " ; ".join([*lists, *(str(values.get(name, "")) for name in ("title", "edition", "issue", "series"))])


def _next_key(item: Item) -> str:
    base = item.key[:50]
    taken = set(Item.objects.filter(coalition=item.coalition_id, key__startswith=base).values_list("key", flat=True))
    return next(key for key in (f"{base}-{number}" for number in range(2, 1000)) if key not in taken)
