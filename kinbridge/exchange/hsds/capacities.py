"""Open places beside a service, for partners, under the names that HSDS 3.1 gives them. A stale number is not told."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kinbridge.directory.models import Capacity, Service
from kinbridge.directory.rules.facts import Places
from kinbridge.directory.rules.words import POPULATION_WORDS, Population
from kinbridge.directory.shown import Sight
from kinbridge.exchange.hsds.give import Tree
from kinbridge.exchange.hsds.written import published


def with_capacities(trees: list[Tree], sight: Sight, *, at: datetime) -> list[Tree]:
    """Adds `capacities` to each service whose partner asks; the public view says nothing of places."""
    if sight.viewer is None:
        return trees
    own = Service.objects.filter(pk__in=[tree["id"] for tree in trees], coalition=sight.viewer.coalition_id)
    held = {str(service): (service, program) for service, program in own.values_list("pk", "program")}
    stated: dict[UUID | None, list[Tree]] = defaultdict(list)
    programs = [program for _service, program in held.values() if program]
    services = [service for service, _program in held.values()]
    rows = Capacity.objects.current().filter(Q(program__in=programs) | Q(service__in=services))
    for row in rows.order_by("population", "unit", "pk"):
        stated[row.program_id or row.service_id].append(capacity(row, at=at))
    for tree in trees:
        if tree["id"] in held:
            service, program = held[tree["id"]]
            tree["capacities"] = stated[program] if program else stated[service]
    return trees


def capacity(row: Capacity, *, at: datetime) -> Tree:
    facts = Places(row.population, row.open_slots, row.stated_at)
    whom = POPULATION_WORDS[Population(row.population)]
    told: Tree = {"id": str(row.pk), "unit": {"name": row.get_unit_display()}, "updated": published(row.stated_at)}
    if not facts.is_fresh(at=at):
        return told | {"description": f"For {whom}: not known now; {facts.age_words(at=at)}."}
    told |= {"available": row.open_slots, "description": f"For {whom}, {facts.age_words(at=at)}."}
    return told if row.total_slots is None else told | {"maximum": row.total_slots}
