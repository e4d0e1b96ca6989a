"""Sources, the braid of what pays for what, how long it lasts; and a funder's report, which knows of no advocacy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinbridge.directory.models import Program, Viewer
from kinbridge.policy.actions.authority import advocates, keeps
from kinbridge.policy.models import Share, Source, TimeSpent
from kinbridge.policy.rules.money import Cliff, cliff, dollars
from kinbridge.policy.rules.picture import Strip, strip

LISTED = 300


@dataclass(frozen=True, slots=True)
class Strand:
    """One program with everything that pays for it."""

    program: Program
    shares: tuple[Share, ...]
    cliff: Cliff
    strip: Strip


@dataclass(frozen=True, slots=True)
class Braid:
    """`cells` has, for each strand, what each source pays it this year; blank where it pays nothing."""

    strands: tuple[Strand, ...]
    sources: tuple[Source, ...]
    cells: tuple[tuple[Strand, tuple[str, ...]], ...]
    may_keep: bool
    may_advocate: bool


def sources(*, by: Viewer) -> tuple[Source, ...]:
    """Those that end first, first."""
    found = Source.objects.filter(coalition=by.coalition_id)
    return tuple(sorted(found[:LISTED], key=lambda one: (one.ends or date.max, one.name)))


def braid(*, by: Viewer, on: date) -> Braid:
    """Programs in the order in which money ends."""
    shares = Share.objects.filter(source__coalition=by.coalition_id).select_related("source", "program__organization")
    by_program: dict[Program, list[Share]] = defaultdict(list)
    for share in shares.order_by("pk")[:LISTED]:
        by_program[share.program].append(share)
    strands = [_strand(program, some, on=on) for program, some in by_program.items()]
    strands.sort(key=lambda one: (one.cliff.ends or date.max, one.program.name))
    known = sources(by=by)
    cells = tuple((one, tuple(_pays(source, one, on=on) for source in known)) for one in strands)
    return Braid(tuple(strands), known, cells, keeps(by), advocates(by))


def _strand(program: Program, shares: list[Share], *, on: date) -> Strand:
    payings = [share.paying() for share in shares]
    ordered = sorted(shares, key=lambda one: (one.paying().until or date.max, one.source.name))
    return Strand(program, tuple(ordered), cliff(payings, on=on), strip(payings, on=on))


def _pays(source: Source, strand: Strand, *, on: date) -> str:
    paid = [share.yearly for share in strand.shares if share.source_id == source.pk and share.paying().on(on)]
    return dollars(sum(paid, Decimal(0))) if paid else ""


def find_source(*, pk: int, by: Viewer) -> Source | None:
    return Source.objects.filter(pk=pk, coalition=by.coalition_id).first()


@dataclass(frozen=True, slots=True)
class Hours:
    who: str
    minutes: int
    entries: int

    @property
    def hours(self) -> Decimal:
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Report:
    """For one source and one span of days. Everything in it is read by that source's own id."""

    source: Source
    since: date
    until: date
    shares: tuple[Share, ...]
    hours: tuple[Hours, ...]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.hours)

    @property
    def total(self) -> Decimal:
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.01"))


def report(*, source: Source, since: date, until: date) -> Report:
    spent = TimeSpent.objects.filter(
        source=source, purse=TimeSpent.Purse.GRANT, begins__date__gte=since, begins__date__lte=until
    )
    shares = source.shares.select_related("program", "source").order_by("program__name", "pk")
    return Report(source, since, until, tuple(shares), tuple(summed(spent.select_related("who"))))


def summed(spent: Iterable[TimeSpent]) -> list[Hours]:
    """Minutes and entries of each person, by name."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in spent:
        found[str(one.who)].append(one.minutes)
    return [Hours(who, sum(some), len(some)) for who, some in sorted(found.items())]
