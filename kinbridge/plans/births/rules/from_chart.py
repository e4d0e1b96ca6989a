"""What the chart already says of an exposure, as answers to the questions: a start for a person, no last word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kinbridge.plans.births.rules.facts import EMPTY, Exposure, Facts, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A chart entry as far as a birth needs it; `source` is the program that wrote it.

    `protected` says that it came from another program under 42 CFR part 2: seen by consent, not for telling on.
    """

    id: int
    kind: str
    body: Mapping[str, Any]
    on: date
    of_infant: bool
    source: str
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """One answer that the chart gives, in words, and the entry it comes from."""

    field: str
    value: Any
    words: str
    entry: int
    protected: bool = False


def known(entries: Iterable[Entry]) -> tuple[Known, ...]:
    """Answers from the chart, oldest first: a later one stands over an earlier one of the same question."""
    return tuple(
        replace(one, protected=entry.protected)
        for entry in sorted(entries, key=lambda entry: (entry.on, entry.id))
        for one in _answers(entry)
    )


OF_TREATMENT = frozenset({"exposures", "disorder", "engaged"})


def rests_on_protected(answers: Iterable[Known], facts: Facts) -> bool:
    """Whether what is known of her treatment is known from a treatment record alone, and not from herself."""
    grounds = [one.protected for one in answers if one.field in OF_TREATMENT]
    return bool(grounds) and all(grounds) and Shown.SAID not in facts.shown_by


def begun(answers: Iterable[Known]) -> Facts:
    """The facts to begin with, where nobody has entered any yet."""
    facts = EMPTY
    for one in answers:
        value = one.value
        if one.field in ("exposures", "shown_by"):
            value = (getattr(facts, one.field) or frozenset()) | one.value
        facts = replace(facts, **{one.field: value})
    return facts


def treatment_ended(entries: Iterable[Entry]) -> date | None:
    """The day treatment ended, where no later start is on file."""
    steps = [entry for entry in entries if entry.kind in ("admission", "treatment_end")]
    last = max(steps, key=lambda entry: (entry.on, entry.id), default=None)
    return last.on if last is not None and last.kind == "treatment_end" else None


def _answers(entry: Entry) -> Iterator[Known]:
    where = f"{entry.source}, {entry.on:%B} {entry.on.day}, {entry.on.year}"
    body = entry.body
    if entry.kind == "medication" and body.get("step") != "ended" and not entry.of_infant:
        said = f"Medication for OUD, {body.get('step')}: {where}."
        yield Known("exposures", frozenset({Exposure.MOUD}), said, entry.id)
        yield Known("shown_by", frozenset({Shown.RECORD}), said, entry.id)
        yield Known("disorder", True, said, entry.id)
    if entry.kind == "medication" and body.get("step") == "ended":
        yield Known("engaged", None, f"Medication for OUD ended: {where}. Ask how treatment stands.", entry.id)
    if entry.kind == "admission":
        yield Known("disorder", True, f"Admitted to treatment: {where}.", entry.id)
        yield Known("engaged", True, f"Admitted to treatment, and no end on file: {where}.", entry.id)
    if entry.kind == "treatment_end":
        yield Known("engaged", None, f"Treatment ended: {where}. Ask how it stands.", entry.id)
    if (
        entry.of_infant
        and entry.kind == "eat_sleep_console"
        and not all(body.get(name) for name in ("eats", "sleeps", "consoles"))
    ):
        yield Known("withdrawal", True, f"The baby could not eat, sleep or be consoled: {where}.", entry.id)
    if entry.of_infant and (
        entry.kind == "newborn_medication" or (entry.kind == "newborn_care" and body.get("needs_medication"))
    ):
        yield Known("withdrawal", True, f"Medicine for withdrawal: {where}.", entry.id)
    if entry.kind == "plan_step" and body.get("step") == "signed":
        yield Known("plan", True, f"Plan of safe care signed: {where}.", entry.id)
