"""The three lists that the law lets a person ask for, drawn from the audit chain, and what each leaves out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import User
from kinbridge.audit.actions import record
from kinbridge.audit.models import Line
from kinbridge.core.dates import add_months
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Organization, Program, Viewer
from kinbridge.disclosure.accounting_eyes import RULE, Eyes, lines_for, sent_to
from kinbridge.disclosure.accounting_words import kind_of_record, why
from kinbridge.disclosure.lists import Share
from kinbridge.disclosure.rules import Obligation
from kinbridge.people.models import Family, Person

TPO = frozenset({Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS})


class LawList(StrEnum):
    """Which list. Each is of one person's records, and looks back from the day it is asked for."""

    PART2 = "part2"
    INTERMEDIARY = "intermediary"
    HIPAA = "hipaa"


@dataclass(frozen=True, slots=True)
class Terms:
    title: Promise | str
    says: Promise | str
    cite: str
    years: int
    duty: Obligation


TERMS = {
    LawList.PART2: Terms(
        _("Disclosures of treatment records with consent"),
        _(
            "Everyone who received something of a substance use treatment record with the person's consent in the past "
            "3 years. What went for treatment, payment or operations is on it because it went through this electronic "
            "record; the law does not ask for such a list yet, and this one is kept from the first day."
        ),
        "42 CFR 2.25",
        3,
        Obligation.LOG_PART2,
    ),
    LawList.INTERMEDIARY: Terms(
        _("Received through an intermediary"),
        _(
            "Everyone who received something through an exchange or other intermediary, under a consent that names "
            "their kind and not each one, in the past 3 years. It is owed within 30 days of a written request."
        ),
        "42 CFR 2.24",
        3,
        Obligation.INTERMEDIARY_LIST,
    ),
    LawList.HIPAA: Terms(
        _("Accounting of disclosures of health records"),
        _(
            "Everyone who received something of a health record in the past 6 years in one of the ways that the law "
            "wants counted, such as a report or a court order. It is owed within 60 days."
        ),
        "45 CFR 164.528",
        6,
        Obligation.ACCOUNTING,
    ),
}
WITHIN = _("used within the organization that holds it")
TO_SELF = _("shown to the person")
BY_RULE = {
    LawList.HIPAA: (
        ("45 CFR 164.506", _("for treatment, payment or operations")),
        ("45 CFR 164.508", _("with the person's authorization")),
        ("45 CFR 164.510", _("to family and others who help with care, and to directories")),
        ("45 CFR 164.514(e)", _("in a limited data set")),
        ("45 CFR 164.524", TO_SELF),
    ),
    LawList.PART2: (("42 CFR 2.", _("without consent, under another part of 42 CFR part 2")),),
    LawList.INTERMEDIARY: (("42 CFR 2.", _("not through an intermediary")),),
}
OTHERWISE = {
    LawList.HIPAA: _("not a health record, or one that another law counts"),
    LawList.PART2: _("not a substance use treatment record"),
    LawList.INTERMEDIARY: _("not a substance use treatment record"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One disclosure: when, to whom, what, from whom, what for, and under which law."""

    at: datetime
    receiver: str
    person: str
    what: tuple[str, ...]
    source: str
    why: str
    citations: tuple[str, ...]
    tpo: bool


@dataclass(frozen=True, slots=True)
class LawAccounting:
    """`total` is how often something of the person's record was shared since: listed, or left out with a reason."""

    which: LawList
    terms: Terms
    person: Person
    since: date
    listed: tuple[Listed, ...]
    left_out: tuple[tuple[str, int], ...]
    total: int


@transaction.atomic
def law_list(
    *,
    family: Family,
    person: Person,
    which: LawList,
    by: Viewer,
    at: datetime,
    act: str = "accounting.seen",
) -> LawAccounting:
    """One of the lists, newest first, of one person's records; the reading of it leaves a line."""
    terms = TERMS[which]
    today = day_of(at)
    since = add_months(today, -12 * terms.years)
    lines = lines_for(by, family=family).filter(at__date__gte=since, detail__has_key="shared")
    listed: list[Listed] = []
    left_out = Counter[str]()
    eyes = Eyes.of(by, family=family)
    shared = [
        (line, share) for line in lines.order_by("-at", "-pk") for share in eyes.shares(line) if share.of == person.pk
    ]
    told = _Told.of(shared)
    for line, share in shared:
        reason = _left_out(line, share, which=which, person=person, told=told)
        if reason:
            left_out[str(reason)] += 1
        else:
            listed.extend(_rows(line, share, told))
    record(act, by=by, at=at, family_id=family.pk, about=f"person:{person.pk}", detail={"list": which.value})
    total = sum(left_out.values()) + len(listed)
    return LawAccounting(which, terms, person, since, tuple(listed), tuple(sorted(left_out.items())), total)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the ids in the shares are called, and which organization each program belongs to."""

    users: dict[int, str]
    organizations: dict[UUID, str]
    programs: dict[UUID, Program]

    @classmethod
    def of(cls, shared: list[tuple[Line, Share]]) -> _Told:
        wanted = {share.source for _, share in shared}.union(*(sent_to(line) for line, _ in shared))
        programs = Program.objects.filter(pk__in=wanted).select_related("organization")
        actors = User.objects.filter(pk__in={line.actor_id for line, _ in shared})
        acting = Organization.objects.filter(pk__in={line.organization_id for line, _ in shared})
        return cls(
            {user.pk: str(user) for user in actors},
            dict(acting.values_list("pk", "name")),
            {program.pk: program for program in programs},
        )


def _rows(line: Line, share: Share, told: _Told) -> Iterator[Listed]:
    receivers = [told.programs[one].name for one in sent_to(line) if one in told.programs]
    sends = line.act.endswith(("sent", "handed_over"))
    organization = told.organizations.get(line.organization_id, "") if line.organization_id else ""
    for receiver in receivers if sends and receivers else [organization]:
        yield Listed(
            at=line.at,
            receiver=receiver,
            person="" if sends else told.users.get(line.actor_id or 0, ""),
            what=tuple(map(kind_of_record, share.what)),
            source=told.programs[share.source].name if share.source in told.programs else "",
            why=why(line.because),
            citations=tuple(dict.fromkeys(RULE[rule].cite for rule in share.rules if rule in RULE)),
            tpo=line.because in TPO,
        )


def _left_out(line: Line, share: Share, *, which: LawList, person: Person, told: _Told) -> Promise | str:
    """Why this is not on the list; nothing when it is."""
    if line.actor_id is not None and line.actor_id == person.account_id:
        return TO_SELF
    if _within(line, share, told):
        return WITHIN
    if TERMS[which].duty in share.lists:
        return ""
    cites = [cite for rule in share.rules if rule in RULE for cite in RULE[rule].cites]
    reasons = (says for law, says in BY_RULE[which] if any(cite.startswith(law) for cite in cites))
    return next(reasons, OTHERWISE[which])


def _within(line: Line, share: Share, told: _Told) -> bool:
    source = told.programs.get(share.source)
    to = [told.programs[one].organization_id for one in sent_to(line) if one in told.programs]
    receivers = set(to) if to else {line.organization_id}
    return source is not None and receivers == {source.organization_id}
