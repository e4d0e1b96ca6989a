"""A rule is one function: its decorator cites the law, its docstring is the sentence a worker reads, its body the
arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from msgspec import Struct

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.core.decision import Confidence


class Due(Struct, frozen=True, kw_only=True, gc=False):
    """What a rule's body answers: the date and its reasons, before anyone asks how it stands today.

    `met` is the fact that meets it. `exempt` names the reason no one has to do it, `blocked` the thing that is missing,
    `superseded` what replaced it, `waiting` that it has not begun; each is a sentence in `why` too. `grace` is how many
    days past a target are still on time. `settled` says that the county itself confirmed the value it rests on, so
    that its own confidence stands in place of the rule's.
    """

    start: Fact
    due: date | None
    why: tuple[str, ...]
    part: str = ""
    due_at: datetime | None = None
    opens: date | None = None
    raw: date | None = None
    met: Fact | None = None
    exempt: str = ""
    blocked: bool = False
    waiting: bool = False
    paused: bool = False
    superseded: bool = False
    paused_days: int = 0
    grace: int = 0
    cite: str = ""
    confidence: Confidence | None = None
    settled: bool = False
    also: tuple[Fact, ...] = ()


Body = Callable[[Case], Iterator[Due]]


@dataclass(frozen=True, slots=True, eq=False)  # each is one of a kind, and tuples of them are looked up often
class Rule:
    """A rule with its citation. `starts` are the facts that wake it, `reads` every other fact it looks at.

    `term` names a value without which the rule does not exist here: a state's own deadline. `done_by` are facts a
    worker may record from the page to meet it. A `yardstick` measures; it is nobody's duty and stays off the Desk.
    """

    id: str
    lane: Lane
    cite: str
    confidence: Confidence
    says: str
    starts: frozenset[Kind]
    reads: frozenset[Kind]
    body: Body = field(compare=False)
    term: str = ""
    title: str = ""
    done_by: tuple[Kind, ...] = ()
    yardstick: bool = False

    @property
    def facts(self) -> frozenset[Kind]:
        return self.starts | self.reads

    def __call__(self, case: Case) -> Iterator[Due]:
        return self.body(case)


def rule(
    rule_id: str,
    *,
    lane: Lane,
    cite: str,
    starts: tuple[Kind, ...],
    reads: tuple[Kind, ...] = (),
    confidence: Confidence = Confidence.VERIFIED,
    term: str = "",
    title: str = "",
    done_by: tuple[Kind, ...] = (),
    yardstick: bool = False,
) -> Callable[[Body], Rule]:
    """Make a rule of a function. A rule without a docstring is refused: it is the sentence people will read."""

    def make(body: Body) -> Rule:
        if not body.__doc__:
            raise TypeError(f"{body.__name__}: write the docstring; it is the sentence people will read.")
        says = " ".join(body.__doc__.split())
        name = title or body.__name__.replace("_", " ").capitalize()
        kinds = frozenset(starts), frozenset(reads)
        return Rule(
            rule_id, lane, cite, confidence, says, *kinds, body, term, name, done_by=done_by, yardstick=yardstick
        )

    return make
