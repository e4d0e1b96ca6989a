"""The county while it is being written: its partners, the people at work in it, and how days count from today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition, Program, Viewer

NAME = "Alder County Families Coalition"
STATE = "VT"
COUNTY, FIPS = "Alder", "50027"
ZONE = ZoneInfo("America/New_York")
SEED = 2017


@dataclass(frozen=True, slots=True, eq=False)
class County:
    """`staff` are the viewers of a named person, the first membership first; `workers` the people of a program."""

    coalition: Coalition
    today: date
    at: datetime
    seed: int
    programs: dict[str, Program]
    staff: dict[str, list[Viewer]] = field(default_factory=dict)
    workers: dict[str, list[int]] = field(default_factory=dict)

    def day(self, days: int) -> date:
        """A day counted from today: -1 was yesterday."""
        return self.today + timedelta(days=days)

    def moment(self, days: int, minute: int = 10 * 60) -> datetime:
        """A minute of that day where the county is."""
        return moment(self.today + timedelta(days=days), minute)

    def viewer(self, code: str, program: str = "") -> Viewer:
        """Someone of the county at work, for the named program if they serve more than one."""
        known = self.staff[code.replace("/", ".").replace("_", "-")]
        return next((one for one in known if not program or one.program_id == self.programs[program].pk), known[0])

    def at_work(self, program: str, number: int) -> Viewer:
        """One of a program's people, as they act for it; the same one that `worker` names."""
        user = self.worker(program, number)
        return next(
            one
            for known in self.staff.values()
            for one in known
            if one.user_id == user and one.program_id == self.programs[program].pk
        )

    def worker(self, program: str, number: int) -> int | None:
        """One of a program's people, always the same for the same family."""
        people = self.workers.get(program)
        return people[number % len(people)] if people else None


def account(viewer: Viewer) -> User:
    """The account someone at work acts with."""
    return User.objects.get(pk=viewer.user_id or 0)


@lru_cache(maxsize=65536)
def moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=ZONE)
