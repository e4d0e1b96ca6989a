"""What tribes approved: the only place that says which of their records, and which of their names, may be counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinbridge.directory.models import Coalition
from kinbridge.measures.models import TribalApproval, TribalUse
from kinbridge.measures.rules.cube import UNKNOWN
from kinbridge.people.models import DatedQuerySet


@dataclass(frozen=True, slots=True)
class Approved:
    """What may be used on a day: the records of these organizations, and the names of these tribes."""

    organizations: frozenset[UUID] = frozenset()
    tribes: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """For a manifest: changes when any of it does."""
        return sorted([*self.tribes, *map(str, self.organizations)])


NOTHING = Approved()


def approved(*, coalition: Coalition, on: date, extract: bool = False) -> Approved:
    """What tribes approved for counting, or also for an extract, which is asked for besides and never implied."""
    found: DatedQuerySet = DatedQuerySet(TribalApproval).on(on)
    given = list(found.filter(coalition=coalition).values_list("tribe", "organization", "use"))
    leave = {tribe for tribe, _, use in given if use == TribalUse.EXTRACT}
    stands = [one for one in given if not extract or one[0] in leave]
    return Approved(
        frozenset(who for _, who, use in stands if use == TribalUse.RECORDS and who is not None),
        tuple(sorted({tribe for tribe, _, use in stands if use == TribalUse.GROUP})),
    )


def missing_from(groups: Collection[str], tribes: Collection[str]) -> bool:
    """Whether a tribe was counted as a group that does not approve it any more."""
    return not set(groups) - {UNKNOWN} <= set(tribes)
