"""Terms of our own taxonomy: facts about a service that HSDS keeps as attributes, and the words for each."""

from __future__ import annotations

from enum import StrEnum

from kinbridge.directory.rules.words import ServiceCategory

TAXONOMY = "Kinbridge"

CHILD_CATEGORIES = frozenset(
    {
        ServiceCategory.PEDIATRIC,
        ServiceCategory.HOME_VISITING,
        ServiceCategory.PARENTING,
        ServiceCategory.EARLY_INTERVENTION,
        ServiceCategory.CHILD_CARE,
        ServiceCategory.CHILD_THERAPY,
    }
)
"""Services that are for a child, or for a parent with a child of a certain age."""


class Term(StrEnum):
    """What kind of fact a term's code states; what follows the colon says which."""

    PRACTICE = "practice"
    LEVEL = "asam"
    ACCESS = "access"
    TRAVEL = "travel"
    TRIBAL = "tribal"
    KIT = "kit"
    MEETING = "meeting"


class Access(StrEnum):
    WHEELCHAIR = "wheelchair"
    SIGN_LANGUAGE = "sign_language"
    LARGE_PRINT = "large_print"


ACCESS_WORDS = {
    Access.WHEELCHAIR: "an entrance and rooms for wheelchairs",
    Access.SIGN_LANGUAGE: "sign language",
    Access.LARGE_PRINT: "large print or audio",
}


class Meeting(StrEnum):
    """What a recovery meeting says of itself."""

    CHILD_CARE = "child_care"
    MEDICATION = "medication"


MEETING_WORDS = {
    Meeting.CHILD_CARE: "child care during the meeting",
    Meeting.MEDICATION: "a welcome for people who take methadone or buprenorphine",
}


class Hours(StrEnum):
    EVENINGS = "evenings"
    WEEKENDS = "weekends"
    ALWAYS = "always"


HOURS_WORDS = {Hours.EVENINGS: "in the evening", Hours.WEEKENDS: "on weekends", Hours.ALWAYS: "day and night"}
EVENING_BEGINS = "18:00"


class Tribal(StrEnum):
    """How a service stands to the citizens of a tribe."""

    YES = "yes"
    ONLY = "only"


class Level(StrEnum):
    """The levels of care for adults of the ASAM Criteria, fourth edition (2023), by number."""

    REMISSION = "1.0"
    THERAPY = "1.5"
    MEDICAL_OUTPATIENT = "1.7"
    INTENSIVE = "2.1"
    HIGH_INTENSITY = "2.5"
    MEDICAL_INTENSIVE = "2.7"
    LOW_RESIDENTIAL = "3.1"
    HIGH_RESIDENTIAL = "3.5"
    MEDICAL_RESIDENTIAL = "3.7"
    INPATIENT = "4"
    RECOVERY_RESIDENCE = "RR"


LEVEL_WORDS = {
    Level.REMISSION: "Long-Term Remission Monitoring",
    Level.THERAPY: "Outpatient Therapy",
    Level.MEDICAL_OUTPATIENT: "Medically Managed Outpatient",
    Level.INTENSIVE: "Intensive Outpatient",
    Level.HIGH_INTENSITY: "High-Intensity Outpatient",
    Level.MEDICAL_INTENSIVE: "Medically Managed Intensive Outpatient",
    Level.LOW_RESIDENTIAL: "Clinically Managed Low-Intensity Residential",
    Level.HIGH_RESIDENTIAL: "Clinically Managed High-Intensity Residential",
    Level.MEDICAL_RESIDENTIAL: "Medically Managed Residential",
    Level.INPATIENT: "Medically Managed Inpatient",
    Level.RECOVERY_RESIDENCE: "Recovery residence, outside the levels",
}


def level_words(level: str) -> str:
    """The number and the name: "3.5 Clinically Managed High-Intensity Residential"."""
    known = Level(level)
    return LEVEL_WORDS[known] if known is Level.RECOVERY_RESIDENCE else f"{level} {LEVEL_WORDS[known]}"


def age_words(months: float) -> str:
    """Small children are counted in months: "14 months", "3 years"."""
    if months < 36:
        return "1 month" if int(months) == 1 else f"{int(months)} months"
    return f"{int(months // 12)} years"


def hours_of(*, byday: str, opens_at: str, closes_at: str) -> frozenset[str]:
    """What one line of an opening table says of evenings and weekends. Times are as HSDS publishes them."""
    days = {day.strip()[-2:] for day in byday.split(",") if day.strip()}
    found = set()
    if closes_at[:5] > EVENING_BEGINS and days - {"SA", "SU"}:
        found.add(Hours.EVENINGS.value)
    if days & {"SA", "SU"}:
        found.add(Hours.WEEKENDS.value)
    if len(days) == 7 and opens_at[:5] == "00:00" and closes_at[:5] in {"23:59", "24:00"}:
        found.add(Hours.ALWAYS.value)
    return frozenset(found)
