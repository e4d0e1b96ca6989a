"""What the pages of surveys show: of an open wave nothing, of a closed one what was decided when it closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kinbridge.directory.models import Viewer
from kinbridge.surveys.models import Brought, Cut, Tally, Turnout, Wave
from kinbridge.surveys.rules.anonymous import Share, Told, how_many
from kinbridge.surveys.rules.groups import PLACE_WORDS, systems
from kinbridge.surveys.rules.instruments import OWN, SLOTS, Item, Questions, Slot, score_of
from kinbridge.surveys.rules.results import Change, agreed, apart, change, unsaid

Counted = Mapping[tuple[str, str, str], Mapping[int, int]]
"""By cut, group and item: how many gave each answer."""


@dataclass(frozen=True, slots=True)
class Card:
    """A wave in a list."""

    wave: Wave
    answered: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey that can be asked, ours or a brought one, with its waves, the newest first."""

    questions: Questions
    waves: tuple[Card, ...]

    @property
    def is_open(self) -> bool:
        return any(card.wave.closed_on is None for card in self.waves)


@dataclass(frozen=True, slots=True)
class Row:
    """One statement: everyone's agreement, each told system's, and how far these are apart."""

    item: Item
    everyone: Share | None
    unsaid: Share | None
    systems: tuple[tuple[str, Share | None], ...]
    places: tuple[tuple[str, Share | None], ...]
    apart: int | None


@dataclass(frozen=True, slots=True)
class Results:
    told: Told
    systems: tuple[str, ...]
    places: tuple[str, ...]
    rows: tuple[Row, ...]
    before: Wave | None
    changes: tuple[tuple[str, Change], ...]


def asked(*, by: Viewer) -> list[Asked]:
    waves: dict[str, list[Wave]] = defaultdict(list)
    found = Wave.objects.filter(coalition=by.coalition_id).select_related("brought").order_by("-opened_on", "-pk")
    for wave in found[:200]:
        waves[wave.questions_code].append(wave)
    sets = [one for one in OWN.values() if one.kind == "survey"] + [one.questions for one in brought(by=by).values()]
    return [Asked(one, tuple(card(wave) for wave in waves[one.code])) for one in sets]


def card(wave: Wave) -> Card:
    people = answered(wave)
    return Card(wave, how_many(people))


def answered(wave: Wave) -> int:
    """How many answered: never shown but rounded."""
    if wave.closed_on is None:
        return sum(Turnout.objects.filter(wave=wave).values_list("count", flat=True))
    first = wave.questions.items[0].code
    return sum(Tally.objects.filter(wave=wave, cut=Cut.ALL, item=first).values_list("count", flat=True))


def brought(*, by: Viewer) -> dict[str, Brought]:
    """The newest copy that the coalition brought of each instrument."""
    return {one.slot: one for one in Brought.objects.filter(coalition=by.coalition_id).order_by("pk")}


def slots(*, by: Viewer) -> list[tuple[Slot, Brought | None]]:
    here = brought(by=by)
    return [(slot, here.get(code)) for code, slot in SLOTS.items()]


def find_wave(*, pk: int, by: Viewer) -> Wave | None:
    return Wave.objects.filter(pk=pk, coalition=by.coalition_id).select_related("brought").first()


def questions_named(*, code: str, by: Viewer) -> tuple[Questions | None, Brought | None]:
    """A survey that may be asked, and the copy it comes from if others own it."""
    if code in OWN and OWN[code].kind == "survey":
        return OWN[code], None
    copy = brought(by=by).get(code)
    return (copy.questions if copy else None), copy


def results(wave: Wave) -> Results | None:
    """None while it is open: whoever looked twice would see what the last one said."""
    if wave.closed_on is None or wave.told is None:
        return None
    told = Told(wave.told["everyone"], tuple(wave.told["first"]), tuple(wave.told["second"]))
    counted = _counted(wave)
    rows = [_row(item, wave.questions, told, counted) for item in wave.questions.items] if told.everyone else []
    before = _before(wave)
    return Results(
        told=told,
        systems=tuple(systems()[code] for code in told.first),
        places=tuple(PLACE_WORDS[code] for code in told.second),
        rows=tuple(sorted(rows, key=lambda row: -(row.apart or 0))),
        before=before,
        changes=_changes(counted, _counted(before), wave.questions) if before else (),
    )


def _counted(wave: Wave) -> Counted:
    found: dict[tuple[str, str, str], dict[int, int]] = defaultdict(dict)
    for cut, group, item, value, count in wave.tallies.values_list("cut", "group", "item", "value", "count"):
        if count:
            found[cut, group, item][value] = count
    return found


def _row(item: Item, questions: Questions, told: Told, counted: Counted) -> Row:
    def share_of(cut: str, group: str) -> Share | None:
        return agreed(counted.get((cut, group, item.code), {}), agree_from=questions.agree_from)

    by_system = tuple((systems()[code], share_of(Cut.SYSTEM, code)) for code in told.first)
    return Row(
        item=item,
        everyone=share_of(Cut.ALL, ""),
        unsaid=unsaid(counted.get((Cut.ALL, "", item.code), {})),
        systems=by_system,
        places=tuple((PLACE_WORDS[code], share_of(Cut.PLACE, code)) for code in told.second),
        apart=apart([share for _, share in by_system]),
    )


def _before(wave: Wave) -> Wave | None:
    """The last wave of the same survey that told anything of everyone."""
    earlier = Wave.objects.filter(
        coalition=wave.coalition_id, questions_code=wave.questions_code, closed_on__lt=wave.opened_on
    )
    return earlier.filter(told__everyone=True).select_related("brought").order_by("-closed_on").first()


def _changes(now: Counted, before: Counted, questions: Questions) -> tuple[tuple[str, Change], ...]:
    """For everyone, in all and in each domain."""
    found = []
    for domain in ("", *questions.domains):
        key = (Cut.ALL, "", score_of(domain))
        if (one := change(before.get(key, {}), now.get(key, {}))) is not None:
            found.append((domain or "All statements", one))
    return tuple(found)
