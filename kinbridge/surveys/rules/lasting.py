"""Which domain is lowest, and what moved since the last look. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinbridge.surveys.rules.instruments import STEPS


@dataclass(frozen=True, slots=True)
class Domain:
    code: str
    name: str
    now: int | None
    before: int | None
    lowest: bool

    @property
    def now_words(self) -> str:
        return STEPS.get(self.now or 0, "not rated")

    @property
    def before_words(self) -> str:
        return STEPS.get(self.before or 0, "no look before")

    @property
    def moved(self) -> int | None:
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def moved_words(self) -> str:
        if self.now is None:
            return "not rated"
        if self.moved is None:
            return "first look"
        return "as before" if not self.moved else f"{'up' if self.moved > 0 else 'down'} {abs(self.moved)}"


def by_domain(names: Mapping[str, str], now: Mapping[str, int], before: Mapping[str, int]) -> tuple[Domain, ...]:
    """Each domain now and at the look before; the lowest ones marked."""
    least = min((now[code] for code in names if code in now), default=None)
    return tuple(
        Domain(code, name, now.get(code), before.get(code), code in now and now[code] == least)
        for code, name in names.items()
    )
