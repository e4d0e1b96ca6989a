"""What the pages of the continuum show: counted from the directory as it stands now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kinbridge.directory.models import Address, Attribute, Capacity, Service, Viewer
from kinbridge.directory.rules.points import AIMS, POINT_WORDS
from kinbridge.directory.rules.practices import practice_of, practices
from kinbridge.directory.rules.terms import TAXONOMY, Term, level_words
from kinbridge.directory.rules.words import (
    CATEGORY_WORDS,
    POPULATION_WORDS,
    Evidence,
    Population,
    ServiceCategory,
)
from kinbridge.directory.shelves import offers_of
from kinbridge.gaps.actions import keeps
from kinbridge.gaps.models import Estimate, Filling, Gap, Kind, Word
from kinbridge.gaps.rules.continuum import SERVES, Count, Listed, by_age, by_level
from kinbridge.gaps.rules.framework import SYSTEM_WORDS, Cell, Stage, System, counted
from kinbridge.gaps.rules.need import Shortfall, shortfall
from kinbridge.gaps.rules.register import STANDING_WORDS, Fill, Fit, Standing, fit_of, standing_of, standing_sentence

LISTED = 500


# ── what there is ────────────────────────────────────────────────────────────


def listed(*, coalition_id: int) -> list[Listed]:
    """Every running service with its level, its places in all, and the towns of its public addresses."""
    services = Service.objects.filter(coalition_id=coalition_id, status=Service.Status.ACTIVE)
    names = {key: (name, program) for key, name, program in services.values_list("pk", "name", "program")}
    levels, places, areas = _levels(coalition_id), _places(coalition_id), _areas(coalition_id)
    return [
        Listed(
            names[key][0],
            offer,
            levels.get(key, ""),
            places.get(names[key][1] or key, 0),
            tuple(sorted(areas.get(key, ()))),
            key,
        )
        for key, offer in offers_of(coalition_id)
        if key in names
    ]


def _levels(coalition_id: int) -> dict[UUID, str]:
    said = Attribute.objects.filter(
        coalition_id=coalition_id, taxonomy_term__taxonomy=TAXONOMY, taxonomy_term__code__startswith=f"{Term.LEVEL}:"
    )
    return {key: code.partition(":")[2] for key, code in said.values_list("link_id", "taxonomy_term__code")}


def _places(coalition_id: int) -> dict[UUID, int]:
    """Places in all, as last stated, by program or service."""
    found: dict[UUID, int] = defaultdict(int)
    stated = Capacity.objects.current().filter(coalition_id=coalition_id, total_slots__isnull=False)
    for program, service, total in stated.values_list("program", "service", "total_slots"):
        found[program or service] += total or 0
    return found


def _areas(coalition_id: int) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    addresses = Address.objects.filter(coalition_id=coalition_id, location__confidential=False)
    for service, city in addresses.values_list("location__service_at_locations__service", "city"):
        if service is not None:
            found[service].add(city)
    return found


@dataclass(frozen=True, slots=True)
class Continuum:
    areas: tuple[str, ...]
    area: str
    populations: tuple[str, ...]
    levels: list[tuple[str, list[tuple[str, Count]]]]
    ages: tuple[str, ...]
    children: list[tuple[str, list[tuple[str, Count]]]]
    empty_cells: int


def continuum(*, by: Viewer, at: datetime, area: str = "") -> Continuum:
    services = listed(coalition_id=by.coalition_id)
    areas = tuple(sorted({town for one in services for town in one.areas}))
    area = area if area in areas else ""
    here = [one for one in services if not area or area in one.areas]
    levels = [(level_words(level), cells) for level, cells in by_level(here, at=at)]
    children = [(CATEGORY_WORDS[kind], cells) for kind, cells in by_age(here, at=at)]
    return Continuum(
        areas=areas,
        area=area,
        populations=tuple(POPULATION_WORDS[who].capitalize() for who in SERVES),
        levels=levels,
        ages=tuple(words for words, _count in children[0][1]),
        children=children,
        empty_cells=sum(not count.services for _row, cells in (*levels, *children) for _words, count in cells),
    )


# ── what is needed ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Need:
    """An estimate against the places there are for it."""

    estimate: Estimate
    what: str
    places: int
    services: int
    shortfall: Shortfall


def kind_words(kind: Kind) -> str:
    parts = [CATEGORY_WORDS[ServiceCategory(kind.category)]]
    parts += [level_words(kind.level)] if kind.level else []
    whom = POPULATION_WORDS[Population(kind.population)]
    parts += [f"for {whom}"] if kind.population != Population.ANYONE else []
    parts += [kind.area] if kind.area else []
    return ", ".join(parts)


def needs(*, by: Viewer) -> list[Need]:
    """The newest estimate of each kind, those that lack most first."""
    newest: dict[tuple[str, ...], Estimate] = {}
    for estimate in Estimate.objects.filter(coalition=by.coalition_id).order_by("stated_at", "pk")[:LISTED]:
        newest[estimate.category, estimate.level, estimate.population, estimate.area] = estimate
    services = listed(coalition_id=by.coalition_id)
    found = [need_of(estimate, services) for estimate in newest.values()]
    return sorted(found, key=lambda one: (-one.shortfall.missing.low, -one.shortfall.missing.high, one.what))


def need_of(estimate: Estimate, services: list[Listed]) -> Need:
    serves = SERVES.get(Population(estimate.population), SERVES[Population.ANYONE])
    meant = [
        one
        for one in services
        if one.offer.category == estimate.category
        and (not estimate.level or one.level == estimate.level)
        and (not estimate.area or estimate.area in one.areas)
        and serves(one.offer)
    ]
    places = sum(one.places for one in meant)
    missing = shortfall(
        people_low=estimate.people_low,
        people_high=estimate.people_high,
        stay_days=estimate.stay_days,
        places=places,
    )
    return Need(estimate, kind_words(estimate), places, len(meant), missing)


# ── the framework ────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Row:
    point: int
    words: str
    aim: str
    cells: tuple[Cell, ...]


def framework(*, by: Viewer) -> tuple[Row, ...]:
    """The five points by the systems: what the coalition said last, and what is listed."""
    services = Service.objects.filter(coalition=by.coalition_id, status=Service.Status.ACTIVE)
    there = counted(services.values_list("category", "organization__kind"))
    said: dict[tuple[int, str], Word] = {}
    for word in Word.objects.filter(coalition=by.coalition_id).order_by("stated_at", "pk"):
        said[word.point, word.system] = word
    rows = []
    for point, words in POINT_WORDS.items():
        cells = []
        for system in System:
            last = said.get((point, system.value))
            stage = Stage(last.stage) if last else None
            cells.append(Cell(point, system, there[point, system], stage, last.note if last else ""))
        rows.append(Row(point, words, AIMS[point], tuple(cells)))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class CellPage:
    cell: Cell
    words: tuple[Word, ...]
    may_say: bool

    @property
    def point_words(self) -> str:
        return POINT_WORDS[self.cell.point]

    @property
    def system_words(self) -> str:
        return SYSTEM_WORDS[self.cell.system]


def open_cell(*, point: int, system: str, by: Viewer) -> CellPage | None:
    cells = [cell for row in framework(by=by) for cell in row.cells]
    cell = next((one for one in cells if one.point == point and one.system.value == system), None)
    if cell is None:
        return None
    words = Word.objects.filter(coalition=by.coalition_id, point=point, system=system).select_related("stated_by")
    return CellPage(cell, tuple(words.order_by("-stated_at", "-pk")[:50]), keeps(by))


# ── the register ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class GapRow:
    gap: Gap
    what: str
    standing: Standing
    sentence: str

    @property
    def standing_words(self) -> str:
        return STANDING_WORDS[self.standing]


def fills_of(fillings: list[Filling]) -> list[Fill]:
    found = []
    for one in fillings:
        practice = practice_of(one.practice)
        runs = one.service is not None and one.service.status == Service.Status.ACTIVE
        found.append(Fill(practice.name if practice else one.practice, one.service_name, runs))
    return found


def gap_row(gap: Gap) -> GapRow:
    fills = fills_of(list(gap.fillings.all()))
    return GapRow(gap, kind_words(gap), standing_of(fills), standing_sentence(fills))


ORDER = [Standing.REOPENED, Standing.OPEN, Standing.PLANNED, Standing.CLOSED]


def register(*, by: Viewer) -> list[GapRow]:
    """Every gap, those that opened again first and those that are closed last."""
    gaps = Gap.objects.filter(coalition=by.coalition_id).prefetch_related("fillings__service")
    rows = [gap_row(gap) for gap in gaps.order_by("opened_on", "pk")[:LISTED]]
    return sorted(rows, key=lambda row: ORDER.index(row.standing))


@dataclass(frozen=True, slots=True)
class Chosen:
    filling: Filling
    name: str
    code: str
    evidence: str
    runs: bool


@dataclass(frozen=True, slots=True)
class GapPage:
    row: GapRow
    chosen: tuple[Chosen, ...]
    fits: tuple[Fit, ...]
    need: Need | None
    services: tuple[Service, ...]
    may_keep: bool


def open_gap_page(*, pk: int, by: Viewer) -> GapPage | None:
    gap = Gap.objects.filter(pk=pk, coalition=by.coalition_id).prefetch_related("fillings__service").first()
    if gap is None:
        return None
    taken = {one.practice for one in gap.fillings.all()}
    fits = [
        fit_of(one, category=gap.category, point=gap.point)
        for one in practices()
        if gap.category in one.categories and one.code not in taken
    ]
    need = next((one for one in needs(by=by) if one.what == kind_words(gap)), None)
    services = Service.objects.filter(coalition=by.coalition_id, status=Service.Status.ACTIVE, category=gap.category)
    return GapPage(
        row=gap_row(gap),
        chosen=tuple(chosen_of(one) for one in gap.fillings.all()),
        fits=tuple(sorted(fits, key=lambda fit: -fit.total)),
        need=need,
        services=tuple(services.select_related("organization").order_by("name", "pk")[:LISTED]),
        may_keep=keeps(by),
    )


def chosen_of(filling: Filling) -> Chosen:
    practice = practice_of(filling.practice)
    runs = filling.service is not None and filling.service.status == Service.Status.ACTIVE
    if practice is None:
        return Chosen(filling, filling.practice, "", Evidence.NOT_RATED, runs)
    return Chosen(filling, practice.name, practice.code, practice.label, runs)


def find_filling(*, pk: int, gap: Gap) -> Filling | None:
    return Filling.objects.filter(pk=pk, gap=gap).first()
