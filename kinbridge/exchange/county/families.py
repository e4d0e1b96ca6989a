"""Write whole family histories: people, who works with them, labels and facts, and one audit line for each family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.types.json import Jsonb

from kinbridge.audit.models import Line
from kinbridge.chart.kinds import kind as kind_of
from kinbridge.chart.models import Entry, Label
from kinbridge.exchange.county.history import Fact, History
from kinbridge.exchange.county.place import County
from kinbridge.exchange.county.rows import reserve, write
from kinbridge.people.models import Custody, Family, Involvement, Kinship, Member, Person, Pregnancy
from kinbridge.plans.models import Plan
from kinbridge.referrals.models import Referral

DAYS = ("next_on", "expires_on")
TYPED_IN_WITHIN = 90
LATE = {"outpatient": timedelta(days=6)}
"""A program whose workers write a third of their facts down so much later."""
LABELS = ("id", "family_id", "coalition_id", "program_id", "category", "subject_id", "regimes", "received_under")
ENTRIES = (
    "id", "family_id", "coalition_id", "label_id", "kind", "body", "occurred_at", "recorded_at", "recorded_by_id",
    "source_id", "supersedes_id", "entered_in_error",
)  # fmt: skip
AUDIT = (
    "at",
    "family_id",
    "actor_id",
    "act",
    "about",
    "because",
    "citations",
    "detail",
    "position",
    "previous",
    "digest",
)


@dataclass(frozen=True, slots=True)
class Written:
    """One family's ids, in the order of its history's lists: what the other capabilities point at."""

    story: History
    family: int
    persons: tuple[int, ...]
    pregnancies: tuple[int, ...]
    referrals: tuple[int, ...]
    plans: tuple[int, ...]
    labels: dict[tuple[str, str, int], int] = field(default_factory=dict)


def write_families(county: County, stories: Sequence[History]) -> list[Written]:
    """All of these, a table at a time. In the caller's transaction."""
    coalition = county.coalition.pk
    families = reserve(Family, len(stories))
    persons = iter(reserve(Person, sum(len(story.people) for story in stories)))
    carried = iter(reserve(Pregnancy, sum(len(story.pregnancies) for story in stories)))
    asked = iter(reserve(Referral, sum(len(story.referrals) for story in stories)))
    planned = iter(reserve(Plan, sum(len(story.plans) for story in stories)))
    written = [
        Written(
            story,
            family,
            tuple(next(persons) for _ in story.people),
            tuple(next(carried) for _ in story.pregnancies),
            tuple(next(asked) for _ in story.referrals),
            tuple(next(planned) for _ in story.plans),
        )
        for story, family in zip(stories, families, strict=True)
    ]
    write(Line, AUDIT, (_audited(county, one) for one in written))  # first: see TABLES in bulk
    _people(county, coalition, written)
    _ties(county, coalition, written)
    _chart(county, coalition, written)
    return written


def _people(county: County, coalition: int, written: Sequence[Written]) -> None:
    write(
        Family,
        ("id", "key", "coalition_id", "name", "opened_on", "closed_on"),
        (
            (
                one.family,
                one.story.key,
                coalition,
                one.story.name,
                county.day(one.story.opened),
                None if one.story.closed is None else county.day(one.story.closed),
            )
            for one in written
        ),
    )
    write(
        Pregnancy,
        ("id", "family_id", "coalition_id", "parent_id", "due_on", "began_on", "ended_on", "outcome"),
        (
            (
                pk,
                one.family,
                coalition,
                one.persons[carried.parent],
                county.day(carried.due),
                county.day(carried.began),
                None if carried.ended is None else county.day(carried.ended),
                carried.outcome,
            )
            for one in written
            for pk, carried in zip(one.pregnancies, one.story.pregnancies, strict=True)
        ),
    )
    write(
        Person,
        (
            "id", "key", "family_id", "coalition_id", "given_name", "family_name", "relation", "birth_date", "sex",
            "race_ethnicity", "tribe", "language", "payer", "carried_in_id",
        ),
        (
            (
                pk,
                _key(one.story, place),
                one.family,
                coalition,
                someone.given,
                someone.family,
                someone.relation,
                None if someone.born is None else county.day(someone.born),
                someone.sex,
                someone.race,
                someone.tribe,
                someone.language,
                someone.payer,
                None if someone.carried is None else one.pregnancies[someone.carried],
            )
            for one in written
            for place, (pk, someone) in enumerate(zip(one.persons, one.story.people, strict=True))
        ),
    )  # fmt: skip


def _key(story: History, place: int) -> UUID:
    """A person's key follows from their family's, so that the same seed gives the same addresses."""
    return UUID(int=(story.key.int ^ (place + 1) << 32) & ((1 << 128) - 1))


def _ties(county: County, coalition: int, written: Sequence[Written]) -> None:
    write(
        Member,
        ("family_id", "coalition_id", "person_id", "since"),
        (
            (one.family, coalition, pk, county.day(_joined(one.story, place)))
            for one in written
            for place, pk in enumerate(one.persons)
        ),
    )
    write(
        Kinship,
        ("family_id", "coalition_id", "person_id", "relative_id", "kind", "since"),
        (
            (one.family, coalition, one.persons[kin.person], one.persons[kin.relative], kin.kind, county.day(kin.since))
            for one in written
            for kin in one.story.kin
        ),
    )
    write(
        Custody,
        ("family_id", "coalition_id", "child_id", "power", "holder_id", "agency_id", "order", "since", "until"),
        (
            (
                one.family,
                coalition,
                one.persons[held.child],
                held.power,
                None if held.holder is None else one.persons[held.holder],
                county.programs[held.agency].pk if held.agency else None,
                f"JV-{one.story.number:05d}" if held.agency else "",
                county.day(held.since),
                None if held.until is None else county.day(held.until),
            )
            for one in written
            for held in one.story.custody
        ),
    )
    write(
        Involvement,
        ("family_id", "coalition_id", "program_id", "person_id", "lead", "worker_id", "since", "until"),
        (
            (
                one.family,
                coalition,
                county.programs[tie.program].pk,
                None if tie.person is None else one.persons[tie.person],
                tie.lead,
                county.worker(tie.program, one.story.number),
                county.day(tie.since),
                None if tie.until is None else county.day(tie.until),
            )
            for one in written
            for tie in one.story.involved.values()
        ),
    )


def _joined(story: History, place: int) -> int:
    """A baby belongs to the family from the start of the pregnancy, everyone else from the start of the story."""
    born = story.people[place].born
    if born is None or born > story.opened:
        carried = story.people[place].carried
        return story.opened if carried is None else max(story.opened, story.pregnancies[carried].began)
    return story.opened


def _chart(county: County, coalition: int, written: Sequence[Written]) -> None:
    distinct = [(one, key) for one in written for key in dict.fromkeys(map(label_of, one.story.facts))]
    for (one, key), pk in zip(distinct, reserve(Label, len(distinct)), strict=True):
        one.labels[key] = pk
    write(
        Label,
        LABELS,
        (
            (
                one.labels[program, category, of],
                one.family,
                coalition,
                county.programs[program].pk,
                category,
                one.persons[of],
                sorted(county.programs[program].regimes),
                "",
            )
            for one, (program, category, of) in distinct
        ),
    )
    facts = [(one, fact) for one in written for fact in one.story.facts]
    ids = reserve(Entry, len(facts))
    places = {id(fact): pk for (_, fact), pk in zip(facts, ids, strict=True)}
    corrected = {id(fact.corrects) for _, fact in facts}
    write(
        Entry,
        ENTRIES,
        (
            (
                pk,
                one.family,
                coalition,
                one.labels[label_of(fact)],
                fact.kind,
                Jsonb(body(county, fact, referral=one.referrals, plan=one.plans)),
                county.moment((fact.corrects or fact).day, (fact.corrects or fact).minute),
                _recorded(county, fact, one.story.number + pk, may_be_late=id(fact) not in corrected),
                county.worker(fact.program, one.story.number),
                "",
                None if fact.corrects is None else places[id(fact.corrects)],
                fact.withdrawn,
            )
            for (one, fact), pk in zip(facts, ids, strict=True)
        ),
    )


def label_of(fact: Fact) -> tuple[str, str, int]:
    category = kind_of(fact.kind).category if fact.category is None else fact.category
    return fact.program, str(category), fact.of


def body(county: County, fact: Fact, **ids: Sequence[int]) -> dict[str, object]:
    """What the chart stores: checked by its kind, with days made into dates, and a referral's or plan's place into
    its id.
    """
    known = kind_of(fact.kind)
    raw = {
        name: county.day(value).isoformat() if name in DAYS and isinstance(value, int) else value
        for name, value in fact.body.items()
    }
    for name, known_ids in ids.items():
        if name in raw:
            raw[name] = known_ids[int(str(raw[name]))]
    return known.write(known.read(raw))


def _recorded(county: County, fact: Fact, salt: int, *, may_be_late: bool) -> datetime:
    """Typed in within the hour and a half, by most; never after now, nor after what corrects it."""
    late = LATE.get(fact.program, timedelta()) if may_be_late and salt % 3 == 0 else timedelta()
    known = county.moment(fact.day, fact.minute) + late
    return min(known + timedelta(minutes=1 + salt % TYPED_IN_WITHIN), county.at)


def _audited(county: County, one: Written) -> tuple[object, ...]:
    detail = {"facts": len(one.story.facts), "people": len(one.persons)}
    about = f"family:{one.family}"
    return county.at, one.family, None, "county.loaded", about, "", [], Jsonb(detail), 0, "", ""
