"""Treatment as the programs record it: asked for, begun, kept up, ended. Its own laws follow each fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kinbridge.core.vocabulary import Category
from kinbridge.exchange.county.history import Asked, History

PART2 = frozenset(
    {
        "otp",
        "otp_perinatal",
        "buprenorphine",
        "mothers_babies",
        "residential",
        "aftercare",
        "outpatient",
        "iop",
        "family_recovery",
        "perinatal_recovery",
    }
)
NOTES = (
    "Talked about sleep with a newborn and who can take a turn at night.",
    "Named three people to call when a craving comes. Practiced the call.",
    "Worked on the morning routine so that dosing and day care fit together.",
    "Went over the safe storage box and where the key stays.",
    "Spoke about grief. Will bring a photograph next week if it feels right.",
    "Set one goal for the week: two walks with the baby.",
)


@dataclass(frozen=True, slots=True)
class Way:
    """A way into treatment: the program, the level it gives, the medication, and what people ask for."""

    program: str
    level: str
    medication: str
    asks: str


WAYS = {
    "methadone": Way("otp", "opioid_treatment", "methadone", "medication"),
    "perinatal": Way("otp_perinatal", "opioid_treatment", "methadone", "medication"),
    "office": Way("moud", "outpatient", "buprenorphine", "medication"),
    "buprenorphine": Way("buprenorphine", "outpatient", "buprenorphine", "medication"),
    "recovery_clinic": Way("perinatal_recovery", "outpatient", "buprenorphine", "medication"),
    "residence": Way("mothers_babies", "residential_with_children", "buprenorphine", "residential"),
    "counseling": Way("outpatient", "outpatient", "", "counseling"),
    "intensive": Way("iop", "intensive_outpatient", "", "counseling"),
}
MIX = {
    "methadone": 0.16,
    "perinatal": 0.14,
    "office": 0.1,
    "buprenorphine": 0.12,
    "recovery_clinic": 0.08,
    "residence": 0.08,
    "counseling": 0.2,
    "intensive": 0.12,
}
WITHOUT_PREGNANCY = {way: share for way, share in MIX.items() if way not in ("perinatal", "recovery_clinic")}


NEVER_CAME, NEVER_CAME_BACK = 9, 8
"""Of so many families who ask for treatment, one does not keep the first visit, and one keeps no other."""


def treated(
    story: History, of: int, *, asked: int, sender: str, pregnant: bool = False, goes_well: float = 0.7
) -> bool:
    """Someone asks for treatment on a day, and what came of it. True when they are in treatment today."""
    way = WAYS[story.one_of(MIX if pregnant else WITHOUT_PREGNANCY)]
    injects = story.chance(0.25)
    wait = story.days(0, 2) if pregnant else story.days(1, 20)
    _say(story, asked, way.program, of, "treatment_request", service=way.asks, pregnant=pregnant, injects=injects)
    declined = story.chance(0.08)
    _refer(story, of, asked=asked, sender=sender, way=way, wait=wait, declined=declined)
    if declined or asked + wait >= 0:
        if not declined:
            story.involve(way.program, asked, person=of)
        return False
    if story.number % NEVER_CAME == 0:
        return False
    began = asked + wait
    stays = story.number % NEVER_CAME_BACK != 0
    ended = None if story.chance(goes_well) else began + story.days(20, 260)
    ended = ended if stays else began + 3
    over = None if ended is None or ended >= 0 else ended
    story.involve(way.program, asked, until=over, person=of)
    _say(story, began, way.program, of, "admission", level=way.level)
    if way.level == "opioid_treatment":
        story.step(began + 6, way.program, of, "full_exam_and_first_care_plan", Category.SUD_TREATMENT)
        for day in range(began + 25, -1 if over is None else over, 40):
            story.step(day, way.program, of, "random_drug_test", Category.SUD_TOXICOLOGY)
    if way.medication:
        _medicated(story, of, way, began, over)
    _attends(story, of, way, began, over)
    if over is not None:
        how = story.one_of({"completed": 0.6, "left": 0.25, "transferred": 0.1, "moved": 0.05})
        _say(story, over, way.program, of, "treatment_end", how=how if stays else "left")
    return over is None


def _say(story: History, day: float, program: str, of: int, kind: str, /, **body: Any) -> None:
    """A treatment program's facts are treatment facts, whatever they would be elsewhere."""
    kept_apart = kind in ("attendance", "medication", "toxicology", "counseling_note")
    category = Category.SUD_TREATMENT if program in PART2 and not kept_apart else None
    story.say(day, program, of, kind, category=category, **body)


def _refer(story: History, of: int, *, asked: int, sender: str, way: Way, wait: int, declined: bool) -> None:
    if declined:
        steps = [(asked, "sent", ""), (asked + 2, "declined", "no_opening")]
    else:
        steps = [(asked, "sent", ""), (asked + min(wait, 1), "accepted", ""), (asked + min(wait, 2), "scheduled", "")]
        came = story.number % NEVER_CAME != 0
        kept = story.chance(0.86) and came
        steps.append((asked + wait, "first_kept" if kept else "first_missed", ""))
        if not came:
            steps.append((asked + wait + 12, "closed", "cannot_reach"))
        if kept and story.chance(0.7):
            steps.append((asked + wait + story.days(3, 20), "completed", ""))
    story.referrals.append(Asked(of, sender, way.program, way.asks, tuple(s for s in steps if s[0] < 0)))


def _medicated(story: History, of: int, way: Way, began: int, over: int | None) -> None:
    last = -1 if over is None else over
    _say(story, began, way.program, of, "medication", medication=way.medication, step="started")
    for day in range(began + 30, last, story.days(45, 75)):
        step = "changed" if story.chance(0.15) else "continued"
        _say(story, day, way.program, of, "medication", medication=way.medication, step=step)
    for day in range(began + 12, last, story.days(40, 60)):
        result = story.one_of({"as_prescribed": 0.7, "negative": 0.12, "unexpected": 0.18})
        _say(story, day, way.program, of, "toxicology", result=result)


def _attends(story: History, of: int, way: Way, began: int, over: int | None) -> None:
    """Counseling from the second week; the newest weeks in full, older ones about once a month."""
    last = -1 if over is None else over
    service = (
        "dosing" if way.level == "opioid_treatment" else "group" if way.level.startswith("inten") else "counseling"
    )
    day = began + story.days(3, 9)
    while day < last:
        _say(
            story,
            day,
            way.program,
            of,
            "attendance",
            service=service if story.chance(0.5) else "counseling",
            attended=story.chance(0.85),
        )
        day += story.days(6, 9) if day > last - 40 or day < began + 35 else story.days(24, 34)
    if way.program in PART2:
        for day in range(began + 20, last, story.days(70, 120)):
            _say(story, day, way.program, of, "counseling_note", text=story.random.choice(NOTES))
