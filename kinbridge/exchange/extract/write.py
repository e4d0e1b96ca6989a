"""Write the extract, or what has changed of it: one part for each ten thousand families, each complete by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Entry
from kinbridge.directory.models import Coalition
from kinbridge.exchange.extract.gate import Gate
from kinbridge.exchange.extract.keys import Keys
from kinbridge.exchange.extract.manifest import Manifest, Part
from kinbridge.exchange.extract.rows import (
    keyed,
    moved,
    read,
    without_partners,
    without_places,
    write_facts,
    write_families,
)
from kinbridge.measures import reading
from kinbridge.measures.passing import PURPOSE, Use, evaluator
from kinbridge.measures.tribes import NOTHING, Approved
from kinbridge.people.models import Family
from kinbridge.people.rows import work_in

FAMILIES = 10_000
Progress = Callable[[int, int, int], None]
"""Told after each part: parts done, parts in all, facts so far."""


@dataclass(frozen=True, slots=True)
class Extract:
    """One coalition's extract, and where it lies."""

    coalition: Coalition
    folder: Path
    keys: Keys
    use: Use = Use.COUNT
    approved: Approved = NOTHING
    size: int = FAMILIES


def write(extract: Extract, *, on: date, at: datetime, fresh: bool, progress: Progress) -> Manifest:
    """Bring the extract up to date. What was written before and has not changed stays, also after an interruption."""
    for table in ("fact", "family"):
        (extract.folder / table).mkdir(parents=True, exist_ok=True)
    new = Manifest(
        extract.coalition.name,
        extract.use.name.lower(),
        on.isoformat(),
        extract.keys.fingerprint,
        approved=extract.approved.words,
    )
    old = Manifest.read(extract.folder)
    manifest = replace(old, as_of=new.as_of) if old is not None and old.fits(new) and not fresh else new
    with work_in(extract.coalition):
        newest = Entry.objects.filter(coalition=extract.coalition).aggregate(last=Max("pk"))["last"] or 0
        if not manifest.parts:
            manifest.newest = newest
        wanted = list(_changed(extract, manifest))
    manifest.whole = False
    for done, place in enumerate(wanted):
        progress(done, len(wanted), sum(manifest.facts.values()))
        with work_in(extract.coalition):
            _write_part(extract, place, manifest, on=on, newest=newest)
        manifest.write(extract.folder)
    manifest.newest, manifest.whole = newest, True
    manifest.write(extract.folder)
    with work_in(extract.coalition):
        audit(
            "measures.extracted",
            by=evaluator(extract.coalition),
            at=at,
            because=PURPOSE,
            citations=sorted(manifest.withheld),
            detail={"use": manifest.use, "families": manifest.families, "facts": sum(manifest.facts.values())},
        )
    progress(len(wanted), len(wanted), sum(manifest.facts.values()))
    return manifest


def _changed(extract: Extract, manifest: Manifest) -> Iterator[int]:
    """The parts that are not written yet, and those to whose families something was added since they were."""
    families = Family.objects.filter(coalition=extract.coalition).aggregate(first=Min("pk"), last=Max("pk"))
    if families["first"] is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT family_id / %s FROM chart_entry WHERE coalition_id = %s AND id > %s",
            [extract.size, extract.coalition.pk, manifest.newest],
        )
        added = {place for (place,) in cursor.fetchall()}
    for place in range(families["first"] // extract.size, families["last"] // extract.size + 1):
        if place in added or _name(place) not in manifest.parts:
            yield place


def _write_part(extract: Extract, place: int, manifest: Manifest, *, on: date, newest: int) -> None:
    first, last = place * extract.size, (place + 1) * extract.size - 1
    coalition = extract.coalition
    inside = Family.objects.filter(coalition=coalition, pk__range=(first, last))
    gate = Gate(coalition, on=on, use=extract.use, approved=extract.approved)
    passed = gate.passes(list(inside.order_by("pk").values_list("pk", flat=True)))
    given: dict[str, Any] = {
        "coalition": coalition.pk,
        "county": coalition.county,
        "zone": coalition.timezone,
        "tribes": list(extract.approved.tribes),
        "labels": passed.labels,
        "newest": newest,
        "first": first,
        "last": last,
    }
    facts = read("fact", reading.facts(), given)
    families = read("family", reading.families(), given)
    if extract.use is Use.RELEASE:
        facts, families = moved(without_partners(facts)), without_places(families)
    if len(facts):
        days = facts["day"].to_numpy()
        manifest.widen(int(days.min()), int(days.max()))
    counts = write_facts(keyed(facts, extract.keys), extract.folder / "fact" / f"{_name(place)}.parquet")
    write_families(keyed(families, extract.keys), extract.folder / "family" / f"{_name(place)}.parquet")
    manifest.parts[_name(place)] = Part(len(families), dict(counts), dict(passed.withheld))


def _name(place: int) -> str:
    return f"part-{place:05d}"
