from __future__ import annotations

from datetime import date
from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category

Answer = Literal["yes", "no", "unclear"]
SETTINGS = {
    "making": "Drugs were made here, or chemicals for it kept",
    "use": "Drugs were used or sold here",
    "none_seen": "Nothing of drugs was seen",
    "unclear": "Whether there were drugs is unclear",
}
SEEMED = {"well": "The child seemed well", "unwell": "The child seemed unwell", "not_seen": "The child was not seen"}
CHECKS = {
    "done": "A clinician looked at the child",
    "arranged": "A medical check is arranged",
    "not_needed": "A clinician said that no check is needed",
    "none_yet": "No medical check is arranged yet",
}
CLEANED = {
    "yes": "Washed and given clean clothes before leaving",
    "no": "Not washed or changed yet",
    "not_needed": "No washing or change was needed",
}


class ChildAtScene(Body, frozen=True):
    """What was found for one child where drugs are or may be: facts of that hour. No test result belongs here."""

    setting: Literal["making", "use", "none_seen", "unclear"]
    within_reach: Answer
    adult_able: Answer
    seemed: Literal["well", "unwell", "not_seen"]
    medical_check: Literal["done", "arranged", "not_needed", "none_yet"]
    checked_on: date | None = None
    cleaned: Literal["yes", "no", "not_needed"] = "not_needed"
    hazards: tuple[
        Literal["chemicals", "fumes_or_fire", "needles", "weapons", "no_heat_or_water", "unsafe_sleep"], ...
    ] = ()
    called: tuple[Literal["ambulance", "police", "fire_department", "poison_help", "public_health"], ...] = ()

    def words(self) -> str:
        day = f" ({self.checked_on:%B} {self.checked_on.day})" if self.checked_on else ""
        said = [
            SETTINGS[self.setting],
            f"Within the child's reach: {self.within_reach}",
            f"An adult able to look after the child was there: {self.adult_able}",
            SEEMED[self.seemed],
            f"{CHECKS[self.medical_check]}{day}",
            *([CLEANED[self.cleaned]] if self.cleaned != "not_needed" else []),
            *([f"Hazards: {', '.join(map(spoken, self.hazards))}"] if self.hazards else []),
            *([f"Called: {', '.join(map(spoken, self.called))}"] if self.called else []),
        ]
        return ". ".join(said) + "."


KIND = Kind("child_at_scene", "What was found for a child", Category.CHILD_PROTECTION, ChildAtScene)
