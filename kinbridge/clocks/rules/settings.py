"""What varies by place: each setting a deadline reads, in words, what it takes, and the values on file for it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kinbridge.clocks.rules.days import Span
from kinbridge.clocks.rules.terms import FEDERAL, Term, all_terms

YES_NO = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that varies: in words, what it takes, the deadlines that read it, and what holds where nobody says.

    `takes` is "time", "days", "months", "years", "yes or no", or the words it may be with what each means.
    `also` says what else reads it, where that is no deadline of a family.
    """

    name: str
    says: str
    takes: str | Mapping[str, str]
    rules: tuple[str, ...]
    otherwise: str = ""
    also: str = ""

    @property
    def national(self) -> Term | None:
        return next(iter(terms(self.name, FEDERAL)), None)

    @property
    def sentence(self) -> str:
        """What varies, and what holds in a state that says nothing."""
        national = self.national
        return f"{self.says}. Where a state says nothing: {words_of(national) if national else self.otherwise}."

    def spoken(self, value: int | bool | str | Span) -> str:
        """A value as people say it: 45 days, yes, or what the word stands for."""
        if isinstance(value, Span):
            return value.words
        if isinstance(value, bool):
            return YES_NO[value]
        if isinstance(self.takes, Mapping):
            return self.takes.get(str(value), str(value))
        return f"{value} {self.takes}"


SETTINGS: dict[str, Setting] = {
    name: Setting(name, row["says"], row["takes"], tuple(row["rules"]), row.get("otherwise", ""), row.get("also", ""))
    for name, row in tomllib.loads(Path(__file__).with_name("settings.toml").read_text(encoding="utf-8")).items()
}


def terms(name: str = "", state: str = "") -> tuple[Term, ...]:
    """The dated values on file: of one setting, of one state, or of both."""
    return tuple(term for term in all_terms() if name in ("", term.name) and state in ("", term.state))


def words_of(term: Term) -> str:
    value = term.value
    if isinstance(value, Span):
        return value.words
    return YES_NO[value] if isinstance(value, bool) else str(value)
