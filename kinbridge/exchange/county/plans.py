"""Plans of safe care, written with the real verbs: begun, filled in, answered by the parent, handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from kinbridge.exchange.county.families import Written
from kinbridge.exchange.county.history import Planned
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family, Person, Pregnancy
from kinbridge.plans import actions
from kinbridge.plans.models import Plan

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
    count = 0
    for one in written:
        for planned in one.story.plans:
            _write(county, one, planned)
            count += 1
    return count


def _write(county: County, one: Written, planned: Planned) -> None:
    by = county.at_work(planned.program, one.story.number)
    born = one.story.people[planned.infant].born
    carried = one.story.people[planned.infant].carried
    plan = actions.start(
        family=Family.objects.get(pk=one.family),
        parent=Person.objects.get(pk=one.persons[planned.parent]),
        pregnancy=None if carried is None else Pregnancy.objects.get(pk=one.pregnancies[carried]),
        by=by,
        at=county.moment(planned.began, 10 * 60),
    )
    if planned.signed is None and not planned.declined:
        return
    home = planned.signed if planned.signed is not None else min((born or planned.began) + 4, -1)
    wrote_at = county.moment(home, 10 * 60)
    draft = actions.draft_of(plan=plan, by=by, at=wrote_at)
    said = content(
        one.story.number,
        first_visit=county.day(home + 2).isoformat(),
        after_birth=county.day(home + 16).isoformat(),
    )
    actions.write(version_id=draft.pk, body=said, services=lines(county, one, planned), by=by, at=wrote_at)
    signature = one.story.people[planned.parent]
    actions.answer(
        version_id=draft.pk,
        signed=planned.signed is not None,
        signature=f"{signature.given} {signature.family}" if planned.signed is not None else "",
        disagreement="" if planned.signed is not None else NOT_NOW,
        by=by,
        at=wrote_at + timedelta(minutes=25),
    )
    Plan.objects.filter(pk=plan.pk).update(
        home_on=county.day(home),
        finish_by=county.day(home),
        closed_on=county.day((born or 0) + 365) if born is not None and born + 365 < 0 else None,
    )


def lines(county: County, one: Written, planned: Planned) -> list[actions.Line]:
    """Services the family has been referred to, and the baby's own clinic."""
    owner = county.at_work(planned.program, one.story.number).name
    found = [
        actions.Line(
            person_id=one.persons[planned.infant],
            need="baby's health care",
            service="Well-child visits",
            owner=owner,
            program_id=str(county.programs["pediatrics"].pk),
        )
    ]
    for need, programs in NEED_OF.items():
        for asked in one.story.referrals:
            if asked.receiver in programs and asked.steps:
                found.append(
                    actions.Line(
                        person_id=one.persons[asked.of],
                        need=need,
                        service=asked.service,
                        owner=owner,
                        program_id=str(county.programs[asked.receiver].pk),
                        referred_on=county.day(asked.steps[0][0]),
                    )
                )
                break
    return found


NEED_OF: Mapping[str, tuple[str, ...]] = {
    "early intervention": ("child_find",),
    "home visiting": ("nurse_visits",),
    "housing": ("vouchers", "coordinated_entry"),
    "transport": ("rides",),
}
