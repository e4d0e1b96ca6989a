from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class EatSleepConsole(Body, frozen=True):
    """Whether the baby could, since the last look. It is judged by what the baby can do; there is no score."""

    eats: bool
    sleeps: bool
    consoles: bool
    huddle: Literal["none", "with_the_parent", "with_the_team"] = "none"

    @property
    def cannot(self) -> tuple[str, ...]:
        able = {"eat": self.eats, "sleep": self.sleeps, "be consoled": self.consoles}
        return tuple(name for name, so in able.items() if not so)

    def words(self) -> str:
        said = "Eats, sleeps and can be consoled" if not self.cannot else "Could not " + " or ".join(self.cannot)
        after = {"none": "", "with_the_parent": "; huddle with the parent", "with_the_team": "; huddle with the team"}
        return f"{said}{after[self.huddle]}."


KIND = Kind("eat_sleep_console", "Eat, sleep, console", Category.GENERAL_HEALTH, EatSleepConsole)
