"""Who saw or received what of a family, when, why and under which law: from the audit chain, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record
from kinbridge.audit.chain import first_broken_link
from kinbridge.audit.models import Line
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Organization, Program, Viewer
from kinbridge.disclosure.accounting_eyes import Eyes, lines_for, sent_to
from kinbridge.disclosure.accounting_words import GIVEN, SORTED, SORTS, Sort, did, kind_of_record, nobody_signed_in, why
from kinbridge.disclosure.lists import Share
from kinbridge.people.models import Family, Person

PAGE, MOST_ON_PAPER, MOST_IN_A_FILE = 50, 2_000, 1_000_000
WATCH_OVER_RECORDS = frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
THE_FAMILYS = (Sort.LOOKED, Sort.GAVE)
"""What a family's own account reads of: who looked, and who was given something."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines: of these sorts (none for all), from one day on, up to and with another. Unreadable is unsaid."""

    sorts: tuple[Sort, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the accounting, ready to read in the language that is active."""

    pk: int
    at: datetime
    who: str
    organization: str
    did: str
    why: str
    what: tuple[str, ...]
    sources: tuple[str, ...]
    receivers: tuple[str, ...]
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accounting:
    """One page. `total` is how many lines pass the filter, `sorts` how many there are of each sort without it."""

    looks: tuple[Look, ...]
    earlier: str
    total: int
    sorts: tuple[tuple[Sort, str, int], ...]


@transaction.atomic
def accounting(
    *,
    family: Family,
    by: Viewer,
    at: datetime,
    only: Filter = Filter(),
    before: str = "",
    most: int = PAGE,
    act: str = "accounting.seen",
) -> Accounting:
    """One page of the family's accounting, newest first; `before` is the `earlier` of the page before.

    Opening it is itself a line, written after the lines were counted.
    """
    lines = lines_for(by, family=family)
    if only.since:
        lines = lines.filter(at__date__gte=only.since)
    if only.until:
        lines = lines.filter(at__date__lte=only.until)
    sorted_lines = lines.annotate(sort=SORTED)
    counted = dict(sorted_lines.order_by().values_list("sort").annotate(count=Count("pk")))
    if only.sorts:
        lines = sorted_lines.filter(sort__in=only.sorts)
    total = sum(counted.get(sort, 0) for sort in only.sorts or Sort)
    page = list(_before(lines, before).order_by("-at", "-pk")[: most + 1])
    record(act, by=by, at=at, family_id=family.pk, because=Purpose.SELF_ACCESS if by.person_id else "")
    return Accounting(
        looks=tuple(_looks(page[:most], by=by, family=family)),
        earlier=f"{page[most - 1].at.isoformat()}~{page[most - 1].pk}" if len(page) > most else "",
        total=total,
        sorts=tuple((sort, str(words), counted.get(sort, 0)) for sort, words in SORTS.items()),
    )


def _before(lines: QuerySet[Line], given: str) -> QuerySet[Line]:
    """Those older than the last of the page before, as an address says it; what cannot be read is the newest page."""
    moment, _, pk = given.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return lines
    if at.tzinfo is None or not pk.isdecimal() or len(pk) > 18:
        return lines
    return lines.filter(Q(at__lt=at) | Q(at=at, pk__lt=int(pk)))


# ── in words ─────────────────────────────────────────────────────────────────


def _looks(lines: list[Line], *, by: Viewer, family: Family) -> Iterator[Look]:
    eyes = Eyes.of(by, family=family)
    told = {line.pk: eyes.shares(line) for line in lines}
    users = {user.pk: str(user) for user in User.objects.filter(pk__in={line.actor_id for line in lines})}
    names = Names.of(lines, told.values())
    for line in lines:
        shares = told[line.pk]
        what = dict.fromkeys(category for share in shares for category in share.what)
        yield Look(
            pk=line.pk,
            at=line.at,
            who=users.get(line.actor_id or 0, nobody_signed_in(line.act)),
            organization=names.organizations.get(line.organization_id, ""),
            did=did(line.act),
            why=why(line.because),
            what=tuple(map(kind_of_record, what)),
            sources=tuple(
                dict.fromkeys(
                    names.programs[share.source]
                    for share in shares
                    if share.source in names.programs and eyes.may_name(share.source, of=share.of)
                )
            ),
            receivers=tuple(
                names.programs[one] for one in sent_to(line) if one in names.programs and eyes.may_name(one)
            )
            if line.act.endswith(GIVEN)
            else (),
            citations=eyes.citations(line),
        )


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in some lines are called today."""

    organizations: Mapping[UUID | None, str]
    programs: Mapping[UUID, str]

    @classmethod
    def of(cls, lines: Iterable[Line], shares: Iterable[tuple[Share, ...]]) -> Names:
        rows = list(lines)
        programs = {share.source for some in shares for share in some}.union(*map(sent_to, rows))
        acting = Organization.objects.filter(pk__in={line.organization_id for line in rows})
        named = Program.objects.filter(pk__in=programs)
        return cls(dict(acting.values_list("pk", "name")), dict(named.values_list("pk", "name")))


# ── whose chains ─────────────────────────────────────────────────────────────


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


def people_of(family: Family) -> list[Person]:
    return list(Person.objects.filter(family=family).order_by("pk"))


def query(given: str) -> str:
    """What an address asked for, to be asked again in another form: without the page and the form it was in."""
    pairs = parse_qsl(given, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if name not in ("before", "print", "file")])
