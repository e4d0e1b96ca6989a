"""What the services of each coalition say, kept in this process, and read again only where the database noted a change.

What is kept is the published directory and nothing about any family. A place that is confidential is never on a shelf.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from kinbridge.directory.models import Attribute, Capacity, Location, Schedule, Service, ServiceAtLocation
from kinbridge.directory.rules import Offer, Places, Point, Shelf
from kinbridge.directory.rules.terms import TAXONOMY, Term, hours_of

FACTS = (
    "category",
    "accepts_pregnant",
    "offers_moud",
    "accepts_moud",
    "children_may_stay",
    "children_from_age",
    "children_to_age",
    "payers",
    "language_codes",
    "counties",
    "sex",
    "minimum_age",
    "maximum_age",
    "evidence_rating",
)
"""What a service's own row says; `Offer` has the same names."""
MOST_AT_ONCE = 5000
LARGE = 10_000
"""Services from which a shelf is kept out of Python's search for garbage."""
SINCE = """
    SELECT pg_current_snapshot()::text, noted.kind, noted.key::text,
        noted.xact = pg_current_xact_id_if_assigned()::text::bigint
    FROM (SELECT 1) AS once LEFT JOIN LATERAL (
        SELECT DISTINCT kind, key, xact FROM directory_touched
        WHERE coalition_id = %(coalition)s
            AND xact >= pg_snapshot_xmin(%(seen)s::pg_snapshot)::text::bigint
            AND NOT pg_visible_in_snapshot(xact::text::xid8, %(seen)s::pg_snapshot)
        LIMIT %(most)s
    ) AS noted ON true
"""
AT_FIRST = """
    SELECT pg_current_snapshot()::text, EXISTS (
        SELECT 1 FROM directory_touched
        WHERE coalition_id = %(coalition)s AND xact = pg_current_xact_id_if_assigned()::text::bigint
    )
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A shelf, and the database's snapshot that it shows."""

    shelf: Shelf
    seen: str


_held: dict[int, Held] = {}
_reading = Lock()


def shelf_of(coalition_id: int) -> Shelf:
    """Everything that is committed, and what this transaction itself wrote. That last is kept by nobody."""
    with _reading:
        held = _held.get(coalition_id)
        if held is None:
            held, lasting = _read_all(coalition_id)
        else:
            held, lasting = _read_on(held, coalition_id)
        if lasting:
            _held[coalition_id] = held
        return held.shelf


def _read_all(coalition_id: int) -> tuple[Held, bool]:
    with connection.cursor() as cursor:
        cursor.execute(AT_FIRST, {"coalition": coalition_id})
        seen, ours = cursor.fetchone()
    shelf = Shelf(offers_of(coalition_id))
    if len(shelf.keys) >= LARGE:
        # Python looks through all that it holds, now and then: a page would wait a quarter of a second for it.
        gc.collect()
        gc.freeze()
    return Held(shelf, seen), not ours


def _read_on(held: Held, coalition_id: int) -> tuple[Held, bool]:
    with connection.cursor() as cursor:
        cursor.execute(SINCE, {"coalition": coalition_id, "seen": held.seen, "most": MOST_AT_ONCE})
        noted = cursor.fetchall()
    if len(noted) == MOST_AT_ONCE:
        return _read_all(coalition_id)
    changed: dict[str, set[str]] = defaultdict(set)
    for _seen, kind, key, _ours in noted:
        if kind is not None:
            changed[kind].add(key)
    if not changed:
        return Held(held.shelf, noted[0][0]), True
    keys = _services_of(changed, coalition_id)
    said: dict[UUID, Offer] = dict(offers_of(coalition_id, only=keys))
    shelf = held.shelf.updated({key: said.get(key) for key in keys})
    return Held(shelf, noted[0][0]), not any(ours for *_rest, ours in noted)


def _services_of(changed: dict[str, set[str]], coalition_id: int) -> list[UUID]:
    """The services whose row, program or place was written; a service that is gone is among them."""
    touched, locations = ([UUID(key) for key in changed[kind]] for kind in ("service", "location"))
    places = ServiceAtLocation.objects.filter(location__in=locations).values("service")
    also = Service.objects.filter(Q(program__in=touched) | Q(pk__in=places), coalition_id=coalition_id)
    return list({*touched, *also.values_list("pk", flat=True)})


# ── reading what services say ────────────────────────────────────────────────


def offers_of(coalition_id: int, *, only: list[UUID] | None = None) -> Iterator[tuple[UUID, Offer]]:
    """What each running service says, in five queries however many there are."""
    services = Service.objects.filter(coalition_id=coalition_id, status=Service.Status.ACTIVE)
    services = services if only is None else services.filter(pk__in=only)
    rows = list(services.order_by("name", "pk").values_list("pk", "program", *FACTS))
    keys = None if only is None else [row[0] for row in rows]
    programs = {row[1] for row in rows if row[1]}
    places = _places(coalition_id, keys, programs)
    points, remote = _points(coalition_id, keys)
    hours, terms = _hours(coalition_id, keys), _terms(coalition_id, keys)
    same: dict[Any, Any] = {}
    for key, program, *facts in rows:
        said = {name: _shared(value, same) for name, value in zip(FACTS, facts, strict=True)}
        yield (
            key,
            Offer(
                **said,
                points=tuple(points.get(key, ())),
                remote=key in remote,
                places=(*places.get(program, ()), *places.get(key, ())),
                in_program=program is not None,
                hours=_shared(hours.get(key), same),
                **_said_by(terms.get(key, ())),
            ),
        )


def _shared(value: Any, same: dict[Any, Any]) -> Any:
    """Lists as tuples, and one for all that are alike: a hundred thousand services take few hundred different ones."""
    if not isinstance(value, list | set | tuple):
        return value
    told = tuple(sorted(value))
    return same.setdefault(told, told)


def _of(rows: QuerySet[Any], keys: list[UUID] | None, name: str = "service") -> QuerySet[Any]:
    return rows if keys is None else rows.filter(**{f"{name}__in": keys})


def _places(coalition_id: int, keys: list[UUID] | None, programs: Iterable[UUID]) -> dict[UUID, list[Places]]:
    rows = Capacity.objects.current().filter(coalition_id=coalition_id)
    if keys is not None:
        rows = rows.filter(Q(program__in=programs) | Q(service__in=keys))
    found: dict[UUID, list[Places]] = defaultdict(list)
    stated = ("population", "open_slots", "stated_at", "total_slots", "waiting", "wait_days")
    for program, service, *facts in rows.values_list("program", "service", *stated):
        found[program or service].append(Places(*facts))
    return found


def _points(coalition_id: int, keys: list[UUID] | None) -> tuple[dict[UUID, list[Point]], set[UUID]]:
    located = _of(ServiceAtLocation.objects.filter(coalition_id=coalition_id, location__confidential=False), keys)
    points: dict[UUID, list[Point]] = defaultdict(list)
    remote = set()
    place = ("location__location_type", "location__latitude", "location__longitude")
    for service, kind, latitude, longitude in located.values_list("service", *place):
        if kind == Location.Kind.VIRTUAL:
            remote.add(service)
        elif latitude is not None and longitude is not None:
            points[service].append(Point(latitude, longitude))
    return points, remote


def _hours(coalition_id: int, keys: list[UUID] | None) -> dict[UUID, set[str]]:
    rows = _of(Schedule.objects.filter(coalition_id=coalition_id, service__isnull=False), keys)
    found: dict[UUID, set[str]] = defaultdict(set)
    for service, byday, opens_at, closes_at in rows.values_list("service", "byday", "opens_at", "closes_at"):
        if closes_at:
            found[service] |= hours_of(byday=byday, opens_at=opens_at, closes_at=closes_at)
    return found


def _terms(coalition_id: int, keys: list[UUID] | None) -> dict[UUID, list[tuple[str, str]]]:
    rows = Attribute.objects.filter(coalition_id=coalition_id, taxonomy_term__taxonomy=TAXONOMY)
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for key, code, value in _of(rows, keys, "link_id").values_list("link_id", "taxonomy_term__code", "value"):
        found[key].append((code, value))
    return found


def _said_by(terms: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The facts that a service's terms of our own taxonomy state."""
    said: dict[str, Any] = {}
    for code, value in sorted(terms):
        kind, _, which = code.partition(":")
        if kind == Term.PRACTICE:
            said["practice"] = which
        elif kind == Term.TRIBAL:
            said["tribal"] = value or "yes"
        elif kind == Term.ACCESS:
            name = "no_access" if value == "no" else "access"
            said[name] = (*said.get(name, ()), which)
        elif code == f"{Term.TRAVEL}:rides":
            said["gives_rides"] = value != "no"
        elif code == f"{Term.TRAVEL}:home":
            said["comes_home"] = value != "no"
    return said
