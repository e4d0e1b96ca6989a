"""Plans of safe care of many families: begun, filled in in the parent's words, answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from psycopg.types.json import Jsonb

from kinbridge.exchange.county.families import Written
from kinbridge.exchange.county.history import Asked, Planned
from kinbridge.exchange.county.place import County
from kinbridge.exchange.county.rows import reserve, write
from kinbridge.plans.models import Plan, Reviewed, ServiceLine, Version

STRENGTHS = (
    "I have come to every visit since March. My mother stands by me.",
    "We keep a routine. My sister has the older ones on Fridays.",
    "I asked for help early and I am proud of it.",
    "My partner and I cook together. The neighbors watch out for us.",
)
GOALS = (
    "To take my baby home and keep us both well.",
    "A place of our own before winter.",
    "To stay on my medication and go back to school.",
    "That my children know I am there in the morning.",
)
SOOTHING = ("Skin to skin, low light, small feeds.", "Swaddle, a quiet room, the hum of the fan.", "Being carried.")
NOT_NOW = "I would like to wait until I am home before I sign anything."


def content(number: int, *, first_visit: str, after_birth: str) -> dict[str, dict[str, str]]:
    """What a plan says, in a parent's own plain words; the number picks among a few."""
    return {
        "strengths": {"strengths": STRENGTHS[number % len(STRENGTHS)], "goals": GOALS[number // 4 % len(GOALS)]},
        "infant": {
            "doctor": "Tamarack Primary Care",
            "first_visit": first_visit,
            "soothing": SOOTHING[number % len(SOOTHING)],
            "feeding": "Breast, with a bottle at night" if number % 2 else "Formula",
            "sleep_place": "A crib beside the bed",
            "car_seat": "yes",
        },
        "parent": {"postpartum_visit": after_birth, "mood": "The nurse asks at each visit"},
        "treatment": {"counseling": "Weekly, with child care on site", "naloxone": "yes"},
        "caregivers": {"backup": "The baby's grandmother"},
        "household": {"housing": "Renting; lease until June", "safe_storage": "yes"},
    }


def write_plans(county: County, written: Sequence[Written]) -> int:
    """All plans of these families, each with its first version and the services that stand in it."""
    found = [(one, pk, planned) for one in written for pk, planned in zip(one.plans, one.story.plans, strict=True)]
    versions = reserve(Version, len(found))
    own = ("id", "family_id", "coalition_id")
    write(
        Plan,
        (*own, "parent_id", "pregnancy_id", "program_id", "coordinator_id", "started_on", "home_on", "finish_by",
         "closed_on"),
        (_plan(county, *each) for each in found),
    )  # fmt: skip
    write(
        Version,
        (*own, "plan_id", "number", "body", "prepared_by_id", "changed_at", "answer", "answered_at", "signature",
         "disagreement", "digest"),
        (_version(county, pk, *each) for pk, each in zip(versions, found, strict=True)),
    )  # fmt: skip
    write(
        ServiceLine,
        (*own[1:], "version_id", "person_id", "need", "service", "program_id", "referred_on", "barrier", "next_step",
         "owner"),
        (
            line
            for pk, (one, _, planned) in zip(versions, found, strict=True)
            if planned.answered is not None
            for line in _lines(county, pk, one, planned)
        ),
    )  # fmt: skip
    write(
        Reviewed,
        (*own[1:], "plan_id", "program_id", "name", "held_on", "present", "services", "changed", "still_true",
         "recorded_by_id", "recorded_at"),
        (row for each in found for row in _reviews(county, *each)),
    )  # fmt: skip
    return len(found)


def _reviews(county: County, one: Written, plan: int, planned: Planned) -> Iterator[tuple[object, ...]]:
    """Some services have come by the first two looks, all of them after that."""
    parent = one.story.people[planned.parent]
    for place, (day, name) in enumerate(planned.looked_at(owes_the_last=one.story.number % 3 == 0)):
        own = (one.family, county.coalition.pk, plan, county.programs[planned.program].pk, name, county.day(day))
        found = (f"{parent.given} {parent.family}", "some" if place < 2 else "all", "", True)
        yield (*own, *found, county.worker(planned.program, one.story.number), county.moment(day, 15 * 60))


def _plan(county: County, one: Written, pk: int, planned: Planned) -> tuple[object, ...]:
    infant = one.story.people[planned.infant]
    born = infant.born if infant.born is not None else planned.began
    home = None if planned.answered is None else county.day(planned.answered)
    return (
        pk,
        one.family,
        county.coalition.pk,
        one.persons[planned.parent],
        None if infant.carried is None else one.pregnancies[infant.carried],
        county.programs[planned.program].pk,
        county.worker(planned.program, one.story.number),
        county.day(planned.began),
        home,
        home or county.day(max(born + 5, 1)),
        county.day(born + 365) if born + 365 < 0 else None,
    )


def _version(county: County, pk: int, one: Written, plan: int, planned: Planned) -> tuple[object, ...]:
    parent = one.story.people[planned.parent]
    day = planned.began if planned.answered is None else planned.answered
    signed = planned.answered is not None and not planned.declined
    said = content(
        one.story.number, first_visit=county.day(day + 2).isoformat(), after_birth=county.day(day + 16).isoformat()
    )
    return (
        pk,
        one.family,
        county.coalition.pk,
        plan,
        1,
        Jsonb({} if planned.answered is None else said),
        county.worker(planned.program, one.story.number),
        county.moment(day),
        "" if planned.answered is None else "signed" if signed else "declined",
        None if planned.answered is None else county.moment(day, 11 * 60),
        f"{parent.given} {parent.family}" if signed else "",
        NOT_NOW if planned.declined else "",
        "",
    )


def _lines(county: County, version: int, one: Written, planned: Planned) -> Iterator[tuple[object, ...]]:
    """The baby's own clinic, and what the family has been referred to."""
    owner = county.at_work(planned.program, one.story.number).name
    clinic = Asked(planned.infant, "birth", "pediatrics", "Well-child visits", ())
    needed = [("baby's health care", clinic)]
    for need, programs in NEED_OF.items():
        needed += [(need, asked) for asked in one.story.referrals if asked.receiver in programs and asked.steps][:1]
    for need, asked in needed:
        sent = county.day(asked.steps[0][0]) if asked.steps else None
        program = county.programs[asked.receiver].pk
        own = (one.family, county.coalition.pk, version, one.persons[asked.of])
        yield (*own, need, asked.service, program, sent, "", "", owner)


NEED_OF: Mapping[str, tuple[str, ...]] = {
    "early intervention": ("child_find",),
    "home visiting": ("nurse_visits",),
    "housing": ("vouchers", "coordinated_entry"),
    "transport": ("rides",),
}
