"""What scoring an answer sheet says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kinbridge.screening.rules.answers import Sheet


class Status(StrEnum):
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Score:
    """A result and what it rests on. A positive means "offer more help"; it decides no custody, report or service."""

    status: Status
    found: Mapping[str, object] = field(default_factory=dict)

    def as_result(self) -> dict[str, object]:
        return {"status": self.status.value, **self.found}

    @property
    def flags(self) -> tuple[str, ...]:
        """What must be acted on before anybody looks at a total."""
        flags = self.found.get("flags")
        return tuple(str(flag) for flag in flags) if isinstance(flags, list) else ()

    @property
    def positive(self) -> bool | None:
        positive = self.found.get("positive")
        return positive if isinstance(positive, bool) else None


def complete(**found: object) -> Score:
    return Score(Status.COMPLETE, found)


def incomplete(sheet: Sheet, **found: object) -> Score:
    """No score yet: what is missing (and why, when the person said), with whatever is already certain."""
    why = {name: list(items) for name, items in (("declined", sheet.declined), ("not_asked", sheet.not_asked)) if items}
    return Score(Status.INCOMPLETE, {"missing": list(sheet.missing), **found, **why})


def error(sentence: str) -> Score:
    return Score(Status.ERROR, {"error": sentence})


def already(lower_bound: int, cutoff: int | None) -> bool | None:
    """True when the answers so far pass the cut-off whatever the rest would be; otherwise nobody can say."""
    return True if cutoff is not None and lower_bound >= cutoff else None


def verdict(total: int, cutoffs: Collection[int]) -> bool | None:
    """What every cut-off that may apply agrees on; None where they differ and somebody has to ask which one applies."""
    verdicts = {total >= cutoff for cutoff in cutoffs}
    return verdicts.pop() if len(verdicts) == 1 else None
