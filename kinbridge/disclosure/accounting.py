"""Who saw or received what of a family, when, why and under which law: from the audit chain, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record
from kinbridge.audit.chain import first_broken_link
from kinbridge.audit.models import Line
from kinbridge.core.vocabulary import Purpose, Regime
from kinbridge.directory.models import Organization, Program, Viewer
from kinbridge.people.models import Family, Involvement

PAGE = 50
WATCH_OVER_RECORDS = frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
WORDS = {
    "chart.seen": _("looked at the chart"),
    "chart.read": _("looked at facts in the chart"),
    "clocks.timeline_seen": _("looked at the timeline"),
    "clocks.due_seen": _("looked at what is due"),
    "team.updates_seen": _("looked at team updates"),
    "plan.started": _("began the plan of safe care"),
    "plan.seen": _("looked at the plan of safe care"),
    "plan.printed": _("printed the plan of safe care"),
    "plan.written": _("wrote in the plan of safe care"),
    "plan.handed_over": _("handed over the plan of safe care"),
    "plan.acknowledged": _("said they have the plan of safe care"),
    "plan.signed": _("took down the answer to the plan: signed"),
    "plan.declined": _("took down the answer to the plan: not signed"),
    "referral.sent": _("sent a referral"),
    "referral.seen": _("looked at a referral"),
    "referral.received": _("received a referral"),
    "referral.accepted": _("accepted a referral"),
    "referral.waitlisted": _("put a referral on the waiting list"),
    "referral.scheduled": _("set the first visit of a referral"),
    "referral.first_kept": _("wrote down that the first visit was kept"),
    "referral.first_missed": _("wrote down that the first visit was missed"),
    "referral.completed": _("wrote down that a referral was completed"),
    "referral.declined": _("declined a referral"),
    "referral.withdrawn": _("took a referral back"),
    "referral.closed": _("closed a referral"),
    "consent.proposed": _("began a consent"),
    "consent.recorded": _("put a signed consent on file"),
    "consent.seen": _("looked at a consent"),
    "consent.signed": _("wrote down a signed consent"),
    "consent.held": _("put a consent on hold, as they were told to"),
    "consent.ended": _("wrote down that a consent has ended"),
    "consent.doubted": _("wrote down a doubt about a consent"),
    "consent.entered_in_error": _("marked a consent as made in error"),
    "consent.revoked": _("took down that a consent was taken back"),
    "notice.sent": _("told everyone who had received something that a consent was taken back"),
    "notice.read": _("read that a consent was taken back"),
    "referral.answers_seen": _("looked at answers to referrals"),
    "plan.previewed": _("previewed what a program would see of the plan"),
    "consent.previewed": _("previewed a consent"),
    "consents.seen": _("looked at the consents"),
    "chart.corrected": _("corrected a fact"),
    "chart.entered_in_error": _("withdrew a fact entered in error"),
    "chart.counted": _("counted what is on file"),
    "disclosure.asked": _("asked what may be shared"),
    "disclosure.explained": _("asked why something may be shared, or may not"),
    "disclosure.labels_seen": _("looked at which kinds of record are on file"),
    "screening.read": _("looked at a screen"),
    "accounting.seen": _("looked at who looked"),
    "family.discussed": _("talked about the family in the team"),
    "action.agreed": _("agreed on an action"),
    "action.done": _("finished an action"),
}
PURPOSES = {
    Purpose.TREATMENT: _("for treatment and care"),
    Purpose.CARE_COORDINATION: _("to coordinate care"),
    Purpose.CASE_PLANNING: _("to plan with the family"),
    Purpose.PLAN_OF_SAFE_CARE: _("for the plan of safe care"),
    Purpose.STAFFING_MEETING: _("for the team meeting"),
    Purpose.CHILD_PROTECTION_INVESTIGATION: _("for a child protection investigation"),
    Purpose.COURT_PROCEEDING_OTHER: _("for a court review"),
    Purpose.SELF_ACCESS: _("as their own record"),
}
LOOKS = ("seen", "read", "printed")


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the accounting, ready to read in the language that is active."""

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

    A person's own looks are left out of what they read. A family's own account is not told of acts by a treatment or
    shelter program that serves someone else in the family: that program's name beside theirs would tell what only the
    other person may (42 CFR 2.13(c)).
    """
    lines = Line.objects.filter(Q(family_id=family.pk) | Q(family_id=None, detail__contains={"families": [family.pk]}))
    if by.person_id is not None:
        lines = lines.exclude(organization_id__in=_hidden_from(by, family=family)).exclude(actor_id=by.user_id)
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
            did=str(WORDS.get(line.act, line.act.replace(".", ": ").replace("_", " "))),
            why=str(PURPOSES.get(line.because, "")),  # type: ignore[call-overload]
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
