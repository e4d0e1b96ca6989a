"""Who saw or received what of a family, when, why and under which law: from the audit chain, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import first_broken_link, record
from kinbridge.audit.models import Line
from kinbridge.core.vocabulary import Purpose, Regime
from kinbridge.directory.models import Organization, Program, Viewer
from kinbridge.people.models import Family, Involvement

PAGE = 50
WATCH_OVER_RECORDS = frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
WORDS = {
    "chart.seen": "looked at the chart",
    "chart.read": "looked at facts in the chart",
    "clocks.timeline_seen": "looked at the timeline",
    "clocks.due_seen": "looked at what is due",
    "team.updates_seen": "looked at team updates",
    "plan.seen": "looked at the plan of safe care",
    "plan.printed": "printed the plan of safe care",
    "plan.written": "wrote in the plan of safe care",
    "plan.handed_over": "handed over the plan of safe care",
    "plan.acknowledged": "said they have the plan of safe care",
    "plan.signed": "took down the answer to the plan: signed",
    "plan.declined": "took down the answer to the plan: not signed",
    "referral.sent": "sent a referral",
    "referral.seen": "looked at a referral",
    "referral.accepted": "accepted a referral",
    "referral.declined": "declined a referral",
    "consent.signed": "wrote down a signed consent",
    "consent.revoked": "took down that a consent was taken back",
    "consent.previewed": "previewed a consent",
    "consents.seen": "looked at the consents",
    "chart.corrected": "corrected a fact",
    "chart.entered_in_error": "withdrew a fact entered in error",
    "accounting.seen": "looked at who looked",
    "family.discussed": "talked about the family in the team",
    "action.agreed": "agreed on an action",
    "action.done": "finished an action",
}
PURPOSES = {
    Purpose.TREATMENT: "for treatment and care",
    Purpose.CARE_COORDINATION: "to coordinate care",
    Purpose.CASE_PLANNING: "to plan with the family",
    Purpose.PLAN_OF_SAFE_CARE: "for the plan of safe care",
    Purpose.STAFFING_MEETING: "for the team meeting",
    Purpose.CHILD_PROTECTION_INVESTIGATION: "for a child protection investigation",
    Purpose.COURT_PROCEEDING_OTHER: "for a court review",
    Purpose.SELF_ACCESS: "as their own record",
}
LOOKS = ("seen", "read", "printed")


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the accounting, ready to read."""

    at: datetime
    who: str
    organization: str
    did: str
    why: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accounting:
    looks: tuple[Look, ...]
    earlier: int | None
    total: int


@transaction.atomic
def accounting(
    *, family: Family, by: Viewer, at: datetime, before: int | None = None, only_looks: bool = False
) -> Accounting:
    """One page of the family's accounting, newest first. Opening it is itself a line.

    A family's own account is not told of acts by a treatment or shelter program that serves someone else in the family:
    that program's name beside theirs would tell what only the other person may (42 CFR 2.13(c)).
    """
    lines = Line.objects.filter(Q(family_id=family.pk) | Q(family_id=None, detail__contains={"families": [family.pk]}))
    if by.person_id is not None:
        lines = lines.exclude(organization_id__in=_hidden_from(by, family=family))
    if only_looks:
        lines = lines.filter(act__regex=rf"({'|'.join(LOOKS)})$")
    total = lines.count()
    page = list((lines.filter(pk__lt=before) if before else lines).order_by("-pk")[: PAGE + 1])
    record("accounting.seen", by=by, at=at, family_id=family.pk, because=Purpose.SELF_ACCESS if by.person_id else "")
    shown = page[:PAGE]
    return Accounting(_looks(shown), shown[-1].pk if len(page) > PAGE else None, total)


def _hidden_from(by: Viewer, *, family: Family) -> list[UUID]:
    concealed = Program.objects.filter(
        organization__coalition=family.coalition_id, regimes__overlap=[Regime.PART2, Regime.DV_PROGRAM]
    )
    own = Involvement.objects.filter(family=family, person=by.person_id).values("program__organization")
    return list(concealed.exclude(organization__in=own).values_list("organization", flat=True).distinct())


def _looks(lines: list[Line]) -> tuple[Look, ...]:
    users = {user.pk: str(user) for user in User.objects.filter(pk__in={line.actor_id for line in lines})}
    organizations = {
        one.pk: one.name for one in Organization.objects.filter(pk__in={line.organization_id for line in lines})
    }
    return tuple(
        Look(
            at=line.at,
            who=users.get(line.actor_id or 0, "Kinbridge"),
            organization=organizations.get(line.organization_id, "") if line.organization_id else "",
            did=WORDS.get(line.act, line.act.replace(".", ": ").replace("_", " ")),
            why=PURPOSES.get(line.because, ""),  # type: ignore[call-overload]
            citations=tuple(line.citations),
        )
        for line in lines
    )


def families_by_name(*, words: str, by: Viewer) -> list[Family]:
    """For a privacy officer: families of the coalition whose name holds these words. Empty for anybody else."""
    words = words.replace("\x00", "").strip()
    if by.role not in WATCH_OVER_RECORDS or not words:
        return []
    return list(Family.objects.filter(coalition=by.coalition_id, name__icontains=words).order_by("name", "pk")[:30])


def watched_family(*, key: UUID, by: Viewer) -> Family | None:
    if by.role not in WATCH_OVER_RECORDS:
        return None
    return Family.objects.filter(coalition=by.coalition_id, key=key).first()


def chain_is_whole(*, family: Family) -> bool:
    return first_broken_link(family_id=family.pk) is None
