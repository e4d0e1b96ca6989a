"""What the pages of members, touchpoints and papers show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kinbridge.consents.models.shelf import Shelved
from kinbridge.consents.models.shelf import agreements as on_shelf
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.stakeholders.actions import keeps
from kinbridge.stakeholders.models import Care, Member, Memo, Review, Signatory, Touchpoint
from kinbridge.stakeholders.rules.papers import DUE_WORDS, MEMO_WORDS, SOON_DAYS, Closing, Due, closing, due
from kinbridge.stakeholders.rules.papers import Memo as MemoKind
from kinbridge.stakeholders.rules.sectors import SECTORS, STANDING_WORDS, Balance, Sector, Standing, balance
from kinbridge.stakeholders.rules.touchpoints import Map, drawn

MOST = 1000
ORDER = (Due.OVERDUE, Due.SOON, Due.NEVER, Due.LATER)
DUE_BADGES = {Due.OVERDUE: "attention", Due.SOON: "waiting", Due.NEVER: "neutral", Due.LATER: "good"}


@dataclass(frozen=True, slots=True)
class Seats:
    """The members of one sector."""

    sector: Sector
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Table:
    seats: tuple[Seats, ...]
    balance: Balance
    standings: tuple[tuple[str, int], ...]
    mine: Member | None
    may_keep: bool


def table(*, by: Viewer) -> Table:
    """Everyone at the table, by sector, and which sectors nobody speaks for."""
    chosen = Member.objects.filter(coalition=by.coalition_id, until=None).select_related("organization")
    members = list(chosen.order_by("-liaison", "name", "pk")[:MOST])
    known = balance((one.sector, one.standing, one.lived, one.liaison) for one in members)
    return Table(
        seats=tuple(
            Seats(sector, there)
            for code, sector in SECTORS.items()
            if (there := tuple(one for one in members if one.sector == code))
        ),
        balance=known,
        standings=tuple((STANDING_WORDS[one], known.by_standing[one]) for one in Standing),
        mine=next((one for one in members if by.user_id is not None and one.account_id == by.user_id), None),
        may_keep=keeps(by),
    )


@dataclass(frozen=True, slots=True)
class Register:
    map: Map
    touchpoints: tuple[Touchpoint, ...]
    may_keep: bool


def touchpoints(*, by: Viewer) -> Register:
    chosen = Touchpoint.objects.filter(coalition=by.coalition_id, ended_on=None).select_related("organization")
    rows = tuple(chosen.order_by("point", "system", "place", "pk")[:MOST])
    return Register(drawn((one.point, one.system, bool(one.next_step)) for one in rows), rows, keeps(by))


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper between partners: an agreement as the gate reads it, or a memo; and what is kept beside it."""

    agreement: Shelved | None
    memo: Memo | None
    care: Care | None
    due: Due
    closing: Closing | None

    @property
    def title(self) -> str:
        return self.agreement.title if self.agreement else self.memo.title if self.memo else ""

    @property
    def sort(self) -> str:
        return "agreement" if self.agreement else "memo"

    @property
    def pk(self) -> int:
        return self.agreement.row.pk if self.agreement else self.memo.pk if self.memo else 0

    @property
    def kind(self) -> str:
        return MEMO_WORDS[MemoKind(self.memo.kind)] if self.memo else ""

    @property
    def reference(self) -> str:
        return self.agreement.row.reference if self.agreement else self.memo.reference if self.memo else ""

    @property
    def starts_on(self) -> date | None:
        return self.agreement.row.starts_on or self.agreement.row.signed_on if self.agreement else self._memo.starts_on

    @property
    def ends_on(self) -> date | None:
        return self.agreement.row.expires_on if self.agreement else self._memo.ends_on

    @property
    def parties(self) -> tuple[str, ...]:
        if self.agreement:
            return tuple(dict.fromkeys((*self.agreement.gives, *self.agreement.gets)))
        return tuple(one.name for one in self._memo.parties.all())

    @property
    def opens(self) -> tuple[str, ...]:
        return tuple(one.what for one in self.agreement.opens) if self.agreement else ()

    @property
    def due_words(self) -> str:
        return DUE_WORDS[self.due]

    @property
    def due_badge(self) -> str:
        return DUE_BADGES[self.due]

    @property
    def unsigned(self) -> tuple[Signatory, ...]:
        return tuple(one for one in self.care.signatories.all() if one.signed_on is None) if self.care else ()

    @property
    def _memo(self) -> Memo:
        if self.memo is None:
            raise ValueError("A paper is an agreement or a memo.")
        return self.memo


@dataclass(frozen=True, slots=True)
class Papers:
    standing: tuple[Paper, ...]
    past: tuple[Paper, ...]
    may_keep: bool

    @property
    def overdue(self) -> int:
        return sum(one.due is Due.OVERDUE for one in self.standing)


def papers(*, by: Viewer, at: datetime) -> Papers:
    """Every paper of the coalition, those due a look first; past ones with what closed."""
    on = day_of(at)
    cares = Care.objects.filter(coalition=by.coalition_id).select_related("lead").prefetch_related("signatories")
    kept = {(one.agreement_id, one.memo_id): one for one in cares}
    standing: list[Paper] = []
    past: list[Paper] = []
    for shelved in on_shelf(by=by, on=on):
        counts = shelved.open and not shelved.waits
        paper = _of_agreement(shelved, kept.get((shelved.row.pk, None)), counts=counts, on=on)
        (standing if shelved.open else past).append(paper)
    for memo in Memo.objects.filter(coalition=by.coalition_id).prefetch_related("parties").order_by("-starts_on", "pk"):
        ends = memo.ends_on
        stands = ends is None or ends > on
        care = kept.get((None, memo.pk))
        ended = closing([memo.promises], stands=stands, ends_on=ends, on=on)
        paper = Paper(None, memo, care, due(care.review_on if care else None, on=on), ended)
        (standing if stands else past).append(paper)
    standing.sort(key=lambda one: ORDER.index(one.due))
    return Papers(tuple(standing), tuple(past), keeps(by))


def _of_agreement(shelved: Shelved, care: Care | None, *, counts: bool, on: date) -> Paper:
    opens = [one.what for one in shelved.opens]
    ended = closing(opens, stands=counts, ends_on=shelved.row.expires_on, on=on)
    return Paper(shelved, None, care, due(care.review_on if care else None, on=on), ended)


def paper(*, sort: str, pk: int, by: Viewer, at: datetime) -> Paper | None:
    found = papers(by=by, at=at)
    return next((one for one in (*found.standing, *found.past) if (one.sort, one.pk) == (sort, pk)), None)


def reviews_of(care: Care | None) -> Iterable[Review]:
    return care.reviews.select_related("by").order_by("-pk")[:50] if care else ()


def to_review(*, by: Viewer, at: datetime) -> tuple[Paper, ...]:
    """The papers this person looks at again that are due a look, the longest due first: for their Desk."""
    if by.user_id is None:
        return ()
    soon = day_of(at) + timedelta(days=SOON_DAYS)
    if not Care.objects.filter(lead=by.user_id, coalition=by.coalition_id, review_on__lte=soon).exists():
        return ()
    found = [
        one
        for one in papers(by=by, at=at).standing
        if one.care is not None and one.care.lead_id == by.user_id and one.due in (Due.OVERDUE, Due.SOON)
    ]
    return tuple(sorted(found, key=lambda one: (one.care.review_on if one.care else None) or date.max))
