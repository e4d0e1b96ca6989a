"""Chart entries as the facts clocks read. Only entries the gate let through come here; nothing else is looked up.

Each reader says which kinds of entry it is handed and which kinds of fact it makes, and gets and gives nothing else. So
whoever wants some kinds of fact can tell which entries to ask for (`entries_for`), and the rest changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from kinbridge.clocks import entries_of_care as care
from kinbridge.clocks import entries_of_health as health
from kinbridge.clocks.rules import Fact, Kind
from kinbridge.clocks.seen import Reader, Recorded, Seen

EVERY = frozenset(Kind)


def facts_from(
    entries: Iterable[Recorded],
    *,
    parents: Mapping[str, str] | None = None,
    local: Callable[[datetime], datetime],
    of: frozenset[Kind] = EVERY,
) -> tuple[Fact, ...]:
    """The facts of one family, of these kinds. `parents` names the birthing parent of each infant, where known;
    `local` tells local time.
    """
    by_kind = seen_by_kind(entries, parents=parents or {}, local=local)
    return tuple(
        fact
        for reader, wanted in _readers_of(of)
        for fact in reader.read(*(by_kind.get(kind, ()) for kind in reader.entries))
        if fact.kind in wanted
    )


def seen_by_kind(
    entries: Iterable[Recorded], *, parents: Mapping[str, str], local: Callable[[datetime], datetime]
) -> dict[str, list[Seen]]:
    """What readers are handed, by the kind of entry."""
    found: dict[str, list[Seen]] = {}
    for entry in entries:
        subject = str(entry.label.subject_id)
        seen = Seen(str(entry.id), subject, parents.get(subject), entry.body, local(entry.occurred_at))
        found.setdefault(entry.kind, []).append(seen)
    return found


def entries_for(kinds: frozenset[Kind]) -> tuple[str, ...]:
    """The kinds of entry that facts of these kinds are made from. Without all others `facts_from` answers the same."""
    return tuple(dict.fromkeys(entry for reader, _ in _readers_of(kinds) for entry in reader.entries))


@lru_cache(maxsize=64)
def _readers_of(kinds: frozenset[Kind]) -> tuple[tuple[Reader, frozenset[Kind]], ...]:
    """The readers that make any of these, each with those it makes."""
    return tuple((reader, reader.makes & kinds) for reader in READERS if not reader.makes.isdisjoint(kinds))


READERS: tuple[Reader, ...] = (
    care.removal,
    care.hearing,
    care.court_order,
    care.case_plan,
    care.report,
    health.treatment_request,
    health.early_intervention,
    health.visits("prenatal_visit", Kind.PRENATAL_VISIT),
    health.visits("postpartum_visit", Kind.POSTPARTUM_VISIT, Kind.POSTPARTUM_CONTACT),
    health.visits("well_child_visit", Kind.WELL_VISIT, Kind.HEALTH_VISIT),
    health.naloxone,
    health.substance_screen,
    care.milestone,
    care.presence,
    health.notification,
    care.return_home,
    health.pregnancies,
    care.placements,
    health.admissions,
    health.medication,
    care.findings,
    care.contacts,
    health.benefits,
    health.births,
    health.deliveries,
    health.depression_screens,
    health.discharges,
    health.plans,
)
CHART_KINDS = entries_for(EVERY)
