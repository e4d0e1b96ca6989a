"""What happened to one invented family, in days before or after today. Plain values: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from kinbridge.core.vocabulary import Category

MORNING = 8 * 60
EVENING = 20 * 60
REVIEWS = (
    *(("72 hours", 3), ("2 weeks", 14), ("6 weeks", 42)),
    *(("3 months", 89), ("6 months", 181), ("9 months", 273), ("12 months", 365)),
)
"""In how many days after going home a plan is looked at again; of months the fewest days that they can have."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person; `born` is a day, none for a baby not yet born. `carried` is the place of the pregnancy in the list."""

    relation: str
    given: str
    family: str
    born: int | None
    sex: str = ""
    race: str = ""
    language: str = "en"
    payer: str = "medicaid"
    tribe: str = ""
    carried: int | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    parent: int
    due: int
    ended: int | None = None
    outcome: str = ""

    @property
    def began(self) -> int:
        return self.due - 280

    def weeks(self, day: int) -> int:
        return (day - self.began) // 7


@dataclass(frozen=True, slots=True)
class Kin:
    person: int
    relative: int
    kind: str
    since: int


@dataclass(frozen=True, slots=True)
class Custodian:
    """Who holds a power over a child: a person of the family, or a program."""

    child: int
    power: str
    holder: int | None
    agency: str
    since: int
    until: int | None = None

    @classmethod
    def parent(cls, child: int, holder: int, *, since: int) -> Custodian:
        return cls(child, "legal", holder, "", since)


@dataclass(frozen=True, slots=True)
class Involved:
    program: str
    since: int
    until: int | None = None
    person: int | None = None
    lead: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One fact to be. `corrects` is the earlier fact it supersedes; `withdrawn` says that one was entered in error."""

    day: int
    minute: int
    of: int
    kind: str
    body: Mapping[str, object]
    program: str
    category: Category | None = None
    corrects: Fact | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A referral to be: who asked whom for what, and the steps that followed as (day, status, reason)."""

    of: int
    sender: str
    receiver: str
    service: str
    steps: tuple[tuple[int, str, str], ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What a consent says: the form, who shares, who receives, what, and why."""

    form: str
    shares: tuple[str, ...]
    receives: tuple[str, ...]
    categories: tuple[str, ...]
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent to be: whose, in what words, from when until when, and what became of it on the day it changed."""

    person: int
    terms: Terms
    signed: int
    expires: int
    fate: str = "valid"
    changed: int | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan of safe care to be; `answered` is the day the parent signed or declined, none while it is a draft."""

    infant: int
    parent: int
    program: str
    began: int
    answered: int | None = None
    declined: bool = False

    def looked_at(self, *, owes_the_last: bool) -> list[tuple[int, str]]:
        """The days on which the plan was looked at again, in time, with the name of each review."""
        if self.answered is None:
            return []
        past = [(self.answered + days, name) for name, days in REVIEWS if self.answered + days < 0]
        return past[:-1] if owes_the_last else past


@dataclass(frozen=True, slots=True)
class Ordered:
    """A court's paper to be: an order or an appointment about this child, and whom it lets see what."""

    child: int
    kind: str
    gives: str
    gets: str
    categories: tuple[str, ...]
    signed: int
    until: int | None = None


@dataclass(slots=True)
class History:
    """A whole family: filled in by the chapters, then written by the county."""

    number: int
    key: UUID
    surname: str
    path: str
    random: Random
    opened: int = 0
    closed: int | None = None
    people: list[Someone] = field(default_factory=list)
    pregnancies: list[Carried] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)
    custody: list[Custodian] = field(default_factory=list)
    involved: dict[tuple[str, int | None], Involved] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    referrals: list[Asked] = field(default_factory=list)
    consents: list[Agreed] = field(default_factory=list)
    plans: list[Planned] = field(default_factory=list)
    orders: list[Ordered] = field(default_factory=list)
    team_since: int | None = None
    clock: dict[int, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.surname} family"

    def add(self, someone: Someone) -> int:
        self.people.append(someone)
        return len(self.people) - 1

    def say(
        self,
        day: float,
        program: str,
        of: int,
        kind: str,
        /,
        *,
        category: Category | None = None,
        corrects: Fact | None = None,
        withdrawn: bool = False,
        **body: object,
    ) -> Fact | None:
        """One more fact, unless its day has not come yet."""
        when = round(day)
        if when >= 0:
            return None
        minute = min(self.clock.get(when, MORNING) + self.random.randrange(3, 45), EVENING)
        self.clock[when] = minute
        fact = Fact(when, minute, of, kind, body, program, category, corrects, withdrawn)
        self.facts.append(fact)
        return fact

    def step(self, day: float, program: str, of: int, what: str, category: Category | None = None) -> None:
        """A step that some due date waits for; now and then it is forgotten."""
        if self.chance(0.93):
            self.say(day, program, of, "milestone", category=category, what=what)

    def involve(
        self, program: str, since: float, *, until: int | None = None, person: int | None = None, lead: bool = False
    ) -> None:
        """The program works with the family from this day; an earlier beginning stands."""
        begins = min(round(since), -1)
        ends = None if until is None or until >= 0 else max(until, begins)
        known = self.involved.get((program, person))
        if known is not None:
            begins, lead = min(begins, known.since), lead or known.lead
            ends = None if ends is None or known.until is None else max(ends, known.until)
        self.involved[program, person] = Involved(program, begins, ends, person, lead)

    def leave(self, program: str, person: int | None, on: int) -> None:
        """The program stops working with them, if that day has come."""
        known = self.involved.get((program, person))
        if known is not None and known.since <= on < 0:
            self.involved[program, person] = Involved(program, known.since, on, person, known.lead)

    def chance(self, of_one: float) -> bool:
        return self.random.random() < of_one

    def days(self, least: int, most: int) -> int:
        """A day between these two; the second when the first has not come by then."""
        return self.random.randint(min(least, most), most)

    def one_of(self, choices: Mapping[str, float]) -> str:
        return self.random.choices(list(choices), weights=list(choices.values()))[0]
