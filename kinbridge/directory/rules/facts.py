"""What is asked for, and what a service says of itself: plain facts, handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.8
WHOLE_STATE = "*"
FRESH_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth, in degrees."""

    latitude: float
    longitude: float

    @property
    def is_on_earth(self) -> bool:
        return -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180

    def miles_to(self, other: Point) -> float:
        """As the crow flies; a road is longer."""
        north, south = radians(self.latitude), radians(other.latitude)
        rise = sin((south - north) / 2) ** 2
        run = sin(radians(other.longitude - self.longitude) / 2) ** 2
        return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(rise + cos(north) * cos(south) * run)))


@dataclass(frozen=True, slots=True)
class Needs:
    """What someone looks for. Anything left out is not asked, and then decides nothing."""

    category: str = ""
    pregnant: bool = False
    moud: str = ""
    stays_on_moud: bool = False
    children_ages: tuple[float, ...] = ()
    county: str = ""
    payer: str = ""
    language: str = ""
    sex: str = ""
    age: float | None = None
    near: Point | None = None
    within_miles: float = 50
    open_now: bool = False
    words: str = ""
    child_months: float | None = None
    tribal: str = ""
    access: str = ""
    hours: str = ""
    needs_ride: bool = False
    prefer: str = ""

    @property
    def counted_sex(self) -> str:
        """For services that serve one sex only: what they said, and otherwise female when pregnant."""
        return self.sex or ("female" if self.pregnant else "")


@dataclass(frozen=True, slots=True)
class Places:
    """One statement of open places: how many, for whom, and when someone said so."""

    population: str
    open_slots: int
    stated_at: datetime
    total_slots: int | None = None
    waiting: int | None = None
    wait_days: int | None = None

    def is_fresh(self, *, at: datetime) -> bool:
        return at - self.stated_at <= FRESH_FOR

    def age_words(self, *, at: datetime) -> str:
        days = (at - self.stated_at).days
        return "stated today" if days < 1 else "stated yesterday" if days == 1 else f"stated {days} days ago"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a service says of itself. None means that nobody said; an empty list means that there are none."""

    category: str = ""
    accepts_pregnant: bool | None = None
    offers_moud: tuple[str, ...] | None = None
    accepts_moud: bool | None = None
    children_may_stay: bool | None = None
    children_from_age: float | None = None
    children_to_age: float | None = None
    payers: tuple[str, ...] | None = None
    language_codes: tuple[str, ...] | None = None
    counties: tuple[str, ...] | None = None
    sex: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    evidence_rating: str = ""
    points: tuple[Point, ...] = ()
    remote: bool = False
    places: tuple[Places, ...] = ()
    in_program: bool = False
    practice: str = ""
    tribal: str = ""
    access: tuple[str, ...] = ()
    no_access: tuple[str, ...] = ()
    hours: tuple[str, ...] | None = None
    comes_home: bool = False
    gives_rides: bool | None = None


class Answer(IntEnum):
    """How one service stands to one need; ASK is honest: nobody has said, so someone must be asked."""

    FITS = 0
    ASK = 1
    DOES_NOT_FIT = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question, in a sentence people read."""

    answer: Answer
    words: str


def fits(words: str) -> Finding:
    return Finding(Answer.FITS, words)


def ask(words: str) -> Finding:
    return Finding(Answer.ASK, words)


def does_not_fit(words: str) -> Finding:
    return Finding(Answer.DOES_NOT_FIT, words)


def stated(said: bool | None, *, yes: str, no: str, unknown: str) -> Finding:
    """The finding for a fact that is yes, no or not stated."""
    return ask(unknown) if said is None else fits(yes) if said else does_not_fit(no)
