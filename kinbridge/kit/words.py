"""The kit's own words. They are translated where they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinbridge.field.rules.lines import lines as every_line


class Near(StrEnum):
    """What someone may need near by, in the order of the page."""

    EMERGENCY = "emergency_department"
    TREATMENT = "opioid_treatment_program"
    NALOXONE = "naloxone"
    DROP_BOX = "drop_box"


NEAR_WORDS: dict[Near, Promise] = {
    Near.EMERGENCY: _("Emergency department"),
    Near.TREATMENT: _("Opioid treatment program"),
    Near.NALOXONE: _("Naloxone, free"),
    Near.DROP_BOX: _("Drop box for old medicine"),
}
LINE_WORDS: dict[str, Promise] = {
    "emergency": _("Danger to life: police, fire, ambulance"),
    "crisis": _("Thoughts of suicide, or a crisis: call or text, day and night"),
    "poison": _("A child or anyone swallowed something: Poison Help, day and night"),
    "mothers": _("Pregnant or a new parent and not well in your mind: call or text, day and night"),
    "treatment": _("Find treatment anywhere in the country, day and night, free"),
    "violence": _("Someone at home hurts or frightens you, day and night"),
}
STEPS: tuple[Promise, ...] = (
    _("Shake them and shout their name. Rub your knuckles hard on the breastbone."),
    _("No answer, slow breath, blue lips? Call 911 and say: “not breathing”."),
    _("Give naloxone: the tip into one nostril, and press."),
    _("Breathe for them: head back, pinch the nose, one breath every five seconds."),
    _("Still no answer after 2 to 3 minutes? Give a second dose in the other nostril."),
    _("When they breathe, roll them on their side and stay. Naloxone wears off."),
)
AT_HOME: tuple[Promise, ...] = (
    _("Keep medicine locked and out of sight: methadone and buprenorphine can kill a child."),
    _("A baby sleeps alone, on the back, in their own bed, in the same room."),
    _("Have naloxone at home and tell everyone where it is."),
    _("Do not stop methadone or buprenorphine in pregnancy on your own: call the clinic."),
)


@dataclass(frozen=True, slots=True)
class Line:
    number: str
    words: Promise


def lines() -> tuple[Line, ...]:
    known = every_line()
    return tuple(Line(known[code].number, words) for code, words in LINE_WORDS.items())
