"""The shapes that family histories take, and how often. Each is a handful of chapters told in order."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from uuid import UUID

from kinbridge.exchange.county import draw, supports, welfare
from kinbridge.exchange.county.agreements import aged, agreements, milestones, safe_care_plan
from kinbridge.exchange.county.history import Custodian, History, Kin
from kinbridge.exchange.county.pregnancy import born, checkups, expecting, lost, prenatal_care
from kinbridge.exchange.county.treatment import treated

Path = Callable[[History], None]


def now_expecting(story: History) -> None:
    mother, _ = couple(story)
    elder(story, mother, likely=0.45)
    due = story.days(8, 225)
    expecting(story, mother, due=due, twins=story.chance(0.03))
    prenatal_care(story, mother)
    began = due - 280
    asked = story.days(max(began + 40, -220), -2) if began + 40 < -2 else -2
    if story.chance(0.78):
        treated(story, mother, asked=asked, sender="prenatal", pregnant=True, goes_well=0.85)
    if story.chance(0.6):
        supports.needs(story, mother, found_by="prenatal", on=story.days(max(began + 60, -150), -2))
    supports.benefits(story, mother, since=max(began + 50, -200))
    if story.chance(0.4):
        supports.walked_with(story, mother, since=story.days(max(began + 60, -120), -3))
    story.team_since = max(began + 70, -160) if story.chance(0.45) and began + 70 < -3 else None


def new_baby(story: History) -> None:
    _with_birth(story, on=story.days(-70, -2))


def baby_at_home(story: History) -> None:
    _with_birth(story, on=story.days(-430, -71))


def _with_birth(story: History, *, on: int) -> None:
    mother, father = couple(story)
    elder(story, mother, likely=0.4)
    twins = story.chance(0.035)
    early = round(abs(story.random.gauss(0, 12))) + (21 if twins else 0)
    due = on + early - story.days(0, 6)
    infants = expecting(story, mother, due=due, twins=twins)
    prenatal_care(story, mother, until=on)
    engaged = False
    if story.chance(0.72):
        engaged = treated(
            story, mother, asked=on - story.days(15, 200), sender="prenatal", pregnant=True, goes_well=0.75
        )
    affected = story.one_of({"yes": 0.5, "suspected": 0.15, "no": 0.35})
    born(story, mother, infants, on=on, affected=affected)
    if affected != "no":
        for infant in infants:
            supports.early_intervention(story, infant, identified=on + story.days(1, 3), by="nursery")
        safe_care_plan(story, infants[0], mother, born_on=on)
    if story.chance(0.55):
        supports.home_visits(story, mother, since=on + story.days(6, 24), sender="birth")
    supports.needs(story, mother, found_by="birth", on=on + 1)
    supports.benefits(story, mother, since=on - story.days(20, 120))
    if story.chance(0.35):
        supports.walked_with(story, mother, since=min(on + story.days(-40, 30), -3))
    if affected != "no" and not engaged and story.chance(0.4):
        welfare.reported(story, infants[0], mother, on=on + 1)
        if story.chance(0.5):
            welfare.supported_at_home(story, infants[0], since=on + 40, until=on + 240)
    if father is not None and story.chance(0.15):
        treated(story, father, asked=min(on + story.days(10, 60), -2), sender="birth")
    story.team_since = on - 60 if story.chance(0.4) else None
    custody_at_home(story, mother, infants, since=on)


def in_care(story: History) -> None:
    """A child away from home today."""
    on = story.days(-700, -15)
    mother, _ = couple(story)
    children = elder(story, mother, likely=1.0, youngest=on - 20, oldest=on - 6 * draw.YEAR)
    kin = draw.grandmother(story, mother) if story.chance(0.45) else None
    welfare.reported(story, children[0], mother, on=on - story.days(3, 20))
    for one in children:
        if kin is not None:
            story.kin.append(Kin(kin, one, "grandparent", story.people[one].born or on))
        welfare.removed(story, one, on=on, kin=kin, home=None)
    if story.chance(0.8):
        treated(story, mother, asked=on + story.days(5, 60), sender="ongoing", goes_well=0.55)
    if (story.people[children[-1]].born or 0) > on - 3 * draw.YEAR and story.chance(0.8):
        supports.early_intervention(story, children[-1], identified=on + 5, by="ongoing")
    supports.needs(story, mother, found_by="ongoing", on=on + story.days(10, 30))
    supports.benefits(story, mother, since=on - 100)
    if story.chance(0.3):
        supports.walked_with(story, mother, since=min(on + 40, -3))


def home_again(story: History) -> None:
    """A child who was away and came home."""
    away = story.days(150, 480)
    home = story.days(-400, -5)
    on = home - away
    mother, _ = couple(story)
    children = elder(story, mother, likely=1.0, youngest=on - 40, oldest=on - 6 * draw.YEAR)
    welfare.reported(story, children[0], mother, on=on - story.days(3, 20))
    for one in children:
        welfare.removed(story, one, on=on, kin=None, home=home)
    treated(story, mother, asked=on + story.days(3, 40), sender="ongoing", goes_well=0.9)
    supports.needs(story, mother, found_by="ongoing", on=on + 21)
    supports.benefits(story, mother, since=on - 60)
    supports.walked_with(story, mother, since=on + 60)
    supports.naloxone(story, mother, on=home)
    custody_at_home(story, mother, children, since=home)


def helped_at_home(story: History) -> None:
    """A report, and support with the children at home; here and there it is the father who asks for treatment."""
    on = story.days(-600, -25)
    by_father = story.chance(0.15)
    mother, father = couple(story, father_likely=1.0 if by_father else 0.5)
    children = elder(story, mother, likely=1.0, youngest=on - 60, oldest=on - 9 * draw.YEAR)
    grown = father if by_father and father is not None else mother
    welfare.reported(story, children[0], grown, on=on)
    until = on + story.days(120, 300)
    welfare.supported_at_home(story, children[0], since=min(on + 30, -1), until=until if until < 0 else None)
    if story.chance(0.6):
        treated(story, grown, asked=min(on + story.days(4, 40), -1), sender="assessment", goes_well=0.6)
    if (story.people[children[-1]].born or 0) > -3 * draw.YEAR:
        checkups(story, children[-1], born=story.people[children[-1]].born or 0, since=on)
    supports.needs(story, grown, found_by="assessment", on=min(on + 6, -1))
    supports.benefits(story, grown, since=on - 200)
    if until < -60:
        story.closed = until + 30
    custody_at_home(story, mother, children, since=on - 300)


def just_reported(story: History) -> None:
    """A report of the last days; some have been met, some wait, a few are past due."""
    on = story.days(-16, -1)
    mother, _ = couple(story)
    children = elder(story, mother, likely=1.0, youngest=-60, oldest=-8 * draw.YEAR)
    welfare.reported(story, children[0], mother, on=on, met=on < -2)
    custody_at_home(story, mother, children, since=on - 300)


def after_loss(story: History) -> None:
    on = story.days(-200, -20)
    mother, _ = couple(story)
    elder(story, mother, likely=0.3)
    week = story.days(13, 21)
    expecting(story, mother, due=on + 280 - week * 7)
    prenatal_care(story, mother, until=on)
    story.involve("prenatal", on - 20, person=mother)
    lost(story, mother, on=on)
    treated(story, mother, asked=on - 30, sender="prenatal", pregnant=True, goes_well=0.9)
    supports.walked_with(story, mother, since=on + 10)


PATHS: dict[str, tuple[float, Path]] = {
    "expecting": (0.16, now_expecting),
    "new_baby": (0.12, new_baby),
    "baby_at_home": (0.26, baby_at_home),
    "in_care": (0.16, in_care),
    "home_again": (0.11, home_again),
    "helped_at_home": (0.13, helped_at_home),
    "reported": (0.045, just_reported),
    "loss": (0.015, after_loss),
}


def tell(number: int, *, seed: int, names: tuple[str, ...]) -> History:
    """The history of this family. The same number and seed always tell the same one."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - invented, and meant to repeat
    surname = random.choice(names)
    path = random.choices(list(PATHS), weights=[share for share, _ in PATHS.values()])[0]
    story = History(number, UUID(int=random.getrandbits(128), version=4), surname, path, random)
    PATHS[path][1](story)
    agreements(story)
    aged(story)
    aged(story)
    milestones(story)
    mend(story)
    story.facts.sort(key=lambda fact: (fact.day, fact.minute))
    begun = [fact.day for fact in story.facts] + [one.since for one in story.involved.values()]
    story.opened = min(begun, default=-1)
    return story


# ── pieces ───────────────────────────────────────────────────────────────────


def couple(story: History, *, father_likely: float = 0.5) -> tuple[int, int | None]:
    mother = draw.parent(story, "mother")
    if not story.chance(father_likely):
        return mother, None
    father = draw.parent(story, "father", youngest=20, oldest=46)
    if story.chance(0.8):
        story.kin.append(Kin(father, mother, "partner", -story.days(200, 1500)))
    return mother, father


def elder(
    story: History, mother: int, *, likely: float, youngest: int = -2 * draw.YEAR, oldest: int = -9 * draw.YEAR
) -> list[int]:
    """Children born before the story starts, the eldest first; never when the mother was under 17."""
    grown = (story.people[mother].born or -25 * draw.YEAR) + 17 * draw.YEAR
    if not story.chance(likely):
        return []
    how_many = 1 + story.chance(0.4) + story.chance(0.12)
    days = sorted(story.days(min(max(oldest, grown), youngest), youngest) for _ in range(how_many))
    spaced = [day for place, day in enumerate(days) if place == 0 or day - days[place - 1] > 300]
    children = [draw.child(story, mother, born=day) for day in spaced]
    for one in children:
        story.kin.append(Kin(mother, one, "mother", story.people[one].born or -1))
    return children


def custody_at_home(story: History, mother: int, children: list[int], *, since: int) -> None:
    for one in children:
        born_on = story.people[one].born
        if born_on is not None:
            story.custody.append(Custodian.parent(one, mother, since=max(since, born_on)))


def mend(story: History) -> None:
    """Somebody typed something wrong: a few facts are corrected a few days later, and fewer are withdrawn."""
    mistaken = [fact for fact in story.facts if fact.kind in ("attendance", "prenatal_visit", "family_time")]
    for fact in story.random.sample(mistaken, min(len(mistaken), int(story.random.random() * 2.4))):
        later = fact.day + story.days(1, 6)
        if later >= 0:
            continue
        wrong = story.chance(0.25)
        body = dict(fact.body)
        if not wrong and "attended" in body:
            body["attended"] = not body["attended"]
        elif not wrong and fact.kind == "prenatal_visit":
            body["kept"] = not body["kept"]
        elif not wrong:
            continue
        story.say(
            later,
            fact.program,
            fact.of,
            fact.kind,
            category=fact.category,
            corrects=fact,
            withdrawn=wrong,
            **body,
        )
