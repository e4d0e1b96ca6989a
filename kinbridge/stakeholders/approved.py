"""State, tribes and communities as peers, and what each tribe approves today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.measures.models import TribalApproval, TribalUse
from kinbridge.stakeholders.approving import may_name_speaker, speaks_for
from kinbridge.stakeholders.models import Tribe

WITHOUT = {
    TribalUse.RECORDS: "What its programs wrote down is in no count.",
    TribalUse.GROUP: "Its people are in no group of their own.",
    TribalUse.EXTRACT: "Neither its records nor its name go into an extract.",
}


@dataclass(frozen=True, slots=True)
class Use:
    """One use, and the approval in force for it, if there is one."""

    use: TribalUse
    approval: TribalApproval | None

    @property
    def without(self) -> str:
        return WITHOUT[self.use]


@dataclass(frozen=True, slots=True)
class Page:
    tribe: Tribe
    uses: tuple[Use, ...]
    past: tuple[TribalApproval, ...]
    may_decide: bool
    may_name: bool

    @property
    def approved(self) -> int:
        return sum(one.approval is not None for one in self.uses)


@dataclass(frozen=True, slots=True)
class Peers:
    coalition: Coalition
    tribes: tuple[Page, ...]


def jurisdictions(*, by: Viewer, at: datetime) -> Peers:
    tribes = Tribe.objects.filter(coalition=by.coalition_id).select_related("organization", "speaker")
    pages = tuple(_page(one, by=by, at=at) for one in tribes.order_by("name"))
    return Peers(Coalition.objects.get(pk=by.coalition_id), pages)


def open_tribe(*, pk: int, by: Viewer, at: datetime) -> Page | None:
    tribes = Tribe.objects.filter(pk=pk, coalition=by.coalition_id).select_related("organization", "speaker")
    tribe = tribes.first()
    return _page(tribe, by=by, at=at) if tribe else None


def _page(tribe: Tribe, *, by: Viewer, at: datetime) -> Page:
    on = day_of(at)
    given = list(TribalApproval.objects.filter(organization=tribe.organization_id).order_by("-since", "-pk"))
    stands = [one for one in given if one.since <= on and (one.until is None or one.until > on)]
    return Page(
        tribe=tribe,
        uses=tuple(Use(use, next((one for one in stands if one.use == use), None)) for use in TribalUse),
        past=tuple(one for one in given if one not in stands),
        may_decide=speaks_for(tribe, by=by),
        may_name=may_name_speaker(tribe, by=by),
    )
