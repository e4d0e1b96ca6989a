"""Answers one worked example with the rules the pages use, and lays the answer out under the file's own keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kinbridge.clocks.file_inputs import BadInput, Inputs, facts_from, table
from kinbridge.clocks.rules import RULES, Deadline, Fact, Kind, Status, Terms, deadlines_under, terms_for
from kinbridge.clocks.rules.contradictions import contradictions
from kinbridge.clocks.rules.days import Span

RULES_BY_ID = {rule.id: rule for rule in RULES}
Result = dict[str, Any]
PLAIN_STATES = {Status.DUE_SOON: "running", Status.MET_LATE: "late"}


@dataclass(frozen=True)
class Example:
    """One example being answered: its rule, its inputs, and the day it is asked about."""

    rule_id: str
    inputs: Inputs

    @property
    def on(self) -> date:
        return self.inputs.day("as_of", "on", "as_of_date") or self.inputs.latest()

    @property
    def asked_how_it_stands(self) -> bool:
        return self.inputs.has("as_of", "as_of_date")

    def facts(self) -> list[Fact]:
        trigger = table()["trigger"].get(self.rule_id)
        return facts_from(self.inputs, None if trigger is None else Kind[trigger])

    def terms(self, **site: int | bool | str | Span) -> Terms:
        return terms_for(self.inputs.text("state") or None, self.on).with_site(site, on=self.on)

    def run(
        self, rule_id: str, facts: list[Fact] | None = None, *, terms: Terms | None = None, on: date | None = None
    ) -> tuple[Deadline, ...]:
        """What one rule says of the facts; a contradiction among them is an error here, as nothing may be computed."""
        facts = self.facts() if facts is None else facts
        on = on or self.on
        clash = next(iter(contradictions(facts, on=on)), None)
        if clash is not None:
            raise BadInput(clash.says)
        found = deadlines_under(terms or self.terms(), facts, on=on, rules=(RULES_BY_ID[rule_id],))
        if not found:
            raise BadInput(f"inputs do not say what {rule_id} starts from; give its first date.")
        return found

    def one(self, rule_id: str, facts: list[Fact] | None = None, **more: Any) -> Deadline:
        """The date still to come, or the last one if all are met."""
        found = self.run(rule_id, facts, **more)
        waiting = [d for d in found if d.met_on is None and d.part != "ineligible_after"]
        return waiting[-1] if waiting else found[-1]


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def when(deadline: Deadline) -> str | None:
    return iso(deadline.due) if deadline.due_at is None else deadline.due_at.isoformat(timespec="minutes")


def window(deadline: Deadline) -> list[str | None]:
    return [iso(deadline.opens), iso(deadline.due)]


def state_of(deadline: Deadline) -> str:
    """The status in the words of the file."""
    if deadline.status is Status.EXEMPT:
        return f"exempt_{deadline.exempt_because}"
    return PLAIN_STATES.get(deadline.status, deadline.status.value)


def plainly(example: Example) -> Result:
    """Any rule with one date, or a few that the table names."""
    keys: Mapping[str, str] = table()["results"].get(example.rule_id, {})
    found = example.run(example.rule_id)
    if not keys:
        deadline = example.one(example.rule_id)
        key = "due_date" if deadline.due_at is None else "due_datetime"
        result: Result = {key: when(deadline)} if deadline.due is not None else {"earliest_date": iso(deadline.opens)}
        last = deadline
    else:
        result = {keys[d.part]: when(d) for d in found if d.part in keys}
        last = found[-1]
    if example.asked_how_it_stands:
        result["state"] = state_of(last)
    return result


def late_by(due: date, day: date) -> int:
    return max((day - due) // timedelta(days=1), 0)


Answer = Callable[[Example], Result]
