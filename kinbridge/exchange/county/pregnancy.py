"""A pregnancy as the clinic, the hospital and the home visitor record it, from first visit to checkups."""

from __future__ import annotations

from kinbridge.core.vocabulary import Category
from kinbridge.exchange.county import draw, screens
from kinbridge.exchange.county.history import Carried, History, Someone

TERM = 280
EARLIEST = 34 * 7
PUERPERIUM = 84
FOLLOWED = 10
CHECKUPS = ((4, 0), (27, 1), (61, 2), (122, 4), (183, 6), (274, 9), (365, 12), (456, 15), (548, 18), (730, 24))

MOOD = "maternal_depression_screen"
ASKED_AT = {
    1: (MOOD,),
    2: (MOOD,),
    4: (MOOD,),
    6: (MOOD,),
    9: ("developmental_screen",),
    18: ("developmental_screen", "autism_screen"),
    24: ("autism_screen",),
}


def expecting(story: History, mother: int, *, due: int, twins: bool = False) -> list[int]:
    """A pregnancy that is due on this day, with its infants in the family from the start. Returns the infants."""
    story.pregnancies.append(Carried(mother, due))
    return [draw.child(story, mother, born=None, carried=len(story.pregnancies) - 1) for _ in range(1 + twins)]


def prenatal_care(story: History, mother: int, *, until: int = 0) -> None:
    """Visits from some week on, a screen with words, and the mood questions; some visits are missed."""
    pregnancy = story.pregnancies[-1]
    last = min(until, pregnancy.due, -1) if pregnancy.ended is None else pregnancy.ended
    first_week = round(story.random.triangular(6, 30, 9))
    first = pregnancy.began + first_week * 7 + story.days(0, 6)
    if first >= last:
        return
    story.involve("prenatal", first, person=mother)
    story.say(first, "prenatal", mother, "pregnancy", weeks=pregnancy.weeks(first))
    story.say(first, "prenatal", mother, "prenatal_visit", weeks=pregnancy.weeks(first), kept=True)
    sheet = screens.five_ps(story.random, likely=0.55)
    story.say(first, "prenatal", mother, "screening_result", **sheet)
    story.step(first, "prenatal", mother, "hepatitis_c_screen_in_pregnancy", Category.GENERAL_HEALTH)
    for week in (pregnancy.weeks(first), 20, 32):
        asked = max(first, pregnancy.began + week * 7)
        if asked < last:
            story.step(asked, "prenatal", mother, "substance_use_screen", Category.GENERAL_HEALTH)
    day = first
    while True:
        day += 28 if pregnancy.weeks(day) < 28 else 14 if pregnancy.weeks(day) < 36 else 7
        day += story.days(-2, 2)
        if day >= last:
            break
        story.say(day, "prenatal", mother, "prenatal_visit", weeks=pregnancy.weeks(day), kept=story.chance(0.9))
    if story.chance(0.7):
        sheet = screens.epds(story.random, low_mood=0.32)
        later = min(first + 70, last - 1)
        story.say(later, "prenatal", mother, "screening_result", category=Category.MENTAL_HEALTH, **sheet)


def born(story: History, mother: int, infants: list[int], *, on: int, affected: str) -> None:
    """The birth, the newborn's care, and the way home. Twins come earlier and smaller."""
    last = len(story.pregnancies) - 1
    carried = story.pregnancies[last]
    due = carried.due
    story.pregnancies[last] = Carried(carried.parent, due, on, "birth")
    weeks = max(24, (on - carried.began) // 7)
    stay = story.days(2, 3) if affected == "no" else story.days(4, 12)
    eased = story.chance(0.75)
    story.involve("birth", on, until=on + stay + FOLLOWED, person=mother)
    story.leave("prenatal", mother, on + PUERPERIUM)
    for infant in infants:
        _name(story, infant, on)
        grams = max(900, round(story.random.gauss(3350 - 190 * max(0, 39 - weeks), 380) - 500 * (len(infants) > 1)))
        story.involve("birth", on, until=on + stay + FOLLOWED, person=infant)
        story.involve("nursery", on, until=on + stay + FOLLOWED, person=infant)
        story.say(on, "birth", infant, "birth", weeks=min(weeks, 44), weight_grams=grams, affected=affected)
        if affected != "no":
            story.say(
                on + 1,
                "nursery",
                infant,
                "newborn_care",
                method="eat_sleep_console" if eased else "observation",
                needs_medication=story.chance(0.2),
                rooming_in=eased,
            )
            if affected == "yes":
                story.step(on + 1, "birth", infant, "notification_to_child_protection", Category.GENERAL_HEALTH)
        story.step(on + 1, "nursery", infant, "newborn_hearing_screen", Category.GENERAL_HEALTH)
        checkups(story, infant, born=on)
    if on + stay < 0:
        for infant in infants:
            story.say(on + stay, "nursery", infant, "discharge", to="mother")
        if affected != "no":
            story.say(on + stay, "birth", mother, "naloxone", kits=2)
    for when, likely in ((18, 0.92), (75, 0.85)):
        story.say(on + when, "prenatal", mother, "postpartum_visit", kept=story.chance(likely))
    if story.chance(0.8):
        sheet = screens.epds(story.random, low_mood=0.38)
        story.say(on + 40, "prenatal", mother, "screening_result", category=Category.MENTAL_HEALTH, **sheet)


def _name(story: History, infant: int, on: int) -> None:
    before = story.people[infant]
    story.people[infant] = Someone(
        before.relation if on > -3 * draw.YEAR else "child",
        story.random.choice(draw.NAMES["babies"]),
        before.family,
        on,
        before.sex,
        before.race,
        before.language,
        before.payer,
        before.tribe,
        before.carried,
    )


def checkups(story: History, of: int, *, born: int, since: int | None = None) -> None:
    """Well-child visits so far, the usual ages, a few missed."""
    story.involve("pediatrics", born + 4 if since is None else since, person=of)
    for days, months in CHECKUPS:
        day = born + days + story.days(-2, 5)
        if since is None or day >= since:
            story.say(day, "pediatrics", of, "well_child_visit", months=months, kept=story.chance(0.93))
            for what in ASKED_AT.get(months, ()):
                story.step(day, "pediatrics", of, what, Category.GENERAL_HEALTH)


def lost(story: History, mother: int, *, on: int) -> None:
    """A pregnancy that ended in a loss: recorded once, with a visit after it, and nothing more is asked."""
    last = len(story.pregnancies) - 1
    story.pregnancies[last] = Carried(mother, story.pregnancies[last].due, on, "loss")
    story.say(on + 14, "prenatal", mother, "postpartum_visit", kept=True)
    sheet = screens.epds(story.random, low_mood=0.5)
    story.say(on + 14, "prenatal", mother, "screening_result", category=Category.MENTAL_HEALTH, **sheet)
