"""Families beyond the first hundreds: lighter histories, cut from a few hundred patterns, for loads up to a million."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from random import Random
from uuid import UUID

from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry, Label
from kinbridge.exchange.county.draw import NAMES
from kinbridge.exchange.county.families import AUDIT, ENTRIES, LABELS, body
from kinbridge.exchange.county.families import label_of as label_of_fact
from kinbridge.exchange.county.history import History
from kinbridge.exchange.county.paths import tell
from kinbridge.exchange.county.place import County
from kinbridge.exchange.county.rows import reserve, write_text
from kinbridge.people.models import Custody, Family, Involvement, Kinship, Member, Person, Pregnancy

PATTERNS = 400
WEEKS_BACK = 12
OF_ONE_KIND = 3
NOTHING = "\\N"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A thinned history on a certain day, with everything written out that does not differ between families."""

    story: History
    labels: tuple[tuple[str, str, int], ...]
    entries: tuple[tuple[int, int, str], ...]
    """For each fact: its label's place, the place of the fact it corrects or -1, and the rest of its line."""


def write_bulk(county: County, numbers: range, *, names: tuple[str, ...]) -> int:
    """These families and their facts; the number of facts. In the caller's transaction."""
    chosen = [(number, _pattern(county, number % PATTERNS, number // PATTERNS % WEEKS_BACK)) for number in numbers]
    families = reserve(Family, len(chosen))
    persons = iter(reserve(Person, sum(len(p.story.people) for _, p in chosen)))
    carried = iter(reserve(Pregnancy, sum(len(p.story.pregnancies) for _, p in chosen)))
    labels = iter(reserve(Label, sum(len(p.labels) for _, p in chosen)))
    entries = iter(reserve(Entry, sum(len(p.entries) for _, p in chosen)))
    drafts = [
        Draft(
            number,
            pattern,
            family,
            [next(persons) for _ in pattern.story.people],
            [next(carried) for _ in pattern.story.pregnancies],
            [next(labels) for _ in pattern.labels],
            [next(entries) for _ in pattern.entries],
            county,
            names,
        )
        for (number, pattern), family in zip(chosen, families, strict=True)
    ]
    for model, columns, lines in TABLES:
        write_text(model, columns, (line for draft in drafts for line in lines(draft)))
    return sum(len(pattern.entries) for _, pattern in chosen)


@dataclass(slots=True)
class Draft:
    number: int
    pattern: Pattern
    family: int
    persons: list[int]
    pregnancies: list[int]
    labels: list[int]
    entries: list[int]
    county: County
    names: tuple[str, ...]

    @property
    def shift(self) -> int:
        return -7 * (self.number // PATTERNS % WEEKS_BACK)

    @property
    def mine(self) -> str:
        return f"{self.family}\t{self.county.coalition.pk}"

    def day(self, day: int | None) -> str:
        return NOTHING if day is None else self.county.day(min(day + self.shift, 400)).isoformat()

    def drawn(self) -> tuple[UUID, str, Random]:
        random = Random(self.number * 1_000_003 + self.county.seed)  # noqa: S311 - invented, and meant to repeat
        return UUID(int=random.getrandbits(128), version=4), random.choice(self.names), random


def _families(draft: Draft) -> Iterator[str]:
    key, surname, _ = draft.drawn()
    story = draft.pattern.story
    coalition = draft.county.coalition.pk
    yield (
        f"{draft.family}\t{key}\t{coalition}\t{surname} family\t{draft.day(story.opened)}\t{draft.day(story.closed)}\n"
    )


def _persons(draft: Draft) -> Iterator[str]:
    key, surname, random = draft.drawn()
    for place, (pk, one) in enumerate(zip(draft.persons, draft.pattern.story.people, strict=True)):
        listed = {"mother": "mothers", "other_adult": "mothers", "father": "fathers"}.get(one.relation, "babies")
        given = "" if one.born is None else random.choice(NAMES[listed])
        own = UUID(int=(key.int ^ (place + 1) << 32))
        carried = NOTHING if one.carried is None else draft.pregnancies[one.carried]
        yield (
            f"{pk}\t{own}\t{draft.mine}\t{given}\t{surname}\t{one.relation}\t{draft.day(one.born)}\t{one.sex}\t"
            f"{one.race}\t{one.tribe}\t{one.language}\t{one.payer}\t{carried}\n"
        )


def _pregnancies(draft: Draft) -> Iterator[str]:
    for pk, one in zip(draft.pregnancies, draft.pattern.story.pregnancies, strict=True):
        parent, ended = draft.persons[one.parent], draft.day(one.ended)
        yield f"{pk}\t{draft.mine}\t{parent}\t{draft.day(one.due)}\t{draft.day(one.began)}\t{ended}\t{one.outcome}\n"


def _members(draft: Draft) -> Iterator[str]:
    opened = draft.day(draft.pattern.story.opened)
    for pk in draft.persons:
        yield f"{draft.mine}\t{pk}\t{opened}\n"


def _kin(draft: Draft) -> Iterator[str]:
    for kin in draft.pattern.story.kin:
        person, relative = draft.persons[kin.person], draft.persons[kin.relative]
        yield f"{draft.mine}\t{person}\t{relative}\t{kin.kind}\t{draft.day(kin.since)}\n"


def _custody(draft: Draft) -> Iterator[str]:
    for held in draft.pattern.story.custody:
        holder = NOTHING if held.holder is None else draft.persons[held.holder]
        agency = draft.county.programs[held.agency].pk if held.agency else NOTHING
        yield (
            f"{draft.mine}\t{draft.persons[held.child]}\t{held.power}\t{holder}\t{agency}\t\t"
            f"{draft.day(held.since)}\t{draft.day(held.until)}\n"
        )


def _ties(draft: Draft) -> Iterator[str]:
    for tie in draft.pattern.story.involved.values():
        person = NOTHING if tie.person is None else draft.persons[tie.person]
        worker = draft.county.worker(tie.program, draft.number) or NOTHING
        yield (
            f"{draft.mine}\t{draft.county.programs[tie.program].pk}\t{person}\t{'t' if tie.lead else 'f'}\t{worker}\t"
            f"{draft.day(tie.since)}\t{draft.day(tie.until)}\n"
        )


def _labels(draft: Draft) -> Iterator[str]:
    for pk, (program, category, of) in zip(draft.labels, draft.pattern.labels, strict=True):
        known = draft.county.programs[program]
        regimes = ",".join(sorted(known.regimes))
        yield f"{pk}\t{draft.mine}\t{known.pk}\t{category}\t{draft.persons[of]}\t{{{regimes}}}\t\n"


def _entries(draft: Draft) -> Iterator[str]:
    mine, labels, entries = draft.mine, draft.labels, draft.entries
    for pk, (label, corrects, rest) in zip(entries, draft.pattern.entries, strict=True):
        yield f"{pk}\t{mine}\t{labels[label]}\t{rest}\t{NOTHING if corrects < 0 else entries[corrects]}\n"


def _audited(draft: Draft) -> Iterator[str]:
    at, facts = draft.county.at.isoformat(), len(draft.entries)
    yield (
        f'{at}\t{draft.family}\t{NOTHING}\tcounty.loaded\tfamily:{draft.family}\t\t{{}}\t{{"facts": {facts}}}\t0\t\t\n'
    )


ENTRIES_IN_BULK = (*(name for name in ENTRIES if name != "supersedes_id"), "supersedes_id")
OWN = ("family_id", "coalition_id")
TABLES = (
    (Line, AUDIT, _audited),  # first: its trigger runs queries, and those slow down with every check that is pending
    (Family, ("id", "key", "coalition_id", "name", "opened_on", "closed_on"), _families),
    (Pregnancy, ("id", *OWN, "parent_id", "due_on", "began_on", "ended_on", "outcome"), _pregnancies),
    (
        Person,
        (
            "id", "key", *OWN, "given_name", "family_name", "relation", "birth_date", "sex", "race_ethnicity", "tribe",
            "language", "payer", "carried_in_id",
        ),
        _persons,
    ),
    (Member, (*OWN, "person_id", "since"), _members),
    (Kinship, (*OWN, "person_id", "relative_id", "kind", "since"), _kin),
    (Custody, (*OWN, "child_id", "power", "holder_id", "agency_id", "order", "since", "until"), _custody),
    (Involvement, (*OWN, "program_id", "person_id", "lead", "worker_id", "since", "until"), _ties),
    (Label, LABELS, _labels),
    (Entry, ENTRIES_IN_BULK, _entries),
)  # fmt: skip


# ── the patterns ─────────────────────────────────────────────────────────────


@lru_cache(maxsize=PATTERNS * WEEKS_BACK)
def _pattern(county: County, which: int, weeks_back: int) -> Pattern:
    """A pattern as it reads so many weeks earlier; nothing in it lies in the future."""
    story = _thinned(county, which)
    labels = tuple(dict.fromkeys(map(label_of_fact, story.facts)))
    places = {id(fact): place for place, fact in enumerate(story.facts)}
    entries = []
    for fact in story.facts:
        first = fact.corrects or fact
        moment = county.moment(first.day - 7 * weeks_back, first.minute)
        typed = county.moment(fact.day - 7 * weeks_back, fact.minute) + timedelta(minutes=30)
        recorded = min(typed, county.at)
        said = json.dumps(body(county, fact)).replace("\\", "\\\\")
        worker = county.worker(fact.program, which) or NOTHING
        rest = f"{fact.kind}\t{said}\t{moment.isoformat()}\t{recorded.isoformat()}\t{worker}\t\t{'ft'[fact.withdrawn]}"
        corrects = -1 if fact.corrects is None else places[id(fact.corrects)]
        entries.append((labels.index(label_of_fact(fact)), corrects, rest))
    return Pattern(story, labels, tuple(entries))


@lru_cache(maxsize=PATTERNS)
def _thinned(county: County, which: int) -> History:
    """A history with at most a few facts of one kind: the first, and the newest."""
    story = tell(-1 - which, seed=county.seed, names=("Alder",))
    by_kind: dict[str, list[int]] = {}
    for place, fact in enumerate(story.facts):
        if fact.kind not in (
            "referral_step",
            "plan_step",
            "milestone",
        ):  # these families have no such rows of their own
            by_kind.setdefault(fact.kind, []).append(place)
    kept = {place for places in by_kind.values() for place in (places[0], *places[1 - OF_ONE_KIND :])}
    facts = [fact for place, fact in enumerate(story.facts) if place in kept]
    there = {id(fact) for fact in facts}
    story.facts = [fact for fact in facts if fact.corrects is None or id(fact.corrects) in there]
    return story
