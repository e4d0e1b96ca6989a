"""What an audit line keeps of a disclosure, so that the law's lists can be drawn from the chain years later.

By codes and ids alone: about whom, from which program, what kinds of record, by which rules, and on which of the lists
that the law wants kept. It must be readable when the rows it speaks of, and the rules, have long changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from kinbridge.core.decision import Decision
from kinbridge.disclosure.rules import Obligation

LISTS = (
    Obligation.LOG_PART2,
    Obligation.INTERMEDIARY_LIST,
    Obligation.ACCOUNTING,
    Obligation.LOG_EMERGENCY,
    Obligation.FERPA_RECORD,
    Obligation.PART_C_RECORD,
)


class Labelled(Protocol):
    category: str
    program_id: UUID
    subject_id: int


@dataclass(frozen=True, slots=True)
class Share:
    """One person's record from one program, shared on the same grounds, as a line tells of it."""

    of: int
    source: UUID
    what: tuple[str, ...]
    rules: tuple[str, ...]
    lists: tuple[str, ...]


def told(shared: Iterable[tuple[Labelled, Decision]], *, only_listed: bool = False) -> list[dict[str, object]]:
    """For the `detail` of a line. `only_listed` leaves out what no law wants listed, for lines about many families."""
    found: dict[tuple[int, str, tuple[str, ...], tuple[str, ...]], set[str]] = {}
    for label, decision in shared:
        if not decision.allowed:
            continue
        rules = tuple(dict.fromkeys(reason.rule for reason in decision.reasons))
        lists = tuple(str(duty) for duty in LISTS if duty in decision.obligations)
        if lists or not only_listed:
            found.setdefault((label.subject_id, str(label.program_id), rules, lists), set()).add(str(label.category))
    return [
        {"of": of, "from": source, "what": sorted(what), "rules": list(rules), "lists": list(lists)}
        for (of, source, rules, lists), what in found.items()
    ]


def read(detail: Mapping[str, Any]) -> tuple[Share, ...]:
    """The shares that a line tells of; none for a line that tells of none."""
    return tuple(
        Share(one["of"], UUID(one["from"]), tuple(one["what"]), tuple(one["rules"]), tuple(one["lists"]))
        for one in detail.get("shared", ())
    )
